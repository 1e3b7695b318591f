/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-window-private.h"

#include "autosell-application.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-export-dialog.h"
#include "autosell-import-assistant.h"
#include "autosell-ledger-store.h"
#include "autosell-link-assistant.h"
#include "autosell-marketplace-list.h"
#include "autosell-preferences.h"
#include "autosell-print-preview.h"
#include "autosell-sample.h"
#include "autosell-shortcuts.h"
#include "autosell-trace.h"

#include <glib/gi18n.h>

static void
set_enabled (AutosellWindow *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* What needs a stock waits until there is one. */
void
autosell_window_update_actions (AutosellWindow *self)
{
  static const char *const names[] = { "import",      "import-again",   "link-sheet",   "export",   "print",
                                       "print-sheet", "print-receipt",  "add",          "problems", "history",
                                       "show",        "preferences",    "load-sample",  "google",   "facebook",
                                       "marketplace", "sheet-activity", "remove-sample" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    set_enabled (self, names[i], self->store != NULL);
  if (self->store == NULL)
    {
      set_enabled (self, "undo", FALSE);
      set_enabled (self, "redo", FALSE);
    }
}

/* ---- Undo ---- */

static void
set_step (AutosellWindow *self, const char *action, GtkWidget *button, char **label, const char *prefix,
          const char *nothing, const AutosellUndoStep *step)
{
  gboolean is_possible = step != NULL && step->change != 0;
  g_autofree char *text = NULL;

  g_free (*label);
  *label = is_possible ? autosell_undo_step_dup_label (step) : NULL;
  text = is_possible ? g_strdup_printf ("%s: %s", prefix, *label) : g_strdup (nothing);
  set_enabled (self, action, is_possible);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
peeked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;
  g_autoptr(AutosellUndoStep) undo = NULL;
  g_autoptr(AutosellUndoStep) redo = NULL;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_peek_undo_finish (AUTOSELL_STORE (object), result, &undo, &redo, &error) || self->store == NULL)
    return;
  set_step (self, "undo", self->undo_button, &self->undo_label, _("Undo"), _("Nothing to undo"), undo);
  set_step (self, "redo", self->redo_button, &self->redo_label, _("Redo"), _("Nothing to redo"), redo);
}

void
autosell_window_update_undo (AutosellWindow *self)
{
  if (self->store != NULL)
    autosell_store_peek_undo_async (self->store, peeked_cb, g_object_ref (self));
}

static void
tell_result (AutosellWindow *self, AutosellCommitResult *result, const GError *error, const char *done,
             const char *failed)
{
  g_autofree char *sentence = NULL;

  if (self->store == NULL)
    return; /* closed meanwhile */
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOTHING))
    {
      autosell_window_add_toast (self, adw_toast_new (_("There is nothing left to undo or redo.")));
      return;
    }
  if (result == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), failed, error);
      return;
    }
  if (result->n_skipped > 0)
    {
      sentence = g_strdup_printf (ngettext ("%s, but %d value was changed since and stays",
                                            "%s, but %d values were changed since and stay", result->n_skipped),
                                  done, (int) result->n_skipped);
      autosell_window_add_undo_toast (self, sentence, 0);
    }
  else
    {
      autosell_window_add_undo_toast (self, done, 0);
    }
}

/* What was asked for, and the change that it was about, since another may be next by the time of the answer. */
typedef struct
{
  AutosellWindow *window; /* owned */
  char *label;            /* owned, nullable */
} Step;

static Step *
step_new (AutosellWindow *window, const char *label)
{
  Step *step = g_new (Step, 1);

  step->window = g_object_ref (window);
  step->label = g_strdup (label);
  return step;
}

static void
step_free (Step *step)
{
  g_object_unref (step->window);
  g_free (step->label);
  g_free (step);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Step, step_free)

static char *
step_dup_sentence (Step *step, const char *done)
{
  return step->label != NULL ? g_strdup_printf ("%s: %s", done, step->label) : g_strdup (done);
}

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Step) step = user_data;
  g_autofree char *done = step_dup_sentence (step, _("Undone"));
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);

  tell_result (step->window, commit, error, done, _("The change was not undone."));
}

