/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the toolkit alone costs on this machine: a window with a column view of as many rows as asked for, made from a
 * model that computes them, each cell one label. bench-ui starts it beside the real program and prints ratios.
 *
 *   ui-floor ROWS [FIFO] prints "painted MICROSECONDS" (monotonic clock) once the list has been drawn, then waits
 *
 * For each line that comes from FIFO it then does what the program does too, with plain widgets, and prints "took
 * MICROSECONDS" from there to the frame that has it: "page" shows a page of labels in the place of the list, which is
 * made the first time, "list" goes back, "window" opens a window of entries, a new one each time, and closes it
 * afterwards. */

#include <gtk/gtk.h>
#include <fcntl.h>
#include <glib/gstdio.h>
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

/* ---- What a page and a form cost ---- */

#define N_LABELS 160
#define N_ENTRIES 45

static const char *fifo_path;          /* nullable */
static GtkWidget *stack, *page, *form; /* nullable but for the stack */
static gint64 asked_us;

static gboolean
close_form_cb (gpointer user_data G_GNUC_UNUSED)
{
  if (form != NULL)
    gtk_window_destroy (GTK_WINDOW (form));
  form = NULL;
  return G_SOURCE_REMOVE;
}

static void
done_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_signal_handlers_disconnect_by_func (clock, done_cb, user_data);
  printf ("took %" G_GINT64_FORMAT "\n", g_get_monotonic_time () - asked_us);
  fflush (stdout);
  if (form != NULL)
    g_idle_add (close_form_cb, NULL);
}

static void
tell_next_paint (GtkWidget *widget)
{
  g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (done_cb), NULL);
  gtk_widget_queue_draw (widget);
}

static GtkWidget *
make_page (void)
{
  GtkWidget *box = gtk_flow_box_new ();

  for (int i = 0; i < N_LABELS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Figure %d of them", i);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "card");
      gtk_flow_box_append (GTK_FLOW_BOX (box), label);
    }
  return box;
}

static GtkWidget *
make_form (GtkWindow *parent)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (int i = 0; i < N_ENTRIES; i++)
    {
      g_autofree char *text = g_strdup_printf ("Field %d", i);

      gtk_box_append (GTK_BOX (box), gtk_label_new (text));
      gtk_box_append (GTK_BOX (box), gtk_entry_new ());
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_window_set_child (GTK_WINDOW (window), scrolled);
  gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
  gtk_window_set_default_size (GTK_WINDOW (window), 860, 720);
  return window;
}

static gboolean
input_cb (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  g_autofree char *line = NULL;

  if (g_io_channel_read_line (channel, &line, NULL, NULL, NULL) != G_IO_STATUS_NORMAL)
    return G_SOURCE_REMOVE;
  asked_us = g_get_monotonic_time ();
  if (g_str_has_prefix (line, "window"))
    {
      form = make_form (user_data);
      gtk_widget_realize (form);
      tell_next_paint (form);
      gtk_window_present (GTK_WINDOW (form));
      return G_SOURCE_CONTINUE;
    }
  if (page == NULL)
    {
      page = make_page ();
      gtk_stack_add_named (GTK_STACK (stack), page, "page");
    }
  gtk_stack_set_visible_child_name (GTK_STACK (stack), g_str_has_prefix (line, "page") ? "page" : "list");
  tell_next_paint (stack);
  return G_SOURCE_CONTINUE;
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
  stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (stack), scrolled, "list");
  gtk_window_set_child (GTK_WINDOW (window), stack);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  gtk_window_set_title (GTK_WINDOW (window), "ui-floor");
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), view);
  gtk_window_present (GTK_WINDOW (window));
  if (fifo_path != NULL)
    g_io_add_watch (g_io_channel_unix_new (g_open (fifo_path, O_RDWR, 0)), G_IO_IN, input_cb, window);
}

int
main (int argc, char *argv[])
{
  guint rows = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000;
  g_autoptr(GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  fifo_path = argc > 2 ? argv[2] : NULL;
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), GUINT_TO_POINTER (rows));
  return g_application_run (G_APPLICATION (application), 1, argv);
}
