/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-recent-list.h"

#include "autosell-recent-imports.h"

#include <glib/gi18n.h>

struct _AutosellRecentList
{
  AdwBin parent_instance;
  GSettings *settings;        /* owned */
  AdwPreferencesGroup *group; /* unowned child */
  GPtrArray *rows;            /* of unowned GtkWidget, in the group */
};

G_DEFINE_FINAL_TYPE (AutosellRecentList, autosell_recent_list, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
row_activated_cb (AutosellRecentList *self, GtkWidget *row)
{
  g_autoptr(GFile) file = g_file_new_for_uri (g_object_get_data (G_OBJECT (row), "uri"));

  g_signal_emit (self, signals[CHOSEN], 0, file);
}

static GtkWidget *
row_new (AutosellRecentList *self, const char *uri)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = autosell_recent_imports_dup_name (uri, &folder);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (folder != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), folder);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (uri), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
update (AutosellRecentList *self)
{
  g_auto(GStrv) uris = autosell_recent_imports_dup_uris ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; uris[i] != NULL; i++)
    {
      GtkWidget *row = row_new (self, uris[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), uris[0] != NULL);
}

static void
autosell_recent_list_dispose (GObject *object)
{
  AutosellRecentList *self = AUTOSELL_RECENT_LIST (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (autosell_recent_list_parent_class)->dispose (object);
}

static void
autosell_recent_list_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_RECENT_LIST (object)->rows);
  G_OBJECT_CLASS (autosell_recent_list_parent_class)->finalize (object);
}

static void
autosell_recent_list_class_init (AutosellRecentListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_recent_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_recent_list_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_FILE);
}

static void
autosell_recent_list_init (AutosellRecentList *self)
{
  self->rows = g_ptr_array_new ();
  self->settings = g_settings_new (APP_ID);
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Import again"));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
  g_signal_connect_object (self->settings, "changed::recent-imports", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
