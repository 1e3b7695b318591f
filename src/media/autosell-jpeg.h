/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-private.h"

G_BEGIN_DECLS

/* JPEG by libjpeg-turbo itself: what cameras write, and all that we store. */

typedef struct
{
  AutosellPixels *pixels; /* owned; 3 channels RGB, 4 CMYK; not upright, not yet sRGB */
  GBytes *profile;        /* owned, nullable: the embedded ICC profile */
  gboolean is_plain;      /* YCbCr or grey of 8 bits: what any browser shows, and what may stay as it is */
} AutosellJpegPicture;

void autosell_jpeg_picture_clear (AutosellJpegPicture *self);

/* Decodes at the scale of the decoder that is next above @edge_px (0: full size) and reduces to it in the same pass. A
 * file that is cut off is an error; one that lacks its end mark only is whole. Returns: FALSE with an error */
gboolean autosell_jpeg_decode (const guint8 *data, gsize size, int edge_px, const AutosellPhotoJob *job,
                               AutosellJpegPicture *out, GError **error);

/* @pixels: RGB. @optimize: fewer bytes for more time. Returns: (transfer full) (nullable) */
GBytes *autosell_jpeg_encode (AutosellPixels *pixels, int quality, gboolean optimize, const AutosellPhotoJob *job,
                              GError **error);

/* The same coefficients without any metadata; @orientation (1 to 8) moves them, where the size allows it.
 * Returns: (transfer full) (nullable): %NULL without @error where the size does not */
GBytes *autosell_jpeg_copy (const guint8 *data, gsize size, int orientation, const AutosellPhotoJob *job,
                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AutosellJpegPicture, autosell_jpeg_picture_clear)

G_END_DECLS
