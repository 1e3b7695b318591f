/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-drive-group.h"

#include <glib/gi18n.h>

#include "autosell-application.h"
#include "autosell-compat.h"
#include "autosell-drive-files.h"
#include "autosell-drive-manager.h"

#define MAX_KILOBYTES 100000

struct _AutosellDriveGroup
{
  AdwPreferencesGroup parent_instance;
  AutosellStore *store;          /* owned, nullable after dispose */
  AutosellGoogle *google;        /* owned, nullable after dispose */
  AutosellDriveOutlook *outlook; /* owned, nullable before it is read */
  GCancellable *cancellable;     /* owned */
  gboolean is_showing;           /* we set a choice, not a person */
  gboolean is_linking;
  gboolean has_asked_space;
  GtkWidget *link_row; /* children */
  GtkWidget *link_button;
  GtkWidget *folder_row;
  GtkWidget *allow_row;
  GtkWidget *space_row;
  GtkWidget *get_row;
  GtkWidget *sold_row, *sold;
  GtkWidget *take_row, *take;
  GtkWidget *metered_row, *metered;
  GtkWidget *limit_row, *limit;
  GtkWidget *pause_row, *pause;
  GtkWidget *unlink_row;
};

G_DEFINE_FINAL_TYPE (AutosellDriveGroup, autosell_drive_group, ADW_TYPE_PREFERENCES_GROUP)

static void read_outlook (AutosellDriveGroup *self);

/* (nullable) */
static GtkWindow *
get_window (AutosellDriveGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* (nullable): before a window has been there for a moment */
static AutosellDriveManager *
get_manager (void)
{
  GApplication *application = g_application_get_default ();

  return AUTOSELL_IS_APPLICATION (application) ? autosell_application_get_drive (AUTOSELL_APPLICATION (application))
                                               : NULL;
}

static void
tell (AutosellDriveGroup *self, const char *text)
{
  g_autofree char *title = g_markup_escape_text (text, -1);

  if (ADW_IS_PREFERENCES_WINDOW (get_window (self)))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (get_window (self)), adw_toast_new (title));
}

static const AutosellDriveLink *
get_link (AutosellDriveGroup *self)
{
  return self->outlook != NULL ? self->outlook->link : NULL;
}

/* (nullable): the first that is signed in */
static AutosellGoogleAccount *
find_account (AutosellDriveGroup *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->google)); i++)
    {
      g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (self->google), i);

      if (autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN)
        return account;
    }
  return NULL;
}

/* ---- Room ---- */

static void
about_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveGroup) self = user_data;
  g_autoptr(AutosellDriveAbout) about = autosell_drive_files_about_finish (AUTOSELL_DRIVE_FILES (source), result, NULL);
  g_autofree char *used = NULL, *left = NULL, *text = NULL;

  if (about == NULL || self->store == NULL)
    return;
  used = g_format_size (about->bytes_used);
  left = g_format_size (MAX (about->bytes_limit - about->bytes_used, 0));
  text =
    about->bytes_limit > 0 ? g_strdup_printf (_("%s used, %s left"), used, left) : g_strdup_printf (_("%s used"), used);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->space_row), text);
  gtk_widget_set_visible (self->space_row, get_link (self) != NULL);
}

static void
ask_space (AutosellDriveGroup *self)
{
  AutosellGoogleAccount *account = autosell_google_find_account (self->google, get_link (self)->account);
  g_autoptr(AutosellDriveFiles) files = NULL;

  if (self->has_asked_space || account == NULL
      || autosell_google_account_get_state (account) != AUTOSELL_GOOGLE_SIGNED_IN)
    return;
  self->has_asked_space = TRUE;
  files = autosell_drive_files_new (account);
  autosell_drive_files_about_async (files, self->cancellable, about_cb, g_object_ref (self));
}

/* ---- How it stands ---- */

