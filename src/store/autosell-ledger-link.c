/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-store.h"

#include "autosell-store-private.h"

/* The link, the marks “not in the sheet”, and conflicts: what a person decides. */

AutosellLedgerLink *
autosell_ledger_link_new (void)
{
  return g_new0 (AutosellLedgerLink, 1);
}

void
autosell_ledger_link_free (AutosellLedgerLink *link)
{
  g_free (link->account);
  g_free (link->spreadsheet);
  g_free (link->title);
  g_free (link->tab_title);
  g_free (link->mapping);
  g_free (link->version);
  g_free (link);
}

/* A job's result where there is nothing to return but that it went well. */
#define DONE GINT_TO_POINTER (TRUE)

/* The statement's row as a link. */
static AutosellLedgerLink *
read_link (sqlite3_stmt *stmt)
{
  AutosellLedgerLink *link = autosell_ledger_link_new ();

  link->id = sqlite3_column_int64 (stmt, 0);
  link->account = g_strdup (autosell_column_text (stmt, 1));
  link->spreadsheet = g_strdup (autosell_column_text (stmt, 2));
  link->tab = sqlite3_column_int (stmt, 3);
  link->title = g_strdup (autosell_column_text (stmt, 4));
  link->tab_title = g_strdup (autosell_column_text (stmt, 5));
  link->mapping = g_strdup (autosell_column_text (stmt, 6));
  link->winner =
    g_strcmp0 (autosell_column_text (stmt, 7), "here") == 0 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;
  link->empties_rows = sqlite3_column_int (stmt, 8);
  link->with_private = sqlite3_column_int (stmt, 9);
  link->is_paused = sqlite3_column_int (stmt, 10);
  link->is_merged = sqlite3_column_int (stmt, 11);
  link->version = g_strdup (autosell_column_text (stmt, 12));
  link->linked_us = sqlite3_column_int64 (stmt, 13);
  link->synced_us = sqlite3_column_int64 (stmt, 14);
  return link;
}

static gboolean
find_link (AutosellConnection *connection, AutosellLedgerLink **link, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT id, account, spreadsheet, tab, title, tab_title, mapping, winner, "
                                 "empties_rows, with_private, is_paused, is_merged, version, linked_at, "
                                 "synced_at FROM sheet_link ORDER BY id DESC LIMIT 1",
                                 error);

  if (stmt == NULL)
    return FALSE;
  if (autosell_statement_next (stmt, &local_error))
    {
      *link = read_link (stmt);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gpointer
get_link_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return find_link (connection, data, error) ? DONE : NULL;
}

gboolean
autosell_store_get_link_sync (AutosellStore *self, AutosellLedgerLink **link, GError **error)
{
  *link = NULL;
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_link_job, link, NULL,
                                 error)
         != NULL;
}

void
autosell_ledger_outlook_free (AutosellLedgerOutlook *outlook)
{
  g_clear_pointer (&outlook->link, autosell_ledger_link_free);
  g_free (outlook);
}

/* Changes are many and those after the last synchronisation few: both are looked for from the end. */
#define LATEST_CHANGE "SELECT id FROM change WHERE origin <> 'sheet' ORDER BY id DESC LIMIT 1"
#define WAITING \
  "SELECT count(DISTINCT vehicle_pk) FROM vehicle_event JOIN change ON change.id = change_id " \
  "WHERE change_id > ? AND origin <> 'sheet'"

static gpointer
get_outlook_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellLedgerOutlook) outlook = g_new0 (AutosellLedgerOutlook, 1);
  const gint64 *since = data;
  sqlite3_stmt *stmt;

  if (!find_link (connection, &outlook->link, error))
    return NULL;
  if (outlook->link == NULL)
    return g_steal_pointer (&outlook);
  stmt = autosell_connection_prepare (connection, WAITING, error);
  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, *since);
  if (!autosell_statement_next (stmt, error))
    return NULL;
  outlook->n_waiting = sqlite3_column_int (stmt, 0);
  sqlite3_reset (stmt);
  outlook->latest_change = autosell_connection_get_int (connection, LATEST_CHANGE, 0);
  outlook->n_conflicts =
    autosell_connection_get_int (connection, "SELECT count(*) FROM conflict WHERE state = 'open'", 0);
  outlook->n_vanished =
    autosell_connection_get_int (connection,
                                 "SELECT count(*) FROM sheet_base JOIN vehicle ON pk = vehicle_pk "
                                 "WHERE is_gone AND is_gone = 1 AND NOT is_removed AND deleted_at IS NULL",
                                 0);
  outlook->n_put_back = autosell_connection_get_int (connection,
                                                     "SELECT count(*) FROM sheet_base JOIN vehicle ON pk = vehicle_pk "
                                                     "WHERE is_gone AND is_removed AND deleted_at IS NULL",
                                                     0);
  return g_steal_pointer (&outlook);
}

void
autosell_store_get_outlook_async (AutosellStore *self, gint64 since, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_outlook_job, g_memdup2 (&since, sizeof since), g_free,
                      (GDestroyNotify) autosell_ledger_outlook_free, cancellable, callback, user_data);
}

AutosellLedgerOutlook *
autosell_store_get_outlook_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gboolean
insert_link (AutosellConnection *connection, AutosellLedgerLink *link, GError **error)
{
  sqlite3_stmt *stmt;

  if (!autosell_connection_exec (connection, "DELETE FROM sheet_link", error))
    return FALSE;
  stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO sheet_link (account, spreadsheet, tab, title, tab_title, mapping, linked_at) "
    "VALUES (?, ?, ?, '', '', '', ?)",
    error);
  if (stmt == NULL)
    return FALSE;
  link->linked_us = g_get_real_time ();
  autosell_bind_text (stmt, 1, link->account);
  autosell_bind_text (stmt, 2, link->spreadsheet);
  sqlite3_bind_int (stmt, 3, link->tab);
  sqlite3_bind_int64 (stmt, 4, link->linked_us);
  if (!autosell_statement_run (stmt, error))
    return FALSE;
  link->id = sqlite3_last_insert_rowid (connection->db);
  return TRUE;
}

