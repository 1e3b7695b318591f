/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include <string.h>

#include "identity.h"
#include "mask.h"

#define MAX_PROPERTY_BYTES 124
#define MAX_PROPERTIES 30

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
  g_free (file->drive);
  g_free (file->md5);
  g_free (file->sha256);
  g_free (file);
}

Drive *
drive_new (void)
{
  Drive *drive = g_new0 (Drive, 1);

  drive->files = g_ptr_array_new_with_free_func ((GDestroyNotify) drive_file_free);
  drive->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  drive->promised = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  drive->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drive_upload_free);
  drive->next_version = drive->next_change = 1;
  drive->limit = G_GINT64_CONSTANT (16106127360);
  return drive;
}

void
drive_free (Drive *drive)
{
  g_hash_table_unref (drive->uploads);
  g_hash_table_unref (drive->promised);
  g_hash_table_unref (drive->by_id);
  g_ptr_array_unref (drive->files);
  g_free (drive);
}

static gint64
now_ms (Cloud *cloud)
{
  return g_get_real_time () / 1000 + cloud->clock_offset_s * 1000;
}

char *
drive_make_id (void)
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
  DriveFile *file = file_new (cloud->drive, id != NULL ? g_strdup (id) : drive_make_id (), name, mime_type, owner);

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
  file->change = cloud->drive->next_change++;
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

/* Rights come from the folders above, too. */
gboolean
drive_file_can_write (Drive *drive, const DriveFile *file, const char *email)
{
  for (; file != NULL; file = file->parent != NULL ? drive_find (drive, file->parent) : NULL)
    if (g_strcmp0 (file->owner, email) == 0 || holds (file->writers, email))
      return TRUE;
  return FALSE;
}

gboolean
drive_file_can_read (Drive *drive, const DriveFile *file, const char *email)
{
  for (const DriveFile *at = file; at != NULL; at = at->parent != NULL ? drive_find (drive, at->parent) : NULL)
    if (holds (at->readers, email) || at->anyone_reads)
      return TRUE;
  return drive_file_can_write (drive, file, email);
}

/* In My Drive only the owner may. */
static gboolean
can_trash (Call *call, const DriveFile *file)
{
  return file->drive != NULL ? drive_file_can_write (call->cloud->drive, file, call->person->email)
                             : g_strcmp0 (file->owner, call->person->email) == 0;
}

gboolean
drive_is_in_trash (Drive *drive, const DriveFile *file)
{
  for (; file != NULL; file = file->parent != NULL ? drive_find (drive, file->parent) : NULL)
    if (file->is_trashed)
      return TRUE;
  return FALSE;
}

gboolean
drive_is_visible (Call *call, const DriveFile *file)
{
  static const char *const wide[] = { "drive", "drive.readonly", "spreadsheets", "spreadsheets.readonly" };
  guint n_wide = call->service == CALL_SERVICE_DRIVE ? 2 : 4;

  if (file->is_deleted || !drive_file_can_read (call->cloud->drive, file, call->person->email))
    return FALSE;
  for (guint i = 0; i < n_wide; i++)
    if (token_has_scope (call->token, wide[i]))
      return TRUE;
  return token_has_scope (call->token, "drive.file")
         && identity_has_file (call->cloud->identity, call->person, file->id);
}

/* Who may look at all files may still change only those of the app. FALSE: refused. */
gboolean
drive_may_change (Call *call, const DriveFile *file)
{
  return token_has_scope (call->token, "drive")
         || (token_has_scope (call->token, "drive.file")
             && identity_has_file (call->cloud->identity, call->person, file->id))
         || call_fail (call, 403, "PERMISSION_DENIED", "appNotAuthorizedToFile",
                       "The user has not granted the app write access to the file.");
}

DriveFile *
drive_take (Call *call, const char *id)
{
  DriveFile *file = drive_find (call->cloud->drive, id);

  if (file != NULL && drive_is_visible (call, file)
      && (file->drive == NULL || call_get_bool (call, "supportsAllDrives")))
    return file;
  call_not_found (call, id);
  return NULL;
}

/* ---- Answers ---- */

