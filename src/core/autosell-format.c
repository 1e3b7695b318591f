/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-format.h"

#include "autosell-parse.h"

/* Digits of a 64-bit number with sign, commas and NUL. */
#define GROUPED_SIZE 32

/* Writes @number with commas, from the end of @buffer. Returns where it begins. */
static char *
group_digits (guint64 number, char buffer[GROUPED_SIZE])
{
  char *p = buffer + GROUPED_SIZE - 1;
  int n_digits = 0;

  *p = '\0';
  do
    {
      if (n_digits > 0 && n_digits % 3 == 0)
        *--p = ',';
      *--p = '0' + number % 10;
      number /= 10;
      n_digits++;
    }
  while (number > 0);

  return p;
}

static guint64
magnitude (gint64 number)
{
  return number < 0 ? -(guint64) number : (guint64) number;
}

char *
autosell_format_money (gint64 cents)
{
  char buffer[GROUPED_SIZE];
  guint64 size = magnitude (cents);
  const char *pesos = group_digits (size / 100, buffer);
  const char *sign = cents < 0 ? "-" : "";

  if (size % 100 == 0)
    return g_strconcat (sign, "$", pesos, NULL);

  return g_strdup_printf ("%s$%s.%02d", sign, pesos, (int) (size % 100));
}

char *
autosell_format_integer (gint64 number)
{
  char buffer[GROUPED_SIZE];

  return g_strconcat (number < 0 ? "-" : "", group_digits (magnitude (number), buffer), NULL);
}

char *
autosell_format_date (const char *iso)
{
  g_return_val_if_fail (iso != NULL, NULL);

  if (!autosell_date_is_valid (iso))
    return g_strdup (iso);

  return g_strdup_printf ("%.2s/%.2s/%.4s", iso + 8, iso + 5, iso);
}

char *
autosell_format_instant (gint64 utc_us)
{
  gint64 seconds = utc_us / G_USEC_PER_SEC - (utc_us % G_USEC_PER_SEC < 0);
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (seconds);

  /* Past year 9999 there is no GDateTime; no clock says that. */
  return time != NULL ? g_date_time_format (time, "%d/%m/%Y %H:%M") : g_strdup ("");
}
