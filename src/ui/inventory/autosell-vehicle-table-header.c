/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include <glib/gi18n.h>

/* The headings: a button a column that sorts, and an edge between two that is dragged. */
struct _AutosellVehicleTableHeader
{
  GtkWidget parent_instance;
  AutosellVehicleTable *table;                    /* unowned: our parent */
  GtkWidget *buttons[AUTOSELL_N_VEHICLE_COLUMNS]; /* owned as children */
  GtkWidget *labels[AUTOSELL_N_VEHICLE_COLUMNS];
  GtkWidget *arrows[AUTOSELL_N_VEHICLE_COLUMNS]; /* nullable */
  int drag_column;                               /* -1 for none */
  int drag_width;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleTableHeader, autosell_vehicle_table_header, GTK_TYPE_WIDGET)

/* How near to an edge the pointer has to be to take it. */
#define GRIP 5

static int
find_edge (AutosellVehicleTableHeader *self, double x)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &style->places[i];

      if (place->width > 0 && ABS (x - (place->x + place->width)) <= GRIP)
        return i;
    }
  return -1;
}

static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, AutosellVehicleTableHeader *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   self->drag_column >= 0 || find_edge (self, x) >= 0 ? "col-resize" : NULL);
}

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, AutosellVehicleTableHeader *self)
{
  self->drag_column = find_edge (self, x);
  if (self->drag_column < 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag_width = autosell_vehicle_table_get_style (self->table)->places[self->drag_column].width;
}

static void
drag_update_cb (GtkGestureDrag *drag, double dx, double dy, AutosellVehicleTableHeader *self)
{
  if (self->drag_column >= 0)
    autosell_vehicle_table_set_column_width (self->table, self->drag_column, self->drag_width + (int) dx);
}

static void
drag_end_cb (GtkGestureDrag *drag, double dx, double dy, AutosellVehicleTableHeader *self)
{
  self->drag_column = -1;
}

static void
clicked_cb (GtkButton *button, AutosellVehicleTableHeader *self)
{
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      autosell_vehicle_table_cycle_sort (self->table, i);
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

      gtk_widget_measure (self->buttons[i], orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        *minimum = *natural = MAX (*natural, child_natural);
    }
}

static void
autosell_vehicle_table_header_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (widget);
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &style->places[i];
      int minimum;

      gtk_widget_set_child_visible (self->buttons[i], place->width > 0);
      if (place->width == 0)
        continue;
      gtk_widget_measure (self->buttons[i], GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->buttons[i], &(GtkAllocation){ place->x, 0, MAX (minimum, place->width), height },
                                -1);
    }
}

static void
autosell_vehicle_table_header_dispose (GObject *object)
{
  AutosellVehicleTableHeader *self = AUTOSELL_VEHICLE_TABLE_HEADER (object);

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
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW_GROUP);
}

static GtkWidget *
create_button (AutosellVehicleTableHeader *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);
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
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

static void
autosell_vehicle_table_header_init (AutosellVehicleTableHeader *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->drag_column = -1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Headings"), -1);
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    self->buttons[i] = create_button (self, i);

  /* Before the buttons, which would take the press. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
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
void
autosell_vehicle_table_header_update (AutosellVehicleTableHeader *self)
{
  const AutosellSort *sort = autosell_vehicle_table_get_sort (self->table);
  gboolean is_bin = autosell_vehicle_table_get_style (self->table)->is_bin;

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (i);
      const char *heading = autosell_vehicle_column_get_title (i, is_bin);
      const char *title = autosell_vehicle_column_get_long_title (i, is_bin);
      /* The stock's order by days is not that of the bin. */
      gboolean is_sortable = info->is_sortable && !(is_bin && info->sort.by_days);
      gboolean is_sorted = is_sortable && !sort->by_id_order && sort->by_days == info->sort.by_days &&
                           (sort->by_days || sort->field == info->sort.field);
      g_autofree char *name = NULL;

      gtk_label_set_text (GTK_LABEL (self->labels[i]), heading);
      gtk_widget_set_tooltip_text (self->buttons[i], heading[0] != '\0' ? title : NULL);
      gtk_widget_set_sensitive (self->buttons[i], is_sortable);
      if (!is_sortable)
        name = g_strdup (title);
      else if (!is_sorted)
        name = g_strdup_printf (_("Sort by %s"), title);
      else if (sort->is_descending)
        name = g_strdup_printf (_("Sorted by %s, descending"), title);
      else
        name = g_strdup_printf (_("Sorted by %s, ascending"), title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      if (self->arrows[i] == NULL)
        continue;
      gtk_image_set_from_icon_name (GTK_IMAGE (self->arrows[i]),
                                    is_sorted && sort->is_descending ? "pan-down-symbolic" : "pan-up-symbolic");
      gtk_widget_set_visible (self->arrows[i], is_sorted);
    }
}
