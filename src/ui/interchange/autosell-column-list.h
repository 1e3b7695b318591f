/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-import.h"

G_BEGIN_DECLS

/* What each column of a file stands for: its heading, some of its cells, and a choice. */
#define AUTOSELL_TYPE_COLUMN_LIST (autosell_column_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellColumnList, autosell_column_list, AUTOSELL, COLUMN_LIST, AdwBin)

/* @import: (nullable): read and written by the choices */
void autosell_column_list_set_import (AutosellColumnList *self, AutosellImport *import);

/* The import changed by other means. */
void autosell_column_list_refresh (AutosellColumnList *self);

/**
 * AutosellColumnList::displaced:
 * @heading: the column that had the field which was just given to another; it is kept as an extra field now
 */

G_END_DECLS
