/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-alike.h"

#include "autosell-reducer.h"

#include <math.h>

/* “pHash” as described by Zauner (Implementation and Benchmarking of Perceptual Image Hash Functions, 2010): of the
 * picture as 32×32 grey pixels the lowest 8×8 frequencies of a cosine transform, each a bit: above the median or not.
 * The constant term, which is the brightness, is left out, so that a brightened picture stays what it is. */
#define SIDE 32
#define KEPT 8

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Box averages are enough at this size, and small pictures have no pixel for each. */
static void
make_grey (AutosellPixels *pixels, double grey[SIDE][SIDE])
{
  for (int row = 0; row < SIDE; row++)
    for (int column = 0; column < SIDE; column++)
      {
        int x0 = column * pixels->width / SIDE, x1 = MAX ((column + 1) * pixels->width / SIDE, x0 + 1);
        int y0 = row * pixels->height / SIDE, y1 = MAX ((row + 1) * pixels->height / SIDE, y0 + 1);
        guint64 sum = 0;

        for (int y = y0; y < y1; y++)
          {
            const guint8 *at = pixels->data + pixels->stride * (gsize) y + 3 * (gsize) x0;

            for (int x = x0; x < x1; x++, at += 3)
              sum += 299u * at[0] + 587u * at[1] + 114u * at[2];
          }
        grey[row][column] = (double) sum / (1000.0 * (x1 - x0) * (y1 - y0));
      }
}

/* The first KEPT + 1 frequencies along the first index, to the second one of @to. */
static void
transform (double from[SIDE][SIDE], int n_lines, double to[SIDE][SIDE])
{
  for (int frequency = 0; frequency <= KEPT; frequency++)
    for (int line = 0; line < n_lines; line++)
      {
        double sum = 0;

        for (int i = 0; i < SIDE; i++)
          sum += from[i][line] * cos (G_PI * (i + 0.5) * frequency / SIDE);
        to[line][frequency] = sum;
      }
}

guint64
autosell_photo_perceptual_hash (AutosellPixels *pixels)
{
  double grey[SIDE][SIDE], half[SIDE][SIDE], full[SIDE][SIDE], kept[KEPT * KEPT], sorted[KEPT * KEPT], median;
  guint64 hash = 0;

  g_return_val_if_fail (pixels != NULL && pixels->n_channels == 3, 0);

  make_grey (pixels, grey);
  transform (grey, SIDE, half);
  transform (half, KEPT + 1, full);
  for (int i = 0; i < KEPT * KEPT; i++)
    kept[i] = sorted[i] = full[1 + i / KEPT][1 + i % KEPT];
  qsort (sorted, G_N_ELEMENTS (sorted), sizeof sorted[0], (int (*) (const void *, const void *)) compare_doubles);
  median = (sorted[KEPT * KEPT / 2 - 1] + sorted[KEPT * KEPT / 2]) / 2;
  for (int i = 0; i < KEPT * KEPT; i++)
    hash |= (guint64) (kept[i] > median) << i;

  return hash;
}

guint
autosell_photo_perceptual_distance (guint64 a, guint64 b)
{
  return (guint) __builtin_popcountll (a ^ b);
}

gboolean
autosell_photo_is_alike (guint64 a, guint64 b)
{
  return autosell_photo_perceptual_distance (a, b) <= AUTOSELL_PHOTO_ALIKE_BITS;
}
