/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-drive-manager.h"

G_BEGIN_DECLS

/* How things stand with the photos in Drive, in one line at the foot of the sidebar; a press explains, with what can be
 * done about it. Hidden while nothing is linked. Acts through win.google and the manager. */
#define AUTOSELL_TYPE_DRIVE_NOTE (autosell_drive_note_get_type ())
G_DECLARE_FINAL_TYPE (AutosellDriveNote, autosell_drive_note, AUTOSELL, DRIVE_NOTE, AdwBin)

/* Once. */
void autosell_drive_note_set_manager (AutosellDriveNote *self, AutosellDriveManager *manager);

G_END_DECLS
