/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-cards-private.h"

#include "autosell-readiness.h"
#include "autosell-vehicle-drawing.h"

#include <glib/gi18n.h>

/* One visible card. */
struct _AutosellVehicleCard
{
  AutosellVehicleItem parent_instance;
};

G_DEFINE_FINAL_TYPE (AutosellVehicleCard, autosell_vehicle_card, AUTOSELL_TYPE_VEHICLE_ITEM)

#define RADIUS 12

/* ---- Texts ---- */

static void
append_part (GString *text, const char *separator, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", part);
}

static const char *
get_title (AutosellVehicle *vehicle, GString *scratch, AutosellCellLook *look)
{
  g_string_truncate (scratch, 0);
  if (!autosell_vehicle_model_names_brand (vehicle))
    append_part (scratch, " ", autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND));
  append_part (scratch, " ", autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL));
  if (scratch->len > 0)
    return scratch->str;
  *look = AUTOSELL_LOOK_BLANK;
  return "—";
}

/* The year first: it is what a long title or a long version must not push out. */
static const char *
get_detail (AutosellVehicle *vehicle, GString *scratch)
{
  const AutosellValue *year = autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_YEAR);

  g_string_truncate (scratch, 0);
  if (year->state == AUTOSELL_VALUE_KNOWN)
    g_string_printf (scratch, "%" G_GINT64_FORMAT, year->number);
  else if (year->state == AUTOSELL_VALUE_RAW)
    append_part (scratch, "", year->text);
  append_part (scratch, " · ", autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_VERSION));
  append_part (scratch, " · ", autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_COLOUR));
  return scratch->str;
}

static void
append_days (GString *text, AutosellVehicle *vehicle, const char *today_iso)
{
  gboolean is_bin = autosell_vehicle_get_deleted (vehicle) != 0;
  int days = is_bin ? autosell_vehicle_get_bin_days_left (vehicle) : autosell_vehicle_get_days (vehicle, today_iso);

  if (days < 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  if (is_bin)
    /* Translators: until a car in the bin is removed for good */
    g_string_append_printf (text, ngettext ("%d day left", "%d days left", days), days);
  else
    /* Translators: that a car has been in the stock */
    g_string_append_printf (text, ngettext ("%d day", "%d days", days), days);
}

static const char *
get_facts (AutosellVehicle *vehicle, const char *today_iso, GString *scratch, AutosellCellLook *look)
{
  const AutosellValue *km = autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_KM);

  g_string_truncate (scratch, 0);
  if (km->state == AUTOSELL_VALUE_KNOWN)
    {
      g_autofree char *display = autosell_value_to_display (km, AUTOSELL_FIELD_KM);

      g_string_append_printf (scratch, "%s km", display);
    }
  else if (km->state == AUTOSELL_VALUE_RAW)
    {
      *look = AUTOSELL_LOOK_RAW;
      append_part (scratch, "", km->text);
    }
  append_days (scratch, vehicle, today_iso);
  return scratch->str;
}

const char *
autosell_vehicle_card_get_text (AutosellCardText kind, AutosellVehicle *vehicle, const char *today_iso,
                                GString *scratch, AutosellCellLook *look)
{
  static const AutosellVehicleColumn columns[AUTOSELL_N_CARD_TEXTS] = {
    [AUTOSELL_CARD_PRICE] = AUTOSELL_VEHICLE_COLUMN_PRICE,
    [AUTOSELL_CARD_STATUS] = AUTOSELL_VEHICLE_COLUMN_STATUS,
    [AUTOSELL_CARD_LOCATION] = AUTOSELL_VEHICLE_COLUMN_LOCATION,
    [AUTOSELL_CARD_PROBLEMS] = AUTOSELL_VEHICLE_COLUMN_PROBLEMS,
    [AUTOSELL_CARD_READINESS] = AUTOSELL_VEHICLE_COLUMN_READINESS,
    [AUTOSELL_CARD_POSTED] = AUTOSELL_VEHICLE_COLUMN_POSTED,
  };
  gsize n_strong;

  *look = AUTOSELL_LOOK_PLAIN;
  switch (kind)
    {
    case AUTOSELL_CARD_TITLE:
      return get_title (vehicle, scratch, look);
    case AUTOSELL_CARD_DETAIL:
      return get_detail (vehicle, scratch);
    case AUTOSELL_CARD_FACTS:
      return get_facts (vehicle, today_iso, scratch, look);
    default:
      return autosell_vehicle_column_get_text (columns[kind], vehicle, today_iso, FALSE, scratch, look, &n_strong);
    }
}

