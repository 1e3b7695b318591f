/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter.h"
#include "autosell-marketplace-store.h"
#include "autosell-vehicle-list.h"
#include "posted-lot.h"

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  lot_begin (lot, "Autos del Norte", "4x4 Garza");
}

static gboolean
append_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  GString *numbers = user_data;

  g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? " " : "",
                          autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER));
  return TRUE;
}

static void
assert_found (Lot *lot, const char *text, const char *order, const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);
  g_autoptr(AutosellQuery) again = NULL;
  g_autoptr(GString) numbers = g_string_new (NULL);
  g_autofree char *written = NULL;
  AutosellSort sort;

  g_assert_no_error (error);
  g_assert_true (autosell_sort_parse (order, &sort, NULL));
  autosell_store_foreach_sync (lot->base.store, query, &sort, 0, append_cb, numbers, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (numbers->str, ==, expected);
  written = autosell_query_to_string (query);
  again = autosell_query_parse (written, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (autosell_query_equal (query, again));
}

static void
fill (Lot *lot)
{
  gint64 cars[7];

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      cars[i] = lot_add_car (lot, number, NULL);
    }
  lot_add_post (lot, cars[1], 0, AUTOSELL_POST_OUT, 40);
  lot_add_post (lot, cars[2], 1, AUTOSELL_POST_OUT, 3);
  lot_add_post (lot, cars[2], 0, AUTOSELL_POST_FAILED, -1);
  lot_add_post (lot, cars[3], 0, AUTOSELL_POST_WAITING, -1);
  lot_add_post (lot, cars[4], 0, AUTOSELL_POST_FAILED, -1);
  lot_add_post (lot, cars[5], 0, AUTOSELL_POST_REMOVED, 31);
  /* What failed and went well then has not failed */
  lot_add_post (lot, cars[6], 1, AUTOSELL_POST_FAILED, -1);
  lot_add_post (lot, cars[6], 1, AUTOSELL_POST_OUT, 30);
}

static void
test_found (Lot *lot, gconstpointer data)
{
  fill (lot);
  assert_found (lot, "posted:no", "", "1 4 5 6");
  assert_found (lot, "publicado:no", "", "1 4 5 6");
  assert_found (lot, "no:posted", "", "1 4 5 6");
  assert_found (lot, "posted:yes", "", "2 3 7");
  assert_found (lot, "publicada:sí", "", "2 3 7");
  assert_found (lot, "-posted:no", "", "2 3 7");
  assert_found (lot, "posted:never", "", "1 4 5");
  assert_found (lot, "posted:queued", "", "4");
  assert_found (lot, "posted:failed", "", "3 5");
  assert_found (lot, "posted:removed", "", "6");
  assert_found (lot, "posted:>30", "", "2 6");
  assert_found (lot, "posted:<=30", "", "3 7");
  assert_found (lot, "posted:3", "", "3");
  assert_found (lot, "posted:norte", "", "2");
  assert_found (lot, "posted:\"4x4 garza\"", "", "3 7");
  assert_found (lot, "posted:never,>30", "", "1 2 4 5 6");
  assert_found (lot, "posted:yes", "posted", "2 7 3");
  assert_found (lot, "posted:yes", "publicado:desc", "3 7 2");
  /* Never comes last, whichever way */
  assert_found (lot, "", "posted", "2 6 7 3 1 4 5");
}

