/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-card-style.h"

#include "autosell-status.h"
#include "autosell-vehicle-drawing.h"

/* At the ordinary text size. */
#define MIN_CARD_WIDTH 192
#define PADDING 11
#define LOCATION_WIDTH 84
#define PRICE_WIDTH 132
#define LARGE_TEXT 1.2
#define COMPACT_PHOTO_WIDTH 112
/* In pixels, of the desktop's own font at its own size. */
#define ORDINARY_DIGIT_WIDTH 9.0
#define PRICE_SCALE 1.3
#define BADGE_SCALE 0.85
/* Beyond this the texts of cards seen so far are forgotten: some 30 screens of cars that have nothing in common. */
#define MAX_LAYOUTS 1600
#define MAX_PICTURES 120

/* ---- Places ---- */

/* In large text “CHEVROLET AVEO LT STD” has no room in one. */
static int
get_title_lines (const AutosellCardMetrics *metrics)
{
  return metrics->text_scale > LARGE_TEXT ? 2 : 1;
}

static void
place_texts (const AutosellCardMetrics *metrics, AutosellCardPlaces *places, int x, int y, int width)
{
  int line = metrics->line_height;
  int status_width = MIN (AUTOSELL_DOT_SIZE + AUTOSELL_CARD_DOT_GAP + metrics->status_width, width * 6 / 10);
  int spare = width - status_width - 8 - (int) (LOCATION_WIDTH * metrics->text_scale);
  int location_x;

  /* Beside the longest word for the sign of what can be changed. */
  status_width += CLAMP (spare, 0, AUTOSELL_ICON_SIZE);
  location_x = status_width + 8;

  places->texts[AUTOSELL_CARD_TITLE] = (GdkRectangle){ x, y, width, get_title_lines (metrics) * line };
  y += places->texts[AUTOSELL_CARD_TITLE].height + 2;
  places->texts[AUTOSELL_CARD_DETAIL] = (GdkRectangle){ x, y, width, line };
  y += line + 4;
  places->texts[AUTOSELL_CARD_PRICE] = (GdkRectangle){ x, y, width, metrics->price_height };
  y += metrics->price_height + 2;
  places->texts[AUTOSELL_CARD_FACTS] = (GdkRectangle){ x, y, width, line };
  y += line + 6;
  places->texts[AUTOSELL_CARD_STATUS] = (GdkRectangle){ x, y, status_width, line };
  places->texts[AUTOSELL_CARD_LOCATION] = (GdkRectangle){ x + location_x, y, MAX (width - location_x, 1), line };
  if (spare < 0 && metrics->text_scale > LARGE_TEXT)
    {
      places->texts[AUTOSELL_CARD_STATUS].width = width;
      y += line + 2;
      places->texts[AUTOSELL_CARD_LOCATION] = (GdkRectangle){ x, y, width, line };
    }
  places->height = y + line + PADDING;
}

/* The lines of a card in one column are as wide as a phone, so that km and days have room beside the price. */
static void
place_compact_texts (const AutosellCardMetrics *metrics, AutosellCardPlaces *places, int x, int width)
{
  GdkRectangle *facts = &places->texts[AUTOSELL_CARD_FACTS];
  GdkRectangle *price = &places->texts[AUTOSELL_CARD_PRICE];
  int less;

  place_texts (metrics, places, x, PADDING, width);
  price->width = MIN (width, (int) (PRICE_WIDTH * metrics->text_scale));
  if (width - price->width < (int) (90 * metrics->text_scale))
    {
      price->width = width;
      return; /* large text: one below the other after all */
    }
  facts->x = price->x + price->width + 8;
  facts->width = width - price->width - 8;
  facts->y = price->y + price->height - facts->height - 1;
  less = places->texts[AUTOSELL_CARD_STATUS].y - (price->y + price->height + 6);
  places->texts[AUTOSELL_CARD_STATUS].y -= less;
  places->texts[AUTOSELL_CARD_LOCATION].y -= less;
  places->height -= less;
}

