/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-row-writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <time.h>
#include <glib/gi18n-lib.h>

#include "autosell-header.h"
#include "autosell-parse.h"
#include "autosell-xlsx-text.h"

/* The few parts that a workbook needs, row by row into a zip archive with every write checked: a disk that is full, be
 * it the one for temporary files, must not give a file that only looks whole. */

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS_NS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE_NS "http://schemas.openxmlformats.org/package/2006/"
#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

#define SHEET_NAME_MAX 31

/* Positions in cellXfs below. */
enum
{
  STYLE_DEFAULT,
  STYLE_HEADER,
  STYLE_TEXT,
  STYLE_COUNT,
  STYLE_INTEGER,
  STYLE_MONEY,
  STYLE_MONEY_CENTS,
  STYLE_DATE,
};

static const char styles_part[] = XML_HEAD
  "<styleSheet xmlns=\"" MAIN_NS "\">"
  "<numFmts count=\"3\"><numFmt numFmtId=\"164\" formatCode=\"&quot;$&quot;#,##0\"/>"
  "<numFmt numFmtId=\"165\" formatCode=\"&quot;$&quot;#,##0.00\"/><numFmt numFmtId=\"166\" "
  "formatCode=\"dd/mm/yyyy\"/></numFmts>"
  "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"
  "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font></fonts>"
  "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
  "patternType=\"gray125\"/></fill></fills>"
  "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
  "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
  "<cellXfs count=\"8\">"
  "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
  "<xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
  "<xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "<xf numFmtId=\"1\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "<xf numFmtId=\"3\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "<xf numFmtId=\"166\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\"/>"
  "</cellXfs>"
  "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
  "</styleSheet>";

static const char content_types_part[] =
  XML_HEAD "<Types xmlns=\"" PACKAGE_NS "content-types\">"
           "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
           "<Override PartName=\"/xl/workbook.xml\" "
           "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
           "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
           "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
           "<Override PartName=\"/xl/styles.xml\" "
           "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
           "</Types>";

static const char root_relations_part[] =
  XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">"
           "<Relationship Id=\"rId1\" Type=\"" RELATIONS_NS "/officeDocument\" Target=\"xl/workbook.xml\"/>"
           "</Relationships>";

static const char workbook_relations_part[] =
  XML_HEAD "<Relationships xmlns=\"" PACKAGE_NS "relationships\">"
           "<Relationship Id=\"rId1\" Type=\"" RELATIONS_NS "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
           "<Relationship Id=\"rId2\" Type=\"" RELATIONS_NS "/styles\" Target=\"styles.xml\"/>"
           "</Relationships>";

typedef struct
{
  AutosellRowWriter parent;
  AutosellOutputFile *file; /* unowned */
  struct archive *archive;  /* owned */
  GError *error;            /* owned, nullable: what the file said when the archive wrote to it */
  GPtrArray *letters;       /* owned, of strings: the columns' names */
  GString *xml;             /* owned; what is to be written next */
  guint n_rows;
  guint column;
  gboolean is_given_up;
} XlsxWriter;

/* ---- The archive ---- */

/* The archive never hears of a failure: it would keep its compressor for ever. What it writes afterwards, and what is
 * written when the export is given up, goes nowhere. */
static la_ssize_t
write_cb (struct archive *archive, void *data, const void *bytes, size_t length)
{
  XlsxWriter *self = data;

  if (self->error == NULL && !self->is_given_up)
    autosell_output_file_write (self->file, bytes, length, &self->error);
  return length;
}

/* @result: of a call to the archive */
static gboolean
check (XlsxWriter *self, la_ssize_t result, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else if (result < ARCHIVE_WARN)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_FAILED,
                 _("The workbook could not be packed: %s"), archive_error_string (self->archive));
  else
    return TRUE;
  return FALSE;
}

/* @size: -1 where it is not known beforehand */
static gboolean
begin_part (XlsxWriter *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean ok;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, time (NULL), 0);
  if (size >= 0)
    archive_entry_set_size (entry, size);
  ok = check (self, archive_write_header (self->archive, entry), error);
  archive_entry_free (entry);
  return ok;
}

static gboolean
write_data (XlsxWriter *self, const char *data, gsize length, GError **error)
{
  return check (self, archive_write_data (self->archive, data, length), error);
}

