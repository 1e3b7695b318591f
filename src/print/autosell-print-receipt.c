/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"
#include "autosell-print-document-private.h"

/* The receipt of a reservation: half a page, for each side one. What the program does not know is a line for the
 * pen. */

typedef struct
{
  AutosellPrintDocument *document;
  AutosellPrintCanvas *canvas;
  AutosellVehicle *vehicle;
  double left;
  double width;
  double scale;
} Receipt;

static void
draw_header (Receipt *self, double y, const char *copy)
{
  const AutosellDealership *dealership = self->document->dealership;
  const double s = self->scale;
  const AutosellPrintStyle name = {
    .size = 19 * s, .min_size = 9, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE
  };
  const AutosellPrintStyle small = { .size = 9 * s, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY };
  const AutosellPrintStyle title = { .size = 16 * s,
                                     .min_size = 9,
                                     .max_lines = 1,
                                     .colour = AUTOSELL_PRINT_BLUE,
                                     .is_bold = TRUE,
                                     .align = AUTOSELL_PRINT_RIGHT };
  const AutosellPrintStyle right = {
    .size = 10 * s, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .align = AUTOSELL_PRINT_RIGHT
  };
  const AutosellPrintStyle right_small = {
    .size = 9 * s, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_RIGHT
  };
  const double half = self->width * 0.56;
  const double x = self->left + half + 12;
  const double rest = self->width - half - 12;
  g_autofree char *date = autosell_format_date (self->document->today);
  /* Translators: %s is a date */
  g_autofree char *day = g_strdup_printf (_("Date: %s"), date);

  if (dealership->name != NULL)
    {
      autosell_print_draw_mark (self->canvas, self->left, y + 7 * s, 9 * s);
      autosell_print_canvas_text_middle (
        self->canvas, &name, &(AutosellPrintBox){ self->left + 42 * s, y, half - 42 * s, 25 * s }, dealership->name);
      autosell_print_canvas_text (self->canvas, &small, &(AutosellPrintBox){ self->left, y + 27 * s, half, 14 * s },
                                  dealership->address);
      autosell_print_canvas_text (self->canvas, &small, &(AutosellPrintBox){ self->left, y + 40 * s, half, 14 * s },
                                  dealership->phone);
    }
  else
    {
      autosell_print_canvas_line (self->canvas, self->left, y + 26 * s, self->left + half, y + 26 * s, 0.8,
                                  AUTOSELL_PRINT_RULE, FALSE);
    }
  autosell_print_canvas_text_middle (self->canvas, &title, &(AutosellPrintBox){ x, y, rest, 25 * s },
                                     _("Reservation receipt"));
  autosell_print_canvas_text (self->canvas, &right, &(AutosellPrintBox){ x, y + 26 * s, rest, 15 * s }, day);
  autosell_print_canvas_text (self->canvas, &right_small, &(AutosellPrintBox){ x, y + 40 * s, rest, 14 * s }, copy);
  autosell_print_canvas_line (self->canvas, self->left, y + 57 * s, self->left + self->width, y + 57 * s, 1.2,
                              AUTOSELL_PRINT_BLUE, FALSE);
}

/* A label and what is known, or a line. @value: (nullable) */
static void
draw_field (Receipt *self, double x, double y, double width, const char *label, const char *value)
{
  const double s = self->scale;
  const AutosellPrintStyle small = { .size = 8.5 * s, .min_size = 5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY };
  const AutosellPrintStyle text = {
    .size = 12.5 * s, .min_size = 6, .max_lines = 1, .colour = AUTOSELL_PRINT_INK, .is_bold = TRUE
  };

  autosell_print_canvas_text (self->canvas, &small, &(AutosellPrintBox){ x, y, width, 13 * s }, label);
  autosell_print_canvas_text_middle (self->canvas, &text, &(AutosellPrintBox){ x, y + 11 * s, width, 19 * s }, value);
  autosell_print_canvas_line (self->canvas, x, y + 30 * s, x + width, y + 30 * s, 0.7,
                              value != NULL ? 0xd1d5db : AUTOSELL_PRINT_GREY, FALSE);
}

