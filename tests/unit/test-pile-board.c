/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pile-board.h"

/* Piles that form by time, and what a person makes of them. */

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define START (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC)

/* Adds pictures, one a minute. Returns: (transfer full) */
static GPtrArray *
add (AutosellPileBoard *board, const char *name, guint n_photos, gint64 start)
{
  GPtrArray *photos = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_photos; i++)
    {
      g_autofree char *full = g_strdup_printf ("%s%u", name, i + 1);
      gint64 time = start == AUTOSELL_PHOTO_TIME_UNKNOWN ? start : start + i * MINUTE;

      g_ptr_array_add (photos, autosell_pile_photo_new_for_time (full, time));
      autosell_pile_board_add (board, photos->pdata[i]);
    }
  return photos;
}

/* “a1 a2|b1*”, a star where a car is given. Returns: (transfer full) */
static char *
describe (AutosellPileBoard *board)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < autosell_pile_board_get_n_piles (board); i++)
    {
      AutosellPile *pile = autosell_pile_board_get_pile (board, i);

      if (i > 0)
        g_string_append_c (text, '|');
      for (guint j = 0; j < autosell_pile_get_n_photos (pile); j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "",
                                autosell_pile_photo_get_name (autosell_pile_get_photo (pile, j)));
      if (autosell_pile_get_car (pile) != 0)
        g_string_append_c (text, '*');
    }
  return g_string_free (text, FALSE);
}

static void
assert_is (AutosellPileBoard *board, const char *expected)
{
  g_autofree char *text = describe (board);

  g_assert_cmpstr (text, ==, expected);
}

static AutosellPileBoard *
make_board (void)
{
  AutosellPileBoard *board = autosell_pile_board_new ();
  g_autoptr(GPtrArray) a = add (board, "a", 3, START);
  g_autoptr(GPtrArray) b = add (board, "b", 2, START + 60 * MINUTE);
  g_autoptr(GPtrArray) c = add (board, "c", 2, AUTOSELL_PHOTO_TIME_UNKNOWN);

  autosell_pile_board_settle (board);
  return board;
}

static void
test_pauses_part_piles (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();

  assert_is (board, "a1 a2 a3|b1 b2|c1 c2");
}

/* What comes late finds its place, and the piles there are the same objects, so that nothing on the screen jumps. */
static void
test_what_comes_late (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();
  AutosellPile *first = autosell_pile_board_get_pile (board, 0);
  AutosellPile *second = autosell_pile_board_get_pile (board, 1);
  g_autoptr(GPtrArray) d = add (board, "d", 2, START + 30 * MINUTE);
  g_autoptr(GPtrArray) e = add (board, "e", 1, START + 62 * MINUTE);

  autosell_pile_board_settle (board);
  assert_is (board, "a1 a2 a3|d1 d2|b1 b2 e1|c1 c2");
  g_assert_true (autosell_pile_board_get_pile (board, 0) == first);
  g_assert_true (autosell_pile_board_get_pile (board, 2) == second);
}

/* What a person has touched stays, whatever the clock says. */
static void
test_touched_piles_stay (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();
  g_autoptr(GPtrArray) late = NULL;

  autosell_pile_board_set_car (board, autosell_pile_board_get_pile (board, 0), 7, "MAZDA");
  late = add (board, "d", 1, START + MINUTE);
  autosell_pile_board_settle (board);
  assert_is (board, "a1 a2 a3*|d1|b1 b2|c1 c2");
}

static void
test_split_and_join (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();
  AutosellPile *first = autosell_pile_board_get_pile (board, 0);
  AutosellPile *rest;

  g_assert_null (autosell_pile_board_split (board, first, 0));
  g_assert_null (autosell_pile_board_split (board, first, 3));
  rest = autosell_pile_board_split (board, first, 1);
  assert_is (board, "a1|a2 a3|b1 b2|c1 c2");
  autosell_pile_board_settle (board);
  assert_is (board, "a1|a2 a3|b1 b2|c1 c2");

  /* A car is not lost by joining. */
  autosell_pile_board_set_car (board, rest, 7, "MAZDA");
  autosell_pile_board_join (board, rest, first);
  assert_is (board, "a1 a2 a3*|b1 b2|c1 c2");
  autosell_pile_board_join (board, first, first);
  assert_is (board, "a1 a2 a3*|b1 b2|c1 c2");
}

