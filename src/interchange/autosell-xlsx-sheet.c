/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-xlsx-sheet.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-xlsx-text.h"

#define SECONDS_PER_DAY 86400

typedef enum
{
  TYPE_NUMBER,
  TYPE_SHARED,
  TYPE_INLINE,
  TYPE_STRING, /* what a formula gave */
  TYPE_BOOLEAN,
  TYPE_ERROR,
  TYPE_DATE, /* ISO 8601, in the strict form only */
} CellType;

typedef struct
{
  AutosellTable *table;         /* unowned */
  const AutosellXlsxBook *book; /* unowned */
  GError *error;

  guint row;         /* number of the latest row, from 1 */
  guint next_column; /* of a cell that does not say where it is */
  gboolean in_cell;
  guint column;
  guint style;
  CellType type;
  GString *value;   /* owned; of <v> or <is> */
  GString *formula; /* owned */
  gboolean has_value;
  GString *target; /* unowned: where text goes now, or NULL */
  int n_phonetic;
} SheetReading;

/* ---- Cells ---- */

static gboolean
add (SheetReading *self, AutosellCellType type, const char *text, double number, GError **error)
{
  return autosell_table_add_cell (self->table, self->column, type, text, strlen (text), number, error);
}

static AutosellXlsxMeaning
get_meaning (const SheetReading *self)
{
  if (self->book->formats == NULL || self->style >= self->book->formats->len)
    return AUTOSELL_XLSX_NUMBER;
  return g_array_index (self->book->formats, guint8, self->style);
}

/* "14:30", with seconds where there are any. */
static char *
format_time (gint64 seconds)
{
  int s = seconds % 60;
  int minutes = seconds / 60;

  return s != 0 ? g_strdup_printf ("%02d:%02d:%02d", minutes / 60, minutes % 60, s)
                : g_strdup_printf ("%02d:%02d", minutes / 60, minutes % 60);
}

/* FALSE where it is no such day, so that it stays a number. */
static gboolean
add_instant (SheetReading *self, AutosellXlsxMeaning meaning, double number, gboolean *ok, GError **error)
{
  char iso[AUTOSELL_DATE_SIZE];
  g_autofree char *time = NULL;
  g_autofree char *both = NULL;
  gint64 seconds;

  if (!(number >= 0 && number < 3000000))
    return FALSE;
  seconds = llround (number * SECONDS_PER_DAY);
  time = format_time (seconds % SECONDS_PER_DAY);
  if (meaning == AUTOSELL_XLSX_TIME && seconds < SECONDS_PER_DAY)
    {
      *ok = add (self, AUTOSELL_CELL_TEXT, time, 0, error);
      return TRUE;
    }
  /* A time format on a whole day and more is somebody's mistake, and the day is what would be missed. */
  if (!autosell_date_from_excel_serial (meaning == AUTOSELL_XLSX_DATE ? floor (number)
                                                                      : (double) (seconds / SECONDS_PER_DAY),
                                        self->book->is_1904, iso))
    return FALSE;
  if (meaning != AUTOSELL_XLSX_DATE && seconds % SECONDS_PER_DAY != 0)
    both = g_strconcat (iso, " ", time, NULL);
  *ok = add (self, AUTOSELL_CELL_DATE, both != NULL ? both : iso, number, error);
  return TRUE;
}

static gboolean
add_number (SheetReading *self, GError **error)
{
  AutosellXlsxMeaning meaning = get_meaning (self);
  g_autofree char *text = NULL;
  char *end;
  double number;
  gboolean ok;

  g_strstrip (self->value->str);
  if (*self->value->str == '\0')
    return TRUE;
  number = g_ascii_strtod (self->value->str, &end);
  if (*end != '\0' || !isfinite (number))
    return add (self, AUTOSELL_CELL_TEXT, self->value->str, 0, error);
  if (meaning != AUTOSELL_XLSX_NUMBER && add_instant (self, meaning, number, &ok, error))
    return ok;
  text = autosell_xlsx_number_to_text (number);
  return add (self, AUTOSELL_CELL_NUMBER, text, number, error);
}

