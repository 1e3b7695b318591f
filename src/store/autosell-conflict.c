/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-store.h"

#include "autosell-event-private.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

#define SELECT_OPEN \
  "SELECT id, at, vehicle_pk, kind, field, base, base_raw, local, local_raw, remote, remote_raw, winner FROM conflict " \
  "WHERE state = 'open' AND (?1 = 0 OR id = ?1) ORDER BY id"

void
autosell_conflict_free (AutosellConflict *conflict)
{
  g_free (conflict->title);
  autosell_value_clear (&conflict->base);
  autosell_value_clear (&conflict->local);
  autosell_value_clear (&conflict->remote);
  g_free (conflict);
}

static AutosellLedgerConflictKind
read_kind (const char *text)
{
  if (g_strcmp0 (text, "deleted") == 0)
    return AUTOSELL_LEDGER_DELETED;
  return g_strcmp0 (text, "read_only") == 0 ? AUTOSELL_LEDGER_READ_ONLY : AUTOSELL_LEDGER_BOTH_CHANGED;
}

static AutosellConflict *
read_conflict (sqlite3_stmt *stmt)
{
  AutosellConflict *conflict = g_new0 (AutosellConflict, 1);
  const char *field = autosell_column_text (stmt, 4);

  conflict->id = sqlite3_column_int64 (stmt, 0);
  conflict->at_us = sqlite3_column_int64 (stmt, 1);
  conflict->key = sqlite3_column_int64 (stmt, 2);
  conflict->kind = read_kind (autosell_column_text (stmt, 3));
  conflict->winner = g_strcmp0 (autosell_column_text (stmt, 11), "here") == 0 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;
  if (field == NULL || !autosell_event_find_field (field, &conflict->field))
    return conflict;
  autosell_event_read_value (stmt, 5, field, &conflict->base);
  autosell_event_read_value (stmt, 7, field, &conflict->local);
  autosell_event_read_value (stmt, 9, field, &conflict->remote);
  return conflict;
}

/* @id: 0 for all */
static GPtrArray *
load_open (AutosellConnection *connection, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_conflict_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, SELECT_OPEN, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (conflicts, read_conflict (stmt));
  if (local_error == NULL)
    return g_steal_pointer (&conflicts);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gpointer
get_conflicts_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) conflicts = load_open (connection, 0, error);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      AutosellConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autoptr (AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, conflict->key, error);

      if (vehicle == NULL)
        return NULL;
      conflict->title = autosell_vehicle_dup_title (vehicle);
    }
  return g_steal_pointer (&conflicts);
}

GPtrArray *
autosell_store_get_conflicts_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_conflicts_job, NULL, NULL, error);
}

/* ---- Deciding ---- */

/* The value that lost goes into the car; a car that came back from the bin goes there again. */
static gboolean
turn_round (AutosellWriter *writer, const AutosellConflict *conflict, GError **error)
{
  g_autoptr (AutosellVehicle) vehicle = autosell_vehicle_sql_load (writer->connection, conflict->key, error);
  g_autoptr (AutosellVehicle) values = autosell_vehicle_new ();

  if (vehicle == NULL)
    return FALSE;
  if (conflict->kind == AUTOSELL_LEDGER_DELETED)
    return autosell_writer_set_deleted (writer, vehicle, TRUE, error);
  autosell_vehicle_set_value (values, conflict->field,
                              conflict->winner == AUTOSELL_LEDGER_WINS ? &conflict->local : &conflict->remote);
  return autosell_writer_set (writer, vehicle, values, G_GUINT64_CONSTANT (1) << conflict->field, error);
}

static gboolean
close_conflict (AutosellWriter *writer, const AutosellConflict *conflict, gboolean is_turned, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (writer->connection,
                                                    "UPDATE conflict SET state = ?, decided_at = ?, decided_by = ? WHERE id = ?",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, is_turned ? "turned" : "kept");
  sqlite3_bind_int64 (stmt, 2, writer->now_us);
  autosell_bind_text (stmt, 3, writer->who);
  sqlite3_bind_int64 (stmt, 4, conflict->id);
  return autosell_statement_run (stmt, error);
}

static gboolean
decide (AutosellWriter *writer, gint64 id, gboolean is_turned, GError **error)
{
  g_autoptr (GPtrArray) conflicts = load_open (writer->connection, id, error);

  if (conflicts == NULL)
    return FALSE;
  if (conflicts->len == 0)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such conflict");
      return FALSE;
    }
  for (guint i = 0; i < conflicts->len; i++)
    if ((is_turned && !turn_round (writer, g_ptr_array_index (conflicts, i), error))
        || !close_conflict (writer, g_ptr_array_index (conflicts, i), is_turned, error))
      return FALSE;
  return TRUE;
}

static gpointer
decide_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_EDIT, job->who, job->origin, NULL, error))
    return NULL;
  if (decide (&writer, job->change, job->mask != 0, error))
    return autosell_writer_end (&writer, error);
  autosell_writer_abort (&writer);
  return NULL;
}

AutosellCommitResult *
autosell_store_decide_conflict_sync (AutosellStore *self, gint64 conflict, gboolean is_turned, GError **error)
{
  AutosellWriteJob *job = autosell_write_job_new (self);
  AutosellCommitResult *result;

  job->change = conflict;
  job->mask = is_turned != FALSE;
  result = autosell_store_write_sync (self, decide_job, job, error);
  autosell_write_job_free (job);
  return result;
}