gboolean
autosell_vehicle_card_find_text (AutosellVehicleColumn column, AutosellCardText *kind)
{
  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_MODEL:
      *kind = AUTOSELL_CARD_TITLE;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_COLOUR:
      *kind = AUTOSELL_CARD_DETAIL;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_PRICE:
      *kind = AUTOSELL_CARD_PRICE;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_KM:
      *kind = AUTOSELL_CARD_FACTS;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_STATUS:
      *kind = AUTOSELL_CARD_STATUS;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_LOCATION:
      *kind = AUTOSELL_CARD_LOCATION;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      *kind = AUTOSELL_CARD_PROBLEMS;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_READINESS:
      *kind = AUTOSELL_CARD_READINESS;
      return TRUE;
    case AUTOSELL_VEHICLE_COLUMN_POSTED:
      *kind = AUTOSELL_CARD_POSTED;
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- Drawing ---- */

/* The place of the cover. Where there is none it is calm: what kind of car it is, in the colour that it has. */
static void
draw_photo (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle)
{
  const GdkRectangle *photo = &style->places.photo;
  const char *colour = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_COLOUR);
  AutosellBody body = autosell_body_parse (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BODY));
  int width = autosell_card_style_get_picture_width (style);
  AutosellPhotoPaintable *cover =
    autosell_vehicle_item_get_cover (AUTOSELL_VEHICLE_ITEM (self), photo->width, photo->height);
  GdkRGBA ground = style->ink;
  GskRoundedRect outline;

  ground.alpha = 0.05F;
  gsk_rounded_rect_init (&outline, &GRAPHENE_RECT_INIT (photo->x, photo->y, photo->width, photo->height),
                         &GRAPHENE_SIZE_INIT (RADIUS, RADIUS),
                         style->places.is_compact ? &GRAPHENE_SIZE_INIT (0, 0) : &GRAPHENE_SIZE_INIT (RADIUS, RADIUS),
                         &GRAPHENE_SIZE_INIT (0, 0),
                         style->places.is_compact ? &GRAPHENE_SIZE_INIT (RADIUS, RADIUS) : &GRAPHENE_SIZE_INIT (0, 0));
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &outline.bounds);
  if (cover != NULL)
    autosell_photo_paintable_paint (cover, snapshot, &outline.bounds, 0, &style->ink);
  gtk_snapshot_pop (snapshot);
  if (cover != NULL)
    return;
  gtk_snapshot_append_texture (snapshot, autosell_card_style_get_picture (style, body, colour),
                               &GRAPHENE_RECT_INIT (photo->x + (photo->width - width) / 2,
                                                    photo->y + (photo->height - width / 2) / 2, width, width / 2));
}

/* The colour beside its word, ringed so that white is seen on white. */
static void
draw_swatch (AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle, double x, double y)
{
  const GdkRGBA *paint =
    autosell_card_style_get_paint (style, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_COLOUR));
  GskRoundedRect outline;
  GdkRGBA ring = style->ink;

  if (paint == NULL)
    return;
  ring.alpha = 0.35F;
  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT ((float) x, (float) y, AUTOSELL_CARD_SWATCH_SIZE, AUTOSELL_CARD_SWATCH_SIZE),
    AUTOSELL_CARD_SWATCH_SIZE / 2.0F);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, paint, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ ring, ring, ring, ring });
}

static void
get_text_colour (AutosellCardStyle *style, AutosellCardText kind, AutosellCellLook look, GdkRGBA *colour)
{
  *colour = style->ink;
  if (look == AUTOSELL_LOOK_RAW)
    *colour = style->warning;
  else if (look == AUTOSELL_LOOK_BLANK)
    colour->alpha *= 0.62F;
  else if (kind == AUTOSELL_CARD_DETAIL || kind == AUTOSELL_CARD_FACTS || kind == AUTOSELL_CARD_LOCATION)
    colour->alpha *= 0.8F;
}

