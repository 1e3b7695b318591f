/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "call.h"

#include <string.h>

#include "identity.h"
#include "schema.h"

static GHashTable *
read_query (const char *text)
{
  GHashTable *query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_auto(GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (char **pair = pairs; *pair != NULL; pair++)
    {
      char *equals = strchr (*pair, '=');
      g_autofree char *name = NULL;
      char *value;
      GPtrArray *values;

      if (**pair == '\0')
        continue;
      if (equals != NULL)
        *equals = '\0';
      g_strdelimit (*pair, "+", ' ');
      if (equals != NULL)
        g_strdelimit (equals + 1, "+", ' ');
      name = g_uri_unescape_string (*pair, NULL);
      value = equals != NULL ? g_uri_unescape_string (equals + 1, NULL) : g_strdup ("");
      if (name == NULL || value == NULL)
        {
          g_free (value);
          continue;
        }
      values = g_hash_table_lookup (query, name);
      if (values == NULL)
        {
          values = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (query, g_strdup (name), values);
        }
      g_ptr_array_add (values, value);
    }
  return query;
}

Call *
call_new (Cloud *cloud, SoupServerMessage *message)
{
  Call *call = g_new0 (Call, 1);
  GUri *uri = soup_server_message_get_uri (message);
  const char *path = g_uri_get_path (uri);

  call->cloud = cloud;
  call->keep = -1;
  call->message = g_object_ref (message);
  call->method = soup_server_message_get_method (message);
  call->path = g_strsplit (*path == '/' ? path + 1 : path, "/", -1);
  call->query = read_query (g_uri_get_query (uri));
  call->unknown = g_ptr_array_new_with_free_func (g_free);
  return call;
}

void
call_free (Call *call)
{
  g_object_unref (call->message);
  g_strfreev (call->path);
  g_hash_table_unref (call->query);
  g_ptr_array_unref (call->unknown);
  g_clear_pointer (&call->body, json_node_unref);
  g_clear_pointer (&call->answer, json_node_unref);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_free (call->content_type);
  g_free (call);
}

GPtrArray *
call_get_all (Call *call, const char *name)
{
  return g_hash_table_lookup (call->query, name);
}

const char *
call_get (Call *call, const char *name)
{
  GPtrArray *values = call_get_all (call, name);

  return values != NULL ? g_ptr_array_index (values, values->len - 1) : NULL;
}

gboolean
call_get_bool (Call *call, const char *name)
{
  return g_strcmp0 (call_get (call, name), "true") == 0;
}

JsonObject *
call_get_object (Call *call)
{
  return call->body != NULL && JSON_NODE_HOLDS_OBJECT (call->body) ? json_node_get_object (call->body) : NULL;
}

const char *
call_get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

/* ---- Answers ---- */

void
call_answer (Call *call, JsonNode *answer)
{
  call->status = 200;
  g_clear_pointer (&call->answer, json_node_unref);
  call->answer = answer;
}

void
call_answer_object (Call *call, JsonObject *answer)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, answer);
  call_answer (call, node);
}

void
call_answer_text (Call *call, guint status, const char *content_type, const char *text)
{
  call->status = status;
  g_clear_pointer (&call->bytes, g_bytes_unref);
  call->bytes = g_bytes_new (text, strlen (text));
  g_free (call->content_type);
  call->content_type = g_strdup (content_type);
}

static JsonArray *
make_details (const char *reason)
{
  JsonArray *details = json_array_new ();
  JsonObject *info = json_object_new ();

  json_object_set_string_member (info, "@type", "type.googleapis.com/google.rpc.ErrorInfo");
  json_object_set_string_member (info, "reason", reason);
  json_object_set_string_member (info, "domain", "googleapis.com");
  json_array_add_object_element (details, info);
  return details;
}

static JsonArray *
make_drive_errors (const char *reason, const char *message, guint http)
{
  JsonArray *errors = json_array_new ();
  JsonObject *entry = json_object_new ();

  json_object_set_string_member (entry, "domain", strstr (reason, "imit") != NULL ? "usageLimits" : "global");
  json_object_set_string_member (entry, "reason", reason);
  json_object_set_string_member (entry, "message", message);
  if (http == 401)
    {
      json_object_set_string_member (entry, "locationType", "header");
      json_object_set_string_member (entry, "location", "Authorization");
    }
  json_array_add_object_element (errors, entry);
  return errors;
}

