/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-run-private.h"

#include "autosell-drive-tags.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-pipeline.h"

/* The steps of a plan: each is taken, and what came of it is recorded, before the next. */

#define MAX_FETCH_BYTES (32 * 1024 * 1024)
/* Of what people put there: what a camera makes is far below. */
#define MAX_TAKE_BYTES (64 * 1024 * 1024)
/* Of one file in one run: more is two programs that undo each other's work. */
#define MAX_STEPS 4

/* ---- Steps ---- */

typedef struct
{
  GTask *task;
  const AutosellDriveStep *step; /* of the plan, which stays until nothing is under way */
  GBytes *bytes;                 /* owned, nullable: fetched */
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
  AutosellDriveRun *run = g_task_get_task_data (task);

  run->n_under_way--;
  autosell_drive_run_pump (task);
}

/* Another try of the same would end alike, or would have to wait for something: the whole run ends. */
static gboolean
ends_run (const GError *error)
{
  return error->domain != AUTOSELL_NET_ERROR || autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_SIGNED_OUT)
         || autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_CLIENT)
         || autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_SCOPE) || autosell_net_error_is_transient (error);
}

static gboolean
is_about_room (const GError *error)
{
  static const char *const reasons[] = { "storageQuotaExceeded", "teamDriveFileLimitExceeded",
                                         "numChildrenInNonRootLimitExceeded", "activeItemCreationLimitExceeded", NULL };
  const char *reason = autosell_net_error_get_reason (error);

  return reason != NULL && g_strv_contains (reasons, reason);
}

/* @error: (transfer full) */
static void
step_failed (Doing *doing, GError *error)
{
  GTask *task = doing->task;
  AutosellDriveRun *run = g_task_get_task_data (task);

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
  autosell_drive_run_tell (task, doing->step->photo, 1);
  doing_free (doing);
  step_over (task);
}

static void
count_step (AutosellDriveRun *run, const AutosellDriveStep *step)
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
  AutosellDriveRun *run = g_task_get_task_data (doing->task);

  count_step (run, doing->step);
  autosell_store_finish_drive_async (autosell_drive_run_get_store (doing->task), doing->step,
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
  AutosellDriveRun *run = g_task_get_task_data (doing->task);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_record_free);
  AutosellDriveRecord *record = g_new0 (AutosellDriveRecord, 1);

  record->id = g_strdup (doing->step->file);
  record->is_gone = TRUE;
  g_ptr_array_add (records, record);
  g_hash_table_add (run->given_up, g_strdup (doing->step->file));
  autosell_store_note_drive_async (autosell_drive_run_get_store (doing->task), records, NULL, AUTOSELL_DRIVE_NOTE_NONE,
                                   gone_noted_cb, doing);
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
  if (doing->step->kind == AUTOSELL_DRIVE_MAKE_FOLDER && autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_CONFLICT))
    {
      AutosellDriveRun *run = g_task_get_task_data (doing->task);

      g_error_free (error);
      autosell_drive_get_async (run->drive, doing->step->file, g_task_get_cancellable (doing->task), edited_cb, doing);
      return;
    }
  if (doing->step->kind != AUTOSELL_DRIVE_MAKE_FOLDER && autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
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
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellCommitResult *commit = autosell_store_adopt_drive_finish (AUTOSELL_STORE (source), result, &error);

  run->is_adopting = FALSE;
  if (commit != NULL)
    autosell_commit_result_free (commit);
  else if (run->error == NULL)
    run->error = error;
  else
    g_error_free (error);
  autosell_drive_run_tell (task, NULL, 1);
  step_over (task);
}

void
autosell_drive_run_adopt (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  GPtrArray *arrivals = run->arrivals;

  run->arrivals = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_arrival_free);
  run->is_adopting = TRUE;
  run->n_under_way++;
  for (guint i = 0; i < arrivals->len; i++)
    if (((AutosellDriveArrival *) g_ptr_array_index (arrivals, i))->is_peoples)
      run->report->n_taken_in++;
    else
      run->report->n_fetched++;
  autosell_store_adopt_drive_async (autosell_drive_run_get_store (task), arrivals, adopted_cb, task);
}

static void
keep_worker (GTask *worker, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable)
{
  Doing *doing = data;
  AutosellDriveRun *run = g_task_get_task_data (doing->task);
  const AutosellDriveStep *step = doing->step;
  GError *error = NULL;
  AutosellStagedPhoto *staged;

  if (step->kind == AUTOSELL_DRIVE_TAKE_IN)
    staged = autosell_photo_pipeline_run (run->staging, doing->bytes, step->original, FALSE, NULL, NULL, NULL,
                                          cancellable, &error);
  else
    staged = autosell_photo_pipeline_keep (run->staging, doing->bytes, step->source_hash, step->original,
                                           step->taken_us != 0 ? step->taken_us : AUTOSELL_PHOTO_TIME_UNKNOWN,
                                           cancellable, &error);
  if (staged != NULL)
    g_task_return_pointer (worker, staged, (GDestroyNotify) autosell_staged_photo_unref);
  else
    g_task_return_error (worker, error);
}

static void
refused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GTask *task = doing->task;
  GError *error = NULL;

  if (!autosell_store_refuse_drive_finish (AUTOSELL_STORE (source), result, &error))
    {
      step_failed (doing, error);
      return;
    }
  doing_free (doing);
  step_over (task);
}

