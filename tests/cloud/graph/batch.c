/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "methods.h"

#include <string.h>

#include "../faults.h"

#define MAX_OPERATIONS 50

/* ---- One operation within a call ---- */

static gboolean
take_path (Ask *inner, const char *path)
{
  g_auto(GStrv) segments = NULL;

  if (*path == '/')
    path++;
  segments = g_strsplit (path, "/", -1);
  /* With a version in front or without */
  if (segments[0] != NULL && segments[0][0] == 'v' && g_ascii_isdigit (segments[0][1])
      && strchr (segments[0], '.') != NULL)
    inner->path = g_strdupv (segments + 1);
  else
    inner->path = g_strdupv (segments);
  return inner->path[0] != NULL;
}

/* The token (and its proof) of the whole, unless the operation has its own. */
static void
inherit_token (Ask *ask, Ask *inner)
{
  const char *token = ask_get (ask, "access_token"), *proof = ask_get (ask, "appsecret_proof");

  if (ask_get (inner, "access_token") != NULL)
    return;
  inner->token_text = g_strdup (ask->token_text != NULL ? ask->token_text : token);
  if (proof != NULL && ask_get (inner, "appsecret_proof") == NULL)
    g_hash_table_insert (inner->params, g_strdup ("appsecret_proof"), g_strdup (proof));
}

static void
run (Ask *ask, Ask *inner)
{
  g_autofree char *path = g_strjoinv ("/", inner->path);
  g_autofree char *whole = g_strdup_printf ("graph/%s/%s", ask->version, path);
  const Fault *fault = faults_take_error (ask->graph->cloud->faults, inner->method, whole);

  inner->version = g_strdup (ask->version);
  inner->is_batched = TRUE;
  inherit_token (ask, inner);
  if (fault == NULL)
    methods_run (inner);
  else
    {
      graph_answer_error (ask->call, fault->status, fault->error);
      inner->answer = g_steal_pointer (&ask->call->answer);
      inner->status = ask->call->status;
    }
}

/* ---- batch= ---- */

static const char *
find_method (const char *name)
{
  static const char *const methods[] = { "GET", "POST", "DELETE", NULL };

  for (guint i = 0; name != NULL && methods[i] != NULL; i++)
    if (g_str_equal (methods[i], name))
      return methods[i];
  return NULL;
}

static gboolean
check_operation (Ask *ask, JsonObject *operation)
{
  static const char *const known[] = { "method", "relative_url", "body", "access_token", NULL };
  g_autoptr(GList) members = json_object_get_members (operation);

  for (GList *link = members; link != NULL; link = link->next)
    if (!g_strv_contains (known, link->data))
      {
        ask_violate (ask, "The fake knows no “%s” of a batch", (char *) link->data);
        return ask_fail (ask, 100, 0, "(#100) Unknown member %s of an operation", (char *) link->data);
      }
  if (find_method (rec_text (operation, "method")) != NULL && rec_text (operation, "relative_url") != NULL)
    return TRUE;
  ask_violate (ask, "An operation of a batch has a method and a relative_url");
  return ask_fail (ask, 100, 0, "(#100) An operation of a batch has a method and a relative_url");
}

static JsonArray *
make_headers (Ask *inner)
{
  const char *pairs[][2] = { { "Content-Type", "text/javascript; charset=UTF-8" },
                             { "facebook-api-version", inner->version },
                             { "x-fb-trace-id", inner->trace_id } };
  JsonArray *headers = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      JsonObject *header = json_object_new ();

      json_object_set_string_member (header, "name", pairs[i][0]);
      json_object_set_string_member (header, "value", pairs[i][1]);
      json_array_add_object_element (headers, header);
    }
  return headers;
}

