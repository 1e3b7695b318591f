/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cell.h"

#include <math.h>
#include <string.h>

/* Days from 1899-12-30 to 1970-01-01 (Sheets, "Date/time serial numbers"). */
#define SERIAL_OF_UNIX 25569
#define JULIAN_OF_UNIX 719163 /* of GDate: 1970-01-01 */

void
value_clear (Value *value)
{
  g_clear_pointer (&value->text, g_free);
  value->kind = VALUE_EMPTY;
  value->number = 0;
}

void
value_copy (Value *to, const Value *from)
{
  char *text = g_strdup (from->text);

  value_clear (to);
  to->kind = from->kind;
  to->number = from->number;
  to->text = text;
}

void
value_set_number (Value *value, double number)
{
  value_clear (value);
  value->kind = VALUE_NUMBER;
  value->number = number;
}

static void
set_text (Value *value, ValueKind kind, const char *text)
{
  value_clear (value);
  value->kind = kind;
  value->text = g_strdup (text);
}

JsonNode *
value_to_json (const Value *value)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  switch (value->kind)
    {
    case VALUE_NUMBER:
      /* Integral numbers come without a fraction */
      if (value->number == floor (value->number) && fabs (value->number) < 1e15)
        json_node_set_int (node, (gint64) value->number);
      else
        json_node_set_double (node, value->number);
      break;
    case VALUE_BOOL:
      json_node_set_boolean (node, value->number != 0);
      break;
    default:
      json_node_set_string (node, value->text != NULL ? value->text : "");
      break;
    }
  return node;
}

gboolean
value_from_json (Value *value, JsonNode *node)
{
  GType type;

  if (JSON_NODE_HOLDS_NULL (node))
    return FALSE;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (*text == '\0')
        value_clear (value);
      else
        set_text (value, VALUE_TEXT, text);
      return TRUE;
    }
  value_set_number (value, type == G_TYPE_BOOLEAN ? json_node_get_boolean (node) : json_node_get_double (node));
  if (type == G_TYPE_BOOLEAN)
    value->kind = VALUE_BOOL;
  return TRUE;
}

/* ---- Typed by a person ---- */

static JsonObject *
make_number_format (const char *type, const char *pattern)
{
  JsonObject *format = json_object_new ();
  JsonObject *number_format = json_object_new ();

  json_object_set_string_member (number_format, "type", type);
  json_object_set_string_member (number_format, "pattern", pattern);
  json_object_set_object_member (format, "numberFormat", number_format);
  return format;
}

static gboolean
is_american (const char *locale)
{
  return g_str_has_prefix (locale, "en_US") || g_str_equal (locale, "en");
}

/* es_ES and most others write 1.234,5; es_MX and en write 1,234.5 */
static gboolean
has_decimal_comma (const char *locale)
{
  return !g_str_has_prefix (locale, "en") && !g_str_equal (locale, "es_MX");
}

