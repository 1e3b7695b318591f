/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-reconciler.h"

#include <glib/gi18n-lib.h>

#include "autosell-drive-tags.h"
#include "autosell-drive-upload.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"

#define AT_ONCE 3
#define PLAN_LIMIT 64
#define MAX_IDS 200
#define MAX_FETCH_BYTES (32 * 1024 * 1024)
/* Photos that arrived become the stock's in one change. */
#define ARRIVALS_AT_ONCE 8
/* Of one run: who cannot be pleased is left for the next. */
#define MAX_FAILURES 20

/* Of one file in one run: more is two programs that undo each other's work. */
#define MAX_STEPS 4

#define SETTING_SOLD_PROMISE "drive.sold-promise"

typedef struct
{
  AutosellDrive *drive;             /* owned */
  AutosellDriveOptions options;
  AutosellDriveProgressFunc progress;
  gpointer progress_data;
  AutosellDriveLink *link;          /* owned, nullable until read */
  AutosellDriveReport *report;      /* owned */
  AutosellDriveThrottle throttle;
  char *token;                      /* owned, nullable: where the log is read on; of a list: where it starts afterwards */
  char *page_token;                 /* owned, nullable: of the list */
  gboolean wants_list;
  gboolean wants_root;
  gboolean has_looked;              /* at the root */
  gboolean has_listed;
  GStrv missing;                    /* owned, nullable */
  guint next_missing;
  GStrv ids;                        /* owned, nullable: fresh ones for the next plan */
  AutosellDrivePlan *plan;          /* owned, nullable */
  guint next_step;
  guint n_under_way;
  guint n_fetching;
  guint n_plans;
  gboolean is_adopting;
  GHashTable *given_up;             /* owned: ids of files whose step failed in this run, or did not help; a set */
  GHashTable *taken;                /* owned: ids of files → how many steps they had in this run */
  GPtrArray *arrivals;              /* owned, of AutosellDriveArrival */
  AutosellPhotoStaging *staging;    /* owned, nullable */
  GError *error;                    /* owned, nullable: ends the run once nothing is under way */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->drive);
  g_clear_pointer (&run->options.wanted, g_array_unref);
  g_clear_pointer (&run->link, autosell_drive_link_free);
  g_clear_pointer (&run->report, autosell_drive_report_free);
  g_free (run->token);
  g_free (run->page_token);
  g_strfreev (run->missing);
  g_strfreev (run->ids);
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

static void look_at_changes (GTask *task);
static void list_all (GTask *task);
static void look_at_root (GTask *task);
static void settle_looks (GTask *task);
static void merge (GTask *task);
static void plan (GTask *task);
static void pump (GTask *task);

static AutosellStore *
get_store (GTask *task)
{
  return g_task_get_source_object (task);
}

/* @error: (transfer full) (nullable) */
static void
end (GTask *task, GError *error)
{
  Run *run = g_task_get_task_data (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) autosell_drive_report_free);
  g_object_unref (task);
}

static void
tell (GTask *task, const char *photo, double fraction)
{
  Run *run = g_task_get_task_data (task);

  if (run->progress != NULL)
    run->progress (run->report, photo, fraction, run->progress_data);
}

static gboolean
is_of (const GError *error, AutosellNetErrorCode code)
{
  return g_error_matches (error, AUTOSELL_NET_ERROR, code);
}

/* ---- What Drive has ---- */

static GPtrArray *
read_items (Run *run, GPtrArray *items)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_record_free);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (records, autosell_drive_record_from_item (g_ptr_array_index (items, i), run->link->root));
  return records;
}

/* The folder for sold cars that another PC has made. */
static void
find_sold (GTask *task, GPtrArray *items)
{
  Run *run = g_task_get_task_data (task);

  for (guint i = 0; run->link->sold == NULL && i < items->len; i++)
    {
      const AutosellDriveItem *item = g_ptr_array_index (items, i);

      if (item->is_trashed || item->is_removed || g_strcmp0 (autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_KIND), "sold") != 0
          || g_strcmp0 (autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_ROOT), run->link->root) != 0)
        continue;
      run->link->sold = g_strdup (item->id);
      autosell_store_set_drive_async (get_store (task), run->link, NULL, NULL);
    }
}

