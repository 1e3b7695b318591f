/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The photos of a car where it is looked at: the cover, the next ones in a line below it, and what the car lacks to be
 * shown to buyers. A click opens its gallery; a car without photos offers to add some. */
#define AUTOSELL_TYPE_COVER_STRIP (autosell_cover_strip_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCoverStrip, autosell_cover_strip, AUTOSELL, COVER_STRIP, GtkBox)

/* The cover at once, the others when they are known. @store, @vehicle: (nullable) */
void autosell_cover_strip_set_vehicle (AutosellCoverStrip *self, AutosellStore *store, AutosellVehicle *vehicle);

G_END_DECLS
