/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-canvas.h"

#include <math.h>

#include "autosell-print-qr.h"

/* The runtime of a Flatpak has Adwaita Sans where distributions have Cantarell; DejaVu Sans has every letter. */
#define FAMILIES "Cantarell, Adwaita Sans, DejaVu Sans, sans-serif"

#define SHRINK_STEP 0.95

struct _AutosellPrintCanvas
{
  cairo_t *cr;           /* owned, nullable */
  PangoContext *context; /* owned */
  PangoLayout *layout;   /* owned: one for all texts, a new one for each would be half of the work of a long list */
  AutosellPrintTraceFunc trace;
  gpointer trace_data;
};

AutosellPrintCanvas *
autosell_print_canvas_new (cairo_t *cr)
{
  AutosellPrintCanvas *self = g_new0 (AutosellPrintCanvas, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->cr = cr != NULL ? cairo_reference (cr) : NULL;
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (self->context, 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  if (cr != NULL)
    pango_cairo_update_context (cr, self->context);
  self->layout = pango_layout_new (self->context);
  return self;
}

void
autosell_print_canvas_free (AutosellPrintCanvas *self)
{
  g_object_unref (self->layout);
  g_object_unref (self->context);
  g_clear_pointer (&self->cr, cairo_destroy);
  g_free (self);
}

void
autosell_print_canvas_set_trace (AutosellPrintCanvas *self, AutosellPrintTraceFunc func, gpointer user_data)
{
  self->trace = func;
  self->trace_data = user_data;
}

/* ---- Text ---- */

static void
set_font (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double size)
{
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  pango_font_description_set_weight (font, style->is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (self->layout, font);
  pango_font_description_free (font);
}

static void
set_text (AutosellPrintCanvas *self, const AutosellPrintStyle *style, const char *text)
{
  static const PangoAlignment alignments[] = {
    [AUTOSELL_PRINT_LEFT] = PANGO_ALIGN_LEFT,
    [AUTOSELL_PRINT_CENTRE] = PANGO_ALIGN_CENTER,
    [AUTOSELL_PRINT_RIGHT] = PANGO_ALIGN_RIGHT,
  };
  PangoAttrList *attributes = NULL;

  if (style->is_tabular)
    {
      attributes = pango_attr_list_new ();
      pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum"));
    }
  pango_layout_set_attributes (self->layout, attributes);
  g_clear_pointer (&attributes, pango_attr_list_unref);
  pango_layout_set_alignment (self->layout, alignments[style->align]);
  pango_layout_set_single_paragraph_mode (self->layout, style->max_lines == 1);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_height (self->layout, -1);
  pango_layout_set_width (self->layout, -1);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD);
  pango_layout_set_text (self->layout, text, -1);
}

static void
get_size (AutosellPrintCanvas *self, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (self->layout, NULL, &logical);
  *width = (double) logical.width / PANGO_SCALE;
  *height = (double) logical.height / PANGO_SCALE;
}

static gboolean
fits (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double width, double height)
{
  double taken_width, taken_height;

  get_size (self, &taken_width, &taken_height);
  return taken_width <= width + 0.01 && taken_height <= height + 0.01
         && (style->max_lines == 0 || pango_layout_get_line_count (self->layout) <= (int) style->max_lines);
}

static gboolean
fits_at (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double size, double width, double height)
{
  set_font (self, style, size);
  return fits (self, style, width, height);
}

/* Halves the range of steps from the wanted size to the smallest, as laying out a long text is what a page's time goes
 * into. Returns: the size of the letters, which the layout has: the largest of the steps that fits, or the smallest */
static double
find_size (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double min_size, double width, double height)
{
  int fitting, too_large = 0;
  double size = style->size;

  if (fits_at (self, style, size, width, height) || size <= min_size)
    return size;
  fitting = (int) ceil (log (min_size / size) / log (SHRINK_STEP)); /* taken for it until the end */
  while (fitting - too_large > 1)
    {
      int step = (fitting + too_large) / 2;

      if (fits_at (self, style, size * pow (SHRINK_STEP, step), width, height))
        fitting = step;
      else
        too_large = step;
    }
  size = MAX (size * pow (SHRINK_STEP, fitting), min_size);
  set_font (self, style, size);
  return size;
}

/* Leaves the layout as it is to be drawn. Returns: the size of the letters */
static double
fit (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double width, double height, const char *text)
{
  double min_size = style->min_size > 0 ? MIN (style->min_size, style->size) : style->size;
  double size;

  set_text (self, style, text);
  pango_layout_set_width (self->layout, style->max_lines == 1 && style->align == AUTOSELL_PRINT_LEFT
                                          ? -1
                                          : (int) floor (width * PANGO_SCALE));
  size = find_size (self, style, min_size, width, height);
  if (fits (self, style, width, height))
    return size;

  /* One word that is longer than the line is broken; whatever is still too much ends in "…". */
  pango_layout_set_width (self->layout, (int) floor (width * PANGO_SCALE));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  if (!fits (self, style, width, height))
    {
      int line = 0, n_lines;
      double taken_width, taken_height;

      get_size (self, &taken_width, &taken_height);
      n_lines = pango_layout_get_line_count (self->layout);
      line = MAX (1, (int) floor (height / (taken_height / n_lines) + 0.01));
      if (style->max_lines > 0)
        line = MIN (line, (int) style->max_lines);
      /* Pango counts lines of a paragraph: what has several becomes one. */
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_height (self->layout, -line);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
    }
  return size;
}

double
autosell_print_canvas_get_width (AutosellPrintCanvas *self, const AutosellPrintStyle *style, const char *text)
{
  double width, height;

  set_text (self, style, text);
  set_font (self, style, style->size);
  get_size (self, &width, &height);
  return width;
}

double
autosell_print_canvas_get_height (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double width,
                                  double height, const char *text, double *fitted_width)
{
  double taken_width, taken_height;

  if (text == NULL || text[0] == '\0')
    return 0;
  fit (self, style, width, height, text);
  get_size (self, &taken_width, &taken_height);
  if (fitted_width != NULL)
    *fitted_width = taken_width;
  return taken_height;
}

static void
set_colour (AutosellPrintCanvas *self, guint32 colour)
{
  cairo_set_source_rgb (self->cr, ((colour >> 16) & 0xff) / 255.0, ((colour >> 8) & 0xff) / 255.0,
                        (colour & 0xff) / 255.0);
}

static void
tell (AutosellPrintCanvas *self, const AutosellPrintBox *box, double x, double y, double size, const char *text)
{
  PangoRectangle ink, logical;
  AutosellPrintTrace trace = { .text = text, .box = *box, .size = size };
  double left, top, right, bottom;

  if (self->trace == NULL)
    return;
  pango_layout_get_extents (self->layout, &ink, &logical);
  left = MIN (ink.x, logical.x);
  top = MIN (ink.y, logical.y);
  right = MAX (ink.x + ink.width, logical.x + logical.width);
  bottom = MAX (ink.y + ink.height, logical.y + logical.height);
  trace.extents = (AutosellPrintBox){ x + left / PANGO_SCALE, y + top / PANGO_SCALE, (right - left) / PANGO_SCALE,
                                      (bottom - top) / PANGO_SCALE };
  trace.ink = (AutosellPrintBox){ x + (double) ink.x / PANGO_SCALE, y + (double) ink.y / PANGO_SCALE,
                                  (double) ink.width / PANGO_SCALE, (double) ink.height / PANGO_SCALE };
  trace.is_shortened = pango_layout_is_ellipsized (self->layout);
  self->trace (&trace, self->trace_data);
}

static double
draw_text (AutosellPrintCanvas *self, const AutosellPrintStyle *style, const AutosellPrintBox *box, const char *text,
           double middle)
{
  double size, width, height, y;

  if (text == NULL || text[0] == '\0')
    return 0;
  size = fit (self, style, box->width, box->height, text);
  get_size (self, &width, &height);
  y = box->y + MAX (box->height - height, 0) * middle;
  if (self->cr != NULL)
    {
      set_colour (self, style->colour);
      cairo_move_to (self->cr, box->x, y);
      pango_cairo_show_layout (self->cr, self->layout);
      tell (self, box, box->x, y, size, text);
    }
  return height;
}

double
autosell_print_canvas_text (AutosellPrintCanvas *self, const AutosellPrintStyle *style, const AutosellPrintBox *box,
                            const char *text)
{
  return draw_text (self, style, box, text, 0);
}

void
autosell_print_canvas_text_middle (AutosellPrintCanvas *self, const AutosellPrintStyle *style,
                                   const AutosellPrintBox *box, const char *text)
{
  draw_text (self, style, box, text, 0.5);
}

/* ---- Shapes ---- */

static void
add_rounded (cairo_t *cr, const AutosellPrintBox *box, double radius)
{
  radius = MIN (radius, MIN (box->width, box->height) / 2);
  if (radius <= 0)
    {
      cairo_rectangle (cr, box->x, box->y, box->width, box->height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, box->x + box->width - radius, box->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, box->x + box->width - radius, box->y + box->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, box->x + radius, box->y + box->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

void
autosell_print_canvas_fill (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius, guint32 colour)
{
  if (self->cr == NULL)
    return;
  set_colour (self, colour);
  add_rounded (self->cr, box, radius);
  cairo_fill (self->cr);
}

void
autosell_print_canvas_picture (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius,
                               cairo_surface_t *picture)
{
  double width = cairo_image_surface_get_width (picture), height = cairo_image_surface_get_height (picture), scale;

  if (self->cr == NULL || width <= 0 || height <= 0)
    return;
  if (self->trace != NULL)
    self->trace (
      &(AutosellPrintTrace){
        .text = AUTOSELL_PRINT_TRACE_PICTURE, .box = *box, .extents = *box, .ink = *box, .size = box->height },
      self->trace_data);
  scale = MAX (box->width / width, box->height / height);
  cairo_save (self->cr);
  add_rounded (self->cr, box, radius);
  cairo_clip (self->cr);
  cairo_translate (self->cr, box->x + (box->width - width * scale) / 2, box->y + (box->height - height * scale) / 2);
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, picture, 0, 0);
  cairo_paint (self->cr);
  cairo_restore (self->cr);
}

void
autosell_print_canvas_frame (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius, double line_width,
                             guint32 colour)
{
  if (self->cr == NULL)
    return;
  set_colour (self, colour);
  add_rounded (self->cr, box, radius);
  cairo_set_line_width (self->cr, line_width);
  cairo_stroke (self->cr);
}

void
autosell_print_canvas_line (AutosellPrintCanvas *self, double x1, double y1, double x2, double y2, double line_width,
                            guint32 colour, gboolean is_dashed)
{
  const double dashes[] = { 4, 4 };

  if (self->cr == NULL)
    return;
  set_colour (self, colour);
  cairo_set_line_width (self->cr, line_width);
  if (is_dashed)
    cairo_set_dash (self->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (self->cr, x1, y1);
  cairo_line_to (self->cr, x2, y2);
  cairo_stroke (self->cr);
  cairo_set_dash (self->cr, NULL, 0, 0);
}

void
autosell_print_canvas_tick_box (AutosellPrintCanvas *self, double x, double y, double edge, gboolean is_ticked)
{
  const AutosellPrintBox box = { x, y, edge, edge };

  if (self->cr == NULL)
    return;
  autosell_print_canvas_frame (self, &box, edge * 0.15, edge * 0.09, 0x1f2937);
  if (!is_ticked)
    return;
  cairo_set_line_width (self->cr, edge * 0.17);
  cairo_move_to (self->cr, x + edge * 0.22, y + edge * 0.52);
  cairo_line_to (self->cr, x + edge * 0.43, y + edge * 0.75);
  cairo_line_to (self->cr, x + edge * 0.80, y + edge * 0.25);
  cairo_stroke (self->cr);
}

gboolean
autosell_print_canvas_qr (AutosellPrintCanvas *self, double x, double y, double edge, const char *text)
{
  g_autoptr(AutosellPrintQr) qr = autosell_print_qr_new (text);
  double module;

  if (qr == NULL)
    return FALSE;
  if (self->cr == NULL)
    return TRUE;
  module = edge / (qr->width + 2 * AUTOSELL_PRINT_QR_QUIET);
  set_colour (self, 0x000000);
  /* Runs of one path: squares of their own would show seams on a screen. */
  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width;)
      {
        int start = column;

        while (column < qr->width && autosell_print_qr_get (qr, column, row))
          column++;
        if (column > start)
          cairo_rectangle (self->cr, x + (start + AUTOSELL_PRINT_QR_QUIET) * module,
                           y + (row + AUTOSELL_PRINT_QR_QUIET) * module, (column - start) * module, module);
        else
          column++;
      }
  cairo_fill (self->cr);
  return TRUE;
}
