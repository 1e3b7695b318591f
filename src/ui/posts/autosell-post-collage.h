/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Photos of a post as Facebook lays them out: one, two side by side, one above two or three, two above three with how
 * many more there are. */
#define AUTOSELL_TYPE_POST_COLLAGE (autosell_post_collage_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostCollage, autosell_post_collage, AUTOSELL, POST_COLLAGE, GtkGrid)

/* @photos: (element-type AutosellPhoto): of the car; @chosen: ids in order */
void autosell_post_collage_set (AutosellPostCollage *self, AutosellStore *store, GPtrArray *photos,
                                const char *const *chosen);

G_END_DECLS
