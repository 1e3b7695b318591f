/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-interchange-error.h"
#include "autosell-parse.h"

G_BEGIN_DECLS

/* A spreadsheet as read, all cells in memory (one string chunk), whatever file it came from. Rows without any text are
 * left out. Immutable once read. */
#define AUTOSELL_TYPE_TABLE (autosell_table_get_type ())
G_DECLARE_FINAL_TYPE (AutosellTable, autosell_table, AUTOSELL, TABLE, GObject)

/* Files from outside are hostile: beyond these they are refused. */
#define AUTOSELL_TABLE_MAX_FILE_BYTES (256 * 1024 * 1024)
/* Excel's longest cell, 32,767 characters, in UTF-8. */
#define AUTOSELL_TABLE_MAX_CELL_BYTES (128 * 1024)
#define AUTOSELL_TABLE_MAX_COLUMNS 512
#define AUTOSELL_TABLE_MAX_ROWS 250000
/* Blank ones between others included: a small file can ask for very many. */
#define AUTOSELL_TABLE_MAX_CELLS (16 * 1024 * 1024)
#define AUTOSELL_TABLE_MAX_TEXT_BYTES (512 * 1024 * 1024)

typedef enum
{
  AUTOSELL_CELL_EMPTY,
  AUTOSELL_CELL_TEXT,
  AUTOSELL_CELL_NUMBER, /* typed by the file, XLSX only; number is valid */
  AUTOSELL_CELL_DATE,   /* a number with a date format; text is the ISO date, " HH:MM" after it where it has a time of
                          * day; number the serial */
} AutosellCellType;

typedef struct
{
  AutosellCellType type;
  const char *text; /* valid UTF-8, trimmed of nothing; "" where EMPTY; shortest exact form of a NUMBER */
  double number;
} AutosellCell;

/* Reads CSV (comma, semicolon, tab; UTF-8 with or without BOM, UTF-16, Windows-1252; any line ends) or XLSX, told apart
 * by content and not by name. @sheet_name: (nullable): the first sheet with anything in it; CSV has one, unnamed.
 * Blocking: to be called on a working thread. Returns: (transfer full) */
AutosellTable *autosell_table_read (GFile *file, const char *sheet_name, AutosellProgressFunc progress,
                                    gpointer progress_data, GCancellable *cancellable, GError **error);
/* The same from memory. */
AutosellTable *autosell_table_read_bytes (GBytes *bytes, const char *sheet_name, GCancellable *cancellable,
                                          GError **error);

/* Names of all sheets, NULL-terminated; empty for CSV. */
const char *const *autosell_table_get_sheet_names (AutosellTable *self);
const char *autosell_table_get_sheet_name (AutosellTable *self); /* nullable */
/* "UTF-8", "UTF-16LE", "WINDOWS-1252" …; "XLSX" */
const char *autosell_table_get_encoding (AutosellTable *self);
/* Read from text, where nothing but text is in the cells. */
gboolean autosell_table_is_csv (AutosellTable *self);
/* Serial day numbers of this workbook count from 1904. */
gboolean autosell_table_is_1904 (AutosellTable *self);
guint autosell_table_get_n_rows (AutosellTable *self);
guint autosell_table_get_n_columns (AutosellTable *self);
/* Never NULL: outside of the table an EMPTY cell. */
const AutosellCell *autosell_table_get_cell (AutosellTable *self, guint row, guint column);
/* The row as the person's program numbers it, from 1, blank rows counted; for CSV the line where it starts. */
guint autosell_table_get_row_number (AutosellTable *self, guint row);

G_END_DECLS