void
autosell_card_arrange (const AutosellCardMetrics *metrics, int width, AutosellItemGrid *grid,
                       AutosellCardPlaces *places)
{
  AutosellItemArea area;
  int photo_width, problems_width;

  *places = (AutosellCardPlaces){ .is_compact = width < AUTOSELL_CARDS_COMPACT_WIDTH * metrics->text_scale };
  *grid = (AutosellItemGrid){ .item_height = 1 };
  grid->gap = places->is_compact ? 8 : 12;
  grid->margin = places->is_compact ? 8 : 14;
  autosell_item_grid_fit (grid, width, places->is_compact ? width : (int) (MIN_CARD_WIDTH * metrics->text_scale));
  autosell_item_grid_get_area (grid, 0, &area);
  /* Lanes may differ by a pixel; what is drawn is the same in all. */
  places->width = area.width;
  photo_width = MIN ((int) (COMPACT_PHOTO_WIDTH * MIN (metrics->text_scale, 1.5)), area.width * 2 / 5);
  if (places->is_compact && area.width - photo_width - 2 * PADDING < (int) (PRICE_WIDTH * metrics->text_scale))
    {
      /* Large text on a phone: a price must not be cut, so the photo lies above it. */
      places->is_compact = FALSE;
      places->photo = (GdkRectangle){ 0, 0, area.width, area.width / 3 };
      place_texts (metrics, places, PADDING, places->photo.height + PADDING - 2, area.width - 2 * PADDING);
    }
  else if (places->is_compact)
    {
      place_compact_texts (metrics, places, photo_width + PADDING, area.width - photo_width - 2 * PADDING);
      places->photo = (GdkRectangle){ 0, 0, photo_width, places->height };
    }
  else
    {
      places->photo = (GdkRectangle){ 0, 0, area.width, area.width / 2 };
      place_texts (metrics, places, PADDING, places->photo.height + PADDING - 2, area.width - 2 * PADDING);
    }
  grid->item_height = places->height;

  /* On the photo, so that the whole width is the title's. */
  problems_width = AUTOSELL_ICON_SIZE + 4 + (int) (18 * metrics->text_scale);
  places->texts[AUTOSELL_CARD_PROBLEMS] =
    (GdkRectangle){ places->photo.width - problems_width - 6, 8, problems_width, metrics->line_height };
  places->texts[AUTOSELL_CARD_READINESS] = (GdkRectangle){ 6, places->photo.height - metrics->line_height - 6,
                                                           places->photo.width - 12, metrics->line_height };
  places->texts[AUTOSELL_CARD_POSTED] =
    (GdkRectangle){ 6, 6, places->photo.width - problems_width - 18, metrics->line_height };
}

/* ---- Style ---- */

void
autosell_card_style_init (AutosellCardStyle *self)
{
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->paints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->scratch = g_string_new (NULL);
  self->key = g_string_new (NULL);
  self->metrics = (AutosellCardMetrics){ 1, 18, 26, 80 };
  autosell_date_today (self->today);
}

void
autosell_card_style_clear (AutosellCardStyle *self)
{
  g_hash_table_unref (self->layouts);
  g_hash_table_unref (self->pictures);
  g_hash_table_unref (self->paints);
  g_string_free (self->scratch, TRUE);
  g_string_free (self->key, TRUE);
  for (guint i = 0; i < AUTOSELL_N_CARD_ICONS; i++)
    g_clear_object (&self->icons[i]);
}

static void
measure_fonts (AutosellCardMetrics *metrics, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *font = pango_context_get_metrics (context, NULL, NULL);
  int line = (pango_font_metrics_get_ascent (font) + pango_font_metrics_get_descent (font)) / PANGO_SCALE;

  metrics->line_height = line + 2;
  metrics->price_height = (int) (line * PRICE_SCALE) + 2;
  metrics->text_scale =
    CLAMP (pango_font_metrics_get_approximate_digit_width (font) / PANGO_SCALE / ORDINARY_DIGIT_WIDTH, 1.0, 4.0);
  pango_font_metrics_unref (font);
  metrics->status_width = 0;
  for (guint i = 0; i < AUTOSELL_N_STATUSES; i++)
    {
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, autosell_status_to_label (i));
      int width;

      pango_layout_get_pixel_size (layout, &width, NULL);
      metrics->status_width = MAX (metrics->status_width, width + 2);
    }
}

static GdkPaintable *
load_icon (GtkWidget *widget, const char *name)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  return GDK_PAINTABLE (gtk_icon_theme_lookup_icon (
    theme, name, NULL, AUTOSELL_ICON_SIZE, gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0));
}

static GdkRGBA
look_up (GtkStyleContext *context, const char *name, const char *otherwise)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (context, name, &colour))
    gdk_rgba_parse (&colour, otherwise);
  return colour;
}

gboolean
autosell_card_style_update (AutosellCardStyle *self, GtkWidget *widget)
{
  static const char *const icon_names[AUTOSELL_N_CARD_ICONS] = {
    [AUTOSELL_CARD_ICON_WARNING] = "dialog-warning-symbolic",
    [AUTOSELL_CARD_ICON_OPEN] = "pan-down-symbolic",
    [AUTOSELL_CARD_ICON_EDIT] = "document-edit-symbolic",
  };
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  guint font_serial = pango_context_get_serial (gtk_widget_get_pango_context (widget));
  int scale_factor = gtk_widget_get_scale_factor (widget);
  GdkRGBA warning = look_up (context, "warning_color", "#c88800");
  GdkRGBA border = look_up (context, "borders", "rgba(128,128,128,0.3)");
  GdkRGBA ink;

  gtk_style_context_get_color (context, &ink);
  /* A focus that comes or goes changes the style too, and leaves all of this as it is. */
  if (self->font_serial == font_serial && self->scale_factor == scale_factor && gdk_rgba_equal (&self->ink, &ink)
      && gdk_rgba_equal (&self->warning, &warning) && gdk_rgba_equal (&self->border, &border))
    return FALSE;

  self->font_serial = font_serial;
  self->scale_factor = scale_factor;
  self->warning = warning;
  self->ink = ink;
  self->border = border;
  self->accent = look_up (context, "accent_bg_color", "#2563eb");
  measure_fonts (&self->metrics, widget);
  g_hash_table_remove_all (self->layouts);
  g_hash_table_remove_all (self->pictures);
  for (guint i = 0; i < AUTOSELL_N_CARD_ICONS; i++)
    {
      g_clear_object (&self->icons[i]);
      self->icons[i] = load_icon (widget, icon_names[i]);
    }
  return TRUE;
}

