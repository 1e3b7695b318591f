/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-view-private.h"

#include "autosell-error-dialog.h"
#include "autosell-gradual-list.h"
#include "autosell-sheet-row.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (AutosellSheetView, autosell_sheet_view, ADW_TYPE_BIN)

/* ---- What is shown ---- */

/* Returns: (transfer full) */
static AutosellSheetItem *
get_item (GListStore *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static guint
count (GListStore *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static gboolean
is_same_at (GListStore *list, guint position, AutosellSheetItem *item)
{
  g_autoptr(AutosellSheetItem) old = get_item (list, position);

  return autosell_sheet_item_is_same (old, item);
}

static void
take_at (GListStore *list, guint position, AutosellSheetItem *item)
{
  g_autoptr(AutosellSheetItem) old = get_item (list, position);

  autosell_sheet_item_take (old, item);
}

/* One splice of what came and went; what stays says what is new in its own row, so that place and focus stay.
 * Returns: where something came, G_MAXUINT where nothing did */
static guint
put_items (GListStore *list, GPtrArray *items)
{
  guint n_old = count (list);
  guint n_head = 0;
  guint n_tail = 0;

  while (n_head < MIN (n_old, items->len) && is_same_at (list, n_head, items->pdata[n_head]))
    n_head++;
  while (n_tail < MIN (n_old, items->len) - n_head
         && is_same_at (list, n_old - 1 - n_tail, items->pdata[items->len - 1 - n_tail]))
    n_tail++;
  for (guint i = 0; i < n_head; i++)
    take_at (list, i, items->pdata[i]);
  for (guint i = 1; i <= n_tail; i++)
    take_at (list, n_old - i, items->pdata[items->len - i]);
  if (n_old != n_head + n_tail || items->len != n_head + n_tail)
    g_list_store_splice (list, n_head, n_old - n_head - n_tail, items->pdata + n_head, items->len - n_head - n_tail);
  return items->len > n_head + n_tail ? n_head : G_MAXUINT;
}

static void
put_heading (GPtrArray *items, AutosellSheetItemKind kind, guint n)
{
  g_ptr_array_insert (items, 0, autosell_sheet_item_new (kind, n));
}

static void
show_page (AutosellSheetView *self)
{
  gboolean has_log = self->log != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0;
  gboolean is_settled = self->n_awaited == 0 && self->log != NULL && autosell_sheet_log_is_loaded (self->log);
  g_autoptr(GPtrArray) heading = g_ptr_array_new_with_free_func (g_object_unref);

  if (has_log)
    put_heading (heading, AUTOSELL_SHEET_ITEM_LOG, 0);
  if (has_log && is_settled && count (self->conflicts) + count (self->cars) == 0)
    put_heading (heading, AUTOSELL_SHEET_ITEM_SETTLED, 0);
  put_items (self->log_heading, heading);
  if (has_log || count (self->conflicts) + count (self->cars) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (is_settled)
    gtk_stack_set_visible_child_name (self->stack, "empty");
}

/* ---- The focus after a decision ---- */

void
autosell_sheet_view_note_focus (AutosellSheetView *self, GListStore *list, gint64 id)
{
  self->focus_list = NULL;
  for (guint i = 0; i < count (list); i++)
    {
      g_autoptr(AutosellSheetItem) item = get_item (list, i);
      AutosellSheetRow *row = g_hash_table_lookup (self->rows, item);

      if (autosell_sheet_item_get_id (item) != id || row == NULL)
        continue;
      self->focus_list = list;
      self->focus_position = i;
      self->focus_button = autosell_sheet_row_get_focus (row);
      return;
    }
}

static gboolean
focus_item (AutosellSheetView *self, GListStore *list, guint position)
{
  g_autoptr(AutosellSheetItem) item = get_item (list, position);
  AutosellSheetRow *row = item != NULL ? g_hash_table_lookup (self->rows, item) : NULL;

  return row != NULL && autosell_sheet_row_focus (row, self->focus_button);
}

/* What was decided has gone, and its button with the focus: the next one has it, on the same button; after the last the
 * one before, and after all of them the list. */
static void
restore_focus (AutosellSheetView *self)
{
  GListStore *list = g_steal_pointer (&self->focus_list);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  guint n = list != NULL ? count (list) : 0;

  if (list == NULL
      || (focus != NULL && focus != GTK_WIDGET (root) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (self))))
    return;
  if (n > 1 && focus_item (self, list, CLAMP (self->focus_position, 1, n - 1)))
    return;
  if (!focus_item (self, self->conflicts, 1) && !focus_item (self, self->cars, 1))
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static gboolean
restore_focus_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer data G_GNUC_UNUSED)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);

  if (self->n_frames++ == 0)
    return G_SOURCE_CONTINUE;
  self->focus_source = 0;
  restore_focus (self);
  return G_SOURCE_REMOVE;
}

