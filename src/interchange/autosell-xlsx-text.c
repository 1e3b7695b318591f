/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-xlsx-text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ESCAPE_LENGTH 7 /* "_xHHHH_" */

/* Whole numbers up to this are exact in a double. */
#define EXACT_MAX 9007199254740992.0

/* Numbers with more zeros than this before or behind the digits keep their exponent. */
#define PLAIN_ZEROS_MAX 20

static gboolean
get_escape (const char *text, gunichar *unit)
{
  gunichar found = 0;

  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (int i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      found = found * 16 + digit;
    }
  *unit = found;
  return text[6] == '_';
}

/* The character at an escape, and how long it is there; 0 where it stands for none that text can hold. */
static gunichar
decode_escape (const char *text, gsize *length)
{
  gunichar unit = 0;
  gunichar low;

  *length = ESCAPE_LENGTH;
  if (!get_escape (text, &unit) || (unit >= 0xdc00 && unit < 0xe000))
    return 0;
  if (unit < 0xd800 || unit >= 0xe000)
    return unit;
  if (!get_escape (text + ESCAPE_LENGTH, &low) || low < 0xdc00 || low >= 0xe000)
    return 0;

  *length = 2 * ESCAPE_LENGTH;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

void
autosell_xlsx_text_decode (GString *text)
{
  const char *from = strstr (text->str, "_x");
  char *to = text->str + (from != NULL ? from - text->str : 0);

  if (from == NULL)
    return;
  while (*from != '\0')
    {
      gsize length;
      gunichar c = *from == '_' ? decode_escape (from, &length) : 0;

      if (c != 0)
        {
          to += g_unichar_to_utf8 (c, to);
          from += length;
        }
      else
        *to++ = *from++;
    }
  g_string_truncate (text, to - text->str);
}

/* Whether "_xHHHH" stands there. The underscore that would make an escape of it may be one of ours, of a character
 * behind it that is escaped. */
static gboolean
begins_like_escape (const char *text)
{
  if (text[0] != '_' || text[1] != 'x')
    return FALSE;
  for (int i = 2; i < ESCAPE_LENGTH - 1; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return TRUE;
}

void
autosell_xlsx_text_append (GString *xml, const char *text)
{

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '&')
        g_string_append (xml, "&amp;");
      else if (*p == '<')
        g_string_append (xml, "&lt;");
      else if (*p == '>')
        g_string_append (xml, "&gt;");
      else if ((guchar) *p < 0x20 && *p != '\t' && *p != '\n')
        g_string_append_printf (xml, "_x%04X_", *p);
      else if (begins_like_escape (p))
        g_string_append (xml, "_x005F_");
      else if ((guchar) p[0] == 0xef && (guchar) p[1] == 0xbf && (guchar) p[2] >= 0xbe) /* U+FFFE, U+FFFF */
        {
          g_string_append_printf (xml, "_xFFF%c_", (guchar) p[2] == 0xbe ? 'E' : 'F');
          p += 2;
        }
      else
        g_string_append_c (xml, *p);
    }
}

/* "1.2345e+05" written out. */
static char *
write_out (const char *scientific)
{
  const char *e = strchr (scientific, 'e');
  int exponent = atoi (e + 1);
  const char *sign = *scientific == '-' ? "-" : "";
  g_autoptr(GString) digits = g_string_new (NULL);
  g_autoptr(GString) plain = g_string_new (sign);

  for (const char *p = scientific; p < e; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  while (digits->len > 1 && digits->str[digits->len - 1] == '0')
    g_string_truncate (digits, digits->len - 1);
  if (ABS (exponent) > PLAIN_ZEROS_MAX)
    return g_strdup (scientific);

  if (exponent < 0)
    {
      g_string_append (plain, "0.");
      for (int i = -1; i > exponent; i--)
        g_string_append_c (plain, '0');
      g_string_append (plain, digits->str);
      return g_strdup (plain->str);
    }
  for (int i = 0; i <= exponent; i++)
    g_string_append_c (plain, (gsize) i < digits->len ? digits->str[i] : '0');
  if (digits->len > (gsize) exponent + 1)
    g_string_append_printf (plain, ".%s", digits->str + exponent + 1);
  return g_strdup (plain->str);
}

char *
autosell_xlsx_number_to_text (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (number))
    return g_strdup (isnan (number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
  if (fabs (number) < EXACT_MAX && number == floor (number))
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number);

  for (int precision = 14; precision <= 16; precision++)
    {
      char format[] = "%.14e";

      format[3] = '0' + precision % 10;
      g_ascii_formatd (text, sizeof text, format, number);
      if (g_ascii_strtod (text, NULL) == number)
        break;
    }
  return write_out (text);
}
