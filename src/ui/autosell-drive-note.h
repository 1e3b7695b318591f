/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-drive-manager.h"
#include "autosell-sync-note.h"

G_BEGIN_DECLS

/* How things stand with the photos in Drive, at the foot of the sidebar. Hidden while nothing is linked. */
#define AUTOSELL_TYPE_DRIVE_NOTE (autosell_drive_note_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDriveNote, autosell_drive_note, AUTOSELL, DRIVE_NOTE, AutosellSyncNote)

/* Once. */
void autosell_drive_note_set_manager (AutosellDriveNote *self, AutosellDriveManager *manager);

G_END_DECLS
