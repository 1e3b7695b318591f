/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-zone.h"

#define KEY "autosell-photo-zone"

typedef struct
{
  const AutosellPhotoZone *zone;
  gpointer user_data;
} Zone;

void
autosell_photo_zone_set (GtkWidget *widget, const AutosellPhotoZone *zone, gpointer user_data)
{
  Zone *data = g_new (Zone, 1);

  g_return_if_fail (GTK_IS_WIDGET (widget) && zone != NULL);

  *data = (Zone){ zone, user_data };
  g_object_set_data_full (G_OBJECT (widget), KEY, data, g_free);
}

GtkWidget *
autosell_photo_zone_hover (GtkWidget *widget, GtkWidget *root, double x, double y)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      Zone *data = g_object_get_data (G_OBJECT (widget), KEY);
      double zone_x, zone_y;

      if (data != NULL && gtk_widget_translate_coordinates (root, widget, x, y, &zone_x, &zone_y)
          && data->zone->hover (widget, zone_x, zone_y, data->user_data))
        return widget;
    }
  return NULL;
}

void
autosell_photo_zone_leave (GtkWidget *zone_widget)
{
  Zone *data = g_object_get_data (G_OBJECT (zone_widget), KEY);

  if (data != NULL)
    data->zone->leave (zone_widget, data->user_data);
}

void
autosell_photo_zone_drop (GtkWidget *zone_widget, GtkWidget *root, double x, double y, GListModel *files, GBytes *bytes,
                          const char *name)
{
  Zone *data = g_object_get_data (G_OBJECT (zone_widget), KEY);
  double zone_x, zone_y;

  if (data != NULL && gtk_widget_translate_coordinates (root, zone_widget, x, y, &zone_x, &zone_y))
    data->zone->drop (zone_widget, zone_x, zone_y, files, bytes, name, data->user_data);
}
