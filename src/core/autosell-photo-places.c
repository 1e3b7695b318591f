/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-places.h"

/* TRUE for each place of the longest series that rises already. */
static gboolean *
find_rising (const gint64 *places, guint n)
{
  gboolean *stays = g_new0 (gboolean, n + 1);
  g_autofree guint *length = g_new0 (guint, n + 1);
  g_autofree int *before = g_new0 (int, n + 1);
  int best = -1;

  for (guint i = 0; i < n; i++)
    {
      if (places[i] <= 0)
        continue;
      length[i] = 1;
      before[i] = -1;
      for (guint j = 0; j < i; j++)
        if (places[j] > 0 && places[j] < places[i] && length[j] + 1 > length[i])
          {
            length[i] = length[j] + 1;
            before[i] = (int) j;
          }
      if (best < 0 || length[i] > length[best])
        best = (int) i;
    }
  for (; best >= 0; best = before[best])
    stays[best] = TRUE;
  return stays;
}

/* Fills the gap from @first to before @last; FALSE: there is no room. */
static gboolean
fill (gint64 *places, guint first, guint last, gint64 low, gint64 high)
{
  guint n = last - first;

  if (high - low <= (gint64) n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    places[first + i] = low + (high - low) * (gint64) (i + 1) / (gint64) (n + 1);
  return TRUE;
}

void
autosell_photo_places_assign (gint64 *places, guint n)
{
  g_autofree gboolean *stays = find_rising (places, n);
  gboolean has_room = TRUE;
  gint64 low = 0;
  guint first = 0;

  for (guint i = 0; i <= n && has_room; i++)
    {
      if (i < n && !stays[i])
        continue;
      has_room =
        fill (places, first, i, low, i < n ? places[i] : low + (gint64) (i - first + 1) * AUTOSELL_PHOTO_PLACE_STEP);
      low = i < n ? places[i] : low;
      first = i + 1;
    }
  for (guint i = 0; !has_room && i < n; i++)
    places[i] = (gint64) (i + 1) * AUTOSELL_PHOTO_PLACE_STEP;
}
