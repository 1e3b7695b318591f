/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle-view.h"

G_BEGIN_DECLS

/* The cars as cards with room for a photo, side by side or in a narrow window one below the other; see
 * AutosellVehicleView. */
#define AUTOSELL_TYPE_VEHICLE_CARDS (autosell_vehicle_cards_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleCards, autosell_vehicle_cards, AUTOSELL, VEHICLE_CARDS, AutosellVehicleView)

G_END_DECLS
