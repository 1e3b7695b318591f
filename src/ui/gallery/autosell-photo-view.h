/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One picture that can be zoomed and moved about: by wheel and pinch at the pointer, by drag, by double click between
 * all of it and its own pixels. */
#define AUTOSELL_TYPE_PHOTO_VIEW (autosell_photo_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPhotoView, autosell_photo_view, AUTOSELL, PHOTO_VIEW, GtkWidget)

/* @texture: (nullable), in any size; @width, @height: of the picture that it stands for. A sharper one of the same
 * picture (@is_same) leaves zoom and place as they are. */
void autosell_photo_view_set_texture (AutosellPhotoView *self, GdkTexture *texture, int width, int height,
                                      gboolean is_same);
/* Around the middle. */
void autosell_photo_view_zoom_by (AutosellPhotoView *self, double factor);
void autosell_photo_view_zoom_fit (AutosellPhotoView *self);
void autosell_photo_view_zoom_actual (AutosellPhotoView *self);
gboolean autosell_photo_view_is_fit (AutosellPhotoView *self);
/* Device pixels for one of the picture. */
double autosell_photo_view_get_zoom (AutosellPhotoView *self);

/**
 * AutosellPhotoView::zoomed:
 */

G_END_DECLS
