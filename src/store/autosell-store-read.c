/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-data-dir.h"
#include "autosell-event-private.h"
#include "autosell-exporter.h"
#include "autosell-reader.h"
#include "autosell-store-private.h"

/* The public questions to the stock. A QuestionJob goes to a lane that reads, the answer comes back. */

typedef struct
{
  gint64 key;
  guint limit;
  AutosellField field;
  char *text; /* owned, nullable */
  char *who;  /* owned, nullable */
  gboolean in_bin;
  AutosellQuery *query; /* owned, nullable */
  AutosellSort sort;
  gint64 row_limit;
  AutosellVehicleFunc func;
  gpointer func_data;
  GFile *destination; /* owned, nullable */
  GArray *keys;       /* owned, nullable (element-type gint64) */
  guint64 fields;
} QuestionJob;

static void
question_free (gpointer data)
{
  QuestionJob *job = data;

  g_free (job->text);
  g_free (job->who);
  g_clear_pointer (&job->query, autosell_query_unref);
  g_clear_object (&job->destination);
  g_clear_pointer (&job->keys, g_array_unref);
  g_free (job);
}

static gpointer
call (AutosellStore *self, AutosellLane lane, AutosellJobFunc func, gpointer data, GError **error)
{
  AutosellDatabase *database = autosell_store_get_database (self);

  if (database != NULL)
    return autosell_database_call (database, lane, func, data, NULL, error);
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED, "The stock is closed");
  return NULL;
}

/* ---- One car ---- */

static gpointer
get_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_reader_get (connection, ((QuestionJob *) data)->key, error);
}

void
autosell_store_get_vehicle_async (AutosellStore *self, gint64 key, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->key = key;
  autosell_store_run (self, AUTOSELL_LANE_READ, get_job, job, question_free, g_object_unref, cancellable, callback,
                      user_data);
}

AutosellVehicle *
autosell_store_get_vehicle_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellVehicle *
autosell_store_get_vehicle_sync (AutosellStore *self, gint64 key, GError **error)
{
  QuestionJob job = { .key = key };

  return call (self, AUTOSELL_LANE_READ, get_job, &job, error);
}

static gpointer
find_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return autosell_reader_find (connection, job->text, job->in_bin, error);
}

AutosellVehicle *
autosell_store_find_sync (AutosellStore *self, const char *id_or_stock_number, gboolean in_bin, GError **error)
{
  QuestionJob job = { .text = (char *) id_or_stock_number, .in_bin = in_bin };

  return call (self, AUTOSELL_LANE_READ, find_job, &job, error);
}

/* ---- Many cars ---- */

static gpointer
foreach_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return GINT_TO_POINTER (autosell_reader_foreach (connection, job->query, &job->sort, job->row_limit, TRUE, job->func,
                                                   job->func_data, error));
}

gboolean
autosell_store_foreach_sync (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, gint64 limit,
                             AutosellVehicleFunc func, gpointer user_data, GError **error)
{
  QuestionJob job = { .query = query, .sort = *sort, .row_limit = limit, .func = func, .func_data = user_data };

  return call (self, AUTOSELL_LANE_CARE, foreach_job, &job, error) != NULL;
}

static gboolean
keep_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (vehicle));
  return TRUE;
}

static gpointer
load_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  if (!autosell_reader_foreach (connection, job->query, &job->sort, job->row_limit, FALSE, keep_cb, vehicles, error))
    return NULL;
  return g_steal_pointer (&vehicles);
}

static void
vehicles_free (gpointer data)
{
  g_ptr_array_unref (data);
}

void
autosell_store_load_vehicles_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->query = autosell_query_ref (query);
  job->sort = *sort;
  autosell_store_run (self, AUTOSELL_LANE_CARE, load_job, job, question_free, vehicles_free, cancellable, callback,
                      user_data);
}

GPtrArray *
autosell_store_load_vehicles_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

void
autosell_store_search_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, guint limit,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->query = autosell_query_ref (query);
  job->sort = *sort;
  job->row_limit = limit;
  autosell_store_run (self, AUTOSELL_LANE_READ, load_job, job, question_free, vehicles_free, cancellable, callback,
                      user_data);
}

GPtrArray *
autosell_store_search_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gpointer
get_many_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return autosell_reader_get_many (connection, (const gint64 *) (gpointer) job->keys->data, job->keys->len, error);
}

void
autosell_store_get_vehicles_async (AutosellStore *self, const gint64 *keys, guint n_keys, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (job->keys, keys, n_keys);
  autosell_store_run (self, AUTOSELL_LANE_READ, get_many_job, job, question_free, vehicles_free, cancellable, callback,
                      user_data);
}

GPtrArray *
autosell_store_get_vehicles_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

