/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-table.h"

#include <string.h>

/* ---- Helpers ---- */

static AutosellTable *
read_data (const void *data, gsize length)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  AutosellTable *table = autosell_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (table);
  return table;
}

static AutosellTable *
read_text (const char *text)
{
  return read_data (text, strlen (text));
}

static void
assert_refused (const void *data, gsize length, int code)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = autosell_table_read_bytes (bytes, NULL, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, code);
}

/* Rows joined by "/", cells by "|". */
static char *
flatten (AutosellTable *table)
{
  GString *flat = g_string_new (NULL);

  for (guint row = 0; row < autosell_table_get_n_rows (table); row++)
    {
      g_string_append (flat, row > 0 ? "/" : "");
      for (guint column = 0; column < autosell_table_get_n_columns (table); column++)
        g_string_append_printf (flat, "%s%s", column > 0 ? "|" : "",
                                autosell_table_get_cell (table, row, column)->text);
    }
  return g_string_free (flat, FALSE);
}

static void
assert_reads (const char *text, const char *expected)
{
  g_autoptr(AutosellTable) table = read_text (text);
  g_autofree char *flat = flatten (table);

  g_assert_cmpstr (flat, ==, expected);
}

/* ---- Tests ---- */

static void
test_plain (void)
{
  assert_reads ("a,b,c\n1,2,3\n", "a|b|c/1|2|3");
  assert_reads ("a,b,c\n1,2,3", "a|b|c/1|2|3");
  assert_reads ("a,,c\n,2,\n", "a||c/|2|");
  assert_reads (" a ,b\n", " a |b");
  assert_reads ("", "");
  assert_reads ("\n\n", "");
  assert_reads ("a", "a");
}

static void
test_quotes (void)
{
  assert_reads ("\"a,1\",b\n", "a,1|b");
  assert_reads ("\"say \"\"hi\"\"\",b\n", "say \"hi\"|b");
  assert_reads ("\"two\nlines\",b\r\n\"three\r\n\",d\r\n", "two\nlines|b/three\r\n|d");
  assert_reads ("\"\",b\n", "|b");
  assert_reads ("\"\"\"\",b\n", "\"|b");
  /* Broken, and nothing dropped. */
  assert_reads ("15\" rims,b\n", "15\" rims|b");
  assert_reads ("\"a\"bc,d\n", "abc|d");
  assert_reads ("\"a\" \"b\",d\n", "a \"b\"|d");
}

static void
test_line_ends (void)
{
  assert_reads ("a,b\rc,d\re,f", "a|b/c|d/e|f");
  assert_reads ("a,b\r\nc,d\ne,f\rg,h", "a|b/c|d/e|f/g|h");
  assert_reads ("\"a\",\"b\"\r\n\"c\",\"d\"\r\n", "a|b/c|d");
  assert_reads ("\"a\r\",b\n\nc,d", "a\r|b/c|d");
}

static void
test_row_numbers (void)
{
  g_autoptr(AutosellTable) table = read_text ("a,b\r\n\r\n\"x\r\ny\nz\",1\r,,\rc,d\n");

  g_assert_cmpuint (autosell_table_get_n_rows (table), ==, 3);
  g_assert_cmpuint (autosell_table_get_row_number (table, 0), ==, 1);
  g_assert_cmpuint (autosell_table_get_row_number (table, 1), ==, 3);
  g_assert_cmpuint (autosell_table_get_row_number (table, 2), ==, 7);
  g_assert_cmpuint (autosell_table_get_row_number (table, 3), ==, 0);
  g_assert_cmpint (autosell_table_get_cell (table, 9, 9)->type, ==, AUTOSELL_CELL_EMPTY);
  g_assert_cmpstr (autosell_table_get_cell (table, 9, 9)->text, ==, "");
}

