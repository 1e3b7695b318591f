/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-ledger.h"
#include "autosell-sheets.h"
#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* The ledger of posts as a tab of the lot's own sheet, in the place of the one that was kept by hand: a row for each
 * car and a column for each Page. The tab is the program's own, known by its number and not by its name, and is made
 * and written only where a person has switched that on, on one PC. What it says is in Spanish, as posts are, and has
 * days and no counts, so that it stays as it is while nothing happens. A Page to which another PC of the lot posts says
 * so in its heading, and has “?” where this PC knows of no post: only who posts there knows.
 *
 * Two reads where nothing is new, one write more where something is. */

/* A setting of the store: "yes", or else not. */
#define AUTOSELL_SETTING_POSTS_TAB "posts.sheet-tab"

#define AUTOSELL_CHECK_TAB_ID 1096111188
#define AUTOSELL_CHECK_TAB_TITLE "CHECK PUBLICACIONES"

/* What the tab is to hold: the heading, then a row a car. Pure. @ledger: with all its cars. Returns: (transfer full) */
AutosellSheetGrid *autosell_check_tab_make (const AutosellPostLedger *ledger);

/* Once, now. Fails with AUTOSELL_NET_ERROR, AUTOSELL_STORE_ERROR */
void autosell_check_tab_write_async (AutosellStore *store, AutosellSheets *sheets, const char *spreadsheet,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @n_rows: (out) (optional): rows that were written */
gboolean autosell_check_tab_write_finish (AutosellStore *store, GAsyncResult *result, guint *n_rows, GError **error);

/* Does so by itself for as long as it lives: after the sheet was synced, when posts or cars are others since, and at
 * most every ten minutes. Main thread. */
#define AUTOSELL_TYPE_CHECK_TAB_KEEPER (autosell_check_tab_keeper_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCheckTabKeeper, autosell_check_tab_keeper, AUTOSELL, CHECK_TAB_KEEPER, GObject)

AutosellCheckTabKeeper *autosell_check_tab_keeper_new (AutosellStore *store, AutosellSyncManager *sync);

G_END_DECLS
