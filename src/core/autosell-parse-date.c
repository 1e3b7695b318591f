/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-parse.h"

#include <math.h>
#include <string.h>

#include "autosell-parse-private.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2100

typedef struct
{
  int year;
  int month;
  int day;
} Day;

static const char *const month_names[12] = {
  "|ene|enero|jan|january|",
  "|feb|febrero|february|",
  "|mar|marzo|march|",
  "|abr|abril|apr|april|",
  "|may|mayo|",
  "|jun|junio|june|",
  "|jul|julio|july|",
  "|ago|agosto|aug|august|",
  "|sep|sept|set|septiembre|setiembre|september|",
  "|oct|octubre|october|",
  "|nov|noviembre|november|",
  "|dic|diciembre|dec|december|",
};

/* From Monday. "mar" is March as well and is left to it: "mar 1 jul 2025" is then not understood, which is safe. */
static const char *const weekday_names[7] = {
  "|lun|lunes|mon|monday|",   "|martes|tue|tuesday|",      "|mie|miercoles|wed|wednesday|", "|jue|jueves|thu|thursday|",
  "|vie|viernes|fri|friday|", "|sab|sabado|sat|saturday|", "|dom|domingo|sun|sunday|",
};

/* Days since 1 March of year 0 in the proleptic Gregorian calendar; years begin in March here, so that the leap day is
 * the last of its year. */
static int
day_number (const Day *day)
{
  int year = day->month > 2 ? day->year : day->year - 1;
  int month = (day->month + 9) % 12;

  return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day->day - 1;
}

/* The opposite of day_number(), for years after 0. */
static Day
day_from_number (int number)
{
  int era = number / 146097; /* 400 years */
  int day_of_era = number % 146097;
  int year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
  int month = (5 * day_of_year + 2) / 153;
  Day day = {
    .year = year + era * 400 + (month >= 10),
    .month = month < 10 ? month + 3 : month - 9,
    .day = day_of_year - (153 * month + 2) / 5 + 1,
  };

  return day;
}

static gboolean
day_exists (const Day *day)
{
  static const int lengths[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean is_leap = day->year % 4 == 0 && (day->year % 100 != 0 || day->year % 400 == 0);

  return day->year >= YEAR_MIN && day->year <= YEAR_MAX && day->month >= 1 && day->month <= 12 && day->day >= 1
         && day->day <= lengths[day->month - 1] + (day->month == 2 && is_leap);
}

static void
write_day (const Day *day, char iso[AUTOSELL_DATE_SIZE])
{
  int year = day->year, month = day->month, date = day->day;

  iso[0] = '0' + year / 1000;
  iso[1] = '0' + year / 100 % 10;
  iso[2] = '0' + year / 10 % 10;
  iso[3] = '0' + year % 10;
  iso[4] = '-';
  iso[5] = '0' + month / 10;
  iso[6] = '0' + month % 10;
  iso[7] = '-';
  iso[8] = '0' + date / 10;
  iso[9] = '0' + date % 10;
  iso[10] = '\0';
}

/* One more than the index of the list of @names that has @word, or 0. */
static int
find_name (const char *const *names, int n_names, const char *word)
{
  char wanted[AUTOSELL_WORD_SIZE + 2];

  if (*word == '\0')
    return 0;

  g_snprintf (wanted, sizeof wanted, "|%s|", word);
  for (int i = 0; i < n_names; i++)
    if (strstr (names[i], wanted) != NULL)
      return i + 1;

  return 0;
}

/* Digits at *@p; their count, or 0 where there is none or more than @max_digits. */
static int
read_digits (const char **p, int max_digits, int *value)
{
  int n_digits = 0;

  *value = 0;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (++n_digits > max_digits)
        return 0;
      *value = *value * 10 + (**p - '0');
    }

  return n_digits;
}

static gboolean
read_year (const char **p, int *year)
{
  int n_digits = read_digits (p, 4, year);

  if (n_digits == 2)
    *year += 2000;

  return n_digits == 2 || n_digits == 4;
}

/* What stands between two numbers: '/', '-' or '.', with blanks around or not, or ' '; NUL for nothing. */
static char
read_separator (const char **p)
{
  gboolean has_blank = **p == ' ';
  char separator;

  autosell_parse_skip_blanks (p);
  if (**p != '/' && **p != '-' && **p != '.')
    return has_blank ? ' ' : '\0';

  separator = *(*p)++;
  autosell_parse_skip_blanks (p);
  return separator;
}

