/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-gate-group.h"

#include <glib/gi18n.h>

#include "autosell-compat.h"
#include "autosell-editor.h"
#include "autosell-format.h"
#include "autosell-gallery.h"
#include "autosell-post-gate.h"

struct _AutosellPostGateGroup
{
  AdwBin parent_instance;
  AutosellStore *store; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellPostGateGroup, autosell_post_gate_group, ADW_TYPE_BIN)

/* ---- The way to what lacks ---- */

typedef struct
{
  gint64 key;
  char *title;        /* owned */
  gboolean has_field; /* else it is among the photos */
  AutosellField field;
} Place;

static void
place_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_free (((Place *) data)->title);
  g_free (data);
}

static void
mend_cb (GtkWidget *button, Place *place)
{
  AutosellPostGateGroup *self =
    AUTOSELL_POST_GATE_GROUP (gtk_widget_get_ancestor (button, AUTOSELL_TYPE_POST_GATE_GROUP));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (button));

  if (!place->has_field)
    {
      autosell_gallery_window_present (window, self->store, place->key, place->title);
      return;
    }
  /* The editor is a window beside: what waits for it must not keep the keyboard from it */
  gtk_window_set_modal (window, FALSE);
  autosell_editor_present_field (window, self->store, place->key, place->field);
}

static GtkWidget *
create_row (const AutosellPostGate *gate)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, "subtitle-lines", 0, NULL);
  GtkWidget *button;
  Place *place;
  g_autofree char *why = autosell_post_gate_dup_why (gate);
  g_autofree char *subtitle = gate->is_held ? g_strdup_printf (_("Left out. %s"), why) : g_strdup (why);
  g_autofree char *name = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gate->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  if (gate->is_deleted)
    return row;
  place = g_new0 (Place, 1);
  place->key = gate->key;
  place->title = g_strdup (gate->title);
  place->has_field = autosell_post_gate_get_field (gate, &place->field);
  button = gtk_button_new_with_label (place->has_field ? _("Edit") : _("Photos"));
  /* Translators: a button that leads to a car; %s is it */
  name = g_strdup_printf (place->has_field ? _("Edit %s") : _("Photos of %s"), gate->title);
  autosell_compat_set_name (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_data (button, "clicked", G_CALLBACK (mend_cb), place, place_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

/* ---- Showing ---- */

/* One line of several; unfolded, each. */
static GtkWidget *
create_expander (GPtrArray *gates, guint n_doubtful, guint n_held)
{
  GtkWidget *row = adw_expander_row_new ();
  guint n = n_held > 0 ? n_held : n_doubtful;
  g_autofree char *number = autosell_format_integer (n), *all = autosell_format_integer (gates->len);
  g_autofree char *title =
    g_strdup_printf (n_held > 0 ? ngettext ("%s of %s cars is left out", "%s of %s cars are left out", n)
                                : ngettext ("%s of %s cars lacks something", "%s of %s cars lack something", n),
                     number, all);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  for (guint i = 0; i < gates->len; i++)
    if (!((const AutosellPostGate *) gates->pdata[i])->is_whole)
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), create_row (gates->pdata[i]));
  return row;
}

void
autosell_post_gate_group_show (AutosellPostGateGroup *self, AutosellStore *store, GPtrArray *gates)
{
  guint n_doubtful = 0, n_held = 0;
  GtkWidget *group;

  g_return_if_fail (AUTOSELL_IS_POST_GATE_GROUP (self));

  g_set_object (&self->store, store);
  for (guint i = 0; i < gates->len; i++)
    {
      n_doubtful += !((const AutosellPostGate *) gates->pdata[i])->is_whole;
      n_held += ((const AutosellPostGate *) gates->pdata[i])->is_held;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n_doubtful > 0);
  if (n_doubtful == 0)
    {
      adw_bin_set_child (ADW_BIN (self), NULL);
      return;
    }
  group = adw_preferences_group_new ();
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), gates->len > 1 ? create_expander (gates, n_doubtful, n_held)
                                                                           : create_row (gates->pdata[0]));
  if (n_held > 0)
    adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group), _("The lot posts only cars that are whole; Preferences → Facebook changes that."));
  adw_bin_set_child (ADW_BIN (self), group);
}

static void
autosell_post_gate_group_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_POST_GATE_GROUP (object)->store);
  G_OBJECT_CLASS (autosell_post_gate_group_parent_class)->dispose (object);
}

static void
autosell_post_gate_group_class_init (AutosellPostGateGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_post_gate_group_dispose;
}

static void
autosell_post_gate_group_init (AutosellPostGateGroup *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