static gboolean
update_link (AutosellConnection *connection, const AutosellLedgerLink *link, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "UPDATE sheet_link SET title = ?, tab_title = ?, mapping = ?, winner = ?, "
                                 "empties_rows = ?, with_private = ?, is_paused = ?, is_merged = ?, "
                                 "version = ? WHERE id = ?",
                                 error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, link->title != NULL ? link->title : "");
  autosell_bind_text (stmt, 2, link->tab_title != NULL ? link->tab_title : "");
  autosell_bind_text (stmt, 3, link->mapping != NULL ? link->mapping : "");
  autosell_bind_text (stmt, 4, link->winner == AUTOSELL_LEDGER_YIELDS ? "here" : "sheet");
  sqlite3_bind_int (stmt, 5, link->empties_rows != FALSE);
  sqlite3_bind_int (stmt, 6, link->with_private != FALSE);
  sqlite3_bind_int (stmt, 7, link->is_paused != FALSE);
  sqlite3_bind_int (stmt, 8, link->is_merged != FALSE);
  autosell_bind_text (stmt, 9, link->version);
  sqlite3_bind_int64 (stmt, 10, link->id);
  return autosell_statement_run (stmt, error);
}

static gpointer
set_link_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellLedgerLink *link = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if ((link->id == 0 && !insert_link (connection, link, error)) || !update_link (connection, link, error))
    {
      autosell_connection_rollback (connection);
      return NULL;
    }
  return autosell_connection_commit (connection, error) ? DONE : NULL;
}

gboolean
autosell_store_set_link_sync (AutosellStore *self, AutosellLedgerLink *link, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, set_link_job, link, NULL,
                                 error)
         != NULL;
}

static gpointer
pause_link_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_connection_exec (connection,
                                   GPOINTER_TO_INT (data) ? "UPDATE sheet_link SET is_paused = 1"
                                                          : "UPDATE sheet_link SET is_paused = 0",
                                   error)
           ? DONE
           : NULL;
}

void
autosell_store_pause_link_async (AutosellStore *self, gboolean is_paused, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, pause_link_job, GINT_TO_POINTER (is_paused != FALSE), NULL, NULL, NULL,
                      callback, user_data);
}

gboolean
autosell_store_pause_link_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

static gpointer
unlink_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_connection_exec (connection, "DELETE FROM sheet_link", error) ? DONE : NULL;
}

gboolean
autosell_store_unlink_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, unlink_job, NULL, NULL, error)
         != NULL;
}

/* ---- Not in the sheet ---- */

static gpointer
get_vanished_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT vehicle_pk FROM sheet_base JOIN vehicle ON pk = vehicle_pk "
                                 "WHERE is_gone AND NOT is_removed AND deleted_at IS NULL ORDER BY 1",
                                 error);

  return autosell_statement_get_keys (stmt, error);
}

GArray *
autosell_store_get_vanished_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_vanished_job, NULL, NULL,
                                 error);
}

static gpointer
put_back_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "UPDATE sheet_base SET is_removed = 1 WHERE vehicle_pk = ? AND is_gone", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, *(const gint64 *) data);
  if (!autosell_statement_run (stmt, error))
    return NULL;
  if (sqlite3_changes (connection->db) > 0)
    return DONE;
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "The sheet lacks no such car");
  return NULL;
}

gboolean
autosell_store_put_back_sync (AutosellStore *self, gint64 key, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, put_back_job, &key, NULL,
                                 error)
         != NULL;
}

/* ---- The same without waiting, for windows ---- */

/* Its result is a place for a link, so that none is no error. */
static gpointer
take_link_job (AutosellConnection *connection, gpointer data G_GNUC_UNUSED, GCancellable *cancellable, GError **error)
{
  g_autofree AutosellLedgerLink **found = g_new0 (AutosellLedgerLink *, 1);

  return get_link_job (connection, found, cancellable, error) != NULL ? g_steal_pointer (&found) : NULL;
}

static void
found_free (gpointer data)
{
  AutosellLedgerLink **found = data;

  g_clear_pointer (found, autosell_ledger_link_free);
  g_free (found);
}

void
autosell_store_get_link_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, take_link_job, NULL, NULL, found_free, NULL, callback, user_data);
}

gboolean
autosell_store_get_link_finish (AutosellStore *self, GAsyncResult *result, AutosellLedgerLink **link, GError **error)
{
  AutosellLedgerLink **found = autosell_store_run_finish (self, result, error);

  *link = found != NULL ? g_steal_pointer (found) : NULL;
  g_free (found);
  return found != NULL;
}

void
autosell_store_set_link_async (AutosellStore *self, AutosellLedgerLink *link, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_link_job, link, NULL, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_set_link_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

static gpointer
set_winner_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  gboolean yields = GPOINTER_TO_INT (data) == AUTOSELL_LEDGER_YIELDS;

  return autosell_connection_exec (
           connection, yields ? "UPDATE sheet_link SET winner = 'here'" : "UPDATE sheet_link SET winner = 'sheet'",
           error)
           ? DONE
           : NULL;
}

void
autosell_store_set_winner_async (AutosellStore *self, AutosellLedgerWinner winner, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_winner_job, GINT_TO_POINTER (winner), NULL, NULL, NULL, callback,
                      user_data);
}

gboolean
autosell_store_set_winner_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

void
autosell_store_unlink_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, unlink_job, NULL, NULL, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_unlink_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}
