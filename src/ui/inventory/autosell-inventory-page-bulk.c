/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-bulk-price-dialog.h"
#include "autosell-bulk-run.h"
#include "autosell-bulk-value-dialog.h"
#include "autosell-compat.h"
#include "autosell-export-dialog.h"
#include "autosell-format.h"
#include "autosell-marketplace-dialog.h"
#include "autosell-post-composer.h"
#include "autosell-print-preview.h"

#include <glib/gi18n.h>

/* What can be done to several cars, and the selecting itself. */

static GtkWindow *
get_window (AutosellInventoryPage *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* ---- One value for all ---- */

/* What the cars that are on the screen have in common; FALSE where they differ, or where nobody knows of all. */
static gboolean
find_shared (AutosellInventoryPage *self, GArray *keys, AutosellField field, AutosellValue *shared)
{
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_inventory_page_dup_vehicle (self, g_array_index (keys, gint64, i));
      const AutosellValue *value = vehicle != NULL ? autosell_vehicle_get_value (vehicle, field) : NULL;

      if (value == NULL || (i > 0 && !autosell_value_equal (value, shared)))
        return FALSE;
      autosell_value_copy (shared, value);
    }
  return TRUE;
}

/* As many as are looked at for that; reading more cars would take longer than the dialog. */
#define MAX_SHARED 48

void
autosell_inventory_page_edit_many (AutosellInventoryPage *self, GArray *keys, AutosellField field)
{
  g_auto(AutosellValue) shared = AUTOSELL_VALUE_INIT;
  gboolean is_shared;

  if (field == AUTOSELL_FIELD_PRICE)
    {
      autosell_bulk_price_dialog_present (get_window (self), self->store, keys);
      return;
    }
  is_shared = keys->len <= MAX_SHARED && find_shared (self, keys, field, &shared);
  autosell_bulk_value_dialog_present (get_window (self), self->store, field, keys, is_shared ? &shared : NULL);
}

static void
edit_group_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);

  if (keys->len > 0)
    autosell_inventory_page_edit_many (self, keys, AUTOSELL_FIELD_GROUP);
}

static void
post_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);

  if (keys->len > 0)
    autosell_post_composer_present (get_window (self), self->store, keys);
}

static void
marketplace_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  gint64 key = autosell_inventory_page_get_current_key (self);

  if (key != 0)
    autosell_marketplace_dialog_present (get_window (self), self->store, key);
}

/* ---- The bin ---- */

typedef struct
{
  AutosellInventoryPage *page; /* owned */
  GArray *keys;                /* owned */
} Deletion;

static void
delete_many (AutosellInventoryPage *self, GArray *keys, gboolean is_deleted)
{
  AutosellBulk *bulk = autosell_bulk_new_for_keys (keys);

  autosell_bulk_set_deleted (bulk, is_deleted);
  autosell_bulk_run (get_window (self), self->store, bulk);
}

static void
deletion_answered_cb (gboolean is_confirmed, gpointer user_data)
{
  Deletion *deletion = user_data;

  if (is_confirmed && deletion->page->store != NULL && get_window (deletion->page) != NULL)
    delete_many (deletion->page, deletion->keys, TRUE);
  g_object_unref (deletion->page);
  g_array_unref (deletion->keys);
  g_free (deletion);
}

void
autosell_inventory_page_delete_many (AutosellInventoryPage *self, GArray *keys)
{
  g_autofree char *number = autosell_format_integer (keys->len);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("Move %s car to the bin?", "Move %s cars to the bin?", keys->len), number);
  Deletion *deletion = g_new0 (Deletion, 1);

  deletion->page = g_object_ref (self);
  deletion->keys = g_array_ref (keys);
  autosell_compat_ask (get_window (self), heading, _("They stay there for 30 days and can be restored."),
                       _("_Move to the Bin"), TRUE, deletion_answered_cb, deletion);
}

