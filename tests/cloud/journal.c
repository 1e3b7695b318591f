/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "identity.h"

struct _Journal
{
  FILE *file;
};

static const char *const secret_names[] = {
  "access_token", "refresh_token",   "client_secret", "code",      "code_verifier",     "token",
  "id_token",     "appsecret_proof", "state",         "upload_id", "fb_exchange_token", "input_token",
  "batch",        "request", /* of the consent page: the query that it was opened with */
  NULL,
};

Journal *
journal_new (const char *state_dir, GError **error)
{
  g_autofree char *path = g_build_filename (state_dir, "journal.jsonl", NULL);
  FILE *file = fopen (path, "ae");
  Journal *journal;

  if (file == NULL)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
      return NULL;
    }
  journal = g_new0 (Journal, 1);
  journal->file = file;
  return journal;
}

void
journal_free (Journal *journal)
{
  fclose (journal->file);
  g_free (journal);
}

static JsonObject *
describe_query (Call *call)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, values;

  g_hash_table_iter_init (&iter, call->query);
  while (g_hash_table_iter_next (&iter, &name, &values))
    {
      GPtrArray *array = values;
      JsonArray *list = json_array_new ();

      for (guint i = 0; i < array->len; i++)
        json_array_add_string_element (list,
                                       g_strv_contains (secret_names, name) ? "***" : g_ptr_array_index (array, i));
      json_object_set_array_member (object, name, list);
    }
  return object;
}

static JsonObject *
describe_headers (Call *call)
{
  static const char *const kept[] = {
    "accept-encoding", "content-type",          "content-range",           "content-length",
    "user-agent",      "x-upload-content-type", "x-upload-content-length", NULL
  };
  SoupMessageHeadersIter iter;
  const char *name, *value;
  JsonObject *object = json_object_new ();

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (call->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      if (g_strv_contains (kept, lower))
        json_object_set_string_member (object, lower, value);
    }
  return object;
}

static void
describe_body (Call *call, JsonObject *line)
{
  const char *type =
    soup_message_headers_get_content_type (soup_server_message_get_request_headers (call->message), NULL);
  g_autoptr(GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (call->message));

  json_object_set_int_member (line, "bodyBytes", g_bytes_get_size (bytes));
  if (call->body != NULL)
    json_object_set_member (line, "body", json_node_ref (call->body));
  else if (g_strcmp0 (type, "application/x-www-form-urlencoded") == 0)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr(GHashTable) form = soup_form_decode (text);
      JsonObject *object = json_object_new ();
      GHashTableIter iter;
      gpointer name, value;

      g_hash_table_iter_init (&iter, form);
      while (g_hash_table_iter_next (&iter, &name, &value))
        json_object_set_string_member (object, name, g_strv_contains (secret_names, name) ? "***" : value);
      json_object_set_object_member (line, "body", object);
    }
}

void
journal_write (Journal *journal, Call *call, const char *fault, gsize answer_bytes)
{
  JsonObject *line = json_object_new ();
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *path = g_strjoinv ("/", call->path);
  g_autofree char *text = NULL;

  json_object_set_int_member (line, "n", call->cloud->n_calls);
  json_object_set_double_member (line, "at", g_get_real_time () / 1e6);
  json_object_set_string_member (line, "method", call->method);
  json_object_set_string_member (line, "path", path);
  json_object_set_object_member (line, "query", describe_query (call));
  json_object_set_object_member (line, "headers", describe_headers (call));
  describe_body (call, line);
  if (call->person != NULL)
    json_object_set_string_member (line, "person", call->person->email);
  if (call->unknown->len > 0)
    {
      JsonArray *unknown = json_array_new ();

      for (guint i = 0; i < call->unknown->len; i++)
        json_array_add_string_element (unknown, g_ptr_array_index (call->unknown, i));
      json_object_set_array_member (line, "unknown", unknown);
    }
  json_object_set_int_member (line, "status", call->status);
  json_object_set_int_member (line, "answerBytes", answer_bytes);
  if (fault != NULL)
    json_object_set_string_member (line, "fault", fault);
  json_node_take_object (node, line);
  text = json_to_string (node, FALSE);
  fprintf (journal->file, "%s\n", text);
  fflush (journal->file);
}