static void
redone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Step) step = user_data;
  g_autofree char *done = step_dup_sentence (step, _("Done again"));
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_redo_finish (AUTOSELL_STORE (object), result, &error);

  tell_result (step->window, commit, error, done, _("The change was not made again."));
}

static void
undo_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_trace (AUTOSELL_TRACE_CHANGE_ASKED, 0);
  autosell_store_undo_async (self->store, 0, undone_cb, step_new (self, self->undo_label));
}

static void
undo_change_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_store_undo_async (self->store, g_variant_get_int64 (parameter), undone_cb, step_new (self, NULL));
}

static void
redo_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_store_redo_async (self->store, redone_cb, step_new (self, self->redo_label));
}

/* ---- The sample inventory ---- */

static void
sample_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  gint64 n_cars = autosell_sample_load_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return;
  autosell_welcome_page_set_busy (self->welcome, FALSE);
  set_enabled (self, "load-sample", TRUE);
  if (n_cars < 0)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The sample inventory was not loaded."), error);
}

static void
load_sample_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  /* Not twice, however often it is clicked. */
  g_simple_action_set_enabled (action, FALSE);
  autosell_welcome_page_set_busy (self->welcome, TRUE);
  autosell_sample_load_async (self->store, sample_loaded_cb, g_object_ref (self));
}

static void
sample_removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit =
    autosell_store_remove_sample_finish (AUTOSELL_STORE (object), result, &error);

  if (self->store == NULL)
    return;
  if (commit == NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The sample cars were not removed."), error);
  else
    autosell_window_add_undo_toast (self, _("The sample cars were removed"), commit->change);
}

static void
remove_sample_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_store_remove_sample_async (self->store, sample_removed_cb, g_object_ref (self));
}

/* ---- Dialogs and places ---- */

static void
search_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

static void
add_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_editor_present (GTK_WINDOW (self), self->store, NULL, 0, 0);
}

static void
import_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_import_assistant_present (GTK_WINDOW (self), self->store, NULL);
}

/* Each time from the file as it is now. */
static void
import_again_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  g_autoptr(GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  autosell_import_assistant_present_again (GTK_WINDOW (self), self->store, file);
}

static void
export_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  AutosellInventoryPage *page = autosell_window_get_page (self);

  autosell_export_dialog_present (GTK_WINDOW (self), self->store,
                                  autosell_vehicle_list_get_query (autosell_inventory_page_get_list (page)),
                                  autosell_inventory_page_get_sort (page));
}

static void
print_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;
  AutosellInventoryPage *page = autosell_window_get_page (self);

  autosell_print_preview_present (GTK_WINDOW (self), self->store, AUTOSELL_PRINT_LIST,
                                  autosell_vehicle_list_get_query (autosell_inventory_page_get_list (page)),
                                  autosell_inventory_page_get_sort (page), 0);
}

/* Of the car that is selected in the list. */
static void
print_car (AutosellWindow *self, AutosellPrintKind kind)
{
  const char *why;

  if (!autosell_inventory_page_print_car (autosell_window_get_page (self), kind, &why))
    autosell_window_add_toast (self, adw_toast_new (why));
}

static void
print_sheet_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  print_car (user_data, AUTOSELL_PRINT_SHEET);
}

static void
print_receipt_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  print_car (user_data, AUTOSELL_PRINT_RECEIPT);
}

static void
show_activity (AutosellWindow *self, const char *name)
{
  autosell_window_show_place (self, "activity");
  autosell_activity_page_show (self->activity, name);
  autosell_window_focus_place (self);
}

static void
problems_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  show_activity (self, "problems");
}

static void
sheet_activity_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_activity (user_data, "sheet");
}

static void
history_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  show_activity (self, "history");
}

static void
show_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_window_show_place (self, g_variant_get_string (parameter, NULL));
  autosell_window_focus_place (self);
}

