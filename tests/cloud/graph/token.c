/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <string.h>

const char *const token_scopes[] = {
  "public_profile",
  "email",
  "openid",
  "pages_show_list",
  "pages_read_engagement",
  "pages_manage_posts",
  "pages_read_user_content",
  "pages_manage_engagement",
  "pages_manage_metadata",
  "read_insights",
  "business_management",
  "catalog_management",
  NULL,
};

/* ---- Grants, codes, tokens ---- */

static char *
make_grant_key (const char *app, const char *person)
{
  return g_strdup_printf ("%s %s", app, person);
}

Record *
token_get_grant (Graph *graph, const char *app, const char *person)
{
  g_autofree char *key = make_grant_key (app, person);

  return graph_find (graph, KIND_GRANTS, key);
}

static JsonArray *
list_pages_of (Graph *graph, const char *person)
{
  g_autoptr(GPtrArray) pages = graph_list (graph, KIND_PAGES);
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < pages->len; i++)
    {
      Record *page = g_ptr_array_index (pages, i);

      if (json_object_has_member (json_object_get_object_member (page, "roles"), person))
        json_array_add_string_element (list, rec_text (page, "id"));
    }
  return list;
}

Record *
token_grant (Graph *graph, const char *app, const char *person, GStrv scopes, GStrv declined, GStrv pages)
{
  g_autofree char *key = make_grant_key (app, person);
  Record *grant = graph_find (graph, KIND_GRANTS, key);
  JsonObject *permissions;
  JsonArray *list = pages == NULL ? list_pages_of (graph, person) : json_array_new ();

  if (grant == NULL)
    {
      grant = graph_add (graph, KIND_GRANTS, key, json_object_new ());
      rec_set_text (grant, "app", app);
      rec_set_text (grant, "person", person);
      json_object_set_object_member (grant, "scopes", json_object_new ());
    }
  permissions = json_object_get_object_member (grant, "scopes");
  json_object_set_string_member (permissions, "public_profile", "granted");
  for (guint i = 0; scopes != NULL && scopes[i] != NULL; i++)
    json_object_set_string_member (permissions, scopes[i], "granted");
  for (guint i = 0; declined != NULL && declined[i] != NULL; i++)
    json_object_set_string_member (permissions, declined[i], "declined");
  for (guint i = 0; pages != NULL && pages[i] != NULL; i++)
    json_array_add_string_element (list, pages[i]);
  json_object_set_array_member (grant, "pages", list);
  rec_set_int (grant, "granted_s", graph_now_s (graph));
  graph_touch (graph);
  return grant;
}

Record *
token_make (Graph *graph, const char *kind, const char *app, const char *person, const char *page, gint64 expires_s,
            gboolean is_long)
{
  g_autofree char *text = graph_make_secret ("EAAG");
  Record *token = json_object_new ();

  rec_set_text (token, "text", text);
  rec_set_text (token, "kind", kind);
  rec_set_text (token, "app", app);
  rec_set_text (token, "person", person);
  rec_set_text (token, "page", page);
  rec_set_flag (token, "long", is_long);
  rec_set_int (token, "issued_s", graph_now_s (graph));
  rec_set_int (token, "expires_s", expires_s);
  rec_set_int (token, "death", 0);
  return graph_add (graph, KIND_TOKENS, text, token);
}

Record *
token_make_code (Graph *graph, const char *app, const char *person, const char *redirect_uri)
{
  g_autofree char *text = graph_make_secret ("AQ");
  Record *code = json_object_new ();

  rec_set_text (code, "text", text);
  rec_set_text (code, "app", app);
  rec_set_text (code, "person", person);
  rec_set_text (code, "redirect_uri", redirect_uri);
  rec_set_int (code, "expires_s", graph_now_s (graph) + quirk_int (graph, "code_life_s"));
  return graph_add (graph, KIND_CODES, text, code);
}

static gboolean
is_meant (Record *record, const char *name, const char *wanted)
{
  return wanted == NULL || g_strcmp0 (rec_text (record, name), wanted) == 0;
}

static void
drop_waiting_posts (Graph *graph, const char *app, const char *person, const char *page)
{
  g_autoptr(GPtrArray) posts = graph_list (graph, KIND_POSTS);

  for (guint i = 0; i < posts->len; i++)
    {
      Record *post = g_ptr_array_index (posts, i);

      if (rec_int (post, "scheduled_s") != 0 && !rec_flag (post, "deleted") && is_meant (post, "app", app)
          && is_meant (post, "person", person) && is_meant (post, "page", page))
        graph_delete_post (graph, post);
    }
}

void
token_kill (Graph *graph, const char *app, const char *person, const char *page, gint64 subcode)
{
  g_autoptr(GPtrArray) tokens = graph_list (graph, KIND_TOKENS);

  for (guint i = 0; i < tokens->len; i++)
    {
      Record *token = g_ptr_array_index (tokens, i);

      if (is_meant (token, "app", app) && is_meant (token, "person", person) && is_meant (token, "page", page))
        rec_set_int (token, "death", subcode);
    }
  if (subcode == 458 && app != NULL && person != NULL)
    {
      g_autofree char *key = make_grant_key (app, person);

      graph_remove (graph, KIND_GRANTS, key);
    }
  if (subcode != 0 && !quirk_flag (graph, "death_keeps_scheduled"))
    drop_waiting_posts (graph, app, person, page);
  graph_touch (graph);
}

