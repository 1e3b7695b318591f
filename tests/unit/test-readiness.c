/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <sqlite3.h>

#include "autosell-photo-store.h"
#include "autosell-readiness.h"
#include "store-fixture.h"

/* What the core says of a car and what the store's filters and order say of it must be one thing. */

static void
run_sql (const char *data_dir, const char *sql)
{
  g_autofree char *path = g_build_filename (data_dir, "autosell.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

/* One car for each set of what may lack, with 0, 3 and 8 photos, upright and in landscape. */
static void
add_all_kinds (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_IMPORT);

  for (guint mask = 0; mask < 16; mask++)
    for (guint photos = 0; photos < 5; photos++)
      {
        g_autofree char *number = g_strdup_printf ("%u-%u", mask, photos);
        AutosellVehicle *car = make_car ("MAZDA", "CX30", mask & 1 ? "379000" : NULL, number);

        autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, mask & 2 ? "0" : "abc");
        autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, mask & 4 ? (photos == 1 ? "sold" : "available") : NULL);
        autosell_vehicle_parse (car, AUTOSELL_FIELD_DESCRIPTION, mask & 8 ? "Factura original" : NULL);
        autosell_change_set_add (changes, car);
      }
  autosell_commit_result_free (autosell_store_commit_sync (fixture->store, changes, &error));
  g_assert_no_error (error);
  run_sql (
    fixture->data_dir,
    "UPDATE vehicle SET n_photos = 8, cover = 'x', cover_width = 400, cover_height = 300 WHERE stock_number LIKE '%-1';"
    "UPDATE vehicle SET n_photos = 8, cover = 'x', cover_width = 300, cover_height = 300 WHERE stock_number LIKE '%-2';"
    "UPDATE vehicle SET n_photos = 3, cover = 'x', cover_width = 301, cover_height = 300 WHERE stock_number LIKE '%-3';"
    "UPDATE vehicle SET n_photos = 8, cover = 'x', cover_width = 400, cover_height = 300 WHERE stock_number LIKE '%-4';"
    /* As the writer does: test-photo-store.c has it from there */
    "UPDATE vehicle SET unready = (unready & ~32) | iif(ifnull(cover_width <= cover_height, 1), 32, 0)");
}

static gboolean
collect_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (vehicle));
  return TRUE;
}

static GPtrArray *
ask (Fixture *fixture, const char *text, const char *sort_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);
  GPtrArray *cars = g_ptr_array_new_with_free_func (g_object_unref);
  AutosellSort sort;

  g_assert_no_error (error);
  g_assert_true (autosell_sort_parse (sort_text, &sort, &error));
  autosell_store_foreach_sync (fixture->store, query, &sort, 0, collect_cb, cars, &error);
  g_assert_no_error (error);
  return cars;
}

static void
test_filters_agree (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) yes = NULL;
  g_autoptr(GPtrArray) no = NULL;
  guint n_yes = 0, n_no = 0, n_unasked = 0;

  add_all_kinds (fixture);
  all = ask (fixture, "", "");
  yes = ask (fixture, "ready:yes", "");
  no = ask (fixture, "ready:no", "");
  for (guint i = 0; i < all->len; i++)
    {
      AutosellReadiness readiness;

      autosell_readiness_get (g_ptr_array_index (all, i), &readiness);
      n_yes += readiness.is_asked && readiness.lacks == 0;
      n_no += readiness.is_asked && readiness.lacks != 0;
      n_unasked += !readiness.is_asked;
      g_assert_true ((readiness.score == 100) == (readiness.is_asked && readiness.lacks == 0));
    }
  g_assert_cmpuint (n_yes, ==, 1);
  g_assert_cmpuint (n_unasked, ==, 8);
  g_assert_cmpuint (yes->len, ==, n_yes);
  g_assert_cmpuint (no->len, ==, n_no);
  for (guint i = 0; i < yes->len; i++)
    {
      AutosellReadiness readiness;

      autosell_readiness_get (g_ptr_array_index (yes, i), &readiness);
      g_assert_cmpuint (readiness.lacks, ==, 0);
    }
}

