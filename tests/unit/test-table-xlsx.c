/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-table.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "autosell-import.h"
#include "autosell-xlsx-format.h"
#include "autosell-xlsx-text.h"

/* ---- Workbooks made here, part by part ---- */

#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define TYPES "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

typedef struct
{
  const char *name;
  const char *content;
} Part;

static GBytes *
pack (const Part *parts, guint n_parts)
{
  struct archive *archive = archive_write_new ();
  g_autofree guint8 *buffer = g_malloc (4 * 1024 * 1024);
  size_t used = 0;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, 4 * 1024 * 1024, &used), ==, ARCHIVE_OK);
  for (guint i = 0; i < n_parts; i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, parts[i].name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      archive_entry_set_size (entry, strlen (parts[i].content));
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, parts[i].content, strlen (parts[i].content)), >=, 0);
      archive_entry_free (entry);
    }
  archive_write_close (archive);
  archive_write_free (archive);
  return g_bytes_new (buffer, used);
}

#define ROOT_RELATIONS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"" TYPES "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
#define RELATIONS \
  "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" \
  "<Relationship Id=\"rId1\" Type=\"" TYPES "/worksheet\" Target=\"worksheets/sheet1.xml\"/>" \
  "<Relationship Id=\"rId2\" Type=\"" TYPES "/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>" \
  "<Relationship Id=\"rId3\" Type=\"" TYPES "/styles\" Target=\"../xl/styles.xml\"/></Relationships>"
#define WORKBOOK \
  "<workbook " MAIN " xmlns:r=\"" TYPES \
  "\"><sheets><sheet name=\"Hoja 1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"

static const char styles[] = "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-80A]d/m/yyyy;@\"/>"
                             "<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/><numFmt numFmtId=\"166\" "
                             "formatCode=\"0.00&quot; mdp&quot;\"/></numFmts>"
                             "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
                             "numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
                             "<xf numFmtId=\"20\"/></cellXfs></styleSheet>";

/* @sheet: what is between <sheetData> and its end; @strings: between <sst> and its end */
static GBytes *
make_book (const char *sheet, const char *strings, const char *workbook)
{
  g_autofree char *sheet_part = g_strdup_printf (
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet " MAIN "><sheetData>%s</sheetData></worksheet>", sheet);
  g_autofree char *strings_part = g_strdup_printf ("<sst " MAIN ">%s</sst>", strings);
  Part parts[] = {
    { "xl/worksheets/sheet1.xml", sheet_part }, /* before all that it refers to */
    { "_rels/.rels", ROOT_RELATIONS },           { "xl/workbook.xml", workbook },
    { "xl/_rels/workbook.xml.rels", RELATIONS }, { "xl/styles.xml", styles },
    { "xl/sharedStrings.xml", strings_part },
  };

  return pack (parts, G_N_ELEMENTS (parts));
}

static AutosellTable *
read_bytes (GBytes *bytes, const char *sheet_name)
{
  g_autoptr(GError) error = NULL;
  AutosellTable *table = autosell_table_read_bytes (bytes, sheet_name, NULL, &error);

  g_assert_no_error (error);
  return table;
}

static AutosellTable *
read_sheet (const char *sheet, const char *strings)
{
  g_autoptr(GBytes) bytes = make_book (sheet, strings, WORKBOOK);

  return read_bytes (bytes, NULL);
}

static void
assert_refused (GBytes *bytes, int code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, code);
}

static void
assert_sheet_refused (const char *sheet, int code)
{
  g_autoptr(GBytes) bytes = make_book (sheet, "<si><t>a</t></si>", WORKBOOK);

  assert_refused (bytes, code);
}

static void
assert_cell (AutosellTable *table, guint row, guint column, AutosellCellType type, const char *text)
{
  const AutosellCell *cell = autosell_table_get_cell (table, row, column);

  g_assert_cmpstr (cell->text, ==, text);
  g_assert_cmpint (cell->type, ==, type);
}

/* ---- Tests ---- */

