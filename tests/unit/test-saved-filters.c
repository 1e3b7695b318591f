/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-saved-filters.h"

static void
assert_filters (GPtrArray *filters, const char *wanted)
{
  g_autofree char *data = autosell_saved_filters_write (filters);
  g_autoptr(GPtrArray) again = autosell_saved_filters_read (data);
  g_autofree char *data_again = autosell_saved_filters_write (again);

  g_assert_cmpstr (data, ==, wanted);
  g_assert_cmpstr (data_again, ==, wanted);
}

static void
test_kept_as_text (void)
{
  g_autoptr(GPtrArray) filters = autosell_saved_filters_read (NULL);

  assert_filters (filters, NULL);
  g_assert_true (autosell_saved_filters_put (filters, G_MAXUINT, " Baratos ", "price:..200000"));
  g_assert_true (autosell_saved_filters_put (filters, G_MAXUINT, "Sin\tfotos\n", "status:photos\n"));
  g_assert_true (autosell_saved_filters_put (filters, 0, "Todo", ""));
  g_assert_false (autosell_saved_filters_put (filters, 0, " \t", "brand:bmw"));
  assert_filters (filters, "Todo\t\nBaratos\tprice:..200000\nSin fotos\tstatus:photos\n");
}

static void
test_names_are_one_each (void)
{
  g_autoptr(GPtrArray) filters = autosell_saved_filters_read ("Camiónes\tbody:pickup\nOtro\tmazda\nno tab\n\tblank\n");

  g_assert_cmpuint (filters->len, ==, 2);
  g_assert_true (autosell_saved_filters_put (filters, G_MAXUINT, "CAMIONES", "body:suv"));
  assert_filters (filters, "Camiónes\tbody:suv\nOtro\tmazda\n");
  g_assert_false (autosell_saved_filters_rename (filters, "Otro", "camiones"));
  g_assert_false (autosell_saved_filters_rename (filters, "Otro", "  "));
  g_assert_false (autosell_saved_filters_rename (filters, "Ninguno", "Algo"));
  g_assert_true (autosell_saved_filters_rename (filters, "Otro", "OTRO"));
  g_assert_true (autosell_saved_filters_remove (filters, "camiones"));
  g_assert_false (autosell_saved_filters_remove (filters, "camiones"));
  assert_filters (filters, "OTRO\tmazda\n");
}

static void
test_hostile_data (void)
{
  g_autoptr(GPtrArray) bad = autosell_saved_filters_read ("a\xff\tb\n");
  g_autoptr(GPtrArray) tabs = autosell_saved_filters_read ("a\tb\tc\r\n\n\n\t\t\n");

  g_assert_cmpuint (bad->len, ==, 0);
  assert_filters (tabs, "a\tb c\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/saved-filters/kept-as-text", test_kept_as_text);
  g_test_add_func ("/saved-filters/names-are-one-each", test_names_are_one_each);
  g_test_add_func ("/saved-filters/hostile-data", test_hostile_data);
  return g_test_run ();
}
