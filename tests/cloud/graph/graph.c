/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph.h"

#include <string.h>

#include "ask.h"
#include "dialog.h"

/* Those that are alive; a call with an older one is served by the oldest of these, in silence. */
#define OLDEST_VERSION 21
#define NEWEST_VERSION 26

/* ---- The version ---- */

/* 0: no version */
static guint
read_version (const char *text)
{
  char *end = NULL;
  guint64 major;

  if (text == NULL || *text != 'v' || !g_ascii_isdigit (text[1]))
    return 0;
  major = g_ascii_strtoull (text + 1, &end, 10);
  return major < 100 && end[0] == '.' && g_ascii_isdigit (end[1]) && end[2] == '\0' ? major : 0;
}

static gboolean
take_version (Ask *ask)
{
  guint version = read_version (ask->call->path[1]);

  if (version == 0)
    {
      ask_violate (ask, "There is no version in front of the path");
      return ask_fail (ask, 2500, 0, "Unknown path components: /%s",
                       ask->call->path[1] != NULL ? ask->call->path[1] : "");
    }
  if (version > NEWEST_VERSION)
    {
      ask_violate (ask, "There is no version %s", ask->call->path[1]);
      return ask_fail (ask, 2635, 0, "(#2635) There is no such version of the Graph API: %s", ask->call->path[1]);
    }
  if (version < OLDEST_VERSION)
    ask_violate (ask, "Version %s has ended", ask->call->path[1]);
  ask->version = g_strdup_printf ("v%u.0", MAX (version, OLDEST_VERSION));
  return TRUE;
}

static gboolean
take_path (Ask *ask)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (char **segment = ask->call->path + 1 + (ask->call->path[1] != NULL); *segment != NULL; segment++)
    {
      g_autofree char *plain = g_uri_unescape_string (*segment, "/");

      if (plain == NULL)
        return ask_fail (ask, 100, 0, "Invalid parameter");
      /* A slash at the end says nothing */
      if (*plain != '\0' || segment[1] != NULL)
        g_strv_builder_add (builder, plain);
    }
  ask->path = g_strv_builder_end (builder);
  return TRUE;
}

/* ---- The answer ---- */

static const char *
get_error_type (Ask *ask, const char **message)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (ask->answer) ? json_node_get_object (ask->answer) : NULL;
  JsonObject *error =
    object != NULL && json_object_has_member (object, "error") ? json_object_get_object_member (object, "error") : NULL;

  if (error == NULL)
    return NULL;
  *message = rec_text (error, "message");
  return rec_text (error, "type");
}

static void
add_headers (Ask *ask)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (ask->call->message);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (graph_now_s (ask->graph));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  const char *message = NULL;
  const char *type = get_error_type (ask, &message);

  soup_message_headers_replace (headers, "Date", date);
  soup_message_headers_replace (headers, "x-fb-trace-id", ask->trace_id);
  soup_message_headers_replace (headers, "x-fb-rev", "1030000000");
  if (ask->version != NULL)
    soup_message_headers_replace (headers, "facebook-api-version", ask->version);
  if (g_strcmp0 (type, "OAuthException") == 0)
    {
      g_autofree char *quoted = g_strescape (message, NULL);
      g_autofree char *value = g_strdup_printf (
        "OAuth \"Facebook Platform\" \"%s\" \"%s\"",
        ask->path != NULL && g_strcmp0 (ask->path[0], "oauth") == 0 ? "invalid_code" : "invalid_request", quoted);

      soup_message_headers_replace (headers, "WWW-Authenticate", value);
    }
  limits_add_headers (ask, headers);
}

static JsonNode *
describe (Ask *ask)
{
  JsonNode *node = body_describe (ask);
  JsonObject *object = json_node_get_object (node);

  if (ask->app != NULL)
    json_object_set_string_member (object, "asApp", rec_text (ask->app, "id"));
  if (ask->person != NULL)
    json_object_set_string_member (object, "asPerson", rec_text (ask->person, "name"));
  if (ask->page != NULL)
    json_object_set_string_member (object, "asPage", rec_text (ask->page, "id"));
  return node;
}

static void
answer_graph (Call *call)
{
  g_autoptr(Ask) ask = ask_new (call, call->method);

  if (take_version (ask) && take_path (ask) && body_read (ask))
    methods_run (ask);
  if (ask->status == 0)
    {
      ask_violate (ask, "The fake has no answer");
      ask_fail (ask, 1, 0, "An unknown error occurred");
    }
  add_headers (ask);
  call->body = describe (ask);
  call_answer (call, json_node_ref (ask->answer));
  call->status = ask->status;
  /* Both are seen */
  call->content_type =
    g_strdup (call->cloud->n_calls % 2 == 0 ? "application/json; charset=UTF-8" : "text/javascript; charset=UTF-8");
}

void
graph_describe (Call *call)
{
  g_autoptr(Ask) ask = ask_new (call, call->method);

  body_read (ask);
  call->body = describe (ask);
}

gboolean
graph_handle (Call *call)
{
  gboolean is_graph = g_strcmp0 (call->path[0], "graph") == 0;

  if (!is_graph && g_strcmp0 (call->path[0], "facebook") != 0)
    return FALSE;
  graph_settle (call->cloud->graph);
  if (is_graph)
    answer_graph (call);
  else
    dialog_handle (call);
  return TRUE;
}
