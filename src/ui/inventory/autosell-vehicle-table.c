/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

enum
{
  SORT_CHANGED,
  LAYOUT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AutosellVehicleTable, autosell_vehicle_table, AUTOSELL_TYPE_VEHICLE_VIEW)

/* Of the shade at an edge beyond which there is more. */
#define EDGE_WIDTH 8

AutosellTableStyle *
autosell_vehicle_table_get_style (AutosellVehicleTable *self)
{
  return &self->style;
}

/* ---- As a view ---- */

static void
autosell_vehicle_table_arrange (AutosellVehicleView *view, int width, int height, AutosellItemGrid *grid, int *top)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (view);
  int n_left_out = self->style.n_left_out;

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, NULL, &self->header_height, NULL, NULL);
  if (autosell_table_style_place_columns (&self->style, width))
    {
      autosell_vehicle_view_redraw (view);
      gtk_widget_queue_allocate (GTK_WIDGET (self->header));
    }
  if (n_left_out != self->style.n_left_out)
    autosell_vehicle_table_queue_left_out (self);
  *grid = (AutosellItemGrid){ .n_lanes = 1, .width = self->style.total_width, .item_height = self->style.row_height };
  *top = self->header_height;
}

static void
autosell_vehicle_table_is_bin_changed (AutosellVehicleView *view)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (view);

  self->style.is_bin = autosell_vehicle_view_get_is_bin (view);
  autosell_vehicle_table_header_update (self->header);
}

static gboolean
autosell_vehicle_table_get_field_area (AutosellVehicleView *view, AutosellVehicleItem *item,
                                       AutosellVehicleColumn column, GdkRectangle *area)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (view);
  int x, width;

  if (self->style.places[column].width == 0)
    return FALSE;
  autosell_table_style_get_uncovered (&self->style, column, &x, &width);
  *area = (GdkRectangle){ x, 0, width, self->style.row_height };
  return TRUE;
}

static void
autosell_vehicle_table_reveal_field (AutosellVehicleView *view, AutosellVehicleColumn column)
{
  autosell_vehicle_table_scroll_to_column (AUTOSELL_VEHICLE_TABLE (view), column);
}

static const gboolean *
autosell_vehicle_table_get_shown (AutosellVehicleView *view)
{
  return AUTOSELL_VEHICLE_TABLE (view)->style.layout.is_shown;
}

static gboolean
autosell_vehicle_table_find_field (AutosellVehicleView *view, AutosellVehicleItem *item, double x, double y,
                                   AutosellVehicleColumn *column)
{
  return autosell_table_style_find_column (&AUTOSELL_VEHICLE_TABLE (view)->style, x, column);
}

static gboolean
autosell_vehicle_table_is_on_hint (AutosellVehicleView *view, AutosellVehicleColumn column, const GdkRectangle *area,
                                   double x)
{
  if (autosell_vehicle_column_get_info (column)->is_at_end)
    return x < AUTOSELL_ICON_SIZE + 8;
  return x >= area->width - AUTOSELL_ICON_SIZE - 8;
}

static char *
autosell_vehicle_table_dup_tooltip (AutosellVehicleView *view, AutosellVehicleItem *item, AutosellVehicleColumn column)
{
  AutosellTableStyle *style = &AUTOSELL_VEHICLE_TABLE (view)->style;
  AutosellCellLook look;
  gsize n_strong;
  const char *text =
    autosell_vehicle_column_get_text (column, autosell_vehicle_item_get_vehicle (item), style->today,
                                      autosell_table_style_get_title_parts (style), style->scratch, &look, &n_strong);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  int width;

  /* Only what the cell has no room for. */
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width > style->places[column].width - 2 * AUTOSELL_CELL_PADDING ? g_strdup (text) : NULL;
}

