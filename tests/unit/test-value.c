/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-status.h"
#include "autosell-value.h"

#define NOTHING -1

/* The lot's own sheet as it should be read; the price in pesos. */
typedef struct
{
  const char *stock_number, *group, *entry_date, *model, *brand;
  int year;
  const char *colour;
  int price, km;
  const char *status, *location;
} Row;

static const Row rows[] = {
  { "0", "1", "2025-10-09", "CX30", "MAZDA", 2021, "BLANCA", 379000, -1, "available", "PERIFERICO" },
  { "1", "1", NULL, "AVEO LT STD", "CHEVROLET", 2018, "PLATA", 191000, 73618, "available", "PERIFERICO" },
  { "2", "1", NULL, "MAZDA 3 IGT", "MAZDA", 2019, "GRIS", 309000, 74000, "available", "PERIFERICO" },
  { "3", "1", NULL, "220I", "BMW", 2016, "GRIS", 290000, 136900, "available", "AUSENTE" },
  { "4", "1", NULL, "NP300 REG CAB", "NISSAN", 2021, "PLATA", 339000, 82000, "available", "PERIFERICO" },
  { "5", "1", "2025-07-01", "ENVISION AVENIR", "BUICK", 2021, "ROJO", 585000, 32000, "available", "AUSENTE" },
  { "6", "1", NULL, "MARCH ADVANCE AT", "NISSAN", 2018, "AZUL", 204000, 62000, "available", "SAN FELIPE" },
  { "7", "1", "2025-06-25", "AVEO", "CHEVROLET", 2024, "PLATA", 289000, 40000, "available", "SAN FELIPE" },
  { "8", "1", NULL, "CRV", "HONDA", 2018, "GRIS", 369000, 96000, "available", "SAN FELIPE" },
  { "9", "1", NULL, "MAZDA 3 IGT", "MAZDA", 2021, "BLANCO", 349000, 76000, "available", "SAN FELIPE" },
  { "10", "1", NULL, "E250", "MERCEDES", 2016, "GRIS", 269000, 95000, "available", "--" },
  { "11", "1", NULL, "VERSA SENSE", "NISSAN", 2019, "TABACO", 209000, 78000, "available", "PERIFERICO" },
  { "12", "1", "2025-08-02", "SENTRA SENSE TM", "NISSAN", 2023, "GUINDA", 329000, 37000, "available", "PERIFERICO" },
  { "13", "1", NULL, "MACAN S", "PORSCHE", 2018, "PLATA", 849000, -1, "available", "AUSENTE" },
  { "14", "1", "2025-08-27", "LOBO LIMITED", "FORD", 2023, "AZUL", 1369000, 27000, "available", "SAN FELIPE" },
  { "15", "1", NULL, "Q2", "AUDI", 2020, "PLATA", 399000, 55000, "available", "PERIFERICO" },
  { "16", "1", "2025-09-03", "SPORTAGE GT LINE", "KIA", 2021, "NEGRO", 395000, 60000, "available", "PERIFERICO" },
  { "17", "1", "2025-09-09", "SILVERADO", "CHEVROLET", 2021, "AZUL", 604000, 580000, "available", "SAN FELIPE" },
  { "18", "1", "2025-09-23", "G63 AMG", "MERCEDES BENZ", 2021, "BLANCO", 3389000, 17000, "available", "PERIFERICO" },
  { "19", "1", NULL, "CIVIC ISTYLE", "HONDA", 2022, "PLATEADO", 389000, 40000, "available", "PERIFERICO" },
  { "20", "1", NULL, "SIERRA DENALI", "GMC", 2020, "BLANCO", -1, -1, NULL, NULL },
  { "21", "1", NULL, "SAHARA UNLIMITED", "JEEP", 2022, "PLATA", 949000, 44000, "available", "PERIFERICO" },
  { "22", "2", "2025-07-07", "BLAZER RS", "CHEVROLET", 2022, "BLANCA", 719000, 17000, "available", "AUSENTE" },
  { "23", "2", NULL, "KICKS ADVANCE", "NISSAN", 2019, "AZUL", 269000, 90430, "available", "PERIFERICO" },
  { "24", "2", NULL, "SPORTAGE LX", "KIA", 2020, "BLANCO", 329000, 78000, "available", "PERIFERICO" },
  { "25", "2", "2025-05-05", "CRV", "HONDA", 2021, "PLATA", 450000, 65000, "available", "SAN FELIPE" },
  { "26", "2", NULL, "VERSA SENSE", "NISSAN", 2020, "GRIS", 255000, 85000, "available", "PERIFERICO" },
  { "27", "2", "2025-05-23", "CX50 SGT", "MAZDA", 2024, "AZUL", 719000, 14000, "available", "PERIFERICO" },
  { "28", "2", NULL, "RANGE ROVER EVOQUE", "LAND ROVER", 2018, "NEGRO", 510000, 56000, "available", "SAN FELIPE" },
  { "29", "2", NULL, "C180", "MERCEDES", 2018, "AZUL", 399000, 93000, "available", "SAN FELIPE" },
  { "30", "2", NULL, "A5", "AUDI", 2018, "NEGRO", 430000, 120000, "available", "CASA FCO" },
  { "31", "2", "2025-06-06", "LANDTREK", "PEUGEOT", 2022, "BLANCO", 369000, 170000, "available", "AUSENTE" },
  { "32", "2", NULL, "AMAROK", "VOLKSWAGEN", 2020, "PLATA", 549000, 70000, "available", "PERIFERICO" },
  { "33", "2", NULL, "RAM 700 LARAMIE", "RAM", 2021, "PLATA", 299000, 179500, "available", "--" },
  { "34", "2", NULL, "XC60", "VOLVO", 2019, "BLANCO", 549000, 82000, "available", "AUSENTE" },
  { "35", "2", "2025-08-21", "YUKON DENALI", "GMC", 2021, "BLANCO", 1249000, 56000, "available", "SAN FELIPE" },
  { "36", "2", NULL, "SEDONA", "KIA", 2020, "PLATA", 489000, 66000, "available", "SAN FELIPE" },
  { "37", "2", "2025-08-15", "ESCALADE", "CADILLAC", 2023, "NEGRO", 1950000, 13000, "available", "AUSENTE" },
  { "38", "2", "2025-09-03", "SIERRA DENALI", "GMC", 2024, "GRIS", 1480000, 27000, "available", "PERIFERICO" },
  { "39", "2", "2025-09-22", "PARTNER DIESEL", "PEUGEOT", 2019, "BLANCO", 220000, 250000, "available", "AUSENTE" },
  { "40", "2", "2025-09-25", "VERSA SENSE", "NISSAN", 2022, "AZUL", 265000, 69000, "available", "PERIFERICO" },
  { "41", "2", NULL, "Q5", "AUDI", 2018, "AZUL", 420000, 140000, NULL, NULL },
  { "42", "2", NULL, "C250 AMG", "MERCEDES", 2018, "BLANCO", 349000, 115000, "available", "PERIFERICO" },
  { NULL, "3", "2025-08-01", "CHEYENNE HIGH COUNTRY", "CHEVROLET", 2019, "NEGRO", 779000, 78000, "available",
    "PERIFERICO" },
  { "43", "3", NULL, "AVEO AUT", "CHEVROLET", 2018, "ROJO", 202000, 65400, "available", "SAN FELIPE" },
};

