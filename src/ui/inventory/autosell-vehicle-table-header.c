/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include "autosell-compat.h"
#include "autosell-shortcuts.h"

#include <glib/gi18n.h>

/* The headings: a button a column that sorts, that can be dragged to another place, and an edge between two that is
 * dragged for the width. */
struct _AutosellVehicleTableHeader
{
  GtkWidget parent_instance;
  AutosellVehicleTable *table;                    /* unowned: our parent */
  GtkWidget *buttons[AUTOSELL_N_VEHICLE_COLUMNS]; /* owned as children, nullable: made when first shown */
  GtkWidget *labels[AUTOSELL_N_VEHICLE_COLUMNS];
  GtkWidget *arrows[AUTOSELL_N_VEHICLE_COLUMNS]; /* nullable */
  AutosellVehicleColumn current;                 /* has the focus, or had it last */
  int resized_column;                            /* -1 for none */
  int resized_width;                             /* where it began */
  int pressed_column;                            /* may be dragged; -1 for none */
  double press_x;
  double press_offset; /* within the heading */
  gboolean is_moving;
  gboolean is_allocating;
  int moving_x;                                    /* where the pointer holds the heading */
  gboolean is_covered[AUTOSELL_N_VEHICLE_COLUMNS]; /* by the button for the list of columns, but for an edge */
  guint focus_idle;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleTableHeader, autosell_vehicle_table_header, GTK_TYPE_WIDGET)

/* How near to an edge the pointer has to be to take it. */
#define GRIP 5

static AutosellTableStyle *
get_style (AutosellVehicleTableHeader *self)
{
  return autosell_vehicle_table_get_style (self->table);
}

static int
find_edge (AutosellVehicleTableHeader *self, double x)
{
  AutosellTableStyle *style = get_style (self);

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &style->places[i];
      int start, width;

      if (ABS (x - (place->x + place->width)) <= GRIP && autosell_table_style_get_uncovered (style, i, &start, &width))
        return i;
    }
  return -1;
}

static int
find_column (AutosellVehicleTableHeader *self, double x)
{
  AutosellVehicleColumn column;

  return autosell_table_style_find_column (get_style (self), x, &column) ? (int) column : -1;
}

/* ---- Pointer ---- */

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, AutosellVehicleTableHeader *self)
{
  const char *name = NULL;

  if (self->is_moving)
    name = "grabbing";
  else if (self->resized_column >= 0 || find_edge (self, x) >= 0)
    name = "col-resize";
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, AutosellVehicleTableHeader *self)
{
  self->resized_column = find_edge (self, x);
  self->pressed_column = self->resized_column < 0 ? find_column (self, x) : -1;
  if (self->resized_column >= 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      self->resized_width = get_style (self)->places[self->resized_column].width;
    }
  else if (self->pressed_column >= 0)
    {
      self->press_x = x;
      self->press_offset = x - get_style (self)->places[self->pressed_column].x;
    }
}

/* The heading that is held takes the place of a neighbour as soon as it covers half of that. */
static void
move_pressed (AutosellVehicleTableHeader *self)
{
  AutosellTableStyle *style = get_style (self);
  int width = style->places[self->pressed_column].width;
  AutosellVehicleColumn other;

  if (autosell_table_style_get_neighbour (style, self->pressed_column, -1, &other)
      && self->moving_x < style->places[other].x + style->places[other].width / 2)
    autosell_vehicle_table_move_column (self->table, self->pressed_column, -1);
  else if (autosell_table_style_get_neighbour (style, self->pressed_column, 1, &other)
           && self->moving_x + width > style->places[other].x + style->places[other].width / 2)
    autosell_vehicle_table_move_column (self->table, self->pressed_column, 1);
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, AutosellVehicleTableHeader *self)
{
  if (self->resized_column >= 0)
    {
      autosell_vehicle_table_set_column_width (self->table, self->resized_column, self->resized_width + (int) dx);
      return;
    }
  if (self->pressed_column < 0)
    return;
  if (!self->is_moving && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, 0))
    return;
  if (!self->is_moving)
    {
      /* From here on it is no click on the heading. */
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
      self->is_moving = TRUE;
      gtk_widget_add_css_class (self->buttons[self->pressed_column], "moving");
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
    }
  self->moving_x = CLAMP ((int) (self->press_x + dx - self->press_offset), 0,
                          get_style (self)->total_width - get_style (self)->places[self->pressed_column].width);
  move_pressed (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, AutosellVehicleTableHeader *self)
{
  gboolean has_changed = self->is_moving || (self->resized_column >= 0 && (int) dx != 0);

  if (self->is_moving)
    {
      gtk_widget_remove_css_class (self->buttons[self->pressed_column], "moving");
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  self->is_moving = FALSE;
  self->resized_column = -1;
  self->pressed_column = -1;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (has_changed)
    autosell_vehicle_table_emit_layout_changed (self->table);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellVehicleTableHeader *self)
{
  int edge = find_edge (self, x);

  if (n_press == 2 && edge >= 0)
    autosell_vehicle_table_fit_column (self->table, edge);
}

static void
open_menu (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  const AutosellColumnPlace *place = &get_style (self)->places[column];
  graphene_rect_t bounds;

  if (self->buttons[column] == NULL || place->width == 0
      || !gtk_widget_compute_bounds (self->buttons[column], GTK_WIDGET (self->table), &bounds))
    return;
  self->current = column;
  autosell_vehicle_table_open_column_menu (
    self->table, column,
    &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height });
}