/* (nullable) (transfer none) */
static AutosellGoogle *
get_google (AutosellWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr(GError) error = NULL;
  AutosellGoogle *google = NULL;

  if (AUTOSELL_IS_APPLICATION (application))
    google = autosell_application_get_google (AUTOSELL_APPLICATION (application), &error);
  if (error != NULL)
    g_warning ("Without Google: %s", error->message);
  return google;
}

static void
present_preferences (AutosellWindow *self, const char *page)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  AutosellFacebook *facebook = NULL;

  if (AUTOSELL_IS_APPLICATION (application))
    facebook = autosell_application_get_facebook (AUTOSELL_APPLICATION (application), NULL);
  autosell_preferences_present (GTK_WINDOW (self), self->store, get_google (self), facebook, page);
}

static void
preferences_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  present_preferences (self, NULL);
}

static void
google_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  present_preferences (self, "google");
}

static void
facebook_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_preferences (user_data, "facebook");
}

static void
marketplace_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_marketplace_list_present (GTK_WINDOW (self), self->store);
}

/* One sheet at a time: with one linked, Preferences show it. */
static void
link_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellWindow) self = user_data;
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(GError) error = NULL;
  AutosellGoogle *google = get_google (self);

  if (!autosell_store_get_link_finish (AUTOSELL_STORE (source), result, &link, &error))
    autosell_error_dialog_present (GTK_WINDOW (self), _("What is linked could not be read."), error);
  else if (google != NULL && link != NULL)
    present_preferences (self, "google");
  else if (google != NULL)
    autosell_link_assistant_present (GTK_WINDOW (self), self->store, google);
}

static void
link_sheet_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  autosell_store_get_link_async (self->store, link_found_cb, g_object_ref (self));
}

static void
shortcuts_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  autosell_shortcuts_window_present (user_data);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (user_data, "application-name", _("Autosell Manager"), "application-icon", APP_ID, "version",
                         VERSION, "comments", _("Keeps the stock of a used-car lot on this PC."), "developer-name",
                         _("The Autosell Manager contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your name, and your address if you like, one translator a line */
                         "translator-credits", _("translator-credits"), NULL);
}

static void
toggle_sidebar_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *self = user_data;

  adw_flap_set_reveal_flap (self->flap, !adw_flap_get_reveal_flap (self->flap));
}

static void
close_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (user_data);
}

void
autosell_window_add_actions (AutosellWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "search", .activate = search_activated },
    { .name = "add", .activate = add_activated },
    { .name = "import", .activate = import_activated },
    { .name = "import-again", .activate = import_again_activated, .parameter_type = "s" },
    { .name = "link-sheet", .activate = link_sheet_activated },
    { .name = "export", .activate = export_activated },
    { .name = "print", .activate = print_activated },
    { .name = "print-sheet", .activate = print_sheet_activated },
    { .name = "print-receipt", .activate = print_receipt_activated },
    { .name = "problems", .activate = problems_activated },
    { .name = "history", .activate = history_activated },
    { .name = "undo", .activate = undo_activated },
    { .name = "redo", .activate = redo_activated },
    { .name = "undo-change", .activate = undo_change_activated, .parameter_type = "x" },
    { .name = "load-sample", .activate = load_sample_activated },
    { .name = "remove-sample", .activate = remove_sample_activated },
    { .name = "show", .activate = show_activated, .parameter_type = "s" },
    { .name = "preferences", .activate = preferences_activated },
    { .name = "google", .activate = google_activated },
    { .name = "facebook", .activate = facebook_activated },
    { .name = "marketplace", .activate = marketplace_activated },
    { .name = "sheet-activity", .activate = sheet_activity_activated },
    { .name = "shortcuts", .activate = shortcuts_activated },
    { .name = "about", .activate = about_activated },
    { .name = "toggle-sidebar", .activate = toggle_sidebar_activated },
    { .name = "close", .activate = close_activated },
  };
  g_autoptr(GAction) show_details = NULL;

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  show_details = g_settings_create_action (self->settings, "show-details");
  g_action_map_add_action (G_ACTION_MAP (self), show_details);
}
