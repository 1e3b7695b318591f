/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-photo-adder.h"
#include "autosell-photo-zone.h"
#include "autosell-vehicle-content.h"

#include <glib/gi18n.h>

/* Cars are dragged out of the list to other programs, as text and as CSV; photos are dropped on a car. */

/* (nullable): the car under the pointer */
static AutosellVehicleItem *
find_item (GtkWidget *view, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (view, x, y, GTK_PICK_DEFAULT);

  while (widget != NULL && widget != view && !AUTOSELL_IS_VEHICLE_ITEM (widget))
    widget = gtk_widget_get_parent (widget);
  return AUTOSELL_IS_VEHICLE_ITEM (widget) ? AUTOSELL_VEHICLE_ITEM (widget) : NULL;
}

/* The press has selected the car already, unless it was selected: then all that are selected go along. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, AutosellInventoryPage *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  AutosellVehicleItem *item = find_item (view, x, y);
  g_autoptr(GArray) keys = NULL;
  gint64 key;

  if (item == NULL || self->store == NULL)
    return NULL;
  key = autosell_vehicle_item_get_key (item);
  if (autosell_vehicle_selection_has_key (self->selection, key))
    {
      keys = autosell_vehicle_selection_dup_keys (self->selection);
    }
  else
    {
      keys = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_array_append_val (keys, key);
    }
  self->n_dragged = keys->len;
  g_free (self->dragged_title);
  self->dragged_title = keys->len == 1 && autosell_vehicle_item_get_vehicle (item) != NULL
                          ? autosell_vehicle_dup_title (autosell_vehicle_item_get_vehicle (item))
                          : NULL;
  return autosell_vehicle_content_new (self->store, keys);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellInventoryPage *self)
{
  GtkWidget *icon = gtk_drag_icon_get_for_drag (drag);
  g_autofree char *count = g_strdup_printf (ngettext ("%u car", "%u cars", self->n_dragged), self->n_dragged);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (self->dragged_title != NULL ? self->dragged_title : count);

  gtk_widget_add_css_class (box, "dragged-cars");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("autosell-car-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (icon), box);
}

/* ---- Photos ---- */

static void
mark_item (AutosellInventoryPage *self, AutosellVehicleItem *item)
{
  if (self->drop_item == item)
    return;
  if (self->drop_item != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->drop_item), "drop-here");
  g_set_weak_pointer (&self->drop_item, item);
  if (item != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (item), "drop-here");
}

static gboolean
zone_hover (GtkWidget *view, double x, double y, gpointer user_data)
{
  AutosellInventoryPage *self = user_data;
  AutosellVehicleItem *item = find_item (view, x, y);
  AutosellVehicle *vehicle = item != NULL ? autosell_vehicle_item_get_vehicle (item) : NULL;

  if (vehicle == NULL || autosell_vehicle_get_deleted (vehicle) != 0)
    {
      mark_item (self, NULL);
      return FALSE;
    }
  mark_item (self, item);
  return TRUE;
}

static void
zone_leave (GtkWidget *view, gpointer user_data)
{
  mark_item (user_data, NULL);
}

static void
zone_drop (GtkWidget *view, double x, double y, GListModel *files, GBytes *bytes, const char *name, gpointer user_data)
{
  AutosellInventoryPage *self = user_data;
  AutosellVehicleItem *item = find_item (view, x, y);
  AutosellVehicle *vehicle = item != NULL ? autosell_vehicle_item_get_vehicle (item) : NULL;
  g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;

  if (title == NULL)
    return;
  if (files != NULL)
    autosell_photo_adder_add_files (view, self->store, autosell_vehicle_get_key (vehicle), title, files);
  else
    autosell_photo_adder_add_bytes (view, self->store, autosell_vehicle_get_key (vehicle), title, bytes, name);
}

void
autosell_inventory_page_add_drag (AutosellInventoryPage *self, AutosellVehicleView *view)
{
  static const AutosellPhotoZone zone = { zone_hover, zone_leave, zone_drop };
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  autosell_vehicle_view_add_drag_source (view, source);
  autosell_photo_zone_set (GTK_WIDGET (view), &zone, self);
}
