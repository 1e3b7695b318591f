/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-crop-area.h"

#include <glib/gi18n.h>

#define MARGIN_PX 18
#define GRAB_PX 22
#define CORNER_PX 22
#define LINE_PX 3

struct _AutosellCropArea
{
  GtkWidget parent_instance;
  GdkTexture *texture; /* owned, nullable */
  AutosellCropShape shape;
  AutosellCropShape begun; /* as it was when the pull began */
  AutosellCropHandle handle;
};

G_DEFINE_FINAL_TYPE (AutosellCropArea, autosell_crop_area, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- Where it is ---- */

static double
get_scale (AutosellCropArea *self)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN_PX, 1);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * MARGIN_PX, 1);

  if (self->shape.picture_width <= 0)
    return 1;
  return MIN (width / self->shape.picture_width, height / self->shape.picture_height);
}

static void
get_picture_area (AutosellCropArea *self, graphene_rect_t *area)
{
  double scale = get_scale (self);
  double width = self->shape.picture_width * scale;
  double height = self->shape.picture_height * scale;

  graphene_rect_init (area, (gtk_widget_get_width (GTK_WIDGET (self)) - width) / 2,
                      (gtk_widget_get_height (GTK_WIDGET (self)) - height) / 2, width, height);
}

static void
get_shape_area (AutosellCropArea *self, graphene_rect_t *area)
{
  double scale = get_scale (self);
  graphene_rect_t picture;

  get_picture_area (self, &picture);
  graphene_rect_init (area, picture.origin.x + self->shape.x * scale, picture.origin.y + self->shape.y * scale,
                      self->shape.width * scale, self->shape.height * scale);
}

/* ---- Painting ---- */

static void
paint_outside (GtkSnapshot *snapshot, const graphene_rect_t *picture, const graphene_rect_t *shape)
{
  const GdkRGBA scrim = { 0, 0, 0, 0.6f };
  float right = picture->origin.x + picture->size.width;
  float bottom = picture->origin.y + picture->size.height;
  float shape_right = shape->origin.x + shape->size.width;
  float shape_bottom = shape->origin.y + shape->size.height;

  gtk_snapshot_append_color (snapshot, &scrim,
                             &GRAPHENE_RECT_INIT (picture->origin.x, picture->origin.y, picture->size.width,
                                                  shape->origin.y - picture->origin.y));
  gtk_snapshot_append_color (
    snapshot, &scrim,
    &GRAPHENE_RECT_INIT (picture->origin.x, shape_bottom, picture->size.width, bottom - shape_bottom));
  gtk_snapshot_append_color (
    snapshot, &scrim,
    &GRAPHENE_RECT_INIT (picture->origin.x, shape->origin.y, shape->origin.x - picture->origin.x, shape->size.height));
  gtk_snapshot_append_color (
    snapshot, &scrim, &GRAPHENE_RECT_INIT (shape_right, shape->origin.y, right - shape_right, shape->size.height));
}

static void
paint_thirds (GtkSnapshot *snapshot, const graphene_rect_t *shape)
{
  const GdkRGBA faint = { 1, 1, 1, 0.35f };

  for (int i = 1; i < 3; i++)
    {
      float x = shape->origin.x + shape->size.width * i / 3;
      float y = shape->origin.y + shape->size.height * i / 3;

      gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (x, shape->origin.y, 1, shape->size.height));
      gtk_snapshot_append_color (snapshot, &faint, &GRAPHENE_RECT_INIT (shape->origin.x, y, shape->size.width, 1));
    }
}

/* White on a dark edge, so that they are seen on any picture. */
static void
paint_bar (GtkSnapshot *snapshot, float x, float y, float width, float height)
{
  const GdkRGBA dark = { 0, 0, 0, 0.55f };
  const GdkRGBA white = { 1, 1, 1, 1 };

  gtk_snapshot_append_color (snapshot, &dark, &GRAPHENE_RECT_INIT (x - 1, y - 1, width + 2, height + 2));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (x, y, width, height));
}