static void
show_state (AutosellDriveGroup *self)
{
  AutosellDriveManager *manager = get_manager ();
  g_autofree char *headline = manager != NULL ? autosell_drive_manager_dup_headline (manager) : NULL;
  gboolean asks = manager != NULL && autosell_drive_manager_get_state (manager) == AUTOSELL_DRIVE_ASKS;

  gtk_widget_set_visible (self->allow_row, get_link (self) != NULL && asks);
  if (get_link (self) != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->folder_row), headline != NULL ? headline : "");
}

static void
show_choices (AutosellDriveGroup *self)
{
  AutosellDriveOptions options;
  AutosellGoogleAccount *account = autosell_google_find_account (self->google, get_link (self)->account);
  gboolean may_see = account != NULL && autosell_google_account_has_scope (account, AUTOSELL_GOOGLE_SCOPE_LOOK);
  g_autofree char *metered = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DRIVE_METERED);

  autosell_drive_options_load (self->store, &options);
  self->is_showing = TRUE;
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->get_row), options.get == AUTOSELL_DRIVE_GET_COVERS ? 1 : 0);
  gtk_switch_set_active (GTK_SWITCH (self->sold), options.moves_sold);
  gtk_switch_set_active (GTK_SWITCH (self->take), options.takes_in && may_see);
  gtk_widget_set_sensitive (self->take, may_see);
  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (self->take_row),
    may_see ? _("Each becomes a photo of the car; the file itself stays as it is")
            : _("Needs a sign-in with “All spreadsheets and photos of the account”. Without it use Add "
                "From Drive in the car’s photos."));
  gtk_switch_set_active (GTK_SWITCH (self->metered), g_strcmp0 (metered, "yes") == 0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->limit), options.bytes_per_second / 1000);
  gtk_switch_set_active (GTK_SWITCH (self->pause), get_link (self)->is_paused);
  self->is_showing = FALSE;
}

static void
show_all (AutosellDriveGroup *self)
{
  gboolean is_linked = get_link (self) != NULL;
  GtkWidget *const rows[] = { self->folder_row,  self->get_row,   self->sold_row,  self->take_row,
                              self->metered_row, self->limit_row, self->pause_row, self->unlink_row };
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  gboolean was_linked = gtk_widget_get_visible (self->folder_row);

  gtk_widget_set_visible (self->link_row, !is_linked);
  gtk_widget_set_sensitive (self->link_button, !self->is_linking && find_account (self) != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_set_visible (rows[i], is_linked);
  if (!is_linked)
    gtk_widget_set_visible (self->space_row, FALSE);
  /* What is hidden with the focus would keep it, and keys would go nowhere. */
  if (had_focus && was_linked != is_linked)
    gtk_widget_grab_focus (is_linked ? self->folder_row : self->link_button);
  show_state (self);
  if (!is_linked)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->folder_row), get_link (self)->name);
  show_choices (self);
  ask_space (self);
}

static void
outlook_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveGroup) self = user_data;
  AutosellDriveOutlook *outlook = autosell_store_get_drive_finish (AUTOSELL_STORE (source), result, NULL);

  if (outlook == NULL)
    return;
  g_clear_pointer (&self->outlook, autosell_drive_outlook_free);
  self->outlook = outlook;
  if (self->store != NULL)
    show_all (self);
}

static void
read_outlook (AutosellDriveGroup *self)
{
  if (self->store != NULL)
    autosell_store_get_drive_async (self->store, outlook_cb, g_object_ref (self));
}

static void
run_now (gboolean allows_removal)
{
  if (get_manager () != NULL)
    autosell_drive_manager_run_now (get_manager (), allows_removal);
}

/* ---- What a person does ---- */

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellDriveLink) link = autosell_drive_link_finish (AUTOSELL_STORE (source), result, &error);

  self->is_linking = FALSE;
  if (link == NULL)
    {
      g_autofree char *sentence = autosell_drive_dup_error (error);

      tell (self, sentence);
    }
  else
    run_now (FALSE);
  read_outlook (self);
}

