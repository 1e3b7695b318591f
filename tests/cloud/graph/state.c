/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

#include <glib/gstdio.h>

#define DAY_S (24 * 60 * 60)

static const char *const plurals[N_KINDS] = {
  "apps",     "people",     "pages",    "grants", "tokens",  "codes",   "photos",   "posts",
  "comments", "businesses", "catalogs", "feeds",  "uploads", "handles", "vehicles", "errors",
};

/* ---- Records ---- */

const char *
rec_text (Record *record, const char *name)
{
  JsonNode *node = json_object_get_member (record, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
rec_int (Record *record, const char *name)
{
  return json_object_get_int_member_with_default (record, name, 0);
}

gboolean
rec_flag (Record *record, const char *name)
{
  return json_object_get_boolean_member_with_default (record, name, FALSE);
}

void
rec_set_text (Record *record, const char *name, const char *text)
{
  if (text == NULL)
    json_object_remove_member (record, name);
  else
    json_object_set_string_member (record, name, text);
}

void
rec_set_int (Record *record, const char *name, gint64 value)
{
  json_object_set_int_member (record, name, value);
}

void
rec_set_flag (Record *record, const char *name, gboolean value)
{
  json_object_set_boolean_member (record, name, value);
}

JsonArray *
rec_list (Record *record, const char *name)
{
  JsonNode *node = json_object_get_member (record, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
rec_list_has (Record *record, const char *name, const char *text)
{
  JsonArray *list = rec_list (record, name);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    if (g_strcmp0 (json_array_get_string_element (list, i), text) == 0)
      return TRUE;
  return FALSE;
}

Record *
graph_find (Graph *graph, Kind kind, const char *id)
{
  JsonNode *node = id != NULL ? json_object_get_member (graph->records[kind], id) : NULL;

  return node != NULL ? json_node_get_object (node) : NULL;
}

Record *
graph_add (Graph *graph, Kind kind, const char *id, Record *record)
{
  json_object_set_object_member (graph->records[kind], id, record);
  graph_touch (graph);
  return record;
}

void
graph_remove (Graph *graph, Kind kind, const char *id)
{
  json_object_remove_member (graph->records[kind], id);
  graph_touch (graph);
}

GPtrArray *
graph_list (Graph *graph, Kind kind)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autoptr(GList) ids = json_object_get_members (graph->records[kind]);

  for (GList *link = ids; link != NULL; link = link->next)
    g_ptr_array_add (list, json_object_get_object_member (graph->records[kind], link->data));
  return list;
}

const char *
graph_get_plural (Kind kind)
{
  return plurals[kind];
}

/* ---- Time, ids ---- */

gint64
graph_now_s (Graph *graph)
{
  return cloud_now_s (graph->cloud);
}

void
graph_touch (Graph *graph)
{
  graph->version++;
  cloud_touch (graph->cloud);
}

/* Not one after the other, so that nobody counts on it */
char *
graph_make_id (Graph *graph)
{
  graph->n_ids += 1 + (graph->n_ids * 7 + 3) % 11;
  return g_strdup_printf ("12210%010" G_GINT64_FORMAT, graph->n_ids);
}

char *
graph_make_secret (const char *prefix)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  GString *text = g_string_new (prefix);

  for (guint i = 0; i < 96; i++)
    g_string_append_c (text, letters[g_random_int_range (0, sizeof letters - 1)]);
  return g_string_free (text, FALSE);
}

char *
graph_format_time (gint64 time_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (time_s);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S+0000");
}

void
graph_violate (Graph *graph, const char *method, const char *path, const char *why)
{
  JsonObject *violation = json_object_new ();

  json_object_set_int_member (violation, "n", graph->cloud->n_calls);
  json_object_set_string_member (violation, "method", method);
  json_object_set_string_member (violation, "path", path);
  json_object_set_string_member (violation, "why", why);
  json_array_add_object_element (graph->violations, violation);
}

/* ---- Switches ---- */

static const struct
{
  const char *name;
  gint64 number;    /* also 0 and 1 of a flag */
  const char *text; /* (nullable): of one that is a word */
} default_quirks[] = {
  /* Sign-in */
  { "code_life_s", 600, NULL },
  { "short_life_s", 5400, NULL },
  { "long_life_s", 5183944, NULL },
  { "omits_expires_in", 0, NULL },
  { "foreign_page_error", 200, NULL },  /* or 33 */
  { "death_keeps_scheduled", 1, NULL }, /* waiting posts of a person whose token dies */
  /* Photos */
  { "max_photo_bytes", 4 * 1024 * 1024, NULL },
  { "photo_life_s", DAY_S, NULL },
  { "loses_plain_photos", 1, NULL }, /* a scheduled post has only its temporary photos when it appears */
  { "photos_outlive_post", 1, NULL },
  /* Posts */
  { "max_photos_per_post", 10, NULL },
  { "nested_media", 0, NULL }, /* attached_media[0][media_fbid]= is taken */
  { "schedule_min_s", 600, NULL },
  { "schedule_max_s", 30 * DAY_S, NULL }, /* 29 or 75 days elsewhere */
  { "max_scheduled", 0, NULL },           /* so many may wait; 0: any number */
  { "edit_margin_s", 0, NULL },           /* a waiting post cannot be changed so short before its time */
  { "list_lag_s", 5, NULL },
  { "duplicate_error", 506, NULL }, /* or 1404082 */
  { "burst_posts", 6, NULL },       /* more than these in burst_s: 368/1390008; 0: never */
  { "burst_s", 600, NULL },
  { "foreign_edit_error", 200, NULL }, /* or 100 */
  { "message_max", 63206, NULL },
  /* Reading */
  { "needs_user_content", 1, NULL }, /* pages_read_user_content for comments and reactions */
  { "page_size", 0, NULL },          /* a list never has more rows than these; 0: as many as asked */
  { "empty_pages", 0, NULL },        /* so many next pages are empty and still have a next */
  { "insights_min_likes", 100, NULL },
  { "insights_small_error", 0, NULL }, /* 2874008 instead of nothing */
  { "lively", 0, NULL },               /* visitors come by themselves as time passes */
  { "ids_all_or_nothing", 1, NULL },
  { "dead_metrics", 0, "" }, /* separated by commas: refused although they are known */
  { "batch_null", 0, NULL }, /* this element (from 1) of the next batch is null */
  /* Limits */
  { "app_calls", 0, NULL },  /* an hour; 0: any number, the headers tell percents of 20000 */
  { "page_calls", 0, NULL }, /* a day */
  { "block_minutes", 60, NULL },
  { "block_extension_minutes", 1, NULL }, /* by each call while blocked */
  { "usage_headers", 0, "good" },         /* or missing, malformed, sometimes (every third is missing) */
};

gboolean
quirk_flag (Graph *graph, const char *name)
{
  return quirk_int (graph, name) != 0;
}

gint64
quirk_int (Graph *graph, const char *name)
{
  JsonNode *node = json_object_get_member (graph->quirks, name);

  if (node == NULL)
    g_error ("There is no quirk “%s”", name);
  return json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : json_node_get_int (node);
}

const char *
quirk_text (Graph *graph, const char *name)
{
  return json_object_get_string_member (graph->quirks, name);
}

static JsonObject *
make_quirks (void)
{
  JsonObject *quirks = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (default_quirks); i++)
    if (default_quirks[i].text != NULL)
      json_object_set_string_member (quirks, default_quirks[i].name, default_quirks[i].text);
    else
      json_object_set_int_member (quirks, default_quirks[i].name, default_quirks[i].number);
  return quirks;
}

/* ---- Photos on disk ---- */

static char *
make_photo_path (Graph *graph, const char *id)
{
  g_autofree char *name = g_strconcat ("photo-", id, NULL);

  return g_build_filename (graph->cloud->state_dir, name, NULL);
}

GBytes *
graph_read_photo (Graph *graph, const char *id)
{
  g_autofree char *path = make_photo_path (graph, id);
  char *data = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &data, &length, NULL) ? g_bytes_new_take (data, length) : NULL;
}