typedef struct
{
  AutosellExporter *exporter;
  GCancellable *cancellable;
  gint64 n_vehicles;
  GError *error;
} Export;

static gboolean
export_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  Export *export = user_data;

  if (g_cancellable_set_error_if_cancelled (export->cancellable, &export->error)
      || !autosell_exporter_add (export->exporter, vehicle, &export->error))
    return FALSE;
  export->n_vehicles++;
  return TRUE;
}

static guint64
resolve_fields (AutosellConnection *connection, guint64 fields)
{
  guint64 used;

  if (fields != 0 && (fields & AUTOSELL_EXPORT_USED_ONLY) == 0)
    return fields;
  used = AUTOSELL_EXPORT_PHOTOS | AUTOSELL_EXPORT_READINESS; /* where they are asked for */
  used = (fields & used) | autosell_reader_get_used_fields (connection) | autosell_export_fields_default ();
  return fields == 0 ? used : fields & used;
}

/* Result: the count plus one, so that no cars are not an error. */
static gpointer
export_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;
  guint64 fields = resolve_fields (connection, job->fields);
  g_auto(GStrv) extra_names = autosell_reader_get_extra_names (connection);
  g_autofree char *name = g_file_get_basename (job->destination);
  g_autofree char *data_dir = g_path_get_dirname (connection->path);
  const char *path = g_file_peek_path (job->destination);
  g_autoptr(AutosellExporter) exporter = NULL;
  Export export = { NULL, cancellable, 0, NULL };

  if (path != NULL && autosell_data_dir_is_own_file (data_dir, path, error))
    return NULL;
  exporter = autosell_exporter_new (job->destination, autosell_export_format_guess (name), fields,
                                    (const char *const *) extra_names, error);
  export.exporter = exporter;
  if (exporter == NULL
      || !autosell_reader_foreach (connection, job->query, &job->sort, 0, FALSE, export_cb, &export, error))
    return NULL;
  if (export.error != NULL)
    {
      g_propagate_error (error, export.error);
      return NULL;
    }
  return autosell_exporter_finish (exporter, cancellable, error) ? GSIZE_TO_POINTER (export.n_vehicles + 1) : NULL;
}

void
autosell_store_export_async (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, GFile *destination,
                             guint64 fields, GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->query = autosell_query_ref (query);
  job->sort = *sort;
  job->destination = g_object_ref (destination);
  job->fields = fields;
  autosell_store_run (self, AUTOSELL_LANE_CARE, export_job, job, question_free, NULL, cancellable, callback, user_data);
}

gint64
autosell_store_export_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return (gint64) GPOINTER_TO_SIZE (autosell_store_run_finish (self, result, error)) - 1;
}

gint64
autosell_store_export_sync (AutosellStore *self, AutosellQuery *query, const AutosellSort *sort, GFile *destination,
                            guint64 fields, GError **error)
{
  QuestionJob job = { .query = query, .sort = *sort, .destination = destination, .fields = fields };

  return (gint64) GPOINTER_TO_SIZE (call (self, AUTOSELL_LANE_CARE, export_job, &job, error)) - 1;
}

/* ---- Counts and values ---- */

static gpointer
stats_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_reader_get_stats (connection, error);
}

void
autosell_store_get_stats_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, stats_job, NULL, NULL, (GDestroyNotify) autosell_stats_free,
                      cancellable, callback, user_data);
}

AutosellStats *
autosell_store_get_stats_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellStats *
autosell_store_get_stats_sync (AutosellStore *self, GError **error)
{
  return call (self, AUTOSELL_LANE_CARE, stats_job, NULL, error);
}

static gpointer
values_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_reader_get_values (connection, ((QuestionJob *) data)->field, error);
}

void
autosell_store_get_values_async (AutosellStore *self, AutosellField field, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->field = field;
  autosell_store_run (self, AUTOSELL_LANE_READ, values_job, job, question_free, (GDestroyNotify) g_strfreev,
                      cancellable, callback, user_data);
}

char **
autosell_store_get_values_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gpointer
count_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return autosell_reader_count_values (connection, job->query, job->field, error);
}

