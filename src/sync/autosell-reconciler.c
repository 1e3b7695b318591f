/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-reconciler.h"

#include "autosell-listing-share.h"
#include "autosell-net-error.h"

typedef struct
{
  AutosellRemote *remote; /* owned */
  gint64 link;
  AutosellLedgerPolicy policy;
  char *origin; /* owned: of the policy */
  gboolean is_dry;
  AutosellSyncReport *report;      /* owned until it is returned */
  AutosellRemoteRows *rows;        /* owned, nullable: of this round */
  AutosellLedgerState *state;      /* owned, nullable */
  AutosellLedgerWork *work;        /* owned, nullable */
  AutosellListingSharing *sharing; /* owned, nullable */
  GError *failure;                 /* owned, nullable: of sending, told after what arrived is recorded */
} Run;

void
autosell_sync_report_free (AutosellSyncReport *report)
{
  g_clear_pointer (&report->notes, g_array_unref);
  g_free (report);
}

static void
end_round (Run *run)
{
  g_clear_pointer (&run->sharing, autosell_listing_sharing_free);
  g_clear_pointer (&run->work, autosell_ledger_work_free);
  g_clear_pointer (&run->state, autosell_ledger_state_free);
  g_clear_pointer (&run->rows, autosell_remote_rows_free);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  end_round (run);
  g_clear_error (&run->failure);
  g_clear_pointer (&run->report, autosell_sync_report_free);
  g_object_unref (run->remote);
  g_free (run->origin);
  g_free (run);
}

static void start_round (GTask *task);

static void
finish (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&run->failure));
  else
    g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) autosell_sync_report_free);
  g_object_unref (task);
}

/* @error: (transfer full) */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* ---- What happened ---- */

static guint
count_sent (const AutosellSending *sendings, guint n, AutosellSending wanted)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    found += sendings[i] == wanted;
  return found;
}

/* Of a round, whether it is done or only looked at. */
static void
count_merge (Run *run, const AutosellLedgerMerge *merge)
{
  AutosellSyncReport *report = run->report;

  report->n_rounds++;
  report->brake = merge->brake;
  report->n_rows = merge->n_rows;
  report->n_same = merge->n_same;
  report->n_vanished += merge->n_vanished;
  report->n_removals = merge->removals->len;
  report->n_notes = merge->notes->len;
  g_clear_pointer (&report->notes, g_array_unref);
  report->notes = g_array_ref (merge->notes);
  report->n_conflicts += merge->conflicts->len;
  for (guint i = 0; i < merge->updates->len; i++)
    {
      const AutosellLedgerUpdate *update = g_ptr_array_index (merge->updates, i);

      report->n_added += update->key == 0;
      report->n_changed += update->key != 0;
    }
}

/* A row that gets its id will be a car here. */
static void
count_intended (Run *run, const AutosellLedgerMerge *merge)
{
  run->report->n_appended += merge->appends->len;
  for (guint i = 0; i < merge->writes->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (merge->writes, i);

      run->report->n_added += write->key == 0;
      run->report->n_written += write->cells->len + write->annex_cells->len > 0;
    }
}

static void
count_sendings (Run *run)
{
  AutosellLedgerWork *work = run->work;
  guint n_writes = work->merge->writes->len;
  guint n_appends = work->merge->appends->len;
  guint n_done = 0;

  for (guint i = 0; i < n_writes; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (work->merge->writes, i);

      if (work->writes[i] != AUTOSELL_SENDING_DONE)
        continue;
      n_done++;
      run->report->n_written += write->cells->len + write->annex_cells->len > 0;
    }
  run->report->n_appended += count_sent (work->appends, n_appends, AUTOSELL_SENDING_DONE);
  n_done += count_sent (work->appends, n_appends, AUTOSELL_SENDING_DONE);
  run->report->n_refused = n_writes + n_appends - n_done;
}

/* Something is left that another round would do. */
static gboolean
has_more (Run *run)
{
  AutosellLedgerMerge *merge = run->work->merge;

  for (guint i = 0; i < merge->writes->len; i++)
    if (((AutosellLedgerWrite *) g_ptr_array_index (merge->writes, i))->key == 0)
      return TRUE;
  return run->work->n_skipped > 0 || run->report->n_refused > 0 || merge->n_later > 0;
}

/* ---- The steps, from last to first ---- */

static gboolean
can_go_on (const Run *run)
{
  return run->report->n_rounds < AUTOSELL_RECONCILER_MAX_ROUNDS;
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  autosell_remote_tell_finish (AUTOSELL_REMOTE (source), result, &error);
  end_round (run);
  /* The list is another than was read, which may be our own doing: it is read again, and told then. */
  if (g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID) && can_go_on (run))
    {
      g_error_free (error);
      start_round (task);
      return;
    }
  run->failure = error;
  finish (task);
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  if (!autosell_store_share_listings_finish (AUTOSELL_STORE (source), result, &run->failure)
      || run->sharing->notes->len == 0)
    {
      end_round (run);
      finish (task);
      return;
    }
  autosell_remote_tell_async (run->remote, run->rows, run->sharing->notes, g_task_get_cancellable (task), told_cb,
                              task);
}

