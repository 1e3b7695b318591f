/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-item-grid.h"
#include "autosell-thumbnail-cache.h"
#include "autosell-vehicle-item.h"
#include "autosell-vehicle-selection.h"

G_BEGIN_DECLS

/* What the table and the cards have in common: the cars of a selection model in a grid that is scrolled, of which only
 * the visible ones have a widget; cursor, focus, keyboard and pointer. To be put into a GtkScrolledWindow.
 *
 * They are our own widgets and not GtkColumnView and GtkGridView, because those keep 200 items, each with a widget for
 * each cell, whatever is visible: showing other rows of 13 columns took 80 to 400 ms where a keystroke has 16. Here a
 * whole new answer costs about as much as a paint.
 *
 * Signals:
 * ::activate (gint64 key): Enter or a double click
 * ::edit (gint64 key, AutosellVehicleColumn column): a double click on an editable value, or its hint
 * ::menu (gint64 key, double x, double y): secondary click or the menu key; 0 where there is no car */
#define AUTOSELL_TYPE_VEHICLE_VIEW (autosell_vehicle_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (AutosellVehicleView, autosell_vehicle_view, AUTOSELL, VEHICLE_VIEW, GtkWidget)

struct _AutosellVehicleViewClass
{
  GtkWidgetClass parent_class;

  /* Fills in @grid for a view of this size, and @top: what stands above it and does not scroll. */
  void (*arrange) (AutosellVehicleView *self, int width, int height, AutosellItemGrid *grid, int *top);
  /* Of the widgets for cars. */
  GType item_type;

  /* (nullable) */
  void (*is_bin_changed) (AutosellVehicleView *self);
  /* Where a value stands in an item; FALSE where it is left out. */
  gboolean (*get_field_area) (AutosellVehicleView *self, AutosellVehicleItem *item, AutosellVehicleColumn column,
                              GdkRectangle *area);
  /* (nullable): brings a value into sight that is scrolled away sideways. */
  void (*reveal_field) (AutosellVehicleView *self, AutosellVehicleColumn column);
  /* (nullable): by column, what the view shows of each car; NULL where that is no matter of choice. */
  const gboolean *(*get_shown) (AutosellVehicleView *self);
  /* Which value stands at a place of an item; FALSE for none. */
  gboolean (*find_field) (AutosellVehicleView *self, AutosellVehicleItem *item, double x, double y,
                          AutosellVehicleColumn *column);
  /* Whether @x, from the left of a value's area, is on the mark that says that it can be edited. */
  gboolean (*is_on_hint) (AutosellVehicleView *self, AutosellVehicleColumn column, const GdkRectangle *area, double x);
  /* (transfer full) (nullable): what there was no room for. */
  char *(*dup_tooltip) (AutosellVehicleView *self, AutosellVehicleItem *item, AutosellVehicleColumn column);
};

/* @selection: (nullable) */
void autosell_vehicle_view_set_selection (AutosellVehicleView *self, AutosellVehicleSelection *selection);
AutosellVehicleSelection *autosell_vehicle_view_get_selection (AutosellVehicleView *self);

/* Where the covers of cars come from. @thumbnails: (nullable): there are none */
void autosell_vehicle_view_set_thumbnails (AutosellVehicleView *self, AutosellThumbnailCache *thumbnails);
AutosellThumbnailCache *autosell_vehicle_view_get_thumbnails (AutosellVehicleView *self);

/* Its cars are in the bin: nothing is edited, and their days are those that are left there. */
void autosell_vehicle_view_set_is_bin (AutosellVehicleView *self, gboolean is_bin);
gboolean autosell_vehicle_view_get_is_bin (AutosellVehicleView *self);

/* The next answer is to another question: it is shown from the top. Else the view stays where it is while cars
 * change. */
void autosell_vehicle_view_expect_new_rows (AutosellVehicleView *self);

/* The car that has the keyboard's cursor; 0 for none. */
gint64 autosell_vehicle_view_get_cursor (AutosellVehicleView *self);
/* Selects the car alone, scrolls to it and puts the cursor there. Where it is not in the list (yet) it is done as soon
 * as it is. */
void autosell_vehicle_view_show_key (AutosellVehicleView *self, gint64 key);

/* Cars may be dragged from it. @source: (transfer full) */
void autosell_vehicle_view_add_drag_source (AutosellVehicleView *self, GtkDragSource *source);

/* Where a value is, in the coordinates of the view. FALSE where its car is not visible. */
gboolean autosell_vehicle_view_get_cell_area (AutosellVehicleView *self, gint64 key, AutosellVehicleColumn column,
                                              GdkRectangle *area);

/* TRUE when every visible item has its car, so that a paint shows the whole answer. */
gboolean autosell_vehicle_view_is_complete (AutosellVehicleView *self);

/* Goes on where @other was: its selection, cursor, and the car that was in sight. @other is left empty. */
void autosell_vehicle_view_take_over (AutosellVehicleView *self, AutosellVehicleView *other);

G_END_DECLS
