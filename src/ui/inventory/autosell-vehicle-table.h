/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-vehicle-column.h"
#include "autosell-vehicle-selection.h"

G_BEGIN_DECLS

/* The table of cars, to be put into a GtkScrolledWindow.
 *
 * It is our own widget and not GtkColumnView, because that keeps 200 rows of a widget for each cell whatever is
 * visible: showing other rows of 13 columns took it 80 to 400 ms where a keystroke has 16. This one has a widget for
 * each visible row, which draws its cells itself, so that a whole new answer costs about as much as a paint.
 *
 * Signals:
 * ::activate (gint64 key): Enter or a double click
 * ::edit (gint64 key, AutosellVehicleColumn column): a double click or the hint in an editable cell
 * ::menu (gint64 key, double x, double y): secondary click or the menu key; 0 where there is no car
 * ::sort-changed: a click on a heading; see autosell_vehicle_table_get_sort() */
#define AUTOSELL_TYPE_VEHICLE_TABLE (autosell_vehicle_table_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleTable, autosell_vehicle_table, AUTOSELL, VEHICLE_TABLE, GtkWidget)

/* @selection: (nullable) */
void autosell_vehicle_table_set_selection (AutosellVehicleTable *self, AutosellVehicleSelection *selection);
AutosellVehicleSelection *autosell_vehicle_table_get_selection (AutosellVehicleTable *self);

/* Its cars are in the bin: nothing is edited, and their days are those that are left there. */
void autosell_vehicle_table_set_is_bin (AutosellVehicleTable *self, gboolean is_bin);

const AutosellSort *autosell_vehicle_table_get_sort (AutosellVehicleTable *self);
void autosell_vehicle_table_set_sort (AutosellVehicleTable *self, const AutosellSort *sort);

/* Widths that a person has set, as text for the settings: "price:120,km:90". */
char *autosell_vehicle_table_dup_layout (AutosellVehicleTable *self);
void autosell_vehicle_table_set_layout (AutosellVehicleTable *self, const char *layout);

/* The next answer is to another question: it is shown from the top. Else the view stays where it is while rows change.
 */
void autosell_vehicle_table_expect_new_rows (AutosellVehicleTable *self);

/* The car that has the keyboard's cursor; 0 for none. */
gint64 autosell_vehicle_table_get_cursor (AutosellVehicleTable *self);
/* Selects the car alone, scrolls to it and puts the cursor there. Where it is not in the list (yet) it is done as soon
 * as it is. */
void autosell_vehicle_table_show_key (AutosellVehicleTable *self, gint64 key);

/* Where a cell is, in the coordinates of the table. FALSE where it is not visible. */
gboolean autosell_vehicle_table_get_cell_area (AutosellVehicleTable *self, gint64 key, AutosellVehicleColumn column,
                                               GdkRectangle *area);

/* TRUE when every visible row has its car, so that a paint shows the whole answer. */
gboolean autosell_vehicle_table_is_complete (AutosellVehicleTable *self);

G_END_DECLS