static AutosellDriveNoted *
take_noted (GTask *task, GAsyncResult *result)
{
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellDriveNoted *noted = autosell_store_note_drive_finish (get_store (task), result, &error);

  if (noted == NULL)
    {
      end (task, error);
      return NULL;
    }
  run->wants_list |= noted->wants_list;
  run->wants_root |= noted->wants_root;
  return noted;
}

static void
changes_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  g_autoptr(AutosellDriveNoted) noted = take_noted (task, result);

  if (noted == NULL)
    return;
  if (run->page_token != NULL)
    look_at_changes (task);
  else
    settle_looks (task);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page == NULL)
    {
      /* The log does not know this place, or nothing of it may be seen. */
      if (is_of (error, AUTOSELL_NET_ERROR_INVALID) || is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
        {
          g_error_free (error);
          run->wants_root = run->wants_list = TRUE;
          settle_looks (task);
          return;
        }
      end (task, error);
      return;
    }
  g_free (run->token);
  run->token = g_strdup (page->start != NULL ? page->start : page->next);
  g_free (run->page_token);
  run->page_token = page->start != NULL ? NULL : g_strdup (page->next);
  if (page->items->len == 0 && g_strcmp0 (run->token, run->link->cursor) == 0)
    {
      if (run->options.only_looks && !run->wants_root && !run->wants_list)
        {
          run->report->is_whole = TRUE;
          end (task, NULL);
          return;
        }
      settle_looks (task);
      return;
    }
  find_sold (task, page->items);
  g_free (run->link->cursor);
  run->link->cursor = g_strdup (run->token);
  autosell_store_note_drive_async (get_store (task), read_items (run, page->items), run->token, AUTOSELL_DRIVE_NOTE_NONE,
                                   changes_noted_cb, task);
}

static void
look_at_changes (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  autosell_drive_list_changes_async (run->drive, run->token, run->link->drive, g_task_get_cancellable (task), changes_cb, task);
}

/* ---- All of it ---- */

static void look_for_missing (GTask *task);

static void
cursor_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellDriveNoted) noted = take_noted (data, result);

  if (noted != NULL)
    settle_looks (data);
}

static void
missing_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellDriveNoted) noted = take_noted (data, result);

  if (noted != NULL)
    look_for_missing (data);
}

static void
missing_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  const char *id = run->missing[run->next_missing++];
  GPtrArray *records;
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL && !is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      end (task, error);
      return;
    }
  g_clear_error (&error);
  if (item == NULL)
    {
      item = g_new0 (AutosellDriveItem, 1);
      item->id = g_strdup (id);
      item->is_removed = TRUE;
    }
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_record_free);
  g_ptr_array_add (records, autosell_drive_record_from_item (item, run->link->root));
  /* As of a list: what it is in was looked at. */
  autosell_store_note_drive_async (get_store (task), records, NULL, AUTOSELL_DRIVE_NOTE_LIST, missing_noted_cb, task);
}

/* A list may lag behind: what it did not have is asked for by its id, before it is taken for gone. */
static void
look_for_missing (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->missing != NULL && run->missing[run->next_missing] != NULL)
    {
      autosell_drive_get_async (run->drive, run->missing[run->next_missing], g_task_get_cancellable (task), missing_cb, task);
      return;
    }
  g_free (run->link->cursor);
  run->link->cursor = g_strdup (run->token);
  autosell_store_note_drive_async (get_store (task), g_ptr_array_new (), run->token, AUTOSELL_DRIVE_NOTE_NONE, cursor_noted_cb,
                                   task);
}

static void list_page (GTask *task, gboolean is_first);

static void
page_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  g_autoptr(AutosellDriveNoted) noted = take_noted (task, result);

  if (noted == NULL)
    return;
  if (run->page_token != NULL)
    {
      list_page (task, FALSE);
      return;
    }
  g_strfreev (run->missing);
  run->missing = g_steal_pointer (&noted->missing);
  run->next_missing = 0;
  look_for_missing (task);
}

