/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-google-page.h"

#include "autosell-drive-group.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-drive-files.h"
#include "autosell-keyring-row.h"
#include "autosell-link-group.h"
#include "autosell-setup-steps.h"

struct _AutosellGooglePage
{
  AdwPreferencesPage parent_instance;
  AutosellGoogle *google;             /* owned */
  GCancellable *cancellable;          /* owned, nullable: the sign-in that is on its way */
  GPtrArray *rows;                    /* owned (element-type GtkWidget): of the accounts */
  guint slip_tick;                    /* 0, or of the frames until the slip has its place */
  guint n_slip_frames;                /* that began since it was shown */
  AdwPreferencesGroup *project_group; /* template children */
  AdwPreferencesGroup *accounts_group;
  AdwActionRow *message_row;
  AutosellKeyringRow *keyring_row;
  AdwActionRow *sign_in_row;
  GtkSpinner *spinner;
  GtkButton *sign_in_button;
  GtkSwitch *is_wide;
  AdwExpanderRow *steps;
  AdwActionRow *file_row;
  AdwActionRow *slip_row; /* what is wrong with the client, above its fields */
  AdwEntryRow *client_id;
  AdwPasswordEntryRow *client_secret;
};

G_DEFINE_FINAL_TYPE (AutosellGooglePage, autosell_google_page, ADW_TYPE_PREFERENCES_PAGE)

static void start_sign_in (AutosellGooglePage *self, const char *login_hint);

static GtkWindow *
get_window (AutosellGooglePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- What is said ---- */

/* @text: (nullable) */
static void
show_message (AutosellGooglePage *self, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message_row), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message_row), text != NULL);
}

/* Brings the slip and the fields below it in sight. A frame begins before it is laid out: the slip has its place in the
 * second. */
static gboolean
reveal_slip_cb (GtkWidget *row, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data)
{
  AutosellGooglePage *self = data;
  GtkWidget *scrolled = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  graphene_rect_t top, bottom;
  double above, below;

  if (++self->n_slip_frames < 2)
    return G_SOURCE_CONTINUE;
  self->slip_tick = 0;
  if (scrolled == NULL || !gtk_widget_compute_bounds (row, scrolled, &top)
      || !gtk_widget_compute_bounds (GTK_WIDGET (self->client_secret), scrolled, &bottom))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  above = MIN (top.origin.y, 0);
  below = MAX (bottom.origin.y + bottom.size.height - gtk_widget_get_height (scrolled), 0);
  /* Where there is not room for all of it, what is said comes first. */
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + (above < 0 ? above : MIN (below, top.origin.y)));
  return G_SOURCE_REMOVE;
}

/* What is wrong with the client is told beside its fields: the message above is out of sight there, and a toast would
 * lie over the very field that is to be filled.
 * @text: (nullable) */
static void
show_slip (AutosellGooglePage *self, const char *text)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->slip_row), text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->slip_row), text != NULL);
  if (self->slip_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->slip_row), self->slip_tick);
  self->slip_tick = 0;
  self->n_slip_frames = 0;
  if (text != NULL)
    self->slip_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->slip_row), reveal_slip_cb, self, NULL);
}

static void
show_error (AutosellGooglePage *self, const GError *error)
{
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_message (self, NULL);
      return;
    }
  sentence = autosell_net_error_dup_sentence (error);
  show_message (self, sentence);
}

/* The row of sign-in, in one of its three states. */
static void
show_sign_in (AutosellGooglePage *self)
{
  gboolean is_busy = self->cancellable != NULL;
  gboolean has_client = autosell_google_has_client (self->google);
  gboolean is_first = g_list_model_get_n_items (G_LIST_MODEL (self->google)) == 0;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sign_in_row), is_busy    ? _("Go on in the browser")
                                                                          : is_first ? _("Sign in with Google")
                                                                                     : _("Another account"));
  adw_action_row_set_subtitle (self->sign_in_row,
                               is_busy       ? _("This window goes on when you are done there.")
                               : !has_client ? _("First the client of a Google Cloud project is needed, see below.")
                                             : _("The browser opens, and there you choose the spreadsheet."));
  gtk_button_set_label (self->sign_in_button, is_busy ? _("Cancel") : _("Sign In"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_in_button), has_client);
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_busy);
}

