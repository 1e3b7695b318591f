/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-words.h"
#include "autosell-google.h"

G_BEGIN_DECLS

/* Decides when the photos here and in Drive are made to agree, for as long as the program runs: some seconds after
 * something changed here, every minute to look at Drive's log of changes (one request), at once when the network comes
 * back or a person asks; after a failure later and later. Without a link it has no timer at all. Main thread.
 *
 * Signals: changed (); photo-changed (id): that photo is on its way, went on, or is there. */
#define AUTOSELL_TYPE_DRIVE_MANAGER (autosell_drive_manager_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDriveManager, autosell_drive_manager, AUTOSELL, DRIVE_MANAGER, GObject)

typedef enum
{
  AUTOSELL_DRIVE_NOT_LINKED,
  AUTOSELL_DRIVE_PAUSED,
  AUTOSELL_DRIVE_SIGNED_OUT,
  AUTOSELL_DRIVE_METERED, /* waits for a connection that is not paid by volume */
  AUTOSELL_DRIVE_STARTING,
  AUTOSELL_DRIVE_RUNNING,
  AUTOSELL_DRIVE_AGREED,
  AUTOSELL_DRIVE_OFFLINE,
  AUTOSELL_DRIVE_TROUBLE, /* see the sentence */
  AUTOSELL_DRIVE_ASKS,    /* many photos were removed: a person must decide */
} AutosellDriveState;

AutosellDriveManager *autosell_drive_manager_new (AutosellStore *store, AutosellGoogle *google);
void autosell_drive_manager_start (AutosellDriveManager *self);
void autosell_drive_manager_stop (AutosellDriveManager *self);
/* A person asks, or the link is another. @allows_removal: the person has seen how many photos are gone */
void autosell_drive_manager_run_now (AutosellDriveManager *self, gboolean allows_removal);
/* The photos of that car are looked at: they come first, and also where only covers are fetched. */
void autosell_drive_manager_want (AutosellDriveManager *self, gint64 vehicle_key);

/* Where there is a link. */
void autosell_drive_manager_set_paused (AutosellDriveManager *self, gboolean is_paused);

AutosellDriveState autosell_drive_manager_get_state (AutosellDriveManager *self);
/* (nullable): before the first look */
const AutosellDriveOutlook *autosell_drive_manager_get_outlook (AutosellDriveManager *self);
/* One line on how things stand, and what to do where something is to be done. Returns: (transfer full) (nullable): not
 * linked */
char *autosell_drive_manager_dup_headline (AutosellDriveManager *self);
/* The same in a few words. Returns: (transfer full) (nullable): not linked */
char *autosell_drive_manager_dup_title (AutosellDriveManager *self);
/* How much of it has gone to Drive, 0 to 1; below 0: it is not on its way just now. */
double autosell_drive_manager_get_fraction (AutosellDriveManager *self, const char *photo_id);
/* What acts in Drive for the link. Returns: (transfer full) (nullable): not linked, or nobody is signed in for it */
AutosellDrive *autosell_drive_manager_dup_drive (AutosellDriveManager *self);

G_END_DECLS
