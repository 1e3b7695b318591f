/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-problems-view.h"
#include "autosell-compat.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-gradual-list.h"
#include "autosell-problem-row.h"
#include "autosell-undo-toast.h"
#include "autosell-vehicle-list.h"

#include <glib/gi18n.h>

struct _AutosellProblemsView
{
  AdwBin parent_instance;
  AutosellStore *store;                            /* owned */
  AutosellVehicleList *lists[AUTOSELL_N_PROBLEMS]; /* owned */
  GtkListBoxRow *rows[AUTOSELL_N_PROBLEMS];        /* children of kinds */
  GtkLabel *counts[AUTOSELL_N_PROBLEMS];           /* in the rows */
  int kind;                                        /* chosen; -1: none yet */
  guint n_proposals[AUTOSELL_N_PROBLEMS];          /* cars that "Repair" has something for */
  gboolean wants_focus;                            /* as soon as there is something */
  gboolean is_counting;
  gboolean is_count_old;
  AdwLeaflet *leaflet; /* template children */
  GtkListBox *kinds;
  GtkLabel *title;
  GtkButton *repair_all;
  GtkStack *stack;
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (AutosellProblemsView, autosell_problems_view, ADW_TYPE_BIN)

static GtkWindow *
get_window (AutosellProblemsView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static guint
get_count (AutosellProblemsView *self, int kind)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->lists[kind]));
}

static gboolean
is_loading (AutosellProblemsView *self)
{
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (autosell_vehicle_list_is_loading (self->lists[kind]))
      return TRUE;
  return FALSE;
}

/* ---- what is chosen ---- */

static void
show_repair_all (AutosellProblemsView *self, guint n_cars)
{
  guint n = self->kind >= 0 ? MIN (self->n_proposals[self->kind], n_cars) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->repair_all), n > 0);
  if (n > 0)
    {
      g_autofree char *number = autosell_format_integer (n);
      /* Translators: the button that applies all proposals, with how many there are */
      g_autofree char *label = g_strdup_printf (ngettext ("Repair %s Car", "Repair %s Cars", n), number);

      gtk_button_set_label (self->repair_all, label);
    }
}

static void
show_kind (AutosellProblemsView *self)
{
  guint n = self->kind >= 0 ? get_count (self, self->kind) : 0;
  g_autofree char *title = NULL;

  show_repair_all (self, n);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "cars" : is_loading (self) ? "loading" : "none");
  if (n == 0)
    return;
  /* Translators: a kind of problem and how many cars have it */
  title = g_strdup_printf (ngettext ("%s · %u car", "%s · %u cars", n), autosell_problem_kind_to_label (self->kind), n);
  gtk_label_set_text (self->title, title);
}

static void
choose_kind (AutosellProblemsView *self, int kind)
{
  g_autoptr(GtkNoSelection) selection = NULL;
  g_autoptr(GListModel) rows = NULL;

  if (self->kind == kind)
    return;
  self->kind = kind;
  if (kind >= 0)
    {
      rows = autosell_gradual_list_new (G_LIST_MODEL (self->lists[kind]));
      selection = gtk_no_selection_new (g_object_ref (rows));
      gtk_list_box_select_row (self->kinds, self->rows[kind]);
      if (self->wants_focus)
        gtk_widget_grab_focus (GTK_WIDGET (self->rows[kind]));
      self->wants_focus = FALSE;
    }
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  show_kind (self);
}

static void
kind_selected_cb (AutosellProblemsView *self, GtkListBoxRow *row)
{
  for (int kind = 0; row != NULL && kind < AUTOSELL_N_PROBLEMS; kind++)
    if (self->rows[kind] == row)
      choose_kind (self, kind);
}

static void
kind_activated_cb (AutosellProblemsView *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "cars");
}

static void
back_clicked_cb (AutosellProblemsView *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "kinds");
}

/* ---- how many can be repaired ---- */

static void count_proposals (AutosellProblemsView *self);

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellProblemsView) self = user_data;
  g_autoptr(GArray) counts = autosell_store_count_proposals_finish (AUTOSELL_STORE (object), result, NULL);

  self->is_counting = FALSE;
  if (self->store == NULL)
    return;
  if (self->is_count_old)
    count_proposals (self);
  if (counts == NULL)
    return;
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    self->n_proposals[kind] = g_array_index (counts, guint, kind);
  show_kind (self);
}

/* One count at a time: all cars with a problem are read for it. */
static void
count_proposals (AutosellProblemsView *self)
{
  self->is_count_old = self->is_counting;
  if (self->is_counting)
    return;
  self->is_counting = TRUE;
  autosell_store_count_proposals_async (self->store, NULL, counted_cb, g_object_ref (self));
}

/* The counts changed, by a repair here or by anybody: kinds come and go, and what is chosen stays as long as there is
 * some of it. */
static void
lists_changed_cb (AutosellProblemsView *self)
{
  int next = -1;

  for (int kind = AUTOSELL_N_PROBLEMS - 1; kind >= 0; kind--)
    {
      guint n = get_count (self, kind);
      g_autofree char *text = g_strdup_printf ("%u", n);

      g_autofree char *name = g_strdup_printf ("%s, %s", autosell_problem_kind_to_label (kind), text);

      gtk_label_set_text (self->counts[kind], text);
      autosell_compat_set_name (GTK_WIDGET (self->rows[kind]), name);
      gtk_widget_set_visible (GTK_WIDGET (self->rows[kind]), n > 0);
      /* what follows the one that was just worked off, else the first */
      if (n > 0 && (next < 0 || kind >= self->kind || next < self->kind))
        next = kind;
    }
  if (self->kind < 0 || get_count (self, self->kind) == 0)
    {
      if (!is_loading (self) || self->kind < 0)
        choose_kind (self, next);
    }
  show_kind (self);
}

