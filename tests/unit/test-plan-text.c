/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "autosell-plan-text.h"

/* The preview of an import in words, from files and a real store. */

static AutosellImportPlan *
make_plan (Fixture *fixture, const char *csv)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static (csv, strlen (csv));
  g_autoptr(AutosellTable) table = autosell_table_read_bytes (bytes, NULL, NULL, &error);
  g_autoptr(AutosellImport) import = NULL;
  AutosellImportPlan *plan;

  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  plan = autosell_store_plan_import_sync (fixture->store, import, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
assert_row (AutosellImportPlan *plan, guint index, AutosellPlanKind kind, const char *text, const char *unreadable)
{
  g_autoptr(AutosellPlanRow) row = g_list_model_get_item (autosell_import_plan_get_rows (plan), index);
  g_autofree char *found = autosell_plan_row_dup_text (row);
  g_autofree char *found_unreadable = autosell_plan_row_dup_unreadable (row);

  g_assert_cmpint (autosell_plan_row_get_kind (row), ==, kind);
  g_assert_cmpstr (found, ==, text);
  g_assert_cmpstr (found_unreadable, ==, unreadable);
}

static void
test_new_and_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan = make_plan (fixture, "Marca,Modelo,Precio,km,Ingreso\n"
                                                           "MAZDA,CX30,379 mil,\"73,618\",\n"
                                                           "KIA,RIO,a tratar,,31/02/2025\n");

  assert_row (plan, 0, AUTOSELL_PLAN_NEW, "$379,000 · 73,618 km", NULL);
  assert_row (plan, 1, AUTOSELL_PLAN_NEW, "",
              "Entry date: “31/02/2025” is not understood, kept as text\n"
              "Price: “a tratar” is not understood, kept as text");
}

static void
test_changed_field_by_field (Fixture *fixture, gconstpointer data)
{
  gint64 key = add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7");
  g_autoptr(AutosellImportPlan) plan = NULL;

  g_assert_cmpint (key, !=, 0);
  plan = make_plan (fixture, "No.,Marca,Modelo,Precio,km,Llaves\n7,MAZDA,CX30,369000,muchos,2\n");
  /* what cannot be read is told once, and not as a change as well */
  assert_row (plan, 0, AUTOSELL_PLAN_CHANGED, "Price: $379,000 → $369,000\nLlaves: — → 2",
              "km: “muchos” is not understood, kept as text");
}

static void
test_same (Fixture *fixture, gconstpointer data)
{
  g_autoptr(AutosellImportPlan) plan = NULL;

  g_assert_cmpint (add_car_to (fixture->store, "MAZDA", "CX30", "379000", "7"), !=, 0);
  plan = make_plan (fixture, "No.,Marca,Modelo,Precio\n7,MAZDA,CX30,\"$379,000.00\"\n");
  assert_row (plan, 0, AUTOSELL_PLAN_SAME, "$379,000", NULL);
  g_assert_false (autosell_plan_kind_writes (AUTOSELL_PLAN_SAME));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/plan-text/new-and-unreadable", Fixture, NULL, set_up, test_new_and_unreadable, tear_down);
  g_test_add ("/plan-text/changed", Fixture, NULL, set_up, test_changed_field_by_field, tear_down);
  g_test_add ("/plan-text/same", Fixture, NULL, set_up, test_same, tear_down);
  return g_test_run ();
}
