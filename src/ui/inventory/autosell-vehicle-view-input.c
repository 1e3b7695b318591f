/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-view-private.h"

/* Keyboard and pointer of the views. The rules are those of every list: a click selects, Ctrl adds, Shift extends from
 * where the selection began; arrows move the cursor and the selection with it, with Ctrl the cursor alone. */

#define PRIVATE(self) autosell_vehicle_view_get_private (self)

static gint64
get_key (AutosellVehicleView *self, guint position)
{
  return autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (PRIVATE (self)->selection), position);
}

static void
select_position (AutosellVehicleView *self, guint position, gboolean toggle, gboolean extend)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (priv->selection);
  guint anchor;

  if (extend && priv->anchor_key != 0
      && autosell_vehicle_list_find (autosell_vehicle_selection_get_list (priv->selection), priv->anchor_key, &anchor))
    {
      guint first = MIN (anchor, position);

      gtk_selection_model_select_range (model, first, MAX (anchor, position) - first + 1, !toggle);
      return;
    }
  priv->anchor_key = get_key (self, position);
  if (!toggle)
    autosell_vehicle_selection_select_key (priv->selection, get_key (self, position));
  else if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

/* What is meant is one of several that are selected, or this one alone. */
static void
select_unless_selected (AutosellVehicleView *self, guint position)
{
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (PRIVATE (self)->selection), position))
    select_position (self, position, FALSE, FALSE);
}

/* ---- Keyboard ---- */

static gboolean
find_move (guint keyval, AutosellMove *move)
{
  static const struct
  {
    guint keyval;
    AutosellMove move;
  } keys[] = {
    { GDK_KEY_Left, AUTOSELL_MOVE_LEFT },
    { GDK_KEY_KP_Left, AUTOSELL_MOVE_LEFT },
    { GDK_KEY_Right, AUTOSELL_MOVE_RIGHT },
    { GDK_KEY_KP_Right, AUTOSELL_MOVE_RIGHT },
    { GDK_KEY_Up, AUTOSELL_MOVE_UP },
    { GDK_KEY_KP_Up, AUTOSELL_MOVE_UP },
    { GDK_KEY_Down, AUTOSELL_MOVE_DOWN },
    { GDK_KEY_KP_Down, AUTOSELL_MOVE_DOWN },
    { GDK_KEY_Page_Up, AUTOSELL_MOVE_PAGE_UP },
    { GDK_KEY_KP_Page_Up, AUTOSELL_MOVE_PAGE_UP },
    { GDK_KEY_Page_Down, AUTOSELL_MOVE_PAGE_DOWN },
    { GDK_KEY_KP_Page_Down, AUTOSELL_MOVE_PAGE_DOWN },
    { GDK_KEY_Home, AUTOSELL_MOVE_HOME },
    { GDK_KEY_KP_Home, AUTOSELL_MOVE_HOME },
    { GDK_KEY_End, AUTOSELL_MOVE_END },
    { GDK_KEY_KP_End, AUTOSELL_MOVE_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].keyval == keyval)
      {
        *move = keys[i].move;
        return TRUE;
      }
  return FALSE;
}

static gboolean
move_cursor (AutosellVehicleView *self, AutosellMove move, GdkModifierType state)
{
  guint position = autosell_vehicle_view_get_cursor_position (self);

  if (!autosell_item_grid_move (&PRIVATE (self)->grid, move, autosell_vehicle_view_get_view_height (self),
                                autosell_vehicle_view_get_n_items (self), &position))
    return GDK_EVENT_PROPAGATE;
  if ((state & GDK_CONTROL_MASK) == 0 || (state & GDK_SHIFT_MASK) != 0)
    select_position (self, position, FALSE, (state & GDK_SHIFT_MASK) != 0);
  autosell_vehicle_view_set_cursor_position (self, position);
  return GDK_EVENT_STOP;
}

