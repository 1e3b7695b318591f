/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-store.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "autosell-photo-error.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"
#include "autosell-photo-shelf.h"
#include "autosell-photo-sql.h"
#include "autosell-store-private.h"

/* Sweeping, checking and repairing the photo folder. All of it on the lane of care: reading every file takes as long as
 * the disk needs. */

/* ---- Sweeping ---- */

gint64
autosell_store_sweep_photos_sync (AutosellStore *self, GError **error)
{
  g_autofree AutosellSweep *sweep =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, autosell_photo_shelf_sweep_job,
                            (gpointer) autosell_store_get_data_dir (self), NULL, error);

  return sweep != NULL ? sweep->n_removed : -1;
}

/* ---- Looking at one file ---- */

typedef struct
{
  AutosellPhotoCheckFlags flags;
  char *data_dir; /* owned */
  char *from;     /* owned, nullable */
} CheckJob;

static void
check_job_free (gpointer data)
{
  CheckJob *job = data;

  g_free (job->data_dir);
  g_free (job->from);
  g_free (job);
}

/* FALSE with @error where it cannot be told: cancelled, or the disk does not answer. */
static gboolean
look_at (const CheckJob *job, const AutosellPhotoInfo *info, AutosellPhotoMark *mark, GCancellable *cancellable,
         GError **error)
{
  /* The quick look cannot see that bytes were altered and the size stayed: it takes no such mark away */
  gboolean is_thorough = (job->flags & AUTOSELL_PHOTO_CHECK_HASH) || info->mark == AUTOSELL_PHOTO_ALTERED;
  g_autofree char *path = autosell_photo_folder_get_path (job->data_dir, info->hash);
  g_autoptr(GError) local_error = NULL;
  GStatBuf status;

  *mark = AUTOSELL_PHOTO_WHOLE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path == NULL || g_lstat (path, &status) != 0)
    *mark = AUTOSELL_PHOTO_MISSING;
  else if (!S_ISREG (status.st_mode) || status.st_size != info->size_bytes)
    *mark = AUTOSELL_PHOTO_ALTERED;
  else if (is_thorough && !autosell_photo_folder_verify (job->data_dir, info->hash, cancellable, &local_error))
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      /* A file that cannot be read to its end is as good as altered */
      *mark = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? AUTOSELL_PHOTO_MISSING
                                                                              : AUTOSELL_PHOTO_ALTERED;
    }
  return TRUE;
}

/* ---- Repairing one file ---- */

/* @path: (nullable). Puts a copy of it into the folder if it is what the hash says, by way of a temporary name. */
static gboolean
repair_from_file (const CheckJob *job, const char *hash, const char *path)
{
  g_autofree char *target = autosell_photo_folder_get_path (job->data_dir, hash);
  g_autofree char *folder = g_path_get_dirname (target);
  g_autofree char *found = NULL;
  g_autofree char *contents = NULL;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  found = autosell_photo_hash_data (contents, length);
  return g_str_equal (found, hash) && g_mkdir_with_parents (folder, 0700) == 0
         && g_file_set_contents_full (target, contents, (gssize) length,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL);
}

static gboolean
repair_from_folder (const CheckJob *job, const char *hash)
{
  g_autofree char *name = g_strconcat (hash, ".jpg", NULL);
  char shelf[3] = { hash[0], hash[1], '\0' };
  g_autofree char *in_photos = NULL;
  g_autofree char *in_data = NULL;

  if (job->from == NULL)
    return FALSE;
  in_photos = g_build_filename (job->from, shelf, name, NULL);
  in_data = g_build_filename (job->from, AUTOSELL_PHOTOS_NAME, shelf, name, NULL);
  return repair_from_file (job, hash, in_photos) || repair_from_file (job, hash, in_data);
}

