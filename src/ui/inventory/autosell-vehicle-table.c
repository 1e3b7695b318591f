/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY
};
enum
{
  ACTIVATE,
  EDIT,
  MENU,
  SORT_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellVehicleTable, autosell_vehicle_table, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* ---- Geometry ---- */

static double
get_scroll (AutosellVehicleTable *self, GtkOrientation orientation)
{
  return self->adjustments[orientation] != NULL ? gtk_adjustment_get_value (self->adjustments[orientation]) : 0;
}

static int
get_view_height (AutosellVehicleTable *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height, 0);
}

guint
autosell_vehicle_table_get_n_items (AutosellVehicleTable *self)
{
  return self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
}

guint
autosell_vehicle_table_get_page_rows (AutosellVehicleTable *self)
{
  return MAX (get_view_height (self) / self->style.row_height, 1);
}

AutosellTableStyle *
autosell_vehicle_table_get_style (AutosellVehicleTable *self)
{
  return &self->style;
}

void
autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width)
{
  autosell_table_style_set_width (&self->style, column, width);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

char *
autosell_vehicle_table_dup_layout (AutosellVehicleTable *self)
{
  return autosell_table_style_dup_widths (&self->style);
}

void
autosell_vehicle_table_set_layout (AutosellVehicleTable *self, const char *layout)
{
  autosell_table_style_set_widths (&self->style, layout);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
autosell_vehicle_table_get_column_at (AutosellVehicleTable *self, double x, AutosellVehicleColumn *column)
{
  return autosell_table_style_find_column (&self->style, x + get_scroll (self, GTK_ORIENTATION_HORIZONTAL), column);
}

static void
redraw_rows (AutosellVehicleTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_queue_draw (self->rows->pdata[i]);
}

/* ---- Rows ---- */

static gboolean
update_names_cb (gpointer data)
{
  AutosellVehicleTable *self = data;

  self->names_source = 0;
  for (guint i = 0; i < self->rows->len; i++)
    autosell_vehicle_table_row_update_name (self->rows->pdata[i]);
  return G_SOURCE_REMOVE;
}

/* Each name that changes is a message to the accessibility bus: that waits until the row has been painted. */
void
autosell_vehicle_table_row_name_is_old (AutosellVehicleTable *self)
{
  if (self->names_source == 0)
    self->names_source = g_idle_add_full (G_PRIORITY_LOW, update_names_cb, self, NULL);
}

gboolean
autosell_vehicle_table_get_visible_range (AutosellVehicleTable *self, guint *first, guint *n_rows)
{
  guint n_items = autosell_vehicle_table_get_n_items (self);
  double value = get_scroll (self, GTK_ORIENTATION_VERTICAL);

  *first = MIN ((guint) MAX (value / self->style.row_height, 0), n_items);
  *n_rows = MIN ((guint) get_view_height (self) / self->style.row_height + 2, n_items - *first);
  return *n_rows > 0;
}

static void
update_row_selected (AutosellVehicleTable *self, AutosellVehicleTableRow *row)
{
  AutosellVehicleRow *item = autosell_vehicle_table_row_get_item (row);

  autosell_vehicle_table_row_set_selected (
      row, item != NULL && autosell_vehicle_selection_has_key (self->selection, autosell_vehicle_row_get_key (item)));
}

/* Gives each visible position its row widget. Asking for an item is what makes the list read its page, so it is done at
 * once when something changed and not only when the next frame begins. */
void
autosell_vehicle_table_bind_rows (AutosellVehicleTable *self)
{
  guint needed = (guint) get_view_height (self) / self->style.row_height + 2;
  guint first, n_rows;

  while (self->rows->len < needed)
    g_ptr_array_add (self->rows, autosell_vehicle_table_row_new (self));

  autosell_vehicle_table_get_visible_range (self, &first, &n_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      /* the position in first … first + len - 1 that this widget stands for */
      guint position = first + (i + self->rows->len - first % self->rows->len) % self->rows->len;
      AutosellVehicleTableRow *row = self->rows->pdata[i];
      g_autoptr (AutosellVehicleRow) item = NULL;

      if (position < first + n_rows)
        item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      autosell_vehicle_table_row_bind (row, item, item != NULL ? position : GTK_INVALID_LIST_POSITION);
      update_row_selected (self, row);
      gtk_widget_set_child_visible (GTK_WIDGET (row), item != NULL);
    }
}

AutosellVehicleTableRow *
autosell_vehicle_table_get_row (AutosellVehicleTable *self, guint position)
{
  AutosellVehicleTableRow *row;

  if (self->rows->len == 0 || position == GTK_INVALID_LIST_POSITION)
    return NULL;
  row = self->rows->pdata[position % self->rows->len];
  return autosell_vehicle_table_row_get_position (row) == position ? row : NULL;
}

/* ---- Scrolling ---- */

static void
value_changed_cb (AutosellVehicleTable *self)
{
  if (self->is_allocating)
    return;
  autosell_vehicle_table_bind_rows (self);
  autosell_vehicle_table_keep_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (AutosellVehicleTable *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  if (adjustment != NULL && self->adjustments[orientation] == adjustment)
    return;
  g_clear_signal_handler (&self->adjustment_handlers[orientation], self->adjustments[orientation]);
  g_clear_object (&self->adjustments[orientation]);
  self->adjustments[orientation] =
      g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  self->adjustment_handlers[orientation] =
      g_signal_connect_swapped (self->adjustments[orientation], "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
configure_adjustments (AutosellVehicleTable *self, int width, double value)
{
  double upper = (double) autosell_vehicle_table_get_n_items (self) * self->style.row_height;
  int page = get_view_height (self);
  double x = get_scroll (self, GTK_ORIENTATION_HORIZONTAL);

  upper = MAX (upper, page);
  self->is_allocating = TRUE;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_VERTICAL], CLAMP (value, 0, upper - page), 0, upper,
                              self->style.row_height * 3, page * 0.9, page);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                              CLAMP (x, 0, self->style.total_width - width), 0, self->style.total_width, 40,
                              width * 0.9, width);
  self->is_allocating = FALSE;
}

static void
autosell_vehicle_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  int x, minimum, minimum_width;
  double value;

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, &minimum, &self->header_height, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  if (autosell_table_style_place_columns (&self->style, width))
    {
      redraw_rows (self);
      gtk_widget_queue_allocate (GTK_WIDGET (self->header));
    }
  configure_adjustments (self, width, get_scroll (self, GTK_ORIENTATION_VERTICAL));
  autosell_vehicle_table_bind_rows (self);

  x = -(int) get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  value = get_scroll (self, GTK_ORIENTATION_VERTICAL);
  gtk_widget_size_allocate (GTK_WIDGET (self->header),
                            &(GtkAllocation){ x, 0, self->style.total_width, self->header_height }, -1);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = self->rows->pdata[i];
      guint position = autosell_vehicle_table_row_get_position (AUTOSELL_VEHICLE_TABLE_ROW (row));
      int y;

      if (position == GTK_INVALID_LIST_POSITION)
        continue;
      y = self->header_height + (int) ((double) position * self->style.row_height - value);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (row, &(GtkAllocation){ x, y, self->style.total_width, self->style.row_height }, -1);
    }
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

static void
autosell_vehicle_table_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  int width = gtk_widget_get_width (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, self->header_height, width, get_view_height (self)));
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_snapshot_child (widget, self->rows->pdata[i], snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->header), snapshot);
}