static void
set_time (JsonObject *object, const char *name, gint64 ms)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (ms / 1000);
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
describe_rights (Call *call, DriveFile *file)
{
  JsonObject *capabilities = json_object_new ();
  gboolean may_write = drive_file_can_write (call->cloud->drive, file, call->person->email);

  json_object_set_boolean_member (capabilities, "canEdit", may_write);
  json_object_set_boolean_member (capabilities, "canAddChildren",
                                  may_write && g_str_equal (file->mime_type, DRIVE_MIME_FOLDER));
  json_object_set_boolean_member (capabilities, "canShare", may_write && !call->cloud->quirks.sharing_forbidden);
  json_object_set_boolean_member (capabilities, "canTrash", can_trash (call, file));
  return capabilities;
}

static void
describe_content (JsonObject *object, const DriveFile *file)
{
  g_autofree char *size = g_strdup_printf ("%" G_GINT64_FORMAT, file->size);

  json_object_set_string_member (object, "size", size);
  json_object_set_string_member (object, "md5Checksum", file->md5);
  json_object_set_string_member (object, "sha256Checksum", file->sha256);
  json_object_set_string_member (object, "headRevisionId", file->md5);
}

static void
describe_place (JsonObject *object, const DriveFile *file)
{
  JsonArray *parents = json_array_new ();
  g_autofree char *mine = g_strconcat ("0A", file->owner, NULL);

  if (file->drive != NULL)
    json_object_set_string_member (object, "driveId", file->drive);
  json_array_add_string_element (parents, file->parent != NULL ? file->parent : mine);
  json_object_set_array_member (object, "parents", parents);
}

JsonObject *
drive_describe (Call *call, DriveFile *file)
{
  JsonObject *object = json_object_new ();
  gboolean is_folder = g_str_equal (file->mime_type, DRIVE_MIME_FOLDER);
  g_autofree char *version = NULL;
  g_autofree char *link =
    g_strdup_printf ("%s/%s/%s", call->cloud->base, is_folder ? "drive/folders" : "file/d", file->id);

  settle (call->cloud, file);
  version = g_strdup_printf ("%" G_GINT64_FORMAT, file->shown_version);
  json_object_set_string_member (object, "kind", "drive#file");
  json_object_set_string_member (object, "id", file->id);
  json_object_set_string_member (object, "name", file->name);
  json_object_set_string_member (object, "mimeType", file->mime_type);
  json_object_set_boolean_member (object, "trashed", drive_is_in_trash (call->cloud->drive, file));
  json_object_set_boolean_member (object, "explicitlyTrashed", file->is_trashed);
  json_object_set_string_member (object, "version", version);
  set_time (object, "createdTime", file->created_ms);
  set_time (object, "modifiedTime", file->shown_modified_ms);
  json_object_set_string_member (object, "webViewLink", link);
  json_object_set_object_member (object, "lastModifyingUser", describe_person (call, file->last_editor));
  json_object_set_boolean_member (object, "ownedByMe", g_strcmp0 (file->owner, call->person->email) == 0);
  json_object_set_boolean_member (object, "shared", file->anyone_reads || file->readers->len + file->writers->len > 0);
  json_object_set_boolean_member (object, "isAppAuthorized",
                                  identity_has_file (call->cloud->identity, call->person, file->id));
  json_object_set_object_member (object, "capabilities", describe_rights (call, file));
  describe_place (object, file);
  if (file->is_blob)
    describe_content (object, file);
  if (json_object_get_size (file->app_properties) > 0)
    json_object_set_object_member (object, "appProperties", json_object_ref (file->app_properties));
  return object;
}

/* Without fields= an answer has these only. */
void
drive_answer (Call *call, DriveFile *file)
{
  JsonObject *object = drive_describe (call, file);

  if (call_get (call, "fields") == NULL)
    {
      g_autoptr(Mask) mask = mask_parse ("kind,id,name,mimeType");
      g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

      mask_apply (mask, node);
    }
  call_answer_object (call, object);
}

/* ---- Content ---- */

static char *
get_blob_path (Cloud *cloud, const DriveFile *file)
{
  g_autofree char *name = g_strconcat ("blob-", file->id, NULL);

  return g_build_filename (cloud->state_dir, name, NULL);
}