static gboolean
emit_menu (AutosellVehicleView *self, guint position)
{
  GdkRectangle area = { 40, 40, 0, 0 };

  select_unless_selected (self, position);
  autosell_vehicle_view_get_cell_area (self, get_key (self, position), AUTOSELL_VEHICLE_COLUMN_MODEL, &area);
  g_signal_emit_by_name (self, "menu", get_key (self, position), area.x + 40.0, area.y + area.height / 2.0);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                AutosellVehicleView *self)
{
  guint position = autosell_vehicle_view_get_cursor_position (self);
  gboolean has_cursor = position != GTK_INVALID_LIST_POSITION;
  AutosellMove move;

  if (autosell_vehicle_view_get_n_items (self) == 0 || (state & GDK_ALT_MASK) != 0
      || !autosell_vehicle_view_has_item_focus (self))
    return GDK_EVENT_PROPAGATE;
  if (find_move (keyval, &move))
    return move_cursor (self, move, state);

  switch (keyval)
    {
    case GDK_KEY_space:
      if (!has_cursor || (state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      select_position (self, position, TRUE, FALSE);
      return GDK_EVENT_STOP;

    case GDK_KEY_a:
      if ((state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (PRIVATE (self)->selection));
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (!has_cursor)
        return GDK_EVENT_PROPAGATE;
      g_signal_emit_by_name (self, "activate", get_key (self, position));
      return GDK_EVENT_STOP;

    case GDK_KEY_Menu:
      return has_cursor && emit_menu (self, position);

    case GDK_KEY_F10:
      return has_cursor && (state & GDK_SHIFT_MASK) != 0 && emit_menu (self, position);

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* ---- Pointer ---- */

/* The value at a place, and where it stands in the item. @x, @y: in the coordinates of the view */
static gboolean
find_field_at (AutosellVehicleView *self, AutosellVehicleItem *item, double x, double y, AutosellVehicleColumn *column,
               GdkRectangle *area)
{
  AutosellVehicleViewClass *klass = AUTOSELL_VEHICLE_VIEW_GET_CLASS (self);
  GdkRectangle place;

  autosell_vehicle_view_get_item_area (self, item, &place);
  if (!klass->find_field (self, item, x - place.x, y - place.y, column)
      || !klass->get_field_area (self, item, *column, area))
    return FALSE;
  area->x += place.x;
  area->y += place.y;
  return TRUE;
}

static void
press_primary (AutosellVehicleView *self, AutosellVehicleItem *item, int n_press, double x, double y,
               GdkModifierType state)
{
  guint position = autosell_vehicle_item_get_position (item);
  gboolean toggle = (state & GDK_CONTROL_MASK) != 0;
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  AutosellVehicleColumn column;
  GdkRectangle area;
  gboolean is_editable =
    find_field_at (self, item, x, y, &column, &area) && autosell_vehicle_column_get_info (column)->is_editable;

  /* The hint of a value of several selected cars is for all of them, so the selection stays. */
  if (n_press == 1 && !toggle && !extend && is_editable
      && AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->is_on_hint (self, column, &area, x - area.x))
    {
      select_unless_selected (self, position);
      autosell_vehicle_view_set_cursor_position (self, position);
      g_signal_emit_by_name (self, "edit", get_key (self, position), (guint) column);
    }
  else if (n_press == 1 && !toggle && !extend
           && gtk_selection_model_is_selected (GTK_SELECTION_MODEL (PRIVATE (self)->selection), position)
           && autosell_vehicle_selection_count (PRIVATE (self)->selection) > 1)
    {
      PRIVATE (self)->pressed_key = get_key (self, position);
      autosell_vehicle_view_set_cursor_position (self, position);
    }
  else if (n_press == 1)
    {
      select_position (self, position, toggle, extend);
      autosell_vehicle_view_set_cursor_position (self, position);
    }
  else if (n_press == 2 && is_editable)
    {
      g_signal_emit_by_name (self, "edit", get_key (self, position), (guint) column);
    }
  else if (n_press == 2)
    {
      g_signal_emit_by_name (self, "activate", get_key (self, position));
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AutosellVehicleView *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  AutosellVehicleItem *item = autosell_vehicle_view_get_item_at (self, x, y);

  PRIVATE (self)->pressed_key = 0;
  if (item == NULL)
    {
      if (button == GDK_BUTTON_PRIMARY && PRIVATE (self)->selection != NULL && y >= PRIVATE (self)->top)
        gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (PRIVATE (self)->selection));
      return;
    }
  if (button == GDK_BUTTON_SECONDARY)
    {
      guint position = autosell_vehicle_item_get_position (item);

      select_unless_selected (self, position);
      autosell_vehicle_view_set_cursor_position (self, position);
      g_signal_emit_by_name (self, "menu", get_key (self, position), x, y);
    }
  else if (button == GDK_BUTTON_PRIMARY)
    {
      press_primary (self, item, n_press, x, y, state);
    }
  else
    {
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, AutosellVehicleView *self)
{
  gint64 key = PRIVATE (self)->pressed_key;
  guint position;

  PRIVATE (self)->pressed_key = 0;
  if (key != 0
      && autosell_vehicle_list_find (autosell_vehicle_selection_get_list (PRIVATE (self)->selection), key, &position))
    select_position (self, position, FALSE, FALSE);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, AutosellVehicleView *self)
{
  PRIVATE (self)->pressed_key = 0;
}

void
autosell_vehicle_view_add_drag_source (AutosellVehicleView *self, GtkDragSource *source)
{
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  /* A click is claimed when it begins, and would be the end of the drag. */
  gtk_gesture_group (GTK_GESTURE (source), PRIVATE (self)->click);
}

static void
set_hover (AutosellVehicleView *self, AutosellVehicleItem *item, int column)
{
  AutosellVehicleViewPrivate *priv = PRIVATE (self);

  if (priv->hover_item != NULL && priv->hover_item != item)
    autosell_vehicle_item_set_hover (priv->hover_item, -1);
  priv->hover_item = item;
  if (item != NULL)
    autosell_vehicle_item_set_hover (item, column);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, AutosellVehicleView *self)
{
  AutosellVehicleItem *item = autosell_vehicle_view_get_item_at (self, x, y);
  AutosellVehicleColumn column;
  GdkRectangle area;

  if (item == NULL || !find_field_at (self, item, x, y, &column, &area)
      || !autosell_vehicle_column_get_info (column)->is_editable)
    set_hover (self, item, -1);
  else
    set_hover (self, item, (int) column);
}

static void
leave_cb (GtkEventControllerMotion *controller, AutosellVehicleView *self)
{
  set_hover (self, NULL, -1);
}

static gboolean
query_tooltip_cb (AutosellVehicleView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AutosellVehicleColumn column = AUTOSELL_VEHICLE_COLUMN_PROBLEMS;
  AutosellVehicleItem *item;
  g_autofree char *text = NULL;
  GdkRectangle area;

  item = keyboard ? autosell_vehicle_view_get_item (self, autosell_vehicle_view_get_cursor_position (self))
                  : autosell_vehicle_view_get_item_at (self, x, y);
  if (item == NULL || autosell_vehicle_item_get_vehicle (item) == NULL
      || (!keyboard && !find_field_at (self, item, x, y, &column, &area)))
    return FALSE;
  if (column == AUTOSELL_VEHICLE_COLUMN_PROBLEMS)
    text = autosell_vehicle_dup_problem_text (autosell_vehicle_item_get_vehicle (item));
  else
    text = AUTOSELL_VEHICLE_VIEW_GET_CLASS (self)->dup_tooltip (self, item, column);
  if (text == NULL || text[0] == '\0'
      || !autosell_vehicle_view_get_cell_area (self, autosell_vehicle_item_get_key (item), column, &area))
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

void
autosell_vehicle_view_add_controllers (AutosellVehicleView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  PRIVATE (self)->click = click;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