typedef struct
{
  GTask *task;
  gboolean is_first;
} Listing;

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Listing *listing = data;
  GTask *task = listing->task;
  Run *run = g_task_get_task_data (task);
  AutosellDriveNoteFlags flags = AUTOSELL_DRIVE_NOTE_LIST;
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page == NULL)
    {
      end (task, error);
      return;
    }
  find_sold (task, page->items);
  g_free (run->page_token);
  run->page_token = g_strdup (page->next);
  if (listing->is_first)
    flags |= AUTOSELL_DRIVE_NOTE_LIST_BEGINS;
  if (page->next == NULL)
    flags |= AUTOSELL_DRIVE_NOTE_LIST_ENDS;
  autosell_store_note_drive_async (get_store (task), read_items (run, page->items), NULL, flags, page_noted_cb, task);
}

static void
list_page (GTask *task, gboolean is_first)
{
  Run *run = g_task_get_task_data (task);
  g_autofree char *root = autosell_drive_quote (run->link->root);
  g_autofree char *q = g_strdup_printf ("appProperties has { key='" AUTOSELL_DRIVE_TAG_ROOT "' and value=%s }", root);
  Listing *listing = g_new (Listing, 1);

  *listing = (Listing){ task, is_first };
  autosell_drive_list_async (run->drive, q, run->link->drive, run->page_token, g_task_get_cancellable (task), listed_cb, listing);
}

static void
start_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  char *token = autosell_drive_get_start_finish (AUTOSELL_DRIVE (source), result, &error);

  if (token == NULL)
    {
      end (task, error);
      return;
    }
  g_free (run->token);
  run->token = token;
  g_clear_pointer (&run->page_token, g_free);
  list_page (task, TRUE);
}

/* What changes while the list is read is in the log from before it. */
static void
list_all (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->wants_list = FALSE;
  run->has_listed = TRUE;
  autosell_drive_get_start_async (run->drive, run->link->drive, g_task_get_cancellable (task), start_cb, task);
}

/* ---- The root ---- */

static void
root_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);
  AutosellDriveRootState state = AUTOSELL_DRIVE_ROOT_FINE;

  if (item == NULL && !is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      end (task, error);
      return;
    }
  g_clear_error (&error);
  if (item == NULL)
    state = AUTOSELL_DRIVE_ROOT_LOST;
  else if (item->is_trashed)
    state = AUTOSELL_DRIVE_ROOT_TRASHED;
  run->report->root_state = state;
  /* Back from the bin or from who had taken it away: everything in it may have been told of as gone. */
  if (state == AUTOSELL_DRIVE_ROOT_FINE && run->link->root_state != state)
    run->wants_list = TRUE;
  if (run->link->root_state != state || (item != NULL && g_strcmp0 (item->name, run->link->name) != 0))
    {
      run->link->root_state = state;
      if (item != NULL)
        {
          g_free (run->link->name);
          run->link->name = g_strdup (item->name);
        }
      autosell_store_set_drive_async (get_store (task), run->link, NULL, NULL);
    }
  if (state != AUTOSELL_DRIVE_ROOT_FINE)
    end (task, NULL);
  else
    settle_looks (task);
}

static void
look_at_root (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->wants_root = FALSE;
  run->has_looked = TRUE;
  autosell_drive_get_async (run->drive, run->link->root, g_task_get_cancellable (task), root_cb, task);
}

/* Each look may ask for another; each is done once at most. */
static void
settle_looks (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->wants_root && !run->has_looked)
    look_at_root (task);
  else if (run->wants_list && !run->has_listed)
    list_all (task);
  else
    merge (task);
}

/* ---- Merging ---- */

static void
merged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree AutosellDriveMerge *merged = autosell_store_merge_drive_finish (AUTOSELL_STORE (source), result, &error);

  if (merged == NULL)
    {
      end (task, error);
      return;
    }
  run->report->n_removed_here = merged->n_removed_here;
  run->report->n_removed_there = merged->n_removed_there;
  run->report->n_changed += merged->n_changed;
  run->report->is_braked = merged->is_braked;
  if (merged->is_braked)
    end (task, NULL);
  else
    plan (task);
}

static void
merge (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  autosell_store_merge_drive_async (get_store (task), run->options.allows_removal, merged_cb, task);
}

