/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pixbuf.h"

#include "autosell-photo-format.h"
#include "autosell-reducer.h"

#include <string.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n-lib.h>

/* What is fed to a loader between two looks at the job: little enough that even the emptiest picture, of which one byte
 * makes a thousand, takes no time that a person would notice. */
#define STEP_BYTES (16 * 1024)

typedef struct
{
  AutosellPhotoFormat format;
  int edge_px;
  int width; /* as the loader says; 0: it does not know yet */
  int height;
  gboolean is_too_large;
} Sizing;

/* The loader knows the size, and has no pixels yet. */
static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Sizing *self = user_data;
  int to_width, to_height;

  self->width = width;
  self->height = height;
  if (width <= 0 || height <= 0 || (gint64) width * height > AUTOSELL_PHOTO_MAX_PIXELS)
    {
      /* Another size than the header's: none is what keeps a loader from taking memory. */
      self->is_too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 1, 1);
      return;
    }

  /* Only this one scales while it decodes, and coarsely: it gets twice the size, and our own filter does the rest. */
  if (self->format != AUTOSELL_PHOTO_FORMAT_WEBP)
    return;
  autosell_pixels_fit (width, height, self->edge_px * 2, &to_width, &to_height);
  if (self->edge_px > 0 && (to_width < width || to_height < height))
    gdk_pixbuf_loader_set_size (loader, to_width, to_height);
}

static void
translate_error (GError *local_error, GError **error)
{
  if (g_error_matches (local_error, GDK_PIXBUF_ERROR, GDK_PIXBUF_ERROR_INSUFFICIENT_MEMORY))
    g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                         _("There is not enough memory for the picture."));
  else
    g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
}

static gboolean
feed (GdkPixbufLoader *loader, const guint8 *data, gsize size, Sizing *sizing, const AutosellPhotoJob *job,
      GError **error)
{
  for (gsize at = 0; at < size; at += STEP_BYTES)
    {
      g_autoptr(GError) local_error = NULL;

      if (autosell_photo_job_is_cancelled (job))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
          return FALSE;
        }
      if (!gdk_pixbuf_loader_write (loader, data + at, MIN (STEP_BYTES, size - at), &local_error))
        {
          translate_error (local_error, error);
          return FALSE;
        }
      if (sizing->is_too_large)
        {
          g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
          return FALSE;
        }
      autosell_photo_job_tell (job, 0.7 * (double) at / (double) size);
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable) */
static GdkPixbuf *
load (const guint8 *data, gsize size, AutosellPhotoFormat format, int edge_px, const AutosellPhotoJob *job,
      GError **error)
{
  Sizing sizing = { .format = format, .edge_px = edge_px };
  g_autoptr(GdkPixbufLoader) loader = NULL;
  g_autoptr(GError) local_error = NULL;
  GdkPixbuf *pixbuf;
  gboolean fed;

  /* Named, because a loader that is guessed may be another one than what has been probed is for. */
  loader = gdk_pixbuf_loader_new_with_mime_type (autosell_photo_format_get_mime_type (format), &local_error);
  if (loader == NULL)
    {
      autosell_photo_format_check_supported (format, error);
      if (error != NULL && *error == NULL)
        translate_error (local_error, error);
      return NULL;
    }

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &sizing);
  fed = feed (loader, data, size, &sizing, job, error);
  if (!gdk_pixbuf_loader_close (loader, &local_error) && fed)
    {
      translate_error (local_error, error);
      return NULL;
    }
  if (!fed)
    return NULL;

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL || sizing.is_too_large)
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
      return NULL;
    }

  return g_object_ref (pixbuf);
}

/* What shines through is white, as on the page it will be seen on. */
static void
copy_row (const guint8 *from, int width, int n_channels, guint8 *to)
{
  if (n_channels == 3)
    {
      memcpy (to, from, 3 * (gsize) width);
      return;
    }

  for (int x = 0; x < width; x++, from += 4, to += 3)
    for (int channel = 0; channel < 3; channel++)
      {
        int sum = from[channel] * from[3] + 255 * (255 - from[3]);

        to[channel] = (guint8) ((sum + 127) / 255);
      }
}

static AutosellPixels *
reduce (GdkPixbuf *pixbuf, int edge_px, const AutosellPhotoJob *job, GError **error)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf), to_width, to_height;
  const guint8 *data = gdk_pixbuf_read_pixels (pixbuf);
  gsize stride = (gsize) gdk_pixbuf_get_rowstride (pixbuf);
  g_autoptr(AutosellReducer) reducer = NULL;

  autosell_pixels_fit (width, height, edge_px, &to_width, &to_height);
  reducer = autosell_reducer_new (width, height, to_width, to_height, 3);
  if (reducer == NULL)
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                           _("There is not enough memory for the picture."));
      return NULL;
    }

  for (int y = 0; y < height; y++)
    {
      if (autosell_photo_job_is_cancelled (job))
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
          return NULL;
        }
      copy_row (data + stride * (gsize) y, width, gdk_pixbuf_get_n_channels (pixbuf),
                autosell_reducer_get_row (reducer));
      autosell_reducer_push_row (reducer);
    }

  return autosell_reducer_steal_pixels (reducer);
}

/* GdkPixbuf takes a PNG that ends too early for a whole one whose rest is empty. Others' loaders see it by
 * themselves. */
static gboolean
is_whole (const guint8 *data, gsize size, AutosellPhotoFormat format)
{
  gsize at = 8;

  if (format != AUTOSELL_PHOTO_FORMAT_PNG)
    return TRUE;
  while (at + 12 <= size)
    {
      gsize length = (gsize) data[at] << 24 | (gsize) data[at + 1] << 16 | (gsize) data[at + 2] << 8 | data[at + 3];

      if (length > size - at - 12)
        return FALSE;
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        return TRUE;
      at += 12 + length;
    }

  return FALSE;
}

AutosellPixels *
autosell_pixbuf_decode (const guint8 *data, gsize size, AutosellPhotoFormat format, int edge_px,
                        const AutosellPhotoJob *job, GBytes **profile, GError **error)
{
  g_autoptr(GdkPixbuf) pixbuf = NULL;
  const char *encoded;

  *profile = NULL;
  if (!autosell_photo_format_check_supported (format, error))
    return NULL;
  if (!is_whole (data, size, format))
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN,
                           _("The picture is cut off; it was not copied to its end."));
      return NULL;
    }
  pixbuf = load (data, size, format, edge_px, job, error);
  if (pixbuf == NULL)
    return NULL;

  encoded = gdk_pixbuf_get_option (pixbuf, "icc-profile");
  if (encoded != NULL)
    {
      gsize length;
      guchar *decoded = g_base64_decode (encoded, &length);

      *profile = g_bytes_new_take (decoded, length);
    }

  return reduce (pixbuf, edge_px, job, error);
}
