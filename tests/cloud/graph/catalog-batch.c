/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog.h"

#include <string.h>

#define MAX_REQUESTS 5000
#define MAX_BYTES (28 * 1024 * 1024)
/* What Meta makes of a batch over the time: started, dispatched, and after about two minutes finished. */
#define DISPATCHED_AFTER_S 60
#define FINISHED_AFTER_S 120

/* ---- Taking it ---- */

static void
add_messages (JsonObject *to, const char *name, GPtrArray *messages)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < messages->len; i++)
    {
      JsonObject *entry = json_object_new ();

      json_object_set_string_member (entry, "message", g_ptr_array_index (messages, i));
      json_array_add_object_element (list, entry);
    }
  json_object_set_array_member (to, name, list);
}

/* How often each vehicle is named: more than once, and none of the requests for it is taken. Returns: (transfer
 * full) */
static GHashTable *
count_ids (JsonArray *requests)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      JsonObject *data =
        json_object_has_member (request, "data") ? json_object_get_object_member (request, "data") : NULL;
      const char *id = data != NULL ? rec_text (data, "vehicle_id") : NULL;

      if (id != NULL)
        g_hash_table_replace (counts, g_strdup (id),
                              GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (counts, id)) + 1));
    }
  return counts;
}

static Item *
read_request (JsonObject *request, GHashTable *counts)
{
  const char *method = rec_text (request, "method");
  Item *item = item_new ();

  if (json_object_has_member (request, "data"))
    item_add_json (item, json_object_get_object_member (request, "data"));
  if (g_strcmp0 (method, "DELETE") == 0)
    {
      if (item_get_id (item) == NULL)
        g_ptr_array_add (item->errors, g_strdup ("A required field is missing: vehicle_id"));
    }
  else if (g_strcmp0 (method, "CREATE") == 0 || g_strcmp0 (method, "UPDATE") == 0)
    item_check (item, method[0] == 'C');
  else
    g_ptr_array_add (item->errors, g_strdup ("The method is CREATE, UPDATE or DELETE"));
  if (item_get_id (item) != NULL && GPOINTER_TO_INT (g_hash_table_lookup (counts, item_get_id (item))) > 1)
    g_ptr_array_add (item->errors, g_strdup ("Duplicate item id in one batch"));
  return item;
}

static void
keep_request (JsonArray *kept, JsonObject *request, Item *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "method", rec_text (request, "method"));
  json_object_set_object_member (object, "columns", catalog_columns_to_json (item->columns));
  json_array_add_object_element (kept, object);
}

static void
add_handle (Ask *ask, JsonArray *handles, JsonArray *kept)
{
  g_autofree char *secret = graph_make_secret ("Acz");
  Record *handle;

  secret[40] = '\0';
  handle = graph_add (ask->graph, KIND_HANDLES, secret, json_object_new ());
  rec_set_text (handle, "id", secret);
  rec_set_text (handle, "catalog", rec_text (ask->node, "id"));
  rec_set_int (handle, "begun_s", graph_now_s (ask->graph));
  graph_expect (ask->graph, rec_int (handle, "begun_s") + FINISHED_AFTER_S);
  rec_set_flag (handle, "upserts", ask_get_bool (ask, "allow_upsert", TRUE));
  json_object_set_array_member (handle, "requests", json_array_ref (kept));
  json_object_set_array_member (handle, "errors", json_array_new ());
  json_object_set_array_member (handle, "ids_of_invalid_requests", json_array_new ());
  json_array_add_string_element (handles, secret);
}

static gboolean
check_batch (Ask *ask, JsonArray *requests)
{
  if (g_strcmp0 (ask_get (ask, "item_type"), "VEHICLE") != 0)
    return ask_fail (ask, 100, 0, "(#100) Param item_type must be VEHICLE for this catalog");
  if (strlen (ask_get (ask, "requests")) > MAX_BYTES)
    return ask_fail (ask, 1, 0, "Please reduce the amount of data you're asking for, then retry your request");
  if (json_array_get_length (requests) > MAX_REQUESTS)
    return ask_fail (ask, 100, 0, "(#100) There are more than %d requests", MAX_REQUESTS);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (requests, i)))
      return ask_fail (ask, 100, 0, "(#100) param requests must be an array of objects.");
  return TRUE;
}

void
catalog_batch (Ask *ask)
{
  g_autoptr(JsonNode) node = ask_get_json (ask, "requests");
  JsonArray *requests = json_node_get_array (node), *handles, *validation;
  g_autoptr(JsonArray) kept = json_array_new ();
  g_autoptr(GHashTable) counts = NULL;
  JsonObject *answer;

  if (!check_batch (ask, requests))
    return;
  handles = json_array_new ();
  validation = json_array_new ();
  counts = count_ids (requests);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      g_autoptr(Item) item = read_request (request, counts);
      JsonObject *entry;

      if (item->errors->len == 0)
        keep_request (kept, request, item);
      if (item->errors->len + item->warnings->len == 0)
        continue;
      entry = json_object_new ();
      rec_set_text (entry, "retailer_id", item_get_id (item));
      add_messages (entry, "errors", item->errors);
      add_messages (entry, "warnings", item->warnings);
      json_array_add_object_element (validation, entry);
    }
  /* Nothing was good: no handle, and yet no error */
  if (json_array_get_length (kept) > 0)
    add_handle (ask, handles, kept);
  answer = json_object_new ();
  json_object_set_array_member (answer, "handles", handles);
  json_object_set_array_member (answer, "validation_status", validation);
  ask_answer (ask, answer);
}

