/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-ledger.h"

G_BEGIN_DECLS

/* A car of the ledger: its key at once, the rest when its page has been read. The same car keeps its row. Properties:
 * "car" (notifies when it is read or changed; a pointer: get_car()). */
#define AUTOSELL_TYPE_POST_LEDGER_ROW (autosell_post_ledger_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostLedgerRow, autosell_post_ledger_row, AUTOSELL, POST_LEDGER_ROW, GObject)

gint64 autosell_post_ledger_row_get_key (AutosellPostLedgerRow *self);
/* Returns: (transfer none) (nullable) */
AutosellPostCar *autosell_post_ledger_row_get_car (AutosellPostLedgerRow *self);

/* A GListModel of these: the ordered keys, 8 bytes a car; rows are read by page when the view asks, in the background.
 * Follows the store. Main thread. Signals: ::loaded, rows, Pages and counts are those of the latest query now. */
#define AUTOSELL_TYPE_POST_LEDGER_LIST (autosell_post_ledger_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostLedgerList, autosell_post_ledger_list, AUTOSELL, POST_LEDGER_LIST, GObject)

AutosellPostLedgerList *autosell_post_ledger_list_new (AutosellStore *store);
/* What to show; a newer call overtakes an older one. Nothing is asked for before the first call. */
void autosell_post_ledger_list_set_query (AutosellPostLedgerList *self, const AutosellPostLedgerQuery *query);
gboolean autosell_post_ledger_list_is_loading (AutosellPostLedgerList *self);
/* Of the latest answer; NULL before it. Its cars are not in it any more. Returns: (transfer none) (nullable) */
const AutosellPostLedger *autosell_post_ledger_list_get_ledger (AutosellPostLedgerList *self);
/* While nobody looks changes are only remembered. */
void autosell_post_ledger_list_set_awake (AutosellPostLedgerList *self, gboolean is_awake);

G_END_DECLS
