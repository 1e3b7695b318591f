/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-table.h"

G_BEGIN_DECLS

/* How the readers fill a table: rows in order, in each row the cells that hold something. All checks of size are here.
 */

/* @encoding: static, as of autosell_table_get_encoding() */
AutosellTable *autosell_table_new (const char *encoding, gboolean is_csv);

/* @names: (transfer full) */
void autosell_table_set_sheets (AutosellTable *self, char **names, const char *name);
void autosell_table_set_1904 (AutosellTable *self, gboolean is_1904);

/* A row that stays without cells is not kept. TOO_LARGE. */
gboolean autosell_table_begin_row (AutosellTable *self, guint row_number, GError **error);
/* Empty text is no cell. @text: valid UTF-8 without NUL, need not be terminated. TOO_LARGE. */
gboolean autosell_table_add_cell (AutosellTable *self, guint column, AutosellCellType type, const char *text,
                                  gsize length, double number, GError **error);
/* After the last row. */
void autosell_table_end (AutosellTable *self);

/* What a reader reports to while it works. */
typedef struct
{
  AutosellProgressFunc progress; /* nullable */
  gpointer progress_data;
  GCancellable *cancellable; /* unowned, nullable */
  guint64 size;              /* of the file, bytes; 0 where unknown */
} AutosellReadContext;

void autosell_read_context_report (const AutosellReadContext *context, guint64 position);

/* The two readers. @stream is seekable and stands anywhere. */
AutosellTable *autosell_csv_read (GInputStream *stream, const AutosellReadContext *context, GError **error);
AutosellTable *autosell_xlsx_read (GInputStream *stream, const char *sheet_name, const AutosellReadContext *context,
                                   GError **error);

G_END_DECLS
