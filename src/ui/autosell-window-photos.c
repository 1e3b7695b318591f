/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-compat.h"
#include "autosell-photo-adder.h"

#include <glib/gi18n.h>

/* Photos that come to the window, and those that would be left behind with it. */

/* ---- Pictures that are dropped somewhere ---- */

typedef struct
{
  AutosellWindow *window; /* owned */
  gint64 vehicle_key;
  char *title;       /* owned */
  GListModel *files; /* owned, nullable */
  GBytes *bytes;     /* owned, nullable */
  char *name;        /* owned, nullable */
} Taking;

static void
taking_free (Taking *taking)
{
  g_object_unref (taking->window);
  g_free (taking->title);
  g_clear_object (&taking->files);
  g_clear_pointer (&taking->bytes, g_bytes_unref);
  g_free (taking->name);
  g_free (taking);
}

void
autosell_window_put_on_table (AutosellWindow *self, GListModel *files, GBytes *bytes, const char *name)
{
  g_return_if_fail (AUTOSELL_IS_WINDOW (self) && self->store != NULL);

  autosell_window_show_place (self, "photos");
  autosell_photos_page_add (self->photos, files, bytes, name);
}

static void
put_on_table (Taking *taking)
{
  autosell_window_put_on_table (taking->window, taking->files, taking->bytes, taking->name);
}

static void
response_cb (GtkWidget *dialog, const char *response, Taking *taking)
{
  AutosellWindow *self = taking->window;

  if (g_str_equal (response, "car") && taking->files != NULL)
    autosell_photo_adder_add_files (GTK_WIDGET (self), self->store, taking->vehicle_key, taking->title, taking->files);
  else if (g_str_equal (response, "car"))
    autosell_photo_adder_add_bytes (GTK_WIDGET (self), self->store, taking->vehicle_key, taking->title, taking->bytes,
                                    taking->name);
  else if (g_str_equal (response, "piles"))
    put_on_table (taking);
  taking_free (taking);
}

static void
ask (Taking *taking)
{
  GtkWidget *dialog =
    autosell_compat_message_dialog_new (GTK_WINDOW (taking->window), _("Add the Photos to This Car?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  /* Translators: %s is a car */
                                  _("%s is selected. Photos of several cars are better put in piles first."),
                                  taking->title);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "piles", _("Put in _piles"),
                                    "car", _("_Add to the car"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "car", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "car");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), taking);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
named_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Taking *taking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);

  if (vehicle != NULL)
    {
      taking->title = autosell_vehicle_dup_title (vehicle);
      ask (taking);
      return;
    }
  put_on_table (taking);
  taking_free (taking);
}

void
autosell_window_take_photos (AutosellWindow *self, GListModel *files, GBytes *bytes, const char *name)
{
  Taking *taking;

  g_return_if_fail (AUTOSELL_IS_WINDOW (self) && self->store != NULL);

  taking = g_new0 (Taking, 1);
  taking->window = g_object_ref (self);
  taking->files = files != NULL ? g_object_ref (files) : NULL;
  taking->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  taking->name = g_strdup (name);
  if (autosell_window_get_place (self) == AUTOSELL_PLACE_STOCK)
    taking->vehicle_key = autosell_inventory_page_get_current_key (self->stock);
  if (taking->vehicle_key != 0)
    {
      autosell_store_get_vehicle_async (self->store, taking->vehicle_key, self->cancellable, named_cb, taking);
      return;
    }
  put_on_table (taking);
  taking_free (taking);
}

/* ---- Leaving ---- */

static void
leave_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;

  if (confirmed)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What is on the table is in no car yet, and would be gone with the window. */
gboolean
autosell_window_photos_close_request (AutosellWindow *self)
{
  guint n = autosell_photos_page_get_n_on_table (self->photos);
  g_autofree char *body = NULL;

  if (n == 0)
    return FALSE;
  autosell_window_show_place (self, "photos");
  body =
    g_strdup_printf (ngettext ("%u photo is in a pile and not added to a car yet. It is left out when the window is "
                               "closed; the file that it came from stays where it is.",
                               "%u photos are in piles and not added to a car yet. They are left out when the window "
                               "is closed; the files that they came from stay where they are.",
                               n),
                     n);
  autosell_compat_ask (GTK_WINDOW (self), _("Leave the Photos Out?"), body, _("_Leave them out"), TRUE, leave_cb,
                       g_object_ref (self));
  return TRUE;
}
