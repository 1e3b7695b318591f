/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-query-private.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "autosell-parse.h"
#include "autosell-text.h"

/* Numbers and dates go one way: a date is its Julian day, so that "before July" is one less than its first day. */
typedef struct
{
  gint64 first;
  gint64 last;
} Span;

#define YEAR_MIN 1900
#define YEAR_MAX 2100

static gint64
julian_day (int year, int month, int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);
  return g_date_get_julian (&date);
}

static gint64
julian_day_from_iso (const char *iso)
{
  return julian_day (atoi (iso), atoi (iso + 5), atoi (iso + 8));
}

static char *
dup_iso (gint64 julian)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, julian);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

static void
set_month (Span *span, int year, int month)
{
  span->first = julian_day (year, month, 1);
  span->last = julian_day (year, month, g_date_get_days_in_month (month, year));
}

static gboolean
all_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static int
read_year (const char *word)
{
  int year = strlen (word) == 4 && all_digits (word) ? atoi (word) : 0;

  return year >= YEAR_MIN && year <= YEAR_MAX ? year : 0;
}

/* "7", "07", "jul", "julio", "july"; 0 for anything else. @word: folded */
static int
read_month (const char *word)
{
  static const char *const names[][2] = {
    { "enero", "january" },   { "febrero", "february" },   { "marzo", "march" },
    { "abril", "april" },     { "mayo", "may" },           { "junio", "june" },
    { "julio", "july" },      { "agosto", "august" },      { "septiembre", "september" },
    { "octubre", "october" }, { "noviembre", "november" }, { "diciembre", "december" },
  };

  if (all_digits (word) && strlen (word) <= 2)
    return atoi (word) <= 12 ? atoi (word) : 0;
  if (strlen (word) < 3)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (names[i][0], word) || g_str_has_prefix (names[i][1], word))
      return i + 1;
  return 0;
}

static gboolean
read_relative_day (const char *word, Span *span)
{
  char iso[AUTOSELL_DATE_SIZE];
  int days_back;

  if (g_str_equal (word, "today") || g_str_equal (word, "hoy"))
    days_back = 0;
  else if (g_str_equal (word, "yesterday") || g_str_equal (word, "ayer"))
    days_back = 1;
  else
    return FALSE;

  autosell_date_today (iso);
  span->first = span->last = julian_day_from_iso (iso) - days_back;
  return TRUE;
}

/* "2025", "2025-07", "07/2025", "julio de 2025" */
static gboolean
read_period (char **words, Span *span)
{
  guint n_words = g_strv_length (words);
  const char *second = n_words == 3 && g_str_equal (words[1], "de") ? words[2] : words[n_words - 1];
  int year, month;

  if (n_words == 1)
    {
      if ((year = read_year (words[0])) == 0)
        return FALSE;
      span->first = julian_day (year, 1, 1);
      span->last = julian_day (year, 12, 31);
      return TRUE;
    }
  if (n_words > 3 || (n_words == 3 && second == words[2] && !g_str_equal (words[1], "de")))
    return FALSE;
  if ((year = read_year (second)) != 0)
    month = read_month (words[0]);
  else if ((year = read_year (words[0])) != 0)
    month = read_month (second);
  else
    return FALSE;
  if (month == 0)
    return FALSE;
  set_month (span, year, month);
  return TRUE;
}

static gboolean
read_date_span (const char *text, Span *span)
{
  g_autofree char *folded = autosell_text_fold_words (text);
  g_auto(GStrv) words = g_strsplit (folded, " ", 5);
  char iso[AUTOSELL_DATE_SIZE];

  if (words[0] == NULL || *words[0] == '\0')
    return FALSE;
  if ((words[1] == NULL && read_relative_day (words[0], span)) || read_period (words, span))
    return TRUE;
  if (!autosell_parse_date (text, iso))
    return FALSE;
  span->first = span->last = julian_day_from_iso (iso);
  return TRUE;
}

static gboolean
read_number (AutosellMeasure measure, const char *text, gint64 *number)
{
  return measure == AUTOSELL_MEASURE_MONEY ? autosell_parse_money (text, number)
                                           : autosell_parse_integer (text, number);
}

