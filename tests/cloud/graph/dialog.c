/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialog.h"

#include <string.h>

#include "../oauth.h"

static const char style[] =
  "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
  "<style>body{font:16px Cantarell,Roboto,sans-serif;max-width:34em;margin:2em auto;padding:0 1em;color:#1c1e21}"
  "h1{font-size:1.3em;color:#0b57d0}fieldset{border:1px solid #ccd0d5;border-radius:8px;margin:0 0 "
  "1em}legend{font-weight:bold}"
  "label{display:block;padding:.2em 0}button{font:inherit;padding:.5em 1.4em;border-radius:6px;border:1px solid "
  "#9aa0a6;background:#fff}"
  "button[value=allow]{background:#0b57d0;color:#fff;border-color:#0b57d0}small{color:#5f6368}</style>";

/* In the browser, never to the program. */
static void
show_error (Call *call, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *page =
    g_strdup_printf ("%s<title>Error</title><h1>Facebook Login Error</h1><p>%s</p>", style, escaped);

  call_answer_text (call, 400, "text/html; charset=utf-8", page);
}

/* ---- What is asked ---- */

static GStrv
split_scopes (const char *text)
{
  g_auto(GStrv) words = g_strsplit_set (text != NULL ? text : "", ", ", -1);
  g_autoptr(GStrvBuilder) scopes = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (scopes, *word);
  return g_strv_builder_end (scopes);
}

/* With config_id (Login for Business) the app's configuration says what is asked: everything. */
static GStrv
read_scopes (GHashTable *request)
{
  if (g_hash_table_contains (request, "config_id"))
    return g_strdupv ((GStrv) token_scopes);
  return split_scopes (g_hash_table_lookup (request, "scope"));
}

/* Exactly one of those that the app lists; while it is in development, any port of the name localhost besides. */
static gboolean
is_redirect_allowed (Record *app, const char *redirect_uri)
{
  g_autoptr(GUri) uri = redirect_uri != NULL ? g_uri_parse (redirect_uri, G_URI_FLAGS_NONE, NULL) : NULL;

  if (uri == NULL)
    return FALSE;
  if (rec_list_has (app, "redirect_uris", redirect_uri))
    return TRUE;
  return !rec_flag (app, "live") && g_str_equal (g_uri_get_scheme (uri), "http")
         && g_strcmp0 (g_uri_get_host (uri), "localhost") == 0;
}

