/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-gallery-grid.h"
#include "autosell-gallery-tile.h"
#include "autosell-item-grid.h"

G_BEGIN_DECLS

struct _AutosellGalleryGrid
{
  GtkWidget parent_instance;
  AutosellThumbnailCache *cache; /* owned, nullable */
  GPtrArray *items;              /* owned, of owned AutosellGalleryItem */
  GPtrArray *tiles;              /* owned, of children: one an item */
  GPtrArray *wanted; /* owned, nullable, of owned AutosellGalleryItem: what is to be shown, some of it later */
  guint more_source;
  AutosellItemGrid lanes;
  int max_lines; /* 0 for all */
  guint n_hidden;
  int mark;            /* a gap, or -1 */
  GtkWidget *scroller; /* unowned, nullable: while it is mapped */
  guint sight_tick;
  guint first_near; /* the tiles in sight, or nearly: the others are not painted */
  guint end_near;
  guint n_traced; /* pictures that were seen last */
  guint lines_source;
  AutosellGalleryItem *cursor; /* owned, nullable: where the keyboard is */
  AutosellGalleryItem *anchor; /* owned, nullable: where a range begins */
  GtkGesture *click;           /* unowned */
  GHashTable *band_kept;       /* owned, of AutosellGalleryItem, owned: selected before the rectangle, and still */
  graphene_rect_t band;        /* that is being drawn, where has_band */
  gboolean has_band;
  gboolean selects_on_release; /* the press was on one of several: a drag takes all of them, a click this one */
};

enum
{
  AUTOSELL_GALLERY_GRID_ACTIVATE_ITEM,
  AUTOSELL_GALLERY_GRID_MENU,
  AUTOSELL_GALLERY_GRID_SELECTION_CHANGED,
  AUTOSELL_GALLERY_GRID_LINES_CHANGED,
  AUTOSELL_GALLERY_GRID_N_SIGNALS
};
extern guint autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_N_SIGNALS];

void autosell_gallery_grid_update_sight (AutosellGalleryGrid *self);
void autosell_gallery_grid_tell_lines_later (AutosellGalleryGrid *self);
/* All of what is to be shown, for those who need it. */
void autosell_gallery_grid_show_rest (AutosellGalleryGrid *self);

/* In autosell-gallery-grid-band.c */
void autosell_gallery_grid_band_init (AutosellGalleryGrid *self);
void autosell_gallery_grid_snapshot_band (AutosellGalleryGrid *self, GtkSnapshot *snapshot);

/* In autosell-gallery-grid-input.c */
void autosell_gallery_grid_input_class_init (GtkWidgetClass *widget_class);
void autosell_gallery_grid_input_init (AutosellGalleryGrid *self);
/* Returns: the position, or the number of items for none */
guint autosell_gallery_grid_get_cursor (AutosellGalleryGrid *self);
void autosell_gallery_grid_set_cursor (AutosellGalleryGrid *self, guint position, gboolean takes_focus);

G_END_DECLS
