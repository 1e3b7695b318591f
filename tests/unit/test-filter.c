/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-filter.h"
#include "autosell-text.h"

/* ---- What is shown ---- */

static const struct
{
  const char *text, *labels; /* one a line; those that are no chips in brackets */
} examples[] = {
  { "", "" },
  { "  mazda   cx ", "[mazda]\n[cx]" },
  { "brand:mazda cx", "Brand: mazda\n[cx]" },
  { "MARCA:\"MERCEDES BENZ\",BMW", "Brand: MERCEDES BENZ, BMW" },
  { "brand:=\"BMW\"", "Brand: BMW" },
  { "brand:a,b,c,d", "Brand: a, b, c, d" },
  { "brand:a,b,c,d,e", "Brand: a, b, c and 2 more" },
  { "-marca:bmw", "Brand: not bmw" },
  { "price:200000..400000 precio:..300mil", "Price: $200,000–$400,000\nPrice: up to $300,000" },
  { "price:<300000 price:>300000 price:>=300000",
    "Price: less than $300,000\nPrice: more than $300,000\nPrice: from $300,000" },
  { "price:1,200,000 year:2019,2021", "Price: $1,200,000\nYear: 2019, 2021" },
  { "km:<60000 días:>60 year:2020..", "km: less than 60,000\nDays in stock: more than 60\nYear: from 2020" },
  { "estatus:Disponible,apartado status:none status:sold,none",
    "Status: Available, Reserved\nNo status\nStatus: Sold, No status" },
  { "no:price sin:niv con:niv -no:price", "No price\nNo NIV\nWith NIV\nWith price" },
  { "problem:any no:problems problema:km", "With problems\nWithout problems\nProblem: Impossible km" },
  { "ingreso:07/2025 entry_date:2025 entry_date:2025-07-01..",
    "Entry date: 07/2025\nEntry date: 2025\nEntry date: from 01/07/2025" },
  { "entry_date:..05/03/2025 entry_date:01/02/2025..05/03/2025 entry_date:01/02/2025",
    "Entry date: up to 05/03/2025\nEntry date: 01/02/2025–05/03/2025\nEntry date: 01/02/2025" },
  { "is:deleted -is:deleted es:vendido", "In the bin\n[-is:deleted]\nStatus: Sold" },
  /* What is wrong hides nothing else. */
  { "brand:mazda prize:100 status:sold", "Brand: mazda\n[prize:100]\nStatus: Sold" },
  { "prize:\"a b\",\"c d\" mazda", "[prize:\"a b\",\"c d\"]\n[mazda]" },
  { "no:prize price:cheap,1 brand: km:5", "[no:prize]\n[price:cheap,1]\n[brand:]\nkm: 5" },
  { "km:5 \"open brand:bmw", "km: 5\n[\"open brand:bmw]" },
  { "brand:\"open km:5", "[brand:\"open km:5]" },
};

static char *
dup_labels (const char *text)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *label = autosell_filter_dup_label (filter);

      g_string_append_printf (labels, autosell_filter_is_chip (filter) ? "%s%s" : "%s[%s]", i > 0 ? "\n" : "", label);
    }
  return g_string_free (labels, FALSE);
}

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (examples); i++)
    {
      g_autofree char *labels = dup_labels (examples[i].text);

      g_test_message ("%s", examples[i].text);
      g_assert_cmpstr (labels, ==, examples[i].labels);
    }
}

/* ---- Changing the text ---- */

static void
assert_removed (const char *text, guint index, const char *wanted)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  const AutosellFilter *filter = g_ptr_array_index (filters, index);
  g_autofree char *rest = autosell_filter_remove (text, filter->start, filter->end);

  g_assert_cmpstr (rest, ==, wanted);
}

static void
test_remove (void)
{
  assert_removed ("brand:mazda", 0, "");
  assert_removed ("  brand:mazda  cx ", 0, "cx ");
  assert_removed ("año:2020 ubicación:\"SAN FELIPE\" cx", 1, "año:2020 cx");
  assert_removed ("cx  brand:mazda", 1, "cx");
  assert_removed ("a brand:b,\"c d\"   e", 1, "a e");
}

