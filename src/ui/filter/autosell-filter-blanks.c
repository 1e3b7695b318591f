/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-blanks.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkToggleButton *without; /* unowned, nullable: status and acquisition say it themselves */
  GtkToggleButton *with;
} Row;

struct _AutosellFilterBlanks
{
  GtkWidget parent_instance;
  Row rows[AUTOSELL_N_FIELDS];
  gboolean is_updating;
};

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterBlanks, autosell_filter_blanks, GTK_TYPE_WIDGET)

static void
toggled_cb (GtkToggleButton *button, AutosellFilterBlanks *self)
{
  AutosellField field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "field"));
  Row *row = &self->rows[field];
  gboolean is_active = gtk_toggle_button_get_active (button);
  g_autofree char *term = NULL;

  if (self->is_updating)
    return;
  if (is_active)
    term = button == row->without ? autosell_filter_write_blank (field) : autosell_filter_write_known (field);
  g_signal_emit (self, signals[EDITED], 0, (guint) field, term);
}

static GtkToggleButton *
create_toggle (AutosellFilterBlanks *self, AutosellField field, const char *label, const char *name)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  autosell_compat_set_name (toggle, name);
  g_object_set_data (G_OBJECT (toggle), "field", GUINT_TO_POINTER (field));
  g_signal_connect (toggle, "toggled", G_CALLBACK (toggled_cb), self);
  return GTK_TOGGLE_BUTTON (toggle);
}

static void
add_row (AutosellFilterBlanks *self, AutosellField field)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *field_label = autosell_field_get_label (field);
  /* Translators: buttons of a field, for a screen reader: cars without a value, or with one */
  g_autofree char *without_name = g_strdup_printf (C_ ("filter", "Without: %s"), field_label);
  g_autofree char *with_name = g_strdup_printf (C_ ("filter", "With: %s"), field_label);
  GtkWidget *label = gtk_label_new (field_label);
  GtkWidget *toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  gtk_widget_set_hexpand (label, TRUE);
  self->rows[field].without = create_toggle (self, field, C_ ("filter", "Without"), without_name);
  self->rows[field].with = create_toggle (self, field, C_ ("filter", "With"), with_name);
  gtk_widget_add_css_class (toggles, "linked");
  gtk_box_append (GTK_BOX (toggles), GTK_WIDGET (self->rows[field].without));
  gtk_box_append (GTK_BOX (toggles), GTK_WIDGET (self->rows[field].with));
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), toggles);
  gtk_widget_set_parent (row, GTK_WIDGET (self));
}

void
autosell_filter_blanks_set_filters (AutosellFilterBlanks *self, GPtrArray *filters)
{
  self->is_updating = TRUE;
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      const AutosellFilter *filter = autosell_filter_find (filters, AUTOSELL_FILTER_BLANK, field);

      if (self->rows[field].without == NULL)
        continue;
      gtk_toggle_button_set_active (self->rows[field].without, filter != NULL && !filter->is_negated);
      gtk_toggle_button_set_active (self->rows[field].with, filter != NULL && filter->is_negated);
    }
  self->is_updating = FALSE;
}

void
autosell_filter_blanks_focus (AutosellFilterBlanks *self, AutosellField field)
{
  if (self->rows[field].without != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows[field].without));
}

static void
autosell_filter_blanks_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_filter_blanks_parent_class)->dispose (object);
}

static void
autosell_filter_blanks_class_init (AutosellFilterBlanksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_filter_blanks_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_blanks_init (AutosellFilterBlanks *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  autosell_compat_set_name (GTK_WIDGET (self), _("Without a value"));
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (field != AUTOSELL_FIELD_STATUS && field != AUTOSELL_FIELD_ACQUISITION)
      add_row (self, field);
}

GtkWidget *
autosell_filter_blanks_new (void)
{
  return g_object_new (AUTOSELL_TYPE_FILTER_BLANKS, NULL);
}
