/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-texture.h"

#include "autosell-reducer.h"

gboolean
autosell_photo_frame_equal (const AutosellPhotoFrame *a, const AutosellPhotoFrame *b)
{
  return a->width_px == b->width_px && a->height_px == b->height_px && a->fit == b->fit;
}

static double
get_scale (const AutosellPhotoFrame *frame, int width, int height)
{
  double across = (double) frame->width_px / width;
  double down = (double) frame->height_px / height;

  return frame->fit == AUTOSELL_PHOTO_FIT_COVER ? MAX (across, down) : MIN (across, down);
}

int
autosell_photo_frame_get_edge (const AutosellPhotoFrame *self, int width, int height)
{
  return (int) (MAX (width, height) * get_scale (self, width, height) + 0.5);
}

/* Of cairo and of the graphics card alike: a word for each pixel. */
static AutosellPixels *
convert (AutosellPixels *pixels)
{
  AutosellPixels *words = autosell_pixels_new (pixels->width, pixels->height, 4);

  for (int y = 0; words != NULL && y < pixels->height; y++)
    {
      const guint8 *from = pixels->data + pixels->stride * (gsize) y;
      guint32 *to = (guint32 *) (gpointer) (words->data + words->stride * (gsize) y);

      for (int x = 0; x < pixels->width; x++, from += 3)
        to[x] = 0xff000000u | (guint32) from[0] << 16 | (guint32) from[1] << 8 | from[2];
    }
  return words;
}

static GdkTexture *
make (AutosellPixels *pixels, GdkMemoryFormat format)
{
  g_autoptr (GBytes) bytes = autosell_pixels_get_bytes (pixels);

  return gdk_memory_texture_new (pixels->width, pixels->height, format, bytes, pixels->stride);
}

GdkTexture *
autosell_photo_texture_new (AutosellPixels *pixels)
{
  g_autoptr (AutosellPixels) words = NULL;

  g_return_val_if_fail (pixels != NULL && (pixels->n_channels == 3 || pixels->n_channels == 4), NULL);

  if (pixels->n_channels == 4)
    return make (pixels, GDK_MEMORY_R8G8B8A8);
  words = convert (pixels);
  return words != NULL ? make (words, GDK_MEMORY_DEFAULT) : make (pixels, GDK_MEMORY_R8G8B8);
}

/* Returns: (transfer full) (nullable) */
static AutosellPixels *
frame_pixels (AutosellPixels *pixels, const AutosellPhotoFrame *frame)
{
  double scale = get_scale (frame, pixels->width, pixels->height);
  g_autoptr (AutosellPixels) reduced = NULL;
  AutosellPhotoCrop crop;
  int width, height;

  if (scale >= 1)
    return autosell_pixels_ref (pixels);
  width = MAX ((int) (pixels->width * scale + 0.5), 1);
  height = MAX ((int) (pixels->height * scale + 0.5), 1);
  reduced = autosell_pixels_reduce (pixels, width, height);
  if (reduced == NULL || (width <= frame->width_px && height <= frame->height_px))
    return g_steal_pointer (&reduced);
  crop.width = MIN (width, frame->width_px);
  crop.height = MIN (height, frame->height_px);
  crop.x = (width - crop.width) / 2;
  crop.y = (height - crop.height) / 2;
  return autosell_pixels_crop (reduced, &crop);
}

GdkTexture *
autosell_photo_texture_new_framed (AutosellPixels *pixels, const AutosellPhotoFrame *frame)
{
  g_autoptr (AutosellPixels) framed = NULL;

  g_return_val_if_fail (pixels != NULL && frame->width_px > 0 && frame->height_px > 0, NULL);

  framed = frame_pixels (pixels, frame);
  return framed != NULL ? autosell_photo_texture_new (framed) : NULL;
}

GdkTexture *
autosell_photo_texture_reframe (GdkTexture *texture, const AutosellPhotoFrame *frame)
{
  g_autoptr (AutosellPixels) pixels = NULL;
  g_autoptr (AutosellPixels) framed = NULL;

  g_return_val_if_fail (GDK_IS_TEXTURE (texture) && frame->width_px > 0 && frame->height_px > 0, NULL);

  if (get_scale (frame, gdk_texture_get_width (texture), gdk_texture_get_height (texture)) >= 1)
    return g_object_ref (texture);
  pixels = autosell_pixels_new (gdk_texture_get_width (texture), gdk_texture_get_height (texture), 4);
  if (pixels == NULL)
    return g_object_ref (texture);
  gdk_texture_download (texture, pixels->data, pixels->stride);
  framed = frame_pixels (pixels, frame);
  return framed != NULL ? make (framed, GDK_MEMORY_DEFAULT) : g_object_ref (texture);
}
