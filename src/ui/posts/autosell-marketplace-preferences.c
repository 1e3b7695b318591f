/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-preferences.h"

#include "autosell-catalog-store.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-marketplace-store.h"
#include "autosell-output-file.h"
#include "autosell-save-file.h"
#include "autosell-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_NAMED 12

struct _AutosellMarketplacePreferences
{
  AdwPreferencesPage parent_instance;
  AutosellStore *store;      /* owned, nullable after dispose */
  GPtrArray *entries;        /* owned (element-type AdwEntryRow) */
  GtkSpinButton *renew_days; /* the page's */
};

G_DEFINE_FINAL_TYPE (AutosellMarketplacePreferences, autosell_marketplace_preferences, ADW_TYPE_PREFERENCES_PAGE)

static GtkWindow *
get_window (gpointer widget)
{
  return GTK_WINDOW (gtk_widget_get_root (widget));
}

/* ---- What is typed ---- */

static void
save_row (AdwEntryRow *row, AutosellMarketplacePreferences *self)
{
  const char *setting = g_object_get_data (G_OBJECT (row), "setting");
  g_autofree char *text = autosell_text_trim (gtk_editable_get_text (GTK_EDITABLE (row)));

  if (self->store != NULL)
    autosell_store_set_setting (self->store, setting, text);
}

/* What is in an entry that nobody has left yet counts, too. */
static void
save_all (AutosellMarketplacePreferences *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    save_row (self->entries->pdata[i], self);
}

static void
left_cb (GtkEventControllerFocus *controller, AutosellMarketplacePreferences *self)
{
  save_row (ADW_ENTRY_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller))), self);
}

/* @setting: static */
static void
add_entry (AutosellMarketplacePreferences *self, GtkWidget *group, const char *title, const char *setting)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", title, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  g_autofree char *saved = autosell_store_get_setting (self->store, setting);

  g_object_set_data (G_OBJECT (row), "setting", (gpointer) setting);
  gtk_editable_set_text (GTK_EDITABLE (row), saved != NULL ? saved : "");
  g_signal_connect (row, "entry-activated", G_CALLBACK (save_row), self);
  /* Closing is no way to lose it */
  g_signal_connect (row, "unmap", G_CALLBACK (save_row), self);
  g_signal_connect (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (row, focus);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (self->entries, row);
}

static GtkWidget *
add_group (AutosellMarketplacePreferences *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), ADW_PREFERENCES_GROUP (group));
  return group;
}

static void
add_button (AutosellMarketplacePreferences *self, GtkWidget *group, const char *title, const char *subtitle,
            const char *label, GCallback callback)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  g_auto(GStrv) parts = g_strsplit (label, "_", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), title, plain);

  /* Of several that save, which */
  autosell_compat_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* ---- The notice ---- */

static void
tell (GtkWindow *window, AdwToast *toast)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (window), toast);
}

static gboolean
write_file (GFile *file, const char *text, GError **error)
{
  g_autoptr(AutosellOutputFile) output = autosell_output_file_new (file, error);

  return output != NULL && autosell_output_file_write (output, text, strlen (text), error)
         && autosell_output_file_commit (output, error);
}

typedef struct
{
  GFile *file; /* owned */
  char *text;  /* owned */
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_object_unref (notice->file);
  g_free (notice->text);
  g_free (notice);
}

static void
write_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Notice *notice = data;
  GError *error = NULL;

  if (write_file (notice->file, notice->text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWindow) window = GTK_WINDOW (user_data);
  const Notice *notice = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (window)))
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    tell (window, autosell_save_file_toast (_("The notice is saved: read it and fill in what is blank"), notice->file));
  else
    autosell_error_dialog_present (window, _("The notice was not saved."), error);
}

static void
save_notice (GtkWindow *window, GFile *file, AutosellNoticeLanguage language)
{
  AutosellStore *store = g_object_get_data (G_OBJECT (window), "autosell-notice-store");
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr(GTask) task = g_task_new (NULL, NULL, written_cb, g_object_ref (window));
  Notice *notice = g_new0 (Notice, 1);

  notice->file = g_object_ref (file);
  notice->text = autosell_store_dup_privacy_notice (store, language, g_str_has_suffix (name, ".html"));
  g_task_set_task_data (task, notice, notice_free);
  g_task_run_in_thread (task, write_worker);
}

