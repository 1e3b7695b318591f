/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every reader of a person's text: what it understands is within its limits and survives being written and read
 * again; what it does not is kept as it was. */

#include "fuzz.h"

#include "autosell-format.h"
#include "autosell-niv.h"
#include "autosell-parse.h"
#include "autosell-status.h"
#include "autosell-text.h"
#include "autosell-value.h"

static const char *const fuzz_words[] = {
  "$",
  "mxn",
  "MX$",
  "m.n.",
  " pesos",
  " mil",
  "k",
  " mdp",
  " millones de pesos",
  " km",
  " kms",
  "1,369,000.00",
  "1.369.000,00",
  "1'369,000",
  "82 000",
  "379.5",
  "2021",
  "2021.0",
  "/",
  "-",
  "ene",
  "jul.",
  " de julio de ",
  "July ",
  "1o",
  "martes, ",
  "T10:00:00Z",
  " 02:05 p. m.",
  "+06:00",
  "31/12/2100",
  "29/02/2024",
  "Disponible",
  "apartado",
  "available",
  "trade in",
  "a cuenta",
  "rines 17, nuevos; piel",
  "\n",
  "Año",
  "ÑANDÚ",
  "ß",
  "½",
  "No. de serie",
  "3VWSV81K26M123456",
  NULL,
};

static void
fuzz_seed (GPtrArray *corpus)
{
  for (guint i = 0; fuzz_words[i] != NULL; i++)
    fuzz_add_text (corpus, fuzz_words[i]);
  fuzz_add_text (corpus, "");
  fuzz_add_text (corpus, "$1,369,000.00 M.N.");
  fuzz_add_text (corpus, "1.25 millones de pesos");
  fuzz_add_text (corpus, "45 mil kilómetros");
  fuzz_add_text (corpus, "miércoles 2 de julio de 2025");
  fuzz_add_text (corpus, "2025-07-01T10:00:00.123+06:00");
}

static void
check_round_trip (AutosellField field, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) again = AUTOSELL_VALUE_INIT;
  g_autofree char *written = NULL;
  g_autofree char *display = NULL;
  g_autofree char *trimmed = autosell_text_trim (text);

  autosell_value_parse (&value, field, text);
  written = autosell_value_to_string (&value, field);
  display = autosell_value_to_display (&value, field);
  autosell_value_parse (&again, field, written);
  g_assert_true (autosell_value_equal (&value, &again));
  g_assert_nonnull (display);
  g_assert_true (g_utf8_validate (display, -1, NULL));
  if (value.state == AUTOSELL_VALUE_RAW)
    g_assert_cmpstr (value.text, ==, trimmed);
  if (trimmed == NULL)
    g_assert_cmpint (value.state, ==, AUTOSELL_VALUE_UNKNOWN);
}

static void
check_readers (const char *text)
{
  char iso[AUTOSELL_DATE_SIZE];
  gint64 number;
  double serial;

  if (autosell_parse_money (text, &number))
    g_assert_true (number >= 0 && number <= G_GINT64_CONSTANT (10000000000000));
  if (autosell_parse_integer (text, &number))
    g_assert_true (number >= 0 && number <= 1000000000);
  if (autosell_parse_date (text, iso))
    g_assert_true (autosell_date_is_valid (iso));

  if (strlen (text) >= sizeof serial)
    {
      memcpy (&serial, text, sizeof serial);
      if (autosell_date_from_excel_serial (serial, text[0] & 1, iso))
        g_assert_true (autosell_date_is_valid (iso));
    }
}

static void
check_folds (const char *text)
{
  g_autofree char *fold = autosell_text_fold (text);
  g_autofree char *twice = autosell_text_fold (fold);
  g_autofree char *words = autosell_text_fold_words (text);
  g_autofree char *words_twice = autosell_text_fold_words (words);
  g_autofree char *compact = autosell_text_fold_compact (text);
  g_autofree char *compact_of_words = autosell_text_fold_compact (words);
  g_autofree char *colour = autosell_text_colour_key (text);
  g_autofree char *natural = autosell_text_natural_key (text);
  g_autofree char *niv = autosell_niv_normalize (text);
  g_autofree char *date = autosell_format_date (text);
  AutosellField field;

  g_assert_cmpstr (fold, ==, twice);
  g_assert_cmpstr (words, ==, words_twice);
  g_assert_cmpstr (compact, ==, compact_of_words);
  g_assert_true (g_utf8_validate (words, -1, NULL) && g_utf8_validate (colour, -1, NULL));
  g_assert_true (g_utf8_validate (natural, -1, NULL) && g_utf8_validate (niv, -1, NULL));
  g_assert_true (autosell_text_has_word_prefix (fold, fold));
  autosell_niv_check (text);
  autosell_niv_model_year (text, 2026);
  autosell_field_find (text, &field);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    check_round_trip (field, text);
  check_readers (text);
  check_folds (text);

  return 0;
}

#include "fuzz-main.h"
