/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-link-group.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-link-assistant.h"
#include "autosell-sheet-preview.h"
#include "autosell-sync-hours.h"
#include "autosell-sync-manager.h"

#include <glib/gi18n.h>

struct _AutosellLinkGroup
{
  AdwPreferencesGroup parent_instance;
  AutosellStore *store;     /* owned */
  AutosellGoogle *google;   /* owned */
  AutosellLedgerLink *link; /* owned, nullable */
  gboolean is_showing;      /* we set a choice, not a person */
  gboolean has_times;       /* they were shown; what is being typed there is left alone */
  AdwActionRow *none_row;   /* template children */
  AdwActionRow *sheet_row;
  AdwComboRow *winner;
  AdwComboRow *interval;
  AdwActionRow *hours_row;
  AdwEntryRow *hours[AUTOSELL_SYNC_N_DAYS];
  AdwActionRow *pause_row;
  GtkSwitch *pause;
  AdwActionRow *unlink_row;
};

G_DEFINE_FINAL_TYPE (AutosellLinkGroup, autosell_link_group, ADW_TYPE_PREFERENCES_GROUP)

static void read_link (AutosellLinkGroup *self);

/* (nullable) */
static GtkWindow *
get_window (AutosellLinkGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

/* ---- What there is ---- */

/* Returns: (transfer full) */
static char *
dup_place (AutosellLinkGroup *self)
{
  AutosellGoogleAccount *account = autosell_google_find_account (self->google, self->link->account);

  if (account == NULL || autosell_google_account_get_state (account) != AUTOSELL_GOOGLE_SIGNED_IN)
    /* Translators: %s is the name of a tab of a spreadsheet */
    return g_strdup_printf (_("Tab %s · the account is signed out"), self->link->tab_title);
  /* Translators: the name of a tab of a spreadsheet, and the e-mail address of its account */
  return g_strdup_printf (_("Tab %s · %s"), self->link->tab_title, autosell_google_account_get_email (account));
}

/* Seconds between two looks, as the choices of the row are; 0 is the program's own. */
static const guint intervals_s[] = { 0, 60, 300, 900, 3600 };

/* Of the template, and what each is called. */
static const char *const hours_ids[AUTOSELL_SYNC_N_DAYS] = { "weekdays", "saturday", "sunday" };
static const char *const hours_titles[AUTOSELL_SYNC_N_DAYS] = { N_("Monday to Friday"), N_("Saturday"), N_("Sunday") };

static void
show_hours_title (AutosellLinkGroup *self, int days, gboolean is_right)
{
  GtkWidget *row = GTK_WIDGET (self->hours[days]);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 is_right ? _(hours_titles[days])
                                          : _("Write it as 08:00-20:00, “closed”, or leave it empty"));
  if (is_right)
    gtk_widget_remove_css_class (row, "error");
  else
    gtk_widget_add_css_class (row, "error");
}

/* In the words of the row. Returns: (transfer full) */
static char *
dup_hours (const AutosellSyncRange *range)
{
  g_autofree char *text = autosell_sync_range_to_text (range);

  if (g_str_equal (text, "all"))
    return g_strdup ("");
  return g_str_equal (text, "closed") ? g_strdup (_("closed")) : g_steal_pointer (&text);
}

static gboolean
read_hours (const char *text, AutosellSyncRange *range)
{
  g_autofree char *typed = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  g_autofree char *closed = g_utf8_casefold (_("closed"), -1);

  return autosell_sync_range_parse (g_str_equal (folded, closed) ? "closed" : folded, range);
}

static void
show_times (AutosellLinkGroup *self)
{
  g_autofree char *text = autosell_store_get_setting (self->store, AUTOSELL_SETTING_SYNC_INTERVAL);
  g_autofree char *stored = autosell_store_get_setting (self->store, AUTOSELL_SETTING_SYNC_HOURS);
  AutosellSyncHours hours;
  guint64 seconds = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
  guint i = 0;

  /* One that was set in another way is shown as the next that is no longer. */
  while (i + 1 < G_N_ELEMENTS (intervals_s) && intervals_s[i + 1] <= seconds)
    i++;
  adw_combo_row_set_selected (self->interval, i);
  autosell_sync_hours_parse (stored, &hours);
  for (int days = 0; days < AUTOSELL_SYNC_N_DAYS; days++)
    {
      g_autofree char *shown = dup_hours (&hours.days[days]);

      gtk_editable_set_text (GTK_EDITABLE (self->hours[days]), shown);
      show_hours_title (self, days, TRUE);
    }
}

