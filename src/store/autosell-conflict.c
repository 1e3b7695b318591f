/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-store.h"

#include "autosell-event-private.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

#define SELECT_OPEN \
  "SELECT id, at, vehicle_pk, kind, field, base, base_raw, local, local_raw, remote, remote_raw, winner FROM " \
  "conflict " \
  "WHERE state = 'open' AND (?1 = 0 OR id = ?1) ORDER BY id"

void
autosell_conflict_free (AutosellConflict *conflict)
{
  g_free (conflict->title);
  autosell_value_clear (&conflict->base);
  autosell_value_clear (&conflict->local);
  autosell_value_clear (&conflict->remote);
  autosell_value_clear (&conflict->current);
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
  conflict->winner =
    g_strcmp0 (autosell_column_text (stmt, 11), "here") == 0 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;
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
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_conflict_free);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, SELECT_OPEN, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, id);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (conflicts, read_conflict (stmt));
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&conflicts) : NULL;
}

static void
describe (AutosellConflict *conflict, AutosellVehicle *vehicle)
{
  conflict->title = autosell_vehicle_dup_title (vehicle);
  conflict->is_in_bin = autosell_vehicle_get_deleted (vehicle) != 0;
  if (conflict->kind != AUTOSELL_LEDGER_DELETED)
    autosell_value_copy (&conflict->current, autosell_vehicle_get_value (vehicle, conflict->field));
}

static gpointer
get_conflicts_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) conflicts = NULL;
  gboolean done;

  /* One state of both: another program may destroy a car */
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  done = (conflicts = load_open (connection, 0, error)) != NULL;
  for (guint i = 0; done && i < conflicts->len; i++)
    {
      AutosellConflict *conflict = g_ptr_array_index (conflicts, i);
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, conflict->key, error);

      done = vehicle != NULL;
      if (done)
        describe (conflict, vehicle);
    }
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&conflicts) : NULL;
}

void
autosell_store_get_conflicts_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_conflicts_job, NULL, NULL, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
autosell_store_get_conflicts_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_get_conflicts_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_conflicts_job, NULL, NULL,
                                 error);
}

/* ---- Deciding ---- */

typedef struct
{
  AutosellWriteJob *who; /* owned */
  GArray *ids;           /* owned (element-type gint64), nullable: all */
  AutosellDecision decision;
  gboolean is_lenient; /* what was decided meanwhile is no error */
} Decision;

/* @ids: (nullable) */
static Decision *
decision_new (AutosellStore *store, GArray *ids, AutosellDecision decision)
{
  Decision *self = g_new0 (Decision, 1);

  self->who = autosell_write_job_new (store);
  self->ids = ids != NULL ? g_array_copy (ids) : NULL;
  self->decision = decision;
  return self;
}

static void
decision_free (gpointer data)
{
  Decision *self = data;

  autosell_write_job_free (self->who);
  g_clear_pointer (&self->ids, g_array_unref);
  g_free (self);
}

/* Returns: whether the side that lost is wanted */
static gboolean
is_turned (AutosellDecision decision, const AutosellConflict *conflict)
{
  if (decision == AUTOSELL_DECISION_SHEET)
    return conflict->winner == AUTOSELL_LEDGER_YIELDS;
  if (decision == AUTOSELL_DECISION_HERE)
    return conflict->winner == AUTOSELL_LEDGER_WINS;
  return decision == AUTOSELL_DECISION_TURN;
}

/* The wanted value goes into the car; a car that came back from the bin goes there again. */
static gboolean
set_side (AutosellWriter *writer, const AutosellConflict *conflict, gboolean is_here, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (writer->connection, conflict->key, error);
  g_autoptr(AutosellVehicle) values = autosell_vehicle_new ();

  if (vehicle == NULL)
    return FALSE;
  if (conflict->kind == AUTOSELL_LEDGER_DELETED)
    return autosell_writer_set_deleted (writer, vehicle, is_here, error);
  autosell_vehicle_set_value (values, conflict->field, is_here ? &conflict->local : &conflict->remote);
  return autosell_writer_set (writer, vehicle, values, G_GUINT64_CONSTANT (1) << conflict->field, error);
}

static gboolean
close_conflict (AutosellWriter *writer, const AutosellConflict *conflict, gboolean turned, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    writer->connection, "UPDATE conflict SET state = ?, decided_at = ?, decided_by = ? WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, turned ? "turned" : "kept");
  sqlite3_bind_int64 (stmt, 2, writer->now_us);
  autosell_bind_text (stmt, 3, writer->who);
  sqlite3_bind_int64 (stmt, 4, conflict->id);
  return autosell_statement_run (stmt, error);
}

