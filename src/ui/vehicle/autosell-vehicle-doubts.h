/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What is doubtful about a car: a sentence for each doubt, with a button that applies the repair where one is proposed.
 * Hidden where there is nothing. */
#define AUTOSELL_TYPE_VEHICLE_DOUBTS (autosell_vehicle_doubts_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleDoubts, autosell_vehicle_doubts, AUTOSELL, VEHICLE_DOUBTS, GtkBox)

/* @vehicle: (nullable) */
void autosell_vehicle_doubts_set_vehicle (AutosellVehicleDoubts *self, AutosellStore *store, AutosellVehicle *vehicle);

G_END_DECLS
