/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include <glib/gi18n.h>

struct _AutosellVehicleTable
{
  GtkWidget parent_instance;
  AutosellVehicleSelection *selection;  /* owned, nullable */
  AutosellVehicleTableHeader *header;   /* owned as a child */
  GPtrArray *rows;                      /* unowned children; the row of position p is rows[p % rows->len] */
  AutosellTableStyle style;
  AutosellSort sort;
  GtkAdjustment *adjustments[2];        /* owned, nullable; by GtkOrientation */
  gulong adjustment_handlers[2];
  gint64 cursor_key;                    /* 0 for none */
  guint cursor_position;                /* where it was last seen */
  gint64 wanted_key;                    /* to be shown as soon as it is in the list; 0 for none */
  int header_height;
  guint names_source;
  gboolean expects_new_rows;
  gboolean is_allocating;
  gboolean focus_is_due;
};

enum { PROP_0, PROP_HADJUSTMENT, PROP_VADJUSTMENT, PROP_HSCROLL_POLICY, PROP_VSCROLL_POLICY };
enum { ACTIVATE, EDIT, MENU, SORT_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellVehicleTable, autosell_vehicle_table, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Below this width columns are left out even where a person has set widths. */
#define NARROW_WIDTH 820
#define MIN_ROW_HEIGHT 32
/* In pixels, of the desktop's own font at its own size: what the widths of columns are made for. */
#define ORDINARY_DIGIT_WIDTH 9.0

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

static int
get_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  int user_width = self->style.places[column].user_width;

  return (user_width > 0 ? user_width : autosell_vehicle_column_get_info (column)->width) * self->style.text_scale;
}

static int
find_least_kept (const gboolean *shown)
{
  int least = -1;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (shown[i] && (least < 0 ||
                     autosell_vehicle_column_get_info (i)->keep < autosell_vehicle_column_get_info (least)->keep))
      least = i;
  return least;
}

/* What there is no room for is left out, what matters least first. Widths that a person has set are scrolled to instead. */
static void
place_columns (AutosellVehicleTable *self, int available)
{
  gboolean shown[AUTOSELL_N_VEHICLE_COLUMNS];
  int widths[AUTOSELL_N_VEHICLE_COLUMNS];
  int n_shown = AUTOSELL_N_VEHICLE_COLUMNS;
  gboolean has_changed = FALSE;
  gboolean has_user_width = FALSE;
  int total = 0;
  int x = 0;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      shown[i] = TRUE;
      widths[i] = get_column_width (self, i);
      has_user_width |= self->style.places[i].user_width > 0;
      total += widths[i];
    }
  while (total > available && n_shown > 3 && (available < NARROW_WIDTH || !has_user_width))
    {
      int least = find_least_kept (shown);

      shown[least] = FALSE;
      total -= widths[least];
      n_shown--;
    }

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellColumnPlace *place = &self->style.places[i];
      int width = shown[i] ? widths[i] : 0;

      if (width > 0 && autosell_vehicle_column_get_info (i)->expands)
        {
          int min_width = autosell_vehicle_column_get_info (i)->min_width;

          if (total < available)
            width += available - total;
          else if (total > available && place->user_width == 0)
            width = MAX (width - (total - available), MIN (min_width, width));
        }
      has_changed |= place->x != x || place->width != width;
      place->x = x;
      place->width = width;
      x += width;
    }
  self->style.total_width = MAX (x, available);
  if (has_changed)
    {
      g_hash_table_remove_all (self->style.layouts);
      for (guint i = 0; i < self->rows->len; i++)
        gtk_widget_queue_draw (self->rows->pdata[i]);
      gtk_widget_queue_allocate (GTK_WIDGET (self->header));
    }
}

static GdkPaintable *
load_icon (AutosellVehicleTable *self, const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, name, NULL, 16, gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                                                    gtk_widget_get_direction (GTK_WIDGET (self)), 0));
}

/* Font, colours and scale may all be new. */
static void
update_style (AutosellVehicleTable *self)
{
  static const char *const icon_names[AUTOSELL_N_TABLE_ICONS] = {
    [AUTOSELL_TABLE_ICON_CAR] = "autosell-car-symbolic",
    [AUTOSELL_TABLE_ICON_WARNING] = "dialog-warning-symbolic",
    [AUTOSELL_TABLE_ICON_OPEN] = "pan-down-symbolic",
    [AUTOSELL_TABLE_ICON_EDIT] = "document-edit-symbolic",
  };
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int text_height = (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / PANGO_SCALE;
  int digit_width = pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE;

  pango_font_metrics_unref (metrics);
  self->style.row_height = MAX (MIN_ROW_HEIGHT, text_height + 12);
  self->style.text_scale = CLAMP (digit_width / ORDINARY_DIGIT_WIDTH, 1.0, 4.0);
  g_hash_table_remove_all (self->style.layouts);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "warning_color",
                                       &self->style.warning))
    gdk_rgba_parse (&self->style.warning, "#c88800");
  for (guint i = 0; i < AUTOSELL_N_TABLE_ICONS; i++)
    {
      g_clear_object (&self->style.icons[i]);
      self->style.icons[i] = load_icon (self, icon_names[i]);
    }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_widget_queue_draw (self->rows->pdata[i]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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

static gboolean
get_visible_range (AutosellVehicleTable *self, guint *first, guint *n_rows)
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
      row, item != NULL &&
               autosell_vehicle_selection_has_key (self->selection, autosell_vehicle_row_get_key (item)));
}