/* What stands before or after the name of a month: blanks, one sign, "de". */
static void
skip_joint (const char **p)
{
  const char *at;
  char word[AUTOSELL_WORD_SIZE];

  if (read_separator (p) == ' ' || **p == ',')
    {
      if (**p == ',')
        (*p)++;
      autosell_parse_skip_blanks (p);
    }

  at = *p;
  autosell_parse_word (&at, word);
  if (strcmp (word, "de") == 0 || strcmp (word, "del") == 0 || strcmp (word, "of") == 0)
    {
      *p = at;
      autosell_parse_skip_blanks (p);
    }
}

/* "1o", "1er", "1st" */
static void
skip_ordinal (const char **p)
{
  const char *at = *p;
  char word[AUTOSELL_WORD_SIZE];

  autosell_parse_word (&at, word);
  if (find_name ((const char *[]){ "|o|ro|er|st|nd|rd|th|" }, 1, word) != 0)
    *p = at;
}

/* A month's name, with the dot of its short form. */
static gboolean
read_month_name (const char **p, int *month)
{
  const char *at = *p;
  char word[AUTOSELL_WORD_SIZE];

  autosell_parse_word (&at, word);
  *month = find_name (month_names, G_N_ELEMENTS (month_names), word);
  if (*month == 0)
    return FALSE;

  *p = at;
  /* "jul.-25" as Excel writes it; in "jul.2025" the dot separates all the same */
  if (**p == '.')
    (*p)++;
  return TRUE;
}

/* "2025-07-01", "2025/jul/1", after the year. */
static gboolean
read_month_and_day (const char **p, Day *day)
{
  char separator = read_separator (p);

  if (separator == '\0')
    return FALSE;
  if (read_digits (p, 2, &day->month) == 0 && !read_month_name (p, &day->month))
    return FALSE;

  return read_separator (p) == separator && read_digits (p, 2, &day->day) > 0;
}

/* "01/07/2025", "1 de julio de 2025", after the day. */
static gboolean
read_month_and_year (const char **p, Day *day)
{
  const char *start = *p;
  char separator = read_separator (p);

  if (separator != '\0' && g_ascii_isdigit (**p))
    return read_digits (p, 2, &day->month) > 0 && read_separator (p) == separator && read_year (p, &day->year);

  *p = start;
  skip_ordinal (p);
  skip_joint (p);
  if (!read_month_name (p, &day->month))
    return FALSE;
  skip_joint (p);

  return read_year (p, &day->year);
}

/* "July 1, 2025" */
static gboolean
read_american (const char **p, Day *day)
{
  if (!read_month_name (p, &day->month))
    return FALSE;
  skip_joint (p);
  if (read_digits (p, 2, &day->day) == 0)
    return FALSE;
  skip_ordinal (p);
  skip_joint (p);

  return read_year (p, &day->year);
}

/* "martes, " before a date: its number from 1 for Monday, or 0. */
static int
read_weekday (const char **p)
{
  const char *at = *p;
  char word[AUTOSELL_WORD_SIZE];
  int weekday;

  autosell_parse_word (&at, word);
  weekday = find_name (weekday_names, G_N_ELEMENTS (weekday_names), word);
  if (weekday == 0)
    return 0;

  *p = at;
  if (**p == '.')
    (*p)++;
  if (**p == ',')
    (*p)++;
  autosell_parse_skip_blanks (p);
  return weekday;
}

static gboolean
read_day (const char **p, Day *day)
{
  int weekday = read_weekday (p);
  int first, n_digits;

  if (!g_ascii_isdigit (**p))
    {
      if (!read_american (p, day))
        return FALSE;
    }
  else
    {
      n_digits = read_digits (p, 4, &first);
      if (n_digits == 4)
        {
          day->year = first;
          if (!read_month_and_day (p, day))
            return FALSE;
        }
      else
        {
          day->day = first;
          if (n_digits == 0 || n_digits > 2 || !read_month_and_year (p, day))
            return FALSE;
        }
    }

  if (!day_exists (day))
    return FALSE;

  /* Day 0 of the count, 1 March of year 0, was a Wednesday. A weekday that is another day's is not understood. */
  return weekday == 0 || (day_number (day) + 2) % 7 + 1 == weekday;
}

/* "a. m.", "pm", "hrs" */
static void
skip_half (const char **p)
{
  static const char *const halves[] = { "a. m.", "p. m.", "a.m.", "p.m.", "am", "pm", "hrs", "hs", "h", NULL };

  autosell_parse_skip_blanks (p);
  for (int i = 0; halves[i] != NULL; i++)
    if (g_str_has_prefix (*p, halves[i]))
      {
        *p += strlen (halves[i]);
        break;
      }
}

