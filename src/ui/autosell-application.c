/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-application.h"

#include "autosell-check-tab.h"
#include "autosell-compat.h"
#include "autosell-data-dir.h"
#include "autosell-data-folder.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-gallery-import.h"
#include "autosell-loop-watch.h"
#include "autosell-notifier.h"
#include "autosell-recovery.h"
#include "autosell-search-provider.h"
#include "autosell-shortcuts.h"
#include "autosell-store-error.h"
#include "autosell-store.h"
#include "autosell-trace.h"
#include "autosell-window.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

struct _AutosellApplication
{
  AdwApplication parent_instance;
  GSettings *settings;          /* owned */
  char *data_dir;               /* owned, absolute */
  AutosellStore *store;         /* owned, nullable */
  AutosellEndpoints *endpoints; /* owned, as the two below: nullable until somebody asks for the network */
  AutosellHttp *http;
  AutosellKeyring *keyring;
  AutosellGoogle *google;            /* owned, nullable until somebody asks for it */
  AutosellFacebook *facebook;        /* the same */
  AutosellCheckTabKeeper *check_tab; /* the same */
  gboolean is_publishing;
  AutosellDriveManager *drive; /* owned, as the next */
  AutosellSyncManager *sync;   /* owned, nullable until a window with the stock has been there for a moment */
  guint sync_source;
  GError *open_error; /* owned, nullable */
  gboolean is_opening;
  char *recovery;                          /* owned, nullable: what a recovery did, to be told once the stock is open */
  AutosellSearchProvider *search_provider; /* owned */
  AutosellNotifier *notifier;              /* owned, nullable before the start */
};

G_DEFINE_FINAL_TYPE (AutosellApplication, autosell_application, ADW_TYPE_APPLICATION)

enum
{
  SIGNAL_DRIVE_READY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* Started by the session to answer a question, the program is there this long after the last one. */
#define SERVICE_MS 15000
/* The window is there and its list painted before anything is asked of the network. */
#define SYNC_DELAY_MS 1500

/* ---- The store ---- */

static AutosellWindow *
get_window (AutosellApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    {
      AutosellWindow *window = autosell_window_find (item->data);

      if (window != NULL)
        return window;
    }
  return NULL;
}

/* ---- The sheet, and what publishes ---- */

static void look_for_accounts (AutosellApplication *self);

static gboolean
start_sync_cb (gpointer data)
{
  AutosellApplication *self = data;
  g_autoptr(GError) error = NULL;
  AutosellGoogle *google = autosell_application_get_google (self, &error);

  self->sync_source = 0;
  g_signal_connect_object (self->store, "posts-changed", G_CALLBACK (look_for_accounts), self, G_CONNECT_SWAPPED);
  look_for_accounts (self);
  if (google == NULL)
    {
      g_warning ("Without Google: %s", error != NULL ? error->message : "there is no stock");
      return G_SOURCE_REMOVE;
    }
  self->sync = autosell_sync_manager_new (self->store, google);
  autosell_sync_manager_start (self->sync);
  self->check_tab = autosell_check_tab_keeper_new (self->store, self->sync);
  autosell_application_get_drive (self);
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (AUTOSELL_IS_WINDOW (item->data))
      autosell_window_set_sync (item->data, self->sync, self->drive);
  return G_SOURCE_REMOVE;
}

AutosellSyncManager *
autosell_application_get_sync (AutosellApplication *self)
{
  return self->sync;
}

AutosellDriveManager *
autosell_application_get_drive (AutosellApplication *self)
{
  /* Preferences may be there before its time has come. */
  if (self->drive == NULL && self->store != NULL && self->google != NULL)
    {
      self->drive = autosell_drive_manager_new (self->store, self->google);
      autosell_drive_manager_start (self->drive);
      g_signal_emit (self, signals[SIGNAL_DRIVE_READY], 0);
    }
  return self->drive;
}

/* ---- Facebook ---- */

static void
accounts_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellApplication) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_finish (AUTOSELL_STORE (source), result, &error);
  AutosellFacebook *facebook = NULL;

  if (self->store == NULL || (board != NULL && board->accounts->len == 0))
    return;
  if (board != NULL)
    facebook = autosell_application_get_facebook (self, &error);
  if (facebook == NULL)
    {
      g_warning ("Without Facebook: %s", error->message);
      return;
    }
  self->is_publishing = TRUE;
  /* Of several PCs that share a sheet one posts for a Page */
  autosell_publisher_set_google (autosell_facebook_get_publisher (facebook),
                                 autosell_application_get_google (self, NULL));
  autosell_publisher_start (autosell_facebook_get_publisher (facebook));
  autosell_figures_poller_start (autosell_facebook_get_figures (facebook));
}

