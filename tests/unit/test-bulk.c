/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"
#include "autosell-bulk.h"
#include "autosell-sql.h"
#include "store-fixture.h"

#define PESOS(pesos) (G_GINT64_CONSTANT (100) * (pesos))

/* Cars of the prices 100,000, 101,000 …; their keys. */
static GArray *
add_cars (Fixture *fixture, guint n)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *price = g_strdup_printf ("%u", 100000 + 1000 * i);

      autosell_change_set_add (changes, make_car (i % 2 ? "KIA" : "MAZDA", "RIO", price, NULL));
    }
  result = autosell_store_commit_sync (fixture->store, changes, &error);
  g_assert_no_error (error);
  return g_array_ref (result->keys);
}

static gint64
get_price (Fixture *fixture, gint64 key)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (fixture->store, key, &error);
  gint64 price = -1;

  g_assert_no_error (error);
  autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &price);
  return price;
}

static const char *
get_text (Fixture *fixture, gint64 key, AutosellField field)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_sync (fixture->store, key, NULL);

  return g_intern_string (autosell_vehicle_get_text (vehicle, field));
}

static AutosellCommitResult *
run (Fixture *fixture, AutosellBulk *bulk)
{
  g_autoptr(GError) error = NULL;
  AutosellCommitResult *result = autosell_store_bulk_sync (fixture->store, bulk, &error);

  g_assert_no_error (error);
  return result;
}

static void
undo (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  autosell_commit_result_free (autosell_store_undo_sync (fixture->store, 0, &error));
  g_assert_no_error (error);
}

static void
test_price_rule (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 20);
  gint64 unpriced = add_car_to (fixture->store, "GMC", "SIERRA", "", NULL);
  AutosellPriceRule rule = { AUTOSELL_PRICE_PERCENT, 0, 500, AUTOSELL_ROUNDING_500 };
  g_autoptr(AutosellBulk) bulk = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;

  g_array_append_val (keys, unpriced);
  bulk = autosell_bulk_new_for_keys (keys);
  autosell_bulk_set_price_rule (bulk, &rule);
  g_assert_cmpint (autosell_bulk_get_action (bulk), ==, AUTOSELL_ACTION_PRICE);
  result = run (fixture, bulk);
  g_assert_cmpint (result->n_vehicles, ==, 20);
  g_assert_cmpint (autosell_bulk_get_n_targets (bulk), ==, 21);
  g_assert_cmpint (autosell_bulk_get_price_preview (bulk)->n_unpriced, ==, 1);
  g_assert_cmpint (autosell_bulk_get_price_preview (bulk)->highest_after_cents, ==, PESOS (125000));
  g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, 0)), ==, PESOS (105000));
  g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, 1)), ==, PESOS (106000));
  g_assert_cmpint (get_price (fixture, unpriced), ==, -1);

  undo (fixture);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, i)), ==, PESOS (100000 + 1000 * i));
}

static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 12);
  AutosellPriceRule rule = { AUTOSELL_PRICE_AMOUNT, PESOS (-5000), 0, AUTOSELL_ROUNDING_NONE };
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_keys (keys);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(AutosellCheck) before = NULL, after = NULL;

  finish_daily_backup (fixture->store);
  before = autosell_store_check_sync (fixture->store, NULL);
  autosell_bulk_set_price_rule (bulk, &rule);
  autosell_bulk_set_dry_run (bulk, TRUE);
  result = run (fixture, bulk);
  g_assert_cmpint (result->change, ==, 0);
  g_assert_cmpint (result->n_vehicles, ==, 12);
  g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, 0)), ==, PESOS (100000));
  after = autosell_store_check_sync (fixture->store, NULL);
  g_assert_cmpint (after->n_changes, ==, before->n_changes);
  g_assert_cmpint (after->n_events, ==, before->n_events);
  g_assert_cmpint (after->backups->len, ==, before->backups->len);
}

static void
test_query (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 10);
  g_autoptr(AutosellQuery) query = autosell_query_parse ("brand:kia", NULL, NULL, NULL);
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_query (query);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GPtrArray) history = NULL;
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_parse (&value, AUTOSELL_FIELD_STATUS, "reserved");
  autosell_bulk_set_value (bulk, AUTOSELL_FIELD_STATUS, &value);
  autosell_bulk_set_reason (bulk, " feria ");
  result = run (fixture, bulk);
  g_assert_cmpint (result->n_vehicles, ==, 5);
  g_assert_null (get_text (fixture, g_array_index (keys, gint64, 0), AUTOSELL_FIELD_STATUS));
  g_assert_cmpstr (get_text (fixture, g_array_index (keys, gint64, 1), AUTOSELL_FIELD_STATUS), ==, "reserved");
  history = autosell_store_get_history_sync (fixture->store, 0, 1, NULL);
  g_assert_cmpint (autosell_event_get_action (history->pdata[0]), ==, AUTOSELL_ACTION_RESERVE);
  g_assert_cmpstr (autosell_event_get_reason (history->pdata[0]), ==, "feria");
}

