/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-private.h"

#include <glib/gi18n.h>

/* The menu of what is selected; its items are the actions of autosell-gallery-actions.c, with their keys. */

static void
add_item (GMenu *section, const char *label, const char *action, const char *accelerator)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, action);

  if (accelerator != NULL)
    g_menu_item_set_attribute (item, "accel", "s", accelerator);
  g_menu_append_item (section, item);
}

static GMenu *
add_section (GMenu *menu)
{
  g_autoptr(GMenu) section = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return section; /* the menu holds it */
}

static GMenuModel *
create_menu (guint n)
{
  GMenu *menu = g_menu_new ();
  GMenu *section = add_section (menu);
  g_autofree char *removing = g_strdup_printf (ngettext ("_Remove %u Photo", "_Remove %u Photos", n), n);

  if (n > 0)
    {
      add_item (section, _("_View"), "gallery.view", "Return");
      section = add_section (menu);
      add_item (section, _("_Make Cover"), "gallery.cover", "<Alt>Home");
      add_item (section, _("Move Left"), "gallery.move-left", "<Alt>Left");
      add_item (section, _("Move Right"), "gallery.move-right", "<Alt>Right");
      section = add_section (menu);
      add_item (section, _("Rotate _Left"), "gallery.rotate-left", "<Control><Shift>r");
      add_item (section, _("Rotate _Right"), "gallery.rotate-right", "<Control>r");
      add_item (section, _("_Crop…"), "gallery.crop", "<Control>k");
      add_item (section, _("Re_place…"), "gallery.replace", NULL);
      section = add_section (menu);
      add_item (section, _("C_opy"), "gallery.copy", "<Control>c");
      add_item (section, _("_Save As…"), "gallery.save", "<Control><Shift>s");
      add_item (section, _("Open _With…"), "gallery.open-with", NULL);
    }
  section = add_section (menu);
  add_item (section, _("_Add Photos…"), "gallery.add", NULL);
  add_item (section, _("_Paste"), "gallery.paste", "<Control>v");
  add_item (section, _("Select _All"), "gallery.select-all", "<Control>a");
  if (n > 0)
    {
      section = add_section (menu);
      add_item (section, n > 1 ? removing : _("_Remove"), "gallery.remove", "Delete");
    }
  return G_MENU_MODEL (menu);
}

static void
menu_closed_cb (GtkWidget *menu G_GNUC_UNUSED, AutosellGallery *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

void
autosell_gallery_open_menu (AutosellGallery *self, double x, double y)
{
  g_autoptr(GPtrArray) photos = autosell_gallery_dup_selected (self);
  g_autoptr(GMenuModel) model = create_menu (photos->len);
  double own_x = x;
  double own_y = y;

  autosell_gallery_update_actions (self);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      g_signal_connect (self->menu, "closed", G_CALLBACK (menu_closed_cb), self);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->grid), GTK_WIDGET (self), x, y, &own_x, &own_y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) own_x, (int) own_y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
