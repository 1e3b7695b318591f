/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive.h"

#include "autosell-google-json.h"
#include "autosell-pace.h"

#include <stdio.h>
#include <string.h>

#define SERVICE "drive"
#define ITEM_FIELDS \
  "id,name,mimeType,parents,driveId,trashed,size,sha256Checksum,createdTime,webViewLink,appProperties," \
  "capabilities(canEdit,canTrash)"
/* Of a minute's 325,000 units a list takes 100 and a change 50: far below, and above what three uploads at a time
 * need. */
#define READS_A_MINUTE AUTOSELL_BUDGET_MAX
#define WRITES_A_MINUTE AUTOSELL_BUDGET_MAX
/* A chunk on a line that hardly moves. */
#define CHUNK_TIMEOUT_MS (5 * 60 * 1000)
#define RESUME_INCOMPLETE 308

struct _AutosellDrive
{
  GObject parent_instance;
  AutosellGoogleAccount *account; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellDrive, autosell_drive, G_TYPE_OBJECT)

/* ---- What is answered ---- */

void
autosell_drive_item_free (AutosellDriveItem *item)
{
  g_free (item->id);
  g_free (item->name);
  g_free (item->mime_type);
  g_free (item->parent);
  g_free (item->drive);
  g_free (item->sha256);
  g_free (item->link);
  g_clear_pointer (&item->tags, g_hash_table_unref);
  g_free (item);
}

const char *
autosell_drive_item_get_tag (const AutosellDriveItem *item, const char *name)
{
  return item->tags != NULL ? g_hash_table_lookup (item->tags, name) : NULL;
}

gboolean
autosell_drive_item_is_folder (const AutosellDriveItem *item)
{
  return g_strcmp0 (item->mime_type, AUTOSELL_DRIVE_FOLDER) == 0;
}

void
autosell_drive_page_free (AutosellDrivePage *page)
{
  g_ptr_array_unref (page->items);
  g_free (page->next);
  g_free (page->start);
  g_free (page);
}

static GHashTable *
read_tags (JsonObject *object)
{
  GHashTable *tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonObjectIter iter;
  const char *name;

  if (object == NULL)
    return tags;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      const char *value = autosell_google_json_string (object, name);

      if (value != NULL)
        g_hash_table_insert (tags, g_strdup (name), g_strdup (value));
    }
  return tags;
}

static gint64
read_time (const char *text)
{
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}

/* Returns: (nullable): without an id it is nothing */
static AutosellDriveItem *
read_item (JsonObject *object)
{
  const char *id = autosell_google_json_string (object, "id");
  JsonObject *rights = autosell_google_json_object (object, "capabilities");
  JsonArray *parents = autosell_google_json_array (object, "parents");
  AutosellDriveItem *item;

  if (id == NULL)
    return NULL;
  item = g_new0 (AutosellDriveItem, 1);
  item->id = g_strdup (id);
  item->name = g_strdup (autosell_google_json_string (object, "name"));
  item->mime_type = g_strdup (autosell_google_json_string (object, "mimeType"));
  if (autosell_google_json_length (parents) > 0 && JSON_NODE_HOLDS_VALUE (json_array_get_element (parents, 0)))
    item->parent = g_strdup (json_node_get_string (json_array_get_element (parents, 0)));
  item->drive = g_strdup (autosell_google_json_string (object, "driveId"));
  item->sha256 = g_strdup (autosell_google_json_string (object, "sha256Checksum"));
  item->link = g_strdup (autosell_google_json_string (object, "webViewLink"));
  item->size = autosell_google_json_int_text (object, "size");
  item->created_us = read_time (autosell_google_json_string (object, "createdTime"));
  item->is_trashed = autosell_google_json_bool (object, "trashed");
  item->can_edit = autosell_google_json_bool (rights, "canEdit");
  item->can_trash = autosell_google_json_bool (rights, "canTrash");
  item->tags = read_tags (autosell_google_json_object (object, "appProperties"));
  return item;
}

static gpointer
read_item_root (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  AutosellDriveItem *item = read_item (autosell_google_json_root (root));

  if (item == NULL)
    autosell_google_json_set_unexpected (error, SERVICE);
  return item;
}