static void
test_strings (void)
{
  g_autoptr(AutosellTable) table = read_sheet (
    "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>2</v></c>"
    "<c r=\"D1\" t=\"s\"><v>3</v></c></row>"
    "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>in &amp; line</t></is></c>"
    "<c r=\"B2\" t=\"inlineStr\"><is><r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh sb=\"0\" "
    "eb=\"1\"><t>no</t></rPh></is></c>"
    "<c r=\"C2\" t=\"str\"><f>A1&amp;B1</f><v>computed</v></c><c r=\"D2\" t=\"s\"><v>4</v></c></row>",
    "<si><t xml:space=\"preserve\"> año </t></si><si><t>uno</t></si>"
    "<si><r><t>rich</t></r><r><rPr><i/></rPr><t xml:space=\"preserve\"> text</t></r><rPh sb=\"0\" "
    "eb=\"2\"><t>X</t></rPh><phoneticPr/></si>"
    "<si><t>two\nlines_x000D__x005F_x0041_</t></si><si><t/></si>");

  g_assert_cmpuint (autosell_table_get_n_rows (table), ==, 2);
  assert_cell (table, 0, 0, AUTOSELL_CELL_TEXT, "uno");
  assert_cell (table, 0, 1, AUTOSELL_CELL_TEXT, " año ");
  assert_cell (table, 0, 2, AUTOSELL_CELL_TEXT, "rich text");
  assert_cell (table, 0, 3, AUTOSELL_CELL_TEXT, "two\nlines\r_x0041_");
  assert_cell (table, 1, 0, AUTOSELL_CELL_TEXT, "in & line");
  assert_cell (table, 1, 1, AUTOSELL_CELL_TEXT, "rich");
  assert_cell (table, 1, 2, AUTOSELL_CELL_TEXT, "computed");
  assert_cell (table, 1, 3, AUTOSELL_CELL_EMPTY, "");
  g_assert_cmpstr (autosell_table_get_encoding (table), ==, "XLSX");
  g_assert_false (autosell_table_is_csv (table));
  g_assert_cmpstr (autosell_table_get_sheet_name (table), ==, "Hoja 1");
}

static void
test_values (void)
{
  g_autoptr(AutosellTable) table = read_sheet (
    "<row><c><v>379000</v></c><c><v>0.1</v></c><c><v>1.0000000000000001E-5</v></c><c><v>5512345678</v></c>"
    "<c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c><f>SUM(A1:A2)</f><v>42</v></c>"
    "<c><f>SUM(A1:A2)</f></c><c t=\"str\"><f>\"\"</f><v></v></c><c/><c><v>-3.50</v></c><c t=\"n\"><v> 7 </v></c>"
    "<c><v>nonsense</v></c></row>",
    "");

  assert_cell (table, 0, 0, AUTOSELL_CELL_NUMBER, "379000");
  assert_cell (table, 0, 1, AUTOSELL_CELL_NUMBER, "0.1");
  assert_cell (table, 0, 2, AUTOSELL_CELL_NUMBER, "0.00001");
  assert_cell (table, 0, 3, AUTOSELL_CELL_NUMBER, "5512345678");
  assert_cell (table, 0, 4, AUTOSELL_CELL_TEXT, "TRUE");
  assert_cell (table, 0, 5, AUTOSELL_CELL_TEXT, "FALSE");
  assert_cell (table, 0, 6, AUTOSELL_CELL_TEXT, "#N/A");
  assert_cell (table, 0, 7, AUTOSELL_CELL_NUMBER, "42");
  assert_cell (table, 0, 8, AUTOSELL_CELL_TEXT, "=SUM(A1:A2)");
  assert_cell (table, 0, 9, AUTOSELL_CELL_EMPTY, "");
  assert_cell (table, 0, 10, AUTOSELL_CELL_EMPTY, "");
  assert_cell (table, 0, 11, AUTOSELL_CELL_NUMBER, "-3.5");
  assert_cell (table, 0, 12, AUTOSELL_CELL_NUMBER, "7");
  assert_cell (table, 0, 13, AUTOSELL_CELL_TEXT, "nonsense");
}

