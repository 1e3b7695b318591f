/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-print-operation.h"

/* What the print dialog would send to a printer, sent to a file instead: GTK's own operation, whole. */

static AutosellPrintDocument *
document_new (AutosellPaper paper, guint n_cars)
{
  static const AutosellDealership dealership = { .name = "Autos del Valle" };
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_cars; i++)
    {
      AutosellVehicle *vehicle = autosell_vehicle_new ();
      g_autofree char *price = g_strdup_printf ("%u", 200000 + i);

      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "MAZDA");
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "CX30");
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, price);
      g_ptr_array_add (vehicles, vehicle);
    }
  return autosell_print_document_new_list (vehicles, &dealership, paper, 0, NULL);
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, int *outcome)
{
  *outcome = result;
}

/* Width and height are in points, as a PDF's page has them. */
static void
check_export (AutosellPaper paper, guint n_cars, double paper_width, double paper_height)
{
  g_autoptr(AutosellPrintDocument) document = document_new (paper, n_cars);
  g_autoptr(GtkPrintOperation) operation = autosell_print_operation_new (document);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "printed.pdf", NULL);
  g_autofree char *content = NULL;
  g_autoptr(GError) error = NULL;
  double width, height;
  gsize length;
  int outcome = -1;
  int n_pages;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  gtk_print_operation_set_export_filename (operation, path);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), &outcome);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, &error);
  g_assert_no_error (error);
  while (outcome < 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (outcome, ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_object_get (operation, "n-pages", &n_pages, NULL);
  g_assert_cmpint (n_pages, ==, autosell_print_document_get_n_pages (document));

  autosell_print_document_get_page_size (document, &width, &height);
  g_assert_cmpfloat_with_epsilon (MIN (width, height), paper_width, 1);
  g_assert_cmpfloat_with_epsilon (MAX (width, height), paper_height, 1);
  g_assert_true (g_file_get_contents (path, &content, &length, &error));
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (content, "%PDF-"));
  g_assert_cmpuint (length, >, 2000); /* a page with nothing on it is smaller */
}

static void
test_letter (void)
{
  check_export (AUTOSELL_PAPER_LETTER, 3, 612, 792);
}

static void
test_a4_pages (void)
{
  check_export (AUTOSELL_PAPER_A4, 200, 595, 842);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/print-operation/letter", test_letter);
  g_test_add_func ("/print-operation/a4-pages", test_a4_pages);
  return g_test_run ();
}
