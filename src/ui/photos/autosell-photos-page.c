/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photos-page.h"

#include "autosell-photo-adder.h"
#include "autosell-compat.h"
#include "autosell-error-dialog.h"
#include "autosell-photo-reader.h"
#include "autosell-photo-tasks.h"
#include "autosell-photo-zone.h"
#include "autosell-pile-card.h"
#include "autosell-pile-intake.h"
#include "autosell-pile-view.h"
#include "autosell-text-scale.h"
#include "autosell-twins-view.h"
#include "autosell-window.h"

#include <glib/gi18n.h>

struct _AutosellPhotosPage
{
  AdwBin parent_instance;
  AutosellStore *store;       /* owned, nullable before it is set */
  AutosellPileIntake *intake; /* owned, nullable as long */
  guint twins_source;
  gboolean is_adding;
  gboolean has_piles;
  gboolean is_narrow;

  GtkStack *stack; /* template children */
  GtkWidget *hint;
  GtkWidget *progress_bar_box;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkWidget *refused_bar;
  GtkLabel *refused_label;
  GtkLabel *refused_list;
  GtkWidget *twins_bar;
  GtkLabel *twins_label;
  GtkWidget *piles_pane;
  GtkFlowBox *piles;
  GtkBox *hint_buttons;
  GtkBox *action_buttons;
  GtkWidget *tasks_pane;
  AdwBin *tasks_place;
  GtkLabel *tasks_title;
  GtkWidget *action_bar;
  GtkLabel *totals;
  GtkButton *add_button;
  AdwBin *pile_place;
  AdwBin *twins_place;
  GtkWidget *drop_sign;

  AutosellPhotoTasks *tasks; /* children, nullable before there is a store */
  AutosellPileView *pile_view;
  AutosellTwinsView *twins;
};

enum
{
  COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPhotosPage, autosell_photos_page, ADW_TYPE_BIN)

/* Below this, in pixels, there is no room for the cars beside the piles. */
#define NARROW 720
/* And this is what it asks for. */
#define LEAST_WIDTH 320
/* Looking for pictures that are there twice reads all of them: a moment after the last change. */
#define TWINS_MS 1500

static AutosellPileBoard *
get_board (AutosellPhotosPage *self)
{
  return self->intake != NULL ? autosell_pile_intake_get_board (self->intake) : NULL;
}

/* ---- Showing ---- */

static void
show_progress (AutosellPhotosPage *self)
{
  gboolean is_busy = autosell_pile_intake_is_busy (self->intake);
  g_autofree char *text = NULL;
  guint n_done, n_all;

  gtk_widget_set_visible (self->progress_bar_box, is_busy);
  if (!is_busy)
    return;
  autosell_pile_intake_get_counts (self->intake, &n_done, &n_all);
  /* Translators: photos that are ready, of so many */
  text = g_strdup_printf (_("Getting photos ready: %u of %u"), n_done, n_all);
  gtk_label_set_text (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress_bar, autosell_pile_intake_get_fraction (self->intake));
}

static void
show_refusals (AutosellPhotosPage *self)
{
  GPtrArray *refusals = autosell_pile_intake_get_refusals (self->intake);
  g_autoptr(GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->refused_bar, refusals->len > 0);
  if (refusals->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u file could not be used", "%u files could not be used", refusals->len),
                          refusals->len);
  for (guint i = 0; i < MIN (refusals->len, 30); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "\n" : "", (const char *) refusals->pdata[i]);
  gtk_label_set_text (self->refused_label, text);
  gtk_label_set_text (self->refused_list, list->str);
}

static void
show_totals (AutosellPhotosPage *self)
{
  AutosellPileTotals totals;
  g_autofree char *text = NULL;
  g_autofree char *label = NULL;

  autosell_pile_board_get_totals (get_board (self), &totals);
  /* Translators: piles of photos that have been given a car, of so many piles */
  text = g_strdup_printf (ngettext ("%u of %u pile has a car", "%u of %u piles have a car", totals.n_piles),
                          totals.n_assigned, totals.n_piles);
  label = totals.n_ready > 0
            ? g_strdup_printf (ngettext ("_Add %u photo", "_Add %u photos", totals.n_ready), totals.n_ready)
            : g_strdup (_("_Add all"));
  gtk_label_set_text (self->totals, text);
  gtk_button_set_label (self->add_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "photos-page.add-all",
                                 totals.n_ready > 0 && !totals.is_busy && !self->is_adding);
}

