/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-popover-private.h"

#include "autosell-compat.h"
#include "autosell-filter-blanks.h"
#include "autosell-filter-checks.h"
#include "autosell-filter-choices.h"
#include "autosell-filter-saved.h"
#include "autosell-format.h"
#include "autosell-text-scale.h"
#include "autosell-wrap-layout.h"

#include <glib/gi18n.h>

enum
{
  EDITED,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterPopover, autosell_filter_popover, GTK_TYPE_POPOVER)

/* Counts follow an edit with this delay, so that typing asks once. */
#define COUNT_MS 120
#define NARROW_WIDTH 250

/* ---- Counts ---- */

/* What else is asked for, without @kind of @field and what is not understood. Returns: (transfer full) (nullable) */
static AutosellQuery *
dup_rest (AutosellFilterPopover *self, AutosellFilterKind kind, AutosellField field)
{
  g_autofree char *without = autosell_filter_set (self->text, kind, field, NULL);
  g_autoptr(GPtrArray) filters = autosell_filter_list (without);
  g_autoptr(GString) question = g_string_new (self->is_bin ? "is:deleted" : NULL);

  for (guint i = 0; i < filters->len; i++)
    {
      const AutosellFilter *filter = g_ptr_array_index (filters, i);

      if (filter->kind != AUTOSELL_FILTER_FAULT)
        g_string_append_printf (question, " %s", filter->text);
    }
  return autosell_query_parse (question->str, NULL, NULL, NULL);
}

static void
statuses_counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellFilterPopover) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) counts = autosell_store_count_values_finish (AUTOSELL_STORE (object), result, &error);
  gint64 n_of[AUTOSELL_N_STATUSES] = { 0 };

  if (counts == NULL || self->stack == NULL)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("No counts: %s", error->message);
      return;
    }
  for (guint i = 0; i < counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (counts, i);

      n_of[autosell_status_from_nick (count->value)] += count->totals.n_vehicles;
    }
  for (guint status = 0; status < AUTOSELL_N_STATUSES; status++)
    autosell_filter_checks_set_count (AUTOSELL_FILTER_CHECKS (self->status), status, n_of[status]);
}

static void
count_statuses (AutosellFilterPopover *self)
{
  g_autoptr(AutosellQuery) rest = dup_rest (self, AUTOSELL_FILTER_FIELD, AUTOSELL_FIELD_STATUS);

  if (rest != NULL)
    autosell_store_count_values_async (self->store, rest, AUTOSELL_FIELD_STATUS, self->cancellable, statuses_counted_cb,
                                       g_object_ref (self));
}

static gboolean
count_cb (gpointer data)
{
  AutosellFilterPopover *self = data;

  self->count_source = 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  count_statuses (self);
  return G_SOURCE_REMOVE;
}

static void
queue_count (AutosellFilterPopover *self)
{
  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_MS, count_cb, self);
}

static void
load_choices (AutosellFilterPopover *self, const char *page)
{
  GtkWidget *control = g_hash_table_lookup (self->controls, page);
  AutosellField field;
  g_autoptr(AutosellQuery) rest = NULL;

  if (!AUTOSELL_IS_FILTER_CHOICES (control) || !autosell_field_find (page, &field))
    return;
  rest = dup_rest (self, AUTOSELL_FILTER_FIELD, field);
  if (rest != NULL)
    autosell_filter_choices_load (AUTOSELL_FILTER_CHOICES (control), self->store, rest);
}

void
autosell_filter_popover_set_count (AutosellFilterPopover *self, gint64 n_vehicles)
{
  g_autofree char *number = autosell_format_integer (n_vehicles);
  g_autofree char *text = g_strdup_printf (ngettext ("%s vehicle", "%s vehicles", n_vehicles), number);

  gtk_label_set_text (GTK_LABEL (self->count), text);
}

/* ---- The text ---- */

void
autosell_filter_popover_take_text (AutosellFilterPopover *self, const char *text)
{
  gboolean has_chips;

  if (g_strcmp0 (self->text, text) != 0)
    {
      g_free (self->text);
      self->text = g_strdup (text);
      g_clear_pointer (&self->filters, g_ptr_array_unref);
      self->filters = autosell_filter_list (text);
    }
  has_chips = autosell_filter_count_chips (self->filters) > 0;
  gtk_widget_set_sensitive (self->clear, has_chips);
  gtk_widget_set_sensitive (self->save, self->text[0] != '\0');
  gtk_widget_set_sensitive (self->copy, self->text[0] != '\0');
  autosell_filter_popover_update_pages (self);
  autosell_filter_saved_set_text (AUTOSELL_FILTER_SAVED (self->saved), text);
  queue_count (self);
}

void
autosell_filter_popover_set_text (AutosellFilterPopover *self, const char *text, gboolean is_bin)
{
  g_return_if_fail (AUTOSELL_IS_FILTER_POPOVER (self) && text != NULL);

  self->is_bin = is_bin;
  autosell_filter_popover_take_text (self, text);
}

