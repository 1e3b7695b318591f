/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup-private.h"
#include "autosell-store-private.h"

/* The public side of backups and checks: autosell-backup.h. */

void
autosell_store_backup_async (AutosellStore *self, const char *path, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, autosell_backup_copy_job, g_strdup (path), g_free, NULL, NULL, callback,
                      user_data);
}

gboolean
autosell_store_backup_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error) != NULL;
}

gboolean
autosell_store_backup_sync (AutosellStore *self, const char *path, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_CARE, autosell_backup_copy_job,
                                 (gpointer) path, NULL, error)
         != NULL;
}

static gpointer
backup_now_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable, GError **error)
{
  gboolean made;

  if (!autosell_backup_make (connection, data_dir, "manual", &made, error))
    return NULL;
  return GINT_TO_POINTER (made ? 2 : 1);
}

void
autosell_store_backup_now_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_CARE, backup_now_job, g_strdup (autosell_store_get_data_dir (self)), g_free,
                      NULL, NULL, callback, user_data);
}

gboolean
autosell_store_backup_now_finish (AutosellStore *self, GAsyncResult *result, gboolean *made, GError **error)
{
  int outcome = GPOINTER_TO_INT (autosell_store_run_finish (self, result, error));

  *made = outcome == 2;
  return outcome != 0;
}

static void
restored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (autosell_store_run_finish (self, result, &error) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  autosell_store_look_for_news (self);
  g_task_return_boolean (task, TRUE);
}

void
autosell_store_restore_backup_async (AutosellStore *self, const char *path, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  autosell_store_run (self, AUTOSELL_LANE_WRITE, autosell_backup_restore_job, g_strdup (path), g_free, NULL, NULL,
                      restored_cb, task);
}

gboolean
autosell_store_restore_backup_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
autosell_store_restore_backup_sync (AutosellStore *self, const char *path, GError **error)
{
  if (autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, autosell_backup_restore_job,
                              (gpointer) path, NULL, error)
      == NULL)
    return FALSE;
  autosell_store_look_for_news (self);
  return TRUE;
}

void
autosell_store_check_async (AutosellStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, autosell_backup_check_job,
                      g_strdup (autosell_store_get_data_dir (self)), g_free, (GDestroyNotify) autosell_check_free, NULL,
                      callback, user_data);
}

AutosellCheck *
autosell_store_check_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellCheck *
autosell_store_check_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, autosell_backup_check_job,
                                 (gpointer) autosell_store_get_data_dir (self), NULL, error);
}
