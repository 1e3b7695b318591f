/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-store-private.h"
#include "autosell-vehicle-list.h"
#include "store-fixture.h"

/* Nothing here takes this long; a list that never answers must not hang the tests. */
#define TIMEOUT_SECONDS 20

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("Waited in vain");
  return G_SOURCE_REMOVE;
}

#define WAIT_FOR(condition) \
  G_STMT_START \
  { \
    guint timeout_id = g_timeout_add_seconds (TIMEOUT_SECONDS, timeout_cb, NULL); \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
    g_source_remove (timeout_id); \
  } \
  G_STMT_END

static guint
n_items (AutosellVehicleList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

/* The price shown at @position, -1 while it is being read or unknown. */
static gint64
price_at (AutosellVehicleList *list, guint position)
{
  g_autoptr(AutosellVehicleRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);
  AutosellVehicle *car = row != NULL ? autosell_vehicle_row_get_vehicle (row) : NULL;
  gint64 cents;

  return car != NULL && autosell_vehicle_get_number (car, AUTOSELL_FIELD_PRICE, &cents) ? cents / 100 : -1;
}

static void
count_splices_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  *(guint *) user_data += removed + added;
}

static void
set_query (AutosellVehicleList *list, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);

  g_assert_no_error (error);
  autosell_vehicle_list_set_query (list, query);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
}

static void
add_cars (Fixture *fixture, guint n)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *price = g_strdup_printf ("%u", 1000 + i);

      autosell_change_set_add (changes, make_car (i % 2 == 0 ? "MAZDA" : "KIA", "X", price, NULL));
    }
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, NULL));
}

static void
test_pages_are_read_when_asked_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicleList) list = NULL;

  add_cars (fixture, 1000);
  list = autosell_vehicle_list_new (fixture->store);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  g_assert_cmpuint (n_items (list), ==, 1000);
  g_assert_cmpint (price_at (list, 0), ==, 1000); /* the first screen comes with the answer */
  g_assert_cmpint (price_at (list, 700), ==, -1);
  WAIT_FOR (price_at (list, 700) == 1700);
  g_assert_cmpint (price_at (list, 720), ==, 1720);
  g_assert_cmpint (autosell_vehicle_list_get_totals (list)->price_sum_cents, ==, 149950000);
}

static void
test_query_and_sort (Fixture *fixture, gconstpointer data)
{
  static const AutosellSort by_price = { .field = AUTOSELL_FIELD_PRICE, .is_descending = TRUE };
  g_autoptr(AutosellVehicleList) list = NULL;

  add_cars (fixture, 100);
  list = autosell_vehicle_list_new (fixture->store);
  set_query (list, "mazda");
  g_assert_cmpuint (n_items (list), ==, 50);
  autosell_vehicle_list_set_sort (list, &by_price);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  g_assert_cmpint (price_at (list, 0), ==, 1098);
  set_query (list, "price:..1009");
  g_assert_cmpuint (n_items (list), ==, 10);
  g_assert_cmpint (price_at (list, 0), ==, 1009);
}

/* An edit is told by the row itself; the list is not touched where the order stays. */
static void
test_edit_keeps_the_row (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicleList) list = NULL;
  g_autoptr(AutosellVehicleRow) row = NULL;
  guint n_touched = 0;

  add_cars (fixture, 300);
  list = autosell_vehicle_list_new (fixture->store);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  row = g_list_model_get_item (G_LIST_MODEL (list), 5);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_splices_cb), &n_touched);
  autosell_commit_result_free (
    set_text_in (fixture->store, autosell_vehicle_row_get_key (row), AUTOSELL_FIELD_PRICE, "7"));
  WAIT_FOR (price_at (list, 5) == 7 && !autosell_vehicle_list_is_loading (list));
  g_assert_cmpuint (n_touched, ==, 0);
  {
    g_autoptr(AutosellVehicleRow) again = g_list_model_get_item (G_LIST_MODEL (list), 5);

    g_assert_true (again == row);
  }
}

static gpointer
pass_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_atomic_int_set ((int *) data, TRUE);
  return data;
}

