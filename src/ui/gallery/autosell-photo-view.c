/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-view.h"

#include <adwaita.h>
#include <math.h>

#define MAX_ZOOM 8.0
#define WHEEL_FACTOR 1.18
#define GLIDE_MS 160

struct _AutosellPhotoView
{
  GtkWidget parent_instance;
  GdkTexture *texture; /* owned, nullable */
  int picture_width;
  int picture_height;
  double scale;    /* logical pixels for one of the picture; 0: all of it */
  double middle_x; /* of the picture, what is in the middle of the widget */
  double middle_y;
  double pinch_scale; /* as it was when the pinch or the drag began */
  double begun_x;
  double begun_y;
  double pointer_x; /* where zooming by the wheel has its middle */
  double pointer_y;
  double glide_from; /* logarithms, so that it looks even */
  double glide_to;
  double glide_x; /* stays where it is */
  double glide_y;
  AdwAnimation *glide; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellPhotoView, autosell_photo_view, GTK_TYPE_WIDGET)

static guint zoomed_signal;

/* ---- Where it is ---- */

static double
get_fit_scale (AutosellPhotoView *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double actual = 1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self));

  if (self->picture_width <= 0 || width <= 0 || height <= 0)
    return 1;
  /* a small picture is not blown up */
  return MIN (MIN (width / self->picture_width, height / self->picture_height), actual);
}

static double
get_scale (AutosellPhotoView *self)
{
  return self->scale > 0 ? self->scale : get_fit_scale (self);
}

/* Where there is room for all of it, it is in the middle; else no empty edge is shown. */
static double
keep_inside (double middle, double picture, double shown)
{
  if (shown >= picture)
    return picture / 2;
  return CLAMP (middle, shown / 2, picture - shown / 2);
}

static void
settle (AutosellPhotoView *self)
{
  double scale = get_scale (self);

  self->middle_x = keep_inside (self->middle_x, self->picture_width, gtk_widget_get_width (GTK_WIDGET (self)) / scale);
  self->middle_y =
    keep_inside (self->middle_y, self->picture_height, gtk_widget_get_height (GTK_WIDGET (self)) / scale);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->scale > 0 ? "grab" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, zoomed_signal, 0);
}

/* What is at (x, y) of the widget stays there. */
static void
set_scale_at (AutosellPhotoView *self, double scale, double x, double y)
{
  double old = get_scale (self);
  double dx = x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double dy = y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  double fit = get_fit_scale (self);
  double most = MAX (MAX_ZOOM / gtk_widget_get_scale_factor (GTK_WIDGET (self)), fit);

  scale = CLAMP (scale, fit, most);
  self->middle_x += dx / old - dx / scale;
  self->middle_y += dy / old - dy / scale;
  self->scale = scale <= fit * 1.001 ? 0 : scale;
  settle (self);
}

/* ---- Gliding ---- */

static void
stop_gliding (AutosellPhotoView *self)
{
  if (self->glide != NULL)
    adw_animation_reset (self->glide);
  g_clear_object (&self->glide);
}

static void
glide_cb (double value, gpointer user_data)
{
  AutosellPhotoView *self = user_data;

  set_scale_at (self, exp (self->glide_from + (self->glide_to - self->glide_from) * value), self->glide_x,
                self->glide_y);
}

/* Where animations are switched off it is there at once. */
static void
glide_to (AutosellPhotoView *self, double scale, double x, double y)
{
  double from = get_scale (self);

  stop_gliding (self);
  self->glide_from = log (from);
  self->glide_to = log (CLAMP (scale, get_fit_scale (self), MAX_ZOOM));
  self->glide_x = x;
  self->glide_y = y;
  self->glide = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, GLIDE_MS,
                                         adw_callback_animation_target_new (glide_cb, self, NULL));
  adw_animation_play (self->glide);
}

/* Steps follow each other faster than they are gone. */
static double
get_target (AutosellPhotoView *self)
{
  if (self->glide != NULL && adw_animation_get_state (self->glide) == ADW_ANIMATION_PLAYING)
    return exp (self->glide_to);
  return get_scale (self);
}

/* ---- Input ---- */

static gboolean
scroll_cb (GtkEventControllerScroll *scroll G_GNUC_UNUSED, double dx G_GNUC_UNUSED, double dy, AutosellPhotoView *self)
{
  if (dy == 0)
    return FALSE;
  glide_to (self, get_target (self) * pow (WHEEL_FACTOR, -dy), self->pointer_x, self->pointer_y);
  return TRUE;
}