/* Gives each visible position its row widget. Asking for an item is what makes the list read its page, so it is done at
 * once when something changed and not only when the next frame begins. */
static void
bind_rows (AutosellVehicleTable *self)
{
  guint needed = (guint) get_view_height (self) / self->style.row_height + 2;
  guint first, n_rows;

  while (self->rows->len < needed)
    g_ptr_array_add (self->rows, autosell_vehicle_table_row_new (self));

  get_visible_range (self, &first, &n_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      /* the position in first … first + len - 1 that this widget stands for */
      guint position = first + (i + self->rows->len - first % self->rows->len) % self->rows->len;
      AutosellVehicleTableRow *row = self->rows->pdata[i];
      g_autoptr(AutosellVehicleRow) item = NULL;

      if (position < first + n_rows)
        item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
      autosell_vehicle_table_row_bind (row, item, item != NULL ? position : GTK_INVALID_LIST_POSITION);
      update_row_selected (self, row);
      gtk_widget_set_child_visible (GTK_WIDGET (row), item != NULL);
    }
}

static AutosellVehicleTableRow *
find_row (AutosellVehicleTable *self, guint position)
{
  AutosellVehicleTableRow *row;

  if (self->rows->len == 0 || position == GTK_INVALID_LIST_POSITION)
    return NULL;
  row = self->rows->pdata[position % self->rows->len];
  return autosell_vehicle_table_row_get_position (row) == position ? row : NULL;
}

/* ---- Focus ---- */

static gboolean
has_row_focus (AutosellVehicleTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == GTK_WIDGET (self) || (focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self) &&
                                        AUTOSELL_IS_VEHICLE_TABLE_ROW (focus));
}

/* The focus is on the row of the cursor where that is visible, so that a screen reader reads it, and else on the table. */
static void
focus_cursor (AutosellVehicleTable *self)
{
  AutosellVehicleTableRow *row = find_row (self, autosell_vehicle_table_get_cursor_position (self));

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self));
}

static void
keep_focus (AutosellVehicleTable *self)
{
  if (has_row_focus (self))
    focus_cursor (self);
}

guint
autosell_vehicle_table_get_cursor_position (AutosellVehicleTable *self)
{
  guint position;

  if (self->cursor_key == 0 || self->selection == NULL)
    return GTK_INVALID_LIST_POSITION;
  /* Mostly it is where it was: a search through the keys is not needed. */
  if (autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (self->selection), self->cursor_position) ==
      self->cursor_key)
    return self->cursor_position;
  if (!autosell_vehicle_list_find (autosell_vehicle_selection_get_list (self->selection), self->cursor_key, &position))
    return GTK_INVALID_LIST_POSITION;
  self->cursor_position = position;
  return position;
}

static void
scroll_to (AutosellVehicleTable *self, guint position)
{
  GtkAdjustment *adjustment = self->adjustments[GTK_ORIENTATION_VERTICAL];
  double top = (double) position * self->style.row_height;

  if (adjustment != NULL)
    gtk_adjustment_clamp_page (adjustment, top, top + self->style.row_height);
}

void
autosell_vehicle_table_set_cursor_position (AutosellVehicleTable *self, guint position)
{
  guint n_items = autosell_vehicle_table_get_n_items (self);

  if (n_items == 0)
    return;
  position = MIN (position, n_items - 1);
  self->cursor_position = position;
  self->cursor_key = autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (self->selection), position);
  scroll_to (self, position);
  bind_rows (self);
  focus_cursor (self);
}

static gboolean
autosell_vehicle_table_grab_focus (GtkWidget *widget)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleTableRow *row;

  if (autosell_vehicle_table_get_cursor_position (self) == GTK_INVALID_LIST_POSITION &&
      autosell_vehicle_table_get_n_items (self) > 0)
    {
      guint first, n_rows;

      get_visible_range (self, &first, &n_rows);
      self->cursor_position = first;
      self->cursor_key = autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (self->selection), first);
    }
  row = find_row (self, autosell_vehicle_table_get_cursor_position (self));
  if (row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row)))
    return TRUE;
  return GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->grab_focus (widget);
}

