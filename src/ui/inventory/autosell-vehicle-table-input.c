/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

/* Keyboard and pointer of the table. The rules are those of every list: a click selects, Ctrl adds, Shift extends from
 * where the selection began; arrows move the cursor and the selection with it, with Ctrl the cursor alone. */

typedef struct
{
  gint64 anchor_key;                  /* where a Shift selection began */
  AutosellVehicleTableRow *hover_row; /* unowned: rows live as long as the table */
} Input;

static Input *
get_input (AutosellVehicleTable *self)
{
  return g_object_get_data (G_OBJECT (self), "autosell-input");
}

static gint64
get_key (AutosellVehicleTable *self, guint position)
{
  return autosell_vehicle_list_get_key (
      autosell_vehicle_selection_get_list (autosell_vehicle_table_get_selection (self)), position);
}

static void
select_position (AutosellVehicleTable *self, guint position, gboolean toggle, gboolean extend)
{
  AutosellVehicleSelection *selection = autosell_vehicle_table_get_selection (self);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  Input *input = get_input (self);
  guint anchor;

  if (extend && input->anchor_key != 0 &&
      autosell_vehicle_list_find (autosell_vehicle_selection_get_list (selection), input->anchor_key, &anchor))
    {
      guint first = MIN (anchor, position);

      gtk_selection_model_select_range (model, first, MAX (anchor, position) - first + 1, !toggle);
      return;
    }
  input->anchor_key = get_key (self, position);
  if (!toggle)
    autosell_vehicle_selection_select_key (selection, get_key (self, position));
  else if (gtk_selection_model_is_selected (model, position))
    gtk_selection_model_unselect_item (model, position);
  else
    gtk_selection_model_select_item (model, position, FALSE);
}

/* ---- Keyboard ---- */

static void
move_cursor (AutosellVehicleTable *self, gint64 position, GdkModifierType state)
{
  guint n_items = autosell_vehicle_table_get_n_items (self);

  position = CLAMP (position, 0, (gint64) n_items - 1);
  if ((state & GDK_CONTROL_MASK) == 0 || (state & GDK_SHIFT_MASK) != 0)
    select_position (self, position, FALSE, (state & GDK_SHIFT_MASK) != 0);
  autosell_vehicle_table_set_cursor_position (self, position);
}

