/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-texture.h"

#include "autosell-photo-thumbnail.h"
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
  g_autoptr(GBytes) bytes = autosell_pixels_get_bytes (pixels);

  return gdk_memory_texture_new (pixels->width, pixels->height, format, bytes, pixels->stride);
}

GdkTexture *
autosell_photo_texture_new (AutosellPixels *pixels)
{
  g_return_val_if_fail (pixels != NULL && (pixels->n_channels == 3 || pixels->n_channels == 4), NULL);

  return make (pixels, pixels->n_channels == 4 ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8);
}

GdkTexture *
autosell_photo_texture_new_converted (AutosellPixels *pixels)
{
  g_autoptr(AutosellPixels) words = NULL;

  g_return_val_if_fail (pixels != NULL && pixels->n_channels == 3, NULL);

  words = convert (pixels);
  return words != NULL ? make (words, GDK_MEMORY_DEFAULT) : make (pixels, GDK_MEMORY_R8G8B8);
}

/* Returns: (transfer full) (nullable) */
static AutosellPixels *
frame_pixels (AutosellPixels *pixels, const AutosellPhotoFrame *frame)
{
  double scale = get_scale (frame, pixels->width, pixels->height);
  g_autoptr(AutosellPixels) reduced = NULL;
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
  crop.y = (int) ((height - crop.height) * AUTOSELL_PHOTO_CUT_ABOVE);
  return autosell_pixels_crop (reduced, &crop);
}

GdkTexture *
autosell_photo_texture_new_framed (AutosellPixels *pixels, const AutosellPhotoFrame *frame)
{
  g_autoptr(AutosellPixels) framed = NULL;

  g_return_val_if_fail (pixels != NULL && frame->width_px > 0 && frame->height_px > 0, NULL);

  framed = frame_pixels (pixels, frame);
  return framed != NULL ? autosell_photo_texture_new_converted (framed) : NULL;
}

GdkTexture *
autosell_photo_texture_reframe (GdkTexture *texture, const AutosellPhotoFrame *frame)
{
  g_autoptr(AutosellPixels) pixels = NULL;
  g_autoptr(AutosellPixels) framed = NULL;

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

/* ---- Loading ---- */

static void
convert_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable G_GNUC_UNUSED)
{
  g_task_return_pointer (task, autosell_photo_texture_new_converted (task_data), g_object_unref);
}

static void
loaded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AutosellPixels *pixels = autosell_photo_thumbnail_load_finish (result, &error);

  if (pixels == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, pixels, (GDestroyNotify) autosell_pixels_unref);
  g_task_run_in_thread (task, convert_worker);
}

void
autosell_photo_texture_load_async (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                                   int edge_px, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_photo_texture_load_async);
  autosell_photo_thumbnail_load_async (data_dir, hash, turn, crop, edge_px, cancellable, loaded_cb, task);
}

GdkTexture *
autosell_photo_texture_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
