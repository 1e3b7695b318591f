/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-filter-choices.h"

#include "autosell-compat.h"
#include "autosell-filter-checks.h"
#include "autosell-text.h"

#include <glib/gi18n.h>

struct _AutosellFilterChoices
{
  GtkWidget parent_instance;
  AutosellField field;
  GCancellable *cancellable; /* owned, nullable: of the counting */
  GPtrArray *counts;         /* owned, nullable (element-type AutosellCount) */
  GHashTable *checked;       /* owned: fold → value, of those that are asked for */
  char *part;                /* owned, nullable: the part of a value that is asked for */
  AutosellQuery *query;      /* owned, nullable: keeps the term */
  const AutosellTerm *term;  /* unowned, nullable: what the text says */
  gboolean is_updating;
  GtkEditable *entry;  /* children */
  GtkWidget *contains; /* nullable: without a list */
  GtkWidget *list;     /* nullable */
  GtkWidget *note;     /* nullable */
};

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellFilterChoices, autosell_filter_choices, GTK_TYPE_WIDGET)

/* More rows than this nobody reads; typing narrows them. */
#define MAX_ROWS 60

/* Of most of the others every car has its own. */
static gboolean
has_list (AutosellField field)
{
  switch (field)
    {
    case AUTOSELL_FIELD_GROUP:
    case AUTOSELL_FIELD_BRAND:
    case AUTOSELL_FIELD_MODEL:
    case AUTOSELL_FIELD_VERSION:
    case AUTOSELL_FIELD_COLOUR:
    case AUTOSELL_FIELD_LOCATION:
    case AUTOSELL_FIELD_TRANSMISSION:
    case AUTOSELL_FIELD_FUEL:
    case AUTOSELL_FIELD_BODY:
    case AUTOSELL_FIELD_INVOICE_KIND:
    case AUTOSELL_FIELD_CONSIGNOR:
    case AUTOSELL_FIELD_SALESPERSON:
    case AUTOSELL_FIELD_BUYER:
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- What is asked for ---- */

static void
emit_texts (AutosellFilterChoices *self)
{
  g_autoptr(GPtrArray) values = g_ptr_array_new ();
  g_autofree char *term = NULL;
  GHashTableIter iter;
  gpointer value;

  /* In the order of the list, so that the text does not depend on the order of clicks. */
  for (guint i = 0; self->counts != NULL && i < self->counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->counts, i);
      g_autofree char *fold = count->value != NULL ? autosell_text_fold (count->value) : NULL;

      if (fold != NULL && g_hash_table_contains (self->checked, fold))
        g_ptr_array_add (values, g_hash_table_lookup (self->checked, fold));
    }
  g_hash_table_iter_init (&iter, self->checked);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!g_ptr_array_find (values, value, NULL))
      g_ptr_array_add (values, value);
  g_ptr_array_add (values, NULL);
  term = autosell_filter_write_texts (self->field, (const char *const *) values->pdata, TRUE);
  g_signal_emit (self, signals[EDITED], 0, term);
}

static void
emit_part (AutosellFilterChoices *self)
{
  const char *values[] = { self->part, NULL };
  g_autofree char *term = autosell_filter_write_texts (self->field, values, FALSE);

  g_signal_emit (self, signals[EDITED], 0, term);
}

static void
set_part (AutosellFilterChoices *self, const char *part)
{
  g_free (self->part);
  self->part = autosell_text_trim (part);
}

static void
value_toggled_cb (GtkCheckButton *check, AutosellFilterChoices *self)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");

  if (self->is_updating)
    return;
  set_part (self, NULL);
  if (gtk_check_button_get_active (check))
    g_hash_table_insert (self->checked, autosell_text_fold (value), g_strdup (value));
  else
    {
      g_autofree char *fold = autosell_text_fold (value);

      g_hash_table_remove (self->checked, fold);
    }
  emit_texts (self);
}

static void
contains_toggled_cb (GtkCheckButton *check, AutosellFilterChoices *self)
{
  if (self->is_updating)
    return;
  g_hash_table_remove_all (self->checked);
  set_part (self, gtk_check_button_get_active (check) ? gtk_editable_get_text (self->entry) : NULL);
  emit_part (self);
}

/* ---- The list ---- */

static void
append_row (AutosellFilterChoices *self, const char *value, gboolean is_checked, gint64 count)
{
  GtkWidget *check = autosell_filter_check_new (value, NULL, count);

  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_checked);
  g_signal_connect (check, "toggled", G_CALLBACK (value_toggled_cb), self);
  gtk_box_append (GTK_BOX (self->list), check);
}

static gboolean
is_narrowed_out (const char *fold, const char *narrow)
{
  return narrow != NULL && strstr (fold, narrow) == NULL;
}

