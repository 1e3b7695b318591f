/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-crop-shape.h"

#include <math.h>

/* The rectangle of the crop dialog: whatever is pulled, it stays in the picture, keeps its ratio and its least size,
 * and what is stored of it is what was seen. */

#define N_ROUNDS 4000

static const double ratios[] = { 4.0 / 3, 0, 1, 16.0 / 9, 3.0 / 4 };

static void
check (const AutosellCropShape *shape)
{
  g_assert_cmpfloat (shape->x, >=, -1e-6);
  g_assert_cmpfloat (shape->y, >=, -1e-6);
  g_assert_cmpfloat (shape->x + shape->width, <=, shape->picture_width + 1e-6);
  g_assert_cmpfloat (shape->y + shape->height, <=, shape->picture_height + 1e-6);
  g_assert_cmpfloat (MIN (shape->width, shape->height), >=, 1);
  if (shape->ratio > 0)
    g_assert_cmpfloat_with_epsilon (shape->width / shape->height, shape->ratio, 1e-6);
}

static void
test_largest (void)
{
  AutosellCropShape shape;

  autosell_crop_shape_init (&shape, 2048, 1536, 4.0 / 3);
  g_assert_cmpfloat_with_epsilon (shape.width, 2048, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.height, 1536, 1e-6);

  autosell_crop_shape_init (&shape, 1536, 2048, 4.0 / 3);
  g_assert_cmpfloat_with_epsilon (shape.width, 1536, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.height, 1152, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.x, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.y, (2048 - 1152) / 2.0, 1e-6);
}

static void
test_pull (void)
{
  AutosellCropShape shape;

  autosell_crop_shape_init (&shape, 1000, 800, 0);
  autosell_crop_shape_pull (&shape, AUTOSELL_CROP_LEFT, 100, 0);
  g_assert_cmpfloat_with_epsilon (shape.x, 100, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.width, 900, 1e-6);
  autosell_crop_shape_pull (&shape, AUTOSELL_CROP_RIGHT | AUTOSELL_CROP_BOTTOM, -300, -200);
  g_assert_cmpfloat_with_epsilon (shape.width, 600, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.height, 600, 1e-6);
  autosell_crop_shape_pull (&shape, AUTOSELL_CROP_MOVE, 50, 60);
  g_assert_cmpfloat_with_epsilon (shape.x, 150, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.y, 60, 1e-6);
  /* no further than the edge, and as large as before */
  autosell_crop_shape_pull (&shape, AUTOSELL_CROP_MOVE, 9000, -9000);
  g_assert_cmpfloat_with_epsilon (shape.x, 400, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.y, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.width, 600, 1e-6);
  check (&shape);
  autosell_crop_shape_pull (&shape, AUTOSELL_CROP_LEFT | AUTOSELL_CROP_TOP, 9000, 9000);
  g_assert_cmpfloat_with_epsilon (shape.width, AUTOSELL_CROP_MIN_PX, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.height, AUTOSELL_CROP_MIN_PX, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.x + shape.width, 1000, 1e-6);
}

static void
test_anything (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      AutosellCropShape shape;
      double ratio = ratios[g_test_rand_int_range (0, G_N_ELEMENTS (ratios))];

      autosell_crop_shape_init (&shape, g_test_rand_int_range (40, 4000), g_test_rand_int_range (40, 4000), ratio);
      check (&shape);
      for (guint step = 0; step < 20; step++)
        {
          /* a change of the ratio may make one side thinner; to pull or to scale does not */
          double least = MIN (MIN (shape.width, shape.height),
                              MIN (AUTOSELL_CROP_MIN_PX, MIN (shape.picture_width, shape.picture_height)));

          switch (g_test_rand_int_range (0, 4))
            {
            case 0:
              autosell_crop_shape_scale (&shape, g_test_rand_double_range (0.3, 3));
              break;
            case 1:
              autosell_crop_shape_set_ratio (&shape, ratios[g_test_rand_int_range (0, G_N_ELEMENTS (ratios))]);
              least = 1;
              break;
            default:
              {
                int across = g_test_rand_int_range (0, 3), down = g_test_rand_int_range (0, 3);
                AutosellCropHandle handle = (across == 1   ? AUTOSELL_CROP_LEFT
                                             : across == 2 ? AUTOSELL_CROP_RIGHT
                                                           : 0)
                                            | (down == 1   ? AUTOSELL_CROP_TOP
                                               : down == 2 ? AUTOSELL_CROP_BOTTOM
                                                           : 0);

                autosell_crop_shape_pull (&shape, handle, g_test_rand_double_range (-3000, 3000),
                                          g_test_rand_double_range (-3000, 3000));
              }
            }
          check (&shape);
          g_assert_cmpfloat (MIN (shape.width, shape.height), >=, least - 1e-6);
        }
    }
}

/* What is stored is in pixels of the file; shown again, it is where it was, whichever way the photo is turned. */
static void
test_there_and_back (void)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      int width = g_test_rand_int_range (100, 4000), height = g_test_rand_int_range (100, 4000);
      int turn = g_test_rand_int_range (0, 4) * 90;
      AutosellPhotoCrop crop, again;
      AutosellCropShape shape;

      crop.x = g_test_rand_int_range (0, width - 64);
      crop.y = g_test_rand_int_range (0, height - 64);
      crop.width = g_test_rand_int_range (64, width - crop.x + 1);
      crop.height = g_test_rand_int_range (64, height - crop.y + 1);
      autosell_crop_shape_init (&shape, turn % 180 == 0 ? width : height, turn % 180 == 0 ? height : width, 0);
      autosell_crop_shape_from_crop (&shape, &crop, width, height, turn);
      check (&shape);
      g_assert_cmpfloat_with_epsilon (shape.width, turn % 180 == 0 ? crop.width : crop.height, 1e-6);
      autosell_crop_shape_to_crop (&shape, width, height, turn, &again);
      g_assert_cmpint (again.x, ==, crop.x);
      g_assert_cmpint (again.y, ==, crop.y);
      g_assert_cmpint (again.width, ==, crop.width);
      g_assert_cmpint (again.height, ==, crop.height);
    }
}

/* A quarter turn clockwise: what is at the left of the file is on top of what is shown. */
static void
test_turned (void)
{
  const AutosellPhotoCrop left_edge = { 0, 100, 200, 300 };
  AutosellCropShape shape;

  autosell_crop_shape_init (&shape, 900, 1200, 0);
  autosell_crop_shape_from_crop (&shape, &left_edge, 1200, 900, 90);
  g_assert_cmpfloat_with_epsilon (shape.y, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.x, 900 - 100 - 300, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.width, 300, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape.height, 200, 1e-6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/crop-shape/largest", test_largest);
  g_test_add_func ("/crop-shape/pull", test_pull);
  g_test_add_func ("/crop-shape/anything", test_anything);
  g_test_add_func ("/crop-shape/there-and-back", test_there_and_back);
  g_test_add_func ("/crop-shape/turned", test_turned);
  return g_test_run ();
}
