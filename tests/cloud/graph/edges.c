/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"

#include <string.h>

#include "insights.h"

/* Meta tells of no more than these, however many hang on a post. */
#define MAX_SUBATTACHMENTS 12

static JsonNode *
take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/* ---- Attachments ---- */

static gboolean
is_attachment_field (const char *name)
{
  static const char *const known[] = { "media_type", "media", "target",        "subattachments", "title",
                                       "type",       "url",   "unshimmed_url", "description",    NULL };

  return g_strv_contains (known, name);
}

/* Leaves what @fields name; FALSE: refused */
static gboolean
keep_fields (Ask *ask, JsonObject *object, GPtrArray *fields)
{
  g_autoptr(GList) members = json_object_get_members (object);

  for (guint i = 0; i < fields->len; i++)
    {
      const Field *field = g_ptr_array_index (fields, i);

      if (!is_attachment_field (field->name))
        {
          ask_violate (ask, "Attachments have no field “%s”", field->name);
          return ask_fail (ask, 100, 0, "(#100) Tried accessing nonexisting field (%s) on node type (StoryAttachment)",
                           field->name);
        }
      if (field->children != NULL && g_str_equal (field->name, "subattachments")
          && json_object_has_member (object, "subattachments"))
        {
          JsonArray *data = rec_list (json_object_get_object_member (object, "subattachments"), "data");

          for (guint j = 0; j < json_array_get_length (data); j++)
            if (!keep_fields (ask, json_array_get_object_element (data, j), field->children))
              return FALSE;
        }
    }
  for (GList *link = members; link != NULL; link = link->next)
    {
      gboolean is_kept = FALSE;

      for (guint i = 0; i < fields->len; i++)
        is_kept |= g_str_equal (((Field *) g_ptr_array_index (fields, i))->name, link->data);
      if (!is_kept)
        json_object_remove_member (object, link->data);
    }
  return TRUE;
}

static JsonObject *
make_photo (Ask *ask, const char *id)
{
  g_autofree char *url = g_strdup_printf ("%s/pages/photo/%s", ask->graph->cloud->base, id);
  JsonObject *object = json_object_new (), *target = json_object_new (), *media = json_object_new (),
             *image = json_object_new ();

  json_object_set_string_member (object, "media_type", "photo");
  json_object_set_string_member (object, "type", "photo");
  json_object_set_string_member (object, "url", url);
  json_object_set_string_member (target, "id", id);
  json_object_set_string_member (target, "url", url);
  json_object_set_object_member (object, "target", target);
  json_object_set_string_member (image, "src", url);
  json_object_set_object_member (media, "image", image);
  json_object_set_object_member (object, "media", media);
  return object;
}

static JsonObject *
make_album (Ask *ask, JsonArray *photos)
{
  JsonObject *object = make_photo (ask, json_array_get_string_element (photos, 0));
  JsonObject *inner = json_object_new ();
  JsonArray *data = json_array_new ();

  for (guint i = 0; i < MIN (json_array_get_length (photos), MAX_SUBATTACHMENTS); i++)
    json_array_add_object_element (data, make_photo (ask, json_array_get_string_element (photos, i)));
  json_object_set_array_member (inner, "data", data);
  json_object_set_string_member (object, "media_type", "album");
  json_object_set_string_member (object, "type", "album");
  json_object_set_object_member (object, "subattachments", inner);
  return object;
}

JsonNode *
edge_make_attachments (Ask *ask, Record *post, const Field *field)
{
  JsonArray *photos = rec_list (post, "photos");
  guint n = photos != NULL ? json_array_get_length (photos) : 0;
  g_autoptr(JsonObject) object = NULL;
  JsonObject *edge;
  JsonArray *data;

  if (!field_check_modifiers (ask, field, "limit as") || n == 0)
    return NULL;
  object = n == 1 ? make_photo (ask, json_array_get_string_element (photos, 0)) : make_album (ask, photos);
  if (field->children != NULL && !keep_fields (ask, object, field->children))
    return NULL;
  edge = json_object_new ();
  data = json_array_new ();
  json_array_add_object_element (data, g_steal_pointer (&object));
  json_object_set_array_member (edge, "data", data);
  return take_object (edge);
}