void
autosell_store_count_values_async (AutosellStore *self, AutosellQuery *query, AutosellField field,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->query = autosell_query_ref (query);
  job->field = field;
  autosell_store_run (self, AUTOSELL_LANE_CARE, count_job, job, question_free, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
autosell_store_count_values_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_count_values_sync (AutosellStore *self, AutosellQuery *query, AutosellField field, GError **error)
{
  QuestionJob job = { .query = query, .field = field };

  return call (self, AUTOSELL_LANE_CARE, count_job, &job, error);
}

static gpointer
niv_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return autosell_reader_find_niv (connection, job->text, job->key, error);
}

void
autosell_store_find_niv_async (AutosellStore *self, const char *niv, gint64 except_key, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->text = g_strdup (niv);
  job->key = except_key;
  autosell_store_run (self, AUTOSELL_LANE_READ, niv_job, job, question_free, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

GPtrArray *
autosell_store_find_niv_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- History ---- */

static gpointer
history_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  QuestionJob *job = data;

  return autosell_event_load (connection, job->key, job->who, job->text, job->limit, error);
}

void
autosell_store_get_history_async (AutosellStore *self, gint64 key, guint limit, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->key = key;
  job->limit = limit;
  autosell_store_run (self, AUTOSELL_LANE_READ, history_job, job, question_free, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

void
autosell_store_search_history_async (AutosellStore *self, gint64 key, const char *who, const char *words, guint limit,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  QuestionJob *job = g_new0 (QuestionJob, 1);

  job->key = key;
  job->who = g_strdup (who);
  job->text = g_strdup (words);
  job->limit = limit;
  autosell_store_run (self, AUTOSELL_LANE_READ, history_job, job, question_free, (GDestroyNotify) g_ptr_array_unref,
                      cancellable, callback, user_data);
}

static gpointer
people_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(GStrvBuilder) people = g_strv_builder_new ();
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT who FROM change WHERE who <> '' GROUP BY who ORDER BY max(id) DESC LIMIT 50", error);

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    g_strv_builder_add (people, autosell_column_text (stmt, 0));
  if (local_error == NULL)
    return g_strv_builder_end (people);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

void
autosell_store_get_people_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, people_job, g_new0 (QuestionJob, 1), question_free,
                      (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

char **
autosell_store_get_people_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- Repairs ---- */

static gboolean
count_proposals_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  GArray *counts = user_data;
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);
  guint mask = 0;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const AutosellProblem *problem = problems->pdata[i];

      if (problem->has_proposal && (mask & (1u << problem->kind)) == 0)
        g_array_index (counts, guint, problem->kind)++;
      if (problem->has_proposal)
        mask |= 1u << problem->kind;
    }
  return TRUE;
}

static void
counts_free (gpointer data)
{
  g_array_unref (data);
}

static gpointer
count_proposals_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autoptr(AutosellQuery) query = autosell_query_parse ("problem:any", NULL, NULL, error);
  g_autoptr(GArray) counts = g_array_sized_new (FALSE, TRUE, sizeof (guint), AUTOSELL_N_PROBLEMS);

  g_array_set_size (counts, AUTOSELL_N_PROBLEMS);
  if (query == NULL
      || !autosell_reader_foreach (connection, query, &as_entered, 0, TRUE, count_proposals_cb, counts, error))
    return NULL;
  return g_steal_pointer (&counts);
}

void
autosell_store_count_proposals_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, count_proposals_job, g_new0 (QuestionJob, 1), question_free,
                      counts_free, cancellable, callback, user_data);
}

GArray *
autosell_store_count_proposals_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_get_history_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_get_history_sync (AutosellStore *self, gint64 key, guint limit, GError **error)
{
  QuestionJob job = { .key = key, .limit = limit };

  return call (self, AUTOSELL_LANE_READ, history_job, &job, error);
}

/* What undo and redo would do: a pair. */
typedef struct
{
  AutosellUndoStep *undo;
  AutosellUndoStep *redo;
} Peek;

static void
peek_free (gpointer data)
{
  Peek *peek = data;

  autosell_undo_step_free (peek->undo);
  autosell_undo_step_free (peek->redo);
  g_free (peek);
}

static gpointer
peek_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Peek *peek = g_new0 (Peek, 1);

  peek->undo = autosell_undo_step_load (connection, FALSE, error);
  peek->redo = peek->undo != NULL ? autosell_undo_step_load (connection, TRUE, error) : NULL;
  if (peek->redo != NULL)
    return peek;
  peek_free (peek);
  return NULL;
}

static gboolean
take_peek (Peek *peek, AutosellUndoStep **undo, AutosellUndoStep **redo)
{
  if (peek == NULL)
    return FALSE;
  *undo = g_steal_pointer (&peek->undo);
  *redo = g_steal_pointer (&peek->redo);
  peek_free (peek);
  return TRUE;
}

void
autosell_store_peek_undo_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, peek_job, NULL, NULL, peek_free, NULL, callback, user_data);
}

gboolean
autosell_store_peek_undo_finish (AutosellStore *self, GAsyncResult *result, AutosellUndoStep **undo,
                                 AutosellUndoStep **redo, GError **error)
{
  return take_peek (autosell_store_run_finish (self, result, error), undo, redo);
}

gboolean
autosell_store_peek_undo_sync (AutosellStore *self, AutosellUndoStep **undo, AutosellUndoStep **redo, GError **error)
{
  return take_peek (call (self, AUTOSELL_LANE_READ, peek_job, NULL, error), undo, redo);
}
