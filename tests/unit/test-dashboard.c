/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-dashboard.h"
#include "autosell-import.h"
#include "store-fixture.h"

/* Figures of the real 45 rows, counted by hand, and of the filter that each of them leads to. */

#define PESOS(n) (G_GINT64_CONSTANT (n) * 100)

static void
import_sample (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellImportPlan) plan = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  plan = autosell_store_plan_import_sync (fixture->store, import, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  result = autosell_store_apply_import_sync (fixture->store, plan, AUTOSELL_ACTION_IMPORT, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_vehicles, ==, 45);
}

static AutosellDashboard *
get_dashboard (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  AutosellDashboard *dashboard = autosell_store_get_dashboard_sync (fixture->store, &error);

  g_assert_no_error (error);
  return dashboard;
}

static gboolean
count_cb (AutosellVehicle *vehicle, gpointer user_data)
{
  AutosellTotals *totals = user_data;
  gint64 price;

  totals->n_vehicles++;
  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &price))
    {
      totals->n_priced++;
      totals->price_sum_cents += price;
    }
  return TRUE;
}

/* What a filter of the dashboard finds. @filter: (transfer full) */
static AutosellTotals
find (Fixture *fixture, char *filter)
{
  static const AutosellSort as_entered = { .by_id_order = TRUE };
  g_autofree char *text = filter;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);
  AutosellTotals totals = { 0 };

  g_assert_no_error (error);
  autosell_store_foreach_sync (fixture->store, query, &as_entered, 0, count_cb, &totals, &error);
  g_assert_no_error (error);
  return totals;
}

static void
assert_totals (AutosellTotals totals, gint64 n_vehicles, gint64 n_priced, gint64 sum_cents)
{
  g_assert_cmpint (totals.n_vehicles, ==, n_vehicles);
  g_assert_cmpint (totals.n_priced, ==, n_priced);
  g_assert_cmpint (totals.price_sum_cents, ==, sum_cents);
}

static void
assert_count (GPtrArray *counts, guint index, const char *value, gint64 n_vehicles, gint64 sum_cents)
{
  const AutosellCount *count = g_ptr_array_index (counts, index);

  g_assert_cmpstr (count->value, ==, value);
  g_assert_cmpint (count->totals.n_vehicles, ==, n_vehicles);
  g_assert_cmpint (count->totals.price_sum_cents, ==, sum_cents);
}

/* Each figure is what its own filter finds. */
static void
assert_filters_agree (Fixture *fixture, const AutosellDashboard *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = autosell_store_get_stats_sync (fixture->store, &error);
  AutosellTotals rest = self->in_stock;
  AutosellTotals found;

  g_assert_no_error (error);
#define AGREE(totals, filter) \
  G_STMT_START \
  { \
    found = find (fixture, filter); \
    assert_totals (found, (totals).n_vehicles, (totals).n_priced, (totals).price_sum_cents); \
  } \
  G_STMT_END

  AGREE (self->in_stock, autosell_dashboard_filter_in_stock (self));
  for (AutosellStatus status = 0; status < AUTOSELL_N_STATUSES; status++)
    AGREE (self->by_status[status], autosell_dashboard_filter_status (self, status));
  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    AGREE (self->by_age[age], autosell_dashboard_filter_age (self, age));
  for (guint i = 0; i < self->locations->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->locations, i);

      AGREE (count->totals, autosell_dashboard_filter_value (self, AUTOSELL_FIELD_LOCATION, count->value));
    }
  for (guint i = 0; i < self->brands->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->brands, i);

      AGREE (count->totals, autosell_dashboard_filter_value (self, AUTOSELL_FIELD_BRAND, count->value));
      rest.n_vehicles -= count->totals.n_vehicles;
      rest.n_priced -= count->totals.n_priced;
      rest.price_sum_cents -= count->totals.price_sum_cents;
      AGREE (rest, autosell_dashboard_filter_rest (self, AUTOSELL_FIELD_BRAND, self->brands, i + 1));
    }