static void
spanish_chosen_cb (GtkWindow *window, GFile *file)
{
  save_notice (window, file, AUTOSELL_NOTICE_SPANISH);
}

static void
english_chosen_cb (GtkWindow *window, GFile *file)
{
  save_notice (window, file, AUTOSELL_NOTICE_ENGLISH);
}

static void
ask_notice (AutosellMarketplacePreferences *self, const char *stem, AutosellSaveFunc chosen)
{
  GtkWindow *window = get_window (self);

  g_object_set_data_full (G_OBJECT (window), "autosell-notice-store", g_object_ref (self->store), g_object_unref);
  save_all (self);
  autosell_save_file (window, _("Save the Privacy Notice"), stem, ".html", chosen);
}

static void
save_spanish_cb (AutosellMarketplacePreferences *self)
{
  ask_notice (self, "aviso-de-privacidad", spanish_chosen_cb);
}

static void
save_english_cb (AutosellMarketplacePreferences *self)
{
  ask_notice (self, "privacy-notice", english_chosen_cb);
}

/* As those read it who open the page. */
static void
preview_cb (AutosellMarketplacePreferences *self)
{
  g_autofree char *text = NULL;
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "title", _("Privacy Notice"), "default-width", 560,
                                    "default-height", 640, "modal", TRUE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, "yalign", 0.0, "selectable", TRUE,
                                   "margin-start", 18, "margin-end", 18, "margin-top", 12, "margin-bottom", 18, NULL);

  save_all (self);
  text = autosell_store_dup_privacy_notice (self->store, AUTOSELL_NOTICE_SPANISH, FALSE);
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), label);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (window), box);
  autosell_compat_present_dialog (GTK_WINDOW (window), get_window (self));
}

/* ---- The catalog ---- */

static char *
dup_left_out (const AutosellCatalogReport *report)
{
  GString *text = g_string_new (NULL);
  guint n = report->left_out->len;

  for (guint i = 0; i < n && i < MAX_NAMED; i++)
    {
      const AutosellCatalogOmission *omission = report->left_out->pdata[i];

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", omission->title, omission->lacks);
    }
  if (n > MAX_NAMED)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MAX_NAMED), n - MAX_NAMED);
    }
  return g_string_free (text, FALSE);
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWindow) window = GTK_WINDOW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCatalogReport) report =
    autosell_store_export_catalog_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *heading = NULL;
  g_autofree char *left_out = NULL;
  GtkWidget *dialog;

  if (!gtk_widget_get_visible (GTK_WIDGET (window)))
    return;
  if (report == NULL)
    {
      autosell_error_dialog_present (window, _("The catalog was not saved."), error);
      return;
    }
  heading = g_strdup_printf (ngettext ("%u car is in the catalog", "%u cars are in the catalog", report->n_written),
                             report->n_written);
  if (report->left_out->len == 0)
    {
      tell (window, adw_toast_new (heading));
      return;
    }
  left_out = dup_left_out (report);
  dialog = autosell_compat_message_dialog_new (window, heading, NULL);
  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _("Left out, with what they lack:\n%s"), left_out);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  autosell_compat_present_dialog (GTK_WINDOW (dialog), window);
}

static void
catalog_chosen_cb (GtkWindow *window, GFile *file)
{
  autosell_store_export_catalog_async (g_object_get_data (G_OBJECT (window), "autosell-notice-store"), file, NULL,
                                       exported_cb, g_object_ref (window));
}

static void
export_cb (AutosellMarketplacePreferences *self)
{
  GtkWindow *window = get_window (self);

  g_object_set_data_full (G_OBJECT (window), "autosell-notice-store", g_object_ref (self->store), g_object_unref);
  save_all (self);
  autosell_save_file (window, _("Save the Vehicle Catalog"), "catalog", ".csv", catalog_chosen_cb);
}

/* ---- The page ---- */

static void
renew_days_cb (AutosellMarketplacePreferences *self)
{
  g_autofree char *text = g_strdup_printf ("%d", gtk_spin_button_get_value_as_int (self->renew_days));

  if (self->store != NULL)
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_MARKETPLACE_RENEW_DAYS, text);
}

