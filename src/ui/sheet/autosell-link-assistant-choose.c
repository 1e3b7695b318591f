/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-link-assistant-private.h"

#include "autosell-drive-files.h"
#include "autosell-format.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

AutosellGoogleAccount *
autosell_link_assistant_get_account (AutosellLinkAssistant *self)
{
  guint selected = adw_combo_row_get_selected (self->account);
  GListModel *model = adw_combo_row_get_model (self->account);
  g_autoptr(GtkStringObject) email = NULL;

  if (model == NULL || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  email = g_list_model_get_item (model, selected);
  return email != NULL ? autosell_google_find_account (self->google, gtk_string_object_get_string (email)) : NULL;
}

/* ---- the spreadsheets that were chosen ---- */

typedef struct
{
  AutosellLinkAssistant *assistant; /* owned */
  AutosellGoogleAccount *account;   /* owned */
  GtkWidget *row;                   /* owned */
  char *id;                         /* owned */
} Look;

static void
look_free (Look *look)
{
  g_object_unref (look->assistant);
  g_object_unref (look->account);
  g_object_unref (look->row);
  g_free (look->id);
  g_free (look);
}

static void
show_if_none (AutosellLinkAssistant *self)
{
  gboolean has_account = autosell_link_assistant_get_account (self) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->no_sheet_row), has_account && self->sheet_rows->len == 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->pick_row), self->sheet_rows->len == 0
                                                                         ? _("Choose it in the browser…")
                                                                         : _("Choose another in the browser…"));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Look *look = user_data;
  AutosellLinkAssistant *self = look->assistant;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveFile) file = autosell_drive_files_look_finish (AUTOSELL_DRIVE_FILES (source), result, &error);
  gboolean is_gone =
    g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_FOUND) || (file != NULL && file->is_trashed);

  if (self->store == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    ; /* the row is gone */
  else if (is_gone)
    {
      autosell_google_forget_picked (self->google, look->account, look->id);
      adw_preferences_group_remove (self->sheets_group, look->row);
      g_ptr_array_remove (self->sheet_rows, look->row);
      show_if_none (self);
    }
  else if (file == NULL)
    {
      g_autofree char *sentence = autosell_net_error_dup_sentence (error);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (look->row), _("A spreadsheet"));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (look->row), sentence);
    }
  else
    {
      g_autofree char *when = file->modified_us != 0 ? autosell_format_instant (file->modified_us) : NULL;
      /* Translators: %s is a date with its time */
      g_autofree char *subtitle = when != NULL ? g_strdup_printf (_("Changed on %s"), when) : NULL;

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (look->row), file->name != NULL ? file->name : look->id);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (look->row), subtitle != NULL ? subtitle : "");
    }
  look_free (look);
}

static void
sheet_activated_cb (GtkWidget *row, AutosellLinkAssistant *self)
{
  autosell_link_assistant_read (self, g_object_get_data (G_OBJECT (row), "id"), 0, FALSE);
}

static void
add_sheet (AutosellLinkAssistant *self, AutosellGoogleAccount *account, const char *id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name ("x-office-spreadsheet-symbolic");
  g_autoptr(AutosellDriveFiles) drive = autosell_drive_files_new (account);
  Look *look = g_new0 (Look, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "…");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (sheet_activated_cb), self);
  adw_preferences_group_add (self->sheets_group, row);
  g_ptr_array_add (self->sheet_rows, row);
  look->assistant = g_object_ref (self);
  look->account = g_object_ref (account);
  look->row = g_object_ref (row);
  look->id = g_strdup (id);
  autosell_drive_files_look_async (drive, id, self->looking, looked_cb, look);
}

void
autosell_link_assistant_show_sheets (AutosellLinkAssistant *self)
{
  AutosellGoogleAccount *account = autosell_link_assistant_get_account (self);
  g_auto(GStrv) picked = account != NULL ? autosell_google_dup_picked (self->google, account) : NULL;

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->looking = g_cancellable_new ();
  for (guint i = 0; i < self->sheet_rows->len; i++)
    adw_preferences_group_remove (self->sheets_group, self->sheet_rows->pdata[i]);
  g_ptr_array_set_size (self->sheet_rows, 0);
  /* The row that leads to the browser stays the last. */
  g_object_ref (self->pick_row);
  adw_preferences_group_remove (self->sheets_group, GTK_WIDGET (self->pick_row));
  for (guint i = 0; picked != NULL && picked[i] != NULL; i++)
    add_sheet (self, account, picked[i]);
  adw_preferences_group_add (self->sheets_group, GTK_WIDGET (self->pick_row));
  g_object_unref (self->pick_row);
  gtk_widget_set_visible (GTK_WIDGET (self->sheets_group), account != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->address_group),
                          account != NULL && autosell_google_account_has_scope (account, "spreadsheets"));
  show_if_none (self);
  if (self->step == AUTOSELL_LINK_STEP_SHEET)
    gtk_widget_grab_focus (account == NULL             ? GTK_WIDGET (self->sign_in_row)
                           : self->sheet_rows->len > 0 ? GTK_WIDGET (self->sheet_rows->pdata[0])
                                                       : GTK_WIDGET (self->pick_row));
}

/* Those that are signed in; the one that was chosen stays. */
void
autosell_link_assistant_show_accounts (AutosellLinkAssistant *self)
{
  g_autoptr(GtkStringList) emails = gtk_string_list_new (NULL);
  AutosellGoogleAccount *chosen = autosell_link_assistant_get_account (self);
  guint selected = 0;
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->google)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (self->google), i);

      if (autosell_google_account_get_state (account) != AUTOSELL_GOOGLE_SIGNED_IN)
        continue;
      if (account == chosen)
        selected = n;
      gtk_string_list_append (emails, autosell_google_account_get_email (account));
      n++;
    }
  self->is_showing = TRUE;
  adw_combo_row_set_model (self->account, G_LIST_MODEL (emails));
  adw_combo_row_set_selected (self->account, n > 0 ? selected : GTK_INVALID_LIST_POSITION);
  self->is_showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->account), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sign_in_row), n == 0);
  autosell_link_assistant_show_sheets (self);
}

static void
account_changed_cb (AutosellLinkAssistant *self)
{
  if (!self->is_showing && self->store != NULL)
    autosell_link_assistant_show_sheets (self);
}

static void
address_applied_cb (AutosellLinkAssistant *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));
  gboolean has_tab = FALSE;
  int tab = 0;
  g_autofree char *id = autosell_sheet_preview_dup_spreadsheet (text, &tab, &has_tab);

  if (id != NULL)
    autosell_link_assistant_read (self, id, tab, has_tab);
  else
    autosell_toaster_show (self->toasts,
                           adw_toast_new (_("Copy the address of the spreadsheet, as the browser shows it")));
}

void
autosell_link_assistant_bind_choose (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_applied_cb);
}
