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
  int user_width = self->places[column].user_width;

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
  int n_shown = AUTOSELL_N_VEHICLE_COLUMNS;
  gboolean has_changed = FALSE;
  gboolean has_user_width = FALSE;
  int total = 0;
  int x = 0;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      shown[i] = TRUE;
      widths[i] = get_column_width (self, i);
      has_user_width |= self->places[i].user_width > 0;
      total += widths[i];
    }
  while (total > available && n_shown > 3 && (available < NARROW_WIDTH || !has_user_width))
    {
      int least = find_least_kept (shown);

      shown[least] = FALSE;
      total -= widths[least];
      n_shown--;
    }

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellColumnPlace *place = &self->places[i];
      int width = shown[i] ? widths[i] : 0;

      if (width > 0 && autosell_vehicle_column_get_info (i)->expands)
        {
          int min_width = autosell_vehicle_column_get_info (i)->min_width;

          if (total < available)
            width += available - total;
          else if (total > available && place->user_width == 0)
            width = MAX (width - (total - available), MIN (min_width, width));
        }
      has_changed |= place->x != x || place->width != width;
      place->x = x;
      place->width = width;
      x += width;
    }
  self->total_width = MAX (x, available);
  if (has_changed)
    g_hash_table_remove_all (self->layouts); /* each is cut to its column */
  return has_changed;
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
  int user_width = width / self->text_scale;

  self->places[column].user_width = CLAMP (user_width, autosell_vehicle_column_get_info (column)->min_width, 800);
}

char *
autosell_table_style_dup_widths (AutosellTableStyle *self)
{
  GString *layout = g_string_new (NULL);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (self->places[i].user_width > 0)
      g_string_append_printf (layout, "%s%s:%d", layout->len > 0 ? "," : "", autosell_vehicle_column_get_info (i)->name,
                              self->places[i].user_width);
  return g_string_free (layout, FALSE);
}

void
autosell_table_style_set_widths (AutosellTableStyle *self, const char *layout)
{
  g_auto (GStrv) parts = g_strsplit (layout, ",", AUTOSELL_N_VEHICLE_COLUMNS * 2);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (i);

      self->places[i].user_width = 0;
      for (guint j = 0; parts[j] != NULL; j++)
        {
          gsize length = strlen (info->name);

          if (strncmp (parts[j], info->name, length) == 0 && parts[j][length] == ':')
            self->places[i].user_width =
                (int) CLAMP (g_ascii_strtoll (parts[j] + length + 1, NULL, 10), info->min_width, 800);
        }
    }
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
