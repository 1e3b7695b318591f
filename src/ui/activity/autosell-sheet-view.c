/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-view.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-gradual-list.h"
#include "autosell-sheet-log.h"
#include "autosell-sheet-row.h"
#include "autosell-toaster.h"
#include "autosell-undo-toast.h"

#include <glib/gi18n.h>

/* As long as a toast offers it, and a little more. */
#define TAKE_BACK_US (12 * G_USEC_PER_SEC)

struct _AutosellSheetView
{
  AdwBin parent_instance;
  AutosellStore *store;      /* owned, nullable before it is set and once it is closed */
  GCancellable *cancellable; /* owned, nullable: of the load in progress */
  GListStore *conflicts;     /* owned, of AutosellSheetItem: a heading and what it is of, as the next two */
  GListStore *cars;
  GListStore *log_heading;
  AutosellSheetLog *log;  /* owned, nullable before there is a store */
  GListModel *all;        /* owned: all of them in order */
  GHashTable *rows;       /* owned: AutosellSheetItem (unowned) → its AutosellSheetRow (unowned) */
  guint n_awaited;        /* answers of the load in progress */
  gboolean is_old;        /* something changed while nobody saw it */
  gboolean is_busy;       /* a decision is on its way */
  gint64 takes_back_us;   /* monotonic: until then what comes back was taken back by a person */
  GListStore *focus_list; /* unowned, nullable: where the focus was when something was decided … */
  guint focus_position;   /* … and where in it … */
  guint focus_button;     /* … and on which button */
  guint focus_source;     /* tick, 0 for none: puts it there */
  guint n_frames;         /* that began since */
  GtkStack *stack;        /* template children */
  GtkListView *view;
  GtkScrolledWindow *scrolled;
};

G_DEFINE_FINAL_TYPE (AutosellSheetView, autosell_sheet_view, ADW_TYPE_BIN)

static GtkWindow *
get_window (AutosellSheetView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static AdwToastOverlay *
get_overlay (AutosellSheetView *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? ADW_TOAST_OVERLAY (overlay) : NULL;
}

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

static void
note_focus (AutosellSheetView *self, GListStore *list, gint64 id)
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
  autosell_error_dialog_present (get_window (self), _("What is to be decided could not be read."), error);
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

/* ---- Deciding ---- */

/* What a toast offers to take back where there is no change of the stock to undo. */
typedef struct
{
  GWeakRef view;
  AutosellStore *store;        /* owned */
  GArray *ids;                 /* owned, nullable: of conflicts */
  gint64 key;                  /* of a car */
  AutosellVanishedState state; /* that it was in */
} Offer;

static Offer *
offer_new (AutosellSheetView *self)
{
  Offer *offer = g_rc_box_new0 (Offer);

  g_weak_ref_init (&offer->view, self);
  offer->store = g_object_ref (self->store);
  return offer;
}

static void
offer_clear (gpointer data)
{
  Offer *offer = data;

  g_weak_ref_clear (&offer->view);
  g_clear_object (&offer->store);
  g_clear_pointer (&offer->ids, g_array_unref);
}

static void
offer_closure_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  g_rc_box_release_full (data, offer_clear);
}

static void
taken_back_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Offer *offer = user_data;
  g_autoptr(AutosellSheetView) self = g_weak_ref_get (&offer->view);
  g_autoptr(GError) error = NULL;
  gboolean done = offer->ids != NULL ? autosell_store_reopen_conflicts_finish (AUTOSELL_STORE (object), result, &error)
                                     : autosell_store_set_vanished_finish (AUTOSELL_STORE (object), result, &error);

  if (!done && self != NULL)
    autosell_error_dialog_present (get_window (self), _("The decision was not taken back."), error);
  g_rc_box_release_full (offer, offer_clear);
}

static void
take_back_cb (AdwToast *toast G_GNUC_UNUSED, gpointer user_data)
{
  Offer *offer = user_data;

  if (offer->ids != NULL)
    autosell_store_reopen_conflicts_async (offer->store, offer->ids, taken_back_cb, g_rc_box_acquire (offer));
  else
    autosell_store_set_vanished_async (offer->store, offer->key, offer->state, taken_back_cb, g_rc_box_acquire (offer));
}

/* @offer: (transfer full) */
static void
add_toast (AutosellSheetView *self, const char *sentence, Offer *offer)
{
  AdwToastOverlay *overlay = get_overlay (self);
  g_autofree char *title = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  if (overlay == NULL)
    {
      g_rc_box_release_full (offer, offer_clear);
      return;
    }
  toast = adw_toast_new (title);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, 10);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (take_back_cb), offer, offer_closure_free, 0);
  autosell_toaster_show (overlay, toast);
}

typedef struct
{
  AutosellSheetView *view; /* owned */
  GArray *ids;             /* owned (element-type gint64) */
  AutosellDecision decision;
} Decision;

