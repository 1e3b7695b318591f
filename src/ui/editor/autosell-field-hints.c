/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-field-hints.h"
#include "autosell-compat.h"

#include <glib/gi18n.h>

struct _AutosellFieldHints
{
  AdwBin parent_instance;
  GtkBox *box;         /* child */
  GtkWidget *conflict; /* in box, nullable */
  GString *said;       /* owned: the problems' sentences */
  char *conflict_said; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellFieldHints, autosell_field_hints, ADW_TYPE_BIN)

enum
{
  PROPOSAL,
  RESOLVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A box that lets its buttons go below the sentence where there is no room beside it. */
static GtkWidget *
make_hint (const char *icon_name, const char *sentence, const char *style, GtkWidget **buttons)
{
  GtkWidget *hint = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (sentence);

  gtk_widget_add_css_class (hint, "hint");
  gtk_widget_add_css_class (hint, style);
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, TRUE);
  *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_visible (*buttons, FALSE);
  gtk_box_append (GTK_BOX (column), label);
  gtk_box_append (GTK_BOX (column), *buttons);
  gtk_box_append (GTK_BOX (hint), icon);
  gtk_box_append (GTK_BOX (hint), column);
  return hint;
}

static GtkWidget *
add_button (GtkWidget *buttons, const char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (buttons), button);
  gtk_widget_set_visible (buttons, TRUE);
  return button;
}

static void
value_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  autosell_value_clear (data);
  g_free (data);
}

static void
proposal_clicked_cb (GtkButton *button, gpointer user_data)
{
  AutosellFieldHints *self =
    AUTOSELL_FIELD_HINTS (gtk_widget_get_ancestor (GTK_WIDGET (button), AUTOSELL_TYPE_FIELD_HINTS));
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

  /* a copy: taking it removes this button */
  autosell_value_copy (&value, user_data);
  if (self != NULL)
    g_signal_emit (self, signals[PROPOSAL], 0, &value);
}

static void
add_proposal (GtkWidget *buttons, const AutosellProblem *problem)
{
  g_autofree char *display = autosell_value_to_display (&problem->proposal, problem->field);
  g_autofree char *text =
    problem->proposal.state == AUTOSELL_VALUE_UNKNOWN ? g_strdup (_("Clear")) : g_strdup_printf (_("Use %s"), display);
  GtkWidget *button = add_button (buttons, text);
  AutosellValue *value = g_new0 (AutosellValue, 1);

  autosell_value_copy (value, &problem->proposal);
  g_signal_connect_data (button, "clicked", G_CALLBACK (proposal_clicked_cb), value, value_free, 0);
}

void
autosell_field_hints_set_problems (AutosellFieldHints *self, AutosellField field, GPtrArray *problems,
                                   AutosellVehicle *vehicle)
{
  GtkWidget *child;
  GtkWidget *next;

  g_return_if_fail (AUTOSELL_IS_FIELD_HINTS (self));

  g_string_truncate (self->said, 0);
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->box)); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (child != self->conflict)
        gtk_box_remove (self->box, child);
    }
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const AutosellProblem *problem = problems->pdata[i];
      g_autofree char *sentence = NULL;
      GtkWidget *buttons;

      if (problem->field != field)
        continue;
      sentence = autosell_problem_dup_sentence (problem, vehicle);
      gtk_box_append (self->box, make_hint ("dialog-warning-symbolic", sentence, "problem", &buttons));
      if (problem->has_proposal)
        add_proposal (buttons, problem);
      g_string_append_printf (self->said, "%s%s", self->said->len > 0 ? " " : "", sentence);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL);
}

static char *
dup_display (AutosellField field, const AutosellValue *value)
{
  g_autofree char *text = NULL;

  if (value->state == AUTOSELL_VALUE_UNKNOWN)
    return g_strdup (_("nothing"));
  text = field == AUTOSELL_N_FIELDS ? g_strdup (value->text) : autosell_value_to_display (value, field);
  return g_strdup_printf (_("“%s”"), text);
}

static void
keep_mine_cb (AutosellFieldHints *self)
{
  g_signal_emit (self, signals[RESOLVED], 0, FALSE);
}

static void
take_theirs_cb (AutosellFieldHints *self)
{
  g_signal_emit (self, signals[RESOLVED], 0, TRUE);
}

void
autosell_field_hints_set_conflict (AutosellFieldHints *self, AutosellField field, const AutosellValue *mine,
                                   const AutosellValue *theirs)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_HINTS (self));

  g_clear_pointer (&self->conflict_said, g_free);
  if (self->conflict != NULL)
    gtk_box_remove (self->box, self->conflict);
  self->conflict = NULL;
  if (theirs != NULL)
    {
      g_autofree char *my_text = dup_display (field, mine);
      g_autofree char *their_text = dup_display (field, theirs);
      GtkWidget *buttons;
      GtkWidget *button;

      /* Translators: both are values of one field of a car, in quotes, or “nothing” */
      self->conflict_said = g_strdup_printf (_("Changed meanwhile to %s. You entered %s."), their_text, my_text);
      self->conflict = make_hint ("emblem-synchronizing-symbolic", self->conflict_said, "conflict", &buttons);
      button = add_button (buttons, _("Keep Mine"));
      g_signal_connect_object (button, "clicked", G_CALLBACK (keep_mine_cb), self, G_CONNECT_SWAPPED);
      button = add_button (buttons, _("Take the Other"));
      g_signal_connect_object (button, "clicked", G_CALLBACK (take_theirs_cb), self, G_CONNECT_SWAPPED);
      gtk_box_prepend (self->box, self->conflict);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->box)) != NULL);
}

char *
autosell_field_hints_dup_text (AutosellFieldHints *self)
{
  g_return_val_if_fail (AUTOSELL_IS_FIELD_HINTS (self), NULL);

  if (self->said->len == 0)
    return g_strdup (self->conflict_said);
  if (self->conflict_said == NULL)
    return g_strdup (self->said->str);
  return g_strdup_printf ("%s %s", self->conflict_said, self->said->str);
}

static void
autosell_field_hints_finalize (GObject *object)
{
  AutosellFieldHints *self = AUTOSELL_FIELD_HINTS (object);

  g_string_free (self->said, TRUE);
  g_free (self->conflict_said);
  G_OBJECT_CLASS (autosell_field_hints_parent_class)->finalize (object);
}

static void
autosell_field_hints_class_init (AutosellFieldHintsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_field_hints_finalize;
  signals[PROPOSAL] = g_signal_new ("proposal", AUTOSELL_TYPE_FIELD_HINTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[RESOLVED] = g_signal_new ("resolved", AUTOSELL_TYPE_FIELD_HINTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
autosell_field_hints_init (AutosellFieldHints *self)
{
  self->said = g_string_new (NULL);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));
  gtk_widget_set_margin_top (GTK_WIDGET (self->box), 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

AutosellFieldHints *
autosell_field_hints_new (void)
{
  return g_object_new (AUTOSELL_TYPE_FIELD_HINTS, NULL);
}
