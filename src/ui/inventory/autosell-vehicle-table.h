/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-vehicle-column.h"
#include "autosell-vehicle-view.h"

G_BEGIN_DECLS

/* The cars as a dense table with sortable headings; see AutosellVehicleView.
 *
 * Signals:
 * ::sort-changed: a click on a heading; see autosell_vehicle_table_get_sort()
 * ::layout-changed: a person moved, hid, showed or resized a column; see autosell_vehicle_table_dup_layout() */
#define AUTOSELL_TYPE_VEHICLE_TABLE (autosell_vehicle_table_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTable, autosell_vehicle_table, AUTOSELL, VEHICLE_TABLE, AutosellVehicleView)

const AutosellSort *autosell_vehicle_table_get_sort (AutosellVehicleTable *self);
void autosell_vehicle_table_set_sort (AutosellVehicleTable *self, const AutosellSort *sort);

/* Which columns, in which order and how wide, as text for the settings: see autosell_table_layout_dup_text(). */
char *autosell_vehicle_table_dup_layout (AutosellVehicleTable *self);
void autosell_vehicle_table_set_layout (AutosellVehicleTable *self, const char *layout);

G_END_DECLS