static void
test_move_and_remove (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();
  AutosellPile *first = autosell_pile_board_get_pile (board, 0);
  AutosellPile *second = autosell_pile_board_get_pile (board, 1);
  g_autoptr(GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) both = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (one, g_object_ref (autosell_pile_get_photo (first, 1)));
  g_assert_true (autosell_pile_board_move (board, one, second) == second);
  assert_is (board, "a1 a3|b1 b2 a2|c1 c2");
  g_assert_true (autosell_pile_board_move (board, one, NULL) != second);
  assert_is (board, "a1 a3|b1 b2|a2|c1 c2");

  /* An empty pile goes. */
  for (guint i = 0; i < 2; i++)
    g_ptr_array_add (both, g_object_ref (autosell_pile_get_photo (second, i)));
  autosell_pile_board_move (board, both, first);
  assert_is (board, "a1 a3 b1 b2|a2|c1 c2");
  autosell_pile_board_remove (board, one);
  assert_is (board, "a1 a3 b1 b2|c1 c2");
  autosell_pile_board_settle (board);
  assert_is (board, "a1 a3 b1 b2|c1 c2");
}

/* @indices: of @photos, ended by -1. Returns: (transfer full) */
static GPtrArray *
pick (AutosellPile *pile, const int *indices)
{
  GPtrArray *photos = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *indices >= 0; indices++)
    g_ptr_array_add (photos, g_object_ref (autosell_pile_get_photo (pile, (guint) *indices)));
  return photos;
}

static void
test_place (void)
{
  static const struct
  {
    int from;       /* the pile */
    int indices[4]; /* in it */
    int into;
    guint position;
    const char *expected;
  } steps[] = {
    { 0, { 0, -1 }, 0, 2, "a2 a1 a3|b1 b2|c1 c2" },    /* between two of its own */
    { 0, { 0, -1 }, 0, 0, "a2 a1 a3|b1 b2|c1 c2" },    /* where it is already */
    { 0, { 1, 2, -1 }, 0, 0, "a1 a3 a2|b1 b2|c1 c2" }, /* two to the beginning, in their order */
    { 0, { 0, -1 }, 0, G_MAXUINT, "a3 a2 a1|b1 b2|c1 c2" },
    { 0, { 0, 2, -1 }, 0, 1, "a3 a1 a2|b1 b2|c1 c2" }, /* around where one of them stands */
    { 0, { 1, -1 }, 1, 1, "a3 a2|b1 a1 b2|c1 c2" },    /* into another */
    { 0, { 0, 1, -1 }, 1, 0, "a3 a2 b1 a1 b2|c1 c2" }, /* all that a pile had: it goes */
  };
  g_autoptr(AutosellPileBoard) board = make_board ();

  assert_is (board, "a1 a2 a3|b1 b2|c1 c2");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr(GPtrArray) photos =
        pick (autosell_pile_board_get_pile (board, (guint) steps[i].from), steps[i].indices);

      autosell_pile_board_place (board, photos, autosell_pile_board_get_pile (board, (guint) steps[i].into),
                                 steps[i].position);
      assert_is (board, steps[i].expected);
      /* A person has put them in order: times do not any more. */
      autosell_pile_board_settle (board);
      assert_is (board, steps[i].expected);
    }
}

