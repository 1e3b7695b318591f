/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-private.h"

/* What Drive has of one car. */

void
autosell_drive_car_free (AutosellDriveCar *car)
{
  g_free (car->folder);
  g_hash_table_unref (car->there);
  g_ptr_array_unref (car->files);
  g_free (car);
}

static gboolean
read_folder (AutosellConnection *connection, gint64 key, AutosellDriveCar *car, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT " AUTOSELL_DRIVE_FOLDER_OF (AUTOSELL_DRIVE_VEHICLE ("v")) " FROM vehicle v WHERE v.pk = ?",
    error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (autosell_statement_next (stmt, &local_error))
    {
      car->folder = g_strdup (autosell_column_text (stmt, 0));
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
read_there (AutosellConnection *connection, gint64 key, AutosellDriveCar *car, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT p.id, f.id, f.is_trashed FROM photo p JOIN drive_file f ON f.photo = p.id WHERE p.vehicle_pk = ? "
    "AND p.deleted_at IS NULL AND f.is_there AND NOT f.is_gone ORDER BY p.position, p.pk",
    error);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  while (autosell_statement_next (stmt, &local_error))
    {
      g_hash_table_add (car->there, g_strdup (autosell_column_text (stmt, 0)));
      if (!sqlite3_column_int (stmt, 2))
        g_ptr_array_add (car->files, g_strdup (autosell_column_text (stmt, 1)));
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
count_to_fetch (AutosellConnection *connection, gint64 key, AutosellDriveCar *car, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT count(*) FROM vehicle v JOIN drive_file f ON f.vehicle = " AUTOSELL_DRIVE_VEHICLE (
      "v") " WHERE v.pk = ? "
           "AND NOT f.is_folder AND f.is_there AND NOT f.is_trashed AND NOT f.is_gone AND f.photo IS NOT NULL "
           "AND NOT EXISTS (SELECT 1 FROM photo p WHERE p.id = f.photo)",
    error);
  gint64 n;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  if (!autosell_statement_get_int (stmt, 0, &n, error))
    return FALSE;
  car->n_to_fetch = (guint) n;
  return TRUE;
}

static gpointer
car_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellDriveCar) car = g_new0 (AutosellDriveCar, 1);
  g_autoptr(AutosellDriveLink) link = NULL;
  gint64 key = *(gint64 *) data;

  car->files = g_ptr_array_new_with_free_func (g_free);
  car->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!autosell_drive_find_link (connection, &link, error))
    return NULL;
  car->is_linked = link != NULL;
  if (link != NULL
      && !(read_folder (connection, key, car, error) && read_there (connection, key, car, error)
           && count_to_fetch (connection, key, car, error)))
    return NULL;
  return g_steal_pointer (&car);
}

void
autosell_store_get_drive_car_async (AutosellStore *self, gint64 vehicle_key, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, car_job, g_memdup2 (&vehicle_key, sizeof vehicle_key), g_free,
                      (GDestroyNotify) autosell_drive_car_free, cancellable, callback, user_data);
}

AutosellDriveCar *
autosell_store_get_drive_car_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellDriveCar *
autosell_store_get_drive_car_sync (AutosellStore *self, gint64 vehicle_key, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, car_job, &vehicle_key, NULL,
                                 error);
}