void
autosell_inventory_page_restore_many (AutosellInventoryPage *self, GArray *keys)
{
  delete_many (self, keys, FALSE);
}

/* ---- Out of the program ---- */

static void
export_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);

  autosell_export_dialog_present_selection (get_window (self), self->store,
                                            autosell_vehicle_list_get_query (self->list),
                                            autosell_inventory_page_get_sort (self), keys);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  g_autoptr(GArray) keys = autosell_inventory_page_dup_target_keys (self);
  g_autoptr(AutosellQuery) query = autosell_query_new_for_keys (keys, autosell_inventory_page_shows_bin (self));

  autosell_print_preview_present (get_window (self), self->store, AUTOSELL_PRINT_LIST, query,
                                  autosell_inventory_page_get_sort (self), 0);
}

/* ---- Selecting ---- */

static void
select_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (AUTOSELL_INVENTORY_PAGE (widget)->selection));
}

static void
select_none_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);

  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
invert_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (widget);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (model));
  g_autoptr(GtkBitset) before = gtk_selection_model_get_selection (model);
  g_autoptr(GtkBitset) all = gtk_bitset_new_range (0, n_items);
  g_autoptr(GtkBitset) after = gtk_bitset_copy (all);

  gtk_bitset_subtract (after, before);
  gtk_selection_model_set_selection (model, after, all);
}

void
autosell_inventory_page_update_bulk (AutosellInventoryPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_bin = autosell_inventory_page_shows_bin (self);
  gboolean has_any = self->selection != NULL && autosell_inventory_page_get_current_key (self) != 0;
  guint n_selected = self->selection != NULL ? autosell_vehicle_selection_count (self->selection) : 0;
  gboolean has_cars = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  gtk_widget_action_set_enabled (widget, "inventory.edit-group", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.export", has_any);
  gtk_widget_action_set_enabled (widget, "inventory.post", has_any && !is_bin);
  /* What is in the bin may still be listed, and is then to be taken down */
  gtk_widget_action_set_enabled (widget, "inventory.marketplace", has_any && n_selected <= 1);
  gtk_widget_action_set_enabled (widget, "inventory.print", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.select-all", has_cars);
  gtk_widget_action_set_enabled (widget, "inventory.select-none", n_selected > 1);
  gtk_widget_action_set_enabled (widget, "inventory.invert", has_cars);
  /* What is about one car; disabled and not missing, so that nobody looks for it */
  if (n_selected > 1)
    {
      gtk_widget_action_set_enabled (widget, "inventory.open", FALSE);
      gtk_widget_action_set_enabled (widget, "inventory.duplicate", FALSE);
      gtk_widget_action_set_enabled (widget, "inventory.photos", FALSE);
      gtk_widget_action_set_enabled (widget, "inventory.history", FALSE);
      gtk_widget_action_set_enabled (widget, "inventory.print-sheet", FALSE);
      gtk_widget_action_set_enabled (widget, "inventory.print-receipt", FALSE);
    }
  if (self->list != NULL)
    {
      if (n_selected > 1)
        autosell_selection_bar_update (self->selection_bar, self->store, self->selection, is_bin,
                                       self->pane == NULL || !gtk_widget_get_visible (GTK_WIDGET (self->pane)));
      gtk_stack_set_visible_child_name (self->footer, n_selected > 1 ? "selection" : "totals");
    }
}

void
autosell_inventory_page_install_bulk_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "inventory.edit-group", NULL, edit_group_cb);
  gtk_widget_class_install_action (widget_class, "inventory.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "inventory.post", NULL, post_cb);
  gtk_widget_class_install_action (widget_class, "inventory.marketplace", NULL, marketplace_cb);
  gtk_widget_class_install_action (widget_class, "inventory.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "inventory.select-all", NULL, select_all_cb);
  gtk_widget_class_install_action (widget_class, "inventory.select-none", NULL, select_none_cb);
  gtk_widget_class_install_action (widget_class, "inventory.invert", NULL, invert_cb);
}
