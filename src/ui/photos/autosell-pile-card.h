/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pile on the table: its prints, when they were taken, the car that it is for. It is dragged onto a car, or onto
 * another pile to join it; a letter typed on it looks for a car. Activating it opens it.
 *
 * Actions, `pile.`: open, choose-car, no-car, join-next, join-previous, skip, remove. ::open; ::assigned once it has a
 * car */
#define AUTOSELL_TYPE_PILE_CARD (autosell_pile_card_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileCard, autosell_pile_card, AUTOSELL, PILE_CARD, GtkFlowBoxChild)

GtkWidget *autosell_pile_card_new (AutosellPileBoard *board, AutosellStore *store, AutosellPile *pile);
AutosellPile *autosell_pile_card_get_pile (AutosellPileCard *self);
/* @text: (nullable): typed already */
void autosell_pile_card_choose_car (AutosellPileCard *self, const char *text);

/* When its pictures were taken, for people: “12/03/2025 10:42 – 10:47”. Returns: (transfer full) */
char *autosell_pile_dup_time (AutosellPile *pile);
/* In a sentence for a screen reader. Returns: (transfer full) */
char *autosell_pile_dup_label (AutosellPile *pile);

G_END_DECLS
