/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-ledger-export.h"
#include "autosell-post-ledger-list.h"
#include "autosell-post-store.h"
#include "posted-lot.h"

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  lot_begin (lot, "Norte", "Sur");
}

/* @days: since it went out; -1: it never did. @reactions: -1: nobody asked. Returns: the post */
static gint64
add_post (Lot *lot, gint64 car, guint page, AutosellPostState state, int days, gint64 reactions)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) news = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresNews));
  AutosellFiguresNews entry = { .pk = lot_add_post (lot, car, page, state, days),
                                .figures = { reactions, -1, -1, -1, -1 } };

  g_array_append_val (news, entry);
  if (reactions >= 0)
    autosell_store_record_figures_sync (lot->base.store, news, lot->now_s, &error);
  g_assert_no_error (error);
  return entry.pk;
}

static AutosellPostLedger *
get_ledger (Lot *lot, const AutosellPostLedgerQuery *query)
{
  g_autoptr(GError) error = NULL;
  AutosellPostLedger *ledger = autosell_store_get_post_ledger_sync (lot->base.store, query, G_MAXUINT, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ledger->keys->len, ==, ledger->first->len);
  return ledger;
}

static void
assert_order (Lot *lot, const AutosellPostLedgerQuery *query, const char *expected)
{
  g_autoptr(AutosellPostLedger) ledger = get_ledger (lot, query);
  g_autoptr(GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < ledger->first->len; i++)
    g_string_append_printf (numbers, "%s%s", i > 0 ? " " : "",
                            ((AutosellPostCar *) ledger->first->pdata[i])->stock_number);
  g_assert_cmpstr (numbers->str, ==, expected);
}

/* Five cars: never; long ago; twice on one Page; failed after it was there; only planned. */
static void
fill (Lot *lot)
{
  gint64 cars[] = { lot_add_car (lot, "1", "MAZDA"), lot_add_car (lot, "2", "AUDI"), lot_add_car (lot, "3", "KIA"),
                    lot_add_car (lot, "4", "FORD"), lot_add_car (lot, "5", "BMW") };

  add_post (lot, cars[1], 0, AUTOSELL_POST_OUT, 40, 7);
  add_post (lot, cars[2], 0, AUTOSELL_POST_REMOVED, 20, 3);
  add_post (lot, cars[2], 0, AUTOSELL_POST_OUT, 2, 90);
  add_post (lot, cars[2], 1, AUTOSELL_POST_CANCELLED, -1, -1);
  add_post (lot, cars[3], 1, AUTOSELL_POST_GONE, 10, -1);
  add_post (lot, cars[3], 1, AUTOSELL_POST_FAILED, -1, -1);
  add_post (lot, cars[4], 1, AUTOSELL_POST_HANDED, -1, -1);
}

static void
test_orders (Lot *lot, gconstpointer data)
{
  fill (lot);
  assert_order (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_LONGEST_AGO }, "1 5 2 4 3");
  assert_order (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_LATEST }, "3 4 2 1 5");
  assert_order (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_MOST_REACTIONS }, "3 2 4 1 5");
  assert_order (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_BY_NAME }, "2 5 4 3 1");
  /* Of one Page, the other one does not count */
  assert_order (lot, &(AutosellPostLedgerQuery){ .page = lot->pages[1] }, "1 2 3 5 4");
}

static void
test_filters (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellQuery) old = autosell_query_parse ("posted:>30", NULL, NULL, NULL);
  g_autoptr(AutosellPostLedger) all = NULL;

  fill (lot);
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_NEVER }, "1");
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_OUT }, "2 3");
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_FAILED }, "4");
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_QUEUED }, "5");
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = AUTOSELL_POSTED_NOT_OUT }, "1 5 4");
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_NEVER, .page = lot->pages[1] },
                "1 2 3");
  assert_order (lot, &(AutosellPostLedgerQuery){ .query = old }, "2");
  all = get_ledger (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_OUT });
  g_assert_cmpuint (all->n_cars, ==, 5);
  g_assert_cmpuint (all->counts[AUTOSELL_POSTED_OUT], ==, 2);
  g_assert_cmpuint (all->counts[AUTOSELL_POSTED_NEVER], ==, 1);
}

