/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-run-private.h"

#include <glib/gi18n-lib.h>

#include "autosell-drive-tags.h"
#include "autosell-google.h"

#define AT_ONCE 3
#define PLAN_LIMIT 64
#define MAX_IDS 200
/* Photos that arrived become the stock's in one change. */
#define ARRIVALS_AT_ONCE 8
/* Of one run: who cannot be pleased is left for the next. */
#define MAX_FAILURES 20

#define SETTING_SOLD_PROMISE "drive.sold-promise"

static void
run_free (gpointer data)
{
  AutosellDriveRun *run = data;

  g_object_unref (run->drive);
  g_clear_pointer (&run->options.wanted, g_array_unref);
  g_clear_pointer (&run->link, autosell_drive_link_free);
  g_clear_pointer (&run->report, autosell_drive_report_free);
  g_free (run->token);
  g_free (run->page_token);
  g_strfreev (run->missing);
  g_strfreev (run->ids);
  g_strfreev (run->searched);
  g_clear_pointer (&run->plan, autosell_drive_plan_free);
  g_hash_table_unref (run->given_up);
  g_hash_table_unref (run->taken);
  g_ptr_array_unref (run->arrivals);
  g_clear_pointer (&run->staging, autosell_photo_staging_unref);
  g_clear_error (&run->error);
  g_free (run);
}

void
autosell_drive_report_free (AutosellDriveReport *report)
{
  g_clear_error (&report->error);
  g_free (report);
}

static void plan (GTask *task);
static void begin (GTask *task);

AutosellStore *
autosell_drive_run_get_store (GTask *task)
{
  return g_task_get_source_object (task);
}

void
autosell_drive_run_end (GTask *task, GError *error)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) autosell_drive_report_free);
  g_object_unref (task);
}

void
autosell_drive_run_tell (GTask *task, const char *photo, double fraction)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  if (run->progress != NULL)
    run->progress (run->report, photo, fraction, run->progress_data);
}

gboolean
autosell_drive_run_is_of (const GError *error, AutosellNetErrorCode code)
{
  return g_error_matches (error, AUTOSELL_NET_ERROR, code);
}

/* ---- Merging ---- */

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree AutosellDriveMerge *merged = autosell_store_merge_drive_finish (AUTOSELL_STORE (source), result, &error);

  if (merged == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  run->report->n_removed_here = merged->n_removed_here;
  run->report->n_removed_there = merged->n_removed_there;
  run->report->n_changed += merged->n_changed;
  run->report->is_braked = merged->is_braked;
  if (merged->is_braked)
    autosell_drive_run_end (task, NULL);
  else
    plan (task);
}

void
autosell_drive_run_merge (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  autosell_store_merge_drive_async (autosell_drive_run_get_store (task), run->options.allows_removal, merged_cb, task);
}

/* ---- The plan ---- */

static const AutosellDriveStep *
take_step (AutosellDriveRun *run)
{
  while (run->plan != NULL && run->next_step < run->plan->steps->len)
    {
      const AutosellDriveStep *step = g_ptr_array_index (run->plan->steps, run->next_step++);

      if (!g_hash_table_contains (run->given_up, step->file)
          && !(run->report->is_full && (step->kind == AUTOSELL_DRIVE_SEND || step->kind == AUTOSELL_DRIVE_MAKE_FOLDER)))
        {
          /* They are the last of a plan. */
          if (step->kind != AUTOSELL_DRIVE_TAKE_IN || run->n_taking == 0)
            return step;
          run->next_step--;
          return NULL;
        }
    }
  return NULL;
}

static void
settled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result G_GNUC_UNUSED, gpointer data)
{
  autosell_drive_run_end (data, NULL);
}

static gboolean
is_over (AutosellDriveRun *run)
{
  return run->error != NULL || run->report->n_failed >= MAX_FAILURES;
}

void
autosell_drive_run_pump (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  const AutosellDriveStep *step;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) && run->error == NULL)
    run->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  if (run->arrivals->len > 0 && !run->is_adopting && (run->arrivals->len >= ARRIVALS_AT_ONCE || run->n_under_way == 0))
    {
      autosell_drive_run_adopt (task);
      if (run->n_under_way > AT_ONCE)
        return;
    }
  while (!is_over (run) && run->n_under_way < AT_ONCE + (run->is_adopting ? 1 : 0) && (step = take_step (run)) != NULL)
    autosell_drive_run_begin_step (task, step);
  if (run->n_under_way > 0)
    return;
  if (run->error != NULL)
    autosell_drive_run_end (task, g_steal_pointer (&run->error));
  else if (is_over (run))
    autosell_drive_run_end (task, NULL);
  else
    plan (task);
}

static void
ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->ids = autosell_drive_make_ids_finish (AUTOSELL_DRIVE (source), result, &error);
  if (run->ids == NULL)
    autosell_drive_run_end (task, error);
  else
    plan (task);
}

/* Whether a plan has anything that was not tried in vain. */
static gboolean
has_news (AutosellDriveRun *run)
{
  guint at = run->next_step;
  gboolean has = take_step (run) != NULL;

  run->next_step = at;
  return has;
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->plan, autosell_drive_plan_free);
  run->plan = autosell_store_plan_drive_finish (AUTOSELL_STORE (source), result, &error);
  run->next_step = 0;
  if (run->plan == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  if (run->plan->n_ids > 0 && !run->report->is_full)
    {
      autosell_drive_make_ids_async (run->drive, MIN (run->plan->n_ids, MAX_IDS), g_task_get_cancellable (task), ids_cb,
                                     task);
      return;
    }
  if (has_news (run))
    {
      autosell_drive_run_pump (task);
      return;
    }
  run->report->is_whole = run->plan->steps->len == 0 && !run->report->is_full;
  if (run->report->is_whole)
    autosell_store_settle_drive_async (autosell_drive_run_get_store (task), settled_cb, task);
  else
    autosell_drive_run_end (task, NULL);
}

