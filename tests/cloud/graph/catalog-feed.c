/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog.h"

#include <string.h>

/* A file is read when it comes; what it does to the catalog, and what is told of it, comes so much later. */
#define DONE_AFTER_S 60

/* ---- Reading the file ---- */

static void
add_error (Record *upload, gboolean is_fatal, const char *type, const char *description)
{
  JsonArray *errors = rec_list (upload, "errors");
  JsonObject *error = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%s%u", rec_text (upload, "id"), json_array_get_length (errors));
  JsonArray *surfaces = json_array_new ();

  json_array_add_string_element (surfaces, "Automotive ads");
  json_object_set_string_member (error, "id", id);
  json_object_set_string_member (error, "error_type", type);
  json_object_set_string_member (error, "summary", description);
  json_object_set_string_member (error, "description", description);
  json_object_set_string_member (error, "severity", is_fatal ? "fatal" : "warning");
  json_object_set_int_member (error, "total_count", 1);
  json_object_set_array_member (error, "affected_surfaces", surfaces);
  json_array_add_object_element (errors, error);
}

static void
count (Record *upload, const char *name)
{
  rec_set_int (upload, name, rec_int (upload, name) + 1);
}

static void
take_row (Record *upload, GStrv header, GStrv row, guint n_row, GHashTable *seen)
{
  g_autoptr(Item) item = item_new ();
  guint n = g_strv_length (header);

  count (upload, "num_detected_items");
  if (g_strv_length (row) != n)
    g_ptr_array_add (item->errors, g_strdup ("The row has another number of fields than the header"));
  for (guint i = 0; i < n && item->errors->len == 0; i++)
    if (*row[i] != '\0')
      g_hash_table_replace (item->columns, g_strdup (header[i]), g_strdup (row[i]));
  if (item->errors->len == 0)
    item_check (item, TRUE);
  if (item_get_id (item) != NULL && GPOINTER_TO_INT (g_hash_table_lookup (seen, item_get_id (item))) > 1)
    g_ptr_array_add (item->errors, g_strdup ("Duplicate vehicle_id"));
  for (guint i = 0; i < item->errors->len + item->warnings->len; i++)
    {
      gboolean is_fatal = i < item->errors->len;
      const char *text =
        g_ptr_array_index (is_fatal ? item->errors : item->warnings, is_fatal ? i : i - item->errors->len);
      g_autofree char *description = g_strdup_printf ("Row %u: %s", n_row, text);

      /* The header has told it already */
      if (!g_str_has_prefix (text, "Unknown field"))
        add_error (upload, is_fatal, is_fatal ? "INVALID_ITEM" : "MISSING_FIELD", description);
    }
  if (item->errors->len > 0)
    count (upload, "num_invalid_items");
  else
    json_array_add_object_element (rec_list (upload, "items"), catalog_columns_to_json (item->columns));
}

/* Of every id how often it comes: those that come twice are all ignored. */
static GHashTable *
count_ids (GPtrArray *rows)
{
  GHashTable *seen = g_hash_table_new (g_str_hash, g_str_equal);
  GStrv header = g_ptr_array_index (rows, 0);
  guint at = 0;

  while (header[at] != NULL && !g_str_equal (header[at], "vehicle_id"))
    at++;
  for (guint i = 1; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      if (at < g_strv_length (row))
        g_hash_table_insert (seen, row[at],
                             GINT_TO_POINTER (GPOINTER_TO_INT (g_hash_table_lookup (seen, row[at])) + 1));
    }
  return seen;
}

static void
take_rows (Record *upload, GPtrArray *rows)
{
  GStrv header = g_ptr_array_index (rows, 0);
  const char *missing = item_find_missing_column (header);
  g_autoptr(GHashTable) seen = NULL;

  if (missing != NULL)
    {
      g_autofree char *text = g_strconcat ("A required column is missing: ", missing, NULL);

      add_error (upload, TRUE, "MISSING_COLUMN", text);
      return;
    }
  for (char **name = header; *name != NULL; name++)
    if (!item_knows_column (*name))
      {
        g_autofree char *text = g_strconcat ("Unknown column: ", *name, NULL);

        add_error (upload, FALSE, "UNKNOWN_COLUMN", text);
      }
  seen = count_ids (rows);
  for (guint i = 1; i < rows->len; i++)
    take_row (upload, header, g_ptr_array_index (rows, i), i + 1, seen);
}