static void
secondary_pressed_cb (GtkGestureClick *click, int n_press, double x, double y, AutosellVehicleTableHeader *self)
{
  int column = find_column (self, x);

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  if (column >= 0)
    open_menu (self, column);
}

static gboolean
is_sortable (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);

  /* The stock's order by days is not that of the bin. */
  return info->is_sortable && !(get_style (self)->is_bin && info->sort.by_days);
}

static void
clicked_cb (GtkButton *button, AutosellVehicleTableHeader *self)
{
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      {
        if (is_sortable (self, i))
          autosell_vehicle_table_cycle_sort (self->table, i);
        else
          open_menu (self, i);
      }
}

/* ---- Keyboard ---- */

static void
focus_enter_cb (GtkEventControllerFocus *controller, AutosellVehicleTableHeader *self)
{
  GtkWidget *button = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] == button)
      {
        self->current = i;
        /* The focus may come because another heading is hidden right now. */
        if (!self->is_allocating)
          autosell_vehicle_table_scroll_to_column (self->table, i);
      }
}

AutosellVehicleColumn
autosell_vehicle_table_header_get_current (AutosellVehicleTableHeader *self)
{
  return self->current;
}

void
autosell_vehicle_table_header_focus (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  if (self->buttons[column] != NULL)
    gtk_widget_grab_focus (self->buttons[column]);
}

static void
menu_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (widget);

  open_menu (self, self->current);
}

/* ---- Geometry ---- */

int
autosell_vehicle_table_header_get_natural_width (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  int natural;

  if (self->buttons[column] == NULL)
    return 0;
  gtk_widget_measure (self->buttons[column], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
autosell_vehicle_table_header_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (widget);

  *minimum = *natural = 0;
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      int child_minimum, child_natural;

      if (self->buttons[i] == NULL)
        continue;
      gtk_widget_measure (self->buttons[i], orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (*natural, child_natural);
    }
}

/* What is covered is nothing on which the keyboard could be seen. Not while places are given out: what loses the focus
 * asks for another place. */
static gboolean
follow_cover_cb (gpointer data)
{
  AutosellVehicleTableHeader *self = data;

  self->focus_idle = 0;
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] != NULL)
      gtk_widget_set_can_focus (self->buttons[i], !self->is_covered[i]);
  return G_SOURCE_REMOVE;
}

static void
autosell_vehicle_table_header_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (widget);
  AutosellTableStyle *style = get_style (self);
  int button_width;

  self->is_allocating = TRUE;
  gtk_widget_measure (self->table->columns_button, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &button_width, NULL, NULL);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &style->places[i];
      gboolean is_pulled = self->is_moving && self->pressed_column == (int) i;
      int minimum, x, room;

      if (self->buttons[i] == NULL)
        continue;
      gtk_widget_set_child_visible (self->buttons[i], place->width > 0);
      if (place->width == 0)
        continue;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      if (is_pulled)
        {
          x = self->moving_x;
          room = place->width;
        }
      else if (autosell_table_style_get_uncovered (style, i, &x, &room))
        {
          /* The button for the list of columns stands over the end of the last heading. */
          room = MIN (room, style->total_width - button_width - x);
        }
      else
        {
          /* Out of the way of the pointer; the focus, which can come, scrolls to it. */
          x = place->x - style->total_width;
          room = place->width;
        }
      self->is_covered[i] = room < minimum;
      if (self->focus_idle == 0 && gtk_widget_get_can_focus (self->buttons[i]) == self->is_covered[i])
        self->focus_idle = g_idle_add (follow_cover_cb, self);
      gtk_widget_size_allocate (self->buttons[i], &(GtkAllocation){ x, 0, MAX (minimum, room), height }, -1);
    }
  self->is_allocating = FALSE;
}

static void
autosell_vehicle_table_header_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (widget);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] != NULL && !(self->is_moving && self->pressed_column == (int) i))
      gtk_widget_snapshot_child (widget, self->buttons[i], snapshot);
  if (self->is_moving)
    gtk_widget_snapshot_child (widget, self->buttons[self->pressed_column], snapshot);
}

/* ---- Class ---- */

