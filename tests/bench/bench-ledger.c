/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the ledger of posts takes to open: 10,000 cars × 5 Pages, and what SQLite alone needs to go through as many
 * rows of one index and sort the cars.
 *
 *   bench-ledger FOLDER     prints one line of JSON a figure: {"name":…,"value":…,"floor":…,"unit":…} */
#include "config.h"

#include <sqlite3.h>
#include <stdio.h>

#include "autosell-post-ledger.h"
#include "autosell-store.h"

#define N_CARS 10000
#define N_PAGES 5
#define N_ROUNDS 15
/* As many as a screen shows. */
#define FIRST_ROWS 32

static void
fail_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

static void
run (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
add_cars (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);

  for (int i = 0; i < N_CARS; i++)
    {
      g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();
      g_autofree char *number = g_strdup_printf ("%05d", i);

      autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, number);
      autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, i % 3 == 0 ? "MAZDA" : "NISSAN");
      autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, "available");
      autosell_change_set_add (changes, g_steal_pointer (&car));
    }
  autosell_commit_result_free (autosell_store_commit_sync (store, changes, &error));
  fail_on (error);
}

/* A post for each car and Page, four in five of them out; figures for all that are. */
static void
add_posts (const char *path)
{
  g_autofree char *sql = NULL;
  sqlite3 *db;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s", path);
  sql = g_strdup_printf (
    "BEGIN;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) "
    "INSERT INTO page (remote_id, name) SELECT CAST (i AS TEXT), 'Page ' || i FROM n;"
    "INSERT INTO account (id, app, remote_id, name, kind, added_at) VALUES (1, '77', 'p1', 'Bench', 'token', 0);"
    "INSERT INTO page_account (page_id, account_id, tasks) SELECT id, 1, 'CREATE_CONTENT' FROM page;"
    "INSERT INTO post (id, page_id, vehicle_pk, title, reference, origin, who, created_at, text, at, state, out_at, "
    "remote_id) "
    "SELECT vehicle.pk || '-' || page.id, page.id, vehicle.pk, 'MAZDA', vehicle.pk || '-' || page.id, 'hand', 'bench', "
    "0, 'Hola', 0, "
    "iif ((vehicle.pk + page.id) %% 5 = 0, 'failed', 'out'), 1795000000 - (vehicle.pk * 7919 + page.id) %% 9000000, "
    "'r' "
    "FROM vehicle, page;"
    "INSERT INTO post_figures (post_pk, counted_at, reactions, comments, shares) "
    "SELECT pk, 1795000000, pk %% 90, pk %% 7, pk %% 3 FROM post WHERE state = 'out';"
    "INSERT INTO post_metric (post_pk, at, reactions) SELECT post_pk, 1794000000 + i * 86400, reactions * i / 10 FROM "
    "post_figures, "
    "(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n) WHERE post_pk %% "
    "10 = 0;"
    "COMMIT; PRAGMA wal_checkpoint (TRUNCATE); ANALYZE",
    N_PAGES);
  run (db, sql);
  sqlite3_close (db);
}

static sqlite3 *
open_floor (const char *path)
{
  sqlite3 *db;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s", path);
  run (db, "CREATE TABLE post (pk INTEGER PRIMARY KEY, car INTEGER, page INTEGER, state TEXT, out_at INTEGER);"
           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) "
           "INSERT INTO post SELECT i, i / 5, i % 5, iif (i % 5 = 0, 'failed', 'out'), 1795000000 - (i * 7919) % "
           "9000000 FROM n;"
           "CREATE INDEX post_car ON post (car, page, pk, state, out_at)");
  return db;
}

static double
time_floor (sqlite3 *db)
{
  gint64 start = g_get_monotonic_time ();

  run (db, "SELECT car, max (out_at), max (state) FROM post GROUP BY car ORDER BY 2");
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
time_ledger (AutosellStore *store, AutosellPostLedgerOrder order)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPostLedger) ledger = NULL;
  const AutosellPostLedgerQuery query = { .order = order };
  gint64 start = g_get_monotonic_time ();

  ledger = autosell_store_get_post_ledger_sync (store, &query, FIRST_ROWS, &error);
  fail_on (error);
  if (ledger->keys->len != N_CARS || ledger->first->len != FIRST_ROWS)
    g_error ("%u cars", ledger->keys->len);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a, *other = b;

  return (*one > *other) - (*one < *other);
}

static void
print_figure (const char *name, double *ours, double *floor)
{
  qsort (ours, N_ROUNDS, sizeof *ours, compare);
  qsort (floor, N_ROUNDS, sizeof *floor, compare);
  printf ("{\"name\":\"%s\",\"value\":%.3f,\"floor\":%.3f,\"unit\":\"ms\"}\n", name, ours[N_ROUNDS / 2],
          floor[N_ROUNDS / 2]);
}

int
main (int argc, char *argv[])
{
  static const char *const names[] = { "ledger-longest-ago", "ledger-latest", "ledger-most-reactions",
                                       "ledger-by-name" };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStore) store = NULL;
  g_autofree char *data_dir = NULL;
  g_autofree char *path = NULL;
  g_autofree char *floor_path = NULL;
  double ours[N_ROUNDS], floor[N_ROUNDS];
  sqlite3 *db;

  if (argc != 2)
    {
      fprintf (stderr, "usage: bench-ledger FOLDER\n");
      return 2;
    }
  data_dir = g_build_filename (argv[1], "stock", NULL);
  path = g_build_filename (data_dir, "autosell.db", NULL);
  floor_path = g_build_filename (argv[1], "floor.db", NULL);
  store = autosell_store_open_sync (data_dir, "cli", "bench", &error);
  fail_on (error);
  add_cars (store);
  autosell_store_close (store);
  g_clear_object (&store);
  add_posts (path);
  db = open_floor (floor_path);
  store = autosell_store_open_sync (data_dir, "cli", "bench", &error);
  fail_on (error);
  for (guint order = 0; order < AUTOSELL_N_POST_LEDGER_ORDERS; order++)
    {
      for (guint i = 0; i < N_ROUNDS; i++)
        {
          floor[i] = time_floor (db);
          ours[i] = time_ledger (store, (AutosellPostLedgerOrder) order);
        }
      print_figure (names[order], ours, floor);
    }
  sqlite3_close (db);
  return 0;
}