/* One wrong byte, and all is taken for LATIN1. Returns: (transfer full) */
static char *
read_text (Record *upload, GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);

  if (g_utf8_validate (text, -1, NULL))
    return g_steal_pointer (&text);
  add_error (upload, FALSE, "ENCODING", "The file is not UTF-8 and was read as LATIN1");
  return g_convert (text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

static void
read_file (Record *upload, GBytes *bytes, const char *delimiter)
{
  g_autofree char *text = read_text (upload, bytes);
  const char *fault = "the file is empty";
  g_autoptr(GPtrArray) rows = csv_parse (text, g_str_equal (delimiter, "TAB") ? '\t' : ',', &fault);

  if (rows == NULL || rows->len == 0)
    add_error (upload, TRUE, "INVALID_FILE", fault);
  else
    take_rows (upload, rows);
}

void
catalog_upload_feed (Ask *ask)
{
  g_autofree char *id = NULL;
  Record *upload;

  if (ask->parts->len != 1)
    {
      if (ask_get (ask, "url") != NULL)
        ask_violate (ask, "This Meta fetches nothing: url");
      ask_fail (ask, 100, 0, "(#100) A file or a url is needed");
      return;
    }
  id = graph_make_id (ask->graph);
  upload = graph_add (ask->graph, KIND_UPLOADS, id, json_object_new ());
  rec_set_text (upload, "id", id);
  rec_set_text (upload, "feed", rec_text (ask->node, "id"));
  rec_set_text (upload, "catalog", rec_text (ask->node, "catalog"));
  rec_set_flag (upload, "update_only", ask_get_bool (ask, "update_only", FALSE));
  rec_set_int (upload, "begun_s", graph_now_s (ask->graph));
  graph_expect (ask->graph, rec_int (upload, "begun_s") + DONE_AFTER_S);
  json_object_set_array_member (upload, "errors", json_array_new ());
  json_object_set_array_member (upload, "items", json_array_new ());
  for (guint i = 0; i < 4; i++)
    rec_set_int (
      upload,
      ((const char *[]){ "num_detected_items", "num_persisted_items", "num_invalid_items", "num_deleted_items" })[i],
      0);
  read_file (upload, ((Part *) g_ptr_array_index (ask->parts, 0))->bytes, rec_text (ask->node, "delimiter"));
  ask_answer_id (ask, id);
}

/* ---- When the time has come ---- */

/* A whole feed takes away what it does not name any more. */
static void
drop_others (Graph *graph, Record *upload, GHashTable *named)
{
  g_autoptr(GPtrArray) vehicles = graph_list (graph, KIND_VEHICLES);

  for (guint i = 0; i < vehicles->len; i++)
    {
      Record *vehicle = g_ptr_array_index (vehicles, i);

      if (g_strcmp0 (rec_text (vehicle, "feed"), rec_text (upload, "feed")) == 0
          && !g_hash_table_contains (named, rec_text (vehicle, "vehicle_id")))
        {
          count (upload, "num_deleted_items");
          catalog_drop_vehicle (graph, rec_text (upload, "catalog"), rec_text (vehicle, "vehicle_id"));
        }
    }
}

static void
finish (Graph *graph, Record *upload)
{
  JsonArray *items = rec_list (upload, "items"), *errors = rec_list (upload, "errors");
  g_autoptr(GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *catalog = rec_text (upload, "catalog");
  gint64 n_fatal = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      g_autoptr(GHashTable) columns = catalog_columns_from_json (json_array_get_object_element (items, i));
      const char *id = g_hash_table_lookup (columns, "vehicle_id");

      catalog_put_vehicle (graph, catalog, columns);
      rec_set_text (catalog_find_vehicle (graph, catalog, id), "feed", rec_text (upload, "feed"));
      g_hash_table_add (named, g_strdup (id));
      count (upload, "num_persisted_items");
    }
  for (guint i = 0; i < json_array_get_length (errors); i++)
    n_fatal += g_strcmp0 (rec_text (json_array_get_object_element (errors, i), "severity"), "fatal") == 0;
  if (!rec_flag (upload, "update_only") && rec_int (upload, "num_detected_items") > 0)
    drop_others (graph, upload, named);
  rec_set_int (upload, "error_count", n_fatal);
  rec_set_int (upload, "warning_count", json_array_get_length (errors) - n_fatal);
  rec_set_flag (upload, "done", TRUE);
  graph_touch (graph);
}

void
catalog_settle_uploads (Graph *graph)
{
  g_autoptr(GPtrArray) uploads = graph_list (graph, KIND_UPLOADS);

  for (guint i = 0; i < uploads->len; i++)
    {
      Record *upload = g_ptr_array_index (uploads, i);

      if (rec_flag (upload, "done"))
        continue;
      if (graph_now_s (graph) - rec_int (upload, "begun_s") >= DONE_AFTER_S)
        finish (graph, upload);
      else
        graph_expect (graph, rec_int (upload, "begun_s") + DONE_AFTER_S);
    }
}

/* ---- What is told ---- */

JsonNode *
catalog_make_upload_field (Record *upload, const char *name)
{
  gint64 time_s =
    g_str_equal (name, "start_time") ? rec_int (upload, "begun_s") : rec_int (upload, "begun_s") + DONE_AFTER_S;
  g_autofree char *time = graph_format_time (time_s);
  JsonNode *member = json_object_get_member (upload, name);

  if (g_str_equal (name, "start_time"))
    return json_node_init_string (json_node_alloc (), time);
  /* Until the end nothing else is told */
  if (!rec_flag (upload, "done") && !g_str_equal (name, "id"))
    return NULL;
  if (g_str_equal (name, "end_time"))
    return json_node_init_string (json_node_alloc (), time);
  return member != NULL ? json_node_copy (member) : NULL;
}

void
catalog_list_errors (Ask *ask)
{
  g_autoptr(GPtrArray) errors = g_ptr_array_new ();
  JsonArray *list = rec_list (ask->node, "errors");

  for (guint i = 0; rec_flag (ask->node, "done") && i < json_array_get_length (list); i++)
    g_ptr_array_add (errors, json_array_get_object_element (list, i));
  lists_answer (ask, KIND_ERRORS, errors);
}