/* What publishes runs from the first account on, which another program of the folder may connect. */
static void
look_for_accounts (AutosellApplication *self)
{
  if (self->is_publishing || self->store == NULL)
    return;
  autosell_store_get_page_board_async (self->store, NULL, accounts_read_cb, g_object_ref (self));
}

static void
tell_window (AutosellApplication *self, AutosellWindow *window)
{
  if (self->store != NULL && autosell_window_get_store (window) == NULL)
    {
      autosell_window_set_store (window, self->store);
      if (self->sync != NULL)
        autosell_window_set_sync (window, self->sync, self->drive);
      else if (self->sync_source == 0)
        self->sync_source = g_timeout_add (SYNC_DELAY_MS, start_sync_cb, self);
    }
  else if (self->store == NULL && self->open_error != NULL)
    autosell_window_set_open_error (window, self->open_error, self->data_dir);
}

static void
tell_windows (AutosellApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (AUTOSELL_IS_WINDOW (item->data))
      tell_window (self, item->data);
  if (self->store != NULL && self->recovery != NULL && get_window (self) != NULL)
    {
      GtkWidget *dialog = autosell_compat_message_dialog_new (NULL, _("The backup is in use"), self->recovery);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
      autosell_compat_present_dialog (GTK_WINDOW (dialog), GTK_WINDOW (get_window (self)));
      g_clear_pointer (&self->recovery, g_free);
    }
}

static void
damage_answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  if (g_str_equal (response, "quit"))
    g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
}

/* Found by the daily check of a large file, or by a query that stumbled over it. */
static void
damaged_cb (AutosellStore *store, gpointer user_data)
{
  AutosellApplication *self = user_data;
  AutosellWindow *window = get_window (self);
  GtkWidget *dialog;

  if (window == NULL)
    return;
  dialog =
    autosell_compat_message_dialog_new (NULL, _("The file with the stock is damaged"),
                                        _("Quit and start the program again: it will set the file aside and offer "
                                          "the newest good backup."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("_Later"), "quit", _("_Quit"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "quit", ADW_RESPONSE_SUGGESTED);
  g_signal_connect_object (dialog, "response", G_CALLBACK (damage_answered_cb), self, 0);
  autosell_compat_present_dialog (GTK_WINDOW (dialog), GTK_WINDOW (window));
}

static void
opened_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellApplication) self = user_data;

  self->is_opening = FALSE;
  g_clear_error (&self->open_error);
  self->store = autosell_store_open_finish (result, &self->open_error);
  if (self->store == NULL)
    g_message ("The stock was not opened: %s", self->open_error->message);
  else
    g_signal_connect_object (self->store, "damaged", G_CALLBACK (damaged_cb), self, 0);
  autosell_search_provider_set_store (self->search_provider, self->store);
  autosell_notifier_set_store (self->notifier, self->store);
  tell_windows (self);
  g_application_release (G_APPLICATION (self));
}

static void
open_store (AutosellApplication *self)
{
  g_autofree char *author = g_settings_get_string (self->settings, "profile-name");

  if (self->store != NULL || self->is_opening)
    return;
  self->is_opening = TRUE;
  /* Held until the answer, so that a write under way is not cut off by the last window closing. */
  g_application_hold (G_APPLICATION (self));
  autosell_store_open_async (self->data_dir, "window", author[0] != '\0' ? author : NULL, NULL, opened_cb,
                             g_object_ref (self));
}

/* ---- Recovery ---- */

static void
recovered_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellApplication) self = user_data;
  g_autoptr(GError) error = NULL;

  self->recovery = autosell_recovery_run_finish (result, &error);
  if (self->recovery == NULL)
    autosell_error_dialog_present (gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   _("The damaged file was not set aside."), error);
  else
    open_store (self);
}

static void
recover_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellApplication *self = user_data;

  if (!g_error_matches (self->open_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED) || self->is_opening)
    return;
  autosell_recovery_run_async (self->data_dir, recovered_cb, g_object_ref (self));
}

