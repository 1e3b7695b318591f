/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-text-scale.h"

#include "autosell-trace.h"

/* The table and the cards: two views of one list, of which one is in sight and has the list. */

void
autosell_inventory_page_activate (AutosellInventoryPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self),
                              autosell_inventory_page_shows_bin (self) ? "inventory.history" : "inventory.open", NULL);
}

/* Which of them is due, and the stack's page for it. */
#define LARGE_TEXT 1.2

static AutosellVehicleView *
get_due_view (AutosellInventoryPage *self, const char **name)
{
  gboolean is_cards = self->wants_cards || self->is_narrow;

  *name = is_cards ? "cards" : "table";
  return is_cards ? AUTOSELL_VEHICLE_VIEW (self->cards) : AUTOSELL_VEHICLE_VIEW (self->table);
}

void
autosell_inventory_page_show_view (AutosellInventoryPage *self)
{
  const char *name;

  get_due_view (self, &name);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
switch_view (AutosellInventoryPage *self)
{
  const char *name;
  AutosellVehicleView *view = get_due_view (self, &name);
  AutosellVehicleView *old = self->view;
  const char *shown = gtk_stack_get_visible_child_name (self->stack);
  gboolean had_focus = (gtk_widget_get_state_flags (GTK_WIDGET (old)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  if (view == old)
    return;
  autosell_trace (AUTOSELL_TRACE_VIEW_SWITCHED, AUTOSELL_IS_VEHICLE_CARDS (view));
  self->is_switching = TRUE;
  /* What points at a place of the old one. */
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  autosell_vehicle_view_take_over (view, old);
  self->view = view;
  if (g_strcmp0 (shown, "nothing") != 0)
    gtk_stack_set_visible_child_name (self->stack, name);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (view));
}

void
autosell_inventory_page_set_wants_cards (AutosellInventoryPage *self, gboolean wants_cards)
{
  self->wants_cards = wants_cards;
  switch_view (self);
}

void
autosell_inventory_page_set_is_narrow (AutosellInventoryPage *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  /* Large text on a phone needs two lines for how many cars there are and what they are worth */
  gtk_inscription_set_min_lines (self->totals, is_narrow && autosell_text_scale_get () > LARGE_TEXT ? 2 : 1);
  switch_view (self);
}

/* The scroll bar's room is always kept, or the table would be laid out anew with each letter of a search that needs it
 * or not; a bar that has nothing to scroll is not shown in it. */
static void
scroll_range_cb (GtkAdjustment *adjustment, GtkWidget *scroller)
{
  double range = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_lower (adjustment);

  if (range <= gtk_adjustment_get_page_size (adjustment))
    gtk_widget_add_css_class (scroller, "fits");
  else
    gtk_widget_remove_css_class (scroller, "fits");
}

static void
watch_scroll_range (AutosellVehicleView *view)
{
  GtkWidget *scroller = gtk_widget_get_parent (GTK_WIDGET (view));
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scroll_range_cb), scroller, 0);
}

void
autosell_inventory_page_init_views (AutosellInventoryPage *self)
{
  AutosellVehicleView *views[] = { AUTOSELL_VEHICLE_VIEW (self->table), AUTOSELL_VEHICLE_VIEW (self->cards) };

  self->view = views[0];
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_signal_connect_swapped (views[i], "activate", G_CALLBACK (autosell_inventory_page_activate), self);
      g_signal_connect_swapped (views[i], "edit", G_CALLBACK (autosell_inventory_page_edit), self);
      g_signal_connect_swapped (views[i], "menu", G_CALLBACK (autosell_inventory_page_open_menu), self);
      autosell_inventory_page_add_drag (self, views[i]);
      watch_scroll_range (views[i]);
    }
}
