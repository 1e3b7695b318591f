/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* Which cars of a list are selected, kept by key: cars stay selected while they move, are sorted anew, or come back
 * after a filter hid them. Nothing is ever done to a car that is not in the list, so what counts is selected and in the
 * list. */
#define AUTOSELL_TYPE_VEHICLE_SELECTION (autosell_vehicle_selection_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleSelection, autosell_vehicle_selection, AUTOSELL, VEHICLE_SELECTION, GObject)

AutosellVehicleSelection *autosell_vehicle_selection_new (AutosellVehicleList *list);
AutosellVehicleList *autosell_vehicle_selection_get_list (AutosellVehicleSelection *self);

gboolean autosell_vehicle_selection_has_key (AutosellVehicleSelection *self, gint64 key);
/* Selects this car alone, in the list or not yet. */
void autosell_vehicle_selection_select_key (AutosellVehicleSelection *self, gint64 key);

/* The selected cars of the list, in its order. Returns: (transfer full) (element-type gint64) */
GArray *autosell_vehicle_selection_dup_keys (AutosellVehicleSelection *self);
guint autosell_vehicle_selection_count (AutosellVehicleSelection *self);

G_END_DECLS
