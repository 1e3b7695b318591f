/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-parse.h"
#include "autosell-print-canvas.h"
#include "autosell-print-document.h"

G_BEGIN_DECLS

/* Room that no printer can reach, with some air. */
#define AUTOSELL_PRINT_MARGIN 36.0

/* The colours of the program on paper: dark enough to be read where a printer has black alone. */
#define AUTOSELL_PRINT_INK 0x111827
#define AUTOSELL_PRINT_GREY 0x4b5563
#define AUTOSELL_PRINT_RULE 0x9ca3af
#define AUTOSELL_PRINT_ZEBRA 0xf1f4f9
#define AUTOSELL_PRINT_BLUE 0x1d4ed8
#define AUTOSELL_PRINT_RED 0xdc2626
#define AUTOSELL_PRINT_PALE 0xeef3ff

typedef struct _AutosellPrintList AutosellPrintList;

struct _AutosellPrintDocument
{
  GObject parent_instance;
  AutosellPrintKind kind;
  AutosellPaper paper;
  double width; /* of a page, points */
  double height;
  guint n_pages;
  char *title;                    /* owned */
  GPtrArray *vehicles;            /* owned, of AutosellVehicle */
  AutosellDealership *dealership; /* owned */
  AutosellPrintList *list;        /* owned, nullable: of a price list */
  guint n_copies;                 /* of a receipt */
  AutosellPrintPhotos *photos;    /* owned, nullable: of sheets */
  char today[AUTOSELL_DATE_SIZE];
  AutosellPrintTraceFunc trace; /* for tests */
  gpointer trace_data;
};

/* Sets the size of the page and the number of pages. */
AutosellPrintList *autosell_print_list_new (AutosellPrintDocument *document, guint64 columns, const char *filter);
void autosell_print_list_free (AutosellPrintList *self);
void autosell_print_list_draw (AutosellPrintList *self, AutosellPrintDocument *document, AutosellPrintCanvas *canvas,
                               guint page);

/* @photos: (nullable) (element-type cairo_surface_t) */
void autosell_print_sheet_draw (AutosellPrintDocument *document, AutosellPrintCanvas *canvas, AutosellVehicle *vehicle,
                                GPtrArray *photos);
/* What there is to draw on a page; valid until another is asked for. (element-type cairo_surface_t) */
GPtrArray *autosell_print_photos_get (AutosellPrintPhotos *self, guint page);
void autosell_print_receipt_draw (AutosellPrintDocument *document, AutosellPrintCanvas *canvas,
                                  AutosellVehicle *vehicle);

/* The value as on the screen, on one line, NULL for unknown. Returns: (transfer full) (nullable) */
char *autosell_print_dup_value (AutosellVehicle *vehicle, AutosellField field);
/* The three squares of the program's mark. */
void autosell_print_draw_mark (AutosellPrintCanvas *canvas, double x, double y, double edge);
/* For tests: hears of every text that is drawn. */
void autosell_print_document_set_trace (AutosellPrintDocument *self, AutosellPrintTraceFunc func, gpointer user_data);

G_END_DECLS
