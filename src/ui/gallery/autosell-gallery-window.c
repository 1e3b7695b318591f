/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

static gboolean
close_cb (GtkWidget *window, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static void
add_close_keys (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  static const char *const keys[] = { "Escape", "<Control>w" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]), gtk_callback_action_new (close_cb, NULL, NULL)));
  gtk_widget_add_controller (window, controller);
}

void
autosell_gallery_window_present (GtkWindow *parent, AutosellStore *store, gint64 vehicle_key, const char *title)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *gallery = g_object_new (AUTOSELL_TYPE_GALLERY, "margin-top", 18, "margin-bottom", 24, "margin-start", 18,
                                     "margin-end", 18, NULL);

  g_return_if_fail (AUTOSELL_IS_STORE (store) && vehicle_key != 0);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), gallery);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), scroller);
  gtk_widget_set_vexpand (toasts, TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (title != NULL ? title : _("Photos"), NULL));
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), toasts);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title != NULL ? title : _("Photos"));
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 640);
  gtk_widget_set_size_request (window, 360, 300);
  autosell_compat_fit_header (GTK_WINDOW (window), ADW_HEADER_BAR (header), 480, NULL);
  add_close_keys (window);

  autosell_gallery_set_store (AUTOSELL_GALLERY (gallery), store);
  autosell_gallery_set_title (AUTOSELL_GALLERY (gallery), title);
  autosell_gallery_take_drops (AUTOSELL_GALLERY (gallery), toasts);
  autosell_gallery_open (AUTOSELL_GALLERY (gallery), vehicle_key);
  autosell_compat_present_dialog (GTK_WINDOW (window), parent);
  gtk_widget_child_focus (gallery, GTK_DIR_TAB_FORWARD);
}
