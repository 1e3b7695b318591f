/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-history-view.h"
#include "autosell-beside-layout.h"
#include "autosell-change-entry.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-gradual-list.h"
#include "autosell-text-scale.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

#define FIRST_EVENTS 250
#define MAX_EVENTS 500000
/* Below this width, at the ordinary text size, what was done has the whole line and its button stands below. */
#define NARROW_WIDTH 440
#define LARGE_TEXT 1.2

struct _AutosellHistoryView
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set */
  gint64 key;                /* 0: all */
  guint limit;               /* events asked for */
  GCancellable *cancellable; /* owned, nullable; the load in progress */
  char *car_title;           /* owned, nullable: of the car, once known */
  gboolean is_undoing;
  gboolean is_old;      /* something changed while nobody saw it */
  gboolean is_filling;  /* the choice of people is being made */
  GListStore *entries;  /* owned, of AutosellChangeEntry */
  GtkStringList *names; /* owned: everybody, then those who changed something */
  AdwClamp *filters;    /* template children */
  GtkSearchEntry *car;
  GtkDropDown *people;
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkListView *view;
  GtkActionBar *older_bar;
};

G_DEFINE_FINAL_TYPE (AutosellHistoryView, autosell_history_view, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_CAR_TITLE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void load (AutosellHistoryView *self);

static GtkWindow *
get_window (AutosellHistoryView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
add_toast (AutosellHistoryView *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    autosell_toaster_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (text));
}

/* ---- rows ---- */

typedef struct
{
  GtkLabel *summary;
  GtkLabel *byline;
  GtkLabel *details;
  GtkWidget *end; /* holds the next two */
  GtkLabel *undone;
  GtkButton *undo;
} Row;

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHistoryView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *text = NULL;

  if (self->store == NULL)
    return; /* closed meanwhile */
  self->is_undoing = FALSE;
  if (undone == NULL)
    {
      autosell_error_dialog_present (get_window (self), _("The change was not undone."), error);
      return;
    }
  if (undone->n_skipped > 0)
    {
      g_autofree char *number = autosell_format_integer (undone->n_skipped);

      text = g_strdup_printf (ngettext ("Undone, but %s value was changed since and stays",
                                        "Undone, but %s values were changed since and stay", undone->n_skipped),
                              number);
    }
  else
    text = g_strdup (_("Undone"));
  add_toast (self, text);
}

static void
undo_clicked_cb (GtkButton *button, gpointer user_data)
{
  GtkListItem *item = user_data;
  AutosellHistoryView *self =
    AUTOSELL_HISTORY_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (button), AUTOSELL_TYPE_HISTORY_VIEW));
  AutosellChangeEntry *entry = gtk_list_item_get_item (item);

  if (self->is_undoing)
    return; /* a second click on the same button */
  self->is_undoing = TRUE;
  autosell_store_undo_async (self->store, autosell_change_entry_get_change (entry), undone_cb, g_object_ref (self));
}

static GtkLabel *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* a label that wraps has to be laid out to be measured, and a list has 200 of them at once */
  if (autosell_text_scale_get () > LARGE_TEXT)
    {
      /* …which is well spent where all would be cut */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
    }
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  Row *row = g_new0 (Row, 1);

  row->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  row->summary = make_label ("heading");
  row->byline = make_label ("dim-label");
  row->details = make_label (NULL);
  row->undone = make_label ("undone-badge");
  gtk_widget_add_css_class (GTK_WIDGET (row->byline), "caption");
  gtk_label_set_text (row->undone, C_ ("of a change", "Undone"));
  gtk_label_set_ellipsize (row->undone, PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (GTK_WIDGET (row->undone), GTK_ALIGN_START);
  row->undo = GTK_BUTTON (gtk_button_new_with_label (_("Undo")));
  gtk_widget_set_valign (GTK_WIDGET (row->undo), GTK_ALIGN_START);
  g_signal_connect_object (row->undo, "clicked", G_CALLBACK (undo_clicked_cb), item, 0);
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->summary));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->byline));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->details));
  gtk_box_append (GTK_BOX (row->end), GTK_WIDGET (row->undone));
  gtk_box_append (GTK_BOX (row->end), GTK_WIDGET (row->undo));
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), row->end);
  gtk_widget_set_layout_manager (box, autosell_beside_layout_new (NARROW_WIDTH, 12));
  gtk_widget_add_css_class (box, "change");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
  g_object_set_data_full (G_OBJECT (item), "row", row, g_free);
}

