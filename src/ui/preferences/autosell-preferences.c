/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-preferences.h"

#include "autosell-compat.h"
#include "autosell-facebook-page.h"
#include "autosell-google-page.h"
#include "autosell-marketplace-preferences.h"
#include "autosell-text-scale.h"
#include "autosell-photo-store.h"
#include "autosell-text.h"

#include <glib/gi18n.h>

#define AUTOSELL_TYPE_PREFERENCES (autosell_preferences_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPreferences, autosell_preferences, AUTOSELL, PREFERENCES, AdwPreferencesWindow)

struct _AutosellPreferences
{
  AdwPreferencesWindow parent_instance;
  AutosellStore *store;      /* owned */
  GSettings *settings;       /* owned */
  AdwEntryRow *profile_name; /* template children */
  AdwEntryRow *dealership_name;
  AdwEntryRow *dealership_address;
  AdwEntryRow *dealership_phone;
  AdwEntryRow *dealership_hours;
  AdwEntryRow *dealership_payment;
  AdwComboRow *dealership_guarantee;
  AdwActionRow *data_folder;
  GtkSpinButton *photos_wanted;
  GtkSwitch *keep_originals;
};

G_DEFINE_FINAL_TYPE (AutosellPreferences, autosell_preferences, ADW_TYPE_PREFERENCES_WINDOW)

typedef struct
{
  AdwEntryRow *row;
  const char *setting;
} Entry;

static void
get_entries (AutosellPreferences *self, Entry entries[5])
{
  entries[0] = (Entry){ self->dealership_name, AUTOSELL_SETTING_DEALERSHIP_NAME };
  entries[1] = (Entry){ self->dealership_address, AUTOSELL_SETTING_DEALERSHIP_ADDRESS };
  entries[2] = (Entry){ self->dealership_phone, AUTOSELL_SETTING_DEALERSHIP_PHONE };
  entries[3] = (Entry){ self->dealership_hours, AUTOSELL_SETTING_DEALERSHIP_HOURS };
  entries[4] = (Entry){ self->dealership_payment, AUTOSELL_SETTING_DEALERSHIP_PAYMENT };
}

static char *
dup_row_text (AdwEntryRow *row)
{
  return autosell_text_trim (gtk_editable_get_text (GTK_EDITABLE (row)));
}

static void
set_row_text (AdwEntryRow *row, const char *text)
{
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text != NULL ? text : "") != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
save_profile (AutosellPreferences *self)
{
  g_autofree char *name = dup_row_text (self->profile_name);

  g_settings_set_string (self->settings, "profile-name", name != NULL ? name : "");
  /* Without a name of their own the person goes by the system's. */
  autosell_store_set_author (self->store, name);
}

static void
save_dealership (AutosellPreferences *self)
{
  Entry entries[5];

  get_entries (self, entries);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = dup_row_text (entries[i].row);
      g_autofree char *saved = autosell_store_get_setting (self->store, entries[i].setting);

      if (g_strcmp0 (text, saved) != 0)
        autosell_store_set_setting (self->store, entries[i].setting, text);
    }
}

/* In the order of the row's model. */
static const char *const guarantees[] = { NULL, "yes", "no" };

static void
guarantee_changed_cb (AutosellPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->dealership_guarantee);

  if (selected < G_N_ELEMENTS (guarantees))
    autosell_store_set_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_GUARANTEE, guarantees[selected]);
}

static void
show_guarantee (AutosellPreferences *self)
{
  g_autofree char *saved = autosell_store_get_setting (self->store, AUTOSELL_SETTING_DEALERSHIP_GUARANTEE);

  for (guint i = 0; i < G_N_ELEMENTS (guarantees); i++)
    if (g_strcmp0 (saved, guarantees[i]) == 0)
      adw_combo_row_set_selected (self->dealership_guarantee, i);
  g_signal_connect_swapped (self->dealership_guarantee, "notify::selected", G_CALLBACK (guarantee_changed_cb), self);
}

static void
photos_wanted_cb (AutosellPreferences *self)
{
  int wanted = gtk_spin_button_get_value_as_int (self->photos_wanted);

  if (wanted != autosell_store_get_photos_wanted (self->store))
    autosell_store_set_photos_wanted (self->store, wanted);
}

static void
keep_originals_cb (AutosellPreferences *self)
{
  autosell_store_set_keep_originals (self->store, gtk_switch_get_active (self->keep_originals));
}

static void
show_photos (AutosellPreferences *self)
{
  gtk_spin_button_set_value (self->photos_wanted, autosell_store_get_photos_wanted (self->store));
  gtk_switch_set_active (self->keep_originals, autosell_store_get_keep_originals (self->store));
  g_signal_connect_swapped (self->photos_wanted, "value-changed", G_CALLBACK (photos_wanted_cb), self);
  g_signal_connect_swapped (self->keep_originals, "notify::active", G_CALLBACK (keep_originals_cb), self);
}

/* What is in an entry that nobody confirmed is saved too: closing is no way to lose it. */
static gboolean
autosell_preferences_close_request (GtkWindow *window)
{
  AutosellPreferences *self = AUTOSELL_PREFERENCES (window);

  save_profile (self);
  save_dealership (self);
  return GTK_WINDOW_CLASS (autosell_preferences_parent_class)->close_request (window);
}

static void
autosell_preferences_dispose (GObject *object)
{
  AutosellPreferences *self = AUTOSELL_PREFERENCES (object);

  g_clear_object (&self->store);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (autosell_preferences_parent_class)->dispose (object);
}

static void
autosell_preferences_class_init (AutosellPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_preferences_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = autosell_preferences_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, profile_name);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_name);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_address);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_phone);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_hours);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_payment);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, dealership_guarantee);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, data_folder);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, photos_wanted);
  gtk_widget_class_bind_template_child (widget_class, AutosellPreferences, keep_originals);
}

static void
autosell_preferences_init (AutosellPreferences *self)
{
  self->settings = g_settings_new (APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
autosell_preferences_present (GtkWindow *parent, AutosellStore *store, AutosellGoogle *google,
                              AutosellFacebook *facebook, const char *page)
{
  AutosellPreferences *self = g_object_new (AUTOSELL_TYPE_PREFERENCES, NULL);
  g_autofree char *name = g_settings_get_string (self->settings, "profile-name");
  Entry entries[5];

  self->store = g_object_ref (store);
  set_row_text (self->profile_name, name);
  g_signal_connect_swapped (self->profile_name, "apply", G_CALLBACK (save_profile), self);
  adw_entry_row_set_show_apply_button (self->profile_name, TRUE);

  get_entries (self, entries);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *text = autosell_store_get_setting (store, entries[i].setting);

      set_row_text (entries[i].row, text);
      adw_entry_row_set_show_apply_button (entries[i].row, TRUE);
      g_signal_connect_swapped (entries[i].row, "apply", G_CALLBACK (save_dealership), self);
    }
  show_guarantee (self);
  show_photos (self);
  adw_action_row_set_subtitle (self->data_folder, autosell_store_get_data_dir (store));
  if (google != NULL)
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                ADW_PREFERENCES_PAGE (autosell_google_page_new (store, google)));
  if (facebook != NULL)
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                ADW_PREFERENCES_PAGE (autosell_facebook_page_new (store, facebook)));
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                              ADW_PREFERENCES_PAGE (autosell_marketplace_preferences_new (store)));
  /* Or the names of the pages would not go beside each other in a narrow window */
  if (autosell_text_scale_get () > 1.5)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large-words");
  if (page != NULL)
    adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (self), page);
  autosell_compat_present_dialog (GTK_WINDOW (self), parent);
}