/* Tab: the headings, then the row of the cursor, then on. Arrows never come here: see the key controller. */
static gboolean
autosell_vehicle_table_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  gboolean is_in_rows = has_row_focus (self);
  gboolean is_in_header = gtk_widget_get_focus_child (widget) == GTK_WIDGET (self->header);

  if (direction == GTK_DIR_TAB_BACKWARD)
    {
      if (is_in_rows)
        return gtk_widget_child_focus (GTK_WIDGET (self->header), direction);
      if (is_in_header)
        return gtk_widget_child_focus (GTK_WIDGET (self->header), direction);
      return autosell_vehicle_table_get_n_items (self) > 0 && gtk_widget_grab_focus (widget);
    }
  if (is_in_rows)
    return FALSE;
  if (direction == GTK_DIR_TAB_FORWARD && gtk_widget_child_focus (GTK_WIDGET (self->header), direction))
    return TRUE;
  return autosell_vehicle_table_get_n_items (self) > 0 && gtk_widget_grab_focus (widget);
}

/* ---- Scrolling ---- */

static void
value_changed_cb (AutosellVehicleTable *self)
{
  if (self->is_allocating)
    return;
  bind_rows (self);
  keep_focus (self);
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
  self->adjustment_handlers[orientation] = g_signal_connect_swapped (self->adjustments[orientation], "value-changed",
                                                                     G_CALLBACK (value_changed_cb), self);
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

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, &minimum, &self->header_height, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL, NULL, NULL);
  place_columns (self, width);
  configure_adjustments (self, width, get_scroll (self, GTK_ORIENTATION_VERTICAL));
  bind_rows (self);

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

  gtk_widget_measure (GTK_WIDGET (self->header), GTK_ORIENTATION_VERTICAL, -1, &header_minimum, &header_natural, NULL, NULL);
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

/* A row that stays where it is on the screen while others come and go: the cursor's where it is visible, else the top one. */
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
  if (self->cursor_key != 0 && autosell_vehicle_table_get_cursor_position (self) == GTK_INVALID_LIST_POSITION && n_items > 0)
    {
      self->cursor_position = MIN (self->cursor_position, n_items - 1);
      self->cursor_key = autosell_vehicle_list_get_key (list, self->cursor_position);
    }
  configure_adjustments (self, gtk_widget_get_width (GTK_WIDGET (self)), value);
  bind_rows (self);
  if (self->wanted_key != 0 && autosell_vehicle_list_find (list, self->wanted_key, NULL))
    autosell_vehicle_table_show_key (self, self->wanted_key);
  keep_focus (self);
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
  gboolean is_same = !self->sort.by_id_order && self->sort.by_days == sort.by_days &&
                     (sort.by_days || self->sort.field == sort.field);

  if (is_same && self->sort.is_descending)
    sort = (AutosellSort){ .by_id_order = TRUE };
  else if (is_same)
    sort.is_descending = TRUE;
  autosell_vehicle_table_set_sort (self, &sort);
  g_signal_emit (self, signals[SORT_CHANGED], 0);
}

void
autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width)
{
  int user_width = width / self->style.text_scale;

  self->style.places[column].user_width = CLAMP (user_width, autosell_vehicle_column_get_info (column)->min_width, 800);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

char *
autosell_vehicle_table_dup_layout (AutosellVehicleTable *self)
{
  GString *layout = g_string_new (NULL);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->style.places[i].user_width > 0)
      g_string_append_printf (layout, "%s%s:%d", layout->len > 0 ? "," : "", autosell_vehicle_column_get_info (i)->name,
                              self->style.places[i].user_width);
  return g_string_free (layout, FALSE);
}

