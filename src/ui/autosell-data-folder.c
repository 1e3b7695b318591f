/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-data-folder.h"

#include "autosell-data-dir.h"

typedef struct
{
  char *refused; /* owned */
  char *chosen;  /* owned */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_free (choice->refused);
  g_free (choice->chosen);
  g_free (choice);
}

gboolean
autosell_data_folder_has_usual (const char *data_dir)
{
  g_autofree char *usual = autosell_data_dir_dup_usual ();

  return g_strcmp0 (usual, data_dir) != 0;
}

static void
use_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Choice *choice = task_data;
  GError *error = NULL;
  char *folder = autosell_data_dir_choose (choice->refused, choice->chosen, &error);

  if (folder != NULL)
    g_task_return_pointer (task, folder, g_free);
  else
    g_task_return_error (task, error);
}

void
autosell_data_folder_use_async (const char *data_dir, const char *chosen, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Choice *choice = g_new0 (Choice, 1);

  choice->refused = g_strdup (data_dir);
  choice->chosen = chosen != NULL ? g_strdup (chosen) : autosell_data_dir_dup_usual ();
  g_task_set_source_tag (task, autosell_data_folder_use_async);
  g_task_set_task_data (task, choice, choice_free);
  g_task_run_in_thread (task, use_worker);
}

char *
autosell_data_folder_use_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
