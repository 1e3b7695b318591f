/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A picture of 4000 × 3000 in a window of 400 × 300 on which two fingers spread and close, as the gesture tells of
 * them, since no tool here has fingers. Says after each how large it is shown, in percent of the picture. */

#include "autosell-photo-view.h"

#include <adwaita.h>
#include <stdlib.h>

static GtkGesture *
find_pinch (GtkWidget *view)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_ZOOM (controller))
        return GTK_GESTURE (controller);
    }
  return NULL;
}

static void
say (AutosellPhotoView *view, const char *what)
{
  g_print ("%s %.0f%s\n", what, autosell_photo_view_get_zoom (view) * 100,
           autosell_photo_view_is_fit (view) ? " fit" : "");
}

int
main (void)
{
  guint8 pixels[4 * 4 * 3] = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new (pixels, sizeof pixels);
  g_autoptr(GdkTexture) texture = gdk_memory_texture_new (4, 4, GDK_MEMORY_R8G8B8, bytes, 12);
  AutosellPhotoView *view;
  GtkWidget *window;
  GtkGesture *pinch;

  adw_init ();
  window = gtk_window_new ();
  view = g_object_new (AUTOSELL_TYPE_PHOTO_VIEW, NULL);
  gtk_widget_set_size_request (GTK_WIDGET (view), 400, 300);
  gtk_widget_set_halign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (view), GTK_ALIGN_CENTER);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (view));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (GTK_WIDGET (view)) != 400 || gtk_widget_get_height (GTK_WIDGET (view)) != 300)
    g_main_context_iteration (NULL, TRUE);
  autosell_photo_view_set_texture (view, texture, 4000, 3000, FALSE);
  say (view, "opened");

  pinch = find_pinch (GTK_WIDGET (view));
  if (pinch == NULL)
    return EXIT_FAILURE;
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 2.0);
  say (view, "spread");
  g_signal_emit_by_name (pinch, "scale-changed", 5.0);
  say (view, "spread");
  /* Lifted and put down again: from where it is */
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 0.5);
  say (view, "closed");
  g_signal_emit_by_name (pinch, "scale-changed", 0.01);
  say (view, "closed");
  gtk_window_destroy (GTK_WINDOW (window));
  return EXIT_SUCCESS;
}
