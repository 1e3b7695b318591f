/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-drawing.h"

static void
get_status_colour (AutosellStatus status, GdkRGBA *colour)
{
  static const char *const colours[AUTOSELL_N_STATUSES] = {
    [AUTOSELL_STATUS_UNKNOWN] = "#8b8b8b",  [AUTOSELL_STATUS_AVAILABLE] = "#22a352",
    [AUTOSELL_STATUS_PHOTOS] = "#2563eb",   [AUTOSELL_STATUS_AWAY] = "#8b5cf6",
    [AUTOSELL_STATUS_RESERVED] = "#e08a00", [AUTOSELL_STATUS_SOLD] = "#dc2626",
  };

  gdk_rgba_parse (colour, colours[status]);
}

void
autosell_draw_icon (GtkSnapshot *snapshot, GdkPaintable *paintable, double x, double y, int size, const GdkRGBA *colour)
{
  if (paintable == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  if (GTK_IS_SYMBOLIC_PAINTABLE (paintable))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, size, size, colour, 1);
  else
    gdk_paintable_snapshot (paintable, snapshot, size, size);
  gtk_snapshot_restore (snapshot);
}

void
autosell_draw_status_dot (GtkSnapshot *snapshot, AutosellStatus status, double x, double y)
{
  GskRoundedRect outline;
  GdkRGBA colour;

  get_status_colour (status, &colour);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y, AUTOSELL_DOT_SIZE, AUTOSELL_DOT_SIZE),
                                   AUTOSELL_DOT_SIZE / 2.0F);
  if (status == AUTOSELL_STATUS_UNKNOWN)
    {
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5F, 1.5F, 1.5F, 1.5F },
                                  (GdkRGBA[4]){ colour, colour, colour, colour });
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

void
autosell_draw_hint_ground (GtkSnapshot *snapshot, double x, double y, double width, double height,
                           const GdkRGBA *colour)
{
  GskRoundedRect outline;
  GdkRGBA faint = *colour;

  faint.alpha *= 0.08F;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &faint, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}
