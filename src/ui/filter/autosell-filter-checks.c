/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-checks.h"

#include "autosell-compat.h"
#include "autosell-format.h"

#include <glib/gi18n.h>

struct _AutosellFilterChecks
{
  GtkWidget parent_instance;
  guint n_columns;
  guint n_checks;
  gboolean is_updating;
};

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterChecks, autosell_filter_checks, GTK_TYPE_WIDGET)

/* ---- One check button ---- */

void
autosell_filter_check_set_count (GtkWidget *check, gint64 count)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (check), "count");
  g_autofree char *text = count >= 0 ? autosell_format_integer (count) : g_strdup ("");

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (label)), text) == 0)
    return;
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

GtkWidget *
autosell_filter_check_new (const char *label, const char *dot_class, gint64 count)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *text = gtk_label_new (label);
  GtkWidget *number = gtk_label_new (NULL);

  if (dot_class != NULL)
    {
      GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

      gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (dot, "status-dot");
      gtk_widget_add_css_class (dot, dot_class);
      gtk_box_append (GTK_BOX (row), dot);
    }
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (text));
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (number, "dim-label");
  gtk_widget_add_css_class (number, "numeric");
  gtk_box_append (GTK_BOX (row), text);
  gtk_box_append (GTK_BOX (row), number);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), row);
  autosell_compat_set_name (check, label);
  g_object_set_data (G_OBJECT (check), "count", number);
  autosell_filter_check_set_count (check, count);
  return check;
}

/* ---- Several ---- */

static guint
get_choice (GtkWidget *check)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "choice"));
}

static void
toggled_cb (AutosellFilterChecks *self)
{
  guint mask = 0;

  if (self->is_updating)
    return;
  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      mask |= 1u << get_choice (check);
  g_signal_emit (self, signals[EDITED], 0, mask);
}

void
autosell_filter_checks_add (AutosellFilterChecks *self, guint choice, const char *label, const char *dot_class)
{
  GtkWidget *check = autosell_filter_check_new (label, dot_class, -1);
  GtkLayoutChild *place;

  g_object_set_data (G_OBJECT (check), "choice", GUINT_TO_POINTER (choice));
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_widget_set_parent (check, GTK_WIDGET (self));
  gtk_widget_set_hexpand (check, TRUE);
  place = gtk_layout_manager_get_layout_child (gtk_widget_get_layout_manager (GTK_WIDGET (self)), check);
  gtk_grid_layout_child_set_column (GTK_GRID_LAYOUT_CHILD (place), (int) (self->n_checks % self->n_columns));
  gtk_grid_layout_child_set_row (GTK_GRID_LAYOUT_CHILD (place), (int) (self->n_checks / self->n_columns));
  self->n_checks++;
}

void
autosell_filter_checks_set_mask (AutosellFilterChecks *self, guint mask)
{
  self->is_updating = TRUE;
  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), (mask & (1u << get_choice (check))) != 0);
  self->is_updating = FALSE;
}

void
autosell_filter_checks_set_count (AutosellFilterChecks *self, guint choice, gint64 count)
{
  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (get_choice (check) == choice)
      autosell_filter_check_set_count (check, count);
}

void
autosell_filter_checks_set_columns (AutosellFilterChecks *self, guint n_columns)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  guint i = 0;

  self->n_columns = n_columns;
  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self)); check != NULL;
       check = gtk_widget_get_next_sibling (check), i++)
    {
      GtkGridLayoutChild *place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, check));

      gtk_grid_layout_child_set_column (place, (int) (i % n_columns));
      gtk_grid_layout_child_set_row (place, (int) (i / n_columns));
    }
}

static void
autosell_filter_checks_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_filter_checks_parent_class)->dispose (object);
}

static void
autosell_filter_checks_class_init (AutosellFilterChecksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_filter_checks_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_checks_init (AutosellFilterChecks *self)
{
  GtkGridLayout *layout = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  self->n_columns = 1;
  gtk_grid_layout_set_column_homogeneous (layout, TRUE);
  gtk_grid_layout_set_column_spacing (layout, 12);
}

GtkWidget *
autosell_filter_checks_new (const char *name, guint n_columns)
{
  GtkWidget *self = g_object_new (AUTOSELL_TYPE_FILTER_CHECKS, NULL);

  AUTOSELL_FILTER_CHECKS (self)->n_columns = n_columns;
  autosell_compat_set_name (self, name);
  return self;
}