static AutosellDrivePage *
page_new (JsonObject *object)
{
  AutosellDrivePage *page = g_new0 (AutosellDrivePage, 1);

  page->items = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_drive_item_free);
  page->next = g_strdup (autosell_google_json_string (object, "nextPageToken"));
  page->start = g_strdup (autosell_google_json_string (object, "newStartPageToken"));
  return page;
}

/* A list without its member is not an empty one. */
static gpointer
read_list (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonArray *files = autosell_google_json_array (object, "files");
  AutosellDrivePage *page;

  if (files == NULL)
    {
      autosell_google_json_set_unexpected (error, SERVICE);
      return NULL;
    }
  page = page_new (object);
  for (guint i = 0; i < autosell_google_json_length (files); i++)
    {
      AutosellDriveItem *item = read_item (autosell_google_json_element (files, i));

      if (item != NULL)
        g_ptr_array_add (page->items, item);
    }
  return page;
}

static AutosellDriveItem *
read_change (JsonObject *change)
{
  const char *id = autosell_google_json_string (change, "fileId");
  AutosellDriveItem *item = read_item (autosell_google_json_object (change, "file"));

  if (item != NULL || id == NULL || !autosell_google_json_bool (change, "removed"))
    return item;
  item = g_new0 (AutosellDriveItem, 1);
  item->id = g_strdup (id);
  item->is_removed = TRUE;
  return item;
}

static gpointer
read_changes (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonArray *changes = autosell_google_json_array (object, "changes");
  AutosellDrivePage *page;

  if (changes == NULL)
    {
      autosell_google_json_set_unexpected (error, SERVICE);
      return NULL;
    }
  page = page_new (object);
  for (guint i = 0; i < autosell_google_json_length (changes); i++)
    {
      AutosellDriveItem *item = read_change (autosell_google_json_element (changes, i));

      if (item != NULL)
        g_ptr_array_add (page->items, item);
    }
  if (page->next != NULL || page->start != NULL)
    return page;
  autosell_drive_page_free (page);
  autosell_google_json_set_unexpected (error, SERVICE);
  return NULL;
}

static gpointer
read_ids (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonArray *array = autosell_google_json_array (autosell_google_json_root (root), "ids");
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  if (autosell_google_json_length (array) == 0)
    {
      autosell_google_json_set_unexpected (error, SERVICE);
      return NULL;
    }
  for (guint i = 0; i < autosell_google_json_length (array); i++)
    if (JSON_NODE_HOLDS_VALUE (json_array_get_element (array, i)) && json_array_get_string_element (array, i) != NULL)
      g_strv_builder_add (ids, json_array_get_string_element (array, i));
  return g_strv_builder_end (ids);
}

static gpointer
read_start (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  const char *token = autosell_google_json_string (autosell_google_json_root (root), "startPageToken");

  if (token == NULL)
    autosell_google_json_set_unexpected (error, SERVICE);
  return g_strdup (token);
}

/* ---- Calls ---- */

static const char *
get_base (AutosellDrive *self, AutosellEndpoint endpoint)
{
  return autosell_endpoints_get (autosell_google_account_get_endpoints (self->account), endpoint);
}

/* @path: below the base, with ids escaped. Knows of shared drives. */
static AutosellHttpRequest *
make_request (AutosellDrive *self, AutosellEndpoint endpoint, AutosellHttpRepeat repeat, const char *method,
              const char *path, const char *fields)
{
  g_autofree char *url = g_strconcat (get_base (self, endpoint), path, NULL);
  AutosellHttpRequest *request = autosell_http_request_new (SERVICE, repeat, method, url);

  if (fields != NULL)
    autosell_http_request_add_query (request, "fields", fields);
  return request;
}

static void
know_shared_drives (AutosellHttpRequest *request, const char *drive, gboolean is_list)
{
  autosell_http_request_add_query (request, "supportsAllDrives", "true");
  if (is_list)
    autosell_http_request_add_query (request, "includeItemsFromAllDrives", "true");
  if (drive != NULL)
    autosell_http_request_add_query (request, "driveId", drive);
}

