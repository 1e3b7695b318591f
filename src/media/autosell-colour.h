/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pixels.h"

G_BEGIN_DECLS

/* Whether the profile is for RGB and makes no visible difference to sRGB. One that makes no sense counts as sRGB, as
 * every program takes pictures with a broken profile. */
gboolean autosell_colour_is_srgb (GBytes *profile);

/* To sRGB. @pixels: (transfer full): 3 channels RGB or 4 CMYK; changed in place where that can be
 * @profile: (nullable): %NULL for RGB says that it is sRGB, for CMYK a plain conversion
 * Returns: (transfer full) (nullable): 3 channels; %NULL where there is not enough memory */
AutosellPixels *autosell_colour_convert (AutosellPixels *pixels, GBytes *profile);

G_END_DECLS
