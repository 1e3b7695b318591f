/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* What stands beside the list: the car that is selected, what several come to, or a hint. */
#define AUTOSELL_TYPE_VEHICLE_PANE (autosell_vehicle_pane_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehiclePane, autosell_vehicle_pane, AUTOSELL, VEHICLE_PANE, AdwBin)

/* @list: the one that it stands beside */
AutosellVehiclePane *autosell_vehicle_pane_new (AutosellStore *store, AutosellVehicleList *list);

/* @keys: (element-type gint64): what is selected. Asked again for the same cars it is brought up to date. */
void autosell_vehicle_pane_set_keys (AutosellVehiclePane *self, GArray *keys);

G_END_DECLS
