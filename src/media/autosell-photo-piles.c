/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-piles.h"

#include "autosell-photo-probe.h"

/* A person who walks around a car never waits less than this before the next one, and always goes on sooner than
 * that. */
#define SHORTEST_PAUSE (40 * G_USEC_PER_SEC)
#define LONGEST_PAUSE (G_GINT64_CONSTANT (15) * 60 * G_USEC_PER_SEC)
/* Between them a pause counts that is so many times the usual step among so many shots around it. */
#define TIMES_USUAL 4
#define N_AROUND 8

typedef struct
{
  gint64 time;
  guint index;
} Shot;

static int
compare_shots (gconstpointer a, gconstpointer b)
{
  const Shot *x = a, *y = b;

  if (x->time != y->time)
    return x->time < y->time ? -1 : 1;

  return x->index < y->index ? -1 : x->index > y->index;
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* The median of the steps around the one before shot @at, without it. */
static gint64
get_usual_step (const GArray *shots, guint at)
{
  gint64 steps[2 * N_AROUND];
  guint n = 0, first = at > N_AROUND ? at - N_AROUND : 1, end = MIN (at + N_AROUND + 1, shots->len);

  for (guint i = first; i < end && n < G_N_ELEMENTS (steps); i++)
    if (i != at)
      steps[n++] = g_array_index (shots, Shot, i).time - g_array_index (shots, Shot, i - 1).time;
  if (n == 0)
    return 0;

  qsort (steps, n, sizeof steps[0], (int (*) (const void *, const void *)) compare_steps);
  return steps[(n - 1) / 2];
}

static gboolean
begins_pile (const GArray *shots, guint at)
{
  gint64 pause = g_array_index (shots, Shot, at).time - g_array_index (shots, Shot, at - 1).time;

  if (pause < SHORTEST_PAUSE)
    return FALSE;

  return pause >= LONGEST_PAUSE || pause >= TIMES_USUAL * get_usual_step (shots, at);
}

GPtrArray *
autosell_photo_piles_group (const gint64 *times, guint n_times)
{
  GPtrArray *piles = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr(GArray) shots = g_array_new (FALSE, FALSE, sizeof (Shot));
  GArray *timeless = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < n_times; i++)
    {
      const Shot shot = { times[i], i };

      if (times[i] == AUTOSELL_PHOTO_TIME_UNKNOWN)
        g_array_append_val (timeless, i);
      else
        g_array_append_val (shots, shot);
    }
  g_array_sort (shots, compare_shots);

  for (guint i = 0; i < shots->len; i++)
    {
      guint index = g_array_index (shots, Shot, i).index;
      GArray *pile;

      if (i == 0 || begins_pile (shots, i))
        g_ptr_array_add (piles, g_array_new (FALSE, FALSE, sizeof (guint)));
      pile = g_ptr_array_index (piles, piles->len - 1);
      g_array_append_val (pile, index);
    }
  if (timeless->len > 0)
    g_ptr_array_add (piles, timeless);
  else
    g_array_unref (timeless);

  return piles;
}