#undef AGREE
  found = find (fixture, autosell_dashboard_filter_unknown (self, AUTOSELL_FIELD_ENTRY_DATE));
  g_assert_cmpint (found.n_vehicles, ==, self->n_age_unknown);
  found = find (fixture, autosell_dashboard_filter_unknown (self, AUTOSELL_FIELD_PRICE));
  g_assert_cmpint (found.n_vehicles, ==, self->in_stock.n_vehicles - self->in_stock.n_priced);
  found = find (fixture, autosell_dashboard_filter_sold_this_month (self));
  g_assert_cmpint (found.n_vehicles, ==, self->sold_this_month.n_vehicles);
  found = find (fixture, autosell_dashboard_filter_reserved_past (self));
  g_assert_cmpint (found.n_vehicles, ==, self->n_reserved_past);
  found = find (fixture, autosell_dashboard_filter_reserved_soon (self));
  g_assert_cmpint (found.n_vehicles, ==, self->n_reserved_soon);
  found = find (fixture, autosell_dashboard_filter_reserved_open (self));
  g_assert_cmpint (found.n_vehicles, ==, self->n_reserved_open);
  for (AutosellProblemKind kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    {
      found = find (fixture, autosell_dashboard_filter_problem (kind));
      g_assert_cmpint (found.n_vehicles, ==, stats->problems[kind]);
    }
  found = find (fixture, g_strdup ("problem:any"));
  g_assert_cmpint (found.n_vehicles, ==, stats->n_with_problems);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellDashboard) self = get_dashboard (fixture);

  assert_totals (self->live, 0, 0, 0);
  g_assert_cmpint (self->brands->len + self->locations->len + self->newest->len + self->longest->len, ==, 0);
  g_assert_cmpint (self->people->len + self->changes->len + self->reservations->len, ==, 0);
  assert_filters_agree (fixture, self);
}

static void
test_sample (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = NULL;
  g_autoptr(AutosellDashboard) self = NULL;

  import_sample (fixture);
  self = get_dashboard (fixture);
  assert_totals (self->live, 45, 44, PESOS (25703000));
  assert_totals (self->in_stock, 45, 44, PESOS (25703000));
  assert_totals (self->by_status[AUTOSELL_STATUS_AVAILABLE], 43, 43, PESOS (25283000));
  assert_totals (self->by_status[AUTOSELL_STATUS_UNKNOWN], 2, 1, PESOS (420000));
  assert_totals (self->by_status[AUTOSELL_STATUS_SOLD], 0, 0, 0);

  g_assert_cmpint (self->locations->len, ==, 6);
  assert_count (self->locations, 0, "PERIFERICO", 20, PESOS (12271000));
  assert_count (self->locations, 1, "SAN FELIPE", 12, PESOS (6483000));
  assert_count (self->locations, 2, "AUSENTE", 8, PESOS (5531000));
  assert_count (self->locations, 3, "--", 2, PESOS (568000));
  assert_count (self->locations, 4, NULL, 2, PESOS (420000));
  assert_count (self->locations, 5, "CASA FCO", 1, PESOS (430000));

  g_assert_cmpint (self->brands->len, ==, 20);
  assert_count (self->brands, 0, "NISSAN", 7, PESOS (1870000));
  assert_count (self->brands, 1, "CHEVROLET", 6, PESOS (2784000));
  assert_count (self->brands, 2, "MAZDA", 4, PESOS (1756000));

  /* 27 rows have no entry date; the others are of 2025 */
  g_assert_cmpint (self->n_age_unknown, ==, 27);
  g_assert_cmpint (self->longest->len, ==, AUTOSELL_DASHBOARD_ROWS);
  g_assert_cmpint (self->newest->len, ==, AUTOSELL_DASHBOARD_ROWS);
  g_assert_cmpstr (autosell_vehicle_get_text (self->longest->pdata[0], AUTOSELL_FIELD_ENTRY_DATE), ==, "2025-05-05");
  g_assert_cmpstr (autosell_vehicle_get_text (self->longest->pdata[1], AUTOSELL_FIELD_ENTRY_DATE), ==, "2025-05-23");
  g_assert_cmpstr (autosell_vehicle_get_text (self->newest->pdata[0], AUTOSELL_FIELD_ENTRY_DATE), ==, "2025-10-09");

  stats = autosell_store_get_stats_sync (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpint (stats->problems[AUTOSELL_PROBLEM_NO_PRICE], ==, 1);
  g_assert_cmpint (stats->problems[AUTOSELL_PROBLEM_NO_STATUS], ==, 2);
  g_assert_cmpint (stats->problems[AUTOSELL_PROBLEM_PLACEHOLDER], ==, 2);

  g_assert_cmpint (self->people->len, ==, 1);
  g_assert_cmpstr (((AutosellDayShare *) self->people->pdata[0])->who, ==, "Ana");
  g_assert_cmpint (((AutosellDayShare *) self->people->pdata[0])->n_vehicles, ==, 45);
  assert_filters_agree (fixture, self);
}

static void
shift (const char *iso, int days, char shifted[11])
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *noon = g_strconcat (iso, "T12:00:00", NULL);
  g_autoptr(GDateTime) date = g_date_time_new_from_iso8601 (noon, utc);
  g_autoptr(GDateTime) other = g_date_time_add_days (date, days);
  g_autofree char *text = g_date_time_format (other, "%Y-%m-%d");

  g_strlcpy (shifted, text, 11);
}

