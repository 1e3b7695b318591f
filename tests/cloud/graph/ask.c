/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <stdarg.h>

static void
part_free (Part *part)
{
  g_free (part->name);
  g_free (part->file_name);
  g_free (part->content_type);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_free (part);
}

Ask *
ask_new (Call *call, const char *method)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->graph = call->cloud->graph;
  ask->call = call;
  ask->method = method;
  ask->params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  ask->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  ask->trace_id = g_strdup_printf ("A%08x%" G_GUINT64_FORMAT, g_random_int (), call->cloud->n_calls);
  return ask;
}

void
ask_free (Ask *ask)
{
  g_free (ask->version);
  g_strfreev (ask->path);
  g_hash_table_unref (ask->params);
  g_ptr_array_unref (ask->parts);
  g_free (ask->token_text);
  g_clear_pointer (&ask->answer, json_node_unref);
  g_free (ask->trace_id);
  g_free (ask);
}

const char *
ask_get (Ask *ask, const char *name)
{
  return g_hash_table_lookup (ask->params, name);
}

gboolean
ask_get_bool (Ask *ask, const char *name, gboolean otherwise)
{
  const char *text = ask_get (ask, name);

  return text != NULL ? g_str_equal (text, "true") || g_str_equal (text, "1") : otherwise;
}

gint64
ask_get_int (Ask *ask, const char *name, gint64 otherwise)
{
  const char *text = ask_get (ask, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

JsonNode *
ask_get_json (Ask *ask, const char *name)
{
  const char *text = ask_get (ask, name);

  return text != NULL ? json_from_string (text, NULL) : NULL;
}

/* ---- Answers ---- */

static void
take (Ask *ask, guint status, JsonObject *object)
{
  g_clear_pointer (&ask->answer, json_node_unref);
  ask->answer = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (ask->answer, object);
  ask->status = status;
}

void
ask_answer (Ask *ask, JsonObject *answer)
{
  take (ask, 200, answer);
}

void
ask_succeed (Ask *ask)
{
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "success", TRUE);
  ask_answer (ask, answer);
}

void
ask_answer_id (Ask *ask, const char *id)
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "id", id);
  ask_answer (ask, answer);
}

static guint
get_http_status (int code, int subcode)
{
  switch (code)
    {
    case 1:
      return 500;
    case 2:
      return 503;
    case 4:
    case 10:
    case 200:
    case 283:
      return 403;
    case 190:
      /* Both are seen */
      return subcode == 463 || subcode == 460 ? 400 : 401;
    default:
      return 400;
    }
}

static const char *
get_type (int code, int subcode)
{
  if (code == 100 && subcode == 33)
    return "GraphMethodException";
  return "OAuthException";
}

static JsonObject *
make_error (Ask *ask, int code, int subcode, const char *message)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "message", message);
  json_object_set_string_member (error, "type", get_type (code, subcode));
  json_object_set_int_member (error, "code", code);
  if (subcode != 0)
    json_object_set_int_member (error, "error_subcode", subcode);
  if (code == 1 || code == 2)
    json_object_set_boolean_member (error, "is_transient", TRUE);
  json_object_set_string_member (error, "fbtrace_id", ask->trace_id);
  return error;
}

gboolean
ask_fail (Ask *ask, int code, int subcode, const char *format, ...)
{
  g_autofree char *message = NULL;
  JsonObject *answer = json_object_new ();
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_object_member (answer, "error", make_error (ask, code, subcode, message));
  take (ask, get_http_status (code, subcode), answer);
  return FALSE;
}

void
ask_explain (Ask *ask, const char *title, const char *text)
{
  JsonObject *error = json_object_get_object_member (json_node_get_object (ask->answer), "error");

  json_object_set_boolean_member (error, "is_transient", FALSE);
  json_object_set_string_member (error, "error_user_title", title);
  json_object_set_string_member (error, "error_user_msg", text);
}

gboolean
ask_not_found (Ask *ask, const char *id)
{
  g_autofree char *verb = g_ascii_strdown (ask->method, -1);

  return ask_fail (
    ask, 100, 33,
    "Unsupported %s request. Object with ID '%s' does not exist, cannot be loaded due to missing permissions, or does "
    "not "
    "support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    verb, id);
}

gboolean
ask_violate (Ask *ask, const char *format, ...)
{
  g_autofree char *why = NULL;
  g_autofree char *path = ask->path != NULL ? g_strjoinv ("/", ask->path) : g_strdup ("");
  va_list args;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  graph_violate (ask->graph, ask->method, path, why);
  return FALSE;
}

/* ---- On purpose ---- */

static int
guess_code (guint http)
{
  switch (http)
    {
    case 401:
      return 190;
    case 403:
      return 200;
    case 404:
      return 100;
    case 429:
      return 4;
    case 503:
      return 2;
    default:
      return http >= 500 ? 1 : 100;
    }
}

void
graph_answer_error (Call *call, guint http, JsonObject *given)
{
  g_autoptr(Ask) ask = ask_new (call, call->method);
  int code = given != NULL ? json_object_get_int_member_with_default (given, "code", 1) : guess_code (http);
  int subcode = given != NULL ? json_object_get_int_member_with_default (given, "subcode", 0) : 0;
  const char *message = given != NULL ? rec_text (given, "message") : NULL;

  if (code == 1 || code == 2)
    ask_fail (ask, code, subcode, "%s",
              message != NULL ? message : "An unexpected error has occurred. Please retry your request later.");
  else
    ask_fail (ask, code, subcode, "%s%s", message != NULL ? "" : "(#0) ",
              message != NULL ? message : "The call was refused on purpose");
  if (given != NULL && rec_text (given, "title") != NULL)
    ask_explain (ask, rec_text (given, "title"), rec_text (given, "text") != NULL ? rec_text (given, "text") : "");
  if (given != NULL && json_object_has_member (given, "transient"))
    json_object_set_boolean_member (json_object_get_object_member (json_node_get_object (ask->answer), "error"),
                                    "is_transient", rec_flag (given, "transient"));
  call_answer (call, g_steal_pointer (&ask->answer));
  call->status = http != 0 ? http : ask->status;
}
