/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

#include <glib/gi18n.h>

/* One visible row. It draws its cells itself: thirteen widgets a row cost more than the rest of the window. */
struct _AutosellVehicleTableRow
{
  GtkWidget parent_instance;
  AutosellVehicleTable *table; /* unowned: our parent */
  AutosellVehicleRow *item;    /* owned, nullable */
  gulong item_handler;
  guint position;
  int hover_column; /* -1 for none */
  gboolean is_selected;
  gboolean name_is_old;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleTableRow, autosell_vehicle_table_row, GTK_TYPE_WIDGET)

#define ICON_SIZE 16
#define DOT_SIZE 9
/* Beyond this the texts of cells seen so far are forgotten: some 20 screens of cars that have nothing in common, 4 MB.
 */
#define MAX_LAYOUTS 1600

static void
get_status_colour (AutosellStatus status, GdkRGBA *colour)
{
  static const char *const colours[AUTOSELL_N_STATUSES] = {
    [AUTOSELL_STATUS_UNKNOWN] = "#8b8b8b",  [AUTOSELL_STATUS_AVAILABLE] = "#22a352",
    [AUTOSELL_STATUS_PHOTOS] = "#2563eb",   [AUTOSELL_STATUS_AWAY] = "#8b5cf6",
    [AUTOSELL_STATUS_RESERVED] = "#e08a00", [AUTOSELL_STATUS_SOLD] = "#dc2626",
  };

  gdk_rgba_parse (colour, colours[status]);
}

/* Shaping text is what painting a table costs, and most cells say what others say too ("MAZDA", "2019", "PERIFERICO").
 */
static PangoLayout *
get_layout (AutosellVehicleTableRow *self, AutosellVehicleColumn column, const char *text, gsize n_strong, int width)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  PangoLayout *layout;

  g_string_printf (style->layout_key, "%c%c%s", 'A' + (int) column, 'A' + (int) MIN (n_strong, 60), text);
  layout = g_hash_table_lookup (style->layouts, style->layout_key->str);
  if (layout != NULL)
    return layout;

  if (g_hash_table_size (style->layouts) > MAX_LAYOUTS)
    g_hash_table_remove_all (style->layouts);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->table), text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  if (autosell_vehicle_column_get_info (column)->is_at_end)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }
  else if (n_strong > 0)
    {
      g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
      PangoAttribute *weight = pango_attr_weight_new (PANGO_WEIGHT_MEDIUM);

      weight->end_index = n_strong;
      pango_attr_list_insert (attributes, weight);
      pango_layout_set_attributes (layout, attributes);
    }
  g_hash_table_insert (style->layouts, g_strdup (style->layout_key->str), layout);
  return layout;
}

static void
draw_icon (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellTableIcon icon, double x,
           const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  GdkPaintable *paintable = style->icons[icon];

  if (paintable == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (style->row_height - ICON_SIZE) / 2));
  if (GTK_IS_SYMBOLIC_PAINTABLE (paintable))
    gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (paintable), snapshot, ICON_SIZE, ICON_SIZE,
                                              colour, 1);
  else
    gdk_paintable_snapshot (paintable, snapshot, ICON_SIZE, ICON_SIZE);
  gtk_snapshot_restore (snapshot);
}

/* Filled with a status, hollow without: it is told apart without colour, and the word stands beside it. */
static void
draw_dot (GtkSnapshot *snapshot, AutosellStatus status, double x, int row_height)
{
  GskRoundedRect outline;
  GdkRGBA colour;

  get_status_colour (status, &colour);
  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT ((float) x, (row_height - DOT_SIZE) / 2, DOT_SIZE, DOT_SIZE), DOT_SIZE / 2.0F);
  if (status == AUTOSELL_STATUS_UNKNOWN)
    {
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1.5F, 1.5F, 1.5F, 1.5F },
                                  (GdkRGBA[4]){ colour, colour, colour, colour });
      return;
    }
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_hint (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  const AutosellColumnPlace *place = &style->places[column];
  gboolean at_end = autosell_vehicle_column_get_info (column)->is_at_end;
  GskRoundedRect outline;
  GdkRGBA faint = *colour;

  faint.alpha *= 0.08F;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT (place->x + 2, 3, place->width - 4, style->row_height - 6), 6);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &faint, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  draw_icon (self, snapshot,
             column == AUTOSELL_VEHICLE_COLUMN_PRICE ? AUTOSELL_TABLE_ICON_EDIT : AUTOSELL_TABLE_ICON_OPEN,
             at_end ? place->x + 4 : place->x + place->width - ICON_SIZE - 4, colour);
}

