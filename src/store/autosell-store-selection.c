/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-reader.h"
#include "autosell-store-private.h"

/* Questions about cars that a person has chosen: they are named by their keys. */

typedef struct
{
  GArray *keys; /* owned (element-type gint64) */
} SelectionJob;

static void
selection_job_free (gpointer data)
{
  SelectionJob *job = data;

  g_array_unref (job->keys);
  g_free (job);
}

/* @keys is copied: it is the caller's, and read on another thread. */
static SelectionJob *
selection_job_new (GArray *keys)
{
  SelectionJob *job = g_new0 (SelectionJob, 1);

  job->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), keys->len);
  g_array_append_vals (job->keys, keys->data, keys->len);
  return job;
}

/* ---- The cars themselves ---- */

/* In one go they would keep pages of the list waiting that somebody scrolls to. */
#define CARS_AT_ONCE 200

static gpointer
load_keys_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  GArray *keys = ((SelectionJob *) data)->keys;
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint first = 0; first < keys->len; first += CARS_AT_ONCE)
    {
      guint n = MIN (keys->len - first, CARS_AT_ONCE);
      g_autoptr(GPtrArray) some = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || (some = autosell_reader_get_many (connection, &g_array_index (keys, gint64, first), n, error)) == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (vehicles, g_steal_pointer (&some));
    }
  return g_steal_pointer (&vehicles);
}

static void
vehicles_free (gpointer data)
{
  g_ptr_array_unref (data);
}

void
autosell_store_load_keys_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, keys->len > CARS_AT_ONCE ? AUTOSELL_LANE_CARE : AUTOSELL_LANE_READ, load_keys_job,
                      selection_job_new (keys), selection_job_free, vehicles_free, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_load_keys_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- What they come to ---- */

#define CANCEL_CHECK_CARS 1000

static void
add_car (AutosellTotals *totals, gboolean is_priced, gint64 price_cents)
{
  totals->n_vehicles++;
  if (!is_priced)
    return;
  totals->n_priced++;
  totals->price_sum_cents += price_cents;
}

static gboolean
add_up (AutosellConnection *connection, sqlite3_stmt *stmt, GArray *keys, AutosellSelectionSummary *summary,
        GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(GError) local_error = NULL;
      AutosellStatus status;
      gboolean is_priced;
      gint64 price_cents;

      if (i % CANCEL_CHECK_CARS == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      sqlite3_reset (stmt);
      sqlite3_bind_int64 (stmt, 1, g_array_index (keys, gint64, i));
      if (!autosell_statement_next (stmt, &local_error))
        {
          if (local_error == NULL)
            continue; /* gone meanwhile */
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      status = autosell_status_from_nick (autosell_column_text (stmt, 0));
      is_priced = sqlite3_column_type (stmt, 1) != SQLITE_NULL;
      price_cents = sqlite3_column_int64 (stmt, 1);
      add_car (&summary->all, is_priced, price_cents);
      add_car (&summary->by_status[status], is_priced, price_cents);
    }
  sqlite3_reset (stmt);
  return TRUE;
}

static gpointer
summarize_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree AutosellSelectionSummary *summary = g_new0 (AutosellSelectionSummary, 1);
  gboolean done;
  sqlite3_stmt *stmt;

  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  stmt = autosell_connection_prepare (connection, "SELECT status, price FROM vehicle WHERE pk = ?1", error);
  done = stmt != NULL && add_up (connection, stmt, ((SelectionJob *) data)->keys, summary, cancellable, error);
  if (stmt != NULL)
    sqlite3_reset (stmt);
  autosell_connection_rollback (connection);
  return done ? g_steal_pointer (&summary) : NULL;
}

void
autosell_store_summarize_async (AutosellStore *self, GArray *keys, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, summarize_job, selection_job_new (keys), selection_job_free, g_free,
                      cancellable, callback, user_data);
}

AutosellSelectionSummary *
autosell_store_summarize_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}
