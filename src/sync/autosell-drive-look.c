/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-run-private.h"

#include "autosell-drive-tags.h"

/* What Drive has: by its log of changes, or by a list of all, and whether the root is there. Written into the
 * mirror. */

/* More pages than the largest shared drive has, however few files are on each; and so many in a row with nothing. */
#define MAX_PAGES 2000
#define MAX_EMPTY_PAGES 100

/* ---- What Drive has ---- */

static void
begin_pages (AutosellDriveRun *run)
{
  run->n_pages = run->n_empty_pages = 0;
}

/* Nobody says that a list ever ends. @before, @next: (nullable): the tokens of this page and of the next one. FALSE:
 * the run is over */
static gboolean
goes_on (GTask *task, const AutosellDrivePage *page, const char *before, const char *next)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  run->n_empty_pages = page->items->len > 0 ? 0 : run->n_empty_pages + 1;
  if (next == NULL
      || (++run->n_pages < MAX_PAGES && run->n_empty_pages < MAX_EMPTY_PAGES && g_strcmp0 (before, next) != 0))
    return TRUE;
  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "pages", FALSE,
                          "drive: the list does not come to an end");
  autosell_drive_run_end (task, error);
  return FALSE;
}

static AutosellDriveNoteFlags
get_note_flags (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  return run->sees_peoples ? AUTOSELL_DRIVE_NOTE_PEOPLES : AUTOSELL_DRIVE_NOTE_NONE;
}

static GPtrArray *
read_items (AutosellDriveRun *run, GPtrArray *items)
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
  AutosellDriveRun *run = g_task_get_task_data (task);

  for (guint i = 0; run->link->sold == NULL && i < items->len; i++)
    {
      const AutosellDriveItem *item = g_ptr_array_index (items, i);

      if (item->is_trashed || item->is_removed
          || g_strcmp0 (autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_KIND), "sold") != 0
          || g_strcmp0 (autosell_drive_item_get_tag (item, AUTOSELL_DRIVE_TAG_ROOT), run->link->root) != 0)
        continue;
      run->link->sold = g_strdup (item->id);
      autosell_store_set_drive_async (autosell_drive_run_get_store (task), run->link, NULL, NULL);
    }
}

static AutosellDriveNoted *
take_noted (GTask *task, GAsyncResult *result)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellDriveNoted *noted = autosell_store_note_drive_finish (autosell_drive_run_get_store (task), result, &error);

  if (noted == NULL)
    {
      autosell_drive_run_end (task, error);
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
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_autoptr(AutosellDriveNoted) noted = take_noted (task, result);

  if (noted == NULL)
    return;
  if (run->page_token != NULL)
    autosell_drive_run_look_at_changes (task);
  else
    autosell_drive_run_look (task);
}

static void
changes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page == NULL)
    {
      /* The log does not know this place, or nothing of it may be seen. */
      if (autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_INVALID)
          || autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
        {
          g_error_free (error);
          run->wants_root = run->wants_list = TRUE;
          autosell_drive_run_look (task);
          return;
        }
      autosell_drive_run_end (task, error);
      return;
    }
  if (!goes_on (task, page, run->token, page->start != NULL ? NULL : page->next))
    return;
  g_free (run->token);
  run->token = g_strdup (page->start != NULL ? page->start : page->next);
  g_free (run->page_token);
  run->page_token = page->start != NULL ? NULL : g_strdup (page->next);
  if (page->items->len == 0 && g_strcmp0 (run->token, run->link->cursor) == 0)
    {
      if (run->options.only_looks && !run->wants_root && !run->wants_list)
        {
          run->report->is_whole = TRUE;
          autosell_drive_run_end (task, NULL);
          return;
        }
      autosell_drive_run_look (task);
      return;
    }
  find_sold (task, page->items);
  g_free (run->link->cursor);
  run->link->cursor = g_strdup (run->token);
  autosell_store_note_drive_async (autosell_drive_run_get_store (task), read_items (run, page->items), run->token,
                                   get_note_flags (task), changes_noted_cb, task);
}

void
autosell_drive_run_look_at_changes (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  autosell_drive_list_changes_async (run->drive, run->token, run->link->drive, g_task_get_cancellable (task),
                                     changes_cb, task);
}

/* ---- All of it ---- */

static void look_for_missing (GTask *task);

static void
cursor_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellDriveNoted) noted = take_noted (data, result);

  if (noted != NULL)
    autosell_drive_run_look (data);
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
  AutosellDriveRun *run = g_task_get_task_data (task);
  const char *id = run->missing[run->next_missing++];
  GPtrArray *records;
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL && !autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      autosell_drive_run_end (task, error);
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
  autosell_store_note_drive_async (autosell_drive_run_get_store (task), records, NULL, AUTOSELL_DRIVE_NOTE_LIST,
                                   missing_noted_cb, task);
}

/* A list may lag behind: what it did not have is asked for by its id, before it is taken for gone. */
static void
look_for_missing (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  if (run->missing != NULL && run->missing[run->next_missing] != NULL)
    {
      autosell_drive_get_async (run->drive, run->missing[run->next_missing], g_task_get_cancellable (task), missing_cb,
                                task);
      return;
    }
  g_free (run->link->cursor);
  run->link->cursor = g_strdup (run->token);
  autosell_store_note_drive_async (autosell_drive_run_get_store (task), g_ptr_array_new (), run->token,
                                   AUTOSELL_DRIVE_NOTE_NONE, cursor_noted_cb, task);
}

static void list_page (GTask *task, gboolean is_first);

