/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-range.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

struct _AutosellFilterRange
{
  GtkWidget parent_instance;
  AutosellField field;
  char *from_text; /* owned: what the filter says, as it is shown */
  char *to_text;
  gboolean is_updating;
  GtkEditable *from; /* children */
  GtkEditable *to;
  GtkWidget *row;
  GtkWidget *problem;
};

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterRange, autosell_filter_range, GTK_TYPE_WIDGET)

#define WIDTH_CHARS 7
#define NARROW_CHARS 4

static void
mark (GtkEditable *entry, gboolean is_bad)
{
  if (is_bad)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                               is_bad ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
is_date (AutosellFilterRange *self)
{
  return self->field != AUTOSELL_N_FIELDS && autosell_field_get_info (self->field)->kind == AUTOSELL_KIND_DATE;
}

static void
edited_cb (AutosellFilterRange *self)
{
  g_autofree char *term = NULL;
  gboolean from_is_bad, to_is_bad;
  gboolean is_good;

  if (self->is_updating)
    return;
  is_good = autosell_filter_write_range (self->field, gtk_editable_get_text (self->from),
                                         gtk_editable_get_text (self->to), &term, &from_is_bad, &to_is_bad);
  mark (self->from, from_is_bad);
  mark (self->to, to_is_bad);
  gtk_label_set_text (GTK_LABEL (self->problem),
                      is_date (self) ? _("Write dates like 01/07/2025, 07/2025 or 2025, the earlier one first.")
                                     : _("Write numbers like 379000 or 379 mil, the smaller one first."));
  gtk_widget_set_visible (self->problem, !is_good);
  if (is_good)
    g_signal_emit (self, signals[EDITED], 0, term);
}

static void
set_end (AutosellFilterRange *self, GtkEditable *entry, const char *text)
{
  if (gtk_widget_get_state_flags (GTK_WIDGET (entry)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return;
  self->is_updating = TRUE;
  if (g_strcmp0 (gtk_editable_get_text (entry), text) != 0)
    gtk_editable_set_text (entry, text);
  self->is_updating = FALSE;
}

static void
show_text (AutosellFilterRange *self)
{
  g_autofree char *term = NULL;
  gboolean from_is_bad, to_is_bad;

  set_end (self, self->from, self->from_text);
  set_end (self, self->to, self->to_text);
  autosell_filter_write_range (self->field, gtk_editable_get_text (self->from), gtk_editable_get_text (self->to), &term,
                               &from_is_bad, &to_is_bad);
  mark (self->from, from_is_bad);
  mark (self->to, to_is_bad);
  gtk_widget_set_visible (self->problem, from_is_bad || to_is_bad);
}

/* What was typed freely is shown properly when the focus leaves; what could not be read stays, with its mark. */
static void
focus_left_cb (AutosellFilterRange *self)
{
  if (!gtk_widget_get_visible (self->problem))
    show_text (self);
}

void
autosell_filter_range_set_filter (AutosellFilterRange *self, const AutosellFilter *filter)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (filter == NULL || !autosell_filter_get_range (filter, &from, &to))
    {
      from = g_strdup ("");
      to = g_strdup ("");
    }
  g_free (self->from_text);
  g_free (self->to_text);
  self->from_text = g_steal_pointer (&from);
  self->to_text = g_steal_pointer (&to);
  show_text (self);
}

/* The name above the two ends. */
void
autosell_filter_range_set_narrow (AutosellFilterRange *self, gboolean is_narrow)
{
  GtkEditable *ends[] = { self->from, self->to };

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->row),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      gtk_editable_set_width_chars (ends[i], is_narrow ? NARROW_CHARS : WIDTH_CHARS);
      gtk_widget_set_hexpand (GTK_WIDGET (ends[i]), is_narrow);
    }
}

static GtkEditable *
create_entry (AutosellFilterRange *self, const char *name, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), WIDTH_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  autosell_compat_set_name (entry, name);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (edited_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  return GTK_EDITABLE (entry);
}

static void
autosell_filter_range_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_filter_range_parent_class)->dispose (object);
}

static void
autosell_filter_range_finalize (GObject *object)
{
  AutosellFilterRange *self = AUTOSELL_FILTER_RANGE (object);

  g_free (self->from_text);
  g_free (self->to_text);
  G_OBJECT_CLASS (autosell_filter_range_parent_class)->finalize (object);
}

static void
autosell_filter_range_class_init (AutosellFilterRangeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_filter_range_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_range_finalize;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "filterrange");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_range_init (AutosellFilterRange *self)
{
  self->from_text = g_strdup ("");
  self->to_text = g_strdup ("");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
autosell_filter_range_new (AutosellField field)
{
  return autosell_filter_range_new_named (field, field == AUTOSELL_N_FIELDS
                                                   ? C_ ("column heading: days in stock", "Days")
                                                   : autosell_field_get_label (field));
}

GtkWidget *
autosell_filter_range_new_named (AutosellField field, const char *name)
{
  AutosellFilterRange *self = g_object_new (AUTOSELL_TYPE_FILTER_RANGE, NULL);
  /* Translators: names of the two entries of a range; %s is the name of a field */
  g_autofree char *from_name = g_strdup_printf (C_ ("filter", "%s from"), name);
  g_autofree char *to_name = g_strdup_printf (C_ ("filter", "%s up to"), name);
  GtkWidget *ends = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);

  self->field = field;
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  autosell_compat_set_name (GTK_WIDGET (self), name);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  gtk_widget_set_hexpand (label, TRUE);
  self->from = create_entry (self, from_name, C_ ("filter", "from"));
  self->to = create_entry (self, to_name, C_ ("filter", "up to"));
  gtk_box_append (GTK_BOX (ends), GTK_WIDGET (self->from));
  gtk_box_append (GTK_BOX (ends), GTK_WIDGET (self->to));
  gtk_box_append (GTK_BOX (self->row), label);
  gtk_box_append (GTK_BOX (self->row), ends);
  gtk_widget_set_parent (self->row, GTK_WIDGET (self));
  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 30);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_set_parent (self->problem, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
