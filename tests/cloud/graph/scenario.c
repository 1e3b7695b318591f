/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "state.h"

#include <string.h>

#include "wall.h"

/* Reads what graph.h says that a scenario holds. A member that it does not name is an error. */

static gboolean
fail (GError **error, const char *why, const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Facebook's scenario: %s: “%s”", why, what);
  return FALSE;
}

static gboolean
check_members (JsonObject *object, const char *known, GError **error)
{
  g_auto(GStrv) names = g_strsplit (known, " ", -1);
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *link = members; link != NULL; link = link->next)
    if (!g_strv_contains ((const char *const *) names, link->data))
      return fail (error, "no such member", link->data);
  return TRUE;
}

/* Onto what is there already. */
static Record *
merge (Graph *graph, Kind kind, const char *id, JsonObject *given)
{
  Record *record = graph_find (graph, kind, id);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (record == NULL)
    record = graph_add (graph, kind, id, json_object_new ());
  json_object_iter_init_ordered (&iter, given);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (record, name, json_node_copy (node));
  graph_touch (graph);
  return record;
}

static gboolean
add_records (Graph *graph, JsonObject *scenario, Kind kind, const char *known, GError **error)
{
  JsonArray *list = rec_list (scenario, graph_get_plural (kind));

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *given = json_array_get_object_element (list, i);
      Record *record;

      if (!check_members (given, known, error))
        return FALSE;
      if (rec_text (given, "id") == NULL)
        return fail (error, "no id", graph_get_plural (kind));
      record = merge (graph, kind, rec_text (given, "id"), given);
      if (kind == KIND_PAGES && !json_object_has_member (record, "roles"))
        json_object_set_object_member (record, "roles", json_object_new ());
      if (kind == KIND_PAGES && !json_object_has_member (record, "likes"))
        rec_set_int (record, "likes", 500);
    }
  return TRUE;
}

/* As if written on facebook.com: no app may change it. */
static gboolean
add_posts (Graph *graph, JsonObject *scenario, GError **error)
{
  JsonArray *list = rec_list (scenario, "posts");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *given = json_array_get_object_element (list, i);

      if (!check_members (given, "page app person message created_s likes views clicks shares", error))
        return FALSE;
      if (graph_find (graph, KIND_PAGES, rec_text (given, "page")) == NULL)
        return fail (error, "a post's page", rec_text (given, "page") != NULL ? rec_text (given, "page") : "");
      wall_add_post (graph, given);
    }
  return TRUE;
}

static gboolean
set_quirks (Graph *graph, JsonObject *given, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, given);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!json_object_has_member (graph->quirks, name))
        return fail (error, "no such quirk", name);
      json_object_set_member (graph->quirks, name, json_node_copy (node));
    }
  return TRUE;
}

static gboolean
set_limits (Graph *graph, JsonObject *given, GError **error)
{
  static const char *const whose[] = { "page", "app", "catalog" };
  g_autofree char *key = NULL;
  JsonObject *usage;

  if (!check_members (given, "page app catalog percent block_minutes", error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (whose) && key == NULL; i++)
    if (rec_text (given, whose[i]) != NULL)
      key = g_strconcat (whose[i], " ", rec_text (given, whose[i]), NULL);
  if (key == NULL)
    return fail (error, "limits are a page's, an app's or a catalog's", "");
  if (!json_object_has_member (graph->usage, key))
    json_object_set_object_member (graph->usage, key, json_object_new ());
  usage = json_object_get_object_member (graph->usage, key);
  if (json_object_has_member (given, "percent"))
    rec_set_int (usage, "percent", rec_int (given, "percent"));
  if (json_object_has_member (given, "block_minutes"))
    rec_set_int (usage, "blocked_until_s", graph_now_s (graph) + 60 * rec_int (given, "block_minutes"));
  return TRUE;
}

/* As one that was not used for 90 days. */
static gboolean
expire_scope (Graph *graph, JsonObject *given, GError **error)
{
  const char *app = rec_text (given, "app"), *person = rec_text (given, "person");
  Record *grant = app != NULL && person != NULL ? token_get_grant (graph, app, person) : NULL;

  if (grant == NULL)
    return fail (error, "a permission is of an app and a person who has signed in", "");
  rec_set_text (json_object_get_object_member (grant, "scopes"), rec_text (given, "scope"), "expired");
  return TRUE;
}

static gboolean
apply_parts (Graph *graph, JsonObject *given, GError **error)
{
  JsonObject *part;

  if (json_object_has_member (given, "quirks")
      && !set_quirks (graph, json_object_get_object_member (given, "quirks"), error))
    return FALSE;
  if (json_object_has_member (given, "limits")
      && !set_limits (graph, json_object_get_object_member (given, "limits"), error))
    return FALSE;
  if (json_object_has_member (given, "die"))
    {
      part = json_object_get_object_member (given, "die");
      if (!check_members (part, "person page app subcode scope", error))
        return FALSE;
      if (rec_text (part, "scope") != NULL)
        return expire_scope (graph, part, error);
      token_kill (graph, rec_text (part, "app"), rec_text (part, "person"), rec_text (part, "page"),
                  rec_int (part, "subcode"));
    }
  return !json_object_has_member (given, "act")
         || wall_act (graph, json_object_get_object_member (given, "act"), error);
}

gboolean
graph_apply_scenario (Graph *graph, JsonObject *given, GError **error)
{
  if (!check_members (given, "reset apps people pages businesses catalogs posts quirks limits die act", error))
    return FALSE;
  if (rec_flag (given, "reset"))
    graph_reset (graph);
  graph_touch (graph);
  graph_expect (graph, 0);
  return add_records (graph, given, KIND_APPS, "id secret name live requires_proof redirect_uris", error)
         && add_records (graph, given, KIND_PEOPLE, "id name", error)
         && add_records (graph, given, KIND_PAGES, "id name category likes business roles", error)
         && add_records (graph, given, KIND_BUSINESSES, "id name people", error)
         && add_records (graph, given, KIND_CATALOGS, "id name business vertical", error)
         && add_posts (graph, given, error) && apply_parts (graph, given, error);
}

/* ---- The addresses ---- */

static GStrv
read_strings (JsonArray *list)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    g_strv_builder_add (builder, json_array_get_string_element (list, i));
  return g_strv_builder_end (builder);
}

