/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autosell-import-plan.h"
#include "autosell-store.h"

/* Writes without end, for test-kill.py to kill: kill-writer DATA_DIR SEED. It first prints the stock as it finds it,
 * then, for each change, a line that says what begins and "done" once the store has confirmed it. All lines go out at
 * once.
 *
 * Cars S0 to S199 are there always: "import N" gives all of them N km, "price S5 N" one of them a price. Cars A1, A2 …
 * come by "add", and go by "delete". "undo" takes back what was done before it. */

#define N_BASE 200

static GRand *rand_source;

static void
say (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  putchar ('\n');
  if (fflush (stdout) != 0)
    exit (3);
}

static void
check (gboolean is_done, GError *error)
{
  if (is_done)
    return;
  say ("failed %s", error->message);
  exit (4);
}

/* ---- What there is ---- */

typedef struct
{
  GHashTable *keys; /* owned: stock number to gint64 * */
  GPtrArray *added; /* owned, of char *: live cars that "add" made */
  gint64 highest;   /* number that any car has, so that new ones differ */
} Stock;

static gboolean
read_vehicle_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  Stock *stock = user_data;
  const char *name = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  gboolean is_deleted = autosell_vehicle_get_deleted (vehicle) != 0;
  gint64 key = autosell_vehicle_get_key (vehicle);
  gint64 cents = -1;
  gint64 km = -1;

  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents);
  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_KM, &km);
  say ("car %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d", name, cents, km, is_deleted);
  g_hash_table_insert (stock->keys, g_strdup (name), g_memdup2 (&key, sizeof key));
  if (*name == 'A' && !is_deleted)
    g_ptr_array_add (stock->added, g_strdup (name));
  if (*name == 'A')
    stock->highest = MAX (stock->highest, g_ascii_strtoll (name + 1, NULL, 10));
  stock->highest = MAX (stock->highest, MAX (cents / 100, km));
  return TRUE;
}

static void
read_stock (AutosellStore *store, Stock *stock)
{
  static const char *const filters[] = { NULL, "is:deleted" };
  const AutosellSort sort = { .by_id_order = TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr(AutosellQuery) query = autosell_query_parse (filters[i], NULL, NULL, NULL);
      g_autoptr(GError) error = NULL;

      check (autosell_store_foreach_sync (store, query, &sort, 0, read_vehicle_cb, stock, &error), error);
    }
}

/* ---- Changes ---- */

static void
commit (AutosellStore *store, AutosellChangeSet *changes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = autosell_store_commit_sync (store, changes, &error);

  check (result != NULL, error);
  say ("done");
}

static void
import_kilometres (AutosellStore *store, gint64 km)
{
  g_autoptr(GString) csv = g_string_new ("Inventario,Marca,Modelo,km\n");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < N_BASE; i++)
    g_string_append_printf (csv, "S%d,KIA,RIO %d,%" G_GINT64_FORMAT "\n", i, i, km);
  bytes = g_bytes_new (csv->str, csv->len);
  say ("begin import %" G_GINT64_FORMAT, km);
  check ((table = autosell_table_read_bytes (bytes, NULL, NULL, &error)) != NULL, error);
  check ((import = autosell_import_new (table, &error)) != NULL, error);
  check ((plan = autosell_store_plan_import_sync (store, import, FALSE, NULL, NULL, NULL, &error)) != NULL, error);
  check ((result = autosell_store_apply_import_sync (store, plan, AUTOSELL_ACTION_IMPORT, &error)) != NULL, error);
  say ("done");
}

static void
set_price (AutosellStore *store, Stock *stock, gint64 pesos)
{
  g_autofree char *name = g_strdup_printf ("S%d", g_rand_int_range (rand_source, 0, N_BASE));
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_PRICE);
  const gint64 *key = g_hash_table_lookup (stock->keys, name);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_number (&value, pesos * 100);
  autosell_change_set_set (changes, *key, AUTOSELL_FIELD_PRICE, &value);
  say ("begin price %s %" G_GINT64_FORMAT, name, pesos * 100);
  commit (store, changes);
}

static void
add_vehicle (AutosellStore *store, Stock *stock, gint64 number)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autofree char *name = g_strdup_printf ("A%" G_GINT64_FORMAT, number);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STOCK_NUMBER, name);
  autosell_change_set_add (changes, vehicle);
  say ("begin add %s", name);
  result = autosell_store_commit_sync (store, changes, &error);
  check (result != NULL, error);
  say ("done");
  g_hash_table_insert (stock->keys, g_strdup (name),
                       g_memdup2 (&g_array_index (result->keys, gint64, 0), sizeof (gint64)));
  g_ptr_array_add (stock->added, g_strdup (name));
}

/* FALSE where there is none to delete. */
static gboolean
delete_vehicle (AutosellStore *store, Stock *stock)
{
  AutosellChangeSet *changes;
  g_autofree char *name = NULL;
  guint index;

  if (stock->added->len == 0)
    return FALSE;
  index = g_rand_int_range (rand_source, 0, stock->added->len);
  name = g_strdup (g_ptr_array_index (stock->added, index));
  g_ptr_array_remove_index (stock->added, index);
  changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  autosell_change_set_delete (changes, *(gint64 *) g_hash_table_lookup (stock->keys, name));
  say ("begin delete %s", name);
  commit (store, changes);
  return TRUE;
}

static void
undo_last (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;

  say ("begin undo");
  result = autosell_store_undo_sync (store, 0, &error);
  check (result != NULL, error);
  say ("done");
}

int
main (int argc, char *argv[])
{
  Stock stock = { NULL };
  AutosellStore *store;
  g_autoptr(GError) error = NULL;

  if (argc != 3)
    return 2;
  rand_source = g_rand_new_with_seed ((guint32) g_ascii_strtoull (argv[2], NULL, 10));
  stock.keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  stock.added = g_ptr_array_new_with_free_func (g_free);
  store = autosell_store_open_sync (argv[1], "cli", "Ana", &error);
  check (store != NULL, error);
  read_stock (store, &stock);
  say ("ready");
  if (g_hash_table_size (stock.keys) == 0)
    import_kilometres (store, ++stock.highest);
  else
    for (;;)
      {
        int dice = g_rand_int_range (rand_source, 0, 100);

        stock.highest++;
        if (dice < 15)
          import_kilometres (store, stock.highest);
        else if (dice < 30)
          add_vehicle (store, &stock, stock.highest);
        else if (dice < 40 && delete_vehicle (store, &stock))
          continue;
        else
          set_price (store, &stock, stock.highest);
        if (dice % 10 == 0 && dice != 20 && dice != 30)
          undo_last (store);
      }
  autosell_store_close (store);
  g_object_unref (store);
  return 0;
}
