/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-link-assistant-private.h"

#include "autosell-application.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-preferences.h"

#include <glib/gi18n.h>

static const char *const step_names[] = { "sheet", "working", "columns", "preview", "error", "done" };

G_DEFINE_FINAL_TYPE (AutosellLinkAssistant, autosell_link_assistant, ADW_TYPE_WINDOW)

enum
{
  LINKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
autosell_link_assistant_dup_address (const char *spreadsheet, int tab)
{
  return g_strdup_printf ("https://docs.google.com/spreadsheets/d/%s/edit#gid=%d", spreadsheet, tab);
}

void
autosell_link_assistant_tell_sync (void)
{
  GApplication *application = g_application_get_default ();
  AutosellSyncManager *sync =
    AUTOSELL_IS_APPLICATION (application) ? autosell_application_get_sync (AUTOSELL_APPLICATION (application)) : NULL;

  if (sync != NULL)
    autosell_sync_manager_run_now (sync, FALSE);
}

/* ---- steps ---- */

static void
show_buttons (AutosellLinkAssistant *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean has_back = self->step == AUTOSELL_LINK_STEP_COLUMNS || self->step == AUTOSELL_LINK_STEP_PREVIEW;
  const char *next = self->step == AUTOSELL_LINK_STEP_COLUMNS   ? _("Compare")
                     : self->step == AUTOSELL_LINK_STEP_PREVIEW ? _("Link")
                     : self->step == AUTOSELL_LINK_STEP_DONE    ? _("Done")
                                                                : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->next), next != NULL);
  if (next != NULL)
    gtk_button_set_label (self->next, next);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel), self->step == AUTOSELL_LINK_STEP_WORKING && !self->is_writing);
  gtk_widget_set_visible (GTK_WIDGET (self->back), has_back);
  gtk_widget_action_set_enabled (widget, "link.back", has_back);
  gtk_widget_action_set_enabled (
    widget, "link.next",
    next != NULL && (self->step != AUTOSELL_LINK_STEP_COLUMNS || autosell_link_assistant_can_compare (self)));
}

void
autosell_link_assistant_set_step (AutosellLinkAssistant *self, AutosellLinkStep step)
{
  gboolean has_sheet = step != AUTOSELL_LINK_STEP_SHEET && self->preview != NULL;

  self->step = step;
  gtk_stack_set_visible_child_name (self->stack, step_names[step]);
  adw_window_title_set_title (self->title, step == AUTOSELL_LINK_STEP_COLUMNS   ? _("Columns")
                                           : step == AUTOSELL_LINK_STEP_PREVIEW ? _("Changes")
                                                                                : _("Link a Spreadsheet"));
  adw_window_title_set_subtitle (self->title, has_sheet ? self->preview->link->title : "");
  show_buttons (self);
  if (step == AUTOSELL_LINK_STEP_SHEET)
    autosell_link_assistant_show_sheets (self);
  else if (step == AUTOSELL_LINK_STEP_WORKING && !self->is_writing)
    gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
  else if (step == AUTOSELL_LINK_STEP_ERROR)
    gtk_widget_grab_focus (GTK_WIDGET (self->again));
  else if (step != AUTOSELL_LINK_STEP_WORKING)
    gtk_widget_grab_focus (GTK_WIDGET (self->next));
}

static gboolean
tick_cb (gpointer user_data)
{
  AutosellLinkAssistant *self = user_data;

  gtk_progress_bar_pulse (self->progress_bar);
  return G_SOURCE_CONTINUE;
}

void
autosell_link_assistant_end_work (AutosellLinkAssistant *self)
{
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->ticker, g_source_remove);
}

void
autosell_link_assistant_start_work (AutosellLinkAssistant *self, const char *what)
{
  g_assert (self->cancellable == NULL);
  self->step_before = self->step;
  self->cancellable = g_cancellable_new ();
  self->ticker = g_timeout_add (100, tick_cb, self);
  gtk_label_set_text (self->working_label, what);
  autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_WORKING);
}