/* The fields of the sheet's columns, in its order. */
static const AutosellField columns[] = {
  AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_GROUP,  AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_FIELD_MODEL,
  AUTOSELL_FIELD_BRAND,        AUTOSELL_FIELD_YEAR,   AUTOSELL_FIELD_COLOUR,     AUTOSELL_FIELD_PRICE,
  AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_STATUS, AUTOSELL_FIELD_LOCATION,
};

/* Splits a line of CSV in place; quotes only around whole cells, as in the sample. */
static void
split_line (char *line, char *cells[G_N_ELEMENTS (columns)])
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      char *end;

      if (*line == '"')
        {
          end = strchr (++line, '"');
          g_assert_nonnull (end);
          *end++ = '\0';
        }
      else
        end = line + strcspn (line, ",");
      cells[i] = line;
      g_assert_cmpint (*end == '\0', ==, i + 1 == G_N_ELEMENTS (columns));
      if (*end != '\0')
        *end++ = '\0';
      line = end;
    }
}

static void
check_cell (AutosellField field, const char *cell, const char *text, gint64 number)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  gboolean is_known = autosell_field_is_number (field) ? number >= 0 : text != NULL;

  g_test_message ("%s: “%s”", autosell_field_get_info (field)->name, cell);
  autosell_value_parse (&value, field, cell);
  g_assert_cmpint (value.state, ==, is_known ? AUTOSELL_VALUE_KNOWN : AUTOSELL_VALUE_UNKNOWN);
  g_assert_cmpint (value.number, ==, autosell_field_is_number (field) && is_known ? number : 0);
  g_assert_cmpstr (value.text, ==, text);
}

