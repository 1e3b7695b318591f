/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-vehicle-content.h"

#include <glib/gi18n.h>

/* Cars are dragged out of the list to other programs, as text and as CSV. */

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
  g_autoptr (GArray) keys = NULL;
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

void
autosell_inventory_page_add_drag (AutosellInventoryPage *self, AutosellVehicleView *view)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  autosell_vehicle_view_add_drag_source (view, source);
}
