/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <string.h>

#include "autosell-parse.h"
#include "autosell-problem.h"
#include "autosell-query.h"
#include "autosell-text.h"

static AutosellQuery *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  AutosellQuery *query = autosell_query_parse (text, NULL, NULL, &error);

  if (error != NULL)
    g_error ("“%s”: %s", text, error->message);
  return query;
}

/* What each example means, in canonical words; these parse to the same. */
static const struct
{
  const char *text, *canonical;
} examples[] = {
  { "", "" },
  { "  \t ", "" },
  { "mazda cx", "mazda cx" },
  { "MAZDA Gúinda", "mazda guinda" },
  { "\"Land  Rover\"", "\"land rover\"" },
  { "“Land Rover” «cx»", "\"land rover\" cx" },
  { "CX-30", "\"cx 30\"" },
  { "- -- --- \"\" \"--\" ?", "" },
  { "-bmw -\"land rover\" --x", "-bmw -\"land rover\" -x" },
  { "19\" rines", "19 rines" },
  { "12:30 http://a.b/c https://x :x", "\"12 30\" \"http a b c\" \"https x\" x" },
  { "brand:mazda MARCA:Mazda", "brand:mazda brand:mazda" },
  { "-marca:bmw,audi", "-brand:bmw,audi" },
  { "brand:=\"MERCEDES\"", "brand:=mercedes" },
  { "brand:=\"Mercedes Benz\",bmw", "brand:=\"mercedes benz\",bmw" },
  { "brand:\"a\"\"b\"", "brand:\"a\"\"b\"" },
  { "versión:19\"", "version:\"19\"\"\"" },
  { "location:\"SAN FELIPE\" ubicación:--", "location:\"san felipe\" location:\"--\"" },
  { "ubicacion:\"a, b\",c", "location:\"a, b\",c" },
  { "color:BLANCO", "colour:blanco" },
  { "group:2 grupo:=2 stock:007", "group:2 group:2 stock_number:007" },
  { "features:piel notes:llave", "features:piel notes:llave" },
  { "price:200000..400000", "price:200000..400000" },
  { "precio:$200,000..$400,000.50", "price:200000..400000.50" },
  { "price:300mil", "price:300000" },
  { "price:\"300 mil\"..\"400 mil\"", "price:300000..400000" },
  { "price:\"300 mil..400 mil\"", "price:300000..400000" },
  { "price:200k..1.2mdp", "price:200000..1200000" },
  { "price:<=200K", "price:..200000" },
  { "price:<200000", "price:<200000" },
  { "price:>200000", "price:200000.01.." },
  { "price:..300mil", "price:..300000" },
  { "price:300000..", "price:300000.." },
  { "price:=300000", "price:300000" },
  { "price:≥300000 km:≤5", "price:300000.. km:..5" },
  { "price:379000,389000", "price:379000,389000" },
  { "price:200,000", "price:200000" },
  { "price:1,2", "price:1,2" },
  { "price:1,200,000,1500000", "price:1200000,1500000" },
  { "price:<1,200,000", "price:<1200000" },
  { "km:100,200", "km:100200" },
  { "km:100,\"200\",\"300\"..400,5000", "km:100,\"200\",\"300..400\",5000" },
  { "km:60000..,10", "km:60000..,10" },
  { "km:<60,000", "km:..59999" },
  { "kilometraje:\"45 mil km\"", "km:45000" },
  { "year:>=2020", "year:2020.." },
  { "year:>2020", "year:2021.." },
  { "año:2019,2021", "year:2019,2021" },
  { "ANO:2019-2021", "year:2019..2021" },
  { "doors:2,400", "doors:2,\"400\"" },
  { "km:>1000000000", "km:>1000000000" },
  { "days:>60 días:..30 dias:90", "days:61.. days:..30 days:90" },
  { "entry_date:2025-07-01..", "entry_date:2025-07-01.." },
  { "ingreso:01/07/2025", "entry_date:2025-07-01" },
  { "fecha:07/2025", "entry_date:2025-07-01..2025-07-31" },
  { "entry_date:2024-02", "entry_date:2024-02-01..2024-02-29" },
  { "entry_date:2024", "entry_date:2024-01-01..2024-12-31" },
  { "entry_date:jul-2025", "entry_date:2025-07-01..2025-07-31" },
  { "entry_date:\"julio de 2025\"", "entry_date:2025-07-01..2025-07-31" },
  { "entry_date:\"1 de julio de 2025\"", "entry_date:2025-07-01" },
  { "entry_date:>07/2025", "entry_date:2025-08-01.." },
  { "entry_date:<07/2025", "entry_date:..2025-06-30" },
  { "entry_date:>=07/2025 sold_on:<=2024", "entry_date:2025-07-01.. sold_on:..2024-12-31" },
  { "entry_date:03/2025..05/2025", "entry_date:2025-03-01..2025-05-31" },
  { "entry_date:2024,07/2025", "entry_date:2024-01-01..2024-12-31,2025-07-01..2025-07-31" },
  { "status:available,reserved", "status:available,reserved" },
  { "estatus:Disponible,APARTADO", "status:available,reserved" },
  { "status:none", "no:status" },
  { "-estatus:ninguno", "has:status" },
  { "status:none,vendido", "status:sold,none" },
  { "acquisition:\"a cuenta\"", "acquisition:trade_in" },
  { "is:sold es:vendido -is:available", "status:sold status:sold -status:available" },
  { "no:price sin:precio -has:precio", "no:price no:price no:price" },
  { "has:niv con:NIV -no:niv", "has:niv has:niv has:niv" },
  { "no:problems con:problemas -problem:none", "-problem:any problem:any problem:any" },
  { "problem:km problema:gemelo", "problem:km_impossible problem:twin" },
  { "problem:spelling", "problem:brand_spelling,colour_spelling" },
  { "problem:any", "problem:any" },
  { "is:deleted mazda", "is:deleted mazda" },
  { "mazda en:papelera", "is:deleted mazda" },
  { "-is:bin", "" },
};

