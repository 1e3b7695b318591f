/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-details-private.h"

#include "autosell-text-scale.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

/* Where text is larger than this, what stands side by side would not fit a phone. */
#define LARGE_TEXT 1.5

enum
{
  LEAVING,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellVehicleDetails, autosell_vehicle_details, ADW_TYPE_BIN)

/* A key that is held repeats some 30 times a second: a car that stays longer than this is looked at. */
#define SETTLE_MS 120

AutosellVehicle *
autosell_vehicle_details_get_vehicle (AutosellVehicleDetails *self)
{
  return self->row != NULL ? autosell_vehicle_row_get_vehicle (self->row) : NULL;
}

gint64
autosell_vehicle_details_get_key (AutosellVehicleDetails *self)
{
  return self->row != NULL ? autosell_vehicle_row_get_key (self->row) : 0;
}

/* Unseen, and not hidden: what is around it keeps its place. */
static void
set_body_shown (AutosellVehicleDetails *self, gboolean is_shown)
{
  double opacity = is_shown ? 1 : 0;

  gtk_widget_set_opacity (self->body, opacity);
  gtk_widget_set_opacity (self->deal, opacity);
  gtk_widget_set_opacity (GTK_WIDGET (self->doubts), opacity);
  gtk_widget_set_can_target (self->body, is_shown);
  gtk_widget_set_can_target (GTK_WIDGET (self->doubts), is_shown);
}

static void
show_body (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  autosell_vehicle_details_show_body (self, vehicle);
  set_body_shown (self, TRUE);
}

/* What the car's row does not have. */
static void
ask_more (AutosellVehicleDetails *self, gint64 key)
{
  autosell_vehicle_posted_set_key (self->posted, self->store, key);
  autosell_vehicle_recent_set_key (self->recent, self->store, key);
}

static gboolean
settled_cb (gpointer data)
{
  AutosellVehicleDetails *self = data;
  AutosellVehicle *vehicle = autosell_vehicle_details_get_vehicle (self);

  self->settle_source = 0;
  if (vehicle != NULL)
    show_body (self, vehicle);
  ask_more (self, autosell_vehicle_details_get_key (self));
  return G_SOURCE_REMOVE;
}

/* It has been read, or somebody changed it. */
static void
vehicle_changed_cb (AutosellVehicleDetails *self)
{
  AutosellVehicle *vehicle = autosell_vehicle_details_get_vehicle (self);

  gtk_widget_set_visible (GTK_WIDGET (self->columns), vehicle != NULL);
  autosell_vehicle_details_update_actions (self);
  if (vehicle == NULL)
    return;
  autosell_vehicle_details_show_head (self, vehicle);
  if (self->settle_source == 0)
    show_body (self, vehicle);
}

static void
scroll_to_top (AutosellVehicleDetails *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
}

void
autosell_vehicle_details_set_row (AutosellVehicleDetails *self, AutosellVehicleRow *row)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean is_hurried = now_us - self->row_set_us < SETTLE_MS * G_GINT64_CONSTANT (1000);

  g_return_if_fail (AUTOSELL_IS_VEHICLE_DETAILS (self));

  if (self->row == row)
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->row != NULL)
    g_clear_signal_handler (&self->row_handler, self->row);
  g_set_object (&self->row, row);
  if (row == NULL)
    {
      ask_more (self, 0);
      return;
    }
  self->row_handler = g_signal_connect_swapped (row, "notify::vehicle", G_CALLBACK (vehicle_changed_cb), self);
  self->row_set_us = now_us;
  scroll_to_top (self);
  if (is_hurried)
    {
      set_body_shown (self, FALSE);
      self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
    }
  vehicle_changed_cb (self);
  if (!is_hurried)
    ask_more (self, autosell_vehicle_row_get_key (row));
}

void
autosell_vehicle_details_set_store (AutosellVehicleDetails *self, AutosellStore *store, AutosellVehicleList *list)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_DETAILS (self));

  g_set_object (&self->store, store);
  g_set_object (&self->list, list);
}

void
autosell_vehicle_details_set_wide (AutosellVehicleDetails *self, gboolean is_wide)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_DETAILS (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  is_wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (self->columns, is_wide);
  if (is_wide)
    gtk_widget_add_css_class (GTK_WIDGET (self->columns), "wide");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->columns), "wide");
}

static void
autosell_vehicle_details_dispose (GObject *object)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (object);

  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  if (self->row != NULL)
    g_clear_signal_handler (&self->row_handler, self->row);
  g_clear_object (&self->row);
  g_clear_object (&self->list);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_vehicle_details_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, scrolled);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, columns);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, head);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, body);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, photos);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, price);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, price_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, credit);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, status_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, status_dot);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, status);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, location_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, location);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, stay);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, actions);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, deal_actions);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, sell_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, reserve_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, release_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, deal);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, deal_title);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, deal_facts);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, doubts);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, posted);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, features_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, features_title);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, features);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, description_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, description_title);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, description);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, private);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, private_facts);
  gtk_widget_class_bind_template_child (widget_class, AutosellVehicleDetails, recent);
}

static void
autosell_vehicle_details_class_init (AutosellVehicleDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_details_dispose;
  signals[LEAVING] =
    g_signal_new ("leaving", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (AUTOSELL_TYPE_COVER_STRIP);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_DOUBTS);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_FACTS);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_POSTED);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_RECENT);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-vehicle-details.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  bind_children (widget_class);
  autosell_vehicle_details_install_actions (widget_class);
}

/* Buttons as wide as their words, in as many lines as that takes. */
static void
fit_large_text (AutosellVehicleDetails *self)
{
  GtkWidget *rows[] = { GTK_WIDGET (self->actions), self->deal_actions, gtk_widget_get_parent (self->status_button) };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_layout_manager (rows[i], autosell_wrap_layout_new (6));
  gtk_widget_remove_css_class (GTK_WIDGET (self->price), "title-1");
  gtk_widget_add_css_class (GTK_WIDGET (self->price), "title-2");
}

static void
autosell_vehicle_details_init (AutosellVehicleDetails *self)
{
  GtkWidget *viewport;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* as high as they would be: a picture can do with less */
  viewport = gtk_widget_get_parent (GTK_WIDGET (self->columns));
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_label_set_text (self->features_title, autosell_field_get_label (AUTOSELL_FIELD_FEATURES));
  gtk_label_set_text (self->description_title, autosell_field_get_label (AUTOSELL_FIELD_DESCRIPTION));
  if (autosell_text_scale_get () > LARGE_TEXT)
    fit_large_text (self);
  gtk_widget_hide (GTK_WIDGET (self->columns));
  autosell_vehicle_details_update_actions (self);
}

AutosellVehicleDetails *
autosell_vehicle_details_new (void)
{
  return g_object_new (AUTOSELL_TYPE_VEHICLE_DETAILS, NULL);
}
