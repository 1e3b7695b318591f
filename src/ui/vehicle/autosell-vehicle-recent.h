/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The last changes of one car: what, who and when. It follows the stock.
 *
 * “Show all” is the action `details.history`. */
#define AUTOSELL_TYPE_VEHICLE_RECENT (autosell_vehicle_recent_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleRecent, autosell_vehicle_recent, AUTOSELL, VEHICLE_RECENT, GtkBox)

/* @store: (nullable); @key: 0 for none. Asks the stock; until the answer comes, nothing is shown. */
void autosell_vehicle_recent_set_key (AutosellVehicleRecent *self, AutosellStore *store, gint64 key);

G_END_DECLS
