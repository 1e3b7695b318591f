/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-crop-shape.h"

G_BEGIN_DECLS

/* A picture with a rectangle that is pulled about: by its edges and corners, or all of it; by arrow keys too, with
 * Shift to pull the right and lower edge, with Ctrl in larger steps, + and − around the middle. */
#define AUTOSELL_TYPE_CROP_AREA (autosell_crop_area_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCropArea, autosell_crop_area, AUTOSELL, CROP_AREA, GtkWidget)

/* @texture: (nullable): all of the picture, in any size; @width, @height: what it stands for */
void autosell_crop_area_set_picture (AutosellCropArea *self, GdkTexture *texture, int width, int height);
const AutosellCropShape *autosell_crop_area_get_shape (AutosellCropArea *self);
void autosell_crop_area_set_shape (AutosellCropArea *self, const AutosellCropShape *shape);

/**
 * AutosellCropArea::changed:
 */

G_END_DECLS
