/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-files.h"

#include "autosell-google-json.h"

#define SERVICE "drive"

struct _AutosellDriveFiles
{
  GObject parent_instance;
  AutosellGoogleAccount *account; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellDriveFiles, autosell_drive_files, G_TYPE_OBJECT)

void
autosell_drive_file_free (AutosellDriveFile *self)
{
  g_free (self->name);
  g_free (self->mime_type);
  g_free (self);
}

void
autosell_drive_about_free (AutosellDriveAbout *self)
{
  g_free (self->name);
  g_free (self->email);
  g_free (self->permission_id);
  g_free (self);
}

/* ---- What is answered ---- */

static gpointer
read_file (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  const char *modified = autosell_google_json_string (object, "modifiedTime");
  g_autoptr(GDateTime) time = modified != NULL ? g_date_time_new_from_iso8601 (modified, NULL) : NULL;
  AutosellDriveFile *file;

  if (object == NULL)
    {
      autosell_google_json_set_unexpected (error, SERVICE);
      return NULL;
    }
  file = g_new0 (AutosellDriveFile, 1);
  file->version = autosell_google_json_int_text (object, "version");
  file->name = g_strdup (autosell_google_json_string (object, "name"));
  file->mime_type = g_strdup (autosell_google_json_string (object, "mimeType"));
  file->modified_us =
    time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
  file->is_trashed = autosell_google_json_bool (object, "trashed");
  file->was_me = autosell_google_json_bool (autosell_google_json_object (object, "lastModifyingUser"), "me");
  file->can_edit = autosell_google_json_bool (autosell_google_json_object (object, "capabilities"), "canEdit");
  return file;
}

static gpointer
read_about (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonObject *user = autosell_google_json_object (object, "user");
  JsonObject *quota = autosell_google_json_object (object, "storageQuota");
  const char *email = autosell_google_json_string (user, "emailAddress");
  const char *id = autosell_google_json_string (user, "permissionId");
  AutosellDriveAbout *about;

  if (email == NULL || id == NULL)
    {
      autosell_google_json_set_unexpected (error, SERVICE);
      return NULL;
    }
  about = g_new0 (AutosellDriveAbout, 1);
  about->email = g_strdup (email);
  about->permission_id = g_strdup (id);
  about->name = g_strdup (autosell_google_json_string (user, "displayName"));
  about->bytes_used = autosell_google_json_int_text (quota, "usage");
  about->bytes_limit = autosell_google_json_int_text (quota, "limit");
  return about;
}

/* ---- Calls ---- */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
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

/* @path: below the base, escaped */
static void
get (AutosellDriveFiles *self, const char *path, const char *fields, AutosellHttpReader reader, GDestroyNotify destroy,
     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const char *base =
    autosell_endpoints_get (autosell_google_account_get_endpoints (self->account), AUTOSELL_ENDPOINT_DRIVE);
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr(AutosellHttpRequest) request = autosell_http_request_new (SERVICE, AUTOSELL_HTTP_SAFE, "GET", url);

  g_task_set_source_tag (task, get);
  g_task_set_task_data (task, destroy, NULL);
  autosell_http_request_add_query (request, "fields", fields);
  /* Without it what is on a shared drive is not found. */
  if (g_str_has_prefix (path, "files/"))
    autosell_http_request_add_query (request, "supportsAllDrives", "true");
  autosell_http_request_set_reader (request, reader, NULL, NULL, destroy);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable, sent_cb,
                                     task);
}

void
autosell_drive_files_look_async (AutosellDriveFiles *self, const char *file_id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *escaped = g_uri_escape_string (file_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("files/", escaped, NULL);

  get (self, path, "name,mimeType,version,modifiedTime,trashed,lastModifyingUser(me),capabilities(canEdit)", read_file,
       (GDestroyNotify) autosell_drive_file_free, cancellable, callback, user_data);
}

AutosellDriveFile *
autosell_drive_files_look_finish (AutosellDriveFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
autosell_drive_files_about_async (AutosellDriveFiles *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  get (self, "about", "user(displayName,emailAddress,permissionId),storageQuota(limit,usage)", read_about,
       (GDestroyNotify) autosell_drive_about_free, cancellable, callback, user_data);
}

AutosellDriveAbout *
autosell_drive_files_about_finish (AutosellDriveFiles *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The object ---- */

static void
autosell_drive_files_finalize (GObject *object)
{
  g_object_unref (AUTOSELL_DRIVE_FILES (object)->account);
  G_OBJECT_CLASS (autosell_drive_files_parent_class)->finalize (object);
}

static void
autosell_drive_files_class_init (AutosellDriveFilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_drive_files_finalize;
}

static void
autosell_drive_files_init (AutosellDriveFiles *self G_GNUC_UNUSED)
{
}

AutosellDriveFiles *
autosell_drive_files_new (AutosellGoogleAccount *account)
{
  AutosellDriveFiles *self = g_object_new (AUTOSELL_TYPE_DRIVE_FILES, NULL);

  self->account = g_object_ref (account);
  return self;
}
