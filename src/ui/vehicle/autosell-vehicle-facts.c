/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-facts.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkLabel *heading; /* unowned children */
  GtkLabel *value;
} Line;

struct _AutosellVehicleFacts
{
  GtkWidget parent_instance;
  GtkGrid *grid; /* child */
  GArray *lines; /* owned, of Line: those that were ever needed */
  guint n_lines; /* in use */
};

G_DEFINE_FINAL_TYPE (AutosellVehicleFacts, autosell_vehicle_facts, GTK_TYPE_WIDGET)

static GtkLabel *
create_label (AutosellVehicleFacts *self, int column, int row)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static Line *
ensure_line (AutosellVehicleFacts *self, guint index)
{
  if (index == self->lines->len)
    {
      Line line = { create_label (self, 0, index), create_label (self, 1, index) };

      gtk_label_set_width_chars (line.heading, 10);
      gtk_label_set_max_width_chars (line.heading, 16);
      gtk_widget_add_css_class (GTK_WIDGET (line.heading), "dim-label");
      gtk_widget_set_hexpand (GTK_WIDGET (line.value), TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (line.value), "numeric");
      /* A NIV is to be taken elsewhere; by mouse, so no stop for Tab, which would end at one that cannot take it */
      gtk_label_set_selectable (line.value, TRUE);
      gtk_widget_set_can_focus (GTK_WIDGET (line.value), FALSE);
      g_array_append_val (self->lines, line);
    }
  return &g_array_index (self->lines, Line, index);
}

void
autosell_vehicle_facts_begin (AutosellVehicleFacts *self)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_FACTS (self));

  self->n_lines = 0;
}

void
autosell_vehicle_facts_add (AutosellVehicleFacts *self, const char *heading, const char *value, gboolean is_unread)
{
  Line *line;
  g_autofree char *name = NULL;

  g_return_if_fail (AUTOSELL_IS_VEHICLE_FACTS (self) && heading != NULL && value != NULL);

  line = ensure_line (self, self->n_lines++);
  gtk_label_set_text (line->heading, heading);
  gtk_label_set_text (line->value, value);
  if (is_unread)
    gtk_widget_add_css_class (GTK_WIDGET (line->value), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (line->value), "warning");
  /* Translators: a field and its value, as in “Price: $379,000” */
  name = g_strdup_printf (_("%s: %s"), heading, value);
  autosell_compat_set_name (GTK_WIDGET (line->value), name);
  gtk_widget_show (GTK_WIDGET (line->heading));
  gtk_widget_show (GTK_WIDGET (line->value));
}

void
autosell_vehicle_facts_end (AutosellVehicleFacts *self)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_FACTS (self));

  for (guint i = self->n_lines; i < self->lines->len; i++)
    {
      gtk_widget_hide (GTK_WIDGET (g_array_index (self->lines, Line, i).heading));
      gtk_widget_hide (GTK_WIDGET (g_array_index (self->lines, Line, i).value));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->n_lines > 0);
}

guint
autosell_vehicle_facts_get_n (AutosellVehicleFacts *self)
{
  return self->n_lines;
}

static void
autosell_vehicle_facts_dispose (GObject *object)
{
  AutosellVehicleFacts *self = AUTOSELL_VEHICLE_FACTS (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  g_array_set_size (self->lines, 0);
  G_OBJECT_CLASS (autosell_vehicle_facts_parent_class)->dispose (object);
}

static void
autosell_vehicle_facts_finalize (GObject *object)
{
  g_array_unref (AUTOSELL_VEHICLE_FACTS (object)->lines);
  G_OBJECT_CLASS (autosell_vehicle_facts_parent_class)->finalize (object);
}

static void
autosell_vehicle_facts_class_init (AutosellVehicleFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_facts_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_facts_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "vehiclefacts");
}

static void
autosell_vehicle_facts_init (AutosellVehicleFacts *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
}

GtkWidget *
autosell_vehicle_facts_new (void)
{
  return g_object_new (AUTOSELL_TYPE_VEHICLE_FACTS, NULL);
}
