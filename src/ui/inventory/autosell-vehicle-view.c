/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-view-private.h"

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
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (AutosellVehicleView, autosell_vehicle_view, GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (AutosellVehicleView) G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

#define PRIVATE(self) autosell_vehicle_view_get_private (self)

AutosellVehicleViewPrivate *
autosell_vehicle_view_get_private (AutosellVehicleView *self)
{
  return autosell_vehicle_view_get_instance_private (self);
}

/* ---- Geometry ---- */

double
autosell_vehicle_view_get_scroll (AutosellVehicleView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = PRIVATE (self)->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

int
autosell_vehicle_view_get_view_height (AutosellVehicleView *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - PRIVATE (self)->top, 0);
}

guint
autosell_vehicle_view_get_n_items (AutosellVehicleView *self)
{
  AutosellVehicleSelection *selection = PRIVATE (self)->selection;

  return selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (selection)) : 0;
}

void
autosell_vehicle_view_redraw (AutosellVehicleView *self)
{
  GPtrArray *items = PRIVATE (self)->items;

  for (guint i = 0; i < items->len; i++)
    gtk_widget_queue_draw (items->pdata[i]);
}

/* ---- Items ---- */

static gboolean
update_names_cb (gpointer data)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (data);

  priv->names_source = 0;
  for (guint i = 0; i < priv->items->len; i++)
    autosell_vehicle_item_update_name (priv->items->pdata[i]);
  /* A view that took over had no item to give the focus to before it was laid out. */
  if (gtk_widget_is_focus (GTK_WIDGET (data)))
    autosell_vehicle_view_keep_focus (data);
  return G_SOURCE_REMOVE;
}

/* Each name that changes is a message to the accessibility bus: that waits until the item has been painted. */
void
autosell_vehicle_view_name_is_old (AutosellVehicleView *self)
{
  if (PRIVATE (self)->names_source == 0)
    PRIVATE (self)->names_source = g_idle_add_full (G_PRIORITY_LOW, update_names_cb, self, NULL);
}

static gboolean
get_visible_range (AutosellVehicleView *self, guint *first, guint *n_visible)
{
  return autosell_item_grid_get_visible (
    &PRIVATE (self)->grid, autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL),
    autosell_vehicle_view_get_view_height (self), autosell_vehicle_view_get_n_items (self), first, n_visible);
}

static void
update_item_selected (AutosellVehicleView *self, AutosellVehicleItem *item)
{
  gint64 key = autosell_vehicle_item_get_key (item);

  autosell_vehicle_item_set_selected (item,
                                      key != 0 && autosell_vehicle_selection_has_key (PRIVATE (self)->selection, key));
}

/* Gives each visible position its widget. Asking for a row is what makes the list read its page, so it is done at once
 * when something changed and not only when the next frame begins. */
void
autosell_vehicle_view_bind_items (AutosellVehicleView *self)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  GType item_type = AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->item_type;
  guint needed, first, n_visible;

  if (gtk_widget_get_height (GTK_WIDGET (self)) > 0 && priv->selection != NULL)
    {
      needed = autosell_item_grid_get_max_visible (&priv->grid, autosell_vehicle_view_get_view_height (self));
      while (priv->items->len < needed)
        g_ptr_array_add (priv->items, autosell_vehicle_item_new (item_type, self));
    }
  if (priv->items->len == 0)
    return;

  get_visible_range (self, &first, &n_visible);
  for (guint i = 0; i < priv->items->len; i++)
    {
      /* the position in first … first + len - 1 that this widget stands for */
      guint position = first + (i + priv->items->len - first % priv->items->len) % priv->items->len;
      AutosellVehicleItem *item = priv->items->pdata[i];
      g_autoptr(AutosellVehicleRow) row = NULL;

      if (position < first + n_visible)
        row = g_list_model_get_item (G_LIST_MODEL (priv->selection), position);
      autosell_vehicle_item_bind (item, row, row != NULL ? position : GTK_INVALID_LIST_POSITION);
      update_item_selected (self, item);
      gtk_widget_set_child_visible (GTK_WIDGET (item), row != NULL);
    }
}