static char *
make_path (const char *id, const char *more)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat ("files/", escaped, more, NULL);
}

/* What the request's reader made. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, autosell_http_answer_steal (answer), g_task_get_task_data (task));
}

static void
send (AutosellDrive *self, AutosellHttpRequest *request, AutosellHttpReader reader, GDestroyNotify destroy,
      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, send);
  g_task_set_check_cancellable (task, FALSE); /* what was done is not to be forgotten */
  g_task_set_task_data (task, destroy, NULL);
  autosell_http_request_set_reader (request, reader, NULL, NULL, destroy);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable, read_cb,
                                     task);
}

static gpointer
take (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
dup_edit_json (const char *id, const AutosellDriveEdit *edit, const char *mime_type, gboolean is_new)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (is_new)
    {
      json_builder_add_string_value (json_builder_set_member_name (builder, "id"), id);
      json_builder_add_string_value (json_builder_set_member_name (builder, "mimeType"), mime_type);
      if (edit->parent != NULL)
        {
          json_builder_begin_array (json_builder_set_member_name (builder, "parents"));
          json_builder_add_string_value (builder, edit->parent);
          json_builder_end_array (builder);
        }
    }
  if (edit->name != NULL)
    json_builder_add_string_value (json_builder_set_member_name (builder, "name"), edit->name);
  if (edit->sets_trashed)
    json_builder_add_boolean_value (json_builder_set_member_name (builder, "trashed"), edit->is_trashed);
  if (edit->tags != NULL)
    {
      json_builder_begin_object (json_builder_set_member_name (builder, "appProperties"));
      for (guint i = 0; edit->tags[i] != NULL; i += 2)
        if (*edit->tags[i + 1] != '\0')
          json_builder_add_string_value (json_builder_set_member_name (builder, edit->tags[i]), edit->tags[i + 1]);
        else if (!is_new)
          json_builder_add_null_value (json_builder_set_member_name (builder, edit->tags[i]));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  return autosell_google_json_text (builder);
}

/* ---- Files ---- */

void
autosell_drive_make_ids_async (AutosellDrive *self, guint count, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET", "files/generateIds", "ids");
  g_autofree char *text = g_strdup_printf ("%u", CLAMP (count, 1, 1000));

  autosell_http_request_add_query (request, "count", text);
  autosell_http_request_add_query (request, "space", "drive");
  autosell_http_request_add_query (request, "type", "files");
  send (self, request, read_ids, (GDestroyNotify) g_strfreev, cancellable, callback, user_data);
}

GStrv
autosell_drive_make_ids_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

void
autosell_drive_get_async (AutosellDrive *self, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path = make_path (id, NULL);
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET", path, ITEM_FIELDS);

  know_shared_drives (request, NULL, FALSE);
  send (self, request, read_item_root, (GDestroyNotify) autosell_drive_item_free, cancellable, callback, user_data);
}

void
autosell_drive_make_folder_async (AutosellDrive *self, const char *id, const AutosellDriveEdit *edit,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAME_EFFECT, "POST", "files", ITEM_FIELDS);

  know_shared_drives (request, NULL, FALSE);
  autosell_http_request_take_json (request, dup_edit_json (id, edit, AUTOSELL_DRIVE_FOLDER, TRUE));
  send (self, request, read_item_root, (GDestroyNotify) autosell_drive_item_free, cancellable, callback, user_data);
}

void
autosell_drive_edit_async (AutosellDrive *self, const char *id, const AutosellDriveEdit *edit,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = make_path (id, NULL);
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAME_EFFECT, "PATCH", path, ITEM_FIELDS);

  know_shared_drives (request, NULL, FALSE);
  if (edit->parent != NULL && g_strcmp0 (edit->parent, edit->from) != 0)
    {
      autosell_http_request_add_query (request, "addParents", edit->parent);
      if (edit->from != NULL)
        autosell_http_request_add_query (request, "removeParents", edit->from);
    }
  autosell_http_request_take_json (request, dup_edit_json (id, edit, NULL, FALSE));
  send (self, request, read_item_root, (GDestroyNotify) autosell_drive_item_free, cancellable, callback, user_data);
}

