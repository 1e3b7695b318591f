/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup-private.h"
#include "autosell-query-sql.h"
#include "autosell-reader.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"
#include "autosell-writer.h"

/* Imports: planned against the stock on the care lane, written in one transaction on the write lane. */

#define STAMP_DATA "autosell-stock-stamp"

/* ---- The stock as the matcher sees it ---- */

static gboolean
stock_foreach (gpointer stock, void (*func) (AutosellVehicle *vehicle, gpointer data), gpointer data,
               GCancellable *cancellable, GError **error)
{
  AutosellConnection *connection = stock;
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM vehicle ORDER BY pk", autosell_vehicle_sql_columns ());
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  gboolean has_extras = autosell_connection_get_int (connection, "SELECT count(*) FROM extra_field", 0) > 0;

  if (stmt == NULL)
    return FALSE;
  while (local_error == NULL && autosell_statement_next (stmt, &local_error))
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_read (stmt);

      if (!has_extras || autosell_vehicle_sql_load_extras (connection, vehicle, &local_error))
        func (vehicle, data);
    }
  sqlite3_reset (stmt);
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static AutosellVehicle *
stock_load (gpointer stock, gint64 key, GError **error)
{
  return autosell_vehicle_sql_load (stock, key, error);
}

typedef struct
{
  AutosellImport *import; /* owned */
  gboolean cells_erase;
  AutosellProgressFunc progress;
  gpointer progress_data;
} PlanJob;

static void
plan_job_free (gpointer data)
{
  PlanJob *job = data;

  g_object_unref (job->import);
  g_free (job);
}

/* Which state of the stock the plan was made of. */
static void
remember_stamp (AutosellImportPlan *plan, AutosellConnection *connection)
{
  gint64 stamp = autosell_connection_get_stamp (connection);

  g_object_set_data_full (G_OBJECT (plan), STAMP_DATA, g_memdup2 (&stamp, sizeof stamp), g_free);
}

static gpointer
plan_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const AutosellStockInterface iface = { stock_foreach, stock_load };
  PlanJob *job = data;
  AutosellImportPlan *plan;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  plan = autosell_import_plan_new (job->import, connection, &iface, job->cells_erase, job->progress, job->progress_data,
                                   cancellable, error);
  if (plan != NULL)
    remember_stamp (plan, connection);
  autosell_connection_rollback (connection);
  return plan;
}

void
autosell_store_plan_import_async (AutosellStore *self, AutosellImport *import, gboolean cells_erase,
                                  AutosellProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  PlanJob *job = g_new0 (PlanJob, 1);

  job->import = g_object_ref (import);
  job->cells_erase = cells_erase;
  job->progress = progress;
  job->progress_data = progress_data;
  autosell_store_run (self, AUTOSELL_LANE_CARE, plan_job, job, plan_job_free, g_object_unref, cancellable, callback,
                      user_data);
}

AutosellImportPlan *
autosell_store_plan_import_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellImportPlan *
autosell_store_plan_import_sync (AutosellStore *self, AutosellImport *import, gboolean cells_erase,
                                 AutosellProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                 GError **error)
{
  PlanJob job = { import, cells_erase, progress, progress_data };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, plan_job, &job, cancellable,
                                 error);
}

/* ---- Writing a plan ---- */

/* A car that the plan calls new may have come meanwhile, by another process or another import of the same file: it
 * would be there twice. Changed cars are compared by revision, one by one. */
static gboolean
check_stamp (AutosellWriter *writer, AutosellImportPlan *plan, GError **error)
{
  const gint64 *stamp = g_object_get_data (G_OBJECT (plan), STAMP_DATA);
  gboolean adds = autosell_import_plan_get_count (plan, AUTOSELL_PLAN_NEW) > 0
                  || autosell_import_plan_get_count (plan, AUTOSELL_PLAN_TWIN) > 0;

  if (!adds || stamp == NULL || *stamp == autosell_connection_get_stamp (writer->connection))
    return TRUE;
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT,
                       "The stock was changed after the preview was made");
  return FALSE;
}