static void
autosell_vehicle_table_header_dispose (GObject *object)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (object);

  g_clear_handle_id (&self->focus_idle, g_source_remove);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    g_clear_pointer (&self->buttons[i], gtk_widget_unparent);
  G_OBJECT_CLASS (autosell_vehicle_table_header_parent_class)->dispose (object);
}

static void
autosell_vehicle_table_header_class_init (AutosellVehicleTableHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_table_header_dispose;
  widget_class->measure = autosell_vehicle_table_header_measure;
  widget_class->size_allocate = autosell_vehicle_table_header_allocate;
  widget_class->snapshot = autosell_vehicle_table_header_snapshot;
  gtk_widget_class_install_action (widget_class, "columns.menu", NULL, menu_action_cb);
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static void
add_button (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new ();

  self->labels[column] = label;
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), info->is_at_end ? 1 : 0);
  gtk_widget_set_hexpand (label, info->is_at_end);
  gtk_box_append (GTK_BOX (box), label);
  if (info->is_sortable)
    {
      self->arrows[column] = gtk_image_new_from_icon_name ("pan-down-symbolic");
      gtk_widget_hide (self->arrows[column]);
      gtk_box_append (GTK_BOX (box), self->arrows[column]);
    }
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_overflow (button, GTK_OVERFLOW_HIDDEN);
  g_signal_connect (button, "clicked", G_CALLBACK (clicked_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_enter_cb), self);
  gtk_widget_add_controller (button, focus);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  self->buttons[column] = button;
}

static void
autosell_vehicle_table_header_init (AutosellVehicleTableHeader *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->resized_column = -1;
  self->pressed_column = -1;
  self->current = AUTOSELL_VEHICLE_COLUMN_MODEL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Headings"), -1);

  /* Before the buttons, which would take the press. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_group (click, drag);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  g_signal_connect (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (secondary));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  autosell_shortcuts_install (GTK_WIDGET (self), AUTOSELL_SHORTCUTS_HEADINGS);
}

AutosellVehicleTableHeader *
autosell_vehicle_table_header_new (AutosellVehicleTable *table)
{
  AutosellVehicleTableHeader *self = g_object_new (AUTOSELL_TYPE_VEHICLE_TABLE_HEADER, NULL);

  self->table = table;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (table));
  autosell_vehicle_table_header_update (self);
  return self;
}

/* What the buttons are called tells the order too, since a screen reader does not see the arrow. */
static void
update_button (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);
  const AutosellSort *sort = autosell_vehicle_table_get_sort (self->table);
  gboolean is_bin = get_style (self)->is_bin;
  const char *heading = autosell_vehicle_column_get_title (column, is_bin);
  const char *long_title = autosell_vehicle_column_get_long_title (column, is_bin);
  gboolean is_sorted = is_sortable (self, column) && autosell_sort_same_key (sort, &info->sort);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (autosell_vehicle_column_is_private (column))
    /* Translators: a heading that customers are not to see, as in “Cost (private)” */
    title = g_strdup_printf (_("%s (private)"), long_title);
  else
    title = g_strdup (long_title);
  gtk_label_set_text (GTK_LABEL (self->labels[column]), heading);
  gtk_widget_set_tooltip_text (self->buttons[column], title);
  gtk_widget_set_tooltip_text (self->labels[column], title); /* it may be cut */
  if (!is_sortable (self, column))
    name = g_strdup (title);
  else if (!is_sorted)
    name = g_strdup_printf (_("Sort by %s"), title);
  else if (sort->is_descending)
    name = g_strdup_printf (_("Sorted by %s, descending"), title);
  else
    name = g_strdup_printf (_("Sorted by %s, ascending"), title);
  autosell_compat_set_name (self->buttons[column], name);
  if (self->arrows[column] == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrows[column]),
                                is_sorted && sort->is_descending ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_widget_set_visible (self->arrows[column], is_sorted);
}

void
autosell_vehicle_table_header_update_left_out (AutosellVehicleTableHeader *self)
{
  AutosellTableStyle *style = get_style (self);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] != NULL)
      gtk_widget_set_visible (self->buttons[i],
                              style->layout.is_shown[i] && (style->n_left_out == 0 || style->places[i].width > 0));
}

void
autosell_vehicle_table_header_update (AutosellVehicleTableHeader *self)
{
  const AutosellTableLayout *layout = &get_style (self)->layout;
  GtkWidget *before = NULL;

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellVehicleColumn column = layout->order[i];

      if (layout->is_shown[column] && self->buttons[column] == NULL)
        add_button (self, column);
      if (self->buttons[column] == NULL)
        continue;
      /* Read out in the order in which they stand. */
      if (gtk_widget_get_prev_sibling (self->buttons[column]) != before)
        gtk_widget_insert_after (self->buttons[column], GTK_WIDGET (self), before);
      before = self->buttons[column];
      gtk_widget_set_visible (self->buttons[column], layout->is_shown[column]);
      update_button (self, column);
    }
}
