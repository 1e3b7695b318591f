/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-gallery-item.h"

G_BEGIN_DECLS

/* The photos of a gallery in lines, selected and walked through as in a file manager. It stands in somebody's scrolled
 * window, and only what is in sight there holds pictures.
 *
 * AutosellGalleryGrid::activate-item (AutosellGalleryItem *): Enter, or a double click
 * AutosellGalleryGrid::menu (double x, double y): of what is selected, asked for there
 * AutosellGalleryGrid::selection-changed
 * AutosellGalleryGrid::lines-changed: there are more or fewer lines than may be seen */
#define AUTOSELL_TYPE_GALLERY_GRID (autosell_gallery_grid_get_type ())
G_DECLARE_FINAL_TYPE (AutosellGalleryGrid, autosell_gallery_grid, AUTOSELL, GALLERY_GRID, GtkWidget)

/* @cache: (nullable) */
void autosell_gallery_grid_set_cache (AutosellGalleryGrid *self, AutosellThumbnailCache *cache);
/* @items: (element-type AutosellGalleryItem): in order; those that were there keep their tile, selection and focus */
void autosell_gallery_grid_set_items (AutosellGalleryGrid *self, GPtrArray *items);
/* Shows no more lines than that; 0 for all. */
void autosell_gallery_grid_set_max_lines (AutosellGalleryGrid *self, int max_lines);
/* How many items have no room in the lines that may be seen. */
guint autosell_gallery_grid_get_n_hidden (AutosellGalleryGrid *self);
/* All of them in lines as wide as it is. */
int autosell_gallery_grid_get_n_lines (AutosellGalleryGrid *self);

/* Returns: (transfer container) (element-type AutosellGalleryItem): in order */
GPtrArray *autosell_gallery_grid_dup_selected (AutosellGalleryGrid *self);
guint autosell_gallery_grid_get_n_selected (AutosellGalleryGrid *self);
void autosell_gallery_grid_select_all (AutosellGalleryGrid *self);
void autosell_gallery_grid_select_none (AutosellGalleryGrid *self);
/* This one alone, with the keyboard on it. */
void autosell_gallery_grid_select_item (AutosellGalleryGrid *self, AutosellGalleryItem *item);

/* Coordinates of the grid. Returns: (transfer none) (nullable) */
AutosellGalleryItem *autosell_gallery_grid_get_item_at (AutosellGalleryGrid *self, double x, double y);
/* Between which ones something let go there would come: 0 to the number of items. */
guint autosell_gallery_grid_get_gap_at (AutosellGalleryGrid *self, double x, double y);
/* Marks that place; -1: none. */
void autosell_gallery_grid_set_mark (AutosellGalleryGrid *self, int gap);
/* Where the menu of the keyboard belongs. */
void autosell_gallery_grid_get_cursor_area (AutosellGalleryGrid *self, GdkRectangle *area);

/* For the one who drags: nothing in the grid takes a press as a click any more until it is over. */
void autosell_gallery_grid_cancel_click (AutosellGalleryGrid *self);

G_END_DECLS