/* ---- Who asks ---- */

static gboolean
fail_expired (Ask *ask, Record *token)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("America/Los_Angeles");
  g_autoptr(GDateTime) utc_end = g_date_time_new_from_unix_utc (rec_int (token, "expires_s"));
  g_autoptr(GDateTime) utc_now = g_date_time_new_from_unix_utc (graph_now_s (ask->graph));
  g_autoptr(GDateTime) end =
    g_date_time_to_timezone (utc_end, zone != NULL ? zone : g_date_time_get_timezone (utc_end));
  g_autoptr(GDateTime) now =
    g_date_time_to_timezone (utc_now, zone != NULL ? zone : g_date_time_get_timezone (utc_now));
  g_autofree char *end_text = g_date_time_format (end, "%A, %d-%b-%y %H:%M:%S %Z");
  g_autofree char *now_text = g_date_time_format (now, "%A, %d-%b-%y %H:%M:%S %Z");

  return ask_fail (ask, 190, 463, "Error validating access token: Session has expired on %s. The current time is %s.",
                   end_text, now_text);
}

static gboolean
fail_dead (Ask *ask, Record *token, gint64 subcode)
{
  switch (subcode)
    {
    case 458:
      return ask_fail (ask, 190, 458, "Error validating access token: The user has not authorized application %s.",
                       rec_text (token, "app"));
    case 459:
      return ask_fail (
        ask, 190, 459,
        "Error validating access token: You cannot access the app till you log in to www.facebook.com and "
        "follow the instructions given.");
    case 460:
      return ask_fail (ask, 190, 460,
                       "Error validating access token: The session has been invalidated because the user changed their "
                       "password or Facebook has changed the session for security reasons.");
    case 463:
      return fail_expired (ask, token);
    case 464:
      return ask_fail (ask, 190, 464,
                       "Error validating access token: Sessions for the user are not allowed because the user is not a "
                       "confirmed user.");
    case 467:
      return ask_fail (ask, 190, 467,
                       "Error validating access token: The session is invalid because the user logged out.");
    case 492:
      return ask_fail (ask, 190, 492,
                       "Error validating access token: The user does not have a role on the Page any more.");
    default:
      return ask_fail (ask, 190, subcode == 1 ? 0 : subcode, "Error validating access token.");
    }
}

/* APPID|SECRET, which is never kept. */
static Record *
find_app_token (Ask *ask, const char *text)
{
  g_auto(GStrv) halves = g_strsplit (text, "|", 2);
  Record *app = graph_find (ask->graph, KIND_APPS, halves[0]);
  Record *token;

  if (halves[0] == NULL || halves[1] == NULL || app == NULL || g_strcmp0 (rec_text (app, "secret"), halves[1]) != 0)
    return NULL;
  token = graph_find (ask->graph, KIND_TOKENS, halves[0]);
  if (token == NULL)
    {
      token = graph_add (ask->graph, KIND_TOKENS, halves[0], json_object_new ());
      rec_set_text (token, "kind", "APP");
      rec_set_text (token, "app", halves[0]);
    }
  return token;
}

static gboolean
is_role_lost (Graph *graph, Record *token)
{
  const char *page = rec_text (token, "page");
  Record *record = page != NULL ? graph_find (graph, KIND_PAGES, page) : NULL;
  Record *grant;

  if (page == NULL)
    return FALSE;
  if (record == NULL
      || !json_object_has_member (json_object_get_object_member (record, "roles"), rec_text (token, "person")))
    return TRUE;
  grant = token_get_grant (graph, rec_text (token, "app"), rec_text (token, "person"));
  return grant == NULL || !rec_list_has (grant, "pages", page);
}

static gboolean
is_alive (Ask *ask, Record *token)
{
  gint64 expires_s = rec_int (token, "expires_s");

  if (g_strcmp0 (rec_text (token, "kind"), "APP") == 0)
    return TRUE;
  if (rec_int (token, "death") != 0)
    return fail_dead (ask, token, rec_int (token, "death"));
  if (expires_s != 0 && expires_s <= graph_now_s (ask->graph))
    return fail_expired (ask, token);
  if (token_get_grant (ask->graph, rec_text (token, "app"), rec_text (token, "person")) == NULL)
    return fail_dead (ask, token, 458);
  return !is_role_lost (ask->graph, token) || fail_dead (ask, token, 492);
}

static gboolean
is_proven (Ask *ask)
{
  const char *proof = ask_get (ask, "appsecret_proof"), *secret = rec_text (ask->app, "secret");
  g_autofree char *wanted = NULL;

  if (proof == NULL && !rec_flag (ask->app, "requires_proof"))
    return TRUE;
  if (proof == NULL)
    return ask_fail (ask, 100, 0, "API calls from the server require an appsecret_proof argument");
  wanted = g_compute_hmac_for_string (G_CHECKSUM_SHA256, (const guchar *) secret, strlen (secret), ask->token_text, -1);
  return g_str_equal (proof, wanted) || ask_fail (ask, 100, 0, "Invalid appsecret_proof provided in the API argument");
}

