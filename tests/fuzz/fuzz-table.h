/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import-plan.h"

/* What holds for every file, whatever is in it. */

typedef struct
{
  GListModel *rows; /* of a first plan: its incoming cars are the stock */
} FuzzStock;

static gboolean
fuzz_stock_foreach (gpointer data, void (*func) (AutosellVehicle *vehicle, gpointer data), gpointer func_data,
                    GCancellable *cancellable, GError **error)
{
  FuzzStock *stock = data;

  for (guint i = 0; i < g_list_model_get_n_items (stock->rows); i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (stock->rows, i);

      func (autosell_plan_row_get_incoming (row), func_data);
    }
  return TRUE;
}

static AutosellVehicle *
fuzz_stock_load (gpointer data, gint64 key, GError **error)
{
  FuzzStock *stock = data;
  g_autoptr(AutosellPlanRow) row = g_list_model_get_item (stock->rows, key - 1);

  return g_object_ref (autosell_plan_row_get_incoming (row));
}

static void
fuzz_check_cells (AutosellTable *table)
{
  guint last = 0;

  for (guint row = 0; row < autosell_table_get_n_rows (table); row++)
    {
      gboolean is_blank = TRUE;

      for (guint column = 0; column < autosell_table_get_n_columns (table); column++)
        {
          const AutosellCell *cell = autosell_table_get_cell (table, row, column);

          g_assert_true (g_utf8_validate (cell->text, -1, NULL));
          g_assert_true ((cell->type == AUTOSELL_CELL_EMPTY) == (*cell->text == '\0'));
          is_blank &= cell->type == AUTOSELL_CELL_EMPTY;
        }
      g_assert_false (is_blank);
      if (autosell_table_is_csv (table))
        g_assert_cmpuint (autosell_table_get_row_number (table, row), >, last);
      last = autosell_table_get_row_number (table, row);
    }
}

/* What was imported is the same car when it comes again. */
static void
fuzz_check_plan (AutosellImport *import)
{
  static const AutosellStockInterface iface = { fuzz_stock_foreach, fuzz_stock_load };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellImportPlan) first = autosell_import_plan_new (import, NULL, NULL, FALSE, NULL, NULL, NULL, &error);
  g_autoptr(AutosellImportPlan) second = NULL;
  FuzzStock stock;
  guint n;

  g_assert_no_error (error);
  stock.rows = autosell_import_plan_get_rows (first);
  n = g_list_model_get_n_items (stock.rows);
  g_assert_cmpuint (autosell_import_plan_get_count (first, AUTOSELL_PLAN_NEW)
                      + autosell_import_plan_get_count (first, AUTOSELL_PLAN_TWIN),
                    ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AutosellPlanRow) row = g_list_model_get_item (stock.rows, i);

      autosell_vehicle_set_key (autosell_plan_row_get_incoming (row), i + 1);
    }
  second = autosell_import_plan_new (import, &stock, &iface, FALSE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (autosell_import_plan_get_count (second, AUTOSELL_PLAN_SAME), ==, n);
}

static void
fuzz_check_import (AutosellImport *import)
{
  g_autofree char *mapping = autosell_import_dup_mapping (import);
  g_autofree char *key = autosell_import_dup_mapping_key (import);
  g_autofree char *again = NULL;

  autosell_import_restore_mapping (import, mapping);
  again = autosell_import_dup_mapping (import);
  g_assert_cmpstr (mapping, ==, again);
  g_assert_nonnull (key);
  for (guint i = 0; i < autosell_import_get_n_columns (import); i++)
    for (guint j = 0; j < i; j++)
      g_assert_cmpstr (autosell_import_get_extra_name (import, i), !=, autosell_import_get_extra_name (import, j));
  fuzz_check_plan (import);
}

static void
fuzz_table (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read_bytes (bytes, NULL, NULL, &error);
  g_autoptr(AutosellImport) found = NULL;
  g_autoptr(AutosellImport) chosen = NULL;

  if (table == NULL)
    {
      g_assert_true (error != NULL && error->domain == AUTOSELL_INTERCHANGE_ERROR && *error->message != '\0');
      return;
    }
  g_assert_no_error (error);
  fuzz_check_cells (table);

  found = autosell_import_new (table, NULL);
  if (found != NULL)
    fuzz_check_import (found);
  chosen = autosell_import_new_with_header_row (table, 0);
  fuzz_check_import (chosen);
}