/* "200k" is written in chats and on windscreens; the cells of a file are read without it. */
static gboolean
read_thousands (AutosellMeasure measure, const char *text, gint64 *number)
{
  gsize length = strlen (text);
  g_autofree char *spelled = NULL;

  if (length < 2 || (text[length - 1] != 'k' && text[length - 1] != 'K') || !g_ascii_isdigit (text[length - 2]))
    return FALSE;
  spelled = g_strdup_printf ("%.*s mil", (int) (length - 1), text);
  return read_number (measure, spelled, number);
}

static gboolean
read_span (AutosellMeasure measure, const char *text, Span *span)
{
  g_autofree char *trimmed = autosell_text_trim (text);

  if (trimmed == NULL)
    return FALSE;
  if (measure == AUTOSELL_MEASURE_DATE)
    return read_date_span (trimmed, span);
  if (!read_number (measure, trimmed, &span->first) && !read_thousands (measure, trimmed, &span->first))
    return FALSE;
  span->last = span->first;
  return TRUE;
}

/* Points behind the comparison that @text begins with; @low and @high tell which sides stay open. */
static const char *
skip_comparison (const char *text, gboolean *is_above, gboolean *is_below, gboolean *or_equal)
{
  *is_above = g_str_has_prefix (text, ">") || g_str_has_prefix (text, "≥");
  *is_below = g_str_has_prefix (text, "<") || g_str_has_prefix (text, "≤");
  *or_equal = !g_str_has_prefix (text, ">") && !g_str_has_prefix (text, "<");
  if (*is_above || *is_below)
    text = g_utf8_next_char (text);
  else
    return *text == '=' ? text + 1 : text;
  if (*text == '=' && !*or_equal)
    {
      *or_equal = TRUE;
      text++;
    }
  return text;
}

static char *
complain (AutosellMeasure measure, const char *name, const char *text)
{
  if (*text == '\0')
    return measure == AUTOSELL_MEASURE_DATE
             /* Translators: %s is the name of a field, as typed into the search */
             ? g_strdup_printf (_("“%s:” is missing a date, as in “%s:2025-07-01”."), name, name)
             : g_strdup_printf (_("“%s:” is missing a number, as in “%s:100..200”."), name, name);
  switch (measure)
    {
    case AUTOSELL_MEASURE_DATE:
      return g_strdup_printf (
        _("“%s” is not a date; write a day, month or year, as in “%s:01/07/2025”, “%s:07/2025” or “%s:2025”."), text,
        name, name, name);
    case AUTOSELL_MEASURE_MONEY:
      return g_strdup_printf (_("“%s” is not an amount; write it as in “%s:300000” or “%s:200mil..400mil”."), text,
                              name, name);
    case AUTOSELL_MEASURE_INTEGER:
      return g_strdup_printf (_("“%s” is not a whole number; write it as in “%s:5” or “%s:>5”."), text, name, name);
    }
  g_assert_not_reached ();
}

/* "a..b" with either side left out, or "a-b", which people write of years. FALSE with neither. */
static gboolean
read_two_sided (AutosellMeasure measure, const char *name, const char *text, Span *span, gboolean *is_range,
                char **message)
{
  const char *dots = strstr (text, "..");
  const char *hyphen = strchr (text, '-');
  Span low, high;

  *is_range = TRUE;
  if (dots != NULL)
    {
      g_autofree char *from = g_strndup (text, dots - text);
      const char *to = dots + 2;

      if (*from == '\0' && *to == '\0')
        {
          *message = complain (measure, name, "");
          return FALSE;
        }
      if (*from != '\0' && !read_span (measure, from, &low))
        {
          *message = complain (measure, name, from);
          return FALSE;
        }
      if (*to != '\0' && !read_span (measure, to, &high))
        {
          *message = complain (measure, name, to);
          return FALSE;
        }
      span->first = *from != '\0' ? low.first : G_MININT64;
      span->last = *to != '\0' ? high.last : G_MAXINT64;
      return TRUE;
    }
  if (hyphen != NULL && measure != AUTOSELL_MEASURE_DATE)
    {
      g_autofree char *from = g_strndup (text, hyphen - text);

      if (read_span (measure, from, &low) && read_span (measure, hyphen + 1, &high))
        {
          span->first = low.first;
          span->last = high.last;
          return TRUE;
        }
    }
  *is_range = FALSE;
  return TRUE;
}

