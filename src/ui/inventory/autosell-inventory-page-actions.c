/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-cell-popover.h"
#include "autosell-drive-share.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-gallery.h"
#include "autosell-history-window.h"
#include "autosell-print-preview.h"
#include "autosell-vehicle-share.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* What can be done to the cars that are selected: as one change with one undo. */

static GtkWindow *
get_window (AutosellInventoryPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

GArray *
autosell_inventory_page_dup_target_keys (AutosellInventoryPage *self)
{
  GArray *keys = autosell_vehicle_selection_dup_keys (self->selection);
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (keys->len == 0 && key != 0)
    g_array_append_val (keys, key);
  return keys;
}

AutosellVehicle *
autosell_inventory_page_dup_vehicle (AutosellInventoryPage *self, gint64 key)
{
  g_autoptr(AutosellVehicleRow) row = NULL;
  AutosellVehicle *vehicle;
  guint position;

  if (!autosell_vehicle_list_find (self->list, key, &position))
    return NULL;
  row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  vehicle = autosell_vehicle_row_get_vehicle (row);
  return vehicle != NULL ? g_object_ref (vehicle) : NULL;
}

static char *
dup_title (AutosellInventoryPage *self, gint64 key)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_inventory_page_dup_vehicle (self, key);
  char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;

  if (title == NULL || title[0] == '\0')
    {
      g_free (title);
      title = g_strdup (_("The car"));
    }
  return title;
}

/* ---- Saving ---- */

typedef struct
{
  AutosellInventoryPage *page; /* owned */
  char *failed;                /* owned: what was not done */
  char *done;                  /* owned, nullable: said when it was, with “Undo” */
  AdwToast *toast;             /* owned, nullable: shown when it was, instead */
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->page);
  g_free (saving->failed);
  g_free (saving->done);
  g_clear_object (&saving->toast);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Saving) saving = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (saving->page));

  if (window == NULL)
    return; /* closed meanwhile; the change itself is in the history */
  if (commit == NULL)
    autosell_error_dialog_present (GTK_WINDOW (window), saving->failed, error);
  else if (saving->toast != NULL && commit->change != 0)
    autosell_window_add_toast (window, g_steal_pointer (&saving->toast));
  else if (saving->done != NULL && commit->change != 0)
    autosell_window_add_undo_toast (window, saving->done, commit->change);
}

/* @changes: (transfer full); @done, @toast: (transfer full) (nullable) */
static void
commit_with_toast (AutosellInventoryPage *self, AutosellChangeSet *changes, const char *failed, char *done,
                   AdwToast *toast)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->page = g_object_ref (self);
  saving->failed = g_strdup (failed);
  saving->done = done;
  saving->toast = toast;
  autosell_store_commit_async (self->store, changes, NULL, committed_cb, saving);
}

static void
commit (AutosellInventoryPage *self, AutosellChangeSet *changes, const char *failed, char *done)
{
  commit_with_toast (self, changes, failed, done, NULL);
}

static void
set_value (AutosellInventoryPage *self, AutosellField field, const AutosellValue *value, const char *reason)
{
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  const char *failed = _("The change was not saved.");
  AutosellAction action = AUTOSELL_ACTION_EDIT;
  AutosellChangeSet *changes;
  AdwToast *toast = NULL;
  char *done = NULL;
  int n = keys->len;

  if (field == AUTOSELL_FIELD_PRICE)
    {
      action = AUTOSELL_ACTION_PRICE;
      failed = _("The price was not saved.");
      done = g_strdup_printf (ngettext ("Changed the price of %d car", "Changed the price of %d cars", n), n);
    }
  else if (field == AUTOSELL_FIELD_STATUS)
    {
      action = AUTOSELL_ACTION_STATUS;
      failed = _("The status was not saved.");
      done = g_strdup_printf (ngettext ("Changed the status of %d car", "Changed the status of %d cars", n), n);
    }
  else if (field == AUTOSELL_FIELD_LOCATION)
    {
      action = AUTOSELL_ACTION_LOCATION;
      failed = _("The location was not saved.");
      done = g_strdup_printf (ngettext ("Changed the location of %d car", "Changed the location of %d cars", n), n);
    }
  /* Of one car the row itself shows it. */
  if (n < 2)
    g_clear_pointer (&done, g_free);

  changes = autosell_change_set_new (action);
  autosell_change_set_set_reason (changes, reason);
  for (guint i = 0; i < keys->len; i++)
    autosell_change_set_set (changes, g_array_index (keys, gint64, i), field, value);
  if (field == AUTOSELL_FIELD_STATUS && keys->len == 1)
    toast = autosell_inventory_page_new_deal_toast (self, g_array_index (keys, gint64, 0), value);
  commit_with_toast (self, changes, failed, done, toast);
}