/* ---- The model ---- */

/* A row that stays where it is on the screen while others come and go: the cursor's where it is visible, else the top
 * one. */
static gboolean
find_anchor (AutosellVehicleTable *self, gint64 *key, double *offset)
{
  double value = get_scroll (self, GTK_ORIENTATION_VERTICAL);
  AutosellVehicleTableRow *top = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      AutosellVehicleTableRow *row = self->rows->pdata[i];
      guint position = autosell_vehicle_table_row_get_position (row);
      double y = (double) position * self->style.row_height - value;

      if (position == GTK_INVALID_LIST_POSITION || y < 0 || y > get_view_height (self) - self->style.row_height)
        continue;
      if (autosell_vehicle_row_get_key (autosell_vehicle_table_row_get_item (row)) == self->cursor_key)
        {
          top = row;
          break;
        }
      if (top == NULL || position < autosell_vehicle_table_row_get_position (top))
        top = row;
    }
  if (top == NULL || value == 0)
    return FALSE;
  *key = autosell_vehicle_row_get_key (autosell_vehicle_table_row_get_item (top));
  *offset = (double) autosell_vehicle_table_row_get_position (top) * self->style.row_height - value;
  return TRUE;
}

static void
items_changed_cb (AutosellVehicleTable *self, guint changed, guint removed, guint added)
{
  AutosellVehicleList *list = autosell_vehicle_selection_get_list (self->selection);
  guint n_items = autosell_vehicle_table_get_n_items (self);
  double value = get_scroll (self, GTK_ORIENTATION_VERTICAL);
  double offset;
  gint64 key;
  guint position;

  if (self->expects_new_rows)
    value = 0;
  else if (find_anchor (self, &key, &offset) && autosell_vehicle_list_find (list, key, &position))
    value = (double) position * self->style.row_height - offset;
  self->expects_new_rows = FALSE;

  /* The cursor's car has gone: its neighbour takes over. */
  if (self->cursor_key != 0 && autosell_vehicle_table_get_cursor_position (self) == GTK_INVALID_LIST_POSITION &&
      n_items > 0)
    {
      self->cursor_position = MIN (self->cursor_position, n_items - 1);
      self->cursor_key = autosell_vehicle_list_get_key (list, self->cursor_position);
    }
  configure_adjustments (self, gtk_widget_get_width (GTK_WIDGET (self)), value);
  autosell_vehicle_table_bind_rows (self);
  if (self->wanted_key != 0 && autosell_vehicle_list_find (list, self->wanted_key, NULL))
    autosell_vehicle_table_show_key (self, self->wanted_key);
  autosell_vehicle_table_keep_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
selection_changed_cb (AutosellVehicleTable *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    update_row_selected (self, self->rows->pdata[i]);
}

void
autosell_vehicle_table_set_selection (AutosellVehicleTable *self, AutosellVehicleSelection *selection)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_TABLE (self));

  if (self->selection == selection)
    return;
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_set_object (&self->selection, selection);
  if (selection != NULL)
    {
      g_signal_connect_swapped (selection, "items-changed", G_CALLBACK (items_changed_cb), self);
      g_signal_connect_swapped (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

AutosellVehicleSelection *
autosell_vehicle_table_get_selection (AutosellVehicleTable *self)
{
  return self->selection;
}

/* ---- What others ask ---- */

void
autosell_vehicle_table_set_is_bin (AutosellVehicleTable *self, gboolean is_bin)
{
  if (self->style.is_bin == is_bin)
    return;
  self->style.is_bin = is_bin;
  autosell_vehicle_table_header_update (self->header);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_bin ? _("Vehicles in the bin") : _("Vehicles"), -1);
}

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
  gboolean is_same =
      !self->sort.by_id_order && self->sort.by_days == sort.by_days && (sort.by_days || self->sort.field == sort.field);

  if (is_same && self->sort.is_descending)
    sort = (AutosellSort){ .by_id_order = TRUE };
  else if (is_same)
    sort.is_descending = TRUE;
  autosell_vehicle_table_set_sort (self, &sort);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

void
autosell_vehicle_table_expect_new_rows (AutosellVehicleTable *self)
{
  self->expects_new_rows = TRUE;
}

AutosellVehicleTableRow *
autosell_vehicle_table_get_row_at (AutosellVehicleTable *self, double y, guint *position)
{
  double value = get_scroll (self, GTK_ORIENTATION_VERTICAL);

  if (y < self->header_height)
    return NULL;
  *position = (guint) ((y - self->header_height + value) / self->style.row_height);
  return autosell_vehicle_table_get_row (self, *position);
}

gboolean
autosell_vehicle_table_get_cell_area (AutosellVehicleTable *self, gint64 key, AutosellVehicleColumn column,
                                      GdkRectangle *area)
{
  AutosellColumnPlace place = self->style.places[column];

  /* A column that is left out is edited at the title. */
  if (place.width == 0)
    place = self->style.places[AUTOSELL_VEHICLE_COLUMN_MODEL];
  for (guint i = 0; i < self->rows->len; i++)
    {
      AutosellVehicleTableRow *row = self->rows->pdata[i];
      AutosellVehicleRow *item = autosell_vehicle_table_row_get_item (row);
      guint position = autosell_vehicle_table_row_get_position (row);

      if (item == NULL || autosell_vehicle_row_get_key (item) != key)
        continue;
      area->x = place.x - (int) get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
      area->y = self->header_height +
                (int) ((double) position * self->style.row_height - get_scroll (self, GTK_ORIENTATION_VERTICAL));
      area->width = place.width;
      area->height = self->style.row_height;
      return TRUE;
    }
  return FALSE;
}

gboolean
autosell_vehicle_table_is_complete (AutosellVehicleTable *self)
{
  guint first, n_rows;

  if (!autosell_vehicle_table_get_visible_range (self, &first, &n_rows))
    return TRUE;
  for (guint position = first; position < first + n_rows; position++)
    {
      AutosellVehicleTableRow *row = autosell_vehicle_table_get_row (self, position);

      if (row == NULL || autosell_vehicle_row_get_vehicle (autosell_vehicle_table_row_get_item (row)) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* ---- Class ---- */

static void
autosell_vehicle_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);

  GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->css_changed (widget, change);
  if (autosell_table_style_update (&self->style, widget))
    {
      redraw_rows (self);
      gtk_widget_queue_resize (widget);
    }
}

static void
autosell_vehicle_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break; /* the table fills what it is given in any case */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_table_dispose (GObject *object)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  g_clear_handle_id (&self->names_source, g_source_remove);
  autosell_vehicle_table_set_selection (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      g_clear_signal_handler (&self->adjustment_handlers[i], self->adjustments[i]);
      g_clear_object (&self->adjustments[i]);
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_unparent (self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  if (self->header != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->header));
  self->header = NULL;
  G_OBJECT_CLASS (autosell_vehicle_table_parent_class)->dispose (object);
}

static void
autosell_vehicle_table_finalize (GObject *object)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  g_ptr_array_unref (self->rows);
  autosell_table_style_clear (&self->style);
  G_OBJECT_CLASS (autosell_vehicle_table_parent_class)->finalize (object);
}

static void
autosell_vehicle_table_class_init (AutosellVehicleTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = autosell_vehicle_table_get_property;
  object_class->set_property = autosell_vehicle_table_set_property;
  object_class->dispose = autosell_vehicle_table_dispose;
  object_class->finalize = autosell_vehicle_table_finalize;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  widget_class->measure = autosell_vehicle_table_measure;
  widget_class->size_allocate = autosell_vehicle_table_size_allocate;
  widget_class->snapshot = autosell_vehicle_table_snapshot;
  widget_class->focus = autosell_vehicle_table_focus;
  widget_class->grab_focus = autosell_vehicle_table_grab_focus;
  widget_class->css_changed = autosell_vehicle_table_css_changed;
  gtk_widget_class_set_css_name (widget_class, "vehicletable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);

  signals[ACTIVATE] =
      g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[EDIT] =
      g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64,
                                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_vehicle_table_init (AutosellVehicleTable *self)
{
  self->sort.by_id_order = TRUE;
  self->rows = g_ptr_array_new ();
  autosell_table_style_init (&self->style);
  self->header = autosell_vehicle_table_header_new (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Vehicles"), -1);
  autosell_vehicle_table_add_controllers (self);
}
