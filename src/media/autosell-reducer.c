/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-reducer.h"

#include <math.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define LOBES 3.0
/* Weights are whole numbers of 1/16384, so that a product of one with a channel fits well into 32 bits, and two at once
 * into what processors multiply and add in a step. */
#define WEIGHT_BITS 14
#define WEIGHT_ONE (1 << WEIGHT_BITS)
/* Rows may be read so many bytes past their end. */
#define ROW_SLACK 16

/* Which pixels of a line one pixel of the shorter line is made of. */
typedef struct
{
  int first;
  int n_weights;    /* even */
  gsize weights_at; /* in the axis's array */
} Span;

typedef struct
{
  Span *spans;     /* owned */
  gint16 *weights; /* owned */
  int n_spans;
  int max_weights;
} Axis;

struct _AutosellReducer
{
  int width;
  int height;
  int n_channels;
  gsize row_bytes; /* with slack */
  Axis across;
  Axis down;
  guint8 *rows; /* owned: the last n_rows rows, in a ring */
  int n_rows;
  int n_pushed;
  int n_done;             /* rows of the result */
  guint8 *line;           /* owned: one row of the result, not yet shortened */
  const guint8 **taps;    /* owned */
  AutosellPixels *pixels; /* owned */
};

static double
lanczos (double x)
{
  if (fabs (x) < 1e-9)
    return 1;
  if (fabs (x) >= LOBES)
    return 0;

  return LOBES * sin (G_PI * x) * sin (G_PI * x / LOBES) / (G_PI * G_PI * x * x);
}

/* What rounding takes away is given to the largest weight, so that an even colour stays exactly as it is. */
static void
fill_weights (const Span *span, double centre, double scale, int length, gint16 *weights)
{
  double sum = 0;
  int whole = 0, largest = 0;

  for (int i = 0; i < span->n_weights; i++)
    if (span->first + i < length)
      sum += lanczos ((span->first + i + 0.5 - centre) / scale);
  for (int i = 0; i < span->n_weights; i++)
    {
      double weight = span->first + i < length ? lanczos ((span->first + i + 0.5 - centre) / scale) / sum : 0;

      weights[i] = (gint16) lrint (weight * WEIGHT_ONE);
      whole += weights[i];
      if (weights[i] > weights[largest])
        largest = i;
    }
  weights[largest] = (gint16) (weights[largest] + WEIGHT_ONE - whole);
}

static void
axis_init (Axis *axis, int from, int to)
{
  double scale = (double) from / to, reach = LOBES * scale;
  int max = 2 * (int) ceil (reach) + 2;

  axis->n_spans = to;
  axis->spans = g_new0 (Span, (gsize) to);
  axis->weights = g_new0 (gint16, (gsize) to * (gsize) max);
  for (int i = 0; i < to; i++)
    {
      Span *span = &axis->spans[i];
      double centre = (i + 0.5) * scale;
      int first = MAX ((int) floor (centre - reach), 0), end = MIN ((int) ceil (centre + reach), from);

      span->first = first;
      span->n_weights = (end - first + 1) & ~1;
      span->weights_at = (gsize) i * (gsize) max;
      fill_weights (span, centre, scale, from, axis->weights + span->weights_at);
      axis->max_weights = MAX (axis->max_weights, span->n_weights);
    }
}