gboolean
autosell_card_style_arrange (AutosellCardStyle *self, int width, AutosellItemGrid *grid)
{
  AutosellCardPlaces old = self->places;
  int old_picture_width = autosell_card_style_get_picture_width (self);

  autosell_card_arrange (&self->metrics, width, grid, &self->places);
  if (memcmp (&old, &self->places, sizeof old) == 0)
    return FALSE;
  g_hash_table_remove_all (self->layouts); /* each is cut to its place */
  if (old_picture_width != autosell_card_style_get_picture_width (self))
    g_hash_table_remove_all (self->pictures);
  return TRUE;
}

static void
style_layout (PangoLayout *layout, AutosellCardText kind)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  if (kind == AUTOSELL_CARD_TITLE || kind == AUTOSELL_CARD_PRICE)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if (kind == AUTOSELL_CARD_PRICE)
    pango_attr_list_insert (attributes, pango_attr_scale_new (PRICE_SCALE));
  if (kind == AUTOSELL_CARD_READINESS || kind == AUTOSELL_CARD_POSTED)
    pango_attr_list_insert (attributes, pango_attr_scale_new (BADGE_SCALE));
  if (kind == AUTOSELL_CARD_PRICE || kind == AUTOSELL_CARD_FACTS)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
}

PangoLayout *
autosell_card_style_get_layout (AutosellCardStyle *self, GtkWidget *widget, AutosellCardText kind, const char *text)
{
  int width = self->places.texts[kind].width;
  PangoLayout *layout;

  g_string_printf (self->key, "%c%s", 'A' + (int) kind, text);
  layout = g_hash_table_lookup (self->layouts, self->key->str);
  if (layout != NULL)
    return layout;

  if (g_hash_table_size (self->layouts) > MAX_LAYOUTS)
    g_hash_table_remove_all (self->layouts);
  if (kind == AUTOSELL_CARD_STATUS)
    width -= AUTOSELL_DOT_SIZE + 7;
  else if (kind == AUTOSELL_CARD_DETAIL)
    width -= AUTOSELL_CARD_SWATCH_SIZE + 6;
  else if (kind == AUTOSELL_CARD_PROBLEMS)
    width -= AUTOSELL_ICON_SIZE + 4;
  else if (kind == AUTOSELL_CARD_READINESS || kind == AUTOSELL_CARD_POSTED)
    width -= 2 * AUTOSELL_CARD_BADGE_PADDING;
  layout = gtk_widget_create_pango_layout (widget, text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  if (kind == AUTOSELL_CARD_TITLE)
    pango_layout_set_height (layout, -get_title_lines (&self->metrics));
  if (kind == AUTOSELL_CARD_LOCATION)
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  style_layout (layout, kind);
  g_hash_table_insert (self->layouts, g_strdup (self->key->str), layout);
  return layout;
}

int
autosell_card_style_get_picture_width (const AutosellCardStyle *self)
{
  const GdkRectangle *photo = &self->places.photo;

  return MAX (MIN (photo->width * 3 / 4, photo->height * 3 / 2), 16);
}

const GdkRGBA *
autosell_card_style_get_paint (AutosellCardStyle *self, const char *text)
{
  GdkRGBA *paint;

  if (text == NULL)
    return NULL;
  paint = g_hash_table_lookup (self->paints, text);
  if (paint == NULL)
    {
      if (g_hash_table_size (self->paints) > MAX_PICTURES)
        g_hash_table_remove_all (self->paints);
      paint = g_new0 (GdkRGBA, 1);
      autosell_paint_parse (text, paint);
      g_hash_table_insert (self->paints, g_strdup (text), paint);
    }
  return paint->alpha > 0 ? paint : NULL;
}

GdkTexture *
autosell_card_style_get_picture (AutosellCardStyle *self, AutosellBody body, const char *colour)
{
  GdkTexture *picture;

  g_string_printf (self->key, "%c%s", 'A' + (int) body, colour != NULL ? colour : "");
  picture = g_hash_table_lookup (self->pictures, self->key->str);
  if (picture != NULL)
    return picture;

  if (g_hash_table_size (self->pictures) > MAX_PICTURES)
    g_hash_table_remove_all (self->pictures);
  picture = autosell_body_create_texture (body, autosell_card_style_get_paint (self, colour), &self->ink,
                                          autosell_card_style_get_picture_width (self) * self->scale_factor);
  g_hash_table_insert (self->pictures, g_strdup (self->key->str), picture);
  return picture;
}