/* ---- repairing ---- */

static void
repaired_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AutosellProblemsView) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) repaired = autosell_store_repair_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *sentence = NULL;
  GtkWidget *overlay;

  if (self->store == NULL)
    return; /* closed meanwhile */
  if (repaired == NULL)
    {
      autosell_error_dialog_present (get_window (self), _("The repair was not made."), error);
      return;
    }
  if (repaired->n_vehicles == 0)
    sentence = g_strdup (_("There is no proposal here: open the car and decide"));
  else
    {
      g_autofree char *number = autosell_format_integer (repaired->n_vehicles);

      sentence = g_strdup_printf (ngettext ("%s car repaired", "%s cars repaired", repaired->n_vehicles), number);
    }
  overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  if (overlay != NULL)
    autosell_undo_toast_add (ADW_TOAST_OVERLAY (overlay), get_window (self), self->store, sentence, repaired->change);
}

static void
repair_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellProblemsView *self = AUTOSELL_PROBLEMS_VIEW (widget);

  if (self->kind >= 0)
    autosell_store_repair_async (self->store, g_variant_get_int64 (parameter), 1u << self->kind, repaired_cb,
                                 g_object_ref (self));
}

static void
repair_all_clicked_cb (AutosellProblemsView *self)
{
  if (self->kind >= 0)
    autosell_store_repair_async (self->store, 0, 1u << self->kind, repaired_cb, g_object_ref (self));
}

static void
open_key (AutosellProblemsView *self, gint64 key)
{
  if (self->kind >= 0 && key != 0)
    autosell_editor_present (get_window (self), self->store, self->lists[self->kind], key, 0);
}

static void
car_activated_cb (AutosellProblemsView *self, guint position)
{
  if (self->kind >= 0)
    open_key (self, autosell_vehicle_list_get_key (self->lists[self->kind], position));
}

/* ---- rows ---- */

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellProblemsView *self = user_data;

  gtk_list_item_set_child (item, autosell_problem_row_new (adw_leaflet_get_folded (self->leaflet) ? 3 : 1));
}

static void
bind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellProblemsView *self = user_data;

  autosell_problem_row_set_row (AUTOSELL_PROBLEM_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item),
                                MAX (self->kind, 0));
}

static void
unbind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  autosell_problem_row_set_row (AUTOSELL_PROBLEM_ROW (gtk_list_item_get_child (item)), NULL, 0);
}

/* Sentences need another number of lines now: the rows are made anew. */
static void
make_rows (AutosellProblemsView *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
}

static void
add_kind (AutosellProblemsView *self, int kind)
{
  g_autofree char *text = g_strconcat ("problem:", autosell_problem_kind_to_nick (kind), NULL);
  g_autoptr(AutosellQuery) query = autosell_query_parse (text, NULL, NULL, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (autosell_problem_kind_to_label (kind));
  GtkWidget *row = gtk_list_box_row_new ();

  self->lists[kind] = autosell_vehicle_list_new (self->store);
  g_signal_connect_object (self->lists[kind], "items-changed", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lists[kind], "loaded", G_CALLBACK (lists_changed_cb), self, G_CONNECT_SWAPPED);
  autosell_vehicle_list_set_query (self->lists[kind], query);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  self->counts[kind] = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[kind]), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->counts[kind]), "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->counts[kind]));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_visible (row, FALSE);
  self->rows[kind] = GTK_LIST_BOX_ROW (row);
  gtk_list_box_append (self->kinds, row);
}

/* ---- object ---- */

static void
autosell_problems_view_dispose (GObject *object)
{
  AutosellProblemsView *self = AUTOSELL_PROBLEMS_VIEW (object);

  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    g_clear_object (&self->lists[kind]);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_problems_view_parent_class)->dispose (object);
}

/* What is chosen, or will be. */
static gboolean
autosell_problems_view_grab_focus (GtkWidget *widget)
{
  AutosellProblemsView *self = AUTOSELL_PROBLEMS_VIEW (widget);

  self->wants_focus = self->kind < 0;
  return self->kind >= 0 && gtk_widget_grab_focus (GTK_WIDGET (self->rows[self->kind]));
}

static void
autosell_problems_view_class_init (AutosellProblemsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_problems_view_dispose;
  widget_class->grab_focus = autosell_problems_view_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-problems-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, kinds);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, repair_all);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsView, view);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, repair_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, car_activated_cb);
  gtk_widget_class_install_action (widget_class, "problems.repair", "x", repair_cb);
}

static void
autosell_problems_view_init (AutosellProblemsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->kind = -1;
  make_rows (self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (make_rows), self, G_CONNECT_SWAPPED);
}

void
autosell_problems_view_set_store (AutosellProblemsView *self, AutosellStore *store)
{
  g_return_if_fail (AUTOSELL_IS_PROBLEMS_VIEW (self) && AUTOSELL_IS_STORE (store) && self->store == NULL);

  self->store = g_object_ref (store);
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    add_kind (self, kind);
  g_signal_connect_object (store, "changed", G_CALLBACK (count_proposals), self, G_CONNECT_SWAPPED);
  show_kind (self);
  count_proposals (self);
}