AutosellDriveItem *
autosell_drive_item_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

/* ---- Lists ---- */

char *
autosell_drive_quote (const char *text)
{
  GString *quoted = g_string_new ("'");

  for (; *text != '\0'; text++)
    {
      if (*text == '\'' || *text == '\\')
        g_string_append_c (quoted, '\\');
      g_string_append_c (quoted, *text);
    }
  g_string_append_c (quoted, '\'');
  return g_string_free (quoted, FALSE);
}

void
autosell_drive_list_async (AutosellDrive *self, const char *q, const char *drive, const char *token,
                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(AutosellHttpRequest) request = make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET",
                                                         "files", "nextPageToken,files(" ITEM_FIELDS ")");

  autosell_http_request_add_query (request, "q", q);
  autosell_http_request_add_query (request, "pageSize", "1000");
  autosell_http_request_add_query (request, "spaces", "drive");
  if (drive != NULL)
    autosell_http_request_add_query (request, "corpora", "drive");
  if (token != NULL)
    autosell_http_request_add_query (request, "pageToken", token);
  know_shared_drives (request, drive, TRUE);
  send (self, request, read_list, (GDestroyNotify) autosell_drive_page_free, cancellable, callback, user_data);
}

void
autosell_drive_list_changes_async (AutosellDrive *self, const char *token, const char *drive, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET", "changes",
                  "nextPageToken,newStartPageToken,changes(fileId,removed,file(" ITEM_FIELDS "))");

  autosell_http_request_add_query (request, "pageToken", token);
  autosell_http_request_add_query (request, "pageSize", "1000");
  autosell_http_request_add_query (request, "includeRemoved", "true");
  know_shared_drives (request, drive, TRUE);
  send (self, request, read_changes, (GDestroyNotify) autosell_drive_page_free, cancellable, callback, user_data);
}

AutosellDrivePage *
autosell_drive_page_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

void
autosell_drive_get_start_async (AutosellDrive *self, const char *drive, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET", "changes/startPageToken", "startPageToken");

  know_shared_drives (request, drive, FALSE);
  send (self, request, read_start, g_free, cancellable, callback, user_data);
}

char *
autosell_drive_get_start_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

/* ---- Content ---- */

/* Reading hundreds of kilobytes for their sum would be felt on the main loop. */
typedef struct
{
  char *sha256;  /* owned, nullable */
  GBytes *bytes; /* owned, nullable until there */
} Download;

static void
download_free (gpointer data)
{
  Download *download = data;

  g_free (download->sha256);
  g_clear_pointer (&download->bytes, g_bytes_unref);
  g_free (download);
}

static void
verify_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Download *download = data;
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, download->bytes);
  GError *error = NULL;

  if (download->sha256 == NULL || g_ascii_strcasecmp (sum, download->sha256) == 0)
    {
      g_task_return_pointer (task, g_bytes_ref (download->bytes), (GDestroyNotify) g_bytes_unref);
      return;
    }
  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_UNEXPECTED, 0, "checksum", FALSE,
                          SERVICE ": the content is not what was told");
  g_task_return_error (task, error);
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Download *download = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  download->bytes = g_bytes_ref (autosell_http_answer_get_bytes (answer));
  g_task_run_in_thread (task, verify_worker);
}

void
autosell_drive_download_async (AutosellDrive *self, const char *id, const char *sha256, gsize max_bytes,
                               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = make_path (id, NULL);
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAFE, "GET", path, NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Download *download = g_new0 (Download, 1);

  g_task_set_source_tag (task, autosell_drive_download_async);
  download->sha256 = g_strdup (sha256);
  g_task_set_task_data (task, download, download_free);
  autosell_http_request_add_query (request, "alt", "media");
  know_shared_drives (request, NULL, FALSE);
  autosell_http_request_set_is_raw (request);
  autosell_http_request_set_max_bytes (request, max_bytes);
  autosell_http_request_set_timeout (request, CHUNK_TIMEOUT_MS);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable,
                                     downloaded_cb, task);
}