static void
decision_free (Decision *decision)
{
  g_object_unref (decision->view);
  g_array_unref (decision->ids);
  g_free (decision);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Decision, decision_free)

static void
decided_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Decision) decision = user_data;
  AutosellSheetView *self = decision->view;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) done = NULL;
  g_autofree char *number = NULL;
  g_autofree char *sentence = NULL;
  guint n;

  self->is_busy = FALSE;
  done = autosell_store_decide_conflicts_finish (AUTOSELL_STORE (object), result, &error);
  if (self->store == NULL)
    return; /* closed meanwhile */
  self->takes_back_us = g_get_monotonic_time () + TAKE_BACK_US;
  if (done == NULL)
    {
      autosell_error_dialog_present (get_window (self), _("Nothing was decided."), error);
      return;
    }
  n = decision->ids->len - (guint) MIN (done->n_skipped, decision->ids->len);
  number = autosell_format_integer (n);
  sentence = g_strdup_printf (ngettext ("%s value decided", "%s values decided", n), number);
  if (n > 0 && done->change != 0 && get_overlay (self) != NULL)
    autosell_undo_toast_add (get_overlay (self), get_window (self), self->store, sentence, done->change);
  else if (n > 0)
    {
      Offer *offer = offer_new (self);

      offer->ids = g_array_ref (decision->ids);
      add_toast (self, sentence, offer);
    }
}

/* @ids: (transfer full) */
static void
decide (AutosellSheetView *self, GArray *ids, AutosellDecision decision)
{
  Decision *data = g_new0 (Decision, 1);

  data->view = g_object_ref (self);
  data->ids = ids;
  data->decision = decision;
  self->is_busy = TRUE;
  autosell_store_decide_conflicts_async (self->store, ids, decision, decided_cb, data);
}

static void
decide_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 id;
  int decision;

  g_variant_get (parameter, "(xi)", &id, &decision);
  if (self->is_busy)
    {
      g_array_unref (ids);
      return; /* a second click on the same button */
    }
  g_array_append_val (ids, id);
  note_focus (self, self->conflicts, id);
  decide (self, ids, decision);
}

static void
all_answered_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr(Decision) question = user_data;

  if (confirmed && question->view->store != NULL && !question->view->is_busy)
    decide (question->view, g_array_ref (question->ids), question->decision);
}

/* Only what is shown: what comes in between is another question. */
static void
decide_all_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);
  gboolean keeps = g_variant_get_int32 (parameter) == AUTOSELL_DECISION_KEEP;
  Decision *question = g_new0 (Decision, 1);
  g_autofree char *number = NULL;
  g_autofree char *heading = NULL;

  question->view = g_object_ref (self);
  question->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  question->decision = g_variant_get_int32 (parameter);
  for (guint i = 1; i < count (self->conflicts); i++)
    {
      g_autoptr(AutosellSheetItem) item = get_item (self->conflicts, i);
      gint64 id = autosell_sheet_item_get_id (item);

      g_array_append_val (question->ids, id);
    }
  number = autosell_format_integer (question->ids->len);
  heading =
    keeps
      ? g_strdup_printf (
        ngettext ("Keep %s value as it is now?", "Keep all %s values as they are now?", question->ids->len), number)
      : g_strdup_printf (
        ngettext ("Take the other one of %s value?", "Take the others of all %s values?", question->ids->len), number);
  autosell_compat_ask (get_window (self), heading,
                       keeps
                         ? _("The cars stay as they are, and these values are not asked about any more.")
                         : _("The cars get the values that are not in use now. It is one change, which can be undone."),
                       keeps ? _("Keep All") : _("Take All the Others"), FALSE, all_answered_cb, question);
}

/* ---- Cars that the sheet lost ---- */

static void
show_car_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  gtk_widget_activate_action_variant (widget, "app.show-vehicle", parameter);
}

static const AutosellVanished *
find_car (AutosellSheetView *self, gint64 key)
{
  for (guint i = 1; i < count (self->cars); i++)
    {
      g_autoptr(AutosellSheetItem) item = get_item (self->cars, i);

      if (autosell_sheet_item_get_id (item) == key)
        return autosell_sheet_item_get_car (item);
    }
  return NULL;
}

typedef struct
{
  AutosellSheetView *view; /* owned */
  char *sentence;          /* owned */
  Offer *offer;            /* owned, nullable */
} CarTask;

static CarTask *
car_task_new (AutosellSheetView *self, char *sentence, Offer *offer)
{
  CarTask *task = g_new0 (CarTask, 1);

  task->view = g_object_ref (self);
  task->sentence = sentence;
  task->offer = offer;
  return task;
}

static void
car_task_free (CarTask *task)
{
  g_object_unref (task->view);
  g_free (task->sentence);
  if (task->offer != NULL)
    g_rc_box_release_full (task->offer, offer_clear);
  g_free (task);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CarTask, car_task_free)

