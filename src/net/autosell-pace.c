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
  self->first = self->count = 0;
}

static void
forget_old (AutosellBudget *self, gint64 now_us)
{
  while (self->count > 0)
    {
      gint64 age_us = now_us - self->times_us[self->first];

      /* A clock that was set back must not stop everything until it is where it was. */
      if (age_us >= 0 && age_us < WINDOW_US)
        return;
      self->first = (self->first + 1) % AUTOSELL_BUDGET_MAX;
      self->count--;
    }
}

guint
autosell_budget_take (AutosellBudget *self, gint64 now_us)
{
  forget_old (self, now_us);
  if (self->count >= self->limit)
    return (self->times_us[self->first] + WINDOW_US - now_us + 999) / 1000;
  self->times_us[(self->first + self->count) % AUTOSELL_BUDGET_MAX] = now_us;
  self->count++;
  return 0;
}

guint
autosell_budget_get_taken (AutosellBudget *self, gint64 now_us)
{
  forget_old (self, now_us);
  return self->count;
}