gboolean
call_fail (Call *call, guint http, const char *status, const char *reason, const char *format, ...)
{
  g_autofree char *message = NULL;
  JsonObject *error = json_object_new ();
  JsonObject *answer = json_object_new ();
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  json_object_set_int_member (error, "code", http);
  json_object_set_string_member (error, "message", message);
  if (call->service == CALL_SERVICE_DRIVE)
    json_object_set_array_member (error, "errors",
                                  make_drive_errors (reason != NULL ? reason : "badRequest", message, http));
  else
    {
      json_object_set_string_member (error, "status", status);
      if (reason != NULL)
        json_object_set_array_member (error, "details", make_details (reason));
    }
  json_object_set_object_member (answer, "error", error);
  call_answer_object (call, answer);
  call->status = http;
  return FALSE;
}

gboolean
call_refuse (Call *call, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return call_fail (call, 400, "INVALID_ARGUMENT", call->service == CALL_SERVICE_DRIVE ? "invalid" : NULL, "%s",
                    message);
}

gboolean
call_not_found (Call *call, const char *id)
{
  if (call->service == CALL_SERVICE_DRIVE)
    return call_fail (call, 404, "NOT_FOUND", "notFound", "File not found: %s.", id);
  return call_fail (call, 404, "NOT_FOUND", NULL, "Requested entity was not found.");
}

/* ---- What is checked of every request ---- */

gboolean
call_read_body (Call *call, const char *schema)
{
  SoupMessageBody *body = soup_server_message_get_request_body (call->message);
  const char *type =
    soup_message_headers_get_content_type (soup_server_message_get_request_headers (call->message), NULL);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *fault = NULL;

  if (g_bytes_get_size (bytes) == 0)
    {
      call->body = json_node_init_object (json_node_alloc (), NULL);
      json_node_take_object (call->body, json_object_new ());
      return TRUE;
    }
  if (type == NULL || !g_str_equal (type, "application/json"))
    return call_refuse (call, "Invalid content type: %s", type != NULL ? type : "none");
  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error)
      || json_parser_get_root (parser) == NULL || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return call_refuse (call, "Invalid JSON payload received. Unexpected token.");
  call->body = json_parser_steal_root (parser);
  fault = schema_check (call->body, schema);
  return fault == NULL || call_refuse (call, "%s", fault);
}

void
call_know_query (Call *call, const char *name, ...)
{
  static const char *const general[] = { "fields", "alt", "prettyPrint", "key", "quotaUser", "$.xgafv", NULL };
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer given;
  va_list args;

  for (guint i = 0; general[i] != NULL; i++)
    g_hash_table_add (known, (gpointer) general[i]);
  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    g_hash_table_add (known, (gpointer) name);
  va_end (args);
  g_hash_table_iter_init (&iter, call->query);
  while (g_hash_table_iter_next (&iter, &given, NULL))
    if (!g_hash_table_contains (known, given))
      g_ptr_array_add (call->unknown, g_strdup (given));
}

static gboolean
fail_unauthenticated (Call *call, const char *reason)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (call->message);

  soup_message_headers_replace (headers, "WWW-Authenticate",
                                "Bearer realm=\"https://accounts.google.com/\", error=\"invalid_token\"");
  return call_fail (
    call, 401, "UNAUTHENTICATED", call->service == CALL_SERVICE_DRIVE ? "authError" : reason,
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential.");
}

gboolean
call_check_scope (Call *call, const char *scope, ...)
{
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (call->message), "Authorization");
  gboolean has_scope = FALSE;
  va_list args;

  if (header == NULL || !g_str_has_prefix (header, "Bearer "))
    return fail_unauthenticated (call, "CREDENTIALS_MISSING");
  call->token = identity_find_access (call->cloud->identity, header + strlen ("Bearer "));
  if (call->token == NULL)
    return fail_unauthenticated (call, "ACCESS_TOKEN_TYPE_UNSUPPORTED");
  if (token_is_expired (call->token, cloud_now_s (call->cloud)))
    return fail_unauthenticated (call, "ACCESS_TOKEN_EXPIRED");
  call->person = token_get_person (call->token);
  va_start (args, scope);
  for (; scope != NULL; scope = va_arg (args, const char *))
    has_scope |= token_has_scope (call->token, scope);
  va_end (args);
  if (!has_scope)
    return call_fail (call, 403, "PERMISSION_DENIED",
                      call->service == CALL_SERVICE_DRIVE ? "insufficientPermissions"
                                                          : "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
                      "Request had insufficient authentication scopes.");
  return TRUE;
}