static void
draw_text (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle,
           AutosellCardText kind)
{
  const GdkRectangle *area = &style->places.texts[kind];
  AutosellCellLook look;
  const char *text = autosell_vehicle_card_get_text (kind, vehicle, style->today, style->scratch, &look);
  PangoLayout *layout;
  GdkRGBA colour;
  int x = area->x;
  int width, height;

  /* A place that nobody knows is left empty; what else is not known says so. */
  if (text[0] == '\0' || (kind == AUTOSELL_CARD_LOCATION && look == AUTOSELL_LOOK_BLANK))
    return;
  get_text_colour (style, kind, look, &colour);
  if (kind == AUTOSELL_CARD_STATUS)
    {
      autosell_draw_status_dot (snapshot, autosell_vehicle_get_status (vehicle), x,
                                area->y + (area->height - AUTOSELL_DOT_SIZE) / 2.0);
      x += AUTOSELL_DOT_SIZE + AUTOSELL_CARD_DOT_GAP;
    }
  else if (kind == AUTOSELL_CARD_PROBLEMS)
    {
      autosell_draw_icon (snapshot, style->icons[AUTOSELL_CARD_ICON_WARNING], x,
                          area->y + (area->height - AUTOSELL_ICON_SIZE) / 2.0, AUTOSELL_ICON_SIZE, &style->warning);
      x += AUTOSELL_ICON_SIZE + 4;
    }
  layout = autosell_card_style_get_layout (style, GTK_WIDGET (self), kind, text);
  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  /* A title of one line where there is room for two stands by what follows it */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, kind == AUTOSELL_CARD_TITLE
                                                               ? area->y + area->height - height
                                                               : area->y + (area->height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
  if (kind == AUTOSELL_CARD_DETAIL)
    draw_swatch (style, snapshot, vehicle, x + width + 6, area->y + (area->height - AUTOSELL_CARD_SWATCH_SIZE) / 2.0);
}

/* Dark on any photo, in the light style too; the words tell it, and the colour no more than they do. */
static void
draw_badge_text (AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellCardText kind, PangoLayout *layout,
                 const GdkRGBA *ground)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  const GdkRectangle *area = &style->places.texts[kind];
  GskRoundedRect outline;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT (area->x, area->y, width + 2 * AUTOSELL_CARD_BADGE_PADDING, area->height),
    area->height / 2.0F);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, ground, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
    snapshot, &GRAPHENE_POINT_INIT (area->x + AUTOSELL_CARD_BADGE_PADDING, area->y + (area->height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, &white);
  gtk_snapshot_restore (snapshot);
}

/* Nobody waits for a car that is sold: it has none. */
static void
draw_badge (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle)
{
  static const GdkRGBA lacking = { 0.08F, 0.08F, 0.1F, 0.74F }, ready = { 0.05F, 0.4F, 0.2F, 0.92F };
  AutosellReadiness readiness;
  AutosellCellLook look;
  PangoLayout *layout;
  const char *text;

  autosell_readiness_get (vehicle, &readiness);
  if (!readiness.is_asked)
    return;
  text = autosell_vehicle_card_get_text (AUTOSELL_CARD_READINESS, vehicle, style->today, style->scratch, &look);
  layout = autosell_card_style_get_layout (style, GTK_WIDGET (self), AUTOSELL_CARD_READINESS, text);
  /* A narrow card has the percentage alone rather than half a word on each; the tooltip and the name have it all. */
  if (pango_layout_is_ellipsized (layout) && strchr (text, ':') != NULL)
    {
      g_autofree char *share = g_strndup (text, strchr (text, ':') - text);

      layout = autosell_card_style_get_layout (style, GTK_WIDGET (self), AUTOSELL_CARD_READINESS, share);
    }
  draw_badge_text (style, snapshot, AUTOSELL_CARD_READINESS, layout, readiness.lacks == 0 ? &ready : &lacking);
}

/* “Posted 12 days ago”; short where that has no room. One that never was posted has none. */
static void
draw_posted (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle)
{
  static const GdkRGBA out = { 0.06F, 0.29F, 0.69F, 0.92F }, other = { 0.08F, 0.08F, 0.1F, 0.74F },
                       failed = { 0.7F, 0.09F, 0.09F, 0.92F };
  const AutosellPosted *posted = autosell_vehicle_get_posted (vehicle);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *text = autosell_posted_dup_text (posted, now_s);
  PangoLayout *layout;

  if (text == NULL)
    return;
  layout = autosell_card_style_get_layout (style, GTK_WIDGET (self), AUTOSELL_CARD_POSTED, text);
  if (pango_layout_is_ellipsized (layout))
    {
      g_autofree char *brief = autosell_posted_dup_short (posted, now_s);

      layout = autosell_card_style_get_layout (style, GTK_WIDGET (self), AUTOSELL_CARD_POSTED, brief);
    }
  draw_badge_text (style, snapshot, AUTOSELL_CARD_POSTED, layout,
                   posted->state == AUTOSELL_POSTED_OUT      ? &out
                   : posted->state == AUTOSELL_POSTED_FAILED ? &failed
                                                             : &other);
}