static void
test_examples (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autoptr(AutosellQuery) query = parse (examples[i].text);
      g_autofree char *canonical = autosell_query_to_string (query);
      g_autoptr(AutosellQuery) again = parse (canonical);

      g_assert_cmpstr (canonical, ==, examples[i].canonical);
      g_assert_true (autosell_query_equal (query, again));
    }
}

static const struct
{
  const char *text;
  AutosellQueryErrorCode code;
  guint start, end;
  const char *says;
} faults[] = {
  { "mazda pricee:5", AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, 6, 12, "There is no field “pricee”; did you mean “price”?" },
  { "-año:2020 preico:5", AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, 10, 16,
    "There is no field “preico”; did you mean “precio”?" },
  { "-kms2:5", AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, 1, 5, "There is no field “kms2”; did you mean “kms”?" },
  { "nothinglikeit:5", AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, 0, 13, "nothinglikeit" },
  { "no:pirce", AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD, 3, 8, "did you mean “price”?" },
  { "añó price:abc", AUTOSELL_QUERY_ERROR_BAD_VALUE, 10, 13, "“abc”" },
  { "year:2019,x", AUTOSELL_QUERY_ERROR_BAD_VALUE, 10, 11, "“x”" },
  { "year:2021..2019", AUTOSELL_QUERY_ERROR_BAD_VALUE, 5, 15, "backwards" },
  { "km:<0", AUTOSELL_QUERY_ERROR_BAD_VALUE, 3, 5, "Nothing can be “<0”." },
  { "km:..", AUTOSELL_QUERY_ERROR_BAD_VALUE, 3, 5, "missing a number" },
  { "km:>", AUTOSELL_QUERY_ERROR_BAD_VALUE, 3, 4, "missing a number" },
  { "entry_date:31/02/2025", AUTOSELL_QUERY_ERROR_BAD_VALUE, 11, 21, "“31/02/2025” is not a date" },
  { "entry_date:13/2025", AUTOSELL_QUERY_ERROR_BAD_VALUE, 11, 18, "not a date" },
  { "entry_date:<1900", AUTOSELL_QUERY_ERROR_BAD_VALUE, 11, 16, "Nothing can be" },
  { "entry_date:>2100", AUTOSELL_QUERY_ERROR_BAD_VALUE, 11, 16, "Nothing can be" },
  { "status:available,foo", AUTOSELL_QUERY_ERROR_BAD_VALUE, 17, 20, "“foo” is not a status; there are “Available”" },
  { "problem:foo", AUTOSELL_QUERY_ERROR_BAD_VALUE, 8, 11, "“foo”" },
  { "is:foo", AUTOSELL_QUERY_ERROR_BAD_VALUE, 3, 6, "“foo”" },
  { "no:price,km", AUTOSELL_QUERY_ERROR_BAD_VALUE, 3, 11, "“no:”" },
  { "brand:a,=b", AUTOSELL_QUERY_ERROR_BAD_VALUE, 8, 10, "once" },
  { "x \"land rover", AUTOSELL_QUERY_ERROR_UNCLOSED_QUOTE, 2, 13, "never closed" },
  { "brand:\"land", AUTOSELL_QUERY_ERROR_UNCLOSED_QUOTE, 6, 11, "never closed" },
  { "x brand: mazda", AUTOSELL_QUERY_ERROR_EMPTY_VALUE, 2, 8, "“brand:”" },
  { "brand:bmw,", AUTOSELL_QUERY_ERROR_EMPTY_VALUE, 9, 10, "comma" },
  { "brand:\" \"", AUTOSELL_QUERY_ERROR_EMPTY_VALUE, 6, 9, "“no:brand”" },
  { "price:\"\"", AUTOSELL_QUERY_ERROR_BAD_VALUE, 6, 8, "missing a number" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;
      guint start = 0, end = 0;
      g_autoptr(AutosellQuery) query = autosell_query_parse (faults[i].text, &start, &end, &error);

      g_test_message ("%s → %s", faults[i].text, error ? error->message : "no fault");
      g_assert_null (query);
      g_assert_error (error, AUTOSELL_QUERY_ERROR, (int) faults[i].code);
      g_assert_nonnull (strstr (error->message, faults[i].says));
      g_assert_cmpuint (start, ==, faults[i].start);
      g_assert_cmpuint (end, ==, faults[i].end);
    }
}

