/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-history-window.h"
#include "autosell-compat.h"
#include "autosell-history-view.h"

struct _AutosellHistoryWindow
{
  AdwWindow parent_instance;
  AutosellHistoryView *view; /* template child */
};

G_DEFINE_FINAL_TYPE (AutosellHistoryWindow, autosell_history_window, ADW_TYPE_WINDOW)

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
autosell_history_window_class_init (AutosellHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AUTOSELL_TYPE_HISTORY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, view);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, close_cb, NULL);
}

static void
autosell_history_window_init (AutosellHistoryWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_history_window_present (GtkWindow *parent, AutosellStore *store, gint64 key)
{
  AutosellHistoryWindow *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_HISTORY_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  autosell_history_view_set_source (self->view, store, key);
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
}
