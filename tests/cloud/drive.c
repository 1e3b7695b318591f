/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include "identity.h"
#include "mask.h"

struct _Drive
{
  GPtrArray *files;     /* (element-type DriveFile) */
  GHashTable *by_id;    /* id → DriveFile */
  gint64 next_version;
};

static void
drive_file_free (DriveFile *file)
{
  g_free (file->id);
  g_free (file->name);
  g_free (file->mime_type);
  g_free (file->parent);
  g_free (file->owner);
  g_free (file->last_editor);
  g_ptr_array_unref (file->writers);
  g_ptr_array_unref (file->readers);
  json_object_unref (file->app_properties);
  g_free (file);
}

Drive *
drive_new (void)
{
  Drive *drive = g_new0 (Drive, 1);

  drive->files = g_ptr_array_new_with_free_func ((GDestroyNotify) drive_file_free);
  drive->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  drive->next_version = 1;
  return drive;
}

void
drive_free (Drive *drive)
{
  g_hash_table_unref (drive->by_id);
  g_ptr_array_unref (drive->files);
  g_free (drive);
}

static gint64
now_ms (Cloud *cloud)
{
  return g_get_real_time () / 1000 + cloud->clock_offset_s * 1000;
}

static char *
make_id (void)
{
  static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  char id[34];

  id[0] = '1';
  for (guint i = 1; i < sizeof id - 1; i++)
    id[i] = letters[g_random_int_range (0, sizeof letters - 1)];
  id[sizeof id - 1] = '\0';
  return g_strdup (id);
}

static DriveFile *
file_new (Drive *drive, char *id, const char *name, const char *mime_type, const char *owner)
{
  DriveFile *file = g_new0 (DriveFile, 1);

  file->id = id;
  file->name = g_strdup (name);
  file->mime_type = g_strdup (mime_type);
  file->owner = g_strdup (owner);
  file->last_editor = g_strdup (owner);
  file->writers = g_ptr_array_new_with_free_func (g_free);
  file->readers = g_ptr_array_new_with_free_func (g_free);
  file->app_properties = json_object_new ();
  g_ptr_array_add (drive->files, file);
  g_hash_table_insert (drive->by_id, file->id, file);
  return file;
}

DriveFile *
drive_add (Cloud *cloud, const char *id, const char *name, const char *mime_type, const char *owner)
{
  DriveFile *file = file_new (cloud->drive, id != NULL ? g_strdup (id) : make_id (), name, mime_type, owner);

  file->created_ms = now_ms (cloud);
  drive_touch (cloud, file, owner, FALSE);
  return file;
}

DriveFile *
drive_find (Drive *drive, const char *id)
{
  return g_hash_table_lookup (drive->by_id, id);
}

GPtrArray *
drive_get_files (Drive *drive)
{
  return drive->files;
}

/* What waited long enough is seen. */
static void
settle (Cloud *cloud, DriveFile *file)
{
  if (file->shown_from_ms == 0 || now_ms (cloud) < file->shown_from_ms)
    return;
  file->shown_version = file->version;
  file->shown_modified_ms = file->modified_ms;
  file->shown_from_ms = 0;
}

void
drive_touch (Cloud *cloud, DriveFile *file, const char *email, gboolean is_cells)
{
  settle (cloud, file);
  file->version = cloud->drive->next_version++;
  file->modified_ms = now_ms (cloud);
  g_free (file->last_editor);
  file->last_editor = g_strdup (email);
  if (is_cells && cloud->quirks.version_lag_ms > 0)
    {
      /* Edits that follow each other are told together */
      if (file->shown_from_ms == 0)
        file->shown_from_ms = file->modified_ms + cloud->quirks.version_lag_ms;
      return;
    }
  file->shown_version = file->version;
  file->shown_modified_ms = file->modified_ms;
  file->shown_from_ms = 0;
}

static gboolean
holds (GPtrArray *array, const char *email)
{
  return g_ptr_array_find_with_equal_func (array, email, g_str_equal, NULL);
}