/* Returns: (transfer full) */
static char *
dup_sentence (const GError *error)
{
  const char *way_out = NULL;
  const char *sentence;

  if (error->domain == AUTOSELL_NET_ERROR)
    return autosell_net_error_dup_sentence (error);
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    return g_strdup (_("Another window or the command line is synchronizing this moment. Try again in a minute."));
  if (g_error_matches (error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_LINKED))
    return g_strdup_printf (_("“%s” is linked already. Preferences → Google ends that and leaves the sheet as it is."),
                            error->message);
  if (g_error_matches (error, AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_NOT_EMPTY))
    return g_strdup (_("Somebody has written into the tab meanwhile. Choose it again."));
  if (error->domain == AUTOSELL_SHEET_PREVIEW_ERROR)
    return g_strdup (error->message);
  sentence = autosell_error_get_sentence (error, &way_out);
  return way_out != NULL ? g_strdup_printf ("%s %s", sentence, way_out) : g_strdup (sentence);
}

void
autosell_link_assistant_show_error (AutosellLinkAssistant *self, const char *what, const GError *error)
{
  g_autofree char *text = dup_sentence (error);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->error_page, what);
  adw_status_page_set_description (self->error_page, escaped);
  gtk_label_set_text (self->error_details, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_expander), !g_str_equal (text, error->message));
  autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_ERROR);
}

/* What is on the screen must be what would be done: when the stock changes meanwhile, it is compared again. */
static void
store_changed_cb (AutosellLinkAssistant *self)
{
  if (self->step == AUTOSELL_LINK_STEP_PREVIEW)
    autosell_link_assistant_compare (self);
}

static void
again_clicked_cb (AutosellLinkAssistant *self)
{
  autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_SHEET);
}

static void
open_clicked_cb (AutosellLinkAssistant *self)
{
  g_autofree char *address =
    autosell_link_assistant_dup_address (self->preview->link->spreadsheet, self->preview->link->tab);

  gtk_show_uri (GTK_WINDOW (self), address, GDK_CURRENT_TIME);
}

/* ---- actions ---- */

static void
next_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (widget);

  if (self->step == AUTOSELL_LINK_STEP_COLUMNS)
    autosell_link_assistant_compare (self);
  else if (self->step == AUTOSELL_LINK_STEP_PREVIEW)
    autosell_link_assistant_link (self);
  else if (self->step == AUTOSELL_LINK_STEP_DONE)
    gtk_window_close (GTK_WINDOW (self));
}

static void
back_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (widget);

  autosell_link_assistant_set_step (self, self->step == AUTOSELL_LINK_STEP_PREVIEW ? AUTOSELL_LINK_STEP_COLUMNS
                                                                                   : AUTOSELL_LINK_STEP_SHEET);
}

/* Stops the work where there is some, and leaves where there is none. */
static void
cancel_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (widget);

  if (self->step == AUTOSELL_LINK_STEP_WORKING && !self->is_writing)
    g_cancellable_cancel (self->cancellable); /* its callback goes on */
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
preferences_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (widget);

  /* Who came from there goes back. */
  if (ADW_IS_PREFERENCES_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (self))))
    gtk_window_close (GTK_WINDOW (self));
  else
    {
      GApplication *application = g_application_get_default ();
      AutosellFacebook *facebook = AUTOSELL_IS_APPLICATION (application)
                                     ? autosell_application_get_facebook (AUTOSELL_APPLICATION (application), NULL)
                                     : NULL;

      autosell_preferences_present (GTK_WINDOW (self), self->store, self->google, facebook, "google");
    }
}

/* ---- object ---- */

static void
autosell_link_assistant_dispose (GObject *object)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (object);

  /* What is being written goes on without the window, to its end. */
  if (!self->is_writing)
    g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  autosell_link_assistant_end_work (self);
  if (self->columns != NULL)
    autosell_column_list_set_source (self->columns, NULL, NULL, self->choices);
  if (self->google != NULL)
    g_signal_handlers_disconnect_by_data (self->google, self);
  g_clear_pointer (&self->preview, autosell_sheet_preview_unref);
  g_clear_object (&self->google);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_link_assistant_parent_class)->dispose (object);
}

static void
autosell_link_assistant_finalize (GObject *object)
{
  AutosellLinkAssistant *self = AUTOSELL_LINK_ASSISTANT (object);

  g_ptr_array_unref (self->sheet_rows);
  g_ptr_array_unref (self->difference_rows);
  g_ptr_array_unref (self->note_rows);
  g_array_unref (self->tabs);
  g_array_unref (self->offered);
  g_object_unref (self->choices);
  g_free (self->fields);
  G_OBJECT_CLASS (autosell_link_assistant_parent_class)->finalize (object);
}

#define BIND(child) gtk_widget_class_bind_template_child (widget_class, AutosellLinkAssistant, child)

