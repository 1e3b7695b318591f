/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-item-grid.h"

/* Where cars stand in a table and among cards, and where the keys lead. */

static AutosellItemGrid
make_grid (int n_lanes)
{
  return (AutosellItemGrid){ .n_lanes = n_lanes, .width = 1000, .item_height = 200, .gap = 12, .margin = 16 };
}

/* At every width lanes fill it to the last pixel, gaps are even, and none is narrower than it may be while there are
 * two. */
static void
test_lanes_fill_the_width (void)
{
  int last_lanes = 1;

  for (int width = 200; width <= 3000; width++)
    {
      AutosellItemGrid grid = { .item_height = 200, .gap = 12, .margin = 16 };
      AutosellItemArea area, last = { 0 };

      autosell_item_grid_fit (&grid, width, 220);
      g_assert_cmpint (grid.n_lanes, >=, last_lanes);
      last_lanes = grid.n_lanes;
      for (int lane = 0; lane < grid.n_lanes; lane++)
        {
          autosell_item_grid_get_area (&grid, lane, &area);
          g_assert_cmpint (area.x, ==, lane == 0 ? grid.margin : last.x + last.width + grid.gap);
          g_assert_true (grid.n_lanes == 1
                         || (area.width >= 220 && ABS (area.width - last.width) <= (lane > 0 ? 1 : 9999)));
          last = area;
        }
      g_assert_cmpint (last.x + last.width, ==, width - grid.margin);
    }
  g_assert_cmpint (last_lanes, ==, (3000 - 32 + 12) / 232);
}

static void
test_places (void)
{
  AutosellItemGrid grid = make_grid (4);
  AutosellItemArea area;
  guint position = 0;

  g_assert_cmpfloat (autosell_item_grid_get_height (&grid, 0), ==, 0);
  g_assert_cmpfloat (autosell_item_grid_get_height (&grid, 4), ==, 200 + 32);
  g_assert_cmpfloat (autosell_item_grid_get_height (&grid, 5), ==, 2 * 200 + 12 + 32);

  for (guint i = 0; i < 10; i++)
    {
      autosell_item_grid_get_area (&grid, i, &area);
      g_assert_cmpfloat (area.y, ==, 16 + (double) (i / 4) * 212);
      g_assert_true (autosell_item_grid_find (&grid, area.x, area.y, 10, &position));
      g_assert_cmpuint (position, ==, i);
      g_assert_true (autosell_item_grid_find (&grid, area.x + area.width - 1, area.y + area.height - 1, 10, &position));
      g_assert_cmpuint (position, ==, i);
      /* between the cards is nobody */
      g_assert_false (autosell_item_grid_find (&grid, area.x + area.width, area.y, 10, &position));
      g_assert_false (autosell_item_grid_find (&grid, area.x, area.y + area.height, 10, &position));
    }
  autosell_item_grid_get_area (&grid, 10, &area);
  g_assert_false (autosell_item_grid_find (&grid, area.x, area.y, 10, &position));
  g_assert_false (autosell_item_grid_find (&grid, 20, -1, 10, &position));

  /* A list of millions has places that an int does not. */
  autosell_item_grid_get_area (&grid, 100 * 1000 * 1000, &area);
  g_assert_cmpfloat (area.y, ==, 16 + 25e6 * 212);
}

/* Whatever is scrolled to, each item of which a pixel is seen is among those that are visible. */
static void
test_visible (void)
{
  for (int n_lanes = 1; n_lanes <= 7; n_lanes++)
    {
      AutosellItemGrid grid = make_grid (n_lanes);
      double height = autosell_item_grid_get_height (&grid, 100);

      for (double value = 0; value < height - 500; value += 7)
        {
          guint first, n_visible;

          g_assert_true (autosell_item_grid_get_visible (&grid, value, 500, 100, &first, &n_visible));
          g_assert_cmpuint (n_visible, <=, autosell_item_grid_get_max_visible (&grid, 500));
          g_assert_cmpuint (first % n_lanes, ==, 0);
          for (guint i = 0; i < 100; i++)
            {
              AutosellItemArea area;

              autosell_item_grid_get_area (&grid, i, &area);
              if (area.y + area.height > value && area.y < value + 500)
                g_assert_true (i >= first && i < first + n_visible);
            }
        }
    }
}

static guint
move (const AutosellItemGrid *grid, AutosellMove key, guint position, guint n_items)
{
  g_assert_true (autosell_item_grid_move (grid, key, 500, n_items, &position));
  return position;
}

static void
test_moves (void)
{
  AutosellItemGrid grid = make_grid (4);
  AutosellItemGrid table = make_grid (1);
  guint nowhere = G_MAXUINT;

  /* 0 1 2 3 | 4 5 6 7 | 8 9 */
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_RIGHT, 3, 10), ==, 4);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_LEFT, 4, 10), ==, 3);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_LEFT, 0, 10), ==, 0);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_RIGHT, 9, 10), ==, 9);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_DOWN, 1, 10), ==, 5);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_DOWN, 5, 10), ==, 9);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_DOWN, 7, 10), ==, 9); /* the last line is shorter */
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_DOWN, 8, 10), ==, 8); /* and has nothing below */
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_UP, 9, 10), ==, 5);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_UP, 2, 10), ==, 2);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_HOME, 9, 10), ==, 0);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_END, 0, 10), ==, 9);
  /* two lines fit */
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_PAGE_DOWN, 1, 100), ==, 9);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_PAGE_DOWN, 97, 100), ==, 99);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_PAGE_UP, 9, 100), ==, 1);
  g_assert_cmpuint (move (&grid, AUTOSELL_MOVE_PAGE_UP, 5, 100), ==, 0);
  /* nobody has the cursor yet */
  for (AutosellMove key = AUTOSELL_MOVE_LEFT; key < AUTOSELL_MOVE_END; key++)
    if (key != AUTOSELL_MOVE_PAGE_DOWN)
      g_assert_cmpuint (move (&grid, key, nowhere, 10), ==, 0);

  g_assert_cmpuint (move (&table, AUTOSELL_MOVE_DOWN, 3, 10), ==, 4);
  g_assert_cmpuint (move (&table, AUTOSELL_MOVE_UP, 3, 10), ==, 2);
  g_assert_false (autosell_item_grid_move (&table, AUTOSELL_MOVE_LEFT, 500, 10, &nowhere));
  g_assert_false (autosell_item_grid_move (&grid, AUTOSELL_MOVE_DOWN, 500, 0, &nowhere));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/item-grid/lanes-fill-the-width", test_lanes_fill_the_width);
  g_test_add_func ("/item-grid/places", test_places);
  g_test_add_func ("/item-grid/visible", test_visible);
  g_test_add_func ("/item-grid/moves", test_moves);
  return g_test_run ();
}
