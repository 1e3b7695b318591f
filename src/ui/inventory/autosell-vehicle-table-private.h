/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table-style.h"
#include "autosell-vehicle-drawing.h"
#include "autosell-vehicle-table.h"
#include "autosell-vehicle-view-private.h"

G_BEGIN_DECLS

#define AUTOSELL_TYPE_VEHICLE_TABLE_ROW (autosell_vehicle_table_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableRow, autosell_vehicle_table_row, AUTOSELL, VEHICLE_TABLE_ROW,
                      AutosellVehicleItem)

#define AUTOSELL_TYPE_VEHICLE_TABLE_HEADER (autosell_vehicle_table_header_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableHeader, autosell_vehicle_table_header, AUTOSELL, VEHICLE_TABLE_HEADER,
                      GtkWidget)

/* ---- The table, for its parts ---- */

struct _AutosellVehicleTable
{
  AutosellVehicleView parent_instance;
  AutosellVehicleTableHeader *header; /* owned as a child */
  AutosellTableStyle style;
  AutosellSort sort;
  int header_height;
};

AutosellTableStyle *autosell_vehicle_table_get_style (AutosellVehicleTable *self);
void autosell_vehicle_table_cycle_sort (AutosellVehicleTable *self, AutosellVehicleColumn column);
void autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width);

/* ---- The headings ---- */

AutosellVehicleTableHeader *autosell_vehicle_table_header_new (AutosellVehicleTable *table);
void autosell_vehicle_table_header_update (AutosellVehicleTableHeader *self);

G_END_DECLS
