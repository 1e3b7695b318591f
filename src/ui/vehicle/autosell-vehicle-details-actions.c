/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-details-private.h"

#include "autosell-cell-popover.h"
#include "autosell-deal-dialog.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-history-window.h"
#include "autosell-ledger-details.h"
#include "autosell-marketplace-dialog.h"
#include "autosell-post-composer.h"
#include "autosell-print-preview.h"
#include "autosell-vehicle-share.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* What is done to the car that is shown, and to that one alone, whatever is selected in the list. */

/* ---- Price, status, location ---- */

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);
  AutosellWindow *window = autosell_window_find (widget);

  /* Done, it is seen right here. */
  if (commit == NULL && window != NULL)
    autosell_error_dialog_present (GTK_WINDOW (window), _("The change was not saved."), error);
}

static AutosellAction
get_action (AutosellField field)
{
  if (field == AUTOSELL_FIELD_PRICE)
    return AUTOSELL_ACTION_PRICE;
  return field == AUTOSELL_FIELD_STATUS ? AUTOSELL_ACTION_STATUS : AUTOSELL_ACTION_LOCATION;
}

static void
apply_cb (AutosellCellPopover *popover, const AutosellValue *value, const char *reason, AutosellVehicleDetails *self)
{
  AutosellField field = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (popover), "field"));
  gint64 key = *(gint64 *) g_object_get_data (G_OBJECT (popover), "key");
  AutosellChangeSet *changes = autosell_change_set_new (get_action (field));

  autosell_change_set_set_reason (changes, reason);
  autosell_change_set_set (changes, key, field, value);
  autosell_store_commit_async (self->store, changes, NULL, committed_cb, g_object_ref (self));
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover, AutosellVehicleDetails *self)
{
  GtkWidget *button = gtk_widget_get_parent (popover);

  /* It is still being closed: it may go afterwards. */
  if (self->popover == popover)
    {
      self->popover = NULL;
      g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
    }
  if (button != NULL)
    gtk_widget_grab_focus (button);
}

static void
edit (AutosellVehicleDetails *self, AutosellField field, GtkWidget *button)
{
  AutosellVehicle *vehicle = autosell_vehicle_details_get_vehicle (self);
  AutosellCellPopover *popover;

  if (vehicle == NULL)
    return;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  popover = autosell_cell_popover_new (self->store, field, vehicle, 1);
  self->popover = GTK_WIDGET (popover);
  g_object_set_data (G_OBJECT (popover), "field", GINT_TO_POINTER (field));
  /* The selection may move on meanwhile. */
  g_object_set_data_full (G_OBJECT (popover), "key",
                          g_memdup2 (&(gint64){ autosell_vehicle_get_key (vehicle) }, sizeof (gint64)), g_free);
  gtk_widget_set_parent (self->popover, button);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  g_signal_connect (popover, "apply", G_CALLBACK (apply_cb), self);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
edit_price_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);

  edit (self, AUTOSELL_FIELD_PRICE, self->price_button);
}

static void
edit_status_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);

  edit (self, AUTOSELL_FIELD_STATUS, self->status_button);
}

static void
edit_location_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);

  edit (self, AUTOSELL_FIELD_LOCATION, self->location_button);
}

/* ---- Elsewhere ---- */

/* The main window, since the one that this is in may be about to close. (nullable) */
static GtkWindow *
leave (AutosellVehicleDetails *self)
{
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));

  g_signal_emit_by_name (self, "leaving");
  return window != NULL ? GTK_WINDOW (window) : NULL;
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);

  if (key != 0)
    autosell_editor_present (leave (self), self->store, self->list, key, 0);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);

  if (key != 0)
    autosell_print_preview_present (leave (self), self->store, AUTOSELL_PRINT_SHEET, NULL, NULL, key);
}

static void
post_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);
  g_autoptr(AutosellStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (key == 0)
    return;
  g_array_append_val (keys, key);
  autosell_post_composer_present (leave (self), store, keys);
}

/* Page by Page, as the ledger has it; also of a car in the bin, whose posts may still stand. */
static void
posted_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  const AutosellCarPosted *posted = autosell_vehicle_posted_get (self->posted);
  g_autoptr(AutosellStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;
  g_autoptr(AutosellPostCar) car = posted != NULL ? autosell_post_car_ref (posted->car) : NULL;
  g_autoptr(GPtrArray) pages = posted != NULL ? g_ptr_array_ref (posted->pages) : NULL;

  if (car != NULL)
    autosell_ledger_details_present (leave (self), store, car, pages);
}

static void
marketplace_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);
  g_autoptr(AutosellStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;

  if (key != 0)
    autosell_marketplace_dialog_present (leave (self), store, key);
}

static void
history_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);

  if (key != 0)
    autosell_history_window_present (leave (self), self->store, key);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (key == 0)
    return;
  g_array_append_val (keys, key);
  autosell_vehicle_share_copy (widget, self->store, keys);
}

static void
deal_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleDetails *self = AUTOSELL_VEHICLE_DETAILS (widget);
  gint64 key = autosell_vehicle_details_get_key (self);
  g_autoptr(AutosellStore) store = self->store != NULL ? g_object_ref (self->store) : NULL;
  GtkWindow *window = key != 0 ? leave (self) : NULL;

  if (window == NULL)
    return;
  if (g_str_equal (name, "details.make-available"))
    autosell_deal_release (window, store, key);
  else
    autosell_deal_dialog_present (
      window, store, g_str_equal (name, "details.sell") ? AUTOSELL_DEAL_SALE : AUTOSELL_DEAL_RESERVATION, key);
}

/* A car in the bin is looked at, copied and has its history; anything else begins with restoring it. */
void
autosell_vehicle_details_update_actions (AutosellVehicleDetails *self)
{
  static const char *const edits[] = { "details.edit-price", "details.edit-status",    "details.edit-location",
                                       "details.open",       "details.print",          "details.sell",
                                       "details.reserve",    "details.make-available", "details.post",
                                       "details.marketplace" };
  AutosellVehicle *vehicle = autosell_vehicle_details_get_vehicle (self);
  gboolean is_live = vehicle != NULL && autosell_vehicle_get_deleted (vehicle) == 0;

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), edits[i], is_live);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.copy", vehicle != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.posted", vehicle != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.listing", vehicle != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "details.history", vehicle != NULL);
}

void
autosell_vehicle_details_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "details.edit-price", NULL, edit_price_cb);
  gtk_widget_class_install_action (widget_class, "details.edit-status", NULL, edit_status_cb);
  gtk_widget_class_install_action (widget_class, "details.edit-location", NULL, edit_location_cb);
  gtk_widget_class_install_action (widget_class, "details.sell", NULL, deal_cb);
  gtk_widget_class_install_action (widget_class, "details.reserve", NULL, deal_cb);
  gtk_widget_class_install_action (widget_class, "details.make-available", NULL, deal_cb);
  gtk_widget_class_install_action (widget_class, "details.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "details.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "details.post", NULL, post_cb);
  gtk_widget_class_install_action (widget_class, "details.marketplace", NULL, marketplace_cb);
  gtk_widget_class_install_action (widget_class, "details.posted", NULL, posted_cb);
  gtk_widget_class_install_action (widget_class, "details.listing", NULL, marketplace_cb);
  gtk_widget_class_install_action (widget_class, "details.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "details.copy", NULL, copy_cb);
}
