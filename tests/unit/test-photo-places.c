/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-photo-places.h"

static void
assert_rising (const gint64 *places, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (places[i], >, i > 0 ? places[i - 1] : 0);
}

static void
test_new (void)
{
  gint64 places[4] = { 0 };

  autosell_photo_places_assign (places, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (places[i], ==, (i + 1) * AUTOSELL_PHOTO_PLACE_STEP);
  autosell_photo_places_assign (places, 0);
}

/* One photo that is moved is one number that changes, wherever it goes. */
static void
test_moved (void)
{
  for (guint from = 0; from < 5; from++)
    for (guint to = 0; to < 5; to++)
      {
        gint64 before[5], after[5];
        guint n_changed = 0, n = 0;

        for (guint i = 0; i < 5; i++)
          if (i != from)
            before[n++] = (i + 1) * AUTOSELL_PHOTO_PLACE_STEP;
        for (guint i = 4; i > to; i--)
          before[i] = before[i - 1];
        before[to] = (from + 1) * AUTOSELL_PHOTO_PLACE_STEP;
        for (guint i = 0; i < 5; i++)
          after[i] = before[i];
        autosell_photo_places_assign (after, 5);
        assert_rising (after, 5);
        for (guint i = 0; i < 5; i++)
          n_changed += after[i] != before[i];
        g_assert_cmpuint (n_changed, ==, from == to ? 0 : 1);
      }
}

static void
test_full (void)
{
  gint64 places[3] = { 1, 0, 2 };

  autosell_photo_places_assign (places, 3);
  g_assert_cmpint (places[0], ==, AUTOSELL_PHOTO_PLACE_STEP);
  assert_rising (places, 3);
}

static void
test_random (void)
{
  gint64 places[40] = { 0 };

  for (guint round = 0; round < 2000; round++)
    {
      guint n = (guint) g_test_rand_int_range (0, 41);

      for (guint i = 0; i < n; i++)
        if (g_test_rand_int_range (0, 3) == 0)
          places[i] = g_test_rand_int_range (-1, 300);
      autosell_photo_places_assign (places, n);
      assert_rising (places, n);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-places/new", test_new);
  g_test_add_func ("/photo-places/moved", test_moved);
  g_test_add_func ("/photo-places/full", test_full);
  g_test_add_func ("/photo-places/random", test_random);
  return g_test_run ();
}
