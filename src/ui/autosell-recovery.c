/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-recovery.h"

#include "autosell-backup.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* Returns: (transfer full) (nullable): when a backup was made, for people */
static char *
dup_backup_time (const char *data_dir, const char *path)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  for (guint i = 0; i < backups->len; i++)
    {
      const AutosellBackup *backup = backups->pdata[i];

      if (g_strcmp0 (backup->path, path) == 0)
        return autosell_format_instant (backup->time_us);
    }
  return NULL;
}

static void
recover_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *backup = NULL;
  g_autofree char *set_aside = NULL;
  g_autofree char *time = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  GError *error = NULL;

  if (!autosell_store_recover (task_data, &backup, &set_aside, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  time = backup != NULL ? dup_backup_time (task_data, backup) : NULL;
  if (backup == NULL)
    g_string_append (text, _("There was no good backup, so the stock is empty now."));
  else if (time != NULL)
    /* Translators: %s is a date with a time */
    g_string_append_printf (text, _("The stock is as it was on %s. What was changed after that is not in it."), time);
  else
    g_string_append (text, _("The stock is that of the newest good backup."));
  if (set_aside != NULL)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text, _("The damaged file is kept in “%s”."), set_aside);
    }
  g_task_return_pointer (task, g_strdup (text->str), g_free);
}

void
autosell_recovery_run_async (const char *data_dir, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, autosell_recovery_run_async);
  g_task_set_task_data (task, g_strdup (data_dir), g_free);
  g_task_run_in_thread (task, recover_worker);
}

char *
autosell_recovery_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
