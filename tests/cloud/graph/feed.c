/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

/* ---- attached_media ---- */

static gboolean
refuse_media (Ask *ask)
{
  ask_violate (ask, "attached_media has none of its two shapes");
  return ask_fail (ask, 100, 0, "(#100) param attached_media must be an array.");
}

/* {"media_fbid":"1"} and nothing else. (nullable) (transfer full) */
static char *
read_one (JsonNode *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || json_object_get_size (object) != 1)
    return NULL;
  return g_strdup (rec_text (object, "media_fbid"));
}

static gboolean
read_list (Ask *ask, GPtrArray *photos)
{
  g_autoptr(JsonNode) node = ask_get_json (ask, "attached_media");
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      char *id = read_one (json_array_get_element (list, i));

      if (id == NULL)
        return refuse_media (ask);
      g_ptr_array_add (photos, id);
    }
  return list != NULL || refuse_media (ask);
}

/* attached_media[0]={"media_fbid":"1"}, counted from 0 without a gap; attached_media[0][media_fbid]=1 only where that
 * is on. */
static gboolean
read_indexed (Ask *ask, guint n_given, GPtrArray *photos)
{
  for (guint i = 0; i < n_given; i++)
    {
      g_autofree char *name = g_strdup_printf ("attached_media[%u]", i);
      g_autofree char *nested = g_strdup_printf ("attached_media[%u][media_fbid]", i);
      g_autoptr(JsonNode) node = ask_get_json (ask, name);
      char *id = read_one (node);

      if (id == NULL && quirk_flag (ask->graph, "nested_media"))
        id = g_strdup (ask_get (ask, nested));
      if (id == NULL)
        return refuse_media (ask);
      g_ptr_array_add (photos, id);
    }
  return TRUE;
}

/* (nullable) (transfer full): NULL refused */
static GStrv
read_media (Ask *ask)
{
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer name;
  guint n_indexed = 0;

  g_hash_table_iter_init (&iter, ask->params);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    n_indexed += g_str_has_prefix (name, "attached_media[");
  if (ask_get (ask, "attached_media") != NULL ? n_indexed > 0 || !read_list (ask, photos)
                                              : !read_indexed (ask, n_indexed, photos))
    {
      if (ask->status == 0)
        refuse_media (ask);
      return NULL;
    }
  g_ptr_array_add (photos, NULL);
  return (GStrv) g_ptr_array_steal (photos, NULL);
}

/* ---- What is refused ---- */

static gboolean
fail_duplicate (Ask *ask)
{
  if (quirk_int (ask->graph, "duplicate_error") == 1404082)
    {
      ask_fail (ask, 368, 1404082, "The action attempted has been deemed abusive or is otherwise disallowed");
      ask_explain (ask, "You've already posted this",
                   "It looks like you've already posted this. Try posting something different.");
    }
  else
    {
      ask_fail (ask, 506, 1455006, "Duplicate status message");
      ask_explain (ask, "Duplicate Status Update",
                   "This status update is identical to the last one you posted. Try posting something different, "
                   "or delete your previous update.");
    }
  return FALSE;
}

/* Against the last post that still stands, waiting or not; and more than so many posts in so many minutes. */
static gboolean
check_others (Ask *ask, const char *page, const char *message, gboolean is_now)
{
  Graph *graph = ask->graph;
  g_autoptr(GPtrArray) posts = graph_list (graph, KIND_POSTS);
  gint64 since_s = graph_now_s (graph) - quirk_int (graph, "burst_s"), most = quirk_int (graph, "burst_posts");
  Record *last = NULL;
  gint64 n = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      Record *post = g_ptr_array_index (posts, i);

      if (g_strcmp0 (rec_text (post, "page"), page) != 0)
        continue;
      n += rec_flag (post, "published") && rec_int (post, "made_s") > since_s;
      if (!rec_flag (post, "deleted"))
        last = post;
    }
  if (is_now && most != 0 && n >= most)
    {
      ask_fail (ask, 368, 1390008, "The action attempted has been deemed abusive or is otherwise disallowed");
      ask_explain (ask, "You Can't Use This Feature Right Now",
                   "We limit how often you can post, comment or do other things in a given amount of time in order to "
                   "help protect the "
                   "community from spam. You can try again later.");
      return FALSE;
    }
  return last == NULL || *message == '\0' || g_strcmp0 (rec_text (last, "message"), message) != 0
         || fail_duplicate (ask);
}