/* ---- Steps ---- */

typedef struct
{
  GTask *task;
  const AutosellDriveStep *step;  /* of the plan, which stays until nothing is under way */
  GBytes *bytes;                  /* owned, nullable: fetched */
} Doing;

static void
doing_free (Doing *doing)
{
  g_clear_pointer (&doing->bytes, g_bytes_unref);
  g_free (doing);
}

static void
step_over (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->n_under_way--;
  pump (task);
}

/* Another try of the same would end alike, or would have to wait for something: the whole run ends. */
static gboolean
ends_run (const GError *error)
{
  return error->domain != AUTOSELL_NET_ERROR || is_of (error, AUTOSELL_NET_ERROR_SIGNED_OUT) || is_of (error, AUTOSELL_NET_ERROR_CLIENT)
         || is_of (error, AUTOSELL_NET_ERROR_SCOPE) || autosell_net_error_is_transient (error);
}

static gboolean
is_about_room (const GError *error)
{
  static const char *const reasons[] = { "storageQuotaExceeded", "teamDriveFileLimitExceeded", "numChildrenInNonRootLimitExceeded",
                                         "activeItemCreationLimitExceeded", NULL };
  const char *reason = autosell_net_error_get_reason (error);

  return reason != NULL && g_strv_contains (reasons, reason);
}

/* @error: (transfer full) */
static void
step_failed (Doing *doing, GError *error)
{
  GTask *task = doing->task;
  Run *run = g_task_get_task_data (task);

  g_hash_table_add (run->given_up, g_strdup (doing->step->file));
  if (is_about_room (error))
    run->report->is_full = TRUE;
  else if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED) && ends_run (error))
    {
      if (run->error == NULL)
        run->error = g_error_copy (error);
    }
  else
    run->report->n_failed++;
  if (run->report->error == NULL)
    run->report->error = g_steal_pointer (&error);
  g_clear_error (&error);
  doing_free (doing);
  step_over (task);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GTask *task = doing->task;
  GError *error = NULL;

  if (!autosell_store_finish_drive_finish (AUTOSELL_STORE (source), result, &error))
    {
      step_failed (doing, error);
      return;
    }
  tell (task, doing->step->photo, 1);
  doing_free (doing);
  step_over (task);
}

static void
count_step (Run *run, const AutosellDriveStep *step)
{
  if (step->kind == AUTOSELL_DRIVE_SEND)
    {
      run->report->n_sent++;
      run->report->bytes_sent += step->size;
    }
  else if (step->kind == AUTOSELL_DRIVE_MAKE_FOLDER)
    run->report->n_folders++;
  else
    run->report->n_edited++;
}

/* @item: (transfer full) */
static void
step_done (Doing *doing, AutosellDriveItem *item)
{
  Run *run = g_task_get_task_data (doing->task);

  count_step (run, doing->step);
  autosell_store_finish_drive_async (get_store (doing->task), doing->step,
                                     autosell_drive_record_from_item (item, run->link->root), finished_cb, doing);
  autosell_drive_item_free (item);
}

static void
gone_noted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GTask *task = doing->task;
  GError *error = NULL;
  AutosellDriveNoted *noted = autosell_store_note_drive_finish (AUTOSELL_STORE (source), result, &error);

  if (noted == NULL)
    {
      step_failed (doing, error);
      return;
    }
  autosell_drive_noted_free (noted);
  doing_free (doing);
  step_over (task);
}

/* The file is not there any more: that is news, and the next run's. */
static void
note_gone (Doing *doing)
{
  Run *run = g_task_get_task_data (doing->task);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_record_free);
  AutosellDriveRecord *record = g_new0 (AutosellDriveRecord, 1);

  record->id = g_strdup (doing->step->file);
  record->is_gone = TRUE;
  g_ptr_array_add (records, record);
  g_hash_table_add (run->given_up, g_strdup (doing->step->file));
  autosell_store_note_drive_async (get_store (doing->task), records, NULL, AUTOSELL_DRIVE_NOTE_NONE, gone_noted_cb, doing);
}

