/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import.h"

G_BEGIN_DECLS

/* What the headings of a table say. */

/* Rows that are looked at for the header. */
#define AUTOSELL_HEADER_SEARCH_ROWS 50

/* The row that names most fields, at least two; the first of equals. */
gboolean autosell_header_find_row (AutosellTable *table, guint *row);

/* The heading's text: trimmed, without the apostrophe that keeps a CSV cell from being a formula. Returns: (transfer
 * full) */
char *autosell_header_dup_heading (AutosellTable *table, guint row, guint column);

/* A heading of vehicle ids, if the column below it holds any. */
gboolean autosell_header_is_id (const char *heading);
gboolean autosell_header_column_has_ids (AutosellTable *table, guint header_row, guint column);

/* Whether the column counts: whole numbers, nearly no two alike, that go up from row to row or would if they were
 * sorted. */
gboolean autosell_header_column_counts (AutosellTable *table, guint header_row, guint column);
gboolean autosell_header_column_is_empty (AutosellTable *table, guint header_row, guint column);

/* "A", "B" … "AA", as spreadsheet programs name columns. Returns: (transfer full) */
char *autosell_header_dup_letters (guint column);

/* Text of a CSV cell without the apostrophe that the exporter puts before what could start a formula; else @text
 * itself. */
const char *autosell_header_skip_apostrophe (const char *text);
/* Whether the exporter has to put one. */
gboolean autosell_header_needs_apostrophe (const char *text);

G_END_DECLS