/* ---- The accounts ---- */

typedef struct
{
  AutosellGooglePage *page;       /* owned */
  AutosellGoogleAccount *account; /* owned */
} Question;

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(GError) error = NULL;
  gboolean was_revoked = FALSE;

  if (self->google == NULL)
    return;
  if (!autosell_google_sign_out_finish (AUTOSELL_GOOGLE (source), result, &was_revoked, &error))
    show_error (self, error);
  else if (!was_revoked)
    show_message (self, _("Signed out here. Google could not be told; to end the permission there too, open "
                          "myaccount.google.com/connections."));
}

static void
sign_out_answered_cb (gboolean is_sure, gpointer data)
{
  Question *question = data;

  if (is_sure)
    autosell_google_sign_out_async (question->page->google, question->account, TRUE, NULL, signed_out_cb,
                                    g_object_ref (question->page));
  g_object_unref (question->page);
  g_object_unref (question->account);
  g_free (question);
}

static void
account_clicked_cb (GtkWidget *button, AutosellGooglePage *self)
{
  AutosellGoogleAccount *account = g_object_get_data (G_OBJECT (button), "account");
  Question *question;
  g_autofree char *heading = NULL;

  if (autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_OUT)
    {
      start_sign_in (self, autosell_google_account_get_email (account));
      return;
    }
  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), g_object_ref (account) };
  /* Translators: %s is an e-mail address */
  heading = g_strdup_printf (_("Sign %s Out?"), autosell_google_account_get_email (account));
  autosell_compat_ask (
    get_window (self), heading,
    _("The stock stays on this PC. Google ends the permission for every PC that uses this account with the "
      "program."),
    _("_Sign Out"), TRUE, sign_out_answered_cb, question);
}

static const char *
get_account_text (AutosellGoogleAccount *account)
{
  if (autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN)
    return _("Signed in");
  if (autosell_google_account_looks_like_testing (account))
    return _("Signed out: Google ends a sign-in after seven days while the Google Cloud project is in testing. Publish "
             "the app "
             "there, under “Audience”, and it lasts.");
  return _("Signed out. Everything goes on here; sign in again to share it.");
}

static GtkWidget *
make_account_row (AutosellGooglePage *self, AutosellGoogleAccount *account)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean is_in = autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN;
  GtkWidget *button = gtk_button_new_with_label (is_in ? _("Sign Out…") : _("Sign In"));
  g_autofree char *name = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), autosell_google_account_get_email (account));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_account_text (account));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "account", g_object_ref (account), g_object_unref);
  g_signal_connect (button, "clicked", G_CALLBACK (account_clicked_cb), self);
  name =
    g_strdup_printf ("%s, %s", gtk_button_get_label (GTK_BUTTON (button)), autosell_google_account_get_email (account));
  autosell_compat_set_name (button, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_accounts (AutosellGooglePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->accounts_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->google)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (self->google), i);
      GtkWidget *row = make_account_row (self, account);

      g_signal_handlers_disconnect_by_func (account, show_accounts, self);
      g_signal_connect_object (account, "notify::state", G_CALLBACK (show_accounts), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->accounts_group, row);
      g_ptr_array_add (self->rows, row);
    }
  show_sign_in (self);
}

/* ---- Signing in ---- */

static gboolean
open_browser (const char *url, gpointer page, GError **error G_GNUC_UNUSED)
{
  gtk_show_uri (get_window (page), url, GDK_CURRENT_TIME);
  return TRUE;
}

