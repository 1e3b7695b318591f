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
  GtkWidget *columns_button;          /* owned as a child: the list of columns */
  GtkLabel *left_out_label;           /* in it: how many there is no room for */
  guint left_out_source;
  GtkWidget *column_menu; /* owned as a child, nullable: of a heading */
  GtkWidget *column_list; /* owned as a child, nullable: of all columns */
  AutosellTableStyle style;
  AutosellSort sort;
  int header_height;
};

AutosellTableStyle *autosell_vehicle_table_get_style (AutosellVehicleTable *self);
/* The table may be scrolled sideways otherwise than it was painted. */
void autosell_vehicle_table_follow_scroll (AutosellVehicleTable *self);
void autosell_vehicle_table_cycle_sort (AutosellVehicleTable *self, AutosellVehicleColumn column);
void autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width);

/* ---- Columns; in autosell-vehicle-table-columns.c ---- */

/* What a person wants of the columns has changed: gives them their places and paints. */
void autosell_vehicle_table_update_columns (AutosellVehicleTable *self);
void autosell_vehicle_table_install_column_actions (GtkWidgetClass *widget_class);
GtkWidget *autosell_vehicle_table_create_columns_button (AutosellVehicleTable *self);
/* How many columns there is no room for may be another number: the button tells it, after the layout. */
void autosell_vehicle_table_queue_left_out (AutosellVehicleTable *self);
/* Past the neighbour on the left (-1) or right (1). FALSE where there is none. */
gboolean autosell_vehicle_table_move_column (AutosellVehicleTable *self, AutosellVehicleColumn column, int direction);
void autosell_vehicle_table_scroll_to_column (AutosellVehicleTable *self, AutosellVehicleColumn column);
/* As wide as what is in sight needs. */
void autosell_vehicle_table_fit_column (AutosellVehicleTable *self, AutosellVehicleColumn column);
/* @area: of the heading, in the coordinates of the table */
void autosell_vehicle_table_open_column_menu (AutosellVehicleTable *self, AutosellVehicleColumn column,
                                              const GdkRectangle *area);
/* The layout is as the person left it, and to be remembered. */
void autosell_vehicle_table_emit_layout_changed (AutosellVehicleTable *self);

/* ---- The headings ---- */

AutosellVehicleTableHeader *autosell_vehicle_table_header_new (AutosellVehicleTable *table);
/* The order of the cars or the set of columns is another. */
void autosell_vehicle_table_header_update (AutosellVehicleTableHeader *self);
/* Not while it is laid out: a heading that there is no room for is nobody for a screen reader either. */
void autosell_vehicle_table_header_update_left_out (AutosellVehicleTableHeader *self);
/* The heading that has the focus, or had it last. */
AutosellVehicleColumn autosell_vehicle_table_header_get_current (AutosellVehicleTableHeader *self);
void autosell_vehicle_table_header_focus (AutosellVehicleTableHeader *self, AutosellVehicleColumn column);
/* What the heading itself needs, with its padding. */
int autosell_vehicle_table_header_get_natural_width (AutosellVehicleTableHeader *self, AutosellVehicleColumn column);

G_END_DECLS
