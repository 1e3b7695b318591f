/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-gallery-grid-private.h"

/* A rectangle that is drawn from between the photos selects what it touches; with Ctrl or Shift beside what was
 * selected. A press on a photo is a drag of that photo instead. */

static gboolean
touches (const graphene_rect_t *band, const AutosellItemArea *area)
{
  graphene_rect_t place = GRAPHENE_RECT_INIT (area->x, (float) area->y, area->width, area->height);

  return graphene_rect_intersection (band, &place, NULL);
}

static void
select_within (AutosellGalleryGrid *self)
{
  gboolean is_changed = FALSE;
  graphene_rect_t band = self->band;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    band.origin.x = self->lanes.width - band.origin.x - band.size.width;
  for (guint i = 0; i < self->items->len - self->n_hidden; i++)
    {
      AutosellGalleryItem *item = self->items->pdata[i];
      AutosellItemArea area;
      gboolean is_selected;

      autosell_item_grid_get_area (&self->lanes, i, &area);
      is_selected = touches (&band, &area) || g_hash_table_contains (self->band_kept, item);
      is_changed |= is_selected != autosell_gallery_item_is_selected (item);
      autosell_gallery_item_set_selected (item, is_selected);
    }
  if (is_changed)
    g_signal_emit (self, autosell_gallery_grid_signals[AUTOSELL_GALLERY_GRID_SELECTION_CHANGED], 0);
}

static void
begin_cb (GtkGestureDrag *drag, double x, double y, AutosellGalleryGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));

  if (autosell_gallery_grid_get_item_at (self, x, y) != NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  g_hash_table_remove_all (self->band_kept);
  for (guint i = 0; state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK) && i < self->items->len; i++)
    if (autosell_gallery_item_is_selected (self->items->pdata[i]))
      g_hash_table_add (self->band_kept, g_object_ref (self->items->pdata[i]));
}

static void
update_cb (GtkGestureDrag *drag, double offset_x, double offset_y, AutosellGalleryGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double x, y, end_x, end_y;

  if (!gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  if (!self->has_band && !gtk_drag_check_threshold (widget, 0, 0, (int) offset_x, (int) offset_y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  end_x = CLAMP (x + offset_x, 0, gtk_widget_get_width (widget));
  end_y = CLAMP (y + offset_y, 0, gtk_widget_get_height (widget));
  self->has_band = TRUE;
  graphene_rect_init (&self->band, (float) MIN (x, end_x), (float) MIN (y, end_y), (float) MAX (ABS (end_x - x), 1),
                      (float) MAX (ABS (end_y - y), 1)); /* a straight line touches too */
  select_within (self);
  gtk_widget_queue_draw (widget);
}

static void
end_cb (AutosellGalleryGrid *self)
{
  if (self->has_band)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->has_band = FALSE;
  g_hash_table_remove_all (self->band_kept);
}

void
autosell_gallery_grid_snapshot_band (AutosellGalleryGrid *self, GtkSnapshot *snapshot)
{
  GdkRGBA edge, ground;
  GskRoundedRect outline;

  if (!self->has_band)
    return;
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &edge))
    gdk_rgba_parse (&edge, "#2563eb");
  ground = edge;
  ground.alpha *= 0.2f;
  gtk_snapshot_append_color (snapshot, &ground, &self->band);
  gsk_rounded_rect_init_from_rect (&outline, &self->band, 0);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ edge, edge, edge, edge });
}

void
autosell_gallery_grid_band_init (AutosellGalleryGrid *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->band_kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}