/* "z", "+00:00", "-0600" */
static gboolean
skip_zone (const char **p)
{
  int hours, minutes;

  autosell_parse_skip_blanks (p);
  if (**p == 'z')
    {
      (*p)++;
      return TRUE;
    }
  if (**p != '+' && **p != '-')
    return TRUE;

  (*p)++;
  if (!g_ascii_isdigit ((*p)[0]) || !g_ascii_isdigit ((*p)[1]))
    return FALSE;
  hours = ((*p)[0] - '0') * 10 + ((*p)[1] - '0');
  *p += 2;
  if (**p == ':')
    (*p)++;

  return hours <= 14 && (**p == '\0' || (read_digits (p, 2, &minutes) == 2 && minutes <= 59));
}

/* Whether nothing but a time of day is left. */
static gboolean
only_time_follows (const char *p)
{
  int hours, minutes, seconds;

  if (*p == '\0')
    return TRUE;
  if (*p != ' ' && *p != ',' && *p != 't')
    return FALSE;

  p++;
  autosell_parse_skip_blanks (&p);
  if (read_digits (&p, 2, &hours) == 0 || hours > 23 || *p++ != ':' || read_digits (&p, 2, &minutes) != 2
      || minutes > 59)
    return FALSE;
  if (*p == ':')
    {
      p++;
      if (read_digits (&p, 2, &seconds) != 2 || seconds > 60)
        return FALSE;
      if ((*p == '.' || *p == ',') && g_ascii_isdigit (p[1]))
        p += 1 + strspn (p + 1, "0123456789");
    }
  skip_half (&p);

  return skip_zone (&p) && *p == '\0';
}

gboolean
autosell_parse_date (const char *text, char iso[AUTOSELL_DATE_SIZE])
{
  char plain[AUTOSELL_PLAIN_SIZE];
  const char *p = plain;
  Day day = { 0 };

  g_return_val_if_fail (text != NULL && iso != NULL, FALSE);

  if (!autosell_parse_plain (text, plain) || !read_day (&p, &day) || !only_time_follows (p))
    return FALSE;

  write_day (&day, iso);
  return TRUE;
}

gboolean
autosell_date_from_excel_serial (double serial, gboolean system_1904, char iso[AUTOSELL_DATE_SIZE])
{
  const Day first_1900 = { 1900, 1, 1 }, first_1904 = { 1904, 1, 1 };
  Day day;
  int days;

  g_return_val_if_fail (iso != NULL, FALSE);

  /* Written so that a NaN fails; more than 100,000 is past 2100 in both systems. */
  if (!(serial >= (system_1904 ? 0 : 1) && serial < 100000))
    return FALSE;

  days = (int) floor (serial);
  if (!system_1904 && days == 60)
    return FALSE; /* 29 February 1900, which did not exist */

  if (system_1904)
    day = day_from_number (day_number (&first_1904) + days);
  else
    day = day_from_number (day_number (&first_1900) + days - (days > 60 ? 2 : 1));
  if (!day_exists (&day))
    return FALSE;

  write_day (&day, iso);
  return TRUE;
}

/* Reads exactly "YYYY-MM-DD". */
static gboolean
read_iso (const char *iso, Day *day)
{
  for (int i = 0; i < 10; i++)
    if (i == 4 || i == 7 ? iso[i] != '-' : !g_ascii_isdigit (iso[i]))
      return FALSE;

  day->year = (iso[0] - '0') * 1000 + (iso[1] - '0') * 100 + (iso[2] - '0') * 10 + (iso[3] - '0');
  day->month = (iso[5] - '0') * 10 + (iso[6] - '0');
  day->day = (iso[8] - '0') * 10 + (iso[9] - '0');

  return iso[10] == '\0' && day_exists (day);
}

gboolean
autosell_date_is_valid (const char *iso)
{
  Day day;

  return iso != NULL && read_iso (iso, &day);
}

int
autosell_date_days_between (const char *from_iso, const char *to_iso)
{
  Day from, to;

  g_return_val_if_fail (from_iso != NULL && read_iso (from_iso, &from), 0);
  g_return_val_if_fail (to_iso != NULL && read_iso (to_iso, &to), 0);

  return day_number (&to) - day_number (&from);
}

void
autosell_date_today (char iso[AUTOSELL_DATE_SIZE])
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  Day day;

  g_return_if_fail (iso != NULL);

  g_date_time_get_ymd (now, &day.year, &day.month, &day.day);
  /* A clock that stands before 1900 or after 2100 is wrong, and dates end there. */
  day.year = CLAMP (day.year, YEAR_MIN, YEAR_MAX);
  write_day (&day, iso);
}