static void
bind_children (GtkWidgetClass *widget_class)
{
  BIND (title);
  BIND (cancel);
  BIND (back);
  BIND (next);
  BIND (toasts);
  BIND (stack);
  BIND (account_group);
  BIND (account);
  BIND (sign_in_row);
  BIND (sheets_group);
  BIND (no_sheet_row);
  BIND (pick_row);
  BIND (address_group);
  BIND (address);
  BIND (working_label);
  BIND (progress_bar);
  BIND (tab);
  BIND (header_row);
  BIND (header_spin);
  BIND (header_adjustment);
  BIND (notice_row);
  BIND (columns);
  BIND (new_here_row);
  BIND (new_there_row);
  BIND (equal_row);
  BIND (differing_row);
  BIND (in_bin_row);
  BIND (new_here);
  BIND (new_there);
  BIND (equal);
  BIND (differing);
  BIND (in_bin);
  BIND (winner_group);
  BIND (winner);
  BIND (notes_group);
  BIND (headings_row);
  BIND (id_row);
  BIND (private_row);
  BIND (error_page);
  BIND (again);
  BIND (error_details);
  BIND (error_expander);
  BIND (done_page);
  BIND (open);
}

static void
autosell_link_assistant_class_init (AutosellLinkAssistantClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_link_assistant_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_link_assistant_finalize;
  signals[LINKED] =
    g_signal_new ("linked", AUTOSELL_TYPE_LINK_ASSISTANT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AUTOSELL_TYPE_COLUMN_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-link-assistant.ui");
  bind_children (widget_class);
  autosell_link_assistant_bind_choose (widget_class);
  autosell_link_assistant_bind_columns (widget_class);
  autosell_link_assistant_bind_write (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, again_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);

  gtk_widget_class_install_action (widget_class, "link.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "link.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "link.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "link.preferences", NULL, preferences_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "link.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "link.back", NULL);
}

static void
autosell_link_assistant_init (AutosellLinkAssistant *self)
{
  g_autoptr(GString) kept = g_string_new (NULL);

  self->sheet_rows = g_ptr_array_new ();
  self->difference_rows = g_ptr_array_new ();
  self->note_rows = g_ptr_array_new ();
  self->tabs = g_array_new (FALSE, FALSE, sizeof (int));
  self->offered = g_array_new (FALSE, FALSE, sizeof (AutosellField));
  self->choices = gtk_string_list_new (NULL);
  gtk_string_list_append (self->choices, _("Left alone"));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (autosell_field_get_info (field)->is_private)
      g_string_append_printf (kept, "%s%s", kept->len > 0 ? ", " : "", autosell_field_get_label (field));
    else
      {
        g_array_append_val (self->offered, field);
        gtk_string_list_append (self->choices, autosell_field_get_label (field));
      }
  adw_action_row_set_subtitle (self->private_row, kept->str);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkAssistant) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean is_loaded = autosell_google_load_finish (AUTOSELL_GOOGLE (source), result, &error);

  if (self->store == NULL)
    return; /* the window is gone */
  autosell_link_assistant_end_work (self);
  autosell_link_assistant_show_accounts (self);
  if (is_loaded)
    autosell_link_assistant_set_step (self, AUTOSELL_LINK_STEP_SHEET);
  else
    autosell_link_assistant_show_error (self, _("The Accounts Could Not Be Read"), error);
}

AutosellLinkAssistant *
autosell_link_assistant_present (GtkWindow *parent, AutosellStore *store, AutosellGoogle *google)
{
  AutosellLinkAssistant *self;

  g_return_val_if_fail (AUTOSELL_IS_STORE (store) && AUTOSELL_IS_GOOGLE (google), NULL);

  self = g_object_new (AUTOSELL_TYPE_LINK_ASSISTANT, "transient-for", parent, NULL);
  self->store = g_object_ref (store);
  self->google = g_object_ref (google);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (google, "items-changed", G_CALLBACK (autosell_link_assistant_show_accounts), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (google, "picked-changed", G_CALLBACK (autosell_link_assistant_show_sheets), self,
                           G_CONNECT_SWAPPED);
  autosell_link_assistant_start_work (self, _("Looking for the accounts…"));
  autosell_google_load_async (google, NULL, loaded_cb, g_object_ref (self));
  autosell_compat_present_dialog (GTK_WINDOW (self), gtk_window_get_transient_for (GTK_WINDOW (self)));
  return self;
}
