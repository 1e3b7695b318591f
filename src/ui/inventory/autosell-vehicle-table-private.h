/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-parse.h"
#include "autosell-vehicle-table.h"

G_BEGIN_DECLS

#define AUTOSELL_TYPE_VEHICLE_TABLE_ROW (autosell_vehicle_table_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableRow, autosell_vehicle_table_row, AUTOSELL, VEHICLE_TABLE_ROW, GtkWidget)

#define AUTOSELL_TYPE_VEHICLE_TABLE_HEADER (autosell_vehicle_table_header_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTableHeader, autosell_vehicle_table_header, AUTOSELL, VEHICLE_TABLE_HEADER, GtkWidget)

typedef struct
{
  int x;
  int width;         /* 0 where it is hidden */
  int user_width;    /* 0 where nobody set one; at the ordinary text size */
} AutosellColumnPlace;

typedef enum
{
  AUTOSELL_TABLE_ICON_CAR,
  AUTOSELL_TABLE_ICON_WARNING,
  AUTOSELL_TABLE_ICON_OPEN,
  AUTOSELL_TABLE_ICON_EDIT,
  AUTOSELL_N_TABLE_ICONS
} AutosellTableIcon;

/* What the rows draw with, the same for all of them. */
typedef struct
{
  AutosellColumnPlace places[AUTOSELL_N_VEHICLE_COLUMNS];
  int total_width;
  int row_height;
  double text_scale;          /* 1 at the ordinary text size */
  GHashTable *layouts;        /* owned: "C\x1ftext" → PangoLayout, C the column */
  GString *scratch;           /* owned */
  GString *layout_key;        /* owned */
  GdkPaintable *icons[AUTOSELL_N_TABLE_ICONS];  /* owned */
  GdkRGBA warning;
  char today[AUTOSELL_DATE_SIZE];
  gboolean is_bin;
} AutosellTableStyle;

#define AUTOSELL_CELL_PADDING 8

/* ---- The table, for its parts ---- */

AutosellTableStyle *autosell_vehicle_table_get_style (AutosellVehicleTable *self);
AutosellVehicleTableRow *autosell_vehicle_table_get_row_at (AutosellVehicleTable *self, double y, guint *position);
gboolean autosell_vehicle_table_get_column_at (AutosellVehicleTable *self, double x, AutosellVehicleColumn *column);
guint autosell_vehicle_table_get_n_items (AutosellVehicleTable *self);
guint autosell_vehicle_table_get_page_rows (AutosellVehicleTable *self);
/* @position: GTK_INVALID_LIST_POSITION where there is no cursor */
guint autosell_vehicle_table_get_cursor_position (AutosellVehicleTable *self);
void autosell_vehicle_table_set_cursor_position (AutosellVehicleTable *self, guint position);
void autosell_vehicle_table_cycle_sort (AutosellVehicleTable *self, AutosellVehicleColumn column);
void autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width);
void autosell_vehicle_table_row_name_is_old (AutosellVehicleTable *self);
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
