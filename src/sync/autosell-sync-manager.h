/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-google.h"
#include "autosell-reconciler.h"

G_BEGIN_DECLS

/* Decides when stock and sheet are made to agree, for as long as the program runs, and says how things stand.
 * Level-triggered: each time it wakes it asks the store how things are (the link, what waits, what is undecided) and
 * takes one step, so that nothing is lost with the process:
 *
 *   a change here ─┐                        ┌─ nothing linked, paused, signed out ─► say so
 *   20 s are over ─┼─► outlook of the store ┼─ a change waits, a full read is due ─► reconcile, in turn with others
 *   network, click ┘                        └─ else ─► the cheap look; another version ─► reconcile
 *
 * A failure is tried again later and later, with jitter, and at once when the network comes back or a person asks. Main
 * thread. Signals: changed (), when anything that the getters tell is another. */
#define AUTOSELL_TYPE_SYNC_MANAGER (autosell_sync_manager_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSyncManager, autosell_sync_manager, AUTOSELL, SYNC_MANAGER, GObject)

typedef enum
{
  AUTOSELL_SYNC_NOT_LINKED,
  AUTOSELL_SYNC_PAUSED,
  AUTOSELL_SYNC_SIGNED_OUT, /* the sheet's account has to sign in again */
  AUTOSELL_SYNC_STARTING,   /* linked, and nothing is known yet */
  AUTOSELL_SYNC_RUNNING,
  AUTOSELL_SYNC_DONE,    /* both agree as far as is known; see n_waiting */
  AUTOSELL_SYNC_OFFLINE, /* nobody was reached */
  AUTOSELL_SYNC_FAILED,  /* the last run failed; see the error */
  AUTOSELL_SYNC_ASKS,    /* stopped before anything was changed: a person must decide, see the report's brake */
} AutosellSyncState;

/* "synced", "offline" … as the command line's JSON has it. Static. */
const char *autosell_sync_state_get_nick (AutosellSyncState state);

/* Milliseconds. */
typedef struct
{
  guint settle; /* after the last change here, so that a series of edits is one run */
  guint latest; /* after the first of them, however many follow */
  guint look;   /* between two cheap looks */
  guint read;   /* between two full reads: the cheap look can lag */
  guint retry;  /* after the first failure; doubles */
  guint retry_most;
} AutosellSyncTimes;

extern const AutosellSyncTimes autosell_sync_times_default;

/* Settings of the store. */
#define AUTOSELL_SETTING_SYNC_INTERVAL "sync.interval" /* seconds between two looks; else as above */
#define AUTOSELL_SETTING_SYNC_HOURS "sync.hours"       /* autosell_sync_hours_parse(): when it runs by itself */

AutosellSyncManager *autosell_sync_manager_new (AutosellStore *store, AutosellGoogle *google);
/* Before start; for tests. */
void autosell_sync_manager_set_times (AutosellSyncManager *self, const AutosellSyncTimes *times);
void autosell_sync_manager_start (AutosellSyncManager *self);
/* Ends what is under way where that can be, and does nothing more. What was sent is looked for by the next run. */
void autosell_sync_manager_stop (AutosellSyncManager *self);

/* A person asks, or the link was made or changed: now, whatever hours are set. @allows_vanish: the person has seen that
 * many rows are gone. */
void autosell_sync_manager_run_now (AutosellSyncManager *self, gboolean allows_vanish);
void autosell_sync_manager_set_paused (AutosellSyncManager *self, gboolean is_paused);

/* ---- How things stand ---- */

AutosellSyncState autosell_sync_manager_get_state (AutosellSyncManager *self);
/* (nullable): of the linked sheet */
const char *autosell_sync_manager_get_title (AutosellSyncManager *self);
/* (nullable): its id at Google */
const char *autosell_sync_manager_get_spreadsheet (AutosellSyncManager *self);
/* (nullable): the sheet's account, where it is known on this PC */
AutosellGoogleAccount *autosell_sync_manager_get_account (AutosellSyncManager *self);
/* UTC; 0 for never */
gint64 autosell_sync_manager_get_synced_us (AutosellSyncManager *self);
/* Cars that were changed here and did not reach the sheet. */
guint autosell_sync_manager_get_n_waiting (AutosellSyncManager *self);
guint autosell_sync_manager_get_n_conflicts (AutosellSyncManager *self);
guint autosell_sync_manager_get_n_vanished (AutosellSyncManager *self);
/* (nullable): why it is OFFLINE, FAILED or SIGNED_OUT */
const GError *autosell_sync_manager_get_error (AutosellSyncManager *self);
/* (nullable): of the last run that was not a failure */
const AutosellSyncReport *autosell_sync_manager_get_report (AutosellSyncManager *self);

G_END_DECLS
