/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

/* (nullable): of the bytes, whatever the name says */
static const char *
guess_type (GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  if (length > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "image/jpeg";
  return length > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0 ? "image/png" : NULL;
}

static gboolean
check_file (Ask *ask, GBytes **bytes)
{
  const Part *part;

  if (ask->parts->len == 0)
    return ask_fail (ask, 324, 0, "(#324) Requires upload file");
  if (ask->parts->len > 1)
    {
      ask_violate (ask, "One call uploads one photo");
      return ask_fail (ask, 324, 0, "(#324) Missing or invalid image file");
    }
  part = g_ptr_array_index (ask->parts, 0);
  if (g_bytes_get_size (part->bytes) == 0)
    return ask_fail (ask, 324, 0, "(#324) Missing or invalid image file");
  for (const char *at = part->file_name; *at != '\0'; at++)
    if ((guchar) *at >= 0x80)
      ask_violate (ask, "A file name of a part is ASCII");
  if (part->content_type == NULL || !g_str_has_prefix (part->content_type, "image/"))
    ask_violate (ask, "A photo's part has a type of images, not “%s”",
                 part->content_type != NULL ? part->content_type : "");
  if (guess_type (part->bytes) == NULL
      || g_bytes_get_size (part->bytes) > (gsize) quirk_int (ask->graph, "max_photo_bytes"))
    {
      ask_fail (ask, 100, 1366046, "Invalid parameter");
      ask_explain (
        ask, "Can't Read Files",
        "Your photos couldn't be uploaded. Photos should be less than 4 MB and saved as JPG, PNG, GIF or TIFF files.");
      return FALSE;
    }
  *bytes = part->bytes;
  return TRUE;
}

static gboolean
check_params (Ask *ask)
{
  gboolean is_published = ask_get_bool (ask, "published", TRUE);

  if (ask_get_bool (ask, "temporary", FALSE) && (is_published || ask_get (ask, "scheduled_publish_time") != NULL))
    return ask_fail (ask, 100, 0,
                     "(#100) temporary can only be used with published=false and no scheduled_publish_time");
  if (ask_get (ask, "scheduled_publish_time") != NULL)
    {
      ask_violate (ask, "Photos are scheduled with their post");
      return ask_fail (ask, 100, 0, "(#100) You cannot specify a scheduled publish time on a %s post",
                       is_published ? "published" : "photo");
    }
  if (ask_get (ask, "url") != NULL)
    {
      ask_violate (ask, "This Meta fetches nothing: url");
      return ask_fail (ask, 324, 0, "(#324) Missing or invalid image file");
    }
  return TRUE;
}

static Record *
add_photo (Ask *ask, GBytes *bytes)
{
  Graph *graph = ask->graph;
  g_autofree char *id = graph_make_id (graph);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  Record *photo = json_object_new ();

  rec_set_text (photo, "id", id);
  rec_set_text (photo, "page", rec_text (ask->page, "id"));
  rec_set_text (photo, "app", rec_text (ask->app, "id"));
  rec_set_text (photo, "sha256", hash);
  rec_set_int (photo, "bytes", g_bytes_get_size (bytes));
  rec_set_text (photo, "type", guess_type (bytes));
  rec_set_flag (photo, "temporary", ask_get_bool (ask, "temporary", FALSE));
  rec_set_flag (photo, "published", FALSE);
  rec_set_text (photo, "caption", ask_get (ask, "caption"));
  rec_set_text (photo, "alt", ask_get (ask, "alt_text_custom"));
  rec_set_int (photo, "created_s", graph_now_s (graph));
  rec_set_int (photo, "expires_s", graph_now_s (graph) + quirk_int (graph, "photo_life_s"));
  graph_expect (graph, rec_int (photo, "expires_s"));
  graph_write_photo (graph, id, bytes);
  return graph_add (graph, KIND_PHOTOS, id, photo);
}

/* A post of this one photo. */
static void
publish (Ask *ask, Record *photo)
{
  const char *ids[] = { rec_text (photo, "id"), NULL }, *caption = ask_get (ask, "caption");
  Record *post = feed_add (ask, caption != NULL ? caption : "", (GStrv) ids);
  JsonObject *answer;

  if (post == NULL)
    return;
  answer = json_object_new ();
  json_object_set_string_member (answer, "id", rec_text (photo, "id"));
  json_object_set_string_member (answer, "post_id", rec_text (post, "id"));
  ask_answer (ask, answer);
}

void
photos_upload (Ask *ask)
{
  GBytes *bytes = NULL;

  if (!check_params (ask) || !check_file (ask, &bytes))
    return;
  if (ask_get_bool (ask, "published", TRUE))
    publish (ask, add_photo (ask, bytes));
  else
    ask_answer_id (ask, rec_text (add_photo (ask, bytes), "id"));
}

void
photos_delete (Ask *ask)
{
  if (g_strcmp0 (rec_text (ask->node, "app"), rec_text (ask->app, "id")) != 0)
    {
      ask_fail (ask, 200, 0, "(#200) Permissions error");
      return;
    }
  graph_forget_photo (ask->graph, rec_text (ask->node, "id"));
  ask_succeed (ask);
}

/* ---- On a post ---- */

gboolean
photos_check (Ask *ask, const char *page_id, GStrv photos)
{
  guint n = g_strv_length (photos);

  if (n > (guint) quirk_int (ask->graph, "max_photos_per_post"))
    return ask_fail (ask, 100, 0, "(#100) Too many photos attached to the post");
  for (guint i = 0; i < n; i++)
    {
      Record *photo = graph_find (ask->graph, KIND_PHOTOS, photos[i]);

      for (guint j = 0; j < i; j++)
        if (g_str_equal (photos[i], photos[j]))
          return ask_fail (ask, 100, 0, "Invalid parameter");
      /* What Meta does with a photo that hangs on a post already is not known: refused */
      if (photo == NULL || g_strcmp0 (rec_text (photo, "page"), page_id) != 0 || rec_text (photo, "post") != NULL
          || g_strcmp0 (rec_text (photo, "app"), rec_text (ask->app, "id")) != 0)
        return ask_fail (ask, 100, 0, "Invalid parameter");
    }
  return TRUE;
}

void
photos_attach (Ask *ask, Record *post, GStrv photos)
{
  JsonArray *list = json_array_new ();

  for (char **id = photos; *id != NULL; id++)
    {
      Record *photo = graph_find (ask->graph, KIND_PHOTOS, *id);

      json_array_add_string_element (list, *id);
      rec_set_text (photo, "post", rec_text (post, "id"));
      /* One that is not temporary goes its way although its post waits */
      if (rec_flag (photo, "temporary") || rec_int (post, "scheduled_s") == 0
          || !quirk_flag (ask->graph, "loses_plain_photos"))
        rec_set_int (photo, "expires_s", 0);
    }
  json_object_set_array_member (post, "photos", list);
}
