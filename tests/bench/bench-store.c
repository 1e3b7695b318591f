/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the store below the window, and bare SQLite beside it, in turns on the same disk.
 *
 *   bench-store FILE.csv FOLDER     prints one line of JSON a figure: {"name":…,"value":…,"floor":…,"unit":…} */

#include <locale.h>
#include <stdio.h>

#include "autosell-vehicle-list.h"
#include "bench-floor.h"

#define N_EDITS 400
#define N_QUERIES 15
#define N_BULK 1000

typedef struct
{
  const char *csv;
  const char *folder;
  char *data_dir;       /* owned */
  AutosellStore *store; /* owned */
  BenchFloor *floor;    /* owned */
  GArray *keys;         /* owned, of gint64: all cars */
} Bench;

static void
fail_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* @floor: below 0 for none */
static void
print_figure (const char *name, double value, double floor, const char *unit)
{
  char value_text[G_ASCII_DTOSTR_BUF_SIZE], floor_text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (value_text, sizeof value_text, "%.3f", value);
  g_ascii_formatd (floor_text, sizeof floor_text, "%.3f", floor);
  printf ("{\"name\":\"%s\",\"value\":%s,\"floor\":%s,\"unit\":\"%s\"}\n", name, value_text,
          floor < 0 ? "null" : floor_text, unit);
  fflush (stdout);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* @share: 0.5 for the median, 0.95 … */
static double
percentile (GArray *times, double share)
{
  guint index;

  g_array_sort (times, compare_doubles);
  index = MIN ((guint) (share * times->len), times->len - 1);
  return g_array_index (times, double, index);
}

static double
ms_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1000.0;
}

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL) || (line = strstr (text, "VmRSS:")) == NULL)
    return 0;
  return (double) g_ascii_strtoll (line + strlen ("VmRSS:"), NULL, 10) / 1024.0;
}

/* The same rows as the program understands them, so that the floor has no parsing to do. */
static GArray *
read_rows (const char *csv)
{
  static const AutosellField fields[BENCH_N_COLUMNS] = {
    AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_BRAND,       AUTOSELL_FIELD_MODEL,        AUTOSELL_FIELD_VERSION,
    AUTOSELL_FIELD_YEAR,         AUTOSELL_FIELD_COLOUR,      AUTOSELL_FIELD_LOCATION,     AUTOSELL_FIELD_NIV,
    AUTOSELL_FIELD_PLATES,       AUTOSELL_FIELD_DESCRIPTION, AUTOSELL_FIELD_GROUP,        AUTOSELL_FIELD_ENTRY_DATE,
    AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_STATUS,      AUTOSELL_FIELD_TRANSMISSION, AUTOSELL_FIELD_FUEL,
  };
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (csv);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  g_autoptr(AutosellImport) import = NULL;
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (BenchRow));

  fail_on (error);
  import = autosell_import_new (table, &error);
  fail_on (error);
  for (guint i = 0; i < autosell_import_get_n_rows (import); i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, i);
      BenchRow row = { .price_cents = -1 };

      for (int column = 0; column < BENCH_N_COLUMNS; column++)
        row.texts[column] =
          autosell_value_to_string (autosell_vehicle_get_value (vehicle, fields[column]), fields[column]);
      autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &row.price_cents);
      g_array_append_val (rows, row);
    }
  return rows;
}

static void
clear_rows (GArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    for (int column = 0; column < BENCH_N_COLUMNS; column++)
      g_free (g_array_index (rows, BenchRow, i).texts[column]);
  g_array_free (rows, TRUE);
}

