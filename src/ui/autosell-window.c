/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-compat.h"
#include "autosell-data-folder.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-fit-bin.h"
#include "autosell-format.h"
#include "autosell-recent-imports.h"
#include "autosell-shortcuts.h"
#include "autosell-text-scale.h"
#include "autosell-price-question.h"
#include "autosell-toaster.h"
#include "autosell-trace.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AutosellWindow, autosell_window, ADW_TYPE_APPLICATION_WINDOW)

/* Counts follow changes with this delay, so that a hundred of them ask once. */
#define REFRESH_MS 120
/* All of these are for text of the ordinary size. Below this the sidebar lies over the page. */
#define NARROW_WIDTH 760
/* From this on there is room for the selected car beside the list. */
#define DETAILS_WIDTH 1100
/* Below these the button that adds a car is its sign alone, and undo is in the menu alone: the header bar must not be
 * what keeps the window from becoming narrow. */
#define ADD_LABEL_WIDTH 980
#define UNDO_WIDTH 880

/* ---- Places ---- */

static gboolean
is_in_bin (AutosellWindow *self)
{
  return autosell_window_get_place (self) == AUTOSELL_PLACE_BIN;
}

AutosellInventoryPage *
autosell_window_get_page (AutosellWindow *self)
{
  return is_in_bin (self) ? self->bin : self->stock;
}

/* Home and the list ask for themselves, and either may know first. */
static gboolean
is_stock_empty (AutosellWindow *self)
{
  switch (autosell_window_get_place (self))
    {
    case AUTOSELL_PLACE_HOME:
      return autosell_home_page_is_empty (self->home);
    case AUTOSELL_PLACE_STOCK:
      return autosell_inventory_page_is_empty (self->stock);
    default:
      return FALSE;
    }
}

static void
update_stack (AutosellWindow *self)
{
  const char *page = autosell_window_get_place_name (self);

  if (self->open_error != NULL)
    page = "trouble";
  else if (self->store == NULL)
    page = "waiting";
  else if (is_stock_empty (self))
    page = "welcome";
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_sensitive (GTK_WIDGET (self->search), self->store != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filter_button), self->store != NULL);
  autosell_window_update_actions (self);
  autosell_window_update_views (self);
}

static void
place_selected_cb (AutosellWindow *self)
{
  AutosellInventoryPage *page = autosell_window_get_page (self);

  autosell_trace (AUTOSELL_TRACE_PLACE_CHOSEN, autosell_window_get_place (self));
  autosell_window_fill_search (self,
                               autosell_window_is_place_a_list (self) ? autosell_inventory_page_get_search (page) : "");
  if (self->store != NULL && is_in_bin (self) && autosell_inventory_page_get_list (self->bin) == NULL)
    autosell_inventory_page_set_store (self->bin, self->store);
  autosell_window_update_filters (self);
  update_stack (self);
}

static void
place_activated_cb (AutosellWindow *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
}

/* A phone has no use for the others, and the search has for their room. */
static void
set_title_buttons (AutosellWindow *self, gboolean is_phone)
{
  const char *layout = is_phone ? ":close" : NULL;

  if (g_strcmp0 (adw_header_bar_get_decoration_layout (self->header), layout) != 0)
    adw_header_bar_set_decoration_layout (self->header, layout);
}

/* The sidebar's own measure for folding is the least that the page can do with, where a table is not of use any more;
 * and it would fold and unfold while the window appears. What the header bar then has no room for is in the main menu
 * too. */
