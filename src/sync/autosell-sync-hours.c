/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sync-hours.h"

#include <stdio.h>
#include <string.h>

#define ALL "all"
#define CLOSED "closed"
#define DAY_MINUTES (24 * 60)

static const AutosellSyncRange whole = { 0, DAY_MINUTES };

/* In the setting. */
static const char *const names[AUTOSELL_SYNC_N_DAYS] = { "mon-fri", "sat", "sun" };

gboolean
autosell_sync_range_parse (const char *text, AutosellSyncRange *range)
{
  guint h1, m1, h2, m2;
  int end = 0;

  if (*text == '\0' || g_str_equal (text, ALL))
    {
      *range = whole;
      return TRUE;
    }
  if (g_str_equal (text, CLOSED))
    {
      *range = (AutosellSyncRange){ 0, 0 };
      return TRUE;
    }
  if (sscanf (text, "%2u:%2u-%2u:%2u%n", &h1, &m1, &h2, &m2, &end) != 4 || text[end] != '\0')
    return FALSE;
  if (h1 > 23 || m1 > 59 || h2 > 24 || m2 > 59 || (h2 == 24 && m2 > 0) || (h1 == h2 && m1 == m2))
    return FALSE;
  *range = (AutosellSyncRange){ h1 * 60 + m1, h2 * 60 + m2 };
  return TRUE;
}

char *
autosell_sync_range_to_text (const AutosellSyncRange *range)
{
  if (range->from == range->until)
    return g_strdup (CLOSED);
  if (range->from == whole.from && range->until == whole.until)
    return g_strdup (ALL);
  return g_strdup_printf ("%02u:%02u-%02u:%02u", range->from / 60, range->from % 60, range->until / 60,
                          range->until % 60);
}

void
autosell_sync_hours_parse (const char *text, AutosellSyncHours *hours)
{
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);

  for (int i = 0; i < AUTOSELL_SYNC_N_DAYS; i++)
    {
      hours->days[i] = whole;
      if (parts[0] != NULL && parts[1] == NULL)
        autosell_sync_range_parse (parts[0], &hours->days[i]);
    }
  for (guint i = 0; parts[i] != NULL; i++)
    for (int j = 0; j < AUTOSELL_SYNC_N_DAYS; j++)
      {
        const char *part = g_strstrip (parts[i]);
        gsize length = strlen (names[j]);

        if (g_str_has_prefix (part, names[j]) && part[length] == ' ')
          autosell_sync_range_parse (part + length + 1, &hours->days[j]);
      }
}

char *
autosell_sync_hours_to_text (const AutosellSyncHours *hours)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gboolean is_alike = TRUE;

  for (int i = 1; i < AUTOSELL_SYNC_N_DAYS; i++)
    is_alike = is_alike && hours->days[i].from == hours->days[0].from && hours->days[i].until == hours->days[0].until;
  if (is_alike && hours->days[0].from == whole.from && hours->days[0].until == whole.until)
    return NULL;
  if (is_alike)
    return autosell_sync_range_to_text (&hours->days[0]);
  for (int i = 0; i < AUTOSELL_SYNC_N_DAYS; i++)
    {
      g_autofree char *range = autosell_sync_range_to_text (&hours->days[i]);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", names[i], range);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const AutosellSyncRange *
get_range (const AutosellSyncHours *hours, int weekday)
{
  return &hours->days[weekday <= 5   ? AUTOSELL_SYNC_WEEKDAYS
                      : weekday == 6 ? AUTOSELL_SYNC_SATURDAY
                                     : AUTOSELL_SYNC_SUNDAY];
}

gboolean
autosell_sync_hours_contain (const AutosellSyncHours *hours, int weekday, guint minute)
{
  const AutosellSyncRange *today = get_range (hours, weekday);
  const AutosellSyncRange *yesterday = get_range (hours, weekday > 1 ? weekday - 1 : 7);

  if (today->from < today->until ? minute >= today->from && minute < today->until
                                 : today->from > today->until && minute >= today->from)
    return TRUE;
  return yesterday->from > yesterday->until && minute < yesterday->until;
}

gboolean
autosell_sync_parse_interval (const char *text, guint64 *seconds)
{
  *seconds = 0;
  return g_ascii_string_to_unsigned (text, 10, 5, 86400, seconds, NULL);
}
