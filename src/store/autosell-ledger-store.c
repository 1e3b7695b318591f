/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger-store.h"

#include "autosell-safety-copy.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

/* The steps of a reconciler: see the header. */

#define DONE GINT_TO_POINTER (TRUE)

/* ---- Loading ---- */

void
autosell_ledger_state_free (AutosellLedgerState *state)
{
  g_ptr_array_unref (state->bases);
  g_ptr_array_unref (state->vehicles);
  g_free (state);
}

/* The base of a car that was destroyed goes by a key that no car has. */
static AutosellLedgerBase *
read_base (sqlite3_stmt *stmt)
{
  AutosellLedgerBase *base = g_new0 (AutosellLedgerBase, 1);

  base->key =
    sqlite3_column_type (stmt, 1) != SQLITE_NULL ? sqlite3_column_int64 (stmt, 1) : -sqlite3_column_int64 (stmt, 0);
  base->row_id = g_strdup (autosell_column_text (stmt, 2));
  base->content = g_strdup (autosell_column_text (stmt, 3));
  base->is_gone = sqlite3_column_int (stmt, 4) != 0;
  base->is_removed = sqlite3_column_int (stmt, 5);
  base->n_repairs = sqlite3_column_int (stmt, 6);
  base->revision = sqlite3_column_int64 (stmt, 7);
  base->annex = g_strdup (autosell_column_text (stmt, 8));
  return base;
}

static gboolean
load_bases (AutosellConnection *connection, gint64 link, AutosellLedgerState *state, GHashTable *by_key, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT id, vehicle_pk, row_id, content, is_gone, is_removed, n_repairs, "
                                 "revision, annex FROM sheet_base WHERE link_id = ? ORDER BY id",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, link);
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellLedgerBase *base = read_base (stmt);

      g_ptr_array_add (state->bases, base);
      g_hash_table_insert (by_key, &base->key, base);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* What was sent and got no answer. */
static gboolean
load_sent (AutosellConnection *connection, gint64 link, AutosellLedgerState *state, GHashTable *by_key, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT vehicle_pk, row_id, content FROM sheet_outbox WHERE link_id = ? "
                                 "AND state = 'sent' ORDER BY id",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, link);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);
      AutosellLedgerBase *base = g_hash_table_lookup (by_key, &key);

      state->n_sent++;
      if (sqlite3_column_type (stmt, 0) == SQLITE_NULL || sqlite3_column_type (stmt, 2) == SQLITE_NULL)
        continue;
      if (base == NULL)
        {
          base = g_new0 (AutosellLedgerBase, 1);
          base->key = key;
          g_ptr_array_add (state->bases, base);
          g_hash_table_insert (by_key, &base->key, base);
        }
      g_free (base->row_id);
      base->row_id = g_strdup (autosell_column_text (stmt, 1));
      g_free (base->sent);
      base->sent = g_strdup (autosell_column_text (stmt, 2));
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
load_vehicles (AutosellConnection *connection, AutosellLedgerState *state, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM vehicle ORDER BY pk", autosell_vehicle_sql_columns ());
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (state->vehicles, autosell_vehicle_sql_read (stmt));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gpointer
load_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *link = data;
  AutosellLedgerState *state = g_new0 (AutosellLedgerState, 1);
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  gboolean done;

  state->bases = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_ledger_base_free);
  state->vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  done = autosell_connection_exec (connection, "BEGIN", error) && load_bases (connection, *link, state, by_key, error)
         && load_sent (connection, *link, state, by_key, error) && load_vehicles (connection, state, error);
  autosell_connection_rollback (connection);
  if (done)
    return state;
  autosell_ledger_state_free (state);
  return NULL;
}

void
autosell_store_load_ledger_async (AutosellStore *self, gint64 link, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, load_job, g_memdup2 (&link, sizeof link), g_free,
                      (GDestroyNotify) autosell_ledger_state_free, cancellable, callback, user_data);
}

AutosellLedgerState *
autosell_store_load_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellLedgerState *
autosell_store_load_ledger_sync (AutosellStore *self, gint64 link, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, load_job, &link, NULL, error);
}

/* ---- Work ---- */