GBytes *
autosell_drive_download_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

/* The token goes along with each chunk: only to where uploads are. */
static gboolean
is_session (AutosellDrive *self, const char *session)
{
  g_autoptr(GUri) base = g_uri_parse (get_base (self, AUTOSELL_ENDPOINT_DRIVE_UPLOAD), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GUri) uri = session != NULL ? g_uri_parse (session, G_URI_FLAGS_ENCODED, NULL) : NULL;

  return base != NULL && uri != NULL && g_str_equal (g_uri_get_scheme (base), g_uri_get_scheme (uri))
         && g_strcmp0 (g_uri_get_host (base), g_uri_get_host (uri)) == 0
         && g_uri_get_port (base) == g_uri_get_port (uri) && g_uri_get_userinfo (uri) == NULL;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);
  const char *session = answer != NULL ? autosell_http_answer_get_header (answer, "Location") : NULL;

  if (answer != NULL && !is_session (g_task_get_source_object (task), session))
    autosell_google_json_set_unexpected (&error, SERVICE);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (session), g_free);
}

void
autosell_drive_open_upload_async (AutosellDrive *self, const char *id, gboolean is_new, const AutosellDriveEdit *edit,
                                  const char *mime_type, gsize size, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = is_new ? g_strdup ("files") : make_path (id, NULL);
  /* A session that nobody uses ends by itself. */
  g_autoptr(AutosellHttpRequest) request = make_request (
    self, AUTOSELL_ENDPOINT_DRIVE_UPLOAD, AUTOSELL_HTTP_SAME_EFFECT, is_new ? "POST" : "PATCH", path, ITEM_FIELDS);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT, size);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_drive_open_upload_async);
  autosell_http_request_add_query (request, "uploadType", "resumable");
  know_shared_drives (request, NULL, FALSE);
  autosell_http_request_set_header (request, "X-Upload-Content-Type", mime_type);
  autosell_http_request_set_header (request, "X-Upload-Content-Length", length);
  autosell_http_request_take_json (request, dup_edit_json (id, edit, mime_type, is_new));
  autosell_http_request_set_is_raw (request);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable,
                                     opened_cb, task);
}

char *
autosell_drive_open_upload_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  return take (self, result, error);
}

typedef struct
{
  gsize n_arrived;
  gsize total;
  AutosellDriveItem *item; /* owned, nullable */
} Chunk;

static void
chunk_free (gpointer data)
{
  Chunk *chunk = data;

  g_clear_pointer (&chunk->item, autosell_drive_item_free);
  g_free (chunk);
}