static void
set_width (AutosellWindow *self, int width_px)
{
  int width = autosell_text_scale_down (width_px);
  gboolean is_narrow = width < NARROW_WIDTH;
  gboolean has_room = width >= DETAILS_WIDTH;

  if (width > 0)
    {
      autosell_inventory_page_set_has_room (self->stock, has_room);
      autosell_inventory_page_set_has_room (self->bin, has_room);
      gtk_widget_set_visible (self->details_button, has_room);
      autosell_window_set_view_width (self, width);
      gtk_widget_set_visible (self->add_label, width >= ADD_LABEL_WIDTH);
      gtk_widget_set_visible (self->undo_box, width >= UNDO_WIDTH);
    }
  if (width > 0)
    {
      autosell_window_set_search_width (self, width);
      set_title_buttons (self, width_px < NARROW_WIDTH);
    }
  if (width <= 0 || is_narrow == self->is_narrow)
    return;
  self->is_narrow = is_narrow;
  autosell_fit_bin_set_is_least (self->fit, is_narrow);
  adw_flap_set_fold_policy (self->flap, is_narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (self->flap, !is_narrow && self->shows_sidebar);
}

static void
text_scale_cb (AutosellWindow *self)
{
  set_width (self, gtk_widget_get_width (GTK_WIDGET (self)));
}

/* A sidebar that lies over the page comes and goes as it is needed. It has the keyboard for that long: the page under
 * it is in its shadow, and once it has gone nobody would hear. */
static void
reveal_flap_cb (AutosellWindow *self)
{
  gboolean is_revealed = adw_flap_get_reveal_flap (self->flap);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);

  if (!self->is_narrow)
    self->shows_sidebar = is_revealed;
  else if (is_revealed && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else if ((gtk_widget_get_state_flags (GTK_WIDGET (self->places)) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    autosell_window_focus_place (self);
}

/* The flap hears Escape itself, but not while it is still coming. */
static gboolean
sidebar_key_cb (GtkEventController *controller, guint keyval, guint keycode, GdkModifierType modifiers,
                AutosellWindow *self)
{
  if (keyval != GDK_KEY_Escape || !adw_flap_get_folded (self->flap) || !adw_flap_get_reveal_flap (self->flap))
    return FALSE;
  adw_flap_set_reveal_flap (self->flap, FALSE);
  return TRUE;
}

static void
layout_cb (GdkSurface *surface, int width, int height, AutosellWindow *self)
{
  set_width (self, width);
}

static void
answered_cb (AutosellWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  update_stack (self);
  if (application != NULL)
    autosell_editor_prepare (application);
}

/* ---- Counts ---- */

static void
stats_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellStats) stats = autosell_store_get_stats_finish (AUTOSELL_STORE (object), result, &error);

  if (stats == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("No counts: %s", error->message);
      return;
    }
  autosell_window_set_place_count (self, AUTOSELL_PLACE_STOCK, stats->live.n_vehicles);
  autosell_window_set_place_count (self, AUTOSELL_PLACE_BIN, stats->n_deleted);
  autosell_inventory_page_set_n_sample (self->stock, stats->n_sample);
  autosell_home_page_set_problems (self->home, stats->problems);
  if (stats->n_with_problems > 0)
    {
      g_autofree char *count = autosell_format_integer (stats->n_with_problems);
      g_autofree char *text =
        g_strdup_printf (ngettext ("%s car with problems", "%s cars with problems", stats->n_with_problems), count);

      gtk_label_set_text (self->problems_label, text);
      autosell_compat_set_name (self->problems_button, text);
    }
  gtk_widget_set_visible (self->problems_button, stats->n_with_problems > 0);
}

static gboolean
refresh_cb (gpointer data)
{
  AutosellWindow *self = data;

  self->refresh_source = 0;
  autosell_store_get_stats_async (self->store, self->cancellable, stats_cb, g_object_ref (self));
  autosell_window_count_saved (self);
  return G_SOURCE_REMOVE;
}

static void
store_changed_cb (AutosellWindow *self)
{
  /* At once: Ctrl+Z may follow a change more quickly than counts have to. */
  autosell_window_update_undo (self);
  if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
photo_count_cb (AutosellWindow *self)
{
  autosell_window_set_place_count (self, AUTOSELL_PLACE_PHOTOS, autosell_photos_page_get_n_wanting (self->photos));
}

static void
post_count_cb (AutosellWindow *self)
{
  autosell_window_set_place_count (self, AUTOSELL_PLACE_POSTS, autosell_posts_page_get_n_failed (self->posts));
}

/* ---- Opening ---- */

AutosellStore *
autosell_window_get_store (AutosellWindow *self)
{
  return self->store;
}

void
autosell_window_set_sync (AutosellWindow *self, AutosellSyncManager *sync, AutosellDriveManager *drive)
{
  g_return_if_fail (AUTOSELL_IS_WINDOW (self));

  if (self->has_sync)
    return;
  self->has_sync = TRUE;
  autosell_sheet_note_set_manager (self->sheet_note, sync);
  autosell_drive_note_set_manager (self->drive_note, drive);
  autosell_sheet_banner_set_manager (self->sheet_banner, sync);
}

void
autosell_window_set_store (AutosellWindow *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_WINDOW (self) && self->store == NULL);

  self->store = g_object_ref (store);
  g_clear_error (&self->open_error);
  gtk_spinner_stop (self->waiting);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  autosell_inventory_page_set_store (self->stock, store);
  autosell_home_page_set_store (self->home, store);
  autosell_activity_page_set_store (self->activity, store);
  autosell_photos_page_set_store (self->photos, store);
  autosell_posts_page_set_store (self->posts, store);
  autosell_price_question_watch (GTK_WINDOW (self), store);
  if (self->restored_key != 0)
    autosell_inventory_page_show_key (self->stock, self->restored_key);
  if (is_in_bin (self))
    autosell_inventory_page_set_store (self->bin, store);
  update_stack (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  /* The list goes first; what stands around it can come a moment later. Home has a part of it on the page. */
  store_changed_cb (self);
  if (autosell_window_get_place (self) == AUTOSELL_PLACE_HOME)
    {
      g_source_remove (self->refresh_source);
      refresh_cb (self);
    }
  autosell_window_show_saved (self);
  autosell_search_completion_set_store (self->completion, store);
  autosell_incoming_set_store (self->incoming, store);
}

/* Large text in a narrow window */
static void
let_label_wrap (GtkButton *button)
{
  GtkWidget *label = gtk_button_get_child (button);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
}

static void
show_trouble (AutosellWindow *self, const char *data_dir)
{
  gboolean is_refused = g_error_matches (self->open_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NETWORK_FOLDER);
  const char *way_out;
  g_autofree char *title = g_strdup (autosell_error_get_sentence (self->open_error, &way_out));

  /* A title has no full stop. */
  if (g_str_has_suffix (title, "."))
    title[strlen (title) - 1] = '\0';
  adw_status_page_set_title (self->trouble, title);
  adw_status_page_set_description (self->trouble, way_out);
  gtk_label_set_text (self->trouble_details, self->open_error->message);
  if (g_error_matches (self->open_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    {
      gtk_button_set_label (self->trouble_button, _("_Use the newest good backup"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), "app.recover");
    }
  else if (g_error_matches (self->open_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NEWER))
    {
      gtk_button_set_label (self->trouble_button, _("_Quit"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), "app.quit");
    }
  else if (is_refused)
    {
      gtk_button_set_label (self->trouble_button, _("_Choose another folder…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), "app.choose-folder");
    }
  else
    {
      gtk_button_set_label (self->trouble_button, _("_Try again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->trouble_button), "app.reopen");
    }
  gtk_widget_set_visible (self->usual_folder_button, is_refused && autosell_data_folder_has_usual (data_dir));
  let_label_wrap (self->trouble_button);
  let_label_wrap (GTK_BUTTON (self->usual_folder_button));
}

void
autosell_window_set_open_error (AutosellWindow *self, const GError *error, const char *data_dir)
{
  g_return_if_fail (AUTOSELL_IS_WINDOW (self) && self->store == NULL);

  g_clear_error (&self->open_error);
  if (error != NULL)
    {
      self->open_error = g_error_copy (error);
      show_trouble (self, data_dir);
    }
  update_stack (self);
  if (error != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->trouble_button));
}

/* ---- Toasts, and what others show ---- */

void
autosell_window_add_toast (AutosellWindow *self, AdwToast *toast)
{
  autosell_toaster_show (self->toasts, toast);
}

void
autosell_window_add_undo_toast (AutosellWindow *self, const char *sentence, gint64 change)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast = adw_toast_new (title);

  if (change != 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-change");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (change));
    }
  autosell_window_add_toast (self, toast);
}

void
autosell_window_import_file (AutosellWindow *self, GFile *file)
{
  g_return_if_fail (AUTOSELL_IS_WINDOW (self));

  autosell_incoming_add (self->incoming, file);
}

void
autosell_window_show_query (AutosellWindow *self, const char *text)
{
  autosell_window_show_place (self, "stock");
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  autosell_inventory_page_focus_list (self->stock);
}

void
autosell_window_show_vehicle (AutosellWindow *self, gint64 key)
{
  autosell_window_show_place (self, "stock");
  if (self->store != NULL && !autosell_vehicle_list_find (autosell_inventory_page_get_list (self->stock), key, NULL))
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  autosell_inventory_page_show_key (self->stock, key);
}

AutosellWindow *
autosell_window_find (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWindow *window = GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;

  while (window != NULL && !AUTOSELL_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL ? AUTOSELL_WINDOW (window) : NULL;
}

/* ---- Class ---- */

static void
save_state (AutosellWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (!autosell_compat_is_in_browser ())
    g_settings_set_boolean (self->settings, "is-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (width >= 360 && height >= 294)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "shows-sidebar", self->shows_sidebar);
  autosell_window_save_place (self);
  if (self->store == NULL)
    return;
  g_settings_set_string (self->settings, "query", autosell_inventory_page_get_search (self->stock));
  g_settings_set_int64 (self->settings, "vehicle", autosell_inventory_page_get_current_key (self->stock));
}

/* On X11, GTK 4.8 forgets by then what was asked of a window that has not been shown. */
static void
autosell_window_map (GtkWidget *widget)
{
  AutosellWindow *self = AUTOSELL_WINDOW (widget);

  GTK_WIDGET_CLASS (autosell_window_parent_class)->map (widget);
  /* A page of a browser is one window: there it fills the page, and follows its size. */
  if (g_settings_get_boolean (self->settings, "is-maximized") || autosell_compat_is_in_browser ())
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
autosell_window_unmap (GtkWidget *widget)
{
  save_state (AUTOSELL_WINDOW (widget));
  GTK_WIDGET_CLASS (autosell_window_parent_class)->unmap (widget);
}

static void
after_paint_cb (GdkFrameClock *clock, AutosellWindow *self)
{
  if (self->has_shown || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->has_shown = TRUE;
  autosell_trace (AUTOSELL_TRACE_WINDOW_SHOWN, 0);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
}

static void
autosell_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "layout", G_CALLBACK (layout_cb), widget, 0);
  if (autosell_trace_is_on ())
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (after_paint_cb), widget,
                             0);
}

static gboolean
autosell_window_close_request (GtkWindow *window)
{
  if (autosell_window_photos_close_request (AUTOSELL_WINDOW (window)))
    return TRUE;
  return GTK_WINDOW_CLASS (autosell_window_parent_class)->close_request (window);
}

static void
autosell_window_dispose (GObject *object)
{
  AutosellWindow *self = AUTOSELL_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  /* GTK 4.18 tells of the selection that goes with its row. */
  g_clear_pointer (&self->saved_menu, gtk_widget_unparent);
  if (self->completion != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->completion));
  self->completion = NULL;
  if (self->places != NULL)
    g_signal_handlers_disconnect_by_data (self->places, self);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (autosell_window_parent_class)->dispose (object);
}

static void
autosell_window_finalize (GObject *object)
{
  AutosellWindow *self = AUTOSELL_WINDOW (object);

  g_clear_error (&self->open_error);
  g_free (self->undo_label);
  g_free (self->redo_label);
  g_object_unref (self->cancellable);
  g_object_unref (self->incoming);
  G_OBJECT_CLASS (autosell_window_parent_class)->finalize (object);
}

static void
autosell_window_class_init (AutosellWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_window_finalize;
  widget_class->map = autosell_window_map;
  widget_class->unmap = autosell_window_unmap;
  widget_class->realize = autosell_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = autosell_window_close_request;

  g_type_ensure (AUTOSELL_TYPE_FIT_BIN);
  g_type_ensure (AUTOSELL_TYPE_HOME_PAGE);
  g_type_ensure (AUTOSELL_TYPE_SHEET_BANNER);
  g_type_ensure (AUTOSELL_TYPE_SHEET_NOTE);
  g_type_ensure (AUTOSELL_TYPE_DRIVE_NOTE);
  g_type_ensure (AUTOSELL_TYPE_ACTIVITY_PAGE);
  g_type_ensure (AUTOSELL_TYPE_PHOTOS_PAGE);
  g_type_ensure (AUTOSELL_TYPE_POSTS_PAGE);
  g_type_ensure (AUTOSELL_TYPE_INVENTORY_PAGE);
  g_type_ensure (AUTOSELL_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, flap);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, header);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, places);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, problems_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, problems_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, sheet_note);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, drive_note);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, sheet_banner);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, undo_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, search);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, filter_badge);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, add_label);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, details_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, view_box);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, waiting);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, trouble_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, usual_folder_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, fit);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, trouble_details);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, recent_section);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, home);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, stock);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, bin);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, photos);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, posts);
  gtk_widget_class_bind_template_child (widget_class, AutosellWindow, activity);
}

