/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-row-writer.h"

#include <string.h>

#include "autosell-header.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  AutosellRowWriter parent;
  AutosellOutputFile *file; /* unowned */
  GString *row;             /* owned */
  gboolean is_first_row;
} CsvWriter;

static gboolean
csv_begin_row (AutosellRowWriter *writer, GError **error)
{
  CsvWriter *self = (CsvWriter *) writer;

  g_string_assign (self->row, self->is_first_row ? BYTE_ORDER_MARK : "");
  self->is_first_row = FALSE;
  return TRUE;
}

/* Semicolons and tabs too, so that no program takes them for what separates the cells. */
static gboolean
needs_quotes (const char *text)
{
  return strpbrk (text, ",;\t\"\r\n") != NULL;
}

static void
append_quoted (GString *row, const char *text)
{
  g_string_append_c (row, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (row, '"');
      g_string_append_c (row, *p);
    }
  g_string_append_c (row, '"');
}

static gboolean
csv_add_cell (AutosellRowWriter *writer, AutosellRowCell kind, const char *text, GError **error)
{
  CsvWriter *self = (CsvWriter *) writer;
  g_autofree char *harmless = NULL;

  if (text != NULL && kind == AUTOSELL_ROW_TEXT && autosell_header_needs_apostrophe (text))
    text = harmless = g_strconcat ("'", text, NULL);
  if (text != NULL && needs_quotes (text))
    append_quoted (self->row, text);
  else if (text != NULL)
    g_string_append (self->row, text);
  g_string_append_c (self->row, ',');
  return TRUE;
}

static gboolean
csv_end_row (AutosellRowWriter *writer, GError **error)
{
  CsvWriter *self = (CsvWriter *) writer;

  g_string_truncate (self->row, self->row->len - 1);
  g_string_append (self->row, "\r\n");
  return autosell_output_file_write (self->file, self->row->str, self->row->len, error);
}

static gboolean
csv_finish (AutosellRowWriter *writer, GError **error)
{
  return TRUE;
}

static void
csv_free (AutosellRowWriter *writer)
{
  CsvWriter *self = (CsvWriter *) writer;

  g_string_free (self->row, TRUE);
  g_free (self);
}

AutosellRowWriter *
autosell_csv_writer_new (AutosellOutputFile *file)
{
  CsvWriter *self = g_new0 (CsvWriter, 1);

  self->parent = (AutosellRowWriter){ csv_begin_row, csv_add_cell, csv_end_row, csv_finish, csv_free };
  self->file = file;
  self->row = g_string_new (NULL);
  self->is_first_row = TRUE;
  return &self->parent;
}
