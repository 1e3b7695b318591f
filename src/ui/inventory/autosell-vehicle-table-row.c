/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-table-private.h"

/* One visible row. It draws its cells itself: thirteen widgets a row cost more than the rest of the window. */
struct _AutosellVehicleTableRow
{
  AutosellVehicleItem parent_instance;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleTableRow, autosell_vehicle_table_row, AUTOSELL_TYPE_VEHICLE_ITEM)

#define COVER_MARGIN 2
/* Beyond this the texts of cells seen so far are forgotten: some 20 screens of cars that have nothing in common, 4 MB.
 */
#define MAX_LAYOUTS 1600

static AutosellVehicleTable *
get_table (AutosellVehicleTableRow *self)
{
  return AUTOSELL_VEHICLE_TABLE (autosell_vehicle_item_get_view (AUTOSELL_VEHICLE_ITEM (self)));
}

/* Shaping text is what painting a table costs, and most cells say what others say too ("MAZDA", "2019", "PERIFERICO").
 */
static PangoLayout *
get_layout (AutosellVehicleTableRow *self, AutosellVehicleColumn column, const char *text, gsize n_strong, int width)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  PangoLayout *layout;

  g_string_printf (style->layout_key, "%c%c%s", 'A' + (int) column, 'A' + (int) MIN (n_strong, 60), text);
  layout = g_hash_table_lookup (style->layouts, style->layout_key->str);
  if (layout != NULL)
    return layout;

  if (g_hash_table_size (style->layouts) > MAX_LAYOUTS)
    g_hash_table_remove_all (style->layouts);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (get_table (self)), text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  if (autosell_vehicle_column_get_info (column)->is_at_end)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
      pango_layout_set_attributes (layout, attributes);
    }
  else if (n_strong > 0)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
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
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));

  autosell_draw_icon (snapshot, style->icons[icon], x, (style->row_height - AUTOSELL_ICON_SIZE) / 2.0,
                      AUTOSELL_ICON_SIZE, colour);
}

static void
draw_hint (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  const AutosellColumnPlace *place = &style->places[column];
  gboolean at_end = autosell_vehicle_column_get_info (column)->is_at_end;

  autosell_draw_hint_ground (snapshot, place->x + 2, 3, place->width - 4, style->row_height - 6, colour);
  draw_icon (self, snapshot,
             column == AUTOSELL_VEHICLE_COLUMN_PRICE ? AUTOSELL_TABLE_ICON_EDIT : AUTOSELL_TABLE_ICON_OPEN,
             at_end ? place->x + 4 : place->x + place->width - AUTOSELL_ICON_SIZE - 4, colour);
}

static void
draw_text (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, const char *text,
           gsize n_strong, int x, int width, const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  PangoLayout *layout = get_layout (self, column, text, n_strong, width);
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, (style->row_height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

/* Four to three, as high as the row has room for; a car without photos is dim. */
static void
draw_cover (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, const AutosellColumnPlace *place,
            const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  int width = MIN (place->width - 2 * COVER_MARGIN, (style->row_height - 2 * COVER_MARGIN) * 4 / 3);
  int height = width * 3 / 4;
  AutosellPhotoPaintable *cover = autosell_vehicle_item_get_cover (AUTOSELL_VEHICLE_ITEM (self), width, height);
  GdkRGBA dim = *colour;

  if (cover != NULL)
    {
      autosell_photo_paintable_paint (
        cover, snapshot,
        &GRAPHENE_RECT_INIT (place->x + (place->width - width) / 2, (style->row_height - height) / 2, width, height), 3,
        colour);
      return;
    }
  dim.alpha *= 0.35F;
  draw_icon (self, snapshot, AUTOSELL_TABLE_ICON_CAR, place->x + (place->width - AUTOSELL_ICON_SIZE) / 2.0, &dim);
}

static void
draw_cell (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicleColumn column, AutosellVehicle *vehicle,
           const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  const AutosellColumnPlace *place = &style->places[column];
  int x = place->x + AUTOSELL_CELL_PADDING;
  int width = place->width - 2 * AUTOSELL_CELL_PADDING;
  GdkRGBA text_colour = *colour;
  AutosellCellLook look;
  gsize n_strong;
  const char *text;

  text = autosell_vehicle_column_get_text (column, vehicle, style->today, autosell_table_style_get_title_parts (style),
                                           style->scratch, &look, &n_strong);
  if (look == AUTOSELL_LOOK_BLANK)
    text_colour.alpha *= 0.55F;
  else if (look == AUTOSELL_LOOK_RAW)
    text_colour = style->warning;

  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
      draw_cover (self, snapshot, place, &text_colour);
      return;

    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      if (text[0] == '\0')
        return;
      draw_icon (self, snapshot, AUTOSELL_TABLE_ICON_WARNING, place->x + 4, &style->warning);
      x = place->x + 4 + AUTOSELL_ICON_SIZE + 4;
      width = place->x + place->width - x;
      break;

    case AUTOSELL_VEHICLE_COLUMN_STATUS:
      autosell_draw_status_dot (snapshot, autosell_vehicle_get_status (vehicle), x,
                                (style->row_height - AUTOSELL_DOT_SIZE) / 2.0);
      x += AUTOSELL_DOT_SIZE + 7;
      width -= AUTOSELL_DOT_SIZE + 7;
      break;

    default:
      break;
    }

  if (text[0] != '\0' && width > 0)
    draw_text (self, snapshot, column, text, n_strong, x, width, &text_colour);
}

static void
draw_cells (AutosellVehicleTableRow *self, GtkSnapshot *snapshot, AutosellVehicle *vehicle, gboolean is_held,
            const GdkRGBA *colour)
{
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  int hover_column = autosell_vehicle_item_get_hover (AUTOSELL_VEHICLE_ITEM (self));

  for (guint column = 0; column < AUTOSELL_N_VEHICLE_COLUMNS; column++)
    {
      if (style->places[column].width == 0 || autosell_table_style_is_held (style, column) != is_held)
        continue;
      if (hover_column == (int) column && autosell_vehicle_column_get_info (column)->is_editable
          && autosell_vehicle_get_deleted (vehicle) == 0)
        draw_hint (self, snapshot, column, colour);
      draw_cell (self, snapshot, column, vehicle, colour);
    }
}

static void
autosell_vehicle_table_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleTableRow *self = AUTOSELL_VEHICLE_TABLE_ROW (widget);
  AutosellTableStyle *style = autosell_vehicle_table_get_style (get_table (self));
  AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (AUTOSELL_VEHICLE_ITEM (self));
  GdkRGBA colour;

  if (vehicle == NULL)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  if (style->covered_until > 0)
    gtk_snapshot_push_clip (snapshot,
                            &GRAPHENE_RECT_INIT (style->covered_until, 0,
                                                 MAX (gtk_widget_get_width (widget) - style->covered_until, 0),
                                                 gtk_widget_get_height (widget)));
  draw_cells (self, snapshot, vehicle, FALSE, &colour);
  if (style->covered_until > 0)
    {
      gtk_snapshot_pop (snapshot);
      draw_cells (self, snapshot, vehicle, TRUE, &colour);
    }
}

static void
autosell_vehicle_table_row_class_init (AutosellVehicleTableRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = autosell_vehicle_table_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
autosell_vehicle_table_row_init (AutosellVehicleTableRow *self G_GNUC_UNUSED)
{
}