static void
stack_up (GtkWidget *box, gboolean is_narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (box),
                                  is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
arrange (AutosellPhotosPage *self)
{
  gboolean has_piles = autosell_pile_board_get_n_piles (get_board (self)) > 0;

  gtk_widget_set_visible (self->hint, !has_piles && !autosell_pile_intake_is_busy (self->intake));
  gtk_widget_set_visible (self->piles_pane, has_piles);
  gtk_widget_set_visible (self->action_bar, has_piles);
  gtk_widget_set_visible (self->tasks_pane, !has_piles || !self->is_narrow);
  gtk_widget_set_hexpand (self->tasks_pane, !has_piles);
  gtk_widget_set_size_request (self->tasks_pane, has_piles ? 380 : -1, -1);
  if (has_piles)
    gtk_widget_add_css_class (self->tasks_pane, "beside");
  else
    gtk_widget_remove_css_class (self->tasks_pane, "beside");
  stack_up (self->hint, self->is_narrow);
  stack_up (GTK_WIDGET (self->hint_buttons), self->is_narrow);
  stack_up (self->action_bar, self->is_narrow);
  gtk_box_set_homogeneous (self->action_buttons, self->is_narrow);
  autosell_photo_tasks_set_is_wide (self->tasks, !has_piles && !self->is_narrow);
  autosell_pile_view_set_is_narrow (self->pile_view, self->is_narrow);
}

/* The first piles that come are what the person waits for. */
static void
focus_first_pile (AutosellPhotosPage *self)
{
  gboolean has_piles = autosell_pile_board_get_n_piles (get_board (self)) > 0;
  gboolean had_piles = self->has_piles;

  self->has_piles = has_piles;
  if (has_piles && !had_piles && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->piles, 0)));
}

static void
update (AutosellPhotosPage *self)
{
  if (self->intake == NULL)
    return;
  show_progress (self);
  show_refusals (self);
  show_totals (self);
  arrange (self);
  focus_first_pile (self);
}

static void
count_cb (AutosellPhotosPage *self)
{
  guint n = autosell_photo_tasks_get_n (self->tasks);
  g_autofree char *text = g_strdup_printf (ngettext ("%u car wants photos", "%u cars want photos", n), n);

  gtk_label_set_text (self->tasks_title, n > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->tasks_title), n > 0);
  g_signal_emit (self, signals[COUNT_CHANGED], 0);
}

static void
twins_cb (AutosellPhotosPage *self)
{
  guint n = autosell_twins_view_get_n (self->twins);
  g_autofree char *text = g_strdup_printf (ngettext ("%u picture is there twice", "%u pictures are there twice", n), n);

  gtk_label_set_text (self->twins_label, text);
  gtk_widget_set_visible (self->twins_bar, n > 0);
}

/* ---- Piles ---- */

static void
open_cb (AutosellPileCard *card, AutosellPhotosPage *self)
{
  autosell_pile_view_set_pile (self->pile_view, autosell_pile_card_get_pile (card));
  gtk_stack_set_visible_child_name (self->stack, "pile");
  /* Its widgets have no places yet by which Tab could find the first. */
  autosell_pile_view_focus (self->pile_view);
}

static AutosellPileCard *
find_card (AutosellPhotosPage *self, AutosellPile *pile)
{
  guint position;

  if (pile == NULL || !autosell_pile_board_find (get_board (self), pile, &position))
    return NULL;
  return AUTOSELL_PILE_CARD (gtk_flow_box_get_child_at_index (self->piles, (int) position));
}

/* The next one that has none, so that a keyboard goes through all of them. */
static void
assigned_cb (AutosellPileCard *card, AutosellPhotosPage *self)
{
  AutosellPileCard *next =
    find_card (self, autosell_pile_board_find_open (get_board (self), autosell_pile_card_get_pile (card)));

  gtk_widget_grab_focus (next != NULL ? GTK_WIDGET (next) : GTK_WIDGET (self->add_button));
}

static GtkWidget *
create_card_cb (gpointer item, gpointer user_data)
{
  AutosellPhotosPage *self = user_data;
  GtkWidget *card = autosell_pile_card_new (get_board (self), self->store, item);

  g_signal_connect (card, "open", G_CALLBACK (open_cb), self);
  g_signal_connect (card, "assigned", G_CALLBACK (assigned_cb), self);
  return card;
}

