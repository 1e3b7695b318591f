/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-field-row-private.h"

#include "autosell-parse.h"
#include "autosell-status.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AutosellFieldRow, autosell_field_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  EDITED,
  ENTERED,
  SETTLED,
  RESOLVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ---- value and widget ---- */

static char *
dup_display (AutosellFieldRow *self)
{
  if (self->extra_name != NULL)
    return g_strdup (self->value.text != NULL ? self->value.text : "");
  if (self->view != NULL) /* items stand one a line where they are edited */
    {
      char *text = autosell_value_to_string (&self->value, self->field);

      return text != NULL ? text : g_strdup ("");
    }
  return autosell_value_to_display (&self->value, self->field);
}

static void
parse_text (AutosellFieldRow *self, const char *text, AutosellValue *value)
{
  if (self->extra_name != NULL)
    autosell_value_set_text (value, text);
  else
    autosell_value_parse (value, self->field, text);
}

/* "No status", "Available" …; text that nobody understood stands last, as itself. */
static void
show_choice (AutosellFieldRow *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  gboolean is_status = self->kind == AUTOSELL_KIND_STATUS;
  int n = is_status ? (int) AUTOSELL_N_STATUSES : (int) AUTOSELL_N_ACQUISITIONS;
  guint selected = 0;

  for (int i = 0; i < n; i++)
    gtk_string_list_append (labels, is_status ? autosell_status_to_label (i) : autosell_acquisition_to_label (i));
  if (self->value.state == AUTOSELL_VALUE_KNOWN)
    selected = is_status ? (guint) autosell_status_from_nick (self->value.text)
                         : (guint) autosell_acquisition_from_nick (self->value.text);
  else if (self->value.state == AUTOSELL_VALUE_RAW)
    {
      g_autofree char *label = g_strdup_printf (_("“%s”"), self->value.text);

      gtk_string_list_append (labels, label);
      selected = n;
    }
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->choice, selected);
}

static void
show_value (AutosellFieldRow *self)
{
  g_autofree char *display = dup_display (self);

  self->is_showing = TRUE;
  if (self->text != NULL && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->text)), display))
    gtk_editable_set_text (GTK_EDITABLE (self->text), display);
  else if (self->view != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), display, -1);
  else if (self->choice != NULL)
    show_choice (self);
  self->is_showing = FALSE;
}

static void
show_state (AutosellFieldRow *self)
{
  gboolean is_unread = self->value.state == AUTOSELL_VALUE_RAW;

  if (is_unread)
    gtk_widget_add_css_class (GTK_WIDGET (self), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "unread");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
                               is_unread ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* A person's value; nothing is told where it means the same as before. */
void
autosell_field_row_take_value (AutosellFieldRow *self, const AutosellValue *value)
{
  if (autosell_value_equal (&self->value, value))
    return;
  autosell_value_copy (&self->value, value);
  g_signal_emit (self, signals[EDITED], 0);
}

void
autosell_field_row_take_text (AutosellFieldRow *self, const char *text)
{
  g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;
  g_autofree char *display = dup_display (self);

  /* What we showed is what we had, whatever it would be read as: no value changes because the focus passed by. */
  if (g_str_equal (text, display))
    return;
  parse_text (self, text, &value);
  autosell_field_row_take_value (self, &value);
}

void
autosell_field_row_settle (AutosellFieldRow *self)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  if (self->text != NULL)
    show_value (self);
  show_state (self);
  g_signal_emit (self, signals[SETTLED], 0);
}

static void
offer_taken_cb (AutosellFieldRow *self, const char *value)
{
  gtk_editable_set_text (GTK_EDITABLE (self->text), value);
  gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
}

static void
ensure_completion (AutosellFieldRow *self)
{
  if (self->completion != NULL || !autosell_field_row_wants_suggestions (self))
    return;
  self->completion = autosell_completion_new (GTK_WIDGET (self), self->text);
  g_signal_connect_swapped (self->completion, "taken", G_CALLBACK (offer_taken_cb), self);
}

void
autosell_field_row_enter (AutosellFieldRow *self)
{
  ensure_completion (self);
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
proposal_cb (AutosellFieldRow *self, const AutosellValue *value)
{
  autosell_field_row_take_value (self, value);
  show_value (self);
  gtk_widget_grab_focus (self->control); /* its button is about to go */
  autosell_field_row_settle (self);
}

static void
resolved_cb (AutosellFieldRow *self, gboolean take_theirs)
{
  g_signal_emit (self, signals[RESOLVED], 0, take_theirs);
}

static AutosellFieldHints *
ensure_hints (AutosellFieldRow *self)
{
  if (self->hints != NULL)
    return self->hints;
  self->hints = autosell_field_hints_new ();
  g_signal_connect_swapped (self->hints, "proposal", G_CALLBACK (proposal_cb), self);
  g_signal_connect_swapped (self->hints, "resolved", G_CALLBACK (resolved_cb), self);
  gtk_box_append (self->content, GTK_WIDGET (self->hints));
  return self->hints;
}

static void
autosell_field_row_dispose (GObject *object)
{
  AutosellFieldRow *self = AUTOSELL_FIELD_ROW (object);

  if (self->completion != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->completion));
  self->completion = NULL;
  G_OBJECT_CLASS (autosell_field_row_parent_class)->dispose (object);
}

