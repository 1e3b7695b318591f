/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include "autosell-compat.h"

#include <glib/gi18n.h>

/* What a person does with the columns: the menu of a heading, the list of all columns, and what both do. */

/* What stands beside the text of a cell: the dot of a status, the sign of a problem. */
#define DOT_WIDTH 16
#define SIGN_WIDTH 24
/* In pixels at the ordinary text size: a step of the keyboard. */
#define WIDTH_STEP 10
#define LIST_HEIGHT 440

void
autosell_vehicle_table_update_columns (AutosellVehicleTable *self)
{
  GPtrArray *items = autosell_vehicle_view_get_private (AUTOSELL_VEHICLE_VIEW (self))->items;
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  autosell_vehicle_table_header_update (self->header);
  if (width > 0)
    autosell_table_style_place_columns (&self->style, width);
  autosell_vehicle_table_queue_left_out (self);
  autosell_vehicle_view_redraw (AUTOSELL_VEHICLE_VIEW (self));
  for (guint i = 0; i < items->len; i++)
    autosell_vehicle_item_name_is_old (items->pdata[i]);
  gtk_widget_queue_resize (GTK_WIDGET (self->header));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
autosell_vehicle_table_set_column_width (AutosellVehicleTable *self, AutosellVehicleColumn column, int width)
{
  autosell_table_style_set_width (&self->style, column, width);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

char *
autosell_vehicle_table_dup_layout (AutosellVehicleTable *self)
{
  return autosell_table_layout_dup_text (&self->style.layout);
}

void
autosell_vehicle_table_set_layout (AutosellVehicleTable *self, const char *layout)
{
  autosell_table_layout_parse (&self->style.layout, layout);
  autosell_vehicle_table_update_columns (self);
}

void
autosell_vehicle_table_emit_layout_changed (AutosellVehicleTable *self)
{
  g_signal_emit_by_name (self, "layout-changed");
}

gboolean
autosell_vehicle_table_move_column (AutosellVehicleTable *self, AutosellVehicleColumn column, int direction)
{
  AutosellVehicleColumn other;

  if (!autosell_table_style_get_neighbour (&self->style, column, direction, &other))
    return FALSE;
  autosell_table_layout_move_past (&self->style.layout, column, other);
  autosell_vehicle_table_update_columns (self);
  return TRUE;
}

void
autosell_vehicle_table_scroll_to_column (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  GtkAdjustment *adjustment =
    autosell_vehicle_view_get_private (AUTOSELL_VEHICLE_VIEW (self))->adjustments[GTK_ORIENTATION_HORIZONTAL];

  if (adjustment == NULL || self->style.places[column].width == 0)
    return;
  gtk_adjustment_set_value (adjustment, autosell_table_style_get_scroll_for (&self->style, column));
  /* Whoever asks for its place next must not wait for the next frame. */
  autosell_vehicle_table_follow_scroll (self);
}

/* ---- Widths ---- */

static int
measure_cell (AutosellVehicleTable *self, AutosellVehicleColumn column, AutosellVehicle *vehicle)
{
  AutosellTableStyle *style = &self->style;
  g_autoptr(PangoLayout) layout = NULL;
  AutosellCellLook look;
  gsize n_strong;
  int width;
  const char *text = autosell_vehicle_column_get_text (
    column, vehicle, style->today, autosell_table_style_get_title_parts (style), style->scratch, &look, &n_strong);

  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  if (n_strong > 0)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_MEDIUM);

      weight->end_index = n_strong;
      pango_attr_list_insert (attributes, weight);
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (column == AUTOSELL_VEHICLE_COLUMN_STATUS)
    width += DOT_WIDTH;
  else if (column == AUTOSELL_VEHICLE_COLUMN_PROBLEMS)
    width += SIGN_WIDTH;
  /* Digits of one width are a little wider than those that were measured. */
  return width + 2 * AUTOSELL_CELL_PADDING + 2;
}

void
autosell_vehicle_table_fit_column (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  GPtrArray *items = autosell_vehicle_view_get_private (AUTOSELL_VEHICLE_VIEW (self))->items;
  int width = autosell_vehicle_table_header_get_natural_width (self->header, column);

  for (guint i = 0; i < items->len; i++)
    {
      AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (items->pdata[i]);

      if (vehicle != NULL)
        width = MAX (width, measure_cell (self, column, vehicle));
    }
  autosell_vehicle_table_set_column_width (self, column, width);
  autosell_vehicle_table_emit_layout_changed (self);
}

/* ---- The list of all columns ---- */

static void
update_checks (AutosellVehicleTable *self)
{
  GtkWidget **checks = g_object_get_data (G_OBJECT (self->column_list), "checks");
  GtkWidget *reset = g_object_get_data (G_OBJECT (self->column_list), "reset");
  GtkWidget *note = g_object_get_data (G_OBJECT (self->column_list), "note");

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (checks[i]), self->style.layout.is_shown[i]);
  gtk_widget_set_sensitive (reset, !autosell_table_layout_is_default (&self->style.layout));
  gtk_widget_set_visible (note, self->style.n_left_out > 0);
}

