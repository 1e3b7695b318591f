/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "autosell-pixels.h"
#include "autosell-reducer.h"

#include <math.h>
#include <string.h>

static AutosellPixels *
make_random (int width, int height, int n_channels, guint32 seed)
{
  AutosellPixels *pixels = autosell_pixels_new (width, height, n_channels);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (gsize i = 0; i < pixels->stride * (gsize) height; i++)
    pixels->data[i] = (guint8) g_rand_int_range (rand, 0, 256);

  return pixels;
}

static const guint8 *
at (const AutosellPixels *pixels, int x, int y)
{
  return pixels->data + pixels->stride * (gsize) y + (gsize) (x * pixels->n_channels);
}

/* Where EXIF's words put a stored pixel: “the 0th row is at the visual …, the 0th column at the visual …”. */
static void
place (int orientation, int width, int height, int column, int row, int *x, int *y)
{
  static const char *const sides[][2] = {
    { "top", "left" }, { "top", "right" }, { "bottom", "right" }, { "bottom", "left" },
    { "left", "top" }, { "right", "top" }, { "right", "bottom" }, { "left", "bottom" },
  };
  const char *row_side = sides[orientation - 1][0], *column_side = sides[orientation - 1][1];

  *x = *y = 0;
  if (strcmp (row_side, "top") == 0)
    *y = row;
  if (strcmp (row_side, "bottom") == 0)
    *y = height - 1 - row;
  if (strcmp (row_side, "left") == 0)
    *x = row;
  if (strcmp (row_side, "right") == 0)
    *x = height - 1 - row;
  if (strcmp (column_side, "left") == 0)
    *x = column;
  if (strcmp (column_side, "right") == 0)
    *x = width - 1 - column;
  if (strcmp (column_side, "top") == 0)
    *y = column;
  if (strcmp (column_side, "bottom") == 0)
    *y = width - 1 - column;
}

static void
test_orients_all_eight_ways (void)
{
  for (int n = 3; n <= 4; n++)
    for (int orientation = 1; orientation <= 8; orientation++)
      {
        g_autoptr(AutosellPixels) stored = make_random (71, 45, n, 7);
        g_autoptr(AutosellPixels) upright = autosell_pixels_orient (stored, orientation);

        g_assert_cmpint (upright->width, ==, orientation >= 5 ? 45 : 71);
        for (int row = 0; row < 45; row++)
          for (int column = 0; column < 71; column++)
            {
              int x, y;

              place (orientation, 71, 45, column, row, &x, &y);
              g_assert_cmpmem (at (upright, x, y), n, at (stored, column, row), n);
            }
      }
}

static void
test_four_turns_are_none (void)
{
  g_autoptr(AutosellPixels) first = make_random (33, 21, 3, 1);
  AutosellPixels *pixels = autosell_pixels_ref (first);

  for (int i = 0; i < 4; i++)
    {
      AutosellPixels *turned = autosell_pixels_orient (pixels, autosell_orientation_from_turn (90));

      autosell_pixels_unref (pixels);
      pixels = turned;
    }
  g_assert_cmpmem (pixels->data, 33 * 21 * 3, first->data, 33 * 21 * 3);
  autosell_pixels_unref (pixels);
}

static double
lanczos (double x)
{
  if (fabs (x) < 1e-9)
    return 1;

  return fabs (x) < 3 ? 3 * sin (G_PI * x) * sin (G_PI * x / 3) / (G_PI * G_PI * x * x) : 0;
}

/* One pixel by the book: both ways at once, in doubles. */
static double
reduce_one (const AutosellPixels *from, int to_width, int to_height, int x, int y, int channel)
{
  double scale_x = (double) from->width / to_width, scale_y = (double) from->height / to_height, sum = 0, weights = 0;

  for (int row = 0; row < from->height; row++)
    {
      double v = lanczos ((row + 0.5 - (y + 0.5) * scale_y) / scale_y);

      for (int column = 0; v != 0 && column < from->width; column++)
        {
          double w = v * lanczos ((column + 0.5 - (x + 0.5) * scale_x) / scale_x);

          sum += w * at (from, column, row)[channel];
          weights += w;
        }
    }

  return CLAMP (sum / weights, 0, 255);
}