/* What stands in a place, with its dot. */
static int
get_drawn_width (AutosellVehicleCard *self, AutosellCardStyle *style, AutosellVehicle *vehicle, AutosellCardText kind)
{
  AutosellCellLook look;
  const char *text = autosell_vehicle_card_get_text (kind, vehicle, style->today, style->scratch, &look);
  int width;

  pango_layout_get_pixel_size (autosell_card_style_get_layout (style, GTK_WIDGET (self), kind, text), &width, NULL);
  return kind == AUTOSELL_CARD_STATUS ? AUTOSELL_DOT_SIZE + AUTOSELL_CARD_DOT_GAP + width : width;
}

/* The sign stands where the text ends, or begins where that is at the end; where both have no room the ground has to
 * do. */
static void
draw_hint (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot, AutosellVehicle *vehicle)
{
  int column = autosell_vehicle_item_get_hover (AUTOSELL_VEHICLE_ITEM (self));
  const GdkRectangle *area;
  AutosellCardText kind;

  if (column < 0 || !autosell_vehicle_column_get_info (column)->is_editable
      || !autosell_vehicle_card_find_text (column, &kind))
    return;
  area = &style->places.texts[kind];
  autosell_draw_hint_ground (snapshot, area->x - 5, area->y - 1, area->width + 9, area->height + 2, &style->ink);
  if (area->width - get_drawn_width (self, style, vehicle, kind) < AUTOSELL_ICON_SIZE)
    return;
  autosell_draw_icon (snapshot,
                      style->icons[kind == AUTOSELL_CARD_PRICE ? AUTOSELL_CARD_ICON_EDIT : AUTOSELL_CARD_ICON_OPEN],
                      kind == AUTOSELL_CARD_LOCATION ? area->x : area->x + area->width - AUTOSELL_ICON_SIZE,
                      area->y + (area->height - AUTOSELL_ICON_SIZE) / 2.0, AUTOSELL_ICON_SIZE, &style->ink);
}

/* Selected is a thicker line and not only a colour. */
static void
draw_border (AutosellVehicleCard *self, AutosellCardStyle *style, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_selected = (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_SELECTED) != 0;
  GdkRGBA colour = is_selected ? style->accent : style->border;
  float width = is_selected ? 2 : 1;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
    &outline, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)), RADIUS);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ width, width, width, width },
                              (GdkRGBA[4]){ colour, colour, colour, colour });
}

static void
autosell_vehicle_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AutosellVehicleCard *self = AUTOSELL_VEHICLE_CARD (widget);
  AutosellVehicle *vehicle = autosell_vehicle_item_get_vehicle (AUTOSELL_VEHICLE_ITEM (self));
  AutosellCardStyle *style = autosell_vehicle_cards_get_style (
    AUTOSELL_VEHICLE_CARDS (autosell_vehicle_item_get_view (AUTOSELL_VEHICLE_ITEM (self))));

  if (vehicle != NULL)
    {
      draw_photo (self, style, snapshot, vehicle);
      if (autosell_vehicle_get_deleted (vehicle) == 0)
        draw_hint (self, style, snapshot, vehicle);
      for (guint kind = 0; kind < AUTOSELL_N_CARD_TEXTS; kind++)
        if (kind != AUTOSELL_CARD_READINESS && kind != AUTOSELL_CARD_POSTED)
          draw_text (self, style, snapshot, vehicle, kind);
      draw_badge (self, style, snapshot, vehicle);
      draw_posted (self, style, snapshot, vehicle);
    }
  draw_border (self, style, snapshot);
}

static void
autosell_vehicle_card_class_init (AutosellVehicleCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = autosell_vehicle_card_snapshot;
  gtk_widget_class_set_css_name (widget_class, "card");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
autosell_vehicle_card_init (AutosellVehicleCard *self G_GNUC_UNUSED)
{
}
