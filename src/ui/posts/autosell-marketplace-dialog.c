/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-dialog.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-marketplace-store.h"
#include "autosell-toaster.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

#define WIDTH 560
#define HEIGHT 720

struct _AutosellMarketplaceDialog
{
  AdwWindow parent_instance;
  AutosellStore *store; /* owned */
  gint64 key;
  GCancellable *cancellable;   /* owned, nullable after dispose */
  AutosellMarketplaceKit *kit; /* owned, nullable until it is loaded */
  GPtrArray *rows;             /* owned (element-type AdwActionRow): one a field */
  GPtrArray *buttons;          /* owned (element-type GtkButton): theirs */
  gboolean is_saving;

  AdwWindowTitle *title; /* the window's, as all below */
  AdwToastOverlay *overlay;
  AdwPreferencesGroup *fields;
  AdwActionRow *stage_row;
  GtkWidget *post_button, *renew_button, *remove_button;
  AdwEntryRow *link_row;
  GtkWidget *open_link;
  GtkWidget *copy_all, *photos_button;
};

G_DEFINE_FINAL_TYPE (AutosellMarketplaceDialog, autosell_marketplace_dialog, ADW_TYPE_WINDOW)

/* ---- Copying ---- */

static void
tell (AutosellMarketplaceDialog *self, const char *sentence)
{
  g_autofree char *title = g_markup_escape_text (sentence, -1);

  autosell_toaster_show (self->overlay, adw_toast_new (title));
}

static void
copy (AutosellMarketplaceDialog *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
set_copied (GtkButton *button, const AutosellMarketplaceItem *item, gboolean is_copied)
{
  /* Translators: %s is a field of a form, as “Title” */
  g_autofree char *name = g_strdup_printf (is_copied ? _("Copied “%s”") : _("Copy “%s”"), item->label);

  gtk_button_set_icon_name (button, is_copied ? "object-select-symbolic" : "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), name);
  autosell_compat_set_name (GTK_WIDGET (button), name);
}

/* The tick stays, so that whoever comes back from the browser sees how far they are. */
static void
copy_item_cb (GtkButton *button, AutosellMarketplaceDialog *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const AutosellMarketplaceItem *item = self->kit->items->pdata[index];

  if (item->value == NULL)
    return;
  copy (self, item->value);
  set_copied (button, item, TRUE);
}

static void
copy_all_cb (AutosellMarketplaceDialog *self)
{
  g_autofree char *text = self->kit != NULL ? autosell_marketplace_kit_dup_text (self->kit->items) : NULL;

  if (text == NULL)
    return;
  copy (self, text);
  gtk_button_set_label (GTK_BUTTON (self->copy_all), _("_All Copied"));
}

static void
open_form_cb (AutosellMarketplaceDialog *self)
{
  gtk_show_uri (GTK_WINDOW (self), AUTOSELL_MARKETPLACE_FORM, GDK_CURRENT_TIME);
}

/* ---- Photos ---- */

static void
update_photos_button (AutosellMarketplaceDialog *self)
{
  gtk_widget_set_sensitive (self->photos_button, !self->is_saving && self->kit != NULL
                                                   && autosell_vehicle_get_n_photos (self->kit->vehicle) > 0);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellMarketplaceFolder) folder =
    autosell_store_export_marketplace_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *sentence = NULL;
  g_autofree char *uri = NULL;

  self->is_saving = FALSE;
  if (self->cancellable == NULL)
    return;
  update_photos_button (self);
  if (folder == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The photos were not saved."), error);
      return;
    }
  sentence =
    g_strdup_printf (ngettext ("%u photo saved, and the words", "%u photos saved, and the words", folder->names->len),
                     folder->names->len);
  tell (self, sentence);
  uri = g_file_get_uri (folder->folder);
  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

static void
folder_chosen_cb (GFile *file, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceDialog) self = user_data;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (file == NULL || self->kit == NULL || self->cancellable == NULL)
    return;
  name = autosell_marketplace_dup_folder_name (self->kit->vehicle);
  text = autosell_marketplace_kit_dup_text (self->kit->items);
  self->is_saving = TRUE;
  update_photos_button (self);
  autosell_store_export_marketplace_async (self->store, self->key, file, name, text, self->cancellable, saved_cb,
                                           g_object_ref (self));
}

static void
save_photos_cb (AutosellMarketplaceDialog *self)
{
  autosell_compat_choose_folder (GTK_WINDOW (self), _("Where the Photos Go"), folder_chosen_cb, g_object_ref (self));
}

/* ---- The listing ---- */

static void
committed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL && self->cancellable != NULL)
    autosell_error_dialog_present (GTK_WINDOW (self), _("The change was not saved."), error);
}

