/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A range as A1 text says it: 0-based, half open; G_MAXINT where it is open at the end. */
typedef struct
{
  char *title; /* owned (nullable): of the tab; NULL for the first */
  gint64 start_row, end_row;
  gint64 start_column, end_column;
  gboolean is_bare; /* a title alone (or what may be the name of a range) */
} A1Range;

/* FALSE where it cannot be read. The title is not looked for. */
gboolean a1_parse (const char *text, A1Range *range);
void a1_clear (A1Range *range);

/* "A", "AB"; 0-based. Returns: (transfer full) */
char *a1_column_name (gint64 column);
/* As an answer names a range: the title in quotes only where it needs them. Returns: (transfer full) */
char *a1_format (const char *title, gint64 start_row, gint64 end_row, gint64 start_column, gint64 end_column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (A1Range, a1_clear)

G_END_DECLS
