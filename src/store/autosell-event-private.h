/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-history.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* Events name an extra field "extra.NAME". */
#define AUTOSELL_EXTRA_PREFIX "extra."

/* Exactly the column's name, unlike autosell_field_find(). */
gboolean autosell_event_find_field (const char *name, AutosellField *field);

/* Value and raw text of an event in columns @column and @column + 1. @field_name: (nullable) */
void autosell_event_read_value (sqlite3_stmt *stmt, int column, const char *field_name, AutosellValue *value);

/* Newest first; @key 0 for all. Returns: (transfer full) (element-type AutosellEvent) */
/* @who: (nullable): of one person alone; @words: (nullable): of cars whose brand, model, version, year, colour or stock
 * number have them */
GPtrArray *autosell_event_load (AutosellConnection *connection, gint64 key, const char *who, const char *words,
                                guint limit, GError **error);

/* Sets @step's n_photos, which its label tells: of a change that is known already, and of photos or not. */
gboolean autosell_undo_step_count_photos (AutosellConnection *connection, AutosellUndoStep *step, GError **error);

/* The change that undo (or redo) would take now; change 0 for none. Returns: (transfer full): NULL on error */
AutosellUndoStep *autosell_undo_step_load (AutosellConnection *connection, gboolean is_redo, GError **error);

G_END_DECLS