static void
test_dates (void)
{
  g_autoptr(AutosellTable) table =
    read_sheet ("<row><c s=\"1\"><v>45839</v></c><c s=\"2\"><v>45839.75</v></c><c "
                "s=\"3\"><v>45839.6041666667</v></c><c s=\"3\"><v>45839</v></c>"
                "<c s=\"4\"><v>1.25</v></c><c s=\"5\"><v>0.5</v></c><c s=\"1\"><v>-1</v></c><c "
                "s=\"1\"><v>60</v></c><c s=\"99\"><v>45839</v></c>"
                "<c t=\"d\" s=\"1\"><v>2025-07-01T00:00:00</v></c><c s=\"1\" t=\"str\"><v>sin fecha</v></c></row>",
                "");

  assert_cell (table, 0, 0, AUTOSELL_CELL_DATE, "2025-07-01");
  assert_cell (table, 0, 1, AUTOSELL_CELL_DATE, "2025-07-01");
  assert_cell (table, 0, 2, AUTOSELL_CELL_DATE, "2025-07-01 14:30");
  assert_cell (table, 0, 3, AUTOSELL_CELL_DATE, "2025-07-01");
  assert_cell (table, 0, 4, AUTOSELL_CELL_NUMBER, "1.25");
  assert_cell (table, 0, 5, AUTOSELL_CELL_TEXT, "12:00");
  assert_cell (table, 0, 6, AUTOSELL_CELL_NUMBER, "-1");
  assert_cell (table, 0, 7, AUTOSELL_CELL_NUMBER, "60");
  assert_cell (table, 0, 8, AUTOSELL_CELL_NUMBER, "45839");
  assert_cell (table, 0, 9, AUTOSELL_CELL_DATE, "2025-07-01");
  assert_cell (table, 0, 10, AUTOSELL_CELL_TEXT, "sin fecha");
  g_assert_cmpfloat (autosell_table_get_cell (table, 0, 0)->number, ==, 45839);
  g_assert_cmpfloat (autosell_table_get_cell (table, 0, 9)->number, ==, 45839);
}

static void
test_1904 (void)
{
  g_autoptr(GBytes) bytes =
    make_book ("<row><c s=\"1\"><v>44377</v></c></row>", "",
               "<workbook " MAIN " xmlns:r=\"" TYPES "\"><workbookPr date1904=\"true\"/><sheets>"
               "<sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
  g_autoptr(AutosellTable) table = read_bytes (bytes, NULL);

  g_assert_true (autosell_table_is_1904 (table));
  assert_cell (table, 0, 0, AUTOSELL_CELL_DATE, "2025-07-01");
}

static void
test_format_codes (void)
{
  static const struct
  {
    const char *code;
    AutosellXlsxMeaning meaning;
  } cases[] = {
    { "General", AUTOSELL_XLSX_NUMBER },
    { "0.00", AUTOSELL_XLSX_NUMBER },
    { "#,##0", AUTOSELL_XLSX_NUMBER },
    { "\"$\"#,##0.00;[Red]-\"$\"#,##0.00", AUTOSELL_XLSX_NUMBER },
    { "0.00E+00", AUTOSELL_XLSX_NUMBER },
    { "#,##0\" km\"", AUTOSELL_XLSX_NUMBER },
    { "#,##0\\ \\k\\m", AUTOSELL_XLSX_NUMBER },
    { "@", AUTOSELL_XLSX_NUMBER },
    { "[$$-80A]#,##0.00", AUTOSELL_XLSX_NUMBER },
    { "[h]:mm:ss", AUTOSELL_XLSX_NUMBER },
    { "[mm]:ss", AUTOSELL_XLSX_NUMBER },
    { "\"d/m/y\"0", AUTOSELL_XLSX_NUMBER },
    { "_-* #,##0_-;-* #,##0_-", AUTOSELL_XLSX_NUMBER },
    { "0%", AUTOSELL_XLSX_NUMBER },
    { "", AUTOSELL_XLSX_NUMBER },
    { "[Magenta]General", AUTOSELL_XLSX_NUMBER },
    { "# ?/?", AUTOSELL_XLSX_NUMBER },
    { "d/m/yyyy", AUTOSELL_XLSX_DATE },
    { "DD/MM/YY", AUTOSELL_XLSX_DATE },
    { "[$-80A]d/m/yyyy;@", AUTOSELL_XLSX_DATE },
    { "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", AUTOSELL_XLSX_DATE },
    { "mmm-yy", AUTOSELL_XLSX_DATE },
    { "mmmm", AUTOSELL_XLSX_DATE },
    { "[$-80A]d \"de\" mmmm \"de\" yyyy;@", AUTOSELL_XLSX_DATE },
    { "[Red]yyyy\\-mm\\-dd", AUTOSELL_XLSX_DATE },
    { "d/m/yyyy h:mm", AUTOSELL_XLSX_DATE_TIME },
    { "m/d/yy h:mm AM/PM", AUTOSELL_XLSX_DATE_TIME },
    { "yyyy-mm-dd\"T\"hh:mm:ss.000", AUTOSELL_XLSX_DATE_TIME },
    { "h:mm", AUTOSELL_XLSX_TIME },
    { "mm:ss.0", AUTOSELL_XLSX_TIME },
    { "hh:mm AM/PM", AUTOSELL_XLSX_TIME },
    { "[$-409]h:mm A/P", AUTOSELL_XLSX_TIME },
    { "\"open", AUTOSELL_XLSX_NUMBER },
    { "[open", AUTOSELL_XLSX_NUMBER },
    { "d\\", AUTOSELL_XLSX_DATE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (autosell_xlsx_format_code_get_meaning (cases[i].code), ==, cases[i].meaning);
    }
}

static void
test_number_text (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { 0.1, "0.1" },
    { 1.0 / 3, "0.3333333333333333" },
    { 1e15, "1000000000000000" },
    { 123456.789, "123456.789" },
    { 1e20, "100000000000000000000" },
    { 1.5e-7, "0.00000015" },
    { 1e300, "1.00000000000000e+300" },
    { 0.30000000000000004, "0.30000000000000004" },
    { -2.5, "-2.5" },
    { 119.99, "119.99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = autosell_xlsx_number_to_text (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpfloat (g_ascii_strtod (text, NULL), ==, cases[i].number);
    }
}

static void
test_escapes (void)
{
  static const char *const texts[] = {
    "plain",
    "a & b < c > d",
    "_x0041_",
    "_x0041_x0042_",
    "__x0041_",
    "_x005F_",
    "\x01\x1f\r\n\t",
    "_x004",
    "_xZZZZ_",
    "\xef\xbf\xbe\xef\xbf\xbf\xef\xbf\xbd",
    "año_x",
    "_x0041__x0042_",
    "_xa1e5\x1f_x0041_",
    "_xa1e5\xef\xbf\xbe",
  };
  g_autoptr(GString) surrogates = g_string_new ("_xD83D__xDE00_ _xD83D_ _xDE00_ _x0000_");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GString) xml = g_string_new (NULL);
      g_autofree char *sheet = NULL;
      g_autoptr(AutosellTable) table = NULL;

      autosell_xlsx_text_append (xml, texts[i]);
      sheet = g_strdup_printf ("<row><c t=\"inlineStr\"><is><t>%s</t></is></c></row>", xml->str);
      table = read_sheet (sheet, "");
      assert_cell (table, 0, 0, AUTOSELL_CELL_TEXT, texts[i]);
    }

  autosell_xlsx_text_decode (surrogates);
  g_assert_cmpstr (surrogates->str, ==, "\xf0\x9f\x98\x80 _xD83D_ _xDE00_ _x0000_");
}