void
drive_set_content (Cloud *cloud, DriveFile *file, GBytes *bytes)
{
  g_autofree char *path = get_blob_path (cloud, file);
  g_autoptr(GError) error = NULL;

  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    g_warning ("%s", error->message);
  g_free (file->md5);
  g_free (file->sha256);
  file->md5 = g_compute_checksum_for_bytes (G_CHECKSUM_MD5, bytes);
  file->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  file->size = g_bytes_get_size (bytes);
  file->is_blob = TRUE;
}

static void
answer_content (Call *call, DriveFile *file)
{
  g_autofree char *path = get_blob_path (call->cloud, file);
  char *data;
  gsize size;

  if (!file->is_blob || !g_file_get_contents (path, &data, &size, NULL))
    {
      call_fail (call, 403, "PERMISSION_DENIED", "fileNotDownloadable",
                 "Only files with binary content can be downloaded.");
      return;
    }
  call->status = 200;
  call->bytes = g_bytes_new_take (data, size);
  call->content_type = g_strdup (file->mime_type);
}

gint64
drive_count_bytes (Drive *drive, const char *email)
{
  gint64 bytes = 1 << 20;

  for (guint i = 0; i < drive->files->len; i++)
    {
      const DriveFile *file = g_ptr_array_index (drive->files, i);

      if (!file->is_deleted && file->drive == NULL && g_strcmp0 (file->owner, email) == 0)
        bytes += file->size;
    }
  return bytes;
}

gboolean
drive_check_room (Call *call, const char *parent, gint64 size)
{
  Drive *drive = call->cloud->drive;
  const DriveFile *folder = parent != NULL ? drive_find (drive, parent) : NULL;

  if (drive->limit == 0 || (folder != NULL && folder->drive != NULL)
      || drive_count_bytes (drive, call->person->email) + size <= drive->limit)
    return TRUE;
  return call_fail (call, 403, "PERMISSION_DENIED", "storageQuotaExceeded",
                    "The user's Drive storage quota has been exceeded.");
}

/* ---- Making and changing ---- */

static gboolean
check_properties (Call *call, JsonObject *properties)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  guint n = 0;

  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &name, &value))
    {
      if (JSON_NODE_HOLDS_NULL (value))
        continue;
      if (json_node_get_value_type (value) != G_TYPE_STRING)
        return call_refuse (call, "Invalid value for: appProperties");
      if (strlen (name) + strlen (json_node_get_string (value)) > MAX_PROPERTY_BYTES)
        return call_fail (call, 403, "PERMISSION_DENIED", "propertyLimitExceeded",
                          "Properties limit exceeded for this file.");
      n++;
    }
  return n <= MAX_PROPERTIES
         || call_fail (call, 403, "PERMISSION_DENIED", "propertyLimitExceeded",
                       "Properties limit exceeded for this file.");
}

gboolean
drive_check_given (Call *call, JsonObject *given)
{
  if (json_object_has_member (given, "parents")
      && json_array_get_length (json_object_get_array_member (given, "parents")) > 1)
    return call_fail (call, 403, "PERMISSION_DENIED", "multipleParentsNotAllowed",
                      "A file cannot have more than one parent.");
  if (!json_object_has_member (given, "appProperties"))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (json_object_get_member (given, "appProperties")))
    return call_refuse (call, "Invalid value for: appProperties");
  return check_properties (call, json_object_get_object_member (given, "appProperties"));
}

static void
merge_properties (DriveFile *file, JsonObject *given)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &value))
    if (JSON_NODE_HOLDS_NULL (value))
      json_object_remove_member (file->app_properties, name);
    else
      json_object_set_member (file->app_properties, name, json_node_copy (value));
}

void
drive_change (Call *call, DriveFile *file, JsonObject *given)
{
  if (json_object_has_member (given, "name"))
    {
      g_free (file->name);
      file->name = g_strdup (json_object_get_string_member (given, "name"));
    }
  if (json_object_has_member (given, "trashed"))
    file->is_trashed = json_object_get_boolean_member (given, "trashed");
  if (json_object_has_member (given, "appProperties"))
    merge_properties (file, json_object_get_object_member (given, "appProperties"));
  drive_touch (call->cloud, file, call->person->email, FALSE);
  cloud_touch (call->cloud);
}