static void
test_sample (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autofree char *contents = NULL;
  g_auto(GStrv) lines = NULL;
  gint64 sum = 0;
  guint n_prices = 0, n_rows = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_strdelimit (contents, "\r", '\n');
  lines = g_strsplit (g_strchomp (contents), "\n", -1);
  for (guint line = 1; lines[line] != NULL; line++)
    {
      char *cells[G_N_ELEMENTS (columns)];
      const Row *row = &rows[n_rows];

      if (*lines[line] == '\0')
        continue;
      g_assert_cmpuint (n_rows++, <, G_N_ELEMENTS (rows));
      split_line (lines[line], cells);
      check_cell (columns[0], cells[0], row->stock_number, 0);
      check_cell (columns[1], cells[1], row->group, 0);
      check_cell (columns[2], cells[2], row->entry_date, 0);
      check_cell (columns[3], cells[3], row->model, 0);
      check_cell (columns[4], cells[4], row->brand, 0);
      check_cell (columns[5], cells[5], NULL, row->year);
      check_cell (columns[6], cells[6], row->colour, 0);
      check_cell (columns[7], cells[7], NULL, row->price == NOTHING ? NOTHING : row->price * G_GINT64_CONSTANT (100));
      check_cell (columns[8], cells[8], NULL, row->km);
      check_cell (columns[9], cells[9], row->status, 0);
      check_cell (columns[10], cells[10], row->location, 0);
      n_prices += row->price != NOTHING;
      sum += row->price != NOTHING ? row->price : 0;
    }

  g_assert_cmpuint (n_rows, ==, G_N_ELEMENTS (rows));
  g_assert_cmpuint (G_N_ELEMENTS (rows), ==, 45);
  g_assert_cmpuint (n_prices, ==, 44);
  g_assert_cmpint (sum, ==, 25703000);
}

static void
check_parse (AutosellField field, const char *text, AutosellValueState state, gint64 number, const char *expected)
{
  g_auto(AutosellValue) value = { AUTOSELL_VALUE_KNOWN, 99, g_strdup ("left over") };

  g_test_message ("%s: “%s”", autosell_field_get_info (field)->name, text);
  autosell_value_parse (&value, field, text);
  g_assert_cmpint (value.state, ==, state);
  g_assert_cmpint (value.number, ==, number);
  g_assert_cmpstr (value.text, ==, expected);
}

