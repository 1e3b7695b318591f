/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The other piles beside one that is open, in a line: photos are dropped on them, or on the place for a new pile; a
 * click opens one instead.
 *
 * ::open (AutosellPile *pile) */
#define AUTOSELL_TYPE_PILE_RAIL (autosell_pile_rail_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileRail, autosell_pile_rail, AUTOSELL, PILE_RAIL, GtkWidget)

GtkWidget *autosell_pile_rail_new (AutosellPileBoard *board);
/* @pile: (nullable): which is open and not shown; none while nothing is */
void autosell_pile_rail_set_pile (AutosellPileRail *self, AutosellPile *pile);

G_END_DECLS
