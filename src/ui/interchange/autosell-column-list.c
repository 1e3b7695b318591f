/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-column-list.h"
#include "autosell-beside-layout.h"
#include "autosell-compat.h"

#include <glib/gi18n.h>

#define MAX_SAMPLES 3
#define MAX_SAMPLE_ROWS 200 /* further down nobody looks for a sample */

/* The choices, before one for each field. */
enum
{
  CHOICE_IGNORE,
  CHOICE_EXTRA,
  CHOICE_ID,
  CHOICE_FIELDS,
};

struct _AutosellColumnList
{
  AdwBin parent_instance;
  const AutosellColumnSource *source; /* nullable */
  gpointer data;                      /* the source's own; unowned */
  AutosellImport *import;             /* owned, nullable: the data of the source for imports */
  GtkListView *view;                  /* child */
  GPtrArray *bound;                   /* owned: of unowned GtkListItem that show a column now */
  GtkStringList *choices;             /* owned, nullable: shared by all of the rows */
  gboolean is_showing;                /* we choose, not a person */
};

G_DEFINE_FINAL_TYPE (AutosellColumnList, autosell_column_list, ADW_TYPE_BIN)

enum
{
  DISPLACED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  GtkLabel *heading;
  GtkLabel *samples;
  GtkDropDown *choice;
} Row;

static guint
get_choice (AutosellImport *import, guint column)
{
  AutosellColumn meaning = autosell_import_get_column (import, column);

  switch (meaning.use)
    {
    case AUTOSELL_COLUMN_ID:
      return CHOICE_ID;
    case AUTOSELL_COLUMN_FIELD:
      return CHOICE_FIELDS + meaning.field;
    case AUTOSELL_COLUMN_EXTRA:
      return CHOICE_EXTRA;
    case AUTOSELL_COLUMN_IGNORED:
    default:
      return CHOICE_IGNORE;
    }
}

static AutosellColumn
get_meaning (guint choice)
{
  if (choice >= CHOICE_FIELDS)
    return (AutosellColumn){ AUTOSELL_COLUMN_FIELD, choice - CHOICE_FIELDS };
  return (AutosellColumn){ choice == CHOICE_ID      ? AUTOSELL_COLUMN_ID
                           : choice == CHOICE_EXTRA ? AUTOSELL_COLUMN_EXTRA
                                                    : AUTOSELL_COLUMN_IGNORED,
                           0 };
}

/* An unnamed one by the name that its cells would have with the car. */
static const char *
get_heading (AutosellImport *import, guint column)
{
  const char *heading = autosell_import_get_heading (import, column);

  return *heading != '\0' ? heading : autosell_import_get_extra_name (import, column);
}