/* At the end of the headings, and there when they are scrolled. */
static void
allocate_columns_button (AutosellVehicleTable *self, int width)
{
  int minimum, natural;

  gtk_widget_measure (self->columns_button, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  natural = MIN (natural, width);
  gtk_widget_size_allocate (self->columns_button, &(GtkAllocation){ width - natural, 0, natural, self->header_height },
                            -1);
}

void
autosell_vehicle_table_follow_scroll (AutosellVehicleTable *self)
{
  int x = (int) autosell_vehicle_view_get_scroll (AUTOSELL_VEHICLE_VIEW (self), GTK_ORIENTATION_HORIZONTAL);

  if (!autosell_table_style_set_scroll (&self->style, x))
    return;
  autosell_vehicle_view_redraw (AUTOSELL_VEHICLE_VIEW (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self->header));
}

static void
autosell_vehicle_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  int minimum_width, x;

  GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->size_allocate (widget, width, height, baseline);
  x = -(int) autosell_vehicle_view_get_scroll (AUTOSELL_VEHICLE_VIEW (self), GTK_ORIENTATION_HORIZONTAL);
  autosell_vehicle_table_follow_scroll (self);
  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->header),
                            &(GtkAllocation){ x, 0, self->style.total_width, self->header_height }, -1);
  allocate_columns_button (self, width);
  if (self->column_menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->column_menu));
  if (self->column_list != NULL)
    gtk_popover_present (GTK_POPOVER (self->column_list));
}

static void
autosell_vehicle_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                                int *minimum_baseline, int *natural_baseline)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  int header_minimum, header_natural;

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, &header_minimum, &header_natural, NULL,
                      NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 100;
      *natural = 600;
    }
  else
    {
      *minimum = header_minimum + self->style.row_height;
      *natural = header_natural + 10 * self->style.row_height;
    }
}

/* Where there is more to the left or right, a shade says so. */
static void
draw_edges (AutosellVehicleTable *self, GtkSnapshot *snapshot)
{
  static const GskColorStop to_the_right[] = { { 0, { 0, 0, 0, 0.16F } }, { 1, { 0, 0, 0, 0 } } };
  static const GskColorStop to_the_left[] = { { 0, { 0, 0, 0, 0 } }, { 1, { 0, 0, 0, 0.16F } } };
  int width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  int held = self->style.covered_until - self->style.scroll_x;

  if (self->style.scroll_x > 0)
    {
      int x = MAX (held, 0);

      gtk_snapshot_append_linear_gradient (snapshot, &GRAPHENE_RECT_INIT (x, 0, EDGE_WIDTH, height),
                                           &GRAPHENE_POINT_INIT (x, 0), &GRAPHENE_POINT_INIT (x + EDGE_WIDTH, 0),
                                           to_the_right, G_N_ELEMENTS (to_the_right));
    }
  if (self->style.scroll_x + width < self->style.total_width)
    gtk_snapshot_append_linear_gradient (snapshot, &GRAPHENE_RECT_INIT (width - EDGE_WIDTH, 0, EDGE_WIDTH, height),
                                         &GRAPHENE_POINT_INIT (width - EDGE_WIDTH, 0), &GRAPHENE_POINT_INIT (width, 0),
                                         to_the_left, G_N_ELEMENTS (to_the_left));
}

static void
autosell_vehicle_table_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);

  GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->snapshot (widget, snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->header), snapshot);
  draw_edges (self, snapshot);
  gtk_widget_snapshot_child (widget, self->columns_button, snapshot);
}

/* Tab: the headings, the list of columns, the row of the cursor, then on. */
static gboolean
autosell_vehicle_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  gboolean is_in_rows = autosell_vehicle_view_has_item_focus (AUTOSELL_VEHICLE_VIEW (self));
  GtkWidget *header = GTK_WIDGET (self->header);
  GtkWidget *focus_child = gtk_widget_get_focus_child (widget);

  if (focus_child != NULL && (focus_child == self->column_menu || focus_child == self->column_list))
    return gtk_widget_child_focus (focus_child, direction);
  /* Along the headings, and not past their ends. */
  if (focus_child == header && (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT))
    return gtk_widget_child_focus (header, direction) || TRUE;
  if (direction == GTK_DIR_TAB_BACKWARD && is_in_rows)
    return gtk_widget_grab_focus (self->columns_button);
  if (direction == GTK_DIR_TAB_BACKWARD && (focus_child == header || focus_child == self->columns_button))
    return gtk_widget_child_focus (header, direction);
  if (direction == GTK_DIR_TAB_FORWARD && !is_in_rows && focus_child != self->columns_button)
    return gtk_widget_child_focus (header, direction) || gtk_widget_grab_focus (self->columns_button);
  return GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->focus (widget, direction);
}