static void
draw_text (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, const char *text,
           gsize n_strong, int x, int width, const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  PangoLayout *layout = get_layout (self, column, text, n_strong, width);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (style->row_height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_cell (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, AutosellVehicle *vehicle,
           const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  const AutosellColumnPlace *place = &style->places[column];
  gboolean with_brand = style->places[AUTOSELL_VEHICLE_COLUMN_BRAND].width == 0;
  int x = place->x + AUTOSELL_CELL_PADDING;
  int width = place->width - 2 * AUTOSELL_CELL_PADDING;
  GdkRGBA text_colour = *colour;
  AutosellCellLook look;
  gsize n_strong;
  const char *text;

  text = autosell_vehicle_column_get_text (column, vehicle, style->today, with_brand, style->scratch, &look, &n_strong);
  if (look == AUTOSELL_LOOK_BLANK)
    text_colour.alpha *= 0.55F;
  else if (look == AUTOSELL_LOOK_RAW)
    text_colour = style->warning;

  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
      text_colour.alpha *= 0.35F;
      draw_icon (self, snapshot, AUTOSELL_TABLE_ICON_CAR, place->x + (place->width - ICON_SIZE) / 2.0, &text_colour);
      return;

    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      if (text[0] == '\0')
        return;
      draw_icon (self, snapshot, AUTOSELL_TABLE_ICON_WARNING, place->x + 4, &style->warning);
      x = place->x + 4 + ICON_SIZE + 4;
      width = place->x + place->width - x;
      break;

    case AUTOSELL_VEHICLE_COLUMN_STATUS:
      draw_dot (snapshot, autosell_vehicle_get_status (vehicle), x, style->row_height);
      x += DOT_SIZE + 7;
      width -= DOT_SIZE + 7;
      break;

    default:
      break;
    }

  if (text[0] != '\0' && width > 0)
    draw_text (self, snapshot, column, text, n_strong, x, width, &text_colour);
}

static void
autosell_vehicle_table_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleTableRow *self = AUTOSELL_VEHICLE_TABLE_ROW (widget);
  AutosellTableStyle *style = autosell_vehicle_table_get_style (self->table);
  AutosellVehicle *vehicle = self->item != NULL ? autosell_vehicle_row_get_vehicle (self->item) : NULL;
  GdkRGBA colour;

  if (vehicle == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (self->hover_column >= 0 && style->places[self->hover_column].width > 0 &&
      autosell_vehicle_column_get_info (self->hover_column)->is_editable && autosell_vehicle_get_deleted (vehicle) == 0)
    draw_hint (self, snapshot, self->hover_column, &colour);
  for (guint column = 0; column < AUTOSELL_N_VEHICLE_COLUMNS; column++)
    if (style->places[column].width > 0)
      draw_cell (self, snapshot, column, vehicle, &colour);
}

static void
name_is_old (AutosellVehicleTableRow *self)
{
  self->name_is_old = TRUE;
  autosell_vehicle_table_row_name_is_old (self->table);
}

static void
vehicle_changed_cb (AutosellVehicleTableRow *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  name_is_old (self);
}

static void
autosell_vehicle_table_row_dispose (GObject *object)
{
  AutosellVehicleTableRow *self = AUTOSELL_VEHICLE_TABLE_ROW (object);

  g_clear_signal_handler (&self->item_handler, self->item);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (autosell_vehicle_table_row_parent_class)->dispose (object);
}

/* What a screen reader or another aid can do with a row, as though it had been clicked. */
static void
row_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AutosellVehicleTableRow *self = AUTOSELL_VEHICLE_TABLE_ROW (widget);
  guint column = AUTOSELL_N_VEHICLE_COLUMNS;

  if (self->item == NULL)
    return;
  if (g_str_equal (name, "row.change-price"))
    column = AUTOSELL_VEHICLE_COLUMN_PRICE;
  else if (g_str_equal (name, "row.change-status"))
    column = AUTOSELL_VEHICLE_COLUMN_STATUS;
  else if (g_str_equal (name, "row.change-location"))
    column = AUTOSELL_VEHICLE_COLUMN_LOCATION;

  autosell_vehicle_table_show_key (self->table, autosell_vehicle_row_get_key (self->item));
  if (column < AUTOSELL_N_VEHICLE_COLUMNS)
    g_signal_emit_by_name (self->table, "edit", autosell_vehicle_row_get_key (self->item), column);
  else if (g_str_equal (name, "row.open"))
    g_signal_emit_by_name (self->table, "activate", autosell_vehicle_row_get_key (self->item));
}

