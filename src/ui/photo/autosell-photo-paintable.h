/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-photo.h"
#include "autosell-thumbnail-cache.h"

G_BEGIN_DECLS

/* A photo as it is shown in a place of its own: what the cache has of it at once, the right size as soon as it is
 * loaded, the outline of a car where there is none, a sign where its file is missing or altered. It loads only while it
 * has a photo: a row that scrolls away sets none, which cancels. Contents are invalidated when they change. */
#define AUTOSELL_TYPE_PHOTO_PAINTABLE (autosell_photo_paintable_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoPaintable, autosell_photo_paintable, AUTOSELL, PHOTO_PAINTABLE, GObject)

AutosellPhotoPaintable *autosell_photo_paintable_new (void);

/* @cache: (nullable) with @key NULL alone
 * @key: (nullable): an AutosellPhotoKey as text (autosell_photo_get_key()), NULL for no photo
 * @edge_px: the longest side that is needed, in device pixels: AUTOSELL_THUMBNAIL_EDGE_… */
void autosell_photo_paintable_set_photo (AutosellPhotoPaintable *self, AutosellThumbnailCache *cache, const char *key,
                                         int edge_px, AutosellPhotoMark mark);
/* Shown until the photo has come, or as long as there is none: what an importer has decoded so far. @texture:
 * (nullable) */
void autosell_photo_paintable_set_preview (AutosellPhotoPaintable *self, GdkTexture *texture);
/* The place that it has on the screen, in device pixels, for which what is loaded is made: painting it there costs
 * little. Without one (0 × 0), and while it changes, what there is is scaled. */
void autosell_photo_paintable_set_place (AutosellPhotoPaintable *self, int width_px, int height_px);
/* Nothing is loaded until it has a place. */
void autosell_photo_paintable_set_waits (AutosellPhotoPaintable *self, gboolean waits_for_place);
void autosell_photo_paintable_set_fit (AutosellPhotoPaintable *self, AutosellPhotoFit fit);

/* What would be painted. Returns: (transfer none) (nullable) */
GdkTexture *autosell_photo_paintable_get_texture (AutosellPhotoPaintable *self);
/* The file could not be read, or is marked: what is shown, if anything, is what is left of it. */
gboolean autosell_photo_paintable_is_broken (AutosellPhotoPaintable *self);

/* Paints it into @area with round corners, for those who paint themselves.
 * @foreground: the colour of text there, for the outline of a car */
void autosell_photo_paintable_paint (AutosellPhotoPaintable *self, GtkSnapshot *snapshot, const graphene_rect_t *area,
                                     float radius_px, const GdkRGBA *foreground);
/* The outline of a car alone. */
void autosell_photo_paint_placeholder (GtkSnapshot *snapshot, const graphene_rect_t *area, float radius_px,
                                       const GdkRGBA *foreground);

G_END_DECLS
