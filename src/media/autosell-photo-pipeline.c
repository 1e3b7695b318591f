/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-pipeline.h"

#include "autosell-colour.h"
#include "autosell-jpeg.h"
#include "autosell-photo-alike.h"
#include "autosell-photo-folder.h"
#include "autosell-pixbuf.h"
#include "autosell-reducer.h"

#include <math.h>
#include <glib/gi18n-lib.h>

/* What encoding the photo and its thumbnails is of the whole. */
#define DECODED_FRACTION 0.7
#define ENCODED_FRACTION 0.85
/* Near enough to AUTOSELL_PHOTO_TARGET_BYTES for no better one to be looked for. */
#define ENOUGH_BYTES (AUTOSELL_PHOTO_TARGET_BYTES / 100 * 94)
/* Below this a picture that is still too many bytes is noise, and is made smaller instead. */
#define MIN_SHRINK 0.5

typedef struct
{
  const AutosellPhotoJob *job;
  const guint8 *data;
  gsize size;
  AutosellPhotoProbe probe;
  AutosellPixels *pixels; /* owned: upright, sRGB, of the published size */
  gboolean may_stay;      /* nothing but its metadata is to be changed */
} Work;

static const int edges[] = { AUTOSELL_THUMBNAIL_SMALL, AUTOSELL_THUMBNAIL_LARGE };

typedef struct
{
  AutosellPixels *pixels[G_N_ELEMENTS (edges)]; /* owned */
  GBytes *bytes[G_N_ELEMENTS (edges)];          /* owned */
} Thumbnails;

static gboolean
fail_memory (GError **error)
{
  g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                       _("There is not enough memory for the picture."));
  return FALSE;
}

/* Takes over @pixels: to sRGB, then upright. */
static gboolean
finish_pixels (Work *work, AutosellPixels *pixels, GBytes *profile, GError **error)
{
  g_autoptr(AutosellPixels) converted = autosell_colour_convert (pixels, profile);

  work->pixels = converted != NULL ? autosell_pixels_orient (converted, work->probe.orientation) : NULL;

  return work->pixels != NULL || fail_memory (error);
}

static gboolean
decode_jpeg (Work *work, int edge_px, GError **error)
{
  g_auto(AutosellJpegPicture) picture = { 0 };

  if (!autosell_jpeg_decode (work->data, work->size, edge_px, work->job, &picture, error))
    return FALSE;

  work->may_stay = picture.is_plain && (picture.profile == NULL || autosell_colour_is_srgb (picture.profile))
                   && MAX (work->probe.width, work->probe.height) <= AUTOSELL_PHOTO_EDGE_PX;

  return finish_pixels (work, g_steal_pointer (&picture.pixels), picture.profile, error);
}

static gboolean
decode_other (Work *work, int edge_px, GError **error)
{
  g_autoptr(GBytes) profile = NULL;
  AutosellPixels *pixels =
    autosell_pixbuf_decode (work->data, work->size, work->probe.format, edge_px, work->job, &profile, error);

  return pixels != NULL && finish_pixels (work, pixels, profile, error);
}

static gboolean
decode (Work *work, int edge_px, GError **error)
{
  gboolean done;

  done = work->probe.format == AUTOSELL_PHOTO_FORMAT_JPEG ? decode_jpeg (work, edge_px, error)
                                                          : decode_other (work, edge_px, error);

  return done;
}

AutosellPixels *
autosell_photo_decode (GBytes *source, int edge_px, GCancellable *cancellable, GError **error)
{
  const AutosellPhotoJob job = { .cancellable = cancellable };
  Work work = { .job = &job };

  work.data = g_bytes_get_data (source, &work.size);
  if (!autosell_photo_probe_bytes (source, &work.probe, error) || !decode (&work, edge_px, error))
    return NULL;

  return work.pixels;
}

/* By how many steps of quality a file of @size is from the one that just fits: near there a step is 3 to 4 percent. */
static int
guess_steps (gsize size)
{
  return (int) floor (log (AUTOSELL_PHOTO_TARGET_BYTES / (double) size) / 0.035);
}

/* The best quality that fits, found by few tries, as each takes as long as the rest of the photo does. Tables of its
 * own are worth their time only here, where bytes are short.
 * @size: (inout): of the file with full quality and common tables, and then of the last one that did not fit
 * Returns: (transfer full) (nullable): %NULL where not even the lowest quality does, or with @error */