/* ---- Another folder ---- */

static void
folder_used_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellApplication) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = autosell_data_folder_use_finish (result, &error);

  if (folder == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (get_window (self)), _("The stock cannot be kept in that folder."),
                                     error);
      return;
    }
  if (self->store != NULL || self->is_opening)
    return;
  g_free (self->data_dir);
  self->data_dir = g_steal_pointer (&folder);
  open_store (self);
}

static gboolean
is_folder_refused (AutosellApplication *self)
{
  return g_error_matches (self->open_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NETWORK_FOLDER)
         && !self->is_opening;
}

static void
folder_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr(AutosellApplication) self = user_data;

  if (file != NULL && is_folder_refused (self))
    autosell_data_folder_use_async (self->data_dir, g_file_peek_path (file), folder_used_cb, g_object_ref (self));
}

static void
choose_folder_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellApplication *self = user_data;

  if (is_folder_refused (self))
    autosell_compat_choose_folder (gtk_application_get_active_window (GTK_APPLICATION (self)),
                                   _("Folder for the Stock"), folder_chosen_cb, g_object_ref (self));
}

static void
use_usual_folder_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellApplication *self = user_data;

  if (is_folder_refused (self))
    autosell_data_folder_use_async (self->data_dir, NULL, folder_used_cb, g_object_ref (self));
}

static void
reopen_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_store (user_data);
}

/* ---- Windows ---- */

static AutosellWindow *
create_window (AutosellApplication *self)
{
  AutosellWindow *window = autosell_window_new (GTK_APPLICATION (self));

  tell_window (self, window);
  gtk_window_present (GTK_WINDOW (window));
  /* From now on it is the last window that ends the program. */
  g_application_set_inactivity_timeout (G_APPLICATION (self), 0);
  return window;
}

static void
new_window_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  create_window (user_data);
}

/* Each window is asked, since an editor in it may hold what is not saved. */
static gboolean
quit_cb (gpointer data)
{
  GtkApplication *application = data;
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (application));

  for (GList *item = windows; item != NULL; item = item->next)
    if (g_list_find (gtk_application_get_windows (application), item->data) != NULL)
      gtk_window_close (item->data);
  /* Photos that are half way in hold the program: it ends by itself as soon as they are in their cars. */
  if (gtk_application_get_windows (application) == NULL && autosell_gallery_import_get_n_held () == 0)
    g_application_quit (G_APPLICATION (application));
  return G_SOURCE_REMOVE;
}

/* Not within the key press: that keeps the dialog it was made in beyond the window that it belongs to, and when it goes
 * at last GTK 4.8 uses that window once more. */
static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, quit_cb, g_object_ref (user_data), g_object_unref);
}

/* ---- The overview of GNOME Shell ---- */

static AutosellWindow *
present_window (AutosellApplication *self, guint timestamp)
{
  AutosellWindow *window = get_window (self);

  if (window == NULL)
    window = create_window (self);
  else
    gtk_window_present_with_time (GTK_WINDOW (window), timestamp);
  return window;
}

static void
show_vehicle_cb (AutosellSearchProvider *provider, gint64 key, guint timestamp, gpointer user_data)
{
  AutosellWindow *window = present_window (user_data, timestamp);

  if (key > 0)
    autosell_window_show_vehicle (window, key);
}

static void
show_query_cb (AutosellSearchProvider *provider, const char *text, guint timestamp, gpointer user_data)
{
  autosell_window_show_query (present_window (user_data, timestamp), text);
}

/* What notifications do. */
static void
present_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  present_window (user_data, GDK_CURRENT_TIME);
}

static void
show_vehicle_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  autosell_window_show_vehicle (present_window (user_data, GDK_CURRENT_TIME), g_variant_get_int64 (parameter));
}

static void
show_query_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  autosell_window_show_query (present_window (user_data, GDK_CURRENT_TIME), g_variant_get_string (parameter, NULL));
}

static void
show_marketplace_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (present_window (user_data, GDK_CURRENT_TIME)), "win.marketplace", NULL);
}

static void
show_file_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AutosellWindow *window = get_window (user_data);

  gtk_show_uri (window != NULL ? GTK_WINDOW (window) : NULL, g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

static gboolean
autosell_application_dbus_register (GApplication *application, GDBusConnection *connection, const char *object_path,
                                    GError **error)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);

  return G_APPLICATION_CLASS (autosell_application_parent_class)
           ->dbus_register (application, connection, object_path, error)
         && autosell_search_provider_export (self->search_provider, connection, object_path, error);
}

