/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pixels.h"

G_BEGIN_DECLS

/* Whether two photos look alike: 64 bits each, of which few differ when one is the other recompressed, scaled or
 * brightened. */

#define AUTOSELL_PHOTO_ALIKE_BITS 6

guint64 autosell_photo_perceptual_hash (AutosellPixels *pixels);
/* Returns: in how many bits they differ, 0 to 64 */
guint autosell_photo_perceptual_distance (guint64 a, guint64 b);
gboolean autosell_photo_is_alike (guint64 a, guint64 b);

G_END_DECLS