static void
test_sparse (void)
{
  g_autoptr(AutosellTable) table =
    read_sheet ("<row r=\"3\"><c r=\"C3\"><v>1</v></c><c r=\"E3\"><v>2</v></c></row><row r=\"5\"/><row r=\"1000000\" "
                "hidden=\"1\">"
                "<c r=\"XFD1000000\" s=\"1\"/><c r=\"B1000000\"><v>3</v></c></row><row><c><v>4</v></c><c "
                "r=\"?\"><v>5</v></c></row>",
                "");

  g_assert_cmpuint (autosell_table_get_n_rows (table), ==, 3);
  g_assert_cmpuint (autosell_table_get_n_columns (table), ==, 5);
  assert_cell (table, 0, 2, AUTOSELL_CELL_NUMBER, "1");
  assert_cell (table, 0, 3, AUTOSELL_CELL_EMPTY, "");
  assert_cell (table, 0, 4, AUTOSELL_CELL_NUMBER, "2");
  assert_cell (table, 1, 1, AUTOSELL_CELL_NUMBER, "3");
  assert_cell (table, 2, 0, AUTOSELL_CELL_NUMBER, "4");
  assert_cell (table, 2, 1, AUTOSELL_CELL_NUMBER, "5");
  g_assert_cmpuint (autosell_table_get_row_number (table, 0), ==, 3);
  g_assert_cmpuint (autosell_table_get_row_number (table, 1), ==, 1000000);
  g_assert_cmpuint (autosell_table_get_row_number (table, 2), ==, 1000001);
}

/* ---- Several sheets, and other ways to write a workbook ---- */

