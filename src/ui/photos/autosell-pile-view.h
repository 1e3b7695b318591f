/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One pile, opened: its pictures side by side. They are selected by clicks and the keyboard, and then split off, given
 * to another pile or left out.
 *
 * Actions, `photos.`: split, move-new, move-to (index of a pile), leave-out, leave-out-same, select-all. ::back */
#define AUTOSELL_TYPE_PILE_VIEW (autosell_pile_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileView, autosell_pile_view, AUTOSELL, PILE_VIEW, GtkBox)

GtkWidget *autosell_pile_view_new (AutosellPileBoard *board, AutosellStore *store);
/* @pile: (nullable): none */
void autosell_pile_view_set_pile (AutosellPileView *self, AutosellPile *pile);
/* The keyboard goes to its first picture, which is not selected by that. */
void autosell_pile_view_focus (AutosellPileView *self);
/* There is no room for all that can be done: what is rarer goes to the menu. */
void autosell_pile_view_set_is_narrow (AutosellPileView *self, gboolean is_narrow);
AutosellPile *autosell_pile_view_get_pile (AutosellPileView *self);

G_END_DECLS