void
graph_write_photo (Graph *graph, const char *id, GBytes *bytes)
{
  g_autofree char *path = make_photo_path (graph, id);
  g_autoptr(GError) error = NULL;

  /* Without the safety of a rename: nothing is kept in this file */
  if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                 G_FILE_SET_CONTENTS_NONE, 0600, &error))
    g_warning ("%s", error->message);
}

/* ---- What the clock does ---- */

Record *
graph_find_post (Graph *graph, const char *id)
{
  Record *post = graph_find (graph, KIND_POSTS, id);

  return post != NULL && !rec_flag (post, "deleted") ? post : NULL;
}

void
graph_publish_post (Graph *graph, Record *post, gint64 at_s)
{
  JsonArray *photos = rec_list (post, "photos");
  JsonArray *kept = json_array_new ();
  gboolean loses = rec_int (post, "scheduled_s") != 0 && quirk_flag (graph, "loses_plain_photos");

  for (guint i = 0; photos != NULL && i < json_array_get_length (photos); i++)
    {
      const char *id = json_array_get_string_element (photos, i);
      Record *photo = graph_find (graph, KIND_PHOTOS, id);

      if (photo == NULL || (loses && !rec_flag (photo, "temporary")))
        continue;
      rec_set_flag (photo, "published", TRUE);
      rec_set_int (photo, "expires_s", 0);
      json_array_add_string_element (kept, id);
    }
  json_object_set_array_member (post, "photos", kept);
  rec_set_flag (post, "published", TRUE);
  rec_set_int (post, "created_s", at_s);
  rec_set_int (post, "updated_s", at_s);
  rec_set_int (post, "listed_s", at_s + quirk_int (graph, "list_lag_s"));
  rec_set_int (post, "scheduled_s", 0);
  graph_touch (graph);
}