/* Those that are asked for and that no car has now; they come first, to be taken off. Returns: how many */
static guint
append_gone (AutosellFilterChoices *self, const char *narrow)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer fold, value;
  guint n_rows = 0;

  for (guint i = 0; self->counts != NULL && i < self->counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->counts, i);

      if (count->value != NULL)
        g_hash_table_add (known, autosell_text_fold (count->value));
    }
  g_hash_table_iter_init (&iter, self->checked);
  while (g_hash_table_iter_next (&iter, &fold, &value))
    if (!g_hash_table_contains (known, fold) && !is_narrowed_out (fold, narrow) && n_rows++ < MAX_ROWS)
      append_row (self, value, TRUE, self->counts != NULL ? 0 : -1);
  return n_rows;
}

static void
show_note (AutosellFilterChoices *self, guint n_rows, guint n_more)
{
  g_autofree char *text = NULL;

  if (self->counts == NULL)
    text = g_strdup ("");
  else if (n_more > 0)
    text = g_strdup_printf (ngettext ("%u more; type to narrow them down", "%u more; type to narrow them down", n_more),
                            n_more);
  else if (n_rows == 0)
    text = g_strdup (_("No car has such a value."));
  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL && *text != '\0');
}

static void
show_contains (AutosellFilterChoices *self, const char *typed)
{
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->contains, typed != NULL);
  if (typed == NULL)
    return;
  label = g_strdup_printf (_("Has a word that begins with “%s”"), typed);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->contains), label);
  autosell_compat_set_name (self->contains, label);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->contains), g_strcmp0 (self->part, typed) == 0);
}

static void
show_rows (AutosellFilterChoices *self)
{
  g_autofree char *typed = autosell_text_trim (gtk_editable_get_text (self->entry));
  g_autofree char *narrow = typed != NULL ? autosell_text_fold (typed) : NULL;
  GtkWidget *child;
  guint n_rows, n_more = 0;

  if (self->list == NULL)
    return;
  self->is_updating = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  show_contains (self, typed);
  n_rows = append_gone (self, narrow);
  for (guint i = 0; self->counts != NULL && i < self->counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->counts, i);
      g_autofree char *fold = count->value != NULL ? autosell_text_fold (count->value) : NULL;

      if (fold == NULL || is_narrowed_out (fold, narrow))
        continue;
      if (n_rows < MAX_ROWS)
        append_row (self, count->value, g_hash_table_contains (self->checked, fold), count->totals.n_vehicles);
      else
        n_more++;
      n_rows++;
    }
  show_note (self, n_rows, n_more);
  self->is_updating = FALSE;
}

/* Checks without making the rows anew: one of them may have the focus. */
static void
update_checks (AutosellFilterChoices *self)
{
  self->is_updating = TRUE;
  for (GtkWidget *check = gtk_widget_get_first_child (self->list); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      g_autofree char *fold = autosell_text_fold (g_object_get_data (G_OBJECT (check), "value"));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_hash_table_contains (self->checked, fold));
    }
  show_contains (self, gtk_widget_get_visible (self->contains) ? gtk_editable_get_text (self->entry) : NULL);
  self->is_updating = FALSE;
}

static gboolean
matches (AutosellFilterChoices *self, const AutosellTerm *term, const char *value)
{
  g_autofree char *fold = autosell_text_fold (value);
  g_autofree char *key = self->field == AUTOSELL_FIELD_COLOUR ? autosell_text_colour_key (value) : NULL;

  for (guint i = 0; i < term->texts->len; i++)
    {
      const char *text = g_ptr_array_index (term->texts, i);
      g_autofree char *text_key = key != NULL ? autosell_text_colour_key (text) : NULL;

      if (term->is_exact ? g_str_equal (fold, text)
                         : autosell_text_has_word_prefix (fold, text)
                             || (key != NULL && *text_key != '\0' && autosell_text_has_word_prefix (key, text_key)))
        return TRUE;
    }
  return FALSE;
}