static void
show_link (AutosellLinkGroup *self)
{
  gboolean is_linked = self->link != NULL;
  /* What is hidden with the focus would keep it, and keys would go nowhere. */
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_autofree char *place = is_linked ? dup_place (self) : NULL;
  gboolean was_none;

  was_none = gtk_widget_get_visible (GTK_WIDGET (self->none_row));
  gtk_widget_set_visible (GTK_WIDGET (self->none_row), !is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row), is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->winner), is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->interval), is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->hours_row), is_linked);
  for (int days = 0; days < AUTOSELL_SYNC_N_DAYS; days++)
    gtk_widget_set_visible (GTK_WIDGET (self->hours[days]), is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_row), is_linked);
  gtk_widget_set_visible (GTK_WIDGET (self->unlink_row), is_linked);
  if (had_focus && gtk_widget_get_visible (GTK_WIDGET (self->none_row)) != was_none)
    gtk_widget_grab_focus (GTK_WIDGET (is_linked ? self->sheet_row : self->none_row));
  if (!is_linked)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sheet_row), self->link->title);
  adw_action_row_set_subtitle (self->sheet_row, place);
  self->is_showing = TRUE;
  adw_combo_row_set_selected (self->winner, self->link->winner == AUTOSELL_LEDGER_YIELDS ? 1 : 0);
  gtk_switch_set_active (self->pause, self->link->is_paused);
  if (was_none || !self->has_times)
    show_times (self);
  self->has_times = TRUE;
  self->is_showing = FALSE;
}

static void
link_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkGroup) self = user_data;
  g_autoptr(GError) error = NULL;
  AutosellLedgerLink *link = NULL;

  if (!autosell_store_get_link_finish (AUTOSELL_STORE (source), result, &link, &error))
    {
      g_warning ("The link was not read: %s", error->message);
      return;
    }
  g_clear_pointer (&self->link, autosell_ledger_link_free);
  self->link = link;
  if (self->store != NULL)
    show_link (self);
}

static void
read_link (AutosellLinkGroup *self)
{
  if (self->store != NULL)
    autosell_store_get_link_async (self->store, link_read_cb, g_object_ref (self));
}

/* Shows how it is after a change that a person asked for, done or not. */
static void
end_change (AutosellLinkGroup *self, const char *what, const GError *error)
{
  if (error == NULL)
    autosell_link_assistant_tell_sync ();
  if (get_window (self) == NULL)
    return;
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    adw_preferences_window_add_toast (
      ADW_PREFERENCES_WINDOW (get_window (self)),
      adw_toast_new (_("The program is synchronizing this moment. Try again in a minute.")));
  else if (error != NULL)
    autosell_error_dialog_present (get_window (self), what, error);
  read_link (self);
}

/* ---- What a person does ---- */

static void
link_activated_cb (AutosellLinkGroup *self)
{
  AutosellLinkAssistant *assistant = autosell_link_assistant_present (get_window (self), self->store, self->google);

  g_signal_connect_object (assistant, "linked", G_CALLBACK (read_link), self, G_CONNECT_SWAPPED);
}

static void
open_activated_cb (AutosellLinkGroup *self)
{
  g_autofree char *address = autosell_link_assistant_dup_address (self->link->spreadsheet, self->link->tab);

  gtk_show_uri (get_window (self), address, GDK_CURRENT_TIME);
}

static void
winner_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkGroup) self = user_data;
  g_autoptr(GError) error = NULL;

  autosell_sheet_set_winner_finish (AUTOSELL_STORE (source), result, &error);
  end_change (self, _("What stays was not changed."), error);
}

static void
winner_changed_cb (AutosellLinkGroup *self)
{
  AutosellLedgerWinner winner =
    adw_combo_row_get_selected (self->winner) == 1 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;

  if (!self->is_showing && self->link != NULL && self->link->winner != winner)
    autosell_sheet_set_winner_async (self->store, winner, winner_set_cb, g_object_ref (self));
}

static void
interval_changed_cb (AutosellLinkGroup *self)
{
  guint seconds = intervals_s[MIN (adw_combo_row_get_selected (self->interval), G_N_ELEMENTS (intervals_s) - 1)];
  g_autofree char *text = seconds > 0 ? g_strdup_printf ("%u", seconds) : NULL;

  if (!self->is_showing && self->store != NULL)
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_SYNC_INTERVAL, text);
}

