/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-parse.h"

#include <string.h>

#include "autosell-parse-private.h"

#define MONEY_MAX_PESOS G_GINT64_CONSTANT (100000000000)
#define INTEGER_MAX G_GINT64_CONSTANT (1000000000)
#define THOUSAND 1000
#define MILLION 1000000

/* Runs of digits in one number: 999,999,999,999.99 has five. */
#define MAX_RUNS 6
/* Together they stay far from the end of 64 bits. */
#define MAX_DIGITS 15

/* A number as written, its separators understood. */
typedef struct
{
  gint64 whole;
  gint64 fraction; /* of 10 to the n_decimals */
  int n_decimals;
  int n_groups;         /* groups of three after the first */
  char group_separator; /* meaningful with n_groups */
} Number;

/* One character that is not ASCII as ASCII, 0 for none. */
static char
plain_from_unicode (gunichar c)
{
  switch (c)
    {
    case 0xE1:
    case 0xC1:
      return 'a';
    case 0xE9:
    case 0xC9:
      return 'e';
    case 0xED:
    case 0xCD:
      return 'i';
    case 0xF3:
    case 0xD3:
      return 'o';
    case 0xFA:
    case 0xDA:
    case 0xFC:
    case 0xDC:
      return 'u';
    case 0xF1:
    case 0xD1:
      return 'n';
    case 0xBA:
    case 0xB0:
      return 'o';
    case 0x2019:
      return '\'';
    default:
      return g_unichar_isspace (c) ? ' ' : 0;
    }
}

gboolean
autosell_parse_plain (const char *text, char plain[AUTOSELL_PLAIN_SIZE])
{
  gsize length = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      char c;

      if ((guchar) *p < 0x80)
        c = g_ascii_isspace (*p) ? ' ' : g_ascii_tolower (*p);
      else
        c = plain_from_unicode (g_utf8_get_char_validated (p, -1));

      if (c == ' ' && length == 0)
        continue;
      if (c < ' ' || c == 0x7F || length == AUTOSELL_PLAIN_SIZE - 1 || p - text >= 4 * AUTOSELL_PLAIN_SIZE)
        return FALSE;
      plain[length++] = c;
    }

  while (length > 0 && plain[length - 1] == ' ')
    length--;
  plain[length] = '\0';

  return length > 0;
}

void
autosell_parse_word (const char **p, char word[AUTOSELL_WORD_SIZE])
{
  gsize length = 0;

  while (g_ascii_isalpha ((*p)[length]))
    length++;

  if (length >= AUTOSELL_WORD_SIZE)
    length = 0;
  memcpy (word, *p, length);
  word[length] = '\0';
  *p += length;
}

/* Reads a run of digits. FALSE where there is none or the number would get too long. */
static gboolean
read_run (const char **p, gint64 *value, int *length, int *n_digits)
{
  *value = 0;
  *length = 0;
  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (++*n_digits > MAX_DIGITS)
        return FALSE;
      *value = *value * 10 + (**p - '0');
      ++*length;
    }

  return *length > 0;
}

/* Whether the last of several runs is a fraction: "1,369,000.00", "1.369.000,00", "379.50". */
static gboolean
last_is_fraction (const char *separators, const int *lengths, int n_runs)
{
  char last = separators[n_runs - 2];

  if (lengths[n_runs - 1] == 3 || (last != '.' && last != ','))
    return FALSE;
  if (n_runs == 2)
    return last == '.'; /* "379,50" is as likely a slip for 379,500 as a fraction */

  return last != separators[n_runs - 3];
}

/* Whether runs 1 to @n_runs - 1 are groups of three with one separator. Mexico also writes "1'369,000". */
static gboolean
groups_are_regular (const char *separators, const int *lengths, int n_runs)
{
  for (int i = 1; i < n_runs; i++)
    {
      char separator = separators[i - 1];
      gboolean is_millions_sign = i == 1 && separator == '\'' && n_runs > 2 && separators[1] == ',';

      if (lengths[i] != 3 || (separator != separators[n_runs - 2] && !is_millions_sign))
        return FALSE;
    }

  return lengths[0] <= 3;
}

static gboolean
read_number (const char **p, Number *number)
{
  gint64 runs[MAX_RUNS];
  int lengths[MAX_RUNS];
  char separators[MAX_RUNS];
  int n_runs = 0, n_digits = 0;
  gboolean is_zero_led = **p == '0';

  for (;;)
    {
      if (n_runs == MAX_RUNS || !read_run (p, &runs[n_runs], &lengths[n_runs], &n_digits))
        return FALSE;
      n_runs++;
      if (**p == '\0' || strchr (",.' ", **p) == NULL || !g_ascii_isdigit ((*p)[1]))
        break;
      separators[n_runs - 1] = *(*p)++;
    }

  *number = (Number){ 0 };
  if (n_runs > 1 && last_is_fraction (separators, lengths, n_runs))
    {
      n_runs--;
      number->fraction = runs[n_runs];
      number->n_decimals = lengths[n_runs];
    }
  if (n_runs > 1 && (is_zero_led || !groups_are_regular (separators, lengths, n_runs)))
    return FALSE;

  number->n_groups = n_runs - 1;
  number->group_separator = separators[0];
  for (int i = 0; i < n_runs; i++)
    number->whole = number->whole * (i > 0 ? 1000 : 1) + runs[i];

  return TRUE;
}