static void
sheet_looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(AutosellDriveFile) file = autosell_drive_files_look_finish (AUTOSELL_DRIVE_FILES (source), result, NULL);
  g_autofree char *text = NULL;

  if (file == NULL || file->name == NULL || self->google == NULL)
    return;
  /* Translators: %s is the name of a spreadsheet */
  text = g_strdup_printf (_("The spreadsheet “%s” was chosen."), file->name);
  show_message (self, text);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) picked = NULL;
  g_autoptr(AutosellGoogleAccount) account =
    autosell_google_sign_in_finish (AUTOSELL_GOOGLE (source), result, &picked, &error);

  g_clear_object (&self->cancellable);
  if (get_window (self) == NULL)
    return;
  if (account == NULL)
    show_error (self, error);
  else if (picked != NULL && picked[0] != NULL)
    {
      g_autoptr(AutosellDriveFiles) drive = autosell_drive_files_new (account);

      autosell_drive_files_look_async (drive, picked[0], NULL, sheet_looked_cb, g_object_ref (self));
    }
  show_sign_in (self);
  gtk_window_present (get_window (self));
}

/* @login_hint: (nullable) */
static void
start_sign_in (AutosellGooglePage *self, const char *login_hint)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  show_message (self, NULL);
  show_sign_in (self);
  autosell_google_sign_in_async (
    self->google, gtk_switch_get_active (self->is_wide) ? AUTOSELL_GOOGLE_SIGN_IN_WIDE : AUTOSELL_GOOGLE_SIGN_IN_PICK,
    login_hint, 0, open_browser, self, self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
sign_in_clicked_cb (AutosellGooglePage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    start_sign_in (self, NULL);
}

/* ---- The client ---- */

static void
client_set_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(GError) error = NULL;

  if (self->google == NULL)
    return;
  if (!autosell_google_set_client_finish (AUTOSELL_GOOGLE (source), result, &error))
    {
      g_autofree char *sentence = autosell_net_error_dup_sentence (error);

      show_slip (self, sentence);
      return;
    }
  show_slip (self, NULL);
  /* It is in the keyring now, and need not stay on the screen. */
  gtk_editable_set_text (GTK_EDITABLE (self->client_secret), "");
  show_message (self, _("The client is set. Now sign in."));
  show_sign_in (self);
  /* The page scrolls to it, and to what is said above it. */
  gtk_widget_grab_focus (GTK_WIDGET (self->sign_in_button));
}

static void
set_client (AutosellGooglePage *self, const char *id, const char *secret)
{
  if (!autosell_google_is_client_id (id))
    show_slip (self, _("A client ID ends with “.apps.googleusercontent.com”. Copy it again."));
  else if (!autosell_google_is_client_secret (secret))
    show_slip (self, _("The client secret is missing or was not copied whole. It stands beside the client ID."));
  else
    autosell_google_set_client_async (self->google, id, secret, NULL, client_set_cb, g_object_ref (self));
}

static void
client_applied_cb (AutosellGooglePage *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->client_id))));
  g_autoptr(AutosellSecret) secret = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->client_secret))));

  /* One after the other: nothing is wrong while the second is still to come. */
  if (*secret == '\0' && autosell_google_is_client_id (id))
    {
      show_slip (self, NULL);
      gtk_widget_grab_focus (GTK_WIDGET (self->client_secret));
    }
  else
    set_client (self, id, secret);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(AutosellSecret) text = NULL;
  g_autofree char *id = NULL;
  g_autoptr(AutosellSecret) secret = NULL;

  if (self->google == NULL)
    return;
  if (!g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, NULL)
      || !autosell_google_parse_client (text, &id, &secret))
    {
      show_slip (self, _("That is not the file that Google offers for a client of the type “Desktop app”."));
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->client_id), id);
  set_client (self, id, secret);
}

static void
file_chosen_cb (GFile *file, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;

  if (file != NULL)
    g_file_load_contents_async (file, NULL, file_read_cb, g_object_ref (self));
}

static void
file_activated_cb (AutosellGooglePage *self)
{
  autosell_compat_open_file (get_window (self), _("Open the Downloaded File"), NULL, file_chosen_cb,
                             g_object_ref (self));
}

