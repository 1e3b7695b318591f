/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include <glib/gi18n.h>

/* Table or cards, and the order of the list, in the header bar: both are of the window, for the stock and for the
 * bin. */

/* Below this a table has no room for what it is read for: there are cards, whatever the person chose for a wide
 * window. */
#define TABLE_WIDTH 600

static const struct
{
  const char *name;  /* as in the setting "sort" */
  const char *title; /* NULL: that of the field */
  AutosellSort sort;
} orders[] = {
  { "", N_("As entered"), { .by_id_order = TRUE } },
  { "stock_number", NULL, { .field = AUTOSELL_FIELD_STOCK_NUMBER } },
  { "brand", NULL, { .field = AUTOSELL_FIELD_BRAND } },
  { "model", NULL, { .field = AUTOSELL_FIELD_MODEL } },
  { "year", NULL, { .field = AUTOSELL_FIELD_YEAR } },
  { "price", NULL, { .field = AUTOSELL_FIELD_PRICE } },
  { "km", NULL, { .field = AUTOSELL_FIELD_KM } },
  { "status", NULL, { .field = AUTOSELL_FIELD_STATUS } },
  { "location", NULL, { .field = AUTOSELL_FIELD_LOCATION } },
  { "entry_date", NULL, { .field = AUTOSELL_FIELD_ENTRY_DATE } },
  { "days", N_("Days in stock"), { .by_days = TRUE } },
};

static void
set_action (AutosellWindow *self, const char *name, const char *state, gboolean is_enabled)
{
  GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));

  g_simple_action_set_state (action, g_variant_new_string (state));
  g_simple_action_set_enabled (action, is_enabled);
}

/* ---- Table or cards ---- */

static void
change_view (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AutosellWindow *self = user_data;
  gboolean is_cards = g_str_equal (g_variant_get_string (state, NULL), "cards");

  g_simple_action_set_state (action, state);
  g_settings_set_string (self->settings, "view", is_cards ? "cards" : "table");
  autosell_inventory_page_set_wants_cards (self->stock, is_cards);
  autosell_inventory_page_set_wants_cards (self->bin, is_cards);
}

void
autosell_window_set_view_width (AutosellWindow *self, int width)
{
  gboolean is_cards_only = width < TABLE_WIDTH;

  if (is_cards_only == self->is_cards_only)
    return;
  self->is_cards_only = is_cards_only;
  autosell_inventory_page_set_is_narrow (self->stock, is_cards_only);
  autosell_inventory_page_set_is_narrow (self->bin, is_cards_only);
  autosell_window_update_views (self);
}

/* ---- Order ---- */

static void
change_sort (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AutosellWindow *self = user_data;
  const char *name = g_variant_get_string (state, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (g_str_equal (orders[i].name, name))
      autosell_inventory_page_set_sort (autosell_window_get_page (self), &orders[i].sort);
}

static void
change_direction (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  AutosellWindow *self = user_data;
  AutosellSort sort = *autosell_inventory_page_get_sort (autosell_window_get_page (self));

  sort.is_descending = g_str_equal (g_variant_get_string (state, NULL), "descending");
  autosell_inventory_page_set_sort (autosell_window_get_page (self), &sort);
}

static GMenuModel *
create_sort_menu (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) fields = g_menu_new ();
  g_autoptr(GMenu) directions = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const char *title =
        orders[i].title != NULL ? _(orders[i].title) : autosell_field_get_label (orders[i].sort.field);
      g_autoptr(GMenuItem) item = g_menu_item_new (title, NULL);

      g_menu_item_set_action_and_target (item, "win.sort", "s", orders[i].name);
      g_menu_append_item (fields, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (fields));
  g_menu_append (directions, C_ ("order", "Ascending"), "win.sort-direction::ascending");
  g_menu_append (directions, C_ ("order", "Descending"), "win.sort-direction::descending");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (directions));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* ---- Both ---- */

void
autosell_window_update_views (AutosellWindow *self)
{
  g_autofree char *view = NULL;
  const AutosellSort *sort;
  const char *name = NULL;
  gboolean is_list;

  /* The window is being made, or taken apart. */
  if (self->settings == NULL || g_action_map_lookup_action (G_ACTION_MAP (self), "view") == NULL)
    return;
  sort = autosell_inventory_page_get_sort (autosell_window_get_page (self));
  is_list = autosell_window_is_place_a_list (self);
  view = g_settings_get_string (self->settings, "view");
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (autosell_sort_same_key (&orders[i].sort, sort))
      name = orders[i].name;
  set_action (self, "view", view, is_list && !self->is_cards_only);
  set_action (self, "sort", name != NULL ? name : "other", is_list && self->store != NULL);
  set_action (self, "sort-direction", sort->is_descending ? "descending" : "ascending",
              is_list && self->store != NULL && !sort->by_id_order);
  gtk_widget_set_visible (self->view_box, is_list && !self->is_cards_only);
  gtk_widget_set_visible (self->sort_button, is_list && !self->is_cards_only);
}

void
autosell_window_add_views (AutosellWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "view", .parameter_type = "s", .state = "'table'", .change_state = change_view },
    { .name = "sort", .parameter_type = "s", .state = "''", .change_state = change_sort },
    { .name = "sort-direction", .parameter_type = "s", .state = "'ascending'", .change_state = change_direction },
  };
  g_autoptr(GMenuModel) menu = create_sort_menu ();
  g_autoptr(GMenu) order = g_menu_new ();
  g_autofree char *view = g_settings_get_string (self->settings, "view");

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->sort_button), menu);
  /* A narrow header bar has no room for the button. */
  g_menu_append_submenu (order, _("_Order of the list"), menu);
  g_menu_insert_section (self->main_menu, 1, NULL, G_MENU_MODEL (order));
  autosell_inventory_page_set_wants_cards (self->stock, g_str_equal (view, "cards"));
  autosell_inventory_page_set_wants_cards (self->bin, g_str_equal (view, "cards"));
  g_signal_connect_swapped (self->stock, "sort-changed", G_CALLBACK (autosell_window_update_views), self);
  g_signal_connect_swapped (self->bin, "sort-changed", G_CALLBACK (autosell_window_update_views), self);
  autosell_window_update_views (self);
}