static void
change_text (AutosellFilterPopover *self, const char *text)
{
  g_autofree char *changed = g_strdup (text);

  if (g_strcmp0 (self->text, changed) == 0)
    return;
  autosell_filter_popover_take_text (self, changed);
  g_signal_emit (self, signals[EDITED], 0, changed);
}

void
autosell_filter_popover_edit (AutosellFilterPopover *self, AutosellFilterKind kind, AutosellField field,
                              const char *term)
{
  g_autofree char *text = autosell_filter_set (self->text, kind, field, term);

  change_text (self, text);
}

/* ---- Pages ---- */

/* GTK goes by where controls are, which those of a page that is new are not yet. */
static gboolean
focus_first (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_sensitive (widget))
    return FALSE;
  if (gtk_widget_get_focusable (widget) && gtk_widget_grab_focus (widget))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (focus_first (child))
      return TRUE;
  return FALSE;
}

void
autosell_filter_popover_show_page (AutosellFilterPopover *self, const char *name)
{
  gboolean is_main = g_str_equal (name, PAGE_MAIN);

  autosell_filter_popover_ensure_page (self, name);
  load_choices (self, name);
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (self->header, !is_main);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), 0);
  if (!is_main && gtk_widget_get_mapped (GTK_WIDGET (self)))
    focus_first (gtk_stack_get_visible_child (self->stack));
}

/* Of what field pages are on a page of their own, others stand on the first. */
static const char *
get_parent_page (const char *name)
{
  AutosellField field;

  /* “no” is a word for the stock number too. */
  if (g_str_equal (name, PAGE_BLANK) || !autosell_field_find (name, &field))
    return PAGE_MAIN;
  return field == AUTOSELL_FIELD_LOCATION || field == AUTOSELL_FIELD_BRAND || field == AUTOSELL_FIELD_COLOUR
             || field == AUTOSELL_FIELD_GROUP
           ? PAGE_MAIN
           : PAGE_OTHER;
}

/* The keyboard goes to the row that led away. */
static void
go_back (AutosellFilterPopover *self)
{
  g_autofree char *from = g_strdup (gtk_stack_get_visible_child_name (self->stack));
  GtkWidget *summary = g_hash_table_lookup (self->summaries, from);

  autosell_filter_popover_show_page (self, get_parent_page (from));
  if (summary != NULL)
    gtk_widget_grab_focus (gtk_widget_get_ancestor (summary, GTK_TYPE_BUTTON));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* Not where GTK would put it, which is the button that had it last. */
static void
mapped_cb (AutosellFilterPopover *self)
{
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        AutosellFilterPopover *self)
{
  gboolean is_main = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), PAGE_MAIN) == 0;

  if (is_main || (keyval != GDK_KEY_Left && keyval != GDK_KEY_KP_Left) || !(state & GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  go_back (self);
  return GDK_EVENT_STOP;
}

void
autosell_filter_popover_prepare (AutosellFilterPopover *self, int width, int max_height)
{
  self->is_narrow = autosell_text_scale_down (width) < NARROW_WIDTH;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->footer),
                                  self->is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  autosell_filter_popover_fit_pages (self);
  gtk_widget_set_size_request (self->scrolled, width, -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), max_height);
  autosell_filter_popover_show_page (self, PAGE_MAIN);
}

static void
show_field (AutosellFilterPopover *self, AutosellField field)
{
  if (field == AUTOSELL_FIELD_STATUS)
    {
      gtk_widget_child_focus (self->status, GTK_DIR_TAB_FORWARD);
      return;
    }
  for (guint i = 0; i < AUTOSELL_FILTER_N_RANGES; i++)
    if (autosell_filter_popover_ranges[i] == field)
      {
        gtk_widget_child_focus (self->ranges[i], GTK_DIR_TAB_FORWARD);
        return;
      }
  autosell_filter_popover_show_page (self, autosell_field_get_info (field)->name);
}

void
autosell_filter_popover_show_filter (AutosellFilterPopover *self, const char *term)
{
  g_autoptr(GPtrArray) filters = autosell_filter_list (term);
  const AutosellFilter *filter = filters->len > 0 ? g_ptr_array_index (filters, 0) : NULL;

  if (filter == NULL)
    return;
  switch (filter->kind)
    {
    case AUTOSELL_FILTER_FIELD:
      show_field (self, filter->field);
      break;
    case AUTOSELL_FILTER_DAYS:
      show_field (self, AUTOSELL_N_FIELDS);
      break;
    case AUTOSELL_FILTER_BLANK:
      autosell_filter_popover_show_page (self, PAGE_BLANK);
      autosell_filter_blanks_focus (g_hash_table_lookup (self->controls, PAGE_BLANK), filter->field);
      break;
    case AUTOSELL_FILTER_PROBLEM:
      autosell_filter_popover_show_page (self, PAGE_PROBLEM);
      break;
    case AUTOSELL_FILTER_POSTED:
      autosell_filter_popover_show_page (self, PAGE_POSTED);
      break;
    case AUTOSELL_FILTER_LISTING:
      autosell_filter_popover_show_page (self, PAGE_LISTING);
      break;
    case AUTOSELL_FILTER_WORDS:
    case AUTOSELL_FILTER_BIN:
    case AUTOSELL_FILTER_FAULT:
    default:
      break;
    }
}

