/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "autosell-print-photos.h"
#include "autosell-store.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* Pages for paper: drawn on any cairo_t in points, so that preview, printer and PDF are one. Unknown values are left
 * out or become a line to be filled in by hand; nothing is invented. Text that is too long gets smaller or wraps. */

typedef enum
{
  AUTOSELL_PRINT_LIST,    /* the price list */
  AUTOSELL_PRINT_SHEET,   /* for the windscreen, a page a car */
  AUTOSELL_PRINT_RECEIPT, /* of a reservation, a page a car */
} AutosellPrintKind;

typedef enum
{
  AUTOSELL_PAPER_LETTER, /* what printers in Mexico hold */
  AUTOSELL_PAPER_A4,
} AutosellPaper;

/* "letter", "a4"; case aside. FALSE leaves *paper untouched. */
gboolean autosell_paper_parse (const char *text, AutosellPaper *paper);

/* What the lot says of itself. Everything but has_guarantee is owned and nullable. */
typedef struct
{
  char *name;
  char *address;
  char *phone;
  char *hours;
  char *payment; /* "Cash, bank credit" */
  enum
  {
    AUTOSELL_GUARANTEE_UNSAID,
    AUTOSELL_GUARANTEE_NO,
    AUTOSELL_GUARANTEE_YES,
  } guarantee;
} AutosellDealership;

/* From the settings. */
AutosellDealership *autosell_dealership_new (AutosellStore *store);
AutosellDealership *autosell_dealership_copy (const AutosellDealership *self);
void autosell_dealership_free (AutosellDealership *self);

/* The columns of a price list: bit 1 << AutosellField. For customers; what no car has is left out again. */
guint64 autosell_print_columns_default (void);
/* Those that may be chosen: what fits a line. The person decides whether a private one is among them. */
guint64 autosell_print_columns_possible (void);

/* Immutable once made, and may be drawn on any thread, one at a time. */
#define AUTOSELL_TYPE_PRINT_DOCUMENT (autosell_print_document_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPrintDocument, autosell_print_document, AUTOSELL, PRINT_DOCUMENT, GObject)

/* @vehicles: (element-type AutosellVehicle), kept; @columns: bits, 0 for the default ones that any car has; @filter:
 * (nullable) what was asked for, printed below the title. Letters get as wide as the columns need: landscape where
 * portrait is too narrow. Work grows with the number of cars: on a working thread. */
AutosellPrintDocument *autosell_print_document_new_list (GPtrArray *vehicles, const AutosellDealership *dealership,
                                                         AutosellPaper paper, guint64 columns, const char *filter);
/* @photos: (nullable) (transfer full): a car's each, in the order of @vehicles. Reads those of the first page. */
AutosellPrintDocument *autosell_print_document_new_sheets (GPtrArray *vehicles, const AutosellDealership *dealership,
                                                           AutosellPaper paper, AutosellPrintPhotos *photos);
/* @n_copies: 1, or 2 for one for each side on one page, to be cut */
AutosellPrintDocument *autosell_print_document_new_receipts (GPtrArray *vehicles, const AutosellDealership *dealership,
                                                             AutosellPaper paper, guint n_copies);

guint autosell_print_document_get_n_pages (AutosellPrintDocument *self);
/* In points; every page is alike. */
void autosell_print_document_get_page_size (AutosellPrintDocument *self, double *width, double *height);
AutosellPaper autosell_print_document_get_paper (AutosellPrintDocument *self);
/* What the PDF and the print job are called. */
const char *autosell_print_document_get_title (AutosellPrintDocument *self);
/* A file's name without its ending: "lista-de-precios-2026-11-22". Returns: (transfer full) */
char *autosell_print_document_dup_file_name (AutosellPrintDocument *self);

/* @cr in points from the upper left corner of the paper. */
void autosell_print_document_draw_page (AutosellPrintDocument *self, cairo_t *cr, guint page);

/* Whole or not at all: an older file stays until the new one is complete. G_IO_ERROR. */
gboolean autosell_print_document_write_pdf (AutosellPrintDocument *self, GFile *destination, GCancellable *cancellable,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellDealership, autosell_dealership_free)

G_END_DECLS
