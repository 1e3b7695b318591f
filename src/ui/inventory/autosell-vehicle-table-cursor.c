/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

/* The keyboard's cursor, kept by the key of its car, and the focus that goes with it. */

static gboolean
has_row_focus (AutosellVehicleTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == GTK_WIDGET (self) ||
         (focus != NULL && gtk_widget_get_parent (focus) == GTK_WIDGET (self) && AUTOSELL_IS_VEHICLE_TABLE_ROW (focus));
}

/* The focus is on the row of the cursor where that is visible, so that a screen reader reads it, and else on the table.
 */
static void
focus_cursor (AutosellVehicleTable *self)
{
  AutosellVehicleTableRow *row =
      autosell_vehicle_table_get_row (self, autosell_vehicle_table_get_cursor_position (self));

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self));
}

void
autosell_vehicle_table_keep_focus (AutosellVehicleTable *self)
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
  autosell_vehicle_table_bind_rows (self);
  focus_cursor (self);
}

gboolean
autosell_vehicle_table_grab_focus (GtkWidget *widget)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleTableRow *row;

  if (autosell_vehicle_table_get_cursor_position (self) == GTK_INVALID_LIST_POSITION &&
      autosell_vehicle_table_get_n_items (self) > 0)
    {
      guint first, n_rows;

      autosell_vehicle_table_get_visible_range (self, &first, &n_rows);
      self->cursor_position = first;
      self->cursor_key = autosell_vehicle_list_get_key (autosell_vehicle_selection_get_list (self->selection), first);
    }
  row = autosell_vehicle_table_get_row (self, autosell_vehicle_table_get_cursor_position (self));
  if (row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row)))
    return TRUE;
  return GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->grab_focus (widget);
}

/* Tab: the headings, then the row of the cursor, then on. Arrows never come here: see the key controller. */
gboolean
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
