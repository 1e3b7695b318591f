/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-change-set-private.h"
#include "autosell-event-private.h"
#include "autosell-problem.h"
#include "autosell-reader.h"
#include "autosell-store-private.h"
#include "autosell-writer.h"

/* The public commands that change the stock. Each is a job on the write lane: an AutosellWriteJob in, a transaction,
 * an AutosellCommitResult out. */

static AutosellCommitResult *
end_or_abort (AutosellWriter *writer, gboolean done, GError **error)
{
  if (done)
    return autosell_writer_end (writer, error);
  autosell_writer_abort (writer);
  return NULL;
}

/* ---- Commit ---- */

static gpointer
commit_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  AutosellChangeSet *changes = job->changes;
  g_autoptr(AutosellSafetyCopy) copy = NULL;
  AutosellWriter writer;

  if (!autosell_writer_begin (&writer, connection, changes->action, job->who, job->origin, changes->reason, error))
    return NULL;
  if ((changes->added->len + changes->changes->len >= AUTOSELL_BULK_VEHICLES
       && !autosell_safety_copy_begin (connection, job->data_dir, &copy, error))
      || !autosell_writer_apply (&writer, changes, error))
    {
      autosell_writer_abort (&writer);
      return NULL;
    }
  return autosell_writer_end_with_copy (&writer, g_steal_pointer (&copy), error);
}

void
autosell_store_commit_async (AutosellStore *self, AutosellChangeSet *changes, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellWriteJob *job;

  g_return_if_fail (AUTOSELL_IS_STORE (self) && changes != NULL);

  job = autosell_write_job_new (self);
  job->changes = changes;
  autosell_store_write (self, commit_job, job, autosell_write_job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_commit_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static AutosellCommitResult *
write_and_free (AutosellStore *self, AutosellJobFunc func, AutosellWriteJob *job, GError **error)
{
  AutosellCommitResult *result = autosell_store_write_sync (self, func, job, error);

  autosell_write_job_free (job);
  return result;
}

AutosellCommitResult *
autosell_store_commit_sync (AutosellStore *self, AutosellChangeSet *changes, GError **error)
{
  AutosellWriteJob *job = autosell_write_job_new (self);

  job->changes = changes;
  return write_and_free (self, commit_job, job, error);
}

/* ---- Undo and redo ---- */

static gboolean
check_undoable (AutosellConnection *connection, gint64 change, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT state FROM change WHERE id = ?", error);
  gboolean is_done;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, change);
  is_done = autosell_statement_next (stmt, NULL) && g_strcmp0 (autosell_column_text (stmt, 0), "done") == 0;
  sqlite3_reset (stmt);
  if (!is_done)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING, "That change cannot be undone");
  return is_done;
}

/* 0 with @error set when there is nothing. */
static gint64
find_step (AutosellConnection *connection, gboolean is_redo, GError **error)
{
  g_autoptr(AutosellUndoStep) step = autosell_undo_step_load (connection, is_redo, error);

  if (step == NULL)
    return 0;
  if (step->change == 0)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING, "There is nothing to %s",
                 is_redo ? "redo" : "undo");
  return step->change;
}

static gpointer
revert_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  gboolean is_redo = job->action == AUTOSELL_ACTION_REDO;
  AutosellWriter writer;
  gint64 change;
  gboolean done;

  /* Chosen within the transaction: two programs that undo at once take back two changes */
  if (!autosell_writer_begin (&writer, connection, job->action, job->who, job->origin, NULL, error))
    return NULL;
  change = job->change != 0 ? job->change : find_step (connection, is_redo, error);
  done = change != 0 && (job->change == 0 || check_undoable (connection, change, error))
         && autosell_writer_revert (&writer, change, is_redo, error);
  return end_or_abort (&writer, done, error);
}

static AutosellWriteJob *
revert_job_new (AutosellStore *self, AutosellAction action, gint64 change)
{
  AutosellWriteJob *job = autosell_write_job_new (self);

  job->action = action;
  job->change = change;
  return job;
}

void
autosell_store_undo_async (AutosellStore *self, gint64 change, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_write (self, revert_job, revert_job_new (self, AUTOSELL_ACTION_UNDO, change), autosell_write_job_free,
                        callback, user_data);
}

AutosellCommitResult *
autosell_store_undo_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_undo_sync (AutosellStore *self, gint64 change, GError **error)
{
  return write_and_free (self, revert_job, revert_job_new (self, AUTOSELL_ACTION_UNDO, change), error);
}

void
autosell_store_redo_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_write (self, revert_job, revert_job_new (self, AUTOSELL_ACTION_REDO, 0), autosell_write_job_free,
                        callback, user_data);
}

AutosellCommitResult *
autosell_store_redo_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_redo_sync (AutosellStore *self, GError **error)
{
  return write_and_free (self, revert_job, revert_job_new (self, AUTOSELL_ACTION_REDO, 0), error);
}

/* ---- The sample inventory ---- */

static gpointer
remove_sample_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  job->changes = autosell_change_set_new (AUTOSELL_ACTION_REMOVE_SAMPLE);
  stmt = autosell_connection_prepare (connection, "SELECT pk FROM vehicle WHERE sample AND deleted_at IS NULL", error);
  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    autosell_change_set_delete (job->changes, sqlite3_column_int64 (stmt, 0));
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  return commit_job (connection, job, cancellable, error);
}

void
autosell_store_remove_sample_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_write (self, remove_sample_job, autosell_write_job_new (self), autosell_write_job_free, callback,
                        user_data);
}

AutosellCommitResult *
autosell_store_remove_sample_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- Repairs ---- */

typedef struct
{
  AutosellChangeSet *changes;
  guint mask;
} Repair;

static gboolean
propose_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  Repair *repair = user_data;
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      AutosellProblem *problem = g_ptr_array_index (problems, i);

      if (problem->has_proposal && (repair->mask & (1u << problem->kind)))
        autosell_change_set_set (repair->changes, autosell_vehicle_get_key (vehicle), problem->field,
                                 &problem->proposal);
    }
  return TRUE;
}

static gboolean
propose_repairs (AutosellConnection *connection, gint64 key, Repair *repair, GError **error)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autoptr(AutosellQuery) query = NULL;

  if (key != 0)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_reader_get (connection, key, error);

      return vehicle != NULL && propose_cb (vehicle, repair);
    }
  query = autosell_query_parse ("problem:any", NULL, NULL, error);
  return query != NULL && autosell_reader_foreach (connection, query, &as_entered, 0, TRUE, propose_cb, repair, error);
}

static gpointer
repair_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  Repair repair = { autosell_change_set_new (AUTOSELL_ACTION_REPAIR), job->mask };

  job->changes = repair.changes;
  if (!propose_repairs (connection, job->key, &repair, error))
    return NULL;
  return commit_job (connection, job, cancellable, error);
}

static AutosellWriteJob *
repair_job_new (AutosellStore *self, gint64 key, guint mask)
{
  AutosellWriteJob *job = autosell_write_job_new (self);

  job->key = key;
  job->mask = mask;
  return job;
}

void
autosell_store_repair_async (AutosellStore *self, gint64 key, guint mask, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  autosell_store_write (self, repair_job, repair_job_new (self, key, mask), autosell_write_job_free, callback,
                        user_data);
}

AutosellCommitResult *
autosell_store_repair_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_repair_sync (AutosellStore *self, gint64 key, guint mask, GError **error)
{
  return write_and_free (self, repair_job, repair_job_new (self, key, mask), error);
}
