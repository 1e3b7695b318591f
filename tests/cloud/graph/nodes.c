/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"

#include <string.h>

#include "methods.h"

/* What each kind of node has, and (with a star) what comes without fields=. What is asked for by name and is no field
 * of the node fails the whole call. */
static const struct
{
  const char *type;
  const char *fields;
} nodes[N_KINDS] = {
  [KIND_APPS] = { "Application", "id* name*" },
  [KIND_PEOPLE] = { "User", "id* name*" },
  [KIND_PAGES] = { "Page", "id* name* access_token category tasks fan_count followers_count link picture username "
                           "is_published" },
  [KIND_PHOTOS] = { "Photo", "id* created_time* name* alt_text alt_text_custom link images width height picture "
                             "can_delete from" },
  [KIND_POSTS] = { "Post", "id* message* created_time* updated_time permalink_url is_published is_hidden "
                           "scheduled_publish_time "
                           "status_type full_picture attachments shares reactions comments from timeline_visibility "
                           "can_reply_privately is_eligible_for_promotion" },
  [KIND_COMMENTS] = { "Comment", "id* message* created_time* from can_remove is_hidden like_count comment_count" },
  [KIND_BUSINESSES] = { "Business", "id* name*" },
  [KIND_CATALOGS] = { "ProductCatalog", "id* name* vertical" },
  [KIND_FEEDS] = { "ProductFeed", "id* name* default_currency country encoding delimiter quoted_fields_mode" },
  [KIND_VEHICLES] = { "Vehicle",
                      "id* vehicle_id title description url make model year price currency body_style state_of_vehicle "
                      "exterior_color interior_color vin availability condition drivetrain fuel_type transmission trim "
                      "vehicle_type dealer_id dealer_name dealer_phone fb_page_id visibility image_fetch_status" },
  [KIND_ERRORS] = { "ProductFeedUploadError",
                    "id* summary* description* severity* error_type total_count affected_surfaces" },
  [KIND_UPLOADS] = { "ProductFeedUpload",
                     "id* start_time* end_time* num_detected_items num_persisted_items num_invalid_items "
                     "num_deleted_items error_count warning_count" },
};

const char *
node_get_type (Kind kind)
{
  return nodes[kind].type;
}

static gboolean
has_field (Kind kind, const char *name)
{
  g_auto(GStrv) known = g_strsplit (nodes[kind].fields, " ", -1);

  for (char **one = known; *one != NULL; one++)
    if (g_str_has_prefix (*one, name) && ((*one)[strlen (name)] == '\0' || (*one)[strlen (name)] == '*'))
      return TRUE;
  return FALSE;
}

