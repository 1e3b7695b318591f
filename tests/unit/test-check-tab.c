/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-check-tab.h"
#include "autosell-poster-store.h"
#include "posted-lot.h"

/* What the tab CHECK PUBLICACIONES says. */

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  lot_begin (lot, "Norte", "Sur");
}

static const char *
get_text (const AutosellSheetGrid *grid, guint row, guint column)
{
  return autosell_sheet_grid_get (grid, row, column)->text;
}

static AutosellSheetGrid *
make (Lot *lot)
{
  const AutosellPostLedgerQuery query = { .order = AUTOSELL_POST_LEDGER_BY_NAME };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPostLedger) ledger =
    autosell_store_get_post_ledger_sync (lot->base.store, &query, G_MAXUINT, &error);

  g_assert_no_error (error);
  return autosell_check_tab_make (ledger);
}

static void
test_says (Lot *lot, gconstpointer data)
{
  gint64 out = lot_add_car (lot, "1", "AUDI"), failed = lot_add_car (lot, "2", "BMW"),
         gone = lot_add_car (lot, "3", "KIA");
  g_autoptr(AutosellSheetGrid) grid = NULL;

  lot_add_post (lot, out, 0, AUTOSELL_POST_OUT, 3);
  lot_add_post (lot, failed, 0, AUTOSELL_POST_FAILED, -1);
  lot_add_post (lot, gone, 1, AUTOSELL_POST_REMOVED, 20);
  grid = make (lot);
  g_assert_cmpstr (get_text (grid, 0, 0), ==, "NO.");
  g_assert_cmpstr (get_text (grid, 0, 4), ==, "Norte");
  g_assert_cmpstr (get_text (grid, 0, 5), ==, "Sur");
  g_assert_true (g_str_has_prefix (get_text (grid, 1, 4), "PUBLICADO "));
  g_assert_cmpstr (get_text (grid, 1, 5), ==, "NO");
  g_assert_nonnull (get_text (grid, 1, 3));
  g_assert_cmpstr (get_text (grid, 2, 4), ==, "FALLÓ");
  g_assert_true (g_str_has_prefix (get_text (grid, 3, 5), "RETIRADO"));
}

/* Nobody here knows what another PC posted: its Page is named with it, and an unknown is no NO. What was posted here
 * before stays known. */
static void
test_another_pc (Lot *lot, gconstpointer data)
{
  gint64 known = lot_add_car (lot, "1", "AUDI");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellSheetGrid) grid = NULL;

  lot_add_car (lot, "2", "BMW");
  lot_add_post (lot, known, 1, AUTOSELL_POST_OUT, 3);
  autosell_store_set_poster_sync (lot->base.store, lot->pages[1], "asm-2", "oficina", 0, &error);
  g_assert_no_error (error);
  grid = make (lot);
  g_assert_cmpstr (get_text (grid, 0, 4), ==, "Norte");
  g_assert_cmpstr (get_text (grid, 0, 5), ==, "Sur (PUBLICA oficina)");
  g_assert_true (g_str_has_prefix (get_text (grid, 1, 5), "PUBLICADO "));
  g_assert_cmpstr (get_text (grid, 2, 5), ==, "?");
  g_assert_cmpstr (get_text (grid, 2, 4), ==, "NO");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/check-tab/says", Lot, NULL, lot_set_up, test_says, lot_tear_down);
  g_test_add ("/check-tab/another-pc", Lot, NULL, lot_set_up, test_another_pc, lot_tear_down);
  return g_test_run ();
}