static void
test_wrong (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_query_parse ("posted:", NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_EMPTY_VALUE);
  g_clear_error (&error);
  g_assert_null (autosell_query_parse ("posted:!!", NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE);
}

/* What a list shows of a car. */
static void
test_shown (Lot *lot, gconstpointer data)
{
  static const AutosellPostedState states[] = { AUTOSELL_POSTED_NEVER,  AUTOSELL_POSTED_OUT,    AUTOSELL_POSTED_OUT,
                                                AUTOSELL_POSTED_QUEUED, AUTOSELL_POSTED_FAILED, AUTOSELL_POSTED_REMOVED,
                                                AUTOSELL_POSTED_OUT };
  g_autofree char *text = NULL;

  fill (lot);
  for (int i = 0; i < 7; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellVehicle) car = autosell_store_get_vehicle_sync (lot->base.store, i + 1, &error);

      g_assert_no_error (error);
      g_assert_cmpint (autosell_vehicle_get_posted (car)->state, ==, states[i]);
      g_assert_cmpuint (autosell_vehicle_get_posted (car)->n_out, ==, states[i] == AUTOSELL_POSTED_OUT ? 1 : 0);
      if (i == 1)
        text = autosell_posted_dup_text (autosell_vehicle_get_posted (car), lot->now_s);
    }
  g_assert_cmpstr (text, ==, "Posted 40 days ago");
}

/* A list that is sorted by posts, or asks for them, follows them. */
static void
test_followed (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellVehicleList) list = autosell_vehicle_list_new (lot->base.store);
  g_autoptr(AutosellQuery) query = autosell_query_parse ("posted:no", NULL, NULL, NULL);
  gint64 car = lot_add_car (lot, "1", NULL);

  lot_add_car (lot, "2", NULL);
  autosell_vehicle_list_set_query (list, query);
  while (autosell_vehicle_list_is_loading (list) || g_list_model_get_n_items (G_LIST_MODEL (list)) != 2)
    g_main_context_iteration (NULL, TRUE);
  lot_add_post (lot, car, 0, AUTOSELL_POST_OUT, 0);
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (autosell_vehicle_list_get_key (list, 0), !=, car);
}

static void
test_chips (void)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list ("posted:no,>30");
  g_autofree char *label = autosell_filter_dup_label (filters->pdata[0]);
  g_autofree char *term =
    autosell_filter_write_posted (AUTOSELL_POSTED_NOT_OUT | 1u << AUTOSELL_POSTED_FAILED, NULL, NULL);
  g_autofree char *whole = NULL;

  g_assert_cmpint (((AutosellFilter *) filters->pdata[0])->kind, ==, AUTOSELL_FILTER_POSTED);
  g_assert_cmpstr (label, ==, "Posted nowhere, posted more than 30 days ago");
  g_assert_cmpstr (term, ==, "posted:failed,no");
  g_assert_null (autosell_filter_write_posted (0, NULL, NULL));
  whole = autosell_filter_write_posted (1u << AUTOSELL_POSTED_OUT, "31..", (const char *const[]){ "4x4 Garza", NULL });
  g_assert_cmpstr (whole, ==, "posted:yes,31..,\"4x4 Garza\"");
}

/* What a control takes out of a filter, it writes back the same. */
static void
test_round (void)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list ("-mazda publicado:nunca,>30,3,\"4x4 Garza\"");
  const AutosellFilter *filter = filters->pdata[1];
  g_autofree char *days = autosell_filter_dup_days (filter);
  g_auto(GStrv) pages = autosell_filter_dup_pages (filter);
  g_autofree char *term = autosell_filter_write_posted (filter->term->posted_mask, days, (const char *const *) pages);
  g_autofree char *label = autosell_filter_dup_label (filter);

  g_assert_cmpstr (days, ==, ">30,3");
  g_assert_cmpuint (g_strv_length (pages), ==, 1);
  g_assert_cmpstr (pages[0], ==, "4x4 Garza");
  g_assert_cmpstr (term, ==, "posted:never,>30,3,\"4x4 Garza\"");
  g_assert_nonnull (strstr (label, "posted on “4x4 Garza”"));
}

/* Listed by hand so many days ago; -1: not. */
static void
list_car (Lot *lot, gint64 car, int posted, int renewed, int removed)
{
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_MARKETPLACE);
  g_autoptr(GError) error = NULL;
  const int ago[] = { posted, renewed, removed };
  char *days[] = { listing.posted_on, listing.renewed_on, listing.removed_on };

  for (int i = 0; i < 3; i++)
    if (ago[i] >= 0)
      {
        g_autoptr(GDateTime) now = g_date_time_new_now_local ();
        g_autoptr(GDateTime) day = g_date_time_add_days (now, -ago[i]);
        g_autofree char *iso = g_date_time_format (day, "%Y-%m-%d");

        g_strlcpy (days[i], iso, AUTOSELL_DATE_SIZE);
      }
  autosell_change_set_set_listing (changes, car, &listing);
  autosell_commit_result_free (autosell_store_commit_sync (lot->base.store, changes, &error));
  g_assert_no_error (error);
}