static void
check_reduced (int width, int height, int to_width, int to_height, int n_channels)
{
  g_autoptr(AutosellPixels) from = make_random (width, height, n_channels, (guint32) (width + height));
  g_autoptr(AutosellPixels) to = autosell_pixels_reduce (from, to_width, to_height);
  double squares = 0;

  g_assert_cmpint (to->width, ==, to_width);
  g_assert_cmpint (to->height, ==, to_height);
  for (int y = 0; y < to_height; y++)
    for (int x = 0; x < to_width; x++)
      for (int channel = 0; channel < n_channels; channel++)
        {
          double difference = at (to, x, y)[channel] - reduce_one (from, to_width, to_height, x, y, channel);

          squares += difference * difference;
        }
  /* Noise is the worst that there is, as each value is limited on the way: 40 dB are 2.5 levels. */
  g_assert_cmpfloat (10 * log10 (255 * 255 / MAX (squares / (to_width * to_height * n_channels), 1e-9)), >, 40);
}

static void
test_reduces_as_by_the_book (void)
{
  check_reduced (90, 60, 61, 41, 3);
  check_reduced (90, 60, 20, 13, 3);
  check_reduced (67, 43, 30, 43, 4);
  check_reduced (43, 67, 43, 30, 3);
  check_reduced (50, 3, 7, 1, 3);
  check_reduced (1, 40, 1, 9, 3);
}

static void
test_even_colours_stay (void)
{
  for (int level = 0; level <= 255; level += 51)
    {
      g_autoptr(AutosellPixels) from = autosell_pixels_new (300, 200, 3);
      g_autoptr(AutosellPixels) to = NULL;

      memset (from->data, level, 300 * 200 * 3);
      to = autosell_pixels_reduce (from, 123, 77);
      for (gsize i = 0; i < 123 * 77 * 3; i++)
        g_assert_cmpuint (to->data[i], ==, level);
    }
}

/* Stripes too fine to be shown become grey, and no coarser stripes. */
static void
test_no_aliasing (void)
{
  g_autoptr(AutosellPixels) from = autosell_pixels_new (900, 300, 3);
  g_autoptr(AutosellPixels) to = NULL;

  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 900; x++)
      memset (from->data + from->stride * (gsize) y + 3 * (gsize) x, x % 2 == 0 ? 255 : 0, 3);
  to = autosell_pixels_reduce (from, 320, 107);
  for (int y = 0; y < to->height; y++)
    for (int x = 4; x < to->width - 4; x++)
      g_assert_cmpint (ABS (at (to, x, y)[0] - 128), <=, 3);
}

static void
test_fits_and_never_enlarges (void)
{
  static const int cases[][5] = {
    { 6000, 4000, 2048, 2048, 1365 }, { 4000, 6000, 2048, 1365, 2048 }, { 4032, 3024, 2048, 2048, 1536 },
    { 800, 600, 2048, 800, 600 },     { 2048, 10, 2048, 2048, 10 },     { 60000, 1, 2048, 2048, 1 },
    { 500, 400, 0, 500, 400 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int width, height;

      autosell_pixels_fit (cases[i][0], cases[i][1], cases[i][2], &width, &height);
      g_assert_cmpint (width, ==, cases[i][3]);
      g_assert_cmpint (height, ==, cases[i][4]);
    }
}

static void
test_crops_within (void)
{
  g_autoptr(AutosellPixels) pixels = make_random (40, 30, 3, 3);
  g_autoptr(AutosellPixels) part = autosell_pixels_crop (pixels, &(AutosellPhotoCrop){ 10, 5, 20, 15 });
  g_autoptr(AutosellPixels) beyond = autosell_pixels_crop (pixels, &(AutosellPhotoCrop){ 30, 20, 100, 100 });

  g_assert_cmpint (part->width, ==, 20);
  g_assert_cmpmem (at (part, 3, 4), 3, at (pixels, 13, 9), 3);
  g_assert_cmpint (beyond->width, ==, 10);
  g_assert_cmpint (beyond->height, ==, 10);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/photo-pixels/orients-all-eight-ways", test_orients_all_eight_ways);
  g_test_add_func ("/photo-pixels/four-turns-are-none", test_four_turns_are_none);
  g_test_add_func ("/photo-pixels/reduces-as-by-the-book", test_reduces_as_by_the_book);
  g_test_add_func ("/photo-pixels/even-colours-stay", test_even_colours_stay);
  g_test_add_func ("/photo-pixels/no-aliasing", test_no_aliasing);
  g_test_add_func ("/photo-pixels/fits-and-never-enlarges", test_fits_and_never_enlarges);
  g_test_add_func ("/photo-pixels/crops-within", test_crops_within);
  return g_test_run ();
}
