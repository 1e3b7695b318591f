/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-problem-row.h"
#include "autosell-compat.h"

#include <glib/gi18n.h>

struct _AutosellProblemRow
{
  GtkBox parent_instance;
  AutosellVehicleRow *row; /* owned, nullable */
  gulong handler;
  AutosellProblemKind kind;
  GtkLabel *title; /* children */
  GtkInscription *sentences;
  GtkButton *repair; /* nullable: made for the first proposal */
};

G_DEFINE_FINAL_TYPE (AutosellProblemRow, autosell_problem_row, GTK_TYPE_BOX)

/* A list of GTK 4.8 makes some 200 rows at once, whatever it shows; what few of them need is made late. */
static void
build_repair (AutosellProblemRow *self)
{
  GtkWidget *label;

  self->repair = GTK_BUTTON (gtk_button_new_with_label (""));
  label = gtk_button_get_child (self->repair);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_widget_set_valign (GTK_WIDGET (self->repair), GTK_ALIGN_CENTER);
  /* a target of the right type at once: an action is looked up as soon as both are there */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->repair), "x", G_GINT64_CONSTANT (0));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->repair), "problems.repair");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->repair));
}

static void
show_repair (AutosellProblemRow *self, const AutosellProblem *problem, const char *title)
{
  g_autofree char *display = NULL;
  g_autofree char *label = NULL;
  g_autofree char *name = NULL;

  if (problem != NULL && self->repair == NULL)
    build_repair (self);
  if (self->repair != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->repair), problem != NULL);
  if (problem == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->repair), "x", autosell_vehicle_row_get_key (self->row));
  display = autosell_value_to_display (&problem->proposal, problem->field);
  /* Translators: the button that applies a proposed value */
  label =
    problem->proposal.state == AUTOSELL_VALUE_UNKNOWN ? g_strdup (_("Clear")) : g_strdup_printf (_("Use %s"), display);
  gtk_button_set_label (self->repair, label);
  /* Translators: what a screen reader says of that button: “Use 58,000: MAZDA CX30 2021” */
  name = g_strdup_printf (_("%s: %s"), label, title);
  autosell_compat_set_name (GTK_WIDGET (self->repair), name);
}

static void
show (AutosellProblemRow *self)
{
  AutosellVehicle *vehicle = self->row != NULL ? autosell_vehicle_row_get_vehicle (self->row) : NULL;
  GPtrArray *problems = vehicle != NULL ? autosell_vehicle_get_problems (vehicle) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : g_strdup ("…");
  const AutosellProblem *repairable = NULL;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const AutosellProblem *problem = problems->pdata[i];
      g_autofree char *sentence = NULL;

      if (problem->kind != self->kind)
        continue;
      sentence = autosell_problem_dup_sentence (problem, vehicle);
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", sentence);
      if (problem->has_proposal && repairable == NULL)
        repairable = problem;
    }
  gtk_label_set_text (self->title, title);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%s: %s", title, text->str);

      autosell_compat_set_name (gtk_widget_get_parent (GTK_WIDGET (self)), name);
    }
  gtk_inscription_set_text (self->sentences, text->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sentences), text->str);
  show_repair (self, repairable, title);
}

void
autosell_problem_row_set_row (AutosellProblemRow *self, AutosellVehicleRow *row, AutosellProblemKind kind)
{
  g_return_if_fail (AUTOSELL_IS_PROBLEM_ROW (self));

  if (self->row != NULL)
    g_clear_signal_handler (&self->handler, self->row);
  g_set_object (&self->row, row);
  self->kind = kind;
  if (row == NULL)
    return;
  self->handler = g_signal_connect_swapped (row, "notify::vehicle", G_CALLBACK (show), self);
  show (self);
}

static void
autosell_problem_row_dispose (GObject *object)
{
  autosell_problem_row_set_row (AUTOSELL_PROBLEM_ROW (object), NULL, 0);
  G_OBJECT_CLASS (autosell_problem_row_parent_class)->dispose (object);
}

static void
autosell_problem_row_class_init (AutosellProblemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_problem_row_dispose;
}

static void
autosell_problem_row_init (AutosellProblemRow *self)
{
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "doubt");
  gtk_widget_set_hexpand (text, TRUE);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->title, 0);
  gtk_label_set_ellipsize (self->title, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  /* A label that wraps has to be laid out to be measured, and 200 of them stop the window for a third of a second. */
  self->sentences = GTK_INSCRIPTION (gtk_inscription_new (NULL));
  gtk_inscription_set_min_chars (self->sentences, 10);
  gtk_inscription_set_nat_chars (self->sentences, 60);
  gtk_inscription_set_text_overflow (self->sentences, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_inscription_set_wrap_mode (self->sentences, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (self->sentences));

  gtk_box_append (GTK_BOX (self), text);
}

GtkWidget *
autosell_problem_row_new (guint n_lines)
{
  AutosellProblemRow *self = g_object_new (AUTOSELL_TYPE_PROBLEM_ROW, NULL);

  gtk_inscription_set_min_lines (self->sentences, n_lines);
  return GTK_WIDGET (self);
}
