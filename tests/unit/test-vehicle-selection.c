/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-selection.h"
#include "store-fixture.h"

#define TIMEOUT_SECONDS 20

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("Waited in vain");
  return G_SOURCE_REMOVE;
}

static void
wait_for_list (AutosellVehicleList *list)
{
  guint timeout_id = g_timeout_add_seconds (TIMEOUT_SECONDS, timeout_cb, NULL);

  while (autosell_vehicle_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout_id);
}

static void
set_query (AutosellVehicleList *list, const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);

  g_assert_no_error (error);
  autosell_vehicle_list_set_query (list, query);
  wait_for_list (list);
}

/* Four cars in the order of their entry. */
static AutosellVehicleSelection *
make_selection (Fixture *fixture, gint64 keys[4])
{
  g_autoptr(AutosellVehicleList) list = NULL;
  AutosellVehicleSelection *selection;

  keys[0] = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "1");
  keys[1] = add_car_to (fixture->store, "NISSAN", "MARCH", "204000", "2");
  keys[2] = add_car_to (fixture->store, "MAZDA", "CX50", "719000", "3");
  keys[3] = add_car_to (fixture->store, "BMW", "220I", "290000", "4");
  list = autosell_vehicle_list_new (fixture->store);
  selection = autosell_vehicle_selection_new (list);
  set_query (list, NULL);
  g_assert_cmpint (g_list_model_get_n_items (G_LIST_MODEL (selection)), ==, 4);
  return selection;
}

static void
test_stays_with_its_cars (Fixture *fixture, gconstpointer data)
{
  gint64 keys[4];
  g_autoptr(AutosellVehicleSelection) selection = make_selection (fixture, keys);
  AutosellVehicleList *list = autosell_vehicle_selection_get_list (selection);
  AutosellSort by_price = { .field = AUTOSELL_FIELD_PRICE };
  guint position;

  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 1, TRUE);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (selection), 2, FALSE);
  g_assert_true (autosell_vehicle_selection_has_key (selection, keys[1]));
  g_assert_true (autosell_vehicle_selection_has_key (selection, keys[2]));

  autosell_vehicle_list_set_sort (list, &by_price);
  wait_for_list (list);
  g_assert_true (autosell_vehicle_list_find (list, keys[2], &position));
  g_assert_cmpint (position, ==, 3);
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 3));
  g_assert_true (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 0));
  g_assert_false (gtk_selection_model_is_selected (GTK_SELECTION_MODEL (selection), 1));
}

/* What a filter hides is still selected when it shows again, and is not among what an action is done to. */
static void
test_hidden_cars (Fixture *fixture, gconstpointer data)
{
  gint64 keys[4];
  g_autoptr(AutosellVehicleSelection) selection = make_selection (fixture, keys);
  AutosellVehicleList *list = autosell_vehicle_selection_get_list (selection);
  g_autoptr(GArray) narrow = NULL;
  g_autoptr(GArray) wide = NULL;

  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 2, TRUE);
  set_query (list, "brand:mazda");
  narrow = autosell_vehicle_selection_dup_keys (selection);
  g_assert_cmpint (narrow->len, ==, 1);
  g_assert_cmpint (g_array_index (narrow, gint64, 0), ==, keys[0]);
  g_assert_cmpint (autosell_vehicle_selection_count (selection), ==, 1);

  set_query (list, NULL);
  wide = autosell_vehicle_selection_dup_keys (selection);
  g_assert_cmpint (wide->len, ==, 2);
  g_assert_cmpint (g_array_index (wide, gint64, 1), ==, keys[1]);
}

/* A click on one car means this one: what is hidden must not come along later. */
static void
test_a_choice_forgets_the_hidden (Fixture *fixture, gconstpointer data)
{
  gint64 keys[4];
  g_autoptr(AutosellVehicleSelection) selection = make_selection (fixture, keys);
  AutosellVehicleList *list = autosell_vehicle_selection_get_list (selection);

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpint (autosell_vehicle_selection_count (selection), ==, 4);
  set_query (list, "brand:mazda");
  autosell_vehicle_selection_select_key (selection, keys[2]);
  set_query (list, NULL);
  g_assert_cmpint (autosell_vehicle_selection_count (selection), ==, 1);
  g_assert_true (autosell_vehicle_selection_has_key (selection, keys[2]));

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  set_query (list, "brand:mazda");
  gtk_selection_model_select_range (GTK_SELECTION_MODEL (selection), 0, 1, TRUE);
  set_query (list, NULL);
  g_assert_cmpint (autosell_vehicle_selection_count (selection), ==, 1);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (selection));
  g_assert_cmpint (autosell_vehicle_selection_count (selection), ==, 0);
}

static void
test_range_of_many (Fixture *fixture, gconstpointer data)
{
  gint64 keys[4];
  g_autoptr(AutosellVehicleSelection) selection = make_selection (fixture, keys);
  g_autoptr(GtkBitset) found = NULL;

  gtk_selection_model_select_all (GTK_SELECTION_MODEL (selection));
  /* fewer asked for than selected, so it is looked at from the other side */
  found = gtk_selection_model_get_selection_in_range (GTK_SELECTION_MODEL (selection), 1, 2);
  g_assert_cmpint (gtk_bitset_get_size (found), ==, 2);
  g_assert_true (gtk_bitset_contains (found, 1));
  g_assert_true (gtk_bitset_contains (found, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/vehicle-selection/stays-with-its-cars", Fixture, NULL, set_up, test_stays_with_its_cars, tear_down);
  g_test_add ("/vehicle-selection/hidden-cars", Fixture, NULL, set_up, test_hidden_cars, tear_down);
  g_test_add ("/vehicle-selection/a-choice-forgets-the-hidden", Fixture, NULL, set_up, test_a_choice_forgets_the_hidden,
              tear_down);
  g_test_add ("/vehicle-selection/range-of-many", Fixture, NULL, set_up, test_range_of_many, tear_down);
  return g_test_run ();
}
