/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-upload.h"

#include <glib/gstdio.h>

#include "autosell-photo-folder.h"
#include "autosell-redact.h"

#define SESSIONS_NAME "drive-uploads"
#define DEFAULT_CHUNK (4 * AUTOSELL_DRIVE_CHUNK_UNIT)
#define SESSION_LIFE_US (G_GINT64_CONSTANT (6) * 24 * 3600 * G_USEC_PER_SEC)
/* How often in a row nothing may arrive. */
#define MAX_TRIES 5
#define FIRST_WAIT_MS 250

/* ---- Sessions on disk ---- */

static char *
get_sessions_path (const char *data_dir)
{
  return g_build_filename (data_dir, SESSIONS_NAME, NULL);
}

static GKeyFile *
load_sessions (const char *data_dir)
{
  g_autofree char *path = get_sessions_path (data_dir);
  GKeyFile *file = g_key_file_new ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

/* What cannot be kept costs a session and no photo. */
static void
save_sessions (const char *data_dir, GKeyFile *file)
{
  g_autofree char *path = get_sessions_path (data_dir);
  gsize length;
  char *text = g_key_file_to_data (file, &length, NULL);

  if (length == 0)
    g_unlink (path);
  else
    /* Not in place: what is shorter would keep the end of what was there (GLib 2.74 does not cut it off), and whoever
     * is killed over it would leave half of it. */
    g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  autosell_secret_free (text);
}

/* Returns: (transfer full) (nullable) */
static char *
find_session (const char *data_dir, const char *id, const char *hash)
{
  g_autoptr(GKeyFile) file = load_sessions (data_dir);
  g_autofree char *kept = g_key_file_get_string (file, id, "hash", NULL);

  if (g_strcmp0 (kept, hash) != 0 || g_key_file_get_int64 (file, id, "at", NULL) + SESSION_LIFE_US < g_get_real_time ())
    return NULL;
  return g_key_file_get_string (file, id, "session", NULL);
}

/* @session: (nullable): it is over */
static void
keep_session (const char *data_dir, const char *id, const char *hash, const char *session)
{
  g_autoptr(GKeyFile) file = load_sessions (data_dir);
  g_auto(GStrv) groups = g_key_file_get_groups (file, NULL);

  if (session == NULL && !g_key_file_has_group (file, id))
    return;
  for (char **group = groups; *group != NULL; group++)
    if (g_str_equal (*group, id)
        || g_key_file_get_int64 (file, *group, "at", NULL) + SESSION_LIFE_US < g_get_real_time ())
      g_key_file_remove_group (file, *group, NULL);
  if (session != NULL)
    {
      g_key_file_set_string (file, id, "session", session);
      g_key_file_set_string (file, id, "hash", hash);
      g_key_file_set_int64 (file, id, "at", g_get_real_time ());
    }
  save_sessions (data_dir, file);
}

void
autosell_drive_upload_forget (const char *data_dir)
{
  g_autofree char *path = get_sessions_path (data_dir);

  g_unlink (path);
}

/* ---- One upload ---- */

typedef struct
{
  char *data_dir;
  char *id, *photo, *hash;
  char *name, *parent;
  GStrv tags;
  gsize chunk_bytes;
  AutosellDriveThrottle *throttle;
  AutosellDriveSentFunc sent;
  gpointer sent_data;

  GBytes *bytes; /* owned, nullable until read */
  char *session; /* secret, nullable */
  gsize n_arrived;
  guint n_tries;    /* in a row without a byte */
  guint n_sessions; /* that were opened */
  gboolean is_new;  /* the file is to be made; else it gets this content */
  GSource *wait;    /* owned, nullable */
} Upload;

static void
upload_free (gpointer data)
{
  Upload *upload = data;

  if (upload->wait != NULL)
    g_source_destroy (upload->wait);
  g_clear_pointer (&upload->wait, g_source_unref);
  g_free (upload->data_dir);
  g_free (upload->id);
  g_free (upload->photo);
  g_free (upload->hash);
  g_free (upload->name);
  g_free (upload->parent);
  g_strfreev (upload->tags);
  g_clear_pointer (&upload->bytes, g_bytes_unref);
  autosell_secret_free (upload->session);
  g_free (upload);
}

static void open_session (GTask *task);
static void send_next (GTask *task);
static void ask (GTask *task);

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
succeed (GTask *task, AutosellDriveItem *item)
{
  Upload *upload = g_task_get_task_data (task);

  keep_session (upload->data_dir, upload->id, NULL, NULL);
  g_task_return_pointer (task, item, (GDestroyNotify) autosell_drive_item_free);
  g_object_unref (task);
}

/* The whole file is there: is it what is here? @item: (transfer full) */
static void
arrived (GTask *task, AutosellDriveItem *item)
{
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  if (item->size == (gint64) g_bytes_get_size (upload->bytes) && g_strcmp0 (item->sha256, upload->hash) == 0)
    {
      succeed (task, item);
      return;
    }
  autosell_drive_item_free (item);
  keep_session (upload->data_dir, upload->id, NULL, NULL);
  if (upload->n_sessions < 3)
    {
      upload->is_new = FALSE;
      open_session (task);
      return;
    }
  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "checksum", FALSE,
                          "drive: the file there is not what was sent");
  fail (task, error);
}

