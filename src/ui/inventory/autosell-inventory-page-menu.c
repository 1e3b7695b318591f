/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-drive-share.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* The menu of a car, or of several: made when it is asked for, since it names how many it is about. What cannot be done
 * is there and disabled; what is for one car alone is not in the menu of several, which so fits into an office
 * screen. */

static void
add (GMenu *section, const char *label, const char *action, const char *accelerator)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, action);

  if (accelerator != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accelerator);
  g_menu_append_item (section, item);
}

/* @one: for a single car; @many: (transfer full): with the number of them */
static void
add_counted (GMenu *section, guint n, const char *one, char *taken, const char *action, const char *accelerator)
{
  g_autofree char *many = taken;

  add (section, n > 1 ? many : one, action, accelerator);
}

static GMenu *
add_section (GMenu *menu)
{
  g_autoptr(GMenu) section = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return section; /* the menu holds it */
}

static void
add_selecting (GMenu *section)
{
  g_autoptr(GMenu) submenu = g_menu_new ();

  add (submenu, _("Select _all"), "inventory.select-all", "<Control>a");
  add (submenu, _("Select _none"), "inventory.select-none", "<Control><Shift>a");
  add (submenu, _("_Invert the selection"), "inventory.invert", "<Control><Shift>i");
  g_menu_append_submenu (section, _("S_elect"), G_MENU_MODEL (submenu));
}

static void
add_printing (GMenu *section, guint n, const char *number)
{
  g_autoptr(GMenu) submenu = g_menu_new ();

  add_counted (
    submenu, n, _("As a price _list…"),
    g_strdup_printf (ngettext ("This %s car as a price _list…", "These %s cars as a price _list…", n), number),
    "inventory.print", NULL);
  add (submenu, _("_Windscreen sheet…"), "inventory.print-sheet", NULL);
  add (submenu, _("Reservation _receipt…"), "inventory.print-receipt", NULL);
  g_menu_append_submenu (section, _("Prin_t"), G_MENU_MODEL (submenu));
}

/* Only where photos are kept in Drive: anybody else has nothing to do with it. */
static void
add_sharing (GMenu *section)
{
  g_autoptr(GMenu) submenu = g_menu_new ();

  if (!autosell_drive_share_is_possible ())
    return;
  add (submenu, _("_Copy link for the customer…"), "inventory.share-photos", NULL);
  add (submenu, _("_Stop sharing"), "inventory.stop-sharing-photos", NULL);
  g_menu_append_submenu (section, _("Photos by lin_k"), G_MENU_MODEL (submenu));
}

static GMenuModel *
create_car_menu (guint n)
{
  g_autofree char *number = autosell_format_integer (n);
  GMenu *menu = g_menu_new ();
  GMenu *section = add_section (menu);
  gboolean is_one = n <= 1;

  if (is_one)
    add (section, _("_Open"), "inventory.open", "Return");
  add (section, _("_Quick look"), "inventory.quick-look", "space");
  if (is_one)
    add (section, _("P_hotos…"), "inventory.photos", NULL);

  section = add_section (menu);
  add (section, _("Change _price…"), "inventory.edit-price", "F2");
  add (section, _("Change _status…"), "inventory.edit-status", "F3");
  add (section, _("Change _location…"), "inventory.edit-location", "F4");
  add (section, _("Change _group…"), "inventory.edit-group", NULL);

  if (is_one)
    {
      section = add_section (menu);
      add (section, _("_Reserve…"), "inventory.reserve", "F6");
      add (section, _("Se_ll…"), "inventory.sell", "F7");
      add (section, _("_Back to available"), "inventory.make-available", "F8");
    }

  section = add_section (menu);
  add_counted (section, n, _("Post _on Facebook…"),
               g_strdup_printf (ngettext ("Post %s car _on Facebook…", "Post %s cars _on Facebook…", n), number),
               "inventory.post", NULL);
  if (is_one)
    add (section, _("List on _Marketplace…"), "inventory.marketplace", "<Control>m");
  add_counted (section, n, _("_Copy as text"),
               g_strdup_printf (ngettext ("_Copy %s car as text", "_Copy %s cars as text", n), number),
               "inventory.copy", "<Control>c");
  if (is_one)
    add_sharing (section);
  if (is_one)
    add (section, _("Start a copy of the c_ar"), "inventory.duplicate", "<Control>d");
  add_counted (section, n, _("E_xport…"),
               g_strdup_printf (ngettext ("E_xport this %s car…", "E_xport these %s cars…", n), number),
               "inventory.export", NULL);
  add_printing (section, n, number);
  if (is_one)
    add (section, _("_History"), "inventory.history", NULL);
  add_selecting (section);

  section = add_section (menu);
  add_counted (section, n, _("_Move to the bin"),
               g_strdup_printf (ngettext ("_Move %s car to the bin…", "_Move %s cars to the bin…", n), number),
               "inventory.delete", "Delete");
  return G_MENU_MODEL (menu);
}

static GMenuModel *
create_bin_menu (guint n)
{
  g_autofree char *number = autosell_format_integer (n);
  GMenu *menu = g_menu_new ();
  GMenu *section = add_section (menu);

  add_counted (section, n, _("_Restore"), g_strdup_printf (ngettext ("_Restore %s car", "_Restore %s cars", n), number),
               "inventory.restore", NULL);
  section = add_section (menu);
  add_counted (section, n, _("_Copy as text"),
               g_strdup_printf (ngettext ("_Copy %s car as text", "_Copy %s cars as text", n), number),
               "inventory.copy", "<Control>c");
  add_counted (section, n, _("E_xport…"),
               g_strdup_printf (ngettext ("E_xport this %s car…", "E_xport these %s cars…", n), number),
               "inventory.export", NULL);
  add (section, _("_History"), "inventory.history", NULL);
  add_selecting (section);
  return G_MENU_MODEL (menu);
}

static void
menu_closed_cb (GtkWidget *menu, AutosellInventoryPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
autosell_inventory_page_open_menu (AutosellInventoryPage *self, gint64 key, double x, double y)
{
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  g_autoptr(GMenuModel) model =
    autosell_inventory_page_shows_bin (self) ? create_bin_menu (keys->len) : create_car_menu (keys->len);

  autosell_inventory_page_update_actions (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
    }
  autosell_inventory_page_point_at (self, GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