/* The same steps make the same file of the same original. */
static gboolean
repair_from_original (const CheckJob *job, const AutosellPhotoInfo *info, GCancellable *cancellable)
{
  g_autofree char *path = autosell_photo_folder_find_original (job->data_dir, info->source_hash);
  g_autofree char *contents = NULL;
  g_autoptr(AutosellPhotoStaging) staging = NULL;
  g_autoptr(AutosellStagedPhoto) staged = NULL;
  g_autoptr(GBytes) source = NULL;
  gsize length;

  if (path == NULL || !g_file_get_contents (path, &contents, &length, NULL))
    return FALSE;
  source = g_bytes_new_take (g_steal_pointer (&contents), length);
  staging = autosell_photo_staging_new (job->data_dir, NULL);
  if (staging != NULL)
    staged = autosell_photo_pipeline_run (staging, source, info->name, FALSE, NULL, NULL, NULL, cancellable, NULL);
  return staged != NULL && g_str_equal (autosell_staged_photo_get_hash (staged), info->hash)
         && autosell_photo_shelf_place (job->data_dir, staged, NULL);
}

static gboolean
repair (const CheckJob *job, const AutosellPhotoInfo *info, GCancellable *cancellable)
{
  g_autofree char *second = autosell_photo_shelf_get_second_path (job->data_dir, info->hash);

  if (!repair_from_file (job, info->hash, second) && !repair_from_folder (job, info->hash)
      && !repair_from_original (job, info, cancellable))
    return FALSE;
  /* A thumbnail of what was altered must not stay in sight */
  autosell_photo_folder_remove_thumbnails (job->data_dir, info->hash);
  autosell_photo_shelf_link (job->data_dir, info->hash);
  return TRUE;
}

/* ---- Checking ---- */

typedef struct
{
  gint64 pk;
  gint64 vehicle_key;
  AutosellPhotoMark mark;
} NewMark;

void
autosell_photo_check_free (AutosellPhotoCheck *check)
{
  if (check == NULL)
    return;
  g_ptr_array_unref (check->missing);
  g_ptr_array_unref (check->altered);
  g_clear_pointer (&check->keys, g_array_unref);
  g_free (check);
}

static AutosellPhotoCheck *
check_new (void)
{
  AutosellPhotoCheck *check = g_new0 (AutosellPhotoCheck, 1);

  check->missing = g_ptr_array_new_with_free_func (g_object_unref);
  check->altered = g_ptr_array_new_with_free_func (g_object_unref);
  check->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  return check;
}

static gboolean
check_one (const CheckJob *job, AutosellPhotoCheck *check, gint64 pk, AutosellPhotoInfo *info, GArray *marks,
           GCancellable *cancellable, GError **error)
{
  AutosellPhotoMark before = info->mark;
  AutosellPhotoMark now;

  if (!look_at (job, info, &now, cancellable, error))
    return FALSE;
  info->mark = now;
  if (info->mark != AUTOSELL_PHOTO_WHOLE && (job->flags & AUTOSELL_PHOTO_CHECK_REPAIR)
      && repair (job, info, cancellable))
    {
      info->mark = AUTOSELL_PHOTO_WHOLE;
      check->n_repaired++;
    }
  check->n_photos++;
  check->n_removed += info->deleted_us != 0;
  if (info->mark != AUTOSELL_PHOTO_WHOLE)
    g_ptr_array_add (info->mark == AUTOSELL_PHOTO_MISSING ? check->missing : check->altered, autosell_photo_new (info));
  if (info->mark != before)
    {
      NewMark mark = { pk, info->vehicle_key, info->mark };

      g_array_append_val (marks, mark);
    }
  return TRUE;
}

/* In chunks, so that no read transaction stays open while files are read: it would hold the log from being cut. */
#define CHUNK 200

static GPtrArray *
load_chunk (AutosellConnection *connection, gint64 after_pk, GArray *pks, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE pk > ? "
                                                    "ORDER BY pk LIMIT ?",
                                                    error);
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, after_pk);
  sqlite3_bind_int (stmt, 2, CHUNK);
  while (autosell_statement_next (stmt, &local_error))
    {
      g_auto(AutosellPhotoInfo) info = { 0 };
      gint64 pk = autosell_photo_sql_read (stmt, &info);

      g_array_append_val (pks, pk);
      g_ptr_array_add (photos, autosell_photo_new (&info));
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&photos) : NULL;
}

