/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "oauth.h"

#include <string.h>

#include "drive.h"
#include "identity.h"

#define SCOPE_FILE "https://www.googleapis.com/auth/drive.file"

/* What the real page shows in the browser never reaches the program: here too it is a page, not a redirect. */
static void
show_error (Call *call, const char *error, const char *text)
{
  g_autofree char *page =
    g_strdup_printf ("<!doctype html><meta charset=utf-8><title>Error</title><h1>Access blocked</h1>"
                     "<p>Error 400: %s</p><p>%s</p>",
                     error, text);

  call_answer_text (call, 400, "text/html; charset=utf-8", page);
}

static gboolean
is_loopback (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_NONE, NULL);

  return parsed != NULL && g_str_equal (g_uri_get_scheme (parsed), "http")
         && (g_strcmp0 (g_uri_get_host (parsed), "127.0.0.1") == 0 || g_strcmp0 (g_uri_get_host (parsed), "::1") == 0);
}

static gboolean
knows_scope (const char *scope)
{
  static const char *const known[] = {
    "openid",
    "email",
    "profile",
    "https://www.googleapis.com/auth/userinfo.email",
    "https://www.googleapis.com/auth/userinfo.profile",
    SCOPE_FILE,
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/spreadsheets.readonly",
    "https://www.googleapis.com/auth/drive",
    "https://www.googleapis.com/auth/drive.readonly",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
    NULL,
  };

  return g_strv_contains (known, scope);
}

static gboolean
is_asked_well (Call *call, GStrv scopes)
{
  const char *redirect = call_get (call, "redirect_uri");
  const char *challenge = call_get (call, "code_challenge");

  if (g_strcmp0 (call_get (call, "client_id"), call->cloud->identity->client_id) != 0)
    show_error (call, "invalid_client", "The OAuth client was not found.");
  else if (redirect == NULL || !is_loopback (redirect))
    show_error (call, "redirect_uri_mismatch", "The redirect address is no loopback address.");
  else if (g_strcmp0 (call_get (call, "response_type"), "code") != 0)
    show_error (call, "invalid_request", "response_type");
  else if (challenge == NULL || strlen (challenge) != 43
           || g_strcmp0 (call_get (call, "code_challenge_method"), "S256") != 0)
    show_error (call, "invalid_request", "code_challenge");
  else if (scopes[0] == NULL)
    show_error (call, "invalid_request", "Missing required parameter: scope");
  else
    {
      for (char **scope = scopes; *scope != NULL; scope++)
        if (!knows_scope (*scope))
          {
            show_error (call, "invalid_scope", *scope);
            return FALSE;
          }
      return TRUE;
    }
  return FALSE;
}

/* The picker comes only where drive.file is the one scope that is asked for; else it is skipped in silence. */
static gboolean
shows_picker (Call *call, GStrv scopes)
{
  return call_get_bool (call, "trigger_onepick") && g_str_equal (scopes[0], SCOPE_FILE) && scopes[1] == NULL;
}

static void
add_files (Call *call, GString *page)
{
  GPtrArray *files = drive_get_files (call->cloud->drive);
  const char *types = call_get (call, "mimetypes");
  gboolean many = call_get_bool (call, "allow_multiple");

  g_string_append (page, "<fieldset><legend>Choose files</legend>");
  for (guint i = 0; i < files->len; i++)
    {
      const DriveFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_markup_escape_text (file->name, -1);

      if (!file->is_trashed && (types == NULL || strstr (types, file->mime_type) != NULL)
          && (call_get_bool (call, "allow_folder_selection") || !g_str_equal (file->mime_type, DRIVE_MIME_FOLDER)))
        g_string_append_printf (page, "<label><input type=%s name=picked value=\"%s\"> %s</label><br>",
                                many ? "checkbox" : "radio", file->id, name);
    }
  g_string_append (page, "</fieldset>");
}

void
consent_show (Call *call)
{
  g_auto(GStrv) scopes = g_strsplit (call_get (call, "scope") != NULL ? call_get (call, "scope") : "", " ", -1);
  Identity *identity = call->cloud->identity;
  g_autoptr(GString) page = NULL;
  g_autofree char *query = NULL;

  if (!is_asked_well (call, scopes))
    return;
  query = g_markup_escape_text (g_uri_get_query (soup_server_message_get_uri (call->message)), -1);
  page = g_string_new (
    "<!doctype html><meta charset=utf-8><title>Sign in</title>"
    "<style>body{font:16px sans-serif;max-width:32em;margin:3em auto}button{font:inherit;padding:.4em 1.2em}</style>"
    "<h1>Sign in (fake cloud)</h1><form method=post action=/o/oauth2/v2/auth/decision>");
  g_string_append_printf (page, "<input type=hidden name=request value=\"%s\"><p><select name=email>", query);
  for (guint i = 0; i < identity->people->len; i++)
    {
      const Person *person = g_ptr_array_index (identity->people, i);

      g_string_append_printf (page, "<option>%s", person->email);
    }
  g_string_append (page, "</select></p>");
  for (char **scope = scopes; *scope != NULL; scope++)
    g_string_append_printf (page, "<label><input type=checkbox name=scope value=\"%s\" checked> %s</label><br>", *scope,
                            *scope);
  if (shows_picker (call, scopes))
    add_files (call, page);
  g_string_append (
    page,
    "<p><button name=answer value=allow>Allow</button> <button name=answer value=deny>Cancel</button></p></form>");
  call_answer_text (call, 200, "text/html; charset=utf-8", page->str);
}

