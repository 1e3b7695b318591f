/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-problems-window.h"
#include "autosell-compat.h"
#include "autosell-editor.h"
#include "autosell-error-dialog.h"
#include "autosell-format.h"
#include "autosell-problem-row.h"
#include "autosell-undo-toast.h"
#include "autosell-vehicle-list.h"

#include <glib/gi18n.h>

struct _AutosellProblemsWindow
{
  AdwWindow parent_instance;
  AutosellStore *store;                             /* owned */
  AutosellVehicleList *lists[AUTOSELL_N_PROBLEMS];  /* owned */
  GtkListBoxRow *rows[AUTOSELL_N_PROBLEMS];         /* children of kinds */
  GtkLabel *counts[AUTOSELL_N_PROBLEMS];            /* in the rows */
  int kind;                                         /* chosen; -1: none yet */
  AdwToastOverlay *toasts;                          /* template children */
  AdwLeaflet *leaflet;
  GtkListBox *kinds;
  AdwWindowTitle *title;
  GtkButton *repair_all;
  GtkStack *stack;
  GtkListView *view;
};

G_DEFINE_FINAL_TYPE (AutosellProblemsWindow, autosell_problems_window, ADW_TYPE_WINDOW)

/* Whether doubts of this kind may come with a proposal. */
static gboolean
is_repairable (int kind)
{
  return kind != AUTOSELL_PROBLEM_NO_PRICE && kind != AUTOSELL_PROBLEM_NO_STATUS && kind != AUTOSELL_PROBLEM_TWIN;
}

static guint
get_count (AutosellProblemsWindow *self, int kind)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->lists[kind]));
}

static gboolean
is_loading (AutosellProblemsWindow *self)
{
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    if (autosell_vehicle_list_is_loading (self->lists[kind]))
      return TRUE;
  return FALSE;
}

/* ---- what is chosen ---- */

static void
show_kind (AutosellProblemsWindow *self)
{
  guint n = self->kind >= 0 ? get_count (self, self->kind) : 0;
  g_autofree char *count = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->repair_all), n > 0 && is_repairable (self->kind));
  if (n == 0)
    {
      adw_window_title_set_title (self->title, "");
      adw_window_title_set_subtitle (self->title, "");
      gtk_stack_set_visible_child_name (self->stack, is_loading (self) ? "loading" : "none");
      return;
    }
  count = g_strdup_printf (ngettext ("%u car", "%u cars", n), n);
  adw_window_title_set_title (self->title, autosell_problem_kind_to_label (self->kind));
  adw_window_title_set_subtitle (self->title, count);
  gtk_button_set_label (self->repair_all, _("Repair All"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->repair_all),
                               _("Apply every proposal of this kind, as one change that can be undone"));
  gtk_stack_set_visible_child_name (self->stack, "cars");
}

static void
choose_kind (AutosellProblemsWindow *self, int kind)
{
  g_autoptr(GtkNoSelection) selection = NULL;
  gboolean had_kind = self->kind >= 0;

  if (self->kind == kind)
    return;
  self->kind = kind;
  if (kind >= 0)
    {
      selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lists[kind])));
      gtk_list_box_select_row (self->kinds, self->rows[kind]);
      if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL || !had_kind)
        gtk_widget_grab_focus (GTK_WIDGET (self->rows[kind]));
    }
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  show_kind (self);
}

static void
kind_selected_cb (AutosellProblemsWindow *self, GtkListBoxRow *row)
{
  for (int kind = 0; row != NULL && kind < AUTOSELL_N_PROBLEMS; kind++)
    if (self->rows[kind] == row)
      choose_kind (self, kind);
}

static void
kind_activated_cb (AutosellProblemsWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "cars");
}

static void
back_clicked_cb (AutosellProblemsWindow *self)
{
  adw_leaflet_set_visible_child_name (self->leaflet, "kinds");
}

