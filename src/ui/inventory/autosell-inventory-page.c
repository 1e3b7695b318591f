/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-inventory-page-private.h"

#include "autosell-beside-layout.h"
#include "autosell-format.h"
#include "autosell-shortcuts.h"
#include "autosell-trace.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AutosellInventoryPage, autosell_inventory_page, ADW_TYPE_BIN)

/* Narrower, the button of a notice stands below it. */
#define NOTICE_WIDTH 300

enum
{
  PROP_0,
  PROP_IS_BIN
};
enum
{
  ANSWERED,
  CLEAR_SEARCH,
  FILTERS_CHANGED,
  SORT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What is asked of the bin may be typed on the page of the stock too. */
gboolean
autosell_inventory_page_shows_bin (AutosellInventoryPage *self)
{
  return self->list != NULL ? autosell_query_is_deleted (autosell_vehicle_list_get_query (self->list)) : self->is_bin;
}

/* ---- Footer and empty pages ---- */

static void
update_footer (AutosellInventoryPage *self)
{
  const AutosellTotals *totals = autosell_vehicle_list_get_totals (self->list);
  g_autofree char *count = autosell_format_integer (totals->n_vehicles);
  g_autofree char *priced = autosell_format_integer (totals->n_priced);
  g_autofree char *sum = autosell_format_money (totals->price_sum_cents);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s vehicle", "%s vehicles", totals->n_vehicles), count);
  if (totals->n_vehicles > 0)
    {
      g_string_append (text, " · ");
      /* Translators: as in “44 with price”, of all cars that are shown */
      g_string_append_printf (text, ngettext ("%s with price", "%s with price", totals->n_priced), priced);
      g_string_append_printf (text, " · %s", sum);
    }
  gtk_inscription_set_text (self->totals, text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->totals), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
update_empty (AutosellInventoryPage *self)
{
  gboolean is_all = self->text[0] == '\0';

  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    {
      autosell_inventory_page_show_view (self);
      return;
    }
  if (!self->is_bin || !is_all)
    {
      adw_status_page_set_icon_name (self->nothing, "edit-find-symbolic");
      adw_status_page_set_title (self->nothing, _("No cars found"));
      adw_status_page_set_description (self->nothing, _("No car fits this search. Try fewer words or another filter."));
    }
  else
    {
      adw_status_page_set_icon_name (self->nothing, "user-trash-symbolic");
      adw_status_page_set_title (self->nothing, _("The bin is empty"));
      adw_status_page_set_description (
        self->nothing, _("Cars that are removed from the stock stay here for 30 days and can be restored."));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->clear_button), !is_all);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* Does nothing where it says that already: buttons and labels are measured with the whole window when they are set. */
static void
set_notice (AutosellInventoryPage *self, const char *text, const char *label, const char *action)
{
  if (g_strcmp0 (self->notice_text, text) == 0)
    return;
  g_free (self->notice_text);
  self->notice_text = g_strdup (text);
  if (text != NULL)
    {
      gtk_label_set_text (self->notice_label, text);
      gtk_button_set_label (self->notice_button, label);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self->notice_button), GTK_ACCESSIBLE_PROPERTY_LABEL);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), action);
    }
  gtk_widget_set_visible (self->notice, text != NULL);
}

static void
update_notice (AutosellInventoryPage *self)
{
  g_autofree char *text = NULL;

  if (autosell_inventory_page_shows_bin (self))
    {
      gboolean has_cars = self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

      set_notice (self, has_cars ? _("Cars stay in the bin for 30 days and are then removed for good.") : NULL,
                  _("_Restore"), "inventory.restore");
      return;
    }
  if (self->n_sample > 0)
    text = g_strdup_printf (ngettext ("You are looking around with %d sample car.",
                                      "You are looking around with %d sample cars.", self->n_sample),
                            (int) self->n_sample);
  set_notice (self, text, _("_Remove the sample"), "win.remove-sample");
}

void
autosell_inventory_page_set_n_sample (AutosellInventoryPage *self, gint64 n_sample)
{
  self->n_sample = n_sample;
  update_notice (self);
}

