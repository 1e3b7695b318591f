/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-value.h"

#include <string.h>

#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-status.h"
#include "autosell-text.h"

#define YEAR_MIN 1900
#define YEAR_MAX 2100
/* Doors, cylinders, owners: more is a slip of the hand. */
#define COUNT_MAX 1000

void
autosell_value_clear (AutosellValue *value)
{
  g_return_if_fail (value != NULL);

  g_free (value->text);
  *value = (AutosellValue) AUTOSELL_VALUE_INIT;
}

/* @text: (transfer full) (nullable) */
static void
take (AutosellValue *value, AutosellValueState state, gint64 number, char *text)
{
  g_free (value->text);
  value->state = state;
  value->number = number;
  value->text = text;
}

void
autosell_value_copy (AutosellValue *value, const AutosellValue *from)
{
  g_return_if_fail (value != NULL && from != NULL);

  if (value != from)
    take (value, from->state, from->number, g_strdup (from->text));
}

gboolean
autosell_value_equal (const AutosellValue *a, const AutosellValue *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->state == b->state && a->number == b->number && g_strcmp0 (a->text, b->text) == 0;
}

void
autosell_value_set_number (AutosellValue *value, gint64 number)
{
  g_return_if_fail (value != NULL);

  take (value, AUTOSELL_VALUE_KNOWN, number, NULL);
}

static void
set_text (AutosellValue *value, AutosellValueState state, const char *text)
{
  if (text == NULL || *text == '\0')
    autosell_value_clear (value);
  else
    take (value, state, 0, g_strdup (text));
}

void
autosell_value_set_text (AutosellValue *value, const char *text)
{
  g_return_if_fail (value != NULL);

  set_text (value, AUTOSELL_VALUE_KNOWN, text);
}

void
autosell_value_set_raw (AutosellValue *value, const char *text)
{
  g_return_if_fail (value != NULL);

  set_text (value, AUTOSELL_VALUE_RAW, text);
}

/* What separates the items of a list: line ends or semicolons where there are any, so that an item can hold a comma
 * ("rines 17, nuevos"), else commas. */
static const char *
list_separators (const char *text)
{
  return strpbrk (text, "\n\r;") != NULL ? "\n\r;" : ",";
}

/* Items trimmed, blank ones dropped, one a line. Returns: (transfer full) (nullable) */
static char *
read_list (const char *text)
{
  const char *separators = list_separators (text);
  g_autoptr(GString) list = g_string_sized_new (strlen (text));

  while (*text != '\0')
    {
      gsize length = strcspn (text, separators);
      g_autofree char *item = g_strndup (text, length);
      g_autofree char *trimmed = autosell_text_trim (item);

      if (trimmed != NULL && list->len > 0)
        g_string_append_c (list, '\n');
      if (trimmed != NULL)
        g_string_append (list, trimmed);
      text += length + (text[length] != '\0');
    }

  return list->len > 0 ? g_strdup (list->str) : NULL;
}

/* A single item with a comma needs a separator that says that commas do not separate. */
static char *
write_list (const char *list)
{
  return strpbrk (list, "\n;") == NULL && strchr (list, ',') != NULL ? g_strconcat (list, ";", NULL) : g_strdup (list);
}

/* Line ends of Windows and old Macs become "\n", in place: CSV and XLSX keep them differently, and nobody sees them. */
static char *
normalize_line_ends (char *text)
{
  char *out;

  if (strchr (text, '\r') == NULL)
    return text;

  out = text;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p != '\r')
        *out++ = *p;
      else if (p[1] != '\n')
        *out++ = '\n';
    }
  *out = '\0';

  return text;
}

static gboolean
has_letter (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isalpha (*text))
      return TRUE;

  return FALSE;
}

static gboolean
read_integer (AutosellField field, const char *text, gint64 *number)
{
  gint64 found;

  if (!autosell_parse_integer (text, &found))
    return FALSE;

  switch (field)
    {
    case AUTOSELL_FIELD_YEAR:
      if (found < YEAR_MIN || found > YEAR_MAX || has_letter (text)) /* "2 mil" and "2021 km" are no years */
        return FALSE;
      break;

    case AUTOSELL_FIELD_DOORS:
    case AUTOSELL_FIELD_CYLINDERS:
    case AUTOSELL_FIELD_OWNERS:
      if (found > COUNT_MAX || has_letter (text))
        return FALSE;
      break;

    default:
      break;
    }

  *number = found;
  return TRUE;
}

