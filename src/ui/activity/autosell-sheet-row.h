/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-sheet-item.h"

G_BEGIN_DECLS

/* Shows one AutosellSheetItem, of whatever kind. What a person decides are the actions sheet.* of the view around it:
 *
 *   sheet.show-car (x key)            sheet.decide ((xi) conflict, AutosellDecision)
 *   sheet.decide-all (i decision)     sheet.undo-sync (x change)
 *   sheet.set-car ((xi) key, AutosellVanishedState)    sheet.delete-car (x key) */
#define AUTOSELL_TYPE_SHEET_ROW (autosell_sheet_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetRow, autosell_sheet_row, AUTOSELL, SHEET_ROW, AdwBin)

GtkWidget *autosell_sheet_row_new (void);
/* @list_item: (nullable): whose child it is. @item: (nullable) */
void autosell_sheet_row_set_item (AutosellSheetRow *self, GtkListItem *list_item, AutosellSheetItem *item);
/* Into the button of that number, or the nearest that can be pressed. Returns: whether there is one */
gboolean autosell_sheet_row_focus (AutosellSheetRow *self, guint button);
/* Which of its buttons has the focus; the first where none has. */
guint autosell_sheet_row_get_focus (AutosellSheetRow *self);

G_END_DECLS