static void
draw_vehicle_field (Receipt *self, double x, double y, double width, AutosellField field)
{
  g_autofree char *value = autosell_print_dup_value (self->vehicle, field);

  draw_field (self, x, y, width, autosell_field_get_label (field), value);
}

/* Equal columns of one row. */
static void
draw_row (Receipt *self, double y, const AutosellField *fields, guint n_fields)
{
  const double gap = 18 * self->scale;
  const double width = (self->width - gap * (n_fields - 1)) / n_fields;

  for (guint i = 0; i < n_fields; i++)
    draw_vehicle_field (self, self->left + i * (width + gap), y, width, fields[i]);
}

static void
draw_car (Receipt *self, double y)
{
  static const AutosellField first[] = { AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_KM, AUTOSELL_FIELD_STOCK_NUMBER };
  static const AutosellField second[] = { AUTOSELL_FIELD_NIV, AUTOSELL_FIELD_PLATES };
  static const AutosellField name[] = { AUTOSELL_FIELD_BRAND, AUTOSELL_FIELD_MODEL, AUTOSELL_FIELD_VERSION,
                                        AUTOSELL_FIELD_YEAR };
  g_autoptr(GString) title = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (name); i++)
    {
      g_autofree char *value = autosell_print_dup_value (self->vehicle, name[i]);

      if (value != NULL)
        g_string_append_printf (title, "%s%s", title->len > 0 ? " " : "", value);
    }
  draw_field (self, self->left, y, self->width, _("Vehicle"), title->len > 0 ? title->str : NULL);
  draw_row (self, y + 35 * self->scale, first, G_N_ELEMENTS (first));
  draw_row (self, y + 70 * self->scale, second, G_N_ELEMENTS (second));
}

/* What is still to be paid; NULL where it cannot be known. Returns: (transfer full) (nullable) */
static char *
dup_remaining (AutosellVehicle *vehicle)
{
  gint64 price, deposit;

  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &price)
      || !autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_DEPOSIT, &deposit) || deposit > price)
    return NULL;
  return autosell_format_money (price - deposit);
}

static void
draw_amount (Receipt *self, double x, double y, double width, const char *label, const char *amount, guint32 colour)
{
  const double s = self->scale;
  const AutosellPrintStyle small = {
    .size = 9 * s, .min_size = 5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_CENTRE
  };
  const AutosellPrintStyle big = {
    .size = 20 * s, .min_size = 7, .max_lines = 1, .colour = colour, .is_bold = TRUE, .align = AUTOSELL_PRINT_CENTRE
  };

  autosell_print_canvas_text (self->canvas, &small, &(AutosellPrintBox){ x + 4, y + 5 * s, width - 8, 14 * s }, label);
  if (amount != NULL)
    autosell_print_canvas_text_middle (self->canvas, &big, &(AutosellPrintBox){ x + 9, y + 18 * s, width - 18, 28 * s },
                                       amount);
  else
    autosell_print_canvas_line (self->canvas, x + 18 * s, y + 42 * s, x + width - 18 * s, y + 42 * s, 0.8,
                                AUTOSELL_PRINT_GREY, FALSE);
}