/* ---- Saved filters, and what stands below ---- */

static void
apply_cb (AutosellFilterPopover *self, const char *text)
{
  change_text (self, text);
}

static void
removed_cb (AutosellFilterPopover *self, const char *name, const char *text, guint index)
{
  g_signal_emit (self, signals[REMOVED], 0, name, text, index);
}

static void
save_clicked_cb (AutosellFilterPopover *self)
{
  autosell_filter_popover_ask_name (self, NULL, self->text);
}

static void
clear_clicked_cb (AutosellFilterPopover *self)
{
  g_autofree char *text = autosell_filter_clear (self->text);

  change_text (self, text);
  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static GtkWidget *
create_header (AutosellFilterPopover *self)
{
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->title = gtk_label_new (NULL);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_tooltip_text (back, _("Back"));
  autosell_compat_set_name (back, _("Back"));
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (go_back), self);
  gtk_widget_add_css_class (self->title, "heading");
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->header), back);
  gtk_box_append (GTK_BOX (self->header), self->title);
  gtk_widget_set_visible (self->header, FALSE);
  return self->header;
}

static GtkWidget *
create_footer (AutosellFilterPopover *self)
{
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->footer = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_layout_manager (buttons, autosell_wrap_layout_new (6));
  self->count = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->count), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->count), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->count, TRUE);
  gtk_widget_add_css_class (self->count, "numeric");
  self->copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_set_tooltip_text (self->copy, _("Copy the filter as text"));
  autosell_compat_set_name (self->copy, _("Copy the filter as text"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->copy), "win.copy-filter");
  self->save = gtk_button_new_with_mnemonic (_("_Save…"));
  gtk_widget_set_tooltip_text (self->save, _("Save the filter under a name"));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_clicked_cb), self);
  self->clear = gtk_button_new_with_mnemonic (_("C_lear"));
  gtk_widget_set_tooltip_text (self->clear, _("Take all filters away; words stay"));
  g_signal_connect_swapped (self->clear, "clicked", G_CALLBACK (clear_clicked_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->copy);
  gtk_box_append (GTK_BOX (buttons), self->save);
  gtk_box_append (GTK_BOX (buttons), self->clear);
  gtk_box_append (GTK_BOX (self->footer), self->count);
  gtk_box_append (GTK_BOX (self->footer), buttons);
  gtk_widget_add_css_class (self->footer, "filter-footer");
  return self->footer;
}

/* ---- Class ---- */

static void
autosell_filter_popover_dispose (GObject *object)
{
  AutosellFilterPopover *self = AUTOSELL_FILTER_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_object (&self->store);
  self->stack = NULL;
  G_OBJECT_CLASS (autosell_filter_popover_parent_class)->dispose (object);
}

static void
autosell_filter_popover_finalize (GObject *object)
{
  AutosellFilterPopover *self = AUTOSELL_FILTER_POPOVER (object);

  g_free (self->text);
  g_free (self->renaming);
  g_free (self->naming_text);
  g_clear_pointer (&self->filters, g_ptr_array_unref);
  g_hash_table_unref (self->summaries);
  g_hash_table_unref (self->controls);
  G_OBJECT_CLASS (autosell_filter_popover_parent_class)->finalize (object);
}

static void
autosell_filter_popover_class_init (AutosellFilterPopoverClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_filter_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_popover_finalize;
  signals[EDITED] =
    g_signal_new ("edited", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                   G_TYPE_STRING, G_TYPE_STRING, G_TYPE_UINT);
}

static void
autosell_filter_popover_init (AutosellFilterPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *key = gtk_event_controller_key_new ();

  self->text = g_strdup ("");
  self->filters = autosell_filter_list ("");
  self->summaries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->controls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), create_footer (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "filter-popover");
  autosell_compat_set_name (GTK_WIDGET (self), _("Filters"));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_after (self, "map", G_CALLBACK (mapped_cb), NULL);
}

GtkWidget *
autosell_filter_popover_new (AutosellStore *store)
{
  AutosellFilterPopover *self = g_object_new (AUTOSELL_TYPE_FILTER_POPOVER, NULL);

  self->store = g_object_ref (store);
  autosell_filter_popover_build_main (self);
  g_signal_connect_swapped (self->saved, "apply", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (self->saved, "rename", G_CALLBACK (autosell_filter_popover_ask_name), self);
  g_signal_connect_swapped (self->saved, "removed", G_CALLBACK (removed_cb), self);
  return GTK_WIDGET (self);
}