static void
test_values_and_extras (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 3);
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_keys (keys);
  g_autoptr(AutosellBulk) group = autosell_bulk_new_for_keys (keys);
  g_autoptr(AutosellCommitResult) result = NULL, grouped = NULL, again = NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&value, "SAN FELIPE");
  autosell_bulk_set_value (bulk, AUTOSELL_FIELD_LOCATION, &value);
  g_assert_cmpint (autosell_bulk_get_action (bulk), ==, AUTOSELL_ACTION_LOCATION);
  autosell_bulk_set_extra (bulk, "Llave", "2");
  g_assert_cmpint (autosell_bulk_get_action (bulk), ==, AUTOSELL_ACTION_EDIT);
  result = run (fixture, bulk);
  vehicle = autosell_store_get_vehicle_sync (fixture->store, g_array_index (keys, gint64, 2), NULL);
  g_assert_cmpstr (autosell_vehicle_get_extra (vehicle, "Llave"), ==, "2");
  g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_LOCATION), ==, "SAN FELIPE");

  autosell_bulk_set_value (group, AUTOSELL_FIELD_GROUP, &value);
  grouped = run (fixture, group);
  g_assert_cmpint (autosell_bulk_get_action (group), ==, AUTOSELL_ACTION_GROUP);
  again = run (fixture, group); /* what is so already is no change */
  g_assert_cmpint (again->change, ==, 0);
  g_assert_cmpint (again->n_vehicles, ==, 0);
}

static void
test_bin (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 12);
  gint64 gone = 9999;
  g_autoptr(AutosellBulk) delete = autosell_bulk_new_for_keys (keys);
  g_autoptr(AutosellBulk) set = NULL;
  g_autoptr(AutosellBulk) restore = autosell_bulk_new_for_keys (keys);
  g_autoptr(AutosellCommitResult) deleted = NULL, changed = NULL, restored = NULL;
  g_autoptr(AutosellStats) stats = NULL;
  AutosellPriceRule rule = { AUTOSELL_PRICE_AMOUNT, PESOS (1), 0, AUTOSELL_ROUNDING_NONE };

  autosell_bulk_set_deleted (delete, TRUE);
  deleted = run (fixture, delete);
  g_assert_cmpint (deleted->n_vehicles, ==, 12);
  stats = autosell_store_get_stats_sync (fixture->store, NULL);
  g_assert_cmpint (stats->n_deleted, ==, 12);

  /* Neither what is in the bin nor what there never was keeps the others from being changed */
  g_array_append_val (keys, gone);
  gone = add_car_to (fixture->store, "BMW", "X1", "5", NULL);
  g_array_append_val (keys, gone);
  set = autosell_bulk_new_for_keys (keys);
  autosell_bulk_set_price_rule (set, &rule);
  changed = run (fixture, set);
  g_assert_cmpint (changed->n_vehicles, ==, 1);
  g_assert_cmpint (changed->n_skipped, ==, 13);

  autosell_bulk_set_deleted (restore, FALSE);
  restored = run (fixture, restore);
  g_assert_cmpint (restored->n_vehicles, ==, 12);
}

static gint64
count_in_backup (Fixture *fixture, const char *sql)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (fixture->data_dir);
  g_autoptr(AutosellConnection) connection = NULL;
  AutosellBackup *newest = NULL;

  for (guint i = 0; newest == NULL && i < backups->len; i++)
    if (g_str_equal (((AutosellBackup *) backups->pdata[i])->reason, "bulk"))
      newest = backups->pdata[i];
  g_assert_nonnull (newest);
  connection = autosell_connection_open (newest->path, SQLITE_OPEN_READONLY, NULL);
  return autosell_connection_get_int (connection, sql, -1);
}

/* What is copied is the state right before, to the last change, however it overlaps with the writing. */
static void
test_backup_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 200);
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_keys (keys);
  AutosellPriceRule rule = { AUTOSELL_PRICE_SET, PESOS (1), 0, AUTOSELL_ROUNDING_NONE };
  g_autofree char *folder = g_build_filename (fixture->data_dir, "backups", NULL);
  g_autoptr(GDir) dir = NULL;
  const char *name;

  finish_daily_backup (fixture->store);
  add_car_to (fixture->store, "BMW", "X1", "777", NULL);
  autosell_bulk_set_price_rule (bulk, &rule);
  autosell_commit_result_free (run (fixture, bulk));
  g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, 0)), ==, PESOS (1));
  g_assert_cmpint (count_in_backup (fixture, "SELECT count(*) FROM vehicle WHERE price >= 100000 * 100"), ==, 200);
  g_assert_cmpint (count_in_backup (fixture, "SELECT count(*) FROM vehicle WHERE price = 77700"), ==, 1);
  g_assert_cmpint (count_in_backup (fixture, "SELECT count(*) FROM vehicle WHERE price = 100"), ==, 0);
  dir = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_null (strstr (name, "partial"));
}