static void
draw_amounts (Receipt *self, double y)
{
  g_autofree char *price = autosell_print_dup_value (self->vehicle, AUTOSELL_FIELD_PRICE);
  g_autofree char *deposit = autosell_print_dup_value (self->vehicle, AUTOSELL_FIELD_DEPOSIT);
  g_autofree char *remaining = dup_remaining (self->vehicle);
  g_autofree char *until = autosell_print_dup_value (self->vehicle, AUTOSELL_FIELD_RESERVED_UNTIL);
  const double height = 52 * self->scale, width = self->width / 4;
  const AutosellPrintBox box = { self->left, y, self->width, height };

  autosell_print_canvas_fill (self->canvas, &box, 7, AUTOSELL_PRINT_PALE);
  autosell_print_canvas_frame (self->canvas, &box, 7, 1, AUTOSELL_PRINT_BLUE);
  for (int i = 1; i < 4; i++)
    autosell_print_canvas_line (self->canvas, self->left + i * width, y + 8, self->left + i * width, y + height - 8,
                                0.6, AUTOSELL_PRINT_RULE, FALSE);
  draw_amount (self, self->left, y, width, autosell_field_get_label (AUTOSELL_FIELD_PRICE), price, AUTOSELL_PRINT_INK);
  draw_amount (self, self->left + width, y, width, _("Deposit received"), deposit, AUTOSELL_PRINT_BLUE);
  draw_amount (self, self->left + 2 * width, y, width, _("Remaining"), remaining, AUTOSELL_PRINT_INK);
  draw_amount (self, self->left + 3 * width, y, width, autosell_field_get_label (AUTOSELL_FIELD_RESERVED_UNTIL), until,
               AUTOSELL_PRINT_INK);
}

static void
draw_signature (Receipt *self, double x, double y, double width, const char *who, const char *name)
{
  const double s = self->scale;
  const AutosellPrintStyle text = { .size = 10 * s,
                                    .min_size = 6,
                                    .max_lines = 1,
                                    .colour = AUTOSELL_PRINT_INK,
                                    .is_bold = TRUE,
                                    .align = AUTOSELL_PRINT_CENTRE };
  const AutosellPrintStyle small = {
    .size = 8.5 * s, .min_size = 5, .max_lines = 1, .colour = AUTOSELL_PRINT_GREY, .align = AUTOSELL_PRINT_CENTRE
  };

  autosell_print_canvas_line (self->canvas, x, y, x + width, y, 0.8, AUTOSELL_PRINT_INK, FALSE);
  autosell_print_canvas_text (self->canvas, &text, &(AutosellPrintBox){ x, y + 2 * s, width, 15 * s }, name);
  autosell_print_canvas_text (self->canvas, &small,
                              &(AutosellPrintBox){ x, y + (name != NULL ? 16 : 3) * s, width, 13 * s }, who);
}

static void
draw_copy (Receipt *self, double y, double height, const char *copy)
{
  const double s = self->scale;
  const double gap = 18 * s, half = (self->width - gap) / 2;
  const double signature = self->width * 0.4;
  g_autofree char *buyer = autosell_print_dup_value (self->vehicle, AUTOSELL_FIELD_BUYER);
  g_autofree char *salesperson = autosell_print_dup_value (self->vehicle, AUTOSELL_FIELD_SALESPERSON);

  draw_header (self, y, copy);
  draw_field (self, self->left, y + 65 * s, half, _("Received from"), buyer);
  draw_field (self, self->left + half + gap, y + 65 * s, half, autosell_field_get_label (AUTOSELL_FIELD_SALESPERSON),
              salesperson);
  draw_car (self, y + 100 * s);
  draw_amounts (self, y + 213 * s);
  draw_signature (self, self->left, y + height - 34 * s, signature, _("Buyer: name and signature"), buyer);
  draw_signature (self, self->left + self->width - signature, y + height - 34 * s, signature,
                  _("Salesperson: name and signature"), salesperson);
}

void
autosell_print_receipt_draw (AutosellPrintDocument *document, AutosellPrintCanvas *canvas, AutosellVehicle *vehicle)
{
  const double middle = document->height / 2, margin = AUTOSELL_PRINT_MARGIN;
  const double height = middle - margin - 20;
  Receipt receipt = {
    .document = document,
    .canvas = canvas,
    .vehicle = vehicle,
    .left = margin,
    .width = document->width - 2 * margin,
    .scale = 1,
  };

  if (document->n_copies == 1)
    {
      receipt.scale = 1.28;
      draw_copy (&receipt, margin, height * 1.3, NULL);
      return;
    }
  draw_copy (&receipt, margin, height, _("Copy for the buyer"));
  autosell_print_canvas_line (canvas, 0, middle, document->width, middle, 0.6, AUTOSELL_PRINT_RULE, TRUE);
  draw_copy (&receipt, middle + 20, height, _("Copy for the dealership"));
}
