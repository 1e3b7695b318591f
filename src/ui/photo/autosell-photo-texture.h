/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "autosell-pixels.h"

G_BEGIN_DECLS

/* Without a copy: the texture keeps the pixels. Returns: (transfer full) */
GdkTexture *autosell_photo_texture_new (AutosellPixels *pixels);

G_END_DECLS
