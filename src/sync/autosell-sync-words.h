/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* How things stand with the sheet, in the words of somebody at a desk. */

/* A few words for the edge of a window: “Synced 2 min ago”, “3 changes wait · no internet”. @now_us: UTC.
 * Returns: (transfer full) (nullable): NULL where nothing is linked */
char *autosell_sync_dup_headline (AutosellSyncManager *manager, gint64 now_us);
/* For how long that stays true by itself, in seconds; 0: until ::changed. */
guint autosell_sync_get_headline_age (AutosellSyncManager *manager, gint64 now_us);

/* One or two sentences: what it means and what to do. Returns: (transfer full) */
char *autosell_sync_dup_explanation (AutosellSyncManager *manager, gint64 now_us);

/* It stopped because many rows are gone, and goes on with autosell_sync_manager_run_now() where a person allows
 * that. */
gboolean autosell_sync_asks_for_rows (AutosellSyncManager *manager);

G_END_DECLS