static gint64
add_car_of_day (Fixture *fixture, const char *today, int days_ago)
{
  gint64 key = add_car_to (fixture->store, "KIA", "RIO", "100000", NULL);
  char day[11];

  shift (today, -days_ago, day);
  autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_ENTRY_DATE, day));
  return key;
}

/* The edges of the ages, by day; a car of tomorrow stands 0 days, and is not among the newest. */
static void
test_ages (Fixture *fixture, gconstpointer data)
{
  static const int days_ago[] = { -1, 0, 30, 31, 45, 46, 60, 61, 90, 91, 400 };
  static const gint64 expected[AUTOSELL_N_AGES] = { 3, 2, 2, 2, 2 };
  g_autoptr(AutosellDashboard) self = get_dashboard (fixture);
  g_autofree char *today = g_strdup (self->today);
  gint64 sold;

  for (guint i = 0; i < G_N_ELEMENTS (days_ago); i++)
    add_car_of_day (fixture, today, days_ago[i]);
  sold = add_car_of_day (fixture, today, 500);
  autosell_commit_result_free (set_text_in (fixture->store, sold, AUTOSELL_FIELD_STATUS, "sold"));
  add_car_to (fixture->store, "KIA", "SOUL", "1", NULL);
  g_clear_pointer (&self, autosell_dashboard_free);
  self = get_dashboard (fixture);
  for (AutosellAge age = 0; age < AUTOSELL_N_AGES; age++)
    g_assert_cmpint (self->by_age[age].n_vehicles, ==, expected[age]);
  g_assert_cmpint (self->n_age_unknown, ==, 1);
  g_assert_cmpint (self->in_stock.n_vehicles, ==, 12);
  g_assert_cmpint (self->live.n_vehicles, ==, 13);
  /* The one that was typed in just now without a date is as new as the one of today */
  g_assert_cmpstr (autosell_vehicle_get_text (self->newest->pdata[0], AUTOSELL_FIELD_MODEL), ==, "SOUL");
  g_assert_cmpstr (autosell_vehicle_get_text (self->newest->pdata[1], AUTOSELL_FIELD_ENTRY_DATE), ==, today);
  assert_filters_agree (fixture, self);
}

