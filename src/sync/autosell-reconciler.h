/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-remote.h"

G_BEGIN_DECLS

/* Makes the lot's list and the stock agree, once. It looks at what is recorded, takes the next step and records the
 * result, so it can die at any instruction and the next run goes on from what it finds:
 *
 *   read all rows ─► load bases, stock and what was sent ─► merge (on a thread)
 *     ─► one transaction here ─► note what is sent ─► send ─► note what arrived ─► again, while that made new work
 *     ─► take what other PCs said of listings on Marketplace, and tell what was said here
 *
 * One run at a time for each store; the caller sees to it. */

/* Rows that got their id become cars in the next round; more than this is somebody who edits faster than we read. */
#define AUTOSELL_RECONCILER_MAX_ROUNDS 4

typedef struct
{
  AutosellLedgerBrake brake; /* nothing was changed on either side */
  guint n_rounds;
  guint n_rows; /* in the list, the last time that it was read */
  guint n_same;
  guint n_added;    /* cars here */
  guint n_changed;  /* cars here */
  guint n_written;  /* rows there that were changed */
  guint n_appended; /* rows there that are new */
  guint n_refused;  /* rows that had changed, or whose answer was lost: the next run looks */
  guint n_conflicts;
  guint n_vanished;
  guint n_removals;  /* cars in the bin whose row nobody agreed to empty */
  guint n_notes;     /* cells that could not be written, or say nothing */
  GArray *notes;     /* owned, nullable, of AutosellLedgerNote: those */
  gboolean is_whole; /* nothing is left to do */
} AutosellSyncReport;

void autosell_sync_report_free (AutosellSyncReport *report);

/* @allows_vanish: the person has seen that many rows are gone. @is_dry: what would be done, and nothing of it is.
 * Fails with what the remote or the store fail with; what was done by then is recorded. */
void autosell_reconcile_async (AutosellStore *store, AutosellRemote *remote, const AutosellLedgerLink *link,
                               gboolean allows_vanish, gboolean is_dry, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellSyncReport *autosell_reconcile_finish (AutosellStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSyncReport, autosell_sync_report_free)

G_END_DECLS