/* ---- Waiting ---- */

static gboolean
waited_cb (gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);

  g_clear_pointer (&upload->wait, g_source_unref);
  if (g_task_return_error_if_cancelled (task))
    g_object_unref (task);
  else if (upload->n_tries > 0)
    ask (task);
  else
    send_next (task);
  return G_SOURCE_REMOVE;
}

static void
wait_ms (GTask *task, guint ms)
{
  Upload *upload = g_task_get_task_data (task);

  upload->wait = g_timeout_source_new (ms);
  g_source_set_callback (upload->wait, waited_cb, task, NULL);
  g_source_attach (upload->wait, g_task_get_context (task));
}

/* Whether the chunk has to wait for its turn. */
static gboolean
is_throttled (GTask *task, gsize length)
{
  Upload *upload = g_task_get_task_data (task);
  AutosellDriveThrottle *throttle = upload->throttle;
  gint64 now = g_get_monotonic_time ();

  if (throttle->bytes_per_second == 0)
    return FALSE;
  if (throttle->free_us > now)
    {
      wait_ms (task, (guint) ((throttle->free_us - now) / 1000 + 1));
      return TRUE;
    }
  throttle->free_us = MAX (throttle->free_us, now) + (gint64) length * G_USEC_PER_SEC / throttle->bytes_per_second;
  return FALSE;
}

/* ---- Chunks ---- */

/* After a cut, a time-out or an error of the service's own only the service knows what arrived. @error: (transfer
 * full) */
static void
stumble (GTask *task, GError *error)
{
  Upload *upload = g_task_get_task_data (task);
  gboolean is_gone = g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND)
                     || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID)
                     || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CONFLICT);

  if (is_gone && upload->n_sessions < 3)
    {
      g_error_free (error);
      keep_session (upload->data_dir, upload->id, NULL, NULL);
      open_session (task);
      return;
    }
  if (is_gone || !autosell_net_error_is_transient (error) || ++upload->n_tries >= MAX_TRIES
      || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_OFFLINE))
    {
      fail (task, error);
      return;
    }
  g_error_free (error);
  wait_ms (task, FIRST_WAIT_MS << (upload->n_tries - 1));
}

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);
  gsize n_arrived, before = upload->n_arrived, total = g_bytes_get_size (upload->bytes);
  AutosellDriveItem *item = NULL;
  GError *error = NULL;

  if (!autosell_drive_send_chunk_finish (AUTOSELL_DRIVE (source), result, &n_arrived, &item, &error))
    {
      stumble (task, error);
      return;
    }
  upload->n_arrived = n_arrived;
  if (upload->sent != NULL)
    upload->sent (upload->photo, (double) n_arrived / (double) MAX (total, 1), upload->sent_data);
  if (item != NULL)
    {
      arrived (task, item);
      return;
    }
  if (n_arrived > before)
    upload->n_tries = 0;
  else if (++upload->n_tries >= MAX_TRIES)
    {
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "stuck", TRUE,
                              "drive: nothing of what is sent arrives");
      fail (task, error);
      return;
    }
  send_next (task);
}

static void
send_next (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  gsize length = MIN (upload->chunk_bytes, g_bytes_get_size (upload->bytes) - upload->n_arrived);

  if (!is_throttled (task, length))
    autosell_drive_send_chunk_async (g_task_get_source_object (task), upload->session, upload->bytes, upload->n_arrived,
                                     length, g_task_get_cancellable (task), chunk_cb, task);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);
  gsize n_arrived;
  AutosellDriveItem *item = NULL;
  GError *error = NULL;

  if (!autosell_drive_send_chunk_finish (AUTOSELL_DRIVE (source), result, &n_arrived, &item, &error))
    {
      stumble (task, error);
      return;
    }
  upload->n_arrived = n_arrived;
  if (item != NULL)
    arrived (task, item);
  else
    send_next (task);
}

