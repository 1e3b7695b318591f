/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-private.h"

#include <math.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-xlsx-package.h"
#include "autosell-xlsx-sheet.h"
#include "autosell-xlsx-strings.h"

/* SpreadsheetML (ECMA-376, both its transitional and its strict form): only the names of elements are looked at, which
 * both forms share. */

/* More than any person made. */
#define MAX_SHEETS 1000

/* Share of the time that the shared texts take. */
#define PROGRESS_STRINGS 0.3

typedef struct
{
  char *id;     /* owned */
  char *target; /* owned: a part */
  char *kind;   /* owned: the last word of its type, "worksheet" */
} Relation;

typedef struct
{
  char *name; /* owned */
  char *relation_id;
  gboolean is_hidden;
} Sheet;

typedef struct
{
  AutosellXlsxPackage *package; /* owned */
  char *folder;                 /* owned, of the workbook part, with its "/" or empty */
  GArray *relations;            /* owned, of Relation */
  GArray *sheets;               /* owned, of Sheet */
  gboolean is_1904;
} Workbook;

static void
clear_relation (gpointer data)
{
  Relation *relation = data;

  g_free (relation->id);
  g_free (relation->target);
  g_free (relation->kind);
}

static void
clear_sheet (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->relation_id);
}

static Workbook *
workbook_new (void)
{
  Workbook *workbook = g_new0 (Workbook, 1);

  workbook->relations = g_array_new (FALSE, TRUE, sizeof (Relation));
  g_array_set_clear_func (workbook->relations, clear_relation);
  workbook->sheets = g_array_new (FALSE, TRUE, sizeof (Sheet));
  g_array_set_clear_func (workbook->sheets, clear_sheet);
  return workbook;
}

static void
workbook_free (Workbook *workbook)
{
  g_clear_pointer (&workbook->package, autosell_xlsx_package_free);
  g_free (workbook->folder);
  g_array_unref (workbook->relations);
  g_array_unref (workbook->sheets);
  g_free (workbook);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Workbook, workbook_free)

/* ---- Relations ---- */

/* @target relative to @folder, "/" from the root; ".." resolved, never above the root. */
static char *
resolve (const char *folder, const char *target)
{
  g_autofree char *whole = *target == '/' ? g_strdup (target) : g_strconcat ("/", folder, target, NULL);
  g_autofree char *canonical = g_canonicalize_filename (whole, "/");

  return g_strdup (canonical + 1);
}

typedef struct
{
  GArray *relations; /* unowned */
  const char *folder;
} RelationsReading;

static void
relations_start (AutosellXmlParser *parser, const char *name, gpointer data)
{
  RelationsReading *reading = data;
  g_autofree char *target = NULL;
  g_autofree char *type = NULL;
  Relation relation;

  if (strcmp (name, "Relationship") != 0 || reading->relations->len >= 2 * MAX_SHEETS)
    return;
  target = autosell_xml_parser_dup_attribute (parser, "Target");
  type = autosell_xml_parser_dup_attribute (parser, "Type");
  if (target == NULL || type == NULL)
    return;
  relation.id = autosell_xml_parser_dup_attribute (parser, "Id");
  relation.target = resolve (reading->folder, target);
  relation.kind = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  g_array_append_val (reading->relations, relation);
}

/* @folder: the one of the part that the relations belong to */
static gboolean
read_relations (AutosellXlsxPackage *package, const char *part, const char *folder, GArray *relations, GError **error)
{
  static const AutosellXmlHandler handler = { relations_start, NULL, NULL };
  RelationsReading reading = { relations, folder };

  return autosell_xlsx_package_parse (package, part, &handler, &reading, error);
}

static const Relation *
find_relation (GArray *relations, const char *id, const char *kind)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const Relation *relation = &g_array_index (relations, Relation, i);

      if ((id == NULL || g_strcmp0 (relation->id, id) == 0) && strcmp (relation->kind, kind) == 0)
        return relation;
    }
  return NULL;
}