static void
test_totals_and_the_next_one (void)
{
  g_autoptr(AutosellPileBoard) board = make_board ();
  AutosellPile *piles[3];
  AutosellPileTotals totals;

  for (guint i = 0; i < 3; i++)
    piles[i] = autosell_pile_board_get_pile (board, i);
  autosell_pile_board_set_car (board, piles[0], 7, "MAZDA");
  autosell_pile_board_set_car (board, piles[2], 7, "MAZDA");
  autosell_pile_board_get_totals (board, &totals);
  g_assert_cmpuint (totals.n_piles, ==, 3);
  g_assert_cmpuint (totals.n_assigned, ==, 2);
  g_assert_cmpuint (totals.n_cars, ==, 1);
  g_assert_cmpuint (totals.n_photos, ==, 7);
  /* None of them has been made ready. */
  g_assert_cmpuint (totals.n_ready, ==, 0);
  g_assert_true (autosell_pile_board_find_open (board, piles[0]) == piles[1]);
  g_assert_true (autosell_pile_board_find_open (board, piles[2]) == piles[1]);
  autosell_pile_board_skip (board, piles[1], TRUE);
  g_assert_null (autosell_pile_board_find_open (board, piles[0]));
  autosell_pile_board_get_totals (board, &totals);
  g_assert_cmpuint (totals.n_piles, ==, 2);
}

static void
count_cb (GListModel *model, guint position, guint n_removed, guint n_added, guint *n_items)
{
  *n_items += n_added - n_removed;
  g_assert_cmpuint (position + n_added, <=, g_list_model_get_n_items (model));
  g_assert_cmpuint (*n_items, ==, g_list_model_get_n_items (model));
}

/* Whatever is done, the list tells of it truly, and no picture is lost or there twice. */
static void
test_any_order (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr(AutosellPileBoard) board = autosell_pile_board_new ();
      guint n_items = 0;
      guint n_photos = 0;

      g_signal_connect (board, "items-changed", G_CALLBACK (count_cb), &n_items);
      for (guint step = 0; step < 40; step++)
        {
          guint n_piles = autosell_pile_board_get_n_piles (board);
          AutosellPile *pile =
            n_piles > 0 ? autosell_pile_board_get_pile (board, g_rand_int_range (rand, 0, (int) n_piles)) : NULL;
          AutosellPile *other =
            n_piles > 0 ? autosell_pile_board_get_pile (board, g_rand_int_range (rand, 0, (int) n_piles)) : NULL;
          guint n = g_rand_int_range (rand, 1, 5);
          g_autoptr(GPtrArray) photos = NULL;
          AutosellPileTotals totals;

          switch (pile != NULL ? g_rand_int_range (rand, 0, 6) : 0)
            {
            case 0:
              photos = add (board, "p", n, START + g_rand_int_range (rand, 0, 600) * MINUTE);
              n_photos += n;
              autosell_pile_board_settle (board);
              break;
            case 1:
              autosell_pile_board_split (board, pile, n);
              break;
            case 2:
              autosell_pile_board_join (board, pile, other);
              break;
            case 3:
              photos = g_ptr_array_new_with_free_func (g_object_unref);
              g_ptr_array_add (photos, g_object_ref (autosell_pile_get_photo (pile, 0)));
              autosell_pile_board_move (board, photos, g_rand_boolean (rand) ? other : NULL);
              break;
            case 4:
              autosell_pile_board_set_car (board, pile, g_rand_int_range (rand, 0, 4), "x");
              break;
            default:
              autosell_pile_board_settle (board);
              break;
            }
          autosell_pile_board_get_totals (board, &totals);
          g_assert_cmpuint (totals.n_photos, ==, n_photos);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/pile-board/pauses-part-piles", test_pauses_part_piles);
  g_test_add_func ("/pile-board/what-comes-late", test_what_comes_late);
  g_test_add_func ("/pile-board/touched-piles-stay", test_touched_piles_stay);
  g_test_add_func ("/pile-board/split-and-join", test_split_and_join);
  g_test_add_func ("/pile-board/move-and-remove", test_move_and_remove);
  g_test_add_func ("/pile-board/place", test_place);
  g_test_add_func ("/pile-board/totals-and-the-next-one", test_totals_and_the_next_one);
  g_test_add_func ("/pile-board/any-order", test_any_order);
  return g_test_run ();
}