static void
activated_cb (GtkFlowBox *box, GtkFlowBoxChild *child, AutosellPhotosPage *self)
{
  open_cb (AUTOSELL_PILE_CARD (child), self);
}

static void
back_cb (AutosellPhotosPage *self)
{
  AutosellPile *pile = autosell_pile_view_get_pile (self->pile_view);
  AutosellPileCard *card = find_card (self, pile);

  gtk_stack_set_visible_child_name (self->stack, "desk");
  if (card != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (card));
  else /* all that it had is elsewhere now */
    autosell_photos_page_focus (self);
  autosell_pile_view_set_pile (self->pile_view, NULL);
}

static void
twins_back_cb (AutosellPhotosPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "desk");
  autosell_photos_page_focus (self);
}

/* ---- Adding all ---- */

typedef struct
{
  AutosellPhotosPage *page; /* owned */
  GPtrArray *added;         /* owned, of AutosellPilePhoto */
  guint n_cars;
} Adding;

static void
adding_free (Adding *adding)
{
  g_object_unref (adding->page);
  g_ptr_array_unref (adding->added);
  g_free (adding);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Adding, adding_free)

static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Adding) adding = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) commit = autosell_store_edit_photos_finish (AUTOSELL_STORE (object), result, &error);
  AutosellPhotosPage *self = adding->page;
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));
  g_autofree char *photos = NULL;
  g_autofree char *sentence = NULL;

  self->is_adding = FALSE;
  if (self->intake == NULL || window == NULL)
    return;
  if (commit == NULL)
    {
      update (self);
      autosell_error_dialog_present (GTK_WINDOW (window), _("The photos were not added."), error);
      return;
    }
  autosell_pile_board_remove (get_board (self), adding->added);
  if (autosell_pile_board_get_n_piles (get_board (self)) == 0)
    autosell_pile_intake_clear (self->intake);
  photos = g_strdup_printf (ngettext ("%u photo", "%u photos", adding->added->len), adding->added->len);
  /* Translators: “12 photos”, and to how many cars they were added */
  sentence =
    g_strdup_printf (ngettext ("%s added to %u car", "%s added to %u cars", adding->n_cars), photos, adding->n_cars);
  autosell_window_add_undo_toast (window, sentence, commit->change);
  update (self);
  autosell_photos_page_focus (self);
}

static void
add_all_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);
  AutosellPileTotals totals;
  AutosellPhotoEdit *edit;
  Adding *adding;

  autosell_pile_board_get_totals (get_board (self), &totals);
  if (totals.n_ready == 0 || totals.is_busy || self->is_adding)
    return;
  adding = g_new0 (Adding, 1);
  adding->page = g_object_ref (self);
  adding->n_cars = totals.n_cars;
  edit = autosell_pile_board_create_edit (get_board (self), &adding->added);
  self->is_adding = TRUE;
  update (self);
  autosell_store_edit_photos_async (self->store, edit, added_cb, adding);
}

/* ---- Other actions ---- */

static void
discard_answered_cb (gboolean confirmed, gpointer user_data)
{
  g_autoptr(AutosellPhotosPage) self = user_data;

  if (!confirmed || self->intake == NULL)
    return;
  autosell_pile_intake_clear (self->intake);
  autosell_pile_intake_forget_refusals (self->intake);
  autosell_photos_page_focus (self);
}

static void
discard_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);

  autosell_compat_ask (GTK_WINDOW (gtk_widget_get_root (widget)), _("Clear the Table?"),
                       _("The photos in all piles are left out. The files that they came from stay where they are."),
                       _("_Clear"), TRUE, discard_answered_cb, g_object_ref (self));
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  autosell_pile_intake_cancel (AUTOSELL_PHOTOS_PAGE (widget)->intake);
}

static void
chosen_cb (GListModel *files, gpointer user_data)
{
  g_autoptr(AutosellPhotosPage) self = user_data;

  if (files != NULL)
    autosell_photos_page_add (self, files, NULL, NULL);
}

static void
choose_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (g_str_equal (name, "photos-page.choose-files"))
    autosell_photo_adder_choose_files (window, _("Choose photos"), chosen_cb, g_object_ref (self));
  else
    autosell_photo_adder_choose_folder (window, _("Choose a folder of photos"), chosen_cb, g_object_ref (self));
}

