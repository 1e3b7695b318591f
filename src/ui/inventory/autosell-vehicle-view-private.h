/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle-view.h"

G_BEGIN_DECLS

/* The view, for its parts and for the kinds of views. */
typedef struct
{
  AutosellVehicleSelection *selection; /* owned, nullable */
  AutosellThumbnailCache *thumbnails;  /* owned, nullable */
  GPtrArray *items;                    /* unowned children; the item of position p is items[p % items->len] */
  AutosellItemGrid grid;
  int top;
  GtkAdjustment *adjustments[2]; /* owned, nullable; by GtkOrientation */
  gulong adjustment_handlers[2];
  gint64 cursor_key;     /* 0 for none */
  guint cursor_position; /* where it was last seen */
  gint64 anchor_key;     /* where a Shift selection began; 0 for none */
  gint64 wanted_key;     /* to be shown as soon as it is in the list; 0 for none */
  gint64 kept_key;       /* to be in sight after the next allocation; 0 for none */
  double kept_offset;    /* from the top of the view; -1: the list stays at its top if it can */
  gint64 pressed_key; /* one of several selected was pressed: a click selects it alone, a drag takes all; 0 for none */
  GtkGesture *click;  /* unowned: a controller of the view */
  AutosellVehicleItem *hover_item; /* unowned: items live as long as the view */
  guint names_source;
  gboolean is_bin;
  gboolean expects_new_rows;
  gboolean is_allocating;
} AutosellVehicleViewPrivate;

AutosellVehicleViewPrivate *autosell_vehicle_view_get_private (AutosellVehicleView *self);

guint autosell_vehicle_view_get_n_items (AutosellVehicleView *self);
double autosell_vehicle_view_get_scroll (AutosellVehicleView *self, GtkOrientation orientation);
int autosell_vehicle_view_get_view_height (AutosellVehicleView *self);
/* (nullable): the item of a position, where it is visible */
AutosellVehicleItem *autosell_vehicle_view_get_item (AutosellVehicleView *self, guint position);
/* (nullable): the visible item at a place of the view */
AutosellVehicleItem *autosell_vehicle_view_get_item_at (AutosellVehicleView *self, double x, double y);
/* Where an item stands now, in the coordinates of the view. */
void autosell_vehicle_view_get_item_area (AutosellVehicleView *self, AutosellVehicleItem *item, GdkRectangle *area);
/* Gives each visible position its widget. */
void autosell_vehicle_view_bind_items (AutosellVehicleView *self);
/* All of them look different: another font or another layout. */
void autosell_vehicle_view_redraw (AutosellVehicleView *self);
/* An item is to be named anew, once there is time for it. */
void autosell_vehicle_view_name_is_old (AutosellVehicleView *self);

/* In autosell-vehicle-view-cursor.c. @position: GTK_INVALID_LIST_POSITION where there is no cursor */
guint autosell_vehicle_view_get_cursor_position (AutosellVehicleView *self);
void autosell_vehicle_view_set_cursor_position (AutosellVehicleView *self, guint position);
gboolean autosell_vehicle_view_has_item_focus (AutosellVehicleView *self);
/* The cursor moved under the focus, or its item was scrolled. */
void autosell_vehicle_view_keep_focus (AutosellVehicleView *self);
gboolean autosell_vehicle_view_grab_focus (GtkWidget *widget);
gboolean autosell_vehicle_view_focus (GtkWidget *widget, GtkDirectionType direction);
/* The cursor's car where that is visible, else the first that is, and how far it is from the top of the view, -1
 * while the list is at its top. FALSE there for a list without a visible cursor. */
gboolean autosell_vehicle_view_find_anchor (AutosellVehicleView *self, gint64 *key, double *offset);

/* Keyboard and pointer; in autosell-vehicle-view-input.c */
void autosell_vehicle_view_add_controllers (AutosellVehicleView *self);

G_END_DECLS