/* What to do at Google, in its own words there. */
static const AutosellSetupStep steps[] = {
  { N_("1. Make a project"), N_("Sign in with the dealership’s account, and give the project any name."),
    "https://console.cloud.google.com/projectcreate" },
  { N_("2. Turn on Google Sheets"), N_("Press “Enable”."),
    "https://console.cloud.google.com/apis/library/sheets.googleapis.com" },
  { N_("3. Turn on Google Drive"), N_("Press “Enable” there too."),
    "https://console.cloud.google.com/apis/library/drive.googleapis.com" },
  { N_("4. Say who may use it"),
    N_("Choose “Internal” with a Google Workspace, else “External”, and press “Publish app”: while it is in "
       "testing, Google ends every sign-in after seven days."),
    "https://console.cloud.google.com/auth/audience" },
  { N_("5. Create the client"),
    N_("Choose the type “Desktop app” and press “Download JSON”. Then open that file below."),
    "https://console.cloud.google.com/auth/clients" },
};

/* ---- The page ---- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellGooglePage) self = data;
  g_autoptr(GError) error = NULL;
  const char *id;

  if (self->google == NULL)
    return; /* the window was closed */
  if (!autosell_google_load_finish (AUTOSELL_GOOGLE (source), result, &error))
    show_error (self, error);
  id = autosell_google_get_client_id (self->google);
  if (id != NULL && !autosell_google_has_built_in_client (self->google))
    gtk_editable_set_text (GTK_EDITABLE (self->client_id), id);
  adw_expander_row_set_expanded (self->steps, !autosell_google_has_client (self->google));
  show_accounts (self);
}

static void
autosell_google_page_unroot (GtkWidget *widget)
{
  AutosellGooglePage *self = AUTOSELL_GOOGLE_PAGE (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  GTK_WIDGET_CLASS (autosell_google_page_parent_class)->unroot (widget);
}

static void
autosell_google_page_dispose (GObject *object)
{
  AutosellGooglePage *self = AUTOSELL_GOOGLE_PAGE (object);

  if (self->google != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->google, self);
      for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->google)); i++)
        {
          g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (self->google), i);

          g_signal_handlers_disconnect_by_data (account, self);
        }
    }
  g_clear_object (&self->google);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (autosell_google_page_parent_class)->dispose (object);
}

static void
autosell_google_page_class_init (AutosellGooglePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_google_page_dispose;
  widget_class->unroot = autosell_google_page_unroot;
  g_type_ensure (AUTOSELL_TYPE_KEYRING_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-google-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, project_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, accounts_group);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, message_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, keyring_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, sign_in_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, is_wide);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, steps);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, file_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, slip_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, client_id);
  gtk_widget_class_bind_template_child (widget_class, AutosellGooglePage, client_secret);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, client_applied_cb);
}

static void
autosell_google_page_init (AutosellGooglePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_setup_steps_add (self->steps, steps, G_N_ELEMENTS (steps), NULL);
}

GtkWidget *
autosell_google_page_new (AutosellStore *store, AutosellGoogle *google)
{
  AutosellGooglePage *self = g_object_new (AUTOSELL_TYPE_GOOGLE_PAGE, NULL);

  self->google = g_object_ref (google);
  /* In this order; a page of libadwaita takes groups only at its end. */
  g_object_ref (self->project_group);
  adw_preferences_page_remove (ADW_PREFERENCES_PAGE (self), self->project_group);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self),
                            ADW_PREFERENCES_GROUP (autosell_link_group_new (store, google)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self),
                            ADW_PREFERENCES_GROUP (autosell_drive_group_new (store, google)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self), self->project_group);
  g_object_unref (self->project_group);
  g_signal_connect_object (google, "items-changed", G_CALLBACK (show_accounts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (google, "client-changed", G_CALLBACK (show_sign_in), self, G_CONNECT_SWAPPED);
  autosell_keyring_row_set_keyring (self->keyring_row, autosell_google_get_keyring (google));
  show_sign_in (self);
  autosell_google_load_async (google, NULL, loaded_cb, g_object_ref (self));
  return GTK_WIDGET (self);
}