/* ---- Loading ---- */

static void
arrived (AutosellSheetView *self)
{
  self->n_awaited--;
  show_page (self);
  /* The list gives the focus on to a row of its own choice first, newer GTK as it gives out places: in the next
   * frame. */
  if (self->n_awaited == 0 && !self->is_busy && self->focus_list != NULL && self->focus_source == 0)
    {
      self->n_frames = 0;
      self->focus_source = gtk_widget_add_tick_callback (GTK_WIDGET (self), restore_focus_cb, NULL, NULL);
    }
}

/* Returns: whether there is something to show */
static gboolean
check_load (AutosellSheetView *self, gpointer found, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->store == NULL)
    return FALSE; /* a newer one counts */
  if (found != NULL)
    return TRUE;
  autosell_error_dialog_present (autosell_sheet_view_get_window (self), _("What is to be decided could not be read."),
                                 error);
  arrived (self);
  return FALSE;
}

/* Somebody who takes back a decision wants to see what it was about; what a synchronisation brings moves nothing. */
static void
reveal (AutosellSheetView *self, GListStore *list, guint position)
{
  guint before = list == self->cars ? count (self->conflicts) : 0;

  if (g_get_monotonic_time () > self->takes_back_us || position == G_MAXUINT)
    return;
  self->takes_back_us = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u",
                              before + (position <= 1 ? 0 : position));
  self->focus_list = list;
  self->focus_position = position;
  self->focus_button = 0;
}

static void
conflicts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSheetView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = autosell_store_get_conflicts_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) items = NULL;

  if (!check_load (self, conflicts, error))
    return;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (items, autosell_sheet_item_new_conflict (conflicts->pdata[i]));
  g_ptr_array_set_free_func (conflicts, NULL); /* they are the items' now */
  if (items->len > 0)
    put_heading (items, AUTOSELL_SHEET_ITEM_CONFLICTS, conflicts->len);
  reveal (self, self->conflicts, put_items (self->conflicts, items));
  arrived (self);
}

static void
cars_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSheetView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) cars = autosell_store_load_vanished_finish (AUTOSELL_STORE (object), result, &error);
  g_autoptr(GPtrArray) items = NULL;

  if (!check_load (self, cars, error))
    return;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < cars->len; i++)
    g_ptr_array_add (items, autosell_sheet_item_new_car (cars->pdata[i]));
  g_ptr_array_set_free_func (cars, NULL);
  if (items->len > 0)
    put_heading (items, AUTOSELL_SHEET_ITEM_VANISHED, cars->len);
  reveal (self, self->cars, put_items (self->cars, items));
  arrived (self);
}

static void
load (AutosellSheetView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->is_old = FALSE;
  self->n_awaited = 2;
  autosell_store_get_conflicts_async (self->store, self->cancellable, conflicts_cb, g_object_ref (self));
  autosell_store_load_vanished_async (self->store, self->cancellable, cars_cb, g_object_ref (self));
  autosell_sheet_log_refresh (self->log);
}

