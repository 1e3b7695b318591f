/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-welcome-page.h"

#include "autosell-recent-list.h"

struct _AutosellWelcomePage
{
  AdwBin parent_instance;
  GtkSpinner *sample_spinner; /* template child */
};

G_DEFINE_FINAL_TYPE (AutosellWelcomePage, autosell_welcome_page, ADW_TYPE_BIN)

static void
recent_chosen_cb (AutosellWelcomePage *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.import-again", "s", uri);
}

static void
autosell_welcome_page_class_init (AutosellWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (AUTOSELL_TYPE_RECENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellWelcomePage, sample_spinner);
  gtk_widget_class_bind_template_callback (widget_class, recent_chosen_cb);
}

static void
autosell_welcome_page_init (AutosellWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_welcome_page_set_busy (AutosellWelcomePage *self, gboolean is_busy)
{
  gtk_spinner_set_spinning (self->sample_spinner, is_busy);
}
