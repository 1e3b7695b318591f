/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-pace.h"

#include <libsoup/soup.h>

#define MAX_DELAY_MS 64000
#define MAX_RETRY_AFTER_MS (60 * 60 * 1000)
#define WINDOW_US (60 * G_USEC_PER_SEC)

guint
autosell_pace_delay_ms (guint attempt, guint32 random)
{
  guint delay_ms = attempt < 7 ? 1000u << attempt : MAX_DELAY_MS;

  return MIN (delay_ms + random % 1001, MAX_DELAY_MS);
}

gint64
autosell_pace_parse_retry_after (const char *value, gint64 now_s)
{
  g_autofree char *text = NULL;
  g_autoptr(GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  text = g_strstrip (g_strdup (value));
  if (g_ascii_isdigit (*text))
    {
      if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &seconds, NULL))
        return -1;
      return MIN (seconds * 1000, MAX_RETRY_AFTER_MS);
    }
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  return CLAMP ((g_date_time_to_unix (date) - now_s) * 1000, 0, MAX_RETRY_AFTER_MS);
}

void
autosell_budget_init (AutosellBudget *self, guint limit)
{
  g_return_if_fail (limit > 0 && limit <= AUTOSELL_BUDGET_MAX);

  self->limit = limit;
  self->oldest = 0;
  for (guint i = 0; i < limit; i++)
    self->times_us[i] = G_MININT64;
}

gint64
autosell_budget_reserve (AutosellBudget *self, gint64 now_us)
{
  gint64 *time_us = &self->times_us[self->oldest];

  *time_us = *time_us == G_MININT64 ? now_us : MAX (now_us, *time_us + WINDOW_US);
  self->oldest = (self->oldest + 1) % self->limit;
  return *time_us;
}