static GBytes *
make_many_sheets (void)
{
  static const Part parts[] = {
    { "[Content_Types].xml", "<Types/>" },
    { "_rels/.rels",
      "<r:Relationships xmlns:r=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<r:Relationship Id=\"x\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
      "Target=\"/Book/main.xml\"/></r:Relationships>" },
    { "book/MAIN.xml",
      "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
      "xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets>"
      "<x:sheet name=\"Listas\" sheetId=\"9\" state=\"hidden\" r:id=\"a\"/><x:sheet name=\"Vacía\" sheetId=\"1\" "
      "r:id=\"b\"/>"
      "<x:sheet name=\"Gráfica\" sheetId=\"2\" r:id=\"d\"/><x:sheet name=\"A &amp; B\" sheetId=\"3\" r:id=\"c\"/>"
      "</x:sheets></x:workbook>" },
    { "book/_rels/main.xml.rels", "<Relationships>"
                                  "<Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"s/1.xml\"/><Relationship "
                                  "Id=\"b\" Type=\"x/worksheet\" Target=\"s/2.xml\"/>"
                                  "<Relationship Id=\"c\" Type=\"x/worksheet\" Target=\"./s/../s/3.xml\"/>"
                                  "<Relationship Id=\"d\" Type=\"x/chartsheet\" Target=\"s/4.xml\"/></Relationships>" },
    { "book/s/1.xml",
      "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>hidden</t></is></c></row></sheetData></worksheet>" },
    { "book/s/2.xml", "<worksheet><sheetData/></worksheet>" },
    { "book/s/3.xml", "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData><x:row>"
                      "<x:c t=\"inlineStr\"><x:is><x:t>shown</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>" },
  };

  return pack (parts, G_N_ELEMENTS (parts));
}

