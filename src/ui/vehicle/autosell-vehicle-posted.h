/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-car-posted.h"

G_BEGIN_DECLS

/* Where one car stands: a line for each Page on which it is, was or will be, one for all others, and one for
 * Marketplace. It follows the stock and its posts.
 *
 * The lines are buttons: those of Pages for the action `details.posted`, that of Marketplace for `details.listing`. */
#define AUTOSELL_TYPE_VEHICLE_POSTED (autosell_vehicle_posted_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehiclePosted, autosell_vehicle_posted, AUTOSELL, VEHICLE_POSTED, GtkBox)

/* @store: (nullable); @key: 0 for none. Asks the stock; until the answer comes, nothing is seen of it, and what is
 * around it keeps its place. */
void autosell_vehicle_posted_set_key (AutosellVehiclePosted *self, AutosellStore *store, gint64 key);
/* What is shown; NULL before there is any. Returns: (transfer none) (nullable) */
const AutosellCarPosted *autosell_vehicle_posted_get (AutosellVehiclePosted *self);

G_END_DECLS