static void
autosell_application_dbus_unregister (GApplication *application, GDBusConnection *connection, const char *object_path)
{
  autosell_search_provider_unexport (AUTOSELL_APPLICATION (application)->search_provider);
  G_APPLICATION_CLASS (autosell_application_parent_class)->dbus_unregister (application, connection, object_path);
}

static gboolean
terminate_cb (gpointer data)
{
  g_application_quit (G_APPLICATION (data));
  return G_SOURCE_REMOVE;
}

static void
autosell_application_activate (GApplication *application)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);
  AutosellWindow *window = get_window (self);

  if (window == NULL)
    create_window (self);
  else
    gtk_window_present (GTK_WINDOW (window));
}

static void
autosell_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);

  autosell_application_activate (application);
  for (int i = 0; i < n_files; i++)
    autosell_window_import_file (get_window (self), files[i]);
}

/* ---- Command line ---- */

static const GOptionEntry options[] = {
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Folder with the stock"), N_("DIR") },
  { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open another window"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE…]") },
  { NULL },
};

/* In the process that was started, whether it becomes the one that runs or not. */
static int
autosell_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);
  g_autofree char *default_dir = autosell_store_default_data_dir ();
  g_autofree char *chosen_dir = NULL;
  const char *data_dir = default_dir;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("autosell-manager %s\n", VERSION);
      return 0;
    }
  g_variant_dict_lookup (dict, "data-dir", "^&ay", &data_dir);
  chosen_dir = autosell_data_dir_dup_chosen (data_dir);
  g_free (self->data_dir);
  self->data_dir = g_canonicalize_filename (chosen_dir, NULL);
  /* The process that runs has another environment and another current folder. */
  g_variant_dict_insert (dict, "data-dir", "^ay", self->data_dir);
  return G_APPLICATION_CLASS (autosell_application_parent_class)->handle_local_options (application, dict);
}

static int
autosell_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **names = NULL;
  const char *data_dir;

  if (g_variant_dict_lookup (dict, "data-dir", "^&ay", &data_dir) && g_strcmp0 (data_dir, self->data_dir) != 0)
    {
      g_application_command_line_printerr (
        command_line, _("Autosell Manager is open with the stock in %s. Close it first.\n"), self->data_dir);
      return 1;
    }
  if (g_variant_dict_contains (dict, "new-window"))
    create_window (self);
  else
    g_application_activate (application);
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &names))
    {
      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line, names[i]);

          autosell_window_import_file (get_window (self), file);
        }
    }
  return 0;
}

/* ---- Class ---- */

static void
autosell_application_startup (GApplication *application)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);
  static const GActionEntry entries[] = {
    { .name = "new-window", .activate = new_window_activated },
    { .name = "reopen", .activate = reopen_activated },
    { .name = "recover", .activate = recover_activated },
    { .name = "choose-folder", .activate = choose_folder_activated },
    { .name = "use-usual-folder", .activate = use_usual_folder_activated },
    { .name = "quit", .activate = quit_activated },
    { .name = "present", .activate = present_activated },
    { .name = "show-vehicle", .activate = show_vehicle_activated, .parameter_type = "x" },
    { .name = "show-query", .activate = show_query_activated, .parameter_type = "s" },
    { .name = "show-marketplace", .activate = show_marketplace_activated },
    { .name = "show-file", .activate = show_file_activated, .parameter_type = "s" },
  };

  if (g_application_get_flags (application) & G_APPLICATION_IS_SERVICE)
    g_application_set_inactivity_timeout (application, SERVICE_MS);
  /* The file is opened by another thread while the toolkit starts. */
  self->settings = g_settings_new (APP_ID);
  if (self->data_dir == NULL)
    self->data_dir = autosell_store_default_data_dir ();
  open_store (self);
  G_APPLICATION_CLASS (autosell_application_parent_class)->startup (application);
  self->notifier = autosell_notifier_new (GTK_APPLICATION (self));
  autosell_loop_watch_start ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_window_set_default_icon_name (APP_ID);
  autosell_compat_fix_names ();
  autosell_compat_keep_keyboard_in_browser ();
  autosell_shortcuts_install_for_application (GTK_APPLICATION (self));
  /* GTK 4 fades the cursor of an entry with 60 frames a second for as long as it has the focus, and the search entry
   * mostly has it: that keeps old PCs busy, and makes each answer wait for the next of those frames. */
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, NULL);
  g_unix_signal_add (SIGTERM, terminate_cb, self);
  g_unix_signal_add (SIGINT, terminate_cb, self);
}