static void
sell (Lot *lot, gint64 car)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_EDIT);
  const AutosellValue sold = { .state = AUTOSELL_VALUE_KNOWN, .text = (char *) "sold" };

  autosell_change_set_set (changes, car, AUTOSELL_FIELD_STATUS, &sold);
  autosell_commit_result_free (autosell_store_commit_sync (lot->base.store, changes, &error));
  g_assert_no_error (error);
}

static void
test_listed (Lot *lot, gconstpointer data)
{
  gint64 cars[7];

  for (int i = 0; i < 7; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      cars[i] = lot_add_car (lot, number, NULL);
    }
  list_car (lot, cars[1], 6, -1, -1);
  list_car (lot, cars[2], 7, -1, -1);
  list_car (lot, cars[3], 40, 2, -1);
  list_car (lot, cars[4], 3, -1, -1);
  list_car (lot, cars[5], 9, -1, 1);
  list_car (lot, cars[6], 30, 9, -1);
  sell (lot, cars[4]);
  sell (lot, cars[5]);
  assert_found (lot, "marketplace:no", "", "1 6");
  assert_found (lot, "no:marketplace", "", "1 6");
  assert_found (lot, "marketplace:yes", "", "2 3 4 5 7");
  assert_found (lot, "has:marketplace", "", "2 3 4 5 7");
  assert_found (lot, "-marketplace:sí", "", "1 6");
  assert_found (lot, "marketplace:due", "", "3 5 7");
  assert_found (lot, "marketplace:pendientes", "", "3 5 7");
  assert_found (lot, "marketplace:renew", "", "3 7");
  assert_found (lot, "marketplace:take_down", "", "5");
  assert_found (lot, "marketplace:quitar", "", "5");
  assert_found (lot, "marketplace:never", "", "1");
  assert_found (lot, "marketplace:removed,up", "", "2 4 6");
  /* As the dealership wants it */
  autosell_store_set_setting (lot->base.store, AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS, "3");
  list_car (lot, cars[1], 6, -1, -1); /* writes take their turn */
  assert_found (lot, "marketplace:renew", "", "2 3 7");
  autosell_store_set_setting (lot->base.store, AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS, "0");
  list_car (lot, cars[1], 6, -1, -1);
  assert_found (lot, "marketplace:due", "", "5");
}

static void
test_listed_chips (void)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list ("marketplace:due -marketplace:never");
  g_autofree char *label = autosell_filter_dup_label (filters->pdata[0]);
  g_autofree char *other = autosell_filter_dup_label (filters->pdata[1]);
  g_autofree char *term = autosell_filter_write_listing (AUTOSELL_LISTING_STANDS_MASK | 1u << AUTOSELL_LISTING_REMOVED);
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (label, ==, "Marketplace: Something to do");
  g_assert_cmpstr (other, ==, "Marketplace: not Never listed");
  g_assert_cmpstr (term, ==, "marketplace:yes,removed");
  g_assert_null (autosell_filter_write_listing (0));
  g_assert_null (autosell_query_parse ("marketplace:nonsense", NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/posted/" name, Lot, NULL, lot_set_up, func, lot_tear_down)
  ADD ("found", test_found);
  ADD ("shown", test_shown);
  ADD ("followed", test_followed);
  g_test_add_func ("/posted/wrong", test_wrong);
  ADD ("listed", test_listed);
  g_test_add_func ("/posted/chips", test_chips);
  g_test_add_func ("/posted/round", test_round);
  g_test_add_func ("/posted/listed-chips", test_listed_chips);
  return g_test_run ();
}