/* A part of a value checks all values that have it: they are what is shown. */
static void
read_term (AutosellFilterChoices *self)
{
  const AutosellTerm *term = self->term;
  gboolean found = FALSE;

  g_hash_table_remove_all (self->checked);
  set_part (self, NULL);
  if (term == NULL || term->texts == NULL)
    return;

  for (guint i = 0; self->counts != NULL && i < self->counts->len; i++)
    {
      const AutosellCount *count = g_ptr_array_index (self->counts, i);

      if (count->value == NULL || !matches (self, term, count->value))
        continue;
      g_hash_table_insert (self->checked, autosell_text_fold (count->value), g_strdup (count->value));
      found = TRUE;
    }
  if (term->is_exact)
    for (guint i = 0; i < term->typed->len; i++)
      {
        char *fold = autosell_text_fold (g_ptr_array_index (term->typed, i));

        if (!g_hash_table_contains (self->checked, fold))
          g_hash_table_insert (self->checked, fold, g_strdup (g_ptr_array_index (term->typed, i)));
        else
          g_free (fold);
      }
  else if (!found && term->typed->len == 1)
    set_part (self, g_ptr_array_index (term->typed, 0));
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellFilterChoices) self = user_data;
  g_autoptr(GError) error = NULL;
  GPtrArray *counts = autosell_store_count_values_finish (AUTOSELL_STORE (object), result, &error);
  gboolean had_focus;

  if (counts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_message ("No choices: %s", error->message);
      return;
    }
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  self->counts = counts;
  if (self->list == NULL)
    return;
  had_focus = gtk_widget_get_focus_child (self->list) != NULL;
  read_term (self);
  show_rows (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
autosell_filter_choices_load (AutosellFilterChoices *self, AutosellStore *store, AutosellQuery *query)
{
  if (self->list == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_count_values_async (store, query, self->field, self->cancellable, counted_cb, g_object_ref (self));
}

/* ---- The entry, and what the text says ---- */

static void
entry_changed_cb (AutosellFilterChoices *self)
{
  if (self->is_updating)
    return;
  if (self->list != NULL)
    {
      show_rows (self);
      return;
    }
  set_part (self, gtk_editable_get_text (self->entry));
  emit_part (self);
}

/* Enter takes the only value that is left, else what is typed. */
static void
entry_activated_cb (AutosellFilterChoices *self)
{
  GtkWidget *first = self->list != NULL ? gtk_widget_get_first_child (self->list) : NULL;

  if (self->list == NULL || !gtk_widget_get_visible (self->contains))
    return;
  if (first != NULL && gtk_widget_get_next_sibling (first) == NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (first), !gtk_check_button_get_active (GTK_CHECK_BUTTON (first)));
  else
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->contains), TRUE);
}

void
autosell_filter_choices_set_filter (AutosellFilterChoices *self, const AutosellFilter *filter)
{
  const AutosellTerm *term = filter != NULL ? filter->term : NULL;

  g_clear_pointer (&self->query, autosell_query_unref);
  self->query = filter != NULL ? autosell_query_ref (filter->query) : NULL;
  self->term = term;
  if (self->list != NULL)
    {
      read_term (self);
      update_checks (self);
      return;
    }
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->entry)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return;
  self->is_updating = TRUE;
  gtk_editable_set_text (
    self->entry, term != NULL && term->typed != NULL && term->typed->len > 0 ? g_ptr_array_index (term->typed, 0) : "");
  self->is_updating = FALSE;
}

/* ---- Class ---- */

static void
autosell_filter_choices_dispose (GObject *object)
{
  AutosellFilterChoices *self = AUTOSELL_FILTER_CHOICES (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->list = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (autosell_filter_choices_parent_class)->dispose (object);
}

static void
autosell_filter_choices_finalize (GObject *object)
{
  AutosellFilterChoices *self = AUTOSELL_FILTER_CHOICES (object);

  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_clear_pointer (&self->query, autosell_query_unref);
  g_hash_table_unref (self->checked);
  g_free (self->part);
  G_OBJECT_CLASS (autosell_filter_choices_parent_class)->finalize (object);
}

static void
autosell_filter_choices_class_init (AutosellFilterChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_filter_choices_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_filter_choices_finalize;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
autosell_filter_choices_init (AutosellFilterChoices *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
build_list (AutosellFilterChoices *self)
{
  self->contains = gtk_check_button_new_with_label ("");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->note = gtk_label_new (NULL);
  g_signal_connect (self->contains, "toggled", G_CALLBACK (contains_toggled_cb), self);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "dim-label");
  gtk_widget_set_visible (self->contains, FALSE);
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_set_parent (self->contains, GTK_WIDGET (self));
  gtk_widget_set_parent (self->list, GTK_WIDGET (self));
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
}

GtkWidget *
autosell_filter_choices_new (AutosellField field)
{
  AutosellFilterChoices *self = g_object_new (AUTOSELL_TYPE_FILTER_CHOICES, NULL);
  const char *name = autosell_field_get_label (field);
  GtkWidget *entry = gtk_entry_new ();

  self->field = field;
  self->entry = GTK_EDITABLE (entry);
  autosell_compat_set_name (GTK_WIDGET (self), name);
  autosell_compat_set_name (entry, name);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry),
                                  has_list (field) ? _("Type to narrow down") : _("Part of the text"));
  if (has_list (field))
    gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY, "edit-find-symbolic");
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (entry_changed_cb), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (entry_activated_cb), self);
  gtk_widget_set_parent (entry, GTK_WIDGET (self));
  if (has_list (field))
    build_list (self);
  return GTK_WIDGET (self);
}