static void
news_cb (AutosellSheetView *self)
{
  if (self->store != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->is_old = TRUE;
}

/* A page more before its place is reached. */
static void
scrolled_cb (AutosellSheetView *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double page = gtk_adjustment_get_page_size (adjustment);

  if (self->log != NULL && page > 0
      && gtk_adjustment_get_value (adjustment) + 3 * page >= gtk_adjustment_get_upper (adjustment))
    autosell_sheet_log_load_more (self->log);
}

/* ---- Rows ---- */

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, autosell_sheet_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, gpointer user_data)
{
  AutosellSheetView *self = user_data;
  AutosellSheetItem *item = gtk_list_item_get_item (list_item);
  AutosellSheetRow *row = AUTOSELL_SHEET_ROW (gtk_list_item_get_child (list_item));

  autosell_sheet_row_set_item (row, list_item, item);
  g_hash_table_insert (self->rows, item, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, gpointer user_data)
{
  AutosellSheetView *self = user_data;
  AutosellSheetItem *item = gtk_list_item_get_item (list_item);
  AutosellSheetRow *row = AUTOSELL_SHEET_ROW (gtk_list_item_get_child (list_item));

  if (g_hash_table_lookup (self->rows, item) == row)
    g_hash_table_remove (self->rows, item);
  autosell_sheet_row_set_item (row, NULL, NULL);
}

/* ---- Object ---- */

static void
autosell_sheet_view_map (GtkWidget *widget)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);

  GTK_WIDGET_CLASS (autosell_sheet_view_parent_class)->map (widget);
  if (self->store != NULL && self->is_old)
    load (self);
}

static void
autosell_sheet_view_dispose (GObject *object)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->focus_source != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->focus_source);
  self->focus_source = 0;
  if (self->log != NULL)
    autosell_sheet_log_close (self->log);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_sheet_view_parent_class)->dispose (object);
}

static void
autosell_sheet_view_finalize (GObject *object)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (object);

  g_clear_object (&self->all);
  g_clear_object (&self->log);
  g_object_unref (self->conflicts);
  g_object_unref (self->cars);
  g_object_unref (self->log_heading);
  g_hash_table_unref (self->rows);
  G_OBJECT_CLASS (autosell_sheet_view_parent_class)->finalize (object);
}

static void
autosell_sheet_view_class_init (AutosellSheetViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = autosell_sheet_view_dispose;
  object_class->finalize = autosell_sheet_view_finalize;
  widget_class->map = autosell_sheet_view_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-sheet-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetView, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetView, view);
  gtk_widget_class_bind_template_child (widget_class, AutosellSheetView, scrolled);
  autosell_sheet_view_install_actions (widget_class);
}

static void
autosell_sheet_view_init (AutosellSheetView *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->conflicts = g_list_store_new (AUTOSELL_TYPE_SHEET_ITEM);
  self->cars = g_list_store_new (AUTOSELL_TYPE_SHEET_ITEM);
  self->log_heading = g_list_store_new (AUTOSELL_TYPE_SHEET_ITEM);
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
}

static void
make_model (AutosellSheetView *self)
{
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr(GtkNoSelection) selection = NULL;
  GtkAdjustment *adjustment;

  g_list_store_append (lists, self->conflicts);
  g_list_store_append (lists, self->cars);
  g_list_store_append (lists, self->log_heading);
  g_list_store_append (lists, self->log);
  self->all = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
  selection = gtk_no_selection_new (autosell_gradual_list_new (self->all));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
autosell_sheet_view_set_store (AutosellSheetView *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_SHEET_VIEW (self) && AUTOSELL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  self->log = autosell_sheet_log_new (store);
  make_model (self);
  g_signal_connect_object (self->log, "items-changed", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->log, "notify::is-loaded", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "sheet-changed", G_CALLBACK (news_cb), self, G_CONNECT_SWAPPED);
  load (self);
}
