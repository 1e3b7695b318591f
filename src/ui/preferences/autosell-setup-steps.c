/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-setup-steps.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"

static void
open_clicked_cb (GtkWidget *button, const AutosellSetupStep *step)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (button)), step->url, GDK_CURRENT_TIME);
}

static void
copy_clicked_cb (GtkWidget *button, const char *address)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), address);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (gtk_widget_get_root (button)),
                                    adw_toast_new (_("The address was copied")));
}

static GtkWidget *
make_row (const AutosellSetupStep *step, GtkWidget *button, const char *what)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_strdup_printf ("%s: %s", what, _(step->title));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(step->title));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(step->text));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, what);
  autosell_compat_set_name (button, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
free_address (gpointer address, GClosure *closure G_GNUC_UNUSED)
{
  g_free (address);
}

void
autosell_setup_steps_add (AdwExpanderRow *row, const AutosellSetupStep *steps, guint n_steps, char *way_back)
{
  for (guint i = 0; i < n_steps; i++)
    {
      const AutosellSetupStep *step = &steps[i];
      gboolean is_link = step->url != NULL;
      GtkWidget *button = gtk_button_new_from_icon_name (is_link ? "web-browser-symbolic" : "edit-copy-symbolic");

      if (is_link)
        g_signal_connect (button, "clicked", G_CALLBACK (open_clicked_cb), (gpointer) step);
      else
        g_signal_connect_data (button, "clicked", G_CALLBACK (copy_clicked_cb), g_strdup (way_back), free_address, 0);
      adw_expander_row_add_row (row,
                                make_row (step, button, is_link ? _("Open in the browser") : _("Copy the address")));
    }
  g_free (way_back);
}
