/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-keyring-row.h"

#include <glib/gi18n.h>

struct _AutosellKeyringRow
{
  AdwActionRow parent_instance;
  AutosellKeyring *keyring; /* owned, nullable before it is set */
  GtkWidget *unlock_button; /* template child */
};

G_DEFINE_FINAL_TYPE (AutosellKeyringRow, autosell_keyring_row, ADW_TYPE_ACTION_ROW)

static void
show (AutosellKeyringRow *self)
{
  AutosellKeyringState state = autosell_keyring_get_state (self->keyring);
  gboolean is_locked = state == AUTOSELL_KEYRING_LOCKED;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 is_locked ? _("The keyring was not unlocked") : _("This PC’s session has no keyring"));
  gtk_widget_set_visible (GTK_WIDGET (self), is_locked || state == AUTOSELL_KEYRING_MISSING);
  gtk_widget_set_visible (self->unlock_button, is_locked);
}

/* The desktop asks once a start; whoever closed that question is asked again from here. The state says what came of
 * it. */
static void
unlock_clicked_cb (AutosellKeyringRow *self)
{
  autosell_keyring_unlock_async (self->keyring, NULL, NULL, NULL);
}

static void
autosell_keyring_row_dispose (GObject *object)
{
  AutosellKeyringRow *self = AUTOSELL_KEYRING_ROW (object);

  if (self->keyring != NULL)
    g_signal_handlers_disconnect_by_data (self->keyring, self);
  g_clear_object (&self->keyring);
  G_OBJECT_CLASS (autosell_keyring_row_parent_class)->dispose (object);
}

static void
autosell_keyring_row_class_init (AutosellKeyringRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_keyring_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-keyring-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellKeyringRow, unlock_button);
  gtk_widget_class_bind_template_callback (widget_class, unlock_clicked_cb);
}

static void
autosell_keyring_row_init (AutosellKeyringRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_keyring_row_set_keyring (AutosellKeyringRow *self, AutosellKeyring *keyring)
{
  g_return_if_fail (AUTOSELL_IS_KEYRING_ROW (self) && self->keyring == NULL);

  self->keyring = g_object_ref (keyring);
  g_signal_connect_object (keyring, "notify::state", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}