/* ---- The workbook part ---- */

static gboolean
attribute_is_true (AutosellXmlParser *parser, const char *name)
{
  g_autofree char *value = autosell_xml_parser_dup_attribute (parser, name);

  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0);
}

static void
workbook_start (AutosellXmlParser *parser, const char *name, gpointer data)
{
  Workbook *workbook = data;
  g_autofree char *state = NULL;
  Sheet sheet = { 0 };

  if (strcmp (name, "workbookPr") == 0)
    workbook->is_1904 = attribute_is_true (parser, "date1904");
  if (strcmp (name, "sheet") != 0 || workbook->sheets->len >= MAX_SHEETS)
    return;

  sheet.name = autosell_xml_parser_dup_attribute (parser, "name");
  sheet.relation_id = autosell_xml_parser_dup_attribute (parser, "id");
  if (sheet.name == NULL)
    sheet.name = g_strdup ("");
  state = autosell_xml_parser_dup_attribute (parser, "state");
  sheet.is_hidden = state != NULL && strcmp (state, "visible") != 0;
  g_array_append_val (workbook->sheets, sheet);
}

/* What it is instead, for people who chose the wrong file. */
static void
set_no_workbook (AutosellXlsxPackage *package, GError **error)
{
  const char *message = _("This archive is not a spreadsheet. Save the table as “.xlsx” or “.csv” and try again.");

  if (autosell_xlsx_package_has (package, "content.xml"))
    message = _("This is an OpenDocument file. Save it as “.xlsx” or “.csv” and try again.");
  else if (autosell_xlsx_package_has (package, "xl/workbook.bin"))
    message = _("This is a binary Excel workbook (.xlsb). Save it as “.xlsx” and try again.");
  g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE, message);
}

/* Returns: (transfer full): the name of the workbook part, which nearly always is "xl/workbook.xml" */
static char *
find_workbook_part (AutosellXlsxPackage *package, GError **error)
{
  g_autoptr(GArray) relations = g_array_new (FALSE, TRUE, sizeof (Relation));
  const Relation *relation;

  g_array_set_clear_func (relations, clear_relation);
  if (autosell_xlsx_package_has (package, "_rels/.rels")
      && !read_relations (package, "_rels/.rels", "", relations, error))
    return NULL;

  relation = find_relation (relations, NULL, "officeDocument");
  if (relation != NULL && autosell_xlsx_package_has (package, relation->target)
      && !g_str_has_suffix (relation->target, ".bin"))
    return g_strdup (relation->target);
  if (autosell_xlsx_package_has (package, "xl/workbook.xml"))
    return g_strdup ("xl/workbook.xml");
  set_no_workbook (package, error);
  return NULL;
}

static gboolean
workbook_read (Workbook *workbook, GError **error)
{
  static const AutosellXmlHandler handler = { workbook_start, NULL, NULL };
  g_autofree char *part = find_workbook_part (workbook->package, error);
  g_autofree char *relations_part = NULL;
  const char *slash;

  if (part == NULL)
    return FALSE;
  slash = strrchr (part, '/');
  workbook->folder = slash != NULL ? g_strndup (part, slash + 1 - part) : g_strdup ("");
  relations_part = g_strdup_printf ("%s_rels/%s.rels", workbook->folder, part + strlen (workbook->folder));
  return autosell_xlsx_package_parse (workbook->package, part, &handler, workbook, error)
         && read_relations (workbook->package, relations_part, workbook->folder, workbook->relations, error);
}

/* ---- Sheets ---- */

static char **
dup_sheet_names (const Workbook *workbook)
{
  char **names = g_new0 (char *, workbook->sheets->len + 1);

  for (guint i = 0; i < workbook->sheets->len; i++)
    names[i] = g_strdup (g_array_index (workbook->sheets, Sheet, i).name);
  return names;
}