static gboolean
add_new (AutosellWriter *writer, AutosellPlanRow *row, GError **error)
{
  AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);
  g_autoptr(AutosellVehicle) added = autosell_vehicle_copy (incoming);

  if (!autosell_writer_add (writer, added, error))
    return FALSE;
  autosell_vehicle_set_id (incoming, autosell_vehicle_get_id (added)); /* so that a report can name the car */
  return TRUE;
}

static gboolean
change_existing (AutosellWriter *writer, AutosellPlanRow *row, GError **error)
{
  AutosellVehicle *planned = autosell_plan_row_get_existing (row);
  AutosellVehicle *incoming = autosell_plan_row_get_incoming (row);
  g_autoptr(AutosellVehicle) vehicle =
    autosell_vehicle_sql_load (writer->connection, autosell_vehicle_get_key (planned), error);
  const char *const *names = autosell_plan_row_get_changed_extra (row);

  if (vehicle == NULL)
    return FALSE;
  if (autosell_vehicle_get_revision (vehicle) != autosell_vehicle_get_revision (planned))
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT,
                           "The stock was changed after the preview was made");
      return FALSE;
    }
  if (!autosell_writer_set_deleted (writer, vehicle, FALSE, error)
      || !autosell_writer_set (writer, vehicle, incoming, autosell_plan_row_get_changed_fields (row), error))
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!autosell_writer_set_extra (writer, vehicle, names[i], autosell_vehicle_get_extra (incoming, names[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
apply_row (AutosellWriter *writer, AutosellPlanRow *row, GError **error)
{
  switch (autosell_plan_row_get_kind (row))
    {
    case AUTOSELL_PLAN_NEW:
    case AUTOSELL_PLAN_TWIN:
      return add_new (writer, row, error);
    case AUTOSELL_PLAN_CHANGED:
    case AUTOSELL_PLAN_BINNED:
      return change_existing (writer, row, error);
    case AUTOSELL_PLAN_SAME:
    case AUTOSELL_N_PLAN_KINDS:
    default:
      return TRUE;
    }
}

/* Cancelled, nothing of it stays: the caller takes the transaction back. */
static gboolean
apply_plan (AutosellWriter *writer, AutosellWriteJob *job, GError **error)
{
  GListModel *rows = autosell_import_plan_get_rows (job->plan);
  guint n_rows = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);

      if (g_cancellable_set_error_if_cancelled (job->cancellable, error))
        return FALSE;
      if (autosell_plan_row_get_included (row) && !apply_row (writer, row, error))
        return FALSE;
      if (job->progress != NULL)
        job->progress ((i + 1.0) / n_rows, job->progress_data);
    }
  return TRUE;
}

static gpointer
apply_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AutosellWriteJob *job = data;
  AutosellWriter writer;

  if (!autosell_backup_make (connection, job->data_dir, "import", NULL, error)
      || !autosell_writer_begin (&writer, connection, job->action, job->who, job->origin, NULL, error))
    return NULL;
  if (check_stamp (&writer, job->plan, error) && apply_plan (&writer, job, error))
    return autosell_writer_end (&writer, error);
  autosell_writer_abort (&writer);
  return NULL;
}

static AutosellWriteJob *
apply_job_new (AutosellStore *self, AutosellImportPlan *plan, AutosellAction action)
{
  AutosellWriteJob *job = autosell_write_job_new (self);

  job->plan = g_object_ref (plan);
  job->action = action;
  return job;
}

void
autosell_store_apply_import_async (AutosellStore *self, AutosellImportPlan *plan, AutosellAction action,
                                   AutosellProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellWriteJob *job;

  g_return_if_fail (action == AUTOSELL_ACTION_IMPORT || action == AUTOSELL_ACTION_SAMPLE);

  job = apply_job_new (self, plan, action);
  job->progress = progress;
  job->progress_data = progress_data;
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  autosell_store_write (self, apply_job, job, autosell_write_job_free, callback, user_data);
}

AutosellCommitResult *
autosell_store_apply_import_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCommitResult *
autosell_store_apply_import_sync (AutosellStore *self, AutosellImportPlan *plan, AutosellAction action, GError **error)
{
  AutosellWriteJob *job = apply_job_new (self, plan, action);
  AutosellCommitResult *result = autosell_store_write_sync (self, apply_job, job, error);

  autosell_write_job_free (job);
  return result;
}
