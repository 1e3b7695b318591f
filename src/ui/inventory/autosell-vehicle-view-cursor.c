/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-view-private.h"

/* The keyboard's cursor, kept by the key of its car, and the focus that goes with it. */

#define PRIVATE(self) autosell_vehicle_view_get_private (self)

gboolean
autosell_vehicle_view_has_item_focus (AutosellVehicleView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == GTK_WIDGET (self)
         || (focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self) && AUTOSELL_IS_VEHICLE_ITEM (focus));
}

/* A page that the window does not show now, or will not when it appears. */
static gboolean
is_out_of_sight (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
      return !GTK_IS_ROOT (widget);
  return FALSE;
}

/* The focus is on the item of the cursor where that is visible, so that a screen reader reads it, and else on the view.
 * GTK would take the keyboard from the page that is shown just as well, and the window were deaf from then on. */
static void
focus_cursor (AutosellVehicleView *self)
{
  AutosellVehicleItem *item = autosell_vehicle_view_get_item (self, autosell_vehicle_view_get_cursor_position (self));

  if (is_out_of_sight (GTK_WIDGET (self)))
    return;
  gtk_widget_grab_focus (item != NULL ? GTK_WIDGET (item) : GTK_WIDGET (self));
}

void
autosell_vehicle_view_keep_focus (AutosellVehicleView *self)
{
  if (autosell_vehicle_view_has_item_focus (self))
    focus_cursor (self);
}

guint
autosell_vehicle_view_get_cursor_position (AutosellVehicleView *self)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  AutosellVehicleList *list;
  guint position;

  if (priv->cursor_key == 0 || priv->selection == NULL)
    return GTK_INVALID_LIST_POSITION;
  list = autosell_vehicle_selection_get_list (priv->selection);
  /* Mostly it is where it was: a search through the keys is not needed. */
  if (autosell_vehicle_list_get_key (list, priv->cursor_position) == priv->cursor_key)
    return priv->cursor_position;
  if (!autosell_vehicle_list_find (list, priv->cursor_key, &position))
    return GTK_INVALID_LIST_POSITION;
  priv->cursor_position = position;
  return position;
}

static void
scroll_to (AutosellVehicleView *self, guint position)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  GtkAdjustment *adjustment = priv->adjustments[GTK_ORIENTATION_VERTICAL];
  AutosellItemArea area;

  if (adjustment == NULL)
    return;
  autosell_item_grid_get_area (&priv->grid, position, &area);
  /* With the gap, so that the outline of the focus is seen too, and the very top for the first line. */
  gtk_adjustment_clamp_page (adjustment, area.y - priv->grid.margin, area.y + area.height + priv->grid.margin);
}

void
autosell_vehicle_view_set_cursor_position (AutosellVehicleView *self, guint position)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  guint n_items = autosell_vehicle_view_get_n_items (self);

  if (n_items == 0)
    return;
  position = MIN (position, n_items - 1);
  priv->cursor_position = position;
  priv->cursor_key = autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (priv->selection), position);
  priv->kept_key = 0;
  if (gtk_widget_get_height (GTK_WIDGET (self)) == 0)
    {
      /* Nothing has its place yet: from the top, no further than it takes to see the car. */
      priv->kept_key = priv->cursor_key;
      priv->kept_offset = G_MAXINT;
    }
  else
    {
      scroll_to (self, position);
    }
  autosell_vehicle_view_bind_items (self);
  focus_cursor (self);
}

