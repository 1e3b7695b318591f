/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-post-ledger-list.h"

G_BEGIN_DECLS

/* What the rows of the ledger have in common: which Pages, and how wide. Of the view. */
typedef struct
{
  GPtrArray *pages;     /* owned, nullable: of AutosellPage */
  gint64 only_page;     /* 0: all */
  GtkWidget *for_fonts; /* unowned */
} AutosellLedgerColumns;

/* One car of the ledger, or with no row the heading: the car, a cell for each Page, and a line of the reactions. Where
 * there is no room for cells what they say together stands below the car's name. Drawn, since there are many. */
#define AUTOSELL_TYPE_LEDGER_ITEM (autosell_ledger_item_get_type ())
G_DECLARE_FINAL_TYPE (AutosellLedgerItem, autosell_ledger_item, AUTOSELL, LEDGER_ITEM, GtkWidget)

/* @columns: outlives it */
GtkWidget *autosell_ledger_item_new (AutosellLedgerColumns *columns);
/* @row: (nullable): NULL for the heading */
void autosell_ledger_item_set_row (AutosellLedgerItem *self, AutosellPostLedgerRow *row);
AutosellPostLedgerRow *autosell_ledger_item_get_row (AutosellLedgerItem *self);

/* All that the row says, for a screen reader. @pages: of AutosellPage. Returns: (transfer full) */
char *autosell_ledger_dup_name (const AutosellPostCar *car, const AutosellLedgerColumns *columns);
/* “12 days ago”, “queued”, “never” …; @cell: (nullable). Returns: (transfer full) */
char *autosell_ledger_dup_cell (const AutosellPostCell *cell);
/* “41 reactions”, when it is planned for, what went wrong …; "" for nothing. Returns: (transfer full) */
char *autosell_ledger_dup_cell_detail (const AutosellPostCell *cell);
/* Told apart without colour. @cell: (nullable). (nullable): NULL where it never was */
const char *autosell_ledger_get_icon (const AutosellPostCell *cell);

G_END_DECLS