static gboolean
check_link (Ask *ask, GStrv photos)
{
  const char *link = ask_get (ask, "link");
  g_autoptr(GUri) uri = link != NULL ? g_uri_parse (link, G_URI_FLAGS_NONE, NULL) : NULL;

  if (link == NULL)
    return TRUE;
  if (photos[0] != NULL)
    {
      ask_violate (ask, "A link and photos are not combined");
      return ask_fail (ask, 100, 0, "Invalid parameter");
    }
  if (uri == NULL || g_uri_get_host (uri) == NULL || !g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    return ask_fail (ask, 100, 1500, "The url you supplied is invalid");
  return !g_str_has_suffix (g_uri_get_host (uri), "facebook.com")
         || ask_fail (ask, 100, 1609008, "You can't post links to facebook.com from here");
}

static gint64
count_waiting (Graph *graph, const char *page)
{
  g_autoptr(GPtrArray) posts = graph_list (graph, KIND_POSTS);
  gint64 n = 0;

  for (guint i = 0; i < posts->len; i++)
    {
      Record *post = g_ptr_array_index (posts, i);

      n += rec_int (post, "scheduled_s") != 0 && !rec_flag (post, "deleted")
           && g_strcmp0 (rec_text (post, "page"), page) == 0;
    }
  return n;
}

static gboolean
check_window (Ask *ask, gint64 at_s)
{
  gint64 ahead_s = at_s - graph_now_s (ask->graph);

  return (ahead_s >= quirk_int (ask->graph, "schedule_min_s") && ahead_s <= quirk_int (ask->graph, "schedule_max_s"))
         || ask_fail (ask, 100, 0, "(#100) The specified scheduled publish time is invalid.");
}

static gint64
read_time (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return time != NULL ? g_date_time_to_unix (time) : g_ascii_strtoll (text, NULL, 10);
}

/* FALSE: refused. *@at_s: 0 for now */
static gboolean
check_time (Ask *ask, const char *page, gint64 *at_s)
{
  const char *text = ask_get (ask, "scheduled_publish_time"), *type = ask_get (ask, "unpublished_content_type");
  gint64 most = quirk_int (ask->graph, "max_scheduled");

  *at_s = 0;
  if (text == NULL)
    return g_strcmp0 (type, "SCHEDULED") != 0
           || ask_fail (ask, 100, 0, "(#100) You must specify a scheduled publish time for a scheduled post");
  if (ask_get_bool (ask, "published", TRUE))
    return ask_fail (ask, 100, 0, "(#100) You cannot specify a scheduled publish time on a published post");
  *at_s = read_time (text);
  if (most != 0 && count_waiting (ask->graph, page) >= most)
    return ask_fail (ask, 100, 0, "(#100) The specified scheduled publish time is invalid.");
  return check_window (ask, *at_s);
}

static char *
read_message (const char *text)
{
  return g_strchomp (g_strdup (text != NULL ? text : ""));
}

static gboolean
check_message (Ask *ask, const char *message)
{
  return g_utf8_strlen (message, -1) <= quirk_int (ask->graph, "message_max")
         || ask_fail (ask, 100, 0, "(#100) The message is too long");
}

/* ---- Making ---- */

Record *
feed_add (Ask *ask, const char *text, GStrv photos)
{
  Graph *graph = ask->graph;
  const char *page = rec_text (ask->page, "id");
  g_autofree char *message = read_message (text), *story = NULL, *id = NULL;
  gboolean is_published = ask_get_bool (ask, "published", TRUE);
  gint64 at_s = 0;
  Record *post;

  if (*message == '\0' && photos[0] == NULL && ask_get (ask, "link") == NULL)
    {
      ask_fail (ask, 100, 1349125, "Invalid parameter");
      ask_explain (ask, "Missing message or attachment", "Missing message or attachment.");
      return NULL;
    }
  if (!check_message (ask, message) || !check_link (ask, photos) || !check_time (ask, page, &at_s)
      || !photos_check (ask, page, photos) || !check_others (ask, page, message, is_published))
    return NULL;
  story = graph_make_id (graph);
  id = g_strdup_printf ("%s_%s", page, story);
  post = graph_add (graph, KIND_POSTS, id, json_object_new ());
  rec_set_text (post, "id", id);
  rec_set_text (post, "page", page);
  rec_set_text (post, "app", rec_text (ask->app, "id"));
  rec_set_text (post, "person", rec_text (ask->person, "id"));
  rec_set_text (post, "message", message);
  rec_set_text (post, "link", ask_get (ask, "link"));
  /* What an app in development makes, only people with a role on it see */
  rec_set_flag (post, "for_testers", !rec_flag (ask->app, "live"));
  rec_set_int (post, "scheduled_s", at_s);
  if (at_s != 0)
    graph_expect (graph, at_s);
  rec_set_int (post, "made_s", graph_now_s (graph));
  rec_set_int (post, "created_s", graph_now_s (graph));
  rec_set_int (post, "updated_s", graph_now_s (graph));
  rec_set_int (post, "listed_s", graph_now_s (graph) + quirk_int (graph, "list_lag_s"));
  photos_attach (ask, post, photos);
  if (is_published)
    graph_publish_post (graph, post, graph_now_s (graph));
  return post;
}

void
feed_post (Ask *ask)
{
  g_auto(GStrv) photos = read_media (ask);
  Record *post = photos != NULL ? feed_add (ask, ask_get (ask, "message"), photos) : NULL;

  if (post != NULL)
    ask_answer_id (ask, rec_text (post, "id"));
}

/* ---- Changing ---- */

static gboolean
is_own (Ask *ask)
{
  if (g_strcmp0 (rec_text (ask->node, "app"), rec_text (ask->app, "id")) == 0)
    return TRUE;
  if (quirk_int (ask->graph, "foreign_edit_error") == 100)
    return ask_fail (ask, 100, 0, "(#100) You can only edit posts that were created by your app");
  return ask_fail (ask, 200, 0,
                   "(#200) You do not have sufficient permission to edit this post: it was not created by this app");
}

static gboolean
check_update (Ask *ask, const char *message)
{
  Record *post = ask->node;
  gint64 waits_until_s = rec_int (post, "scheduled_s");
  const char *is_published = ask_get (ask, "is_published");

  if (waits_until_s != 0 && waits_until_s - graph_now_s (ask->graph) < quirk_int (ask->graph, "edit_margin_s"))
    return ask_fail (ask, 100, 0, "(#100) The post is about to be published and cannot be edited");
  if (message != NULL && *message == '\0' && json_array_get_length (rec_list (post, "photos")) == 0)
    return ask_fail (ask, 100, 0, "(#100) A post cannot be empty");
  if (is_published != NULL && (rec_flag (post, "published") || !g_str_equal (is_published, "true")))
    return ask_fail (ask, 100, 0, "(#100) is_published can only be set to true on an unpublished post");
  if (ask_get (ask, "scheduled_publish_time") == NULL)
    return TRUE;
  if (waits_until_s == 0 || is_published != NULL)
    return ask_fail (ask, 100, 0, "(#100) You cannot specify a scheduled publish time on a published post");
  return check_window (ask, ask_get_int (ask, "scheduled_publish_time", 0));
}

void
feed_update (Ask *ask)
{
  g_autofree char *message = ask_get (ask, "message") != NULL ? read_message (ask_get (ask, "message")) : NULL;
  Record *post = ask->node;

  if (!is_own (ask) || (message != NULL && !check_message (ask, message)) || !check_update (ask, message))
    return;
  if (message != NULL)
    rec_set_text (post, "message", message);
  if (ask_get (ask, "scheduled_publish_time") != NULL)
    {
      rec_set_int (post, "scheduled_s", ask_get_int (ask, "scheduled_publish_time", 0));
      graph_expect (ask->graph, rec_int (post, "scheduled_s"));
    }
  if (ask_get (ask, "is_hidden") != NULL)
    rec_set_flag (post, "hidden", ask_get_bool (ask, "is_hidden", FALSE));
  if (ask_get (ask, "timeline_visibility") != NULL)
    rec_set_flag (post, "hidden", g_str_equal (ask_get (ask, "timeline_visibility"), "hidden"));
  if (ask_get (ask, "is_pinned") != NULL)
    rec_set_flag (post, "pinned", ask_get_bool (ask, "is_pinned", FALSE));
  if (ask_get (ask, "backdated_time") != NULL)
    rec_set_int (post, "created_s", read_time (ask_get (ask, "backdated_time")));
  rec_set_int (post, "updated_s", graph_now_s (ask->graph));
  if (ask_get (ask, "is_published") != NULL)
    graph_publish_post (ask->graph, post, graph_now_s (ask->graph));
  graph_touch (ask->graph);
  ask_succeed (ask);
}

void
feed_delete (Ask *ask)
{
  if (!is_own (ask))
    return;
  graph_delete_post (ask->graph, ask->node);
  ask_succeed (ask);
}
