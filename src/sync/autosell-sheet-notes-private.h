/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-remote-private.h"

G_BEGIN_DECLS

/* What PCs tell one another through the program's own tab: rows that have nothing but a text in the column of ids. They
 * are added below what is there, and nothing is written over. */

/* @n_rows: that hold something, as read; @column: of the ids */
void autosell_sheet_add_notes (AutosellSheetBatch *batch, gboolean has_tab, guint n_rows, guint column,
                               const char *const *texts, guint n_texts);
/* @cells: (nullable): of that tab. Returns: (transfer full) (element-type utf8): from above */
GPtrArray *autosell_sheet_get_notes (const AutosellSheetGrid *cells, guint column);

/* The interface's tell. */
void autosell_sheet_remote_tell_async (AutosellRemote *remote, AutosellRemoteRows *rows, GPtrArray *notes,
                                       GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_sheet_remote_tell_finish (AutosellRemote *remote, GAsyncResult *result, GError **error);

G_END_DECLS