static void
test_limits (void)
{
  g_autoptr(GString) long_text = g_string_new (NULL), many_terms = g_string_new (NULL),
                     many_values = g_string_new ("brand:");
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) query = NULL;

  for (int i = 0; i <= AUTOSELL_QUERY_MAX_BYTES; i++)
    g_string_append_c (long_text, 'a');
  g_assert_null (autosell_query_parse (long_text->str, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_TOO_LONG);
  g_clear_error (&error);

  for (int i = 0; i < AUTOSELL_QUERY_MAX_TERMS; i++)
    g_string_append (many_terms, "a ");
  query = parse (many_terms->str);
  g_assert_cmpuint (autosell_query_get_n_terms (query), ==, AUTOSELL_QUERY_MAX_TERMS);
  g_string_append (many_terms, "a");
  g_assert_null (autosell_query_parse (many_terms->str, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_TOO_LONG);
  g_clear_error (&error);

  for (int i = 0; i <= AUTOSELL_QUERY_MAX_TERMS; i++)
    g_string_append (many_values, i > 0 ? ",a" : "a");
  g_assert_null (autosell_query_parse (many_values->str, NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_TOO_LONG);
  g_clear_error (&error);

  g_assert_null (autosell_query_parse ("a\xff", NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE);
}

static void
test_relative_days (void)
{
  char before[AUTOSELL_DATE_SIZE], after[AUTOSELL_DATE_SIZE];

  /* Midnight may pass in between. */
  do
    {
      g_autoptr(AutosellQuery) query = NULL;
      const AutosellRange *today, *yesterday;

      autosell_date_today (before);
      query = parse ("ingreso:HOY sold_on:ayer..today");
      today = &g_array_index (autosell_query_get_term (query, 0)->ranges, AutosellRange, 0);
      yesterday = &g_array_index (autosell_query_get_term (query, 1)->ranges, AutosellRange, 0);
      autosell_date_today (after);
      if (strcmp (before, after) != 0)
        continue;
      g_assert_cmpstr (today->min_date, ==, before);
      g_assert_cmpstr (today->max_date, ==, before);
      g_assert_cmpint (autosell_date_days_between (yesterday->min_date, before), ==, 1);
      g_assert_cmpstr (yesterday->max_date, ==, before);
    }
  while (strcmp (before, after) != 0);
}

static void
test_places (void)
{
  g_autoptr(AutosellQuery) query = parse ("  año:2020 -\"land rover\" cx");

  g_assert_cmpuint (autosell_query_get_term (query, 0)->start, ==, 2);
  g_assert_cmpuint (autosell_query_get_term (query, 0)->end, ==, 10);
  g_assert_cmpuint (autosell_query_get_term (query, 1)->start, ==, 11);
  g_assert_cmpuint (autosell_query_get_term (query, 1)->end, ==, 24);
  g_assert_cmpuint (autosell_query_get_term (query, 2)->end, ==, 27);
}

static void
test_terms (void)
{
  g_autoptr(AutosellQuery) query = parse ("price:<=1.5 stock:7 brand:a -status:none,sold -no:niv problem:price,km x");
  const AutosellTerm *term = autosell_query_get_term (query, 0);

  g_assert_cmpint (term->kind, ==, AUTOSELL_TERM_RANGE);
  g_assert_cmpint (g_array_index (term->ranges, AutosellRange, 0).min, ==, G_MININT64);
  g_assert_cmpint (g_array_index (term->ranges, AutosellRange, 0).max, ==, 150);
  g_assert_true (autosell_query_get_term (query, 1)->is_exact);
  g_assert_false (autosell_query_get_term (query, 2)->is_exact);
  term = autosell_query_get_term (query, 3);
  g_assert_true (term->kind == AUTOSELL_TERM_CHOICE && term->is_negated && term->or_blank && term->texts->len == 1);
  term = autosell_query_get_term (query, 4);
  g_assert_true (term->kind == AUTOSELL_TERM_BLANK && term->is_negated && term->field == AUTOSELL_FIELD_NIV);
  g_assert_cmpuint (autosell_query_get_term (query, 5)->problem_mask, ==,
                    1u << AUTOSELL_PROBLEM_NO_PRICE | 1u << AUTOSELL_PROBLEM_KM_IMPOSSIBLE);
  g_assert_false (autosell_query_is_everything (query));
}

static void
test_everything (void)
{
  g_autoptr(AutosellQuery) all = parse (NULL);
  g_autoptr(AutosellQuery) bin = parse ("en:papelera");

  g_assert_true (autosell_query_is_everything (all));
  g_assert_false (autosell_query_is_deleted (all));
  g_assert_false (autosell_query_is_everything (bin));
  g_assert_true (autosell_query_is_deleted (bin));
  g_assert_false (autosell_query_equal (all, bin));
}

static void
test_sort (void)
{
  AutosellSort sort;
  g_autoptr(GError) error = NULL;

  g_assert_true (autosell_sort_parse ("Precio:desc", &sort, NULL));
  g_assert_true (sort.field == AUTOSELL_FIELD_PRICE && sort.is_descending && !sort.by_days && !sort.by_id_order);
  g_assert_true (autosell_sort_parse ("días", &sort, NULL));
  g_assert_true (sort.by_days && !sort.is_descending);
  g_assert_true (autosell_sort_parse ("", &sort, NULL) && sort.by_id_order);
  g_assert_true (autosell_sort_parse ("id:desc", &sort, NULL) && sort.by_id_order && sort.is_descending);
  g_assert_false (autosell_sort_parse ("nothing", &sort, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_UNKNOWN_FIELD);
  g_clear_error (&error);
  g_assert_false (autosell_sort_parse ("price:sideways", &sort, &error));
  g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_BAD_VALUE);
}

/* ---- Properties ---- */

static GRand *rand_;

static int
below (int n)
{
  return g_rand_int_range (rand_, 0, n);
}

#define PICK(array) array[below (G_N_ELEMENTS (array))]

/* Text that may hold anything that means something in the language. */
static void
append_nasty (GString *out)
{
  static const char *const pieces[] = {
    "a", "B", "Ñ", "é",  "ß",      "İ",       "ﬁ",  "\"", "\"\"", ",",      ":",   "=",    "..", "-",
    "<", ">", " ", "\t", "\u00a0", "“",       "”",  "«",  "»",    "1",      "000", ",000", ".",  "/",
    "(", "*", "%", "_",  "'",      "e\u0301", "中", "🚗",  "½",    "\u200b", "Ⅷ",   "ǅ",    "ᾳ",  "ͅ",
  };

  for (int n = 1 + below (6); n > 0; n--)
    g_string_append (out, PICK (pieces));
}

static void
append_quoted_text (GString *out)
{
  g_autoptr(GString) text = g_string_new ("x");
  g_auto(GStrv) parts = NULL;
  g_autofree char *doubled = NULL;

  append_nasty (text);
  parts = g_strsplit (text->str, "\"", -1);
  doubled = g_strjoinv ("\"\"", parts);
  g_string_append_printf (out, "\"%s\"", doubled);
}

static gint64
random_number (void)
{
  gint64 limits[] = { 10, 3000, 1000000, 1000000000 };

  return g_rand_double_range (rand_, 0, PICK (limits));
}

static void
append_number_value (GString *out)
{
  static const char *const signs[] = { "<", "<=", ">", ">=", "=", "" };
  gint64 a = random_number () + 1, b = a + random_number ();

  switch (below (4))
    {
    case 0:
      g_string_append_printf (out, "%s%" G_GINT64_FORMAT, PICK (signs), MIN (a, 1000000000));
      break;
    case 1:
      g_string_append_printf (out, "%" G_GINT64_FORMAT "..", MIN (a, 1000000000));
      break;
    case 2:
      g_string_append_printf (out, "..%" G_GINT64_FORMAT, MIN (a, 1000000000));
      break;
    default:
      g_string_append_printf (out, "%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT, MIN (a, 1000000000), MIN (b, 1000000000));
    }
}

static void
append_date_value (GString *out)
{
  static const char *const signs[] = { "<", "<=", ">", ">=", "=", "" };
  int year = 1901 + below (198), month = 1 + below (12), day = 1 + below (28);

  switch (below (4))
    {
    case 0:
      g_string_append_printf (out, "%s%02d/%02d/%d", PICK (signs), day, month, year);
      break;
    case 1:
      g_string_append_printf (out, "%s%02d/%d", PICK (signs), month, year);
      break;
    case 2:
      g_string_append_printf (out, "%s%d", PICK (signs), year);
      break;
    default:
      g_string_append_printf (out, "%d-%02d..%d", year, month, year + below (2099 - year));
    }
}

static void
append_field_value (GString *out, AutosellField field)
{
  static const char *const statuses[] = { "available", "none", "Apartado", "sold", "ninguno", "fotos" };
  static const char *const acquisitions[] = { "bought", "none", "trade_in", "consignado" };

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
      append_quoted_text (out);
      break;
    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
      append_number_value (out);
      break;
    case AUTOSELL_KIND_DATE:
      append_date_value (out);
      break;
    case AUTOSELL_KIND_STATUS:
      g_string_append (out, PICK (statuses));
      break;
    case AUTOSELL_KIND_ACQUISITION:
      g_string_append (out, PICK (acquisitions));
      break;
    }
}

static void
append_field_term (GString *out)
{
  AutosellField field = below (AUTOSELL_N_FIELDS);
  AutosellKind kind = autosell_field_get_info (field)->kind;

  g_string_append_printf (out, "%s:", autosell_field_get_info (field)->name);
  if (kind <= AUTOSELL_KIND_LIST && below (3) == 0)
    g_string_append_c (out, '=');
  for (int n = 1 + below (3), i = 0; i < n; i++)
    {
      g_autoptr(GString) value = g_string_new (NULL);

      append_field_value (value, field);
      /* "5,100" would be one number for price and km. */
      g_string_append_printf (out, kind == AUTOSELL_KIND_MONEY || kind == AUTOSELL_KIND_INTEGER ? "%s\"%s\"" : "%s%s",
                              i > 0 ? "," : "", value->str);
    }
}

static char *
make_query (void)
{
  static const char *const kinds[] = { "any", "km", "spelling", "no_price,twin", "niv" };
  GString *out = g_string_new (NULL);

  for (int n = below (8); n > 0; n--)
    {
      g_string_append (out, below (3) == 0 ? " -" : " ");
      switch (below (6))
        {
        case 0:
          append_quoted_text (out);
          break;
        case 1:
          g_string_append_printf (out, "%s:%s", below (2) ? "no" : "has",
                                  autosell_field_get_info (below (AUTOSELL_N_FIELDS))->name);
          break;
        case 2:
          g_string_append_printf (out, "problem:%s", PICK (kinds));
          break;
        case 3:
          g_string_append (out, "days:");
          append_number_value (out);
          break;
        case 4:
          g_string_append (out, below (4) ? "w0rd" : "is:deleted");
          break;
        default:
          append_field_term (out);
        }
    }
  return g_string_free (out, FALSE);
}

static void
check_round_trip (const char *text, AutosellQuery *query)
{
  g_autofree char *canonical = autosell_query_to_string (query);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellQuery) again = autosell_query_parse (canonical, NULL, NULL, &error);

  if (again == NULL || !autosell_query_equal (query, again))
    g_error ("“%s” gave “%s”, which gave %s", text, canonical, error != NULL ? error->message : "something else");
}

static void
test_round_trips (void)
{
  guint seed = g_test_rand_int () & G_MAXINT32;

  g_test_message ("seed %u", seed);
  rand_ = g_rand_new_with_seed (seed);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *text = make_query ();
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, &error);

      if (query == NULL)
        g_error ("“%s”: %s", text, error->message);
      check_round_trip (text, query);
    }
  g_rand_free (rand_);
}

