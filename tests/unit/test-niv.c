/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-niv.h"

static void
test_check (void)
{
  static const struct { const char *niv; AutosellNivVerdict verdict; } cases[] = {
    { "1M8GDM9AXKP042788", AUTOSELL_NIV_OK },          /* the example of 49 CFR 565 */
    { "11111111111111111", AUTOSELL_NIV_OK },
    { "1HGCM82633A004352", AUTOSELL_NIV_OK },
    { "5GZCZ43D13S812715", AUTOSELL_NIV_OK },
    { " 1m8gdm9ax-kp042788 ", AUTOSELL_NIV_OK },
    { "1M8GDM9A\xE2\x80\x91XKP042788", AUTOSELL_NIV_OK },  /* no-break hyphen */
    { "1M8GDM9A1KP042788", AUTOSELL_NIV_BAD_CHECK_DIGIT },
    { "1M8GDM9AXKP042798", AUTOSELL_NIV_BAD_CHECK_DIGIT },
    { "1M8GDM9AXKP04278", AUTOSELL_NIV_BAD_LENGTH },
    { "1M8GDM9AXKP0427888", AUTOSELL_NIV_BAD_LENGTH },
    { "", AUTOSELL_NIV_BAD_LENGTH },
    { "--", AUTOSELL_NIV_BAD_LENGTH },
    { "IM8GDM9AXKP042788", AUTOSELL_NIV_BAD_CHARACTER },
    { "1M8GDM9AXKPO42788", AUTOSELL_NIV_BAD_CHARACTER },
    { "1M8GDM9AXKQ042788", AUTOSELL_NIV_BAD_CHARACTER },
    { "1M8GDM9AXKÑ042788", AUTOSELL_NIV_BAD_CHARACTER },
    { "1M8GDM9AXK/042788", AUTOSELL_NIV_BAD_CHARACTER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("“%s”", cases[i].niv);
      g_assert_cmpint (autosell_niv_check (cases[i].niv), ==, cases[i].verdict);
    }
}

/* The check digit finds each wrong character but those that count alike (A, J and 1). */
static void
test_finds_slips (void)
{
  const char *good = "1M8GDM9AXKP042788";
  guint n_found = 0, n_tried = 0;

  for (int at = 0; at < 17; at++)
    for (char digit = '0'; at != 8 && digit <= '9'; digit++)
      {
        g_autofree char *slip = g_strdup (good);

        if (!g_ascii_isdigit (good[at]) || good[at] == digit)
          continue;
        slip[at] = digit;
        n_tried++;
        n_found += autosell_niv_check (slip) == AUTOSELL_NIV_BAD_CHECK_DIGIT;
      }
  g_assert_cmpuint (n_tried, >, 50);
  g_assert_cmpuint (n_found, ==, n_tried);
}

static void
test_model_year (void)
{
  static const struct { char code; int latest, year; } cases[] = {
    { 'A', 2026, 2010 }, { 'A', 2009, 1980 }, { 'K', 2026, 2019 }, { 'K', 2018, 1989 }, { 'T', 2026, 2026 },
    { 'T', 2025, 1996 }, { 'Y', 2026, 2000 }, { 'Y', 2030, 2030 }, { '1', 2026, 2001 }, { '9', 2026, 2009 },
    { 'V', 2026, 1997 }, { 'A', 1979, 0 },    { '0', 2026, 0 },    { 'U', 2026, 0 },    { 'Z', 2026, 0 },
    { 'I', 2026, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char niv[] = "1M8GDM9AXKP042788";

      niv[9] = cases[i].code;
      g_test_message ("%c %d", cases[i].code, cases[i].latest);
      g_assert_cmpint (autosell_niv_model_year (niv, cases[i].latest), ==, cases[i].year);
    }
  g_assert_cmpint (autosell_niv_model_year ("", 2026), ==, 0);
  g_assert_cmpint (autosell_niv_model_year ("1M8GDM9AXK", 2026), ==, 0);
}

static void
test_normalize (void)
{
  g_autofree char *niv = autosell_niv_normalize (" 3vw-sv81k\t26m 123456\xC2\xA0");

  g_assert_cmpstr (niv, ==, "3VWSV81K26M123456");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/niv/check", test_check);
  g_test_add_func ("/niv/finds-slips", test_finds_slips);
  g_test_add_func ("/niv/model-year", test_model_year);
  g_test_add_func ("/niv/normalize", test_normalize);
  return g_test_run ();
}
