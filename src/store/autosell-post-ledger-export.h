/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-ledger.h"

G_BEGIN_DECLS

/* The ledger as a file: a row for each car and Page, in the order of the query, with state, days, link, figures and
 * what went wrong. By the file's name it is XLSX or CSV. Headings and states are in the person's language. Fails with
 * AUTOSELL_STORE_ERROR, G_IO_ERROR, AUTOSELL_INTERCHANGE_ERROR; the old file stays then. */
gboolean autosell_store_export_post_ledger_sync (AutosellStore *self, const AutosellPostLedgerQuery *query, GFile *file,
                                                 GError **error);
void autosell_store_export_post_ledger_async (AutosellStore *self, const AutosellPostLedgerQuery *query, GFile *file,
                                              GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean autosell_store_export_post_ledger_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* A state of a cell in a word, as files and tables have it: “never”, “published”, “queued”, “failed”, “removed” or
 * “gone”, translated.
 * @cell: (nullable). Static. */
const char *autosell_post_cell_to_word (const AutosellPostCell *cell);

G_END_DECLS
