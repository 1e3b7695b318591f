/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* How things stand with the sheet, in one line at the foot of the sidebar; a press explains, with what can be done
 * about it. Hidden while nothing is linked. Acts through win.google, win.sheet-activity and the manager. */
#define AUTOSELL_TYPE_SHEET_NOTE (autosell_sheet_note_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetNote, autosell_sheet_note, AUTOSELL, SHEET_NOTE, AdwBin)

/* Once. */
void autosell_sheet_note_set_manager (AutosellSheetNote *self, AutosellSyncManager *manager);

G_END_DECLS
