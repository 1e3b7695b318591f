/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-picture.h"

#define DEFAULT_RATIO (4.0 / 3.0)
#define DEFAULT_RADIUS 8
#define NATURAL_WIDTH 160

struct _AutosellPhotoPicture
{
  GtkWidget parent_instance;
  AutosellPhotoPaintable *paintable; /* owned */
  double ratio;
  float radius_px;
  int min_width;
};

G_DEFINE_FINAL_TYPE (AutosellPhotoPicture, autosell_photo_picture, GTK_TYPE_WIDGET)

static double
get_ratio (AutosellPhotoPicture *self)
{
  GdkTexture *texture = autosell_photo_paintable_get_texture (self->paintable);

  if (self->ratio > 0)
    return self->ratio;
  return texture != NULL ? (double) gdk_texture_get_width (texture) / gdk_texture_get_height (texture) : DEFAULT_RATIO;
}

/* As large as it was asked to be, and no question of the one side for the other */
static gboolean
has_fixed_size (GtkWidget *widget)
{
  int width, height;

  gtk_widget_get_size_request (widget, &width, &height);
  return width > 0 && height > 0;
}

static GtkSizeRequestMode
autosell_photo_picture_get_request_mode (GtkWidget *widget)
{
  return has_fixed_size (widget) ? GTK_SIZE_REQUEST_CONSTANT_SIZE : GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as its width asks for, and not less. */
static void
measure_kept (AutosellPhotoPicture *self, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  double ratio = get_ratio (self);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->min_width;
      *natural = MAX (NATURAL_WIDTH, self->min_width);
      return;
    }
  *minimum = (int) (MAX (for_size, self->min_width) / ratio + 0.5);
  *natural = for_size >= 0 ? *minimum : (int) (MAX (NATURAL_WIDTH, self->min_width) / ratio + 0.5);
}

static void
autosell_photo_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                                int *minimum_baseline, int *natural_baseline)
{
  double ratio = get_ratio (AUTOSELL_PHOTO_PICTURE (widget));

  *minimum_baseline = *natural_baseline = -1;
  *minimum = 0;
  if (has_fixed_size (widget))
    *natural = 0;
  else if (AUTOSELL_PHOTO_PICTURE (widget)->min_width > 0)
    measure_kept (AUTOSELL_PHOTO_PICTURE (widget), orientation, for_size, minimum, natural);
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = for_size >= 0 ? (int) (for_size * ratio + 0.5) : NATURAL_WIDTH;
  else /* never more than without a named width: GTK looks for a width at which a given height is enough */
    *natural = (int) ((for_size >= 0 ? for_size : NATURAL_WIDTH) / ratio + 0.5);
}

static void
autosell_photo_picture_size_allocate (GtkWidget *widget, int width, int height, int baseline G_GNUC_UNUSED)
{
  AutosellPhotoPicture *self = AUTOSELL_PHOTO_PICTURE (widget);
  int scale = gtk_widget_get_scale_factor (widget);

  /* One that is as the photo is asks the photo, not the other way round. */
  if (self->ratio > 0)
    autosell_photo_paintable_set_place (self->paintable, width * scale, height * scale);
}

static void
autosell_photo_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellPhotoPicture *self = AUTOSELL_PHOTO_PICTURE (widget);
  float width = gtk_widget_get_width (widget);
  float height = gtk_widget_get_height (widget);
  GdkRGBA foreground;

  if (width <= 0 || height <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &foreground);
  autosell_photo_paintable_paint (self->paintable, snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height), self->radius_px,
                                  &foreground);
}

static void
size_changed_cb (AutosellPhotoPicture *self)
{
  if (self->ratio <= 0)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
autosell_photo_picture_dispose (GObject *object)
{
  AutosellPhotoPicture *self = AUTOSELL_PHOTO_PICTURE (object);

  if (self->paintable != NULL)
    g_signal_handlers_disconnect_by_data (self->paintable, self);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (autosell_photo_picture_parent_class)->dispose (object);
}

static void
autosell_photo_picture_class_init (AutosellPhotoPictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_photo_picture_dispose;
  widget_class->get_request_mode = autosell_photo_picture_get_request_mode;
  widget_class->measure = autosell_photo_picture_measure;
  widget_class->size_allocate = autosell_photo_picture_size_allocate;
  widget_class->snapshot = autosell_photo_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "photo");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
autosell_photo_picture_init (AutosellPhotoPicture *self)
{
  self->paintable = autosell_photo_paintable_new ();
  autosell_photo_paintable_set_waits (self->paintable, TRUE);
  self->ratio = DEFAULT_RATIO;
  self->radius_px = DEFAULT_RADIUS;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (self->paintable, "invalidate-contents", G_CALLBACK (gtk_widget_queue_draw), self);
  g_signal_connect_swapped (self->paintable, "invalidate-size", G_CALLBACK (size_changed_cb), self);
}

GtkWidget *
autosell_photo_picture_new (void)
{
  return g_object_new (AUTOSELL_TYPE_PHOTO_PICTURE, NULL);
}

void
autosell_photo_picture_set_photo (AutosellPhotoPicture *self, AutosellThumbnailCache *cache, const char *key,
                                  int edge_px, AutosellPhotoMark mark)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PICTURE (self));

  autosell_photo_paintable_set_photo (self->paintable, cache, key,
                                      edge_px * gtk_widget_get_scale_factor (GTK_WIDGET (self)), mark);
}

void
autosell_photo_picture_set_ratio (AutosellPhotoPicture *self, double ratio)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PICTURE (self) && ratio >= 0);

  self->ratio = ratio;
  autosell_photo_paintable_set_waits (self->paintable, ratio > 0);
  if (ratio <= 0)
    autosell_photo_paintable_set_place (self->paintable, 0, 0);
  autosell_photo_paintable_set_fit (self->paintable, ratio > 0 ? AUTOSELL_PHOTO_FIT_COVER : AUTOSELL_PHOTO_FIT_CONTAIN);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
autosell_photo_picture_set_min_width (AutosellPhotoPicture *self, int min_width)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PICTURE (self) && min_width >= 0);

  self->min_width = min_width;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
autosell_photo_picture_set_radius (AutosellPhotoPicture *self, float radius_px)
{
  g_return_if_fail (AUTOSELL_IS_PHOTO_PICTURE (self) && radius_px >= 0);

  self->radius_px = radius_px;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

AutosellPhotoPaintable *
autosell_photo_picture_get_paintable (AutosellPhotoPicture *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_PICTURE (self), NULL);

  return self->paintable;
}