static gboolean
write_part (XlsxWriter *self, const char *name, const char *content, GError **error)
{
  gsize length = strlen (content);

  return begin_part (self, name, length, error) && write_data (self, content, length, error);
}

/* Writes out what was gathered. */
static gboolean
flush (XlsxWriter *self, GError **error)
{
  gboolean ok = write_data (self, self->xml->str, self->xml->len, error);

  g_string_truncate (self->xml, 0);
  return ok;
}

/* ---- The sheet ---- */

static int
get_style (AutosellRowCell kind)
{
  switch (kind)
    {
    case AUTOSELL_ROW_COUNT:
      return STYLE_COUNT;
    case AUTOSELL_ROW_INTEGER:
      return STYLE_INTEGER;
    case AUTOSELL_ROW_MONEY:
      return STYLE_MONEY;
    case AUTOSELL_ROW_DATE:
      return STYLE_DATE;
    case AUTOSELL_ROW_TEXT:
    default:
      return STYLE_TEXT;
    }
}

/* Cells that a person fills in later have the format of their column. */
static gboolean
begin_sheet (XlsxWriter *self, const AutosellRowColumn *columns, guint n_columns, GError **error)
{
  g_string_append (self->xml, XML_HEAD
                   "<worksheet xmlns=\"" MAIN_NS "\"><sheetViews><sheetView tabSelected=\"1\" "
                   "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" "
                   "state=\"frozen\"/><selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/></sheetView>"
                   "</sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>");
  for (guint i = 0; i < n_columns; i++)
    {
      g_string_append_printf (self->xml, "<col min=\"%u\" max=\"%u\" width=\"%u\" style=\"%d\" customWidth=\"1\"/>",
                              i + 1, i + 1, columns[i].width, get_style (columns[i].usual));
      g_ptr_array_add (self->letters, autosell_heading_dup_letters (i));
    }
  g_string_append (self->xml, "</cols><sheetData>");
  return begin_part (self, "xl/worksheets/sheet1.xml", -1, error) && flush (self, error);
}

static gboolean
xlsx_begin_row (AutosellRowWriter *writer, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  self->n_rows++;
  self->column = 0;
  g_string_append_printf (self->xml, "<row r=\"%u\">", self->n_rows);
  return TRUE;
}

/* Excel's day number, 0 where it has none that reads back as @iso. */
static int
get_serial (const char *iso)
{
  char back[AUTOSELL_DATE_SIZE];
  int serial;

  if (!autosell_date_is_valid (iso))
    return 0;
  serial = autosell_date_days_between ("1900-01-01", iso) + 1;
  if (serial >= 60)
    serial++; /* Excel counts a 29 February 1900 */
  return autosell_date_from_excel_serial (serial, FALSE, back) && strcmp (back, iso) == 0 ? serial : 0;
}

static void
append_text_cell (XlsxWriter *self, const char *letters, int style, const char *text)
{
  g_string_append_printf (self->xml, "<c r=\"%s%u\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", letters,
                          self->n_rows, style);
  autosell_xlsx_text_append (self->xml, text);
  g_string_append (self->xml, "</t></is></c>");
}

static gboolean
xlsx_add_cell (AutosellRowWriter *writer, AutosellRowCell kind, const char *text, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;
  const char *letters = g_ptr_array_index (self->letters, self->column++);
  int style = get_style (kind);
  int serial = text != NULL && kind == AUTOSELL_ROW_DATE ? get_serial (text) : 0;

  if (text == NULL)
    return TRUE;
  if (kind == AUTOSELL_ROW_TEXT || (kind == AUTOSELL_ROW_DATE && serial == 0))
    append_text_cell (self, letters, self->n_rows == 1 ? STYLE_HEADER : STYLE_TEXT, text);
  else if (kind == AUTOSELL_ROW_DATE)
    g_string_append_printf (self->xml, "<c r=\"%s%u\" s=\"%d\"><v>%d</v></c>", letters, self->n_rows, style, serial);
  else
    {
      if (kind == AUTOSELL_ROW_MONEY && strchr (text, '.') != NULL)
        style = STYLE_MONEY_CENTS;
      g_string_append_printf (self->xml, "<c r=\"%s%u\" s=\"%d\"><v>%s</v></c>", letters, self->n_rows, style, text);
    }
  return TRUE;
}