static void
test_sheets (void)
{
  g_autoptr(GBytes) bytes = make_many_sheets ();
  g_autoptr(AutosellTable) first = read_bytes (bytes, NULL);
  g_autoptr(AutosellTable) hidden = read_bytes (bytes, "LISTAS");
  g_autoptr(AutosellTable) chart = read_bytes (bytes, "Gráfica");
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (autosell_table_get_sheet_name (first), ==, "A & B");
  g_assert_cmpuint (g_strv_length ((char **) autosell_table_get_sheet_names (first)), ==, 4);
  assert_cell (first, 0, 0, AUTOSELL_CELL_TEXT, "shown");
  assert_cell (hidden, 0, 0, AUTOSELL_CELL_TEXT, "hidden");
  g_assert_cmpuint (autosell_table_get_n_rows (chart), ==, 0);

  g_assert_null (autosell_table_read_bytes (bytes, "Otra", NULL, &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET);
}

/* A workbook that begins with notes: the cars are found in the sheet behind them, unless somebody asks for the
 * notes. */
static void
test_sheet_with_cars (void)
{
  static const Part parts[] = {
    { "[Content_Types].xml", "<Types/>" },
    { "_rels/.rels", ROOT_RELATIONS },
    { "xl/workbook.xml",
      "<workbook " MAIN " xmlns:r=\"" TYPES "\"><sheets>"
      "<sheet name=\"Notas\" sheetId=\"1\" r:id=\"a\"/><sheet name=\"Autos\" sheetId=\"2\" r:id=\"b\"/>"
      "</sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", "<Relationships>"
                                    "<Relationship Id=\"a\" Type=\"x/worksheet\" Target=\"worksheets/1.xml\"/>"
                                    "<Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"worksheets/2.xml\"/>"
                                    "</Relationships>" },
    { "xl/worksheets/1.xml",
      "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>Llamar a Juan</t></is></c></row></sheetData></worksheet>" },
    { "xl/worksheets/2.xml",
      "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>Marca</t></is></c><c "
      "t=\"inlineStr\"><is><t>Modelo</t></is></c>"
      "</row><row><c t=\"inlineStr\"><is><t>MAZDA</t></is></c><c t=\"inlineStr\"><is><t>CX30</t></is></c></row>"
      "</sheetData></worksheet>" },
  };
  g_autoptr(GBytes) bytes = pack (parts, G_N_ELEMENTS (parts));
  g_autoptr(GFileIOStream) stream = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = g_file_new_tmp ("sheets-XXXXXX.xlsx", &stream, &error);
  g_autoptr(AutosellTable) found = NULL;
  g_autoptr(AutosellTable) asked = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, &error));
  found = autosell_import_read_table (file, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (autosell_table_get_sheet_name (found), ==, "Autos");
  asked = autosell_import_read_table (file, "Notas", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (autosell_table_get_sheet_name (asked), ==, "Notas");
  g_file_delete (file, NULL, NULL);
}

/* What programs of people really wrote. */
static void
check_file (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read (file, NULL, NULL, NULL, NULL, &error);
  g_autoptr(AutosellImport) import = NULL;
  g_autoptr(AutosellVehicle) first = NULL;
  gint64 sum = 0;

  g_assert_no_error (error);
  import = autosell_import_new (table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (autosell_import_get_n_rows (import), ==, 45);
  for (guint i = 0; i < 45; i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_import_dup_vehicle (import, i);
      gint64 cents = 0;

      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        g_assert_cmpint (autosell_vehicle_get_value (vehicle, field)->state, !=, AUTOSELL_VALUE_RAW);
      sum += autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents) ? cents : 0;
    }
  g_assert_cmpint (sum, ==, 2570300000);
  first = autosell_import_dup_vehicle (import, 0);
  g_assert_cmpstr (autosell_vehicle_get_text (first, AUTOSELL_FIELD_ENTRY_DATE), ==, "2025-10-09");
  g_assert_cmpstr (autosell_vehicle_get_text (first, AUTOSELL_FIELD_GROUP), ==, "1");
}

static void
test_files (void)
{
  check_file ("inventory-libreoffice.xlsx");
  check_file ("inventory-openpyxl.xlsx");
}

/* ---- Numbers in the fields of a car ---- */

static void
test_fields (void)
{
  g_autoptr(AutosellTable) table =
    read_sheet ("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c "
                "t=\"s\"><v>4</v></c>"
                "<c t=\"s\"><v>5</v></c><c t=\"s\"><v>6</v></c></row>"
                "<row><c><v>2</v></c><c><v>45839</v></c><c><v>379000.5</v></c><c><v>73618</v></c><c><v>2021</v></"
                "c><c s=\"1\"><v>45839</v></c>"
                "<c><v>0.15</v></c></row>"
                "<row><c><v>1.5</v></c><c><v>2021</v></c><c><v>379.123</v></c><c><v>45.123</v></c><c><v>20.5</v></"
                "c><c t=\"e\"><v>#N/A</v></c></row>"
                "<row><c/><c s=\"2\"><v>45839.5</v></c><c><v>119.98999999999999</v></c><c><v>-5</v></c><c "
                "s=\"1\"><v>2021</v></c></row>",
                "<si><t>Grupo</t></si><si><t>Ingreso</t></si><si><t>Precio</t></si><si><t>km</t></si><si><t>Año</t></"
                "si><si><t>Modelo</t></si>"
                "<si><t>Comisión</t></si>");
  g_autoptr(AutosellImport) import = autosell_import_new (table, NULL);
  g_autoptr(AutosellVehicle) first = autosell_import_dup_vehicle (import, 0);
  g_autoptr(AutosellVehicle) second = autosell_import_dup_vehicle (import, 1);
  g_autoptr(AutosellVehicle) third = autosell_import_dup_vehicle (import, 2);
  static const struct
  {
    AutosellField field;
    AutosellValueState state;
    const char *text;
    gint64 number;
  } expected[3][6] = {
    { { AUTOSELL_FIELD_GROUP, AUTOSELL_VALUE_KNOWN, "2", 0 },
      { AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_VALUE_KNOWN, "2025-07-01", 0 },
      { AUTOSELL_FIELD_PRICE, AUTOSELL_VALUE_KNOWN, NULL, 37900050 },
      { AUTOSELL_FIELD_KM, AUTOSELL_VALUE_KNOWN, NULL, 73618 },
      { AUTOSELL_FIELD_YEAR, AUTOSELL_VALUE_KNOWN, NULL, 2021 },
      { AUTOSELL_FIELD_MODEL, AUTOSELL_VALUE_KNOWN, "2025-07-01", 0 } },
    { { AUTOSELL_FIELD_GROUP, AUTOSELL_VALUE_KNOWN, "1.5", 0 },
      { AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_VALUE_RAW, "2021", 0 },
      { AUTOSELL_FIELD_PRICE, AUTOSELL_VALUE_RAW, "379.1230", 0 },
      { AUTOSELL_FIELD_KM, AUTOSELL_VALUE_RAW, "45.1230", 0 },
      { AUTOSELL_FIELD_YEAR, AUTOSELL_VALUE_RAW, "20.5", 0 },
      { AUTOSELL_FIELD_MODEL, AUTOSELL_VALUE_KNOWN, "#N/A", 0 } },
    { { AUTOSELL_FIELD_GROUP, AUTOSELL_VALUE_UNKNOWN, NULL, 0 },
      { AUTOSELL_FIELD_ENTRY_DATE, AUTOSELL_VALUE_KNOWN, "2025-07-01", 0 },
      { AUTOSELL_FIELD_PRICE, AUTOSELL_VALUE_KNOWN, NULL, 11999 },
      { AUTOSELL_FIELD_KM, AUTOSELL_VALUE_RAW, "-5", 0 },
      { AUTOSELL_FIELD_YEAR, AUTOSELL_VALUE_RAW, "1905-07-13", 0 },
      { AUTOSELL_FIELD_MODEL, AUTOSELL_VALUE_UNKNOWN, NULL, 0 } },
  };
  AutosellVehicle *vehicles[] = { first, second, third };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 6; j++)
      {
        const AutosellValue *value = autosell_vehicle_get_value (vehicles[i], expected[i][j].field);

        g_assert_cmpstr (value->text, ==, expected[i][j].text);
        g_assert_cmpint (value->state, ==, expected[i][j].state);
        g_assert_cmpint (value->number, ==, expected[i][j].number);
      }
  g_assert_cmpstr (autosell_vehicle_get_extra (first, "Comisión"), ==, "0.15");
}

