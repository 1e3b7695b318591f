/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-private.h"

#include <string.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  gsize start; /* index of its first cell in cells */
  guint n_cells;
  guint number;
} Row;

struct _AutosellTable
{
  GObject parent_instance;
  const char *encoding; /* static */
  gboolean is_csv;
  gboolean is_1904;
  char **sheet_names;  /* owned */
  char *sheet_name;    /* owned, nullable */
  GArray *cells;       /* owned, of AutosellCell: the rows one after another, each up to its last filled cell */
  GArray *rows;        /* owned, of Row */
  GStringChunk *texts; /* owned */
  gsize text_bytes;
  guint n_columns;
};

G_DEFINE_FINAL_TYPE (AutosellTable, autosell_table, G_TYPE_OBJECT)

static const AutosellCell empty_cell = { AUTOSELL_CELL_EMPTY, "", 0 };

static void
autosell_table_finalize (GObject *object)
{
  AutosellTable *self = AUTOSELL_TABLE (object);

  g_strfreev (self->sheet_names);
  g_free (self->sheet_name);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  G_OBJECT_CLASS (autosell_table_parent_class)->finalize (object);
}

static void
autosell_table_class_init (AutosellTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_table_finalize;
}

static void
autosell_table_init (AutosellTable *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (AutosellCell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->texts = g_string_chunk_new (64 * 1024);
  self->sheet_names = g_new0 (char *, 1);
}

AutosellTable *
autosell_table_new (const char *encoding, gboolean is_csv)
{
  AutosellTable *self = g_object_new (AUTOSELL_TYPE_TABLE, NULL);

  self->encoding = encoding;
  self->is_csv = is_csv;
  return self;
}

void
autosell_table_set_sheets (AutosellTable *self, char **names, const char *name)
{
  g_strfreev (self->sheet_names);
  self->sheet_names = names;
  g_free (self->sheet_name);
  self->sheet_name = g_strdup (name);
}

void
autosell_table_set_1904 (AutosellTable *self, gboolean is_1904)
{
  self->is_1904 = is_1904;
}

static Row *
last_row (AutosellTable *self)
{
  return self->rows->len > 0 ? &g_array_index (self->rows, Row, self->rows->len - 1) : NULL;
}

gboolean
autosell_table_begin_row (AutosellTable *self, guint row_number, GError **error)
{
  Row *last = last_row (self);

  if (last != NULL && last->n_cells == 0)
    {
      last->number = row_number;
      return TRUE;
    }
  if (self->rows->len >= AUTOSELL_TABLE_MAX_ROWS)
    {
      g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                   _("The table has more than %d rows."), AUTOSELL_TABLE_MAX_ROWS);
      return FALSE;
    }

  g_array_append_val (self->rows, ((Row){ .start = self->cells->len, .number = row_number }));
  return TRUE;
}

/* Stocks repeat themselves: the text of the cell above is the best guess, and costs one comparison. */
static const char *
store_text (AutosellTable *self, guint column, const char *text, gsize length)
{
  if (self->rows->len > 1)
    {
      const AutosellCell *above = autosell_table_get_cell (self, self->rows->len - 2, column);

      if (strncmp (above->text, text, length) == 0 && above->text[length] == '\0')
        return above->text;
    }

  self->text_bytes += length + 1;
  return g_string_chunk_insert_len (self->texts, text, length);
}

static gboolean
check_cell (AutosellTable *self, const Row *row, guint column, gsize length, GError **error)
{
  if (column >= AUTOSELL_TABLE_MAX_COLUMNS)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                 _("Row %u has more than %d columns."), row->number, AUTOSELL_TABLE_MAX_COLUMNS);
  else if (length > AUTOSELL_TABLE_MAX_CELL_BYTES)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                 _("A cell of row %u is longer than %d bytes."), row->number, AUTOSELL_TABLE_MAX_CELL_BYTES);
  else if (self->text_bytes + length > AUTOSELL_TABLE_MAX_TEXT_BYTES || row->start + column >= AUTOSELL_TABLE_MAX_CELLS)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
                 _("The table is too large: it was read up to row %u."), row->number);
  else
    return TRUE;

  return FALSE;
}

