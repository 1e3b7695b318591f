/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-texture.h"

GdkTexture *
autosell_photo_texture_new (AutosellPixels *pixels)
{
  g_autoptr (GBytes) bytes = NULL;
  GdkMemoryFormat format;

  g_return_val_if_fail (pixels != NULL && (pixels->n_channels == 3 || pixels->n_channels == 4), NULL);

  bytes = autosell_pixels_get_bytes (pixels);
  format = pixels->n_channels == 3 ? GDK_MEMORY_R8G8B8 : GDK_MEMORY_R8G8B8A8;
  return gdk_memory_texture_new (pixels->width, pixels->height, format, bytes, pixels->stride);
}
