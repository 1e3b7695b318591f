/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-print-document.h"

G_BEGIN_DECLS

/* One page of a document as a sheet of paper, as wide as there is room. */
#define AUTOSELL_TYPE_PRINT_PAGE (autosell_print_page_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPrintPage, autosell_print_page, AUTOSELL, PRINT_PAGE, GtkWidget)

GtkWidget *autosell_print_page_new (void);
/* @document: (nullable) */
void autosell_print_page_set (AutosellPrintPage *self, AutosellPrintDocument *document, guint page);

G_END_DECLS
