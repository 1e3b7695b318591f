/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-ledger-store.h"

G_BEGIN_DECLS

typedef enum
{
  AUTOSELL_SHEET_ITEM_CONFLICTS, /* heading */
  AUTOSELL_SHEET_ITEM_CONFLICT,
  AUTOSELL_SHEET_ITEM_VANISHED, /* heading */
  AUTOSELL_SHEET_ITEM_CAR,      /* that the sheet lost */
  AUTOSELL_SHEET_ITEM_SETTLED,  /* nothing is to be decided */
  AUTOSELL_SHEET_ITEM_LOG,      /* heading */
  AUTOSELL_SHEET_ITEM_SYNC,     /* heading of a synchronisation */
  AUTOSELL_SHEET_ITEM_CELL,
} AutosellSheetItemKind;

/* One line of what Activity shows of the sheet. Emits ::changed when the same thing says something else, so that its
 * row, with the focus in it, stays. Knows nothing of GTK. Main thread. */
#define AUTOSELL_TYPE_SHEET_ITEM (autosell_sheet_item_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetItem, autosell_sheet_item, AUTOSELL, SHEET_ITEM, GObject)

/* A heading. @n: how many things follow */
AutosellSheetItem *autosell_sheet_item_new (AutosellSheetItemKind kind, guint n);
/* @conflict, @vanished, @entry: (transfer full) */
AutosellSheetItem *autosell_sheet_item_new_conflict (AutosellConflict *conflict);
AutosellSheetItem *autosell_sheet_item_new_car (AutosellVanished *vanished);
AutosellSheetItem *autosell_sheet_item_new_cell (AutosellSheetLogEntry *entry);
/* Of the synchronisation that @entry is of. */
AutosellSheetItem *autosell_sheet_item_new_sync (const AutosellSheetLogEntry *entry);

AutosellSheetItemKind autosell_sheet_item_get_kind (AutosellSheetItem *self);
/* The number of a conflict, the key of a car, the time of a synchronisation: what makes it the same thing. */
gint64 autosell_sheet_item_get_id (AutosellSheetItem *self);
gboolean autosell_sheet_item_is_same (AutosellSheetItem *self, AutosellSheetItem *other);
/* Says what @other, of the same thing, says; what @other had is no longer there. */
void autosell_sheet_item_take (AutosellSheetItem *self, AutosellSheetItem *other);

guint autosell_sheet_item_get_n (AutosellSheetItem *self);
const AutosellConflict *autosell_sheet_item_get_conflict (AutosellSheetItem *self);
const AutosellVanished *autosell_sheet_item_get_car (AutosellSheetItem *self);
const AutosellSheetLogEntry *autosell_sheet_item_get_entry (AutosellSheetItem *self);
/* Of a synchronisation: the change that it made here, 0 for none; and whether that can be undone. */
gint64 autosell_sheet_item_get_change (AutosellSheetItem *self);
gboolean autosell_sheet_item_can_undo (AutosellSheetItem *self);
void autosell_sheet_item_set_can_undo (AutosellSheetItem *self, gboolean can_undo);

G_END_DECLS
