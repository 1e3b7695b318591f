/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-heading.h"
#include "autosell-import.h"

G_BEGIN_DECLS

/* What the headings of a table say. */

gboolean autosell_header_find_row (AutosellTable *table, guint *row);

/* The heading's text: trimmed, without the apostrophe that keeps a CSV cell from being a formula. Returns: (transfer
 * full) */
char *autosell_header_dup_heading (AutosellTable *table, guint row, guint column);

/* A heading of vehicle ids (autosell_heading_is_id()) is one if the column below it holds any. */
gboolean autosell_header_column_has_ids (AutosellTable *table, guint header_row, guint column);

gboolean autosell_header_column_counts (AutosellTable *table, guint header_row, guint column);
gboolean autosell_header_column_is_empty (AutosellTable *table, guint header_row, guint column);

/* Text of a CSV cell without the apostrophe that the exporter puts before what could start a formula; else @text
 * itself. */
const char *autosell_header_skip_apostrophe (const char *text);
/* Whether the exporter has to put one. */
gboolean autosell_header_needs_apostrophe (const char *text);

G_END_DECLS
