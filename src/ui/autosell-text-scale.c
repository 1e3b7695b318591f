/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-text-scale.h"

#define ORDINARY_DPI (96 * 1024)

double
autosell_text_scale_get (void)
{
  int dpi = -1;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > ORDINARY_DPI ? (double) dpi / ORDINARY_DPI : 1;
}

int
autosell_text_scale_up (int px)
{
  return (int) (px * autosell_text_scale_get ());
}

int
autosell_text_scale_down (int px)
{
  return (int) (px / autosell_text_scale_get ());
}

void
autosell_text_scale_watch (GtkWidget *widget, GCallback callback)
{
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", callback, widget, G_CONNECT_SWAPPED);
}
