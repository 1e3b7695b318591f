/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the program shows in Spanish, it must also read: an export's headings come back in by the next import, and people
 * type into the search what they see on the screen. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "autosell-field.h"
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
    "marca:mazda", "marca:=\"BMW\"", "estatus:disponible,apartado", "precio:200mil..400mil", "sin:precio", "con:niv", "es:papelera", "días:>60", "problema:alguno",
    "estatus:apartado", "ubicación:\"SAN FELIPE\"", "año:>=2020", "-marca:bmw", "ingreso:07/2025", "enganche:..50mil",
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
  return g_test_run ();
}