static void
autosell_vehicle_table_row_class_init (AutosellVehicleTableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = autosell_vehicle_table_row_dispose;
  widget_class->snapshot = autosell_vehicle_table_row_snapshot;
  gtk_widget_class_install_action (widget_class, "row.select", NULL, row_action_cb);
  gtk_widget_class_install_action (widget_class, "row.open", NULL, row_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-price", NULL, row_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-status", NULL, row_action_cb);
  gtk_widget_class_install_action (widget_class, "row.change-location", NULL, row_action_cb);
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
autosell_vehicle_table_row_init (AutosellVehicleTableRow *self)
{
  self->hover_column = -1;
  self->position = GTK_INVALID_LIST_POSITION;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

AutosellVehicleTableRow *
autosell_vehicle_table_row_new (AutosellVehicleTable *table)
{
  AutosellVehicleTableRow *self = g_object_new (AUTOSELL_TYPE_VEHICLE_TABLE_ROW, NULL);

  self->table = table;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (table));
  return self;
}

void
autosell_vehicle_table_row_bind (AutosellVehicleTableRow *self, AutosellVehicleRow *item, guint position)
{
  if (self->position != position)
    {
      self->position = position;
      name_is_old (self);
    }
  if (self->item == item)
    return;

  g_clear_signal_handler (&self->item_handler, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->item_handler = g_signal_connect_swapped (item, "notify::vehicle", G_CALLBACK (vehicle_changed_cb), self);
  self->hover_column = -1;
  vehicle_changed_cb (self);
}

AutosellVehicleRow *
autosell_vehicle_table_row_get_item (AutosellVehicleTableRow *self)
{
  return self->item;
}

guint
autosell_vehicle_table_row_get_position (AutosellVehicleTableRow *self)
{
  return self->position;
}

void
autosell_vehicle_table_row_set_selected (AutosellVehicleTableRow *self, gboolean is_selected)
{
  if (self->is_selected == is_selected)
    return;
  self->is_selected = is_selected;
  if (is_selected)
    gtk_widget_set_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (self), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, is_selected, -1);
}

void
autosell_vehicle_table_row_set_hover (AutosellVehicleTableRow *self, int column)
{
  if (self->hover_column == column)
    return;
  self->hover_column = column;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
autosell_vehicle_table_row_update_name (AutosellVehicleTableRow *self)
{
  AutosellVehicle *vehicle;
  g_autofree char *name = NULL;
  g_autofree char *problems = NULL;

  if (!self->name_is_old || self->item == NULL)
    return;
  self->name_is_old = FALSE;
  vehicle = autosell_vehicle_row_get_vehicle (self->item);
  if (vehicle == NULL)
    return;

  name = autosell_vehicle_column_dup_row_name (vehicle, autosell_vehicle_table_get_style (self->table)->today);
  problems = autosell_vehicle_dup_problem_text (vehicle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problems != NULL ? problems : "", -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_ROW_INDEX, (int) self->position + 1,
                                  -1);
}

gboolean
autosell_vehicle_table_row_is_on_hint (AutosellVehicleTable *table, AutosellVehicleColumn column, double x)
{
  const AutosellColumnPlace *place = &autosell_vehicle_table_get_style (table)->places[column];

  if (!autosell_vehicle_column_get_info (column)->is_editable)
    return FALSE;
  if (autosell_vehicle_column_get_info (column)->is_at_end)
    return x < ICON_SIZE + 8;
  return x >= place->width - ICON_SIZE - 8;
}
