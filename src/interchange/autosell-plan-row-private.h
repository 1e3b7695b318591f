/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import-plan.h"

G_BEGIN_DECLS

/* @incoming: (transfer full); a NEW row that is included */
AutosellPlanRow *autosell_plan_row_new (AutosellVehicle *incoming, guint row_number);
void autosell_plan_row_set_kind (AutosellPlanRow *self, AutosellPlanKind kind);
void autosell_plan_row_set_match (AutosellPlanRow *self, AutosellMatch match, gint64 existing_key);

/* Compares with @existing (transfer full) what @fields and @extra_names (of unowned strings) can say, and makes the row
 * SAME, CHANGED or BINNED. */
void autosell_plan_row_compare (AutosellPlanRow *self, AutosellVehicle *existing, guint64 fields,
                                GPtrArray *extra_names, gboolean cells_erase);

G_END_DECLS
