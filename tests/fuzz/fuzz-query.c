/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The filter language: any text is a query that says itself again, or one sentence about a place within the text. */

#include "fuzz.h"

#include "autosell-query.h"

static const char *const fuzz_words[] = {
  "brand:",    "marca:",
  "price:",    "km:",
  "año:",      "entry_date:",
  "status:",   "days:",
  "no:",       "con:",
  "problem:",  "is:",
  "group:",    "acquisition:",
  "features:", "-",
  "=",         ">=",
  "<",         "≤",
  "..",        ",",
  ",000",      "\"",
  "\"\"",      "“",
  "”",         "«",
  "»",         " ",
  ":",         "//",
  "none",      "papelera",
  "any",       "2025-07",
  "07/2025",   "julio de 2025",
  "hoy",       "1.2mdp",
  "300mil",    "200k",
  "$200,000",  "ﷺ",
  "e\xCC\x81", NULL,
};

static void
fuzz_seed (GPtrArray *corpus)
{
  fuzz_add_text (corpus, "");
  fuzz_add_text (corpus, "mazda cx -bmw \"land rover\" 19\"");
  fuzz_add_text (corpus, "brand:=\"MERCEDES\",bmw -version:\"a\"\"b\" group:2");
  fuzz_add_text (corpus, "price:200,000..400000 km:<60mil year:>=2020,2019-2021 precio:\"300 mil\"..");
  fuzz_add_text (corpus, "status:available,none acquisition:bought is:sold en:papelera");
  fuzz_add_text (corpus, "entry_date:>07/2025,hoy sold_on:2024-01-01..2025 days:30..60");
  fuzz_add_text (corpus, "no:price has:niv -problem:km,spelling sin:problemas");
  fuzz_add_text (corpus, "12:30 http://a.b pricee:5");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autoptr(AutosellQuery) of_raw = autosell_query_parse (raw, NULL, NULL, NULL);
  g_autoptr(AutosellQuery) query = NULL;
  g_autoptr(GError) error = NULL;
  guint start = 0, end = 0;
  AutosellSort sort;

  autosell_sort_parse (raw, &sort, NULL);
  query = autosell_query_parse (text, &start, &end, &error);
  if (query != NULL)
    {
      g_autofree char *canonical = autosell_query_to_string (query);
      g_autoptr(AutosellQuery) again = autosell_query_parse (canonical, NULL, NULL, &error);

      /* Folding may make a text longer (one sign of 3 bytes stands for 18 letters), past what is taken in. */
      if (again == NULL)
        g_assert_error (error, AUTOSELL_QUERY_ERROR, AUTOSELL_QUERY_ERROR_TOO_LONG);
      else
        g_assert_true (autosell_query_equal (query, again));
    }
  else
    {
      g_assert_cmpuint (start, <=, end);
      g_assert_cmpuint (end, <=, g_utf8_strlen (text, -1));
      g_assert_true (*error->message != '\0' && g_utf8_validate (error->message, -1, NULL));
    }
  return 0;
}

#include "fuzz-main.h"
