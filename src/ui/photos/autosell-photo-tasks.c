/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-tasks.h"

#include "autosell-compat.h"
#include "autosell-gradual-list.h"
#include "autosell-photo-task.h"
#include "autosell-vehicle-list.h"

#include <glib/gi18n.h>

struct _AutosellPhotoTasks
{
  AdwBin parent_instance;
  AutosellPileBoard *board;  /* owned */
  AutosellStore *store;      /* owned */
  AutosellVehicleList *list; /* owned */
  char *query;               /* owned: what is asked */
  guint n_told;
  gboolean is_wide;
  GtkStack *stack; /* children */
  GtkListView *view;
};

enum
{
  COUNT_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellPhotoTasks, autosell_photo_tasks, ADW_TYPE_BIN)

/* ---- Rows ---- */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AutosellPhotoTasks *self)
{
  GtkWidget *task = autosell_photo_task_new (self->board, self->store);

  autosell_photo_task_set_is_wide (AUTOSELL_PHOTO_TASK (task), self->is_wide);
  gtk_list_item_set_child (item, task);
  gtk_list_item_set_selectable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AutosellPhotoTasks *self)
{
  AutosellPhotoTask *task = AUTOSELL_PHOTO_TASK (gtk_list_item_get_child (item));

  autosell_photo_task_set_is_wide (task, self->is_wide);
  autosell_photo_task_set_row (task, gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AutosellPhotoTasks *self)
{
  autosell_photo_task_set_row (AUTOSELL_PHOTO_TASK (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (GtkListView *view, guint position, AutosellPhotoTasks *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (view)));
  GtkWidget *task = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  if (AUTOSELL_IS_PHOTO_TASK (task))
    gtk_widget_activate_action (task, "task.open", NULL);
}

/* ---- What is asked ---- */

char *
autosell_photo_tasks_dup_query (AutosellStore *store)
{
  return g_strdup_printf ("photos:<%d -status:sold", autosell_store_get_photos_wanted (store));
}

static void
ask (AutosellPhotoTasks *self)
{
  AutosellSort sort = { .by_id_order = TRUE, .is_descending = TRUE };
  g_autofree char *text = autosell_photo_tasks_dup_query (self->store);
  g_autoptr(AutosellQuery) query = NULL;

  if (g_strcmp0 (text, self->query) == 0)
    return;
  query = autosell_query_parse (text, NULL, NULL, NULL);
  g_return_if_fail (query != NULL);
  g_free (self->query);
  self->query = g_steal_pointer (&text);
  autosell_vehicle_list_set_sort (self->list, &sort);
  autosell_vehicle_list_set_query (self->list, query);
}

static void
show_answer (AutosellPhotoTasks *self)
{
  guint n = autosell_photo_tasks_get_n (self);

  if (!autosell_vehicle_list_is_loading (self->list))
    gtk_stack_set_visible_child_name (self->stack, n > 0 ? "list" : "done");
  if (n == self->n_told)
    return;
  self->n_told = n;
  g_signal_emit (self, signals[COUNT_CHANGED], 0);
}

guint
autosell_photo_tasks_get_n (AutosellPhotoTasks *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

void
autosell_photo_tasks_focus (AutosellPhotoTasks *self)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_TASKS (self));

  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
autosell_photo_tasks_set_is_wide (AutosellPhotoTasks *self, gboolean is_wide)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_TASKS (self));

  self->is_wide = is_wide;
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (AUTOSELL_IS_PHOTO_TASK (gtk_widget_get_first_child (row)))
      autosell_photo_task_set_is_wide (AUTOSELL_PHOTO_TASK (gtk_widget_get_first_child (row)), is_wide);
}

/* ---- Class ---- */

/* A row costs some 90 kB, of which nobody sees any before the page is shown. */
static void
autosell_photo_tasks_map (GtkWidget *widget)
{
  AutosellPhotoTasks *self = AUTOSELL_PHOTO_TASKS (widget);

  if (gtk_list_view_get_model (self->view) == NULL)
    {
      g_autoptr(GtkNoSelection) rows = gtk_no_selection_new (autosell_gradual_list_new (G_LIST_MODEL (self->list)));

      gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (rows));
    }
  GTK_WIDGET_CLASS (autosell_photo_tasks_parent_class)->map (widget);
}

static void
autosell_photo_tasks_dispose (GObject *object)
{
  AutosellPhotoTasks *self = AUTOSELL_PHOTO_TASKS (object);

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  g_clear_object (&self->board);
  g_clear_object (&self->store);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (autosell_photo_tasks_parent_class)->dispose (object);
}

static void
autosell_photo_tasks_class_init (AutosellPhotoTasksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_photo_tasks_dispose;
  GTK_WIDGET_CLASS (klass)->map = autosell_photo_tasks_map;
  signals[COUNT_CHANGED] =
    g_signal_new ("count-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_photo_tasks_init (AutosellPhotoTasks *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *done = adw_status_page_new ();

  self->is_wide = TRUE;
  self->n_told = G_MAXUINT;
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->view = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "photo-tasks");
  autosell_compat_set_name (GTK_WIDGET (self->view), _("Cars that want photos"));
  g_signal_connect (self->view, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (done), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (done), _("Every Car Has Its Photos"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (done), _("A car that comes in stands here until it has as many as are wanted. How many that "
                              "is, you say in the preferences."));
  gtk_widget_add_css_class (done, "compact");
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "waiting");
  gtk_stack_add_named (self->stack, scrolled, "list");
  gtk_stack_add_named (self->stack, done, "done");
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
autosell_photo_tasks_new (AutosellPileBoard *board, AutosellStore *store)
{
  AutosellPhotoTasks *self = g_object_new (AUTOSELL_TYPE_PHOTO_TASKS, NULL);

  self->board = g_object_ref (board);
  self->store = g_object_ref (store);
  self->list = autosell_vehicle_list_new (store);
  g_signal_connect_swapped (self->list, "loaded", G_CALLBACK (show_answer), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (show_answer), self);
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  ask (self);
  return GTK_WIDGET (self);
}
