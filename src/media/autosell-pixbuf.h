/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-photo-private.h"

G_BEGIN_DECLS

/* What GdkPixbuf's loaders decode: all but JPEG. On white where it was transparent, not upright, not yet sRGB, at most
 * @edge_px (0: full size) on its longest side.
 * @profile: (out) (transfer full) (nullable): the embedded ICC profile
 * Returns: (transfer full) (nullable): 3 channels */
AutosellPixels *autosell_pixbuf_decode (const guint8 *data, gsize size, AutosellPhotoFormat format, int edge_px,
                                        const AutosellPhotoJob *job, GBytes **profile, GError **error);

G_END_DECLS
