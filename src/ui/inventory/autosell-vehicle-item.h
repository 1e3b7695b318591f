/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-photo-paintable.h"
#include "autosell-vehicle-column.h"
#include "autosell-vehicle-row.h"

G_BEGIN_DECLS

typedef struct _AutosellVehicleView AutosellVehicleView;

/* One visible car of a view: a row of the table, or a card. It draws itself, since a widget for each value would cost
 * more than the rest of the window, and stands for another car as soon as its own is scrolled away. */
#define AUTOSELL_TYPE_VEHICLE_ITEM (autosell_vehicle_item_get_type ())
G_DECLARE_DERIVABLE_TYPE (AutosellVehicleItem, autosell_vehicle_item, AUTOSELL, VEHICLE_ITEM, GtkWidget)

struct _AutosellVehicleItemClass
{
  GtkWidgetClass parent_class;
};

/* @type: of a subclass. It becomes a child of @view. */
AutosellVehicleItem *autosell_vehicle_item_new (GType type, AutosellVehicleView *view);

/* @row: (nullable): none; @position: GTK_INVALID_LIST_POSITION for none */
void autosell_vehicle_item_bind (AutosellVehicleItem *self, AutosellVehicleRow *row, guint position);
/* (nullable) */
AutosellVehicleRow *autosell_vehicle_item_get_row (AutosellVehicleItem *self);
/* (nullable): the car, where it has been read */
AutosellVehicle *autosell_vehicle_item_get_vehicle (AutosellVehicleItem *self);
/* 0 for none */
gint64 autosell_vehicle_item_get_key (AutosellVehicleItem *self);
guint autosell_vehicle_item_get_position (AutosellVehicleItem *self);
AutosellVehicleView *autosell_vehicle_item_get_view (AutosellVehicleItem *self);

/* The car's first photo, loaded since the item was asked for it, and let go of with the car. For those who paint.
 * @width, @height: of its place, in logical pixels
 * Returns: (transfer none) (nullable): NULL for a car without photos */
AutosellPhotoPaintable *autosell_vehicle_item_get_cover (AutosellVehicleItem *self, int width, int height);

void autosell_vehicle_item_set_selected (AutosellVehicleItem *self, gboolean is_selected);
/* The value under the pointer, for the hint that it can be edited; -1 for none. */
void autosell_vehicle_item_set_hover (AutosellVehicleItem *self, int column);
int autosell_vehicle_item_get_hover (AutosellVehicleItem *self);
/* Says what is new to a screen reader. */
/* What is to be said of the car is another; it is told when the item has been painted. */
void autosell_vehicle_item_name_is_old (AutosellVehicleItem *self);
void autosell_vehicle_item_update_name (AutosellVehicleItem *self);

G_END_DECLS