static void
test_order_agrees (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) cars = NULL;
  int before = 101;

  add_all_kinds (fixture);
  cars = ask (fixture, "", "ready:desc");
  for (guint i = 0; i < cars->len; i++)
    {
      AutosellReadiness readiness;

      autosell_readiness_get (g_ptr_array_index (cars, i), &readiness);
      /* Those of which it is not asked come last */
      g_assert_cmpint (readiness.is_asked ? readiness.score : -1, <=, before);
      before = readiness.is_asked ? readiness.score : -1;
    }
  g_assert_cmpint (before, ==, -1);
}

static void
test_photo_filters (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint n;
  } cases[] = {
    { "photos:none", 16 }, { "no:photos", 16 },  { "has:fotos", 64 },    { "photos:<8", 32 },  { "fotos:3", 16 },
    { "photos:1..7", 16 }, { "photos:>=8", 48 }, { "-photos:none", 64 }, { "photos:0,3", 32 }, { "photos:any", 64 },
  };

  add_all_kinds (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) cars = ask (fixture, cases[i].text, "photos");

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (cars->len, ==, cases[i].n);
      for (guint k = 1; k < cars->len; k++)
        g_assert_cmpuint (autosell_vehicle_get_n_photos (g_ptr_array_index (cars, k - 1)), <=,
                          autosell_vehicle_get_n_photos (g_ptr_array_index (cars, k)));
    }
}

static void
test_text_round_trip (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "photos:<8",  "photos:none", "ready:yes", "ready:no",
                                       "-ready:yes", "fotos:1..7",  "listo:sí",  "no:photos" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(AutosellQuery) query = autosell_query_parse (texts[i], NULL, NULL, NULL);
      g_autofree char *text = autosell_query_to_string (query);
      g_autoptr(AutosellQuery) again = autosell_query_parse (text, NULL, NULL, NULL);

      g_assert_true (autosell_query_equal (query, again));
    }
  g_assert_null (autosell_query_parse ("ready:maybe", NULL, NULL, NULL));
  g_assert_null (autosell_query_parse ("photos:many", NULL, NULL, NULL));
}

static void
test_wanted_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) few = NULL;
  g_autoptr(GPtrArray) many = NULL;

  add_all_kinds (fixture);
  run_sql (fixture->data_dir, "INSERT INTO setting VALUES ('photos.wanted', '3')");
  few = ask (fixture, "ready:yes", "ready");
  g_assert_cmpuint (few->len, ==, 2);
  run_sql (fixture->data_dir, "UPDATE setting SET value = '9'");
  many = ask (fixture, "ready:yes", "ready");
  g_assert_cmpuint (many->len, ==, 0);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellVehicle) car = make_car ("MAZDA", "CX30", NULL, "1");
  AutosellReadiness readiness;
  g_autofree char *none = NULL;
  g_autofree char *some = NULL;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, "62000");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STATUS, "available");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_DESCRIPTION, "Factura original");
  autosell_vehicle_set_n_photos_wanted (car, 8);
  autosell_readiness_get (car, &readiness);
  none = autosell_readiness_dup_text (&readiness);
  g_assert_cmpstr (none, ==, "Lacks: price, photos");
  autosell_vehicle_set_photos (car, 5, "x", 300, 400);
  autosell_readiness_get (car, &readiness);
  some = autosell_readiness_dup_text (&readiness);
  g_assert_cmpstr (some, ==, "Lacks: price, 3 more photos, cover in landscape");
  g_assert_cmpint (readiness.score, ==, 10 + 10 + 15 + 35 * 5 / 8);
}

#define ADD(name, func) g_test_add ("/readiness/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("filters-agree", test_filters_agree);
  ADD ("order-agrees", test_order_agrees);
  ADD ("photo-filters", test_photo_filters);
  ADD ("text-round-trip", test_text_round_trip);
  ADD ("wanted-counts", test_wanted_counts);
  ADD ("texts", test_texts);
  return g_test_run ();
}