static void
test_delimiters (void)
{
  assert_reads ("a;b;c\n1;2;3\n", "a|b|c/1|2|3");
  assert_reads ("a\tb\tc\n1\t2\t3\n", "a|b|c/1|2|3");
  /* Decimal commas and grouped prices in every row. */
  assert_reads ("Marca;Precio;km\nKIA;$379,000.00;62,000\nVW;$1,000,000.00;5,000\n",
                "Marca|Precio|km/KIA|$379,000.00|62,000/VW|$1,000,000.00|5,000");
  /* A comma file whose texts have semicolons. */
  assert_reads ("a,b\n\"x; y; z\",1\np; q,2\n", "a|b/x; y; z|1/p; q|2");
  /* A title above. */
  assert_reads ("Inventario, Periferico\n\na;b;c\n1;2;3\n4;5;6\n", "Inventario, Periferico||/a|b|c/1|2|3/4|5|6");
  assert_reads ("sep=;\na,b;c\n", "a,b|c");
  assert_reads ("sep=|\r\na,b|c\r\n", "a,b|c");
  assert_reads ("\"sep=;\"\r\na,b;c\r\n", "a,b|c");
  assert_reads ("separate,b\n", "separate|b");
}

static void
test_sep_line_counts (void)
{
  g_autoptr(AutosellTable) table = read_text ("sep=;\r\na;b\r\n");

  g_assert_cmpuint (autosell_table_get_row_number (table, 0), ==, 2);
}

static void
assert_encoding (const void *data, gsize length, const char *encoding)
{
  g_autoptr(AutosellTable) table = read_data (data, length);
  g_autofree char *flat = flatten (table);

  g_assert_cmpstr (flat, ==, "Año|Precio €/“CAMIÓN”|ñandú");
  g_assert_cmpstr (autosell_table_get_encoding (table), ==, encoding);
  g_assert_true (autosell_table_is_csv (table));
}

static void
test_encodings (void)
{
  static const char text[] = "Año,Precio €\r\n“CAMIÓN”,ñandú\r\n";
  static const struct
  {
    const char *charset;
    const char *mark;
    gsize n_mark;
    const char *name;
  } cases[] = {
    { "UTF-8", "", 0, "UTF-8" },
    { "UTF-8", "\xef\xbb\xbf", 3, "UTF-8" },
    { "UTF-16LE", "\xff\xfe", 2, "UTF-16LE" },
    { "UTF-16BE", "\xfe\xff", 2, "UTF-16BE" },
    { "UTF-16LE", "", 0, "UTF-16LE" },
    { "UTF-16BE", "", 0, "UTF-16BE" },
    { "WINDOWS-1252", "", 0, "WINDOWS-1252" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GByteArray) data = g_byte_array_new ();
      g_autofree char *converted = NULL;
      gsize length;

      converted = g_convert (text, -1, cases[i].charset, "UTF-8", NULL, &length, NULL);
      g_assert_nonnull (converted);
      g_byte_array_append (data, (const guint8 *) cases[i].mark, cases[i].n_mark);
      g_byte_array_append (data, (const guint8 *) converted, length);
      assert_encoding (data->data, data->len, cases[i].name);
    }
}

/* One byte that a careless program left in a UTF-8 file does not spoil the others. */
static void
test_broken_utf_8 (void)
{
  assert_reads ("Año,Ubicación\nJETTA,A\xd1O\n", "Año|Ubicación/JETTA|AÑO");
  assert_reads ("\xef\xbb\xbf"
                "a,b\xf1\n",
                "a|bñ");
}

/* Characters, quotes and line ends that fall on the border of two blocks. */
static void
test_blocks (void)
{
  static const char row[] = "ñandú \"\"x\"\",€\r\n";

  for (guint shift = 0; shift < 12; shift++)
    {
      g_autoptr(GString) text = g_string_new ("a,b\n");
      g_autoptr(AutosellTable) table = NULL;
      guint n = 0;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, 'x');
      g_string_append (text, ",y\n");
      for (; text->len < 200 * 1024; n++)
        {
          g_string_append_c (text, '"');
          g_string_append_len (text, row, strchr (row, ',') - row);
          g_string_append (text, "\",€\r\n");
        }
      table = read_data (text->str, text->len);
      g_assert_cmpuint (autosell_table_get_n_rows (table), ==, n + 2);
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpstr (autosell_table_get_cell (table, i + 2, 0)->text, ==, "ñandú \"x\"");
          g_assert_cmpstr (autosell_table_get_cell (table, i + 2, 1)->text, ==, "€");
          g_assert_cmpuint (autosell_table_get_row_number (table, i + 2), ==, i + 3);
        }
    }
}

