/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-wrap-layout.h"

struct _AutosellWrapLayout
{
  GtkLayoutManager parent_instance;
  int spacing_px;
};

G_DEFINE_FINAL_TYPE (AutosellWrapLayout, autosell_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Where the next child goes. */
typedef struct
{
  int width;
  int x;
  int y;
  int line_height;
} Pen;

static int
measure_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
measure_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* Places one child, on a new line where this one is full. */
static GdkRectangle
place (AutosellWrapLayout *self, Pen *pen, GtkWidget *child)
{
  GdkRectangle area;

  area.width = measure_width (child, pen->width);
  area.height = measure_height (child, area.width);
  if (pen->x > 0 && pen->x + area.width > pen->width)
    {
      pen->x = 0;
      pen->y += pen->line_height + self->spacing_px;
      pen->line_height = 0;
    }
  area.x = pen->x;
  area.y = pen->y;
  pen->x += area.width + self->spacing_px;
  pen->line_height = MAX (pen->line_height, area.height);
  return area;
}

static void
measure_line (AutosellWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  int n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (n_children++ > 0 ? self->spacing_px : 0);
    }
}

static void
autosell_wrap_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  AutosellWrapLayout *self = AUTOSELL_WRAP_LAYOUT (manager);
  Pen pen = { for_size >= 0 ? for_size : G_MAXINT, 0, 0, 0 };

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_line (self, widget, minimum, natural);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      place (self, &pen, child);
  *minimum = *natural = pen.y + pen.line_height;
}

static void
autosell_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Pen pen = { width, 0, 0, 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GdkRectangle area;

      if (!gtk_widget_should_layout (child))
        continue;
      area = place (AUTOSELL_WRAP_LAYOUT (manager), &pen, child);
      if (is_mirrored)
        area.x = width - area.x - area.width;
      gtk_widget_size_allocate (child, &area, -1);
    }
}

static GtkSizeRequestMode
autosell_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_wrap_layout_class_init (AutosellWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = autosell_wrap_layout_measure;
  layout_class->allocate = autosell_wrap_layout_allocate;
  layout_class->get_request_mode = autosell_wrap_layout_get_request_mode;
}

static void
autosell_wrap_layout_init (AutosellWrapLayout *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
autosell_wrap_layout_new (int spacing_px)
{
  AutosellWrapLayout *self = g_object_new (AUTOSELL_TYPE_WRAP_LAYOUT, NULL);

  self->spacing_px = spacing_px;
  return GTK_LAYOUT_MANAGER (self);
}
