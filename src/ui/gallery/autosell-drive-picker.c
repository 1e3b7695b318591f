/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-picker.h"

#include "autosell-application.h"
#include "autosell-compat.h"
#include "autosell-drive-words.h"

#include <glib/gi18n.h>

/* What a camera makes is far below. */
#define MAX_BYTES (64 * 1024 * 1024)

typedef struct
{
  GtkWidget *dialog;         /* owned, nullable: closed */
  GtkWindow *parent;         /* owned */
  GCancellable *cancellable; /* owned */
  AutosellDrive *drive;      /* owned, nullable: before something was chosen */
  GStrv ids;                 /* owned, nullable */
  guint next;
  char *name; /* owned, nullable: of the one under way */
  AutosellDrivePickedFunc picked;
  GDestroyNotify end;
  gpointer user_data;
} Picking;

static void
close_dialog (Picking *picking)
{
  g_autoptr(GtkWidget) dialog = g_steal_pointer (&picking->dialog);

  if (dialog == NULL)
    return;
  g_signal_handlers_disconnect_by_data (dialog, picking);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* @error: (nullable): nothing went wrong */
static void
end (Picking *picking, const GError *error)
{
  gboolean was_let_be = picking->dialog == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                        || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_DENIED);

  close_dialog (picking);
  if (error != NULL && !was_let_be && gtk_widget_get_mapped (GTK_WIDGET (picking->parent)))
    {
      g_autofree char *sentence = autosell_drive_dup_error (error);
      GtkWidget *dialog =
        autosell_compat_message_dialog_new (picking->parent, _("No Photos Came From Drive"), sentence);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
      autosell_compat_present_dialog (GTK_WINDOW (dialog), picking->parent);
    }
  picking->end (picking->user_data);
  g_object_unref (picking->parent);
  g_object_unref (picking->cancellable);
  g_clear_object (&picking->drive);
  g_strfreev (picking->ids);
  g_free (picking->name);
  g_free (picking);
}

/* ---- One after the other ---- */

static void fetch (Picking *picking);

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picking *picking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = autosell_drive_download_finish (AUTOSELL_DRIVE (source), result, &error);

  if (bytes == NULL)
    {
      end (picking, error);
      return;
    }
  picking->next++;
  picking->picked (bytes, picking->name, picking->user_data);
  fetch (picking);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picking *picking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveItem) item = autosell_drive_item_finish (AUTOSELL_DRIVE (source), result, &error);

  if (item == NULL)
    {
      end (picking, error);
      return;
    }
  g_free (picking->name);
  picking->name = g_strdup (item->name);
  autosell_drive_download_async (picking->drive, item->id, item->sha256, MAX_BYTES, picking->cancellable, fetched_cb,
                                 picking);
}

static void
fetch (Picking *picking)
{
  if (picking->ids[picking->next] == NULL)
    {
      end (picking, NULL);
      return;
    }
  autosell_drive_get_async (picking->drive, picking->ids[picking->next], picking->cancellable, looked_cb, picking);
}

/* ---- The browser ---- */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picking *picking = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGoogleAccount) account =
    autosell_google_sign_in_finish (AUTOSELL_GOOGLE (source), result, &picking->ids, &error);

  if (account == NULL || picking->ids == NULL)
    {
      end (picking, error);
      return;
    }
  if (picking->dialog != NULL)
    adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (picking->dialog), _("The photos are coming…"));
  picking->drive = autosell_drive_new (account);
  fetch (picking);
}

static gboolean
open_browser (const char *url, gpointer user_data, GError **error G_GNUC_UNUSED)
{
  gtk_show_uri (((Picking *) user_data)->parent, url, GDK_CURRENT_TIME);
  return TRUE;
}

static void
response_cb (GtkWidget *dialog G_GNUC_UNUSED, const char *response G_GNUC_UNUSED, Picking *picking)
{
  g_clear_object (&picking->dialog);
  g_cancellable_cancel (picking->cancellable);
}

/* (nullable): e-mail of whom Drive is linked for, so that the right one is asked */
static const char *
get_login_hint (AutosellGoogle *google)
{
  AutosellDriveManager *manager = autosell_application_get_drive (AUTOSELL_APPLICATION (g_application_get_default ()));
  const AutosellDriveOutlook *outlook = manager != NULL ? autosell_drive_manager_get_outlook (manager) : NULL;
  AutosellGoogleAccount *account =
    outlook != NULL && outlook->link != NULL ? autosell_google_find_account (google, outlook->link->account) : NULL;

  return account != NULL ? autosell_google_account_get_email (account) : NULL;
}

void
autosell_drive_picker_present (GtkWindow *parent, AutosellDrivePickedFunc picked, GDestroyNotify end_func,
                               gpointer user_data)
{
  GApplication *application = g_application_get_default ();
  AutosellGoogle *google = AUTOSELL_IS_APPLICATION (application)
                             ? autosell_application_get_google (AUTOSELL_APPLICATION (application), NULL)
                             : NULL;
  Picking *picking;
  GtkWidget *dialog;

  if (google == NULL)
    {
      end_func (user_data);
      return;
    }
  picking = g_new0 (Picking, 1);
  dialog =
    autosell_compat_message_dialog_new (parent, _("Choose Photos in the Browser"),
                                        _("Google shows what is in Drive there. What you choose comes into the car; "
                                          "the files in Drive stay as they are."));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"));
  picking->dialog = g_object_ref (dialog);
  picking->parent = g_object_ref (parent);
  picking->cancellable = g_cancellable_new ();
  picking->picked = picked;
  picking->user_data = user_data;
  picking->end = end_func;
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), picking);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), parent);
  autosell_google_sign_in_async (google, AUTOSELL_GOOGLE_SIGN_IN_PICK_PHOTOS, get_login_hint (google), 0, open_browser,
                                 picking, picking->cancellable, chosen_cb, picking);
}
