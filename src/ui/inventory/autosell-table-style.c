/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-style.h"

/* Below this width columns are left out even where a person has set widths. */
#define NARROW_WIDTH 820
#define MIN_ROW_HEIGHT 32
/* In pixels, of the desktop's own font at its own size: what the widths of columns are made for. */
#define ORDINARY_DIGIT_WIDTH 9.0

void
autosell_table_style_init (AutosellTableStyle *self)
{
  autosell_table_layout_init (&self->layout);
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->scratch = g_string_new (NULL);
  self->layout_key = g_string_new (NULL);
  self->row_height = MIN_ROW_HEIGHT;
  self->text_scale = 1;
  autosell_date_today (self->today);
}

void
autosell_table_style_clear (AutosellTableStyle *self)
{
  g_hash_table_unref (self->layouts);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->layout_key, TRUE);
  for (guint i = 0; i < AUTOSELL_N_TABLE_ICONS; i++)
    g_clear_object (&self->icons[i]);
}

static int
get_column_width (AutosellTableStyle *self, AutosellVehicleColumn column)
{
  int user_width = self->layout.widths[column];

  return (user_width > 0 ? user_width : autosell_vehicle_column_get_info (column)->width) * self->text_scale;
}

static int
find_least_kept (const gboolean *shown)
{
  int least = -1;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (shown[i] &&
        (least < 0 || autosell_vehicle_column_get_info (i)->keep < autosell_vehicle_column_get_info (least)->keep))
      least = i;
  return least;
}

gboolean
autosell_table_style_place_columns (AutosellTableStyle *self, int available)
{
  gboolean shown[AUTOSELL_N_VEHICLE_COLUMNS];
  int widths[AUTOSELL_N_VEHICLE_COLUMNS];
  gboolean may_leave_out = available < NARROW_WIDTH || !autosell_table_layout_has_wishes (&self->layout);
  gboolean has_moved = FALSE;
  gboolean has_resized = FALSE;
  int n_shown = 0;
  int total = 0;
  int x = 0;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      shown[i] = self->layout.is_shown[i];
      widths[i] = get_column_width (self, i);
      n_shown += shown[i];
      total += shown[i] ? widths[i] : 0;
    }
  while (total > available && n_shown > 3 && may_leave_out)
    {
      int least = find_least_kept (shown);

      shown[least] = FALSE;
      total -= widths[least];
      n_shown--;
    }

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellVehicleColumn column = self->layout.order[i];
      AutosellColumnPlace *place = &self->places[column];
      int width = shown[column] ? widths[column] : 0;

      if (width > 0 && autosell_vehicle_column_get_info (column)->expands)
        {
          int min_width = autosell_vehicle_column_get_info (column)->min_width;

          if (total < available)
            width += available - total;
          /* Where that is not enough and the table is scrolled, it keeps its width. */
          else if (total > available && self->layout.widths[column] == 0 &&
                   (may_leave_out || total - available <= width - min_width))
            width = MAX (width - (total - available), MIN (min_width, width));
        }
      has_moved |= place->x != x;
      has_resized |= place->width != width;
      place->x = x;
      place->width = width;
      x += width;
    }
  self->total_width = MAX (x, available);
  if (has_resized)
    g_hash_table_remove_all (self->layouts); /* each is cut to its column */
  return has_moved || has_resized;
}

AutosellTitleParts
autosell_table_style_get_title_parts (const AutosellTableStyle *self)
{
  AutosellTitleParts parts = AUTOSELL_TITLE_PLAIN;

  if (self->places[AUTOSELL_VEHICLE_COLUMN_BRAND].width == 0)
    parts |= AUTOSELL_TITLE_WITH_BRAND;
  if (self->places[AUTOSELL_VEHICLE_COLUMN_VERSION].width > 0)
    parts |= AUTOSELL_TITLE_WITHOUT_VERSION;
  return parts;
}

gboolean
autosell_table_style_get_neighbour (const AutosellTableStyle *self, AutosellVehicleColumn column, int direction,
                                    AutosellVehicleColumn *neighbour)
{
  int place = (int) autosell_table_layout_get_place (&self->layout, column) + direction;

  for (; place >= 0 && place < AUTOSELL_N_VEHICLE_COLUMNS; place += direction)
    if (self->places[self->layout.order[place]].width > 0)
      {
        *neighbour = self->layout.order[place];
        return TRUE;
      }
  return FALSE;
}

static GdkPaintable *
load_icon (GtkWidget *widget, const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, name, NULL, 16, gtk_widget_get_scale_factor (widget),
                                                    gtk_widget_get_direction (widget), 0));
}

gboolean
autosell_table_style_update (AutosellTableStyle *self, GtkWidget *widget)
{
  static const char *const icon_names[AUTOSELL_N_TABLE_ICONS] = {
    [AUTOSELL_TABLE_ICON_CAR] = "autosell-car-symbolic",
    [AUTOSELL_TABLE_ICON_WARNING] = "dialog-warning-symbolic",
    [AUTOSELL_TABLE_ICON_OPEN] = "pan-down-symbolic",
    [AUTOSELL_TABLE_ICON_EDIT] = "document-edit-symbolic",
  };
  PangoContext *context = gtk_widget_get_pango_context (widget);
  guint font_serial = pango_context_get_serial (context);
  int scale_factor = gtk_widget_get_scale_factor (widget);
  PangoFontMetrics *metrics;
  GdkRGBA warning;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "warning_color", &warning))
    gdk_rgba_parse (&warning, "#c88800");
  /* A focus that comes or goes changes the style too, and leaves all of this as it is. */
  if (self->font_serial == font_serial && self->scale_factor == scale_factor &&
      gdk_rgba_equal (&self->warning, &warning))
    return FALSE;

  self->font_serial = font_serial;
  self->scale_factor = scale_factor;
  self->warning = warning;
  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->row_height =
      MAX (MIN_ROW_HEIGHT,
           (pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics)) / PANGO_SCALE + 12);
  self->text_scale =
      CLAMP (pango_font_metrics_get_approximate_digit_width (metrics) / PANGO_SCALE / ORDINARY_DIGIT_WIDTH, 1.0, 4.0);
  pango_font_metrics_unref (metrics);
  g_hash_table_remove_all (self->layouts);
  for (guint i = 0; i < AUTOSELL_N_TABLE_ICONS; i++)
    {
      g_clear_object (&self->icons[i]);
      self->icons[i] = load_icon (widget, icon_names[i]);
    }
  return TRUE;
}

void
autosell_table_style_set_width (AutosellTableStyle *self, AutosellVehicleColumn column, int width)
{
  autosell_table_layout_set_width (&self->layout, column, (int) (width / self->text_scale));
}

gboolean
autosell_table_style_find_column (AutosellTableStyle *self, double x, AutosellVehicleColumn *column)
{
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellColumnPlace *place = &self->places[i];

      if (place->width > 0 && x >= place->x && x < place->x + place->width)
        {
          *column = i;
          return TRUE;
        }
    }
  return FALSE;
}