AutosellLedgerWork *
autosell_ledger_work_new (gint64 link, AutosellLedgerMerge *merge, AutosellLedgerState *state)
{
  AutosellLedgerWork *self = g_new0 (AutosellLedgerWork, 1);

  self->link = link;
  self->merge = merge;
  self->state = state;
  self->writes = g_new0 (AutosellSending, merge->writes->len + 1);
  self->appends = g_new0 (AutosellSending, merge->appends->len + 1);
  self->write_operations = g_new0 (gint64, merge->writes->len + 1);
  self->append_operations = g_new0 (gint64, merge->appends->len + 1);
  self->revisions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < state->vehicles->len; i++)
    {
      gint64 key = autosell_vehicle_get_key (g_ptr_array_index (state->vehicles, i));
      gint64 revision = autosell_vehicle_get_revision (g_ptr_array_index (state->vehicles, i));

      g_hash_table_insert (self->revisions, g_memdup2 (&key, sizeof key), g_memdup2 (&revision, sizeof revision));
    }
  return self;
}

void
autosell_ledger_work_free (AutosellLedgerWork *work)
{
  autosell_ledger_merge_free (work->merge);
  autosell_ledger_state_free (work->state);
  g_free (work->writes);
  g_free (work->appends);
  g_free (work->write_operations);
  g_free (work->append_operations);
  g_hash_table_unref (work->revisions);
  g_free (work);
}

typedef struct
{
  AutosellWriteJob *who;    /* owned */
  AutosellLedgerWork *work; /* unowned */
  gboolean is_whole;
  AutosellWriter *writer; /* unowned, while one runs */
  GHashTable *changed;    /* owned: set of keys of cars that were changed since the merge */
  gint64 *new_keys;       /* owned: one an update */
} Job;

static Job *
job_new (AutosellStore *store, AutosellLedgerWork *work)
{
  Job *job = g_new0 (Job, 1);

  job->who = autosell_write_job_new (store);
  job->work = work;
  job->changed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  job->new_keys = g_new0 (gint64, work->merge->updates->len + 1);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  autosell_write_job_free (job->who);
  g_hash_table_unref (job->changed);
  g_free (job->new_keys);
  g_free (job);
}

static gint64
get_revision (AutosellLedgerWork *work, gint64 key)
{
  const gint64 *revision = g_hash_table_lookup (work->revisions, &key);

  return revision != NULL ? *revision : 0;
}

static void
set_revision (AutosellLedgerWork *work, gint64 key, gint64 revision)
{
  g_hash_table_insert (work->revisions, g_memdup2 (&key, sizeof key), g_memdup2 (&revision, sizeof revision));
}

/* ---- Committing a merge ---- */

/* Notes cars that are not what the merge saw. */
static gboolean
find_changed (Job *job, AutosellConnection *connection, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT pk, revision FROM vehicle", error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      if (sqlite3_column_int64 (stmt, 1) != get_revision (job->work, key))
        g_hash_table_add (job->changed, g_memdup2 (&key, sizeof key));
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  job->work->n_skipped = g_hash_table_size (job->changed);
  return TRUE;
}

static gboolean
is_changed (const Job *job, gint64 key)
{
  return key != 0 && g_hash_table_contains (job->changed, &key);
}

/* @field: (nullable): NULL for the car as a whole; @before, @after: (nullable) */
static gboolean
write_log (Job *job, AutosellConnection *connection, gint64 key, const char *row_id, gboolean is_written,
           const char *field, const char *before, const char *after, GError **error)
{
  gint64 change = job->writer != NULL ? job->writer->change : job->work->change;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "INSERT INTO sheet_log (at, change_id, vehicle_pk, row_id, direction, "
                                 "field, before, after) SELECT ?, ?, (SELECT pk FROM vehicle WHERE pk = ?), "
                                 "?, ?, ?, ?, ?",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->work->at_us != 0 ? job->work->at_us : g_get_real_time ());
  if (change != 0)
    sqlite3_bind_int64 (stmt, 2, change);
  sqlite3_bind_int64 (stmt, 3, key);
  autosell_bind_text (stmt, 4, row_id);
  autosell_bind_text (stmt, 5, is_written ? "written" : "read");
  autosell_bind_text (stmt, 6, field);
  autosell_bind_text (stmt, 7, before);
  autosell_bind_text (stmt, 8, after);
  return autosell_statement_run (stmt, error);
}

static const char *
find_row_id (Job *job, gint64 key)
{
  for (guint i = 0; i < job->work->merge->bases->len; i++)
    {
      const AutosellLedgerBase *base = g_ptr_array_index (job->work->merge->bases, i);

      if (base->key == key)
        return base->row_id;
    }
  return "";
}