gboolean
autosell_table_add_cell (AutosellTable *self, guint column, AutosellCellType type, const char *text, gsize length,
                         double number, GError **error)
{
  Row *row = last_row (self);
  AutosellCell *cell;

  if (length == 0)
    return TRUE;
  if (!check_cell (self, row, column, length, error))
    return FALSE;

  for (; row->n_cells <= column; row->n_cells++)
    g_array_append_val (self->cells, empty_cell);
  self->n_columns = MAX (self->n_columns, row->n_cells);

  cell = &g_array_index (self->cells, AutosellCell, row->start + column);
  cell->type = type;
  cell->number = number;
  cell->text = store_text (self, column, text, length);
  return TRUE;
}

void
autosell_table_end (AutosellTable *self)
{
  const Row *last = last_row (self);

  if (last != NULL && last->n_cells == 0)
    g_array_set_size (self->rows, self->rows->len - 1);
}

void
autosell_read_context_report (const AutosellReadContext *context, guint64 position)
{
  if (context->progress != NULL && context->size > 0)
    context->progress (MIN (1.0, (double) position / context->size), context->progress_data);
}

const char *const *
autosell_table_get_sheet_names (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), NULL);
  return (const char *const *) self->sheet_names;
}

const char *
autosell_table_get_sheet_name (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), NULL);
  return self->sheet_name;
}

const char *
autosell_table_get_encoding (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), NULL);
  return self->encoding;
}

gboolean
autosell_table_is_csv (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), FALSE);
  return self->is_csv;
}

gboolean
autosell_table_is_1904 (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), FALSE);
  return self->is_1904;
}

guint
autosell_table_get_n_rows (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), 0);
  return self->rows->len;
}

guint
autosell_table_get_n_columns (AutosellTable *self)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), 0);
  return self->n_columns;
}

/* Called for every cell of an import, hence no type check. */
const AutosellCell *
autosell_table_get_cell (AutosellTable *self, guint row, guint column)
{
  const Row *found;

  if (row >= self->rows->len)
    return &empty_cell;
  found = &g_array_index (self->rows, Row, row);
  return column < found->n_cells ? &g_array_index (self->cells, AutosellCell, found->start + column) : &empty_cell;
}

guint
autosell_table_get_row_number (AutosellTable *self, guint row)
{
  g_return_val_if_fail (AUTOSELL_IS_TABLE (self), 0);
  return row < self->rows->len ? g_array_index (self->rows, Row, row).number : 0;
}

/* ---- Telling files apart ---- */

#define HEAD_BYTES 4096

static gboolean
head_is (const guint8 *head, gsize length, const char *magic, gsize magic_length)
{
  return length >= magic_length && memcmp (head, magic, magic_length) == 0;
}

