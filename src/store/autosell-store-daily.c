/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup-private.h"
#include "autosell-photo-shelf.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* Daily care: a backup, a look at the file, and the bin emptied of what is old. */

/* The bin keeps for 30 days. */
#define BIN_US (30 * G_TIME_SPAN_DAY)

/* A clock that is set far ahead by mistake would empty the bin at once. The stock is changed nearly every day, so that
 * time which passed without any change is believed for a week only. */
#define QUIET_US (7 * G_TIME_SPAN_DAY)

static gint64
get_believable_time (AutosellConnection *connection)
{
  gint64 now_us = g_get_real_time ();
  gint64 newest_us = autosell_connection_get_int (connection, "SELECT max(at) FROM change", now_us);

  return MIN (now_us, newest_us + QUIET_US);
}

static GArray *
find_old_in_bin (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT pk FROM vehicle WHERE deleted_at < ?", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, get_believable_time (connection) - BIN_US);
  return autosell_statement_get_keys (stmt, error);
}

/* Of cars that stay. Their files go with the next sweep, once no backup names them. */
static gboolean
destroy_old_photos (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "DELETE FROM photo WHERE deleted_at < ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, get_believable_time (connection) - BIN_US);
  return autosell_statement_run (stmt, error);
}

static gpointer
empty_bin_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(GArray) keys = NULL;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  keys = find_old_in_bin (connection, error);
  done = keys != NULL;
  for (guint i = 0; done && i < keys->len; i++)
    done = autosell_vehicle_sql_destroy (connection, g_array_index (keys, gint64, i), error);
  done = done && destroy_old_photos (connection, error);
  /* A change of cars that are all gone is nothing that undo could offer */
  if (done && keys->len > 0)
    done = autosell_connection_exec (connection,
                                     "UPDATE change SET state = 'final' WHERE state <> 'final' "
                                     "AND NOT EXISTS (SELECT 1 FROM vehicle_event WHERE change_id = change.id)",
                                     error);
  /* Inside of the transaction: alone it would read first and then ask to write, and for that SQLite does not wait:
   * another program that writes just now would be an error. */
  done = done && autosell_connection_exec (connection, "PRAGMA optimize", error);
  if (!done)
    {
      autosell_connection_rollback (connection);
      return NULL;
    }
  return GINT_TO_POINTER (autosell_connection_commit (connection, error));
}

static gpointer
daily_backup_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt;

  if (!autosell_backup_make_daily (connection, data_dir, error))
    return NULL;
  /* Start looked only at files that are read through in no time: autosell-database.c */
  stmt = autosell_connection_prepare (connection, "PRAGMA quick_check(1)", error);
  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return NULL;
  if (g_strcmp0 (autosell_column_text (stmt, 0), "ok") != 0)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "%s", autosell_column_text (stmt, 0));
  sqlite3_reset (stmt);
  return error != NULL && *error != NULL ? NULL : GINT_TO_POINTER (TRUE);
}

static void
care_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr(GError) error = NULL;

  if (autosell_store_run_finish (self, result, &error) != NULL)
    return;
  g_warning ("Daily care of the stock: %s", error->message);
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    autosell_store_report_damage (self);
}

static void
sweep_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree gpointer sweep = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);

  if (sweep == NULL)
    g_warning ("Daily care of the photos: %s", error->message);
}

void
autosell_store_care_daily (AutosellStore *self, int *care_day)
{
  const char *data_dir = autosell_store_get_data_dir (self);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  int day = g_date_time_get_year (now) * 1000 + g_date_time_get_day_of_year (now);

  if (*care_day == day)
    return;
  *care_day = day;
  autosell_store_run (self, AUTOSELL_LANE_CARE, daily_backup_job, g_strdup (data_dir), g_free, NULL, NULL, care_cb,
                      NULL);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, empty_bin_job, NULL, NULL, NULL, NULL, care_cb, NULL);
  autosell_store_run (self, AUTOSELL_LANE_CARE, autosell_photo_shelf_sweep_job, g_strdup (data_dir), g_free, g_free,
                      NULL, sweep_cb, NULL);
}
