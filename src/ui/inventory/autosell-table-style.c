/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-table-style.h"

/* The title, price and status. */
#define ALWAYS_KEPT 97
/* The car stays in sight only where it leaves room for what is scrolled, in percent of the table. */
#define MAX_HELD 45
/* How narrow a column of text becomes before the table is scrolled, in percent. */
#define SQUEEZED 90
/* One that is as narrow as this has nothing to give. */
#define NARROW_COLUMN 60
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
    if (shown[i]
        && (least < 0 || autosell_vehicle_column_get_info (i)->keep < autosell_vehicle_column_get_info (least)->keep))
      least = i;
  return least;
}

static int
sum (const gboolean *shown, const int *widths)
{
  int total = 0;

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    total += shown[i] ? widths[i] : 0;
  return total;
}

/* Text can end in “…”, and a number must not, nor what the car is called. What a person has set stays as it is. */
static int
get_least_width (const AutosellTableStyle *self, AutosellVehicleColumn column, int width)
{
  const AutosellVehicleColumnInfo *info = autosell_vehicle_column_get_info (column);

  if (info->is_at_end || info->width < NARROW_COLUMN || self->layout.widths[column] > 0
      || column == AUTOSELL_VEHICLE_COLUMN_BRAND || column == AUTOSELL_VEHICLE_COLUMN_MODEL)
    return width;
  return MIN (width, MAX (info->min_width, width * SQUEEZED / 100));
}

static void
squeeze (const gboolean *shown, int *widths, const int *least, int missing)
{
  int spare = sum (shown, widths) - sum (shown, least);

  missing = CLAMP (missing, 0, spare);
  for (int i = 0; missing > 0 && i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      int can = shown[i] ? widths[i] - least[i] : 0;
      int less = can > 0 ? (int) ((gint64) can * missing / spare) : 0;

      widths[i] -= less;
      missing -= less;
      spare -= can;
    }
}

/* The title takes what is left over. */
static void
stretch (const gboolean *shown, int *widths, int available)
{
  int left = available - sum (shown, widths);

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (left > 0 && shown[i] && autosell_vehicle_column_get_info (i)->expands)
      {
        widths[i] += left;
        return;
      }
}

/* ---- Scrolling ---- */

/* Whatever else is read, it is read of a car. */
static gboolean
can_hold (const AutosellTableStyle *self, AutosellVehicleColumn column)
{
  int brand = self->places[AUTOSELL_VEHICLE_COLUMN_BRAND].width;
  int model = self->places[AUTOSELL_VEHICLE_COLUMN_MODEL].width;
  int room = self->available * MAX_HELD / 100;

  if (column == AUTOSELL_VEHICLE_COLUMN_MODEL)
    return model > 0 && model <= room;
  return column == AUTOSELL_VEHICLE_COLUMN_BRAND && brand > 0 && brand + model <= room;
}

gboolean
autosell_table_style_is_held (const AutosellTableStyle *self, AutosellVehicleColumn column)
{
  return self->covered_until > 0 && can_hold (self, column)
         && self->places[column].x + self->places[column].width <= self->covered_until;
}

static gboolean
place_held (AutosellTableStyle *self)
{
  int x = 0, end = self->scroll_x;
  gboolean has_moved = FALSE;

  self->covered_until = 0;
  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellVehicleColumn column = self->layout.order[i];
      AutosellColumnPlace *place = &self->places[column];
      gboolean is_held = can_hold (self, column) && x < end;
      int shown_x = is_held ? end : x;

      has_moved |= place->x != shown_x;
      place->x = shown_x;
      x += place->width;
      if (is_held)
        self->covered_until = end = shown_x + place->width;
    }
  return has_moved;
}

gboolean
autosell_table_style_set_scroll (AutosellTableStyle *self, int x)
{
  int covered = self->covered_until;

  if (self->scroll_x == x)
    return FALSE;
  self->scroll_x = x;
  /* Other parts of what lies below are to be seen even where the car stays. */
  return place_held (self) || covered != self->covered_until || self->covered_until > 0;
}

gboolean
autosell_table_style_get_uncovered (const AutosellTableStyle *self, AutosellVehicleColumn column, int *x, int *width)
{
  const AutosellColumnPlace *place = &self->places[column];
  int end = place->x + place->width;

  *x = place->x;
  if (self->covered_until > 0 && !autosell_table_style_is_held (self, column))
    *x = MAX (*x, self->covered_until);
  *width = MAX (end - *x, 0);
  return *width > 0;
}

int
autosell_table_style_get_scroll_for (const AutosellTableStyle *self, AutosellVehicleColumn column)
{
  int natural_x = 0, held = 0;

  for (int i = 0; self->layout.order[i] != column; i++)
    {
      AutosellVehicleColumn before = self->layout.order[i];

      natural_x += self->places[before].width;
      if (can_hold (self, before))
        held += self->places[before].width;
    }
  if (autosell_table_style_is_held (self, column))
    return self->scroll_x;
  if (natural_x - held < self->scroll_x)
    return MAX (natural_x - held, 0);
  return MAX (self->scroll_x, natural_x + self->places[column].width - self->available);
}

/* ---- Places ---- */

static gboolean
set_places (AutosellTableStyle *self, const gboolean *shown, const int *widths)
{
  gboolean has_resized = FALSE;
  gboolean has_moved;

  self->total_width = 0;
  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      int width = shown[i] ? widths[i] : 0;

      has_resized |= self->places[i].width != width;
      self->places[i].width = width;
      self->total_width += width;
    }
  self->scroll_x = CLAMP (self->scroll_x, 0, MAX (self->total_width - self->available, 0));
  has_moved = place_held (self);
  self->total_width = MAX (self->total_width, self->available);
  if (has_resized)
    g_hash_table_remove_all (self->layouts); /* each is cut to its column */
  return has_moved || has_resized;
}

gboolean
autosell_table_style_place_columns (AutosellTableStyle *self, int available)
{
  gboolean shown[AUTOSELL_N_VEHICLE_COLUMNS];
  int widths[AUTOSELL_N_VEHICLE_COLUMNS], least[AUTOSELL_N_VEHICLE_COLUMNS];
  /* Columns that nobody asked for are left out rather than have price, status and place scrolled away. */
  gboolean may_leave_out = autosell_table_layout_is_default (&self->layout);

  for (int i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      shown[i] = self->layout.is_shown[i];
      widths[i] = get_column_width (self, i);
      least[i] = get_least_width (self, i, widths[i]);
    }
  self->available = available;
  self->n_left_out = 0;
  while (may_leave_out && sum (shown, least) > available)
    {
      int next = find_least_kept (shown);

      if (autosell_vehicle_column_get_info (next)->keep >= ALWAYS_KEPT)
        break;
      shown[next] = FALSE;
      self->n_left_out++;
    }
  squeeze (shown, widths, least, sum (shown, widths) - available);
  stretch (shown, widths, available);
  return set_places (self, shown, widths);
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
  if (self->font_serial == font_serial && self->scale_factor == scale_factor
      && gdk_rgba_equal (&self->warning, &warning))
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
      int start, width;

      if (autosell_table_style_get_uncovered (self, i, &start, &width) && x >= start && x < start + width)
        {
          *column = i;
          return TRUE;
        }
    }
  return FALSE;
}