/* What people say of listings is no cell of the list: after all rows have their ids, by which it goes. */
static void
share_listings (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->failure != NULL || run->rows->notes == NULL)
    {
      end_round (run);
      finish (task);
      return;
    }
  run->sharing = autosell_listing_sharing_new (run->link, g_ptr_array_ref (run->rows->notes));
  autosell_store_share_listings_async (g_task_get_source_object (task), run->sharing, shared_cb, task);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean again;

  if (!autosell_store_confirm_finish (AUTOSELL_STORE (source), result, &error))
    {
      fail (task, error);
      return;
    }
  again = run->failure == NULL && !run->report->is_whole && can_go_on (run);
  if (!again)
    {
      share_listings (task);
      return;
    }
  end_round (run);
  start_round (task);
}

static void
confirm (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  count_sendings (run);
  run->report->is_whole = run->failure == NULL && !has_more (run);
  autosell_store_confirm_async (g_task_get_source_object (task), run->work, run->report->is_whole, confirmed_cb, task);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  /* What arrived before the failure is recorded all the same. */
  autosell_remote_apply_finish (AUTOSELL_REMOTE (source), result, &run->failure);
  confirm (task);
}

static void
marked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!autosell_store_mark_sent_finish (AUTOSELL_STORE (source), result, &error))
    fail (task, error);
  else
    autosell_remote_apply_async (run->remote, run->rows, run->work, g_task_get_cancellable (task), applied_cb, task);
}

static gboolean
has_pending (const AutosellLedgerWork *work)
{
  return count_sent (work->writes, work->merge->writes->len, AUTOSELL_SENDING_PENDING)
           + count_sent (work->appends, work->merge->appends->len, AUTOSELL_SENDING_PENDING)
         > 0;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellCommitResult *done = autosell_store_commit_merge_finish (AUTOSELL_STORE (source), result, &error);

  if (done == NULL)
    {
      fail (task, error);
      return;
    }
  autosell_commit_result_free (done);
  if (has_pending (run->work) || run->work->state->n_sent > 0)
    autosell_store_mark_sent_async (AUTOSELL_STORE (source), run->work, marked_cb, task);
  else
    confirm (task);
}

static void
merge_worker (GTask *thread_task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;

  g_task_return_pointer (thread_task,
                         autosell_ledger_merge_run (run->state->bases, run->state->vehicles, run->rows->grid,
                                                    run->rows->layout, &run->policy),
                         (GDestroyNotify) autosell_ledger_merge_free);
}

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellLedgerMerge *merge = g_task_propagate_pointer (G_TASK (result), &error);

  if (merge == NULL)
    {
      fail (task, error);
      return;
    }
  count_merge (run, merge);
  run->work = autosell_ledger_work_new (run->link, merge, g_steal_pointer (&run->state));
  if (run->is_dry || merge->brake != AUTOSELL_LEDGER_BRAKE_NONE)
    {
      if (merge->brake == AUTOSELL_LEDGER_BRAKE_NONE)
        count_intended (run, merge);
      finish (task);
    }
  else
    autosell_store_commit_merge_async (AUTOSELL_STORE (source), run->work, committed_cb, task);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  g_autoptr(GTask) thread_task = NULL;
  GError *error = NULL;

  run->state = autosell_store_load_ledger_finish (AUTOSELL_STORE (source), result, &error);
  if (run->state == NULL)
    {
      fail (task, error);
      return;
    }
  /* The run is the worker's alone until it calls back. */
  thread_task = g_task_new (source, NULL, merged_cb, task);
  g_task_set_task_data (thread_task, run, NULL);
  g_task_run_in_thread (thread_task, merge_worker);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->rows = autosell_remote_read_finish (AUTOSELL_REMOTE (source), result, &error);
  if (run->rows == NULL)
    fail (task, error);
  else
    autosell_store_load_ledger_async (g_task_get_source_object (task), run->link, g_task_get_cancellable (task),
                                      loaded_cb, task);
}

static void
start_round (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  autosell_remote_read_async (run->remote, g_task_get_cancellable (task), read_cb, task);
}

/* The same on all PCs of the day, wherever they are. Returns: (transfer full) */
static char *
dup_origin (const AutosellLedgerLink *link)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *day = g_date_time_format (now, "%F");

  return g_strdup_printf ("%s/%d/%s", link->spreadsheet, link->tab, day);
}

void
autosell_reconcile_async (AutosellStore *store, AutosellRemote *remote, const AutosellLedgerLink *link,
                          gboolean allows_vanish, gboolean is_dry, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && AUTOSELL_IS_REMOTE (remote) && link != NULL);

  task = g_task_new (store, cancellable, callback, user_data);
  run = g_new0 (Run, 1);
  run->remote = g_object_ref (remote);
  run->link = link->id;
  run->is_dry = is_dry;
  run->report = g_new0 (AutosellSyncReport, 1);
  run->origin = dup_origin (link);
  run->policy = (AutosellLedgerPolicy){ .winner = link->winner,
                                        .empties_rows = link->empties_rows,
                                        .allows_vanish = allows_vanish,
                                        .is_first = !link->is_merged,
                                        .origin = run->origin };
  g_task_set_source_tag (task, autosell_reconcile_async);
  /* What is committed must not be told as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, run, run_free);
  start_round (task);
}

AutosellSyncReport *
autosell_reconcile_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