static void
check_toggled_cb (GtkCheckButton *check, AutosellVehicleTable *self)
{
  AutosellVehicleColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "column"));
  gboolean is_shown = gtk_check_button_get_active (check);

  if (self->style.layout.is_shown[column] == is_shown)
    return;
  autosell_table_layout_set_shown (&self->style.layout, column, is_shown);
  autosell_vehicle_table_update_columns (self);
  update_checks (self);
  autosell_vehicle_table_emit_layout_changed (self);
}

static void
reset_clicked_cb (GtkWidget *button, AutosellVehicleTable *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "columns.reset", NULL);
  update_checks (self);
}

static GtkWidget *
create_check (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  const char *title = autosell_vehicle_column_get_long_title (column, self->style.is_bin);
  g_autofree char *private_title = g_strdup_printf (_("%s (private)"), title);
  GtkWidget *check =
    gtk_check_button_new_with_label (autosell_vehicle_column_is_private (column) ? private_title : title);

  g_object_set_data (G_OBJECT (check), "column", GUINT_TO_POINTER (column));
  gtk_widget_set_sensitive (check, autosell_table_layout_can_hide (column));
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), self);
  return check;
}

/* A check button keeps arrows to itself, as one of a group would need them. */
static gboolean
list_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWidget *list)
{
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
    gtk_widget_child_focus (list, GTK_DIR_TAB_FORWARD);
  else if (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up)
    gtk_widget_child_focus (list, GTK_DIR_TAB_BACKWARD);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
show_all_cb (GtkWidget *button, AutosellVehicleTable *self)
{
  self->style.layout.wants_all = TRUE;
  autosell_vehicle_table_update_columns (self);
  autosell_vehicle_table_emit_layout_changed (self);
  gtk_popover_popdown (GTK_POPOVER (self->column_list));
}

/* In a narrow window, where columns that nobody asked for are left out. */
static GtkWidget *
create_note (AutosellVehicleTable *self)
{
  GtkWidget *note = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (_("This window has no room for all of them."));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Sh_ow all and scroll"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect (button, "clicked", G_CALLBACK (show_all_cb), self);
  gtk_widget_add_css_class (note, "note");
  gtk_box_append (GTK_BOX (note), label);
  gtk_box_append (GTK_BOX (note), button);
  return note;
}

static void
fill_list (AutosellVehicleTable *self)
{
  GtkWidget **checks = g_new0 (GtkWidget *, AUTOSELL_N_VEHICLE_COLUMNS);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *note = create_note (self);
  GtkWidget *reset = gtk_button_new_with_mnemonic (_("_Reset columns"));
  GtkEventController *key = gtk_event_controller_key_new ();

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      checks[i] = create_check (self, i);
      gtk_box_append (GTK_BOX (list), checks[i]);
    }
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (list_key_cb), list);
  gtk_widget_add_controller (list, key);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), note);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_widget_add_css_class (reset, "flat");
  g_signal_connect (reset, "clicked", G_CALLBACK (reset_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), reset);
  gtk_popover_set_child (GTK_POPOVER (self->column_list), box);
  g_object_set_data_full (G_OBJECT (self->column_list), "checks", checks, g_free);
  g_object_set_data (G_OBJECT (self->column_list), "reset", reset);
  g_object_set_data (G_OBJECT (self->column_list), "note", note);
}