/* The counts changed, by a repair here or by anybody: kinds come and go, and what is chosen stays as long as there is some of it. */
static void
lists_changed_cb (AutosellProblemsWindow *self)
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
  g_autoptr(AutosellProblemsWindow) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellCommitResult) repaired = autosell_store_repair_finish (AUTOSELL_STORE (object), result, &error);
  g_autofree char *sentence = NULL;

  if (self->store == NULL)
    return;  /* the window is gone */
  if (repaired == NULL)
    {
      autosell_error_dialog_present (GTK_WINDOW (self), _("The repair was not made."), error);
      return;
    }
  if (repaired->n_vehicles == 0)
    sentence = g_strdup (_("There is no proposal here: open the car and decide"));
  else
    {
      g_autofree char *number = autosell_format_integer (repaired->n_vehicles);

      sentence = g_strdup_printf (ngettext ("%s car repaired", "%s cars repaired", repaired->n_vehicles), number);
    }
  autosell_undo_toast_add (self->toasts, GTK_WINDOW (self), self->store, sentence, repaired->change);
}

static void
repair_cb (GtkWidget *widget, const char *name G_GNUC_UNUSED, GVariant *parameter)
{
  AutosellProblemsWindow *self = AUTOSELL_PROBLEMS_WINDOW (widget);

  if (self->kind >= 0)
    autosell_store_repair_async (self->store, g_variant_get_int64 (parameter), 1u << self->kind, repaired_cb,
                                 g_object_ref (self));
}

static void
repair_all_clicked_cb (AutosellProblemsWindow *self)
{
  if (self->kind >= 0)
    autosell_store_repair_async (self->store, 0, 1u << self->kind, repaired_cb, g_object_ref (self));
}

static void
open_key (AutosellProblemsWindow *self, gint64 key)
{
  if (self->kind >= 0 && key != 0)
    autosell_editor_present (GTK_WINDOW (self), self->store, self->lists[self->kind], key, 0);
}

static void
car_activated_cb (AutosellProblemsWindow *self, guint position)
{
  if (self->kind >= 0)
    open_key (self, autosell_vehicle_list_get_key (self->lists[self->kind], position));
}

/* ---- rows ---- */

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellProblemsWindow *self = user_data;

  gtk_list_item_set_child (item, autosell_problem_row_new (adw_leaflet_get_folded (self->leaflet) ? 3 : 1));
}

static void
bind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  AutosellProblemsWindow *self = user_data;

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
make_rows (AutosellProblemsWindow *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->view, factory);
}

static void
add_kind (AutosellProblemsWindow *self, int kind)
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

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  gtk_window_close (GTK_WINDOW (widget));
  return TRUE;
}

static void
autosell_problems_window_dispose (GObject *object)
{
  AutosellProblemsWindow *self = AUTOSELL_PROBLEMS_WINDOW (object);

  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    g_clear_object (&self->lists[kind]);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (autosell_problems_window_parent_class)->dispose (object);
}

static void
autosell_problems_window_class_init (AutosellProblemsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_problems_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/autosell/Manager/ui/autosell-problems-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, kinds);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, repair_all);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AutosellProblemsWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, kind_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, repair_all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, car_activated_cb);
  gtk_widget_class_install_action (widget_class, "problems.repair", "x", repair_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, close_cb, NULL);
}

static void
autosell_problems_window_init (AutosellProblemsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->kind = -1;
  make_rows (self);
  g_signal_connect_object (self->leaflet, "notify::folded", G_CALLBACK (make_rows), self, G_CONNECT_SWAPPED);
}

void
autosell_problems_window_present (GtkWindow *parent, AutosellStore *store)
{
  AutosellProblemsWindow *self;

  g_return_if_fail (AUTOSELL_IS_STORE (store));

  self = g_object_new (AUTOSELL_TYPE_PROBLEMS_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  self->store = g_object_ref (store);
  for (int kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    add_kind (self, kind);
  show_kind (self);
  gtk_window_present (GTK_WINDOW (self));
}
