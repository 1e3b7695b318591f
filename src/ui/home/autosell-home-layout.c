/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-home-layout.h"

#include "autosell-text-scale.h"

#define MAX_COLUMNS 12

struct _AutosellHomeLayout
{
  GtkLayoutManager parent_instance;
  gboolean is_tiles;
  int column_width;
  int spacing;
};

G_DEFINE_FINAL_TYPE (AutosellHomeLayout, autosell_home_layout, GTK_TYPE_LAYOUT_MANAGER)

/* (transfer container): the children that are to be seen */
static GPtrArray *
list_children (GtkWidget *widget)
{
  GPtrArray *children = g_ptr_array_new ();

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      g_ptr_array_add (children, child);
  return children;
}

/* Text may be large: no column is narrower than the widest child needs. */
static int
get_column_width (AutosellHomeLayout *self, GPtrArray *children)
{
  int width = autosell_text_scale_up (self->column_width);

  for (guint i = 0; i < children->len; i++)
    {
      int minimum;

      gtk_widget_measure (children->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      width = MAX (width, minimum);
    }
  return width;
}

static int
count_columns (AutosellHomeLayout *self, GPtrArray *children, int width)
{
  int column_width = get_column_width (self, children);
  int n = (width + self->spacing) / (column_width + self->spacing);

  return CLAMP (n, 1, MIN (MAX_COLUMNS, MAX ((int) children->len, 1)));
}

static int
get_height (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  return MAX (minimum, natural);
}

static void
place (GtkWidget *widget, GtkWidget *child, int x, int y, int width, int height, int whole)
{
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = whole - x - width;
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, y, width, height }, -1);
}

/* Both of these give the height, and lay out where @widget is not NULL. */
static int
lay_tiles (AutosellHomeLayout *self, GPtrArray *children, int width, GtkWidget *widget)
{
  int n_children = (int) children->len;
  int n_columns = count_columns (self, children, width);
  int n_rows = (n_children + n_columns - 1) / n_columns;
  int n_in_row, tile_height = 0, y = 0, next = 0;

  if (n_children == 0)
    return 0;
  n_columns = (n_children + n_rows - 1) / n_rows;
  n_in_row = n_children - (n_rows - 1) * n_columns;
  for (int i = 0; i < n_children; i++)
    tile_height =
      MAX (tile_height, get_height (children->pdata[i], (width - (n_columns - 1) * self->spacing) / n_columns));
  for (int row = 0; row < n_rows; row++, n_in_row = n_columns, y += tile_height + self->spacing)
    for (int column = 0; column < n_in_row; column++, next++)
      {
        int room = width - (n_in_row - 1) * self->spacing;
        int x = room * column / n_in_row;
        int right = room * (column + 1) / n_in_row;

        if (widget != NULL)
          place (widget, children->pdata[next], x + column * self->spacing, y, right - x, tile_height, width);
      }
  return y - self->spacing;
}

static int
lay_piles (AutosellHomeLayout *self, GPtrArray *children, int width, GtkWidget *widget)
{
  int tops[MAX_COLUMNS] = { 0 };
  int n_columns = count_columns (self, children, width);
  int room = width - (n_columns - 1) * self->spacing;
  int height = 0;

  for (guint i = 0; i < children->len; i++)
    {
      int shortest = 0, x, right, child_height;

      for (int column = 1; column < n_columns; column++)
        if (tops[column] < tops[shortest])
          shortest = column;
      x = room * shortest / n_columns;
      right = room * (shortest + 1) / n_columns;
      child_height = get_height (children->pdata[i], right - x);
      if (widget != NULL)
        place (widget, children->pdata[i], x + shortest * self->spacing, tops[shortest], right - x, child_height,
               width);
      tops[shortest] += child_height + self->spacing;
      height = MAX (height, tops[shortest] - self->spacing);
    }
  return height;
}

static int
lay (AutosellHomeLayout *self, GPtrArray *children, int width, GtkWidget *widget)
{
  return (self->is_tiles ? lay_tiles : lay_piles) (self, children, width, widget);
}

static void
autosell_home_layout_measure (GtkLayoutManager *layout, GtkWidget *widget, GtkOrientation orientation, int for_size,
                              int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  AutosellHomeLayout *self = AUTOSELL_HOME_LAYOUT (layout);
  g_autoptr(GPtrArray) children = list_children (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size >= 0 ? for_size : get_column_width (self, children);

      *minimum = *natural = lay (self, children, width, NULL);
      return;
    }
  for (guint i = 0; i < children->len; i++)
    {
      int least;

      gtk_widget_measure (children->pdata[i], orientation, -1, &least, NULL, NULL, NULL);
      *minimum = MAX (*minimum, least);
    }
  *natural = MAX (*minimum, self->column_width);
}

static void
autosell_home_layout_allocate (GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  g_autoptr(GPtrArray) children = list_children (widget);

  lay (AUTOSELL_HOME_LAYOUT (layout), children, width, widget);
}

static GtkSizeRequestMode
autosell_home_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_home_layout_class_init (AutosellHomeLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = autosell_home_layout_measure;
  layout_class->allocate = autosell_home_layout_allocate;
  layout_class->get_request_mode = autosell_home_layout_get_request_mode;
}

static void
autosell_home_layout_init (AutosellHomeLayout *self)
{
}

GtkLayoutManager *
autosell_home_layout_new (gboolean is_tiles, int column_width, int spacing)
{
  AutosellHomeLayout *self = g_object_new (AUTOSELL_TYPE_HOME_LAYOUT, NULL);

  self->is_tiles = is_tiles;
  self->column_width = column_width;
  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
