/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-pile.h"

G_BEGIN_DECLS

/* A pile as it lies on a table: its first pictures as prints, one over the other, and how many there are. */
#define AUTOSELL_TYPE_PILE_STACK (autosell_pile_stack_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileStack, autosell_pile_stack, AUTOSELL, PILE_STACK, GtkWidget)

GtkWidget *autosell_pile_stack_new (AutosellPile *pile);

/* One print: white edge, shadow, the picture cut to four to three. @texture: (nullable) */
void autosell_pile_print_paint (GtkSnapshot *snapshot, GdkTexture *texture, const graphene_rect_t *area);

G_END_DECLS
