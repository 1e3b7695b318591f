/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-splices.h"

#define KEY(array, i) g_array_index (array, gint64, i)

/* The part that differs: [start, start + n_before) of the old and [start, start + n_after) of the new order. */
typedef struct
{
  guint start;
  guint n_before;
  guint n_after;
} Middle;

static Middle
find_middle (GArray *before, GArray *after)
{
  guint shorter = MIN (before->len, after->len);
  guint start = 0, end = 0;

  while (start < shorter && KEY (before, start) == KEY (after, start))
    start++;
  while (end < shorter - start && KEY (before, before->len - 1 - end) == KEY (after, after->len - 1 - end))
    end++;
  return (Middle){ start, before->len - start - end, after->len - start - end };
}

/* For each key of the new middle its index in the old one, -1 for new keys. */
static gint32 *
find_old_indexes (GArray *before, GArray *after, const Middle *middle)
{
  g_autoptr(GHashTable) by_key = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint32 *indexes = g_new (gint32, middle->n_after + 1);

  for (guint i = 0; i < middle->n_before; i++)
    g_hash_table_insert (by_key, &KEY (before, middle->start + i), GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < middle->n_after; i++)
    indexes[i] = (gint32) GPOINTER_TO_UINT (g_hash_table_lookup (by_key, &KEY (after, middle->start + i))) - 1;
  return indexes;
}

/* Marks a longest increasing subsequence: patience sorting, O(n log n). stays[i] for the new middle. */
static gboolean *
find_staying (const gint32 *indexes, guint n)
{
  g_autofree guint *tails = g_new (guint, n + 1); /* tails[l]: where the best run of length l + 1 ends */
  g_autofree gint32 *previous = g_new (gint32, n + 1);
  gboolean *stays = g_new0 (gboolean, n + 1);
  guint length = 0;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0, high = length;

      if (indexes[i] < 0)
        continue;
      while (low < high)
        {
          guint at = (low + high) / 2;

          if (indexes[tails[at]] < indexes[i])
            low = at + 1;
          else
            high = at;
        }
      previous[i] = low > 0 ? (gint32) tails[low - 1] : -1;
      tails[low] = i;
      length = MAX (length, low + 1);
    }
  for (gint32 i = length > 0 ? (gint32) tails[length - 1] : -1; i >= 0; i = previous[i])
    stays[i] = TRUE;
  return stays;
}

GArray *
autosell_splices_find (GArray *before, GArray *after, guint max_steps)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (AutosellSplice));
  Middle middle = find_middle (before, after);
  AutosellSplice whole = { middle.start, middle.start, middle.n_before, middle.n_after };
  g_autofree gint32 *indexes = NULL;
  g_autofree gboolean *stays = NULL;
  guint old = 0, new = 0;

  if (middle.n_before == 0 && middle.n_after == 0)
    return splices;
  indexes = find_old_indexes (before, after, &middle);
  stays = find_staying (indexes, middle.n_after);

  while (old < middle.n_before || new < middle.n_after)
    {
      AutosellSplice splice = { middle.start + new, middle.start + old, 0, 0 };

      while (new < middle.n_after && !stays[new])
        {
          new ++;
          splice.n_added++;
        }
      while (old < middle.n_before && (new == middle.n_after || (gint32) old != indexes[new]))
        {
          old++;
          splice.n_removed++;
        }
      if (splice.n_added > 0 || splice.n_removed > 0)
        g_array_append_val (splices, splice);
      for (; new < middle.n_after &&stays[new] && indexes[new] == (gint32) old; new ++)
        old++;
    }
  if (splices->len > max_steps)
    {
      g_array_set_size (splices, 0);
      g_array_append_val (splices, whole);
    }
  return splices;
}