/* A token as the sign-in would give it. */
static void
give_token (Call *call, JsonObject *given)
{
  Graph *graph = call->cloud->graph;
  g_autoptr(GError) error = NULL;
  const char *app = json_object_get_string_member_with_default (given, "app", "700100200300400");
  const char *person = json_object_get_string_member_with_default (given, "person", "10150000000000001");
  const char *kind = json_object_get_string_member_with_default (given, "kind", "USER"),
             *page = rec_text (given, "page");
  gboolean is_long = json_object_get_boolean_member_with_default (given, "long", TRUE),
           never = g_str_equal (kind, "SYSTEM");
  g_auto(GStrv) scopes = json_object_has_member (given, "scopes") ? read_strings (rec_list (given, "scopes"))
                                                                  : g_strdupv ((GStrv) token_scopes);
  gint64 life_s = quirk_int (graph, is_long ? "long_life_s" : "short_life_s"), end_s;
  JsonObject *answer;

  if (!check_members (given, "app person kind page scopes long", &error))
    call_refuse (call, "%s", error->message);
  else if (graph_find (graph, KIND_APPS, app) == NULL || graph_find (graph, KIND_PEOPLE, person) == NULL
           || (page != NULL && graph_find (graph, KIND_PAGES, page) == NULL))
    call_refuse (call, "There is no such app, person or Page");
  else
    {
      end_s = never || (page != NULL && is_long) ? 0 : graph_now_s (graph) + life_s;
      if (json_object_has_member (given, "scopes") && token_get_grant (graph, app, person) != NULL)
        json_object_set_object_member (token_get_grant (graph, app, person), "scopes", json_object_new ());
      if (json_object_has_member (given, "scopes") || token_get_grant (graph, app, person) == NULL)
        token_grant (graph, app, person, scopes, NULL, NULL);
      answer = json_object_new ();
      json_object_set_string_member (
        answer, "access_token",
        rec_text (token_make (graph, page != NULL ? "PAGE" : kind, app, person, page, end_s, is_long || never),
                  "text"));
      call_answer_object (call, answer);
    }
}

static void
answer_violations (Call *call)
{
  JsonObject *answer = json_object_new ();

  json_object_set_array_member (answer, "violations", json_array_ref (call->cloud->graph->violations));
  call_answer_object (call, answer);
}

static void
forget_violations (Call *call)
{
  json_array_unref (call->cloud->graph->violations);
  call->cloud->graph->violations = json_array_new ();
  call_answer_object (call, json_object_new ());
}

void
graph_control (Call *call, JsonObject *given)
{
  const char *what = call->path[2] != NULL ? call->path[2] : "";
  g_autoptr(GError) error = NULL;

  graph_settle (call->cloud->graph);
  if (g_str_equal (call->method, "GET") && g_str_equal (what, "violations"))
    answer_violations (call);
  else if (g_str_equal (call->method, "DELETE") && g_str_equal (what, "violations"))
    forget_violations (call);
  else if (g_str_equal (call->method, "GET") && g_str_equal (what, ""))
    call_answer_object (call, graph_to_json (call->cloud->graph));
  else if (given == NULL || (!g_str_equal (what, "") && !g_str_equal (what, "token")))
    call_refuse (call, "There is no %s of /control/facebook/%s", call->method, what);
  else if (g_str_equal (what, "token"))
    give_token (call, given);
  else if (!graph_apply_scenario (call->cloud->graph, given, &error))
    call_refuse (call, "%s", error->message);
  else
    call_answer_object (call, json_object_new ());
}
