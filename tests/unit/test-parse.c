/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include "autosell-parse.h"

#define UNREADABLE -1

typedef struct
{
  const char *text;
  gint64 expected; /* or UNREADABLE */
} Amount;

static void
check_amounts (gboolean (*function) (const char *, gint64 *), const Amount *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      gint64 found = -7;
      gboolean is_read = function (cases[i].text, &found);

      if (is_read != (cases[i].expected != UNREADABLE) || found != (is_read ? cases[i].expected : -7))
        g_error ("“%s”: expected %" G_GINT64_FORMAT ", found %s %" G_GINT64_FORMAT, cases[i].text, cases[i].expected,
                 is_read ? "and read" : "and refused", found);
    }
}

static void
test_money (void)
{
  static const Amount cases[] = {
    { "$379,000.00", 37900000 },
    { "379000", 37900000 },
    { " $ 379,000 ", 37900000 },
    { "379 mil", 37900000 },
    { "379mil", 37900000 },
    { "379.5 mil", 37950000 },
    { "379k", 37900000 },
    { "1,200 mil", 120000000 },
    { "1.2 mdp", 120000000 },
    { "1.25 millones de pesos", 125000000 },
    { "1 millón", 100000000 },
    { "2 MILLONES", 200000000 },
    { "0.369 mdp", UNREADABLE },
    { "MXN 1,369,000", 136900000 },
    { "MX$1,369,000.50", 136900050 },
    { "$379,000 MXN", 37900000 },
    { "379,000 pesos", 37900000 },
    { "$379,000.00 M.N.", 37900000 },
    { "379,000 pesos m. n.", UNREADABLE },
    { "379,000 $", 37900000 },
    { "379.000", 37900000 },
    { "1.369.000", 136900000 },
    { "1.369.000,00", 136900000 },
    { "1.369.000,5", 136900050 },
    { "1,369,000.00", 136900000 },
    { "1'369,000.00", 136900000 },
    { "1’369,000", 136900000 },
    { "1'369'000", 136900000 },
    { "379 000", 37900000 },
    { "379\xC2\xA0"
      "000",
      37900000 },
    { "1\xE2\x80\x89"
      "369\xE2\x80\x89"
      "000,50",
      136900050 },
    { "379.50", 37950 },
    { "379.5", 37950 },
    { "0", 0 },
    { "0.01", 1 },
    { "100000000000", G_GINT64_CONSTANT (10000000000000) },
    { "100000 mdp", G_GINT64_CONSTANT (10000000000000) },
    { "100000000000.01", UNREADABLE },
    { "100001 mdp", UNREADABLE },
    { "999999999999999", UNREADABLE },
    { "9999999999999999999999999", UNREADABLE },
    { "", UNREADABLE },
    { " ", UNREADABLE },
    { "$", UNREADABLE },
    { "$$5", UNREADABLE },
    { "$5$", UNREADABLE },
    { "mil", UNREADABLE },
    { "--", UNREADABLE },
    { "-379000", UNREADABLE },
    { "+379000", UNREADABLE },
    { "(379000)", UNREADABLE },
    { "379,50", UNREADABLE }, /* a fraction, or a zero too few */
    { "379,00", UNREADABLE },
    { "3,79,000", UNREADABLE }, /* Indian */
    { "1,2345", UNREADABLE },
    { "1234,567", UNREADABLE },
    { "1,369.000", UNREADABLE },
    { "1.369,000", UNREADABLE },
    { "1,369 000", UNREADABLE },
    { "1,369'000", UNREADABLE },
    { "0,500", UNREADABLE },
    { "0.500", UNREADABLE },
    { "379.005", 37900500 }, /* three digits group */
    { "379000.005", UNREADABLE },
    { "379,000.", UNREADABLE },
    { ".50", UNREADABLE },
    { "1,,000", UNREADABLE },
    { "1  000", UNREADABLE },
    { "1.369 mdp", UNREADABLE }, /* 1,369,000 or 1,369 millions */
    { "1.200 mil", UNREADABLE },
    { "1.2345678 mdp", UNREADABLE },
    { "1.23456789 mil", UNREADABLE },
    { "379 k", UNREADABLE },
    { "379 mil km", UNREADABLE },
    { "379 de pesos", UNREADABLE },
    { "2 millones de", UNREADABLE },
    { "US$5000", UNREADABLE },
    { "5000 usd", UNREADABLE },
    { "5000 dólares", UNREADABLE },
    { "€5000", UNREADABLE },
    { "1e5", UNREADABLE },
    { "0x10", UNREADABLE },
    { "٣٧٩", UNREADABLE },
    { "379000 a tratar", UNREADABLE },
    { "379000/389000", UNREADABLE },
    { "\xFF"
      "5",
      UNREADABLE },
    { "5\xC3", UNREADABLE },
  };

  check_amounts (autosell_parse_money, cases, G_N_ELEMENTS (cases));
}

