/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-history.h"

G_BEGIN_DECLS

/* One action of a person as history shows it: all its events in one entry. Immutable. Knows nothing of GTK. */
#define AUTOSELL_TYPE_CHANGE_ENTRY (autosell_change_entry_get_type ())
G_DECLARE_FINAL_TYPE (AutosellChangeEntry, autosell_change_entry, AUTOSELL, CHANGE_ENTRY, GObject)

/* Groups @events, newest first, by their change. @is_cut: older events were left out, so that the last group may lack
 * some: it is left out too, unless it is the only one. Returns: (transfer full) (element-type AutosellChangeEntry) */
GPtrArray *autosell_change_entries_new (GPtrArray *events, gboolean is_cut);

gint64 autosell_change_entry_get_change (AutosellChangeEntry *self);
gboolean autosell_change_entry_is_undone (AutosellChangeEntry *self);
/* Undo makes sense for it. */
gboolean autosell_change_entry_can_undo (AutosellChangeEntry *self);

/* “Changed the price of MAZDA CX30 2021” */
const char *autosell_change_entry_get_summary (AutosellChangeEntry *self);
/* “Ana, 01/07/2025 14:05, in the window” */
const char *autosell_change_entry_get_byline (AutosellChangeEntry *self);
/* “Price: $379,000 → $369,000”, a line for each field; "" for none */
const char *autosell_change_entry_get_details (AutosellChangeEntry *self);

G_END_DECLS
