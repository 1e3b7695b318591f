/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle-column.h"

G_BEGIN_DECLS

/* Which columns a person wants, in which order and how wide, apart from what there is room for. */
typedef struct
{
  AutosellVehicleColumn order[AUTOSELL_N_VEHICLE_COLUMNS]; /* each once, those that are hidden too */
  gboolean is_shown[AUTOSELL_N_VEHICLE_COLUMNS];           /* by column */
  int widths[AUTOSELL_N_VEHICLE_COLUMNS];                  /* by column, at the ordinary text size; 0: nobody set one */
  gboolean wants_all; /* asked to see all of them in a narrow window too, by scrolling */
} AutosellTableLayout;

/* As it is before anybody touched it: what somebody asked for is never left out. */
void autosell_table_layout_init (AutosellTableLayout *self);
gboolean autosell_table_layout_is_default (const AutosellTableLayout *self);

/* For the settings: all columns in their order, "stock-number -group brand:240 model …", with a minus where one is
 * hidden, and “all” where none is to be left out; "" for the default. What is not understood is left out, and a column
 * that is not named has its ordinary place. The older form, "price:120,km:90", has widths alone. dup_text: Returns:
 * (transfer full) */
char *autosell_table_layout_dup_text (const AutosellTableLayout *self);
void autosell_table_layout_parse (AutosellTableLayout *self, const char *text);

/* The car itself is always shown. */
gboolean autosell_table_layout_can_hide (AutosellVehicleColumn column);
void autosell_table_layout_set_shown (AutosellTableLayout *self, AutosellVehicleColumn column, gboolean is_shown);
void autosell_table_layout_set_width (AutosellTableLayout *self, AutosellVehicleColumn column, int width);
guint autosell_table_layout_get_place (const AutosellTableLayout *self, AutosellVehicleColumn column);
/* To the other side of @other, from whichever it is on. */
void autosell_table_layout_move_past (AutosellTableLayout *self, AutosellVehicleColumn column,
                                      AutosellVehicleColumn other);

G_END_DECLS