/* "bytes=0-524287"; nothing has arrived where it is missing. */
static gboolean
read_range (const char *range, gsize total, gsize *n_arrived)
{
  guint64 last;
  int end = 0;

  *n_arrived = 0;
  if (range == NULL)
    return TRUE;
  if (sscanf (range, "bytes=0-%" G_GUINT64_FORMAT "%n", &last, &end) != 1 || range[end] != '\0' || last >= total)
    return FALSE;
  *n_arrived = last + 1;
  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Chunk *chunk = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (autosell_http_answer_get_status (answer) == RESUME_INCOMPLETE)
    {
      if (!read_range (autosell_http_answer_get_header (answer, "Range"), chunk->total, &chunk->n_arrived))
        autosell_google_json_set_unexpected (&error, SERVICE);
    }
  else
    {
      GBytes *bytes = autosell_http_answer_get_bytes (answer);
      gsize size = 0;
      const char *text = g_bytes_get_data (bytes, &size);
      g_autoptr(JsonNode) root = autosell_json_parse (text, (gssize) size);

      chunk->item = read_item_root (root, NULL, &error);
      chunk->n_arrived = chunk->total;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
autosell_drive_send_chunk_async (AutosellDrive *self, const char *session, GBytes *bytes, gsize from, gsize length,
                                 GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  gsize total = g_bytes_get_size (bytes);
  g_autoptr(AutosellHttpRequest) request =
    autosell_http_request_new (SERVICE, length == 0 ? AUTOSELL_HTTP_SAFE : AUTOSELL_HTTP_ONCE, "PUT", session);
  g_autoptr(GBytes) body = g_bytes_new_from_bytes (bytes, from, length);
  g_autofree char *range = length == 0
                             ? g_strdup_printf ("bytes */%" G_GSIZE_FORMAT, total)
                             : g_strdup_printf ("bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT, from,
                                                from + length - 1, total);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Chunk *chunk = g_new0 (Chunk, 1);

  g_task_set_source_tag (task, autosell_drive_send_chunk_async);
  g_task_set_check_cancellable (task, FALSE);
  chunk->total = total;
  g_task_set_task_data (task, chunk, chunk_free);
  if (!is_session (self, session))
    {
      GError *error = NULL;

      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_NOT_FOUND, 0, "session", FALSE,
                              SERVICE ": the session is of another place");
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  autosell_http_request_set_header (request, "Content-Range", range);
  autosell_http_request_set_body (request, length > 0 ? "application/octet-stream" : NULL, body);
  autosell_http_request_set_is_write (request, TRUE);
  autosell_http_request_set_is_raw (request);
  autosell_http_request_accept_status (request, RESUME_INCOMPLETE);
  autosell_http_request_set_timeout (request, CHUNK_TIMEOUT_MS);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable, sent_cb,
                                     task);
}

gboolean
autosell_drive_send_chunk_finish (AutosellDrive *self, GAsyncResult *result, gsize *n_arrived, AutosellDriveItem **item,
                                  GError **error)
{
  Chunk *chunk;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  chunk = g_task_get_task_data (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *n_arrived = chunk->n_arrived;
  *item = g_steal_pointer (&chunk->item);
  return TRUE;
}

/* ---- Sharing ---- */

static void
shared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  gboolean forgives_missing = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);

  if (answer == NULL && forgives_missing && g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND))
    g_clear_error (&error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
send_share (AutosellDrive *self, AutosellHttpRequest *request, gboolean forgives_missing, GCancellable *cancellable,
            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, send_share);
  g_task_set_task_data (task, GINT_TO_POINTER (forgives_missing), NULL);
  know_shared_drives (request, NULL, FALSE);
  autosell_http_request_set_is_raw (request);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable,
                                     shared_cb, task);
}

void
autosell_drive_share_async (AutosellDrive *self, const char *id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = make_path (id, "/permissions");
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAME_EFFECT, "POST", path, "id");

  autosell_http_request_take_json (request, g_strdup ("{\"role\":\"reader\",\"type\":\"anyone\"}"));
  send_share (self, request, FALSE, cancellable, callback, user_data);
}

void
autosell_drive_unshare_async (AutosellDrive *self, const char *id, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *path = make_path (id, "/permissions/anyoneWithLink");
  g_autoptr(AutosellHttpRequest) request =
    make_request (self, AUTOSELL_ENDPOINT_DRIVE, AUTOSELL_HTTP_SAME_EFFECT, "DELETE", path, NULL);

  send_share (self, request, TRUE, cancellable, callback, user_data);
}

gboolean
autosell_drive_share_finish (AutosellDrive *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- The object ---- */

AutosellGoogleAccount *
autosell_drive_get_account (AutosellDrive *self)
{
  return self->account;
}

static void
autosell_drive_finalize (GObject *object)
{
  g_object_unref (AUTOSELL_DRIVE (object)->account);
  G_OBJECT_CLASS (autosell_drive_parent_class)->finalize (object);
}

static void
autosell_drive_class_init (AutosellDriveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_drive_finalize;
}

static void
autosell_drive_init (AutosellDrive *self G_GNUC_UNUSED)
{
}

AutosellDrive *
autosell_drive_new (AutosellGoogleAccount *account)
{
  AutosellDrive *self = g_object_new (AUTOSELL_TYPE_DRIVE, NULL);

  self->account = g_object_ref (account);
  autosell_http_set_budget (autosell_google_account_get_http (account), SERVICE, READS_A_MINUTE, WRITES_A_MINUTE);
  return self;
}