static gboolean
xlsx_end_row (AutosellRowWriter *writer, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  g_string_append (self->xml, "</row>");
  return self->xml->len < 32 * 1024 || flush (self, error);
}

/* ---- The end ---- */

static char *
dup_filter_range (XlsxWriter *self, const char *dollar)
{
  const char *last = g_ptr_array_index (self->letters, self->letters->len - 1);

  return g_strdup_printf ("%sA%s1:%s%s%s%u", dollar, dollar, dollar, last, dollar, self->n_rows);
}

static gboolean
end_sheet (XlsxWriter *self, GError **error)
{
  g_autofree char *range = dup_filter_range (self, "");

  g_string_append_printf (self->xml, "</sheetData><autoFilter ref=\"%s\"/></worksheet>", range);
  return flush (self, error);
}

/* What Excel allows in the name of a sheet. Returns: (transfer full) */
static char *
dup_sheet_name (void)
{
  /* Translators: the name of the sheet in exported workbooks, at most 31 characters */
  g_autofree char *name =
    g_utf8_substring (_("Inventory"), 0, MIN (g_utf8_strlen (_("Inventory"), -1), SHEET_NAME_MAX));

  return g_strdelimit (g_steal_pointer (&name), "[]:*?/\\'", ' ');
}

static gboolean
write_workbook (XlsxWriter *self, GError **error)
{
  g_autofree char *range = dup_filter_range (self, "$");
  g_autofree char *name = dup_sheet_name ();
  g_autoptr(GString) escaped = g_string_new (NULL);
  g_autofree char *part = NULL;

  autosell_xlsx_text_append (escaped, name);
  part = g_strdup_printf (XML_HEAD
                          "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" RELATIONS_NS "\"><workbookPr/>"
                          "<bookViews><workbookView/></bookViews>"
                          "<sheets><sheet name=\"%s\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                          "<definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">"
                          "'%s'!%s</definedName></definedNames></workbook>",
                          escaped->str, escaped->str, range);
  return write_part (self, "xl/workbook.xml", part, error);
}

static gboolean
xlsx_finish (AutosellRowWriter *writer, GError **error)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  return end_sheet (self, error) && write_workbook (self, error)
         && check (self, archive_write_close (self->archive), error);
}

static void
xlsx_free (AutosellRowWriter *writer)
{
  XlsxWriter *self = (XlsxWriter *) writer;

  self->is_given_up = TRUE; /* unless it was finished, and has nothing more to write */
  archive_write_free (self->archive);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->letters);
  g_string_free (self->xml, TRUE);
  g_free (self);
}

/* Sizes come after the data, which all programs read; the 64-bit form of that is what some do not. */
static gboolean
open_archive (XlsxWriter *self, GError **error)
{
  self->archive = archive_write_new ();
  return check (self, archive_write_set_format_zip (self->archive), error)
         && check (self, archive_write_set_format_option (self->archive, "zip", "zip64", NULL), error)
         && check (self, archive_write_set_bytes_per_block (self->archive, 0), error)
         && check (self, archive_write_open (self->archive, self, NULL, write_cb, NULL), error);
}

AutosellRowWriter *
autosell_xlsx_writer_new (AutosellOutputFile *file, const AutosellRowColumn *columns, guint n_columns, GError **error)
{
  XlsxWriter *self = g_new0 (XlsxWriter, 1);

  self->parent = (AutosellRowWriter){ xlsx_begin_row, xlsx_add_cell, xlsx_end_row, xlsx_finish, xlsx_free };
  self->file = file;
  self->letters = g_ptr_array_new_with_free_func (g_free);
  self->xml = g_string_new (NULL);
  if (open_archive (self, error) && write_part (self, "[Content_Types].xml", content_types_part, error)
      && write_part (self, "_rels/.rels", root_relations_part, error)
      && write_part (self, "xl/_rels/workbook.xml.rels", workbook_relations_part, error)
      && write_part (self, "xl/styles.xml", styles_part, error) && begin_sheet (self, columns, n_columns, error))
    return &self->parent;

  xlsx_free (&self->parent);
  return NULL;
}