static void
edited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GError *error = NULL;
  AutosellDriveItem *item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item != NULL)
    {
      step_done (doing, item);
      return;
    }
  if (doing->step->kind == AUTOSELL_DRIVE_MAKE_FOLDER && is_of (error, AUTOSELL_NET_ERROR_CONFLICT))
    {
      Run *run = g_task_get_task_data (doing->task);

      g_error_free (error);
      autosell_drive_get_async (run->drive, doing->step->file, g_task_get_cancellable (doing->task), edited_cb, doing);
      return;
    }
  if (doing->step->kind != AUTOSELL_DRIVE_MAKE_FOLDER && is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      note_gone (doing);
      return;
    }
  step_failed (doing, error);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GError *error = NULL;
  AutosellDriveItem *item = autosell_drive_upload_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item != NULL)
    step_done (doing, item);
  else
    step_failed (doing, error);
}

/* ---- Photos that come ---- */

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellCommitResult *commit = autosell_store_adopt_drive_finish (AUTOSELL_STORE (source), result, &error);

  run->is_adopting = FALSE;
  if (commit != NULL)
    autosell_commit_result_free (commit);
  else if (run->error == NULL)
    run->error = error;
  else
    g_error_free (error);
  tell (task, NULL, 1);
  step_over (task);
}

/* In one change, so that history and lists tell of it once. */
static void
adopt (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GPtrArray *arrivals = run->arrivals;

  run->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_arrival_free);
  run->is_adopting = TRUE;
  run->n_under_way++;
  run->report->n_fetched += arrivals->len;
  autosell_store_adopt_drive_async (get_store (task), arrivals, adopted_cb, task);
}

static void
keep_worker (GTask *worker, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Doing *doing = data;
  Run *run = g_task_get_task_data (doing->task);
  const AutosellDriveStep *step = doing->step;
  GError *error = NULL;
  AutosellStagedPhoto *staged = autosell_photo_pipeline_keep (
    run->staging, doing->bytes, step->source_hash, step->original, step->taken_us != 0 ? step->taken_us : AUTOSELL_PHOTO_TIME_UNKNOWN,
    cancellable, &error);

  if (staged != NULL)
    g_task_return_pointer (worker, staged, (GDestroyNotify) autosell_staged_photo_unref);
  else
    g_task_return_error (worker, error);
}

static void
kept_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GTask *task = doing->task;
  Run *run = g_task_get_task_data (task);
  AutosellDriveArrival *arrival;
  GError *error = NULL;
  AutosellStagedPhoto *staged = g_task_propagate_pointer (G_TASK (result), &error);

  run->n_fetching--;
  if (staged == NULL)
    {
      /* What is no photo of ours in Drive is Drive's trouble and not this PC's. */
      if (error->domain == AUTOSELL_PHOTO_ERROR)
        {
          GError *told = NULL;

          autosell_net_set_error (&told, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "photo", FALSE, "%s", error->message);
          g_error_free (error);
          error = told;
        }
      step_failed (doing, error);
      return;
    }
  run->report->bytes_fetched += doing->step->size;
  arrival = g_new (AutosellDriveArrival, 1);
  *arrival = (AutosellDriveArrival){ g_strdup (doing->step->file), staged };
  g_ptr_array_add (run->arrivals, arrival);
  doing_free (doing);
  step_over (task);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  Run *run = g_task_get_task_data (doing->task);
  g_autoptr(GTask) worker = NULL;
  GError *error = NULL;

  doing->bytes = autosell_drive_download_finish (AUTOSELL_DRIVE (source), result, &error);
  if (doing->bytes != NULL && run->staging == NULL)
    run->staging = autosell_photo_staging_new (autosell_store_get_data_dir (get_store (doing->task)), &error);
  if (error != NULL)
    {
      run->n_fetching--;
      if (is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
        {
          g_error_free (error);
          note_gone (doing);
        }
      else
        step_failed (doing, error);
      return;
    }
  worker = g_task_new (NULL, g_task_get_cancellable (doing->task), kept_cb, doing);
  g_task_set_source_tag (worker, keep_worker);
  g_task_set_task_data (worker, doing, NULL);
  g_task_run_in_thread (worker, keep_worker);
}

/* ---- The plan ---- */

