/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-render.h"

#include "autosell-jpeg.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"

#include <glib/gi18n-lib.h>

/* Above that of the stored file, whose loss is in the pixels already. */
#define RENDER_QUALITY 90

typedef struct
{
  char *data_dir;
  char *hash;
  int turn;
  gboolean has_crop;
  AutosellPhotoCrop crop;
} Request;

static void
request_free (Request *self)
{
  g_free (self->data_dir);
  g_free (self->hash);
  g_free (self);
}

static GBytes *
render_pixels (GBytes *stored, int turn, const AutosellPhotoCrop *crop, const AutosellPhotoJob *job, GError **error)
{
  g_autoptr(AutosellPixels) whole = autosell_photo_decode (stored, 0, job->cancellable, error);
  g_autoptr(AutosellPixels) part = NULL, turned = NULL;

  if (whole == NULL)
    return NULL;
  part = crop != NULL ? autosell_pixels_crop (whole, crop) : autosell_pixels_ref (whole);
  turned = part != NULL ? autosell_pixels_orient (part, autosell_orientation_from_turn (turn)) : NULL;
  if (turned == NULL)
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_FAILED,
                           _("There is not enough memory for the picture."));
      return NULL;
    }

  return autosell_jpeg_encode (turned, RENDER_QUALITY, TRUE, job, error);
}

GBytes *
autosell_photo_render (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                       GCancellable *cancellable, GError **error)
{
  const AutosellPhotoJob job = { .cancellable = cancellable };
  g_autofree char *path = autosell_photo_folder_get_path (data_dir, hash);
  g_autoptr(GFile) file = NULL;
  g_autoptr(GBytes) stored = NULL;
  g_autoptr(GError) local_error = NULL;
  GBytes *turned;
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  stored = autosell_photo_read_file (file, cancellable, error);
  if (stored == NULL || (turn == 0 && crop == NULL))
    return g_steal_pointer (&stored);
  if (crop != NULL)
    return render_pixels (stored, turn, crop, &job, error);

  data = g_bytes_get_data (stored, &size);
  turned = autosell_jpeg_copy (data, size, autosell_orientation_from_turn (turn), &job, &local_error);
  if (turned != NULL)
    return turned;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return render_pixels (stored, turn, NULL, &job, error);
}

static void
render_worker (GTask *task, gpointer source_object G_GNUC_UNUSED, gpointer task_data, GCancellable *cancellable)
{
  Request *request = task_data;
  GError *error = NULL;
  GBytes *bytes = autosell_photo_render (request->data_dir, request->hash, request->turn,
                                         request->has_crop ? &request->crop : NULL, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
autosell_photo_render_async (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request;

  g_return_if_fail (autosell_photo_hash_is_valid (hash));

  request = g_new0 (Request, 1);
  request->data_dir = g_strdup (data_dir);
  request->hash = g_strdup (hash);
  request->turn = turn;
  request->has_crop = crop != NULL;
  if (crop != NULL)
    request->crop = *crop;
  g_task_set_source_tag (task, autosell_photo_render_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, render_worker);
}

GBytes *
autosell_photo_render_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_photo_get_shown_size (int width, int height, int turn, const AutosellPhotoCrop *crop, int *shown_width,
                               int *shown_height)
{
  int w = crop != NULL ? crop->width : width, h = crop != NULL ? crop->height : height;
  gboolean sideways = autosell_orientation_is_sideways (autosell_orientation_from_turn (turn));

  *shown_width = sideways ? h : w;
  *shown_height = sideways ? w : h;
}