/* NULL for My Drive; FALSE: refused. Where the folder is not granted, it is found all the same. */
static gboolean
find_parent (Call *call, JsonObject *given, DriveFile **parent)
{
  JsonArray *parents =
    json_object_has_member (given, "parents") ? json_object_get_array_member (given, "parents") : NULL;
  const char *id =
    parents != NULL && json_array_get_length (parents) > 0 ? json_array_get_string_element (parents, 0) : NULL;

  *parent = NULL;
  if (id == NULL || g_str_equal (id, "root"))
    return TRUE;
  *parent = drive_find (call->cloud->drive, id);
  if (*parent == NULL || (*parent)->is_deleted
      || !drive_file_can_read (call->cloud->drive, *parent, call->person->email)
      || ((*parent)->drive != NULL && !call_get_bool (call, "supportsAllDrives")))
    return call_not_found (call, id);
  if (!drive_file_can_write (call->cloud->drive, *parent, call->person->email))
    return call_fail (call, 403, "PERMISSION_DENIED", "insufficientFilePermissions",
                      "The user does not have sufficient permissions for this file.");
  return TRUE;
}

static gboolean
check_id (Call *call, const char *id)
{
  if (id == NULL || g_hash_table_contains (call->cloud->drive->promised, id))
    return TRUE;
  if (drive_find (call->cloud->drive, id) != NULL)
    return call_fail (call, 409, "ALREADY_EXISTS", "fileIdInUse", "A file already exists with the provided ID.");
  return call_refuse (call, "The provided file ID is not usable.");
}

DriveFile *
drive_create (Call *call, JsonObject *given, const char *mime_type)
{
  const char *id = call_get_text (given, "id"), *name = call_get_text (given, "name");
  DriveFile *parent, *file;

  if (!drive_check_given (call, given) || !check_id (call, id) || !find_parent (call, given, &parent))
    return NULL;
  if (id != NULL)
    g_hash_table_remove (call->cloud->drive->promised, id);
  file = drive_add (call->cloud, id, name != NULL ? name : "Untitled", mime_type, call->person->email);
  if (parent != NULL)
    {
      file->parent = g_strdup (parent->id);
      file->drive = g_strdup (parent->drive);
      if (file->drive != NULL)
        g_clear_pointer (&file->owner, g_free);
    }
  if (json_object_has_member (given, "appProperties"))
    merge_properties (file, json_object_get_object_member (given, "appProperties"));
  identity_grant_file (call->cloud->identity, call->person, file->id);
  cloud_touch (call->cloud);
  return file;
}

static void
create_file (Call *call)
{
  const char *mime_type;
  DriveFile *file;

  call_know_query (call, "supportsAllDrives", NULL);
  if (!call_read_body (call, "File"))
    return;
  mime_type = call_get_text (call_get_object (call), "mimeType");
  file = drive_create (call, call_get_object (call), mime_type != NULL ? mime_type : "application/octet-stream");
  if (file != NULL)
    drive_answer (call, file);
}

static gboolean
move_file (Call *call, DriveFile *file)
{
  const char *added = call_get (call, "addParents"), *removed = call_get (call, "removeParents");
  DriveFile *to;

  if (added == NULL)
    return removed == NULL
           || call_fail (call, 403, "PERMISSION_DENIED", "cannotRemoveOnlyParent", "A file must have a parent.");
  to = drive_find (call->cloud->drive, added);
  if (to == NULL || to->is_deleted || !drive_file_can_read (call->cloud->drive, to, call->person->email))
    return call_not_found (call, added);
  if (g_strcmp0 (added, file->parent) == 0)
    return TRUE;
  if (g_strcmp0 (removed, file->parent) != 0 && file->parent != NULL)
    return call_fail (call, 403, "PERMISSION_DENIED", "multipleParentsNotAllowed",
                      "A file cannot have more than one parent.");
  if (!drive_file_can_write (call->cloud->drive, to, call->person->email))
    return call_fail (call, 403, "PERMISSION_DENIED", "insufficientFilePermissions",
                      "The user does not have sufficient permissions for this file.");
  g_free (file->parent);
  file->parent = g_strdup (added);
  return TRUE;
}

