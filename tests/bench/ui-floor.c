/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the toolkit alone costs on this machine: a window with a column view of as many rows as asked for, made from a
 * model that computes them, each cell one label. bench-ui starts it beside the real program and prints ratios.
 *
 *   ui-floor ROWS        prints "painted MICROSECONDS" (monotonic clock) once the list has been drawn, then waits */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>

#define N_COLUMNS 10

#define FLOOR_TYPE_ITEM (floor_item_get_type ())
G_DECLARE_FINAL_TYPE (FloorItem, floor_item, FLOOR, ITEM, GObject)

struct _FloorItem
{
  GObject parent_instance;
  guint position;
};

G_DEFINE_FINAL_TYPE (FloorItem, floor_item, G_TYPE_OBJECT)

static void
floor_item_class_init (FloorItemClass *klass G_GNUC_UNUSED)
{
}

static void
floor_item_init (FloorItem *self G_GNUC_UNUSED)
{
}

#define FLOOR_TYPE_MODEL (floor_model_get_type ())
G_DECLARE_FINAL_TYPE (FloorModel, floor_model, FLOOR, MODEL, GObject)

struct _FloorModel
{
  GObject parent_instance;
  guint n_items;
};

static GType
floor_model_get_item_type (GListModel *model G_GNUC_UNUSED)
{
  return FLOOR_TYPE_ITEM;
}

static guint
floor_model_get_n_items (GListModel *model)
{
  return FLOOR_MODEL (model)->n_items;
}

static gpointer
floor_model_get_item (GListModel *model, guint position)
{
  FloorItem *item;

  if (position >= FLOOR_MODEL (model)->n_items)
    return NULL;
  item = g_object_new (FLOOR_TYPE_ITEM, NULL);
  item->position = position;
  return item;
}

static void
floor_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = floor_model_get_item_type;
  iface->get_n_items = floor_model_get_n_items;
  iface->get_item = floor_model_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FloorModel, floor_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, floor_model_iface_init))

static void
floor_model_class_init (FloorModelClass *klass G_GNUC_UNUSED)
{
}

static void
floor_model_init (FloorModel *self G_GNUC_UNUSED)
{
}

static void
setup_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data G_GNUC_UNUSED)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory G_GNUC_UNUSED, GtkListItem *item, gpointer user_data)
{
  FloorItem *row = gtk_list_item_get_item (item);
  g_autofree char *text = g_strdup_printf ("%u · %d", row->position * 7919u % 100000u, GPOINTER_TO_INT (user_data));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  GtkWidget *view = user_data;

  /* The first frames of a window may come before it has its size. */
  if (gtk_widget_get_height (view) < 100)
    return;
  printf ("painted %" G_GINT64_FORMAT "\n", g_get_monotonic_time ());
  fflush (stdout);
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, view);
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  FloorModel *model = g_object_new (FLOOR_TYPE_MODEL, NULL);
  GtkWidget *view;
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *window = gtk_application_window_new (application);

  model->n_items = GPOINTER_TO_UINT (user_data);
  view = gtk_column_view_new (GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (model))));
  for (int i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autofree char *title = g_strdup_printf ("Column %d", i + 1);
      g_autoptr(GtkColumnViewColumn) column = NULL;

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GINT_TO_POINTER (i));
      column = gtk_column_view_column_new (title, factory);
      gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_title (GTK_WINDOW (window), "ui-floor");
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), view);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  guint rows = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000;
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), GUINT_TO_POINTER (rows));
  return g_application_run (G_APPLICATION (application), 1, argv);
}