static void
plan (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  AutosellDrivePlanFlags flags = AUTOSELL_DRIVE_PLAN_ALL;

  if (run->report->is_full)
    flags |= AUTOSELL_DRIVE_PLAN_NO_SENDING;
  if (run->options.get == AUTOSELL_DRIVE_GET_COVERS)
    flags |= AUTOSELL_DRIVE_PLAN_COVERS;
  if (run->options.moves_sold)
    flags |= AUTOSELL_DRIVE_PLAN_MOVES_SOLD;
  if (run->sees_peoples)
    flags |= AUTOSELL_DRIVE_PLAN_TAKES_IN;
  run->n_plans++;
  /* What failed once stays in the plans of this run, so that others need room behind it. */
  autosell_store_plan_drive_async (autosell_drive_run_get_store (task), flags,
                                   PLAN_LIMIT + g_hash_table_size (run->given_up), run->options.wanted,
                                   g_steal_pointer (&run->ids), planned_cb, task);
}

/* ---- The folder for sold cars ---- */

static void
sold_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id = autosell_store_get_setting (autosell_drive_run_get_store (task), SETTING_SOLD_PROMISE);
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL && !autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_CONFLICT))
    {
      autosell_drive_run_end (task, error);
      return;
    }
  g_clear_error (&error);
  run->link->sold = g_strdup (id);
  autosell_store_set_setting (autosell_drive_run_get_store (task), SETTING_SOLD_PROMISE, NULL);
  autosell_store_set_drive_async (autosell_drive_run_get_store (task), run->link, NULL, NULL);
  begin (task);
}

static void
make_sold (GTask *task, const char *id)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  const char *const tags[] = { AUTOSELL_DRIVE_TAG_ROOT, run->link->root, AUTOSELL_DRIVE_TAG_KIND, "sold", NULL };
  const AutosellDriveEdit edit = { .name = C_ ("folder", "Sold"), .parent = run->link->root, .tags = tags };

  autosell_drive_make_folder_async (run->drive, id, &edit, g_task_get_cancellable (task), sold_made_cb, task);
}

static void
sold_id_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_auto(GStrv) ids = autosell_drive_make_ids_finish (AUTOSELL_DRIVE (source), result, &error);

  if (ids == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  autosell_store_set_setting (autosell_drive_run_get_store (task), SETTING_SOLD_PROMISE, ids[0]);
  make_sold (task, ids[0]);
}

static void
prepare_sold (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_autofree char *promised = autosell_store_get_setting (autosell_drive_run_get_store (task), SETTING_SOLD_PROMISE);

  if (promised != NULL)
    make_sold (task, promised);
  else
    autosell_drive_make_ids_async (run->drive, 1, g_task_get_cancellable (task), sold_id_cb, task);
}

/* ---- From start to end ---- */

static void
begin (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  run->sees_peoples =
    run->options.takes_in
    && autosell_google_account_has_scope (autosell_drive_get_account (run->drive), AUTOSELL_GOOGLE_SCOPE_LOOK);
  run->wants_root |= run->options.looks_at_root || run->link->root_state != AUTOSELL_DRIVE_ROOT_FINE;
  run->wants_list = run->link->cursor == NULL;
  run->token = g_strdup (run->link->cursor);
  /* Of a root that is out of reach nothing is believed. */
  if (run->wants_list || run->link->root_state != AUTOSELL_DRIVE_ROOT_FINE)
    autosell_drive_run_look (task);
  else
    autosell_drive_run_look_at_changes (task);
}

static void
outlook_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveOutlook) outlook = autosell_store_get_drive_finish (AUTOSELL_STORE (source), result, &error);

  if (outlook != NULL && outlook->link == NULL)
    g_set_error_literal (&error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "No Drive is linked");
  if (error != NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  run->link = g_steal_pointer (&outlook->link);
  if (run->options.moves_sold && run->link->sold == NULL && run->link->cursor != NULL
      && run->link->root_state == AUTOSELL_DRIVE_ROOT_FINE)
    prepare_sold (task);
  else
    begin (task);
}

void
autosell_drive_reconcile_async (AutosellStore *store, AutosellDrive *drive, const AutosellDriveOptions *options,
                                AutosellDriveProgressFunc progress, gpointer progress_data, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  AutosellDriveRun *run = g_new0 (AutosellDriveRun, 1);

  g_task_set_source_tag (task, autosell_drive_reconcile_async);
  g_task_set_check_cancellable (task, FALSE);
  run->drive = g_object_ref (drive);
  run->options = *options;
  if (options->wanted != NULL)
    g_array_ref (options->wanted);
  run->progress = progress;
  run->progress_data = progress_data;
  run->throttle.bytes_per_second = options->bytes_per_second;
  run->report = g_new0 (AutosellDriveReport, 1);
  run->given_up = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_arrival_free);
  g_task_set_task_data (task, run, run_free);
  autosell_store_get_drive_async (store, outlook_cb, task);
}

AutosellDriveReport *
autosell_drive_reconcile_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