AutosellReducer *
autosell_reducer_new (int width, int height, int to_width, int to_height, int n_channels)
{
  g_autoptr(AutosellReducer) self = NULL;

  g_return_val_if_fail (to_width > 0 && to_width <= width && to_height > 0 && to_height <= height, NULL);
  g_return_val_if_fail (n_channels == 3 || n_channels == 4, NULL);

  self = g_new0 (AutosellReducer, 1);
  self->width = width;
  self->height = height;
  self->n_channels = n_channels;
  self->row_bytes = (gsize) width * (gsize) n_channels + ROW_SLACK;
  self->pixels = autosell_pixels_new (to_width, to_height, n_channels);
  if (self->pixels == NULL)
    return NULL;

  axis_init (&self->across, width, to_width);
  axis_init (&self->down, height, to_height);
  self->n_rows = self->down.max_weights + 1;
  self->rows = g_try_malloc0 (self->row_bytes * (gsize) self->n_rows);
  self->line = g_malloc0 (self->row_bytes);
  self->taps = g_new0 (const guint8 *, (gsize) self->n_rows);
  if (self->rows == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
autosell_reducer_free (AutosellReducer *self)
{
  g_free (self->across.spans);
  g_free (self->across.weights);
  g_free (self->down.spans);
  g_free (self->down.weights);
  g_free (self->rows);
  g_free (self->line);
  g_free (self->taps);
  g_clear_pointer (&self->pixels, autosell_pixels_unref);
  g_free (self);
}

guint8 *
autosell_reducer_get_row (AutosellReducer *self)
{
  return self->rows + (gsize) (self->n_pushed % self->n_rows) * self->row_bytes;
}

#ifdef __SSE2__

/* Sixteen bytes of @n_taps rows at @at into as many of @line. */
static void
mix_sixteen (const guint8 *const *taps, int n_taps, const gint16 *weights, guint8 *line, gsize at)
{
  const __m128i zero = _mm_setzero_si128 ();
  __m128i sums[4];

  for (int i = 0; i < 4; i++)
    sums[i] = _mm_set1_epi32 (WEIGHT_ONE / 2);
  for (int i = 0; i < n_taps; i += 2)
    {
      gint32 pair;
      __m128i weight, a, b, low, high;

      memcpy (&pair, weights + i, sizeof pair);
      weight = _mm_set1_epi32 (pair);
      a = _mm_loadu_si128 ((const __m128i *) (taps[i] + at));
      b = _mm_loadu_si128 ((const __m128i *) (taps[i + 1] + at));
      low = _mm_unpacklo_epi8 (a, b);
      high = _mm_unpackhi_epi8 (a, b);
      sums[0] = _mm_add_epi32 (sums[0], _mm_madd_epi16 (_mm_unpacklo_epi8 (low, zero), weight));
      sums[1] = _mm_add_epi32 (sums[1], _mm_madd_epi16 (_mm_unpackhi_epi8 (low, zero), weight));
      sums[2] = _mm_add_epi32 (sums[2], _mm_madd_epi16 (_mm_unpacklo_epi8 (high, zero), weight));
      sums[3] = _mm_add_epi32 (sums[3], _mm_madd_epi16 (_mm_unpackhi_epi8 (high, zero), weight));
    }
  for (int i = 0; i < 4; i++)
    sums[i] = _mm_srai_epi32 (sums[i], WEIGHT_BITS);
  _mm_storeu_si128 ((__m128i *) (line + at),
                    _mm_packus_epi16 (_mm_packs_epi32 (sums[0], sums[1]), _mm_packs_epi32 (sums[2], sums[3])));
}

static void
mix_rows (const guint8 *const *taps, int n_taps, const gint16 *weights, guint8 *line, gsize n_bytes)
{
  /* The slack of each row takes the last step. */
  for (gsize at = 0; at < n_bytes; at += 16)
    mix_sixteen (taps, n_taps, weights, line, at);
}

/* All channels of a pixel at once. */
static void
mix_columns (const AutosellReducer *self, guint8 *to)
{
  const __m128i zero = _mm_setzero_si128 ();
  const int n = self->n_channels;

  for (int x = 0; x < self->across.n_spans; x++, to += n)
    {
      const Span *span = &self->across.spans[x];
      const guint8 *from = self->line + (gsize) span->first * (gsize) n;
      const gint16 *weights = self->across.weights + span->weights_at;
      __m128i sum = _mm_set1_epi32 (WEIGHT_ONE / 2);
      guint32 result;

      for (int i = 0; i < span->n_weights; i += 2, from += 2 * n)
        {
          gint32 pair, first, second;
          __m128i both;

          memcpy (&pair, weights + i, 4);
          memcpy (&first, from, 4);
          memcpy (&second, from + n, 4);
          both = _mm_unpacklo_epi8 (_mm_cvtsi32_si128 (first), _mm_cvtsi32_si128 (second));
          sum = _mm_add_epi32 (sum, _mm_madd_epi16 (_mm_unpacklo_epi8 (both, zero), _mm_set1_epi32 (pair)));
        }
      sum = _mm_srai_epi32 (sum, WEIGHT_BITS);
      sum = _mm_packs_epi32 (sum, sum);
      result = (guint32) _mm_cvtsi128_si32 (_mm_packus_epi16 (sum, sum));
      memcpy (to, &result, (gsize) n);
    }
}

#else

static guint8
weigh (int sum)
{
  return (guint8) CLAMP ((sum + WEIGHT_ONE / 2) >> WEIGHT_BITS, 0, 255);
}

static void
mix_rows (const guint8 *const *taps, int n_taps, const gint16 *weights, guint8 *line, gsize n_bytes)
{
  for (gsize at = 0; at < n_bytes; at++)
    {
      int sum = 0;

      for (int i = 0; i < n_taps; i++)
        sum += taps[i][at] * weights[i];
      line[at] = weigh (sum);
    }
}

static void
mix_columns (const AutosellReducer *self, guint8 *to)
{
  const int n = self->n_channels;

  for (int x = 0; x < self->across.n_spans; x++)
    {
      const Span *span = &self->across.spans[x];
      const gint16 *weights = self->across.weights + span->weights_at;

      for (int channel = 0; channel < n; channel++, to++)
        {
          const guint8 *from = self->line + (gsize) span->first * (gsize) n + channel;
          int sum = 0;

          for (int i = 0; i < span->n_weights; i++, from += n)
            sum += *from * weights[i];
          *to = weigh (sum);
        }
    }
}

#endif

/* All rows of the result that the ones at hand suffice for. */
static void
make_rows (AutosellReducer *self)
{
  while (self->n_done < self->down.n_spans)
    {
      const Span *span = &self->down.spans[self->n_done];
      guint8 *to = self->pixels->data + self->pixels->stride * (gsize) self->n_done;

      if (MIN (span->first + span->n_weights, self->height) > self->n_pushed)
        return;
      for (int i = 0; i < span->n_weights; i++)
        {
          int row = MIN (span->first + i, self->height - 1); /* past the end the weight is none */

          self->taps[i] = self->rows + (gsize) (row % self->n_rows) * self->row_bytes;
        }
      mix_rows (self->taps, span->n_weights, self->down.weights + span->weights_at, self->line,
                self->row_bytes - ROW_SLACK);
      mix_columns (self, to);
      self->n_done++;
    }
}

void
autosell_reducer_push_row (AutosellReducer *self)
{
  g_return_if_fail (self->n_pushed < self->height);

  if (self->width == self->pixels->width && self->height == self->pixels->height)
    memcpy (self->pixels->data + self->pixels->stride * (gsize) self->n_pushed, autosell_reducer_get_row (self),
            self->pixels->stride);
  self->n_pushed++;
  if (self->width != self->pixels->width || self->height != self->pixels->height)
    make_rows (self);
}

AutosellPixels *
autosell_reducer_steal_pixels (AutosellReducer *self)
{
  g_return_val_if_fail (self->n_pushed == self->height, NULL);

  return g_steal_pointer (&self->pixels);
}

AutosellPixels *
autosell_pixels_reduce (AutosellPixels *pixels, int to_width, int to_height)
{
  g_autoptr(AutosellReducer) reducer = NULL;

  if (to_width == pixels->width && to_height == pixels->height)
    return autosell_pixels_ref (pixels);
  reducer = autosell_reducer_new (pixels->width, pixels->height, to_width, to_height, pixels->n_channels);
  if (reducer == NULL)
    return NULL;

  for (int y = 0; y < pixels->height; y++)
    {
      memcpy (autosell_reducer_get_row (reducer), pixels->data + pixels->stride * (gsize) y, pixels->stride);
      autosell_reducer_push_row (reducer);
    }

  return autosell_reducer_steal_pixels (reducer);
}

void
autosell_pixels_fit (int width, int height, int edge_px, int *to_width, int *to_height)
{
  int longest = MAX (width, height);

  if (edge_px <= 0 || longest <= edge_px)
    {
      *to_width = width;
      *to_height = height;
      return;
    }

  *to_width = MAX ((int) (((gint64) width * edge_px + longest / 2) / longest), 1);
  *to_height = MAX ((int) (((gint64) height * edge_px + longest / 2) / longest), 1);
}