gboolean
autosell_vehicle_view_grab_focus (GtkWidget *widget)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (widget);
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  guint n_items = autosell_vehicle_view_get_n_items (self);
  AutosellVehicleItem *item;

  if (autosell_vehicle_view_get_cursor_position (self) == GTK_INVALID_LIST_POSITION && n_items > 0)
    {
      guint first, n_visible;

      autosell_item_grid_get_visible (&priv->grid, autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL),
                                      autosell_vehicle_view_get_view_height (self), n_items, &first, &n_visible);
      priv->cursor_position = first;
      priv->cursor_key = autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (priv->selection), first);
    }
  item = autosell_vehicle_view_get_item (self, autosell_vehicle_view_get_cursor_position (self));
  if (item != NULL && gtk_widget_grab_focus (GTK_WIDGET (item)))
    return TRUE;
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->grab_focus (widget);
}

/* Tab: the item of the cursor, then on. Arrows never come here: see the key controller. */
gboolean
autosell_vehicle_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AutosellVehicleView *self = AUTOSELL_VEHICLE_VIEW (widget);

  if (autosell_vehicle_view_has_item_focus (self))
    return FALSE;
  return autosell_vehicle_view_get_n_items (self) > 0 && gtk_widget_grab_focus (widget);
}

gint64
autosell_vehicle_view_get_cursor (AutosellVehicleView *self)
{
  return autosell_vehicle_view_get_cursor_position (self) != GTK_INVALID_LIST_POSITION ? PRIVATE (self)->cursor_key : 0;
}

void
autosell_vehicle_view_show_key (AutosellVehicleView *self, gint64 key)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  guint position;

  if (priv->selection == NULL
      || !autosell_vehicle_list_find (autosell_vehicle_selection_get_list (priv->selection), key, &position))
    {
      priv->wanted_key = key;
      return;
    }
  priv->wanted_key = 0;
  autosell_vehicle_selection_select_key (priv->selection, key);
  autosell_vehicle_view_set_cursor_position (self, position);
}

gboolean
autosell_vehicle_view_find_anchor (AutosellVehicleView *self, gint64 *key, double *offset)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  double value = autosell_vehicle_view_get_scroll (self, GTK_ORIENTATION_VERTICAL);
  int view_height = autosell_vehicle_view_get_view_height (self);
  AutosellVehicleItem *top = NULL;

  for (guint i = 0; i < priv->items->len; i++)
    {
      AutosellVehicleItem *item = priv->items->pdata[i];
      guint position = autosell_vehicle_item_get_position (item);
      AutosellItemArea area;

      if (position == GTK_INVALID_LIST_POSITION)
        continue;
      autosell_item_grid_get_area (&priv->grid, position, &area);
      area.y -= value;
      if (area.y < 0 || area.y > view_height - area.height)
        continue;
      if (autosell_vehicle_item_get_key (item) == priv->cursor_key)
        {
          *key = priv->cursor_key;
          *offset = value > 0 ? area.y : -1;
          return TRUE;
        }
      if (top == NULL || position < autosell_vehicle_item_get_position (top))
        {
          top = item;
          *key = autosell_vehicle_item_get_key (item);
          *offset = area.y;
        }
    }
  return top != NULL && value > 0;
}

void
autosell_vehicle_view_take_over (AutosellVehicleView *self, AutosellVehicleView *other)
{
  AutosellVehicleViewPrivate *from = PRIVATE (other);
  AutosellVehicleViewPrivate *to = PRIVATE (self);
  GtkAdjustment *adjustment = to->adjustments[GTK_ORIENTATION_VERTICAL];

  /* First, since what is scrolled by a person is not kept in sight any more. */
  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);
  to->cursor_key = from->cursor_key;
  to->cursor_position = from->cursor_position;
  to->anchor_key = from->anchor_key;
  to->wanted_key = from->wanted_key;
  to->expects_new_rows = from->expects_new_rows;
  to->kept_key = from->kept_key;
  if (to->kept_key == 0 && !autosell_vehicle_view_find_anchor (other, &to->kept_key, &to->kept_offset))
    to->kept_key = 0;
  autosell_vehicle_view_set_is_bin (self, from->is_bin);
  autosell_vehicle_view_set_selection (self, from->selection);
  autosell_vehicle_view_set_selection (other, NULL);
}