static void
sending_cb (const char *photo, double fraction, gpointer task)
{
  /* Whole is told once it is recorded, too. */
  if (fraction < 1)
    tell (task, photo, fraction);
}

static void
count_try (Run *run, const char *file)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (run->taken, file)) + 1;

  if (n >= MAX_STEPS)
    g_hash_table_add (run->given_up, g_strdup (file));
  /* Memory does not grow with the photos: what was done once is forgotten where there are many. */
  if (g_hash_table_size (run->taken) > 1000)
    g_hash_table_remove_all (run->taken);
  g_hash_table_replace (run->taken, g_strdup (file), GUINT_TO_POINTER (n));
}

static void
begin_step (GTask *task, const AutosellDriveStep *step)
{
  Run *run = g_task_get_task_data (task);
  g_auto(GStrv) tags = autosell_drive_step_dup_tags (step, run->link->root);
  const AutosellDriveEdit edit = { .name = step->name, .parent = step->parent, .from = step->from,
                                   .tags = tags[0] != NULL ? (const char *const *) tags : NULL,
                                   .sets_trashed = step->trashed >= 0, .is_trashed = step->trashed > 0 };
  GCancellable *cancellable = g_task_get_cancellable (task);
  Doing *doing = g_new0 (Doing, 1);

  *doing = (Doing){ task, step, NULL };
  run->n_under_way++;
  count_try (run, step->file);
  switch (step->kind)
    {
    case AUTOSELL_DRIVE_SEND:
      tell (task, step->photo, 0);
      autosell_drive_upload_async (run->drive, autosell_store_get_data_dir (get_store (task)), step, &edit, run->options.chunk_bytes,
                                   &run->throttle, sending_cb, task, cancellable, sent_cb, doing);
      break;
    case AUTOSELL_DRIVE_FETCH:
      run->n_fetching++;
      autosell_drive_download_async (run->drive, step->file, step->hash, MAX_FETCH_BYTES, cancellable, fetched_cb, doing);
      break;
    case AUTOSELL_DRIVE_MAKE_FOLDER:
      autosell_drive_make_folder_async (run->drive, step->file, &edit, cancellable, edited_cb, doing);
      break;
    case AUTOSELL_DRIVE_EDIT_FOLDER:
    case AUTOSELL_DRIVE_EDIT_PHOTO:
    default:
      autosell_drive_edit_async (run->drive, step->file, &edit, cancellable, edited_cb, doing);
      break;
    }
}

static const AutosellDriveStep *
take_step (Run *run)
{
  while (run->plan != NULL && run->next_step < run->plan->steps->len)
    {
      const AutosellDriveStep *step = g_ptr_array_index (run->plan->steps, run->next_step++);

      if (!g_hash_table_contains (run->given_up, step->file)
          && !(run->report->is_full && (step->kind == AUTOSELL_DRIVE_SEND || step->kind == AUTOSELL_DRIVE_MAKE_FOLDER)))
        return step;
    }
  return NULL;
}

static void
settled_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result G_GNUC_UNUSED, gpointer data)
{
  end (data, NULL);
}

static gboolean
is_over (Run *run)
{
  return run->error != NULL || run->report->n_failed >= MAX_FAILURES;
}

/* Takes steps as long as there are hands; then looks what there is to do next. */
static void
pump (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  const AutosellDriveStep *step;

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)) && run->error == NULL)
    run->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  if (run->arrivals->len > 0 && !run->is_adopting
      && (run->arrivals->len >= ARRIVALS_AT_ONCE || run->n_under_way == 0))
    {
      adopt (task);
      if (run->n_under_way > AT_ONCE)
        return;
    }
  while (!is_over (run) && run->n_under_way < AT_ONCE + (run->is_adopting ? 1 : 0) && (step = take_step (run)) != NULL)
    begin_step (task, step);
  if (run->n_under_way > 0)
    return;
  if (run->error != NULL)
    end (task, g_steal_pointer (&run->error));
  else if (is_over (run))
    end (task, NULL);
  else
    plan (task);
}

static void
ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->ids = autosell_drive_make_ids_finish (AUTOSELL_DRIVE (source), result, &error);
  if (run->ids == NULL)
    end (task, error);
  else
    plan (task);
}

