/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "autosell-format.h"
#include "autosell-print-document-private.h"
#include "autosell-text.h"

/* The sheet behind the windscreen: read from two metres through glass. What is known gets as big as the page allows, so
 * that a car of which little is known fills its sheet like one with everything. */

#define SCALE_MAX 1.5
#define SCALE_MIN 0.4
#define SCALE_STEP 0.97
#define SCALE_MIN_BESIDE_PHOTOS 0.5
#define FOOT_GAP 16.0 /* above its line */
#define FOOTER_TOP_GAP 12.0

typedef struct
{
  AutosellPrintDocument *document;
  AutosellPrintCanvas *canvas;
  AutosellVehicle *vehicle;
  GPtrArray *photos; /* unowned, nullable: what is to be drawn of the car */
  double left;
  double width;
  double scale; /* of the letters */
  double gap;   /* between sections */
  guint n_gaps; /* counted on the way */
} Sheet;

/* ---- Dealership ---- */

static double
draw_band (Sheet *self, double y)
{
  const char *name = self->document->dealership->name;
  const double height = 46;
  const AutosellPrintStyle style = {
    .size = 27, .min_size = 10, .max_lines = 1, .colour = 0xffffff, .is_bold = TRUE, .align = AUTOSELL_PRINT_CENTRE
  };

  if (name == NULL)
    {
      autosell_print_canvas_fill (self->canvas, &(AutosellPrintBox){ self->left, y, self->width, 8 }, 4,
                                  AUTOSELL_PRINT_BLUE);
      return 8;
    }
  autosell_print_canvas_fill (self->canvas, &(AutosellPrintBox){ self->left, y, self->width, height }, 8,
                              AUTOSELL_PRINT_BLUE);
  autosell_print_canvas_text_middle (self->canvas, &style,
                                     &(AutosellPrintBox){ self->left + 16, y, self->width - 32, height }, name);
  return height;
}

/* ---- What it is ---- */

