/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-document-private.h"

#include "autosell-jpeg.h"
#include "autosell-photo-pipeline.h"
#include "autosell-photo-render.h"
#include "autosell-photo.h"

/* The longest side: some 200 dots an inch over the width of a sheet. */
#define EDGE_PX 1600
#define QUALITY 88
#define NO_PAGE G_MAXUINT

struct _AutosellPrintPhotos
{
  char *data_dir;      /* owned */
  GPtrArray *pages;    /* owned, of owned GPtrArray of AutosellPhoto: a car each */
  guint page;          /* whose pixels are kept; NO_PAGE for none */
  GPtrArray *surfaces; /* owned, of cairo_surface_t: of that page */
};

AutosellPrintPhotos *
autosell_print_photos_new (const char *data_dir)
{
  AutosellPrintPhotos *self = g_new0 (AutosellPrintPhotos, 1);

  self->data_dir = g_strdup (data_dir);
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->page = NO_PAGE;
  self->surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  return self;
}

void
autosell_print_photos_free (AutosellPrintPhotos *self)
{
  g_free (self->data_dir);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->surfaces);
  g_free (self);
}

void
autosell_print_photos_add (AutosellPrintPhotos *self, GPtrArray *photos, guint n_wanted)
{
  GPtrArray *page = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; photos != NULL && i < MIN (MIN (n_wanted, AUTOSELL_PRINT_PHOTOS_MAX), photos->len); i++)
    g_ptr_array_add (page, g_object_ref (photos->pdata[i]));
  g_ptr_array_add (self->pages, page);
}

static void
copy_pixels (AutosellPixels *pixels, cairo_surface_t *surface)
{
  guint8 *to = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (int y = 0; y < pixels->height; y++)
    {
      const guint8 *in = pixels->data + (gsize) y * pixels->stride;
      guint32 *out = (guint32 *) (gpointer) (to + (gsize) y * stride);

      for (int x = 0; x < pixels->width; x++, in += 3)
        out[x] = ((guint32) in[0] << 16) | ((guint32) in[1] << 8) | in[2];
    }
  cairo_surface_mark_dirty (surface);
}

/* The surface has its JPEG along, so that a PDF takes that and is not ten times as large. */
static void
attach_jpeg (AutosellPixels *pixels, cairo_surface_t *surface)
{
  const AutosellPhotoJob job = { .cancellable = NULL };
  GBytes *jpeg = autosell_jpeg_encode (pixels, QUALITY, TRUE, &job, NULL);
  const guchar *data;
  gsize size;

  if (jpeg == NULL)
    return;
  data = g_bytes_get_data (jpeg, &size);
  if (cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size, (cairo_destroy_func_t) g_bytes_unref,
                                   jpeg)
      != CAIRO_STATUS_SUCCESS)
    g_bytes_unref (jpeg);
}

/* Returns: (transfer full) (nullable): NULL for one whose file is gone or altered; the sheet is the same without it */
static cairo_surface_t *
load (AutosellPrintPhotos *self, AutosellPhoto *photo)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (photo);
  g_autoptr(GBytes) bytes =
    autosell_photo_render (self->data_dir, info->hash, info->turn, info->has_crop ? &info->crop : NULL, NULL, NULL);
  g_autoptr(AutosellPixels) pixels = bytes != NULL ? autosell_photo_decode (bytes, EDGE_PX, NULL, NULL) : NULL;
  cairo_surface_t *surface;

  if (pixels == NULL || pixels->n_channels != 3)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, pixels->width, pixels->height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  copy_pixels (pixels, surface);
  attach_jpeg (pixels, surface);
  return surface;
}

GPtrArray *
autosell_print_photos_get (AutosellPrintPhotos *self, guint page)
{
  GPtrArray *photos;

  if (self->page == page)
    return self->surfaces;
  self->page = page;
  g_ptr_array_set_size (self->surfaces, 0);
  photos = page < self->pages->len ? self->pages->pdata[page] : NULL;
  for (guint i = 0; photos != NULL && i < photos->len; i++)
    {
      cairo_surface_t *surface = load (self, photos->pdata[i]);

      if (surface != NULL)
        g_ptr_array_add (self->surfaces, surface);
    }
  return self->surfaces;
}