static void
update_file (Call *call, const char *id)
{
  DriveFile *file;

  call_know_query (call, "supportsAllDrives", "addParents", "removeParents", NULL);
  if (!call_read_body (call, "File") || (file = drive_take (call, id)) == NULL || !drive_may_change (call, file))
    return;
  if (json_object_has_member (call_get_object (call), "parents"))
    call_fail (call, 403, "PERMISSION_DENIED", "fieldNotWritable",
               "The parents field is not directly writable in update requests. Use the addParents and removeParents "
               "parameters instead.");
  else if (json_object_has_member (call_get_object (call), "id"))
    call_fail (call, 403, "PERMISSION_DENIED", "fieldNotWritable",
               "The resource body includes fields which are not directly writable.");
  else if (!drive_file_can_write (call->cloud->drive, file, call->person->email)
           || (json_object_has_member (call_get_object (call), "trashed") && !can_trash (call, file)))
    call_fail (call, 403, "PERMISSION_DENIED", "insufficientFilePermissions",
               "The user does not have sufficient permissions for file %s.", id);
  else if (drive_check_given (call, call_get_object (call)) && move_file (call, file))
    {
      drive_change (call, file, call_get_object (call));
      drive_answer (call, file);
    }
}

static void
get_file (Call *call, const char *id)
{
  DriveFile *file;

  call_know_query (call, "supportsAllDrives", "acknowledgeAbuse", NULL);
  file = drive_take (call, id);
  if (file == NULL)
    return;
  if (g_strcmp0 (call_get (call, "alt"), "media") == 0)
    answer_content (call, file);
  else
    drive_answer (call, file);
}

static void
generate_ids (Call *call)
{
  const char *text = call_get (call, "count");
  guint64 count = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 10;
  JsonObject *object;
  JsonArray *ids;

  call_know_query (call, "count", "space", "type", NULL);
  if (count < 1 || count > 1000)
    {
      call_refuse (call, "Invalid value '%s'. Values must be within the range: [1, 1000]", text);
      return;
    }
  object = json_object_new ();
  ids = json_array_new ();
  for (guint i = 0; i < count; i++)
    {
      char *id = drive_make_id ();

      json_array_add_string_element (ids, id);
      g_hash_table_add (call->cloud->drive->promised, id);
    }
  json_object_set_string_member (object, "kind", "drive#generatedIds");
  json_object_set_string_member (object, "space", "drive");
  json_object_set_array_member (object, "ids", ids);
  cloud_touch (call->cloud);
  call_answer_object (call, object);
}

/* ---- Sharing ---- */

/* Under drive.file a folder can be shared only where all that is in it was granted, too. */
static gboolean
is_all_granted (Call *call, const DriveFile *folder)
{
  GPtrArray *files = call->cloud->drive->files;

  if (token_has_scope (call->token, "drive"))
    return TRUE;
  for (guint i = 0; i < files->len; i++)
    {
      DriveFile *file = g_ptr_array_index (files, i);

      if (g_strcmp0 (file->parent, folder->id) == 0 && !file->is_deleted
          && !identity_has_file (call->cloud->identity, call->person, file->id))
        return FALSE;
    }
  return TRUE;
}

static void
share_file (Call *call, const char *id)
{
  DriveFile *file;
  JsonObject *answer;
  const char *type, *role, *email;

  call_know_query (call, "supportsAllDrives", "sendNotificationEmail", NULL);
  if (!call_read_body (call, "Permission") || (file = drive_take (call, id)) == NULL || !drive_may_change (call, file))
    return;
  type = call_get_text (call_get_object (call), "type");
  role = call_get_text (call_get_object (call), "role");
  email = call_get_text (call_get_object (call), "emailAddress");
  if (call->cloud->quirks.sharing_forbidden)
    {
      call_fail (call, 400, "INVALID_ARGUMENT", "invalidSharingRequest",
                 "Sharing outside of the domain is not allowed.");
      return;
    }
  if (!is_all_granted (call, file))
    {
      call_fail (call, 403, "PERMISSION_DENIED", "appNotAuthorizedToChild",
                 "The app may not share all that is in this folder.");
      return;
    }
  answer = json_object_new ();
  if (g_str_equal (type, "anyone"))
    {
      file->anyone_reads = TRUE;
      json_object_set_string_member (answer, "id", "anyoneWithLink");
    }
  else if (email != NULL)
    {
      g_ptr_array_add (g_str_equal (role, "writer") ? file->writers : file->readers, g_strdup (email));
      json_object_set_string_member (answer, "id", email);
    }
  json_object_set_string_member (answer, "kind", "drive#permission");
  json_object_set_string_member (answer, "type", type);
  json_object_set_string_member (answer, "role", role);
  drive_touch (call->cloud, file, call->person->email, FALSE);
  cloud_touch (call->cloud);
  call_answer_object (call, answer);
}