static void
hours_applied_cb (AutosellLinkGroup *self, AdwEntryRow *row)
{
  g_autofree char *stored =
    self->store != NULL ? autosell_store_get_setting (self->store, AUTOSELL_SETTING_SYNC_HOURS) : NULL;
  g_autofree char *text = NULL;
  AutosellSyncHours hours;
  gboolean is_right;
  int days = 0;

  while (self->hours[days] != row)
    days++;
  autosell_sync_hours_parse (stored, &hours);
  is_right = read_hours (gtk_editable_get_text (GTK_EDITABLE (row)), &hours.days[days]);
  show_hours_title (self, days, is_right);
  if (!is_right || self->store == NULL)
    return;
  text = autosell_sync_hours_to_text (&hours);
  autosell_store_set_setting (self->store, AUTOSELL_SETTING_SYNC_HOURS, text);
}

static void
paused_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkGroup) self = user_data;
  g_autoptr(GError) error = NULL;

  autosell_store_pause_link_finish (AUTOSELL_STORE (source), result, &error);
  end_change (self, _("The sheet was not paused."), error);
}

static void
pause_changed_cb (AutosellLinkGroup *self)
{
  gboolean is_paused = gtk_switch_get_active (self->pause);

  if (!self->is_showing && self->link != NULL && self->link->is_paused != is_paused)
    autosell_store_pause_link_async (self->store, is_paused, paused_cb, g_object_ref (self));
}

static void
unlinked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellLinkGroup) self = user_data;
  g_autoptr(GError) error = NULL;

  /* In the row that has the focus now, and no toast: libadwaita's takes the first Escape for itself, and this is what
   * there is. */
  if (autosell_sheet_unlink_finish (AUTOSELL_STORE (source), result, &error) && self->link != NULL
      && get_window (self) != NULL)
    {
      g_autofree char *text = g_strdup_printf (_("“%s” is not linked any more. It stays as it is."), self->link->title);

      adw_action_row_set_subtitle (self->none_row, text);
    }
  end_change (self, _("The sheet was not unlinked."), error);
}

static void
unlink_answered_cb (gboolean is_sure, gpointer user_data)
{
  g_autoptr(AutosellLinkGroup) self = user_data;

  if (is_sure && self->store != NULL)
    autosell_sheet_unlink_async (self->store, unlinked_cb, g_object_ref (self));
}

static void
unlink_activated_cb (AutosellLinkGroup *self)
{
  /* Translators: %s is the name of a spreadsheet */
  g_autofree char *heading = g_strdup_printf (_("Unlink “%s”?"), self->link->title);

  autosell_compat_ask (
    get_window (self), heading,
    _("Sheet and stock stay as they are, and no longer follow each other. What was changed here and is "
      "not in the sheet yet does not go there any more."),
    _("_Unlink"), TRUE, unlink_answered_cb, g_object_ref (self));
}

/* ---- object ---- */

static void
autosell_link_group_dispose (GObject *object)
{
  AutosellLinkGroup *self = AUTOSELL_LINK_GROUP (object);

  g_clear_object (&self->store);
  g_clear_object (&self->google);
  G_OBJECT_CLASS (autosell_link_group_parent_class)->dispose (object);
}

static void
autosell_link_group_finalize (GObject *object)
{
  g_clear_pointer (&AUTOSELL_LINK_GROUP (object)->link, autosell_ledger_link_free);
  G_OBJECT_CLASS (autosell_link_group_parent_class)->finalize (object);
}

static void
autosell_link_group_class_init (AutosellLinkGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_link_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_link_group_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-link-group.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, none_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, winner);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, interval);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, hours_row);
  for (int days = 0; days < AUTOSELL_SYNC_N_DAYS; days++)
    gtk_widget_class_bind_template_child_full (
      widget_class, hours_ids[days], FALSE, G_STRUCT_OFFSET (AutosellLinkGroup, hours) + days * sizeof (AdwEntryRow *));
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, pause_row);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, pause);
  gtk_widget_class_bind_template_child (widget_class, AutosellLinkGroup, unlink_row);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, winner_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, interval_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hours_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, unlink_activated_cb);
}

static void
autosell_link_group_init (AutosellLinkGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  autosell_compat_set_name (GTK_WIDGET (self->pause), _("Pause"));
}

GtkWidget *
autosell_link_group_new (AutosellStore *store, AutosellGoogle *google)
{
  AutosellLinkGroup *self = g_object_new (AUTOSELL_TYPE_LINK_GROUP, NULL);

  self->store = g_object_ref (store);
  self->google = g_object_ref (google);
  /* Who is signed in is part of it. */
  g_signal_connect_object (google, "items-changed", G_CALLBACK (read_link), self, G_CONNECT_SWAPPED);
  read_link (self);
  return GTK_WIDGET (self);
}
