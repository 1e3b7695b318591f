/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Text for people. Whatever is printed here comes out as one line without control characters: a cell of somebody's
 * spreadsheet never moves the cursor, renames the window or reverses the line. */

/* Control characters, and those that change the direction of text or end a line. */
gboolean autosell_cli_is_unsafe (gunichar c);
/* Those as "\n", "\x1b", "\u202e"; other text as it is, so that escaping again changes nothing. Returns: (transfer
 * full) */
char *autosell_cli_escape (const char *text);

/* One line on stdout, on stderr. */
void autosell_cli_line (const char *format, ...) G_GNUC_PRINTF (1, 2);
void autosell_cli_message (const char *format, ...) G_GNUC_PRINTF (1, 2);
/* Text of ours that has lines of its own, such as help. */
void autosell_cli_text (const char *text);
/* Replaces the line on the terminal; "" takes it away. Nothing where stderr is no terminal. */
void autosell_cli_progress (const char *text);

/* Columns of the terminal on stdout; 0 where it is none: then nothing is shortened. */
int autosell_cli_terminal_width (void);

/* A table whose columns are as wide as their content. On a terminal that is too narrow the columns that may shrink do,
 * then those with the lowest importance are left out. */
typedef struct _AutosellCliTable AutosellCliTable;

typedef enum
{
  AUTOSELL_CLI_COLUMN_PLAIN = 0,
  AUTOSELL_CLI_COLUMN_RIGHT = 1 << 0,  /* numbers */
  AUTOSELL_CLI_COLUMN_SHRINK = 1 << 1, /* may be shortened with "…" */
  AUTOSELL_CLI_COLUMN_MINOR = 1 << 2,  /* may be left out; the last such goes first */
  AUTOSELL_CLI_COLUMN_LAST = 1 << 3,   /* is shortened when nothing else helps */
} AutosellCliColumnFlags;

AutosellCliTable *autosell_cli_table_new (void);
void autosell_cli_table_free (AutosellCliTable *self);
void autosell_cli_table_add_column (AutosellCliTable *self, const char *title, AutosellCliColumnFlags flags);
/* The next cell, row by row. @text: (nullable) */
void autosell_cli_table_add (AutosellCliTable *self, const char *text);
void autosell_cli_table_take (AutosellCliTable *self, char *text);
void autosell_cli_table_print (AutosellCliTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCliTable, autosell_cli_table_free)

G_END_DECLS