static gboolean
parse_day (const char *text, const char *locale, double *serial)
{
  g_auto(GStrv) parts = g_strsplit_set (text, "/-", -1);
  guint n = g_strv_length (parts);
  gint64 numbers[3] = { 0, 0, 0 };
  GDate date;
  gint64 day, month, year;

  if (n != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_string_to_signed (parts[i], 10, 0, 9999, &numbers[i], NULL))
      return FALSE;
  if (strlen (parts[0]) == 4)
    year = numbers[0], month = numbers[1], day = numbers[2];
  else if (is_american (locale))
    month = numbers[0], day = numbers[1], year = numbers[2];
  else
    day = numbers[0], month = numbers[1], year = numbers[2];
  if (year < 100)
    year += 2000;
  if (!g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_set_dmy (&date, day, month, year);
  *serial = (double) g_date_get_julian (&date) - JULIAN_OF_UNIX + SERIAL_OF_UNIX;
  return TRUE;
}

static gboolean
parse_typed_number (const char *text, const char *locale, double *number, gboolean *is_money, gboolean *is_grouped)
{
  char decimal = has_decimal_comma (locale) ? ',' : '.';
  char group = decimal == ',' ? '.' : ',';
  g_autoptr(GString) plain = g_string_new (NULL);
  const char *c = text;
  char *end;

  *is_money = *is_grouped = FALSE;
  if (*c == '-' || *c == '+')
    g_string_append_c (plain, *c++);
  if (*c == '$')
    {
      *is_money = TRUE;
      c++;
    }
  if (!g_ascii_isdigit (*c) && *c != decimal)
    return FALSE;
  for (; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      g_string_append_c (plain, *c);
    else if (*c == decimal)
      g_string_append_c (plain, '.');
    else if (*c != group || !g_ascii_isdigit (c[1]))
      return FALSE;
    else
      *is_grouped = TRUE;
  *number = g_ascii_strtod (plain->str, &end);
  return *end == '\0';
}

void
value_from_typed (Value *value, const char *text, const char *locale, JsonObject **format)
{
  double number;
  gboolean is_money, is_grouped;

  *format = NULL;
  if (*text == '\0')
    value_clear (value);
  else if (*text == '=')
    set_text (value, VALUE_FORMULA, text);
  else if (*text == '\'')
    set_text (value, VALUE_TEXT, text + 1);
  else if (parse_typed_number (text, locale, &number, &is_money, &is_grouped))
    {
      value_set_number (value, number);
      if (is_money)
        *format = make_number_format ("CURRENCY", "\"$\"#,##0.00");
      else if (is_grouped)
        *format = make_number_format ("NUMBER", fmod (number, 1) == 0 ? "#,##0" : "#,##0.00");
    }
  else if (parse_day (text, locale, &number))
    {
      value_set_number (value, number);
      *format = make_number_format ("DATE", is_american (locale) ? "m/d/yyyy" : "dd/mm/yyyy");
    }
  else if (g_ascii_strcasecmp (text, "TRUE") == 0 || g_ascii_strcasecmp (text, "VERDADERO") == 0
           || g_ascii_strcasecmp (text, "FALSE") == 0 || g_ascii_strcasecmp (text, "FALSO") == 0)
    {
      value_set_number (value, g_ascii_toupper (*text) == 'T' || g_ascii_toupper (*text) == 'V');
      value->kind = VALUE_BOOL;
    }
  else
    set_text (value, VALUE_TEXT, text);
}

/* ---- As it is shown ---- */

static const char *
get_number_format (JsonObject *format, const char *member)
{
  JsonObject *number_format = format != NULL && json_object_has_member (format, "numberFormat")
                                ? json_object_get_object_member (format, "numberFormat")
                                : NULL;

  return number_format != NULL && json_object_has_member (number_format, member)
           ? json_object_get_string_member (number_format, member)
           : NULL;
}

gboolean
format_is_date (JsonObject *format)
{
  const char *type = get_number_format (format, "type");

  return type != NULL && (g_str_equal (type, "DATE") || g_str_equal (type, "DATE_TIME"));
}

static char *
format_day (double serial, const char *pattern)
{
  GDate date;
  GString *text = g_string_new (NULL);

  g_date_set_julian (&date, (guint32) (floor (serial) - SERIAL_OF_UNIX + JULIAN_OF_UNIX));
  for (const char *c = pattern; *c != '\0';)
    {
      gsize run = 1;

      while (c[run] == *c)
        run++;
      if (*c == 'd')
        g_string_append_printf (text, run > 1 ? "%02d" : "%d", g_date_get_day (&date));
      else if (*c == 'm')
        g_string_append_printf (text, run > 1 ? "%02d" : "%d", g_date_get_month (&date));
      else if (*c == 'y')
        g_string_append_printf (text, "%02d", run > 2 ? g_date_get_year (&date) : g_date_get_year (&date) % 100);
      else
        g_string_append_len (text, c, run);
      c += run;
    }
  return g_string_free (text, FALSE);
}

static char *
format_number (double number, const char *pattern, const char *locale)
{
  const char *point = strchr (pattern, '.');
  int decimals = point != NULL ? (int) strspn (point + 1, "0#") : 0;
  gboolean is_percent = strchr (pattern, '%') != NULL;
  char digits[64];
  GString *text = g_string_new (number < 0 ? "-" : "");
  char *dot;
  gsize whole;

  g_snprintf (digits, sizeof digits, "%.*f", decimals, fabs (is_percent ? number * 100 : number));
  dot = strchr (digits, '.');
  whole = dot != NULL ? (gsize) (dot - digits) : strlen (digits);
  if (strchr (pattern, '$') != NULL)
    g_string_append_c (text, '$');
  for (gsize i = 0; i < whole; i++)
    {
      g_string_append_c (text, digits[i]);
      if (strchr (pattern, ',') != NULL && (whole - i) % 3 == 1 && i + 1 < whole)
        g_string_append_c (text, has_decimal_comma (locale) ? '.' : ',');
    }
  if (dot != NULL)
    g_string_append_printf (text, "%c%s", has_decimal_comma (locale) ? ',' : '.', dot + 1);
  if (is_percent)
    g_string_append_c (text, '%');
  return g_string_free (text, FALSE);
}

char *
value_format (const Value *value, JsonObject *format, const char *locale)
{
  const char *pattern = get_number_format (format, "pattern");
  char plain[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->kind)
    {
    case VALUE_NUMBER:
      if (format_is_date (format))
        return format_day (value->number, pattern != NULL ? pattern : is_american (locale) ? "m/d/yyyy" : "dd/mm/yyyy");
      if (pattern != NULL)
        return format_number (value->number, pattern, locale);
      g_ascii_formatd (plain, sizeof plain, "%.15g", value->number);
      if (has_decimal_comma (locale))
        g_strdelimit (plain, ".", ',');
      return g_strdup (plain);
    case VALUE_BOOL:
      if (g_str_has_prefix (locale, "es"))
        return g_strdup (value->number != 0 ? "VERDADERO" : "FALSO");
      return g_strdup (value->number != 0 ? "TRUE" : "FALSE");
    default:
      return g_strdup (value->text != NULL ? value->text : "");
    }
}

/* ---- Cells ---- */

Cell *
cell_new (void)
{
  return g_new0 (Cell, 1);
}

void
cell_free (Cell *cell)
{
  if (cell == NULL)
    return;
  value_clear (&cell->value);
  g_clear_pointer (&cell->format, json_object_unref);
  g_clear_pointer (&cell->validation, json_object_unref);
  g_free (cell->note);
  g_free (cell);
}

Cell *
cell_copy (const Cell *cell)
{
  Cell *copy;

  if (cell == NULL)
    return NULL;
  copy = cell_new ();
  value_copy (&copy->value, &cell->value);
  copy->format = cell->format != NULL ? json_object_ref (cell->format) : NULL;
  copy->validation = cell->validation != NULL ? json_object_ref (cell->validation) : NULL;
  copy->note = g_strdup (cell->note);
  return copy;
}

gboolean
cell_is_blank (const Cell *cell)
{
  return cell == NULL || cell->value.kind == VALUE_EMPTY;
}

static const char *const kind_names[] = { "empty", "number", "text", "bool", "error", "formula" };

JsonObject *
cell_to_json (const Cell *cell)
{
  JsonObject *object = json_object_new ();

  if (cell->value.kind != VALUE_EMPTY)
    {
      json_object_set_string_member (object, "kind", kind_names[cell->value.kind]);
      if (cell->value.text != NULL)
        json_object_set_string_member (object, "text", cell->value.text);
      else
        json_object_set_double_member (object, "number", cell->value.number);
    }
  if (cell->format != NULL)
    json_object_set_object_member (object, "format", json_object_ref (cell->format));
  if (cell->validation != NULL)
    json_object_set_object_member (object, "validation", json_object_ref (cell->validation));
  if (cell->note != NULL)
    json_object_set_string_member (object, "note", cell->note);
  return object;
}

Cell *
cell_from_json (JsonObject *object)
{
  Cell *cell = cell_new ();
  const char *kind = json_object_get_string_member_with_default (object, "kind", "empty");

  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind, kind_names[i]))
      cell->value.kind = i;
  cell->value.number = json_object_get_double_member_with_default (object, "number", 0);
  cell->value.text = g_strdup (json_object_get_string_member_with_default (object, "text", NULL));
  if (json_object_has_member (object, "format"))
    cell->format = json_object_ref (json_object_get_object_member (object, "format"));
  if (json_object_has_member (object, "validation"))
    cell->validation = json_object_ref (json_object_get_object_member (object, "validation"));
  cell->note = g_strdup (json_object_get_string_member_with_default (object, "note", NULL));
  return cell;
}