static void
bench_import (Bench *self)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (self->csv);
  g_autofree char *floor_path = g_build_filename (self->folder, "floor.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  GArray *rows = read_rows (self->csv);
  double floor_ms, read_ms, plan_ms, all_ms;
  gint64 start;

  start = g_get_monotonic_time ();
  self->floor = bench_floor_open (floor_path);
  bench_floor_insert (self->floor, rows);
  floor_ms = ms_since (start);
  clear_rows (rows);

  self->store = autosell_store_open_sync (self->data_dir, "cli", "bench", &error);
  fail_on (error);
  start = g_get_monotonic_time ();
  table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  fail_on (error);
  import = autosell_import_new (table, &error);
  fail_on (error);
  read_ms = ms_since (start);
  plan = autosell_store_plan_import_sync (self->store, import, FALSE, NULL, NULL, NULL, &error);
  fail_on (error);
  plan_ms = ms_since (start) - read_ms;
  result = autosell_store_apply_import_sync (self->store, plan, AUTOSELL_ACTION_IMPORT, &error);
  fail_on (error);
  all_ms = ms_since (start);

  self->keys = g_array_ref (result->keys);
  print_figure ("import", all_ms, floor_ms, "ms");
  print_figure ("import-read", read_ms, -1, "ms");
  print_figure ("import-preview", plan_ms, -1, "ms");
  print_figure ("import-write", all_ms - read_ms - plan_ms, -1, "ms");
}

/* Read, plan and find that nothing differs. */
static void
bench_import_again (Bench *self)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (self->csv);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  gint64 start = g_get_monotonic_time ();

  table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  fail_on (error);
  import = autosell_import_new (table, &error);
  fail_on (error);
  plan = autosell_store_plan_import_sync (self->store, import, FALSE, NULL, NULL, NULL, &error);
  fail_on (error);
  print_figure ("import-again-preview", ms_since (start), -1, "ms");
  g_assert_cmpuint (autosell_import_plan_get_count (plan, AUTOSELL_PLAN_SAME), ==, self->keys->len);
}

static void
edit_price (Bench *self, gint64 key, gint64 cents)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_PRICE);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  autosell_value_set_number (&value, cents);
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_PRICE, &value);
  result = autosell_store_commit_sync (self->store, changes, &error);
  fail_on (error);
  g_assert_cmpint (result->n_vehicles, ==, 1);
}

static void
bench_edits (Bench *self)
{
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_EDITS; i++)
    {
      guint position = (guint) ((guint64) i * 7919 % self->keys->len);
      gint64 cents = 100000 + i * 100 + 1; /* a price that no car had */
      gint64 start = g_get_monotonic_time ();
      double ms;

      edit_price (self, g_array_index (self->keys, gint64, position), cents);
      ms = ms_since (start);
      g_array_append_val (ours, ms);

      start = g_get_monotonic_time ();
      bench_floor_edit (self->floor, position + 1, cents);
      ms = ms_since (start);
      g_array_append_val (floor, ms);
    }
  print_figure ("edit-p50", percentile (ours, 0.5), percentile (floor, 0.5), "ms");
  print_figure ("edit-p95", percentile (ours, 0.95), percentile (floor, 0.95), "ms");
}

static void
bench_bulk (Bench *self)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellCommitResult) undone = NULL;
  g_autoptr(GError) error = NULL;
  gint64 start;

  autosell_value_set_text (&value, "reserved");
  for (guint i = 0; i < MIN (N_BULK, self->keys->len); i++)
    autosell_change_set_set (changes, g_array_index (self->keys, gint64, i), AUTOSELL_FIELD_STATUS, &value);
  start = g_get_monotonic_time ();
  result = autosell_store_commit_sync (self->store, changes, &error);
  fail_on (error);
  print_figure ("bulk-status-1000", ms_since (start), -1, "ms");
  start = g_get_monotonic_time ();
  undone = autosell_store_undo_sync (self->store, 0, &error);
  fail_on (error);
  print_figure ("undo-bulk-1000", ms_since (start), -1, "ms");
}

static void
loaded_cb (AutosellVehicleList *list G_GNUC_UNUSED, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static double
time_query (AutosellVehicleList *list, const char *text)
{
  g_autoptr(GError) error = NULL;
  AutosellQuery *query;
  gboolean is_loaded = FALSE;
  gulong handler = g_signal_connect (list, "loaded", G_CALLBACK (loaded_cb), &is_loaded);
  gint64 start = g_get_monotonic_time ();
  double ms;

  query = autosell_query_parse (text, NULL, NULL, &error);
  fail_on (error);
  autosell_vehicle_list_set_query (list, query);
  autosell_query_unref (query);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);
  ms = ms_since (start);
  g_signal_handler_disconnect (list, handler);
  return ms;
}

