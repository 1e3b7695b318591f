/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "autosell-photo-crop.h"

G_BEGIN_DECLS

/* Pixels in memory: 8 bits a channel, rows from the top without padding; sRGB and 3 channels unless said otherwise.
 * Immutable once handed out, so that threads may share it. A texture is made of it without a copy:
 * gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8, autosell_pixels_get_bytes (), stride). */
typedef struct
{
  gatomicrefcount ref_count;
  int width;
  int height;
  int n_channels; /* 1 grey, 3 RGB, 4 CMYK or RGBA */
  gsize stride;   /* bytes from row to row */
  guint8 *data;   /* owned */
} AutosellPixels;

#define AUTOSELL_TYPE_PIXELS (autosell_pixels_get_type ())
GType autosell_pixels_get_type (void);

/* What is in them is not set. Returns: (transfer full) (nullable): %NULL where there is not enough memory */
AutosellPixels *autosell_pixels_new (int width, int height, int n_channels);
AutosellPixels *autosell_pixels_ref (AutosellPixels *self);
void autosell_pixels_unref (AutosellPixels *self);
/* Returns: (transfer full): bytes that keep the pixels alive */
GBytes *autosell_pixels_get_bytes (AutosellPixels *self);

/* The eight ways of EXIF (1 is upright) in which @self is to be turned or mirrored to be upright.
 * Returns: (transfer full) (nullable): a new one, or @self itself for 1; %NULL where there is not enough memory */
AutosellPixels *autosell_pixels_orient (AutosellPixels *self, int orientation);
/* Returns: (transfer full) (nullable): the part within @crop, which is made to fit */
AutosellPixels *autosell_pixels_crop (AutosellPixels *self, const AutosellPhotoCrop *crop);

/* The orientation of EXIF that turns clockwise by @turn (0, 90, 180, 270). */
int autosell_orientation_from_turn (int turn);
/* Whether width and height change places. */
gboolean autosell_orientation_is_sideways (int orientation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPixels, autosell_pixels_unref)

G_END_DECLS