static void
motion_cb (GtkEventControllerMotion *motion G_GNUC_UNUSED, double x, double y, AutosellPhotoView *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
pinch_begin_cb (GtkGesture *pinch G_GNUC_UNUSED, GdkEventSequence *sequence G_GNUC_UNUSED, AutosellPhotoView *self)
{
  stop_gliding (self);
  self->pinch_scale = get_scale (self);
}

static void
pinch_cb (GtkGestureZoom *pinch, double factor, AutosellPhotoView *self)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (gtk_gesture_is_active (GTK_GESTURE (pinch)))
    gtk_gesture_get_bounding_box_center (GTK_GESTURE (pinch), &x, &y);
  set_scale_at (self, self->pinch_scale * factor, x, y);
}

static void
drag_begin_cb (GtkGestureDrag *drag G_GNUC_UNUSED, double x G_GNUC_UNUSED, double y G_GNUC_UNUSED,
               AutosellPhotoView *self)
{
  stop_gliding (self);
  self->begun_x = self->middle_x;
  self->begun_y = self->middle_y;
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, AutosellPhotoView *self)
{
  double scale = get_scale (self);

  if (self->scale == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->middle_x = self->begun_x - dx / scale;
  self->middle_y = self->begun_y - dy / scale;
  settle (self);
}

static void
pressed_cb (GtkGestureClick *click G_GNUC_UNUSED, int n_press, double x, double y, AutosellPhotoView *self)
{
  if (n_press != 2)
    return;
  if (self->scale == 0)
    glide_to (self, MAX (1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self)), get_fit_scale (self) * 2), x, y);
  else
    glide_to (self, get_fit_scale (self), x, y);
}

/* ---- Public ---- */

void
autosell_photo_view_set_texture (AutosellPhotoView *self, GdkTexture *texture, int width, int height, gboolean is_same)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_VIEW (self));

  g_set_object (&self->texture, texture);
  self->picture_width = width;
  self->picture_height = height;
  if (!is_same)
    {
      stop_gliding (self);
      self->scale = 0;
    }
  settle (self);
}

void
autosell_photo_view_zoom_by (AutosellPhotoView *self, double factor)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_VIEW (self));

  glide_to (self, get_target (self) * factor, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
autosell_photo_view_zoom_fit (AutosellPhotoView *self)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_VIEW (self));

  glide_to (self, get_fit_scale (self), gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

void
autosell_photo_view_zoom_actual (AutosellPhotoView *self)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_VIEW (self));

  glide_to (self, 1.0 / gtk_widget_get_scale_factor (GTK_WIDGET (self)), gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

gboolean
autosell_photo_view_is_fit (AutosellPhotoView *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_VIEW (self), TRUE);

  return self->scale == 0;
}

double
autosell_photo_view_get_zoom (AutosellPhotoView *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_VIEW (self), 1);

  return get_scale (self) * gtk_widget_get_scale_factor (GTK_WIDGET (self));
}

/* ---- The object ---- */

static void
autosell_photo_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellPhotoView *self = AUTOSELL_PHOTO_VIEW (widget);
  double scale = get_scale (self);
  graphene_rect_t area;

  if (self->texture == NULL)
    return;
  graphene_rect_init (&area, gtk_widget_get_width (widget) / 2.0 - self->middle_x * scale,
                      gtk_widget_get_height (widget) / 2.0 - self->middle_y * scale, self->picture_width * scale,
                      self->picture_height * scale);
  gtk_snapshot_append_texture (snapshot, self->texture, &area);
}

static void
autosell_photo_view_size_allocate (GtkWidget *widget, int width G_GNUC_UNUSED, int height G_GNUC_UNUSED,
                                   int baseline G_GNUC_UNUSED)
{
  AutosellPhotoView *self = AUTOSELL_PHOTO_VIEW (widget);
  double scale = get_scale (self);

  self->middle_x = keep_inside (self->middle_x, self->picture_width, gtk_widget_get_width (widget) / scale);
  self->middle_y = keep_inside (self->middle_y, self->picture_height, gtk_widget_get_height (widget) / scale);
}

static void
autosell_photo_view_dispose (GObject *object)
{
  AutosellPhotoView *self = AUTOSELL_PHOTO_VIEW (object);

  g_clear_object (&self->glide);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (autosell_photo_view_parent_class)->dispose (object);
}

static void
autosell_photo_view_class_init (AutosellPhotoViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_photo_view_dispose;
  widget_class->snapshot = autosell_photo_view_snapshot;
  widget_class->size_allocate = autosell_photo_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "photoview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  zoomed_signal =
    g_signal_new ("zoomed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_photo_view_init (AutosellPhotoView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}
