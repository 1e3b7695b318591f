/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* One value for several cars: the status with a reason, the location, the group. */
#define AUTOSELL_TYPE_BULK_VALUE_DIALOG (autosell_bulk_value_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellBulkValueDialog, autosell_bulk_value_dialog, AUTOSELL, BULK_VALUE_DIALOG, AdwWindow)

/* @field: STATUS, LOCATION or GROUP; @keys: (element-type gint64); @shared: (nullable): what stands there now where it
 * is the same in all of them */
void autosell_bulk_value_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellField field, GArray *keys,
                                         const AutosellValue *shared);

G_END_DECLS
