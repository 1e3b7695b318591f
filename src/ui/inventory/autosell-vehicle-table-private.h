/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table-style.h"
#include "autosell-vehicle-table.h"

G_BEGIN_DECLS

#define AUTOSELL_TYPE_VEHICLE_TABLE_ROW (autosell_vehicle_table_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableRow, autosell_vehicle_table_row, AUTOSELL, VEHICLE_TABLE_ROW, GtkWidget)

#define AUTOSELL_TYPE_VEHICLE_TABLE_HEADER (autosell_vehicle_table_header_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableHeader, autosell_vehicle_table_header, AUTOSELL, VEHICLE_TABLE_HEADER,
                      GtkWidget)

/* ---- The table, for its parts ---- */

struct _AutosellVehicleTable
{
  GtkWidget parent_instance;
  AutosellVehicleSelection *selection; /* owned, nullable */
  AutosellVehicleTableHeader *header;  /* owned as a child */
  GPtrArray *rows;                     /* unowned children; the row of position p is rows[p % rows->len] */
  AutosellTableStyle style;
  AutosellSort sort;
  GtkAdjustment *adjustments[2]; /* owned, nullable; by GtkOrientation */
  gulong adjustment_handlers[2];
  gint64 cursor_key;     /* 0 for none */
  guint cursor_position; /* where it was last seen */
  gint64 wanted_key;     /* to be shown as soon as it is in the list; 0 for none */
  int header_height;
  guint names_source;
  gboolean expects_new_rows;
  gboolean is_allocating;
};

AutosellTableStyle *autosell_vehicle_table_get_style (AutosellVehicleTable *self);
AutosellVehicleTableRow *autosell_vehicle_table_get_row_at (AutosellVehicleTable *self, double y, guint *position);
/* (nullable): the row of a position, where it is visible */
AutosellVehicleTableRow *autosell_vehicle_table_get_row (AutosellVehicleTable *self, guint position);
gboolean autosell_vehicle_table_get_column_at (AutosellVehicleTable *self, double x, AutosellVehicleColumn *column);
guint autosell_vehicle_table_get_n_items (AutosellVehicleTable *self);
guint autosell_vehicle_table_get_page_rows (AutosellVehicleTable *self);
/* @position: GTK_INVALID_LIST_POSITION where there is no cursor */
guint autosell_vehicle_table_get_cursor_position (AutosellVehicleTable *self);
void autosell_vehicle_table_set_cursor_position (AutosellVehicleTable *self, guint position);
void autosell_vehicle_table_cycle_sort (AutosellVehicleTable *self, AutosellVehicleColumn column);
void autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width);
void autosell_vehicle_table_row_name_is_old (AutosellVehicleTable *self);
/* The rows that are visible, as a position and a number; FALSE where there are none. */
gboolean autosell_vehicle_table_get_visible_range (AutosellVehicleTable *self, guint *first, guint *n_rows);
/* Gives each visible position its row widget. */
void autosell_vehicle_table_bind_rows (AutosellVehicleTable *self);
/* The cursor moved under the focus, or its row was scrolled. In autosell-vehicle-table-cursor.c, as are the next two.
 */
void autosell_vehicle_table_keep_focus (AutosellVehicleTable *self);
gboolean autosell_vehicle_table_grab_focus (GtkWidget *widget);
gboolean autosell_vehicle_table_focus (GtkWidget *widget, GtkDirectionType direction);
/* Keyboard and pointer; in autosell-vehicle-table-input.c */
void autosell_vehicle_table_add_controllers (AutosellVehicleTable *self);

/* ---- A row ---- */

AutosellVehicleTableRow *autosell_vehicle_table_row_new (AutosellVehicleTable *table);
/* @item: (nullable) */
void autosell_vehicle_table_row_bind (AutosellVehicleTableRow *self, AutosellVehicleRow *item, guint position);
AutosellVehicleRow *autosell_vehicle_table_row_get_item (AutosellVehicleTableRow *self);
guint autosell_vehicle_table_row_get_position (AutosellVehicleTableRow *self);
void autosell_vehicle_table_row_set_selected (AutosellVehicleTableRow *self, gboolean is_selected);
/* The cell the pointer is in; -1 for none. */
void autosell_vehicle_table_row_set_hover (AutosellVehicleTableRow *self, int column);
void autosell_vehicle_table_row_update_name (AutosellVehicleTableRow *self);
/* TRUE where @x, from the left of @column, is on the hint that the cell can be edited. */
gboolean autosell_vehicle_table_row_is_on_hint (AutosellVehicleTable *table, AutosellVehicleColumn column, double x);

/* ---- The headings ---- */

AutosellVehicleTableHeader *autosell_vehicle_table_header_new (AutosellVehicleTable *table);
void autosell_vehicle_table_header_update (AutosellVehicleTableHeader *self);

G_END_DECLS