static AutosellTable *
read_sheet (Workbook *workbook, const Sheet *sheet, AutosellXlsxBook *book, GError **error)
{
  const Relation *relation = find_relation (workbook->relations, sheet->relation_id, "worksheet");
  g_autoptr(AutosellTable) table = autosell_table_new ("XLSX", FALSE);

  autosell_table_set_sheets (table, dup_sheet_names (workbook), sheet->name);
  autosell_table_set_1904 (table, workbook->is_1904);
  /* A sheet that is only a chart has another kind, and no cells. */
  if (relation != NULL
      && !autosell_xlsx_sheet_read (workbook->package, relation->target, book, table, PROGRESS_STRINGS, error))
    return NULL;
  autosell_table_end (table);
  return g_steal_pointer (&table);
}

static const Sheet *
find_sheet (const Workbook *workbook, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      const Sheet *sheet = &g_array_index (workbook->sheets, Sheet, i);
      g_autofree char *other = g_utf8_casefold (sheet->name, -1);

      if (strcmp (other, folded) == 0)
        return sheet;
    }
  return NULL;
}

static AutosellTable *
read_named_sheet (Workbook *workbook, const char *name, AutosellXlsxBook *book, GError **error)
{
  const Sheet *sheet = find_sheet (workbook, name);

  if (sheet != NULL)
    return read_sheet (workbook, sheet, book, error);

  g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET,
               _("The workbook has no sheet “%s”."), name);
  return NULL;
}

/* The first that has anything in it; what somebody hid only when there is nothing else. */
static AutosellTable *
read_first_sheet (Workbook *workbook, AutosellXlsxBook *book, GError **error)
{
  g_autoptr(AutosellTable) table = NULL;

  for (int is_hidden = FALSE; is_hidden <= TRUE; is_hidden++)
    for (guint i = 0; i < workbook->sheets->len; i++)
      {
        const Sheet *sheet = &g_array_index (workbook->sheets, Sheet, i);

        if (sheet->is_hidden != is_hidden)
          continue;
        g_clear_object (&table);
        if (!(table = read_sheet (workbook, sheet, book, error)))
          return NULL;
        if (autosell_table_get_n_rows (table) > 0)
          return g_steal_pointer (&table);
      }

  if (table == NULL)
    set_no_workbook (workbook->package, error);
  return g_steal_pointer (&table);
}

static AutosellTable *
read_book (Workbook *workbook, const char *sheet_name, AutosellXlsxBook *book, GError **error)
{
  const Relation *strings = find_relation (workbook->relations, NULL, "sharedStrings");
  const Relation *styles = find_relation (workbook->relations, NULL, "styles");

  book->is_1904 = workbook->is_1904;
  if (strings != NULL && autosell_xlsx_package_has (workbook->package, strings->target)
      && !(book->strings = autosell_xlsx_strings_read (workbook->package, strings->target, PROGRESS_STRINGS, error)))
    return NULL;
  if (styles != NULL && autosell_xlsx_package_has (workbook->package, styles->target)
      && !(book->formats = autosell_xlsx_formats_read (workbook->package, styles->target, error)))
    return NULL;
  return sheet_name != NULL ? read_named_sheet (workbook, sheet_name, book, error)
                            : read_first_sheet (workbook, book, error);
}

AutosellTable *
autosell_xlsx_read (GInputStream *stream, const char *sheet_name, const AutosellReadContext *context, GError **error)
{
  g_autoptr(Workbook) workbook = workbook_new ();
  AutosellXlsxBook book = { 0 };
  AutosellTable *table;

  if (!(workbook->package = autosell_xlsx_package_new (stream, context, error)) || !workbook_read (workbook, error))
    return NULL;

  table = read_book (workbook, sheet_name, &book, error);
  g_clear_pointer (&book.strings, autosell_xlsx_strings_free);
  g_clear_pointer (&book.formats, g_array_unref);
  if (table != NULL && context->progress != NULL)
    context->progress (1, context->progress_data);
  return table;
}
