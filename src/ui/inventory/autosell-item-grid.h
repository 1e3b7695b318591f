/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the items of a long list stand: side by side in lanes of one width, line after line of one height. A table has
 * one lane, cards have as many as there is room for. Pixels, from the top left of the content. */
typedef struct
{
  int n_lanes;     /* 1 or more */
  int width;       /* of the content, with its margins */
  int item_height; /* 1 or more */
  int gap;         /* between items, in both directions */
  int margin;      /* around all of them */
} AutosellItemGrid;

typedef struct
{
  int x;
  double y; /* 10,000,000 cars are more than an int has */
  int width;
  int height;
} AutosellItemArea;

typedef enum
{
  AUTOSELL_MOVE_LEFT,
  AUTOSELL_MOVE_RIGHT,
  AUTOSELL_MOVE_UP,
  AUTOSELL_MOVE_DOWN,
  AUTOSELL_MOVE_PAGE_UP,
  AUTOSELL_MOVE_PAGE_DOWN,
  AUTOSELL_MOVE_HOME,
  AUTOSELL_MOVE_END,
} AutosellMove;

/* As many lanes as items of at least @min_item_width have room for in @width, at least one. */
void autosell_item_grid_fit (AutosellItemGrid *self, int width, int min_item_width);

double autosell_item_grid_get_height (const AutosellItemGrid *self, guint n_items);
void autosell_item_grid_get_area (const AutosellItemGrid *self, guint position, AutosellItemArea *area);
/* FALSE between items and beyond the last. */
gboolean autosell_item_grid_find (const AutosellItemGrid *self, double x, double y, guint n_items, guint *position);

/* The whole lines of which something is visible where @value is scrolled to the top. Returns: whether there is any
 * item */
gboolean autosell_item_grid_get_visible (const AutosellItemGrid *self, double value, int view_height, guint n_items,
                                         guint *first, guint *n_visible);
/* No more than so many are ever visible at once. */
guint autosell_item_grid_get_max_visible (const AutosellItemGrid *self, int view_height);

/* Where a key leads from @position, or to begin with where that is not in the list. In one lane there is no left and no
 * right. Returns: FALSE where the key means nothing here */
gboolean autosell_item_grid_move (const AutosellItemGrid *self, AutosellMove move, int view_height, guint n_items,
                                  guint *position);

G_END_DECLS