static char *
dup_samples (AutosellImport *import, guint column)
{
  AutosellTable *table = autosell_import_get_table (import);
  guint first = autosell_import_get_header_row (import) + 1;
  guint last = MIN (autosell_table_get_n_rows (table), first + MAX_SAMPLE_ROWS);
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint row = first; row < last && n < MAX_SAMPLES; row++)
    {
      const AutosellCell *cell = autosell_table_get_cell (table, row, column);

      if (cell->type == AUTOSELL_CELL_EMPTY || *cell->text == '\0')
        continue;
      g_string_append_printf (
        text, "%s%.*s", n > 0 ? " · " : "",
        (int) (g_utf8_offset_to_pointer (cell->text, MIN (40, g_utf8_strlen (cell->text, -1))) - cell->text),
        cell->text);
      n++;
    }
  if (n == 0)
    return g_strdup (_("No cells"));
  for (char *c = text->str; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r')
      *c = ' ';
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* ---- an import as the source ---- */

static guint
import_get_n_columns (gpointer data)
{
  return autosell_import_get_n_columns (data);
}

static const char *
import_get_heading (gpointer data, guint column)
{
  return get_heading (data, column);
}

static char *
import_dup_samples (gpointer data, guint column)
{
  return dup_samples (data, column);
}

static guint
import_get_choice (gpointer data, guint column)
{
  return get_choice (data, column);
}

/* Two columns cannot be one field: the one that had it keeps its cells as an extra. */
static void
displace (AutosellColumnList *self, AutosellImport *import, guint keeper, AutosellColumn meaning)
{
  for (guint i = 0; i < autosell_import_get_n_columns (import); i++)
    {
      AutosellColumn other = autosell_import_get_column (import, i);

      if (i == keeper || other.use != meaning.use
          || (meaning.use == AUTOSELL_COLUMN_FIELD && other.field != meaning.field))
        continue;
      autosell_import_set_column (import, i, (AutosellColumn){ AUTOSELL_COLUMN_EXTRA, 0 }, NULL);
      autosell_column_list_tell_displaced (self, i);
    }
}

static void
import_choose (AutosellColumnList *self, gpointer data, guint column, guint choice)
{
  AutosellColumn meaning = get_meaning (choice);

  if (meaning.use == AUTOSELL_COLUMN_FIELD || meaning.use == AUTOSELL_COLUMN_ID)
    displace (self, data, column, meaning);
  if (!autosell_import_set_column (data, column, meaning, NULL))
    g_warning ("Column %u kept its meaning", column);
}

static const AutosellColumnSource import_source = {
  .get_n_columns = import_get_n_columns,
  .get_heading = import_get_heading,
  .dup_samples = import_dup_samples,
  .get_choice = import_get_choice,
  .choose = import_choose,
};

/* ---- choosing ---- */

static void
chosen_cb (GtkDropDown *drop_down, GParamSpec *pspec G_GNUC_UNUSED, gpointer user_data)
{
  GtkListItem *item = user_data;
  AutosellColumnList *self =
    AUTOSELL_COLUMN_LIST (gtk_widget_get_ancestor (GTK_WIDGET (drop_down), AUTOSELL_TYPE_COLUMN_LIST));
  guint column = gtk_list_item_get_position (item);
  guint choice = gtk_drop_down_get_selected (drop_down);

  if (self == NULL || self->is_showing || self->source == NULL || choice == GTK_INVALID_LIST_POSITION
      || column == GTK_INVALID_LIST_POSITION || choice == self->source->get_choice (self->data, column))
    return;
  self->source->choose (self, self->data, column, choice);
  autosell_column_list_refresh (self);
}

/* ---- rows ---- */

static GtkLabel *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

/* Narrower, the choice stands below what it is about. */
#define NARROW_WIDTH 260

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellColumnList *self = user_data;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  Row *row = g_new0 (Row, 1);

  gtk_widget_set_hexpand (text, TRUE);
  row->heading = add_label (text, "heading");
  row->samples = add_label (text, "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (row->samples), "caption");
  row->choice = GTK_DROP_DOWN (gtk_drop_down_new (
    g_object_ref (G_LIST_MODEL (self->choices)), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string")));
  gtk_drop_down_set_enable_search (row->choice, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (row->choice), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (row->choice), 170, -1);
  g_signal_connect_object (row->choice, "notify::selected", G_CALLBACK (chosen_cb), item, 0);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->choice));
  gtk_widget_set_layout_manager (box, autosell_beside_layout_new (NARROW_WIDTH, 12));
  gtk_widget_add_css_class (box, "mapping");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
show_row (AutosellColumnList *self, GtkListItem *item)
{
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  guint column = gtk_list_item_get_position (item);
  const char *heading = self->source->get_heading (self->data, column);
  g_autofree char *samples = self->source->dup_samples (self->data, column);
  /* Translators: %s is the heading of a column */
  g_autofree char *name = g_strdup_printf (_("What “%s” stands for"), heading);

  gtk_label_set_text (row->heading, heading);
  gtk_label_set_text (row->samples, samples);
  self->is_showing = TRUE;
  gtk_drop_down_set_selected (row->choice, self->source->get_choice (self->data, column));
  self->is_showing = FALSE;
  autosell_compat_set_row_name (item, heading);
  autosell_compat_set_name (GTK_WIDGET (row->choice), name);
  autosell_compat_set_name (gtk_widget_get_first_child (GTK_WIDGET (row->choice)), name);
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellColumnList *self = user_data;

  g_ptr_array_add (self->bound, item);
  show_row (self, item);
}

static void
unbind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellColumnList *self = user_data;

  g_ptr_array_remove_fast (self->bound, item);
}

/* ---- public ---- */

void
autosell_column_list_refresh (AutosellColumnList *self)
{
  g_return_if_fail (AUTOSELL_IS_COLUMN_LIST (self));

  for (guint i = 0; self->source != NULL && i < self->bound->len; i++)
    show_row (self, self->bound->pdata[i]);
}

void
autosell_column_list_tell_displaced (AutosellColumnList *self, guint column)
{
  g_return_if_fail (AUTOSELL_IS_COLUMN_LIST (self) && self->source != NULL);

  g_signal_emit (self, signals[DISPLACED], 0, self->source->get_heading (self->data, column));
}

void
autosell_column_list_set_source (AutosellColumnList *self, const AutosellColumnSource *source, gpointer data,
                                 GtkStringList *choices)
{
  guint n = source != NULL ? source->get_n_columns (data) : 0;
  g_autoptr(GtkStringList) columns = gtk_string_list_new (NULL);
  g_autoptr(GtkNoSelection) selection = NULL;

  g_return_if_fail (AUTOSELL_IS_COLUMN_LIST (self));

  /* first the rows of the old one go, which must not ask the new one */
  gtk_list_view_set_model (self->view, NULL);
  self->source = source;
  self->data = data;
  g_set_object (&self->choices, choices);
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (columns, source->get_heading (data, i));
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (columns)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

static GtkStringList *
make_import_choices (void)
{
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _("Do not import"));
  gtk_string_list_append (choices, _("Extra field"));
  gtk_string_list_append (choices, _("Id of the car"));
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    gtk_string_list_append (choices, autosell_field_get_label (field));
  return choices;
}

void
autosell_column_list_set_import (AutosellColumnList *self, AutosellImport *import)
{
  g_autoptr(GtkStringList) choices = self->choices != NULL ? g_object_ref (self->choices) : make_import_choices ();
  g_autoptr(AutosellImport) before = NULL;

  g_return_if_fail (AUTOSELL_IS_COLUMN_LIST (self));

  before = g_steal_pointer (&self->import);
  self->import = import != NULL ? g_object_ref (import) : NULL;
  autosell_column_list_set_source (self, import != NULL ? &import_source : NULL, import, choices);
}

/* ---- object ---- */

static void
autosell_column_list_dispose (GObject *object)
{
  AutosellColumnList *self = AUTOSELL_COLUMN_LIST (object);

  self->source = NULL;
  g_clear_object (&self->import);
  g_clear_object (&self->choices);
  G_OBJECT_CLASS (autosell_column_list_parent_class)->dispose (object);
}

static void
autosell_column_list_finalize (GObject *object)
{
  g_ptr_array_unref (AUTOSELL_COLUMN_LIST (object)->bound);
  G_OBJECT_CLASS (autosell_column_list_parent_class)->finalize (object);
}

static void
autosell_column_list_class_init (AutosellColumnListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_column_list_dispose;
  object_class->finalize = autosell_column_list_finalize;
  signals[DISPLACED] = g_signal_new ("displaced", AUTOSELL_TYPE_COLUMN_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
autosell_column_list_init (AutosellColumnList *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp;

  self->bound = g_ptr_array_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, g_object_ref (factory)));
  gtk_list_view_set_show_separators (self->view, TRUE);
  autosell_compat_set_name (GTK_WIDGET (self->view), _("Columns of the spreadsheet"));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "mapping");
  clamp = adw_clamp_scrollable_new ();
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 760);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  adw_bin_set_child (ADW_BIN (self), scroller);
}