gboolean
drive_file_can_write (const DriveFile *file, const char *email)
{
  return g_str_equal (file->owner, email) || holds (file->writers, email);
}

gboolean
drive_file_can_read (const DriveFile *file, const char *email)
{
  return drive_file_can_write (file, email) || holds (file->readers, email);
}

gboolean
drive_is_visible (Call *call, const DriveFile *file)
{
  static const char *const wide[] = { "drive", "drive.readonly", "spreadsheets", "spreadsheets.readonly" };
  guint n_wide = call->service == CALL_SERVICE_DRIVE ? 2 : 4;

  if (!drive_file_can_read (file, call->person->email))
    return FALSE;
  for (guint i = 0; i < n_wide; i++)
    if (token_has_scope (call->token, wide[i]))
      return TRUE;
  return token_has_scope (call->token, "drive.file") && identity_has_file (call->cloud->identity, call->person, file->id);
}

/* ---- Answers ---- */

static void
set_time (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  g_autofree char *text = g_strdup_printf ("%s.%03dZ", seconds, (int) (ms % 1000));

  json_object_set_string_member (object, name, text);
}

static JsonObject *
describe_person (Call *call, const char *email)
{
  const Person *person = identity_find_person (call->cloud->identity, email);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "kind", "drive#user");
  json_object_set_string_member (object, "displayName", person != NULL ? person->name : email);
  json_object_set_string_member (object, "emailAddress", email);
  json_object_set_string_member (object, "permissionId", person != NULL ? person->sub : "0");
  json_object_set_boolean_member (object, "me", g_str_equal (call->person->email, email));
  return object;
}

static JsonObject *
describe_file (Call *call, DriveFile *file)
{
  JsonObject *object = json_object_new ();
  JsonObject *capabilities = json_object_new ();
  g_autofree char *version = NULL;
  gboolean may_write = drive_file_can_write (file, call->person->email);

  settle (call->cloud, file);
  version = g_strdup_printf ("%" G_GINT64_FORMAT, file->shown_version);
  json_object_set_string_member (object, "kind", "drive#file");
  json_object_set_string_member (object, "id", file->id);
  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "mimeType", file->mime_type);
  json_object_set_boolean_member (object, "trashed", file->is_trashed);
  json_object_set_string_member (object, "version", version);
  set_time (object, "createdTime", file->created_ms);
  set_time (object, "modifiedTime", file->shown_modified_ms);
  json_object_set_object_member (object, "lastModifyingUser", describe_person (call, file->last_editor));
  json_object_set_boolean_member (object, "ownedByMe", g_str_equal (file->owner, call->person->email));
  json_object_set_boolean_member (object, "isAppAuthorized", identity_has_file (call->cloud->identity, call->person, file->id));
  json_object_set_boolean_member (capabilities, "canEdit", may_write);
  json_object_set_boolean_member (capabilities, "canTrash", g_str_equal (file->owner, call->person->email));
  json_object_set_object_member (object, "capabilities", capabilities);
  if (file->parent != NULL)
    {
      JsonArray *parents = json_array_new ();

      json_array_add_string_element (parents, file->parent);
      json_object_set_array_member (object, "parents", parents);
    }
  if (json_object_get_size (file->app_properties) > 0)
    json_object_set_object_member (object, "appProperties", json_object_ref (file->app_properties));
  return object;
}

/* Without fields= an answer has these only. */
static void
answer_file (Call *call, DriveFile *file)
{
  JsonObject *object = describe_file (call, file);

  if (call_get (call, "fields") == NULL)
    {
      g_autoptr (Mask) mask = mask_parse ("kind,id,name,mimeType");
      g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

      mask_apply (mask, node);
    }
  call_answer_object (call, object);
}

static void
get_file (Call *call, const char *id)
{
  DriveFile *file = drive_find (call->cloud->drive, id);

  call_know_query (call, "supportsAllDrives", "acknowledgeAbuse", NULL);
  if (file == NULL || !drive_is_visible (call, file))
    call_not_found (call, id);
  else
    answer_file (call, file);
}