/* Whatever the keyboard sends: an answer that round-trips, or a sentence with a place inside of the text. */
static void
test_garbage (void)
{
  static const char *const starts[] = { "",        "price:", "-",  "no:",  "brand:=", "entry_date:",
                                        "status:", "days:",  "\"", "km:<", "is:" };
  guint seed = g_test_rand_int () & G_MAXINT32;
  int n_good = 0, n_bad = 0;

  g_test_message ("seed %u", seed);
  rand_ = g_rand_new_with_seed (seed);
  for (int i = 0; i < 20000; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(AutosellQuery) query = NULL;
      g_autoptr(GError) error = NULL;
      guint start = 0, end = 0;

      for (int n = 1 + below (4); n > 0; n--)
        {
          g_string_append (text, PICK (starts));
          append_nasty (text);
          g_string_append (text, below (2) ? " " : "");
        }
      query = autosell_query_parse (text->str, &start, &end, &error);
      if (query != NULL)
        {
          check_round_trip (text->str, query);
          n_good++;
          continue;
        }
      n_bad++;
      g_assert_cmpuint (start, <=, end);
      g_assert_cmpuint (end, <=, g_utf8_strlen (text->str, -1));
      g_assert_true (g_utf8_validate (error->message, -1, NULL) && *error->message != '\0');
    }
  g_assert_cmpint (n_good, >, 100);
  g_assert_cmpint (n_bad, >, 100);
  g_rand_free (rand_);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/query/examples", test_examples);
  g_test_add_func ("/query/faults", test_faults);
  g_test_add_func ("/query/limits", test_limits);
  g_test_add_func ("/query/relative-days", test_relative_days);
  g_test_add_func ("/query/places", test_places);
  g_test_add_func ("/query/terms", test_terms);
  g_test_add_func ("/query/everything", test_everything);
  g_test_add_func ("/query/sort", test_sort);
  g_test_add_func ("/query/round-trips", test_round_trips);
  g_test_add_func ("/query/garbage", test_garbage);
  return g_test_run ();
}
