/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-sharing.h"

#define TAG_LINK "asm_link"

gboolean
autosell_drive_sharing_is_on (const AutosellDriveItem *folder)
{
  return autosell_drive_item_get_tag (folder, TAG_LINK) != NULL;
}

typedef struct
{
  char *folder;             /* owned */
  AutosellDriveItem *item;  /* owned, nullable: as it was tagged */
  GError *error;            /* owned, nullable: why it was refused, while the tag goes again */
} Sharing;

static void
sharing_free (gpointer data)
{
  Sharing *sharing = data;

  g_free (sharing->folder);
  g_clear_pointer (&sharing->item, autosell_drive_item_free);
  g_clear_error (&sharing->error);
  g_free (sharing);
}

static void tag (GTask *task, gboolean is_on, GAsyncReadyCallback callback);

static void
untagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Sharing *sharing = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellDriveItem *item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (sharing->error != NULL)
    {
      g_clear_error (&error);
      g_clear_pointer (&item, autosell_drive_item_free);
      error = g_steal_pointer (&sharing->error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, item, (GDestroyNotify) autosell_drive_item_free);
}

static void
unshared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (autosell_drive_share_finish (AUTOSELL_DRIVE (source), result, &error))
    {
      tag (task, FALSE, untagged_cb);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Sharing *sharing = g_task_get_task_data (task);

  if (autosell_drive_share_finish (AUTOSELL_DRIVE (source), result, &sharing->error))
    {
      g_task_return_pointer (task, g_steal_pointer (&sharing->item), (GDestroyNotify) autosell_drive_item_free);
      g_object_unref (task);
    }
  else if (autosell_net_error_is_transient (sharing->error))
    {
      /* It may have been done. */
      g_task_return_error (task, g_steal_pointer (&sharing->error));
      g_object_unref (task);
    }
  else
    tag (task, FALSE, untagged_cb);
}

static void
tagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Sharing *sharing = g_task_get_task_data (task);
  GError *error = NULL;

  sharing->item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);
  if (sharing->item == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  autosell_drive_share_async (AUTOSELL_DRIVE (source), sharing->folder, g_task_get_cancellable (task), shared_cb, task);
}

static void
tag (GTask *task, gboolean is_on, GAsyncReadyCallback callback)
{
  Sharing *sharing = g_task_get_task_data (task);
  const char *const tags[] = { TAG_LINK, is_on ? "yes" : "", NULL };
  const AutosellDriveEdit edit = { .tags = tags };

  autosell_drive_edit_async (g_task_get_source_object (task), sharing->folder, &edit, g_task_get_cancellable (task), callback, task);
}

void
autosell_drive_sharing_set_async (AutosellDrive *drive, const char *folder, gboolean is_on, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (drive, cancellable, callback, user_data);
  Sharing *sharing = g_new0 (Sharing, 1);

  g_task_set_source_tag (task, autosell_drive_sharing_set_async);
  g_task_set_check_cancellable (task, FALSE);
  sharing->folder = g_strdup (folder);
  g_task_set_task_data (task, sharing, sharing_free);
  if (is_on)
    tag (task, TRUE, tagged_cb);
  else
    autosell_drive_unshare_async (drive, folder, cancellable, unshared_cb, task);
}

AutosellDriveItem *
autosell_drive_sharing_set_finish (AutosellDrive *drive, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, drive), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