static char *
read_token_text (Ask *ask)
{
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (ask->call->message), "Authorization");
  const char *param = ask_get (ask, "access_token");

  if (param != NULL)
    return g_strdup (param);
  return header != NULL && g_str_has_prefix (header, "Bearer ") ? g_strdup (header + strlen ("Bearer ")) : NULL;
}

gboolean
ask_read_token (Ask *ask)
{
  Graph *graph = ask->graph;

  if (ask->token_text == NULL)
    ask->token_text = read_token_text (ask);
  if (ask->token_text == NULL || *ask->token_text == '\0')
    return ask_fail (ask, 104, 0, "An access token is required to request this resource.");
  ask->token = strchr (ask->token_text, '|') != NULL ? find_app_token (ask, ask->token_text)
                                                     : graph_find (graph, KIND_TOKENS, ask->token_text);
  if (ask->token == NULL || (strchr (ask->token_text, '|') == NULL && rec_text (ask->token, "text") == NULL))
    return ask_fail (ask, 190, 0, "Invalid OAuth access token - Cannot parse access token");
  ask->app = graph_find (graph, KIND_APPS, rec_text (ask->token, "app"));
  ask->person = graph_find (graph, KIND_PEOPLE, rec_text (ask->token, "person"));
  ask->page = graph_find (graph, KIND_PAGES, rec_text (ask->token, "page"));
  return is_alive (ask, ask->token) && is_proven (ask);
}

/* ---- What it may do ---- */

static gboolean
grant_has (Record *grant, const char *scope)
{
  return g_strcmp0 (rec_text (json_object_get_object_member (grant, "scopes"), scope), "granted") == 0;
}

gboolean
ask_has_scope (Ask *ask, const char *scope)
{
  Record *grant =
    ask->person != NULL ? token_get_grant (ask->graph, rec_text (ask->app, "id"), rec_text (ask->person, "id")) : NULL;

  return grant != NULL && grant_has (grant, scope);
}

static gboolean
fail_scope (Ask *ask, const char *scope)
{
  if (g_str_equal (scope, "pages_manage_posts"))
    return ask_fail (
      ask, 200, 0,
      "(#200) If posting to a group, requires app being installed in the group, and either publish_to_groups "
      "permission with user token, or both pages_read_engagement and pages_manage_posts permission with page "
      "token; If posting to a page, requires both pages_read_engagement and pages_manage_posts as an admin with "
      "sufficient administrative permission");
  if (g_str_equal (scope, "pages_manage_engagement"))
    return ask_fail (ask, 283, 0, "(#283) Requires pages_manage_engagement permission to manage the object");
  if (g_str_equal (scope, "pages_read_engagement"))
    return ask_fail (
      ask, 10, 0,
      "(#10) This endpoint requires the 'pages_read_engagement' permission or the 'Page Public Content Access' "
      "feature. Refer to https://developers.facebook.com/docs/apps/review/login-permissions#manage-pages and "
      "https://developers.facebook.com/docs/apps/review/feature#reference-PAGES_ACCESS for details.");
  if (g_str_equal (scope, "pages_read_user_content"))
    return ask_fail (
      ask, 10, 0,
      "(#10) This endpoint requires the 'pages_read_user_content' permission or the 'Page Public Content Access' "
      "feature.");
  return ask_fail (ask, 200, 0, "(#200) Requires %s permission to manage the object", scope);
}

static gboolean
has_task (Ask *ask, const char *task)
{
  JsonObject *roles = json_object_get_object_member (ask->page, "roles");
  JsonNode *tasks = json_object_get_member (roles, rec_text (ask->person, "id"));

  return tasks != NULL && (!JSON_NODE_HOLDS_ARRAY (tasks) || rec_list_has (roles, rec_text (ask->person, "id"), task));
}

gboolean
ask_may (Ask *ask, const char *scope, const char *task)
{
  g_auto(GStrv) scopes = g_strsplit (scope != NULL ? scope : "", " ", -1);

  for (char **one = scopes; *one != NULL; one++)
    if (**one != '\0' && !ask_has_scope (ask, *one))
      return fail_scope (ask, *one);
  if (task == NULL || ask->page == NULL || has_task (ask, task))
    return TRUE;
  return ask_fail (ask, 200, 0, "(#200) The user must be able to perform the task %s on the Page", task);
}

gboolean
ask_is_of_page (Ask *ask, const char *page_id)
{
  if (g_strcmp0 (rec_text (ask->token, "kind"), "PAGE") != 0)
    return ask_fail (ask, 190, 2069032, "A Page access token is required for this call for the new Pages experience.");
  if (g_strcmp0 (rec_text (ask->page, "id"), page_id) == 0)
    return TRUE;
  if (quirk_int (ask->graph, "foreign_page_error") == 33)
    return ask_not_found (ask, page_id);
  return ask_fail (ask, 200, 0, "(#200) The user hasn't authorized the application to perform this action");
}
