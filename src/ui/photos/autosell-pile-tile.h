/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-pile-photo.h"

G_BEGIN_DECLS

/* One picture of an opened pile, with a sign where it is on a car already. */
#define AUTOSELL_TYPE_PILE_TILE (autosell_pile_tile_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPileTile, autosell_pile_tile, AUTOSELL, PILE_TILE, GtkFlowBoxChild)

GtkWidget *autosell_pile_tile_new (AutosellPilePhoto *photo);
AutosellPilePhoto *autosell_pile_tile_get_photo (AutosellPileTile *self);

G_END_DECLS
