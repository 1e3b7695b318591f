/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sync-manager.h"
#include "autosell-sync-note.h"

G_BEGIN_DECLS

/* How things stand with the sheet, at the foot of the sidebar. Hidden while nothing is linked. */
#define AUTOSELL_TYPE_SHEET_NOTE (autosell_sheet_note_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetNote, autosell_sheet_note, AUTOSELL, SHEET_NOTE, AutosellSyncNote)

/* Once. */
void autosell_sheet_note_set_manager (AutosellSheetNote *self, AutosellSyncManager *manager);

G_END_DECLS