static void
car_set_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(CarTask) task = user_data;
  AutosellSheetView *self = task->view;
  g_autoptr(GError) error = NULL;
  gboolean done;

  self->is_busy = FALSE;
  done = autosell_store_set_vanished_finish (AUTOSELL_STORE (object), result, &error);
  if (self->store == NULL)
    return;
  self->takes_back_us = g_get_monotonic_time () + TAKE_BACK_US;
  if (done)
    add_toast (self, task->sentence, g_steal_pointer (&task->offer));
  else
    autosell_error_dialog_present (get_window (self), _("The car stays as it was: the sheet has it again."), error);
}

static void
set_car_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);
  const AutosellVanished *car;
  char *sentence;
  Offer *offer;
  gint64 key;
  int state;

  g_variant_get (parameter, "(xi)", &key, &state);
  if (self->is_busy || (car = find_car (self, key)) == NULL)
    return;
  offer = offer_new (self);
  offer->key = key;
  offer->state = car->state;
  sentence = g_strdup_printf (state == AUTOSELL_VANISHED_PUT_BACK ? _("%s goes back with the next synchronisation")
                                                                  : _("%s stays here alone"),
                              car->title);
  note_focus (self, self->cars, key);
  self->is_busy = TRUE;
  autosell_store_set_vanished_async (self->store, key, state, car_set_cb, car_task_new (self, sentence, offer));
}

static void
car_deleted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(CarTask) task = user_data;
  AutosellSheetView *self = task->view;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) done = autosell_store_commit_finish (AUTOSELL_STORE (object), result, &error);

  self->is_busy = FALSE;
  if (self->store == NULL)
    return;
  if (done == NULL)
    autosell_error_dialog_present (get_window (self), _("The car was not moved to the bin."), error);
  else if (get_overlay (self) != NULL)
    autosell_undo_toast_add (get_overlay (self), get_window (self), self->store, task->sentence, done->change);
}

/* Into the bin, from where it comes back: no question, as anywhere for one car. */
static void
delete_car_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);
  gint64 key = g_variant_get_int64 (parameter);
  const AutosellVanished *car = find_car (self, key);
  AutosellChangeSet *changes;

  if (self->is_busy || car == NULL)
    return;
  changes = autosell_change_set_new (AUTOSELL_ACTION_DELETE);
  autosell_change_set_delete (changes, key);
  note_focus (self, self->cars, key);
  self->is_busy = TRUE;
  autosell_store_commit_async (self->store, changes, NULL, car_deleted_cb,
                               car_task_new (self, g_strdup_printf (_("%s moved to the bin"), car->title), NULL));
}

/* ---- Undoing a synchronisation ---- */

typedef struct
{
  AutosellSheetView *view; /* owned */
  gint64 change;
} UndoTask;

static void
undone_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellSheetView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) undone = autosell_store_undo_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;

  self->is_busy = FALSE;
  if (self->store == NULL)
    return;
  if (undone == NULL)
    {
      autosell_error_dialog_present (get_window (self), _("The change was not undone."), error);
      return;
    }
  number = autosell_format_integer (undone->n_skipped);
  text = undone->n_skipped > 0
           ? g_strdup_printf (ngettext ("Undone, but %s value was changed since and stays",
                                        "Undone, but %s values were changed since and stay", undone->n_skipped),
                              number)
           : g_strdup (_("Undone"));
  if (get_overlay (self) != NULL)
    autosell_toaster_show (get_overlay (self), adw_toast_new (text));
}

static void
undo_answered_cb (gboolean confirmed, gpointer user_data)
{
  UndoTask *task = user_data;
  AutosellSheetView *self = task->view;

  if (confirmed && self->store != NULL && !self->is_busy)
    {
      self->is_busy = TRUE;
      autosell_store_undo_async (self->store, task->change, undone_cb, g_object_ref (self));
    }
  g_object_unref (task->view);
  g_free (task);
}

static void
undo_sync_activated (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellSheetView *self = AUTOSELL_SHEET_VIEW (widget);
  UndoTask *task = g_new0 (UndoTask, 1);

  task->view = g_object_ref (self);
  task->change = g_variant_get_int64 (parameter);
  autosell_compat_ask (
    get_window (self), _("Undo this synchronisation?"),
    _("What it changed here becomes as it was before, and cars that it brought go to the bin. The next "
      "synchronisation brings that to the sheet."),
    _("Undo"), FALSE, undo_answered_cb, task);
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
  gtk_widget_class_install_action (widget_class, "sheet.show-car", "x", show_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.decide", "(xi)", decide_activated);
  gtk_widget_class_install_action (widget_class, "sheet.decide-all", "i", decide_all_activated);
  gtk_widget_class_install_action (widget_class, "sheet.set-car", "(xi)", set_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.delete-car", "x", delete_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.undo-sync", "x", undo_sync_activated);
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
