/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include "identity.h"

#define OWNER "ventas@ejemplo.mx"

/* What people do in Drive itself. */

static void
merge_tags (DriveFile *file, JsonObject *act)
{
  JsonObject *tags =
    json_object_has_member (act, "appProperties") ? json_object_get_object_member (act, "appProperties") : NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (tags == NULL)
    return;
  json_object_iter_init (&iter, tags);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (file->app_properties, name, json_node_copy (value));
}

static const char *
add (Cloud *cloud, JsonObject *act)
{
  const char *parent = call_get_text (act, "parent"), *content = call_get_text (act, "base64");
  const char *name = call_get_text (act, "name"), *owner = call_get_text (act, "owner"),
             *type = call_get_text (act, "mimeType");
  DriveFile *folder = parent != NULL ? drive_find (cloud->drive, parent) : NULL;
  DriveFile *file;

  owner = owner != NULL ? owner : OWNER;
  identity_add_person (cloud->identity, owner, owner);
  file = drive_add (cloud, NULL, name != NULL ? name : "IMG_0001.jpg", type != NULL ? type : "image/jpeg", owner);
  if (folder != NULL)
    {
      file->parent = g_strdup (folder->id);
      file->drive = g_strdup (folder->drive);
    }
  if (content != NULL)
    {
      gsize size;
      guchar *data = g_base64_decode (content, &size);
      g_autoptr(GBytes) bytes = g_bytes_new_take (data, size);

      drive_set_content (cloud, file, bytes);
    }
  merge_tags (file, act);
  return file->id;
}

static const char *
add_shared_drive (Cloud *cloud, JsonObject *act)
{
  const char *name = call_get_text (act, "name");
  JsonArray *members = json_object_has_member (act, "members") ? json_object_get_array_member (act, "members") : NULL;
  DriveFile *root = drive_add (cloud, NULL, name != NULL ? name : "Lote", DRIVE_MIME_FOLDER, OWNER);

  g_clear_pointer (&root->owner, g_free);
  root->drive = g_strdup (root->id);
  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    g_ptr_array_add (root->writers, g_strdup (json_array_get_string_element (members, i)));
  return root->id;
}

static gboolean
share (Call *call, DriveFile *file, const char *what, const char *email)
{
  guint index;
  Person *person = email != NULL ? identity_find_person (call->cloud->identity, email) : NULL;

  if (email == NULL)
    return call_refuse (call, "No such person");
  if (g_str_equal (what, "share"))
    {
      identity_add_person (call->cloud->identity, email, email);
      g_ptr_array_add (file->writers, g_strdup (email));
    }
  else if (g_str_equal (what, "grant") && person != NULL)
    identity_grant_file (call->cloud->identity, person, file->id);
  else if (g_str_equal (what, "unshare"))
    {
      if (g_ptr_array_find_with_equal_func (file->writers, email, g_str_equal, &index))
        g_ptr_array_remove_index (file->writers, index);
      if (g_ptr_array_find_with_equal_func (file->readers, email, g_str_equal, &index))
        g_ptr_array_remove_index (file->readers, index);
      if (g_strcmp0 (file->owner, email) == 0)
        {
          g_free (file->owner);
          file->owner = g_strdup ("otro@ejemplo.mx");
        }
    }
  return TRUE;
}

static gboolean
act_on_file (Call *call, DriveFile *file, const char *what, JsonObject *act)
{
  Cloud *cloud = call->cloud;

  if (g_str_equal (what, "trash") || g_str_equal (what, "untrash"))
    file->is_trashed = g_str_equal (what, "trash");
  else if (g_str_equal (what, "delete"))
    file->is_deleted = TRUE;
  else if (g_str_equal (what, "rename"))
    {
      g_free (file->name);
      file->name = g_strdup (call_get_text (act, "name"));
    }
  else if (g_str_equal (what, "move"))
    {
      g_free (file->parent);
      file->parent = g_strdup (call_get_text (act, "to"));
    }
  else if (g_str_equal (what, "tag"))
    merge_tags (file, act);
  else if (g_str_equal (what, "age"))
    file->created_ms -= json_object_get_int_member_with_default (act, "days", 1) * 86400000;
  else if (!share (call, file, what, call_get_text (act, "email")))
    return FALSE;
  drive_touch (cloud, file, OWNER, FALSE);
  return TRUE;
}

gboolean
drive_act (Call *call, JsonObject *act, const char **id)
{
  const char *what = call_get_text (act, "do"), *file_id = call_get_text (act, "file");
  DriveFile *file = file_id != NULL ? drive_find (call->cloud->drive, file_id) : NULL;
  const char *made = NULL;

  if (g_strcmp0 (what, "add") == 0)
    made = add (call->cloud, act);
  else if (g_strcmp0 (what, "shared-drive") == 0)
    made = add_shared_drive (call->cloud, act);
  else if (g_strcmp0 (what, "limit") == 0)
    call->cloud->drive->limit = json_object_get_int_member_with_default (act, "bytes", 0);
  else if (g_strcmp0 (what, "forget-uploads") == 0)
    g_hash_table_remove_all (call->cloud->drive->uploads);
  else if (file == NULL || what == NULL)
    return call_refuse (call, "There is no such file in Drive");
  else if (!act_on_file (call, file, what, act))
    return FALSE;
  cloud_touch (call->cloud);
  if (id != NULL)
    *id = made;
  return TRUE;
}

void
drive_tell_all (Call *call)
{
  JsonObject *answer = drive_to_json (call->cloud->drive);

  for (guint i = 0; i < call->cloud->drive->files->len; i++)
    {
      JsonObject *entry = json_array_get_object_element (json_object_get_array_member (answer, "files"), i);

      json_object_set_boolean_member (
        entry, "inTrash", drive_is_in_trash (call->cloud->drive, g_ptr_array_index (call->cloud->drive->files, i)));
    }
  call_answer_object (call, answer);
}