/* What stands counts, else what came last; what is not known is not zero. */
static void
test_cells (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellPostLedger) ledger = NULL;
  const AutosellPostCar *car;
  const AutosellPostCell *cell;

  fill (lot);
  ledger = get_ledger (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_LATEST });
  car = ledger->first->pdata[0];
  cell = autosell_post_car_find_cell (car, lot->pages[0]);
  g_assert_cmpint (cell->state, ==, AUTOSELL_POSTED_OUT);
  g_assert_cmpint (cell->figures.reactions, ==, 90);
  g_assert_cmpint (cell->figures.shares, ==, -1);
  g_assert_cmpstr (cell->reference, ==, "R2");
  g_assert_null (autosell_post_car_find_cell (car, lot->pages[1]));
  g_assert_cmpuint (car->course->len, ==, 1);
  car = ledger->first->pdata[1];
  cell = autosell_post_car_find_cell (car, lot->pages[1]);
  g_assert_cmpint (cell->state, ==, AUTOSELL_POSTED_FAILED);
  g_assert_cmpstr (cell->error_text, ==, "Facebook refused it.");
  g_assert_cmpint (cell->figures.reactions, ==, -1);
  g_assert_cmpint (cell->out_s, ==, lot->now_s - 10 * DAY_S);
  g_assert_cmpint (car->posted.state, ==, AUTOSELL_POSTED_FAILED);
  /* A repost waits: what stands there still stands */
  add_post (lot, 3, 0, AUTOSELL_POST_WAITING, -1, -1);
  g_clear_pointer (&ledger, autosell_post_ledger_free);
  ledger = get_ledger (lot, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_LATEST });
  cell = autosell_post_car_find_cell (ledger->first->pdata[0], lot->pages[0]);
  g_assert_cmpint (cell->state, ==, AUTOSELL_POSTED_OUT);
  assert_order (lot, &(AutosellPostLedgerQuery){ .states = 1u << AUTOSELL_POSTED_OUT }, "2 3");
}

static void
test_exported (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (lot->base.data_dir, "posts.csv", NULL);
  g_autofree char *sheet = g_build_filename (lot->base.data_dir, "posts.xlsx", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) sheet_file = g_file_new_for_path (sheet);
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gsize length;

  fill (lot);
  autosell_store_export_post_ledger_sync (
    lot->base.store, &(AutosellPostLedgerQuery){ .order = AUTOSELL_POST_LEDGER_LATEST }, file, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 5 * 2 + 1);
  g_assert_true (g_str_has_prefix (lines[1], "3,KIA,"));
  g_assert_nonnull (strstr (lines[1], ",Norte,published,"));
  g_assert_nonnull (strstr (lines[1], ",90,,,,,https://www.facebook.com/1_2,"));
  g_assert_nonnull (strstr (lines[2], ",Sur,never,"));
  g_assert_nonnull (strstr (lines[4], "Facebook refused it."));
  autosell_store_export_post_ledger_sync (lot->base.store, &(AutosellPostLedgerQuery){ .page = lot->pages[0] },
                                          sheet_file, &error);
  g_assert_no_error (error);
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (sheet, &text, &length, NULL));
  g_assert_cmpmem (text, 2, "PK", 2);
}

/* The list has all keys at once, reads cars as they are asked for, and follows. */
static void
test_list (Lot *lot, gconstpointer data)
{
  g_autoptr(AutosellPostLedgerList) list = NULL;
  g_autoptr(AutosellPostLedgerRow) row = NULL;
  g_autoptr(AutosellPostLedgerRow) last = NULL;
  g_autoptr(AutosellPostLedgerRow) same = NULL;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", i + 1);

      lot_add_car (lot, number, "MAZDA");
    }
  list = autosell_post_ledger_list_new (lot->base.store);
  autosell_post_ledger_list_set_query (list, &(AutosellPostLedgerQuery){ 0 });
  while (autosell_post_ledger_list_is_loading (list))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 200);
  row = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (autosell_post_ledger_row_get_car (row));
  last = g_list_model_get_item (G_LIST_MODEL (list), 199);
  g_assert_null (autosell_post_ledger_row_get_car (last));
  while (autosell_post_ledger_row_get_car (last) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (autosell_post_ledger_row_get_car (last)->stock_number, ==, "200");
  /* It goes out, and is the last of all: the same row, told anew */
  add_post (lot, autosell_post_ledger_row_get_key (row), 0, AUTOSELL_POST_OUT, 0, -1);
  for (;;)
    {
      g_clear_object (&same);
      same = g_list_model_get_item (G_LIST_MODEL (list), 199);
      if (same == row && autosell_post_ledger_row_get_car (row)->posted.n_out == 1)
        break;
      g_main_context_iteration (NULL, TRUE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/post-ledger/" name, Lot, NULL, lot_set_up, func, lot_tear_down)
  ADD ("orders", test_orders);
  ADD ("filters", test_filters);
  ADD ("cells", test_cells);
  ADD ("exported", test_exported);
  ADD ("list", test_list);
  return g_test_run ();
}
