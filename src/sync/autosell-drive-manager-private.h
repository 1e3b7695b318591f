/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-manager.h"
#include "autosell-sync-turn.h"

G_BEGIN_DECLS

struct _AutosellDriveManager
{
  GObject parent_instance;
  AutosellStore *store;           /* owned */
  AutosellGoogle *google;         /* owned */
  AutosellGoogleAccount *account; /* owned, nullable: the link's */
  GCancellable *cancellable;      /* owned, nullable: while it is started */
  GCancellable *running;          /* owned, nullable: of the run under way */
  AutosellDriveState state;
  AutosellDriveOutlook *outlook; /* owned, nullable */
  AutosellDriveReport *report;   /* owned, nullable: of the last run */
  GError *error;                 /* owned, nullable: of the last run */
  AutosellSyncTurn *turn;        /* owned, nullable */
  GArray *wanted;                /* owned, of gint64 */
  GHashTable *going;             /* owned: ids of photos that are on their way → owned double */
  guint timer;
  guint n_sent, n_fetched; /* of the run under way */
  guint n_failures;
  gint64 first_change_us; /* monotonic; 0: none since the last run */
  gint64 told_us;         /* monotonic: progress is not told for each chunk */
  gboolean is_started;
  gboolean is_busy;
  gboolean wakes_again;
  gboolean is_asked;
  gboolean was_asked; /* the run under way: a person wants it, whatever the connection */
  gboolean allows_removal;
  gboolean has_looked; /* at the root, since the start */
  gboolean saw;        /* in the last run: what people put into the folders */
  gboolean is_clean;   /* nothing happened here since a run that left nothing to do */
};

G_END_DECLS