static GBytes *
search_quality (Work *work, gsize *size, GError **error)
{
  g_autoptr(GBytes) best = NULL;
  int low = AUTOSELL_PHOTO_MIN_QUALITY - 1, high = AUTOSELL_PHOTO_QUALITY + 1;
  int quality = AUTOSELL_PHOTO_QUALITY + guess_steps ((gsize) ((double) *size * 0.95));

  while (low + 1 < high)
    {
      g_autoptr(GBytes) bytes = NULL;

      quality = CLAMP (quality, low + 1, high - 1);
      bytes = autosell_jpeg_encode (work->pixels, quality, TRUE, work->job, error);
      if (bytes == NULL)
        return NULL;
      if (g_bytes_get_size (bytes) <= AUTOSELL_PHOTO_TARGET_BYTES)
        {
          low = quality;
          g_clear_pointer (&best, g_bytes_unref);
          best = g_bytes_ref (bytes);
          if (g_bytes_get_size (bytes) > ENOUGH_BYTES)
            break;
        }
      else
        {
          high = quality;
          *size = g_bytes_get_size (bytes);
        }
      quality += guess_steps (g_bytes_get_size (bytes));
    }

  return g_steal_pointer (&best);
}

/* As good as it may be within the bytes that it may have: full quality, else the highest that will do, else fewer
 * pixels. */
static GBytes *
encode_within (Work *work, GError **error)
{
  for (;;)
    {
      g_autoptr(GBytes) bytes = autosell_jpeg_encode (work->pixels, AUTOSELL_PHOTO_QUALITY, FALSE, work->job, error);
      g_autoptr(GError) local_error = NULL;
      AutosellPixels *smaller;
      double shrink;
      gsize size;

      if (bytes == NULL || g_bytes_get_size (bytes) <= AUTOSELL_PHOTO_TARGET_BYTES)
        return g_steal_pointer (&bytes);
      size = g_bytes_get_size (bytes);
      g_bytes_unref (bytes);
      bytes = search_quality (work, &size, &local_error);
      if (bytes != NULL)
        return g_steal_pointer (&bytes);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      shrink = MAX (0.98 * sqrt (AUTOSELL_PHOTO_TARGET_BYTES / (double) size), MIN_SHRINK);
      smaller = autosell_pixels_reduce (work->pixels, MAX ((int) (work->pixels->width * shrink), 1),
                                        MAX ((int) (work->pixels->height * shrink), 1));
      if (smaller == NULL)
        {
          fail_memory (error);
          return NULL;
        }
      autosell_pixels_unref (work->pixels);
      work->pixels = smaller;
    }
}

static GBytes *
make_photo (Work *work, GError **error)
{
  if (work->may_stay)
    {
      g_autoptr(GError) local_error = NULL;
      g_autoptr(GBytes) bytes =
        autosell_jpeg_copy (work->data, work->size, work->probe.orientation, work->job, &local_error);

      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (bytes != NULL && g_bytes_get_size (bytes) <= AUTOSELL_PHOTO_TARGET_BYTES)
        return g_steal_pointer (&bytes);
    }

  return encode_within (work, error);
}

static void
thumbnails_clear (Thumbnails *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_clear_pointer (&self->pixels[i], autosell_pixels_unref);
      g_clear_pointer (&self->bytes[i], g_bytes_unref);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Thumbnails, thumbnails_clear)

/* From the published pixels, the smaller one from the larger one's. */
static gboolean
reduce_thumbnails (Work *work, Thumbnails *thumbnails, GError **error)
{
  AutosellPixels *larger = work->pixels;

  thumbnails_clear (thumbnails);
  for (int i = G_N_ELEMENTS (edges) - 1; i >= 0; i--)
    {
      int width, height;

      autosell_pixels_fit (work->pixels->width, work->pixels->height, edges[i], &width, &height);
      larger = thumbnails->pixels[i] = autosell_pixels_reduce (larger, width, height);
      if (larger == NULL)
        return fail_memory (error);
    }

  return TRUE;
}