/* The known ones of @fields with blanks between. Returns: (transfer full) (nullable) */
static char *
join_values (AutosellVehicle *vehicle, const AutosellField *fields, guint n_fields, const char *separator)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = autosell_print_dup_value (vehicle, fields[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? separator : "", value);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static double
draw_name (Sheet *self, double y)
{
  static const AutosellField what[] = { AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_MODEL };
  static const AutosellField which[] = { AUTOSELL_FIELD_VERSION, AUTOSELL_FIELD_YEAR };
  g_autofree char *name = join_values (self->vehicle, what, G_N_ELEMENTS (what), " ");
  g_autofree char *more = join_values (self->vehicle, which, G_N_ELEMENTS (which), "  ·  ");
  const AutosellPrintStyle big = { .size = 60 * self->scale,
                                   .min_size = MAX (26 * self->scale, 14),
                                   .max_lines = 2,
                                   .colour = AUTOSELL_PRINT_INK,
                                   .is_bold = TRUE,
                                   .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle one = { .size = big.size,
                                   .min_size = 34 * self->scale,
                                   .max_lines = 1,
                                   .colour = big.colour,
                                   .is_bold = TRUE,
                                   .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle medium = { .size = 32 * self->scale,
                                      .min_size = MAX (13 * self->scale, 9),
                                      .max_lines = 2,
                                      .colour = AUTOSELL_PRINT_GREY,
                                      .is_bold = TRUE,
                                      .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintBox box = { self->left, y, self->width, 150 * self->scale };
  double height = 0, width = 0;

  if (name == NULL && more == NULL)
    name = autosell_vehicle_dup_title (self->vehicle);
  if (name != NULL)
    {
      /* One line as long as it can be read from afar, else two. */
      autosell_print_canvas_get_height (self->canvas, &one, box.width, box.height, name, &width);
      if (autosell_print_canvas_get_width (self->canvas, &(AutosellPrintStyle){ .size = one.min_size, .is_bold = TRUE },
                                           name)
          <= box.width)
        height = autosell_print_canvas_text (self->canvas, &one, &box, name);
      else
        height = autosell_print_canvas_text (self->canvas, &big, &box, name);
    }
  if (more != NULL)
    height += autosell_print_canvas_text (
      self->canvas, &medium, &(AutosellPrintBox){ self->left, y + height, self->width, 90 * self->scale }, more);
  return height;
}

/* ---- Photos ---- */

#define PHOTO_GAP 8.0
#define PHOTO_RADIUS 8.0

/* One is as wide as the room is high allows; of two and three the cover is the large one. */
static double
draw_photos (Sheet *self, double y)
{
  guint n = self->photos != NULL ? self->photos->len : 0;
  double height = MIN (200 * self->scale + 20, self->width * 0.5);
  double cover = n > 1 ? MIN (height * 4 / 3, (self->width - PHOTO_GAP) * 2 / 3) : MIN (height * 16 / 9, self->width);
  double small = n > 2 ? (height - PHOTO_GAP) / 2 : height;
  double side =
    n > 2 ? MIN (small * 4 / 3, self->width - cover - PHOTO_GAP) : MIN (cover, self->width - cover - PHOTO_GAP);
  double all = n > 1 ? cover + PHOTO_GAP + side : cover;
  double x = self->left + (self->width - all) / 2;

  if (n == 0)
    return 0;
  autosell_print_canvas_picture (self->canvas, &(AutosellPrintBox){ x, y, cover, height }, PHOTO_RADIUS,
                                 self->photos->pdata[0]);
  for (guint i = 1; i < n; i++)
    autosell_print_canvas_picture (
      self->canvas, &(AutosellPrintBox){ x + cover + PHOTO_GAP, y + (i - 1) * (small + PHOTO_GAP), side, small },
      PHOTO_RADIUS, self->photos->pdata[i]);
  return height;
}

/* ---- Price ---- */

/* "Credit price $399,000  ·  Down payment $80,000" as far as known. Returns: (transfer full) (nullable) */
static char *
dup_credit (AutosellVehicle *vehicle)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_CREDIT_PRICE, AUTOSELL_FIELD_DOWN_PAYMENT };
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *value = autosell_print_dup_value (vehicle, fields[i]);

      if (value != NULL)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? "   ·   " : "", autosell_field_get_label (fields[i]),
                                value);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static double
draw_price (Sheet *self, double y)
{
  gint64 cents;
  gboolean is_known = autosell_vehicle_get_number (self->vehicle, AUTOSELL_FIELD_PRICE, &cents);
  g_autofree char *price = is_known ? autosell_format_money (cents) : NULL;
  g_autofree char *credit = dup_credit (self->vehicle);
  const double padding = 12 * self->scale + 2;
  const double inner = self->width - 36;
  const AutosellPrintStyle label = { .size = 17 * self->scale,
                                     .min_size = 8,
                                     .max_lines = 1,
                                     .colour = AUTOSELL_PRINT_GREY,
                                     .is_bold = TRUE,
                                     .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle big = { .size = 132,
                                   .min_size = 20,
                                   .max_lines = 1,
                                   .colour = AUTOSELL_PRINT_BLUE,
                                   .is_bold = TRUE,
                                   .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle small = { .size = 20 * self->scale,
                                     .min_size = 9,
                                     .max_lines = 1,
                                     .colour = AUTOSELL_PRINT_INK,
                                     .is_bold = TRUE,
                                     .align = AUTOSELL_PRINT_CENTRE };
  const char *label_text = _("Cash price");
  double label_height = autosell_print_canvas_get_height (self->canvas, &label, inner, 60, label_text, NULL);
  double price_room = MAX (170 * self->scale, 80);
  /* The letters' own air above and below is not needed around digits. */
  double price_height =
    price != NULL ? autosell_print_canvas_get_height (self->canvas, &big, inner, price_room, price, NULL) : 90;
  double credit_height = autosell_print_canvas_get_height (self->canvas, &small, inner, 60, credit, NULL);
  double height = 2 * padding + label_height + price_height * 0.9 + (credit != NULL ? credit_height + 6 : 0);

  autosell_print_canvas_fill (self->canvas, &(AutosellPrintBox){ self->left, y, self->width, height }, 12,
                              AUTOSELL_PRINT_PALE);
  autosell_print_canvas_frame (self->canvas, &(AutosellPrintBox){ self->left + 1, y + 1, self->width - 2, height - 2 },
                               11, 2, AUTOSELL_PRINT_BLUE);
  autosell_print_canvas_text (self->canvas, &label,
                              &(AutosellPrintBox){ self->left + 18, y + padding, inner, label_height + 1 }, label_text);
  if (price != NULL)
    {
      autosell_print_canvas_text (self->canvas, &big,
                                  &(AutosellPrintBox){ self->left + 18,
                                                       y + padding + label_height - price_height * 0.07, inner,
                                                       price_height + 1 },
                                  price);
    }
  else
    {
      const AutosellPrintStyle sign = { .size = 60, .max_lines = 1, .colour = AUTOSELL_PRINT_BLUE, .is_bold = TRUE };
      double base = y + padding + label_height + price_height * 0.78;

      autosell_print_canvas_text (self->canvas, &sign,
                                  &(AutosellPrintBox){ self->left + self->width * 0.14, base - 68, 50, 90 }, "$");
      autosell_print_canvas_line (self->canvas, self->left + self->width * 0.14 + 44, base,
                                  self->left + self->width * 0.86, base, 1.5, AUTOSELL_PRINT_BLUE, FALSE);
    }
  autosell_print_canvas_text (
    self->canvas, &small,
    &(AutosellPrintBox){ self->left + 18, y + height - padding - credit_height, inner, credit_height + 1 }, credit);
  return height;
}

/* ---- Data ---- */

static double
draw_data (Sheet *self, double y)
{
  static const AutosellField fields[] = {
    AUTOSELL_FIELD_KM,    AUTOSELL_FIELD_TRANSMISSION, AUTOSELL_FIELD_COLOUR,
    AUTOSELL_FIELD_FUEL,  AUTOSELL_FIELD_BODY,         AUTOSELL_FIELD_CYLINDERS,
    AUTOSELL_FIELD_DOORS, AUTOSELL_FIELD_OWNERS,       AUTOSELL_FIELD_INVOICE_KIND,
  };
  const double column_gap = 28;
  const double column = (self->width - column_gap) / 2;
  const double row = 30 * self->scale;
  const AutosellPrintStyle label = {
    .size = 14.5 * self->scale, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY
  };
  const AutosellPrintStyle value = { .size = 19 * self->scale,
                                     .min_size = 6,
                                     .max_lines = 2,
                                     .colour = AUTOSELL_PRINT_INK,
                                     .is_bold = TRUE,
                                     .align = AUTOSELL_PRINT_RIGHT };
  guint n = 0, n_known = 0;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    n_known += autosell_vehicle_get_value (self->vehicle, fields[i])->state != AUTOSELL_VALUE_UNKNOWN;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = autosell_print_dup_value (self->vehicle, fields[i]);
      /* An odd last one has the line for itself. */
      double width = n + 1 == n_known && n % 2 == 0 ? self->width : column;
      double x = self->left + (n % 2) * (column + column_gap);
      double top = y + (n / 2) * row;
      const char *label_text;
      double label_width;

      if (text == NULL)
        continue;
      if (fields[i] == AUTOSELL_FIELD_KM)
        {
          char *with_unit = autosell_vehicle_get_value (self->vehicle, fields[i])->state == AUTOSELL_VALUE_KNOWN
                              ? g_strdup_printf ("%s km", text)
                              : g_strdup (text);

          g_free (text);
          text = with_unit;
        }
      label_text = fields[i] == AUTOSELL_FIELD_KM ? _("Mileage") : autosell_field_get_label (fields[i]);
      label_width = MIN (column * 0.5, autosell_print_canvas_get_width (self->canvas, &label, label_text));
      autosell_print_canvas_text_middle (self->canvas, &label, &(AutosellPrintBox){ x, top, label_width + 1, row },
                                         label_text);
      autosell_print_canvas_text_middle (
        self->canvas, &value, &(AutosellPrintBox){ x + label_width + 8, top, width - label_width - 8, row }, text);
      autosell_print_canvas_line (self->canvas, x, top + row, x + width, top + row, 0.7, AUTOSELL_PRINT_RULE, FALSE);
      n++;
    }
  return ((n + 1) / 2) * row;
}

/* ---- Features and description ---- */

/* Returns: (transfer full) (element-type utf8) */
static GPtrArray *
dup_features (AutosellVehicle *vehicle)
{
  const char *text = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_FEATURES);
  g_auto(GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  for (char **line = lines; *line != NULL; line++)
    {
      char *item = autosell_text_trim (*line);

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

/* More are set as one text. */
#define BULLETS_MAX 18

static double
draw_bullets (Sheet *self, double y, GPtrArray *items)
{
  const double column_gap = 28;
  const double column = (self->width - column_gap) / 2;
  const AutosellPrintStyle style = {
    .size = 15 * self->scale, .min_size = 7, .max_lines = 3, .colour = AUTOSELL_PRINT_INK
  };
  const double indent = 14 * self->scale;
  double x = self->left, top = y, bottom = y;
  guint n_left = (items->len + 1) / 2;

  for (guint i = 0; i < items->len; i++)
    {
      double height;

      if (i == n_left)
        {
          x += column + column_gap;
          top = y;
        }
      height = autosell_print_canvas_text (self->canvas, &style,
                                           &(AutosellPrintBox){ x + indent, top, column - indent, 64 * self->scale },
                                           g_ptr_array_index (items, i));
      autosell_print_canvas_fill (self->canvas,
                                  &(AutosellPrintBox){ x + 1, top + 8 * self->scale, 5 * self->scale, 5 * self->scale },
                                  self->scale, AUTOSELL_PRINT_RED);
      top += height + 3 * self->scale;
      bottom = MAX (bottom, top);
    }
  return bottom - y;
}

static double
draw_features (Sheet *self, double y)
{
  g_autoptr(GPtrArray) items = dup_features (self->vehicle);
  const AutosellPrintStyle heading = {
    .size = 16 * self->scale, .min_size = 8, .max_lines = 1, .colour = AUTOSELL_PRINT_BLUE, .is_bold = TRUE
  };
  const AutosellPrintStyle style = { .size = 14 * self->scale, .min_size = 7, .colour = AUTOSELL_PRINT_INK };
  g_autoptr(GString) text = NULL;
  double height;

  if (items->len == 0)
    return 0;
  height = autosell_print_canvas_text (
    self->canvas, &heading, &(AutosellPrintBox){ self->left, y, self->width, 40 * self->scale }, _("Features"));
  height += 3 * self->scale;
  if (items->len <= BULLETS_MAX)
    return height + draw_bullets (self, y + height, items);
  text = g_string_new (NULL);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "  ·  " : "", (char *) g_ptr_array_index (items, i));
  return height
         + autosell_print_canvas_text (self->canvas, &style,
                                       &(AutosellPrintBox){ self->left, y + height, self->width, 190 * self->scale },
                                       text->str);
}

static double
draw_description (Sheet *self, double y)
{
  const char *text = autosell_vehicle_get_text (self->vehicle, AUTOSELL_FIELD_DESCRIPTION);
  const AutosellPrintStyle style = { .size = 14 * self->scale, .min_size = 7, .colour = AUTOSELL_PRINT_INK };

  return autosell_print_canvas_text (self->canvas, &style,
                                     &(AutosellPrintBox){ self->left, y, self->width, 150 * self->scale }, text);
}

/* ---- Foot ---- */

#define QR_EDGE 104.0

static double
draw_guarantee (Sheet *self, double x, double y, double width)
{
  const AutosellPrintStyle style = { .size = 13, .min_size = 8, .max_lines = 1, .colour = AUTOSELL_PRINT_INK };
  const AutosellPrintStyle bold = {
    .size = 13, .min_size = 8, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE
  };
  const char *label = _("Guarantee");
  const char *answers[] = { C_ ("guarantee", "Yes"), C_ ("guarantee", "No") };
  const int values[] = { AUTOSELL_GUARANTEE_YES, AUTOSELL_GUARANTEE_NO };
  double end = x + width;

  autosell_print_canvas_text (self->canvas, &bold, &(AutosellPrintBox){ x, y, width, 20 }, label);
  x += autosell_print_canvas_get_width (self->canvas, &bold, label) + 14;
  for (int i = 0; i < 2; i++)
    {
      autosell_print_canvas_tick_box (self->canvas, x, y + 3, 12,
                                      (int) self->document->dealership->guarantee == values[i]);
      autosell_print_canvas_text (self->canvas, &style, &(AutosellPrintBox){ x + 17, y, end - x - 17, 20 }, answers[i]);
      x += 17 + autosell_print_canvas_get_width (self->canvas, &style, answers[i]) + 18;
    }
  return 21;
}

static double
draw_contact (Sheet *self, double x, double y, double width)
{
  const AutosellDealership *dealership = self->document->dealership;
  const AutosellPrintStyle phone = {
    .size = 24, .min_size = 10, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE
  };
  const AutosellPrintStyle text = { .size = 12, .min_size = 7, .max_lines = 2, .colour = AUTOSELL_PRINT_INK };
  double top = y;

  y += autosell_print_canvas_text (self->canvas, &phone, &(AutosellPrintBox){ x, y, width, 32 }, dealership->phone);
  y += autosell_print_canvas_text (self->canvas, &text, &(AutosellPrintBox){ x, y, width, 34 }, dealership->address);
  y += autosell_print_canvas_text (self->canvas, &text, &(AutosellPrintBox){ x, y, width, 34 }, dealership->hours);
  if (y > top)
    y += 5;
  y += draw_guarantee (self, x, y, width);
  if (dealership->payment != NULL)
    {
      /* Translators: %s is what the lot takes: cash, bank credit … */
      g_autofree char *payment = g_strdup_printf (_("Payment: %s"), dealership->payment);

      y += autosell_print_canvas_text (self->canvas, &text, &(AutosellPrintBox){ x, y, width, 34 }, payment);
    }
  return y - top;
}

static const char *
get_code (AutosellVehicle *vehicle)
{
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);

  return stock_number != NULL ? stock_number : autosell_vehicle_get_id (vehicle);
}

/* The foot stands on the bottom margin, so it is measured first. */
static double
draw_foot (Sheet *self, double y)
{
  const char *stock_number = autosell_vehicle_get_text (self->vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  const char *code = get_code (self->vehicle);
  const AutosellPrintStyle number = { .size = 13,
                                      .min_size = 5,
                                      .max_lines = 1,
                                      .colour = AUTOSELL_PRINT_INK,
                                      .is_bold = TRUE,
                                      .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle small = {
    .size = 7.5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_RIGHT
  };
  g_autofree char *date = autosell_format_date (self->document->today);
  /* Translators: %s is a date */
  g_autofree char *printed = g_strdup_printf (_("Printed on %s"), date);
  double contact_width = self->width, qr_height = 0, height;

  autosell_print_canvas_line (self->canvas, self->left, y, self->left + self->width, y, 1.2, AUTOSELL_PRINT_BLUE,
                              FALSE);
  y += FOOTER_TOP_GAP;
  if (code != NULL && autosell_print_canvas_qr (self->canvas, self->left + self->width - QR_EDGE, y - 6, QR_EDGE, code))
    {
      contact_width -= QR_EDGE + 20;
      qr_height = QR_EDGE - 6;
      if (stock_number != NULL)
        qr_height +=
          autosell_print_canvas_text (
            self->canvas, &number,
            &(AutosellPrintBox){ self->left + self->width - QR_EDGE, y + QR_EDGE - 13, QR_EDGE, 18 }, stock_number)
          - 7;
    }
  height = draw_contact (self, self->left, y, contact_width);
  height = MAX (height, qr_height) + 4;
  autosell_print_canvas_text (self->canvas, &small, &(AutosellPrintBox){ self->left, y + height, self->width, 11 },
                              printed);
  return FOOTER_TOP_GAP + height + 11;
}

/* ---- All of it ---- */

static double
draw_sections (Sheet *self, double y)
{
  static double (*const sections[]) (Sheet *, double) = { draw_name, draw_photos,   draw_price,
                                                          draw_data, draw_features, draw_description };
  double top = y;

  self->n_gaps = 0;
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      double height = sections[i](self, y);

      if (height <= 0)
        continue;
      y += height + self->gap;
      self->n_gaps++;
    }
  return y - top - self->gap;
}

static double
measure_at (Sheet *self, double scale)
{
  self->scale = scale;
  self->gap = 14 * scale;
  return draw_sections (self, 0);
}

/* The largest scale at which all of it is no higher than @room, found by halving the range of steps. Returns: the
 * height */
static double
fit_sections (Sheet *self, double room)
{
  int fitting = (int) ceil (log (SCALE_MIN / SCALE_MAX) / log (SCALE_STEP)), too_large = 0;
  double height = measure_at (self, SCALE_MAX);

  if (height <= room)
    return height;
  while (fitting - too_large > 1)
    {
      int step = (fitting + too_large) / 2;

      if (measure_at (self, SCALE_MAX * pow (SCALE_STEP, step)) <= room)
        fitting = step;
      else
        too_large = step;
    }
  return measure_at (self, SCALE_MAX * pow (SCALE_STEP, fitting));
}

void
autosell_print_sheet_draw (AutosellPrintDocument *document, AutosellPrintCanvas *canvas, AutosellVehicle *vehicle,
                           GPtrArray *photos)
{
  g_autoptr(AutosellPrintCanvas) measure = autosell_print_canvas_new (NULL);
  Sheet sheet = {
    .document = document,
    .canvas = measure,
    .vehicle = vehicle,
    .photos = photos,
    .left = AUTOSELL_PRINT_MARGIN,
    .width = document->width - 2 * AUTOSELL_PRINT_MARGIN,
  };
  double top = AUTOSELL_PRINT_MARGIN, bottom = document->height - AUTOSELL_PRINT_MARGIN;
  double foot = draw_foot (&sheet, 0), room, height;

  top += draw_band (&sheet, top) + 12;
  room = bottom - foot - FOOT_GAP - top;
  height = fit_sections (&sheet, room);
  /* Words that cannot be read from outside are no use; the photos can be seen on the car. */
  if (sheet.scale < SCALE_MIN_BESIDE_PHOTOS && photos != NULL && photos->len > 0)
    {
      sheet.photos = NULL;
      height = fit_sections (&sheet, room);
    }
  /* What is left over becomes air, and not all of it at the end. */
  if (height < room)
    {
      double extra = (room - height) / (sheet.n_gaps + 1);

      sheet.gap += extra;
      top += extra;
    }

  sheet.canvas = canvas;
  draw_band (&sheet, AUTOSELL_PRINT_MARGIN);
  draw_sections (&sheet, top);
  draw_foot (&sheet, bottom - foot);
}
