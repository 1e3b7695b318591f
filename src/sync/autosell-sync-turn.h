/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* Whose turn it is to make stock and sheet agree: one of the window and the command lines of this data folder at a
 * time. The system ends it with the process, however that ends. */
typedef struct _AutosellSyncTurn AutosellSyncTurn;

/* Never waits. Returns: (transfer full): NULL with AUTOSELL_STORE_ERROR_BUSY where another has it, and with a
 * GFileError where the folder cannot be written to */
AutosellSyncTurn *autosell_sync_turn_take (AutosellStore *store, GError **error);
/* The same of photos and Drive, which take longer and need not wait for the sheet. */
AutosellSyncTurn *autosell_sync_turn_take_drive (AutosellStore *store, GError **error);
void autosell_sync_turn_end (AutosellSyncTurn *turn);

/* The same for Facebook's Pages: one of them publishes. */
AutosellSyncTurn *autosell_sync_turn_take_publishing (AutosellStore *store, GError **error);
/* And for what people did with the posts: one of them asks. */
AutosellSyncTurn *autosell_sync_turn_take_figures (AutosellStore *store, GError **error);

/* The key of this data folder's tags in a sheet: made the first time, then always the same. Returns: (transfer full) */
char *autosell_sync_dup_pin_key (AutosellStore *store);
/* The same on the PC that @machine tells from all others; empty where nothing does. */
char *autosell_sync_dup_pin_key_on (AutosellStore *store, const char *machine);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSyncTurn, autosell_sync_turn_end)

G_END_DECLS
