/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-columns.h"

#include "autosell-text-scale.h"

struct _AutosellColumns
{
  GtkLayoutManager parent_instance;
  int column_px;
  int spacing_px;
};

G_DEFINE_FINAL_TYPE (AutosellColumns, autosell_columns, GTK_TYPE_LAYOUT_MANAGER)

static int
count_children (GtkWidget *widget)
{
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += gtk_widget_should_layout (child);
  return n;
}

static gboolean
fits_side_by_side (AutosellColumns *self, int n, int width_px)
{
  return n > 1 && width_px >= n * autosell_text_scale_up (self->column_px) + (n - 1) * self->spacing_px;
}

static int
get_column_width (AutosellColumns *self, int n, int width_px)
{
  return fits_side_by_side (self, n, width_px) ? (width_px - (n - 1) * self->spacing_px) / n : width_px;
}

static GtkSizeRequestMode
autosell_columns_get_request_mode (GtkLayoutManager *manager G_GNUC_UNUSED, GtkWidget *widget G_GNUC_UNUSED)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
autosell_columns_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                          int *minimum, int *natural, int *minimum_baseline G_GNUC_UNUSED,
                          int *natural_baseline G_GNUC_UNUSED)
{
  AutosellColumns *self = AUTOSELL_COLUMNS (manager);
  int n = count_children (widget);
  gboolean is_wide = orientation == GTK_ORIENTATION_VERTICAL && fits_side_by_side (self, n, for_size);
  int child_for = for_size < 0 ? -1 : get_column_width (self, n, for_size);
  int min = 0;
  int nat = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_min, child_nat;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, orientation == GTK_ORIENTATION_VERTICAL ? child_for : -1, &child_min,
                          &child_nat, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL || is_wide)
        {
          min = MAX (min, child_min);
          nat = MAX (nat, child_nat);
        }
      else
        {
          min += child_min + (min > 0 ? self->spacing_px : 0);
          nat += child_nat + (nat > 0 ? self->spacing_px : 0);
        }
    }
  if (orientation == GTK_ORIENTATION_HORIZONTAL && n > 1)
    nat = MAX (nat, n * autosell_text_scale_up (self->column_px) + (n - 1) * self->spacing_px);
  *minimum = min;
  *natural = nat;
}

static void
autosell_columns_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height G_GNUC_UNUSED,
                           int baseline G_GNUC_UNUSED)
{
  AutosellColumns *self = AUTOSELL_COLUMNS (manager);
  int n = count_children (widget);
  gboolean is_wide = fits_side_by_side (self, n, width);
  int column = get_column_width (self, n, width);
  gboolean is_mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;
  int y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column, NULL, &child_height, NULL, NULL);
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ is_mirrored ? width - x - column : x, y, column, child_height }, -1);
      if (is_wide)
        x += column + self->spacing_px;
      else
        y += child_height + self->spacing_px;
    }
}

static void
autosell_columns_class_init (AutosellColumnsClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = autosell_columns_get_request_mode;
  layout_class->measure = autosell_columns_measure;
  layout_class->allocate = autosell_columns_allocate;
}

static void
autosell_columns_init (AutosellColumns *self G_GNUC_UNUSED)
{
}

GtkLayoutManager *
autosell_columns_new (int column_px, int spacing_px)
{
  AutosellColumns *self = g_object_new (AUTOSELL_TYPE_COLUMNS, NULL);

  self->column_px = column_px;
  self->spacing_px = spacing_px;
  return GTK_LAYOUT_MANAGER (self);
}