static void
assert_cleared (const char *text, const char *wanted)
{
  g_autofree char *rest = autosell_filter_clear (text);

  g_assert_cmpstr (rest, ==, wanted);
}

static void
test_clear (void)
{
  assert_cleared ("", "");
  assert_cleared ("brand:mazda cx is:deleted \"land rover\" -km:5", "cx \"land rover\"");
  assert_cleared ("price:1..2 no:price", "");
  assert_cleared ("km:5 \"open", "\"open");
}

static void
assert_set (const char *text, AutosellFilterKind kind, AutosellField field, const char *term, const char *wanted)
{
  g_autofree char *changed = autosell_filter_set (text, kind, field, term);

  g_assert_cmpstr (changed, ==, wanted);
}

static void
test_set (void)
{
  const AutosellFilterKind of_field = AUTOSELL_FILTER_FIELD;

  assert_set ("", of_field, AUTOSELL_FIELD_BRAND, "brand:bmw", "brand:bmw");
  assert_set ("cx ", of_field, AUTOSELL_FIELD_BRAND, "brand:bmw", "cx brand:bmw");
  assert_set ("a marca:mazda,audi b", of_field, AUTOSELL_FIELD_BRAND, "brand:bmw", "a brand:bmw b");
  assert_set ("a marca:mazda b", of_field, AUTOSELL_FIELD_BRAND, NULL, "a b");
  assert_set ("brand:a x brand:b", of_field, AUTOSELL_FIELD_BRAND, "brand:c", "brand:c x");
  assert_set ("-brand:a brand:b", of_field, AUTOSELL_FIELD_BRAND, NULL, "-brand:a");
  assert_set ("no:status", of_field, AUTOSELL_FIELD_STATUS, "status:sold", "status:sold");
  assert_set ("no:price", of_field, AUTOSELL_FIELD_PRICE, "price:5", "no:price price:5");
  assert_set ("no:price has:niv", AUTOSELL_FILTER_BLANK, AUTOSELL_FIELD_NIV, "no:niv", "no:price no:niv");
  assert_set ("days:>60 x", AUTOSELL_FILTER_DAYS, 0, "days:>90", "days:>90 x");
  assert_set ("x problem:any", AUTOSELL_FILTER_PROBLEM, 0, NULL, "x");
  /* An open quote would swallow what comes behind it. */
  assert_set ("km:5 \"open", of_field, AUTOSELL_FIELD_BRAND, "brand:bmw", "brand:bmw km:5 \"open");
}

static void
assert_range (AutosellField field, const char *from, const char *to, const char *wanted)
{
  g_autofree char *term = NULL;
  gboolean from_is_bad, to_is_bad;

  g_assert_true (autosell_filter_write_range (field, from, to, &term, &from_is_bad, &to_is_bad));
  g_assert_cmpstr (term, ==, wanted);
}

static void
assert_bad_range (AutosellField field, const char *from, const char *to, gboolean from_wanted, gboolean to_wanted)
{
  g_autofree char *term = NULL;
  gboolean from_is_bad, to_is_bad;

  g_assert_false (autosell_filter_write_range (field, from, to, &term, &from_is_bad, &to_is_bad));
  g_assert_null (term);
  g_assert_cmpint (from_is_bad, ==, from_wanted);
  g_assert_cmpint (to_is_bad, ==, to_wanted);
}

static void
test_ranges (void)
{
  assert_range (AUTOSELL_FIELD_PRICE, "200 mil", "$400,000", "price:200000..400000");
  assert_range (AUTOSELL_FIELD_PRICE, " ", "379 mil", "price:..379000");
  assert_range (AUTOSELL_FIELD_PRICE, "200k", "", "price:200000..");
  assert_range (AUTOSELL_FIELD_PRICE, "", " ", NULL);
  assert_range (AUTOSELL_FIELD_YEAR, "2020", "2020", "year:2020");
  assert_range (AUTOSELL_FIELD_KM, "", "60,000 km", "km:..60000");
  assert_range (AUTOSELL_N_FIELDS, "60", "", "days:60..");
  assert_range (AUTOSELL_FIELD_ENTRY_DATE, "01/07/2025", "08/2025", "entry_date:2025-07-01..2025-08-31");
  assert_bad_range (AUTOSELL_FIELD_PRICE, "mucho", "5", TRUE, FALSE);
  assert_bad_range (AUTOSELL_FIELD_PRICE, "6", "5", FALSE, TRUE);
  assert_bad_range (AUTOSELL_FIELD_PRICE, "1..2", "<5", TRUE, TRUE);
  assert_bad_range (AUTOSELL_FIELD_ENTRY_DATE, "2026", "2025", FALSE, TRUE);
  assert_bad_range (AUTOSELL_FIELD_ENTRY_DATE, "2026", "x", FALSE, TRUE);
}