/* ---- Editing in place ---- */

static void
popover_apply_cb (AutosellCellPopover *popover, const AutosellValue *value, const char *reason,
                  AutosellInventoryPage *self)
{
  set_value (self, GPOINTER_TO_INT (g_object_get_data (G_OBJECT (popover), "field")), value, reason);
}

static gboolean
unparent_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkWidget *popover, AutosellInventoryPage *self)
{
  /* It is still being closed: it may go afterwards. */
  if (self->popover == popover)
    {
      self->popover = NULL;
      g_idle_add_full (G_PRIORITY_DEFAULT, unparent_cb, g_object_ref (popover), g_object_unref);
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
autosell_inventory_page_point_at (AutosellInventoryPage *self, GtkPopover *popover, const GdkRectangle *area)
{
  double x, y;

  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), area->x, area->y, &x, &y);
  gtk_popover_set_pointing_to (popover,
                               &(GdkRectangle){ (int) x, (int) y, MAX (area->width, 1), MAX (area->height, 1) });
}

void
autosell_inventory_page_edit (AutosellInventoryPage *self, gint64 key, guint column)
{
  AutosellField field = autosell_vehicle_column_get_info (column)->field;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  AutosellCellPopover *popover;
  GdkRectangle area;

  if (keys->len > 1 && !autosell_inventory_page_shows_bin (self))
    {
      autosell_inventory_page_edit_many (self, keys, field);
      return;
    }
  if (autosell_inventory_page_shows_bin (self) || (vehicle = autosell_inventory_page_dup_vehicle (self, key)) == NULL
      || !autosell_vehicle_view_get_cell_area (self->view, key, column, &area))
    return;

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  popover = autosell_cell_popover_new (self->store, field, vehicle, keys->len);
  self->popover = GTK_WIDGET (popover);
  g_object_set_data (G_OBJECT (popover), "field", GINT_TO_POINTER (field));
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  autosell_inventory_page_point_at (self, GTK_POPOVER (popover), &area);
  g_signal_connect (popover, "apply", G_CALLBACK (popover_apply_cb), self);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), self);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
edit_current (AutosellInventoryPage *self, AutosellVehicleColumn column)
{
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (key == 0)
    return;
  /* It may have been scrolled away. */
  if (!autosell_vehicle_view_get_cell_area (self->view, key, column, &(GdkRectangle){ 0 }))
    autosell_vehicle_view_show_key (self->view, key);
  autosell_inventory_page_edit (self, key, column);
}

static void
edit_price_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit_current (AUTOSELL_INVENTORY_PAGE (widget), AUTOSELL_VEHICLE_COLUMN_PRICE);
}

static void
edit_status_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit_current (AUTOSELL_INVENTORY_PAGE (widget), AUTOSELL_VEHICLE_COLUMN_STATUS);
}

static void
edit_location_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit_current (AUTOSELL_INVENTORY_PAGE (widget), AUTOSELL_VEHICLE_COLUMN_LOCATION);
}

static void
set_status_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&value, g_variant_get_string (parameter, NULL));
  set_value (AUTOSELL_INVENTORY_PAGE (widget), AUTOSELL_FIELD_STATUS, &value, NULL);
}

/* ---- Whole cars ---- */

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  autosell_editor_present (get_window (self), self->store, self->list, autosell_inventory_page_get_current_key (self),
                           0);
}

static void
quick_look_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  autosell_inventory_page_quick_look (AUTOSELL_INVENTORY_PAGE (widget));
}

