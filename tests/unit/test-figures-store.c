/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-figures-store.h"
#include "autosell-post-store.h"
#include "store-fixture.h"

#define OUT_S ((gint64) 1795446000)
#define HOUR_S ((gint64) 60 * 60)
#define DAY_S (24 * HOUR_S)

typedef struct
{
  Fixture base;
  gint64 page;
  gint64 post;
} Lot;

static gint64
add_car (AutosellStore *store)
{
  g_autoptr(GError) error = NULL;
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_ADD);
  g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();
  AutosellCommitResult *result;
  gint64 key;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, "0133");
  autosell_change_set_add (changes, g_steal_pointer (&car));
  result = autosell_store_commit_sync (store, changes, &error);
  g_assert_no_error (error);
  key = g_array_index (result->keys, gint64, 0);
  autosell_commit_result_free (result);
  return key;
}

static void
lot_set_up (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = g_ptr_array_new ();
  g_autoptr(AutosellPost) post = autosell_post_new ();
  AutosellAccount account = { .app = (char *) "77", .remote_id = (char *) "p1", .name = (char *) "Ana" };
  AutosellPage page = { .remote_id = (char *) "1029", .name = (char *) "Norte", .tasks = (char *) "CREATE_CONTENT" };
  g_autoptr(AutosellPageBoard) board = NULL;

  set_up (&lot->base, data);
  g_ptr_array_add (pages, &page);
  autosell_store_set_account_sync (lot->base.store, &account, pages, &error);
  g_assert_no_error (error);
  board = autosell_store_get_page_board_sync (lot->base.store, &error);
  g_assert_no_error (error);
  lot->page = ((AutosellPage *) board->pages->pdata[0])->id;
  post->page = lot->page;
  post->key = add_car (lot->base.store);
  post->title = g_strdup ("MAZDA");
  post->reference = g_strdup ("0133-1");
  post->text = g_strdup ("Hola");
  autosell_store_add_post_sync (lot->base.store, post, &error);
  g_assert_no_error (error);
  post->state = AUTOSELL_POST_OUT;
  post->out_s = OUT_S;
  post->checked_s = OUT_S;
  post->remote_id = g_strdup ("1029_77");
  autosell_store_record_post_sync (lot->base.store, post, NULL, NULL, &error);
  g_assert_no_error (error);
  lot->post = post->pk;
}

static void
lot_tear_down (Lot *lot, gconstpointer data)
{
  tear_down (&lot->base, data);
}

static void
record (Lot *lot, gint64 at_s, gint64 reactions, gint64 reach, gboolean is_look)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) news = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresNews));
  AutosellFiguresNews entry = { lot->post, { reactions, -1, -1, reach, -1 }, is_look, FALSE };

  g_array_append_val (news, entry);
  autosell_store_record_figures_sync (lot->base.store, news, at_s, &error);
  g_assert_no_error (error);
}

static GArray *
get_course (Lot *lot)
{
  g_autoptr(GError) error = NULL;
  GArray *samples = autosell_store_get_figures_sync (lot->base.store, lot->post, &error);

  g_assert_no_error (error);
  return samples;
}

static AutosellPostFigures
get_latest (Lot *lot)
{
  g_autoptr(GError) error = NULL;
  AutosellPostQuery query = { .pk = lot->post };
  g_autoptr(GPtrArray) posts = autosell_store_get_posts_sync (lot->base.store, &query, &error);

  g_assert_no_error (error);
  return ((AutosellPost *) posts->pdata[0])->figures;
}

/* Nobody has told: never zero. And what one answer does not tell stays what the other one told. */
static void
test_unknown (Lot *lot, gconstpointer data)
{
  AutosellPostFigures figures = get_latest (lot);

  g_assert_cmpint (figures.reactions, ==, -1);
  record (lot, OUT_S + HOUR_S, 41, -1, FALSE);
  record (lot, OUT_S + 2 * HOUR_S, -1, 900, TRUE);
  record (lot, OUT_S + 3 * HOUR_S, -1, -1, FALSE);
  figures = get_latest (lot);
  g_assert_cmpint (figures.reactions, ==, 41);
  g_assert_cmpint (figures.reach, ==, 900);
  g_assert_cmpint (figures.clicks, ==, -1);
}

/* A stretch without change keeps its two ends. */
static void
test_flat (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) course = NULL;

  for (int i = 1; i <= 10; i++)
    record (lot, OUT_S + i * HOUR_S, 5, -1, FALSE);
  record (lot, OUT_S + 11 * HOUR_S, 6, -1, FALSE);
  course = get_course (lot);
  g_assert_cmpuint (course->len, ==, 3);
  g_assert_cmpint (g_array_index (course, AutosellFiguresSample, 0).at_s, ==, OUT_S + HOUR_S);
  g_assert_cmpint (g_array_index (course, AutosellFiguresSample, 1).at_s, ==, OUT_S + 10 * HOUR_S);
  g_assert_cmpint (g_array_index (course, AutosellFiguresSample, 2).figures.reactions, ==, 6);
}

