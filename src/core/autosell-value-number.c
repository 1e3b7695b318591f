/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-value-number.h"

#include <math.h>
#include <string.h>

#include "autosell-parse.h"

/* Serial numbers before 1950 in a cell without a date format are years ("2021") or counts, and no day of a lot. */
#define SERIAL_MIN 18264

/* Excel shows 15 digits, so a sum that came out as 119.98999999999999 is 119.99 to everybody. FALSE where there are
 * fractions of a centavo, or it is no price. */
static gboolean
number_to_cents (double number, gint64 *cents)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  const char *point;

  if (!(number >= 0 && number <= 1e11))
    return FALSE;
  g_ascii_formatd (digits, sizeof digits, "%.15g", number);
  point = strchr (digits, '.');
  if (strchr (digits, 'e') != NULL || (point != NULL && strlen (point + 1) > 2))
    return FALSE;

  *cents = llround (number * 100);
  return TRUE;
}

/* "45.123" in a cell that its file calls a number is no 45,123; with one more digit nobody reads it as thousands. */
static void
set_unread_number (AutosellValue *value, const char *text)
{
  const char *point = strchr (text, '.');
  g_autofree char *longer = NULL;

  if (point != NULL && strspn (point + 1, "0123456789") == 3)
    longer = g_strconcat (text, "0", NULL);
  autosell_value_set_raw (value, longer != NULL ? longer : text);
}

void
autosell_value_set_from_number (AutosellValue *value, AutosellField field, double number, const char *text,
                                gboolean is_1904)
{
  char iso[AUTOSELL_DATE_SIZE];
  gint64 cents;

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
      /* The text of a whole number has nothing to misread, and the field's own limits are known there. */
      if (number == floor (number))
        autosell_value_parse (value, field, text);
      else
        set_unread_number (value, text);
      break;

    case AUTOSELL_KIND_MONEY:
      if (number_to_cents (number, &cents))
        autosell_value_set_number (value, cents);
      else
        set_unread_number (value, text);
      break;

    case AUTOSELL_KIND_DATE:
      if (number >= SERIAL_MIN && autosell_date_from_excel_serial (number, is_1904, iso))
        autosell_value_set_text (value, iso);
      else
        autosell_value_set_raw (value, text);
      break;

    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
    default:
      autosell_value_parse (value, field, text);
      break;
    }
}