AutosellVehicleItem *
autosell_vehicle_view_get_item (AutosellVehicleView *self, guint position)
{
  GPtrArray *items = PRIVATE (self)->items;
  AutosellVehicleItem *item;

  if (items->len == 0 || position == GTK_INVALID_LIST_POSITION)
    return NULL;
  item = items->pdata[position % items->len];
  return autosell_vehicle_item_get_position (item) == position ? item : NULL;
}

AutosellVehicleItem *
autosell_vehicle_view_get_item_at (AutosellVehicleView *self, double x, double y)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  guint position;

  if (y < priv->top
      || !autosell_item_grid_find (&priv->grid, x + autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_HORIZONTAL),
                                   y - priv->top + autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL),
                                   autosell_vehicle_view_get_n_items (self), &position))
    return NULL;
  return autosell_vehicle_view_get_item (self, position);
}

void
autosell_vehicle_view_get_item_area (AutosellVehicleView *self, AutosellVehicleItem *item, GdkRectangle *area)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  AutosellItemArea place;

  autosell_item_grid_get_area (&priv->grid, autosell_vehicle_item_get_position (item), &place);
  area->x = place.x - (int) autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_HORIZONTAL);
  area->y = priv->top + (int) (place.y - autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL));
  area->width = place.width;
  area->height = place.height;
}

/* ---- Scrolling ---- */

/* Where what is in sight changed while it was laid out, as when the view takes over from another, GTK leaves the
 * scrolled window marked as if it waited for that already, and would not lay out what is asked for next before it is
 * painted: its parent is asked as well, which costs nothing as long as no size changes. */
static void
queue_place (AutosellVehicleView *self)
{
  GtkWidget *scroller = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *above = scroller != NULL ? gtk_widget_get_parent (scroller) : NULL;

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (above != NULL)
    gtk_widget_queue_allocate (above);
}

static void
value_changed_cb (AutosellVehicleView *self)
{
  if (PRIVATE (self)->is_allocating)
    return;
  PRIVATE (self)->kept_key = 0;
  autosell_vehicle_view_bind_items (self);
  autosell_vehicle_view_keep_focus (self);
  queue_place (self);
}

static void
set_adjustment (AutosellVehicleView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);

  if (adjustment != NULL && priv->adjustments[orientation] == adjustment)
    return;
  g_clear_signal_handler (&priv->adjustment_handlers[orientation], priv->adjustments[orientation]);
  g_clear_object (&priv->adjustments[orientation]);
  priv->adjustments[orientation] =
    g_object_ref_sink (adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  priv->adjustment_handlers[orientation] =
    g_signal_connect_swapped (priv->adjustments[orientation], "value-changed", G_CALLBACK (value_changed_cb), self);
  queue_place (self);
}

static int
get_wheel_step (const AutosellItemGrid *grid, int page)
{
  /* Three rows of a table at a turn of the wheel, and of cards at least not more than is seen at once. */
  return MAX (MIN (grid->item_height * 3, page / 3), 1);
}

static void
configure_adjustments (AutosellVehicleView *self, int width, double value)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  double upper = autosell_item_grid_get_height (&priv->grid, autosell_vehicle_view_get_n_items (self));
  int page = autosell_vehicle_view_get_view_height (self);
  double x = autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_HORIZONTAL);

  upper = MAX (upper, page);
  priv->is_allocating = TRUE;
  if (priv->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    gtk_adjustment_configure (priv->adjustments[GTK_ORIENTATION_VERTICAL], CLAMP (value, 0, upper - page), 0, upper,
                              get_wheel_step (&priv->grid, page), page * 0.9, page);
  if (priv->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL)
    gtk_adjustment_configure (priv->adjustments[GTK_ORIENTATION_HORIZONTAL], CLAMP (x, 0, priv->grid.width - width), 0,
                              priv->grid.width, 40, width * 0.9, width);
  priv->is_allocating = FALSE;
}