/* ---- Doing it ---- */

static void
fail_request (Record *handle, const char *id, const char *message)
{
  JsonObject *error = json_object_new ();

  json_object_set_string_member (error, "id", id);
  json_object_set_string_member (error, "message", message);
  json_array_add_object_element (rec_list (handle, "errors"), error);
  json_array_add_string_element (rec_list (handle, "ids_of_invalid_requests"), id);
}

static void
do_request (Graph *graph, Record *handle, JsonObject *request)
{
  g_autoptr(GHashTable) columns = catalog_columns_from_json (json_object_get_object_member (request, "columns"));
  const char *catalog = rec_text (handle, "catalog"), *id = g_hash_table_lookup (columns, "vehicle_id"),
             *method = rec_text (request, "method");
  gboolean is_known = catalog_find_vehicle (graph, catalog, id) != NULL;

  if (g_str_equal (method, "DELETE"))
    {
      if (is_known)
        catalog_drop_vehicle (graph, catalog, id);
      else
        fail_request (handle, id, "The item to delete does not exist");
    }
  else if (!is_known && g_str_equal (method, "UPDATE") && !rec_flag (handle, "upserts"))
    fail_request (handle, id, "The item to update does not exist");
  else
    catalog_put_vehicle (graph, catalog, columns);
}

void
catalog_settle_batches (Graph *graph)
{
  g_autoptr(GPtrArray) handles = graph_list (graph, KIND_HANDLES);

  for (guint i = 0; i < handles->len; i++)
    {
      Record *handle = g_ptr_array_index (handles, i);
      JsonArray *requests = rec_list (handle, "requests");

      if (rec_flag (handle, "done"))
        continue;
      if (graph_now_s (graph) - rec_int (handle, "begun_s") < FINISHED_AFTER_S)
        {
          graph_expect (graph, rec_int (handle, "begun_s") + FINISHED_AFTER_S);
          continue;
        }
      for (guint j = 0; j < json_array_get_length (requests); j++)
        do_request (graph, handle, json_array_get_object_element (requests, j));
      rec_set_flag (handle, "done", TRUE);
      graph_touch (graph);
    }
}

/* ---- How it stands ---- */

static const char *
get_status (Graph *graph, Record *handle)
{
  if (rec_flag (handle, "done"))
    return "finished";
  return graph_now_s (graph) - rec_int (handle, "begun_s") < DISPATCHED_AFTER_S ? "started" : "dispatched";
}

static JsonObject *
describe_handle (Ask *ask, Record *handle)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "handle", rec_text (handle, "id"));
  json_object_set_string_member (object, "status", get_status (ask->graph, handle));
  json_object_set_array_member (object, "errors", json_array_ref (rec_list (handle, "errors")));
  json_object_set_int_member (object, "errors_total_count", json_array_get_length (rec_list (handle, "errors")));
  json_object_set_array_member (object, "warnings", json_array_new ());
  json_object_set_int_member (object, "warnings_total_count", 0);
  if (ask_get_bool (ask, "load_ids_of_invalid_requests", FALSE))
    json_object_set_array_member (object, "ids_of_invalid_requests",
                                  json_array_ref (rec_list (handle, "ids_of_invalid_requests")));
  return object;
}

/* Leaves what fields= names. FALSE: refused */
static gboolean
keep_fields (Ask *ask, JsonObject *object)
{
  static const char *const known[] = {
    "handle", "status", "errors", "errors_total_count", "warnings", "warnings_total_count", "ids_of_invalid_requests",
    NULL
  };
  g_auto(GStrv) wanted = g_strsplit (ask_get (ask, "fields"), ",", -1);

  for (char **name = wanted; *name != NULL; name++)
    if (!g_strv_contains (known, *name))
      {
        ask_violate (ask, "A batch's state has no field “%s”", *name);
        return ask_fail (ask, 100, 0,
                         "(#100) Tried accessing nonexisting field (%s) on node type (CheckBatchRequestStatus)", *name);
      }
  for (guint i = 0; known[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) wanted, known[i]))
      json_object_remove_member (object, known[i]);
  return TRUE;
}

void
catalog_check_batch (Ask *ask)
{
  Record *handle = graph_find (ask->graph, KIND_HANDLES, ask_get (ask, "handle"));
  g_autoptr(JsonObject) object = NULL;
  JsonObject *answer;
  JsonArray *data;

  if (handle == NULL || g_strcmp0 (rec_text (handle, "catalog"), rec_text (ask->node, "id")) != 0)
    {
      ask_fail (ask, 100, 0, "(#100) Invalid handle");
      return;
    }
  object = describe_handle (ask, handle);
  if (ask_get (ask, "fields") != NULL && !keep_fields (ask, object))
    return;
  answer = json_object_new ();
  data = json_array_new ();
  json_array_add_object_element (data, g_steal_pointer (&object));
  json_object_set_array_member (answer, "data", data);
  ask_answer (ask, answer);
}
