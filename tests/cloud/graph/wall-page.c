/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wall.h"

#include <string.h>

#include "insights.h"
#include "wall-html.h"

/* ---- A photo ---- */

static void
show_photo (Call *call, const char *id)
{
  Record *photo = graph_find (call->cloud->graph, KIND_PHOTOS, id);
  g_autoptr(GBytes) bytes = photo != NULL ? graph_read_photo (call->cloud->graph, id) : NULL;

  if (bytes == NULL)
    return;
  call_answer_text (call, 200, rec_text (photo, "type"), "");
  g_bytes_unref (call->bytes);
  call->bytes = g_steal_pointer (&bytes);
}

/* ---- Posts ---- */

static JsonArray *
describe_photos (Graph *graph, Record *post)
{
  JsonArray *list = rec_list (post, "photos"), *described = json_array_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      Record *photo = graph_find (graph, KIND_PHOTOS, json_array_get_string_element (list, i));
      JsonObject *object;

      if (photo == NULL)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "id", rec_text (photo, "id"));
      rec_set_text (object, "alt", rec_text (photo, "alt"));
      json_array_add_object_element (described, object);
    }
  return described;
}

static JsonArray *
describe_comments (Graph *graph, Record *post)
{
  g_autoptr(GPtrArray) all = graph_list (graph, KIND_COMMENTS);
  JsonArray *described = json_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      Record *comment = g_ptr_array_index (all, i);
      JsonObject *object;

      if (rec_flag (comment, "deleted") || g_strcmp0 (rec_text (comment, "post"), rec_text (post, "id")) != 0)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "name", rec_text (comment, "name"));
      json_object_set_string_member (object, "message", rec_text (comment, "message"));
      json_array_add_object_element (described, object);
    }
  return described;
}

static JsonObject *
describe_post (Graph *graph, Record *post)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", rec_text (post, "id"));
  json_object_set_string_member (object, "message", rec_text (post, "message"));
  rec_set_text (object, "link", rec_text (post, "link"));
  rec_set_int (object, "created_s", rec_int (post, "created_s"));
  rec_set_int (object, "scheduled_s", rec_int (post, "scheduled_s"));
  rec_set_flag (object, "published", rec_flag (post, "published"));
  rec_set_flag (object, "hidden", rec_flag (post, "hidden"));
  rec_set_flag (object, "for_testers", rec_flag (post, "for_testers"));
  rec_set_flag (object, "by_hand", rec_text (post, "app") == NULL);
  rec_set_flag (object, "edited",
                rec_flag (post, "published") && rec_int (post, "updated_s") > rec_int (post, "created_s"));
  rec_set_int (object, "reactions", insights_count_reactions (graph, post, NULL));
  rec_set_int (object, "shares", insights_count (graph, post, "shares"));
  json_object_set_array_member (object, "photos", describe_photos (graph, post));
  json_object_set_array_member (object, "comments", describe_comments (graph, post));
  return object;
}

/* What waits longest is on top, then what waits shorter, then what is out, the newest first. */
static gint64
get_rank (Record *post)
{
  return rec_flag (post, "published") ? rec_int (post, "created_s") : G_MAXINT64 / 2 + rec_int (post, "scheduled_s");
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  gint64 one = get_rank (*(Record **) a), two = get_rank (*(Record **) b);

  return one != two ? (one < two ? 1 : -1)
                    : -g_strcmp0 (rec_text (*(Record **) a, "id"), rec_text (*(Record **) b, "id"));
}

/* (transfer container) */
static GPtrArray *
list_posts (Graph *graph, const char *page)
{
  g_autoptr(GPtrArray) all = graph_list (graph, KIND_POSTS);
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      Record *post = g_ptr_array_index (all, i);

      if (!rec_flag (post, "deleted") && g_strcmp0 (rec_text (post, "page"), page) == 0)
        g_ptr_array_add (own, post);
    }
  g_ptr_array_sort (own, compare_ranks);
  return own;
}

