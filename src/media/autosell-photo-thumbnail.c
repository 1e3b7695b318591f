/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-thumbnail.h"

#include "autosell-jpeg.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"
#include "autosell-reducer.h"

#include <glib/gi18n-lib.h>

/* Few, so that what has gone out of sight since it was asked for is seldom begun. */
#define MAX_THREADS 4

typedef struct
{
  char *data_dir; /* owned */
  char *hash;     /* owned */
  int turn;
  gboolean has_crop;
  AutosellPhotoCrop crop;
  int edge_px;
  guint64 serial; /* the higher, the later it was asked for */
} Request;

static void
request_free (Request *self)
{
  g_free (self->data_dir);
  g_free (self->hash);
  g_free (self);
}

static gboolean
fail_memory (GError **error)
{
  g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                       _("There is not enough memory for the picture."));
  return FALSE;
}

/* What a JPEG of our own shows, at most @edge_px. */
static AutosellPixels *
decode_file (const char *path, int edge_px, const AutosellPhotoJob *job, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GBytes) bytes = autosell_photo_read_file (file, job->cancellable, error);
  g_auto(AutosellJpegPicture) picture = { 0 };
  gsize size;
  const guint8 *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (!autosell_jpeg_decode (data, size, edge_px, job, &picture, error))
    return NULL;
  if (picture.pixels->n_channels != 3)
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN, _("The picture is damaged."));
      return NULL;
    }

  return g_steal_pointer (&picture.pixels);
}

/* From the photo itself: as much of it as it takes for the crop to have @edge_px. */
static AutosellPixels *
make (const char *path, const AutosellPhotoCrop *crop, int edge_px, const AutosellPhotoJob *job, GError **error)
{
  g_autoptr(AutosellPixels) whole = NULL, part = NULL;
  AutosellPixels *small;
  int width, height;

  whole = decode_file (path, crop != NULL ? 0 : edge_px, job, error);
  if (whole == NULL)
    return NULL;
  part = crop != NULL ? autosell_pixels_crop (whole, crop) : autosell_pixels_ref (whole);
  if (part == NULL)
    return fail_memory (error), NULL;
  autosell_pixels_fit (part->width, part->height, edge_px, &width, &height);
  small = autosell_pixels_reduce (part, width, height);

  return small != NULL ? small : (fail_memory (error), NULL);
}

/* The cache has what is not turned; turning small pixels takes no time. */
static AutosellPixels *
load_cached (const char *data_dir, const char *hash, const AutosellPhotoCrop *crop, int cached_px,
             const AutosellPhotoJob *job, GError **error)
{
  g_autofree char *key = autosell_photo_folder_get_thumbnail_key (hash, 0, crop);
  g_autofree char *cached = autosell_photo_folder_get_thumbnail_path (data_dir, key, cached_px);
  g_autofree char *path = autosell_photo_folder_get_path (data_dir, hash);
  AutosellPixels *pixels = decode_file (cached, 0, job, NULL);
  g_autoptr(GBytes) bytes = NULL;

  if (pixels != NULL || g_cancellable_set_error_if_cancelled (job->cancellable, error))
    return pixels;

  pixels = make (path, crop, cached_px, job, error);
  bytes = pixels != NULL ? autosell_jpeg_encode (pixels, AUTOSELL_THUMBNAIL_QUALITY, FALSE, job, NULL) : NULL;
  if (bytes != NULL && !autosell_photo_write_file (cached, bytes, FALSE, NULL))
    g_debug ("A thumbnail could not be kept"); /* a full disk: it will be made again */

  return pixels;
}

AutosellPixels *
autosell_photo_thumbnail_load (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                               int edge_px, GCancellable *cancellable, GError **error)
{
  const AutosellPhotoJob job = { .cancellable = cancellable };
  g_autoptr(AutosellPixels) pixels = NULL;
  AutosellPixels *turned;

  g_return_val_if_fail (autosell_photo_hash_is_valid (hash) && edge_px > 0, NULL);

  if (edge_px <= AUTOSELL_THUMBNAIL_LARGE)
    pixels = load_cached (data_dir, hash, crop,
                          edge_px <= AUTOSELL_THUMBNAIL_SMALL ? AUTOSELL_THUMBNAIL_SMALL : AUTOSELL_THUMBNAIL_LARGE,
                          &job, error);
  else
    {
      g_autofree char *path = autosell_photo_folder_get_path (data_dir, hash);

      pixels = make (path, crop, edge_px, &job, error);
    }
  if (pixels == NULL)
    return NULL;
  turned = autosell_pixels_orient (pixels, autosell_orientation_from_turn (turn));

  return turned != NULL ? turned : (fail_memory (error), NULL);
}

static int
compare_tasks (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  const Request *x = g_task_get_task_data ((GTask *) a), *y = g_task_get_task_data ((GTask *) b);

  return x->serial > y->serial ? -1 : 1;
}

static void
load_worker (gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  g_autoptr(GTask) task = data;
  Request *request = g_task_get_task_data (task);
  AutosellPixels *pixels;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  pixels = autosell_photo_thumbnail_load (request->data_dir, request->hash, request->turn,
                                          request->has_crop ? &request->crop : NULL, request->edge_px,
                                          g_task_get_cancellable (task), &error);
  if (pixels != NULL)
    g_task_return_pointer (task, pixels, (GDestroyNotify) autosell_pixels_unref);
  else
    g_task_return_error (task, error);
}

static GThreadPool *
get_pool (void)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    {
      GThreadPool *made =
        g_thread_pool_new (load_worker, NULL, (int) MIN (g_get_num_processors (), MAX_THREADS), FALSE, NULL);

      g_thread_pool_set_sort_function (made, compare_tasks, NULL);
      g_once_init_leave (&pool, made);
    }

  return pool;
}

void
autosell_photo_thumbnail_load_async (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                                     int edge_px, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  static guint64 serial;
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request;

  g_return_if_fail (autosell_photo_hash_is_valid (hash) && edge_px > 0);

  request = g_new0 (Request, 1);
  request->data_dir = g_strdup (data_dir);
  request->hash = g_strdup (hash);
  request->turn = turn;
  request->has_crop = crop != NULL;
  if (crop != NULL)
    request->crop = *crop;
  request->edge_px = edge_px;
  request->serial = __atomic_add_fetch (&serial, 1, __ATOMIC_RELAXED);
  g_task_set_source_tag (task, autosell_photo_thumbnail_load_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_thread_pool_push (get_pool (), g_steal_pointer (&task), NULL);
}

AutosellPixels *
autosell_photo_thumbnail_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
