/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-editor-private.h"

#include "autosell-compat.h"
#include "autosell-deal-dialog.h"
#include "autosell-editor-changes.h"
#include "autosell-error-dialog.h"
#include "autosell-print-preview.h"

#include <glib/gi18n.h>

void
autosell_editor_go (AutosellEditor *self, AutosellEditorAfter after)
{
  gint64 key;

  switch (after)
    {
    case AUTOSELL_EDITOR_CLOSE:
      self->is_closing = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      break;
    case AUTOSELL_EDITOR_PREVIOUS:
    case AUTOSELL_EDITOR_NEXT:
      if (autosell_editor_find_neighbour (self, after == AUTOSELL_EDITOR_NEXT ? 1 : -1, &key))
        autosell_editor_open_car (self, key, 0);
      break;
    case AUTOSELL_EDITOR_NEW:
      autosell_editor_open_car (self, 0, 0);
      break;
    case AUTOSELL_EDITOR_COPY:
      {
        AutosellDraft *copy = autosell_draft_new_like (autosell_draft_get_vehicle (self->draft));

        self->key = 0;
        self->is_gone = FALSE;
        autosell_editor_set_draft (self, copy);
        autosell_gallery_open (self->gallery, 0);
        autosell_editor_form_focus_first (self->form);
      }
      break;
    case AUTOSELL_EDITOR_SELL:
      autosell_deal_dialog_present (GTK_WINDOW (self), self->store, AUTOSELL_DEAL_SALE, self->key);
      break;
    case AUTOSELL_EDITOR_RESERVE:
      autosell_deal_dialog_present (GTK_WINDOW (self), self->store, AUTOSELL_DEAL_RESERVATION, self->key);
      break;
    case AUTOSELL_EDITOR_RELEASE:
      autosell_deal_release (GTK_WINDOW (self), self->store, self->key);
      break;
    case AUTOSELL_EDITOR_PRINT_SHEET:
    case AUTOSELL_EDITOR_PRINT_RECEIPT:
      autosell_print_preview_present (
        GTK_WINDOW (self), self->store,
        after == AUTOSELL_EDITOR_PRINT_SHEET ? AUTOSELL_PRINT_SHEET : AUTOSELL_PRINT_RECEIPT, NULL, NULL, self->key);
      break;
    case AUTOSELL_EDITOR_STAY:
    default:
      break;
    }
}

/* The car as the stock has it now: it settles a save, and tells what got in its way. */
static void
reloaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellVehicle) vehicle = autosell_store_get_vehicle_finish (AUTOSELL_STORE (object), result, &error);
  gboolean was_refused = self->sent == NULL;
  AutosellEditorAfter after = self->after;

  self->n_waiting--;
  if (self->store == NULL)
    return; /* the window is gone */
  g_clear_object (&self->sent);
  self->after = AUTOSELL_EDITOR_STAY;
  if (vehicle != NULL)
    autosell_editor_follow (self, vehicle);
  else
    autosell_error_dialog_present (GTK_WINDOW (self), _("The car could not be read."), error);
  if (was_refused && vehicle != NULL && autosell_draft_get_n_conflicts (self->draft) == 0)
    autosell_editor_save (self, after); /* the others had changed other fields: nothing to choose */
  else if (was_refused)
    autosell_editor_form_focus_conflict (self->form);
  else if (after != AUTOSELL_EDITOR_STAY && !autosell_draft_is_dirty (self->draft))
    autosell_editor_go (self, after);
  autosell_editor_show_state (self);
}

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellEditor) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) committed = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);

  self->n_waiting--;
  if (self->store == NULL)
    return; /* the window is gone */
  if (committed != NULL)
    {
      if (self->key == 0 && committed->keys != NULL && committed->keys->len > 0)
        {
          self->key = g_array_index (committed->keys, gint64, 0);
          autosell_gallery_confirm (self->gallery, self->key);
        }
      autosell_vehicle_set_key (self->sent, self->key);
      autosell_draft_confirm (self->draft, self->sent);
    }
  else if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT))
    g_clear_object (&self->sent);
  else
    {
      g_clear_object (&self->sent);
      self->after = AUTOSELL_EDITOR_STAY;
      autosell_editor_show_state (self);
      autosell_error_dialog_present (GTK_WINDOW (self), _("The car was not saved."), error);
      if (self->is_stale)
        autosell_editor_load (self);
      return;
    }
  self->n_waiting++;
  autosell_store_get_vehicle_async (self->store, self->key, NULL, reloaded_cb, g_object_ref (self));
}

void
autosell_editor_save (AutosellEditor *self, AutosellEditorAfter after)
{
  if (self->sent != NULL || self->draft == NULL)
    return;
  autosell_editor_form_settle (self->form);
  if (!autosell_editor_is_dirty (self))
    {
      autosell_editor_go (self, after);
      return;
    }
  if (autosell_draft_get_n_conflicts (self->draft) > 0)
    {
      autosell_editor_add_toast (self, _("Choose a value where this car was changed elsewhere, then save"));
      autosell_editor_form_focus_conflict (self->form);
      return;
    }
  self->after = after;
  self->is_stale = FALSE;
  self->sent = autosell_vehicle_copy (autosell_draft_get_vehicle (self->draft));
  g_cancellable_cancel (self->cancellable); /* what it would bring is older than this */
  self->n_waiting++;
  autosell_store_commit_async (self->store,
                               autosell_editor_changes_new (self->draft, autosell_editor_form_get_reason (self->form)),
                               NULL, committed_cb, g_object_ref (self));
  autosell_editor_show_state (self);
}

static void
lose_response_cb (AutosellEditor *self, const char *response, GtkWindow *dialog)
{
  AutosellEditorAfter after = self->after_question;

  /* The answer may close the editor, and GTK 4.8 looks at it once more when the dialog goes after it. */
  gtk_window_set_transient_for (dialog, NULL);
  if (g_str_equal (response, "save"))
    autosell_editor_save (self, after);
  else if (g_str_equal (response, "discard"))
    {
      autosell_draft_revert (self->draft);
      autosell_editor_form_refresh (self->form);
      if (self->key == 0)
        autosell_gallery_open (self->gallery, 0);
      autosell_editor_show_state (self);
      autosell_editor_go (self, after);
    }
}

void
autosell_editor_leave (AutosellEditor *self, AutosellEditorAfter after)
{
  GtkWidget *dialog;

  if (self->sent != NULL)
    {
      self->after = after;
      return;
    }
  if (self->draft != NULL)
    autosell_editor_form_settle (self->form);
  if (!autosell_editor_is_dirty (self))
    {
      autosell_editor_go (self, after);
      return;
    }
  self->after_question = after;
  dialog = autosell_compat_message_dialog_new (GTK_WINDOW (self), _("Save What You Entered?"),
                                               _("It is not in the stock yet and would be lost."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Go On Editing"), "discard",
                                    _("_Discard"), "save", _("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "save", !self->is_gone);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  g_signal_connect_object (dialog, "response", G_CALLBACK (lose_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
