/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-order.h"

#include "autosell-query-sql.h"

typedef struct
{
  gint64 key;
  gint64 price_cents; /* -1 for unknown */
} Entry;

/* The whole stock, or bin, in one order. */
typedef struct
{
  gint64 stamp;
  AutosellSort sort;
  gboolean is_deleted;
  gint64 n_wanted;              /* photos, of an order by readiness */
  char day[AUTOSELL_DATE_SIZE]; /* an order by days lasts a day */
  GArray *entries;              /* owned, of Entry */
  gint64 max_key;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_array_unref (order->entries);
  g_free (order);
}

static Order *
load_order (AutosellConnection *connection, gboolean is_deleted, const AutosellSort *sort, GError **error)
{
  g_autofree char *suffix = autosell_sort_sql (sort);
  g_autofree char *sql = g_strdup_printf ("SELECT pk, ifnull(price, -1) FROM vehicle WHERE deleted_at IS %sNULL%s",
                                          is_deleted ? "NOT " : "", suffix);
  g_autoptr(GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr(AutosellOwnedStatement) stmt = NULL;
  g_autoptr(GError) local_error = NULL;
  gint64 max_key = 0;
  Order *order;

  if (sqlite3_prepare_v2 (connection->db, sql, -1, &stmt, NULL) != SQLITE_OK)
    {
      autosell_sql_set_error (connection->db, error);
      return NULL;
    }
  while (autosell_statement_next (stmt, &local_error))
    {
      Entry entry = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1) };

      max_key = MAX (max_key, entry.key);
      g_array_append_val (entries, entry);
    }
  if (!autosell_pass_error (g_steal_pointer (&local_error), error))
    return NULL;
  order = g_new0 (Order, 1);
  order->sort = *sort;
  order->is_deleted = is_deleted;
  order->entries = g_steal_pointer (&entries);
  order->max_key = max_key;
  return order;
}

static gboolean
same_sort (const AutosellSort *a, const AutosellSort *b)
{
  return a->is_descending == b->is_descending && autosell_sort_same_key (a, b);
}

/* Readiness is counted by what is wanted, and posts come and go, which is no change of the stock. */
static gint64
get_wanted (AutosellConnection *connection, const AutosellSort *sort)
{
  if (sort->by_posted)
    return autosell_connection_get_int (connection, "SELECT ifnull(sum(out_at), 0) + count(*) FROM post", 0);
  return sort->by_readiness ? autosell_connection_get_int (connection, "SELECT " AUTOSELL_WANTED_SQL, 0) : 0;
}

/* The kept order, made anew when the stock or the wish changed. Owned by the connection. */
static Order *
get_order (AutosellConnection *connection, gboolean is_deleted, const AutosellSort *sort, const char *today,
           GError **error)
{
  gint64 stamp = autosell_connection_get_stamp (connection);
  Order *order = connection->order;

  if (order != NULL && order->stamp == stamp && order->is_deleted == is_deleted && same_sort (&order->sort, sort)
      && g_str_equal (order->day, today) && order->n_wanted == get_wanted (connection, sort))
    return order;

  g_clear_pointer (&connection->order, order_free);
  order = load_order (connection, is_deleted, sort, error);
  if (order == NULL)
    return NULL;
  order->stamp = stamp;
  order->n_wanted = get_wanted (connection, sort);
  g_strlcpy (order->day, today, sizeof order->day);
  connection->order = order;
  connection->order_free = order_free;
  return order;
}

/* One bit a key. */
static guint8 *
find_matches (AutosellConnection *connection, AutosellQuery *query, const char *today, gint64 max_key, GError **error)
{
  g_autoptr(AutosellOwnedStatement) stmt = autosell_query_sql_prepare_keys (connection, query, today, error);
  g_autofree guint8 *bits = g_malloc0 ((gsize) max_key / 8 + 1);
  g_autoptr(GError) local_error = NULL;

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      if (key >= 0 && key <= max_key)
        bits[key / 8] |= 1 << (key % 8);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&bits) : NULL;
}

static AutosellOrderedKeys *
pick (const Order *order, const guint8 *bits)
{
  AutosellOrderedKeys *result = g_new0 (AutosellOrderedKeys, 1);

  result->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), bits == NULL ? order->entries->len : 256);
  result->stamp = order->stamp;
  for (guint i = 0; i < order->entries->len; i++)
    {
      const Entry *entry = &g_array_index (order->entries, Entry, i);

      if (bits != NULL && !(bits[entry->key / 8] & (1 << (entry->key % 8))))
        continue;
      g_array_append_val (result->keys, entry->key);
      if (entry->price_cents >= 0)
        {
          result->totals.n_priced++;
          result->totals.price_sum_cents += entry->price_cents;
        }
    }
  result->totals.n_vehicles = result->keys->len;
  return result;
}

static AutosellOrderedKeys *
query_in_transaction (AutosellConnection *connection, AutosellQuery *query, const AutosellSort *sort, GError **error)
{
  g_autofree guint8 *bits = NULL;
  char today[AUTOSELL_DATE_SIZE];
  Order *order;

  autosell_date_today (today);
  order = get_order (connection, autosell_query_is_deleted (query), sort, today, error);
  if (order == NULL)
    return NULL;
  if (autosell_query_get_n_terms (query) > 0)
    {
      bits = find_matches (connection, query, today, order->max_key, error);
      if (bits == NULL)
        return NULL;
    }
  return pick (order, bits);
}

AutosellOrderedKeys *
autosell_order_query (AutosellConnection *connection, AutosellQuery *query, const AutosellSort *sort, GError **error)
{
  AutosellOrderedKeys *result;

  /* Order and matches must be of one moment */
  if (!autosell_connection_exec (connection, "BEGIN", error))
    return NULL;
  result = query_in_transaction (connection, query, sort, error);
  autosell_connection_rollback (connection);
  return result;
}

void
autosell_ordered_keys_free (AutosellOrderedKeys *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->keys);
  g_free (self);
}