static void
test_integer (void)
{
  static const Amount cases[] = {
    { "73,618", 73618 },
    { "62000", 62000 },
    { "45 mil km", 45000 },
    { "45.5 mil km", 45500 },
    { "45k", 45000 },
    { "45kms", 45 },
    { "82 000 kms", 82000 },
    { "82,000 KM.", 82000 },
    { "82.000 kilómetros", 82000 },
    { "1 millón de kilómetros", 1000000 },
    { "1 kilometro", 1 },
    { "2021", 2021 },
    { "2021.0", 2021 },
    { "2021.00", 2021 },
    { "73,618.00", 73618 },
    { "007", 7 },
    { "0", 0 },
    { "1000000000", 1000000000 },
    { "1000 mdp", 1000000000 },
    { "1000000001", UNREADABLE },
    { "2021.5", UNREADABLE },
    { "2021.000", UNREADABLE },
    { "45.0001 mil", UNREADABLE },
    { "45.123 mil", UNREADABLE }, /* 45,123 or 45,123,000 */
    { "45 millas", UNREADABLE },
    { "45 mi", UNREADABLE },
    { "-1", UNREADABLE },
    { "$45", UNREADABLE },
    { "45 k", UNREADABLE },
    { "45 km km", UNREADABLE },
    { "km", UNREADABLE },
    { "N/A", UNREADABLE },
    { "45,000 aprox", UNREADABLE },
    { "", UNREADABLE },
  };

  check_amounts (autosell_parse_integer, cases, G_N_ELEMENTS (cases));
}

