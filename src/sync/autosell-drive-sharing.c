/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-sharing.h"

#define TAG_LINK "asm_link"
#define EACH "each"

gboolean
autosell_drive_sharing_is_on (const AutosellDriveItem *folder)
{
  return autosell_drive_item_get_tag (folder, TAG_LINK) != NULL;
}

gboolean
autosell_drive_sharing_is_each (const AutosellDriveItem *folder)
{
  return g_strcmp0 (autosell_drive_item_get_tag (folder, TAG_LINK), EACH) == 0;
}

gboolean
autosell_drive_sharing_wants_each (const GError *error)
{
  return error->domain == AUTOSELL_NET_ERROR
         && g_strcmp0 (autosell_net_error_get_reason (error), "appNotAuthorizedToChild") == 0;
}

typedef struct
{
  char *folder;            /* owned */
  AutosellDriveItem *item; /* owned, nullable: as it was tagged */
  GError *error;           /* owned, nullable: why it was refused, while the tag goes again */
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

  autosell_drive_edit_async (g_task_get_source_object (task), sharing->folder, &edit, g_task_get_cancellable (task),
                             callback, task);
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

/* ---- Each photo by itself ---- */

/* A photo says by which folder's link it is shared, before it is: it may be in another car's folder by the time that it
 * is not to be any more, or in the bin. */
typedef struct
{
  char *folder;      /* owned */
  char *drive;       /* owned, nullable: the shared drive that it is on */
  GPtrArray *files;  /* owned, of utf8 */
  GHashTable *found; /* owned: of these, those that say so; a set of utf8 that the array owns */
  char *token;       /* owned, nullable: of their list */
  guint n_pages;
  guint next;
  gboolean is_on;
  GPtrArray *links; /* owned, of utf8 */
} Each;

/* Of photos that one car's folder ever had. */
#define MAX_PAGES 100

static void
each_free (gpointer data)
{
  Each *each = data;

  g_free (each->folder);
  g_free (each->drive);
  g_free (each->token);
  g_hash_table_unref (each->found);
  g_ptr_array_unref (each->files);
  g_ptr_array_unref (each->links);
  g_free (each);
}

static void do_next (GTask *task);
static void find_shared (GTask *task);

/* @error: (transfer full) */
static void
each_failed (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* @folder: (nullable): whose link shows it now */
static void
tag_photo (GTask *task, const char *folder, GAsyncReadyCallback callback)
{
  Each *each = g_task_get_task_data (task);
  const char *const tags[] = { TAG_LINK, folder != NULL ? folder : "", NULL };
  const AutosellDriveEdit edit = { .tags = tags };

  autosell_drive_edit_async (g_task_get_source_object (task), g_ptr_array_index (each->files, each->next), &edit,
                             g_task_get_cancellable (task), callback, task);
}

static void
photo_untagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  /* Gone for good meanwhile: nobody sees it. */
  if (item == NULL && !g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      each_failed (task, error);
      return;
    }
  g_clear_error (&error);
  each->next++;
  do_next (task);
}

static void
photo_shared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;

  if (!autosell_drive_share_finish (AUTOSELL_DRIVE (source), result, &error))
    {
      each_failed (task, error);
      return;
    }
  if (!each->is_on && g_hash_table_contains (each->found, g_ptr_array_index (each->files, each->next)))
    {
      tag_photo (task, NULL, photo_untagged_cb);
      return;
    }
  each->next++;
  do_next (task);
}

static void
photo_tagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL)
    {
      each_failed (task, error);
      return;
    }
  if (item->link != NULL)
    g_ptr_array_add (each->links, g_strdup (item->link));
  autosell_drive_share_async (AUTOSELL_DRIVE (source), item->id, g_task_get_cancellable (task), photo_shared_cb, task);
}

static void
each_over (GTask *task)
{
  Each *each = g_task_get_task_data (task);

  g_ptr_array_add (each->links, NULL);
  g_task_return_pointer (task, g_strdupv ((char **) each->links->pdata), (GDestroyNotify) g_strfreev);
  g_object_unref (task);
}

/* The folder says so before the first photo can be seen, and after none can. */
static void
each_tagged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL)
    each_failed (task, error);
  else if (each->is_on)
    do_next (task);
  else
    each_over (task);
}

static void
tag_each (GTask *task)
{
  Each *each = g_task_get_task_data (task);
  const char *const tags[] = { TAG_LINK, each->is_on ? EACH : "", NULL };
  const AutosellDriveEdit edit = { .tags = tags };

  autosell_drive_edit_async (g_task_get_source_object (task), each->folder, &edit, g_task_get_cancellable (task),
                             each_tagged_cb, task);
}

static void
do_next (GTask *task)
{
  Each *each = g_task_get_task_data (task);

  if (each->next < each->files->len && each->is_on)
    tag_photo (task, each->folder, photo_tagged_cb);
  else if (each->next < each->files->len)
    autosell_drive_unshare_async (g_task_get_source_object (task), g_ptr_array_index (each->files, each->next),
                                  g_task_get_cancellable (task), photo_shared_cb, task);
  else if (each->is_on)
    each_over (task);
  else
    tag_each (task);
}

/* ---- What is shared by a folder's link ---- */

static void
add_found (Each *each, const char *id)
{
  guint at;

  if (!g_ptr_array_find_with_equal_func (each->files, id, g_str_equal, &at))
    {
      at = each->files->len;
      g_ptr_array_add (each->files, g_strdup (id));
    }
  g_hash_table_add (each->found, g_ptr_array_index (each->files, at));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page != NULL && page->next != NULL && (++each->n_pages >= MAX_PAGES || g_strcmp0 (page->next, each->token) == 0))
    autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "pages", FALSE,
                            "drive: the list does not come to an end");
  if (error != NULL)
    {
      each_failed (task, error);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    add_found (each, ((AutosellDriveItem *) g_ptr_array_index (page->items, i))->id);
  g_free (each->token);
  each->token = g_strdup (page->next);
  if (each->token != NULL)
    find_shared (task);
  else
    do_next (task);
}

static void
find_shared (GTask *task)
{
  Each *each = g_task_get_task_data (task);
  g_autofree char *folder = autosell_drive_quote (each->folder);
  g_autofree char *q = g_strdup_printf ("appProperties has { key='" TAG_LINK "' and value=%s }", folder);

  autosell_drive_list_async (g_task_get_source_object (task), q, each->drive, each->token,
                             g_task_get_cancellable (task), found_cb, task);
}

static void
folder_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Each *each = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL)
    {
      each_failed (task, error);
      return;
    }
  each->drive = g_strdup (item->drive);
  find_shared (task);
}

void
autosell_drive_sharing_set_each_async (AutosellDrive *drive, const char *folder, const char *const *files,
                                       gboolean is_on, GCancellable *cancellable, GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (drive, cancellable, callback, user_data);
  Each *each = g_new0 (Each, 1);

  g_task_set_source_tag (task, autosell_drive_sharing_set_each_async);
  g_task_set_check_cancellable (task, FALSE);
  each->folder = g_strdup (folder);
  each->files = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; files[i] != NULL; i++)
    g_ptr_array_add (each->files, g_strdup (files[i]));
  each->found = g_hash_table_new (g_str_hash, g_str_equal);
  each->is_on = is_on;
  each->links = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, each, each_free);
  if (is_on)
    tag_each (task);
  else
    autosell_drive_get_async (drive, folder, cancellable, folder_looked_cb, task);
}

GStrv
autosell_drive_sharing_set_each_finish (AutosellDrive *drive, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, drive), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
