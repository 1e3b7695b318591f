/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-completion.h"
#include "autosell-compat.h"
#include "autosell-text.h"

#include <glib/gi18n.h>

#define MAX_OFFERS 8

struct _AutosellCompletion
{
  GtkPopover parent_instance;
  GtkEntry *text;      /* unowned: it is in our parent */
  gboolean is_focused; /* it has the focus */
  GtkListBox *list;    /* child */
  GPtrArray *values;   /* owned, of utf8 */
  GPtrArray *folded;   /* owned, of utf8: the same, folded once */
  gboolean is_taking;  /* the entry changes because an offer was taken */
};

G_DEFINE_FINAL_TYPE (AutosellCompletion, autosell_completion, GTK_TYPE_POPOVER)

enum
{
  TAKEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
clear_offers (AutosellCompletion *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

static void
add_offer (AutosellCompletion *self, const char *value)
{
  GtkWidget *label = gtk_label_new (value);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  autosell_compat_set_name (row, value);
  gtk_list_box_append (self->list, row);
}

/* Fills the list for what is typed. Returns: the number of offers; none where the text is one of them already */
static guint
fill_offers (AutosellCompletion *self, gboolean show_all)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *folded = autosell_text_fold (typed);
  guint n = 0;

  clear_offers (self);
  for (guint i = 0; i < self->values->len && n < MAX_OFFERS; i++)
    {
      if (!show_all && !autosell_text_has_word_prefix (self->folded->pdata[i], g_strstrip (folded)))
        continue;
      if (!show_all && g_str_equal (self->values->pdata[i], typed))
        return 0;
      add_offer (self, self->values->pdata[i]);
      n++;
    }
  return n;
}

static void
set_expanded (AutosellCompletion *self, gboolean is_expanded)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_EXPANDED, is_expanded, -1);
}

static void
show_offers (AutosellCompletion *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (self->text), parent, &bounds))
    return;
  gtk_popover_set_pointing_to (
    GTK_POPOVER (self),
    &(GdkRectangle){ bounds.origin.x, bounds.origin.y, MAX (bounds.size.width, 1), bounds.size.height + 6 });
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN ((int) bounds.size.width, 320), -1);
  gtk_list_box_unselect_all (self->list);
  gtk_popover_popup (GTK_POPOVER (self));
  set_expanded (self, TRUE);
}

static void
hide_offers (AutosellCompletion *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  gtk_popover_popdown (GTK_POPOVER (self));
  set_expanded (self, FALSE);
}

static void
text_changed_cb (AutosellCompletion *self)
{
  /* only a person's typing asks for offers: not a value shown, nor one just taken */
  if (self->is_taking || !self->is_focused)
    return;
  if (*gtk_editable_get_text (GTK_EDITABLE (self->text)) != '\0' && fill_offers (self, FALSE) > 0)
    show_offers (self);
  else
    hide_offers (self);
}

static void
focus_entered_cb (AutosellCompletion *self)
{
  self->is_focused = TRUE;
}

static void
focus_left_cb (AutosellCompletion *self)
{
  self->is_focused = FALSE;
  hide_offers (self);
}

/* The controller of the focus knows nothing of a focus that was there before it. */
static void
flags_changed_cb (AutosellCompletion *self)
{
  if (self->is_focused && !(gtk_widget_get_state_flags (GTK_WIDGET (self->text)) & GTK_STATE_FLAG_FOCUS_WITHIN))
    focus_left_cb (self);
}

static void
take_row (AutosellCompletion *self, GtkListBoxRow *row)
{
  g_autofree char *value = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));

  hide_offers (self);
  self->is_taking = TRUE;
  g_signal_emit (self, signals[TAKEN], 0, value);
  self->is_taking = FALSE;
}

static void
row_activated_cb (GtkListBox *list G_GNUC_UNUSED, GtkListBoxRow *row, gpointer user_data)
{
  take_row (user_data, row);
}

static void
move_selection (AutosellCompletion *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : -1;

  row = index >= 0 ? gtk_list_box_get_row_at_index (self->list, index) : NULL;
  if (row != NULL || step < 0)
    gtk_list_box_select_row (self->list, row);
  if (row != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT, row, -1);
  else
    gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT);
}

/* Keys while the list is open. Returns: TRUE if the key was for the list */
static gboolean
key_in_list (AutosellCompletion *self, guint keyval)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  switch (keyval)
    {
    case GDK_KEY_Down:
      move_selection (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      move_selection (self, -1);
      return TRUE;
    case GDK_KEY_Escape:
      hide_offers (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row == NULL)
        return FALSE;
      take_row (self, row);
      return TRUE;
    case GDK_KEY_Tab:
      if (row != NULL)
        take_row (self, row);
      return FALSE; /* and on to the next field */
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller G_GNUC_UNUSED, guint keyval, guint keycode G_GNUC_UNUSED,
                GdkModifierType state, gpointer user_data)
{
  AutosellCompletion *self = user_data;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    return key_in_list (self, keyval);
  if (keyval == GDK_KEY_Down && fill_offers (self, *gtk_editable_get_text (GTK_EDITABLE (self->text)) == '\0') > 0)
    {
      show_offers (self);
      return TRUE;
    }
  return FALSE;
}

void
autosell_completion_set_values (AutosellCompletion *self, const char *const *values)
{
  g_return_if_fail (AUTOSELL_IS_COMPLETION (self));

  g_ptr_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->folded, 0);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_ptr_array_add (self->values, g_strdup (values[i]));
      g_ptr_array_add (self->folded, autosell_text_fold (values[i]));
    }
  text_changed_cb (self); /* they came while somebody was typing */
}

static void
autosell_completion_finalize (GObject *object)
{
  AutosellCompletion *self = AUTOSELL_COMPLETION (object);

  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->folded);
  G_OBJECT_CLASS (autosell_completion_parent_class)->finalize (object);
}

static void
autosell_completion_class_init (AutosellCompletionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_completion_finalize;
  signals[TAKEN] = g_signal_new ("taken", AUTOSELL_TYPE_COMPLETION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);
}

static void
autosell_completion_init (AutosellCompletion *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->values = g_ptr_array_new_with_free_func (g_free);
  self->folded = g_ptr_array_new_with_free_func (g_free);
  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_set_focusable (list, FALSE);
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_popover_set_child (GTK_POPOVER (self), list);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "menu");
  gtk_widget_add_css_class (GTK_WIDGET (self), "completion");
  autosell_compat_set_name (list, _("In the stock already"));
}

AutosellCompletion *
autosell_completion_new (GtkWidget *parent, GtkEntry *text)
{
  AutosellCompletion *self = g_object_new (AUTOSELL_TYPE_COMPLETION, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = text;
  self->is_focused = TRUE;
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  /* before the entry itself, which would move its cursor, and the list around it, which would move the focus */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (text), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_entered_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (text), focus);
  g_signal_connect_object (text, "state-flags-changed", G_CALLBACK (flags_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (text, "changed", G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_AUTOCOMPLETE,
                                  GTK_ACCESSIBLE_AUTOCOMPLETE_LIST, -1);
  return self;
}