static void
add_renewal (AutosellMarketplacePreferences *self)
{
  GtkWidget *group = add_group (self, "Marketplace", NULL);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _("Days until a listing is to be renewed"), "subtitle",
                                 _("0 never asks."), "title-lines", 0, NULL);

  self->renew_days = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, 60, 1));
  gtk_widget_set_valign (GTK_WIDGET (self->renew_days), GTK_ALIGN_CENTER);
  gtk_spin_button_set_value (self->renew_days, autosell_store_get_marketplace_renew_days (self->store));
  autosell_compat_set_name (GTK_WIDGET (self->renew_days), _("Days until a listing is to be renewed"));
  g_signal_connect_swapped (self->renew_days, "value-changed", G_CALLBACK (renew_days_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->renew_days));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

static void
fill (AutosellMarketplacePreferences *self)
{
  GtkWidget *group;

  group = add_group (self, _("The Dealership’s Place"),
                     _("For listings, the catalog and the notice. Name, address and phone are under General."));
  add_entry (self, group, _("City"), AUTOSELL_SETTING_DEALERSHIP_CITY);
  add_entry (self, group, C_ ("of Mexico", "State"), AUTOSELL_SETTING_DEALERSHIP_REGION);
  add_entry (self, group, _("Postal code"), AUTOSELL_SETTING_DEALERSHIP_POSTAL_CODE);
  add_entry (self, group, _("E-mail"), AUTOSELL_SETTING_DEALERSHIP_EMAIL);
  add_entry (self, group, _("Web site"), AUTOSELL_SETTING_DEALERSHIP_WEBSITE);
  add_renewal (self);
  group = add_group (self, _("Privacy Notice"),
                     _("Meta asks for its address before the dealership’s app goes live. It says what this program "
                       "handles; what is not known is "
                       "a blank to fill in."));
  add_button (self, group, _("Read it first"), NULL, _("_Preview"), G_CALLBACK (preview_cb));
  add_button (self, group, _("In Spanish"), NULL, _("_Save as…"), G_CALLBACK (save_spanish_cb));
  add_button (self, group, _("In English"), NULL, _("Sa_ve as…"), G_CALLBACK (save_english_cb));
  group = add_group (self, _("Vehicle Catalog"),
                     _("For Meta’s inventory ads, which are paid. It needs a web site: a page of each car and photos "
                       "that anybody can open. "
                       "{stock_number} stands for the car’s number, {number} for the photo’s."));
  add_entry (self, group, _("Page of a car, such as https://…/{stock_number}"), AUTOSELL_SETTING_CATALOG_PAGE);
  add_entry (self, group, _("Photo of a car, such as https://…/{stock_number}-{number}.jpg"),
             AUTOSELL_SETTING_CATALOG_PHOTO);
  add_entry (self, group, _("Latitude, such as 20.97"), AUTOSELL_SETTING_CATALOG_LATITUDE);
  add_entry (self, group, _("Longitude, such as -89.62"), AUTOSELL_SETTING_CATALOG_LONGITUDE);
  add_entry (self, group, _("Address of the privacy notice"), AUTOSELL_SETTING_CATALOG_PRIVACY);
  add_button (self, group, _("Cars that are available"),
              _("One that lacks something that is required is left out and named."), _("_Export…"),
              G_CALLBACK (export_cb));
}

static void
autosell_marketplace_preferences_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_MARKETPLACE_PREFERENCES (object)->store);
  G_OBJECT_CLASS (autosell_marketplace_preferences_parent_class)->dispose (object);
}

static void
autosell_marketplace_preferences_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_MARKETPLACE_PREFERENCES (object)->entries);
  G_OBJECT_CLASS (autosell_marketplace_preferences_parent_class)->finalize (object);
}

static void
autosell_marketplace_preferences_class_init (AutosellMarketplacePreferencesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_marketplace_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_marketplace_preferences_finalize;
}

static void
autosell_marketplace_preferences_init (AutosellMarketplacePreferences *self)
{
  self->entries = g_ptr_array_new ();
}

GtkWidget *
autosell_marketplace_preferences_new (AutosellStore *store)
{
  AutosellMarketplacePreferences *self = g_object_new (AUTOSELL_TYPE_MARKETPLACE_PREFERENCES, "title", _("Listings"),
                                                       "name", "listings", "icon-name", "view-list-symbolic", NULL);

  self->store = g_object_ref (store);
  fill (self);
  return GTK_WIDGET (self);
}
