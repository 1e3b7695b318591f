/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-item.h"

G_BEGIN_DECLS

/* The log of cells as a GListModel of AutosellSheetItem, newest first: each synchronisation under a heading of its own.
 * It begins with a page; more come when they are asked for. Main thread. */
#define AUTOSELL_TYPE_SHEET_LOG (autosell_sheet_log_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetLog, autosell_sheet_log, AUTOSELL, SHEET_LOG, GObject)

AutosellSheetLog *autosell_sheet_log_new (AutosellStore *store);
/* What is new since, and what was undone; the first page at first. */
void autosell_sheet_log_refresh (AutosellSheetLog *self);
/* The next page of older ones. Nothing where one is on its way, or there are none. */
void autosell_sheet_log_load_more (AutosellSheetLog *self);
/* The first page has come, or could not be read. Its coming is told by notify::is-loaded. */
gboolean autosell_sheet_log_is_loaded (AutosellSheetLog *self);
/* Lets go of the store, and of what is on its way. */
void autosell_sheet_log_close (AutosellSheetLog *self);

G_END_DECLS