static void
duplicate_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  autosell_editor_present (get_window (self), self->store, self->list, 0,
                           autosell_inventory_page_get_current_key (self));
}

static void
photos_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  gint64 key = autosell_inventory_page_get_current_key (self);
  g_autofree char *title = dup_title (self, key);

  if (key != 0)
    autosell_gallery_window_present (get_window (self), self->store, key, title);
}

static void
history_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  autosell_history_window_present (get_window (self), self->store, autosell_inventory_page_get_current_key (self));
}

static void
print_sheet_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  autosell_print_preview_present (get_window (self), self->store, AUTOSELL_PRINT_SHEET, NULL, NULL,
                                  autosell_inventory_page_get_current_key (self));
}

static void
print_receipt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  autosell_print_preview_present (get_window (self), self->store, AUTOSELL_PRINT_RECEIPT, NULL, NULL,
                                  autosell_inventory_page_get_current_key (self));
}

static void
delete_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  AutosellChangeSet *changes;
  char *done;

  if (keys->len > 1)
    {
      autosell_inventory_page_delete_many (self, keys);
      return;
    }
  changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  for (guint i = 0; i < keys->len; i++)
    autosell_change_set_delete (changes, g_array_index (keys, gint64, i));
  if (keys->len == 1)
    {
      g_autofree char *title = dup_title (self, g_array_index (keys, gint64, 0));

      done = g_strdup_printf (_("%s moved to the bin"), title);
    }
  else
    {
      done = g_strdup_printf (ngettext ("%d car moved to the bin", "%d cars moved to the bin", keys->len), keys->len);
    }
  commit (self, changes, _("The cars were not moved to the bin."), done);
}

static void
restore_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  AutosellChangeSet *changes;
  char *done;

  if (keys->len > 1)
    {
      autosell_inventory_page_restore_many (self, keys);
      return;
    }
  changes = autosell_change_set_new (AUTOSELL_ACTION_RESTORE);
  for (guint i = 0; i < keys->len; i++)
    autosell_change_set_restore (changes, g_array_index (keys, gint64, i));
  if (keys->len == 1)
    {
      g_autofree char *title = dup_title (self, g_array_index (keys, gint64, 0));

      done = g_strdup_printf (_("%s is back in the stock"), title);
    }
  else
    {
      done = g_strdup_printf (ngettext ("%d car is back in the stock", "%d cars are back in the stock", keys->len),
                              keys->len);
    }
  commit (self, changes, _("The cars were not restored."), done);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);

  autosell_vehicle_share_copy (widget, self->store, keys);
}

static void
share_photos_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (key != 0 && g_str_equal (name, "inventory.share-photos"))
    autosell_drive_share_copy (widget, self->store, key);
  else if (key != 0)
    autosell_drive_share_stop (widget, self->store, key);
}

void
autosell_inventory_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "inventory.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "inventory.quick-look", NULL, quick_look_cb);
  gtk_widget_class_install_action (widget_class, "inventory.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "inventory.photos", NULL, photos_cb);
  gtk_widget_class_install_action (widget_class, "inventory.history", NULL, history_cb);
  gtk_widget_class_install_action (widget_class, "inventory.print-sheet", NULL, print_sheet_cb);
  gtk_widget_class_install_action (widget_class, "inventory.print-receipt", NULL, print_receipt_cb);
  gtk_widget_class_install_action (widget_class, "inventory.edit-price", NULL, edit_price_cb);
  gtk_widget_class_install_action (widget_class, "inventory.edit-status", NULL, edit_status_cb);
  gtk_widget_class_install_action (widget_class, "inventory.edit-location", NULL, edit_location_cb);
  gtk_widget_class_install_action (widget_class, "inventory.set-status", "s", set_status_cb);
  gtk_widget_class_install_action (widget_class, "inventory.delete", NULL, delete_cb);
  gtk_widget_class_install_action (widget_class, "inventory.restore", NULL, restore_cb);
  gtk_widget_class_install_action (widget_class, "inventory.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "inventory.share-photos", NULL, share_photos_cb);
  gtk_widget_class_install_action (widget_class, "inventory.stop-sharing-photos", NULL, share_photos_cb);
}
