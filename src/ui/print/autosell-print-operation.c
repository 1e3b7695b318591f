/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-print-operation.h"

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, AutosellPrintDocument *document)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width, height, scale;

  autosell_print_document_get_page_size (document, &width, &height);
  /* On another paper than was chosen here it gets smaller as a whole. */
  scale = MIN (gtk_print_context_get_width (context) / width, gtk_print_context_get_height (context) / height);
  cairo_scale (cr, scale, scale);
  autosell_print_document_draw_page (document, cr, page);
}

static GtkPageSetup *
page_setup_new (AutosellPrintDocument *document)
{
  gboolean is_a4 = autosell_print_document_get_paper (document) == AUTOSELL_PAPER_A4;
  GtkPaperSize *paper = gtk_paper_size_new (is_a4 ? GTK_PAPER_NAME_A4 : GTK_PAPER_NAME_LETTER);
  GtkPageSetup *setup = gtk_page_setup_new ();
  double width, height;

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_paper_size_free (paper);
  autosell_print_document_get_page_size (document, &width, &height);
  gtk_page_setup_set_orientation (setup,
                                  width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

GtkPrintOperation *
autosell_print_operation_new (AutosellPrintDocument *document)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = page_setup_new (document);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, autosell_print_document_get_title (document));
  gtk_print_operation_set_n_pages (operation, autosell_print_document_get_n_pages (document));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), document, 0);
  return operation;
}