static void
unshare_file (Call *call, const char *id, const char *permission)
{
  DriveFile *file;

  call_know_query (call, "supportsAllDrives", NULL);
  file = drive_take (call, id);
  if (file == NULL || !drive_may_change (call, file))
    return;
  if (!g_str_equal (permission, "anyoneWithLink") || !file->anyone_reads)
    {
      call_fail (call, 404, "NOT_FOUND", "notFound", "Permission not found: %s.", permission);
      return;
    }
  file->anyone_reads = FALSE;
  drive_touch (call->cloud, file, call->person->email, FALSE);
  cloud_touch (call->cloud);
  call->status = 204;
}

static void
tell_about (Call *call)
{
  Drive *drive = call->cloud->drive;
  JsonObject *object, *quota;
  g_autofree char *limit = g_strdup_printf ("%" G_GINT64_FORMAT, drive->limit);
  g_autofree char *usage = g_strdup_printf ("%" G_GINT64_FORMAT, drive_count_bytes (drive, call->person->email));

  call_know_query (call, "fields", NULL);
  if (call_get (call, "fields") == NULL)
    {
      call_fail (call, 400, "INVALID_ARGUMENT", "required", "The 'fields' parameter is required for this method.");
      return;
    }
  object = json_object_new ();
  quota = json_object_new ();
  json_object_set_object_member (object, "user", describe_person (call, call->person->email));
  if (drive->limit > 0)
    json_object_set_string_member (quota, "limit", limit);
  json_object_set_string_member (quota, "usage", usage);
  json_object_set_object_member (object, "storageQuota", quota);
  call_answer_object (call, object);
}

/* ---- The addresses ---- */

static gboolean
handle_file (Call *call, guint n)
{
  const char *id = call->path[3];

  if (n == 4 && g_str_equal (call->method, "GET") && g_str_equal (id, "generateIds"))
    generate_ids (call);
  else if (n == 4 && g_str_equal (call->method, "GET"))
    get_file (call, id);
  else if (n == 4 && g_str_equal (call->method, "PATCH"))
    update_file (call, id);
  else if (n == 5 && g_str_equal (call->method, "POST") && g_str_equal (call->path[4], "permissions"))
    share_file (call, id);
  else if (n == 6 && g_str_equal (call->method, "DELETE") && g_str_equal (call->path[4], "permissions"))
    unshare_file (call, id, call->path[5]);
  else
    return FALSE;
  return TRUE;
}

static gboolean
handle_collection (Call *call, guint n)
{
  const char *what = call->path[2];
  gboolean is_get = g_str_equal (call->method, "GET");

  if (n == 3 && is_get && g_str_equal (what, "about"))
    tell_about (call);
  else if (n == 3 && is_get && g_str_equal (what, "files"))
    drive_list (call);
  else if (n == 3 && g_str_equal (call->method, "POST") && g_str_equal (what, "files"))
    create_file (call);
  else if (n == 3 && is_get && g_str_equal (what, "changes"))
    drive_list_changes (call);
  else if (n == 4 && is_get && g_str_equal (what, "changes") && g_str_equal (call->path[3], "startPageToken"))
    drive_tell_start_token (call);
  else
    return n >= 4 && g_str_equal (what, "files") && handle_file (call, n);
  return TRUE;
}