static void
test_parse (void)
{
  const AutosellValueState unknown = AUTOSELL_VALUE_UNKNOWN, known = AUTOSELL_VALUE_KNOWN, raw = AUTOSELL_VALUE_RAW;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      check_parse (field, NULL, unknown, 0, NULL);
      check_parse (field, "", unknown, 0, NULL);
      check_parse (field, " \t\n\xC2\xA0", unknown, 0, NULL);
    }

  check_parse (AUTOSELL_FIELD_PRICE, " 379 mil ", known, 37900000, NULL);
  check_parse (AUTOSELL_FIELD_PRICE, " a tratar ", raw, 0, "a tratar");
  check_parse (AUTOSELL_FIELD_PRICE, "0", known, 0, NULL);
  check_parse (AUTOSELL_FIELD_KM, "45 mil km", known, 45000, NULL);
  check_parse (AUTOSELL_FIELD_KM, "-", raw, 0, "-");
  check_parse (AUTOSELL_FIELD_YEAR, "2021.0", known, 2021, NULL);
  check_parse (AUTOSELL_FIELD_YEAR, "1900", known, 1900, NULL);
  check_parse (AUTOSELL_FIELD_YEAR, "2100", known, 2100, NULL);
  check_parse (AUTOSELL_FIELD_YEAR, "1899", raw, 0, "1899");
  check_parse (AUTOSELL_FIELD_YEAR, "2101", raw, 0, "2101");
  check_parse (AUTOSELL_FIELD_YEAR, "21", raw, 0, "21");
  check_parse (AUTOSELL_FIELD_YEAR, "2 mil", raw, 0, "2 mil");
  check_parse (AUTOSELL_FIELD_YEAR, "2021 km", raw, 0, "2021 km");
  check_parse (AUTOSELL_FIELD_DOORS, "4", known, 4, NULL);
  check_parse (AUTOSELL_FIELD_DOORS, "1001", raw, 0, "1001");
  check_parse (AUTOSELL_FIELD_OWNERS, "1 km", raw, 0, "1 km");
  check_parse (AUTOSELL_FIELD_ENTRY_DATE, "09/10/25", known, 0, "2025-10-09");
  check_parse (AUTOSELL_FIELD_ENTRY_DATE, "30/02/2025", raw, 0, "30/02/2025");
  check_parse (AUTOSELL_FIELD_STATUS, "APARTADO", known, 0, "reserved");
  check_parse (AUTOSELL_FIELD_STATUS, "en el taller", raw, 0, "en el taller");
  check_parse (AUTOSELL_FIELD_ACQUISITION, "Consignación", known, 0, "consigned");
  check_parse (AUTOSELL_FIELD_LOCATION, " -- ", known, 0, "--");
  check_parse (AUTOSELL_FIELD_STOCK_NUMBER, "007", known, 0, "007");
  check_parse (AUTOSELL_FIELD_DESCRIPTION, " uno\r\ndos\rtres\n", known, 0, "uno\ndos\ntres");
  check_parse (AUTOSELL_FIELD_FEATURES, "piel, quemacocos ,, rines", known, 0, "piel\nquemacocos\nrines");
  check_parse (AUTOSELL_FIELD_FEATURES, "rines 17, nuevos; piel", known, 0, "rines 17, nuevos\npiel");
  check_parse (AUTOSELL_FIELD_FEATURES, "rines 17, nuevos;", known, 0, "rines 17, nuevos");
  check_parse (AUTOSELL_FIELD_FEATURES, "piel\r\nrines, 17\n\n", known, 0, "piel\nrines, 17");
  check_parse (AUTOSELL_FIELD_FEATURES, " ;, \n ; ", known, 0, ",");
  check_parse (AUTOSELL_FIELD_FEATURES, " , ,", unknown, 0, NULL);
}

static void
test_to_string (void)
{
  static const struct
  {
    AutosellField field;
    const char *text, *string, *display;
  } cases[] = {
    { AUTOSELL_FIELD_PRICE, "$379,000.00", "379000", "$379,000" },
    { AUTOSELL_FIELD_PRICE, "379000.5", "379000.50", "$379,000.50" },
    { AUTOSELL_FIELD_PRICE, "0.05", "0.05", "$0.05" },
    { AUTOSELL_FIELD_PRICE, "a tratar", "a tratar", "a tratar" },
    { AUTOSELL_FIELD_KM, "73618", "73618", "73,618" },
    { AUTOSELL_FIELD_KM, "1000000", "1000000", "1,000,000" },
    { AUTOSELL_FIELD_YEAR, "2021", "2021", "2021" },
    { AUTOSELL_FIELD_ENTRY_DATE, "1/7/25", "2025-07-01", "01/07/2025" },
    { AUTOSELL_FIELD_STATUS, "Disponible", "available", "Available" },
    { AUTOSELL_FIELD_ACQUISITION, "a cuenta", "trade_in", "Trade-in" },
    { AUTOSELL_FIELD_FEATURES, "piel,rines", "piel\nrines", "piel, rines" },
    { AUTOSELL_FIELD_FEATURES, "rines 17, nuevos;", "rines 17, nuevos;", "rines 17, nuevos" },
    { AUTOSELL_FIELD_BRAND, "MAZDA", "MAZDA", "MAZDA" },
    { AUTOSELL_FIELD_BRAND, "", NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
      g_autofree char *string = NULL;
      g_autofree char *display = NULL;

      autosell_value_parse (&value, cases[i].field, cases[i].text);
      string = autosell_value_to_string (&value, cases[i].field);
      display = autosell_value_to_display (&value, cases[i].field);
      g_assert_cmpstr (string, ==, cases[i].string);
      g_assert_cmpstr (display, ==, cases[i].display);
    }
}

static void
test_copy_and_equal (void)
{
  g_auto(AutosellValue) a = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) b = AUTOSELL_VALUE_INIT;

  g_assert_true (autosell_value_equal (&a, &b));
  autosell_value_set_number (&a, 0);
  g_assert_false (autosell_value_equal (&a, &b)); /* zero pesos are known */
  autosell_value_copy (&b, &a);
  g_assert_true (autosell_value_equal (&a, &b));
  autosell_value_set_raw (&a, "?");
  autosell_value_set_text (&b, "?");
  g_assert_false (autosell_value_equal (&a, &b));
  autosell_value_set_text (&a, a.text); /* its own text */
  g_assert_true (autosell_value_equal (&a, &b));
  autosell_value_copy (&a, &a);
  g_assert_cmpstr (a.text, ==, "?");
  autosell_value_set_text (&a, "");
  g_assert_cmpint (a.state, ==, AUTOSELL_VALUE_UNKNOWN);
  autosell_value_set_raw (&b, NULL);
  g_assert_true (autosell_value_equal (&a, &b));
}