static void
paint_handles (GtkSnapshot *snapshot, const graphene_rect_t *shape)
{
  float left = shape->origin.x - LINE_PX;
  float top = shape->origin.y - LINE_PX;
  float right = shape->origin.x + shape->size.width;
  float bottom = shape->origin.y + shape->size.height;
  float length = MIN (CORNER_PX, MIN (shape->size.width, shape->size.height) / 3);
  float middle_x = (left + right + LINE_PX) / 2 - length / 2;
  float middle_y = (top + bottom + LINE_PX) / 2 - length / 2;

  paint_bar (snapshot, left, top, length, LINE_PX);
  paint_bar (snapshot, left, top, LINE_PX, length);
  paint_bar (snapshot, right + LINE_PX - length, top, length, LINE_PX);
  paint_bar (snapshot, right, top, LINE_PX, length);
  paint_bar (snapshot, left, bottom, length, LINE_PX);
  paint_bar (snapshot, left, bottom + LINE_PX - length, LINE_PX, length);
  paint_bar (snapshot, right + LINE_PX - length, bottom, length, LINE_PX);
  paint_bar (snapshot, right, bottom + LINE_PX - length, LINE_PX, length);
  paint_bar (snapshot, middle_x, top, length, LINE_PX);
  paint_bar (snapshot, middle_x, bottom, length, LINE_PX);
  paint_bar (snapshot, left, middle_y, LINE_PX, length);
  paint_bar (snapshot, right, middle_y, LINE_PX, length);
}

static void
autosell_crop_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellCropArea *self = AUTOSELL_CROP_AREA (widget);
  const GdkRGBA white = { 1, 1, 1, 0.9f };
  graphene_rect_t picture, shape;
  GskRoundedRect frame;

  if (self->texture == NULL)
    return;
  get_picture_area (self, &picture);
  get_shape_area (self, &shape);
  gtk_snapshot_append_texture (snapshot, self->texture, &picture);
  paint_outside (snapshot, &picture, &shape);
  paint_thirds (snapshot, &shape);
  gsk_rounded_rect_init_from_rect (&frame, &shape, 0);
  gtk_snapshot_append_border (snapshot, &frame, (const float[4]){ 1, 1, 1, 1 },
                              (const GdkRGBA[4]){ white, white, white, white });
  paint_handles (snapshot, &shape);
}

/* ---- Changing ---- */

static void
tell_changed (AutosellCropArea *self)
{
  /* Translators: the part of a photo that is shown: its size, and where it begins from the left and from the top */
  g_autofree char *label =
    g_strdup_printf (_("Shown part: %d × %d pixels, %d from the left, %d from the top"), (int) self->shape.width,
                     (int) self->shape.height, (int) self->shape.x, (int) self->shape.y);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, changed_signal, 0);
}