static void
link_clicked_cb (AutosellDriveGroup *self)
{
  AutosellGoogleAccount *account = find_account (self);
  g_autoptr(AutosellDrive) drive = account != NULL ? autosell_drive_new (account) : NULL;

  if (drive == NULL || self->is_linking)
    return;
  self->is_linking = TRUE;
  gtk_widget_set_sensitive (self->link_button, FALSE);
  autosell_drive_link_async (self->store, drive, NULL, NULL, linked_cb, g_object_ref (self));
}

static void
open_cb (AutosellDriveGroup *self)
{
  g_autofree char *address = g_strconcat ("https://drive.google.com/drive/folders/", get_link (self)->root, NULL);

  gtk_show_uri (get_window (self), address, GDK_CURRENT_TIME);
}

static void
allow_cb (AutosellDriveGroup *self)
{
  gtk_widget_grab_focus (self->folder_row);
  run_now (TRUE);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellDriveGroup) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!autosell_store_set_drive_finish (AUTOSELL_STORE (source), result, &error))
    tell (self, error->message);
  run_now (FALSE);
  read_outlook (self);
}

static void
paused_cb (AutosellDriveGroup *self)
{
  g_autoptr(AutosellDriveLink) link = NULL;
  gboolean is_paused = gtk_switch_get_active (GTK_SWITCH (self->pause));

  if (self->is_showing || get_link (self) == NULL || get_link (self)->is_paused == is_paused)
    return;
  link = autosell_drive_link_copy (get_link (self));
  link->is_paused = is_paused;
  autosell_store_set_drive_async (self->store, link, set_cb, g_object_ref (self));
}

static void
unlink_answered_cb (gboolean is_sure, gpointer user_data)
{
  g_autoptr(AutosellDriveGroup) self = user_data;

  if (is_sure && self->store != NULL)
    autosell_store_set_drive_async (self->store, NULL, set_cb, g_object_ref (self));
}

static void
unlink_cb (AutosellDriveGroup *self)
{
  autosell_compat_ask (get_window (self), _("Stop Keeping Photos in Drive?"),
                       _("The photos stay, here and in Drive, and no longer follow each other."), _("_Stop"), TRUE,
                       unlink_answered_cb, g_object_ref (self));
}

static void
chosen_cb (AutosellDriveGroup *self)
{
  int kilobytes = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->limit));
  g_autofree char *limit = kilobytes > 0 ? g_strdup_printf ("%d", kilobytes) : NULL;

  if (self->is_showing || self->store == NULL)
    return;
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_DRIVE_GET,
                              adw_combo_row_get_selected (ADW_COMBO_ROW (self->get_row)) == 1 ? "covers" : NULL);
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_DRIVE_SOLD,
                              gtk_switch_get_active (GTK_SWITCH (self->sold)) ? "yes" : NULL);
  if (gtk_widget_get_sensitive (self->take))
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_DRIVE_TAKE_IN,
                                gtk_switch_get_active (GTK_SWITCH (self->take)) ? NULL : "no");
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_DRIVE_METERED,
                              gtk_switch_get_active (GTK_SWITCH (self->metered)) ? "yes" : NULL);
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_DRIVE_LIMIT, limit);
}

/* ---- The rows ---- */

static GtkWidget *
add_row (AutosellDriveGroup *self, const char *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_visible (row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  if (suffix == NULL)
    return row;
  gtk_widget_set_valign (suffix, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), suffix);
  return row;
}

static GtkWidget *
add_switch (AutosellDriveGroup *self, const char *title, const char *subtitle, GCallback callback, GtkWidget **row)
{
  GtkWidget *widget = gtk_switch_new ();

  autosell_compat_set_name (widget, title);
  *row = add_row (self, title, subtitle, widget);
  g_signal_connect_object (widget, "notify::active", callback, self, G_CONNECT_SWAPPED);
  return widget;
}