static gboolean
knows_params (Call *call, GHashTable *request)
{
  static const char *const known[] = {
    "client_id", "redirect_uri", "state",          "response_type",         "scope",  "auth_type", "display",
    "config_id", "nonce",        "code_challenge", "code_challenge_method", "locale", NULL
  };
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, request);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains (known, name))
      {
        g_autofree char *why = g_strdup_printf ("The dialog has no parameter “%s”", (char *) name);

        graph_violate (call->cloud->graph, call->method, "dialog/oauth", why);
        show_error (call, why);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_one_of (const char *text, const char *words)
{
  g_auto(GStrv) list = g_strsplit (words, "|", -1);

  return text == NULL || g_strv_contains ((const char *const *) list, text);
}

/* FALSE: refused in the browser */
static gboolean
check (Call *call, GHashTable *request, GStrv scopes)
{
  Graph *graph = call->cloud->graph;
  const char *id = g_hash_table_lookup (request, "client_id");
  Record *app = graph_find (graph, KIND_APPS, id);

  if (!knows_params (call, request))
    return FALSE;
  if (app == NULL)
    show_error (call, "Invalid App ID: The provided app ID does not look like a valid app ID.");
  else if (!is_redirect_allowed (app, g_hash_table_lookup (request, "redirect_uri")))
    show_error (
      call,
      "URL Blocked: This redirect failed because the redirect URI is not whitelisted in the app’s Client OAuth "
      "Settings. "
      "Make sure Client and Web OAuth Login are on and add all your app domains as Valid OAuth Redirect URIs. (191)");
  else if (!is_one_of (g_hash_table_lookup (request, "response_type"),
                       "code|token|code token|code granted_scopes|token granted_scopes"))
    show_error (call, "Invalid response_type");
  else if (!is_one_of (g_hash_table_lookup (request, "auth_type"), "rerequest|reauthenticate")
           || !is_one_of (g_hash_table_lookup (request, "display"), "page|popup"))
    show_error (call, "Invalid auth_type or display");
  else
    {
      for (char **scope = scopes; *scope != NULL; scope++)
        if (!g_strv_contains (token_scopes, *scope))
          {
            g_autofree char *text =
              g_strconcat ("Invalid Scopes: ", *scope, ". This message is only shown to developers.", NULL);

            graph_violate (graph, call->method, "dialog/oauth", text);
            show_error (call, text);
            return FALSE;
          }
      return TRUE;
    }
  graph_violate (graph, call->method, "dialog/oauth", "The dialog was refused: app, redirect_uri or a word is wrong");
  return FALSE;
}

/* ---- The page ---- */

/* In the browser's language, English or Spanish. */
static const char *
words (Call *call, const char *english, const char *spanish)
{
  const char *languages =
    soup_message_headers_get_list (soup_server_message_get_request_headers (call->message), "Accept-Language");

  return languages != NULL && g_str_has_prefix (languages, "es") ? spanish : english;
}

static void
add_people (GString *page, Call *call)
{
  Graph *graph = call->cloud->graph;
  g_autoptr(GPtrArray) people = graph_list (graph, KIND_PEOPLE);

  g_string_append_printf (page, "<fieldset><legend>%s</legend>", words (call, "Continue as", "Continuar como"));
  for (guint i = 0; i < people->len; i++)
    {
      Record *person = g_ptr_array_index (people, i);
      g_autofree char *name = g_markup_escape_text (rec_text (person, "name"), -1);

      g_string_append_printf (page, "<label><input type=radio name=person value=\"%s\"%s> %s</label>",
                              rec_text (person, "id"), i == 0 ? " checked" : "", name);
    }
  g_string_append (page, "</fieldset>");
}

/* Those of all people; only Pages on which the chosen person has a role are granted. */
static void
add_pages (GString *page, Call *call)
{
  Graph *graph = call->cloud->graph;
  g_autoptr(GPtrArray) pages = graph_list (graph, KIND_PAGES);

  g_string_append_printf (page, "<fieldset><legend>%s</legend>", words (call, "Pages", "Páginas"));
  for (guint i = 0; i < pages->len; i++)
    {
      Record *record = g_ptr_array_index (pages, i);
      g_autofree char *name = g_markup_escape_text (rec_text (record, "name"), -1);
      g_autoptr(GString) people = g_string_new (NULL);
      g_autoptr(GList) roles = json_object_get_members (json_object_get_object_member (record, "roles"));

      for (GList *link = roles; link != NULL; link = link->next)
        {
          Record *person = graph_find (graph, KIND_PEOPLE, link->data);

          g_string_append_printf (people, "%s%s", people->len > 0 ? ", " : "",
                                  person != NULL ? rec_text (person, "name") : "?");
        }
      g_string_append_printf (
        page, "<label><input type=checkbox name=page value=\"%s\" checked> %s <small>(%s)</small></label>",
        rec_text (record, "id"), name, people->str);
    }
  g_string_append (page, "</fieldset>");
}

static void
show_dialog (Call *call)
{
  Graph *graph = call->cloud->graph;
  const char *query = g_uri_get_query (soup_server_message_get_uri (call->message));
  g_autoptr(GHashTable) request = soup_form_decode (query != NULL ? query : "");
  g_auto(GStrv) scopes = read_scopes (request);
  g_autofree char *escaped = NULL, *name = NULL;
  g_autoptr(GString) page = NULL;

  if (!check (call, request, scopes))
    return;
  escaped = g_markup_escape_text (query, -1);
  name = g_markup_escape_text (
    rec_text (graph_find (graph, KIND_APPS, g_hash_table_lookup (request, "client_id")), "name"), -1);
  page = g_string_new (style);
  g_string_append_printf (
    page,
    "<title>Facebook</title><h1>%s</h1><p><small>%s</small></p>"
    "<form method=post action=/facebook/dialog/decision><input type=hidden name=request value=\"%s\">",
    name,
    words (call, "This is not Facebook: a sign-in for trying things.",
           "Esto no es Facebook: un inicio de sesión para probar."),
    escaped);
  add_people (page, call);
  add_pages (page, call);
  g_string_append_printf (page, "<fieldset><legend>%s</legend>", words (call, "Permissions", "Permisos"));
  for (char **scope = scopes; *scope != NULL; scope++)
    g_string_append_printf (page, "<label><input type=checkbox name=permission value=\"%1$s\" checked> %1$s</label>",
                            *scope);
  g_string_append_printf (
    page, "</fieldset><button name=answer value=allow>%s</button> <button name=answer value=deny>%s</button></form>",
    words (call, "Continue", "Continuar"), words (call, "Cancel", "Cancelar"));
  call_answer_text (call, 200, "text/html; charset=utf-8", page->str);
}

/* ---- The answer ---- */

static GStrv
read_all (const char *body, const char *name)
{
  g_auto(GStrv) pairs = g_strsplit (body, "&", -1);
  g_autofree char *prefix = g_strconcat (name, "=", NULL);
  g_autoptr(GStrvBuilder) found = g_strv_builder_new ();

  for (char **pair = pairs; *pair != NULL; pair++)
    if (g_str_has_prefix (*pair, prefix))
      {
        g_autofree char *value = g_uri_unescape_string (*pair + strlen (prefix), NULL);

        if (value != NULL)
          g_strv_builder_add (found, value);
      }
  return g_strv_builder_end (found);
}

/* A fragment where a token is in it, else a query; @parameters are escaped. */
static void
redirect (Call *call, GHashTable *request, gboolean as_fragment, const char *parameters)
{
  const char *uri = g_hash_table_lookup (request, "redirect_uri"), *state = g_hash_table_lookup (request, "state");
  g_autofree char *escaped = state != NULL ? g_uri_escape_string (state, NULL, FALSE) : NULL;
  g_autofree char *target = g_strdup_printf ("%s%c%s%s%s%s", uri,
                                             as_fragment                 ? '#'
                                             : strchr (uri, '?') != NULL ? '&'
                                                                         : '?',
                                             parameters, state != NULL ? "&state=" : "", state != NULL ? escaped : "",
                                             as_fragment ? "" : "#_=_");

  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Location", target);
  call_answer_text (call, 302, "text/html; charset=utf-8", "");
}

/* What was declined once is not asked for again, unless the dialog says auth_type=rerequest. */
static void
split_answer (Graph *graph, GHashTable *request, const char *person, GStrv asked, GStrv allowed, GStrv *granted,
              GStrv *declined)
{
  Record *grant = token_get_grant (graph, g_hash_table_lookup (request, "client_id"), person);
  gboolean asks_again = g_strcmp0 (g_hash_table_lookup (request, "auth_type"), "rerequest") == 0;
  g_autoptr(GStrvBuilder) yes = g_strv_builder_new (), no = g_strv_builder_new ();

  for (char **scope = asked; *scope != NULL; scope++)
    {
      const char *before = grant != NULL ? rec_text (json_object_get_object_member (grant, "scopes"), *scope) : NULL;
      gboolean is_skipped = g_strcmp0 (before, "declined") == 0 && !asks_again;

      g_strv_builder_add (!is_skipped && g_strv_contains ((const char *const *) allowed, *scope) ? yes : no, *scope);
    }
  *granted = g_strv_builder_end (yes);
  *declined = g_strv_builder_end (no);
}

/* Only Pages on which the person has a role. */
static GStrv
keep_own_pages (Graph *graph, const char *person, GStrv picked)
{
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();

  for (char **id = picked; *id != NULL; id++)
    {
      Record *page = graph_find (graph, KIND_PAGES, *id);

      if (page != NULL && json_object_has_member (json_object_get_object_member (page, "roles"), person))
        g_strv_builder_add (kept, *id);
    }
  return g_strv_builder_end (kept);
}

static void
allow (Call *call, GHashTable *request, const char *person, const char *body)
{
  Graph *graph = call->cloud->graph;
  const char *app = g_hash_table_lookup (request, "client_id"), *type = g_hash_table_lookup (request, "response_type");
  g_auto(GStrv) asked = read_scopes (request);
  g_auto(GStrv) allowed = read_all (body, "permission");
  g_auto(GStrv) picked = read_all (body, "page");
  g_auto(GStrv) pages = keep_own_pages (graph, person, picked);
  g_auto(GStrv) granted = NULL, declined = NULL;
  gboolean has_token = type != NULL && strstr (type, "token") != NULL,
           has_code = type == NULL || strstr (type, "code") != NULL;
  g_autoptr(GString) parameters = g_string_new (NULL);

  split_answer (graph, request, person, asked, allowed, &granted, &declined);
  token_grant (graph, app, person, granted, declined, pages);
  if (has_token)
    {
      gint64 life_s = quirk_int (graph, "short_life_s");
      Record *token = token_make (graph, "USER", app, person, NULL, graph_now_s (graph) + life_s, FALSE);

      g_string_append_printf (
        parameters, "access_token=%s&data_access_expiration_time=%" G_GINT64_FORMAT "&expires_in=%" G_GINT64_FORMAT,
        rec_text (token, "text"), graph_now_s (graph) + 90 * 24 * 60 * 60, life_s);
    }
  if (has_code)
    g_string_append_printf (
      parameters, "%scode=%s", has_token ? "&" : "",
      rec_text (token_make_code (graph, app, person, g_hash_table_lookup (request, "redirect_uri")), "text"));
  if (type != NULL && strstr (type, "granted_scopes") != NULL)
    {
      g_autofree char *list = g_strjoinv (",", granted);
      g_autofree char *escaped = g_uri_escape_string (list, NULL, FALSE);

      g_string_append_printf (parameters, "&granted_scopes=%s", escaped);
    }
  redirect (call, request, has_token, parameters->str);
}

static void
decide (Call *call)
{
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  g_autofree char *body =
    g_strdup_printf ("%.*s", (int) g_bytes_get_size (bytes), (const char *) g_bytes_get_data (bytes, NULL));
  g_autoptr(GHashTable) form = oauth_read_form (call);
  const char *text = form != NULL ? g_hash_table_lookup (form, "request") : NULL;
  g_autoptr(GHashTable) request = soup_form_decode (text != NULL ? text : "");
  g_auto(GStrv) scopes = read_scopes (request);
  const char *person = form != NULL ? g_hash_table_lookup (form, "person") : NULL;

  if (!check (call, request, scopes))
    return;
  if (g_strcmp0 (g_hash_table_lookup (form, "answer"), "allow") != 0)
    redirect (call, request, FALSE,
              "error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied");
  else if (graph_find (call->cloud->graph, KIND_PEOPLE, person) == NULL)
    show_error (call, "There is no such person");
  else
    allow (call, request, person, body);
}

void
dialog_handle (Call *call)
{
  g_autofree char *path = g_strjoinv ("/", call->path);

  if (g_str_equal (path, "facebook/dialog/decision") && g_str_equal (call->method, "POST"))
    decide (call);
  else if (g_str_equal (path, "facebook/connect/login_success.html"))
    call_answer_text (call, 200, "text/html; charset=utf-8",
                      "<!doctype html><meta charset=utf-8><title>Success</title>Success "
                      "<p style=color:red>SECURITY WARNING: Please treat the URL above as you would "
                      "your password and do not share it with anyone.</p>");
  else if (g_str_has_prefix (path, "facebook/v") && g_str_has_suffix (path, "/dialog/oauth")
           && g_strv_length (call->path) == 4)
    show_dialog (call);
}
