/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-import-plan.h"
#include "store-fixture.h"

/* Imports against a stock that others change too. */

#define TWO_CARS "Inventario,Marca,Modelo,Precio\n1,KIA,RIO,100000\n2,BMW,X1,200000\n"

static AutosellImportPlan *
plan_import (AutosellStore *store, const char *csv)
{
  g_autoptr(GBytes) bytes = g_bytes_new (csv, strlen (csv));
  g_autoptr(AutosellTable) table = NULL;
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(GError) error = NULL;
  AutosellImportPlan *plan;

  table = autosell_table_read_bytes (bytes, NULL, NULL, &error);
  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  plan = autosell_store_plan_import_sync (store, import, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
assert_applied (AutosellStore *store, AutosellImportPlan *plan, gint64 n_vehicles)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result =
    autosell_store_apply_import_sync (store, plan, AUTOSELL_ACTION_IMPORT, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result->n_vehicles, ==, n_vehicles);
}

static void
assert_conflict (AutosellStore *store, AutosellImportPlan *plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) result =
    autosell_store_apply_import_sync (store, plan, AUTOSELL_ACTION_IMPORT, &error);

  g_assert_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT);
  g_assert_null (result);
}

static gint64
count_live (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = autosell_store_get_stats_sync (store, &error);

  g_assert_no_error (error);
  return stats->live.n_vehicles;
}

typedef struct
{
  GCancellable *cancellable;
  double last;
} Halfway;

static void
cancel_halfway (double fraction, gpointer data)
{
  Halfway *halfway = data;

  g_assert_cmpfloat (fraction, >=, halfway->last);
  halfway->last = fraction;
  if (fraction >= 0.5)
    g_cancellable_cancel (halfway->cancellable);
}

static void
take_result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* In the middle of the rows: all of them go again, and the same plan can be applied after all. */
static void
test_cancelled_in_the_middle (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan =
    plan_import (fixture->store, "Inventario,Marca,Modelo\n1,KIA,RIO\n2,KIA,SOUL\n3,KIA,FORTE\n4,KIA,SPORTAGE\n");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellCommitResult) commit = NULL;
  g_autoptr(GError) error = NULL;
  Halfway halfway = { cancellable, 0 };

  autosell_store_apply_import_async (fixture->store, plan, AUTOSELL_ACTION_IMPORT, cancel_halfway, &halfway,
                                     cancellable, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  commit = autosell_store_apply_import_finish (fixture->store, result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (commit);
  g_assert_cmpfloat (halfway.last, ==, 0.5);
  g_assert_cmpint (count_live (fixture->store), ==, 0);
  assert_applied (fixture->store, plan, 4);
  g_assert_cmpint (count_live (fixture->store), ==, 4);
}

static gint64
key_of (AutosellStore *store, const char *stock_number)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_find_sync (store, stock_number, FALSE, &error);

  g_assert_no_error (error);
  return autosell_vehicle_get_key (vehicle);
}

static void
test_two_imports_of_one_file (Fixture *fixture, gconstpointer data)
{
  AutosellStore *other = open_store_at (fixture->data_dir);
  g_autoptr(AutosellImportPlan) first = plan_import (fixture->store, TWO_CARS);
  g_autoptr(AutosellImportPlan) second = plan_import (other, TWO_CARS);
  g_autoptr(AutosellImportPlan) third = NULL;

  assert_applied (fixture->store, first, 2);
  assert_conflict (other, second);
  g_assert_cmpint (count_live (other), ==, 2);
  third = plan_import (other, TWO_CARS);
  g_assert_cmpuint (autosell_import_plan_get_count (third, AUTOSELL_PLAN_SAME), ==, 2);
  assert_applied (other, third, 0);
  close_store_of (&other);
}

static void
test_car_changed_after_the_plan (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) first = plan_import (fixture->store, TWO_CARS);
  g_autoptr(AutosellImportPlan) second = NULL;
  g_autoptr(AutosellCommitResult) edit = NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  gint64 cents = 0;

  assert_applied (fixture->store, first, 2);
  second = plan_import (fixture->store, "Inventario,Marca,Modelo,Precio\n1,KIA,RIO,90000\n2,BMW,X1,190000\n");
  g_assert_cmpuint (autosell_import_plan_get_count (second, AUTOSELL_PLAN_CHANGED), ==, 2);
  edit = set_text_in (fixture->store, key_of (fixture->store, "2"), AUTOSELL_FIELD_PRICE, "150000");
  assert_conflict (fixture->store, second);
  vehicle = autosell_store_get_vehicle_sync (fixture->store, key_of (fixture->store, "1"), NULL);
  g_assert_true (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents));
  g_assert_cmpint (cents, ==, 10000000); /* all or nothing */
}

static void
test_other_cars_do_not_matter (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) first = plan_import (fixture->store, TWO_CARS);
  g_autoptr(AutosellImportPlan) second = NULL;

  assert_applied (fixture->store, first, 2);
  second = plan_import (fixture->store, "Inventario,Marca,Modelo,Precio\n1,KIA,RIO,90000\n");
  add_car_to (fixture->store, "AUDI", "Q5", "300000", "3");
  assert_applied (fixture->store, second, 1);
}

static void
test_new_cars_are_named (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan = plan_import (fixture->store, TWO_CARS);
  GListModel *rows = autosell_import_plan_get_rows (plan);

  assert_applied (fixture->store, plan, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (rows, i);
      const char *id = autosell_vehicle_get_id (autosell_plan_row_get_incoming (row));
      g_autoptr(AutosellVehicle) vehicle = autosell_store_find_sync (fixture->store, id, FALSE, NULL);

      g_assert_nonnull (vehicle);
      g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER), ==, i == 0 ? "1" : "2");
    }
}

static void
test_rows_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan = plan_import (fixture->store, TWO_CARS);
  g_autoptr(AutosellPlanRow) row = g_list_model_get_item (autosell_import_plan_get_rows (plan), 0);

  autosell_plan_row_set_included (row, FALSE);
  assert_applied (fixture->store, plan, 1);
  g_assert_cmpint (count_live (fixture->store), ==, 1);
}

static void
test_one_undo_for_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan = plan_import (fixture->store, TWO_CARS);
  g_autoptr(AutosellImportPlan) again = NULL;
  g_autoptr(AutosellCommitResult) result = NULL;
  g_autoptr(GError) error = NULL;

  assert_applied (fixture->store, plan, 2);
  result = autosell_store_undo_sync (fixture->store, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_vehicles, ==, 2);
  g_assert_cmpint (count_live (fixture->store), ==, 0);

  /* They are in the bin now, and the same file takes them out of it instead of making new ones. */
  again = plan_import (fixture->store, TWO_CARS);
  g_assert_cmpuint (autosell_import_plan_get_count (again, AUTOSELL_PLAN_BINNED), ==, 2);
  assert_applied (fixture->store, again, 2);
  g_assert_cmpint (count_live (fixture->store), ==, 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/store-import/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("cancelled-in-the-middle", test_cancelled_in_the_middle);
  ADD ("two-imports-of-one-file", test_two_imports_of_one_file);
  ADD ("car-changed-after-the-plan", test_car_changed_after_the_plan);
  ADD ("other-cars-do-not-matter", test_other_cars_do_not_matter);
  ADD ("new-cars-are-named", test_new_cars_are_named);
  ADD ("rows-left-out", test_rows_left_out);
  ADD ("one-undo-for-all", test_one_undo_for_all);
  return g_test_run ();
}
