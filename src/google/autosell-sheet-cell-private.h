/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "autosell-sheet-grid.h"

G_BEGIN_DECLS

/* As a value of the values methods: null for what is to be kept, "" for what is to be emptied. */
void autosell_sheet_cell_add_value (JsonBuilder *builder, const AutosellSheetCell *cell);

G_END_DECLS