static void
take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* Who closes the window right after the click has the backup all the same. */
static void
test_backup_at_once_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 50);
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_keys (keys);
  g_autoptr(GAsyncResult) result = NULL;

  finish_daily_backup (fixture->store);
  add_car_to (fixture->store, "BMW", "X1", "777", NULL);
  autosell_bulk_set_deleted (bulk, TRUE);
  autosell_store_bulk_async (fixture->store, bulk, take_result_cb, &result);
  close_store (fixture);
  open_store (fixture);
  g_assert_cmpint (count_in_backup (fixture, "SELECT count(*) FROM vehicle WHERE deleted_at IS NULL"), ==, 51);
}

static gboolean
count_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  (*(guint *) user_data)++;
  return TRUE;
}

/* Without room for the copy there is no change. */
static void
test_backup_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 12);
  g_autoptr(AutosellBulk) bulk = autosell_bulk_new_for_keys (keys);
  g_autofree char *folder = g_build_filename (fixture->data_dir, "backups", NULL);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  finish_daily_backup (fixture->store);
  add_car_to (fixture->store, "BMW", "X1", "777", NULL);
  remove_folder (folder);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  autosell_bulk_set_deleted (bulk, TRUE);
  result = autosell_store_bulk_sync (fixture->store, bulk, &error);
  g_assert_null (result);
  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_READ_ONLY);
  g_assert_cmpint (get_price (fixture, g_array_index (keys, gint64, 0)), ==, PESOS (100000));
  g_unlink (folder);
  result = run (fixture, bulk);
  g_assert_cmpint (result->n_vehicles, ==, 12);
}

static void
test_query_of_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 10);
  g_autoptr(AutosellQuery) query = NULL, same = NULL, other = NULL;
  const AutosellSort sort = { .by_id_order = TRUE };
  guint n = 0;

  g_array_set_size (keys, 4);
  query = autosell_query_new_for_keys (keys, FALSE);
  same = autosell_query_new_for_keys (keys, FALSE);
  other = autosell_query_new_for_keys (keys, TRUE);
  g_assert_true (autosell_query_equal (query, same));
  g_assert_false (autosell_query_equal (query, other));
  g_assert_true (autosell_store_foreach_sync (fixture->store, query, &sort, 0, count_cb, &n, NULL));
  g_assert_cmpint (n, ==, 4);
  g_assert_true (autosell_store_foreach_sync (fixture->store, other, &sort, 0, count_cb, &n, NULL));
  g_assert_cmpint (n, ==, 4);
}

static void
test_prices (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture, 3);
  gint64 unpriced = add_car_to (fixture->store, "GMC", "SIERRA", "", NULL), gone = 9999;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GArray) cars = NULL;

  g_array_prepend_val (keys, gone);
  g_array_append_val (keys, unpriced);
  autosell_commit_result_free (
    set_text_in (fixture->store, g_array_index (keys, gint64, 1), AUTOSELL_FIELD_MINIMUM_PRICE, "90000"));
  autosell_store_get_prices_async (fixture->store, keys, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  cars = autosell_store_get_prices_finish (fixture->store, result, NULL);
  g_assert_cmpint (cars->len, ==, 4);
  g_assert_cmpint (g_array_index (cars, AutosellPricedCar, 0).price_cents, ==, PESOS (100000));
  g_assert_cmpint (g_array_index (cars, AutosellPricedCar, 0).minimum_cents, ==, PESOS (90000));
  g_assert_cmpint (g_array_index (cars, AutosellPricedCar, 3).price_cents, ==, -1);
}

#define ADD(name, func) g_test_add ("/bulk/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("price-rule", test_price_rule);
  ADD ("dry-run", test_dry_run);
  ADD ("query", test_query);
  ADD ("values-and-extras", test_values_and_extras);
  ADD ("bin", test_bin);
  ADD ("backup-before", test_backup_before);
  ADD ("backup-at-once-closed", test_backup_at_once_closed);
  ADD ("backup-refused", test_backup_refused);
  ADD ("query-of-keys", test_query_of_keys);
  ADD ("prices", test_prices);
  return g_test_run ();
}