/* What was in sight stays in sight while the size of the window, of the text or the whole view changes. Returns: the
 * value to scroll to */
static double
get_kept_value (AutosellVehicleView *self, int page)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  AutosellItemArea area;
  guint position;

  if (priv->selection == NULL
      || !autosell_vehicle_list_find (autosell_vehicle_selection_get_list (priv->selection), priv->kept_key, &position))
    return autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL);
  autosell_item_grid_get_area (&priv->grid, position, &area);
  if (priv->kept_offset < 0)
    return MAX (area.y + area.height + priv->grid.margin - page, 0);
  return area.y
         - CLAMP (priv->kept_offset, priv->grid.margin,
                  MAX (page - area.height - priv->grid.margin, priv->grid.margin));
}

/* Scrolled to its end, it stays there when a bar takes room from it. */
static gboolean
is_at_end (AutosellVehicleView *self)
{
  GtkAdjustment *vertical = PRIVATE (self)->adjustments[GTK_ORIENTATION_VERTICAL];
  double value = vertical != NULL ? gtk_adjustment_get_value (vertical) : 0;

  return value > 0 && value + gtk_adjustment_get_page_size (vertical) >= gtk_adjustment_get_upper (vertical) - 1;
}

static void
autosell_vehicle_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (widget);
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  AutosellItemGrid old_grid = priv->grid;
  gint64 anchor_key = priv->kept_key;
  double anchor_offset = priv->kept_offset;
  gboolean has_anchor = anchor_key != 0 || autosell_vehicle_view_find_anchor (self, &anchor_key, &anchor_offset);
  double value = autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL);
  gboolean stays_at_end = is_at_end (self);

  AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->arrange (self, width, height, &priv->grid, &priv->top);
  if (has_anchor && height > 0
      && (priv->kept_key != 0 || priv->grid.n_lanes != old_grid.n_lanes
          || priv->grid.item_height != old_grid.item_height))
    {
      priv->kept_key = anchor_key;
      priv->kept_offset = anchor_offset;
      value = get_kept_value (self, height - priv->top);
      priv->kept_key = 0;
    }
  else if (stays_at_end)
    value = G_MAXINT;
  configure_adjustments (self, width, value);
  autosell_vehicle_view_bind_items (self);
  for (guint i = 0; i < priv->items->len; i++)
    {
      AutosellVehicleItem *item = priv->items->pdata[i];
      GdkRectangle area;
      int minimum;

      if (autosell_vehicle_item_get_position (item) == GTK_INVALID_LIST_POSITION)
        continue;
      autosell_vehicle_view_get_item_area (self, item, &area);
      gtk_widget_measure (GTK_WIDGET (item), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (GTK_WIDGET (item), &area, -1);
    }
}

static void
autosell_vehicle_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (widget);
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  GtkSnapshot *rows = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;

  /* The clip begins at its own origin: in a browser (Broadway) what is moved within one that begins elsewhere would be
   * moved by that place once more, and a press would fall on another car than the one below the pointer. */
  gtk_snapshot_push_clip (rows, &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                     (float) autosell_vehicle_view_get_view_height (self)));
  gtk_snapshot_translate (rows, &GRAPHENE_POINT_INIT (0, (float) -priv->top));
  for (guint i = 0; i < priv->items->len; i++)
    gtk_widget_snapshot_child (widget, priv->items->pdata[i], rows);
  gtk_snapshot_pop (rows);
  node = gtk_snapshot_free_to_node (rows);
  if (node == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) priv->top));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_restore (snapshot);
}

/* ---- The model ---- */