static gboolean
emit_menu (AutosellVehicleTable *self, guint position)
{
  GdkRectangle area = { 40, 40, 0, 0 };

  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (autosell_vehicle_table_get_selection (self)), position))
    select_position (self, position, FALSE, FALSE);
  autosell_vehicle_table_get_cell_area (self, get_key (self, position), AUTOSELL_VEHICLE_COLUMN_MODEL, &area);
  g_signal_emit_by_name (self, "menu", get_key (self, position), area.x + 40.0, area.y + area.height / 2.0);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                AutosellVehicleTable *self)
{
  guint n_items = autosell_vehicle_table_get_n_items (self);
  guint position = autosell_vehicle_table_get_cursor_position (self);
  gboolean has_cursor = position != GTK_INVALID_LIST_POSITION;
  gint64 at = has_cursor ? (gint64) position : -1;
  gint64 page = autosell_vehicle_table_get_page_rows (self);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (n_items == 0 || (state & GDK_ALT_MASK) != 0 ||
      !(focus == GTK_WIDGET (self) || AUTOSELL_IS_VEHICLE_TABLE_ROW (focus)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_cursor (self, has_cursor ? at - 1 : 0, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_cursor (self, at + 1, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move_cursor (self, at - page, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move_cursor (self, at + page, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      move_cursor (self, 0, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      move_cursor (self, n_items - 1, state);
      return GDK_EVENT_STOP;

    case GDK_KEY_space:
      if (!has_cursor || (state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      select_position (self, position, TRUE, FALSE);
      return GDK_EVENT_STOP;

    case GDK_KEY_a:
      if ((state & GDK_CONTROL_MASK) == 0)
        return GDK_EVENT_PROPAGATE;
      gtk_selection_model_select_all (GTK_SELECTION_MODEL (autosell_vehicle_table_get_selection (self)));
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

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, AutosellVehicleTable *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean toggle = (state & GDK_CONTROL_MASK) != 0;
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  AutosellVehicleColumn column;
  GdkRectangle area;
  guint position;

  if (autosell_vehicle_table_get_row_at (self, y, &position) == NULL)
    {
      if (button == GDK_BUTTON_PRIMARY && autosell_vehicle_table_get_selection (self) != NULL)
        gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (autosell_vehicle_table_get_selection (self)));
      return;
    }
  if (button == GDK_BUTTON_SECONDARY)
    {
      if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (autosell_vehicle_table_get_selection (self)),
                                            position))
        select_position (self, position, FALSE, FALSE);
      autosell_vehicle_table_set_cursor_position (self, position);
      g_signal_emit_by_name (self, "menu", get_key (self, position), x, y);
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  if (button != GDK_BUTTON_PRIMARY)
    return;

  if (!autosell_vehicle_table_get_column_at (self, x, &column) ||
      !autosell_vehicle_table_get_cell_area (self, get_key (self, position), column, &area))
    column = AUTOSELL_N_VEHICLE_COLUMNS;
  /* The hint of a cell of several selected cars is for all of them, so the selection stays. */
  if (n_press == 1 && !toggle && !extend && column < AUTOSELL_N_VEHICLE_COLUMNS &&
      autosell_vehicle_table_row_is_on_hint (self, column, x - area.x))
    {
      if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (autosell_vehicle_table_get_selection (self)),
                                            position))
        select_position (self, position, FALSE, FALSE);
      autosell_vehicle_table_set_cursor_position (self, position);
      g_signal_emit_by_name (self, "edit", get_key (self, position), (guint) column);
    }
  else if (n_press == 1)
    {
      select_position (self, position, toggle, extend);
      autosell_vehicle_table_set_cursor_position (self, position);
    }
  else if (n_press == 2 && column < AUTOSELL_N_VEHICLE_COLUMNS &&
           autosell_vehicle_column_get_info (column)->is_editable)
    {
      g_signal_emit_by_name (self, "edit", get_key (self, position), (guint) column);
    }
  else if (n_press == 2)
    {
      g_signal_emit_by_name (self, "activate", get_key (self, position));
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
set_hover (AutosellVehicleTable *self, AutosellVehicleTableRow *row, int column)
{
  Input *input = get_input (self);

  if (input->hover_row != NULL && input->hover_row != row)
    autosell_vehicle_table_row_set_hover (input->hover_row, -1);
  input->hover_row = row;
  if (row != NULL)
    autosell_vehicle_table_row_set_hover (row, column);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, AutosellVehicleTable *self)
{
  AutosellVehicleColumn column;
  guint position;
  AutosellVehicleTableRow *row = autosell_vehicle_table_get_row_at (self, y, &position);

  if (row == NULL || !autosell_vehicle_table_get_column_at (self, x, &column) ||
      !autosell_vehicle_column_get_info (column)->is_editable)
    set_hover (self, row, -1);
  else
    set_hover (self, row, column);
}

static void
leave_cb (GtkEventControllerMotion *controller, AutosellVehicleTable *self)
{
  set_hover (self, NULL, -1);
}

static gboolean
query_tooltip_cb (AutosellVehicleTable *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  AutosellVehicleColumn column = AUTOSELL_VEHICLE_COLUMN_PROBLEMS;
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self);
  AutosellVehicleTableRow *row;
  AutosellVehicle *vehicle;
  g_autofree char *text = NULL;
  GdkRectangle area;
  guint position;

  row = keyboard ? autosell_vehicle_table_get_row (self, autosell_vehicle_table_get_cursor_position (self))
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
      const char *cell =
          autosell_vehicle_column_get_text (column, vehicle, style->today, FALSE, style->scratch, &look, &n_strong);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), cell);
      int width;

      /* Only what the cell has no room for. */
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (width > style->places[column].width - 2 * AUTOSELL_CELL_PADDING)
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

void
autosell_vehicle_table_add_controllers (AutosellVehicleTable *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data_full (G_OBJECT (self), "autosell-input", g_new0 (Input, 1), g_free);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}
