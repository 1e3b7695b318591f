/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Which photos of a car go into a post, and in which order: those chosen first, with their numbers, then the others. A
 * click or Enter takes one in or out; dragged, or by Alt with the arrows, a chosen one changes its place. */
#define AUTOSELL_TYPE_POST_PHOTOS (autosell_post_photos_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostPhotos, autosell_post_photos, AUTOSELL, POST_PHOTOS, GtkBox)

/* @photos: (element-type AutosellPhoto): of the car; @chosen: (nullable): ids in order; else the first ones */
void autosell_post_photos_set (AutosellPostPhotos *self, AutosellStore *store, GPtrArray *photos,
                               const char *const *chosen);
/* Ids in order. Returns: (transfer full) */
GStrv autosell_post_photos_dup_chosen (AutosellPostPhotos *self);

/**
 * AutosellPostPhotos::changed:
 *
 * A person chose, or ordered.
 */

G_END_DECLS
