/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* All that is known of one car, and what is done to it most: for the pane beside the list and for quick look. It
 * follows the car's row, so that a change from anywhere is seen at once.
 *
 * Actions, `details.`: edit-price, edit-status, edit-location, open, copy, print, post, marketplace, posted,
 * listing, history.
 *
 * Signals: ::leaving: another window is about to open over this one */
#define AUTOSELL_TYPE_VEHICLE_DETAILS (autosell_vehicle_details_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleDetails, autosell_vehicle_details, AUTOSELL, VEHICLE_DETAILS, AdwBin)

AutosellVehicleDetails *autosell_vehicle_details_new (void);

/* @list: what “previous” and “next” mean in the editor that is opened from here */
void autosell_vehicle_details_set_store (AutosellVehicleDetails *self, AutosellStore *store, AutosellVehicleList *list);

/* @row: (nullable): NULL lets go of it. What stands at the top is shown at once; while cars follow one another quickly,
 * as when an arrow key is held, the rest waits until one stays. */
void autosell_vehicle_details_set_row (AutosellVehicleDetails *self, AutosellVehicleRow *row);
/* 0 for none */
gint64 autosell_vehicle_details_get_key (AutosellVehicleDetails *self);

/* Two columns, for a window that has the room. */
void autosell_vehicle_details_set_wide (AutosellVehicleDetails *self, gboolean is_wide);

G_END_DECLS
