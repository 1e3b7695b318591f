/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-pane.h"

#include "autosell-compat.h"
#include "autosell-vehicle-details.h"
#include "autosell-vehicle-several.h"

#include <glib/gi18n.h>

struct _AutosellVehiclePane
{
  AdwBin parent_instance;
  AutosellStore *store;            /* owned */
  AutosellVehicleList *list;       /* owned */
  GtkStack *stack;                 /* children */
  AutosellVehicleDetails *details; /* nullable: made for the first car */
  AutosellVehicleSeveral *several; /* nullable: made for the first selection of several */
};

G_DEFINE_FINAL_TYPE (AutosellVehiclePane, autosell_vehicle_pane, ADW_TYPE_BIN)

#define WIDTH 320

static void
show_details (AutosellVehiclePane *self, gint64 key)
{
  g_autoptr(AutosellVehicleRow) row = NULL;
  guint position;

  if (!autosell_vehicle_list_find (self->list, key, &position))
    return;
  if (self->details == NULL)
    {
      self->details = autosell_vehicle_details_new ();
      autosell_vehicle_details_set_store (self->details, self->store, self->list);
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->details), "one");
    }
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  autosell_vehicle_details_set_row (self->details, row);
  gtk_stack_set_visible_child_name (self->stack, "one");
}

static void
show_several (AutosellVehiclePane *self, GArray *keys)
{
  if (self->several == NULL)
    {
      self->several = autosell_vehicle_several_new ();
      gtk_stack_add_named (self->stack, GTK_WIDGET (self->several), "several");
    }
  autosell_vehicle_several_set_keys (self->several, self->store, keys);
  gtk_stack_set_visible_child_name (self->stack, "several");
}

void
autosell_vehicle_pane_set_keys (AutosellVehiclePane *self, GArray *keys)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_PANE (self) && keys != NULL);

  if (self->details != NULL && keys->len != 1)
    autosell_vehicle_details_set_row (self->details, NULL);
  if (self->several != NULL && keys->len < 2)
    autosell_vehicle_several_set_keys (self->several, self->store, NULL);
  if (keys->len == 0)
    gtk_stack_set_visible_child_name (self->stack, "none");
  else if (keys->len == 1)
    show_details (self, g_array_index (keys, gint64, 0));
  else
    show_several (self, keys);
}

static GtkWidget *
create_hint (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *icon = gtk_image_new_from_icon_name ("autosell-car-symbolic");
  GtkWidget *label = gtk_label_new (_("Select a car to see it here"));

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 48);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (box, "dim-label");
  gtk_widget_add_css_class (box, "vehicle-details");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
autosell_vehicle_pane_dispose (GObject *object)
{
  AutosellVehiclePane *self = AUTOSELL_VEHICLE_PANE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (autosell_vehicle_pane_parent_class)->dispose (object);
}

static void
autosell_vehicle_pane_class_init (AutosellVehiclePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_pane_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
autosell_vehicle_pane_init (AutosellVehiclePane *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, create_hint (), "none");
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  gtk_widget_set_hexpand (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "vehicle-pane");
  autosell_compat_set_name (GTK_WIDGET (self), _("Details"));
}

AutosellVehiclePane *
autosell_vehicle_pane_new (AutosellStore *store, AutosellVehicleList *list)
{
  AutosellVehiclePane *self = g_object_new (AUTOSELL_TYPE_VEHICLE_PANE, NULL);

  self->store = g_object_ref (store);
  self->list = g_object_ref (list);
  return self;
}