static gboolean
encode_thumbnails (Work *work, Thumbnails *thumbnails, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      thumbnails->bytes[i] =
        autosell_jpeg_encode (thumbnails->pixels[i], AUTOSELL_THUMBNAIL_QUALITY, FALSE, work->job, error);
      if (thumbnails->bytes[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

/* The one who waits sees the picture before it is made a photo, which takes as long again, and longer on a slow
 * disk. */
static AutosellStagedPhoto *
stage (Work *work, AutosellPhotoStaging *staging, GBytes *source, const char *name, gboolean keep_original,
       AutosellPhotoPreviewFunc preview, GError **error)
{
  g_autofree char *source_hash = NULL;
  g_autoptr(AutosellPixels) decoded = autosell_pixels_ref (work->pixels);
  g_autoptr(GBytes) photo = NULL;
  g_auto(Thumbnails) thumbnails = { 0 };
  AutosellStagedParts parts = { .name = name };

  if (!reduce_thumbnails (work, &thumbnails, error))
    return NULL;
  if (preview != NULL)
    preview (thumbnails.pixels[0], work->job->user_data);
  photo = make_photo (work, error);
  if (photo == NULL)
    return NULL;
  autosell_photo_job_tell (work->job, ENCODED_FRACTION);
  /* It had to be made smaller, and they are not to be larger than it. */
  if (work->pixels != decoded && !reduce_thumbnails (work, &thumbnails, error))
    return NULL;
  if (!encode_thumbnails (work, &thumbnails, error))
    return NULL;

  source_hash = autosell_photo_hash_data (work->data, work->size);
  parts.source_hash = source_hash;
  parts.photo = photo;
  parts.thumbnails[0] = thumbnails.bytes[0];
  parts.thumbnails[1] = thumbnails.bytes[1];
  parts.original = keep_original ? source : NULL;
  parts.width = work->pixels->width;
  parts.height = work->pixels->height;
  parts.perceptual_hash = autosell_photo_perceptual_hash (thumbnails.pixels[0]);
  parts.taken_at = work->probe.taken_at;
  parts.source_format = work->probe.format;

  return autosell_photo_staging_add (staging, &parts, error);
}

static AutosellStagedPhoto *
keep (Work *work, AutosellPhotoStaging *staging, GBytes *photo, const char *source_hash, const char *name,
      gint64 taken_at, GError **error)
{
  g_auto(Thumbnails) thumbnails = { 0 };
  g_autofree char *hash = autosell_photo_hash_data (work->data, work->size);
  AutosellStagedParts parts = { .photo = photo, .source_hash = source_hash != NULL ? source_hash : hash, .name = name };

  if (!reduce_thumbnails (work, &thumbnails, error) || !encode_thumbnails (work, &thumbnails, error))
    return NULL;
  parts.thumbnails[0] = thumbnails.bytes[0];
  parts.thumbnails[1] = thumbnails.bytes[1];
  parts.width = work->pixels->width;
  parts.height = work->pixels->height;
  parts.perceptual_hash = autosell_photo_perceptual_hash (thumbnails.pixels[0]);
  parts.taken_at = taken_at;
  parts.source_format = work->probe.format;
  return autosell_photo_staging_add (staging, &parts, error);
}

AutosellStagedPhoto *
autosell_photo_pipeline_keep (AutosellPhotoStaging *staging, GBytes *photo, const char *source_hash, const char *name,
                              gint64 taken_at, GCancellable *cancellable, GError **error)
{
  const AutosellPhotoJob job = { .cancellable = cancellable };
  Work work = { .job = &job };
  AutosellStagedPhoto *staged = NULL;

  g_return_val_if_fail (staging != NULL && photo != NULL, NULL);
  g_return_val_if_fail (source_hash == NULL || autosell_photo_hash_is_valid (source_hash), NULL);

  work.data = g_bytes_get_data (photo, &work.size);
  if (autosell_photo_probe_bytes (photo, &work.probe, error) && decode (&work, AUTOSELL_PHOTO_EDGE_PX, error))
    {
      /* Anything else would not be shown as what it is. */
      if (work.probe.format == AUTOSELL_PHOTO_FORMAT_JPEG && work.may_stay && work.probe.orientation <= 1)
        staged = keep (&work, staging, photo, source_hash, name, taken_at, error);
      else
        g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO,
                             _("This is no photo as it is stored."));
    }
  g_clear_pointer (&work.pixels, autosell_pixels_unref);
  return staged;
}

AutosellStagedPhoto *
autosell_photo_pipeline_run (AutosellPhotoStaging *staging, GBytes *source, const char *name, gboolean keep_original,
                             AutosellPhotoProgressFunc progress, AutosellPhotoPreviewFunc preview, gpointer user_data,
                             GCancellable *cancellable, GError **error)
{
  const AutosellPhotoJob job = { cancellable, progress, user_data };
  Work work = { .job = &job };
  AutosellStagedPhoto *staged = NULL;

  g_return_val_if_fail (staging != NULL && source != NULL, NULL);

  work.data = g_bytes_get_data (source, &work.size);
  if (autosell_photo_probe_bytes (source, &work.probe, error) && decode (&work, AUTOSELL_PHOTO_EDGE_PX, error))
    {
      autosell_photo_job_tell (&job, DECODED_FRACTION);
      staged = stage (&work, staging, source, name, keep_original, preview, error);
    }
  g_clear_pointer (&work.pixels, autosell_pixels_unref);
  if (staged != NULL)
    autosell_photo_job_tell (&job, 1);

  return staged;
}