static gboolean
read_compared (AutosellMeasure measure, const char *name, const char *text, Span *span, char **message)
{
  gboolean is_above, is_below, or_equal;
  const char *value = skip_comparison (text, &is_above, &is_below, &or_equal);
  Span at;

  if (!read_span (measure, value, &at))
    {
      *message = complain (measure, name, value);
      return FALSE;
    }
  *span = at;
  if (is_above)
    {
      span->first = or_equal ? at.first : at.last + 1;
      span->last = G_MAXINT64;
    }
  else if (is_below)
    {
      span->first = G_MININT64;
      span->last = or_equal ? at.last : at.first - 1;
    }
  return TRUE;
}

static gboolean
check_span (AutosellMeasure measure, const char *text, const Span *span, char **message)
{
  gint64 least = measure == AUTOSELL_MEASURE_DATE ? julian_day (YEAR_MIN, 1, 1) : 0;
  gint64 most = measure == AUTOSELL_MEASURE_DATE ? julian_day (YEAR_MAX, 12, 31) : G_MAXINT64;

  if (span->first > span->last)
    *message = g_strdup_printf (_("“%s” runs backwards; the smaller end comes first."), text);
  else if ((span->last != G_MAXINT64 && span->last < least) || (span->first != G_MININT64 && span->first > most))
    *message = g_strdup_printf (_("Nothing can be “%s”."), text);
  else
    return TRUE;
  return FALSE;
}

gboolean
autosell_query_read_range (AutosellMeasure measure, const char *name, const char *text, AutosellRange *range,
                           char **message)
{
  g_autofree char *trimmed = autosell_text_trim (text);
  gboolean is_range;
  Span span = { 0, 0 };

  if (trimmed == NULL)
    {
      *message = complain (measure, name, "");
      return FALSE;
    }
  if (!read_two_sided (measure, name, trimmed, &span, &is_range, message)
      || (!is_range && !read_compared (measure, name, trimmed, &span, message))
      || !check_span (measure, trimmed, &span, message))
    return FALSE;

  *range = (AutosellRange){ span.first, span.last, NULL, NULL };
  if (measure == AUTOSELL_MEASURE_DATE)
    {
      range->min_date = span.first != G_MININT64 ? dup_iso (span.first) : NULL;
      range->max_date = span.last != G_MAXINT64 ? dup_iso (span.last) : NULL;
      range->min = G_MININT64;
      range->max = G_MAXINT64;
    }
  return TRUE;
}

static void
append_number (GString *out, AutosellMeasure measure, gint64 number)
{
  if (measure == AUTOSELL_MEASURE_INTEGER)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
  else if (number % 100 == 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number / 100);
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT ".%02d", number / 100, (int) (number % 100));
}

void
autosell_query_append_range (GString *out, AutosellMeasure measure, const AutosellRange *range)
{
  gint64 most = measure == AUTOSELL_MEASURE_MONEY ? AUTOSELL_CENTS_MAX : AUTOSELL_INTEGER_MAX;

  if (measure == AUTOSELL_MEASURE_DATE)
    {
      if (range->min_date != NULL && g_strcmp0 (range->min_date, range->max_date) == 0)
        g_string_append (out, range->min_date);
      else
        g_string_append_printf (out, "%s..%s", range->min_date ? range->min_date : "",
                                range->max_date ? range->max_date : "");
      return;
    }
  if (range->max == G_MAXINT64)
    {
      /* ">" where the first number that is meant is itself past what can be read */
      g_string_append (out, range->min > most ? ">" : "");
      append_number (out, measure, range->min > most ? range->min - 1 : range->min);
      g_string_append (out, range->min > most ? "" : "..");
      return;
    }
  if (range->min == G_MININT64)
    {
      /* "<300000" rather than "..299999.99" */
      gboolean is_less = measure == AUTOSELL_MEASURE_MONEY && range->max % 100 == 99;

      g_string_append (out, is_less ? "<" : "..");
      append_number (out, measure, is_less ? range->max + 1 : range->max);
      return;
    }
  append_number (out, measure, range->min);
  if (range->min != range->max)
    {
      g_string_append (out, "..");
      append_number (out, measure, range->max);
    }
}
