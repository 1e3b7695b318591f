/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-store.h"

#include <stdlib.h>

#include "autosell-photo-board.h"
#include "autosell-photo-shelf.h"
#include "autosell-photo-sql.h"
#include "autosell-store-private.h"
#include "autosell-writer.h"

/* The public commands of photos, and the questions that are quick. */

/* ---- Changing ---- */

static guint
count_cars (AutosellPhotoEdit *edit)
{
  g_autoptr(GHashTable) keys = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < edit->steps->len; i++)
    {
      AutosellPhotoStep *step = g_ptr_array_index (edit->steps, i);

      if (step->vehicle_key != 0)
        g_hash_table_add (keys, &step->vehicle_key);
    }
  return g_hash_table_size (keys);
}

static gboolean
write_edit (AutosellWriter *writer, AutosellWriteJob *job, AutosellSafetyCopy **copy, GError **error)
{
  g_autoptr(AutosellPhotoBoard) board = autosell_photo_board_new (writer);

  return (count_cars (job->photos) < AUTOSELL_BULK_VEHICLES
          || autosell_safety_copy_begin (writer->connection, job->data_dir, copy, error))
         && autosell_photo_board_apply (board, job->photos, error)
         && autosell_photo_board_write (board, job->data_dir, error);
}

static gpointer
edit_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  g_autoptr(AutosellSafetyCopy) copy = NULL;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, job->action, job->who, job->origin, NULL, error))
    return NULL;
  if (write_edit (&writer, job, &copy, error))
    return autosell_writer_end_with_copy (&writer, g_steal_pointer (&copy), error);
  autosell_writer_abort (&writer);
  return NULL;
}

static AutosellWriteJob *
edit_job_new (AutosellStore *self, AutosellPhotoEdit *edit)
{
  AutosellWriteJob *job = autosell_write_job_new (self);

  job->photos = edit;
  job->action = autosell_photo_edit_get_action (edit);
  return job;
}

void
autosell_store_edit_photos_async (AutosellStore *self, AutosellPhotoEdit *edit, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (AUTOSELL_IS_STORE (self) && edit != NULL);

  autosell_store_write (self, edit_job, edit_job_new (self, edit), autosell_write_job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_edit_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_edit_photos_sync (AutosellStore *self, AutosellPhotoEdit *edit, GError **error)
{
  AutosellWriteJob *job = edit_job_new (self, edit);
  AutosellCommitResult *result = autosell_store_write_sync (self, edit_job, job, error);

  autosell_write_job_free (job);
  return result;
}

/* ---- Asking ---- */

typedef struct
{
  gint64 vehicle_key;
  gboolean in_bin;
} ListQuestion;

/* The photos of a car that is in the bin itself are not counted among those that were removed one by one. */
static gpointer
list_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const ListQuestion *question = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    !question->in_bin ? "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE vehicle_pk = ?1 AND deleted_at IS NULL "
                        "ORDER BY position, pk"
    : question->vehicle_key > 0 ? "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE vehicle_pk = ?1 "
                                  "AND deleted_at IS NOT NULL ORDER BY deleted_at DESC, position, pk"
                                : "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE deleted_at IS NOT NULL "
                                  "ORDER BY deleted_at DESC, vehicle_pk, position, pk",
    error);

  if (stmt == NULL)
    return NULL;
  if (sqlite3_bind_parameter_count (stmt) > 0)
    sqlite3_bind_int64 (stmt, 1, question->vehicle_key);
  return autosell_photo_sql_read_all (stmt, error);
}

void
autosell_store_list_photos_async (AutosellStore *self, gint64 vehicle_key, gboolean in_bin, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  ListQuestion *question = g_new0 (ListQuestion, 1);

  question->vehicle_key = vehicle_key;
  question->in_bin = in_bin;
  autosell_store_run (self, AUTOSELL_LANE_READ, list_job, question, g_free, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
autosell_store_list_photos_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_list_photos_sync (AutosellStore *self, gint64 vehicle_key, gboolean in_bin, GError **error)
{
  ListQuestion question = { vehicle_key, in_bin };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, list_job, &question, NULL,
                                 error);
}

static gpointer
get_job (AutosellConnection *connection, gpointer id, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT " AUTOSELL_PHOTO_COLUMNS " FROM photo WHERE id = ?", error);
  g_autoptr(GPtrArray) photos = NULL;

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_text (stmt, 1, id, -1, SQLITE_TRANSIENT);
  photos = autosell_photo_sql_read_all (stmt, error);
  if (photos == NULL)
    return NULL;
  if (photos->len > 0)
    return g_object_ref (g_ptr_array_index (photos, 0));
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such photo");
  return NULL;
}

AutosellPhoto *
autosell_store_get_photo_sync (AutosellStore *self, const char *id, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_job, (gpointer) id, NULL,
                                 error);
}

/* ---- Settings ---- */

int
autosell_store_get_photos_wanted (AutosellStore *self)
{
  g_autofree char *text = autosell_store_get_setting (self, AUTOSELL_SETTING_PHOTOS_WANTED);
  gint64 wanted = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return wanted >= 1 && wanted <= AUTOSELL_PHOTOS_WANTED_MAX ? (int) wanted : AUTOSELL_PHOTOS_WANTED_DEFAULT;
}

void
autosell_store_set_photos_wanted (AutosellStore *self, int wanted)
{
  g_autofree char *text = g_strdup_printf ("%d", CLAMP (wanted, 1, AUTOSELL_PHOTOS_WANTED_MAX));

  autosell_store_set_setting (self, AUTOSELL_SETTING_PHOTOS_WANTED, text);
}

gboolean
autosell_store_get_keep_originals (AutosellStore *self)
{
  g_autofree char *text = autosell_store_get_setting (self, AUTOSELL_SETTING_KEEP_ORIGINALS);

  return g_strcmp0 (text, "yes") == 0;
}

void
autosell_store_set_keep_originals (AutosellStore *self, gboolean keep)
{
  autosell_store_set_setting (self, AUTOSELL_SETTING_KEEP_ORIGINALS, keep ? "yes" : NULL);
}