void
autosell_marketplace_commit (AutosellStore *store, gint64 key, const AutosellListing *listing,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellChangeSet *changes = autosell_change_set_new (AUTOSELL_ACTION_MARKETPLACE);

  autosell_change_set_set_listing (changes, key, listing);
  autosell_store_commit_async (store, changes, NULL, callback, user_data);
}

static void
commit (AutosellMarketplaceDialog *self, const AutosellListing *listing)
{
  autosell_marketplace_commit (self->store, self->key, listing, committed_cb, g_object_ref (self));
}

static void
step_cb (GtkWidget *button, AutosellMarketplaceDialog *self)
{
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  char today[AUTOSELL_DATE_SIZE];

  if (self->kit == NULL)
    return;
  autosell_date_today (today);
  autosell_listing_copy (&listing, &self->kit->listing);
  if (button == self->post_button)
    autosell_listing_post (&listing, today);
  else if (button == self->renew_button)
    autosell_listing_renew (&listing, today);
  else
    autosell_listing_remove (&listing, today);
  commit (self, &listing);
  autosell_listing_clear (&listing);
}

static void
link_changed_cb (AutosellMarketplaceDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->link_row));
  g_autofree char *link = autosell_listing_check_link (text, NULL);

  if (*text != '\0' && link == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->link_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->link_row), "error");
}

static void
link_applied_cb (AutosellMarketplaceDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->link_row));
  AutosellListing listing = AUTOSELL_LISTING_INIT;
  g_autoptr(GError) error = NULL;
  g_autofree char *link = *text != '\0' ? autosell_listing_check_link (text, &error) : NULL;

  if (error != NULL)
    {
      tell (self, error->message);
      return;
    }
  if (self->kit == NULL)
    return;
  autosell_listing_copy (&listing, &self->kit->listing);
  g_free (listing.link);
  listing.link = g_steal_pointer (&link);
  commit (self, &listing);
  autosell_listing_clear (&listing);
}

static void
open_link_cb (AutosellMarketplaceDialog *self)
{
  if (self->kit != NULL && self->kit->listing.link != NULL)
    gtk_show_uri (GTK_WINDOW (self), self->kit->listing.link, GDK_CURRENT_TIME);
}

/* ---- What is shown ---- */

static void
append_day (GString *text, const char *format, const char *day)
{
  g_autofree char *shown = autosell_format_date (day);

  if (*day == '\0')
    return;
  g_string_append (text, text->len > 0 ? " · " : "");
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, format, shown);
#pragma GCC diagnostic pop
}

char *
autosell_marketplace_dup_days (const char *posted_on, const char *renewed_on, const char *removed_on)
{
  GString *text = g_string_new (NULL);

  append_day (text, _("listed on %s"), posted_on);
  append_day (text, _("renewed on %s"), renewed_on);
  append_day (text, _("taken down on %s"), removed_on);
  return g_string_free (text, FALSE);
}

static void
set_suggested (GtkWidget *button, gboolean is_suggested)
{
  if (is_suggested)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
}