static char *
make_default_fields (Kind kind)
{
  g_auto(GStrv) known = g_strsplit (nodes[kind].fields, " ", -1);
  g_autoptr(GString) text = g_string_new (NULL);

  for (char **one = known; *one != NULL; one++)
    if (g_str_has_suffix (*one, "*"))
      g_string_append_printf (text, "%s%.*s", text->len > 0 ? "," : "", (int) strlen (*one) - 1, *one);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- Values ---- */

static JsonNode *
make_text (const char *text)
{
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
make_int (gint64 number)
{
  return json_node_init_int (json_node_alloc (), number);
}

static JsonNode *
make_flag (gboolean flag)
{
  return json_node_init_boolean (json_node_alloc (), flag);
}

static JsonNode *
make_time (gint64 time_s)
{
  g_autofree char *text = time_s != 0 ? graph_format_time (time_s) : NULL;

  return make_text (text);
}

static JsonNode *
make_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

static JsonNode *
make_from (Ask *ask, Record *record)
{
  Record *page = graph_find (ask->graph, KIND_PAGES, rec_text (record, "page"));
  JsonObject *from = json_object_new ();

  if (page != NULL)
    {
      json_object_set_string_member (from, "id", rec_text (page, "id"));
      json_object_set_string_member (from, "name", rec_text (page, "name"));
    }
  return make_object (from);
}

static JsonNode *
make_photo_url (Ask *ask, const char *id)
{
  g_autofree char *url = g_strdup_printf ("%s/pages/photo/%s", ask->graph->cloud->base, id);

  return make_text (url);
}

static JsonNode *
make_tasks (Ask *ask, Record *page)
{
  static const char *const all[] = { "ANALYZE", "ADVERTISE", "MESSAGING", "MODERATE", "CREATE_CONTENT", "MANAGE" };
  JsonObject *roles = json_object_get_object_member (page, "roles");
  JsonNode *tasks = ask->person != NULL ? json_object_get_member (roles, rec_text (ask->person, "id")) : NULL;
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *list = json_array_new ();

  if (tasks != NULL && JSON_NODE_HOLDS_ARRAY (tasks))
    {
      json_array_unref (list);
      json_node_free (node);
      return json_node_copy (tasks);
    }
  for (guint i = 0; tasks != NULL && i < G_N_ELEMENTS (all); i++)
    json_array_add_string_element (list, all[i]);
  json_node_take_array (node, list);
  return node;
}

/* ---- Fields of each kind; NULL: absent, or refused ---- */

static JsonNode *
make_page_field (Ask *ask, Record *page, const Field *field)
{
  const char *id = rec_text (page, "id");

  if (g_str_equal (field->name, "fan_count") || g_str_equal (field->name, "followers_count"))
    return make_int (rec_int (page, "likes"));
  if (g_str_equal (field->name, "link"))
    {
      g_autofree char *url = g_strdup_printf ("%s/pages/%s", ask->graph->cloud->base, id);

      return make_text (url);
    }
  if (g_str_equal (field->name, "is_published"))
    return make_flag (TRUE);
  if (g_str_equal (field->name, "tasks"))
    return make_tasks (ask, page);
  if (g_str_equal (field->name, "access_token"))
    {
      Record *grant = ask->person != NULL
                        ? token_get_grant (ask->graph, rec_text (ask->app, "id"), rec_text (ask->person, "id"))
                        : NULL;

      if (ask->page == page)
        return make_text (ask->token_text);
      return grant != NULL && ask->page == NULL && rec_list_has (grant, "pages", id)
                 && ask_has_scope (ask, "pages_show_list")
               ? make_text (login_get_page_token (ask, page))
               : NULL;
    }
  return make_text (rec_text (page, field->name));
}

static JsonNode *
make_photo_field (Ask *ask, Record *photo, const Field *field)
{
  const char *id = rec_text (photo, "id");

  if (g_str_equal (field->name, "created_time"))
    return make_time (rec_int (photo, "created_s"));
  if (g_str_equal (field->name, "name"))
    return make_text (rec_text (photo, "caption"));
  if (g_str_has_prefix (field->name, "alt_text"))
    return make_text (rec_text (photo, "alt"));
  if (g_str_equal (field->name, "link") || g_str_equal (field->name, "picture"))
    return make_photo_url (ask, id);
  if (g_str_equal (field->name, "can_delete"))
    return make_flag (TRUE);
  if (g_str_equal (field->name, "from"))
    return make_from (ask, photo);
  if (g_str_equal (field->name, "images"))
    {
      JsonNode *node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *images = json_array_new ();
      JsonObject *image = json_object_new ();

      json_object_set_member (image, "source", make_photo_url (ask, id));
      json_array_add_object_element (images, image);
      json_node_take_array (node, images);
      return node;
    }
  return make_text (rec_text (photo, field->name));
}

static JsonNode *
make_post_field (Ask *ask, Record *post, const Field *field)
{
  const char *name = field->name;
  gboolean is_published = rec_flag (post, "published");
  JsonArray *photos = rec_list (post, "photos");

  if (g_str_equal (name, "attachments"))
    return edge_make_attachments (ask, post, field);
  if (g_str_equal (name, "reactions"))
    return edge_make_reactions (ask, post, field);
  if (g_str_equal (name, "comments"))
    return edge_make_comments (ask, post, field);
  if (g_str_equal (name, "shares"))
    return edge_make_shares (ask, post);
  if (g_str_equal (name, "created_time"))
    return make_time (rec_int (post, "created_s"));
  if (g_str_equal (name, "updated_time"))
    return make_time (rec_int (post, "updated_s"));
  if (g_str_equal (name, "from"))
    return make_from (ask, post);
  if (g_str_equal (name, "permalink_url"))
    {
      g_autofree char *url =
        g_strdup_printf ("%s/pages/%s#%s", ask->graph->cloud->base, rec_text (post, "page"), rec_text (post, "id"));

      /* Absent on what is not published */
      return is_published ? make_text (url) : NULL;
    }
  if (g_str_equal (name, "is_published"))
    return make_flag (is_published);
  if (g_str_equal (name, "is_hidden"))
    return make_flag (rec_flag (post, "hidden"));
  if (g_str_equal (name, "timeline_visibility"))
    return make_text (rec_flag (post, "hidden") ? "hidden" : "normal");
  if (g_str_equal (name, "is_eligible_for_promotion") || g_str_equal (name, "can_reply_privately"))
    return make_flag (FALSE);
  if (g_str_equal (name, "scheduled_publish_time"))
    return rec_int (post, "scheduled_s") != 0
             ? json_node_init_double (json_node_alloc (), rec_int (post, "scheduled_s"))
             : NULL;
  if (g_str_equal (name, "status_type"))
    return make_text (photos != NULL && json_array_get_length (photos) > 0 ? "added_photos" : "mobile_status_update");
  if (g_str_equal (name, "full_picture"))
    return photos != NULL && json_array_get_length (photos) > 0
             ? make_photo_url (ask, json_array_get_string_element (photos, 0))
             : NULL;
  if (g_str_equal (name, "message") && *rec_text (post, "message") == '\0')
    return NULL;
  return make_text (rec_text (post, name));
}

static JsonNode *
make_comment_field (Ask *ask, Record *comment, const Field *field)
{
  if (g_str_equal (field->name, "created_time"))
    return make_time (rec_int (comment, "created_s"));
  if (g_str_equal (field->name, "can_remove"))
    return make_flag (TRUE);
  if (g_str_equal (field->name, "is_hidden"))
    return make_flag (FALSE);
  if (g_str_has_suffix (field->name, "_count"))
    return make_int (0);
  if (g_str_equal (field->name, "from"))
    {
      JsonObject *from = json_object_new ();

      /* Of visitors Meta tells no more than the name */
      if (rec_text (comment, "by") != NULL)
        json_object_set_string_member (from, "id", rec_text (comment, "by"));
      json_object_set_string_member (from, "name", rec_text (comment, "name"));
      return make_object (from);
    }
  return make_text (rec_text (comment, field->name));
}

static JsonNode *
make_field (Ask *ask, Kind kind, Record *record, const Field *field)
{
  JsonNode *member;

  switch (kind)
    {
    case KIND_PAGES:
      return make_page_field (ask, record, field);
    case KIND_PHOTOS:
      return make_photo_field (ask, record, field);
    case KIND_POSTS:
      return make_post_field (ask, record, field);
    case KIND_COMMENTS:
      return make_comment_field (ask, record, field);
    case KIND_UPLOADS:
      return catalog_make_upload_field (record, field->name);
    default:
      member = json_object_get_member (record, field->name);
      return member != NULL ? json_node_copy (member) : NULL;
    }
}

/* ---- Nodes ---- */

JsonObject *
node_make (Ask *ask, Kind kind, Record *record, GPtrArray *fields)
{
  g_autofree char *defaults = fields == NULL ? make_default_fields (kind) : NULL;
  g_autoptr(GPtrArray) own = fields == NULL ? fields_parse (defaults) : g_ptr_array_ref (fields);
  g_autoptr(JsonObject) object = json_object_new ();

  for (guint i = 0; i < own->len; i++)
    {
      const Field *field = g_ptr_array_index (own, i);
      JsonNode *value;

      if (!has_field (kind, field->name))
        {
          ask_violate (ask, "%s has no field “%s”", nodes[kind].type, field->name);
          ask_fail (ask, 100, 0, "(#100) Tried accessing nonexisting field (%s) on node type (%s)", field->name,
                    nodes[kind].type);
          return NULL;
        }
      value = make_field (ask, kind, record, field);
      if (ask->status >= 300)
        {
          g_clear_pointer (&value, json_node_unref);
          return NULL;
        }
      if (value != NULL)
        json_object_set_member (object, field_get_alias (field), value);
    }
  /* The id comes always */
  if (!json_object_has_member (object, "id"))
    json_object_set_string_member (object, "id", rec_text (record, "id"));
  return g_steal_pointer (&object);
}

gboolean
node_read_fields (Ask *ask, GPtrArray **fields)
{
  const char *text = ask_get (ask, "fields");

  *fields = text != NULL && *text != '\0' ? fields_parse (text) : NULL;
  if (*fields != NULL || text == NULL || *text == '\0')
    return TRUE;
  ask_violate (ask, "fields= cannot be read: %s", text);
  return ask_fail (ask, 2500, 0, "Syntax error \"Expected end of string instead of \"%s\".\" at character 0: %s", text,
                   text);
}

void
node_get (Ask *ask)
{
  g_autoptr(GPtrArray) fields = NULL;
  Kind kind = KIND_APPS;
  JsonObject *object;

  node_find (ask, rec_text (ask->node, "id"), &kind);
  if (node_read_fields (ask, &fields) && (object = node_make (ask, kind, ask->node, fields)) != NULL)
    ask_answer (ask, object);
}

Record *
node_find (Ask *ask, const char *id, Kind *kind)
{
  static const Kind kinds[] = { KIND_PEOPLE,     KIND_PAGES,    KIND_POSTS, KIND_PHOTOS,  KIND_COMMENTS, KIND_APPS,
                                KIND_BUSINESSES, KIND_CATALOGS, KIND_FEEDS, KIND_UPLOADS, KIND_VEHICLES };

  if (g_strcmp0 (id, "me") == 0)
    {
      *kind = ask->page != NULL ? KIND_PAGES : ask->person != NULL ? KIND_PEOPLE : KIND_APPS;
      return ask->page != NULL ? ask->page : ask->person != NULL ? ask->person : ask->app;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Record *record = graph_find (ask->graph, kinds[i], id);

      if (record != NULL && !rec_flag (record, "deleted")
          && (kinds[i] != KIND_COMMENTS || graph_find_post (ask->graph, rec_text (record, "post")) != NULL))
        {
          *kind = kinds[i];
          return record;
        }
    }
  return NULL;
}
