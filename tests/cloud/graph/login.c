/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

/* ---- oauth/access_token ---- */

static gboolean
read_app (Ask *ask)
{
  const char *id = ask_get (ask, "client_id"), *secret = ask_get (ask, "client_secret");

  ask->app = graph_find (ask->graph, KIND_APPS, id);
  if (id == NULL)
    return ask_fail (ask, 101, 0, "Missing client_id parameter.");
  if (ask->app == NULL)
    return ask_fail (ask, 101, 0, "Error validating application. Cannot get application info due to a system error.");
  if (secret == NULL || *secret == '\0')
    return ask_fail (ask, 1, 0, "Missing client_secret parameter.");
  if (!g_str_equal (secret, rec_text (ask->app, "secret")))
    {
      /* Its code is that of a passing trouble, its status is not */
      ask_fail (ask, 1, 0, "Error validating client secret.");
      json_object_remove_member (json_object_get_object_member (json_node_get_object (ask->answer), "error"),
                                 "is_transient");
      ask->status = 400;
      return FALSE;
    }
  return TRUE;
}

static void
answer_token (Ask *ask, Record *token)
{
  JsonObject *answer = json_object_new ();
  gint64 expires_s = rec_int (token, "expires_s");

  json_object_set_string_member (answer, "access_token", rec_text (token, "text"));
  json_object_set_string_member (answer, "token_type", "bearer");
  if (expires_s != 0 && !quirk_flag (ask->graph, "omits_expires_in"))
    json_object_set_int_member (answer, "expires_in", expires_s - graph_now_s (ask->graph));
  ask_answer (ask, answer);
}

static void
exchange_code (Ask *ask)
{
  Graph *graph = ask->graph;
  const char *text = ask_get (ask, "code"), *redirect_uri = ask_get (ask, "redirect_uri");
  Record *code = graph_find (graph, KIND_CODES, text);

  if (text == NULL || redirect_uri == NULL)
    ask_fail (ask, 191, 0, "Missing redirect_uri or code parameter.");
  else if (code == NULL || g_strcmp0 (rec_text (code, "app"), rec_text (ask->app, "id")) != 0)
    ask_fail (ask, 100, 0, "Invalid verification code format.");
  else if (rec_flag (code, "used"))
    ask_fail (ask, 100, 36009, "This authorization code has been used.");
  else if (rec_int (code, "expires_s") <= graph_now_s (graph))
    ask_fail (ask, 100, 0, "This authorization code has expired.");
  else if (!g_str_equal (redirect_uri, rec_text (code, "redirect_uri")))
    ask_fail (
      ask, 100, 0,
      "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the "
      "OAuth dialog request");
  else
    {
      rec_set_flag (code, "used", TRUE);
      answer_token (ask, token_make (graph, "USER", rec_text (code, "app"), rec_text (code, "person"), NULL,
                                     graph_now_s (graph) + quirk_int (graph, "short_life_s"), FALSE));
    }
}

static void
exchange_token (Ask *ask)
{
  Graph *graph = ask->graph;
  Record *app = ask->app;

  g_free (ask->token_text);
  ask->token_text = g_strdup (ask_get (ask, "fb_exchange_token"));
  if (ask->token_text == NULL)
    ask_fail (ask, 100, 0, "fb_exchange_token parameter not specified");
  else if (!ask_read_token (ask))
    return;
  else if (ask->app != app || g_strcmp0 (rec_text (ask->token, "kind"), "USER") != 0)
    ask_fail (ask, 190, 0, "Invalid OAuth access token.");
  else
    answer_token (ask, token_make (graph, "USER", rec_text (app, "id"), rec_text (ask->person, "id"), NULL,
                                   graph_now_s (graph) + quirk_int (graph, "long_life_s"), TRUE));
}

void
login_give_token (Ask *ask)
{
  const char *kind = ask_get (ask, "grant_type");

  if (!read_app (ask))
    return;
  if (kind == NULL)
    exchange_code (ask);
  else if (g_str_equal (kind, "fb_exchange_token"))
    exchange_token (ask);
  else
    {
      JsonObject *answer = json_object_new ();
      g_autofree char *text = g_strdup_printf ("%s|%s", rec_text (ask->app, "id"), rec_text (ask->app, "secret"));

      json_object_set_string_member (answer, "access_token", text);
      json_object_set_string_member (answer, "token_type", "bearer");
      ask_answer (ask, answer);
    }
}

/* ---- debug_token ---- */

static void
add_scopes (JsonObject *data, Record *grant, JsonArray *pages)
{
  JsonArray *scopes = json_array_new (), *granular = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *status;

  json_object_iter_init_ordered (&iter, json_object_get_object_member (grant, "scopes"));
  while (json_object_iter_next_ordered (&iter, &name, &status))
    {
      JsonObject *entry;

      if (!g_str_equal (json_node_get_string (status), "granted"))
        continue;
      json_array_add_string_element (scopes, name);
      entry = json_object_new ();
      json_object_set_string_member (entry, "scope", name);
      if (g_str_has_prefix (name, "pages_") || g_str_equal (name, "read_insights"))
        json_object_set_array_member (entry, "target_ids", json_array_ref (pages));
      json_array_add_object_element (granular, entry);
    }
  json_object_set_array_member (data, "scopes", scopes);
  json_object_set_array_member (data, "granular_scopes", granular);
}

static JsonObject *
make_inner_error (JsonObject *given)
{
  JsonObject *error = json_object_new ();

  json_object_set_int_member (error, "code", rec_int (given, "code"));
  json_object_set_string_member (error, "message", rec_text (given, "message"));
  if (rec_int (given, "error_subcode") != 0)
    json_object_set_int_member (error, "subcode", rec_int (given, "error_subcode"));
  return error;
}