/* What a window shows at once is there, rows and all. */
static double
time_first_page (AutosellVehicleList *list)
{
  gint64 start = g_get_monotonic_time ();
  guint n_items = MIN (40, g_list_model_get_n_items (G_LIST_MODEL (list)));
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_items; i++)
    g_ptr_array_add (rows, g_list_model_get_item (G_LIST_MODEL (list), i));
  for (guint i = 0; i < n_items; i++)
    while (autosell_vehicle_row_get_vehicle (g_ptr_array_index (rows, i)) == NULL)
      g_main_context_iteration (NULL, TRUE);
  return ms_since (start);
}

static void
bench_query (Bench *self, AutosellVehicleList *list, const char *name, const char *text, const char *floor_prefix)
{
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr(GArray) floor = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *label = g_strdup_printf ("query-%s", name);

  for (guint i = 0; i < N_QUERIES; i++)
    {
      double ms;
      gint64 start;

      time_query (list, "nosuchword"); /* so that the next is another query than the one shown */
      ms = time_query (list, text) + time_first_page (list);
      g_array_append_val (ours, ms);
      start = g_get_monotonic_time ();
      bench_floor_query (self->floor, floor_prefix, FALSE);
      ms = ms_since (start);
      g_array_append_val (floor, ms);
    }
  print_figure (label, percentile (ours, 0.95), percentile (floor, 0.95), "ms");
}

static void
bench_queries (Bench *self)
{
  g_autoptr(AutosellVehicleList) list = NULL;
  g_autoptr(GError) error = NULL;
  AutosellSort by_price = { .field = AUTOSELL_FIELD_PRICE };
  gint64 start;

  g_clear_object (&self->store);
  start = g_get_monotonic_time ();
  self->store = autosell_store_open_sync (self->data_dir, "cli", "bench", &error);
  fail_on (error);
  print_figure ("open", ms_since (start), -1, "ms");
  list = autosell_vehicle_list_new (self->store);
  time_query (list, "");
  time_first_page (list);
  print_figure ("open-to-first-page", ms_since (start), -1, "ms");
  print_figure ("open-memory", resident_mb (), -1, "MB");

  bench_query (self, list, "everything", "", NULL);
  bench_query (self, list, "one-letter", "m", "m");
  bench_query (self, list, "word", "mazda", "mazda");
  bench_query (self, list, "two-words", "mazda 2021", "mazda");
  bench_query (self, list, "brand-status", "brand:mazda status:available,reserved", "mazda");
  bench_query (self, list, "ranges", "price:200000..400000 year:>=2020 km:<60000", NULL);
  bench_query (self, list, "no-price", "no:price", NULL);
  bench_query (self, list, "photos", "photos:<8", NULL);
  bench_query (self, list, "ready", "ready:no", NULL);
  bench_query (self, list, "problem-any", "problem:any", NULL);
  bench_query (self, list, "days", "days:>60", NULL);
  autosell_vehicle_list_set_sort (list, &by_price);
  bench_query (self, list, "everything-by-price", "", NULL);
  bench_query (self, list, "word-by-price", "mazda", "mazda");
  print_figure ("queries-memory", resident_mb (), -1, "MB");
}

static void
bench_stats (Bench *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = NULL;
  gint64 start = g_get_monotonic_time ();

  stats = autosell_store_get_stats_sync (self->store, &error);
  fail_on (error);
  print_figure ("stats", ms_since (start), -1, "ms");
}

int
main (int argc, char *argv[])
{
  Bench self = { 0 };

  setlocale (LC_ALL, "");
  if (argc != 3)
    {
      fprintf (stderr, "usage: bench-store FILE.csv FOLDER\n");
      return 2;
    }
  self.csv = argv[1];
  self.folder = argv[2];
  self.data_dir = g_build_filename (self.folder, "stock", NULL);

  bench_import (&self);
  bench_import_again (&self);
  bench_edits (&self);
  bench_bulk (&self);
  bench_queries (&self);
  bench_stats (&self);

  g_clear_object (&self.store);
  bench_floor_close (self.floor);
  g_array_unref (self.keys);
  g_free (self.data_dir);
  return 0;
}