static gboolean
check_chunk (const CheckJob *job, AutosellPhotoCheck *check, GPtrArray *photos, GArray *pks, GArray *marks,
             GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < photos->len; i++)
    {
      g_auto(AutosellPhotoInfo) info = { 0 };

      autosell_photo_info_copy (&info, autosell_photo_get_info (g_ptr_array_index (photos, i)));
      if (!check_one (job, check, g_array_index (pks, gint64, i), &info, marks, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_marks (AutosellConnection *connection, GArray *marks, GArray *keys, GError **error)
{
  sqlite3_stmt *stmt;

  if (marks->len == 0)
    return TRUE;
  if (!autosell_connection_begin (connection, error))
    return FALSE;
  for (guint i = 0; i < marks->len; i++)
    {
      const NewMark *mark = &g_array_index (marks, NewMark, i);

      stmt = autosell_connection_prepare (connection, "UPDATE photo SET mark = ? WHERE pk = ?", error);
      if (stmt != NULL)
        {
          sqlite3_bind_int (stmt, 1, mark->mark);
          sqlite3_bind_int64 (stmt, 2, mark->pk);
        }
      if (stmt == NULL || !autosell_statement_run (stmt, error))
        {
          autosell_connection_rollback (connection);
          return FALSE;
        }
      g_array_append_val (keys, mark->vehicle_key);
    }
  return autosell_connection_commit (connection, error);
}

static gpointer
check_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const CheckJob *job = data;
  g_autoptr(AutosellPhotoCheck) check = check_new ();
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (NewMark));
  gint64 last_pk = 0;

  for (;;)
    {
      g_autoptr(GArray) pks = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr(GPtrArray) photos = load_chunk (connection, last_pk, pks, error);

      if (photos == NULL || !check_chunk (job, check, photos, pks, marks, cancellable, error))
        return NULL;
      if (photos->len == 0)
        break;
      last_pk = g_array_index (pks, gint64, pks->len - 1);
    }
  if (!write_marks (connection, marks, check->keys, error))
    return NULL;
  check->bytes = autosell_connection_get_int (
    connection, "SELECT sum(size_bytes) FROM (SELECT DISTINCT hash, size_bytes FROM photo)", 0);
  check->n_strays = autosell_photo_shelf_count_strays (connection, job->data_dir, error);
  return check->n_strays >= 0 ? g_steal_pointer (&check) : NULL;
}

static CheckJob *
check_job_new (AutosellStore *self, AutosellPhotoCheckFlags flags, const char *from)
{
  CheckJob *job = g_new0 (CheckJob, 1);

  job->flags = flags;
  job->data_dir = g_strdup (autosell_store_get_data_dir (self));
  job->from = g_strdup (from);
  return job;
}

static void
checked (AutosellStore *self, AutosellPhotoCheck *check)
{
  if (check != NULL && check->keys->len > 0)
    autosell_store_emit_changed (self, check->keys);
}

void
autosell_store_check_photos_async (AutosellStore *self, AutosellPhotoCheckFlags flags, const char *from,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, check_job, check_job_new (self, flags, from), check_job_free,
                      (GDestroyNotify) autosell_photo_check_free, cancellable, callback, user_data);
}

AutosellPhotoCheck *
autosell_store_check_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  AutosellPhotoCheck *check = autosell_store_run_finish (self, result, error);

  checked (self, check);
  return check;
}

AutosellPhotoCheck *
autosell_store_check_photos_sync (AutosellStore *self, AutosellPhotoCheckFlags flags, const char *from, GError **error)
{
  CheckJob *job = check_job_new (self, flags, from);
  AutosellPhotoCheck *check =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, check_job, job, NULL, error);

  check_job_free (job);
  checked (self, check);
  return check;
}