/* Whether a plan has anything that was not tried in vain. */
static gboolean
has_news (Run *run)
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
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&run->plan, autosell_drive_plan_free);
  run->plan = autosell_store_plan_drive_finish (AUTOSELL_STORE (source), result, &error);
  run->next_step = 0;
  if (run->plan == NULL)
    {
      end (task, error);
      return;
    }
  if (run->plan->n_ids > 0 && !run->report->is_full)
    {
      autosell_drive_make_ids_async (run->drive, MIN (run->plan->n_ids, MAX_IDS), g_task_get_cancellable (task), ids_cb, task);
      return;
    }
  if (has_news (run))
    {
      pump (task);
      return;
    }
  run->report->is_whole = run->plan->steps->len == 0 && !run->report->is_full;
  if (run->report->is_whole)
    autosell_store_settle_drive_async (get_store (task), settled_cb, task);
  else
    end (task, NULL);
}

static void
plan (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  AutosellDrivePlanFlags flags = AUTOSELL_DRIVE_PLAN_ALL;

  if (run->report->is_full)
    flags |= AUTOSELL_DRIVE_PLAN_NO_SENDING;
  if (run->options.get == AUTOSELL_DRIVE_GET_COVERS)
    flags |= AUTOSELL_DRIVE_PLAN_COVERS;
  if (run->options.moves_sold)
    flags |= AUTOSELL_DRIVE_PLAN_MOVES_SOLD;
  run->n_plans++;
  /* What failed once stays in the plans of this run, so that others need room behind it. */
  autosell_store_plan_drive_async (get_store (task), flags, PLAN_LIMIT + g_hash_table_size (run->given_up), run->options.wanted,
                                   g_steal_pointer (&run->ids), planned_cb, task);
}

/* ---- The folder for sold cars ---- */

static void begin (GTask *task);

static void
sold_made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autofree char *id = autosell_store_get_setting (get_store (task), SETTING_SOLD_PROMISE);
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL && !is_of (error, AUTOSELL_NET_ERROR_CONFLICT))
    {
      end (task, error);
      return;
    }
  g_clear_error (&error);
  run->link->sold = g_strdup (id);
  autosell_store_set_setting (get_store (task), SETTING_SOLD_PROMISE, NULL);
  autosell_store_set_drive_async (get_store (task), run->link, NULL, NULL);
  begin (task);
}

static void
make_sold (GTask *task, const char *id)
{
  Run *run = g_task_get_task_data (task);
  const char *const tags[] = { AUTOSELL_DRIVE_TAG_ROOT, run->link->root, AUTOSELL_DRIVE_TAG_KIND, "sold", NULL };
  const AutosellDriveEdit edit = { .name = C_("folder", "Sold"), .parent = run->link->root, .tags = tags };

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
      end (task, error);
      return;
    }
  autosell_store_set_setting (get_store (task), SETTING_SOLD_PROMISE, ids[0]);
  make_sold (task, ids[0]);
}

static void
prepare_sold (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autofree char *promised = autosell_store_get_setting (get_store (task), SETTING_SOLD_PROMISE);

  if (promised != NULL)
    make_sold (task, promised);
  else
    autosell_drive_make_ids_async (run->drive, 1, g_task_get_cancellable (task), sold_id_cb, task);
}

/* ---- From start to end ---- */

static void
begin (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->wants_root |= run->options.looks_at_root || run->link->root_state != AUTOSELL_DRIVE_ROOT_FINE;
  run->wants_list = run->link->cursor == NULL;
  run->token = g_strdup (run->link->cursor);
  /* Of a root that is out of reach nothing is believed. */
  if (run->wants_list || run->link->root_state != AUTOSELL_DRIVE_ROOT_FINE)
    settle_looks (task);
  else
    look_at_changes (task);
}

static void
outlook_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveOutlook) outlook = autosell_store_get_drive_finish (AUTOSELL_STORE (source), result, &error);

  if (outlook != NULL && outlook->link == NULL)
    g_set_error_literal (&error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "No Drive is linked");
  if (error != NULL)
    {
      end (task, error);
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
  Run *run = g_new0 (Run, 1);

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
