/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-reader.h"

#define SCALE 10000

struct _AutosellProgress
{
  int done; /* atomic; parts of SCALE */
};

AutosellProgress *
autosell_progress_new (void)
{
  return g_atomic_rc_box_new0 (AutosellProgress);
}

AutosellProgress *
autosell_progress_ref (AutosellProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
autosell_progress_unref (AutosellProgress *self)
{
  g_atomic_rc_box_release (self);
}

void
autosell_progress_tell (double fraction, gpointer progress)
{
  g_atomic_int_set (&((AutosellProgress *) progress)->done, (int) (CLAMP (fraction, 0, 1) * SCALE));
}

double
autosell_progress_get (AutosellProgress *self)
{
  return (double) g_atomic_int_get (&self->done) / SCALE;
}

typedef struct
{
  char *sheet;                /* owned, nullable */
  AutosellProgress *progress; /* owned, nullable */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->sheet);
  g_clear_pointer (&job->progress, autosell_progress_unref);
  g_free (job);
}

static void
read_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = NULL;
  AutosellImport *import = NULL;

  table = autosell_import_read_table (source_object, job->sheet, job->progress != NULL ? autosell_progress_tell : NULL,
                                      job->progress, cancellable, &error);
  if (table != NULL)
    import = autosell_import_new (table, &error);
  if (import != NULL)
    g_task_return_pointer (task, import, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
autosell_import_read_async (GFile *file, const char *sheet, AutosellProgress *progress, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (Job, 1);
  job->sheet = g_strdup (sheet);
  job->progress = progress != NULL ? autosell_progress_ref (progress) : NULL;
  task = g_task_new (file, cancellable, callback, user_data);
  g_task_set_source_tag (task, autosell_import_read_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_worker);
}

AutosellImport *
autosell_import_read_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
