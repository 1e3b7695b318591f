/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-saved.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

struct _AutosellFilterSaved
{
  GtkWidget parent_instance;
  AutosellStore *store; /* owned */
  char *text;           /* owned: the search text now */
  GtkWidget *list;      /* child */
};

enum
{
  APPLY,
  RENAME,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterSaved, autosell_filter_saved, GTK_TYPE_WIDGET)

/* ---- In the store ---- */

GPtrArray *
autosell_filter_saved_load (AutosellStore *store)
{
  g_autofree char *data = autosell_store_get_setting (store, AUTOSELL_SETTING_SAVED_FILTERS);

  return autosell_saved_filters_read (data);
}

static void
save (AutosellStore *store, GPtrArray *filters)
{
  g_autofree char *data = autosell_saved_filters_write (filters);

  autosell_store_set_setting (store, AUTOSELL_SETTING_SAVED_FILTERS, data);
}

gboolean
autosell_filter_saved_put (AutosellStore *store, guint index, const char *name, const char *text)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (store);

  if (!autosell_saved_filters_put (filters, index, name, text))
    return FALSE;
  save (store, filters);
  return TRUE;
}

gboolean
autosell_filter_saved_rename (AutosellStore *store, const char *name, const char *new_name)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (store);

  if (!autosell_saved_filters_rename (filters, name, new_name))
    return FALSE;
  save (store, filters);
  return TRUE;
}

char *
autosell_filter_saved_remove (AutosellStore *store, const char *name, guint *index)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (store);
  AutosellSavedFilter *filter = autosell_saved_filters_find (filters, name, index);
  char *text;

  if (filter == NULL)
    return NULL;
  text = g_strdup (filter->text);
  autosell_saved_filters_remove (filters, name);
  save (store, filters);
  return text;
}

/* ---- Rows ---- */

static const char *
get_name (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_parent (button)), "name");
}

static const char *
get_text (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_parent (button)), "text");
}

static void
apply_clicked_cb (GtkWidget *button, AutosellFilterSaved *self)
{
  g_autofree char *text = g_strdup (get_text (button));

  g_signal_emit (self, signals[APPLY], 0, text);
}

static void
rename_clicked_cb (GtkWidget *button, AutosellFilterSaved *self)
{
  g_autofree char *name = g_strdup (get_name (button));
  g_autofree char *text = g_strdup (get_text (button));

  g_signal_emit (self, signals[RENAME], 0, name, text);
}

static void
remove_clicked_cb (GtkWidget *button, AutosellFilterSaved *self)
{
  g_autofree char *name = g_strdup (get_name (button));
  guint index;
  g_autofree char *text = autosell_filter_saved_remove (self->store, name, &index);

  if (text != NULL)
    g_signal_emit (self, signals[REMOVED], 0, name, text, index);
}

static GtkWidget *
create_icon_button (AutosellFilterSaved *self, const char *icon, const char *tooltip, const char *name,
                    GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  autosell_compat_set_name (button, name);
  g_signal_connect (button, "clicked", callback, self);
  return button;
}

static GtkWidget *
create_apply_button (AutosellFilterSaved *self, const AutosellSavedFilter *filter)
{
  gboolean is_current = g_strcmp0 (filter->text, self->text) == 0;
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (filter->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  if (is_current)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "filter-row");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, filter->text);
  autosell_compat_set_name (button, filter->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  is_current ? _("This is the filter now") : _("Apply this filter"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (apply_clicked_cb), self);
  return button;
}

static GtkWidget *
create_row (AutosellFilterSaved *self, const AutosellSavedFilter *filter)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  /* Translators: %s is the name of a saved filter */
  g_autofree char *rename_name = g_strdup_printf (_("Rename the filter “%s”"), filter->name);
  g_autofree char *delete_name = g_strdup_printf (_("Delete the filter “%s”"), filter->name);

  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (filter->name), g_free);
  g_object_set_data_full (G_OBJECT (row), "text", g_strdup (filter->text), g_free);
  gtk_box_append (GTK_BOX (row), create_apply_button (self, filter));
  gtk_box_append (GTK_BOX (row), create_icon_button (self, "document-edit-symbolic", _("Rename"), rename_name,
                                                     G_CALLBACK (rename_clicked_cb)));
  gtk_box_append (GTK_BOX (row), create_icon_button (self, "user-trash-symbolic", _("Delete"), delete_name,
                                                     G_CALLBACK (remove_clicked_cb)));
  return row;
}

static void
show_rows (AutosellFilterSaved *self)
{
  g_autoptr(GPtrArray) filters = autosell_filter_saved_load (self->store);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < filters->len; i++)
    gtk_box_append (GTK_BOX (self->list), create_row (self, g_ptr_array_index (filters, i)));
  gtk_widget_set_visible (GTK_WIDGET (self), filters->len > 0);
  if (!had_focus)
    return;
  /* What had it is gone. */
  if (filters->len > 0)
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_FORWARD);
}

void
autosell_filter_saved_set_text (AutosellFilterSaved *self, const char *text)
{
  if (g_strcmp0 (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  show_rows (self);
}

static void
setting_changed_cb (AutosellFilterSaved *self, const char *name)
{
  if (g_strcmp0 (name, AUTOSELL_SETTING_SAVED_FILTERS) == 0)
    show_rows (self);
}

/* ---- Class ---- */

static void
autosell_filter_saved_dispose (GObject *object)
{
  AutosellFilterSaved *self = AUTOSELL_FILTER_SAVED (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_filter_saved_parent_class)->dispose (object);
}

static void
autosell_filter_saved_finalize (GObject *object)
{
  g_free (AUTOSELL_FILTER_SAVED (object)->text);
  G_OBJECT_CLASS (autosell_filter_saved_parent_class)->finalize (object);
}

static void
autosell_filter_saved_class_init (AutosellFilterSavedClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_filter_saved_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_saved_finalize;
  signals[APPLY] = g_signal_new ("apply", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[RENAME] =
    g_signal_new ("rename", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_saved_init (AutosellFilterSaved *self)
{
  GtkWidget *title = gtk_label_new (_("Saved filters"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  autosell_compat_set_name (GTK_WIDGET (self), _("Saved filters"));
}

GtkWidget *
autosell_filter_saved_new (AutosellStore *store)
{
  AutosellFilterSaved *self = g_object_new (AUTOSELL_TYPE_FILTER_SAVED, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  show_rows (self);
  return GTK_WIDGET (self);
}
