/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Text and shapes in points on one page. The same code first measures (without a cairo_t nothing is drawn) and then
 * draws, and fonts are not hinted, so that a line breaks at the same word on every device and at every zoom. Private to
 * the layer and its tests. */

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} AutosellPrintBox;

typedef enum
{
  AUTOSELL_PRINT_LEFT,
  AUTOSELL_PRINT_CENTRE,
  AUTOSELL_PRINT_RIGHT,
} AutosellPrintAlign;

typedef struct
{
  double size;     /* wanted, in points */
  double min_size; /* text that does not fit gets smaller down to this; 0 for size */
  guint max_lines; /* 0 for as many as there is room for */
  guint32 colour;  /* 0xRRGGBB */
  gboolean is_bold;
  gboolean is_tabular; /* digits of one width */
  AutosellPrintAlign align;
} AutosellPrintStyle;

/* What was drawn where, for tests. */
typedef struct
{
  const char *text;
  AutosellPrintBox box;     /* the room that it was given */
  AutosellPrintBox extents; /* the room that it took, ink and all */
  AutosellPrintBox ink;     /* what of that is black */
  double size;
  gboolean is_shortened; /* ends in "…" because even the smallest size was too long */
} AutosellPrintTrace;

/* The text of a picture. */
#define AUTOSELL_PRINT_TRACE_PICTURE "(picture)"

typedef void (*AutosellPrintTraceFunc) (const AutosellPrintTrace *trace, gpointer user_data);

typedef struct _AutosellPrintCanvas AutosellPrintCanvas;

/* @cr: (nullable): NULL measures only */
AutosellPrintCanvas *autosell_print_canvas_new (cairo_t *cr);
void autosell_print_canvas_free (AutosellPrintCanvas *self);
void autosell_print_canvas_set_trace (AutosellPrintCanvas *self, AutosellPrintTraceFunc func, gpointer user_data);

/* On one line at the wanted size. */
double autosell_print_canvas_get_width (AutosellPrintCanvas *self, const AutosellPrintStyle *style, const char *text);
/* As text() would make it in a box of that size: how high, and (nullable) how wide. */
double autosell_print_canvas_get_height (AutosellPrintCanvas *self, const AutosellPrintStyle *style, double width,
                                         double height, const char *text, double *fitted_width);
/* Puts @text at the top of @box, smaller or on more lines where it is too long. @text: (nullable). Returns: its
 * height */
double autosell_print_canvas_text (AutosellPrintCanvas *self, const AutosellPrintStyle *style,
                                   const AutosellPrintBox *box, const char *text);
/* The same in the middle of the height. */
void autosell_print_canvas_text_middle (AutosellPrintCanvas *self, const AutosellPrintStyle *style,
                                        const AutosellPrintBox *box, const char *text);

void autosell_print_canvas_fill (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius, guint32 colour);
void autosell_print_canvas_frame (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius,
                                  double line_width, guint32 colour);
void autosell_print_canvas_line (AutosellPrintCanvas *self, double x1, double y1, double x2, double y2,
                                 double line_width, guint32 colour, gboolean is_dashed);
/* @picture covers all of @box; what sticks out is cut off. */
void autosell_print_canvas_picture (AutosellPrintCanvas *self, const AutosellPrintBox *box, double radius,
                                    cairo_surface_t *picture);
/* A square to be ticked, or ticked. */
void autosell_print_canvas_tick_box (AutosellPrintCanvas *self, double x, double y, double edge, gboolean is_ticked);
/* @text as a QR code with its quiet zone, @edge wide. FALSE where it is too long for one. */
gboolean autosell_print_canvas_qr (AutosellPrintCanvas *self, double x, double y, double edge, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPrintCanvas, autosell_print_canvas_free)

G_END_DECLS
