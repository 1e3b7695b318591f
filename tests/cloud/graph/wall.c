/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wall.h"

#include <string.h>

static gboolean
fail (GError **error, const char *why, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s: “%s”", why, what != NULL ? what : "");
  return FALSE;
}

/* ---- By hand ---- */

static void
react (Record *post, const char *kind, gint64 times)
{
  JsonObject *reactions;

  if (!json_object_has_member (post, "reactions"))
    json_object_set_object_member (post, "reactions", json_object_new ());
  reactions = json_object_get_object_member (post, "reactions");
  rec_set_int (reactions, kind, MAX (0, rec_int (reactions, kind) + times));
}

static void
comment (Graph *graph, Record *post, const char *name, const char *message)
{
  g_autofree char *number = graph_make_id (graph);
  g_autofree char *id = g_strdup_printf ("%s_%s", strchr (rec_text (post, "id"), '_') + 1, number);
  Record *record = graph_add (graph, KIND_COMMENTS, id, json_object_new ());

  rec_set_text (record, "id", id);
  rec_set_text (record, "post", rec_text (post, "id"));
  rec_set_text (record, "page", rec_text (post, "page"));
  rec_set_text (record, "name", name);
  rec_set_text (record, "message", message);
  rec_set_int (record, "created_s", graph_now_s (graph));
}

gboolean
wall_act (Graph *graph, JsonObject *what, GError **error)
{
  const char *verb = json_object_get_string_member_with_default (what, "do", "");
  Record *post = graph_find_post (graph, rec_text (what, "post"));
  gint64 times = json_object_get_int_member_with_default (what, "times", 1);

  if (post == NULL)
    return fail (error, "There is no such post", rec_text (what, "post"));
  if (g_str_equal (verb, "like"))
    react (post, json_object_get_string_member_with_default (what, "kind", "LIKE"), times);
  else if (g_str_equal (verb, "share") || g_str_equal (verb, "view") || g_str_equal (verb, "click"))
    {
      g_autofree char *name = g_strconcat (verb, "s", NULL);

      rec_set_int (post, name, rec_int (post, name) + times);
    }
  else if (g_str_equal (verb, "comment"))
    comment (graph, post, json_object_get_string_member_with_default (what, "name", "Una visita"),
             json_object_get_string_member_with_default (what, "message", "¿Sigue disponible?"));
  else if (g_str_equal (verb, "delete"))
    graph_delete_post (graph, post);
  else if (g_str_equal (verb, "hide") || g_str_equal (verb, "show"))
    rec_set_flag (post, "hidden", g_str_equal (verb, "hide"));
  else if (g_str_equal (verb, "publish") && !rec_flag (post, "published"))
    graph_publish_post (graph, post, graph_now_s (graph));
  else if (g_str_equal (verb, "edit") && rec_text (what, "message") != NULL)
    {
      rec_set_text (post, "message", rec_text (what, "message"));
      rec_set_int (post, "updated_s", graph_now_s (graph));
    }
  else
    return fail (error, "Nobody can do that to a post", verb);
  graph_touch (graph);
  return TRUE;
}

Record *
wall_add_post (Graph *graph, JsonObject *given)
{
  g_autofree char *story = graph_make_id (graph);
  g_autofree char *id = g_strdup_printf ("%s_%s", rec_text (given, "page"), story);
  Record *post = graph_add (graph, KIND_POSTS, id, json_object_new ());
  gint64 created_s = json_object_get_int_member_with_default (given, "created_s", graph_now_s (graph));

  rec_set_text (post, "id", id);
  rec_set_text (post, "page", rec_text (given, "page"));
  rec_set_text (post, "app", rec_text (given, "app"));
  rec_set_text (post, "person", rec_text (given, "person"));
  rec_set_text (post, "message", json_object_get_string_member_with_default (given, "message", ""));
  rec_set_int (post, "views", rec_int (given, "views"));
  rec_set_int (post, "clicks", rec_int (given, "clicks"));
  rec_set_int (post, "shares", rec_int (given, "shares"));
  rec_set_int (post, "made_s", created_s);
  json_object_set_array_member (post, "photos", json_array_new ());
  if (rec_int (given, "likes") > 0)
    react (post, "LIKE", rec_int (given, "likes"));
  graph_publish_post (graph, post, created_s);
  return post;
}
