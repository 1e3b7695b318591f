/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-pane-box.h"
#include "autosell-quick-look.h"

/* The pane beside the list. It is made when it is first to be seen, and brought up to date only while it is. */

static gboolean
update_cb (gpointer data)
{
  AutosellInventoryPage *self = data;
  g_autoptr(GArray) keys = NULL;

  self->details_source = 0;
  if (self->pane == NULL || self->selection == NULL)
    return G_SOURCE_REMOVE;
  keys = autosell_vehicle_selection_dup_keys (self->selection);
  autosell_vehicle_pane_set_keys (self->pane, keys);
  return G_SOURCE_REMOVE;
}

/* The list shows first what was selected: this comes when that has been painted. */
void
autosell_inventory_page_queue_details (AutosellInventoryPage *self)
{
  if (self->pane == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->pane)) || self->details_source != 0)
    return;
  self->details_source = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, update_cb, self, NULL);
}

static gboolean
focus_cb (gpointer data)
{
  gtk_widget_grab_focus (data);
  return G_SOURCE_REMOVE;
}

static void
add_pane (AutosellInventoryPage *self)
{
  GtkWidget *content = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean had_focus = focus != NULL && gtk_widget_is_ancestor (focus, content);

  self->pane = autosell_vehicle_pane_new (self->store, self->list);
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), autosell_pane_box_new (content, GTK_WIDGET (self->pane)));
  /* It left the window for a moment, and the keyboard with it: that can come back when it has been laid out. */
  if (had_focus)
    g_idle_add_full (G_PRIORITY_LOW, focus_cb, g_object_ref (self->view), g_object_unref);
  g_object_unref (content);
}

void
autosell_inventory_page_update_pane (AutosellInventoryPage *self)
{
  gboolean is_shown = self->has_room && self->store != NULL && g_settings_get_boolean (self->settings, "show-details");

  if (is_shown && self->pane == NULL)
    add_pane (self);
  if (self->pane == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->pane), is_shown);
  autosell_inventory_page_queue_details (self);
  autosell_inventory_page_update_bulk (self); /* what the one tells the other need not */
}

void
autosell_inventory_page_set_has_room (AutosellInventoryPage *self, gboolean has_room)
{
  g_return_if_fail (AUTOSELL_IS_INVENTORY_PAGE (self));

  if (self->has_room == has_room)
    return;
  self->has_room = has_room;
  autosell_inventory_page_update_pane (self);
}

/* ---- Quick look ---- */

static gboolean
quick_look_closed_cb (GtkWindow *window, AutosellInventoryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  return FALSE;
}

/* The cursor's car, or what is selected without one. The list follows from car to car. */
void
autosell_inventory_page_quick_look (AutosellInventoryPage *self)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  gint64 key = autosell_inventory_page_get_current_key (self);
  AutosellQuickLook *quick_look = key != 0 ? autosell_quick_look_present (window, self->store, self->list, key) : NULL;

  if (quick_look == NULL)
    return;
  g_signal_connect_object (quick_look, "moved", G_CALLBACK (autosell_inventory_page_show_key), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (quick_look, "close-request", G_CALLBACK (quick_look_closed_cb), self, 0);
}
