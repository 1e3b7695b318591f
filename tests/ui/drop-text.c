/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

/* Another program as far as a drop is concerned: a small window that takes the MIME type of the command line and says
 * on standard output what was dropped, between lines of “<<<” and “>>>”. With “--clipboard” it says what is there. */

static const char *mime_type;

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GdkDrop *drop = user_data;
  g_autoptr(GError) error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) < 0)
    g_printerr ("not read: %s\n", error->message);
  else
    g_print ("<<<\n%.*s\n>>>\n", (int) g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (object)),
             (const char *) g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (object)));
  gdk_drop_finish (drop, error == NULL ? GDK_ACTION_COPY : 0);
  g_object_unref (drop);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GdkDrop *drop = GDK_DROP (object);
  const char *type;
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) input = gdk_drop_read_finish (drop, result, &type, &error);
  g_autoptr(GOutputStream) output = g_memory_output_stream_new_resizable ();

  if (input == NULL)
    {
      g_printerr ("not dropped: %s\n", error->message);
      gdk_drop_finish (drop, 0);
      return;
    }
  g_output_stream_splice_async (output, input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, g_object_ref (drop));
}

static gboolean
drop_cb (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, gpointer user_data)
{
  gdk_drop_read_async (drop, (const char *[]){ mime_type, NULL }, G_PRIORITY_DEFAULT, NULL, read_cb, NULL);
  return TRUE;
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, &error);

  g_print ("%s", text != NULL ? text : "");
  g_main_loop_quit (user_data);
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
  GtkDropTargetAsync *target;
  GtkWidget *window;

  gtk_init ();
  if (g_strcmp0 (argv[1], "--clipboard") == 0)
    {
      gdk_clipboard_read_text_async (gdk_display_get_clipboard (gdk_display_get_default ()), NULL, pasted_cb, loop);
      g_main_loop_run (loop);
      return 0;
    }
  mime_type = argc > 1 ? argv[1] : "text/plain;charset=utf-8";
  target = gtk_drop_target_async_new (gdk_content_formats_new ((const char *[]){ mime_type }, 1), GDK_ACTION_COPY);
  window = gtk_window_new ();
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), NULL);
  gtk_widget_add_controller (window, GTK_EVENT_CONTROLLER (target));
  gtk_window_set_title (GTK_WINDOW (window), "Target");
  gtk_window_set_default_size (GTK_WINDOW (window), 160, 160);
  gtk_window_set_child (GTK_WINDOW (window), gtk_label_new ("Drop here"));
  g_signal_connect (window, "close-request", G_CALLBACK (closed_cb), loop);
  gtk_window_present (GTK_WINDOW (window));
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_main_loop_run (loop);
  return 0;
}
