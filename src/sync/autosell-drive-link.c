/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-reconciler.h"

#include "autosell-drive-tags.h"
#include "autosell-drive-upload.h"

/* Linking Drive: the folder that a person named, the one that was made before (by another PC, or by this one before its
 * data was lost), or a new one. */

#define ROOT_NAME "Autosell"
#define SETTING_ROOT_PROMISE "drive.root-promise"

typedef struct
{
  AutosellDrive *drive; /* owned */
  char *id;             /* owned, nullable: as named, or of the folder to be made */
  gboolean is_taken;    /* a folder had that id already */
} Linking;

static void
linking_free (gpointer data)
{
  Linking *linking = data;

  g_object_unref (linking->drive);
  g_free (linking->id);
  g_free (linking);
}

static AutosellStore *
get_store (GTask *task)
{
  return g_task_get_source_object (task);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!autosell_store_set_drive_finish (AUTOSELL_STORE (source), result, &error))
    {
      fail (task, error);
      return;
    }
  autosell_drive_upload_forget (autosell_store_get_data_dir (AUTOSELL_STORE (source)));
  autosell_store_set_setting (AUTOSELL_STORE (source), SETTING_ROOT_PROMISE, NULL);
  g_task_return_pointer (task, g_object_steal_data (G_OBJECT (task), "link"),
                         (GDestroyNotify) autosell_drive_link_free);
  g_object_unref (task);
}

static void
link_item (GTask *task, const AutosellDriveItem *item)
{
  Linking *linking = g_task_get_task_data (task);
  AutosellDriveLink *link = autosell_drive_link_new ();
  GError *error = NULL;

  if (!autosell_drive_item_is_folder (item) || item->is_trashed || !item->can_edit)
    {
      autosell_drive_link_free (link);
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_INVALID, 0, item->is_trashed ? "trashed" : "folder", FALSE,
                              "drive: no folder into which this account may put files");
      fail (task, error);
      return;
    }
  link->account = g_strdup (autosell_google_account_get_id (autosell_drive_get_account (linking->drive)));
  link->root = g_strdup (item->id);
  link->name = g_strdup (item->name);
  link->drive = g_strdup (item->drive);
  g_object_set_data_full (G_OBJECT (task), "link", link, (GDestroyNotify) autosell_drive_link_free);
  autosell_store_set_drive_async (get_store (task), link, set_cb, task);
}

static void promise_root (GTask *task);

static void
got_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);
  Linking *linking = g_task_get_task_data (task);

  if (item != NULL)
    link_item (task, item);
  else if (!linking->is_taken && g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CONFLICT))
    {
      g_error_free (error);
      linking->is_taken = TRUE;
      autosell_drive_get_async (linking->drive, linking->id, g_task_get_cancellable (task), got_cb, task);
    }
  else if (linking->is_taken && g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      /* The folder of a former promise, deleted for good since: its id can never be used again. */
      g_error_free (error);
      linking->is_taken = FALSE;
      promise_root (task);
    }
  else
    fail (task, error);
}

static void
make_root (GTask *task)
{
  Linking *linking = g_task_get_task_data (task);
  const char *const tags[] = { AUTOSELL_DRIVE_TAG_KIND, "root", NULL };
  const AutosellDriveEdit edit = { .name = ROOT_NAME, .tags = tags };

  autosell_drive_make_folder_async (linking->drive, linking->id, &edit, g_task_get_cancellable (task), got_cb, task);
}

static void
id_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Linking *linking = g_task_get_task_data (task);
  GError *error = NULL;
  g_auto(GStrv) ids = autosell_drive_make_ids_finish (AUTOSELL_DRIVE (source), result, &error);

  if (ids == NULL)
    {
      fail (task, error);
      return;
    }
  g_free (linking->id);
  linking->id = g_strdup (ids[0]);
  autosell_store_set_setting (get_store (task), SETTING_ROOT_PROMISE, linking->id);
  make_root (task);
}

/* An id is kept before it is used, so that a try after this one finds what this one made. */
static void
promise_root (GTask *task)
{
  Linking *linking = g_task_get_task_data (task);

  autosell_drive_make_ids_async (linking->drive, 1, g_task_get_cancellable (task), id_cb, task);
}

static int
compare_age (gconstpointer a, gconstpointer b)
{
  const AutosellDriveItem *one = *(AutosellDriveItem *const *) a, *other = *(AutosellDriveItem *const *) b;

  return one->created_us != other->created_us
           ? (one->created_us > other->created_us) - (one->created_us < other->created_us)
           : g_strcmp0 (one->id, other->id);
}

/* Of several the oldest, which is what every PC takes. */
static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Linking *linking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);
  g_autofree char *promised = autosell_store_get_setting (get_store (task), SETTING_ROOT_PROMISE);

  if (page == NULL)
    {
      fail (task, error);
      return;
    }
  g_ptr_array_sort (page->items, compare_age);
  for (guint i = 0; i < page->items->len; i++)
    if (((AutosellDriveItem *) g_ptr_array_index (page->items, i))->can_edit)
      {
        link_item (task, g_ptr_array_index (page->items, i));
        return;
      }
  /* A try before this one may have made it, and the list not know yet. */
  if (promised != NULL)
    {
      linking->id = g_steal_pointer (&promised);
      make_root (task);
      return;
    }
  promise_root (task);
}

void
autosell_drive_link_async (AutosellStore *store, AutosellDrive *drive, const char *id, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Linking *linking = g_new0 (Linking, 1);

  g_task_set_source_tag (task, autosell_drive_link_async);
  g_task_set_check_cancellable (task, FALSE);
  linking->drive = g_object_ref (drive);
  linking->id = g_strdup (id);
  g_task_set_task_data (task, linking, linking_free);
  if (id != NULL)
    autosell_drive_get_async (drive, id, cancellable, got_cb, task);
  else
    autosell_drive_list_async (drive,
                               "appProperties has { key='" AUTOSELL_DRIVE_TAG_KIND
                               "' and value='root' } and mimeType = '" AUTOSELL_DRIVE_FOLDER "' and trashed = false",
                               NULL, NULL, cancellable, found_cb, task);
}

AutosellDriveLink *
autosell_drive_link_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