void
autosell_inventory_page_update_actions (AutosellInventoryPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_bin = autosell_inventory_page_shows_bin (self);
  gboolean has_any = self->selection != NULL && autosell_inventory_page_get_current_key (self) != 0;

  gtk_widget_action_set_enabled (widget, "inventory.open", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.quick-look", has_any);
  gtk_widget_action_set_enabled (widget, "inventory.edit-price", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.edit-status", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.edit-location", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.set-status", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.duplicate", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.delete", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.restore", has_any && is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.copy", has_any);
  gtk_widget_action_set_enabled (widget, "inventory.history", has_any);
  gtk_widget_action_set_enabled (widget, "inventory.photos", has_any && !is_bin);
  gtk_widget_action_set_enabled (widget, "inventory.print-sheet", has_any && !is_bin);
  autosell_inventory_page_update_bulk (self);
  autosell_inventory_page_update_deal (self);
}

guint
autosell_inventory_page_get_n_filters (AutosellInventoryPage *self)
{
  return autosell_filter_bar_get_n_filters (self->filter_bar);
}

static void
loaded_cb (AutosellInventoryPage *self)
{
  self->is_answered = TRUE;
  autosell_vehicle_view_set_is_bin (self->view, autosell_inventory_page_shows_bin (self));
  self->painting_length = self->asked_length;
  update_empty (self);
  update_footer (self);
  update_notice (self);
  autosell_inventory_page_update_actions (self);
  gtk_widget_queue_draw (GTK_WIDGET (self)); /* there is a paint after this answer even where it is the same */
  g_signal_emit (self, signals[ANSWERED], 0);
}

static void
after_paint_cb (GdkFrameClock *clock, AutosellInventoryPage *self)
{
  if (self->awaits_change && gtk_widget_get_mapped (GTK_WIDGET (self)) && autosell_vehicle_list_is_current (self->list))
    {
      self->awaits_change = FALSE;
      autosell_trace (AUTOSELL_TRACE_CHANGE_PAINTED, 0);
    }
  if (self->is_switching && gtk_widget_get_mapped (GTK_WIDGET (self->view))
      && autosell_vehicle_view_is_complete (self->view))
    {
      self->is_switching = FALSE;
      autosell_trace (AUTOSELL_TRACE_VIEW_PAINTED, AUTOSELL_IS_VEHICLE_CARDS (self->view));
    }
  if (self->painting_length < 0 || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || !autosell_vehicle_view_is_complete (self->view))
    return;
  if (!self->has_painted && self->is_answered)
    {
      self->has_painted = TRUE;
      autosell_trace (AUTOSELL_TRACE_LIST_PAINTED, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
    }
  autosell_trace (AUTOSELL_TRACE_RESULTS_PAINTED, self->painting_length);
  self->painting_length = -1;
}

static void
stock_changed_cb (AutosellInventoryPage *self)
{
  self->awaits_change = autosell_trace_is_on ();
}

static void
realize_cb (AutosellInventoryPage *self)
{
  if (autosell_trace_is_on ())
    g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint", G_CALLBACK (after_paint_cb),
                             self, 0);
}

static void
filters_changed_cb (AutosellInventoryPage *self)
{
  g_signal_emit (self, signals[FILTERS_CHANGED], 0);
}

static void
search_stopped_cb (AutosellInventoryPage *self)
{
  g_signal_emit (self, signals[CLEAR_SEARCH], 0);
}

/* ---- The table ---- */

static void
sort_changed_cb (AutosellInventoryPage *self)
{
  autosell_vehicle_view_expect_new_rows (self->view);
  if (self->list != NULL)
    autosell_vehicle_list_set_sort (self->list, autosell_vehicle_table_get_sort (self->table));
  if (!self->is_bin)
    {
      g_autofree char *text = autosell_inventory_page_dup_sort_text (autosell_vehicle_table_get_sort (self->table));

      g_settings_set_string (self->settings, "sort", text);
    }
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

void
autosell_inventory_page_set_sort (AutosellInventoryPage *self, const AutosellSort *sort)
{
  autosell_vehicle_table_set_sort (self->table, sort);
  sort_changed_cb (self);
}

char *
autosell_inventory_page_dup_sort_text (const AutosellSort *sort)
{
  if (sort->by_id_order)
    return g_strdup ("");
  return g_strconcat (autosell_sort_get_name (sort), sort->is_descending ? ":desc" : "", NULL);
}

static void
selection_changed_cb (AutosellInventoryPage *self)
{
  update_footer (self);
  autosell_inventory_page_update_actions (self);
  autosell_inventory_page_queue_details (self);
}

static void
items_changed_cb (AutosellInventoryPage *self)
{
  if (!self->is_answered)
    return;
  update_empty (self);
  update_footer (self);
  update_notice (self);
  autosell_inventory_page_update_actions (self);
  autosell_inventory_page_queue_details (self);
}

static const char *
get_layout_key (AutosellInventoryPage *self)
{
  return self->is_bin ? "bin-columns" : "columns";
}

/* Widths were all that older versions remembered. */
static void
restore_layout (AutosellInventoryPage *self)
{
  g_autofree char *layout = g_settings_get_string (self->settings, get_layout_key (self));
  g_autofree char *widths = g_settings_get_string (self->settings, "column-widths");

  autosell_vehicle_table_set_layout (self->table, layout[0] == '\0' && !self->is_bin ? widths : layout);
}

static void
layout_changed_cb (AutosellInventoryPage *self)
{
  g_autofree char *layout = autosell_vehicle_table_dup_layout (self->table);

  g_settings_set_string (self->settings, get_layout_key (self), layout);
  if (!self->is_bin)
    g_settings_reset (self->settings, "column-widths");
}

/* Another window has the columns in another order by now. */
static void
layout_setting_cb (AutosellInventoryPage *self)
{
  g_autofree char *wanted = g_settings_get_string (self->settings, get_layout_key (self));
  g_autofree char *shown = autosell_vehicle_table_dup_layout (self->table);

  if (!g_str_equal (wanted, shown))
    restore_layout (self);
}

void
autosell_inventory_page_set_store (AutosellInventoryPage *self, AutosellStore *store)
{
  g_autoptr(AutosellQuery) query = NULL;
  g_autofree char *question = autosell_inventory_page_dup_question (self, self->text);
  g_autofree char *sort_text = g_settings_get_string (self->settings, "sort");
  AutosellSort sort;

  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  self->list = autosell_vehicle_list_new (store);
  self->selection = autosell_vehicle_selection_new (self->list);
  restore_layout (self);
  if (!self->is_bin && autosell_sort_parse (sort_text, &sort, NULL))
    {
      autosell_vehicle_table_set_sort (self->table, &sort);
      autosell_vehicle_list_set_sort (self->list, &sort);
    }
  g_signal_connect_object (store, "changed", G_CALLBACK (stock_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::totals", G_CALLBACK (update_footer), self, G_CONNECT_SWAPPED);
  autosell_vehicle_view_set_thumbnails (AUTOSELL_VEHICLE_VIEW (self->table), autosell_thumbnail_cache_get (store));
  autosell_vehicle_view_set_thumbnails (AUTOSELL_VEHICLE_VIEW (self->cards), autosell_thumbnail_cache_get (store));
  autosell_vehicle_view_set_selection (self->view, self->selection);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  query = autosell_query_parse (question, NULL, NULL, NULL);
  if (query != NULL)
    autosell_vehicle_list_set_query (self->list, query);
  autosell_inventory_page_update_pane (self);
}

AutosellVehicleList *
autosell_inventory_page_get_list (AutosellInventoryPage *self)
{
  return self->list;
}

gboolean
autosell_inventory_page_is_empty (AutosellInventoryPage *self)
{
  return self->is_answered && self->text[0] == '\0' && g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
}

const AutosellSort *
autosell_inventory_page_get_sort (AutosellInventoryPage *self)
{
  return autosell_vehicle_table_get_sort (self->table);
}

void
autosell_inventory_page_show_key (AutosellInventoryPage *self, gint64 key)
{
  autosell_vehicle_view_show_key (self->view, key);
}

/* The cursor's where it is selected, else the first selected, else the cursor's. */
gint64
autosell_inventory_page_get_current_key (AutosellInventoryPage *self)
{
  gint64 cursor = autosell_vehicle_view_get_cursor (self->view);
  g_autoptr(GArray) keys = NULL;

  if (self->selection == NULL)
    return 0;
  if (cursor != 0 && autosell_vehicle_selection_has_key (self->selection, cursor))
    return cursor;
  keys = autosell_vehicle_selection_dup_keys (self->selection);
  return keys->len > 0 ? g_array_index (keys, gint64, 0) : cursor;
}

void
autosell_inventory_page_focus_list (AutosellInventoryPage *self)
{
  if (self->selection == NULL || g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  if (autosell_vehicle_selection_count (self->selection) == 0)
    autosell_vehicle_selection_select_key (self->selection, autosell_vehicle_list_get_key (self->list, 0));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
autosell_inventory_page_select_first (AutosellInventoryPage *self)
{
  guint n_items = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;

  if (n_items == 0)
    return;
  autosell_vehicle_view_show_key (self->view, autosell_vehicle_list_get_key (self->list, 0));
  if (n_items == 1)
    autosell_inventory_page_activate (self);
}

/* ---- Class ---- */

static void
autosell_inventory_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (object);

  switch (id)
    {
    case PROP_IS_BIN:
      self->is_bin = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_inventory_page_dispose (GObject *object)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (object);

  g_clear_handle_id (&self->hold_source, g_source_remove);
  g_clear_handle_id (&self->details_source, g_source_remove);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_weak_pointer (&self->drop_item);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (autosell_inventory_page_parent_class)->dispose (object);
}

static void
autosell_inventory_page_finalize (GObject *object)
{
  AutosellInventoryPage *self = AUTOSELL_INVENTORY_PAGE (object);

  g_free (self->text);
  g_free (self->notice_text);
  g_free (self->dragged_title);
  G_OBJECT_CLASS (autosell_inventory_page_parent_class)->finalize (object);
}

static void
autosell_inventory_page_class_init (AutosellInventoryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->set_property = autosell_inventory_page_set_property;
  object_class->dispose = autosell_inventory_page_dispose;
  object_class->finalize = autosell_inventory_page_finalize;
  g_object_class_install_property (
    object_class, PROP_IS_BIN,
    g_param_spec_boolean ("is-bin", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  signals[ANSWERED] = g_signal_new ("answered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("search-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLEAR_SEARCH] = g_signal_new ("clear-search", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FILTERS_CHANGED] =
    g_signal_new ("filters-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AUTOSELL_TYPE_SELECTION_BAR);
  g_type_ensure (AUTOSELL_TYPE_FILTER_BAR);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_CARDS);
  g_type_ensure (AUTOSELL_TYPE_VEHICLE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-inventory-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, error_bar);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, notice);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, notice_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, table);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, cards);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, clear_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, totals);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, footer);
  gtk_widget_class_bind_template_child (widget_class, AutosellInventoryPage, selection_bar);
  autosell_inventory_page_install_actions (widget_class);
  autosell_inventory_page_install_deal_actions (widget_class);
  autosell_inventory_page_install_bulk_actions (widget_class);
}

static void
autosell_inventory_page_init (AutosellInventoryPage *self)
{
  self->text = g_strdup ("");
  self->painting_length = -1;
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->notice, autosell_beside_layout_new (NOTICE_WIDTH, 6));
  g_signal_connect_swapped (self->filter_bar, "filters-changed", G_CALLBACK (filters_changed_cb), self);
  g_signal_connect_swapped (self->filter_bar, "emptied", G_CALLBACK (autosell_inventory_page_focus_list), self);
  autosell_inventory_page_init_views (self);
  g_signal_connect_swapped (self->table, "sort-changed", G_CALLBACK (sort_changed_cb), self);
  g_signal_connect_swapped (self->table, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (self->clear_button, "clicked", G_CALLBACK (search_stopped_cb), self);
  g_signal_connect (self, "realize", G_CALLBACK (realize_cb), NULL);
  g_signal_connect_object (self->settings, "changed::show-details", G_CALLBACK (autosell_inventory_page_update_pane),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::columns", G_CALLBACK (layout_setting_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::bin-columns", G_CALLBACK (layout_setting_cb), self,
                           G_CONNECT_SWAPPED);
  autosell_shortcuts_install (GTK_WIDGET (self), AUTOSELL_SHORTCUTS_LIST);
  autosell_inventory_page_update_actions (self);
}

AutosellInventoryPage *
autosell_inventory_page_new (gboolean is_bin)
{
  return g_object_new (AUTOSELL_TYPE_INVENTORY_PAGE, "is-bin", is_bin, NULL);
}