/* Pages that are called ".xls" by the program that made them, and the like. */
static gboolean
head_is_markup (const guint8 *head, gsize length)
{
  static const char *const beginnings[] = { "<!doctype", "<html", "<?xml", "<table", "<head", "{\\rtf" };
  gsize i = 0;

  if (head_is (head, length, "\xef\xbb\xbf", 3))
    i = 3;
  while (i < length && g_ascii_isspace (head[i]))
    i++;
  for (guint j = 0; j < G_N_ELEMENTS (beginnings); j++)
    {
      gsize n = strlen (beginnings[j]);

      if (length - i >= n && g_ascii_strncasecmp ((const char *) head + i, beginnings[j], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static AutosellTable *
read_stream (GInputStream *stream, const char *sheet_name, const AutosellReadContext *context, GError **error)
{
  guint8 head[HEAD_BYTES];
  gsize length;

  if (!g_input_stream_read_all (stream, head, sizeof head, &length, context->cancellable, error))
    return NULL;

  if (head_is (head, length, "PK\3\4", 4))
    return autosell_xlsx_read (stream, sheet_name, context, error);
  if (head_is (head, length, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
    g_set_error_literal (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
                         _("This is an old Excel workbook (.xls), or one locked with a password. Save it as “.xlsx” "
                           "without a password and try again."));
  else if (head_is (head, length, "%PDF", 4) || head_is_markup (head, length))
    g_set_error_literal (
      error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NOT_A_TABLE,
      _("This is a document and not a spreadsheet. Save the table as “.xlsx” or “.csv” and try again."));
  else if (sheet_name != NULL)
    g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_NO_SUCH_SHEET,
                 _("There is no sheet “%s”: a text file has no sheets."), sheet_name);
  else
    return autosell_csv_read (stream, context, error);

  return NULL;
}

static gboolean
too_large (GError **error)
{
  g_set_error (error, AUTOSELL_INTERCHANGE_ERROR, AUTOSELL_INTERCHANGE_ERROR_TOO_LARGE,
               _("The file is larger than %d MB."), AUTOSELL_TABLE_MAX_FILE_BYTES / (1024 * 1024));
  return FALSE;
}

/* A pipe cannot be read twice: what comes out of it is kept. */
static GInputStream *
read_into_memory (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GBytes) bytes = NULL;
  gsize total = 0;
  guint8 block[64 * 1024];
  gsize length;

  do
    {
      if (!g_input_stream_read_all (stream, block, sizeof block, &length, cancellable, error)
          || !g_output_stream_write_all (memory, block, length, NULL, cancellable, error))
        return NULL;
      total += length;
      if (total > AUTOSELL_TABLE_MAX_FILE_BYTES)
        {
          too_large (error);
          return NULL;
        }
    }
  while (length == sizeof block);

  if (!g_output_stream_close (memory, cancellable, error))
    return NULL;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  return g_memory_input_stream_new_from_bytes (bytes);
}

/* The size as the stream has it; FALSE where it cannot be sought. */
static gboolean
find_size (GInputStream *stream, GCancellable *cancellable, guint64 *size)
{
  if (!G_IS_SEEKABLE (stream) || !g_seekable_can_seek (G_SEEKABLE (stream))
      || !g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_END, cancellable, NULL))
    return FALSE;

  *size = g_seekable_tell (G_SEEKABLE (stream));
  return g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, cancellable, NULL);
}

AutosellTable *
autosell_table_read (GFile *file, const char *sheet_name, AutosellProgressFunc progress, gpointer progress_data,
                     GCancellable *cancellable, GError **error)
{
  AutosellReadContext context = { progress, progress_data, cancellable, 0 };
  g_autoptr(GFileInputStream) opened = NULL;
  g_autoptr(GInputStream) stream = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (!(opened = g_file_read (file, cancellable, error)))
    return NULL;

  if (find_size (G_INPUT_STREAM (opened), cancellable, &context.size))
    stream = g_object_ref (G_INPUT_STREAM (opened));
  else if (!(stream = read_into_memory (G_INPUT_STREAM (opened), cancellable, error)))
    return NULL;

  if (context.size > AUTOSELL_TABLE_MAX_FILE_BYTES)
    {
      too_large (error);
      return NULL;
    }
  return read_stream (stream, sheet_name, &context, error);
}

AutosellTable *
autosell_table_read_bytes (GBytes *bytes, const char *sheet_name, GCancellable *cancellable, GError **error)
{
  AutosellReadContext context = { NULL, NULL, cancellable, 0 };
  g_autoptr(GInputStream) stream = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  context.size = g_bytes_get_size (bytes);
  if (context.size > AUTOSELL_TABLE_MAX_FILE_BYTES)
    {
      too_large (error);
      return NULL;
    }
  stream = g_memory_input_stream_new_from_bytes (bytes);
  return read_stream (stream, sheet_name, &context, error);
}