static gboolean
log_update (Job *job, AutosellVehicle *vehicle, const AutosellLedgerUpdate *update, GError **error)
{
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      if (!(update->fields & G_GUINT64_CONSTANT (1) << field))
        continue;
      before = autosell_value_to_string (autosell_vehicle_get_value (vehicle, field), field);
      after = autosell_value_to_string (autosell_vehicle_get_value (update->values, field), field);
      if (!write_log (job, job->writer->connection, update->key, find_row_id (job, update->key), FALSE,
                      autosell_field_get_info (field)->name, before, after, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
apply_update (Job *job, guint i, GError **error)
{
  AutosellLedgerUpdate *update = g_ptr_array_index (job->work->merge->updates, i);
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(AutosellVehicle) before = NULL;

  if (update->key == 0)
    {
      vehicle = autosell_vehicle_copy (update->values);
      if (!autosell_writer_add (job->writer, vehicle, error))
        return FALSE;
      job->new_keys[i] = autosell_vehicle_get_key (vehicle);
      set_revision (job->work, job->new_keys[i], autosell_vehicle_get_revision (vehicle));
      return write_log (job, job->writer->connection, job->new_keys[i], "", FALSE, NULL, NULL, NULL, error);
    }
  if (is_changed (job, update->key))
    return TRUE;
  vehicle = autosell_vehicle_sql_load (job->writer->connection, update->key, error);
  if (vehicle == NULL)
    return FALSE;
  before = autosell_vehicle_copy (vehicle);
  if ((update->is_restored && !autosell_writer_set_deleted (job->writer, vehicle, FALSE, error))
      || !autosell_writer_set (job->writer, vehicle, update->values, update->fields, error)
      || !log_update (job, before, update, error))
    return FALSE;
  set_revision (job->work, update->key, autosell_vehicle_get_revision (vehicle));
  return TRUE;
}

static void
bind_value (sqlite3_stmt *stmt, int index, AutosellField field, const AutosellValue *value)
{
  if (value->state == AUTOSELL_VALUE_RAW)
    sqlite3_bind_text (stmt, index + 1, value->text, -1, SQLITE_TRANSIENT);
  else if (value->state == AUTOSELL_VALUE_KNOWN && autosell_field_is_number (field))
    sqlite3_bind_text (stmt, index, g_strdup_printf ("%" G_GINT64_FORMAT, value->number), -1, g_free);
  else if (value->state == AUTOSELL_VALUE_KNOWN)
    sqlite3_bind_text (stmt, index, value->text, -1, SQLITE_TRANSIENT);
}

static gboolean
write_conflict (Job *job, const AutosellLedgerConflict *conflict, GError **error)
{
  static const char *const kinds[] = { "both", "read_only", "deleted" };
  sqlite3_stmt *stmt;

  if (is_changed (job, conflict->key))
    return TRUE;
  stmt =
    autosell_connection_prepare (job->writer->connection,
                                 "INSERT INTO conflict (at, vehicle_pk, kind, field, base, base_raw, local, local_raw, "
                                 "remote, remote_raw, winner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                                 error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->writer->now_us);
  sqlite3_bind_int64 (stmt, 2, conflict->key);
  autosell_bind_text (stmt, 3, kinds[conflict->kind]);
  if (conflict->kind != AUTOSELL_LEDGER_DELETED)
    autosell_bind_text (stmt, 4, autosell_field_get_info (conflict->field)->name);
  bind_value (stmt, 5, conflict->field, &conflict->base);
  bind_value (stmt, 7, conflict->field, &conflict->local);
  bind_value (stmt, 9, conflict->field, &conflict->remote);
  autosell_bind_text (stmt, 11, conflict->winner == AUTOSELL_LEDGER_WINS ? "sheet" : "here");
  return autosell_statement_run (stmt, error);
}

static gboolean
put_base (AutosellConnection *connection, gint64 link, const AutosellLedgerBase *base, gint64 key, gint64 revision,
          GError **error)
{
  sqlite3_stmt *stmt;

  /* Neither a car nor a row any more */
  if (key < 0)
    {
      stmt = autosell_connection_prepare (connection, "DELETE FROM sheet_base WHERE id = ?", error);
      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, -key);
      return autosell_statement_run (stmt, error);
    }
  stmt =
    autosell_connection_prepare (connection,
                                 "INSERT INTO sheet_base (link_id, vehicle_pk, row_id, content, is_gone, is_removed, "
                                 "n_repairs, revision, annex) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                                 "ON CONFLICT (vehicle_pk, link_id) DO UPDATE SET row_id = excluded.row_id, "
                                 "content = excluded.content, is_gone = excluded.is_gone, is_removed = "
                                 "excluded.is_removed, n_repairs = excluded.n_repairs, revision = excluded.revision, "
                                 "annex = excluded.annex",
                                 error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, link);
  sqlite3_bind_int64 (stmt, 2, key);
  autosell_bind_text (stmt, 3, base->row_id);
  autosell_bind_text (stmt, 4, base->content);
  sqlite3_bind_int (stmt, 5, base->is_gone != FALSE);
  sqlite3_bind_int (stmt, 6, base->is_removed != FALSE);
  sqlite3_bind_int (stmt, 7, base->n_repairs);
  sqlite3_bind_int64 (stmt, 8, revision);
  autosell_bind_text (stmt, 9, base->annex);
  return autosell_statement_run (stmt, error);
}

static gboolean
put_bases (Job *job, GError **error)
{
  AutosellLedgerMerge *merge = job->work->merge;

  for (guint i = 0; i < merge->bases->len; i++)
    {
      const AutosellLedgerBase *base = g_ptr_array_index (merge->bases, i);
      guint update = g_array_index (merge->base_updates, guint, i);
      gint64 key = update != G_MAXUINT ? job->new_keys[update] : base->key;

      if (is_changed (job, base->key))
        continue;
      if (!put_base (job->writer->connection, job->work->link, base, key,
                     base->revision != 0 ? get_revision (job->work, key) : 0, error))
        return FALSE;
    }
  return TRUE;
}

/* The merge has looked for all that was sent; what belongs to a car that was changed meanwhile waits for the next
 * one. */
static gboolean
clear_outbox (Job *job, GError **error)
{
  g_autoptr(GArray) settled = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (job->writer->connection,
                                                    "SELECT id, vehicle_pk FROM sheet_outbox WHERE link_id = ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->work->link);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      if (!is_changed (job, sqlite3_column_int64 (stmt, 1)))
        g_array_append_val (settled, id);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return FALSE;
  stmt = autosell_connection_prepare (job->writer->connection, "DELETE FROM sheet_outbox WHERE id = ?", error);
  for (guint i = 0; stmt != NULL && i < settled->len; i++)
    {
      sqlite3_bind_int64 (stmt, 1, g_array_index (settled, gint64, i));
      if (!autosell_statement_run (stmt, error))
        return FALSE;
    }
  return stmt != NULL;
}

/* @key: 0 for none; @content: (nullable). Returns: its id, 0 on error */
static gint64
put_operation (Job *job, gint64 key, const char *row_id, const char *kind, const char *content, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (job->writer->connection,
                                 "INSERT INTO sheet_outbox (link_id, vehicle_pk, row_id, kind, content, at) "
                                 "VALUES (?, ?, ?, ?, ?, ?)",
                                 error);

  if (stmt == NULL)
    return 0;
  sqlite3_bind_int64 (stmt, 1, job->work->link);
  if (key != 0)
    sqlite3_bind_int64 (stmt, 2, key);
  autosell_bind_text (stmt, 3, row_id);
  autosell_bind_text (stmt, 4, kind);
  autosell_bind_text (stmt, 5, content);
  sqlite3_bind_int64 (stmt, 6, job->writer->now_us);
  if (!autosell_statement_run (stmt, error))
    return 0;
  return sqlite3_last_insert_rowid (job->writer->connection->db);
}

static gboolean
put_operations (Job *job, GError **error)
{
  AutosellLedgerWork *work = job->work;

  for (guint i = 0; i < work->merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (work->merge->writes, i);
      const char *kind = write->is_emptied ? "empty" : write->sent != NULL ? "cells" : "id";

      if (is_changed (job, write->key))
        continue;
      work->write_operations[i] = put_operation (job, write->key, write->row_id, kind, write->sent, error);
      if (work->write_operations[i] == 0)
        return FALSE;
      work->writes[i] = AUTOSELL_SENDING_PENDING;
    }
  for (guint i = 0; i < work->merge->appends->len; i++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (work->merge->appends, i);

      if (is_changed (job, append->key))
        continue;
      work->append_operations[i] =
        put_operation (job, append->key, append->row_id, "row", append->content_after, error);
      if (work->append_operations[i] == 0)
        return FALSE;
      work->appends[i] = AUTOSELL_SENDING_PENDING;
    }
  return TRUE;
}

static gboolean
commit_all (Job *job, GError **error)
{
  AutosellLedgerMerge *merge = job->work->merge;

  if (!find_changed (job, job->writer->connection, error))
    return FALSE;
  for (guint i = 0; i < merge->updates->len; i++)
    if (!apply_update (job, i, error))
      return FALSE;
  for (guint i = 0; i < merge->conflicts->len; i++)
    if (!write_conflict (job, g_ptr_array_index (merge->conflicts, i), error))
      return FALSE;
  return put_bases (job, error) && clear_outbox (job, error) && put_operations (job, error);
}

static gpointer
commit_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  g_autoptr(AutosellSafetyCopy) copy = NULL;
  AutosellCommitResult *result;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, AUTOSELL_ACTION_SYNC, job->who->who, "sheet", NULL, error))
    return NULL;
  job->writer = &writer;
  job->work->at_us = writer.now_us;
  if ((job->work->merge->updates->len >= AUTOSELL_BULK_VEHICLES
       && !autosell_safety_copy_begin (connection, job->who->data_dir, &copy, error))
      || !commit_all (job, error))
    {
      autosell_writer_abort (&writer);
      return NULL;
    }
  result = autosell_writer_end_with_copy (&writer, g_steal_pointer (&copy), error);
  if (result != NULL)
    job->work->change = result->change;
  return result;
}

void
autosell_store_commit_merge_async (AutosellStore *self, AutosellLedgerWork *work, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  autosell_store_write (self, commit_job, job_new (self, work), job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_commit_merge_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_commit_merge_sync (AutosellStore *self, AutosellLedgerWork *work, GError **error)
{
  Job *job = job_new (self, work);
  AutosellCommitResult *result = autosell_store_write_sync (self, commit_job, job, error);

  job_free (job);
  return result;
}

/* ---- Sending ---- */

static gpointer
mark_sent_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Job *job = data;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "UPDATE sheet_outbox SET state = 'sent' WHERE link_id = ? AND state = "
                                 "'pending'",
                                 error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, job->work->link);
  return autosell_statement_run (stmt, error) ? DONE : NULL;
}

void
autosell_store_mark_sent_async (AutosellStore *self, AutosellLedgerWork *work, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, mark_sent_job, job_new (self, work), job_free, NULL, NULL, callback,
                      user_data);
}

