/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"

#include <glib/gstdio.h>

#include "autosell-backup-private.h"

void
autosell_check_free (AutosellCheck *check)
{
  if (check == NULL)
    return;
  g_ptr_array_unref (check->faults);
  g_ptr_array_unref (check->backups);
  g_free (check->sqlite_version);
  g_free (check);
}

static void
collect_faults (AutosellConnection *connection, const char *pragma, const char *good, GPtrArray *faults)
{
  g_autoptr(GError) error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, pragma, &error);

  while (stmt != NULL && autosell_statement_next (stmt, &error))
    {
      const char *line = autosell_column_text (stmt, 0);

      if (g_strcmp0 (line, good) != 0)
        g_ptr_array_add (faults, g_strdup_printf ("%s: %s", pragma, line));
    }
  if (error != NULL)
    g_ptr_array_add (faults, g_strdup_printf ("%s: %s", pragma, error->message));
}

/* The index is compared with what the rows say; it is a write command to SQLite though it writes nothing. */
static void
check_search_index (AutosellConnection *connection, GPtrArray *faults)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_connection_exec (connection,
                                 "INSERT INTO vehicle_fts (vehicle_fts, rank) VALUES ('integrity-check', 1)", &error))
    g_ptr_array_add (faults, g_strdup_printf ("search index: %s", error->message));
}

gpointer
autosell_backup_check_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable, GError **error)
{
  AutosellCheck *check = g_new0 (AutosellCheck, 1);
  GStatBuf info;

  check->faults = g_ptr_array_new_with_free_func (g_free);
  collect_faults (connection, "PRAGMA integrity_check(20)", "ok", check->faults);
  collect_faults (connection, "PRAGMA foreign_key_check", NULL, check->faults);
  check_search_index (connection, check->faults);
  check->is_sound = check->faults->len == 0;
  check->n_vehicles =
    autosell_connection_get_int (connection, "SELECT count(*) FROM vehicle WHERE deleted_at IS NULL", -1);
  check->n_deleted =
    autosell_connection_get_int (connection, "SELECT count(*) FROM vehicle WHERE deleted_at IS NOT NULL", -1);
  check->n_events = autosell_connection_get_int (connection, "SELECT count(*) FROM vehicle_event", -1);
  check->n_changes = autosell_connection_get_int (connection, "SELECT count(*) FROM change", -1);
  check->schema_version = (int) autosell_connection_get_int (connection, "PRAGMA user_version", 0);
  check->file_bytes = g_stat (connection->path, &info) == 0 ? info.st_size : 0;
  check->backups = autosell_backup_list (data_dir);
  check->sqlite_version = g_strdup (sqlite3_libversion ());
  return check;
}