/* Of any Page: the clock is one for all. */
static gint64
find_next_s (Graph *graph)
{
  g_autoptr(GPtrArray) all = graph_list (graph, KIND_POSTS);
  gint64 next_s = 0;

  for (guint i = 0; i < all->len; i++)
    {
      Record *post = g_ptr_array_index (all, i);
      gint64 at_s = rec_int (post, "scheduled_s");

      if (!rec_flag (post, "deleted") && !rec_flag (post, "published") && at_s != 0 && (next_s == 0 || at_s < next_s))
        next_s = at_s;
    }
  return next_s;
}

static void
add_posts (Graph *graph, Record *page, JsonObject *answer)
{
  g_autoptr(GPtrArray) pages = graph_list (graph, KIND_PAGES);
  g_autoptr(GPtrArray) posts = list_posts (graph, rec_text (page, "id"));
  JsonArray *page_list = json_array_new (), *post_list = json_array_new ();
  JsonObject *own = json_object_new ();

  for (guint i = 0; i < pages->len; i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "id", rec_text (g_ptr_array_index (pages, i), "id"));
      json_object_set_string_member (entry, "name", rec_text (g_ptr_array_index (pages, i), "name"));
      json_array_add_object_element (page_list, entry);
    }
  for (guint i = 0; i < posts->len; i++)
    json_array_add_object_element (post_list, describe_post (graph, g_ptr_array_index (posts, i)));
  json_object_set_string_member (own, "name", rec_text (page, "name"));
  json_object_set_string_member (own, "category",
                                 rec_text (page, "category") != NULL ? rec_text (page, "category") : "");
  json_object_set_int_member (own, "likes", rec_int (page, "likes"));
  json_object_set_object_member (answer, "page", own);
  json_object_set_array_member (answer, "pages", page_list);
  json_object_set_array_member (answer, "posts", post_list);
}

static void
tell_posts (Call *call, Record *page)
{
  Graph *graph = call->cloud->graph;
  JsonObject *answer = json_object_new ();
  /* Where visitors come by themselves, a minute is news, too */
  gint64 minute = quirk_flag (graph, "lively") ? graph_now_s (graph) / 60 : 0;
  g_autofree char *version = g_strdup_printf ("%" G_GUINT64_FORMAT ".%" G_GINT64_FORMAT, graph->version, minute);

  json_object_set_string_member (answer, "version", version);
  json_object_set_int_member (answer, "now_s", graph_now_s (graph));
  json_object_set_int_member (answer, "next_s", find_next_s (graph));
  if (g_strcmp0 (call_get (call, "version"), version) != 0)
    add_posts (graph, page, answer);
  call_answer_object (call, answer);
}

/* ---- The addresses ---- */

void
wall_append_links (Graph *graph, GString *page)
{
  g_autoptr(GPtrArray) pages = graph_list (graph, KIND_PAGES);

  g_string_append (page, "<h2>Facebook</h2><ul>");
  for (guint i = 0; i < pages->len; i++)
    {
      Record *record = g_ptr_array_index (pages, i);
      g_autofree char *name = g_markup_escape_text (rec_text (record, "name"), -1);

      g_string_append_printf (page, "<li><a href=\"/pages/%s\">%s</a>", rec_text (record, "id"), name);
    }
  g_string_append (page, "</ul>");
}

gboolean
wall_handle (Call *call)
{
  Graph *graph = call->cloud->graph;
  guint n = g_strv_length (call->path);
  Record *page = n > 1 ? graph_find (graph, KIND_PAGES, call->path[1]) : NULL;

  if (n == 0 || !g_str_equal (call->path[0], "pages"))
    return FALSE;
  graph_settle (graph);
  if (n == 3 && g_str_equal (call->path[1], "photo"))
    show_photo (call, call->path[2]);
  else if (n == 2 && page != NULL)
    call_answer_text (call, 200, "text/html; charset=utf-8", wall_html);
  else if (n == 3 && page != NULL && g_str_equal (call->path[2], "posts"))
    tell_posts (call, page);
  return TRUE;
}