static void
add_choices (AutosellDriveGroup *self)
{
  const char *const gets[] = { _("All photos"), _("The first of each car"), NULL };
  g_autoptr(GtkStringList) model = gtk_string_list_new (gets);

  self->get_row = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->get_row), _("Fetch from Drive"));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->get_row), G_LIST_MODEL (model));
  gtk_widget_set_visible (self->get_row, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->get_row);
  g_signal_connect_object (self->get_row, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  self->sold =
    add_switch (self, _("Sold cars in a folder of their own"), NULL, G_CALLBACK (chosen_cb), &self->sold_row);
  self->take = add_switch (self, _("Take in photos that people put into a car’s folder"), NULL, G_CALLBACK (chosen_cb),
                           &self->take_row);
  self->metered =
    add_switch (self, _("Also on connections paid by volume"), NULL, G_CALLBACK (chosen_cb), &self->metered_row);
  self->limit = gtk_spin_button_new_with_range (0, MAX_KILOBYTES, 100);
  autosell_compat_set_name (self->limit, _("Send at most"));
  self->limit_row = add_row (self, _("Send at most"), _("Kilobytes a second; 0 is as fast as it goes"), self->limit);
  g_signal_connect_object (self->limit, "value-changed", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  self->pause = add_switch (self, _("Pause"), NULL, G_CALLBACK (paused_cb), &self->pause_row);
}

static void
add_rows (AutosellDriveGroup *self)
{
  GtkWidget *allow = gtk_button_new_with_mnemonic (_("_Move to Bin"));

  self->link_button = gtk_button_new_with_mnemonic (_("_Link Drive"));
  self->link_row = add_row (self, _("Keep photos in Drive, too"),
                            _("One folder a car, on every PC, and safe when this one breaks"), self->link_button);
  g_signal_connect_object (self->link_button, "clicked", G_CALLBACK (link_clicked_cb), self, G_CONNECT_SWAPPED);
  self->folder_row = add_row (self, "", NULL, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->folder_row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->folder_row),
                             gtk_image_new_from_icon_name ("adw-external-link-symbolic"));
  g_signal_connect_object (self->folder_row, "activated", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
  self->allow_row =
    add_row (self, _("Many photos were removed"), _("They go to the bin on both sides, and can be restored"), allow);
  g_signal_connect_object (allow, "clicked", G_CALLBACK (allow_cb), self, G_CONNECT_SWAPPED);
  self->space_row = add_row (self, _("Room in Drive"), NULL, NULL);
  add_choices (self);
  self->unlink_row = add_row (self, _("Stop keeping photos in Drive…"), NULL, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->unlink_row), TRUE);
  g_signal_connect_object (self->unlink_row, "activated", G_CALLBACK (unlink_cb), self, G_CONNECT_SWAPPED);
}

/* ---- The object ---- */

static void
autosell_drive_group_dispose (GObject *object)
{
  AutosellDriveGroup *self = AUTOSELL_DRIVE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->google);
  G_OBJECT_CLASS (autosell_drive_group_parent_class)->dispose (object);
}

static void
autosell_drive_group_finalize (GObject *object)
{
  AutosellDriveGroup *self = AUTOSELL_DRIVE_GROUP (object);

  g_object_unref (self->cancellable);
  g_clear_pointer (&self->outlook, autosell_drive_outlook_free);
  G_OBJECT_CLASS (autosell_drive_group_parent_class)->finalize (object);
}

static void
autosell_drive_group_class_init (AutosellDriveGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_drive_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_drive_group_finalize;
}

static void
autosell_drive_group_init (AutosellDriveGroup *self)
{
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Photos in Drive"));
  add_rows (self);
}

GtkWidget *
autosell_drive_group_new (AutosellStore *store, AutosellGoogle *google)
{
  AutosellDriveGroup *self = g_object_new (AUTOSELL_TYPE_DRIVE_GROUP, NULL);

  self->store = g_object_ref (store);
  self->google = g_object_ref (google);
  /* Who is signed in is part of it. */
  g_signal_connect_object (google, "items-changed", G_CALLBACK (read_outlook), self, G_CONNECT_SWAPPED);
  if (get_manager () != NULL)
    g_signal_connect_object (get_manager (), "changed", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  read_outlook (self);
  return GTK_WIDGET (self);
}
