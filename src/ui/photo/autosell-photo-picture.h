/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-paintable.h"

G_BEGIN_DECLS

/* A light widget that shows one photo, four to three by nature, as large as it gets. It is an image for a screen
 * reader, named by whoever puts it somewhere. */
#define AUTOSELL_TYPE_PHOTO_PICTURE (autosell_photo_picture_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoPicture, autosell_photo_picture, AUTOSELL, PHOTO_PICTURE, GtkWidget)

GtkWidget *autosell_photo_picture_new (void);
/* As autosell_photo_paintable_set_photo(); @edge_px in logical pixels here. */
void autosell_photo_picture_set_photo (AutosellPhotoPicture *self, AutosellThumbnailCache *cache, const char *key,
                                       int edge_px, AutosellPhotoMark mark);
/* Width by height; 0 for as the photo is. */
void autosell_photo_picture_set_ratio (AutosellPhotoPicture *self, double ratio);
/* So wide at least, and always as high as its width asks for, for those who share a width among several; 0: it takes
 * what it gets. */
void autosell_photo_picture_set_min_width (AutosellPhotoPicture *self, int min_width);
void autosell_photo_picture_set_radius (AutosellPhotoPicture *self, float radius_px);
/* What it paints. Returns: (transfer none) */
AutosellPhotoPaintable *autosell_photo_picture_get_paintable (AutosellPhotoPicture *self);

G_END_DECLS