static void
test_date (void)
{
  static const struct
  {
    const char *text, *iso;
  } cases[] = {
    { "09/10/25", "2025-10-09" },
    { "01/07/2025", "2025-07-01" },
    { "1/7/2025", "2025-07-01" },
    { "2025-07-01", "2025-07-01" },
    { "2025/7/1", "2025-07-01" },
    { "1-jul-2025", "2025-07-01" },
    { "01-jul.-25", "2025-07-01" },
    { "1 jul 25", "2025-07-01" },
    { "01JUL2025", "2025-07-01" },
    { "1 de julio de 2025", "2025-07-01" },
    { "1º de julio del 2025", "2025-07-01" },
    { "1o de Julio, 2025", "2025-07-01" },
    { "15 de septiembre de 2025", "2025-09-15" },
    { "15 setiembre 2025", "2025-09-15" },
    { "July 1, 2025", "2025-07-01" },
    { "Jul 1st 2025", "2025-07-01" },
    { "2 January 2025", "2025-01-02" },
    { "3 ene 2025", "2025-01-03" },
    { "31 dic 99", "2099-12-31" },
    { "1.7.2025", "2025-07-01" },
    { "1-7-25", "2025-07-01" },
    { "1 7 2025", "2025-07-01" },
    { "1 / 7 / 2025", "2025-07-01" },
    { "01/07/2025 14:05", "2025-07-01" },
    { "01/07/2025 02:05:59 p. m.", "2025-07-01" },
    { "2025-07-01T10:00:00.123Z", "2025-07-01" },
    { "2025-07-01 10:00:00 -06:00", "2025-07-01" },
    { "martes, 1 de julio de 2025", "2025-07-01" },
    { "mié 02/07/2025", "2025-07-02" },
    { "domingo 29 de febrero de 2032", "2032-02-29" },
    { "29/02/2024", "2024-02-29" },
    { "29/02/2000", "2000-02-29" },
    { "01/01/1900", "1900-01-01" },
    { "31/12/2100", "2100-12-31" },
    { "25-07-01", "2001-07-25" },
    { "29/02/2023", NULL },
    { "29/02/1900", NULL },
    { "31/04/2025", NULL },
    { "32/01/2025", NULL },
    { "00/01/2025", NULL },
    { "01/00/2025", NULL },
    { "07/13/2025", NULL },
    { "13/25/2025", NULL },
    { "31/12/1899", NULL },
    { "01/01/2101", NULL },
    { "lunes 1 de julio de 2025", NULL }, /* it was a Tuesday */
    { "1/7-2025", NULL },
    { "1/7", NULL },
    { "07/2025", NULL },
    { "jul-25", NULL },
    { "1/7/202", NULL },
    { "1/7/20255", NULL },
    { "001/07/2025", NULL },
    { "2025-07", NULL },
    { "20250701", NULL },
    { "45000", NULL },
    { "2025-07-01x", NULL },
    { "2025-07-01 25:00", NULL },
    { "2025-07-01 10:60", NULL },
    { "2025-07-01 10", NULL },
    { "1 de juliembre de 2025", NULL },
    { "1 mil 2025", NULL },
    { "hoy", NULL },
    { "pendiente", NULL },
    { "--", NULL },
    { "", NULL },
    { "-1/7/2025", NULL },
    { "1//7//2025", NULL },
    { "1 de julio", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char iso[AUTOSELL_DATE_SIZE] = "untouched";
      gboolean is_read = autosell_parse_date (cases[i].text, iso);

      g_test_message ("“%s”", cases[i].text);
      g_assert_cmpstr (iso, ==, cases[i].iso != NULL ? cases[i].iso : "untouched");
      g_assert_cmpint (is_read, ==, cases[i].iso != NULL);
    }
}

static void
test_long_text (void)
{
  g_autofree char *digits = g_strnfill (1 << 20, '1');
  g_autofree char *blanks = g_strnfill (1 << 20, ' ');
  char iso[AUTOSELL_DATE_SIZE];
  gint64 number;

  g_assert_false (autosell_parse_money (digits, &number));
  g_assert_false (autosell_parse_integer (digits, &number));
  g_assert_false (autosell_parse_date (digits, iso));
  g_assert_false (autosell_parse_money (blanks, &number));
  g_assert_false (autosell_parse_date (blanks, iso));
}

/* Against the calendar of GLib, each day of two centuries in four ways of writing. */
static void
test_every_day (void)
{
  static const char *const formats[] = { "%Y-%m-%d", "%d/%m/%Y", "%e-%b-%Y", "%A %e %B %Y" };
  g_autoptr(GDate) date = g_date_new_dmy (1, 1, 1900);
  char first[AUTOSELL_DATE_SIZE] = "1900-01-01";

  for (int n = 0; g_date_get_year (date) <= 2100; n++, g_date_add_days (date, 1))
    {
      char iso[AUTOSELL_DATE_SIZE], serial_iso[AUTOSELL_DATE_SIZE], text[64];
      char expected[AUTOSELL_DATE_SIZE];

      g_date_strftime (expected, sizeof expected, "%Y-%m-%d", date);
      for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
        {
          g_date_strftime (text, sizeof text, formats[i], date);
          g_assert_true (autosell_parse_date (text, iso));
          g_assert_cmpstr (iso, ==, expected);
        }
      g_assert_true (autosell_date_is_valid (expected));
      g_assert_cmpint (autosell_date_days_between (first, expected), ==, n);
      g_assert_cmpint (autosell_date_days_between (expected, first), ==, -n);
      /* Excel counts 29 February 1900 as day 60. */
      g_assert_true (autosell_date_from_excel_serial (n + (n >= 59 ? 2 : 1), FALSE, serial_iso));
      g_assert_cmpstr (serial_iso, ==, expected);
    }
}

static void
test_excel_serial (void)
{
  static const struct
  {
    double serial;
    gboolean system_1904;
    const char *iso;
  } cases[] = {
    { 1, FALSE, "1900-01-01" },
    { 59, FALSE, "1900-02-28" },
    { 60, FALSE, NULL },
    { 61, FALSE, "1900-03-01" },
    { 45839, FALSE, "2025-07-01" },
    { 45839.999, FALSE, "2025-07-01" },
    { 73415, FALSE, "2100-12-31" },
    { 73416, FALSE, NULL },
    { 0, FALSE, NULL },
    { 0.5, FALSE, NULL },
    { -1, FALSE, NULL },
    { 0, TRUE, "1904-01-01" },
    { 44377, TRUE, "2025-07-01" },
    { 71953, TRUE, "2100-12-31" },
    { 71954, TRUE, NULL },
    { -0.5, TRUE, NULL },
    { 1e300, FALSE, NULL },
    { NAN, FALSE, NULL },
    { INFINITY, TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char iso[AUTOSELL_DATE_SIZE] = "untouched";
      gboolean is_read = autosell_date_from_excel_serial (cases[i].serial, cases[i].system_1904, iso);

      g_test_message ("%g", cases[i].serial);
      g_assert_cmpstr (iso, ==, cases[i].iso != NULL ? cases[i].iso : "untouched");
      g_assert_cmpint (is_read, ==, cases[i].iso != NULL);
    }
}

static void
test_valid_and_today (void)
{
  static const char *const invalid[] = {
    "",           "2025-07-1",  "2025-7-01",   "2025-02-29",  "2025-13-01", "2025/07/01", "2025-07-01 ", " 2025-07-01",
    "1899-12-31", "2101-01-01", "2025-07-011", "２025-07-01",
  };
  char today[AUTOSELL_DATE_SIZE];
  g_autoptr(GDateTime) before = g_date_time_new_now_local ();
  g_autoptr(GDateTime) after = NULL;
  g_autofree char *before_text = g_date_time_format (before, "%F");
  g_autofree char *after_text = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (invalid); i++)
    g_assert_false (autosell_date_is_valid (invalid[i]));
  g_assert_false (autosell_date_is_valid (NULL));

  autosell_date_today (today);
  after = g_date_time_new_now_local ();
  after_text = g_date_time_format (after, "%F");
  g_assert_true (strcmp (today, before_text) == 0 || strcmp (today, after_text) == 0);
}

/* Amounts written in each way that people use come back as they were. */
static void
test_written_amounts (void)
{
  for (int i = 0; i < 20000; i++)
    {
      gint64 pesos = g_test_rand_int_range (0, 2) ? g_test_rand_int_range (0, 5000000) : g_test_rand_int ();
      int cents = g_test_rand_int_range (0, 100);
      g_autoptr(GString) grouped = g_string_new (NULL);
      g_autofree char *text = NULL;
      g_autofree char *european = NULL;
      gint64 found;

      pesos = ABS (pesos);
      g_string_printf (grouped, "%" G_GINT64_FORMAT, pesos);
      for (gssize at = (gssize) grouped->len - 3; at > 0; at -= 3)
        g_string_insert_c (grouped, at, ',');

      text = g_strdup_printf ("$%s.%02d", grouped->str, cents);
      g_assert_true (autosell_parse_money (text, &found));
      g_assert_cmpint (found, ==, pesos * 100 + cents);

      european = g_strdelimit (g_strdup (grouped->str), ",", '.');
      g_assert_true (autosell_parse_money (european, &found));
      g_assert_cmpint (found, ==, pesos * 100);
      if (pesos <= 1000000000)
        {
          g_assert_true (autosell_parse_integer (grouped->str, &found));
          g_assert_cmpint (found, ==, pesos);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parse/money", test_money);
  g_test_add_func ("/parse/integer", test_integer);
  g_test_add_func ("/parse/date", test_date);
  g_test_add_func ("/parse/long-text", test_long_text);
  g_test_add_func ("/parse/every-day", test_every_day);
  g_test_add_func ("/parse/excel-serial", test_excel_serial);
  g_test_add_func ("/parse/valid-and-today", test_valid_and_today);
  g_test_add_func ("/parse/written-amounts", test_written_amounts);
  return g_test_run ();
}
