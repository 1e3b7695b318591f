/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-gallery-item.h"

G_BEGIN_DECLS

/* One photo in a gallery with all that is to be seen of it: a badge for the cover, a check where it is selected, how
 * far it is on its way in, a sign where the picture is there twice. It paints itself, so that a gallery of many opens
 * at once. */
#define AUTOSELL_TYPE_GALLERY_TILE (autosell_gallery_tile_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGalleryTile, autosell_gallery_tile, AUTOSELL, GALLERY_TILE, GtkWidget)

GtkWidget *autosell_gallery_tile_new (AutosellGalleryItem *item);
AutosellGalleryItem *autosell_gallery_tile_get_item (AutosellGalleryTile *self);

G_END_DECLS