/* The first window goes on in the place and with the filter it was left with; another one begins with all cars. */
static void
restore_state (AutosellWindow *self)
{
  g_autofree char *text = g_settings_get_string (self->settings, "query");
  GApplication *application = g_application_get_default ();

  if (application == NULL || gtk_application_get_windows (GTK_APPLICATION (application)) != NULL)
    return;
  if (text[0] != '\0')
    autosell_inventory_page_set_search (self->stock, text);
  self->restored_key = g_settings_get_int64 (self->settings, "vehicle");
  autosell_window_restore_place (self);
  place_selected_cb (self);
}

static void
autosell_window_init (AutosellWindow *self)
{
  GtkEventController *keys;

  self->settings = g_settings_new (APP_ID);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->incoming = autosell_incoming_new (GTK_WINDOW (self));
  autosell_incoming_take_drops (self->incoming, self->toasts);
  autosell_recent_imports_fill_menu (self->recent_section);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  self->shows_sidebar = g_settings_get_boolean (self->settings, "shows-sidebar");
  adw_flap_set_reveal_flap (self->flap, self->shows_sidebar);
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (reveal_flap_cb), self);
  set_width (self, g_settings_get_int (self->settings, "window-width"));
  if (g_settings_get_boolean (self->settings, "is-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  autosell_text_scale_watch (GTK_WIDGET (self), G_CALLBACK (text_scale_cb));
  gtk_spinner_start (self->waiting);

  autosell_window_add_actions (self);
  autosell_shortcuts_install (GTK_WIDGET (self), AUTOSELL_SHORTCUTS_WINDOW);
  autosell_window_connect_search (self);
  autosell_window_connect_filters (self);
  autosell_window_add_places (self);
  autosell_window_connect_saved (self);
  g_signal_connect_swapped (self->home, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect_swapped (self->stock, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect_swapped (self->bin, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect_swapped (self->photos, "count-changed", G_CALLBACK (photo_count_cb), self);
  g_signal_connect_swapped (self->posts, "count-changed", G_CALLBACK (post_count_cb), self);
  autosell_window_add_views (self);
  keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (sidebar_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->places), keys);
  g_signal_connect_swapped (self->places, "row-selected", G_CALLBACK (place_selected_cb), self);
  g_signal_connect_swapped (self->places, "row-activated", G_CALLBACK (place_activated_cb), self);
  restore_state (self);
  update_stack (self);
}

AutosellWindow *
autosell_window_new (GtkApplication *application)
{
  return g_object_new (AUTOSELL_TYPE_WINDOW, "application", application, NULL);
}