static void
test_sales_and_reservations (Fixture *fixture, gconstpointer data)
{
  static const int until[] = { -3, -1, 0, 7, 8 };
  g_autoptr(AutosellDashboard) self = get_dashboard (fixture);
  g_autofree char *today = g_strdup (self->today);
  char day[11];

  /* Sold today for less than it was offered for, sold today for nobody knows what, and sold nobody knows when */
  for (guint i = 0; i < 3; i++)
    {
      gint64 key = add_car_to (fixture->store, "BMW", "X1", "200000", NULL);

      autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_STATUS, "sold"));
      if (i < 2)
        autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_SOLD_ON, today));
      if (i == 0)
        autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_SOLD_PRICE, "190000"));
    }
  for (guint i = 0; i <= G_N_ELEMENTS (until); i++)
    {
      gint64 key = add_car_to (fixture->store, "KIA", "RIO", "100000", NULL);

      autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_STATUS, "reserved"));
      if (i == G_N_ELEMENTS (until))
        continue;
      shift (today, until[i], day);
      autosell_commit_result_free (set_text_in (fixture->store, key, AUTOSELL_FIELD_RESERVED_UNTIL, day));
    }
  g_clear_pointer (&self, autosell_dashboard_free);
  self = get_dashboard (fixture);
  assert_totals (self->sold_this_month, 2, 1, PESOS (190000));
  assert_totals (self->in_stock, 6, 6, PESOS (600000));
  g_assert_cmpint (self->n_reserved_past, ==, 2);
  g_assert_cmpint (self->n_reserved_soon, ==, 2);
  g_assert_cmpint (self->n_reserved_open, ==, 1);
  g_assert_cmpint (self->reservations->len, ==, 4);
  shift (today, -3, day);
  g_assert_cmpstr (autosell_vehicle_get_text (self->reservations->pdata[0], AUTOSELL_FIELD_RESERVED_UNTIL), ==, day);
  assert_filters_agree (fixture, self);
}

/* Spellings that a filter takes for one are counted as one; quotes in a name do not end the filter. */
static void
test_spellings (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellDashboard) self = NULL;

  add_car_to (fixture->store, "Citroën", "C3", "100000", NULL);
  add_car_to (fixture->store, "CITROEN", "C4", "100000", NULL);
  add_car_to (fixture->store, "CITROEN", "C5", "100000", NULL);
  add_car_to (fixture->store, "LOS \"BUENOS\"", "X", "1000", NULL);
  add_car_to (fixture->store, NULL, "X", "1000", NULL);
  self = get_dashboard (fixture);
  g_assert_cmpint (self->brands->len, ==, 3);
  assert_count (self->brands, 0, "CITROEN", 3, PESOS (300000));
  assert_count (self->brands, 1, "LOS \"BUENOS\"", 1, PESOS (1000));
  assert_count (self->brands, 2, NULL, 1, PESOS (1000));
  assert_filters_agree (fixture, self);
}

static void
test_today (Fixture *fixture, gconstpointer data)
{
  gint64 one = add_car_to (fixture->store, "KIA", "RIO", "100000", NULL);
  g_autoptr(AutosellDashboard) self = NULL;
  g_autoptr(AutosellCommitResult) undone = NULL;
  g_autoptr(GError) error = NULL;
  AutosellDayChange *latest;

  add_car_to (fixture->store, "KIA", "SOUL", "100000", NULL);
  autosell_store_set_author (fixture->store, "Beto");
  autosell_commit_result_free (set_text_in (fixture->store, one, AUTOSELL_FIELD_PRICE, "99000"));
  autosell_commit_result_free (set_text_in (fixture->store, one, AUTOSELL_FIELD_KM, "5000"));
  undone = autosell_store_undo_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  self = get_dashboard (fixture);
  g_assert_cmpint (self->n_changes, ==, 3);
  g_assert_cmpint (self->people->len, ==, 2);
  g_assert_cmpstr (((AutosellDayShare *) self->people->pdata[0])->who, ==, "Ana");
  g_assert_cmpint (((AutosellDayShare *) self->people->pdata[0])->n_vehicles, ==, 2);
  g_assert_cmpint (((AutosellDayShare *) self->people->pdata[1])->n_vehicles, ==, 1);
  latest = self->changes->pdata[0];
  g_assert_cmpstr (latest->who, ==, "Beto");
  g_assert_cmpint (latest->vehicle_key, ==, one);
  g_assert_cmpstr (latest->step->vehicle_title, ==, "KIA RIO");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/dashboard/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/dashboard/sample", Fixture, NULL, set_up, test_sample, tear_down);
  g_test_add ("/dashboard/ages", Fixture, NULL, set_up, test_ages, tear_down);
  g_test_add ("/dashboard/sales-and-reservations", Fixture, NULL, set_up, test_sales_and_reservations, tear_down);
  g_test_add ("/dashboard/spellings", Fixture, NULL, set_up, test_spellings, tear_down);
  g_test_add ("/dashboard/today", Fixture, NULL, set_up, test_today, tear_down);
  return g_test_run ();
}