static void
assert_read_range (const char *text, const char *from_wanted, const char *to_wanted)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_assert_true (autosell_filter_get_range (g_ptr_array_index (filters, 0), &from, &to));
  g_assert_cmpstr (from, ==, from_wanted);
  g_assert_cmpstr (to, ==, to_wanted);
}

static void
test_ranges_are_read (void)
{
  g_autoptr(GPtrArray) several = autosell_filter_list ("year:2019,2021");
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  assert_read_range ("price:200000..400000", "200,000", "400,000");
  assert_read_range ("year:2020..", "2020", "");
  assert_read_range ("km:<60000", "", "59,999");
  assert_read_range ("days:>60", "61", "");
  assert_read_range ("entry_date:07/2025", "01/07/2025", "31/07/2025");
  g_assert_false (autosell_filter_get_range (g_ptr_array_index (several, 0), &from, &to));
}

/* ---- Chance: whatever is written is read as it was meant, and whatever is cut out leaves the rest as it was ---- */

static GRand *rand_;

static const char *const words[] = {
  "mazda",
  "\"land rover\"",
  "-bmw",
  "cx-30",
  "price:200000..400000",
  "precio:1,200,000",
  "año:2020",
  "brand:=\"BMW\"",
  "-marca:a,\"b c\"",
  "ubicación:\"SAN FELIPE\"",
  "status:none,sold",
  "no:price",
  "con:niv",
  "días:>60",
  "problema:km",
  "is:deleted",
  "“curva”",
  "19\"",
  "prize:1",
  "brand:",
  "price:cheap",
  "--",
  "notas:\"a\"\"b\"",
  "http://x",
};

static char *
make_text (void)
{
  static const char *const blanks[] = { " ", "  ", "\t", " " };
  GString *text = g_string_new (NULL);

  for (int n = g_rand_int_range (rand_, 0, 8); n > 0; n--)
    g_string_append_printf (text, "%s%s", words[g_rand_int_range (rand_, 0, G_N_ELEMENTS (words))],
                            blanks[g_rand_int_range (rand_, 0, G_N_ELEMENTS (blanks))]);
  return g_string_free (text, FALSE);
}

/* What filters stand for, but the one at @except: the query that is left of them. */
static char *
dup_meaning (const char *text, guint except)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  GString *meaning = g_string_new (NULL);

  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autoptr(AutosellQuery) query = autosell_query_parse (filter->text, NULL, NULL, NULL);
      g_autofree char *canonical = query != NULL ? autosell_query_to_string (query) : g_strdup (filter->text);

      g_assert_cmpint (query == NULL, ==, filter->kind == AUTOSELL_FILTER_FAULT);
      if (i != except)
        g_string_append_printf (meaning, "%s\n", canonical);
    }
  return g_string_free (meaning, FALSE);
}

static void
check_cuts (const char *text)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, NULL);
  gboolean has_fault = FALSE;

  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);
      g_autofree char *rest = autosell_filter_remove (text, filter->start, filter->end);
      g_autofree char *wanted = dup_meaning (text, i);
      g_autofree char *found = dup_meaning (rest, G_MAXUINT);

      g_assert_cmpstr (found, ==, wanted);
      has_fault |= filter->kind == AUTOSELL_FILTER_FAULT;
    }
  g_assert_cmpint (query == NULL, ==, has_fault);
}

static char *
make_value (void)
{
  static const char *const letters[] = { "a", "B", "ñ", "É", "7", " ", ",", "\"", "=", ":", "..", "<", "-", "”", "«" };
  GString *value = g_string_new ("x");

  for (int n = g_rand_int_range (rand_, 0, 8); n > 0; n--)
    g_string_append (value, letters[g_rand_int_range (rand_, 0, G_N_ELEMENTS (letters))]);
  return g_string_free (value, FALSE);
}