static AutosellCropHandle
find_handle (AutosellCropArea *self, double x, double y)
{
  AutosellCropHandle handle = AUTOSELL_CROP_MOVE;
  graphene_rect_t shape;
  double right, bottom;

  get_shape_area (self, &shape);
  right = shape.origin.x + shape.size.width;
  bottom = shape.origin.y + shape.size.height;
  if (x < shape.origin.x - GRAB_PX || x > right + GRAB_PX || y < shape.origin.y - GRAB_PX || y > bottom + GRAB_PX)
    return handle;
  if (ABS (x - shape.origin.x) < GRAB_PX)
    handle |= AUTOSELL_CROP_LEFT;
  else if (ABS (x - right) < GRAB_PX)
    handle |= AUTOSELL_CROP_RIGHT;
  if (ABS (y - shape.origin.y) < GRAB_PX)
    handle |= AUTOSELL_CROP_TOP;
  else if (ABS (y - bottom) < GRAB_PX)
    handle |= AUTOSELL_CROP_BOTTOM;
  return handle;
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, AutosellCropArea *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->handle = find_handle (self, x, y);
  self->begun = self->shape;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (GtkGestureDrag *drag G_GNUC_UNUSED, double dx, double dy, AutosellCropArea *self)
{
  double scale = get_scale (self);

  self->shape = self->begun;
  autosell_crop_shape_pull (&self->shape, self->handle, dx / scale, dy / scale);
  tell_changed (self);
}

static void
motion_cb (GtkEventControllerMotion *motion G_GNUC_UNUSED, double x, double y, AutosellCropArea *self)
{
  static const char *const cursors[16] = {
    [AUTOSELL_CROP_MOVE] = "move",
    [AUTOSELL_CROP_LEFT] = "w-resize",
    [AUTOSELL_CROP_RIGHT] = "e-resize",
    [AUTOSELL_CROP_TOP] = "n-resize",
    [AUTOSELL_CROP_BOTTOM] = "s-resize",
    [AUTOSELL_CROP_LEFT | AUTOSELL_CROP_TOP] = "nw-resize",
    [AUTOSELL_CROP_RIGHT | AUTOSELL_CROP_TOP] = "ne-resize",
    [AUTOSELL_CROP_LEFT | AUTOSELL_CROP_BOTTOM] = "sw-resize",
    [AUTOSELL_CROP_RIGHT | AUTOSELL_CROP_BOTTOM] = "se-resize",
  };

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursors[find_handle (self, x, y)]);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller G_GNUC_UNUSED, guint keyval, guint keycode G_GNUC_UNUSED,
                GdkModifierType state, AutosellCropArea *self)
{
  double step = (state & GDK_CONTROL_MASK ? 50 : 10);
  double dx = 0;
  double dy = 0;
  AutosellCropHandle handle = AUTOSELL_CROP_MOVE;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      dx = -step;
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      dx = step;
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      dy = -step;
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      dy = step;
      break;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      autosell_crop_shape_scale (&self->shape, 1.05);
      tell_changed (self);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      autosell_crop_shape_scale (&self->shape, 1 / 1.05);
      tell_changed (self);
      return TRUE;
    default:
      return FALSE;
    }
  if (state & GDK_SHIFT_MASK)
    handle = dx != 0 ? AUTOSELL_CROP_RIGHT : AUTOSELL_CROP_BOTTOM;
  autosell_crop_shape_pull (&self->shape, handle, dx, dy);
  tell_changed (self);
  return TRUE;
}

/* ---- Public ---- */

void
autosell_crop_area_set_picture (AutosellCropArea *self, GdkTexture *texture, int width, int height)
{
  g_return_if_fail (AUTOSELL_IS_CROP_AREA (self));

  g_set_object (&self->texture, texture);
  if (self->shape.picture_width != width || self->shape.picture_height != height)
    autosell_crop_shape_init (&self->shape, width, height, self->shape.ratio);
  tell_changed (self);
}

const AutosellCropShape *
autosell_crop_area_get_shape (AutosellCropArea *self)
{
  g_return_val_if_fail (AUTOSELL_IS_CROP_AREA (self), NULL);

  return &self->shape;
}

void
autosell_crop_area_set_shape (AutosellCropArea *self, const AutosellCropShape *shape)
{
  g_return_if_fail (AUTOSELL_IS_CROP_AREA (self) && shape != NULL);

  self->shape = *shape;
  tell_changed (self);
}

/* ---- The object ---- */

static void
autosell_crop_area_measure (GtkWidget *widget G_GNUC_UNUSED, GtkOrientation orientation, int for_size G_GNUC_UNUSED,
                            int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 200;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
  *minimum_baseline = *natural_baseline = -1;
}

static void
autosell_crop_area_dispose (GObject *object)
{
  g_clear_object (&AUTOSELL_CROP_AREA (object)->texture);
  G_OBJECT_CLASS (autosell_crop_area_parent_class)->dispose (object);
}

static void
autosell_crop_area_class_init (AutosellCropAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_crop_area_dispose;
  widget_class->measure = autosell_crop_area_measure;
  widget_class->snapshot = autosell_crop_area_snapshot;
  gtk_widget_class_set_css_name (widget_class, "croparea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  changed_signal =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_crop_area_init (AutosellCropArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