static void
items_changed_cb (AutosellVehicleView *self, guint changed, guint removed, guint added)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  AutosellVehicleList *list = autosell_vehicle_selection_get_list (priv->selection);
  guint n_items = autosell_vehicle_view_get_n_items (self);
  double value = autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL);
  AutosellItemArea area;
  double offset;
  gint64 key;
  guint position;

  if (priv->expects_new_rows)
    {
      value = 0;
      priv->kept_key = 0;
    }
  else if (value > 0 && autosell_vehicle_view_find_anchor (self, &key, &offset)
           && autosell_vehicle_list_find (list, key, &position))
    {
      autosell_item_grid_get_area (&priv->grid, position, &area);
      value = area.y - offset;
    }
  priv->expects_new_rows = FALSE;

  /* The cursor's car has gone: its neighbour takes over. */
  if (priv->cursor_key != 0 && autosell_vehicle_view_get_cursor_position (self) == GTK_INVALID_LIST_POSITION
      && n_items > 0)
    {
      priv->cursor_position = MIN (priv->cursor_position, n_items - 1);
      priv->cursor_key = autosell_vehicle_list_get_key (list, priv->cursor_position);
    }
  configure_adjustments (self, gtk_widget_get_width (GTK_WIDGET (self)), value);
  autosell_vehicle_view_bind_items (self);
  if (priv->wanted_key != 0 && autosell_vehicle_list_find (list, priv->wanted_key, NULL))
    autosell_vehicle_view_show_key (self, priv->wanted_key);
  autosell_vehicle_view_keep_focus (self);
  queue_place (self);
}

static void
selection_changed_cb (AutosellVehicleView *self)
{
  GPtrArray *items = PRIVATE (self)->items;

  for (guint i = 0; i < items->len; i++)
    update_item_selected (self, items->pdata[i]);
}

void
autosell_vehicle_view_set_thumbnails (AutosellVehicleView *self, AutosellThumbnailCache *thumbnails)
{
  g_return_if_fail (AUTOSELL_IS_VEHICLE_VIEW (self));

  if (g_set_object (&PRIVATE (self)->thumbnails, thumbnails))
    autosell_vehicle_view_redraw (self);
}

AutosellThumbnailCache *
autosell_vehicle_view_get_thumbnails (AutosellVehicleView *self)
{
  return PRIVATE (self)->thumbnails;
}

void
autosell_vehicle_view_set_selection (AutosellVehicleView *self, AutosellVehicleSelection *selection)
{
  AutosellVehicleViewPrivate *priv;

  g_return_if_fail (AUTOSELL_IS_VEHICLE_VIEW (self));

  priv = PRIVATE (self);
  if (priv->selection == selection)
    return;
  if (priv->selection != NULL)
    g_signal_handlers_disconnect_by_data (priv->selection, self);
  g_set_object (&priv->selection, selection);
  if (selection != NULL)
    {
      g_signal_connect_swapped (selection, "items-changed", G_CALLBACK (items_changed_cb), self);
      g_signal_connect_swapped (selection, "selection-changed", G_CALLBACK (selection_changed_cb), self);
    }
  autosell_vehicle_view_bind_items (self); /* lets go of the rows of the old one */
  queue_place (self);
}

AutosellVehicleSelection *
autosell_vehicle_view_get_selection (AutosellVehicleView *self)
{
  return PRIVATE (self)->selection;
}

/* ---- What others ask ---- */

void
autosell_vehicle_view_set_is_bin (AutosellVehicleView *self, gboolean is_bin)
{
  if (PRIVATE (self)->is_bin == is_bin)
    return;
  PRIVATE (self)->is_bin = is_bin;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_bin ? _("Vehicles in the bin") : _("Vehicles"), -1);
  if (AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->is_bin_changed != NULL)
    AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->is_bin_changed (self);
}

gboolean
autosell_vehicle_view_get_is_bin (AutosellVehicleView *self)
{
  return PRIVATE (self)->is_bin;
}

void
autosell_vehicle_view_expect_new_rows (AutosellVehicleView *self)
{
  PRIVATE (self)->expects_new_rows = TRUE;
}

