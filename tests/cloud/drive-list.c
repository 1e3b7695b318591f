/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include <stdio.h>
#include <string.h>

#include "identity.h"

#define MAX_PAGE 1000

/* Lists of files and the log of changes. */

/* Whether the one who asks said that items of shared drives are wanted: else they are left out, and nothing says so. */
static gboolean
wants_shared (Call *call)
{
  return call_get_bool (call, "includeItemsFromAllDrives") && call_get_bool (call, "supportsAllDrives");
}

/* 0: the call has been refused. */
static guint
read_page_size (Call *call)
{
  const char *text = call_get (call, "pageSize");
  guint64 size = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 100;

  if (size < 1 || size > MAX_PAGE)
    {
      call_refuse (call, "Invalid value '%s'. Values must be within the range: [1, 1000]", text);
      return 0;
    }
  return call->cloud->quirks.page_size != 0 ? MIN (size, call->cloud->quirks.page_size) : size;
}

/* FALSE: refused. */
static gboolean
check_flags (Call *call)
{
  const char *drive = call_get (call, "driveId"), *corpora = call_get (call, "corpora");

  if (call_get_bool (call, "includeItemsFromAllDrives") && !call_get_bool (call, "supportsAllDrives"))
    return call_fail (call, 403, "PERMISSION_DENIED", "teamDrivesParentLimit",
                      "The includeItemsFromAllDrives parameter requires supportsAllDrives.");
  if (g_strcmp0 (corpora, "drive") == 0 && (drive == NULL || !wants_shared (call)))
    return call_refuse (call, "The driveId parameter must be specified if and only if corpora is set to drive.");
  if (drive != NULL && call_get (call, "q") != NULL && g_strcmp0 (corpora, "drive") != 0)
    return call_refuse (call, "The driveId parameter must be specified if and only if corpora is set to drive.");
  return TRUE;
}

static gboolean
is_in_corpus (Call *call, const DriveFile *file)
{
  const char *drive = call_get (call, "driveId");

  if (drive != NULL)
    return g_strcmp0 (file->drive, drive) == 0;
  return file->drive == NULL || wants_shared (call);
}

static gboolean
is_over_again (Call *call)
{
  return call->cloud->quirks.endless_pages == 2;
}

/* ---- files.list ---- */

static const char *order;

static int
compare (gconstpointer a, gconstpointer b)
{
  const DriveFile *one = *(DriveFile *const *) a, *other = *(DriveFile *const *) b;
  g_auto(GStrv) keys = g_strsplit (order, ",", -1);

  for (char **key = keys; *key != NULL; key++)
    {
      gboolean is_descending = g_str_has_suffix (g_strstrip (*key), " desc");
      int result = 0;

      if (g_str_has_prefix (*key, "name"))
        {
          g_autofree char *left = g_utf8_collate_key_for_filename (one->name, -1);
          g_autofree char *right = g_utf8_collate_key_for_filename (other->name, -1);

          result = strcmp (left, right);
        }
      else if (g_str_has_prefix (*key, "createdTime"))
        result = (one->created_ms > other->created_ms) - (one->created_ms < other->created_ms);
      else
        result = (one->modified_ms > other->modified_ms) - (one->modified_ms < other->modified_ms);
      if (result != 0)
        return is_descending ? -result : result;
    }
  return 0;
}

static gboolean
check_order (Call *call)
{
  static const char *const known[] = { "name", "name_natural", "createdTime", "modifiedTime", NULL };
  g_auto(GStrv) keys = g_strsplit (order != NULL ? order : "", ",", -1);

  for (char **key = keys; *key != NULL; key++)
    {
      g_autofree char *name = g_strndup (g_strstrip (*key), strcspn (*key, " "));

      if (!g_strv_contains (known, name))
        return call_refuse (call, "Invalid value for orderBy: %s", *key);
    }
  return TRUE;
}

static GPtrArray *
find_files (Call *call, const char *q)
{
  GPtrArray *found = g_ptr_array_new ();
  GPtrArray *files = call->cloud->drive->files;
  gint64 now_ms = g_get_real_time () / 1000 + call->cloud->clock_offset_s * 1000;

  for (guint i = 0; i < files->len; i++)
    {
      DriveFile *file = g_ptr_array_index (files, i);

      if (is_in_corpus (call, file) && drive_is_visible (call, file)
          && (file->created_ms + call->cloud->quirks.list_lag_ms <= now_ms || call->cloud->quirks.list_lag_ms == 0)
          && (q == NULL || drive_query_matches (call, q, file)))
        g_ptr_array_add (found, file);
    }
  if (order != NULL)
    g_ptr_array_sort (found, compare);
  return found;
}