static void
autosell_field_row_finalize (GObject *object)
{
  AutosellFieldRow *self = AUTOSELL_FIELD_ROW (object);

  autosell_value_clear (&self->value);
  g_free (self->extra_name);
  g_free (self->note_said);
  G_OBJECT_CLASS (autosell_field_row_parent_class)->finalize (object);
}

static gboolean
autosell_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (AUTOSELL_FIELD_ROW (widget)->control);
}

static void
autosell_field_row_class_init (AutosellFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_field_row_dispose;
  object_class->finalize = autosell_field_row_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = autosell_field_row_grab_focus;
  signals[EDITED] =
    g_signal_new ("edited", AUTOSELL_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ENTERED] =
    g_signal_new ("entered", AUTOSELL_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SETTLED] =
    g_signal_new ("settled", AUTOSELL_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESOLVED] = g_signal_new ("resolved", AUTOSELL_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
autosell_field_row_init (AutosellFieldRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  /* the focus goes straight to what is in it */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
}

/* ---- public ---- */

AutosellFieldRow *
autosell_field_row_new (AutosellField field)
{
  AutosellFieldRow *self = g_object_new (AUTOSELL_TYPE_FIELD_ROW, NULL);

  self->field = field;
  self->kind = autosell_field_get_info (field)->kind;
  autosell_field_row_build (self, autosell_field_get_label (field));
  show_value (self);
  return self;
}

AutosellFieldRow *
autosell_field_row_new_extra (const char *name)
{
  AutosellFieldRow *self = g_object_new (AUTOSELL_TYPE_FIELD_ROW, NULL);

  self->field = AUTOSELL_N_FIELDS;
  self->kind = AUTOSELL_KIND_TEXT;
  self->extra_name = g_strdup (name);
  autosell_field_row_build (self, name);
  return self;
}

const char *
autosell_field_row_get_extra_name (AutosellFieldRow *self)
{
  return self->extra_name;
}

AutosellField
autosell_field_row_get_field (AutosellFieldRow *self)
{
  return self->field;
}

gboolean
autosell_field_row_wants_suggestions (AutosellFieldRow *self)
{
  if (self->extra_name != NULL || self->kind != AUTOSELL_KIND_TEXT)
    return FALSE;
  switch ((int) self->field)
    {
    case AUTOSELL_FIELD_STOCK_NUMBER: /* each car has its own */
    case AUTOSELL_FIELD_NIV:
    case AUTOSELL_FIELD_PLATES:
    case AUTOSELL_FIELD_MOTOR_NUMBER:
    case AUTOSELL_FIELD_BUYER:
      return FALSE;
    default:
      return TRUE;
    }
}

void
autosell_field_row_set_value (AutosellFieldRow *self, const AutosellValue *value)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self) && value != NULL);

  if (autosell_value_equal (&self->value, value))
    return;
  autosell_value_copy (&self->value, value);
  show_value (self);
  show_state (self);
}

const AutosellValue *
autosell_field_row_get_value (AutosellFieldRow *self)
{
  return &self->value;
}

void
autosell_field_row_set_modified (AutosellFieldRow *self, gboolean is_modified)
{
  if (is_modified)
    gtk_widget_add_css_class (GTK_WIDGET (self), "modified");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "modified");
}

/* What is said below the field is said by a screen reader with it. */
static void
describe_control (AutosellFieldRow *self)
{
  g_autofree char *hinted = self->hints != NULL ? autosell_field_hints_dup_text (self->hints) : NULL;
  g_autofree char *said = hinted != NULL && self->note_said != NULL
                            ? g_strdup_printf ("%s %s", hinted, self->note_said)
                            : g_strdup (hinted != NULL ? hinted : self->note_said);

  if (said != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, said, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

static gboolean
has_problem (AutosellFieldRow *self, GPtrArray *problems)
{
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    if (((const AutosellProblem *) problems->pdata[i])->field == self->field)
      return TRUE;
  return FALSE;
}

void
autosell_field_row_set_problems (AutosellFieldRow *self, GPtrArray *problems, AutosellVehicle *vehicle)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  if (self->hints == NULL && !has_problem (self, problems))
    return;
  autosell_field_hints_set_problems (ensure_hints (self), self->field, problems, vehicle);
  describe_control (self);
}

void
autosell_field_row_set_conflict (AutosellFieldRow *self, const AutosellValue *theirs)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  if (self->hints == NULL && theirs == NULL)
    return;
  autosell_field_hints_set_conflict (ensure_hints (self), self->field, &self->value, theirs);
  describe_control (self);
}

void
autosell_field_row_set_note (AutosellFieldRow *self, GtkWidget *note)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  gtk_box_append (self->content, note);
}

void
autosell_field_row_set_note_text (AutosellFieldRow *self, const char *said)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  if (g_strcmp0 (self->note_said, said) == 0)
    return;
  g_free (self->note_said);
  self->note_said = g_strdup (said);
  describe_control (self);
}

void
autosell_field_row_set_suggestions (AutosellFieldRow *self, const char *const *values)
{
  if (self->completion != NULL)
    autosell_completion_set_values (self->completion, values);
}

void
autosell_field_row_set_activates_default (AutosellFieldRow *self)
{
  g_return_if_fail (AUTOSELL_IS_FIELD_ROW (self));

  if (self->text != NULL)
    gtk_entry_set_activates_default (self->text, TRUE);
}