static void
test_late_accent (void)
{
  g_autoptr(GString) text = g_string_new ("a,b\n");
  g_autoptr(AutosellTable) table = NULL;

  while (text->len < 300 * 1024)
    g_string_append (text, "plain,text\n");
  g_string_append (text, "PE\xd1"
                         "A,x\n");
  table = read_data (text->str, text->len);
  g_assert_cmpstr (autosell_table_get_encoding (table), ==, "WINDOWS-1252");
  g_assert_cmpstr (autosell_table_get_cell (table, autosell_table_get_n_rows (table) - 1, 0)->text, ==, "PEÑA");
}

static void
test_refused (void)
{
  static const char unclosed[] = "a,b\nc,\"d\ne,f\n";
  static const char nul[] = "a,b\nc\0d,e\n";
  static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxxxxxxxxx";
  static const char html[] = "\xef\xbb\xbf\n <HTML><table><tr><td>Marca</td></tr></table>";
  g_autofree char *cell = g_strnfill (AUTOSELL_TABLE_MAX_CELL_BYTES + 1, 'x');
  g_autofree char *columns = g_strnfill (AUTOSELL_TABLE_MAX_COLUMNS, ',');
  g_autofree char *wide = g_strconcat (columns, "x\n", NULL);
  g_autofree char *quoted = g_strconcat ("\"", cell, NULL);
  g_autoptr(GString) rows = g_string_new (NULL);

  assert_refused (unclosed, sizeof unclosed - 1, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused (nul, sizeof nul - 1, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused (ole, sizeof ole - 1, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused (html, sizeof html - 1, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused ("%PDF-1.4\n", 9, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE);
  assert_refused (cell, strlen (cell), AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
  assert_refused (quoted, strlen (quoted), AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
  assert_refused (wide, strlen (wide), AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
  for (guint i = 0; i <= AUTOSELL_TABLE_MAX_ROWS; i++)
    g_string_append (rows, "x\n");
  assert_refused (rows->str, rows->len, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE);
}

/* Columns without text beyond the limit are what programs write that save the whole grid. */
static void
test_empty_columns (void)
{
  g_autofree char *columns = g_strnfill (2000, ',');
  g_autofree char *wide = g_strconcat ("a", columns, "\nb", columns, "\n", NULL);
  g_autoptr(AutosellTable) table = read_text (wide);

  g_assert_cmpuint (autosell_table_get_n_columns (table), ==, 1);
  g_assert_cmpuint (autosell_table_get_n_rows (table), ==, 2);
}

static void
test_cancelled (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a,b\n", 4);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_table_read_bytes (bytes, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
test_sample_file (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "sample-inventory.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellTable) table = NULL;
  double fraction = 0;

  table = autosell_table_read (file, NULL, progress_cb, &fraction, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (autosell_table_get_n_rows (table), ==, 46);
  g_assert_cmpuint (autosell_table_get_n_columns (table), ==, 11);
  g_assert_cmpstr (autosell_table_get_cell (table, 1, 7)->text, ==, "$379,000.00");
  g_assert_cmpfloat (fraction, ==, 1);
}

static void
test_no_such_file (void)
{
  g_autoptr(GFile) file = g_file_new_for_path ("/nonexistent/file.csv");
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_table_read (file, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_no_sheets (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("a,b\n", 4);
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_table_read_bytes (bytes, "Hoja 1", NULL, &error));
  g_assert_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-csv/plain", test_plain);
  g_test_add_func ("/table-csv/quotes", test_quotes);
  g_test_add_func ("/table-csv/line-ends", test_line_ends);
  g_test_add_func ("/table-csv/row-numbers", test_row_numbers);
  g_test_add_func ("/table-csv/delimiters", test_delimiters);
  g_test_add_func ("/table-csv/sep-line-counts", test_sep_line_counts);
  g_test_add_func ("/table-csv/encodings", test_encodings);
  g_test_add_func ("/table-csv/broken-utf-8", test_broken_utf_8);
  g_test_add_func ("/table-csv/blocks", test_blocks);
  g_test_add_func ("/table-csv/late-accent", test_late_accent);
  g_test_add_func ("/table-csv/refused", test_refused);
  g_test_add_func ("/table-csv/empty-columns", test_empty_columns);
  g_test_add_func ("/table-csv/cancelled", test_cancelled);
  g_test_add_func ("/table-csv/sample-file", test_sample_file);
  g_test_add_func ("/table-csv/no-such-file", test_no_such_file);
  g_test_add_func ("/table-csv/no-sheets", test_no_sheets);
  return g_test_run ();
}
