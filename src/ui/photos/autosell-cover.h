/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a car's row tells of its photos, in words. */

/* Returns: (nullable): the AutosellPhotoKey of its first photo as text */
const char *autosell_cover_get_key (AutosellVehicle *vehicle);
guint autosell_cover_get_n_photos (AutosellVehicle *vehicle);

/* A place of that width for a picture that would take all there is. @picture: (transfer floating) */
GtkWidget *autosell_cover_frame_new (GtkWidget *picture, int width);
void autosell_cover_frame_set_width (GtkWidget *frame, int width);

/* “3 of 8 photos”. Returns: (transfer full) */
char *autosell_cover_dup_count (AutosellVehicle *vehicle, AutosellStore *store);
/* That with what tells cars apart: “No. 12 · White · 3 of 8 photos”. Returns: (transfer full) */
char *autosell_cover_dup_summary (AutosellVehicle *vehicle, AutosellStore *store);

G_END_DECLS
