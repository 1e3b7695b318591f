/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A part of the main window that takes pictures from outside: a car's row, or a place where they are put in piles. The
 * window's own drop target finds the nearest one under the pointer, because it alone knows early whether what is
 * held are pictures or a spreadsheet. */
typedef struct
{
  /* Whether pictures let go there are taken; what is shown for it, if anything, is the zone's. Coordinates of its
   * widget. */
  gboolean (*hover) (GtkWidget *widget, double x, double y, gpointer user_data);
  /* They are held somewhere else now. */
  void (*leave) (GtkWidget *widget, gpointer user_data);
  /* One of @files (element-type GFile) and @bytes, then with @name (nullable). */
  void (*drop) (GtkWidget *widget, double x, double y, GListModel *files, GBytes *bytes, const char *name,
                gpointer user_data);
} AutosellPhotoZone;

/* @zone: static; @user_data: outlives @widget's use of it */
void autosell_photo_zone_set (GtkWidget *widget, const AutosellPhotoZone *zone, gpointer user_data);
/* The nearest one at or above @widget that takes pictures at this place of @root.
 * Returns: (transfer none) (nullable): its widget */
GtkWidget *autosell_photo_zone_hover (GtkWidget *widget, GtkWidget *root, double x, double y);
void autosell_photo_zone_leave (GtkWidget *zone_widget);
void autosell_photo_zone_drop (GtkWidget *zone_widget, GtkWidget *root, double x, double y, GListModel *files,
                               GBytes *bytes, const char *name);

G_END_DECLS
