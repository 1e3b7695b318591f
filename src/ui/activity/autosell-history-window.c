/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-history-window.h"
#include "autosell-change-entry.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-toaster.h"

#include <glib/gi18n.h>

#define FIRST_EVENTS 500
#define MAX_EVENTS 500000

struct _AutosellHistoryWindow
{
  AdwWindow parent_instance;
  AutosellStore *store;       /* owned */
  gint64 key;                 /* 0: all */
  guint limit;                /* events asked for */
  GCancellable *cancellable;  /* owned, nullable; the load in progress */
  gboolean is_undoing;
  GListStore *entries;        /* owned, of AutosellChangeEntry */
  AdwWindowTitle *title;      /* template children */
  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkListView *view;
  GtkActionBar *older_bar;
};

G_DEFINE_FINAL_TYPE (AutosellHistoryWindow, autosell_history_window, ADW_TYPE_WINDOW)

static void load (AutosellHistoryWindow *self);

/* ---- rows ---- */

typedef struct
{
  GtkLabel *summary;
  GtkLabel *byline;
  GtkLabel *details;
  GtkLabel *undone;
  GtkButton *undo;
} Row;

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHistoryWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *text = NULL;

  if (self->store == NULL)
    return;  /* the window is gone */
  self->is_undoing = FALSE;
  if (undone == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The change was not undone."), error);
      return;
    }
  if (undone->n_skipped > 0)
    {
      g_autofree char *number = autosell_format_integer (undone->n_skipped);

      text = g_strdup_printf (ngettext ("Undone, but %s value was changed since and stays",
                                        "Undone, but %s values were changed since and stay", undone->n_skipped), number);
    }
  else
    text = g_strdup (_("Undone"));
  autosell_toaster_show (self->toasts, adw_toast_new (text));
}

static void
undo_clicked_cb (GtkButton *button, gpointer user_data)
{
  GtkListItem *item = user_data;
  AutosellHistoryWindow *self = AUTOSELL_HISTORY_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  AutosellChangeEntry *entry = gtk_list_item_get_item (item);

  if (self->is_undoing)
    return;  /* a second click on the same button */
  self->is_undoing = TRUE;
  autosell_store_undo_async (self->store, autosell_change_entry_get_change (entry), undone_cb, g_object_ref (self));
}

static GtkLabel *
make_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* a label that wraps has to be laid out to be measured, and a list has 200 of them at once */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  autosell_compat_tell_when_cut (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return GTK_LABEL (label);
}

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  Row *row = g_new0 (Row, 1);

  row->summary = make_label ("heading");
  row->byline = make_label ("dim-label");
  row->details = make_label (NULL);
  row->undone = make_label ("undone-badge");
  gtk_widget_add_css_class (GTK_WIDGET (row->byline), "caption");
  gtk_label_set_text (row->undone, C_("of a change", "Undone"));
  gtk_label_set_ellipsize (row->undone, PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (GTK_WIDGET (row->undone), GTK_ALIGN_START);
  row->undo = GTK_BUTTON (gtk_button_new_with_label (_("Undo")));
  gtk_widget_set_valign (GTK_WIDGET (row->undo), GTK_ALIGN_START);
  g_signal_connect_object (row->undo, "clicked", G_CALLBACK (undo_clicked_cb), item, 0);
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->summary));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->byline));
  gtk_box_append (GTK_BOX (text), GTK_WIDGET (row->details));
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->undone));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->undo));
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
  return autosell_change_entry_get_change (a) == autosell_change_entry_get_change (b) &&
         autosell_change_entry_is_undone (a) == autosell_change_entry_is_undone (b) &&
         g_str_equal (autosell_change_entry_get_summary (a), autosell_change_entry_get_summary (b)) &&
         g_str_equal (autosell_change_entry_get_details (a), autosell_change_entry_get_details (b));
}

/* One splice of what differs, so that the place in the list and the focus stay. */
static void
show_entries (AutosellHistoryWindow *self, GPtrArray *entries)
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
  gtk_stack_set_visible_child_name (self->stack, entries->len > 0 ? "list" : "empty");
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellHistoryWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) events = autosell_store_get_history_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) entries = NULL;
  gboolean is_cut;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (events == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The history could not be read."), error);
      return;
    }
  is_cut = events->len >= self->limit;
  entries = autosell_change_entries_new (events, is_cut);
  if (is_cut && entries->len < 2 && self->limit < MAX_EVENTS)
    {
      self->limit *= 8;  /* one great import: its count is only true when all of it is read */
      load (self);
      return;
    }
  if (self->key != 0 && events->len > 0)
    adw_window_title_set_subtitle (self->title, autosell_event_get_vehicle_title (events->pdata[0]));
  show_entries (self, entries);
  gtk_widget_set_visible (GTK_WIDGET (self->older_bar), is_cut && self->limit < MAX_EVENTS);
}

static void
load (AutosellHistoryWindow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  autosell_store_get_history_async (self->store, self->key, self->limit, self->cancellable, loaded_cb,
                                    g_object_ref (self));
}

static void
store_changed_cb (AutosellHistoryWindow *self, GArray *keys)
{
  gboolean is_ours = keys == NULL || self->key == 0;

  for (guint i = 0; !is_ours && i < keys->len; i++)
    is_ours = g_array_index (keys, gint64, i) == self->key;
  if (is_ours)
    load (self);
}

static void
older_clicked_cb (AutosellHistoryWindow *self)
{
  self->limit *= 4;
  load (self);
}

/* ---- object ---- */

static void
autosell_history_window_dispose (GObject *object)
{
  AutosellHistoryWindow *self = AUTOSELL_HISTORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->entries);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_history_window_parent_class)->dispose (object);
}

static gboolean
close_on_escape_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
autosell_history_window_class_init (AutosellHistoryWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_history_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-history-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, view);
  gtk_widget_class_bind_template_child (widget_class, AutosellHistoryWindow, older_bar);
  gtk_widget_class_bind_template_callback (widget_class, older_clicked_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_on_escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, close_on_escape_cb, NULL);
}

static void
autosell_history_window_init (AutosellHistoryWindow *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr(GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->limit = FIRST_EVENTS;
  self->entries = g_list_store_new (AUTOSELL_TYPE_CHANGE_ENTRY);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->view, factory);
  g_object_unref (factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->entries)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

void
autosell_history_window_present (GtkWindow *parent, AutosellStore *store, gint64 key)
{
  AutosellHistoryWindow *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_HISTORY_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (store);
  self->key = key;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);
  gtk_window_present (GTK_WINDOW (self));
}