/* Reads what is neither text nor list. FALSE leaves @value as it was. */
static gboolean
read_strictly (AutosellValue *value, AutosellField field, AutosellKind kind, const char *text)
{
  char iso[AUTOSELL_DATE_SIZE];
  AutosellStatus status;
  AutosellAcquisition acquisition;
  gint64 number;

  if (kind == AUTOSELL_KIND_INTEGER && read_integer (field, text, &number))
    autosell_value_set_number (value, number);
  else if (kind == AUTOSELL_KIND_MONEY && autosell_parse_money (text, &number))
    autosell_value_set_number (value, number);
  else if (kind == AUTOSELL_KIND_DATE && autosell_parse_date (text, iso))
    autosell_value_set_text (value, iso);
  else if (kind == AUTOSELL_KIND_STATUS && autosell_status_parse (text, &status))
    autosell_value_set_text (value, autosell_status_to_nick (status));
  else if (kind == AUTOSELL_KIND_ACQUISITION && autosell_acquisition_parse (text, &acquisition))
    autosell_value_set_text (value, autosell_acquisition_to_nick (acquisition));
  else
    return FALSE;

  return TRUE;
}

void
autosell_value_parse (AutosellValue *value, AutosellField field, const char *text)
{
  AutosellKind kind = autosell_field_get_info (field)->kind;
  g_autofree char *trimmed = NULL;
  g_autofree char *list = NULL;

  g_return_if_fail (value != NULL);

  trimmed = autosell_text_trim (text);
  if (trimmed == NULL)
    {
      autosell_value_clear (value);
      return;
    }

  switch (kind)
    {
    case AUTOSELL_KIND_TEXT:
      take (value, AUTOSELL_VALUE_KNOWN, 0, g_steal_pointer (&trimmed));
      break;

    case AUTOSELL_KIND_LONG_TEXT:
      take (value, AUTOSELL_VALUE_KNOWN, 0, normalize_line_ends (g_steal_pointer (&trimmed)));
      break;

    case AUTOSELL_KIND_LIST:
      list = read_list (trimmed);
      autosell_value_set_text (value, list);
      break;

    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
    case AUTOSELL_KIND_DATE:
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      if (!read_strictly (value, field, kind, trimmed))
        take (value, AUTOSELL_VALUE_RAW, 0, g_steal_pointer (&trimmed));
      break;

    default:
      g_assert_not_reached ();
    }
}

/* "379000", "379000.50" */
static char *
write_money (gint64 cents)
{
  guint64 size = cents < 0 ? -(guint64) cents : (guint64) cents;
  const char *sign = cents < 0 ? "-" : "";

  if (size % 100 == 0)
    return g_strdup_printf ("%s%" G_GUINT64_FORMAT, sign, size / 100);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02d", sign, size / 100, (int) (size % 100));
}

char *
autosell_value_to_string (const AutosellValue *value, AutosellField field)
{
  g_return_val_if_fail (value != NULL, NULL);

  if (value->state != AUTOSELL_VALUE_KNOWN)
    return g_strdup (value->text); /* UNKNOWN has none */

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->number);

    case AUTOSELL_KIND_MONEY:
      return write_money (value->number);

    case AUTOSELL_KIND_LIST:
      return write_list (value->text);

    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_DATE:
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      return g_strdup (value->text);

    default:
      g_assert_not_reached ();
    }
}

static char *
join_lines (const char *list)
{
  g_auto(GStrv) items = g_strsplit (list, "\n", -1);

  return g_strjoinv (", ", items);
}

char *
autosell_value_to_display (const AutosellValue *value, AutosellField field)
{
  g_return_val_if_fail (value != NULL, NULL);

  if (value->state != AUTOSELL_VALUE_KNOWN)
    return g_strdup (value->text != NULL ? value->text : "");

  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_INTEGER:
      /* A year is a name rather than an amount. */
      return field == AUTOSELL_FIELD_YEAR ? g_strdup_printf ("%" G_GINT64_FORMAT, value->number)
                                          : autosell_format_integer (value->number);

    case AUTOSELL_KIND_MONEY:
      return autosell_format_money (value->number);

    case AUTOSELL_KIND_DATE:
      return autosell_format_date (value->text);

    case AUTOSELL_KIND_STATUS:
      return g_strdup (autosell_status_to_label (autosell_status_from_nick (value->text)));

    case AUTOSELL_KIND_ACQUISITION:
      return g_strdup (autosell_acquisition_to_label (autosell_acquisition_from_nick (value->text)));

    case AUTOSELL_KIND_LIST:
      return join_lines (value->text);

    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
      return g_strdup (value->text);

    default:
      g_assert_not_reached ();
    }
}