static void
page_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
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
  AutosellDriveRun *run = g_task_get_task_data (task);
  AutosellDriveNoteFlags flags = AUTOSELL_DRIVE_NOTE_LIST;
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  if (!goes_on (task, page, run->page_token, page->next))
    return;
  find_sold (task, page->items);
  g_free (run->page_token);
  run->page_token = g_strdup (page->next);
  if (listing->is_first)
    flags |= AUTOSELL_DRIVE_NOTE_LIST_BEGINS;
  if (page->next == NULL)
    flags |= AUTOSELL_DRIVE_NOTE_LIST_ENDS;
  autosell_store_note_drive_async (autosell_drive_run_get_store (task), read_items (run, page->items), NULL, flags,
                                   page_noted_cb, task);
}

static void
list_page (GTask *task, gboolean is_first)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_autofree char *root = autosell_drive_quote (run->link->root);
  g_autofree char *q = g_strdup_printf ("appProperties has { key='" AUTOSELL_DRIVE_TAG_ROOT "' and value=%s }", root);
  Listing *listing = g_new (Listing, 1);

  *listing = (Listing){ task, is_first };
  autosell_drive_list_async (run->drive, q, run->link->drive, run->page_token, g_task_get_cancellable (task), listed_cb,
                             listing);
}

static void
start_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  char *token = autosell_drive_get_start_finish (AUTOSELL_DRIVE (source), result, &error);

  if (token == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  g_free (run->token);
  run->token = token;
  g_clear_pointer (&run->page_token, g_free);
  begin_pages (run);
  list_page (task, TRUE);
}

/* What changes while the list is read is in the log from before it. */
static void
list_all (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  run->wants_list = FALSE;
  run->has_listed = TRUE;
  autosell_drive_get_start_async (run->drive, run->link->drive, g_task_get_cancellable (task), start_cb, task);
}

/* ---- What people put there ---- */

static void search_folders (GTask *task);
static void list_peoples (GTask *task);

static void
peoples_noted_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_autoptr(AutosellDriveNoted) noted = take_noted (task, result);

  if (noted == NULL)
    return;
  if (run->page_token != NULL)
    list_peoples (task);
  else
    search_folders (task);
}

static void
peoples_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDrivePage) page = autosell_drive_page_finish (AUTOSELL_DRIVE (source), result, &error);

  if (page == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  if (!goes_on (task, page, run->page_token, page->next))
    return;
  g_free (run->page_token);
  run->page_token = g_strdup (page->next);
  autosell_store_note_drive_async (autosell_drive_run_get_store (task), read_items (run, page->items), NULL,
                                   AUTOSELL_DRIVE_NOTE_LIST | AUTOSELL_DRIVE_NOTE_PEOPLES, peoples_noted_cb, task);
}

static void
list_peoples (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);
  g_autofree char *root = autosell_drive_quote (run->link->root);
  g_autoptr(GString) q = g_string_new ("(");

  for (guint i = 0; run->searched[i] != NULL; i++)
    {
      g_autofree char *folder = autosell_drive_quote (run->searched[i]);

      g_string_append_printf (q, "%s%s in parents", i > 0 ? " or " : "", folder);
    }
  g_string_append_printf (
    q, ") and trashed = false and not appProperties has { key='" AUTOSELL_DRIVE_TAG_ROOT "' and value=%s }", root);
  autosell_drive_list_async (run->drive, q->str, run->link->drive, run->page_token, g_task_get_cancellable (task),
                             peoples_listed_cb, task);
}

static void
unsearched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;

  g_strfreev (run->searched);
  run->searched = autosell_store_search_drive_finish (AUTOSELL_STORE (source), result, &error);
  if (run->searched == NULL)
    {
      autosell_drive_run_end (task, error);
      return;
    }
  g_clear_pointer (&run->page_token, g_free);
  begin_pages (run);
  run->has_searched = run->searched[0] == NULL;
  if (run->has_searched)
    autosell_drive_run_look (task);
  else
    list_peoples (task);
}

/* Folders that are new to this PC: the log tells only of what comes later, and of a folder that moved not what is in
 * it. */
static void
search_folders (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  autosell_store_search_drive_async (autosell_drive_run_get_store (task), run->sees_peoples,
                                     (const char *const *) run->searched, unsearched_cb, task);
}

/* ---- The root ---- */

static void
root_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  AutosellDriveRun *run = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);
  AutosellDriveRootState state = AUTOSELL_DRIVE_ROOT_FINE;

  if (item == NULL && !autosell_drive_run_is_of (error, AUTOSELL_NET_ERROR_NOT_FOUND))
    {
      autosell_drive_run_end (task, error);
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
      autosell_store_set_drive_async (autosell_drive_run_get_store (task), run->link, NULL, NULL);
    }
  if (state != AUTOSELL_DRIVE_ROOT_FINE)
    autosell_drive_run_end (task, NULL);
  else
    autosell_drive_run_look (task);
}

static void
look_at_root (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  run->wants_root = FALSE;
  run->has_looked = TRUE;
  autosell_drive_get_async (run->drive, run->link->root, g_task_get_cancellable (task), root_cb, task);
}

void
autosell_drive_run_look (GTask *task)
{
  AutosellDriveRun *run = g_task_get_task_data (task);

  if (run->wants_root && !run->has_looked)
    look_at_root (task);
  else if (run->wants_list && !run->has_listed)
    list_all (task);
  else if (!run->has_searched)
    search_folders (task);
  else
    autosell_drive_run_merge (task);
}