gboolean
autosell_store_mark_sent_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

static gboolean
call_job (AutosellStore *self, AutosellJobFunc func, Job *job, GError **error)
{
  gboolean done =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, func, job, NULL, error) != NULL;

  job_free (job);
  return done;
}

gboolean
autosell_store_mark_sent_sync (AutosellStore *self, AutosellLedgerWork *work, GError **error)
{
  return call_job (self, mark_sent_job, job_new (self, work), error);
}

/* ---- Confirming ---- */

static char *
dup_cell_text (const AutosellLedgerCell *cell)
{
  if (cell->kind == AUTOSELL_LEDGER_BLANK)
    return NULL;
  return cell->text != NULL ? g_strdup (cell->text) : g_strdup_printf ("%.15g", cell->number);
}

static gboolean
log_cells (Job *job, AutosellConnection *connection, gint64 key, const char *row_id, GArray *cells, GError **error)
{
  for (guint i = 0; i < cells->len; i++)
    {
      const AutosellLedgerCellWrite *write = &g_array_index (cells, AutosellLedgerCellWrite, i);
      g_autofree char *before = dup_cell_text (&write->before);
      g_autofree char *after = dup_cell_text (&write->cell);

      if (!write_log (job, connection, key, row_id, TRUE, autosell_field_get_info (write->field)->name, before, after,
                      error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
forget_operation (AutosellConnection *connection, gint64 operation, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "DELETE FROM sheet_outbox WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, operation);
  return autosell_statement_run (stmt, error);
}

/* Both agree on this row now, as far as this PC knows; its repairs stay counted. */
static gboolean
settle_base (Job *job, AutosellConnection *connection, gint64 key, const char *row_id, const char *content,
             const char *annex, gboolean agrees, gboolean is_emptied, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "INSERT INTO sheet_base (link_id, vehicle_pk, row_id, content, is_gone, "
                                 "is_removed, revision, annex) SELECT ?1, pk, ?3, ?4, ?5, ?5, ?6, ?7 FROM vehicle "
                                 "WHERE pk = ?2 ON CONFLICT (vehicle_pk, link_id) DO UPDATE SET "
                                 "row_id = excluded.row_id, content = ifnull (excluded.content, content), "
                                 "is_gone = excluded.is_gone, is_removed = excluded.is_removed, "
                                 "revision = excluded.revision, annex = ifnull (excluded.annex, annex)",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->work->link);
  sqlite3_bind_int64 (stmt, 2, key);
  autosell_bind_text (stmt, 3, row_id);
  autosell_bind_text (stmt, 4, content);
  sqlite3_bind_int (stmt, 5, is_emptied != FALSE);
  sqlite3_bind_int64 (stmt, 6, agrees ? get_revision (job->work, key) : 0);
  autosell_bind_text (stmt, 7, annex);
  return autosell_statement_run (stmt, error);
}

static gboolean
confirm_write (Job *job, AutosellConnection *connection, guint i, GError **error)
{
  const AutosellLedgerWrite *write = g_ptr_array_index (job->work->merge->writes, i);
  AutosellSending sending = job->work->writes[i];

  if (sending != AUTOSELL_SENDING_DONE && sending != AUTOSELL_SENDING_REFUSED)
    return TRUE;
  if (sending == AUTOSELL_SENDING_DONE
      && (!log_cells (job, connection, write->key, write->row_id, write->cells, error)
          || !log_cells (job, connection, write->key, write->row_id, write->annex_cells, error)
          || (write->key != 0
              && !settle_base (job, connection, write->key, write->row_id, write->content_after, write->annex_after,
                               write->agrees_after, write->is_emptied, error))))
    return FALSE;
  return forget_operation (connection, job->work->write_operations[i], error);
}

static gboolean
confirm_append (Job *job, AutosellConnection *connection, guint i, GError **error)
{
  const AutosellLedgerAppend *append = g_ptr_array_index (job->work->merge->appends, i);
  AutosellSending sending = job->work->appends[i];

  if (sending != AUTOSELL_SENDING_DONE && sending != AUTOSELL_SENDING_REFUSED)
    return TRUE;
  if (sending == AUTOSELL_SENDING_DONE
      && (!log_cells (job, connection, append->key, append->row_id, append->cells, error)
          || !settle_base (job, connection, append->key, append->row_id, append->content_after, NULL,
                           append->agrees_after, FALSE, error)))
    return FALSE;
  return forget_operation (connection, job->work->append_operations[i], error);
}

static gboolean
note_time (Job *job, AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "UPDATE sheet_link SET synced_at = ?, is_merged = 1 WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, g_get_real_time ());
  sqlite3_bind_int64 (stmt, 2, job->work->link);
  return autosell_statement_run (stmt, error);
}

/* A row of the outbox that is about no car */
static gboolean
note_traces (Job *job, AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "INSERT INTO sheet_outbox (link_id, row_id, kind, state, at) "
                                                    "VALUES (?, '', 'id', 'sent', ?)",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->work->link);
  sqlite3_bind_int64 (stmt, 2, g_get_real_time ());
  return autosell_statement_run (stmt, error);
}

static gboolean
confirm_all (Job *job, AutosellConnection *connection, GError **error)
{
  for (guint i = 0; i < job->work->merge->writes->len; i++)
    if (!confirm_write (job, connection, i, error))
      return FALSE;
  for (guint i = 0; i < job->work->merge->appends->len; i++)
    if (!confirm_append (job, connection, i, error))
      return FALSE;
  if (job->work->has_traces && !note_traces (job, connection, error))
    return FALSE;
  return !job->is_whole || note_time (job, connection, error);
}

static gpointer
confirm_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!autosell_connection_begin (connection, error))
    return NULL;
  if (!confirm_all (data, connection, error))
    {
      autosell_connection_rollback (connection);
      return NULL;
    }
  return autosell_connection_commit (connection, error) ? DONE : NULL;
}

void
autosell_store_confirm_async (AutosellStore *self, AutosellLedgerWork *work, gboolean is_whole,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = job_new (self, work);

  job->is_whole = is_whole;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, confirm_job, job, job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_confirm_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

gboolean
autosell_store_confirm_sync (AutosellStore *self, AutosellLedgerWork *work, gboolean is_whole, GError **error)
{
  Job *job = job_new (self, work);

  job->is_whole = is_whole;
  return call_job (self, confirm_job, job, error);
}
