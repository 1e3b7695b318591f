/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-niv.h"

#include <string.h>

#include "autosell-text.h"

#define NIV_LENGTH 17
#define CHECK_POSITION 8 /* from 0; its weight is 0 */
#define YEAR_POSITION 9

/* Letters of position 10 in the order of the years from 1980 on; I, O, Q, U, Z and 0 are not used (ISO 3779). */
static const char year_codes[] = "ABCDEFGHJKLMNPRSTVWXY123456789";

char *
autosell_niv_normalize (const char *niv)
{
  GString *normal;

  g_return_val_if_fail (niv != NULL, NULL);

  normal = g_string_sized_new (strlen (niv));
  for (const char *p = niv; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* U+2010 to U+2015: word processors make dashes of hyphens */
      if (g_unichar_isspace (c) || c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x200B || c == 0xFEFF)
        continue;
      g_string_append_unichar (normal, g_unichar_toupper (c));
    }

  return g_string_free (normal, FALSE);
}

/* What a character counts in the check sum, or -1 where it must not stand in a NIV. 49 CFR 565.15 (c), table III. */
static int
transliterate (char c)
{
  static const char letters[] = "ABCDEFGHJKLMNPRSTUVWXYZ";
  static const char values[] = "12345678123457923456789";
  const char *found;

  if (g_ascii_isdigit (c))
    return c - '0';

  found = c != '\0' ? strchr (letters, c) : NULL;
  return found != NULL ? values[found - letters] - '0' : -1;
}

AutosellNivVerdict
autosell_niv_check (const char *niv)
{
  static const int weights[NIV_LENGTH] = { 8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2 };
  g_autofree char *normal = NULL;
  int sum = 0;

  g_return_val_if_fail (niv != NULL, AUTOSELL_NIV_BAD_LENGTH);

  normal = autosell_niv_normalize (niv);
  if (g_utf8_strlen (normal, -1) != NIV_LENGTH)
    return AUTOSELL_NIV_BAD_LENGTH;

  for (int i = 0; i < NIV_LENGTH; i++)
    {
      int value = transliterate (normal[i]);

      if (value < 0)
        return AUTOSELL_NIV_BAD_CHARACTER;
      sum += value * weights[i];
    }

  return normal[CHECK_POSITION] == "0123456789X"[sum % 11] ? AUTOSELL_NIV_OK : AUTOSELL_NIV_BAD_CHECK_DIGIT;
}

int
autosell_niv_model_year (const char *niv, int latest_year)
{
  g_autofree char *normal = NULL;
  const char *code;
  int year;

  g_return_val_if_fail (niv != NULL, 0);

  normal = autosell_niv_normalize (niv);
  if (strlen (normal) != NIV_LENGTH)
    return 0;

  code = strchr (year_codes, normal[YEAR_POSITION]);
  if (code == NULL)
    return 0;

  year = 1980 + (int) (code - year_codes);
  if (year > latest_year)
    return 0;

  return year + (latest_year - year) / 30 * 30;
}