/* ---- Hostile ---- */

static void
test_damaged_xml (void)
{
  assert_sheet_refused ("<row><c t=\"s\"><v>1</v></c></row>", AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_sheet_refused ("<row><c t=\"s\"><v>-1</v></c></row>", AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_sheet_refused ("<row><c t=\"s\"><v>x</v></c></row>", AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_sheet_refused ("<row><c><v>1</c></v></row>", AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_sheet_refused ("<row><c><v>&unknown;</v></c></row>", AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_sheet_refused ("<row><c r=\"ZZ1\"><v>1</v></c></row>", AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
}

static void
assert_part_refused (const char *name, const char *content)
{
  Part parts[] = {
    { "_rels/.rels", ROOT_RELATIONS },
    { "xl/workbook.xml", WORKBOOK },
    { "xl/_rels/workbook.xml.rels", RELATIONS },
    { "xl/styles.xml", styles },
    { "xl/sharedStrings.xml", "<sst/>" },
    { "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>" },
  };
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strcmp (parts[i].name, name) == 0)
      parts[i] = content != NULL ? (Part){ name, content } : (Part){ "xl/other.xml", "<other/>" };
  bytes = pack (parts, G_N_ELEMENTS (parts));
  assert_refused (bytes, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
}

static void
test_damaged_parts (void)
{
  assert_part_refused ("xl/workbook.xml", NULL);
  assert_part_refused ("xl/_rels/workbook.xml.rels", NULL);
  assert_part_refused ("xl/worksheets/sheet1.xml", NULL);
  assert_part_refused ("xl/worksheets/sheet1.xml", "");
  assert_part_refused ("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>");
  assert_part_refused ("xl/workbook.xml", "<workbook/>");
  assert_part_refused ("xl/styles.xml", "<styles");
  /* A document type, whatever it is for. */
  assert_part_refused ("xl/worksheets/sheet1.xml",
                       "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row>"
                       "<c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>");
  assert_part_refused ("xl/sharedStrings.xml", "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><sst/>");
}

static void
test_damaged_archive (void)
{
  g_autoptr(GBytes) whole = make_book ("<row><c><v>1</v></c></row>", "", WORKBOOK);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);
  static const Part odf[] = { { "mimetype", "application/vnd.oasis.opendocument.spreadsheet" },
                              { "content.xml", "<x/>" } };
  g_autoptr(GBytes) other = pack (odf, G_N_ELEMENTS (odf));
  static const Part cycle[] = {
    { "_rels/.rels",
      "<Relationships><Relationship Id=\"1\" Type=\"x/officeDocument\" Target=\"_rels/.rels\"/></Relationships>" },
  };
  g_autoptr(GBytes) turning = pack (cycle, G_N_ELEMENTS (cycle));

  for (gsize length = 4; length < size; length += 7)
    {
      g_autoptr(GBytes) part = g_bytes_new_static (data, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellTable) table = autosell_table_read_bytes (part, NULL, NULL, &error);

      g_assert_true ((table == NULL) == (error != NULL));
      if (error != NULL)
        g_assert_cmpint (error->domain, ==, AUTOSELL_INTERCHANGE_ERROR);
    }
  assert_refused (other, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused (turning, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
}

/* Any byte of the archive may lie, sizes and checksums too. */
static void
test_flipped_bytes (void)
{
  g_autoptr(GBytes) whole =
    make_book ("<row><c t=\"s\"><v>0</v></c><c s=\"2\"><v>45839</v></c></row>", "<si><t>a</t></si>", WORKBOOK);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellTable) table = NULL;

      copy[i] ^= 1 << g_test_rand_int_range (0, 8);
      bytes = g_bytes_new_take (g_steal_pointer (&copy), size);
      table = autosell_table_read_bytes (bytes, NULL, NULL, &error);
      g_assert_true ((table == NULL) == (error != NULL));
    }
}

/* 80 MB of blanks in a file of 80 kB. */
static void
test_bomb (void)
{
  struct archive *archive = archive_write_new ();
  g_autofree guint8 *buffer = g_malloc (4 * 1024 * 1024);
  g_autofree char *blanks = g_strnfill (1024 * 1024, ' ');
  static const Part parts[] = {
    { "_rels/.rels", ROOT_RELATIONS },
    { "xl/workbook.xml", WORKBOOK },
    { "xl/_rels/workbook.xml.rels", RELATIONS },
    { "xl/worksheets/sheet1.xml", "<worksheet><sheetData>" },
  };
  g_autoptr(GBytes) bytes = NULL;
  size_t used = 0;

  archive_write_set_format_zip (archive);
  archive_write_open_memory (archive, buffer, 4 * 1024 * 1024, &used);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, parts[i].name);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_write_header (archive, entry);
      archive_write_data (archive, parts[i].content, strlen (parts[i].content));
      archive_entry_free (entry);
    }
  for (guint i = 0; i < 80; i++)
    archive_write_data (archive, blanks, strlen (blanks));
  archive_write_data (archive, "</sheetData></worksheet>", 24);
  archive_write_close (archive);
  archive_write_free (archive);
  bytes = g_bytes_new (buffer, used);
  assert_refused (bytes, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
}

/* A text that many cells share is not multiplied without end. */
static void
test_many_cells (void)
{
  g_autoptr(GString) sheet = g_string_new (NULL);
  g_autofree char *text = g_strnfill (100 * 1024, 'x');
  g_autofree char *strings = g_strdup_printf ("<si><t>%s</t></si><si><t>y</t></si>", text);
  g_autoptr(GBytes) bytes = NULL;

  for (guint i = 0; i < 12000; i++)
    g_string_append_printf (sheet, "<row><c t=\"s\"><v>%u</v></c></row>", i % 2);
  bytes = make_book (sheet->str, strings, WORKBOOK);
  assert_refused (bytes, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
}

/* ---- Progress and cancelling ---- */

typedef struct
{
  double last;
  GCancellable *cancellable;
} Progress;

static void
progress_cb (double fraction, gpointer user_data)
{
  Progress *progress = user_data;

  g_assert_cmpfloat (fraction, >=, progress->last);
  g_assert_cmpfloat (fraction, <=, 1);
  progress->last = fraction;
  if (progress->cancellable != NULL && fraction > 0.5)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_progress (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "inventory-libreoffice.xlsx", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = NULL;
  Progress progress = { 0, NULL };

  table = autosell_table_read (file, NULL, progress_cb, &progress, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (progress.last, ==, 1);
  g_clear_object (&table);

  progress = (Progress){ 0, cancellable };
  table = autosell_table_read (file, NULL, progress_cb, &progress, cancellable, &error);
  g_assert_null (table);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-xlsx/strings", test_strings);
  g_test_add_func ("/table-xlsx/values", test_values);
  g_test_add_func ("/table-xlsx/dates", test_dates);
  g_test_add_func ("/table-xlsx/sheet-with-cars", test_sheet_with_cars);
  g_test_add_func ("/table-xlsx/1904", test_1904);
  g_test_add_func ("/table-xlsx/format-codes", test_format_codes);
  g_test_add_func ("/table-xlsx/number-text", test_number_text);
  g_test_add_func ("/table-xlsx/escapes", test_escapes);
  g_test_add_func ("/table-xlsx/sparse", test_sparse);
  g_test_add_func ("/table-xlsx/sheets", test_sheets);
  g_test_add_func ("/table-xlsx/files", test_files);
  g_test_add_func ("/table-xlsx/fields", test_fields);
  g_test_add_func ("/table-xlsx/damaged-xml", test_damaged_xml);
  g_test_add_func ("/table-xlsx/damaged-parts", test_damaged_parts);
  g_test_add_func ("/table-xlsx/damaged-archive", test_damaged_archive);
  g_test_add_func ("/table-xlsx/flipped-bytes", test_flipped_bytes);
  g_test_add_func ("/table-xlsx/bomb", test_bomb);
  g_test_add_func ("/table-xlsx/many-cells", test_many_cells);
  g_test_add_func ("/table-xlsx/progress", test_progress);
  return g_test_run ();
}