static gboolean
decide_one (AutosellWriter *writer, AutosellDecision decision, const AutosellConflict *conflict, GError **error)
{
  gboolean turned = is_turned (decision, conflict);
  gboolean is_here = turned == (conflict->winner == AUTOSELL_LEDGER_WINS);

  return (decision == AUTOSELL_DECISION_KEEP || set_side (writer, conflict, is_here, error))
         && close_conflict (writer, conflict, turned, error);
}

/* @id: 0 for all */
static gboolean
decide (AutosellWriter *writer, const Decision *decision, gint64 id, GError **error)
{
  g_autoptr(GPtrArray) conflicts = load_open (writer->connection, id, error);

  if (conflicts == NULL)
    return FALSE;
  if (conflicts->len == 0 && decision->is_lenient)
    writer->n_skipped++;
  else if (conflicts->len == 0)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such conflict");
      return FALSE;
    }
  for (guint i = 0; i < conflicts->len; i++)
    if (!decide_one (writer, decision->decision, g_ptr_array_index (conflicts, i), error))
      return FALSE;
  return TRUE;
}

static gpointer
decide_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Decision *decision = data;
  gboolean done = TRUE;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_EDIT, decision->who->who, decision->who->origin,
                              NULL, error))
    return NULL;
  if (decision->ids == NULL)
    done = decide (&writer, decision, 0, error);
  for (guint i = 0; decision->ids != NULL && done && i < decision->ids->len; i++)
    done = decide (&writer, decision, g_array_index (decision->ids, gint64, i), error);
  if (done)
    return autosell_writer_end (&writer, error);
  autosell_writer_abort (&writer);
  return NULL;
}

static AutosellCommitResult *
decide_now (AutosellStore *self, Decision *decision, GError **error)
{
  AutosellCommitResult *result = autosell_store_write_sync (self, decide_job, decision, error);

  decision_free (decision);
  return result;
}

AutosellCommitResult *
autosell_store_decide_conflict_sync (AutosellStore *self, gint64 conflict, gboolean turn_round, GError **error)
{
  g_autoptr(GArray) ids =
    conflict != 0 ? g_array_append_vals (g_array_new (FALSE, FALSE, sizeof conflict), &conflict, 1) : NULL;

  return decide_now (self, decision_new (self, ids, turn_round ? AUTOSELL_DECISION_TURN : AUTOSELL_DECISION_KEEP),
                     error);
}

AutosellCommitResult *
autosell_store_decide_conflicts_sync (AutosellStore *self, GArray *ids, AutosellDecision decision, GError **error)
{
  Decision *job = decision_new (self, ids, decision);

  job->is_lenient = TRUE;
  return decide_now (self, job, error);
}

void
autosell_store_decide_conflicts_async (AutosellStore *self, GArray *ids, AutosellDecision decision,
                                       GAsyncReadyCallback callback, gpointer user_data)
{
  Decision *job = decision_new (self, ids, decision);

  job->is_lenient = TRUE;
  autosell_store_write (self, decide_job, job, decision_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_decide_conflicts_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  AutosellCommitResult *done = autosell_store_run_finish (self, result, error);

  if (done != NULL)
    autosell_store_emit_sheet_changed (self);
  return done;
}

/* ---- Undeciding ---- */

static gpointer
reopen_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *ids = data;
  gboolean done = autosell_connection_begin (connection, error);

  if (!done)
    return NULL;
  for (guint i = 0; done && i < ids->len; i++)
    {
      sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                        "UPDATE conflict SET state = 'open', decided_at = NULL, "
                                                        "decided_by = NULL WHERE id = ?",
                                                        error);

      if (stmt != NULL)
        sqlite3_bind_int64 (stmt, 1, g_array_index (ids, gint64, i));
      done = stmt != NULL && autosell_statement_run (stmt, error);
    }
  if (done)
    return autosell_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

void
autosell_store_reopen_conflicts_async (AutosellStore *self, GArray *ids, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, reopen_job, g_array_copy (ids), (GDestroyNotify) g_array_unref, NULL,
                      NULL, callback, user_data);
}

gboolean
autosell_store_reopen_conflicts_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_sheet_changed (self);
  return done;
}

gboolean
autosell_store_reopen_conflicts_sync (AutosellStore *self, GArray *ids, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, reopen_job, ids, NULL, error)
         != NULL;
}
