/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-doubts.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-problem.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *box; /* unowned children */
  GtkLabel *sentence;
  GtkButton *repair;
} Line;

struct _AutosellVehicleDoubts
{
  GtkBox parent_instance;
  AutosellStore *store; /* owned, nullable */
  gint64 key;
  GArray *lines; /* owned, of Line: those that were ever needed */
};

G_DEFINE_FINAL_TYPE (AutosellVehicleDoubts, autosell_vehicle_doubts, GTK_TYPE_BOX)

/* ---- Repairing ---- */

static void
repaired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GtkWidget) widget = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) repaired = autosell_store_repair_finish (AUTOSELL_STORE (object), result, &error);
  AutosellWindow *window = autosell_window_find (widget);

  if (window == NULL)
    return; /* closed meanwhile; what was done is in the history */
  if (repaired == NULL)
    autosell_error_dialog_present (GTK_WINDOW (window), _("The repair was not applied."), error);
  else if (repaired->change != 0)
    autosell_window_add_undo_toast (window, _("Repaired"), repaired->change);
}

static void
repair_clicked_cb (GtkButton *button, AutosellVehicleDoubts *self)
{
  guint kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "kind"));

  autosell_store_repair_async (self->store, self->key, 1U << kind, repaired_cb, g_object_ref (self));
}

/* ---- Showing ---- */

static Line *
ensure_line (AutosellVehicleDoubts *self, guint index)
{
  if (index == self->lines->len)
    {
      Line line = { gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), GTK_LABEL (gtk_label_new (NULL)),
                    GTK_BUTTON (gtk_button_new ()) };
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
      GtkWidget *label = gtk_label_new (NULL);

      gtk_widget_set_valign (icon, GTK_ALIGN_START);
      gtk_widget_add_css_class (icon, "warning");
      gtk_label_set_wrap (line.sentence, TRUE);
      gtk_label_set_wrap_mode (line.sentence, PANGO_WRAP_WORD_CHAR);
      gtk_label_set_xalign (line.sentence, 0);
      gtk_widget_set_hexpand (GTK_WIDGET (line.sentence), TRUE);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_button_set_child (line.repair, label);
      gtk_widget_set_halign (GTK_WIDGET (line.repair), GTK_ALIGN_END);
      g_signal_connect (line.repair, "clicked", G_CALLBACK (repair_clicked_cb), self);
      gtk_box_append (GTK_BOX (row), icon);
      gtk_box_append (GTK_BOX (row), GTK_WIDGET (line.sentence));
      gtk_box_append (GTK_BOX (line.box), row);
      gtk_box_append (GTK_BOX (line.box), GTK_WIDGET (line.repair));
      gtk_widget_add_css_class (line.box, "hint");
      gtk_widget_add_css_class (line.box, "problem");
      gtk_box_append (GTK_BOX (self), line.box);
      g_array_append_val (self->lines, line);
    }
  return &g_array_index (self->lines, Line, index);
}

static void
show_doubt (AutosellVehicleDoubts *self, guint index, const AutosellProblem *problem, AutosellVehicle *vehicle)
{
  Line *line = ensure_line (self, index);
  g_autofree char *sentence = autosell_problem_dup_sentence (problem, vehicle);
  gboolean can_repair = problem->has_proposal && autosell_vehicle_get_deleted (vehicle) == 0;

  gtk_label_set_text (line->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (line->repair), can_repair);
  gtk_widget_show (line->box);
  if (can_repair)
    {
      g_autofree char *display = autosell_value_to_display (&problem->proposal, problem->field);
      /* Translators: the button that applies a proposed value */
      g_autofree char *label = problem->proposal.state == AUTOSELL_VALUE_UNKNOWN
                                 ? g_strdup (_("Clear"))
                                 : g_strdup_printf (_("Use %s"), display);

      g_object_set_data (G_OBJECT (line->repair), "kind", GUINT_TO_POINTER (problem->kind));
      gtk_label_set_text (GTK_LABEL (gtk_button_get_child (line->repair)), label);
      autosell_compat_set_name (GTK_WIDGET (line->repair), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (line->repair), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
    }
}

void
autosell_vehicle_doubts_set_vehicle (AutosellVehicleDoubts *self, AutosellStore *store, AutosellVehicle *vehicle)
{
  GPtrArray *problems = vehicle != NULL ? autosell_vehicle_get_problems (vehicle) : NULL;
  guint n = problems != NULL ? problems->len : 0;

  g_return_if_fail (AUTOSELL_IS_VEHICLE_DOUBTS (self));

  g_set_object (&self->store, store);
  self->key = vehicle != NULL ? autosell_vehicle_get_key (vehicle) : 0;
  for (guint i = 0; i < n; i++)
    show_doubt (self, i, problems->pdata[i], vehicle);
  for (guint i = n; i < self->lines->len; i++)
    gtk_widget_hide (g_array_index (self->lines, Line, i).box);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}

static void
autosell_vehicle_doubts_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_VEHICLE_DOUBTS (object)->store);
  G_OBJECT_CLASS (autosell_vehicle_doubts_parent_class)->dispose (object);
}

static void
autosell_vehicle_doubts_finalize (GObject *object)
{
  g_array_unref (AUTOSELL_VEHICLE_DOUBTS (object)->lines);
  G_OBJECT_CLASS (autosell_vehicle_doubts_parent_class)->finalize (object);
}

static void
autosell_vehicle_doubts_class_init (AutosellVehicleDoubtsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_doubts_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_doubts_finalize;
}

static void
autosell_vehicle_doubts_init (AutosellVehicleDoubts *self)
{
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_hide (GTK_WIDGET (self));
}
