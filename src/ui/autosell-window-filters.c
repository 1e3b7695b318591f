/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-compat.h"
#include "autosell-filter-popover.h"
#include "autosell-filter-saved.h"
#include "autosell-filter.h"
#include "autosell-format.h"
#include "autosell-text-scale.h"
#include "autosell-trace.h"

#include <glib/gi18n.h>

/* The search entry's text, the chips that picture it, and the popover that changes it. */

#define POPOVER_WIDTH 340
/* Around what scrolls in the popover: header bar, the popover's own header and footer, its frame. */
#define AROUND_HEIGHT 176
#define AROUND_WIDTH 48
#define LEAST_HEIGHT 160

void
autosell_window_set_search (AutosellWindow *self, const char *text)
{
  if (!autosell_window_is_place_a_list (self))
    autosell_window_show_place (self, "stock");
  self->is_setting_text = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  self->is_setting_text = FALSE;
  autosell_inventory_page_set_search (autosell_window_get_page (self), text);
}

static void
show_count (AutosellWindow *self)
{
  AutosellVehicleList *list = autosell_inventory_page_get_list (autosell_window_get_page (self));

  if (self->filter_popover != NULL && list != NULL)
    autosell_filter_popover_set_count (AUTOSELL_FILTER_POPOVER (self->filter_popover),
                                       autosell_vehicle_list_get_totals (list)->n_vehicles);
}

void
autosell_window_update_filters (AutosellWindow *self)
{
  guint n_filters = autosell_window_is_place_a_list (self)
                      ? autosell_inventory_page_get_n_filters (autosell_window_get_page (self))
                      : 0;
  g_autofree char *text = n_filters > 0 ? autosell_format_integer (n_filters) : g_strdup ("");

  autosell_window_update_saved_current (self);
  if (g_strcmp0 (gtk_label_get_text (self->filter_badge), text) == 0)
    return;
  gtk_label_set_text (self->filter_badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->filter_badge), n_filters > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* ---- The popover ---- */

static void
edited_cb (AutosellWindow *self, const char *text)
{
  autosell_window_set_search (self, text);
}

static void
removed_cb (AutosellWindow *self, const char *name, const char *text, guint index)
{
  /* Translators: %s is the name of a saved filter */
  g_autofree char *sentence = g_strdup_printf (_("The filter “%s” was deleted"), name);
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.restore-filter");
  adw_toast_set_action_target_value (toast, g_variant_new ("(ssu)", name, text, index));
  autosell_window_add_toast (self, toast);
}

void
autosell_window_remove_filter (AutosellWindow *self, const char *name)
{
  guint index;
  g_autofree char *gone = g_strdup (name);
  g_autofree char *text = autosell_filter_saved_remove (self->store, gone, &index);

  if (text != NULL)
    removed_cb (self, gone, text, index);
}

static void
painted_cb (GdkFrameClock *clock, AutosellWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, self);
  autosell_trace (AUTOSELL_TRACE_FILTERS_PAINTED, 0);
}

static void
mapped_cb (AutosellWindow *self)
{
  if (autosell_trace_is_on ())
    g_signal_connect_object (gtk_widget_get_frame_clock (self->filter_popover), "after-paint", G_CALLBACK (painted_cb),
                             self, 0);
}

static void
create_popover (AutosellWindow *self)
{
  self->filter_popover = autosell_filter_popover_new (self->store);
  g_signal_connect_swapped (self->filter_popover, "edited", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (self->filter_popover, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_object (self->filter_popover, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (self->filter_button, self->filter_popover);
}

/* Each time before it is shown. */
static void
prepare_popover_cb (GtkMenuButton *button, gpointer user_data)
{
  AutosellWindow *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->store == NULL)
    return;
  autosell_trace (AUTOSELL_TRACE_FILTERS_ASKED, 0);
  if (self->filter_popover == NULL)
    create_popover (self);
  autosell_filter_popover_set_text (AUTOSELL_FILTER_POPOVER (self->filter_popover),
                                    gtk_editable_get_text (GTK_EDITABLE (self->search)),
                                    autosell_window_get_page (self) == self->bin);
  autosell_filter_popover_prepare (AUTOSELL_FILTER_POPOVER (self->filter_popover),
                                   MIN (autosell_text_scale_up (POPOVER_WIDTH), width - AROUND_WIDTH),
                                   MAX (LEAST_HEIGHT, height - AROUND_HEIGHT));
  show_count (self);
}

/* A pointer over the button will press it: until then there is time to make what it opens. Its style and text are
 * worked out by measuring it. */
static void
pointer_came_cb (AutosellWindow *self)
{
  if (self->store == NULL || self->filter_popover != NULL)
    return;
  create_popover (self);
  gtk_widget_measure (self->filter_popover, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
}

/* ---- Actions ---- */

static void
filters_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  if (self->store != NULL)
    gtk_menu_button_popup (self->filter_button);
}

static void
edit_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  if (self->store == NULL)
    return;
  gtk_menu_button_popup (self->filter_button);
  autosell_filter_popover_show_filter (AUTOSELL_FILTER_POPOVER (self->filter_popover),
                                       g_variant_get_string (parameter, NULL));
}

static void
set_search_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  autosell_window_set_search (user_data, g_variant_get_string (parameter, NULL));
}

static void
copy_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (text[0] == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  autosell_window_add_toast (self, adw_toast_new (_("The filter was copied; paste it into any search")));
}

static void
restore_filter_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  const char *name, *text;
  guint index;

  g_variant_get (parameter, "(&s&su)", &name, &text, &index);
  if (self->store != NULL)
    autosell_filter_saved_put (self->store, index, name, text);
}

void
autosell_window_connect_filters (AutosellWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "filters", .activate = filters_activated },
    { .name = "edit-filter", .activate = edit_filter_activated, .parameter_type = "s" },
    { .name = "set-search", .activate = set_search_activated, .parameter_type = "s" },
    { .name = "copy-filter", .activate = copy_filter_activated },
    { .name = "restore-filter", .activate = restore_filter_activated, .parameter_type = "(ssu)" },
  };

  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (pointer_came_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->filter_button), motion);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_menu_button_set_create_popup_func (self->filter_button, prepare_popover_cb, self, NULL);
  for (guint i = 0; i < 2; i++)
    {
      AutosellInventoryPage *page = i == 0 ? self->stock : self->bin;

      g_signal_connect_swapped (page, "filters-changed", G_CALLBACK (autosell_window_update_filters), self);
      g_signal_connect_swapped (page, "answered", G_CALLBACK (show_count), self);
    }
}
