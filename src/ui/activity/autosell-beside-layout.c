/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-beside-layout.h"

#include "autosell-text-scale.h"

struct _AutosellBesideLayout
{
  GtkLayoutManager parent_instance;
  int narrow_px;
  int spacing_px;
};

G_DEFINE_FINAL_TYPE (AutosellBesideLayout, autosell_beside_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
autosell_beside_layout_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Returns: (nullable): NULL while it is hidden */
static GtkWidget *
get_second (GtkWidget *widget)
{
  GtkWidget *second = gtk_widget_get_last_child (widget);

  return second != gtk_widget_get_first_child (widget) && gtk_widget_should_layout (second) ? second : NULL;
}

static gboolean
is_below (AutosellBesideLayout *self, int width)
{
  return width >= 0 && autosell_text_scale_down (width) < self->narrow_px;
}

/* The width that is left to the first, where @for_size is one. */
static int
get_first_size (AutosellBesideLayout *self, GtkWidget *second, GtkOrientation orientation, int for_size)
{
  int wanted = 0;

  if (second == NULL || orientation == GTK_ORIENTATION_HORIZONTAL || for_size < 0 || is_below (self, for_size))
    return for_size;
  gtk_widget_measure (second, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted, NULL, NULL);
  return MAX (for_size - wanted - self->spacing_px, 0);
}

static void
autosell_beside_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                                int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  AutosellBesideLayout *self = AUTOSELL_BESIDE_LAYOUT (manager);
  GtkWidget *second = get_second (widget);
  int min = 0, nat = 0;

  *minimum_baseline = *natural_baseline = -1;
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation,
                      get_first_size (self, second, orientation, for_size), minimum, natural, NULL, NULL);
  if (second == NULL)
    return;
  gtk_widget_measure (second, orientation, -1, &min, &nat, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, min);
      *natural += self->spacing_px + nat;
    }
  else if (is_below (self, for_size))
    {
      *minimum += self->spacing_px + min;
      *natural += self->spacing_px + nat;
    }
  else
    {
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
}

static void
autosell_beside_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height,
                                 int baseline G_GNUC_UNUSED)
{
  AutosellBesideLayout *self = AUTOSELL_BESIDE_LAYOUT (manager);
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *second = get_second (widget);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation area = { 0, 0, width, height };
  GtkRequisition wanted;

  if (second != NULL)
    {
      gtk_widget_get_preferred_size (second, NULL, &wanted);
      wanted.width = MIN (wanted.width, width);
      if (is_below (self, width))
        {
          area.height = height - wanted.height - self->spacing_px;
          gtk_widget_size_allocate (second,
                                    &(GtkAllocation){ is_mirrored ? 0 : width - wanted.width,
                                                      area.height + self->spacing_px, wanted.width, wanted.height },
                                    -1);
        }
      else
        {
          area.width = width - wanted.width - self->spacing_px;
          area.x = is_mirrored ? wanted.width + self->spacing_px : 0;
          gtk_widget_size_allocate (
            second, &(GtkAllocation){ is_mirrored ? 0 : width - wanted.width, 0, wanted.width, wanted.height }, -1);
        }
    }
  gtk_widget_size_allocate (first, &area, -1);
}

static void
autosell_beside_layout_class_init (AutosellBesideLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = autosell_beside_layout_get_request_mode;
  layout_class->measure = autosell_beside_layout_measure;
  layout_class->allocate = autosell_beside_layout_allocate;
}

static void
autosell_beside_layout_init (AutosellBesideLayout *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
autosell_beside_layout_new (int narrow_px, int spacing_px)
{
  AutosellBesideLayout *self = g_object_new (AUTOSELL_TYPE_BESIDE_LAYOUT, NULL);

  self->narrow_px = narrow_px;
  self->spacing_px = spacing_px;
  return GTK_LAYOUT_MANAGER (self);
}
