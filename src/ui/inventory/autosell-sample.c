/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sample.h"

#define SAMPLE_PATH "/com/autosell/Manager/sample-inventory.csv"

static void
applied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_apply_import_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, commit->n_vehicles);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImportPlan) plan = autosell_store_plan_import_finish (AUTOSELL_STORE (object), result, &error);

  if (plan == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    autosell_store_apply_import_async (AUTOSELL_STORE (object), plan, AUTOSELL_ACTION_SAMPLE, NULL, NULL, NULL,
                                       applied_cb, g_steal_pointer (&task));
}

static void
read_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AutosellTable) table = NULL;
  AutosellImport *import = NULL;
  GError *error = NULL;

  bytes = g_resources_lookup_data (SAMPLE_PATH, 0, &error);
  if (bytes != NULL)
    table = autosell_table_read_bytes (bytes, NULL, cancellable, &error);
  if (table != NULL)
    import = autosell_import_new (table, &error);
  if (import != NULL)
    g_task_return_pointer (task, import, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImport) import = g_task_propagate_pointer (G_TASK (result), &error);

  if (import == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    autosell_store_plan_import_async (AUTOSELL_STORE (object), import, FALSE, NULL, NULL, NULL, planned_cb,
                                      g_steal_pointer (&task));
}

void
autosell_sample_load_async (AutosellStore *store, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  g_autoptr(GTask) reading = g_task_new (store, NULL, read_cb, task);

  g_task_set_source_tag (task, autosell_sample_load_async);
  g_task_run_in_thread (reading, read_worker);
}

gint64
autosell_sample_load_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), -1);

  return g_task_propagate_int (G_TASK (result), error);
}