/* ---- Counts ---- */

static gboolean
may_read_people (Ask *ask)
{
  return !quirk_flag (ask->graph, "needs_user_content") || ask_may (ask, "pages_read_user_content", NULL);
}

static JsonNode *
make_count (const Field *field, gint64 n, gboolean is_comments)
{
  JsonObject *edge = json_object_new ();
  JsonArray *data = json_array_new ();

  json_object_set_array_member (edge, "data", data);
  if (field_get (field, "summary") != NULL)
    {
      JsonObject *summary = json_object_new ();

      json_object_set_int_member (summary, "total_count", n);
      if (is_comments)
        {
          json_object_set_string_member (summary, "order", "ranked");
          json_object_set_boolean_member (summary, "can_comment", TRUE);
        }
      json_object_set_object_member (edge, "summary", summary);
    }
  return take_object (edge);
}

JsonNode *
edge_make_reactions (Ask *ask, Record *post, const Field *field)
{
  static const char *const kinds[] = { "LIKE",     "LOVE",  "WOW",  "HAHA",    "SAD",  "ANGRY", "CARE",
                                       "THANKFUL", "PRIDE", "FIRE", "HUNDRED", "NONE", NULL };
  const char *kind = field_get (field, "type");

  if (!may_read_people (ask) || !field_check_modifiers (ask, field, "limit summary type as"))
    return NULL;
  if (kind != NULL && !g_strv_contains (kinds, kind))
    {
      ask_violate (ask, "There is no reaction “%s”", kind);
      ask_fail (ask, 100, 0,
                "(#100) Param type must be one of {NONE, LIKE, LOVE, WOW, HAHA, SAD, ANGRY, THANKFUL, PRIDE, CARE}");
      return NULL;
    }
  return make_count (field, insights_count_reactions (ask->graph, post, kind), FALSE);
}

JsonNode *
edge_make_comments (Ask *ask, Record *post, const Field *field)
{
  g_autoptr(GPtrArray) all = NULL;
  const char *filter = field_get (field, "filter");
  gint64 limit = field_get_int (field, "limit", 25);
  JsonNode *node;
  JsonArray *data;
  gint64 n = 0;

  if (!may_read_people (ask) || !field_check_modifiers (ask, field, "limit summary filter order as"))
    return NULL;
  if (filter != NULL && !g_str_equal (filter, "stream") && !g_str_equal (filter, "toplevel"))
    {
      ask_violate (ask, "Comments have no filter “%s”", filter);
      ask_fail (ask, 100, 0, "(#100) Param filter must be one of {stream, toplevel}");
      return NULL;
    }
  node = make_count (field, 0, TRUE);
  data = rec_list (json_node_get_object (node), "data");
  all = graph_list (ask->graph, KIND_COMMENTS);
  for (guint i = 0; i < all->len; i++)
    {
      Record *comment = g_ptr_array_index (all, i);
      JsonObject *object;

      if (g_strcmp0 (rec_text (comment, "post"), rec_text (post, "id")) != 0 || rec_flag (comment, "deleted"))
        continue;
      if (n++ < limit && (object = node_make (ask, KIND_COMMENTS, comment, field->children)) != NULL)
        json_array_add_object_element (data, object);
    }
  if (field_get (field, "summary") != NULL)
    json_object_set_int_member (json_object_get_object_member (json_node_get_object (node), "summary"), "total_count",
                                n);
  return node;
}

/* Absent where there is none */
JsonNode *
edge_make_shares (Ask *ask, Record *post)
{
  gint64 n = insights_count (ask->graph, post, "shares");
  JsonObject *shares;

  if (n == 0)
    return NULL;
  shares = json_object_new ();
  json_object_set_int_member (shares, "count", n);
  return take_object (shares);
}