/* ---- The answer ---- */

static void
redirect (Call *call, const char *uri, const char *state, const char *parameters)
{
  g_autofree char *escaped = g_uri_escape_string (state != NULL ? state : "", NULL, FALSE);
  g_autofree char *target = g_strdup_printf ("%s?%s%s%s", uri, state != NULL ? "state=" : "", escaped, parameters);

  soup_message_headers_replace (soup_server_message_get_response_headers (call->message), "Location", target);
  call_answer_text (call, 302, "text/html; charset=utf-8", "");
}

/* A form may hold a name several times, which soup_form_decode() does not tell. */
static GStrv
read_all (Call *call, const char *name)
{
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (call->message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_auto(GStrv) pairs = g_strsplit (text, "&", -1);
  g_autofree char *prefix = g_strconcat (name, "=", NULL);
  g_autoptr(GStrvBuilder) found = g_strv_builder_new ();

  for (char **pair = pairs; *pair != NULL; pair++)
    if (g_str_has_prefix (*pair, prefix))
      {
        g_autofree char *value = g_uri_unescape_string (*pair + strlen (prefix), NULL);

        g_strv_builder_add (found, value);
      }
  return g_strv_builder_end (found);
}

/* The names that a granted scope has in the answer. */
static GStrv
spell_scopes (GStrv scopes)
{
  g_autoptr(GStrvBuilder) spelled = g_strv_builder_new ();

  for (char **scope = scopes; *scope != NULL; scope++)
    if (g_str_equal (*scope, "email") || g_str_equal (*scope, "profile"))
      {
        g_autofree char *name = g_strconcat ("https://www.googleapis.com/auth/userinfo.", *scope, NULL);

        g_strv_builder_add (spelled, name);
      }
    else
      g_strv_builder_add (spelled, *scope);
  return g_strv_builder_end (spelled);
}

static void
allow (Call *call, GHashTable *request, Person *person)
{
  Identity *identity = call->cloud->identity;
  g_auto(GStrv) scopes = read_all (call, "scope");
  g_auto(GStrv) granted = spell_scopes (scopes);
  g_auto(GStrv) picked = read_all (call, "picked");
  g_autofree char *scope_text = g_strjoinv (" ", granted);
  g_autofree char *scope_escaped = g_uri_escape_string (scope_text, NULL, FALSE);
  g_autofree char *picked_text = g_strjoinv (",", picked);
  const char *redirect_uri = g_hash_table_lookup (request, "redirect_uri");
  Code *code;
  g_autofree char *code_escaped = NULL, *parameters = NULL;

  if (granted[0] == NULL)
    {
      redirect (call, redirect_uri, g_hash_table_lookup (request, "state"), "&error=access_denied");
      return;
    }
  for (char **file = picked; *file != NULL; file++)
    identity_grant_file (identity, person, *file);
  code = identity_make_code (identity, person, redirect_uri, g_hash_table_lookup (request, "code_challenge"), granted,
                             cloud_now_s (call->cloud));
  code_escaped = g_uri_escape_string (code->text, NULL, FALSE);
  parameters = g_strdup_printf ("&code=%s&scope=%s%s%s", code_escaped, scope_escaped,
                                picked[0] != NULL ? "&picked_file_ids=" : "", picked_text);
  redirect (call, redirect_uri, g_hash_table_lookup (request, "state"), parameters);
  cloud_touch (call->cloud);
}

void
consent_decide (Call *call)
{
  g_autoptr(GHashTable) form = oauth_read_form (call);
  const char *text = form != NULL ? g_hash_table_lookup (form, "request") : NULL;
  g_autoptr(GHashTable) request = text != NULL ? soup_form_decode (text) : NULL;
  const char *email = form != NULL ? g_hash_table_lookup (form, "email") : NULL;
  Person *person = email != NULL ? identity_find_person (call->cloud->identity, email) : NULL;

  if (request == NULL || g_hash_table_lookup (request, "redirect_uri") == NULL || person == NULL)
    show_error (call, "invalid_request", "The form is not whole.");
  else if (g_strcmp0 (g_hash_table_lookup (form, "answer"), "allow") != 0)
    redirect (call, g_hash_table_lookup (request, "redirect_uri"), g_hash_table_lookup (request, "state"),
              "&error=access_denied");
  else
    allow (call, request, person);
}