static void
show_listing (AutosellMarketplaceDialog *self)
{
  const AutosellListing *listing = &self->kit->listing;
  AutosellListingStage stage = self->kit->stage;
  gboolean is_up =
    stage == AUTOSELL_LISTING_UP || stage == AUTOSELL_LISTING_RENEW || stage == AUTOSELL_LISTING_TAKE_DOWN;
  g_autofree char *days = autosell_marketplace_dup_days (listing->posted_on, listing->renewed_on, listing->removed_on);
  g_autofree char *when = autosell_format_instant (self->kit->at_us);
  g_autofree char *said = self->kit->at_us != 0 ? g_strdup_printf ("%s\n%s, %s", days, self->kit->who, when)
                                                : g_strdup (_("What is done there is noted here by hand."));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->stage_row), autosell_listing_stage_to_label (stage));
  adw_action_row_set_subtitle (self->stage_row, said);
  gtk_widget_set_visible (self->post_button, !is_up);
  gtk_widget_set_visible (self->renew_button, is_up && stage != AUTOSELL_LISTING_TAKE_DOWN);
  gtk_widget_set_visible (self->remove_button, is_up);
  set_suggested (self->renew_button, stage == AUTOSELL_LISTING_RENEW);
  set_suggested (self->remove_button, stage == AUTOSELL_LISTING_TAKE_DOWN);
  gtk_widget_set_visible (self->open_link, listing->link != NULL);
  /* Not over what is being typed */
  if (!gtk_widget_has_focus (GTK_WIDGET (self->link_row))
      && gtk_widget_get_focus_child (GTK_WIDGET (self->link_row)) == NULL
      && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->link_row)), listing->link != NULL ? listing->link : "")
           != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->link_row), listing->link != NULL ? listing->link : "");
}

static void
row_activated_cb (GtkWidget *button)
{
  gtk_widget_activate (button);
}

static void
add_row (AutosellMarketplaceDialog *self, guint index)
{
  const AutosellMarketplaceItem *item = self->kit->items->pdata[index];
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", item->label, "subtitle-lines",
                                    item->is_long ? 6 : 0, NULL);
  GtkWidget *button = gtk_button_new ();

  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  set_copied (GTK_BUTTON (button), item, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_item_cb), self);
  adw_action_row_add_suffix (row, button);
  /* Not its activatable widget, which would be called by the row’s title a second time */
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), button, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->fields, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->buttons, button);
}

/* @before: (nullable): as it was shown; a value that changed is not copied yet */
static void
show_item (AutosellMarketplaceDialog *self, guint index, const AutosellMarketplaceItem *before)
{
  const AutosellMarketplaceItem *item = self->kit->items->pdata[index];
  AdwActionRow *row = self->rows->pdata[index];
  GtkWidget *button = self->buttons->pdata[index];
  const char *note = item->note != NULL ? item->note
                     : item->is_choice  ? _("A list of the form: choose it there.")
                                        : NULL;
  g_autofree char *text = g_strjoin (item->value != NULL && note != NULL ? "\n" : "",
                                     item->value != NULL ? item->value : "", note != NULL ? note : "", NULL);

  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_sensitive (button, item->value != NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), item->value != NULL);
  if (before != NULL && g_strcmp0 (before->value, item->value) != 0)
    {
      set_copied (GTK_BUTTON (button), item, FALSE);
      gtk_button_set_label (GTK_BUTTON (self->copy_all), _("Copy _All"));
    }
  if (item->value == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "dim-label");
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellMarketplaceDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  AutosellMarketplaceKit *kit = autosell_store_get_marketplace_kit_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(AutosellMarketplaceKit) before = NULL;
  g_autofree char *title = NULL;

  if (self->cancellable == NULL)
    {
      g_clear_pointer (&kit, autosell_marketplace_kit_free);
      return;
    }
  if (kit == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_window_close (GTK_WINDOW (self));
      return;
    }
  before = g_steal_pointer (&self->kit);
  self->kit = kit;
  title = autosell_vehicle_dup_title (kit->vehicle);
  adw_window_title_set_subtitle (self->title, title);
  for (guint i = 0; i < kit->items->len; i++)
    {
      if (i >= self->rows->len)
        add_row (self, i);
      show_item (self, i, before != NULL ? before->items->pdata[i] : NULL);
    }
  show_listing (self);
  update_photos_button (self);
  gtk_widget_set_sensitive (self->copy_all, TRUE);
}

static void
load (AutosellMarketplaceDialog *self)
{
  char today[AUTOSELL_DATE_SIZE];

  autosell_date_today (today);
  autosell_store_get_marketplace_kit_async (self->store, self->key, today, self->cancellable, loaded_cb,
                                            g_object_ref (self));
}

/* ---- The window ---- */

