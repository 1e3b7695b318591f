/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-niv-decode.h"

static void
test_check (void)
{
  static const struct
  {
    const char *niv;
    AutosellNivVerdict verdict;
  } cases[] = {
    { "1M8GDM9AXKP042788", AUTOSELL_NIV_OK }, /* the example of 49 CFR 565 */
    { "11111111111111111", AUTOSELL_NIV_OK },
    { "1HGCM82633A004352", AUTOSELL_NIV_OK },
    { "5GZCZ43D13S812715", AUTOSELL_NIV_OK },
    { " 1m8gdm9ax-kp042788 ", AUTOSELL_NIV_OK },
    { "1M8GDM9A\xE2\x80\x91XKP042788", AUTOSELL_NIV_OK }, /* no-break hyphen */
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
  static const struct
  {
    char code;
    int latest, year;
  } cases[] = {
    { 'A', 2026, 2010 }, { 'A', 2009, 1980 }, { 'K', 2026, 2019 }, { 'K', 2018, 1989 },
    { 'T', 2026, 2026 }, { 'T', 2025, 1996 }, { 'Y', 2026, 2000 }, { 'Y', 2030, 2030 },
    { '1', 2026, 2001 }, { '9', 2026, 2009 }, { 'V', 2026, 1997 }, { 'A', 1979, 0 },
    { '0', 2026, 0 },    { 'U', 2026, 0 },    { 'Z', 2026, 0 },    { 'I', 2026, 0 },
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

typedef struct
{
  const char *niv, *maker, *brand, *country;
  int year, other_year;
  AutosellNivVerdict verdict;
} Decoded;

/* With the check digit that belongs to it; '?' stands where it goes. */
static char *
complete_niv (const char *pattern)
{
  char *niv = g_strdup (pattern);

  for (const char *digit = "0123456789X"; *digit != '\0'; digit++)
    {
      niv[8] = *digit;
      if (autosell_niv_check (niv) == AUTOSELL_NIV_OK)
        return niv;
    }
  g_assert_not_reached ();
}

static void
test_decode (void)
{
  static const Decoded cases[] = {
    { "3N1CN7AP?KL123456", "Nissan Mexicana", "NISSAN", "Mexico", 2019, 0, AUTOSELL_NIV_OK },
    { "3N1CB51S?2K123456", "Nissan Mexicana", "NISSAN", "Mexico", 2002, 0, AUTOSELL_NIV_OK },
    { "3N1CB5111VK123456", "Nissan Mexicana", "NISSAN", "Mexico", 1997, 0, AUTOSELL_NIV_BAD_CHECK_DIGIT },
    { "3VW1W1AJ?GM123456", "Volkswagen de México", "VOLKSWAGEN", "Mexico", 2016, 0, AUTOSELL_NIV_OK },
    { "3C4PDCAB?ET123456", "Stellantis México", NULL, "Mexico", 2014, 0, AUTOSELL_NIV_OK },
    { "KMHCT4AE?DU123456", "Hyundai", NULL, "South Korea", 2013, 1983, AUTOSELL_NIV_OK },
    { "MA3ZF62S?JA123456", "Suzuki", "SUZUKI", "India", 2018, 1988, AUTOSELL_NIV_OK },
    { "LSJA24U6?KN123456", "SAIC Motor", "MG", "China", 2019, 1989, AUTOSELL_NIV_OK },
    { "WVWZZZ1K?9W123456", "Volkswagen", "VOLKSWAGEN", "Germany", 2009, 0, AUTOSELL_NIV_OK },
    { "9BWAB45U?HP123456", "Volkswagen do Brasil", "VOLKSWAGEN", "Brazil", 2017, 1987, AUTOSELL_NIV_OK },
    { "1HGCM826?3A004352", "Honda", "HONDA", "United States", 2003, 0, AUTOSELL_NIV_OK },
    { "PL1AA123?KB123456", NULL, NULL, NULL, 2019, 1989, AUTOSELL_NIV_OK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *niv = cases[i].niv[8] == '?' ? complete_niv (cases[i].niv) : g_strdup (cases[i].niv);
      AutosellNivInfo info;

      g_test_message ("%s", niv);
      g_assert_true (autosell_niv_decode (niv, 2027, &info));
      g_assert_cmpstr (info.maker, ==, cases[i].maker);
      g_assert_cmpstr (info.brand, ==, cases[i].brand);
      g_assert_cmpstr (info.country, ==, cases[i].country);
      g_assert_cmpint (info.years[0], ==, cases[i].year);
      g_assert_cmpint (info.years[1], ==, cases[i].other_year);
      g_assert_cmpint (info.verdict, ==, cases[i].verdict);
    }
}

static void
test_no_decode (void)
{
  static const char *const cases[] = {
    NULL, "", "3N1", "3N1CN7AP0KL12345", "3N1CN7AP0KL1234567", "ON1CN7AP0KL123456", "3N1CN7AP0KL12345Ñ"
  };
  AutosellNivInfo info;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_false (autosell_niv_decode (cases[i], 2027, &info));
}

/* Only what is certain may be called wrong. */
static void
test_brand_and_year (void)
{
  AutosellNivInfo info;
  g_autofree char *german = complete_niv ("WDDZF4KB?HA123456");
  g_autofree char *several = complete_niv ("3C4PDCAB?ET123456");
  g_autofree char *unknown = complete_niv ("PL1AA123?KB123456");

  g_assert_true (autosell_niv_decode (german, 2027, &info));
  g_assert_true (autosell_niv_is_brand (&info, "Mercedes-Benz"));
  g_assert_true (autosell_niv_is_brand (&info, "MERCEDES"));
  g_assert_true (autosell_niv_is_brand (&info, "MERCEDES BENZ"));
  g_assert_false (autosell_niv_is_brand (&info, "BMW"));
  g_assert_true (autosell_niv_is_year (&info, 2017));
  g_assert_true (autosell_niv_is_year (&info, 1987));
  g_assert_false (autosell_niv_is_year (&info, 2016));

  g_assert_true (autosell_niv_decode (several, 2027, &info));
  g_assert_true (autosell_niv_is_brand (&info, "Dodge"));
  g_assert_true (autosell_niv_is_brand (&info, "JEEP"));
  g_assert_false (autosell_niv_is_brand (&info, "NISSAN"));
  g_assert_false (autosell_niv_is_year (&info, 1984));

  g_assert_true (autosell_niv_decode (unknown, 2027, &info));
  g_assert_true (autosell_niv_is_brand (&info, "PROTON"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/niv/check", test_check);
  g_test_add_func ("/niv/finds-slips", test_finds_slips);
  g_test_add_func ("/niv/model-year", test_model_year);
  g_test_add_func ("/niv/normalize", test_normalize);
  g_test_add_func ("/niv/decode", test_decode);
  g_test_add_func ("/niv/no-decode", test_no_decode);
  g_test_add_func ("/niv/brand-and-year", test_brand_and_year);
  return g_test_run ();
}