GtkWidget *
autosell_vehicle_table_create_columns_button (AutosellVehicleTable *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (NULL);

  self->left_out_label = GTK_LABEL (label);
  gtk_widget_hide (label);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("view-more-symbolic"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_tooltip_text (button, _("Columns…"));
  autosell_compat_set_name (button, _("Columns…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "columns.choose");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "columns");
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  return button;
}

/* (nullable) */
static char *
dup_left_out (AutosellVehicleTable *self)
{
  int n = self->style.n_left_out;

  if (n == 0)
    return NULL;
  return g_strdup_printf (ngettext ("There is no room for %d more column", "There is no room for %d more columns", n),
                          n);
}

static gboolean
left_out_cb (gpointer data)
{
  AutosellVehicleTable *self = data;
  g_autofree char *sentence = dup_left_out (self);
  /* Translators: how many columns there is no room for; as short as can be */
  g_autofree char *text = g_strdup_printf (_("+%d"), self->style.n_left_out);

  self->left_out_source = 0;
  autosell_vehicle_table_header_update_left_out (self->header);
  gtk_label_set_text (self->left_out_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out_label), sentence != NULL);
  gtk_widget_set_tooltip_text (self->columns_button, sentence != NULL ? sentence : _("Columns…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->columns_button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  sentence != NULL ? sentence : "", -1);
  return G_SOURCE_REMOVE;
}

void
autosell_vehicle_table_queue_left_out (AutosellVehicleTable *self)
{
  if (self->left_out_source == 0)
    self->left_out_source = g_idle_add (left_out_cb, self);
}

/* ---- The menu of a heading ---- */

static void
menu_closed_cb (GtkWidget *menu, AutosellVehicleTable *self)
{
  AutosellVehicleColumn column = autosell_vehicle_table_header_get_current (self->header);

  if (self->style.places[column].width > 0)
    autosell_vehicle_table_header_focus (self->header, column);
}

static GMenu *
create_menu (AutosellVehicleTable *self, AutosellVehicleColumn column)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) order = g_menu_new ();
  g_autoptr(GMenu) place = g_menu_new ();
  g_autoptr(GMenu) all = g_menu_new ();
  AutosellVehicleColumn other;

  if (info->is_sortable && !(self->style.is_bin && info->sort.by_days))
    {
      g_menu_append (order, _("Sort _ascending"), "columns.ascending");
      g_menu_append (order, _("Sort _descending"), "columns.descending");
    }
  if (!self->sort.by_id_order)
    g_menu_append (order, _("As _entered"), "columns.as-entered");
  if (autosell_table_style_get_neighbour (&self->style, column, -1, &other))
    g_menu_append (place, _("Move _left"), "columns.move-left");
  if (autosell_table_style_get_neighbour (&self->style, column, 1, &other))
    g_menu_append (place, _("Move _right"), "columns.move-right");
  g_menu_append (place, _("_Fit to what is shown"), "columns.fit");
  if (autosell_table_layout_can_hide (column))
    {
      g_autofree char *label =
        /* Translators: %s is the heading of a column */
        g_strdup_printf (_("_Hide “%s”"), autosell_vehicle_column_get_long_title (column, self->style.is_bin));

      g_menu_append (place, label, "columns.hide");
    }
  g_menu_append (all, _("_Columns…"), "columns.choose");
  g_menu_append (all, _("_Reset columns"), "columns.reset");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (place));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  return menu;
}

void
autosell_vehicle_table_open_column_menu (AutosellVehicleTable *self, AutosellVehicleColumn column,
                                         const GdkRectangle *area)
{
  g_autoptr(GMenu) model = create_menu (self, column);

  if (self->column_menu == NULL)
    {
      self->column_menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (model));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->column_menu), FALSE);
      gtk_popover_set_position (GTK_POPOVER (self->column_menu), GTK_POS_BOTTOM);
      gtk_widget_set_halign (self->column_menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->column_menu, GTK_WIDGET (self));
      g_signal_connect (self->column_menu, "closed", G_CALLBACK (menu_closed_cb), self);
    }
  else
    {
      gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->column_menu), G_MENU_MODEL (model));
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "columns.reset",
                                 !autosell_table_layout_is_default (&self->style.layout));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->column_menu), area);
  gtk_popover_popup (GTK_POPOVER (self->column_menu));
}