/* From its post, too. */
void
graph_forget_photo (Graph *graph, const char *id)
{
  g_autofree char *own_id = g_strdup (id), *path = make_photo_path (graph, id);
  Record *photo = graph_find (graph, KIND_PHOTOS, id);
  Record *post = photo != NULL ? graph_find (graph, KIND_POSTS, rec_text (photo, "post")) : NULL;
  JsonArray *photos = post != NULL ? rec_list (post, "photos") : NULL;

  for (guint i = photos != NULL ? json_array_get_length (photos) : 0; i > 0; i--)
    if (g_strcmp0 (json_array_get_string_element (photos, i - 1), own_id) == 0)
      json_array_remove_element (photos, i - 1);
  g_unlink (path);
  graph_remove (graph, KIND_PHOTOS, own_id);
}

void
graph_delete_post (Graph *graph, Record *post)
{
  JsonArray *photos = rec_list (post, "photos");

  rec_set_flag (post, "deleted", TRUE);
  rec_set_int (post, "deleted_s", graph_now_s (graph));
  if (!quirk_flag (graph, "photos_outlive_post") || !rec_flag (post, "published"))
    for (guint i = photos != NULL ? json_array_get_length (photos) : 0; i > 0; i--)
      graph_forget_photo (graph, json_array_get_string_element (photos, i - 1));
  graph_touch (graph);
}

void
graph_expect (Graph *graph, gint64 at_s)
{
  graph->due_s = MIN (graph->due_s, at_s);
}

static void
settle_posts (Graph *graph, gint64 now_s)
{
  g_autoptr(GPtrArray) posts = graph_list (graph, KIND_POSTS);

  for (guint i = 0; i < posts->len; i++)
    {
      Record *post = g_ptr_array_index (posts, i);
      gint64 at_s = rec_int (post, "scheduled_s");

      if (at_s == 0 || rec_flag (post, "published") || rec_flag (post, "deleted"))
        continue;
      if (at_s <= now_s)
        graph_publish_post (graph, post, at_s);
      else
        graph_expect (graph, at_s);
    }
}

static void
settle_photos (Graph *graph, gint64 now_s)
{
  g_autoptr(GPtrArray) photos = graph_list (graph, KIND_PHOTOS);

  for (guint i = 0; i < photos->len; i++)
    {
      Record *photo = g_ptr_array_index (photos, i);
      gint64 at_s = rec_int (photo, "expires_s");

      if (at_s != 0 && at_s <= now_s)
        graph_forget_photo (graph, rec_text (photo, "id"));
      else if (at_s != 0)
        graph_expect (graph, at_s);
    }
}

void
graph_settle (Graph *graph)
{
  gint64 now_s = graph_now_s (graph);

  if (now_s < graph->due_s)
    return;
  graph->due_s = G_MAXINT64;
  settle_posts (graph, now_s);
  settle_photos (graph, now_s);
  catalog_settle_batches (graph);
  catalog_settle_uploads (graph);
}

/* ---- From start to end ---- */