static JsonObject *
describe_token (Ask *ask, const char *text)
{
  Graph *graph = ask->graph;
  g_autoptr(Ask) other = ask_new (ask->call, "GET");
  JsonObject *data = json_object_new (), *error;
  const char *kind;
  gboolean is_valid;
  Record *grant;

  other->token_text = g_strdup (text);
  g_hash_table_insert (other->params, g_strdup ("access_token"), g_strdup (text));
  is_valid = ask_read_token (other);
  error = is_valid ? NULL : json_object_get_object_member (json_node_get_object (other->answer), "error");
  /* The proof goes with the token that asks: what is inspected needs none */
  is_valid |= error != NULL && strstr (rec_text (error, "message"), "require an appsecret_proof") != NULL;
  json_object_set_boolean_member (data, "is_valid", is_valid);
  if (!is_valid)
    json_object_set_object_member (data, "error", make_inner_error (error));
  if (other->token == NULL || other->app == NULL)
    return data;
  json_object_set_string_member (data, "app_id", rec_text (other->app, "id"));
  kind = rec_text (other->token, "kind");
  json_object_set_string_member (data, "type", g_str_equal (kind, "SYSTEM") ? "USER" : kind);
  json_object_set_string_member (data, "application", rec_text (other->app, "name"));
  if (other->person != NULL)
    json_object_set_string_member (data, "user_id", rec_text (other->person, "id"));
  if (other->page != NULL)
    json_object_set_string_member (data, "profile_id", rec_text (other->page, "id"));
  json_object_set_int_member (data, "issued_at", rec_int (other->token, "issued_s"));
  json_object_set_int_member (data, "expires_at", rec_int (other->token, "expires_s"));
  grant =
    other->person != NULL ? token_get_grant (graph, rec_text (other->app, "id"), rec_text (other->person, "id")) : NULL;
  if (grant != NULL)
    {
      json_object_set_int_member (data, "data_access_expires_at", rec_int (grant, "granted_s") + 90 * 24 * 60 * 60);
      add_scopes (data, grant, rec_list (grant, "pages"));
    }
  return data;
}

void
login_debug_token (Ask *ask)
{
  const char *text = ask_get (ask, "input_token");
  Record *token = graph_find (ask->graph, KIND_TOKENS, text);
  JsonObject *answer;

  if (token != NULL && g_strcmp0 (rec_text (token, "app"), rec_text (ask->app, "id")) != 0)
    {
      ask_fail (ask, 100, 0, "(#100) The App_id in the input_token did not match the Viewing App");
      return;
    }
  answer = json_object_new ();
  json_object_set_object_member (answer, "data", describe_token (ask, text));
  ask_answer (ask, answer);
}

/* ---- Permissions ---- */

void
login_list_permissions (Ask *ask)
{
  Record *grant = token_get_grant (ask->graph, rec_text (ask->app, "id"), rec_text (ask->node, "id"));
  JsonObject *answer = json_object_new ();
  JsonArray *data = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *status;

  json_object_iter_init_ordered (&iter, json_object_get_object_member (grant, "scopes"));
  while (json_object_iter_next_ordered (&iter, &name, &status))
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "permission", name);
      json_object_set_string_member (entry, "status", json_node_get_string (status));
      json_array_add_object_element (data, entry);
    }
  json_object_set_array_member (answer, "data", data);
  ask_answer (ask, answer);
}

/* All: the app is gone from the person's account, and every token of it is dead. */
void
login_revoke (Ask *ask)
{
  const char *scope = ask->path[2];
  Record *grant = token_get_grant (ask->graph, rec_text (ask->app, "id"), rec_text (ask->node, "id"));
  JsonObject *scopes = json_object_get_object_member (grant, "scopes");

  if (scope == NULL)
    token_kill (ask->graph, rec_text (ask->app, "id"), rec_text (ask->node, "id"), NULL, 458);
  else if (!json_object_has_member (scopes, scope))
    {
      ask_fail (ask, 100, 0, "Invalid parameter");
      return;
    }
  else
    json_object_set_string_member (scopes, scope, "declined");
  graph_touch (ask->graph);
  ask_succeed (ask);
}

/* ---- Page tokens ---- */

/* One for each app, person and Page stays the same as long as it lives. */
const char *
login_get_page_token (Ask *ask, Record *page)
{
  Graph *graph = ask->graph;
  gboolean is_long = rec_flag (ask->token, "long");
  gint64 expires_s = is_long ? 0 : rec_int (ask->token, "expires_s");
  g_autoptr(GPtrArray) tokens = graph_list (graph, KIND_TOKENS);

  for (guint i = 0; i < tokens->len; i++)
    {
      Record *token = g_ptr_array_index (tokens, i);

      if (g_strcmp0 (rec_text (token, "kind"), "PAGE") == 0 && rec_int (token, "death") == 0
          && rec_int (token, "expires_s") == expires_s
          && g_strcmp0 (rec_text (token, "app"), rec_text (ask->app, "id")) == 0
          && g_strcmp0 (rec_text (token, "person"), rec_text (ask->person, "id")) == 0
          && g_strcmp0 (rec_text (token, "page"), rec_text (page, "id")) == 0)
        return rec_text (token, "text");
    }
  return rec_text (token_make (graph, "PAGE", rec_text (ask->app, "id"), rec_text (ask->person, "id"),
                               rec_text (page, "id"), expires_s, is_long),
                   "text");
}
