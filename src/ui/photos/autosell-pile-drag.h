/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pile-board.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Photos of an opened pile are dragged: within it, to put them in order, or onto another pile. What is dragged is a
 * GPtrArray of AutosellPilePhoto: what is selected, in the order of the pile. */
#define AUTOSELL_PILE_DRAG_TYPE (G_TYPE_PTR_ARRAY)

/* @grid: of AutosellPileTile, all of one pile; it and @board outlive the use of the other */
void autosell_pile_drag_attach (GtkFlowBox *grid, AutosellPileBoard *board);

/* @grid: of AutosellPileTile. Returns: (transfer full) (element-type AutosellPilePhoto): in the order of the pile */
GPtrArray *autosell_pile_drag_dup_selected (GtkFlowBox *grid);
/* Selects what of @photos is there, and gives the first of them the keyboard. */
void autosell_pile_drag_select (GtkFlowBox *grid, GPtrArray *photos);

G_END_DECLS
