/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-compat.h"
#include "autosell-filter-popover.h"
#include "autosell-filter-saved.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

/* Saved filters in the sidebar, below the place whose cars they filter, each with how many cars it finds. They are no
 * places: the place stays “Vehicles”, and the search says what is asked for. */

/* More would push the other places out of sight; the filter popover has all of them. */
#define MAX_ROWS 12

static const char *
get_name (GtkListBoxRow *row)
{
  return row != NULL ? g_object_get_data (G_OBJECT (row), "filter-name") : NULL;
}

static const char *
get_text (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "filter-text");
}

/* (nullable) */
static GtkListBoxRow *
find_row (AutosellWindow *self, const char *name)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    if (g_strcmp0 (get_name (row), name) == 0)
      return row;
  return NULL;
}

void
autosell_window_update_saved_current (AutosellWindow *self)
{
  gboolean is_stock = autosell_window_get_place (self) == AUTOSELL_PLACE_STOCK;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    {
      gboolean is_current = is_stock && get_name (row) != NULL && g_str_equal (get_text (row), text);

      if (get_name (row) == NULL)
        continue;
      if (is_current)
        gtk_widget_add_css_class (GTK_WIDGET (row), "current");
      else
        gtk_widget_remove_css_class (GTK_WIDGET (row), "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, is_current, -1);
    }
}

/* ---- Counts ---- */

typedef struct
{
  AutosellWindow *window; /* owned */
  char *name;             /* owned */
} Count;

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;
  g_autoptr(GPtrArray) values = autosell_store_count_values_finish (AUTOSELL_STORE (object), result, NULL);
  GtkListBoxRow *row = count->window->store != NULL ? find_row (count->window, count->name) : NULL;
  gint64 n = 0;

  for (guint i = 0; values != NULL && i < values->len; i++)
    n += ((AutosellCount *) g_ptr_array_index (values, i))->totals.n_vehicles;
  if (values != NULL && row != NULL)
    {
      g_autofree char *text = autosell_format_integer (n);

      gtk_label_set_text (g_object_get_data (G_OBJECT (row), "count"), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
    }
  g_object_unref (count->window);
  g_free (count->name);
  g_free (count);
}

void
autosell_window_count_saved (AutosellWindow *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->places, i)) != NULL; i++)
    {
      g_autoptr(AutosellQuery) query = NULL;
      Count *count;

      if (get_name (row) == NULL)
        continue;
      query = autosell_query_parse (get_text (row), NULL, NULL, NULL);
      if (query == NULL)
        continue; /* of a newer version: a click tells what is not understood */
      count = g_new0 (Count, 1);
      count->window = g_object_ref (self);
      count->name = g_strdup (get_name (row));
      autosell_store_count_values_async (self->store, query, AUTOSELL_FIELD_STATUS, self->cancellable, counted_cb,
                                         count);
    }
}

/* ---- Rows ---- */

static GtkWidget *
create_row (const AutosellSavedFilter *filter)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (filter->name);
  GtkWidget *count = gtk_label_new (NULL);
  /* Translators: %s is the name of a saved filter */
  g_autofree char *name = g_strdup_printf (_("Filter “%s”"), filter->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("autosell-filter-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "saved-filter");
  gtk_widget_set_tooltip_text (row, filter->text);
  autosell_compat_set_name (row, name);
  g_object_set_data_full (G_OBJECT (row), "filter-name", g_strdup (filter->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "filter-text", g_strdup (filter->text), g_free);
  g_object_set_data (G_OBJECT (row), "count", count);
  return row;
}

static void
show_rows (AutosellWindow *self)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (self->store);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->places));
  gboolean had_focus = focus != NULL && get_name (GTK_LIST_BOX_ROW (focus)) != NULL;
  int at = gtk_list_box_row_get_index (self->place_rows[AUTOSELL_PLACE_STOCK].row) + 1;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->places, at)) != NULL && get_name (row) != NULL)
    gtk_list_box_remove (self->places, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (filters->len, MAX_ROWS); i++)
    gtk_list_box_insert (self->places, create_row (g_ptr_array_index (filters, i)), at + (int) i);
  /* What had it is gone, or another row now. */
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->places, filters->len > 0 ? at : at - 1)));
  autosell_window_update_saved_current (self);
  autosell_window_count_saved (self);
}

