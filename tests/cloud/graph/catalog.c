/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog.h"

#include <string.h>

/* ---- Vehicles of a catalog ---- */

static char *
make_key (const char *catalog, const char *vehicle_id)
{
  g_autofree char *whole = g_strdup_printf ("%s %s", catalog, vehicle_id);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whole, -1);

  /* A node's id is of digits, and the same for the same vehicle */
  hash[12] = '\0';
  return g_strdup_printf ("9%015" G_GUINT64_FORMAT, g_ascii_strtoull (hash, NULL, 16));
}

Record *
catalog_find_vehicle (Graph *graph, const char *catalog, const char *vehicle_id)
{
  g_autofree char *id = make_key (catalog, vehicle_id);

  return graph_find (graph, KIND_VEHICLES, id);
}

/* Onto what is known of it. */
void
catalog_put_vehicle (Graph *graph, const char *catalog, GHashTable *columns)
{
  const char *vehicle_id = g_hash_table_lookup (columns, "vehicle_id");
  g_autofree char *id = make_key (catalog, vehicle_id);
  Record *vehicle = graph_find (graph, KIND_VEHICLES, id);
  GHashTableIter iter;
  gpointer name, value;

  if (vehicle == NULL)
    {
      vehicle = graph_add (graph, KIND_VEHICLES, id, json_object_new ());
      rec_set_text (vehicle, "id", id);
      rec_set_text (vehicle, "catalog", catalog);
      rec_set_text (vehicle, "visibility", "PUBLISHED");
      rec_set_text (vehicle, "image_fetch_status", "FETCHED");
      rec_set_text (vehicle, "availability", "AVAILABLE");
    }
  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &name, &value))
    rec_set_text (vehicle, name, value);
  graph_touch (graph);
}

void
catalog_drop_vehicle (Graph *graph, const char *catalog, const char *vehicle_id)
{
  g_autofree char *id = make_key (catalog, vehicle_id);

  graph_remove (graph, KIND_VEHICLES, id);
}

JsonObject *
catalog_columns_to_json (GHashTable *columns)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, columns);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  return object;
}

GHashTable *
catalog_columns_from_json (JsonObject *object)
{
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next)
    g_hash_table_insert (columns, g_strdup (link->data), g_strdup (rec_text (object, link->data)));
  return columns;
}

/* ---- Lists ---- */

static void
list_of (Ask *ask, Kind kind, const char *member)
{
  g_autoptr(GPtrArray) all = graph_list (ask->graph, kind);
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_strcmp0 (rec_text (g_ptr_array_index (all, i), member), rec_text (ask->node, "id")) == 0)
      g_ptr_array_add (own, g_ptr_array_index (all, i));
  lists_answer (ask, kind, own);
}

void
catalog_list (Ask *ask)
{
  list_of (ask, KIND_CATALOGS, "business");
}

void
catalog_list_vehicles (Ask *ask)
{
  list_of (ask, KIND_VEHICLES, "catalog");
}

void
catalog_list_feeds (Ask *ask)
{
  list_of (ask, KIND_FEEDS, "catalog");
}

/* ---- Making ---- */

void
catalog_create (Ask *ask)
{
  g_autoptr(GPtrArray) all = graph_list (ask->graph, KIND_CATALOGS);
  const char *business = rec_text (ask->node, "id"), *vertical = ask_get (ask, "vertical");
  g_autofree char *id = NULL;
  gboolean has_one = FALSE;
  Record *catalog;

  for (guint i = 0; i < all->len; i++)
    has_one |= g_strcmp0 (rec_text (g_ptr_array_index (all, i), "business"), business) == 0;
  if (!has_one)
    {
      ask_fail (
        ask, 200, 0,
        "(#200) The terms of catalogs have to be accepted in the business manager, where the first catalog is made");
      return;
    }
  id = graph_make_id (ask->graph);
  catalog = graph_add (ask->graph, KIND_CATALOGS, id, json_object_new ());
  rec_set_text (catalog, "id", id);
  rec_set_text (catalog, "name", ask_get (ask, "name"));
  rec_set_text (catalog, "business", business);
  rec_set_text (catalog, "vertical", vertical != NULL ? vertical : "commerce");
  ask_answer_id (ask, id);
}

static gboolean
check_schedule (Ask *ask, const char *name)
{
  g_autoptr(JsonNode) node = ask_get_json (ask, name);
  JsonObject *schedule = node != NULL ? json_node_get_object (node) : NULL;
  const char *interval = schedule != NULL ? rec_text (schedule, "interval") : NULL,
             *url = schedule != NULL ? rec_text (schedule, "url") : NULL;

  if (schedule == NULL)
    return TRUE;
  return (interval != NULL && strstr ("HOURLY DAILY WEEKLY MONTHLY", interval) != NULL && url != NULL
          && g_str_has_prefix (url, "http"))
         || ask_fail (ask, 100, 0, "(#100) Param %s must have an interval and a url", name);
}

void
catalog_add_feed (Ask *ask)
{
  static const char *const kept[][2] = { { "name", NULL },
                                         { "default_currency", "USD" },
                                         { "country", "US" },
                                         { "encoding", "AUTODETECT" },
                                         { "delimiter", "AUTODETECT" },
                                         { "quoted_fields_mode", "AUTODETECT" } };
  g_autofree char *id = NULL;
  Record *feed;

  if (!check_schedule (ask, "schedule") || !check_schedule (ask, "update_schedule"))
    return;
  id = graph_make_id (ask->graph);
  feed = graph_add (ask->graph, KIND_FEEDS, id, json_object_new ());
  rec_set_text (feed, "id", id);
  rec_set_text (feed, "catalog", rec_text (ask->node, "id"));
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    rec_set_text (feed, kept[i][0], ask_get (ask, kept[i][0]) != NULL ? ask_get (ask, kept[i][0]) : kept[i][1]);
  ask_answer_id (ask, id);
}

/* ---- The node of one vehicle, whose names are other than those of batch and feed ---- */

static void
put_node (Ask *ask, const char *catalog, const char *vehicle_id)
{
  g_autoptr(GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, ask->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_str_equal (name, "access_token") && !g_str_equal (name, "appsecret_proof"))
      g_hash_table_replace (columns, g_strdup (name), g_strdup (value));
  g_hash_table_replace (columns, g_strdup ("vehicle_id"), g_strdup (vehicle_id));
  catalog_put_vehicle (ask->graph, catalog, columns);
}

void
catalog_add_vehicle (Ask *ask)
{
  const char *catalog = rec_text (ask->node, "id"), *vehicle_id = ask_get (ask, "vehicle_id");

  if (catalog_find_vehicle (ask->graph, catalog, vehicle_id) != NULL)
    ask_fail (ask, 100, 0, "(#100) A vehicle with this vehicle_id exists");
  else if (strlen (ask_get (ask, "vin")) != 17)
    ask_fail (ask, 100, 0, "(#100) Param vin must have 17 characters");
  else
    {
      put_node (ask, catalog, vehicle_id);
      ask_answer_id (ask, rec_text (catalog_find_vehicle (ask->graph, catalog, vehicle_id), "id"));
    }
}

void
catalog_update_vehicle (Ask *ask)
{
  g_autofree char *vehicle_id = g_strdup (rec_text (ask->node, "vehicle_id"));

  put_node (ask, rec_text (ask->node, "catalog"), vehicle_id);
  ask_succeed (ask);
}