static void
tell_about (Call *call)
{
  JsonObject *object, *quota;

  call_know_query (call, "fields", NULL);
  if (call_get (call, "fields") == NULL)
    {
      call_fail (call, 400, "INVALID_ARGUMENT", "required", "The 'fields' parameter is required for this method.");
      return;
    }
  object = json_object_new ();
  quota = json_object_new ();
  json_object_set_object_member (object, "user", describe_person (call, call->person->email));
  json_object_set_string_member (quota, "limit", "16106127360");
  json_object_set_string_member (quota, "usage", "1073741824");
  json_object_set_object_member (object, "storageQuota", quota);
  call_answer_object (call, object);
}

gboolean
drive_handle (Call *call)
{
  guint n = g_strv_length (call->path);
  gboolean is_get = g_str_equal (call->method, "GET");

  if (n < 3 || !g_str_equal (call->path[0], "drive") || !g_str_equal (call->path[1], "v3"))
    return FALSE;
  call->service = CALL_SERVICE_DRIVE;
  if (!call_check_scope (call, "drive", "drive.file", "drive.readonly", "drive.metadata.readonly", NULL))
    return TRUE;
  if (is_get && n == 4 && g_str_equal (call->path[2], "files"))
    get_file (call, call->path[3]);
  else if (is_get && n == 3 && g_str_equal (call->path[2], "about"))
    tell_about (call);
  else
    return FALSE;
  return TRUE;
}

/* ---- On disk ---- */

static JsonArray *
people_to_json (GPtrArray *people)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < people->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (people, i));
  return array;
}

static void
people_from_json (GPtrArray *people, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (people, g_strdup (json_array_get_string_element (array, i)));
}

JsonObject *
drive_to_json (Drive *drive)
{
  JsonObject *object = json_object_new ();
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < drive->files->len; i++)
    {
      const DriveFile *file = g_ptr_array_index (drive->files, i);
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "id", file->id);
      json_object_set_string_member (entry, "name", file->name);
      json_object_set_string_member (entry, "mimeType", file->mime_type);
      if (file->parent != NULL)
        json_object_set_string_member (entry, "parent", file->parent);
      json_object_set_string_member (entry, "owner", file->owner);
      json_object_set_array_member (entry, "writers", people_to_json (file->writers));
      json_object_set_array_member (entry, "readers", people_to_json (file->readers));
      json_object_set_boolean_member (entry, "trashed", file->is_trashed);
      json_object_set_int_member (entry, "created", file->created_ms);
      json_object_set_int_member (entry, "modified", file->modified_ms);
      json_object_set_int_member (entry, "version", file->version);
      json_object_set_object_member (entry, "appProperties", json_object_ref (file->app_properties));
      json_array_add_object_element (files, entry);
    }
  json_object_set_array_member (object, "files", files);
  json_object_set_int_member (object, "nextVersion", drive->next_version);
  return object;
}

void
drive_load (Drive *drive, JsonObject *object)
{
  JsonArray *files = json_object_get_array_member (object, "files");

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *entry = json_array_get_object_element (files, i);
      DriveFile *file = file_new (drive, g_strdup (json_object_get_string_member (entry, "id")),
                                  json_object_get_string_member (entry, "name"), json_object_get_string_member (entry, "mimeType"),
                                  json_object_get_string_member (entry, "owner"));

      file->parent = g_strdup (json_object_get_string_member_with_default (entry, "parent", NULL));
      people_from_json (file->writers, json_object_get_array_member (entry, "writers"));
      people_from_json (file->readers, json_object_get_array_member (entry, "readers"));
      file->is_trashed = json_object_get_boolean_member (entry, "trashed");
      file->created_ms = json_object_get_int_member (entry, "created");
      file->modified_ms = file->shown_modified_ms = json_object_get_int_member (entry, "modified");
      file->version = file->shown_version = json_object_get_int_member (entry, "version");
      json_object_unref (file->app_properties);
      file->app_properties = json_object_ref (json_object_get_object_member (entry, "appProperties"));
    }
  drive->next_version = json_object_get_int_member (object, "nextVersion");
}
