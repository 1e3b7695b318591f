/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cover.h"

#include "autosell-photo-store.h"

#include <adwaita.h>
#include <glib/gi18n.h>

const char *
autosell_cover_get_key (AutosellVehicle *vehicle)
{
  return autosell_vehicle_get_cover (vehicle);
}

guint
autosell_cover_get_n_photos (AutosellVehicle *vehicle)
{
  return autosell_vehicle_get_n_photos (vehicle);
}

void
autosell_cover_frame_set_width (GtkWidget *frame, int width)
{
  adw_clamp_set_maximum_size (ADW_CLAMP (frame), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (frame), width);
  gtk_widget_set_size_request (adw_clamp_get_child (ADW_CLAMP (frame)), width, width * 3 / 4);
}

GtkWidget *
autosell_cover_frame_new (GtkWidget *picture, int width)
{
  GtkWidget *frame = adw_clamp_new ();

  adw_clamp_set_child (ADW_CLAMP (frame), picture);
  autosell_cover_frame_set_width (frame, width);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (frame, GTK_ALIGN_START);
  return frame;
}

char *
autosell_cover_dup_count (AutosellVehicle *vehicle, AutosellStore *store)
{
  guint n_photos = autosell_cover_get_n_photos (vehicle);
  int n_wanted = autosell_store_get_photos_wanted (store);

  if ((int) n_photos >= n_wanted)
    return g_strdup_printf (ngettext ("%u photo", "%u photos", n_photos), n_photos);
  if (n_photos == 0)
    return g_strdup (_("No photos"));
  /* Translators: so many photos a car has, of so many that are wanted */
  return g_strdup_printf (ngettext ("%u of %d photo", "%u of %d photos", n_wanted), n_photos, n_wanted);
}

char *
autosell_cover_dup_summary (AutosellVehicle *vehicle, AutosellStore *store)
{
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  const char *colour = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_COLOUR);
  g_autofree char *count = autosell_cover_dup_count (vehicle, store);
  GString *text = g_string_new (NULL);

  if (stock_number != NULL)
    /* Translators: a car's stock number */
    g_string_append_printf (text, _("No. %s"), stock_number);
  if (colour != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", colour);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", count);
  return g_string_free (text, FALSE);
}
