/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-deal-dialog.h"
#include "autosell-print-preview.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* Selling, reserving and taking that back, for one car. */

static GtkWindow *
get_window (AutosellInventoryPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
deal (GtkWidget *widget, AutosellDealKind kind)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (key != 0)
    autosell_deal_dialog_present (get_window (self), self->store, kind, key);
}

static void
sell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deal (widget, AUTOSELL_DEAL_SALE);
}

static void
reserve_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  deal (widget, AUTOSELL_DEAL_RESERVATION);
}

static void
make_available_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (key != 0)
    autosell_deal_release (get_window (self), self->store, key);
}

/* ---- A status that was chosen without its details ---- */

typedef struct
{
  AutosellInventoryPage *page; /* owned */
  AutosellDealKind kind;
  gint64 key;
} Details;

static void
details_free (gpointer data, GClosure *closure)
{
  Details *details = data;

  g_object_unref (details->page);
  g_free (details);
}

static void
details_clicked_cb (AdwToast *toast, gpointer user_data)
{
  Details *details = user_data;
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (details->page));

  if (window != NULL && details->page->store != NULL)
    autosell_deal_dialog_present (GTK_WINDOW (window), details->page->store, details->kind, details->key);
}

AdwToast *
autosell_inventory_page_new_deal_toast (AutosellInventoryPage *self, gint64 key, const AutosellValue *status)
{
  AutosellStatus known = autosell_status_from_nick (status->text);
  gboolean is_sale = known == AUTOSELL_STATUS_SOLD;
  AdwToast *toast;
  Details *details;

  if (!is_sale && known != AUTOSELL_STATUS_RESERVED)
    return NULL;
  toast = adw_toast_new (is_sale ? _("Marked as sold") : _("Marked as reserved"));
  details = g_new0 (Details, 1);
  details->page = g_object_ref (self);
  details->kind = is_sale ? AUTOSELL_DEAL_SALE : AUTOSELL_DEAL_RESERVATION;
  details->key = key;
  adw_toast_set_button_label (toast, is_sale ? _("Sale _Details…") : _("Reservation _Details…"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (details_clicked_cb), details, details_free, 0);
  return toast;
}

/* ---- Actions ---- */

/* A receipt is of a reservation, and what is available need not become so. Of a car whose row is not read yet nobody
 * knows: it may have either. */
void
autosell_inventory_page_update_deal (AutosellInventoryPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gint64 key = self->selection != NULL ? autosell_inventory_page_get_current_key (self) : 0;
  gboolean is_one =
    key != 0 && !autosell_inventory_page_shows_bin (self) && autosell_vehicle_selection_count (self->selection) < 2;
  g_autoptr(AutosellVehicle) vehicle = is_one ? autosell_inventory_page_dup_vehicle (self, key) : NULL;
  gboolean is_available = vehicle != NULL && autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_AVAILABLE;
  gboolean is_reserved = vehicle == NULL || autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_RESERVED;

  gtk_widget_action_set_enabled (widget, "inventory.sell", is_one);
  gtk_widget_action_set_enabled (widget, "inventory.reserve", is_one);
  gtk_widget_action_set_enabled (widget, "inventory.make-available", is_one && !is_available);
  gtk_widget_action_set_enabled (widget, "inventory.print-receipt", is_one && is_reserved);
}

gboolean
autosell_inventory_page_print_car (AutosellInventoryPage *self, AutosellPrintKind kind, const char **why)
{
  gint64 key = self->selection != NULL ? autosell_inventory_page_get_current_key (self) : 0;
  g_autoptr(AutosellVehicle) vehicle = NULL;

  *why = NULL;
  if (key == 0 || autosell_inventory_page_shows_bin (self))
    *why = _("Select a car of the stock first");
  else if (kind == AUTOSELL_PRINT_RECEIPT && (vehicle = autosell_inventory_page_dup_vehicle (self, key)) != NULL
           && autosell_vehicle_get_status (vehicle) != AUTOSELL_STATUS_RESERVED)
    *why = _("A receipt is of a reservation, and this car is not reserved");
  if (*why != NULL)
    return FALSE;
  autosell_print_preview_present (get_window (self), self->store, kind, NULL, NULL, key);
  return TRUE;
}

void
autosell_inventory_page_install_deal_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "inventory.sell", NULL, sell_cb);
  gtk_widget_class_install_action (widget_class, "inventory.reserve", NULL, reserve_cb);
  gtk_widget_class_install_action (widget_class, "inventory.make-available", NULL, make_available_cb);
}