/* ---- Actions, all of them on the heading that has the focus or the menu ---- */

static void
sort_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleColumn column = autosell_vehicle_table_header_get_current (self->header);
  AutosellSort sort = autosell_vehicle_column_get_info (column)->sort;

  if (g_str_equal (name, "columns.as-entered"))
    sort = (AutosellSort){ .by_id_order = TRUE };
  else
    sort.is_descending = g_str_equal (name, "columns.descending");
  autosell_vehicle_table_set_sort (self, &sort);
  g_signal_emit_by_name (self, "sort-changed");
}

/* The heading goes along, in sight where the table is scrolled. */
static void
move_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleColumn column = autosell_vehicle_table_header_get_current (self->header);

  if (!autosell_vehicle_table_move_column (self, column, g_str_equal (name, "columns.move-left") ? -1 : 1))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  autosell_vehicle_table_scroll_to_column (self, column);
  autosell_vehicle_table_emit_layout_changed (self);
}

static void
width_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleColumn column = autosell_vehicle_table_header_get_current (self->header);
  int step = (int) (WIDTH_STEP * self->style.text_scale);

  if (g_str_equal (name, "columns.fit"))
    {
      autosell_vehicle_table_fit_column (self, column);
      return;
    }
  autosell_vehicle_table_set_column_width (
    self, column, self->style.places[column].width + (g_str_equal (name, "columns.narrower") ? -step : step));
  autosell_vehicle_table_emit_layout_changed (self);
}

static void
hide_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  AutosellVehicleColumn column = autosell_vehicle_table_header_get_current (self->header);
  AutosellVehicleColumn next = AUTOSELL_VEHICLE_COLUMN_MODEL;

  if (!autosell_table_layout_can_hide (column))
    return;
  if (!autosell_table_style_get_neighbour (&self->style, column, 1, &next))
    autosell_table_style_get_neighbour (&self->style, column, -1, &next);
  autosell_vehicle_table_header_focus (self->header, next);
  autosell_table_layout_set_shown (&self->style.layout, column, FALSE);
  autosell_vehicle_table_update_columns (self);
  autosell_vehicle_table_emit_layout_changed (self);
}

/* Made when it is first opened: forty check buttons are not for the start of the program. */
static void
choose_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);
  GtkWidget **checks;
  GtkAllocation area;

  if (self->column_list == NULL)
    {
      self->column_list = gtk_popover_new ();
      gtk_popover_set_position (GTK_POPOVER (self->column_list), GTK_POS_BOTTOM);
      gtk_widget_add_css_class (self->column_list, "columns");
      autosell_compat_set_name (self->column_list, _("Columns"));
      fill_list (self);
      gtk_widget_set_parent (self->column_list, GTK_WIDGET (self));
      g_signal_connect_swapped (self->column_list, "closed", G_CALLBACK (gtk_widget_grab_focus), self->columns_button);
    }
  update_checks (self);
  gtk_widget_get_allocation (self->columns_button, &area);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->column_list), &area);
  gtk_popover_popup (GTK_POPOVER (self->column_list));
  checks = g_object_get_data (G_OBJECT (self->column_list), "checks");
  gtk_widget_grab_focus (checks[0]);
}

static void
reset_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTable *self = AUTOSELL_VEHICLE_TABLE (widget);

  autosell_table_layout_init (&self->style.layout);
  autosell_vehicle_table_update_columns (self);
  autosell_vehicle_table_emit_layout_changed (self);
}

void
autosell_vehicle_table_install_column_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "columns.ascending", NULL, sort_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.descending", NULL, sort_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.as-entered", NULL, sort_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.move-left", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.move-right", NULL, move_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.fit", NULL, width_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.narrower", NULL, width_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.wider", NULL, width_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.hide", NULL, hide_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.choose", NULL, choose_action_cb);
  gtk_widget_class_install_action (widget_class, "columns.reset", NULL, reset_action_cb);
}
