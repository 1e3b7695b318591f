/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-print-document.h"
#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* A list of cars with what can be done to them: the stock, or the bin. The search entry is in the window's header bar;
 * what is typed there comes in through autosell_inventory_page_set_search().
 *
 * Actions, `inventory.`: open, edit-price, edit-status, edit-location, set-status (nick, "" for none), delete, restore,
 * copy, duplicate, history, clear-search.
 *
 * Signals:
 * ::search-changed: whether the filter is understood is new
 * ::filters-changed: the chips are others; see autosell_inventory_page_get_n_filters()
 * ::answered: the list shows the answer of the latest search; ::clear-search: the person wants the whole list again */
#define AUTOSELL_TYPE_INVENTORY_PAGE (autosell_inventory_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellInventoryPage, autosell_inventory_page, AUTOSELL, INVENTORY_PAGE, AdwBin)

AutosellInventoryPage *autosell_inventory_page_new (gboolean is_bin);
void autosell_inventory_page_set_store (AutosellInventoryPage *self, AutosellStore *store);

/* Shows what @text asks for. A term that is not understood is left out, and what is wrong with it is shown. */
void autosell_inventory_page_set_search (AutosellInventoryPage *self, const char *text);
const char *autosell_inventory_page_get_search (AutosellInventoryPage *self);
/* Chips that are shown. */
guint autosell_inventory_page_get_n_filters (AutosellInventoryPage *self);
/* FALSE where the latest search was understood; else where it was not, in characters. */
gboolean autosell_inventory_page_get_search_error (AutosellInventoryPage *self, guint *start, guint *end);

/* (nullable) before there is a store */
AutosellVehicleList *autosell_inventory_page_get_list (AutosellInventoryPage *self);
/* TRUE where an answer has come, to the question for everything, and there was nothing. */
gboolean autosell_inventory_page_is_empty (AutosellInventoryPage *self);
/* What the person has chosen, for exports: the query with the sort. ::sort-changed tells when it is another. */
const AutosellSort *autosell_inventory_page_get_sort (AutosellInventoryPage *self);
void autosell_inventory_page_show_key (AutosellInventoryPage *self, gint64 key);
/* The car that the history is asked for; 0 for none. */
gint64 autosell_inventory_page_get_current_key (AutosellInventoryPage *self);
/* Prints the windscreen sheet or the receipt of that car. Returns: FALSE where there is none to print; @why: (out)
 * (transfer none) then says so as a sentence */
gboolean autosell_inventory_page_print_car (AutosellInventoryPage *self, AutosellPrintKind kind, const char **why);
/* Moves the keyboard to the list; selects the first car where none is. */
void autosell_inventory_page_focus_list (AutosellInventoryPage *self);
/* Moves it to the first car of the answer, whatever was selected, and opens that where it is the only one. */
void autosell_inventory_page_select_first (AutosellInventoryPage *self);
/* The window is wide enough for a pane with the selected car beside the list; whether it is wanted is a setting. */
void autosell_inventory_page_set_has_room (AutosellInventoryPage *self, gboolean has_room);
/* Cards or the table; cards in any case while the window is narrow. */
void autosell_inventory_page_set_wants_cards (AutosellInventoryPage *self, gboolean wants_cards);
void autosell_inventory_page_set_is_narrow (AutosellInventoryPage *self, gboolean is_narrow);
void autosell_inventory_page_set_sort (AutosellInventoryPage *self, const AutosellSort *sort);
void autosell_inventory_page_set_n_sample (AutosellInventoryPage *self, gint64 n_sample);

G_END_DECLS