static gboolean
add_shared (SheetReading *self, GError **error)
{
  guint64 index;
  gsize length = 0;
  const char *text = NULL;

  g_strstrip (self->value->str);
  if (self->book->strings != NULL && g_ascii_string_to_unsigned (self->value->str, 10, 0, G_MAXUINT32, &index, NULL))
    text = autosell_xlsx_strings_get (self->book->strings, index, &length);
  if (text != NULL)
    return autosell_table_add_cell (self->table, self->column, AUTOSELL_CELL_TEXT, text, length, 0, error);

  g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
               _("The workbook is damaged: a text of row %u is missing."), self->row);
  return FALSE;
}

/* "2025-07-01T00:00:00" */
static gboolean
add_iso_date (SheetReading *self, GError **error)
{
  g_autofree char *day = NULL;
  g_autofree char *both = NULL;
  const char *clock;
  double serial;

  g_strstrip (self->value->str);
  day = g_strndup (self->value->str, AUTOSELL_DATE_SIZE - 1);
  if (!autosell_date_is_valid (day))
    return add (self, AUTOSELL_CELL_TEXT, self->value->str, 0, error);

  /* Days since 1899-12-30 are what Excel counts from March 1900 on. */
  serial = autosell_date_days_between ("1900-03-01", day) + (self->book->is_1904 ? 61 - 1462 : 61);
  clock = self->value->str + strlen (day);
  if (*clock != '\0' && !g_str_has_prefix (clock, "T00:00:00"))
    both = g_strconcat (day, " ", clock + 1, NULL);
  return add (self, AUTOSELL_CELL_DATE, both != NULL ? both : day, serial, error);
}

/* A formula whose value nobody has computed yet shows what it is, rather than nothing. */
static gboolean
add_uncomputed (SheetReading *self, GError **error)
{
  if (self->formula->len == 0)
    return TRUE;
  g_string_prepend_c (self->formula, '=');
  return add (self, AUTOSELL_CELL_TEXT, self->formula->str, 0, error);
}

static gboolean
add_cell (SheetReading *self, GError **error)
{
  if (!self->has_value)
    return add_uncomputed (self, error);

  switch (self->type)
    {
    case TYPE_SHARED:
      return self->value->len == 0 || add_shared (self, error);
    case TYPE_INLINE:
    case TYPE_STRING:
      autosell_xlsx_text_decode (self->value);
      return add (self, AUTOSELL_CELL_TEXT, self->value->str, 0, error);
    case TYPE_BOOLEAN:
      g_strstrip (self->value->str);
      return add (self, AUTOSELL_CELL_TEXT,
                  strcmp (self->value->str, "1") == 0   ? "TRUE"
                  : strcmp (self->value->str, "0") == 0 ? "FALSE"
                                                        : self->value->str,
                  0, error);
    case TYPE_ERROR:
      return add (self, AUTOSELL_CELL_TEXT, self->value->str, 0, error);
    case TYPE_DATE:
      return add_iso_date (self, error);
    case TYPE_NUMBER:
    default:
      return add_number (self, error);
    }
}

/* ---- Elements ---- */

/* "AB12" is column 27. Nonsense is taken as not said. */
static gboolean
parse_reference (const char *reference, gsize length, guint *column)
{
  guint found = 0;
  gsize i;

  for (i = 0; i < length && g_ascii_isalpha (reference[i]); i++)
    {
      found = found * 26 + (g_ascii_toupper (reference[i]) - 'A' + 1);
      if (found > 1000000)
        return FALSE;
    }
  if (i == 0)
    return FALSE;
  *column = found - 1;
  return TRUE;
}

