/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-bar.h"

#include <math.h>

#define HEIGHT 8

struct _AutosellHomeBar
{
  GtkWidget parent_instance;
  double share;
  gboolean is_hollow;
};

G_DEFINE_FINAL_TYPE (AutosellHomeBar, autosell_home_bar, GTK_TYPE_WIDGET)

static void
autosell_home_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 0;
}

static void
append_pill (GtkSnapshot *snapshot, float x, float width, float height, const GdkRGBA *colour)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 0, width, height), height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_outline (GtkSnapshot *snapshot, float x, float width, float height, const GdkRGBA *colour)
{
  const float widths[4] = { 1.5f, 1.5f, 1.5f, 1.5f };
  const GdkRGBA colours[4] = { *colour, *colour, *colour, *colour };
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 0, width, height), height / 2);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static void
autosell_home_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellHomeBar *self = AUTOSELL_HOME_BAR (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  float length = self->share > 0 ? (float) MAX (round (self->share * width), height) : 0;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA colour, track;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  track = colour;
  track.alpha *= 0.14f;
  append_pill (snapshot, 0, (float) width, (float) height, &track);
  if (length <= 0)
    return;
  length = MIN (length, (float) width);
  (self->is_hollow ? append_outline : append_pill) (snapshot, is_rtl ? (float) width - length : 0, length,
                                                    (float) height, &colour);
}

static void
autosell_home_bar_class_init (AutosellHomeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = autosell_home_bar_measure;
  widget_class->snapshot = autosell_home_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "homebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
autosell_home_bar_init (AutosellHomeBar *self)
{
}

GtkWidget *
autosell_home_bar_new (void)
{
  return g_object_new (AUTOSELL_TYPE_HOME_BAR, NULL);
}

void
autosell_home_bar_set_share (AutosellHomeBar *self, double share)
{
  self->share = CLAMP (share, 0, 1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
autosell_home_bar_set_hollow (AutosellHomeBar *self, gboolean is_hollow)
{
  self->is_hollow = is_hollow;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
