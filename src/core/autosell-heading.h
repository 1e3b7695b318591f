/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the headings of a table say, whatever it is: a file that is imported, or a sheet that is synchronised. */

/* Rows that are looked at for the header. */
#define AUTOSELL_HEADING_SEARCH_ROWS 50

/* Returns: (transfer full): the heading, trimmed, "" for none */
typedef char *(*AutosellHeadingFunc) (gpointer table, guint row, guint column);
/* Never NULL; of the table. */
typedef const char *(*AutosellHeadingTextFunc) (gpointer table, guint row, guint column);

/* The row that names most fields, at least two; the first of equals. FALSE leaves *row untouched. */
gboolean autosell_heading_find_row (AutosellHeadingFunc dup_heading, gpointer table, guint n_rows, guint n_columns,
                                    guint *row);

/* Whether a column is called as one of vehicle ids would be. */
gboolean autosell_heading_is_id (const char *heading);
/* A heading of what an export tells of a car beside its fields, in any language: photos, readiness. Nobody can import
 * that. */
gboolean autosell_heading_is_told (const char *heading);

/* Whether the column counts: whole numbers, nearly no two alike, that go up from row to row or would if they were
 * sorted. */
gboolean autosell_heading_column_counts (AutosellHeadingTextFunc get_text, gpointer table, guint first_row,
                                         guint n_rows, guint column);

/* "A", "B" … "AA", as spreadsheet programs name columns. Returns: (transfer full) */
char *autosell_heading_dup_letters (guint column);

G_END_DECLS