static void
check_texts (const char *text)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_GROUP, AUTOSELL_FIELD_NOTES };
  AutosellField field = fields[g_rand_int_range (rand_, 0, G_N_ELEMENTS (fields))];
  g_autofree char *one = make_value ();
  g_autofree char *two = make_value ();
  const char *values[] = { one, two, NULL };
  g_autofree char *term = autosell_filter_write_texts (field, values, g_rand_boolean (rand_));
  g_autofree char *changed = autosell_filter_set (text, AUTOSELL_FILTER_FIELD, field, term);
  g_autoptr(GPtrArray) filters = autosell_filter_list (changed);
  const AutosellFilter *filter = autosell_filter_find (filters, AUTOSELL_FILTER_FIELD, field);

  g_assert_nonnull (filter);
  g_assert_cmpstr (filter->text, ==, term);
  g_assert_cmpuint (filter->term->texts->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *folded = autosell_text_fold (values[i]);
      g_autofree char *trimmed = autosell_text_trim (folded);

      g_assert_cmpstr (g_ptr_array_index (filter->term->texts, i), ==, trimmed);
      g_assert_cmpstr (g_ptr_array_index (filter->term->typed, i), ==, values[i]);
    }
}

static void
check_masks (const char *text)
{
  guint choices = g_rand_int_range (rand_, 1, 1 << AUTOSELL_N_STATUSES);
  guint problems = g_rand_int_range (rand_, 1, 1 << AUTOSELL_N_PROBLEMS);
  g_autofree char *status = autosell_filter_write_choices (AUTOSELL_FIELD_STATUS, choices);
  g_autofree char *problem = autosell_filter_write_problems (problems);
  g_autofree char *once = autosell_filter_set (text, AUTOSELL_FILTER_FIELD, AUTOSELL_FIELD_STATUS, status);
  g_autofree char *twice = autosell_filter_set (once, AUTOSELL_FILTER_PROBLEM, 0, problem);
  g_autoptr(GPtrArray) filters = autosell_filter_list (twice);

  g_assert_cmpuint (
    autosell_filter_get_choices (autosell_filter_find (filters, AUTOSELL_FILTER_FIELD, AUTOSELL_FIELD_STATUS)), ==,
    choices);
  g_assert_cmpuint (autosell_filter_find (filters, AUTOSELL_FILTER_PROBLEM, 0)->term->problem_mask, ==, problems);
}

static void
test_by_chance (void)
{
  guint seed = g_test_rand_int () & G_MAXINT32;

  g_test_message ("seed %u", seed);
  rand_ = g_rand_new_with_seed (seed);
  for (guint i = 0; i < 800; i++)
    {
      g_autofree char *text = make_text ();

      g_test_message ("%u: %s", i, text);
      check_cuts (text);
      check_texts (text);
      check_masks (text);
    }
  g_rand_free (rand_);
}

/* Every field and word is written in a way that is read. */
static void
test_names (void)
{
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_autofree char *blank = autosell_filter_write_blank (field);
      g_autofree char *known = autosell_filter_write_known (field);
      g_autofree char *both = g_strjoin (" ", blank, known, NULL);
      g_autoptr(AutosellQuery) query = autosell_query_parse (both, NULL, NULL, NULL);

      g_test_message ("%s", both);
      g_assert_nonnull (query);
      g_assert_cmpint (autosell_query_get_term (query, 0)->kind, ==, AUTOSELL_TERM_BLANK);
      g_assert_cmpint (autosell_query_get_term (query, 0)->field, ==, field);
      g_assert_true (autosell_query_get_term (query, 1)->is_negated);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/filter/labels", test_labels);
  g_test_add_func ("/filter/remove", test_remove);
  g_test_add_func ("/filter/clear", test_clear);
  g_test_add_func ("/filter/set", test_set);
  g_test_add_func ("/filter/ranges", test_ranges);
  g_test_add_func ("/filter/ranges-are-read", test_ranges_are_read);
  g_test_add_func ("/filter/names", test_names);
  g_test_add_func ("/filter/by-chance", test_by_chance);
  return g_test_run ();
}