static void
bind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  AutosellChangeEntry *entry = gtk_list_item_get_item (item);
  Row *row = g_object_get_data (G_OBJECT (item), "row");
  gboolean is_undone = autosell_change_entry_is_undone (entry);
  g_autofree char *name = NULL;

  gtk_label_set_text (row->summary, autosell_change_entry_get_summary (entry));
  gtk_label_set_text (row->byline, autosell_change_entry_get_byline (entry));
  gtk_label_set_text (row->details, autosell_change_entry_get_details (entry));
  gtk_widget_set_visible (GTK_WIDGET (row->details), *autosell_change_entry_get_details (entry) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (row->undone), is_undone);
  gtk_widget_set_visible (GTK_WIDGET (row->undo), autosell_change_entry_can_undo (entry));
  gtk_widget_set_visible (row->end, is_undone || autosell_change_entry_can_undo (entry));
  /* Translators: %s is what was done, “Changed the price of MAZDA CX30 2021” */
  name = g_strdup_printf (_("Undo: %s"), autosell_change_entry_get_summary (entry));
  autosell_compat_set_name (GTK_WIDGET (row->undo), name);
  autosell_compat_set_row_name (item, autosell_change_entry_get_summary (entry));
  if (is_undone)
    gtk_widget_add_css_class (gtk_list_item_get_child (item), "undone");
  else
    gtk_widget_remove_css_class (gtk_list_item_get_child (item), "undone");
}

/* ---- loading ---- */

static gboolean
same_entry (AutosellChangeEntry *a, AutosellChangeEntry *b)
{
  return autosell_change_entry_get_change (a) == autosell_change_entry_get_change (b)
         && autosell_change_entry_is_undone (a) == autosell_change_entry_is_undone (b)
         && g_str_equal (autosell_change_entry_get_summary (a), autosell_change_entry_get_summary (b))
         && g_str_equal (autosell_change_entry_get_details (a), autosell_change_entry_get_details (b));
}

/* Returns: (nullable): who is asked for */
static const char *
get_person (AutosellHistoryView *self)
{
  guint selected = gtk_drop_down_get_selected (self->people);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL
                                                                : gtk_string_list_get_string (self->names, selected);
}

static const char *
get_car (AutosellHistoryView *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->car));
}

static gboolean
is_filtered (AutosellHistoryView *self)
{
  return get_person (self) != NULL || get_car (self)[0] != '\0';
}

/* One splice of what differs, so that the place in the list and the focus stay. */
static void
show_entries (AutosellHistoryView *self, GPtrArray *entries)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->entries));
  guint n_head = 0;
  guint n_tail = 0;

  for (; n_head < MIN (n_old, entries->len); n_head++)
    {
      g_autoptr(AutosellChangeEntry) old = g_list_model_get_item (G_LIST_MODEL (self->entries), n_head);

      if (!same_entry (old, entries->pdata[n_head]))
        break;
    }
  for (; n_tail < MIN (n_old, entries->len) - n_head; n_tail++)
    {
      g_autoptr(AutosellChangeEntry) old = g_list_model_get_item (G_LIST_MODEL (self->entries), n_old - 1 - n_tail);

      if (!same_entry (old, entries->pdata[entries->len - 1 - n_tail]))
        break;
    }
  g_list_store_splice (self->entries, n_head, n_old - n_head - n_tail, entries->pdata + n_head,
                       entries->len - n_head - n_tail);
  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : is_filtered (self) ? "none" : "empty");
}

static void
set_car_title (AutosellHistoryView *self, const char *title)
{
  if (g_strcmp0 (self->car_title, title) == 0)
    return;
  g_free (self->car_title);
  self->car_title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAR_TITLE]);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHistoryView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = autosell_store_get_history_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) entries = NULL;
  gboolean is_cut;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (events == NULL)
    {
      autosell_error_dialog_present (get_window (self), _("The history could not be read."), error);
      return;
    }
  is_cut = events->len >= self->limit;
  entries = autosell_change_entries_new (events, is_cut);
  if (is_cut && entries->len < 2 && self->limit < MAX_EVENTS)
    {
      self->limit *= 8; /* one great import: its count is only true when all of it is read */
      load (self);
      return;
    }
  if (self->key != 0 && events->len > 0)
    set_car_title (self, autosell_event_get_vehicle_title (events->pdata[0]));
  show_entries (self, entries);
  gtk_widget_set_visible (GTK_WIDGET (self->older_bar), is_cut && self->limit < MAX_EVENTS);
}