static void
pasted_cb (GListModel *files, GBytes *bytes, const char *name, const GError *error, gpointer user_data)
{
  g_autoptr(AutosellPhotosPage) self = user_data;
  AutosellWindow *window = autosell_window_find (GTK_WIDGET (self));

  if (files != NULL || bytes != NULL)
    autosell_photos_page_add (self, files, bytes, name);
  else if (window != NULL)
    autosell_window_add_toast (window, adw_toast_new (_("No picture has been copied")));
}

static void
paste_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  autosell_photo_reader_read_clipboard (gtk_widget_get_clipboard (widget), pasted_cb, g_object_ref (widget));
}

static void
show_twins_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);

  gtk_stack_set_visible_child_name (self->stack, "twins");
  gtk_widget_child_focus (GTK_WIDGET (self->twins_place), GTK_DIR_TAB_FORWARD);
}

static void
forget_refusals_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  autosell_pile_intake_forget_refusals (AUTOSELL_PHOTOS_PAGE (widget)->intake);
}

/* ---- What is dropped ---- */

static gboolean
zone_hover (GtkWidget *widget, double x, double y, gpointer user_data)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);

  if (self->intake == NULL)
    return FALSE;
  gtk_widget_set_visible (self->drop_sign, TRUE);
  return TRUE;
}

static void
zone_leave (GtkWidget *widget, gpointer user_data)
{
  gtk_widget_set_visible (AUTOSELL_PHOTOS_PAGE (widget)->drop_sign, FALSE);
}

static void
zone_drop (GtkWidget *widget, double x, double y, GListModel *files, GBytes *bytes, const char *name,
           gpointer user_data)
{
  autosell_photos_page_add (AUTOSELL_PHOTOS_PAGE (widget), files, bytes, name);
}

/* ---- Public ---- */

static gboolean
look_for_twins_cb (gpointer data)
{
  AutosellPhotosPage *self = data;

  self->twins_source = 0;
  autosell_twins_view_refresh (self->twins);
  return G_SOURCE_REMOVE;
}

/* Only while it is looked at: nobody else asks. */
static void
queue_twins (AutosellPhotosPage *self)
{
  if (self->twins == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  g_clear_handle_id (&self->twins_source, g_source_remove);
  self->twins_source = g_timeout_add (TWINS_MS, look_for_twins_cb, self);
}

void
autosell_photos_page_set_store (AutosellPhotosPage *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_PHOTOS_PAGE (self) && self->store == NULL);

  self->store = g_object_ref (store);
  self->intake = autosell_pile_intake_new (store);
  gtk_flow_box_bind_model (self->piles, G_LIST_MODEL (get_board (self)), create_card_cb, self, NULL);
  self->tasks = AUTOSELL_PHOTO_TASKS (autosell_photo_tasks_new (get_board (self), store));
  self->pile_view = AUTOSELL_PILE_VIEW (autosell_pile_view_new (get_board (self), store));
  self->twins = AUTOSELL_TWINS_VIEW (autosell_twins_view_new (store));
  adw_bin_set_child (self->tasks_place, GTK_WIDGET (self->tasks));
  adw_bin_set_child (self->pile_place, GTK_WIDGET (self->pile_view));
  adw_bin_set_child (self->twins_place, GTK_WIDGET (self->twins));
  g_signal_connect_object (self->tasks, "count-changed", G_CALLBACK (count_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pile_view, "back", G_CALLBACK (back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->twins, "back", G_CALLBACK (twins_back_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->twins, "count-changed", G_CALLBACK (twins_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->intake, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_board (self), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (queue_twins), self, G_CONNECT_SWAPPED);
  update (self);
  queue_twins (self);
}

void
autosell_photos_page_focus (AutosellPhotosPage *self)
{
  GtkWidget *first = GTK_WIDGET (gtk_flow_box_get_child_at_index (self->piles, 0));

  g_return_if_fail (AUTOSELL_IS_PHOTOS_PAGE (self));

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "desk"))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
  else if (first != NULL)
    gtk_widget_grab_focus (first);
  else if (self->tasks != NULL && autosell_photo_tasks_get_n (self->tasks) > 0)
    autosell_photo_tasks_focus (self->tasks);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

guint
autosell_photos_page_get_n_wanting (AutosellPhotosPage *self)
{
  return self->tasks != NULL ? autosell_photo_tasks_get_n (self->tasks) : 0;
}

void
autosell_photos_page_add (AutosellPhotosPage *self, GListModel *files, GBytes *bytes, const char *name)
{
  g_return_if_fail (AUTOSELL_IS_PHOTOS_PAGE (self) && self->intake != NULL);

  gtk_stack_set_visible_child_name (self->stack, "desk");
  if (files != NULL)
    autosell_pile_intake_add_files (self->intake, files);
  else if (bytes != NULL)
    autosell_pile_intake_add_bytes (self->intake, bytes, name);
}

guint
autosell_photos_page_get_n_on_table (AutosellPhotosPage *self)
{
  AutosellPileTotals totals;

  if (self->intake == NULL)
    return 0;
  autosell_pile_board_get_totals (get_board (self), &totals);
  return totals.n_photos;
}

/* ---- Class ---- */

static gboolean
arrange_cb (gpointer data)
{
  AutosellPhotosPage *self = data;

  if (self->intake != NULL)
    arrange (self);
  return G_SOURCE_REMOVE;
}

/* Not AdwBin's own layout, which would not tell how wide it is. */
static void
autosell_photos_page_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                              int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum, natural, NULL, NULL);
  /* What goes, or goes below, where there is no room for it must not keep the window from becoming narrow. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !AUTOSELL_PHOTOS_PAGE (widget)->is_narrow)
    *minimum = MIN (*minimum, LEAST_WIDTH);
}

static void
autosell_photos_page_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));
  gboolean is_narrow = autosell_text_scale_down (width) < NARROW;
  int least;

  if (is_narrow != self->is_narrow)
    {
      self->is_narrow = is_narrow;
      /* Not while it is being allocated: what would have to be measured anew is not. */
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, arrange_cb, g_object_ref (self), g_object_unref);
    }
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (child, MAX (width, least), height, baseline, NULL);
}