gboolean
drive_handle (Call *call)
{
  guint n = g_strv_length (call->path);
  gboolean is_upload = n >= 4 && g_str_equal (call->path[0], "upload");
  char **path = call->path + (is_upload ? 1 : 0);

  if (n < 3 || !g_str_equal (path[0], "drive") || !g_str_equal (path[1], "v3"))
    return FALSE;
  call->service = CALL_SERVICE_DRIVE;
  /* A session's address says by itself who may. */
  if (!(is_upload && call_get (call, "upload_id") != NULL
        && soup_message_headers_get_one (soup_server_message_get_request_headers (call->message), "Authorization")
             == NULL)
      && !call_check_scope (call, "drive", "drive.file", "drive.readonly", "drive.metadata.readonly", NULL))
    return TRUE;
  if (!is_upload && !g_str_equal (call->method, "GET") && !token_has_scope (call->token, "drive")
      && !token_has_scope (call->token, "drive.file"))
    {
      call_fail (call, 403, "PERMISSION_DENIED", "insufficientPermissions",
                 "Request had insufficient authentication scopes.");
      return TRUE;
    }
  return is_upload ? drive_handle_upload (call) : handle_collection (call, n);
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

static JsonArray *
promised_to_json (Drive *drive)
{
  JsonArray *array = json_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, drive->promised);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    json_array_add_string_element (array, id);
  return array;
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
      if (file->owner != NULL)
        json_object_set_string_member (entry, "owner", file->owner);
      if (file->drive != NULL)
        json_object_set_string_member (entry, "drive", file->drive);
      if (file->is_blob)
        {
          json_object_set_int_member (entry, "size", file->size);
          json_object_set_string_member (entry, "md5", file->md5);
          json_object_set_string_member (entry, "sha256", file->sha256);
        }
      json_object_set_boolean_member (entry, "deleted", file->is_deleted);
      json_object_set_boolean_member (entry, "anyone", file->anyone_reads);
      json_object_set_int_member (entry, "change", file->change);
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
  json_object_set_array_member (object, "promised", promised_to_json (drive));
  json_object_set_int_member (object, "nextVersion", drive->next_version);
  json_object_set_int_member (object, "nextChange", drive->next_change);
  json_object_set_int_member (object, "limit", drive->limit);
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
                                  json_object_get_string_member (entry, "name"),
                                  json_object_get_string_member (entry, "mimeType"), call_get_text (entry, "owner"));

      file->parent = g_strdup (json_object_get_string_member_with_default (entry, "parent", NULL));
      people_from_json (file->writers, json_object_get_array_member (entry, "writers"));
      people_from_json (file->readers, json_object_get_array_member (entry, "readers"));
      file->is_trashed = json_object_get_boolean_member (entry, "trashed");
      file->created_ms = json_object_get_int_member (entry, "created");
      file->modified_ms = file->shown_modified_ms = json_object_get_int_member (entry, "modified");
      file->version = file->shown_version = json_object_get_int_member (entry, "version");
      file->drive = g_strdup (call_get_text (entry, "drive"));
      file->is_blob = json_object_has_member (entry, "sha256");
      file->size = json_object_get_int_member_with_default (entry, "size", 0);
      file->md5 = g_strdup (call_get_text (entry, "md5"));
      file->sha256 = g_strdup (call_get_text (entry, "sha256"));
      file->is_deleted = json_object_get_boolean_member_with_default (entry, "deleted", FALSE);
      file->anyone_reads = json_object_get_boolean_member_with_default (entry, "anyone", FALSE);
      file->change = json_object_get_int_member_with_default (entry, "change", 0);
      json_object_unref (file->app_properties);
      file->app_properties = json_object_ref (json_object_get_object_member (entry, "appProperties"));
    }
  drive->next_version = json_object_get_int_member (object, "nextVersion");
  drive->next_change = json_object_get_int_member_with_default (object, "nextChange", drive->next_version);
  drive->limit = json_object_get_int_member_with_default (object, "limit", drive->limit);
  if (json_object_has_member (object, "promised"))
    for (guint i = 0; i < json_array_get_length (json_object_get_array_member (object, "promised")); i++)
      g_hash_table_add (drive->promised, g_strdup (json_array_get_string_element (
                                           json_object_get_array_member (object, "promised"), i)));
}