static void
ask (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);

  autosell_drive_send_chunk_async (g_task_get_source_object (task), upload->session, upload->bytes, 0, 0,
                                   g_task_get_cancellable (task), asked_cb, task);
}

/* ---- The session ---- */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  AutosellDriveItem *item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL)
    fail (task, error);
  else
    arrived (task, item);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;
  char *session = autosell_drive_open_upload_finish (AUTOSELL_DRIVE (source), result, &error);

  if (session != NULL)
    {
      autosell_secret_free (upload->session);
      upload->session = session;
      upload->n_arrived = 0;
      upload->n_tries = 0;
      keep_session (upload->data_dir, upload->id, upload->hash, session);
      send_next (task);
      return;
    }
  /* It had been made after all, and nobody heard of it. */
  if (upload->is_new && g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CONFLICT))
    {
      g_error_free (error);
      autosell_drive_get_async (AUTOSELL_DRIVE (source), upload->id, g_task_get_cancellable (task), looked_cb, task);
      return;
    }
  fail (task, error);
}

static void
open_session (GTask *task)
{
  Upload *upload = g_task_get_task_data (task);
  const AutosellDriveEdit edit = { .name = upload->name,
                                   .parent = upload->is_new ? upload->parent : NULL,
                                   .tags = (const char *const *) upload->tags };

  upload->n_sessions++;
  autosell_drive_open_upload_async (g_task_get_source_object (task), upload->id, upload->is_new, &edit, "image/jpeg",
                                    g_bytes_get_size (upload->bytes), g_task_get_cancellable (task), opened_cb, task);
}

/* ---- The file here ---- */

static void
read_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Upload *upload = data;
  g_autofree char *path = autosell_photo_folder_get_path (upload->data_dir, upload->hash);
  g_autofree char *hash = NULL;
  char *contents;
  gsize size;
  GError *error = NULL;

  if (path == NULL || !g_file_get_contents (path, &contents, &size, NULL))
    contents = NULL;
  else
    hash = autosell_photo_hash_data (contents, size);
  if (g_strcmp0 (hash, upload->hash) == 0 && size > 0)
    {
      g_task_return_pointer (task, g_bytes_new_take (contents, size), (GDestroyNotify) g_bytes_unref);
      return;
    }
  g_free (contents);
  g_set_error_literal (&error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED,
                       "A photo's file is missing or altered");
  g_task_return_error (task, error);
}

static void
read_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Upload *upload = g_task_get_task_data (task);
  GError *error = NULL;

  upload->bytes = g_task_propagate_pointer (G_TASK (result), &error);
  if (upload->bytes == NULL)
    {
      fail (task, error);
      return;
    }
  upload->session = find_session (upload->data_dir, upload->id, upload->hash);
  if (upload->session != NULL)
    ask (task);
  else
    open_session (task);
}

void
autosell_drive_upload_async (AutosellDrive *drive, const char *data_dir, const AutosellDriveStep *step,
                             const AutosellDriveEdit *edit, gsize chunk_bytes, AutosellDriveThrottle *throttle,
                             AutosellDriveSentFunc sent, gpointer sent_data, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (drive, cancellable, callback, user_data);
  Upload *upload = g_new0 (Upload, 1);
  g_autoptr(GTask) worker = g_task_new (NULL, cancellable, read_cb, task);

  g_task_set_source_tag (task, autosell_drive_upload_async);
  g_task_set_check_cancellable (task, FALSE);
  upload->data_dir = g_strdup (data_dir);
  upload->id = g_strdup (step->file);
  upload->photo = g_strdup (step->photo);
  upload->hash = g_strdup (step->hash);
  upload->name = g_strdup (edit->name);
  upload->parent = g_strdup (edit->parent);
  upload->tags = g_strdupv ((char **) edit->tags);
  upload->chunk_bytes = chunk_bytes != 0 ? chunk_bytes : DEFAULT_CHUNK;
  /* A limit is felt in small portions. */
  if (throttle->bytes_per_second != 0)
    upload->chunk_bytes = AUTOSELL_DRIVE_CHUNK_UNIT;
  upload->throttle = throttle;
  upload->sent = sent;
  upload->sent_data = sent_data;
  upload->is_new = TRUE;
  g_task_set_task_data (task, upload, upload_free);
  g_task_set_source_tag (worker, read_worker);
  g_task_set_task_data (worker, upload, NULL);
  g_task_run_in_thread (worker, read_worker);
}

AutosellDriveItem *
autosell_drive_upload_finish (AutosellDrive *drive, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, drive), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