static void
load (AutosellHistoryView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_old = FALSE;
  autosell_store_search_history_async (self->store, self->key, get_person (self), get_car (self), self->limit,
                                       self->cancellable, loaded_cb, g_object_ref (self));
}

/* The names that are there already stay, and with them what is chosen. */
static void
people_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHistoryView) self = user_data;
  g_auto(GStrv) people = autosell_store_get_people_finish (AUTOSELL_STORE (object), result, NULL);
  const char *person = get_person (self);
  guint selected = 0;

  if (people == NULL || self->store == NULL)
    return;
  self->is_filling = TRUE;
  for (guint i = 0; people[i] != NULL; i++)
    if (g_strcmp0 (people[i], person) == 0)
      selected = i + 1;
  gtk_string_list_splice (self->names, 1, g_list_model_get_n_items (G_LIST_MODEL (self->names)) - 1,
                          (const char *const *) people);
  gtk_drop_down_set_selected (self->people, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->people), g_strv_length (people) > 1);
  self->is_filling = FALSE;
}

static void
refresh (AutosellHistoryView *self)
{
  load (self);
  if (self->key == 0)
    autosell_store_get_people_async (self->store, self->cancellable, people_cb, g_object_ref (self));
}

static void
store_changed_cb (AutosellHistoryView *self, GArray *keys)
{
  gboolean is_ours = keys == NULL || self->key == 0;

  for (guint i = 0; !is_ours && i < keys->len; i++)
    is_ours = g_array_index (keys, gint64, i) == self->key;
  if (!is_ours)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
  else
    self->is_old = TRUE;
}

static void
filter_changed_cb (AutosellHistoryView *self)
{
  if (self->store == NULL || self->is_filling)
    return;
  self->limit = FIRST_EVENTS;
  load (self);
}

static void
older_clicked_cb (AutosellHistoryView *self)
{
  self->limit *= 4;
  load (self);
}

/* ---- object ---- */

static void
autosell_history_view_map (GtkWidget *widget)
{
  AutosellHistoryView *self = AUTOSELL_HISTORY_VIEW (widget);

  GTK_WIDGET_CLASS (autosell_history_view_parent_class)->map (widget);
  if (self->store != NULL && self->is_old)
    refresh (self);
}

static void
autosell_history_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_CAR_TITLE:
      g_value_set_string (value, AUTOSELL_HISTORY_VIEW (object)->car_title);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_history_view_dispose (GObject *object)
{
  AutosellHistoryView *self = AUTOSELL_HISTORY_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_history_view_parent_class)->dispose (object);
}

static void
autosell_history_view_finalize (GObject *object)
{
  AutosellHistoryView *self = AUTOSELL_HISTORY_VIEW (object);

  g_object_unref (self->entries);
  g_object_unref (self->names);
  g_free (self->car_title);
  G_OBJECT_CLASS (autosell_history_view_parent_class)->finalize (object);
}

static void
autosell_history_view_class_init (AutosellHistoryViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = autosell_history_view_get_property;
  object_class->dispose = autosell_history_view_dispose;
  object_class->finalize = autosell_history_view_finalize;
  widget_class->map = autosell_history_view_map;
  properties[PROP_CAR_TITLE] =
    g_param_spec_string ("car-title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-history-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, filters);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, car);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, people);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, spinner);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, view);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryView, older_bar);
  gtk_widget_class_bind_template_callback (widget_class, older_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
autosell_history_view_init (AutosellHistoryView *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GListModel) rows = NULL;
  g_autoptr(GtkNoSelection) selection = NULL;
  const char *everybody[] = { _("Everybody"), NULL };

  self->limit = FIRST_EVENTS;
  self->entries = g_list_store_new (AUTOSELL_TYPE_CHANGE_ENTRY);
  self->names = gtk_string_list_new (everybody);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->people, G_LIST_MODEL (self->names));
  gtk_widget_set_visible (GTK_WIDGET (self->people), FALSE);
  gtk_spinner_start (self->spinner);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  rows = autosell_gradual_list_new (G_LIST_MODEL (self->entries));
  selection = gtk_no_selection_new (g_object_ref (rows));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

void
autosell_history_view_set_source (AutosellHistoryView *self, AutosellStore *store, gint64 key)
{
  g_return_if_fail (AUTOSELL_IS_HISTORY_VIEW (self) && AUTOSELL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  self->key = key;
  gtk_widget_set_visible (GTK_WIDGET (self->filters), key == 0);
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
}
