/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store-fixture.h"

static void
take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* Adds cars of these prices ("" for none) and statuses. Returns: (transfer full) their keys */
static GArray *
add_cars (AutosellStore *store, const char *const *prices, const char *const *statuses, guint n)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      AutosellVehicle *vehicle = autosell_vehicle_new ();

      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, prices[i]);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, statuses[i]);
      autosell_change_set_add (changes, vehicle);
    }
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  return g_array_ref (result->keys);
}

static const char *const prices[] = { "100000", "", "como 300", "250000.50", "1" };
static const char *const statuses[] = { "available", "available", "sold", "reserved", "" };

static void
test_load_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture->store, prices, statuses, G_N_ELEMENTS (prices));
  g_autoptr(GArray) asked = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  gint64 nobody = 999999;

  /* In the order asked for, with one that is not there between; the array may change while the answer is on its way. */
  g_array_append_val (asked, g_array_index (keys, gint64, 3));
  g_array_append_val (asked, nobody);
  g_array_append_val (asked, g_array_index (keys, gint64, 0));
  autosell_store_load_keys_async (fixture->store, asked, NULL, take_result_cb, &result);
  g_array_set_size (asked, 0);
  vehicles = autosell_store_load_keys_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vehicles->len, ==, 2);
  g_assert_cmpint (autosell_vehicle_get_key (vehicles->pdata[0]), ==, g_array_index (keys, gint64, 3));
  g_assert_cmpint (autosell_vehicle_get_key (vehicles->pdata[1]), ==, g_array_index (keys, gint64, 0));
}

/* More than are read at once come in order too. */
static void
test_load_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;

  for (guint i = 0; i < 101; i++)
    {
      g_autoptr(GArray) some = add_cars (fixture->store, prices, statuses, G_N_ELEMENTS (prices));

      g_array_append_vals (keys, some->data, some->len);
    }
  autosell_store_load_keys_async (fixture->store, keys, NULL, take_result_cb, &result);
  vehicles = autosell_store_load_keys_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (vehicles->len, ==, 505);
  for (guint i = 0; i < vehicles->len; i++)
    g_assert_cmpint (autosell_vehicle_get_key (vehicles->pdata[i]), ==, g_array_index (keys, gint64, i));
}

/* Unknown and unreadable prices are counted, and are worth nothing. */
static void
test_summarize (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture->store, prices, statuses, G_N_ELEMENTS (prices));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree AutosellSelectionSummary *summary = NULL;
  gint64 nobody = 999999;

  g_array_append_val (keys, nobody);
  g_array_remove_index (keys, 4); /* one that nobody selected is left out */
  autosell_store_summarize_async (fixture->store, keys, NULL, take_result_cb, &result);
  summary = autosell_store_summarize_finish (fixture->store, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->all.n_vehicles, ==, 4);
  g_assert_cmpint (summary->all.n_priced, ==, 2);
  g_assert_cmpint (summary->all.price_sum_cents, ==, 35000050);
  g_assert_cmpint (summary->by_status[AUTOSELL_STATUS_AVAILABLE].n_vehicles, ==, 2);
  g_assert_cmpint (summary->by_status[AUTOSELL_STATUS_AVAILABLE].price_sum_cents, ==, 10000000);
  g_assert_cmpint (summary->by_status[AUTOSELL_STATUS_SOLD].n_priced, ==, 0);
  g_assert_cmpint (summary->by_status[AUTOSELL_STATUS_RESERVED].n_vehicles, ==, 1);
  g_assert_cmpint (summary->by_status[AUTOSELL_STATUS_UNKNOWN].n_vehicles, ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GArray) keys = add_cars (fixture->store, prices, statuses, G_N_ELEMENTS (prices));
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  autosell_store_summarize_async (fixture->store, keys, cancellable, take_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_store_summarize_finish (fixture->store, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/store-selection/load-keys", Fixture, NULL, set_up, test_load_keys, tear_down);
  g_test_add ("/store-selection/load-many", Fixture, NULL, set_up, test_load_many, tear_down);
  g_test_add ("/store-selection/summarize", Fixture, NULL, set_up, test_summarize, tear_down);
  g_test_add ("/store-selection/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  return g_test_run ();
}