/* Hours, then days, then weeks; the first and the latest are always there. */
static void
test_thinned (Lot *lot, gconstpointer data)
{
  g_autoptr(GArray) course = NULL;
  guint n_young = 0, n_month = 0, n_old = 0;
  gint64 end_s = OUT_S + 100 * DAY_S;

  for (gint64 at_s = OUT_S + HOUR_S; at_s <= end_s; at_s += 6 * HOUR_S)
    record (lot, at_s, (at_s - OUT_S) / HOUR_S, -1, FALSE);
  record (lot, end_s, 5000, -1, FALSE);
  course = get_course (lot);
  for (guint i = 0; i < course->len; i++)
    {
      gint64 age_s = end_s - g_array_index (course, AutosellFiguresSample, i).at_s;

      n_young += age_s <= 2 * DAY_S;
      n_month += age_s > 2 * DAY_S && age_s <= 30 * DAY_S;
      n_old += age_s > 30 * DAY_S;
    }
  g_assert_cmpint (g_array_index (course, AutosellFiguresSample, 0).at_s, ==, OUT_S + HOUR_S);
  g_assert_cmpint (g_array_index (course, AutosellFiguresSample, course->len - 1).figures.reactions, ==, 5000);
  g_assert_cmpuint (n_young, >=, 8);
  g_assert_cmpuint (n_month, >=, 27);
  g_assert_cmpuint (n_month, <=, 30);
  g_assert_cmpuint (n_old, >=, 10);
  g_assert_cmpuint (n_old, <=, 13);
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GError) error = NULL;

  autosell_store_write_figures_finish (AUTOSELL_STORE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* What stands is asked for, with when it was asked for last; and of what is paused only that. */
static void
test_board (Lot *lot, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellFiguresBoard) board = NULL;
  const AutosellFiguresPost *post;
  gboolean is_done = FALSE;

  record (lot, OUT_S + HOUR_S, 5, -1, FALSE);
  record (lot, OUT_S + 2 * HOUR_S, -1, 7, TRUE);
  autosell_store_pause_figures_async (lot->base.store, lot->page, "insights", OUT_S + DAY_S, paused_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
  board = autosell_store_get_figures_board_sync (lot->base.store, OUT_S + 3 * HOUR_S, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (board->posts->len, ==, 1);
  post = board->posts->pdata[0];
  g_assert_cmpstr (post->remote_id, ==, "1029_77");
  g_assert_cmpint (post->counted_s, ==, OUT_S + HOUR_S);
  g_assert_cmpint (post->looked_s, ==, OUT_S + 2 * HOUR_S);
  g_assert_true (autosell_figures_board_is_paused (board, lot->page, "insights"));
  g_assert_false (autosell_figures_board_is_paused (board, lot->page, "people"));
  g_clear_pointer (&board, autosell_figures_board_free);
  board = autosell_store_get_figures_board_sync (lot->base.store, OUT_S + 2 * DAY_S, &error);
  g_assert_false (autosell_figures_board_is_paused (board, lot->page, "insights"));
}

/* Hourly, daily, weekly; and one that is nearly due goes along. */
static void
test_when (void)
{
  g_assert_cmpint (autosell_post_figures_get_count_s (OUT_S, 0), ==, OUT_S);
  g_assert_cmpint (autosell_post_figures_get_count_s (OUT_S, OUT_S + DAY_S), ==, OUT_S + DAY_S + HOUR_S);
  g_assert_cmpint (autosell_post_figures_get_count_s (OUT_S, OUT_S + 4 * DAY_S), ==, OUT_S + 5 * DAY_S);
  g_assert_cmpint (autosell_post_figures_get_count_s (OUT_S, OUT_S + 40 * DAY_S), ==, OUT_S + 47 * DAY_S);
  g_assert_cmpint (autosell_post_figures_get_look_s (OUT_S, OUT_S + HOUR_S), ==, OUT_S + HOUR_S + DAY_S);
  g_assert_true (autosell_post_figures_goes_along (OUT_S, 0, TRUE, OUT_S));
  g_assert_true (autosell_post_figures_goes_along (OUT_S, OUT_S + HOUR_S, FALSE, OUT_S + 2 * HOUR_S - 600));
  g_assert_false (autosell_post_figures_goes_along (OUT_S, OUT_S + HOUR_S, FALSE, OUT_S + HOUR_S + 600));
  /* Half of the reads */
  g_assert_false (autosell_post_figures_goes_along (OUT_S, OUT_S + HOUR_S, TRUE, OUT_S + 2 * HOUR_S));
  g_assert_true (autosell_post_figures_goes_along (OUT_S, OUT_S + HOUR_S, TRUE, OUT_S + 3 * HOUR_S));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/figures-store/" name, Lot, NULL, lot_set_up, func, lot_tear_down)
  ADD ("unknown", test_unknown);
  ADD ("flat", test_flat);
  ADD ("thinned", test_thinned);
  ADD ("board", test_board);
  g_test_add_func ("/figures-store/when", test_when);
  return g_test_run ();
}