gboolean
autosell_vehicle_view_get_cell_area (AutosellVehicleView *self, gint64 key, AutosellVehicleColumn column,
                                     GdkRectangle *area)
{
  AutosellVehicleViewClass *klass = AUTOSELL_VEHICLE_VIEW_GET_CLASS (self);
  GPtrArray *items = PRIVATE (self)->items;

  for (guint i = 0; i < items->len; i++)
    {
      AutosellVehicleItem *item = items->pdata[i];
      GdkRectangle place;

      if (key == 0 || autosell_vehicle_item_get_key (item) != key)
        continue;
      if (klass->reveal_field != NULL)
        klass->reveal_field (self, column);
      /* What is left out is edited at the title. */
      if (!klass->get_field_area (self, item, column, area)
          && !klass->get_field_area (self, item, AUTOSELL_VEHICLE_COLUMN_MODEL, area))
        return FALSE;
      autosell_vehicle_view_get_item_area (self, item, &place);
      area->x += place.x;
      area->y += place.y;
      return TRUE;
    }
  return FALSE;
}

gboolean
autosell_vehicle_view_is_complete (AutosellVehicleView *self)
{
  guint first, n_visible;

  if (!get_visible_range (self, &first, &n_visible))
    return TRUE;
  for (guint position = first; position < first + n_visible; position++)
    {
      AutosellVehicleItem *item = autosell_vehicle_view_get_item (self, position);

      if (item == NULL || autosell_vehicle_item_get_vehicle (item) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* ---- Class ---- */

static void
autosell_vehicle_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (AUTOSELL_VEHICLE_VIEW (object));

  switch (id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, priv->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, priv->adjustments[GTK_ORIENTATION_VERTICAL]);
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
autosell_vehicle_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (object);

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
      break; /* the view fills what it is given in any case */
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
autosell_vehicle_view_dispose (GObject *object)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (object);
  AutosellVehicleViewPrivate *priv = PRIVATE (self);

  g_clear_handle_id (&priv->names_source, g_source_remove);
  autosell_vehicle_view_set_selection (self, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (priv->adjustments); i++)
    {
      g_clear_signal_handler (&priv->adjustment_handlers[i], priv->adjustments[i]);
      g_clear_object (&priv->adjustments[i]);
    }
  priv->hover_item = NULL;
  for (guint i = 0; i < priv->items->len; i++)
    gtk_widget_unparent (priv->items->pdata[i]);
  g_ptr_array_set_size (priv->items, 0);
  g_clear_object (&priv->thumbnails);
  g_clear_handle_id (&priv->names_source, g_source_remove);
  G_OBJECT_CLASS (autosell_vehicle_view_parent_class)->dispose (object);
}

static void
autosell_vehicle_view_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (AUTOSELL_VEHICLE_VIEW (object))->items);
  G_OBJECT_CLASS (autosell_vehicle_view_parent_class)->finalize (object);
}

static void
autosell_vehicle_view_class_init (AutosellVehicleViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = autosell_vehicle_view_get_property;
  object_class->set_property = autosell_vehicle_view_set_property;
  object_class->dispose = autosell_vehicle_view_dispose;
  object_class->finalize = autosell_vehicle_view_finalize;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  widget_class->size_allocate = autosell_vehicle_view_size_allocate;
  widget_class->snapshot = autosell_vehicle_view_snapshot;
  widget_class->focus = autosell_vehicle_view_focus;
  widget_class->grab_focus = autosell_vehicle_view_grab_focus;

  signals[ACTIVATE] =
    g_signal_new ("activate", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[EDIT] =
    g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  signals[MENU] = g_signal_new ("menu", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_INT64,
                                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
autosell_vehicle_view_init (AutosellVehicleView *self)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);

  priv->items = g_ptr_array_new ();
  priv->grid = (AutosellItemGrid){ .n_lanes = 1, .item_height = 32 };
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Vehicles"), -1);
  autosell_vehicle_view_add_controllers (self);
}
