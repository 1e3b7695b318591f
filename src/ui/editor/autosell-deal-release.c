/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-deal-private.h"

#include "autosell-compat.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-print-preview.h"
#include "autosell-text-scale.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

/* ---- what was done ---- */

typedef struct
{
  AutosellStore *store; /* owned */
  GtkWindow *opener;    /* weak, nullable */
  gint64 key;
  gint64 change;
} Done;

static void
done_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Done *done = data;

  g_clear_weak_pointer (&done->opener);
  g_object_unref (done->store);
  g_free (done);
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWindow) opener = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL && gtk_widget_get_visible (GTK_WIDGET (opener)))
    autosell_error_dialog_present (opener, _("The change was not undone."), error);
}

static void
undo_clicked_cb (AdwToast *toast G_GNUC_UNUSED, gpointer user_data)
{
  Done *done = user_data;

  if (done->opener != NULL)
    autosell_store_undo_async (done->store, done->change, undone_cb, g_object_ref (done->opener));
}

static void
receipt_clicked_cb (AdwToast *toast G_GNUC_UNUSED, gpointer user_data)
{
  Done *done = user_data;

  if (done->opener != NULL)
    autosell_print_preview_present (done->opener, done->store, AUTOSELL_PRINT_RECEIPT, NULL, NULL, done->key);
}

void
autosell_deal_tell (GtkWindow *opener, AutosellStore *store, gint64 key, gint64 change, gboolean has_receipt,
                    char *sentence)
{
  g_autofree char *said = sentence;
  /* Some cars have an & in their name */
  g_autofree char *title = g_markup_escape_text (said, -1);
  AdwToast *toast;
  Done *done;

  if (opener == NULL || change == 0)
    return;
  toast = adw_toast_new (title);
  done = g_new0 (Done, 1);
  done->store = g_object_ref (store);
  g_set_weak_pointer (&done->opener, opener);
  done->key = key;
  done->change = change;
  adw_toast_set_button_label (toast, has_receipt ? _("Print _Receipt…") : _("_Undo"));
  g_signal_connect_data (toast, "button-clicked",
                         has_receipt ? G_CALLBACK (receipt_clicked_cb) : G_CALLBACK (undo_clicked_cb), done, done_free,
                         0);
  if (AUTOSELL_IS_WINDOW (opener))
    autosell_window_add_toast (AUTOSELL_WINDOW (opener), toast);
  else if (AUTOSELL_IS_EDITOR (opener))
    autosell_editor_show_toast (AUTOSELL_EDITOR (opener), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/* ---- back to available ---- */

#define LARGE_TEXT 1.5

static const AutosellField deal_fields[] = {
  AUTOSELL_FIELD_DEPOSIT, AUTOSELL_FIELD_RESERVED_UNTIL, AUTOSELL_FIELD_SOLD_PRICE,
  AUTOSELL_FIELD_SOLD_ON, AUTOSELL_FIELD_SALESPERSON,    AUTOSELL_FIELD_BUYER,
};

typedef struct
{
  AutosellStore *store;     /* owned */
  GtkWindow *opener;        /* weak, nullable */
  AutosellVehicle *vehicle; /* owned, nullable before it is loaded */
} Release;

static void
release_free (Release *release)
{
  g_clear_weak_pointer (&release->opener);
  g_clear_object (&release->vehicle);
  g_object_unref (release->store);
  g_free (release);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Release, release_free)

static void
released_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Release) release = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *title = autosell_vehicle_dup_title (release->vehicle);

  if (commit != NULL)
    /* Translators: %s is a car, “MAZDA CX30 2021” */
    autosell_deal_tell (release->opener, release->store, autosell_vehicle_get_key (release->vehicle), commit->change,
                        FALSE, g_strdup_printf (_("%s is available again"), title));
  else if (release->opener != NULL)
    autosell_error_dialog_present (release->opener, _("The status was not saved."), error);
}

/* @release: (transfer full) */
static void
make_available (Release *release, gboolean clears)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_STATUS);
  gint64 key = autosell_vehicle_get_key (release->vehicle);
  g_auto(AutosellValue) available = AUTOSELL_VALUE_INIT;
  g_auto(AutosellValue) nothing = AUTOSELL_VALUE_INIT;

  autosell_value_set_text (&available, autosell_status_to_nick (AUTOSELL_STATUS_AVAILABLE));
  autosell_change_set_require_revision (changes, key, autosell_vehicle_get_revision (release->vehicle));
  autosell_change_set_set (changes, key, AUTOSELL_FIELD_STATUS, &available);
  for (guint i = 0; clears && i < G_N_ELEMENTS (deal_fields); i++)
    autosell_change_set_set (changes, key, deal_fields[i], &nothing);
  autosell_store_commit_async (release->store, changes, NULL, released_cb, release);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Release *release = user_data;

  gtk_window_set_transient_for (GTK_WINDOW (dialog), NULL); /* GTK 4.8 looks at it once more when the dialog goes */
  if (g_str_equal (response, "cancel"))
    release_free (release);
  else
    make_available (release, g_str_equal (response, "clear"));
}

/* “Deposit: $5,000”, one a line. Returns: (transfer full) (nullable) */
static char *
dup_deal (AutosellVehicle *vehicle)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (deal_fields); i++)
    {
      const AutosellValue *value = autosell_vehicle_get_value (vehicle, deal_fields[i]);
      g_autofree char *text = NULL;

      if (value->state == AUTOSELL_VALUE_UNKNOWN)
        continue;
      text = autosell_value_to_display (value, deal_fields[i]);
      g_string_append_printf (lines, "%s%s: %s", lines->len > 0 ? "\n" : "", autosell_field_get_label (deal_fields[i]),
                              text);
    }
  return g_string_free (lines, lines->len == 0);
}

/* @release: (transfer full) */
static void
ask (Release *release, const char *deal)
{
  g_autofree char *title = autosell_vehicle_dup_title (release->vehicle);
  GtkWidget *dialog = autosell_compat_message_dialog_new (release->opener, _("Back to Available"), NULL);

  /* It does not scroll: with large text on a phone the answers would be out of sight */
  if (autosell_text_scale_get () > LARGE_TEXT)
    adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), "%s\n\n%s", title, deal);
  else
    adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* Translators: a car, and what is known of its sale or reservation, one a line */
      _("%s has this of its reservation or sale:\n\n%s\n\nThe history keeps it in any case."), title, deal);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "keep", _("_Keep It"), "clear",
                                    _("C_lear It"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "clear", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "clear");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), release);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Release) release = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *deal = NULL;

  release->vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);
  if (release->opener == NULL)
    return;
  if (release->vehicle == NULL)
    {
      autosell_error_dialog_present (release->opener, _("The car could not be read."), error);
      return;
    }
  deal = dup_deal (release->vehicle);
  if (deal != NULL)
    ask (g_steal_pointer (&release), deal);
  else
    make_available (g_steal_pointer (&release), FALSE);
}

void
autosell_deal_release (GtkWindow *parent, AutosellStore *store, gint64 key)
{
  Release *release;

  g_return_if_fail (GTK_IS_WINDOW (parent) && AUTOSELL_IS_STORE (store));

  release = g_new0 (Release, 1);
  release->store = g_object_ref (store);
  g_set_weak_pointer (&release->opener, parent);
  autosell_store_get_vehicle_async (store, key, NULL, loaded_cb, release);
}