/* Moves past @word where it stands at *@p as a whole word, with dots between or after its letters aside. */
static gboolean
take_word (const char **p, const char *word)
{
  const char *at = *p;

  for (; *word != '\0'; word++)
    {
      if (*at != *word)
        return FALSE;
      at++;
      if (*at == '.')
        at++;
    }
  if (g_ascii_isalnum (*at))
    return FALSE;

  *p = at;
  return TRUE;
}

static gboolean
take_any (const char **p, const char *const *words)
{
  autosell_parse_skip_blanks (p);
  for (; *words != NULL; words++)
    if (take_word (p, *words))
      return TRUE;

  return FALSE;
}

/* "mil", "k" (at the number), "millones": 1 where there is none. */
static gint64
read_multiplier (const char **p)
{
  static const char *const millions[] = { "millones", "millon", "mdp", NULL };
  static const char *const thousands[] = { "mil", NULL };

  if (take_word (p, "k"))
    return THOUSAND;
  if (take_any (p, thousands))
    return THOUSAND;

  return take_any (p, millions) ? MILLION : 1;
}

/* "1.369 mdp" and "1.200 mil" mean one thing by the rule of three digits and another to whoever wrote them. */
static gboolean
is_ambiguous (const Number *number, gint64 multiplier)
{
  if (number->n_groups != 1 || number->n_decimals > 0)
    return FALSE;

  return multiplier == MILLION || (multiplier == THOUSAND && number->group_separator == '.');
}

/* @number × @multiplier × @scale, where that is whole and at most @max × @scale. */
static gboolean
multiply (const Number *number, gint64 multiplier, gint64 scale, gint64 max, gint64 *result)
{
  gint64 product, fraction, divisor = 1;

  if (number->whole > max / multiplier || number->n_decimals > 6 || is_ambiguous (number, multiplier))
    return FALSE;

  for (int i = 0; i < number->n_decimals; i++)
    divisor *= 10;
  fraction = number->fraction * multiplier * scale;
  if (fraction % divisor != 0)
    return FALSE;

  product = number->whole * multiplier * scale + fraction / divisor;
  if (product > max * scale)
    return FALSE;

  *result = product;
  return TRUE;
}

/* "$", "MXN", "MX$" before the amount. */
static void
skip_currency_before (const char **p, gboolean *has_sign)
{
  static const char *const codes[] = { "mxn", "mx", "mn", NULL };

  for (int i = 0; i < 2; i++)
    {
      autosell_parse_skip_blanks (p);
      if (**p == '$' && !*has_sign)
        {
          *has_sign = TRUE;
          (*p)++;
        }
      else
        take_any (p, codes);
    }
  autosell_parse_skip_blanks (p);
}

/* "de pesos", "pesos M.N.", "mxn", "$" after the amount. */
static void
skip_currency_after (const char **p, gint64 multiplier, gboolean has_sign)
{
  static const char *const of[] = { "de", NULL };
  static const char *const pesos[] = { "pesos", "peso", NULL };
  static const char *const codes[] = { "mxn", "mx", "mn", NULL };
  const char *before = *p;

  if (multiplier == MILLION && take_any (p, of) && !take_any (p, pesos))
    *p = before;
  else
    take_any (p, pesos);
  take_any (p, codes);
  autosell_parse_skip_blanks (p);
  if (**p == '$' && !has_sign)
    (*p)++;
}

gboolean
autosell_parse_money (const char *text, gint64 *cents)
{
  char plain[AUTOSELL_PLAIN_SIZE];
  const char *p = plain;
  gboolean has_sign = FALSE;
  gint64 multiplier;
  Number number;

  g_return_val_if_fail (text != NULL && cents != NULL, FALSE);

  if (!autosell_parse_plain (text, plain))
    return FALSE;

  skip_currency_before (&p, &has_sign);
  if (!read_number (&p, &number))
    return FALSE;

  multiplier = read_multiplier (&p);
  skip_currency_after (&p, multiplier, has_sign);
  if (*p != '\0' || (multiplier == 1 && number.n_decimals > 2))
    return FALSE;

  return multiply (&number, multiplier, 100, MONEY_MAX_PESOS, cents);
}

gboolean
autosell_parse_integer (const char *text, gint64 *number)
{
  static const char *const of[] = { "de", NULL };
  static const char *const units[] = { "km", "kms", "kilometros", "kilometro", NULL };
  char plain[AUTOSELL_PLAIN_SIZE];
  const char *p = plain;
  gint64 multiplier;
  Number found;

  g_return_val_if_fail (text != NULL && number != NULL, FALSE);

  if (!autosell_parse_plain (text, plain) || !read_number (&p, &found))
    return FALSE;

  multiplier = read_multiplier (&p);
  if (multiplier == MILLION)
    take_any (&p, of);
  take_any (&p, units);
  if (*p != '\0' || (multiplier == 1 && found.n_decimals > 2))
    return FALSE;

  return multiply (&found, multiplier, 1, INTEGER_MAX, number);
}