void
autosell_vehicle_table_set_layout (AutosellVehicleTable *self, const char *layout)
{
  g_auto(GStrv) parts = g_strsplit (layout, ",", AUTOSELL_N_VEHICLE_COLUMNS * 2);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (i);

      self->style.places[i].user_width = 0;
      for (guint j = 0; parts[j] != NULL; j++)
        {
          gsize length = strlen (info->name);

          if (strncmp (parts[j], info->name, length) == 0 && parts[j][length] == ':')
            self->style.places[i].user_width =
                (int) CLAMP (g_ascii_strtoll (parts[j] + length + 1, NULL, 10), info->min_width, 800);
        }
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
autosell_vehicle_table_expect_new_rows (AutosellVehicleTable *self)
{
  self->expects_new_rows = TRUE;
}

gint64
autosell_vehicle_table_get_cursor (AutosellVehicleTable *self)
{
  return autosell_vehicle_table_get_cursor_position (self) != GTK_INVALID_LIST_POSITION ? self->cursor_key : 0;
}

void
autosell_vehicle_table_show_key (AutosellVehicleTable *self, gint64 key)
{
  guint position;

  if (self->selection == NULL ||
      !autosell_vehicle_list_find (autosell_vehicle_selection_get_list (self->selection), key, &position))
    {
      self->wanted_key = key;
      return;
    }
  self->wanted_key = 0;
  autosell_vehicle_selection_select_key (self->selection, key);
  autosell_vehicle_table_set_cursor_position (self, position);
}

AutosellVehicleTableRow *
autosell_vehicle_table_get_row_at (AutosellVehicleTable *self, double y, guint *position)
{
  double value = get_scroll (self, GTK_ORIENTATION_VERTICAL);

  if (y < self->header_height)
    return NULL;
  *position = (guint) ((y - self->header_height + value) / self->style.row_height);
  return find_row (self, *position);
}

gboolean
autosell_vehicle_table_get_column_at (AutosellVehicleTable *self, double x, AutosellVehicleColumn *column)
{
  x += get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &self->style.places[i];

      if (place->width > 0 && x >= place->x && x < place->x + place->width)
        {
          *column = i;
          return TRUE;
        }
    }
  return FALSE;
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

  if (!get_visible_range (self, &first, &n_rows))
    return TRUE;
  for (guint position = first; position < first + n_rows; position++)
    {
      AutosellVehicleTableRow *row = find_row (self, position);

      if (row == NULL || autosell_vehicle_row_get_vehicle (autosell_vehicle_table_row_get_item (row)) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* ---- Class ---- */

static gboolean
query_tooltip_cb (AutosellVehicleTable *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AutosellVehicleColumn column = AUTOSELL_VEHICLE_COLUMN_PROBLEMS;
  AutosellVehicleTableRow *row;
  AutosellVehicle *vehicle;
  g_autofree char *text = NULL;
  GdkRectangle area;
  guint position;

  row = keyboard ? find_row (self, autosell_vehicle_table_get_cursor_position (self))
                 : autosell_vehicle_table_get_row_at (self, y, &position);
  if (row == NULL || (!keyboard && !autosell_vehicle_table_get_column_at (self, x, &column)))
    return FALSE;
  vehicle = autosell_vehicle_row_get_vehicle (autosell_vehicle_table_row_get_item (row));
  if (vehicle == NULL)
    return FALSE;

  if (column == AUTOSELL_VEHICLE_COLUMN_PROBLEMS)
    {
      text = autosell_vehicle_dup_problem_text (vehicle);
    }
  else
    {
      AutosellCellLook look;
      gsize n_strong;
      const char *cell = autosell_vehicle_column_get_text (column, vehicle, self->style.today, FALSE, self->style.scratch,
                                                           &look, &n_strong);
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), cell);
      int width;

      /* Only what the cell has no room for. */
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (width > self->style.places[column].width - 2 * AUTOSELL_CELL_PADDING)
        text = g_strdup (cell);
    }
  if (text == NULL || text[0] == '\0' ||
      !autosell_vehicle_table_get_cell_area (
          self, autosell_vehicle_row_get_key (autosell_vehicle_table_row_get_item (row)), column, &area))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
autosell_vehicle_table_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (autosell_vehicle_table_parent_class)->css_changed (widget, change);
  update_style (AUTOSELL_VEHICLE_TABLE (widget));
}

static void
autosell_vehicle_table_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]); break;
    case PROP_VADJUSTMENT:    g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]); break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY: g_value_set_enum (value, GTK_SCROLL_MINIMUM); break;
    default:                  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_table_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (object);

  switch (id)
    {
    case PROP_HADJUSTMENT:    set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value)); break;
    case PROP_VADJUSTMENT:    set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value)); break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY: break;  /* the table fills what it is given in any case */
    default:                  G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
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
  g_hash_table_unref (self->style.layouts);
  g_string_free (self->style.scratch, TRUE);
  g_string_free (self->style.layout_key, TRUE);
  for (guint i = 0; i < AUTOSELL_N_TABLE_ICONS; i++)
    g_clear_object (&self->style.icons[i]);
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

  signals[ACTIVATE] = g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64,
                                G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64,
                                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SORT_CHANGED] = g_signal_new ("sort-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
autosell_vehicle_table_init (AutosellVehicleTable *self)
{
  self->sort.by_id_order = TRUE;
  self->rows = g_ptr_array_new ();
  self->style.layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->style.scratch = g_string_new (NULL);
  self->style.layout_key = g_string_new (NULL);
  self->style.row_height = MIN_ROW_HEIGHT;
  self->style.text_scale = 1;
  autosell_date_today (self->style.today);
  self->header = autosell_vehicle_table_header_new (self);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Vehicles"), -1);
  autosell_vehicle_table_add_controllers (self);
}