static void
add_defaults (Graph *graph)
{
  g_autofree char *success = g_strconcat (graph->cloud->base, "/facebook/connect/login_success.html", NULL);
  g_autofree char *text = g_strdup_printf (
    "{ \"apps\": ["
    "    { \"id\": \"700100200300400\", \"secret\": \"0f1e2d3c4b5a69788796a5b4c3d2e1f0\", \"name\": \"Publicador del "
    "lote\","
    "      \"live\": false, \"redirect_uris\": [ \"%1$s\", \"https://www.facebook.com/connect/login_success.html\" ] },"
    "    { \"id\": \"700100200300500\", \"secret\": \"1f1e2d3c4b5a69788796a5b4c3d2e1f1\", \"name\": \"Publicador (en "
    "vivo)\","
    "      \"live\": true, \"redirect_uris\": [ \"%1$s\", \"https://www.facebook.com/connect/login_success.html\" ] },"
    "    { \"id\": \"700100200300600\", \"secret\": \"2f1e2d3c4b5a69788796a5b4c3d2e1f2\", \"name\": \"Con prueba\","
    "      \"live\": true, \"requires_proof\": true, \"redirect_uris\": [ \"%1$s\" ] } ],"
    "  \"people\": [ { \"id\": \"10150000000000001\", \"name\": \"Laura Treviño\" },"
    "                { \"id\": \"10150000000000002\", \"name\": \"Jorge Garza\" },"
    "                { \"id\": \"10150000000000003\", \"name\": \"Ana sin Página\" } ],"
    "  \"pages\": ["
    "    { \"id\": \"102900000000001\", \"name\": \"Autos del Norte\", \"category\": \"Car dealership\", \"likes\": "
    "1840,"
    "      \"roles\": { \"10150000000000001\": \"all\", \"10150000000000002\": \"all\" } },"
    "    { \"id\": \"102900000000002\", \"name\": \"Seminuevos Linda Vista\", \"category\": \"Car dealership\", "
    "\"likes\": 412,"
    "      \"roles\": { \"10150000000000001\": \"all\" } },"
    "    { \"id\": \"102900000000003\", \"name\": \"Camionetas Garza\", \"category\": \"Automotive\", \"likes\": 61,"
    "      \"roles\": { \"10150000000000002\": \"all\" } } ],"
    "  \"businesses\": [ { \"id\": \"200300400500600\", \"name\": \"Grupo del Norte\", \"people\": [ "
    "\"10150000000000001\" ] } ],"
    "  \"catalogs\": [ { \"id\": \"300400500600700\", \"name\": \"Autos\", \"business\": \"200300400500600\","
    "                    \"vertical\": \"vehicles\" } ] }",
    success);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  if (!json_parser_load_from_data (parser, text, -1, &error)
      || !graph_apply_scenario (graph, json_node_get_object (json_parser_get_root (parser)), &error))
    g_error ("%s", error->message);
}

static void
empty (Graph *graph)
{
  for (guint i = 0; i < N_KINDS; i++)
    {
      g_clear_pointer (&graph->records[i], json_object_unref);
      graph->records[i] = json_object_new ();
    }
  g_clear_pointer (&graph->quirks, json_object_unref);
  g_clear_pointer (&graph->usage, json_object_unref);
  g_clear_pointer (&graph->violations, json_array_unref);
  graph->quirks = make_quirks ();
  graph->usage = json_object_new ();
  graph->violations = json_array_new ();
  graph->due_s = 0;
}

Graph *
graph_new (Cloud *cloud)
{
  Graph *graph = g_new0 (Graph, 1);

  graph->cloud = cloud;
  empty (graph);
  return graph;
}

void
graph_free (Graph *graph)
{
  for (guint i = 0; i < N_KINDS; i++)
    json_object_unref (graph->records[i]);
  json_object_unref (graph->quirks);
  json_object_unref (graph->usage);
  json_array_unref (graph->violations);
  g_free (graph);
}

void
graph_reset (Graph *graph)
{
  empty (graph);
}

JsonObject *
graph_to_json (Graph *graph)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < N_KINDS; i++)
    json_object_set_object_member (object, plurals[i], json_object_ref (graph->records[i]));
  json_object_set_object_member (object, "quirks", json_object_ref (graph->quirks));
  json_object_set_object_member (object, "usage", json_object_ref (graph->usage));
  json_object_set_array_member (object, "violations", json_array_ref (graph->violations));
  json_object_set_int_member (object, "n_ids", graph->n_ids);
  return object;
}

static void
load_object (JsonObject **to, JsonObject *from, const char *name)
{
  if (!json_object_has_member (from, name))
    return;
  json_object_unref (*to);
  *to = json_object_ref (json_object_get_object_member (from, name));
}

void
graph_load (Graph *graph, JsonObject *object)
{
  if (object == NULL)
    {
      add_defaults (graph);
      return;
    }
  for (guint i = 0; i < N_KINDS; i++)
    load_object (&graph->records[i], object, plurals[i]);
  load_object (&graph->usage, object, "usage");
  if (json_object_has_member (object, "quirks"))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *node;

      /* Onto the defaults, so that a state of an older program has the newer switches */
      json_object_iter_init (&iter, json_object_get_object_member (object, "quirks"));
      while (json_object_iter_next (&iter, &name, &node))
        json_object_set_member (graph->quirks, name, json_node_copy (node));
    }
  if (json_object_has_member (object, "violations"))
    {
      json_array_unref (graph->violations);
      graph->violations = json_array_ref (json_object_get_array_member (object, "violations"));
    }
  graph->n_ids = json_object_get_int_member_with_default (object, "n_ids", 0);
}