static void
autosell_photos_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (autosell_photos_page_parent_class)->map (widget);
  queue_twins (AUTOSELL_PHOTOS_PAGE (widget));
}

static void
autosell_photos_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&AUTOSELL_PHOTOS_PAGE (widget)->twins_source, g_source_remove);
  GTK_WIDGET_CLASS (autosell_photos_page_parent_class)->unmap (widget);
}

static void
autosell_photos_page_dispose (GObject *object)
{
  AutosellPhotosPage *self = AUTOSELL_PHOTOS_PAGE (object);

  g_clear_handle_id (&self->twins_source, g_source_remove);
  if (self->intake != NULL)
    {
      g_signal_handlers_disconnect_by_data (get_board (self), self);
      g_signal_handlers_disconnect_by_data (self->intake, self);
      autosell_pile_intake_clear (self->intake);
    }
  g_clear_object (&self->intake);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_photos_page_parent_class)->dispose (object);
}

static void
autosell_photos_page_class_init (AutosellPhotosPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_photos_page_dispose;
  widget_class->measure = autosell_photos_page_measure;
  widget_class->size_allocate = autosell_photos_page_size_allocate;
  widget_class->map = autosell_photos_page_map;
  widget_class->unmap = autosell_photos_page_unmap;
  signals[COUNT_CHANGED] =
    g_signal_new ("count-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "photos-page.choose-files", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.choose-folder", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.paste", NULL, paste_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.add-all", NULL, add_all_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.discard", NULL, discard_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.cancel", NULL, cancel_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.show-twins", NULL, show_twins_cb);
  gtk_widget_class_install_action (widget_class, "photos-page.forget-refusals", NULL, forget_refusals_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "photos-page.paste", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-photos-page.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, AutosellPhotosPage, name)
  BIND (stack);
  BIND (hint);
  BIND (progress_bar_box);
  BIND (progress_label);
  BIND (progress_bar);
  BIND (refused_bar);
  BIND (refused_label);
  BIND (refused_list);
  BIND (twins_bar);
  BIND (twins_label);
  BIND (piles_pane);
  BIND (piles);
  BIND (hint_buttons);
  BIND (action_buttons);
  BIND (tasks_pane);
  BIND (tasks_place);
  BIND (tasks_title);
  BIND (action_bar);
  BIND (totals);
  BIND (add_button);
  BIND (pile_place);
  BIND (twins_place);
  BIND (drop_sign);
#undef BIND
}

static void
autosell_photos_page_init (AutosellPhotosPage *self)
{
  static const AutosellPhotoZone zone = { zone_hover, zone_leave, zone_drop };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  autosell_photo_zone_set (GTK_WIDGET (self), &zone, NULL);
  g_signal_connect (self->piles, "child-activated", G_CALLBACK (activated_cb), self);
}