/* ---- Order ---- */

const AutosellSort *
autosell_vehicle_table_get_sort (AutosellVehicleTable *self)
{
  return &self->sort;
}

void
autosell_vehicle_table_set_sort (AutosellVehicleTable *self, const AutosellSort *sort)
{
  self->sort = *sort;
  autosell_vehicle_table_header_update (self->header);
}

/* Up, down, and back to the order in which the cars were entered. */
void
autosell_vehicle_table_cycle_sort (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);
  AutosellSort sort = info->sort;
  gboolean is_same = autosell_sort_same_key (&self->sort, &sort);

  if (is_same && self->sort.is_descending)
    sort = (AutosellSort){ .by_id_order = TRUE };
  else if (is_same)
    sort.is_descending = TRUE;
  autosell_vehicle_table_set_sort (self, &sort);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

/* ---- Class ---- */

static void
autosell_vehicle_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);

  GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->css_changed (widget, change);
  if (autosell_table_style_update (&self->style, widget))
    {
      autosell_vehicle_view_redraw (AUTOSELL_VEHICLE_VIEW (self));
      gtk_widget_queue_resize (widget);
    }
}

static void
autosell_vehicle_table_dispose (GObject *object)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  g_clear_handle_id (&self->left_out_source, g_source_remove);
  if (self->header != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->header));
  self->header = NULL;
  g_clear_pointer (&self->column_list, gtk_widget_unparent);
  g_clear_pointer (&self->column_menu, gtk_widget_unparent);
  g_clear_pointer (&self->columns_button, gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_vehicle_table_parent_class)->dispose (object);
}

static void
autosell_vehicle_table_finalize (GObject *object)
{
  autosell_table_style_clear (&AUTOSELL_VEHICLE_TABLE (object)->style);
  G_OBJECT_CLASS (autosell_vehicle_table_parent_class)->finalize (object);
}

static void
autosell_vehicle_table_class_init (AutosellVehicleTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AutosellVehicleViewClass *view_class = AUTOSELL_VEHICLE_VIEW_CLASS (klass);

  object_class->dispose = autosell_vehicle_table_dispose;
  object_class->finalize = autosell_vehicle_table_finalize;
  view_class->item_type = AUTOSELL_TYPE_VEHICLE_TABLE_ROW;
  view_class->arrange = autosell_vehicle_table_arrange;
  view_class->is_bin_changed = autosell_vehicle_table_is_bin_changed;
  view_class->get_field_area = autosell_vehicle_table_get_field_area;
  view_class->reveal_field = autosell_vehicle_table_reveal_field;
  view_class->get_shown = autosell_vehicle_table_get_shown;
  view_class->find_field = autosell_vehicle_table_find_field;
  view_class->is_on_hint = autosell_vehicle_table_is_on_hint;
  view_class->dup_tooltip = autosell_vehicle_table_dup_tooltip;
  widget_class->measure = autosell_vehicle_table_measure;
  widget_class->size_allocate = autosell_vehicle_table_size_allocate;
  widget_class->snapshot = autosell_vehicle_table_snapshot;
  widget_class->focus = autosell_vehicle_table_focus;
  widget_class->css_changed = autosell_vehicle_table_css_changed;
  gtk_widget_class_set_css_name (widget_class, "vehicletable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);

  signals[SORT_CHANGED] =
    g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LAYOUT_CHANGED] =
    g_signal_new ("layout-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  autosell_vehicle_table_install_column_actions (widget_class);
}

static void
autosell_vehicle_table_init (AutosellVehicleTable *self)
{
  self->sort.by_id_order = TRUE;
  autosell_table_style_init (&self->style);
  self->header = autosell_vehicle_table_header_new (self);
  self->columns_button = autosell_vehicle_table_create_columns_button (self);
}