/* It stays where it is, and is not looked at again: that is no trouble of this run. */
static void
refuse (Doing *doing, AutosellPhotoErrorCode why)
{
  AutosellDriveRun *run = g_task_get_task_data (doing->task);

  run->report->n_refused++;
  autosell_store_refuse_drive_async (autosell_drive_run_get_store (doing->task), doing->step->file, why, refused_cb,
                                     doing);
}

static void
release_fetching (AutosellDriveRun *run, const AutosellDriveStep *step)
{
  run->n_fetching--;
  if (step->kind == AUTOSELL_DRIVE_TAKE_IN)
    run->n_taking--;
}

static void
kept_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  GTask *task = doing->task;
  AutosellDriveRun *run = g_task_get_task_data (task);
  AutosellDriveArrival *arrival;
  GError *error = NULL;
  AutosellStagedPhoto *staged = g_task_propagate_pointer (G_TASK (result), &error);

  release_fetching (run, doing->step);
  if (staged == NULL && doing->step->kind == AUTOSELL_DRIVE_TAKE_IN && error->domain == AUTOSELL_PHOTO_ERROR)
    {
      refuse (doing, error->code);
      g_error_free (error);
      return;
    }
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
  *arrival =
    (AutosellDriveArrival){ g_strdup (doing->step->file), staged, doing->step->kind == AUTOSELL_DRIVE_TAKE_IN };
  g_ptr_array_add (run->arrivals, arrival);
  doing_free (doing);
  step_over (task);
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Doing *doing = data;
  AutosellDriveRun *run = g_task_get_task_data (doing->task);
  g_autoptr(GTask) worker = NULL;
  GError *error = NULL;

  doing->bytes = autosell_drive_download_finish (AUTOSELL_DRIVE (source), result, &error);
  if (doing->bytes != NULL && run->staging == NULL)
    run->staging =
      autosell_photo_staging_new (autosell_store_get_data_dir (autosell_drive_run_get_store (doing->task)), &error);
  if (error != NULL)
    {
      release_fetching (run, doing->step);
      if (doing->step->kind == AUTOSELL_DRIVE_TAKE_IN && autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_TOO_LARGE))
        {
          g_error_free (error);
          refuse (doing, AUTOSELL_PHOTO_ERROR_TOO_LARGE);
        }
      else if (autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
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

/* What says of itself that it is no photo is not even fetched. */
static gboolean
is_of_photo_type (const char *mime_type)
{
  static const char *const types[] = { "image/jpeg", "image/png",  "image/webp", "image/tiff",
                                       "image/heic", "image/heif", "image/avif", NULL };

  return g_strv_contains (types, mime_type);
}

static void
begin_taking (Doing *doing, GCancellable *cancellable)
{
  AutosellDriveRun *run = g_task_get_task_data (doing->task);

  if (!is_of_photo_type (doing->step->mime_type))
    {
      refuse (doing, AUTOSELL_PHOTO_ERROR_NOT_A_PHOTO);
      return;
    }
  if (doing->step->size > MAX_TAKE_BYTES)
    {
      refuse (doing, AUTOSELL_PHOTO_ERROR_TOO_LARGE);
      return;
    }
  run->n_fetching++;
  run->n_taking++;
  autosell_drive_download_async (run->drive, doing->step->file, doing->step->hash, MAX_TAKE_BYTES, cancellable,
                                 fetched_cb, doing);
}

/* ---- Any of them ---- */

static void
sending_cb (const char *photo, double fraction, gpointer task)
{
  /* Whole is told once it is recorded, too. */
  if (fraction < 1)
    autosell_drive_run_tell (task, photo, fraction);
}

static void
count_try (AutosellDriveRun *run, const char *file)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (run->taken, file)) + 1;

  if (n >= MAX_STEPS)
    g_hash_table_add (run->given_up, g_strdup (file));
  /* Memory does not grow with the photos: what was done once is forgotten where there are many. */
  if (g_hash_table_size (run->taken) > 1000)
    g_hash_table_remove_all (run->taken);
  g_hash_table_replace (run->taken, g_strdup (file), GUINT_TO_POINTER (n));
}

void
autosell_drive_run_begin_step (GTask *task, const AutosellDriveStep *step)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_auto(GStrv) tags = autosell_drive_step_dup_tags (step, run->link->root);
  const AutosellDriveEdit edit = { .name = step->name,
                                   .parent = step->parent,
                                   .from = step->from,
                                   .tags = tags[0] != NULL ? (const char *const *) tags : NULL,
                                   .sets_trashed = step->trashed >= 0,
                                   .is_trashed = step->trashed > 0 };
  GCancellable *cancellable = g_task_get_cancellable (task);
  Doing *doing = g_new0 (Doing, 1);

  *doing = (Doing){ task, step, NULL };
  run->n_under_way++;
  count_try (run, step->file);
  switch (step->kind)
    {
    case AUTOSELL_DRIVE_SEND:
      autosell_drive_run_tell (task, step->photo, 0);
      autosell_drive_upload_async (run->drive, autosell_store_get_data_dir (autosell_drive_run_get_store (task)), step,
                                   &edit, run->options.chunk_bytes, &run->throttle, sending_cb, task, cancellable,
                                   sent_cb, doing);
      break;
    case AUTOSELL_DRIVE_FETCH:
      run->n_fetching++;
      autosell_drive_download_async (run->drive, step->file, step->hash, MAX_FETCH_BYTES, cancellable, fetched_cb,
                                     doing);
      break;
    case AUTOSELL_DRIVE_TAKE_IN:
      begin_taking (doing, cancellable);
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
