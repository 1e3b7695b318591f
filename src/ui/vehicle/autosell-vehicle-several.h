/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What several selected cars come to. What can be done with them is in the bar below the list. */
#define AUTOSELL_TYPE_VEHICLE_SEVERAL (autosell_vehicle_several_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleSeveral, autosell_vehicle_several, AUTOSELL, VEHICLE_SEVERAL, AdwBin)

AutosellVehicleSeveral *autosell_vehicle_several_new (void);

/* @keys: (nullable) (element-type gint64); NULL lets go of them. Their sum comes a moment later. */
void autosell_vehicle_several_set_keys (AutosellVehicleSeveral *self, AutosellStore *store, GArray *keys);

G_END_DECLS