void
drive_list (Call *call)
{
  const char *q = call_get (call, "q"), *token = call_get (call, "pageToken");
  guint page = read_page_size (call), from = 0, until;
  g_autoptr(GPtrArray) found = NULL;
  JsonObject *answer;
  JsonArray *files;

  call_know_query (call, "q", "pageToken", "pageSize", "orderBy", "spaces", "corpora", "driveId", "supportsAllDrives",
                   "includeItemsFromAllDrives", NULL);
  order = call_get (call, "orderBy");
  if (page == 0 || !check_flags (call) || (q != NULL && !drive_query_check (call, q)) || !check_order (call))
    return;
  if (token != NULL && sscanf (token, "~!!~%u", &from) != 1)
    {
      call_refuse (call, "Invalid Value");
      return;
    }
  found = find_files (call, q);
  until = MIN (found->len, from + page);
  answer = json_object_new ();
  files = json_array_new ();
  for (guint i = is_over_again (call) ? 0 : from; i < until; i++)
    json_array_add_object_element (files, drive_describe (call, g_ptr_array_index (found, i)));
  json_object_set_string_member (answer, "kind", "drive#fileList");
  json_object_set_boolean_member (answer, "incompleteSearch", FALSE);
  if (until < found->len || call->cloud->quirks.endless_pages != 0)
    {
      g_autofree char *next = g_strdup_printf ("~!!~%u", MAX (until, from + 1));

      json_object_set_string_member (answer, "nextPageToken", next);
    }
  json_object_set_array_member (answer, "files", files);
  call_answer_object (call, answer);
}

/* ---- changes ---- */

void
drive_tell_start_token (Call *call)
{
  JsonObject *answer;
  g_autofree char *token = g_strdup_printf ("%" G_GINT64_FORMAT, call->cloud->drive->next_change);

  call_know_query (call, "driveId", "supportsAllDrives", NULL);
  if (call_get (call, "driveId") != NULL && drive_take (call, call_get (call, "driveId")) == NULL)
    return;
  answer = json_object_new ();
  json_object_set_string_member (answer, "kind", "drive#startPageToken");
  json_object_set_string_member (answer, "startPageToken", token);
  call_answer_object (call, answer);
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const DriveFile *one = *(DriveFile *const *) a, *other = *(DriveFile *const *) b;

  return (one->change > other->change) - (one->change < other->change);
}

/* A file that was never seen leaves no trace; one that cannot be seen any more is told as removed. */
static gboolean
is_told (Call *call, const DriveFile *file)
{
  if (!is_in_corpus (call, file))
    return FALSE;
  if (drive_is_visible (call, file) || identity_has_file (call->cloud->identity, call->person, file->id))
    return TRUE;
  return file->is_deleted && (token_has_scope (call->token, "drive") || token_has_scope (call->token, "drive.readonly"))
         && drive_file_can_read (call->cloud->drive, file, call->person->email);
}

static JsonObject *
describe_change (Call *call, DriveFile *file)
{
  JsonObject *change = json_object_new ();
  gboolean is_removed = !drive_is_visible (call, file);

  json_object_set_string_member (change, "kind", "drive#change");
  json_object_set_string_member (change, "changeType", "file");
  json_object_set_string_member (change, "fileId", file->id);
  json_object_set_boolean_member (change, "removed", is_removed);
  if (!is_removed)
    json_object_set_object_member (change, "file", drive_describe (call, file));
  return change;
}

static GPtrArray *
find_changes (Call *call, gint64 since)
{
  GPtrArray *found = g_ptr_array_new ();
  GPtrArray *files = call->cloud->drive->files;

  for (guint i = 0; i < files->len; i++)
    {
      DriveFile *file = g_ptr_array_index (files, i);

      if (file->change >= since && is_told (call, file))
        g_ptr_array_add (found, file);
    }
  g_ptr_array_sort (found, compare_changes);
  return found;
}

void
drive_list_changes (Call *call)
{
  const char *token = call_get (call, "pageToken");
  gint64 since = token != NULL ? g_ascii_strtoll (token, NULL, 10) : 0;
  guint page = read_page_size (call), n;
  g_autoptr(GPtrArray) found = NULL;
  JsonObject *answer;
  JsonArray *changes;
  g_autofree char *next = NULL;

  call_know_query (call, "pageToken", "pageSize", "includeRemoved", "driveId", "spaces", "supportsAllDrives",
                   "includeItemsFromAllDrives", "restrictToMyDrive", NULL);
  if (page == 0 || !check_flags (call)
      || (call_get (call, "driveId") != NULL && drive_take (call, call_get (call, "driveId")) == NULL))
    return;
  if (since < 1 || (since > call->cloud->drive->next_change && call->cloud->quirks.endless_pages == 0))
    {
      call_refuse (call, "Invalid Value");
      return;
    }
  found = find_changes (call, is_over_again (call) ? 1 : since);
  n = MIN (found->len, page);
  answer = json_object_new ();
  changes = json_array_new ();
  for (guint i = 0; i < n; i++)
    json_array_add_object_element (changes, describe_change (call, g_ptr_array_index (found, i)));
  json_object_set_string_member (answer, "kind", "drive#changeList");
  json_object_set_array_member (answer, "changes", changes);
  if (call->cloud->quirks.endless_pages != 0)
    {
      next = g_strdup_printf ("%" G_GINT64_FORMAT, since + 1);
      json_object_set_string_member (answer, "nextPageToken", next);
    }
  else if (n < found->len)
    {
      const DriveFile *last = g_ptr_array_index (found, n - 1);

      next =
        g_strdup_printf ("%" G_GINT64_FORMAT, last->change + (call->cloud->quirks.changes_repeat && n > 1 ? 0 : 1));
      json_object_set_string_member (answer, "nextPageToken", next);
    }
  else
    {
      next = g_strdup_printf ("%" G_GINT64_FORMAT, call->cloud->drive->next_change);
      json_object_set_string_member (answer, "newStartPageToken", next);
    }
  call_answer_object (call, answer);
}