static GtkWidget *
create_button (AutosellMarketplaceDialog *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_step (AutosellMarketplaceDialog *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect (button, "clicked", G_CALLBACK (step_cb), self);
  return button;
}

/* In a row of their own as far as there is room. */
static GtkWidget *
create_help (AutosellMarketplaceDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *form = create_button (self, _("Open the _Form"), G_CALLBACK (open_form_cb));

  self->copy_all = create_button (self, _("Copy _All"), G_CALLBACK (copy_all_cb));
  self->photos_button = create_button (self, _("Save the _Photos…"), G_CALLBACK (save_photos_cb));
  gtk_widget_set_sensitive (self->copy_all, FALSE);
  gtk_widget_set_sensitive (self->photos_button, FALSE);
  gtk_widget_add_css_class (form, "suggested-action");
  gtk_widget_set_layout_manager (box, autosell_wrap_layout_new (6));
  gtk_box_append (GTK_BOX (box), form);
  gtk_box_append (GTK_BOX (box), self->copy_all);
  gtk_box_append (GTK_BOX (box), self->photos_button);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    _("No program may list cars on Marketplace: you do it in the browser. Open the form, copy field "
      "after field, and add the photos."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  return group;
}

static GtkWidget *
create_listing (AutosellMarketplaceDialog *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  self->stage_row =
    g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  self->post_button = create_step (self, C_ ("Marketplace", "_Listed Today"));
  self->renew_button = create_step (self, C_ ("Marketplace", "_Renewed Today"));
  self->remove_button = create_step (self, C_ ("Marketplace", "_Taken Down"));
  adw_action_row_add_suffix (self->stage_row, self->post_button);
  adw_action_row_add_suffix (self->stage_row, self->renew_button);
  adw_action_row_add_suffix (self->stage_row, self->remove_button);
  self->link_row = g_object_new (ADW_TYPE_ENTRY_ROW, "title", _("Address of the listing"), "show-apply-button", TRUE,
                                 "input-purpose", GTK_INPUT_PURPOSE_URL, NULL);
  g_signal_connect_swapped (self->link_row, "changed", G_CALLBACK (link_changed_cb), self);
  g_signal_connect_swapped (self->link_row, "apply", G_CALLBACK (link_applied_cb), self);
  self->open_link = gtk_button_new_from_icon_name ("web-browser-symbolic");
  gtk_widget_set_valign (self->open_link, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->open_link, FALSE);
  gtk_widget_add_css_class (self->open_link, "flat");
  gtk_widget_set_tooltip_text (self->open_link, _("Open the listing in the browser"));
  autosell_compat_set_name (self->open_link, _("Open the listing in the browser"));
  g_signal_connect_swapped (self->open_link, "clicked", G_CALLBACK (open_link_cb), self);
  adw_entry_row_add_suffix (self->link_row, self->open_link);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Your Listing"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->stage_row));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (self->link_row));
  return group;
}

static void
autosell_marketplace_dialog_dispose (GObject *object)
{
  AutosellMarketplaceDialog *self = AUTOSELL_MARKETPLACE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_marketplace_dialog_parent_class)->dispose (object);
}

static void
autosell_marketplace_dialog_finalize (GObject *object)
{
  AutosellMarketplaceDialog *self = AUTOSELL_MARKETPLACE_DIALOG (object);

  g_clear_pointer (&self->kit, autosell_marketplace_kit_free);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->buttons);
  G_OBJECT_CLASS (autosell_marketplace_dialog_parent_class)->finalize (object);
}

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
autosell_marketplace_dialog_class_init (AutosellMarketplaceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_marketplace_dialog_dispose;
  object_class->finalize = autosell_marketplace_dialog_finalize;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, close_cb, NULL);
}

static void
autosell_marketplace_dialog_init (AutosellMarketplaceDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->buttons = g_ptr_array_new ();
  self->title = ADW_WINDOW_TITLE (adw_window_title_new ("Marketplace", NULL));
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->fields = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->fields, _("Fields of the Form"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_help (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (create_listing (self)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->fields);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), GTK_WIDGET (self->title));
  gtk_widget_set_vexpand (GTK_WIDGET (self->overlay), TRUE);
  adw_toast_overlay_set_child (self->overlay, page);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->overlay));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), "Marketplace");
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

void
autosell_marketplace_dialog_present (GtkWindow *parent, AutosellStore *store, gint64 key)
{
  AutosellMarketplaceDialog *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store) && key != 0);

  self = g_object_new (AUTOSELL_TYPE_MARKETPLACE_DIALOG, "default-width", WIDTH, "default-height", HEIGHT, NULL);
  self->store = g_object_ref (store);
  self->key = key;
  g_signal_connect_object (store, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