/* For all services together, when the first of them is asked for. */
static gboolean
ensure_network (AutosellApplication *self, GError **error)
{
  if (self->http != NULL)
    return TRUE;
  if (self->store == NULL || (self->endpoints = autosell_endpoints_load (NULL, error)) == NULL)
    return FALSE;
  self->http = autosell_http_new ();
  self->keyring = autosell_keyring_new (autosell_store_get_data_dir (self->store));
  return TRUE;
}

AutosellGoogle *
autosell_application_get_google (AutosellApplication *self, GError **error)
{
  if (self->google == NULL && ensure_network (self, error))
    self->google = autosell_google_new (self->store, self->http, self->endpoints, self->keyring);
  return self->google;
}

AutosellFacebook *
autosell_application_get_facebook (AutosellApplication *self, GError **error)
{
  if (self->facebook == NULL && ensure_network (self, error))
    self->facebook = autosell_facebook_new (self->store, self->http, self->endpoints, self->keyring);
  return self->facebook;
}

static void
autosell_application_shutdown (GApplication *application)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (application);
  GList *windows;

  while ((windows = gtk_application_get_windows (GTK_APPLICATION (application))) != NULL)
    gtk_window_destroy (windows->data);
  autosell_search_provider_set_store (self->search_provider, NULL);
  g_clear_object (&self->notifier);
  g_clear_handle_id (&self->sync_source, g_source_remove);
  g_clear_object (&self->check_tab);
  if (self->sync != NULL)
    autosell_sync_manager_stop (self->sync);
  g_clear_object (&self->sync);
  if (self->drive != NULL)
    autosell_drive_manager_stop (self->drive);
  g_clear_object (&self->drive);
  if (self->facebook != NULL)
    {
      autosell_publisher_stop (autosell_facebook_get_publisher (self->facebook));
      autosell_figures_poller_stop (autosell_facebook_get_figures (self->facebook));
    }
  g_clear_object (&self->facebook);
  g_clear_object (&self->google);
  g_clear_object (&self->http);
  g_clear_pointer (&self->endpoints, autosell_endpoints_unref);
  g_clear_object (&self->keyring);
  /* What was confirmed is on disk before the process ends. */
  if (self->store != NULL)
    autosell_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (autosell_application_parent_class)->shutdown (application);
}

static void
autosell_application_finalize (GObject *object)
{
  AutosellApplication *self = AUTOSELL_APPLICATION (object);

  g_free (self->data_dir);
  g_free (self->recovery);
  g_clear_error (&self->open_error);
  g_object_unref (self->search_provider);
  G_OBJECT_CLASS (autosell_application_parent_class)->finalize (object);
}

static void
autosell_application_class_init (AutosellApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->dbus_register = autosell_application_dbus_register;
  application_class->dbus_unregister = autosell_application_dbus_unregister;
  application_class->startup = autosell_application_startup;
  application_class->shutdown = autosell_application_shutdown;
  application_class->activate = autosell_application_activate;
  application_class->open = autosell_application_open;
  application_class->command_line = autosell_application_command_line;
  application_class->handle_local_options = autosell_application_handle_local_options;
  G_OBJECT_CLASS (klass)->finalize = autosell_application_finalize;
  signals[SIGNAL_DRIVE_READY] =
    g_signal_new ("drive-ready", AUTOSELL_TYPE_APPLICATION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_application_init (AutosellApplication *self)
{
  self->search_provider = autosell_search_provider_new (G_APPLICATION (self));
  g_signal_connect (self->search_provider, "show-vehicle", G_CALLBACK (show_vehicle_cb), self);
  g_signal_connect (self->search_provider, "show-query", G_CALLBACK (show_query_cb), self);
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

AutosellApplication *
autosell_application_new (void)
{
  return g_object_new (
    AUTOSELL_TYPE_APPLICATION, "application-id", APP_ID, "flags",
    G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN | G_APPLICATION_CAN_OVERRIDE_APP_ID, NULL);
}