static CellType
parse_type (const char *type, gsize length)
{
  static const struct
  {
    const char *name;
    CellType type;
  } types[] = {
    { "s", TYPE_SHARED },  { "inlineStr", TYPE_INLINE }, { "str", TYPE_STRING },
    { "b", TYPE_BOOLEAN }, { "e", TYPE_ERROR },          { "d", TYPE_DATE },
  };

  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (types); i++)
    if (strlen (types[i].name) == length && memcmp (types[i].name, type, length) == 0)
      return types[i].type;
  return TYPE_NUMBER;
}

static void
start_row (SheetReading *self, AutosellXmlParser *parser)
{
  guint number;

  self->row = autosell_xml_parser_get_number (parser, "r", &number) && number > 0 ? number
              : self->row < G_MAXUINT                                             ? self->row + 1
                                                                                  : self->row;
  self->next_column = 0;
  if (!autosell_table_begin_row (self->table, self->row, &self->error))
    autosell_xml_parser_take_error (parser, g_steal_pointer (&self->error));
}

static void
start_cell (SheetReading *self, AutosellXmlParser *parser)
{
  gsize length = 0;
  const char *reference = autosell_xml_parser_get_attribute (parser, "r", &length);
  const char *type;

  if (reference == NULL || !parse_reference (reference, length, &self->column))
    self->column = self->next_column;
  self->next_column = self->column + 1;
  type = autosell_xml_parser_get_attribute (parser, "t", &length);
  self->type = parse_type (type, length);
  if (!autosell_xml_parser_get_number (parser, "s", &self->style))
    self->style = 0;
  self->in_cell = self->row > 0;
  self->has_value = FALSE;
  g_string_truncate (self->value, 0);
  g_string_truncate (self->formula, 0);
}

static void
sheet_start (AutosellXmlParser *parser, const char *name, gpointer data)
{
  SheetReading *self = data;

  if (strcmp (name, "c") == 0)
    start_cell (self, parser);
  else if (strcmp (name, "row") == 0)
    start_row (self, parser);
  else if (!self->in_cell)
    return;
  else if (strcmp (name, "v") == 0)
    {
      self->has_value = TRUE;
      self->target = self->value;
    }
  else if (strcmp (name, "is") == 0)
    {
      self->has_value = TRUE;
      self->type = TYPE_INLINE;
    }
  else if (strcmp (name, "rPh") == 0)
    self->n_phonetic++;
  else if (strcmp (name, "t") == 0 && self->n_phonetic == 0 && self->type == TYPE_INLINE)
    self->target = self->value;
  else if (strcmp (name, "f") == 0)
    self->target = self->formula;
}

static void
sheet_end (AutosellXmlParser *parser, const char *name, gpointer data)
{
  SheetReading *self = data;

  self->target = NULL;
  if (strcmp (name, "rPh") == 0)
    self->n_phonetic = MAX (self->n_phonetic - 1, 0);
  if (strcmp (name, "c") != 0 || !self->in_cell)
    return;
  self->in_cell = FALSE;
  self->n_phonetic = 0;
  if (!add_cell (self, &self->error))
    autosell_xml_parser_take_error (parser, g_steal_pointer (&self->error));
}

static void
sheet_text (AutosellXmlParser *parser, const char *text, gsize length, gpointer data)
{
  SheetReading *self = data;

  if (self->target != NULL)
    autosell_xml_parser_append (parser, self->target, text, length);
}

gboolean
autosell_xlsx_sheet_read (AutosellXlsxPackage *package, const char *part, const AutosellXlsxBook *book,
                          AutosellTable *table, double progress, GError **error)
{
  static const AutosellXmlHandler handler = { sheet_start, sheet_end, sheet_text };
  SheetReading reading = { .table = table, .book = book };
  gboolean ok;

  reading.value = g_string_new (NULL);
  reading.formula = g_string_new (NULL);
  ok = autosell_xlsx_package_parse_long (package, part, &handler, &reading, progress, 1, error);
  g_string_free (reading.value, TRUE);
  g_string_free (reading.formula, TRUE);
  return ok;
}
