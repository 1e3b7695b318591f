/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-view-private.h"

#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-sheet-row.h"
#include "autosell-toaster.h"
#include "autosell-undo-toast.h"

#include <glib/gi18n.h>

/* As long as a toast offers it, and a little more. */
#define TAKE_BACK_US (12 * G_USEC_PER_SEC)

GtkWindow *
autosell_sheet_view_get_window (AutosellSheetView *self)
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
    autosell_error_dialog_present (autosell_sheet_view_get_window (self), _("The decision was not taken back."), error);
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
      autosell_error_dialog_present (autosell_sheet_view_get_window (self), _("Nothing was decided."), error);
      return;
    }
  n = decision->ids->len - (guint) MIN (done->n_skipped, decision->ids->len);
  number = autosell_format_integer (n);
  sentence = g_strdup_printf (ngettext ("%s value decided", "%s values decided", n), number);
  if (n > 0 && done->change != 0 && get_overlay (self) != NULL)
    autosell_undo_toast_add (get_overlay (self), autosell_sheet_view_get_window (self), self->store, sentence,
                             done->change);
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
  autosell_sheet_view_note_focus (self, self->conflicts, id);
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
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->conflicts)); i++)
    {
      g_autoptr(AutosellSheetItem) item = g_list_model_get_item (G_LIST_MODEL (self->conflicts), i);
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
  autosell_compat_ask (autosell_sheet_view_get_window (self), heading,
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
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->cars)); i++)
    {
      g_autoptr(AutosellSheetItem) item = g_list_model_get_item (G_LIST_MODEL (self->cars), i);

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
    autosell_error_dialog_present (autosell_sheet_view_get_window (self),
                                   _("The car stays as it was: the sheet has it again."), error);
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
  autosell_sheet_view_note_focus (self, self->cars, key);
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
    autosell_error_dialog_present (autosell_sheet_view_get_window (self), _("The car was not moved to the bin."),
                                   error);
  else if (get_overlay (self) != NULL)
    autosell_undo_toast_add (get_overlay (self), autosell_sheet_view_get_window (self), self->store, task->sentence,
                             done->change);
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
  autosell_sheet_view_note_focus (self, self->cars, key);
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
      autosell_error_dialog_present (autosell_sheet_view_get_window (self), _("The change was not undone."), error);
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
    autosell_sheet_view_get_window (self), _("Undo this synchronisation?"),
    _("What it changed here becomes as it was before, and cars that it brought go to the bin. The next "
      "synchronisation brings that to the sheet."),
    _("Undo"), FALSE, undo_answered_cb, task);
}

void
autosell_sheet_view_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "sheet.show-car", "x", show_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.decide", "(xi)", decide_activated);
  gtk_widget_class_install_action (widget_class, "sheet.decide-all", "i", decide_all_activated);
  gtk_widget_class_install_action (widget_class, "sheet.set-car", "(xi)", set_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.delete-car", "x", delete_car_activated);
  gtk_widget_class_install_action (widget_class, "sheet.undo-sync", "x", undo_sync_activated);
}