static void
activated_cb (GtkListBox *list, GtkListBoxRow *row, AutosellWindow *self)
{
  g_autofree char *text = NULL;

  if (get_name (row) == NULL || self->store == NULL)
    return;
  text = g_strdup (get_text (row));
  autosell_window_show_place (self, "stock");
  autosell_window_set_search (self, text);
  autosell_window_update_saved_current (self);
}

/* ---- Their menu ---- */

static void
rename_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  GtkListBoxRow *row = find_row (self, g_variant_get_string (parameter, NULL));

  if (row == NULL)
    return;
  gtk_menu_button_popup (self->filter_button);
  autosell_filter_popover_ask_name (AUTOSELL_FILTER_POPOVER (self->filter_popover), get_name (row), get_text (row));
}

static void
remove_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  if (self->store != NULL)
    autosell_window_remove_filter (self, g_variant_get_string (parameter, NULL));
}

static GMenuModel *
create_menu (GtkListBoxRow *row)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenuItem) rename = g_menu_item_new (_("_Rename…"), NULL);
  g_autoptr(GMenuItem) remove = g_menu_item_new (_("_Delete"), NULL);

  g_menu_item_set_action_and_target (rename, "win.rename-filter", "s", get_name (row));
  g_menu_item_set_action_and_target (remove, "win.remove-filter", "s", get_name (row));
  g_menu_append_item (menu, rename);
  g_menu_append_item (menu, remove);
  return G_MENU_MODEL (menu);
}

static gboolean
open_menu (AutosellWindow *self, GtkListBoxRow *row)
{
  g_autoptr(GMenuModel) model = NULL;
  graphene_rect_t bounds;

  if (get_name (row) == NULL || !gtk_widget_compute_bounds (GTK_WIDGET (row), GTK_WIDGET (self->flap), &bounds))
    return GDK_EVENT_PROPAGATE;
  model = create_menu (row);
  if (self->saved_menu == NULL)
    {
      self->saved_menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_position (GTK_POPOVER (self->saved_menu), GTK_POS_BOTTOM);
      gtk_widget_set_parent (self->saved_menu, GTK_WIDGET (self->flap));
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->saved_menu), model);
    }
  gtk_popover_set_pointing_to (
    GTK_POPOVER (self->saved_menu),
    &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->saved_menu));
  return GDK_EVENT_STOP;
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->places, (int) y);

  if (open_menu (self, row) == GDK_EVENT_STOP)
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
is_shown (AutosellWindow *self, GtkListBoxRow *row)
{
  return get_name (row) != NULL ? gtk_widget_has_css_class (GTK_WIDGET (row), "current")
                                : row == gtk_list_box_get_selected_row (self->places);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, AutosellWindow *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->places));
  const char *name = row != NULL ? get_name (GTK_LIST_BOX_ROW (row)) : NULL;

  /* Return shows what the row stands for, and the keyboard stays: the next filter is one key away. Where that is shown
   * already, Return goes into it. */
  if (row != NULL && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && is_shown (self, GTK_LIST_BOX_ROW (row))
      && !adw_flap_get_folded (self->flap))
    {
      autosell_window_focus_place (self);
      return GDK_EVENT_STOP;
    }
  if (name == NULL)
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Menu:
      return open_menu (self, GTK_LIST_BOX_ROW (row));
    case GDK_KEY_F10:
      return (state & GDK_SHIFT_MASK) != 0 ? open_menu (self, GTK_LIST_BOX_ROW (row)) : GDK_EVENT_PROPAGATE;
    case GDK_KEY_F2:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.rename-filter", "s", name);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.remove-filter", "s", name);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- Making ---- */

static void
setting_changed_cb (AutosellWindow *self, const char *name)
{
  if (g_strcmp0 (name, AUTOSELL_SETTING_SAVED_FILTERS) == 0)
    show_rows (self);
}

void
autosell_window_show_saved (AutosellWindow *self)
{
  g_signal_connect_object (self->store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  show_rows (self);
}

void
autosell_window_connect_saved (AutosellWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "rename-filter", .activate = rename_activated, .parameter_type = "s" },
    { .name = "remove-filter", .activate = remove_activated, .parameter_type = "s" },
  };
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->places, "row-activated", G_CALLBACK (activated_cb), self, 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->places), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->places), key);
}
