/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program shows in Spanish, it must also read: an export's headings come back in by the next import, and
 * people type into the search what they see on the screen. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "autosell-field.h"
#include "autosell-filter.h"
#include "autosell-problem.h"
#include "autosell-query.h"
#include "autosell-status.h"

static void
test_labels_are_the_lots_own (void)
{
  g_assert_cmpstr (autosell_field_get_label (AUTOSELL_FIELD_YEAR), ==, "Año");
  g_assert_cmpstr (autosell_field_get_label (AUTOSELL_FIELD_LOCATION), ==, "Ubicación");
  g_assert_cmpstr (autosell_field_get_label (AUTOSELL_FIELD_DOWN_PAYMENT), ==, "Enganche");
  g_assert_cmpstr (autosell_status_to_label (AUTOSELL_STATUS_RESERVED), ==, "Apartado");
  g_assert_cmpstr (autosell_status_to_label (AUTOSELL_STATUS_AWAY), ==, "Ausente");
  g_assert_cmpstr (autosell_status_to_label (AUTOSELL_STATUS_UNKNOWN), ==, "Sin estatus");
}

static void
test_labels_are_found (void)
{
  for (guint i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      const char *label = autosell_field_get_label (i);
      AutosellField found = AUTOSELL_N_FIELDS;

      g_test_message ("%s: %s", autosell_field_get_info (i)->name, label);
      g_assert_true (autosell_field_find (label, &found));
      g_assert_cmpint (found, ==, i);
    }
}

static void
test_choices_are_read (void)
{
  for (guint i = AUTOSELL_STATUS_AVAILABLE; i < AUTOSELL_N_STATUSES; i++)
    {
      AutosellStatus status = AUTOSELL_STATUS_UNKNOWN;

      g_assert_true (autosell_status_parse (autosell_status_to_label (i), &status));
      g_assert_cmpint (status, ==, i);
    }
  for (guint i = AUTOSELL_ACQUISITION_BOUGHT; i < AUTOSELL_N_ACQUISITIONS; i++)
    {
      AutosellAcquisition acquisition = AUTOSELL_ACQUISITION_UNKNOWN;

      g_assert_true (autosell_acquisition_parse (autosell_acquisition_to_label (i), &acquisition));
      g_assert_cmpint (acquisition, ==, i);
    }
}

/* The words that messages, the manual and the README tell people to type. */
static void
test_told_words_are_understood (void)
{
  const char *problems[] = { "alguno", "precio", "estatus", "km", "fecha", "ortografía", "gemelo", "niv" };
  const char *queries[] = {
    "marca:mazda",
    "marca:=\"BMW\"",
    "estatus:disponible,apartado",
    "precio:200mil..400mil",
    "sin:precio",
    "con:niv",
    "es:papelera",
    "días:>60",
    "problema:alguno",
    "estatus:apartado",
    "ubicación:\"SAN FELIPE\"",
    "año:>=2020",
    "-marca:bmw",
    "ingreso:07/2025",
    "enganche:..50mil",
  };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_test_message ("%s", problems[i]);
      g_assert_cmpuint (autosell_problem_mask_parse (problems[i]), !=, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellQuery) query = autosell_query_parse (queries[i], NULL, NULL, &error);

      g_test_message ("%s", queries[i]);
      g_assert_no_error (error);
      g_assert_false (autosell_query_is_everything (query));
    }
}

static void
assert_term (char *term, const char *wanted, const char *label_wanted)
{
  g_autofree char *text = term;
  g_autoptr(GPtrArray) filters = autosell_filter_list (text);
  g_autofree char *label = autosell_filter_dup_label (g_ptr_array_index (filters, 0));

  g_assert_cmpstr (text, ==, wanted);
  g_assert_cmpstr (label, ==, label_wanted);
}

/* What chips and the popover write is Spanish too, and read as it was meant. */
static void
test_filters_are_written (void)
{
  const char *brands[] = { "MAZDA", "MERCEDES BENZ", NULL };
  char *days = NULL;
  gboolean from_is_bad, to_is_bad;

  assert_term (autosell_filter_write_texts (AUTOSELL_FIELD_BRAND, brands, TRUE), "marca:=MAZDA,\"MERCEDES BENZ\"",
               "Marca: MAZDA, MERCEDES BENZ");
  assert_term (autosell_filter_write_blank (AUTOSELL_FIELD_PRICE), "sin:precio", "Sin precio");
  assert_term (autosell_filter_write_known (AUTOSELL_FIELD_NIV), "con:niv", "Con NIV");
  assert_term (autosell_filter_write_blank (AUTOSELL_FIELD_ENTRY_DATE), "sin:ingreso", "Sin ingreso");
  assert_term (autosell_filter_write_choices (AUTOSELL_FIELD_STATUS,
                                              1u << AUTOSELL_STATUS_RESERVED | 1u << AUTOSELL_STATUS_UNKNOWN),
               "estatus:apartado,ninguno", "Estatus: Apartado, Sin estatus");
  assert_term (autosell_filter_write_problems ((1u << AUTOSELL_N_PROBLEMS) - 1), "problema:cualquiera",
               "Con problemas");
  g_assert_true (autosell_filter_write_range (AUTOSELL_N_FIELDS, "60", "", &days, &from_is_bad, &to_is_bad));
  assert_term (days, "días:60..", "Días en inventario: desde 60");
  for (guint choice = 0; choice < AUTOSELL_N_STATUSES; choice++)
    {
      g_autofree char *term = autosell_filter_write_choices (AUTOSELL_FIELD_STATUS, 1u << choice);
      g_autoptr(GPtrArray) filters = autosell_filter_list (term);

      g_assert_cmpuint (autosell_filter_get_choices (g_ptr_array_index (filters, 0)), ==, 1u << choice);
    }
  for (guint kind = 0; kind < AUTOSELL_N_PROBLEMS; kind++)
    {
      g_autofree char *term = autosell_filter_write_problems (1u << kind);
      g_autoptr(GPtrArray) filters = autosell_filter_list (term);
      const AutosellFilter *filter = autosell_filter_find (filters, AUTOSELL_FILTER_PROBLEM, 0);

      g_assert_nonnull (filter);
      g_assert_cmpuint (filter->term->problem_mask, ==, 1u << kind);
    }
  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_autofree char *term = autosell_filter_write_known (field);
      g_autoptr(GPtrArray) filters = autosell_filter_list (term);
      const AutosellFilter *filter = g_ptr_array_index (filters, 0);

      g_assert_cmpint (filter->kind, ==, AUTOSELL_FILTER_BLANK);
      g_assert_cmpint (filter->field, ==, field);
    }
}

int
main (int argc, char *argv[])
{
  /* The translation of this build; a locale of Mexico need not be installed. */
  g_setenv ("LANGUAGE", "es_MX", TRUE);
  g_setenv ("LC_ALL", g_getenv ("AUTOSELL_TEST_SPANISH_LOCALE"), TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("AUTOSELL_LOCALEDIR"));
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/spanish/labels-are-the-lots-own", test_labels_are_the_lots_own);
  g_test_add_func ("/spanish/labels-are-found", test_labels_are_found);
  g_test_add_func ("/spanish/choices-are-read", test_choices_are_read);
  g_test_add_func ("/spanish/told-words-are-understood", test_told_words_are_understood);
  g_test_add_func ("/spanish/filters-are-written", test_filters_are_written);
  return g_test_run ();
}