/* The stock changes behind an answer that was read and not yet taken: what is shown is the stock's, not the answer's. */
static void
test_answer_that_was_overtaken (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicleList) list = NULL;
  g_autoptr(AutosellQuery) all = autosell_query_parse ("", NULL, NULL, NULL);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  int has_passed = FALSE;
  gint64 key;

  add_cars (fixture, 1);
  list = autosell_vehicle_list_new (fixture->store);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  key = autosell_vehicle_list_get_key (list, 0);
  set_query (list, "brand:bmw");
  autosell_vehicle_list_set_query (list, all);
  /* Behind the query, in the same lane */
  autosell_store_run (fixture->store, AUTOSELL_LANE_LIST, pass_job, &has_passed, NULL, NULL, NULL, NULL, NULL);
  while (!g_atomic_int_get (&has_passed))
    g_thread_yield ();
  autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_PRICE, "7"));
  g_array_append_val (keys, key);
  g_signal_emit_by_name (fixture->store, "changed", keys);
  /* It is told once, and before the answer */
  g_signal_handlers_block_matched (fixture->store, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, list);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list) && price_at (list, 0) == 7);
}

/* Where the order changes, only the car that moved does. */
static void
test_moved_car_is_one_splice (Fixture *fixture, gconstpointer data)
{
  static const AutosellSort by_price = { .field = AUTOSELL_FIELD_PRICE };
  g_autoptr(AutosellVehicleList) list = NULL;
  guint n_touched = 0;
  gint64 key;
  guint position;

  add_cars (fixture, 300);
  list = autosell_vehicle_list_new (fixture->store);
  autosell_vehicle_list_set_sort (list, &by_price);
  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  key = autosell_vehicle_list_get_key (list, 10);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_splices_cb), &n_touched);
  autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_PRICE, "900000"));
  WAIT_FOR (autosell_vehicle_list_find (list, key, &position) && position == 299);
  g_assert_true (autosell_vehicle_list_find (list, key, NULL));
  g_assert_cmpuint (n_touched, ==, 2);
}

/* Two stores on one folder are what two programs are. */
static void
test_other_program_is_seen_within_a_second (Fixture *fixture, gconstpointer data)
{
  AutosellStore *other = open_store_at (fixture->data_dir);
  g_autoptr(AutosellVehicleList) list = autosell_vehicle_list_new (fixture->store);
  gint64 start, limit;
  gint64 key;

  WAIT_FOR (!autosell_vehicle_list_is_loading (list));
  start = g_get_monotonic_time ();
  key = add_car_to (other, "BMW", "220I", "290000", "3");
  /* On a busy machine a commit alone can take long, and is no fault of the list */
  limit = G_USEC_PER_SEC + 10 * (g_get_monotonic_time () - start);
  WAIT_FOR (n_items (list) == 1 && price_at (list, 0) == 290000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);

  start = g_get_monotonic_time ();
  autosell_commit_result_free (set_text_in (other, key, AUTOSELL_FIELD_PRICE, "280000"));
  WAIT_FOR (price_at (list, 0) == 280000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, limit);

  /* What was done in between by this program does not hide what the other one did */
  add_car_to (other, "BMW", "118I", "1", "4");
  add_car_to (fixture->store, "BMW", "320I", "2", "5");
  WAIT_FOR (n_items (list) == 3);
  close_store_of (&other);
}

static void
test_settings_travel (Fixture *fixture, gconstpointer data)
{
  AutosellStore *other = open_store_at (fixture->data_dir);
  g_autofree char *value = NULL;

  autosell_store_set_setting (other, AUTOSELL_SETTING_DEALERSHIP_NAME, "Autos Pérez");
  WAIT_FOR ((g_free (value), value = autosell_store_get_setting (fixture->store, AUTOSELL_SETTING_DEALERSHIP_NAME))
            != NULL);
  g_assert_cmpstr (value, ==, "Autos Pérez");
  close_store_of (&other);
}

#define ADD(name, function) g_test_add ("/vehicle-list/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages-are-read-when-asked-for", test_pages_are_read_when_asked_for);
  ADD ("query-and-sort", test_query_and_sort);
  ADD ("edit-keeps-the-row", test_edit_keeps_the_row);
  ADD ("answer-that-was-overtaken", test_answer_that_was_overtaken);
  ADD ("moved-car-is-one-splice", test_moved_car_is_one_splice);
  ADD ("other-program-is-seen-within-a-second", test_other_program_is_seen_within_a_second);
  ADD ("settings-travel", test_settings_travel);
  return g_test_run ();
}
