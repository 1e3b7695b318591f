/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-text.h"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
check_cases (char *(*function) (const char *), const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *result = function (cases[i].text);

      g_assert_cmpstr (result, ==, cases[i].expected);
    }
}

static void
test_fold (void)
{
  static const Case cases[] = {
    { "", "" },
    { "MAZDA CX-30", "mazda cx-30" },
    { "Año", "ano" },
    { "ANO", "ano" },
    { "ÁÉÍÓÚÜÑ áéíóúüñ", "aeiouun aeiouun" },
    { "ÀÂÃÄÅÇÈÊËÌÎÏÒÔÕÖÙÛÝ", "aaaaaceeeiiioooouuy" },
    { "e\xCC\x81", "e" }, /* a mark of its own */
    { "n\xCC\x83"
      "andu",
      "nandu" },
    { "STRAßE", "straße" },
    { "STRAẞE", "straße" },
    { "Škoda Dvořák", "skoda dvorak" },
    { "1º ½ m²", "1º ½ m²" },
    { "SAN\xC2\xA0"
      "FELIPE",
      "san felipe" },
    { "Ωμέγα ΟΔΟΣ οδος", "ωμεγα οδοσ οδοσ" },
    { "İ", "i" },
    { "No. 5", "no. 5" },
    { "×÷ØÆÐÞ", "×÷øæðþ" },
  };

  check_cases (autosell_text_fold, cases, G_N_ELEMENTS (cases));
}

static void
test_fold_words (void)
{
  static const Case cases[] = {
    { "", "" },
    { "  Ubicación: ", "ubicacion" },
    { "entry_date", "entry date" },
    { "No. de  inventario", "no de inventario" },
    { "---", "" },
    { "CX-30", "cx 30" },
    { "ÑANDÚ/Ñ", "nandu n" },
    { "«Ωμ»", "ωμ" },
  };
  static const Case compact[] = {
    { "CX-30", "cx30" }, { "CX 30", "cx30" }, { "C.X. 30 ", "cx30" }, { "--", "" }, { "Mercedes-Bénz", "mercedesbenz" },
  };

  check_cases (autosell_text_fold_words, cases, G_N_ELEMENTS (cases));
  check_cases (autosell_text_fold_compact, compact, G_N_ELEMENTS (compact));
}

/* The quick paths against the plain definition. */
static char *
fold_by_definition (const char *text)
{
  g_autofree char *apart = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_ismark (c))
        g_string_append_unichar (plain, c >= 0x80 && g_unichar_isspace (c) ? ' ' : g_unichar_tolower (c));
    }
  g_string_replace (plain, "ς", "σ", 0);

  return g_strdup (plain->str);
}

static void
test_fold_every_character (void)
{
  for (gunichar c = 1; c <= 0x1FFFF; c++)
    {
      char text[16] = "a";
      g_autofree char *folded = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *twice = NULL;

      if (!g_unichar_validate (c))
        continue;
      text[1 + g_unichar_to_utf8 (c, text + 1)] = '\0';
      folded = autosell_text_fold (text);
      expected = fold_by_definition (text);
      twice = autosell_text_fold (folded);
      g_assert_cmpstr (folded, ==, expected);
      g_assert_cmpstr (twice, ==, folded);
    }
}

/* A cell that holds nothing but combining marks must not take quadratic time, as canonical ordering would: with it
 * this test takes minutes and runs into the time limit. */
static void
test_fold_hostile (void)
{
  g_autoptr(GString) marks = g_string_new ("a");
  g_autofree char *folded = NULL;

  for (int i = 0; i < 500000; i++)
    g_string_append (marks, i % 2 == 0 ? "\xCC\x81" : "\xCC\xA7");
  folded = autosell_text_fold (marks->str);
  g_assert_cmpstr (folded, ==, "a");
}

static void
test_natural_key (void)
{
  /* In order. */
  static const char *const texts[] = {
    "",         "0",         "7",          "9", "10",  "42",   "100",   "000123",
    "12345678", "123456789", "1234567890", "A", "A-2", "a-10", "A-100", "b1",
  };
  g_autofree char *padded = autosell_text_natural_key ("007");
  g_autofree char *plain = autosell_text_natural_key ("7");

  for (gsize i = 1; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *before = autosell_text_natural_key (texts[i - 1]);
      g_autofree char *after = autosell_text_natural_key (texts[i]);

      g_assert_cmpint (strcmp (before, after), <, 0);
    }
  g_assert_cmpstr (padded, ==, plain);
}

static void
test_colour_key (void)
{
  static const char *const same[][2] = {
    { "BLANCA", "Blanco" },
    { "negra", "NEGRO" },
    { "Roja", "ROJO" },
    { "Blanca Perla", "blanco perla" },
    { "Plateadas", "plateados" },
    { "Azul", "AZÚL" },
    { "gris-oscura", "GRIS OSCURO" },
  };
  static const char *const different[][2] = {
    { "BLANCO", "NEGRO" },
    { "Azul", "Azul marino" },
    { "plata", "plateado" },
    { "gris", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autofree char *a = autosell_text_colour_key (same[i][0]);
      g_autofree char *b = autosell_text_colour_key (same[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (different); i++)
    {
      g_autofree char *a = autosell_text_colour_key (different[i][0]);
      g_autofree char *b = autosell_text_colour_key (different[i][1]);

      g_assert_cmpstr (a, !=, b);
    }
}

static void
test_trim (void)
{
  static const Case cases[] = {
    { NULL, NULL },
    { "", NULL },
    { " \t\r\n\v\f", NULL },
    { "\xC2\xA0\xE2\x80\x89\xEF\xBB\xBF\xE2\x80\x8B\xE3\x80\x80", NULL }, /* no-break, thin, BOM, zero width, wide */
    { "a", "a" },
    { "  a b  ", "a b" },
    { "\xC2\xA0"
      "año\xC2\xA0",
      "año" },
    { "ñ", "ñ" },
    { " ñ\n", "ñ" },
    { "a\xE2\x80\x89"
      "b",
      "a\xE2\x80\x89"
      "b" },
  };

  check_cases (autosell_text_trim, cases, G_N_ELEMENTS (cases));
}

static void
test_word_prefix (void)
{
  g_assert_true (autosell_text_has_word_prefix ("mercedes benz", "ben"));
  g_assert_true (autosell_text_has_word_prefix ("mercedes benz", "mercedes b"));
  g_assert_true (autosell_text_has_word_prefix ("mercedes-benz", "benz"));
  g_assert_true (autosell_text_has_word_prefix ("anana banana na", "na"));
  g_assert_true (autosell_text_has_word_prefix ("x", ""));
  g_assert_false (autosell_text_has_word_prefix ("mercedes benz", "enz"));
  g_assert_false (autosell_text_has_word_prefix ("ωμωμ", "μ"));
  g_assert_false (autosell_text_has_word_prefix ("", "a"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/fold-words", test_fold_words);
  g_test_add_func ("/text/fold-every-character", test_fold_every_character);
  g_test_add_func ("/text/fold-hostile", test_fold_hostile);
  g_test_add_func ("/text/natural-key", test_natural_key);
  g_test_add_func ("/text/colour-key", test_colour_key);
  g_test_add_func ("/text/trim", test_trim);
  g_test_add_func ("/text/word-prefix", test_word_prefix);
  return g_test_run ();
}