static JsonObject *
run_operation (Ask *ask, JsonObject *operation)
{
  g_autoptr(Ask) inner = ask_new (ask->call, find_method (rec_text (operation, "method")));
  g_autofree char *url = g_strdup (rec_text (operation, "relative_url"));
  char *query = strchr (url, '?');
  JsonObject *result = json_object_new ();
  g_autofree char *body = NULL;

  if (query != NULL)
    *query++ = '\0';
  take_path (inner, url);
  if (rec_text (operation, "access_token") != NULL)
    g_hash_table_insert (inner->params, g_strdup ("access_token"), g_strdup (rec_text (operation, "access_token")));
  if (body_add_query (inner, query, "relative_url")
      && body_add_query (inner, rec_text (operation, "body"), "operation's body"))
    run (ask, inner);
  if (ask->app == NULL)
    {
      /* So that the usage is told */
      ask->app = inner->app;
      ask->token = inner->token;
      ask->page = inner->page;
    }
  body = json_to_string (inner->answer, FALSE);
  json_object_set_int_member (result, "code", inner->status);
  if (ask_get_bool (ask, "include_headers", TRUE))
    json_object_set_array_member (result, "headers", make_headers (inner));
  json_object_set_string_member (result, "body", body);
  return result;
}

void
batch_run (Ask *ask)
{
  g_autoptr(JsonNode) node = ask_get_json (ask, "batch");
  JsonArray *operations = json_node_get_array (node), *results;
  guint n = json_array_get_length (operations), n_null = quirk_int (ask->graph, "batch_null");

  if (n > MAX_OPERATIONS)
    {
      ask_violate (ask, "A batch of %u", n);
      ask_fail (ask, 100, 0, "Too many requests in batch message. Maximum batch size is %d", MAX_OPERATIONS);
      json_object_set_string_member (json_object_get_object_member (json_node_get_object (ask->answer), "error"),
                                     "type", "GraphBatchException");
      return;
    }
  for (guint i = 0; i < n; i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (operations, i))
        || !check_operation (ask, json_array_get_object_element (operations, i)))
      {
        if (ask->status == 0)
          ask_fail (ask, 100, 0, "(#100) An operation of a batch is an object");
        return;
      }
  results = json_array_new ();
  for (guint i = 0; i < n; i++)
    /* One that was not done in time */
    if (i + 1 == n_null)
      json_array_add_null_element (results);
    else
      json_array_add_object_element (results, run_operation (ask, json_array_get_object_element (operations, i)));
  if (n_null != 0)
    json_object_set_int_member (ask->graph->quirks, "batch_null", 0);
  ask->answer = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (ask->answer, results);
  ask->status = 200;
}

/* ---- ids= ---- */

/* FALSE: refused as a whole */
static gboolean
add_one (Ask *ask, const char *id, JsonObject *answer)
{
  g_autoptr(Ask) inner = ask_new (ask->call, "GET");
  JsonObject *error;

  take_path (inner, id);
  if (ask_get (ask, "fields") != NULL)
    g_hash_table_insert (inner->params, g_strdup ("fields"), g_strdup (ask_get (ask, "fields")));
  run (ask, inner);
  if (inner->status == 200)
    {
      json_object_set_member (answer, id, g_steal_pointer (&inner->answer));
      return TRUE;
    }
  error = json_object_get_object_member (json_node_get_object (inner->answer), "error");
  if (rec_int (error, "error_subcode") == 33)
    return !quirk_flag (ask->graph, "ids_all_or_nothing")
           || ask_fail (ask, 803, 0, "(#803) Some of the aliases you requested do not exist: %s", id);
  ask->answer = g_steal_pointer (&inner->answer);
  ask->status = inner->status;
  return FALSE;
}

void
batch_read_ids (Ask *ask)
{
  g_auto(GStrv) ids = g_strsplit (ask_get (ask, "ids"), ",", -1);
  g_autoptr(JsonObject) answer = json_object_new ();
  guint n = g_strv_length (ids);

  if (n > MAX_OPERATIONS)
    {
      ask_violate (ask, "%u ids at once", n);
      ask_fail (ask, 100, 0, "(#100) Too many IDs. Maximum: %d. Provided: %u.", MAX_OPERATIONS, n);
      return;
    }
  for (char **id = ids; *id != NULL; id++)
    if (!add_one (ask, *id, answer))
      return;
  ask_answer (ask, g_steal_pointer (&answer));
}
