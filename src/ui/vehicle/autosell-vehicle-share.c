/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-share.h"

#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-vehicle-text.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

char *
autosell_vehicle_share_dup_text (AutosellStore *store, GPtrArray *vehicles)
{
  g_autofree char *name = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  g_autofree char *phone = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  return autosell_vehicles_dup_text (vehicles, &(AutosellTextSender){ name, phone }, today);
}

/* ---- The clipboard ---- */

typedef struct
{
  GtkWidget *widget; /* owned */
  guint n_asked;
} Copying;

static void
copying_free (Copying *copying)
{
  g_object_unref (copying->widget);
  g_free (copying);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

static char *
dup_sentence (guint n_copied, guint n_asked)
{
  g_autofree char *copied = autosell_format_integer (n_copied);
  g_autofree char *asked = autosell_format_integer (n_asked);

  if (n_copied == 1)
    return g_strdup (_("Copied the car as text"));
  if (n_asked > AUTOSELL_SHARE_MAX_CARS)
    /* Translators: how many were copied, and how many were selected */
    return g_strdup_printf (_("Copied the first %s of %s cars: a message holds no more"), copied, asked);
  return g_strdup_printf (
    ngettext ("Copied the list of %s car as text", "Copied the list of %s cars as text", n_copied), copied);
}

static void
copy_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Copying) copying = user_data;
  g_autoptr(GError) error = NULL;
  AutosellStore *store = AUTOSELL_STORE (object);
  g_autoptr(GPtrArray) vehicles = autosell_store_load_keys_finish (store, result, &error);
  AutosellWindow *window = autosell_window_find (copying->widget);
  g_autofree char *text = NULL;
  g_autofree char *sentence = NULL;

  if (window == NULL)
    return; /* closed meanwhile */
  if (vehicles == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (window), _("Nothing was copied."), error);
      return;
    }
  if (vehicles->len == 0)
    return; /* another PC took them away */
  text = autosell_vehicle_share_dup_text (store, vehicles);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text);
  sentence = dup_sentence (vehicles->len, copying->n_asked);
  autosell_window_add_toast (window, adw_toast_new (sentence));
}

void
autosell_vehicle_share_copy (GtkWidget *widget, AutosellStore *store, GArray *keys)
{
  g_autoptr(GArray) first = g_array_new (FALSE, FALSE, sizeof (gint64));
  Copying *copying = g_new0 (Copying, 1);

  copying->widget = g_object_ref (widget);
  copying->n_asked = keys->len;
  g_array_append_vals (first, keys->data, MIN (keys->len, AUTOSELL_SHARE_MAX_CARS));
  autosell_store_load_keys_async (store, first, NULL, copy_loaded_cb, copying);
}