/* What people and machines put into cells, joined at random. */
static char *
random_text (void)
{
  static const char *const pieces[] = {
    "0",      "1",      "9",  "00",       "000", "379",   "2021", "25",   "07",         ".",
    ",",      "'",      " ",  "\xC2\xA0", "/",   "-",     ":",    "$",    "mil",        " mil ",
    "k",      "mdp",    "km", "de",       "ene", "julio", "jul.", "m.n.", "Disponible", "vendido",
    "ñ",      "É",      "\n", "\r\n",     "\t",  ";",     "|",    "\"",   "e\xCC\x81",  "\xF0\x9F\x9A\x97",
    "compra", "T10:00", "x",
  };
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = g_test_rand_int_range (0, 10); i > 0; i--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  return g_strdup (text->str);
}

static void
check_round_trip (AutosellField field, const AutosellValue *value)
{
  g_auto(AutosellValue) again = AUTOSELL_VALUE_INIT;
  g_autofree char *written = autosell_value_to_string (value, field);

  autosell_value_parse (&again, field, written);
  if (!autosell_value_equal (value, &again))
    g_error ("%s: “%s” came back as “%s” %" G_GINT64_FORMAT, autosell_field_get_info (field)->name, written, again.text,
             again.number);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 20000; i++)
    for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
      {
        g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
        g_autofree char *text = random_text ();

        autosell_value_parse (&value, field, text);
        check_round_trip (field, &value);
      }
}

/* Every number that a reader may give, and each word. */
static void
test_round_trip_of_known (void)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  for (int i = 0; i < 20000; i++)
    {
      gint64 size = G_GINT64_CONSTANT (1) << g_test_rand_int_range (0, 44);

      autosell_value_set_number (&value, (gint64) g_test_rand_double_range (0, (double) MIN (size, 10000000000000)));
      check_round_trip (AUTOSELL_FIELD_PRICE, &value);
      autosell_value_set_number (&value, value.number % 1000000001);
      check_round_trip (AUTOSELL_FIELD_KM, &value);
    }
  autosell_value_set_number (&value, G_GINT64_CONSTANT (10000000000000));
  check_round_trip (AUTOSELL_FIELD_PRICE, &value);
  autosell_value_set_number (&value, 1000000000);
  check_round_trip (AUTOSELL_FIELD_KM, &value);
  for (int year = 1900; year <= 2100; year++)
    {
      autosell_value_set_number (&value, year);
      check_round_trip (AUTOSELL_FIELD_YEAR, &value);
    }
  for (int i = 1; i < AUTOSELL_N_STATUSES; i++)
    {
      autosell_value_set_text (&value, autosell_status_to_nick (i));
      check_round_trip (AUTOSELL_FIELD_STATUS, &value);
    }
  for (int i = 1; i < AUTOSELL_N_ACQUISITIONS; i++)
    {
      autosell_value_set_text (&value, autosell_acquisition_to_nick (i));
      check_round_trip (AUTOSELL_FIELD_ACQUISITION, &value);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/sample", test_sample);
  g_test_add_func ("/value/parse", test_parse);
  g_test_add_func ("/value/to-string", test_to_string);
  g_test_add_func ("/value/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/value/round-trip", test_round_trip);
  g_test_add_func ("/value/round-trip-of-known", test_round_trip_of_known);
  return g_test_run ();
}
