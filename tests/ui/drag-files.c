/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/* A file manager as far as a drag is concerned: a small window whose whole area drags the files of the command line. It
 * says on standard output how a drag ended. */

static GSList *files;

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, gpointer user_data)
{
  return gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
}

static void
end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, gpointer user_data)
{
  g_print ("dropped\n");
}

static gboolean
cancel_cb (GtkDragSource *source, GdkDrag *drag, GdkDragCancelReason reason, gpointer user_data)
{
  g_print ("cancelled\n");
  return FALSE;
}

static void
closed_cb (GtkWindow *window, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

int
main (int argc, char *argv[])
{
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GtkDragSource *source;
  GtkWidget *window;
  GtkWidget *label;

  gtk_init ();
  for (int i = 1; i < argc; i++)
    files = g_slist_append (files, g_file_new_for_commandline_arg (argv[i]));
  source = gtk_drag_source_new ();
  window = gtk_window_new ();
  label = gtk_label_new ("Files");
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), NULL);
  g_signal_connect (source, "drag-end", G_CALLBACK (end_cb), NULL);
  g_signal_connect (source, "drag-cancel", G_CALLBACK (cancel_cb), NULL);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_title (GTK_WINDOW (window), "Files");
  gtk_window_set_default_size (GTK_WINDOW (window), 160, 160);
  gtk_window_set_child (GTK_WINDOW (window), label);
  g_signal_connect (window, "close-request", G_CALLBACK (closed_cb), loop);
  gtk_window_present (GTK_WINDOW (window));
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_main_loop_run (loop);
  g_slist_free_full (files, g_object_unref);
  return 0;
}
