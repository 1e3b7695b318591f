/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-format.h"
#include "autosell-vehicle.h"

static AutosellVehicle *
make_mazda (void)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "CX30");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_YEAR, "2021");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, "$379,000.00");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "Disponible");

  return vehicle;
}

static void
test_empty (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  const char *name = NULL;
  gint64 number = 7;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      g_assert_cmpint (autosell_vehicle_get_value (vehicle, field)->state, ==, AUTOSELL_VALUE_UNKNOWN);
      g_assert_null (autosell_vehicle_get_text (vehicle, field));
      g_assert_false (autosell_vehicle_get_number (vehicle, field, &number));
    }
  g_assert_cmpint (number, ==, 7);
  g_assert_cmpint (autosell_vehicle_get_status (vehicle), ==, AUTOSELL_STATUS_UNKNOWN);
  g_assert_cmpint (autosell_vehicle_get_key (vehicle), ==, 0);
  g_assert_null (autosell_vehicle_get_id (vehicle));
  g_assert_cmpuint (autosell_vehicle_get_n_extra (vehicle), ==, 0);
  g_assert_false (autosell_vehicle_get_extra_at (vehicle, 0, &name, NULL));
  g_assert_null (autosell_vehicle_get_problems (vehicle));
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, -1);
  g_assert_cmpstr (title, ==, "");
}

/* Every field at once, in any order: each keeps its own value, and the value of a field stays where it is while others
 * are set. */
static void
test_all_fields (void)
{
  for (int round = 0; round < 200; round++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
      g_autoptr(AutosellVehicle) copy = NULL;
      const AutosellValue *places[AUTOSELL_N_FIELDS] = { NULL };
      int start = g_test_rand_int_range (0, AUTOSELL_N_FIELDS);
      int n_fields = g_test_rand_int_range (0, AUTOSELL_N_FIELDS + 1);

      for (int i = 0; i < n_fields; i++)
        {
          AutosellField field = (AutosellField) ((start + i) % AUTOSELL_N_FIELDS);
          g_autofree char *text = g_strdup_printf ("value %d", field);
          g_auto(AutosellValue) value = AUTOSELL_VALUE_INIT;

          autosell_value_set_raw (&value, text);
          autosell_vehicle_set_value (vehicle, field, &value);
          places[field] = autosell_vehicle_get_value (vehicle, field);
        }
      copy = autosell_vehicle_copy (vehicle);
      g_assert_true (autosell_vehicle_same_content (vehicle, copy));
      for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
        {
          g_autofree char *text = places[field] != NULL ? g_strdup_printf ("value %d", field) : NULL;

          if (places[field] != NULL)
            g_assert_true (places[field] == autosell_vehicle_get_value (vehicle, field));
          g_assert_cmpstr (autosell_vehicle_get_value (vehicle, field)->text, ==, text);
          g_assert_cmpstr (autosell_vehicle_get_value (copy, field)->text, ==, text);
        }
    }
}

static void
test_set (void)
{
  g_autoptr(AutosellVehicle) vehicle = make_mazda ();
  gint64 number = 0;

  g_assert_true (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number));
  g_assert_cmpint (number, ==, 37900000);
  g_assert_cmpint (autosell_vehicle_get_status (vehicle), ==, AUTOSELL_STATUS_AVAILABLE);
  g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL), ==, "CX30");

  /* Its own text, of this field and of another one. */
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL));
  autosell_vehicle_set_value (vehicle, AUTOSELL_FIELD_VERSION,
                              autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_MODEL));
  autosell_vehicle_set_value (vehicle, AUTOSELL_FIELD_MODEL,
                              autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_MODEL));
  g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL), ==, "CX30");
  g_assert_cmpstr (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_VERSION), ==, "CX30");

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, "a tratar");
  g_assert_false (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &number));
  g_assert_null (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_PRICE));
  g_assert_cmpstr (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE)->text, ==, "a tratar");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, NULL);
  g_assert_cmpint (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE)->state, ==, AUTOSELL_VALUE_UNKNOWN);
}

static void
test_identity (void)
{
  g_autoptr(AutosellVehicle) vehicle = make_mazda ();
  g_autoptr(AutosellVehicle) copy = NULL;
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (problems, g_strdup ("freed with the last reference"));
  autosell_vehicle_set_key (vehicle, 42);
  autosell_vehicle_set_id (vehicle, "0190b7a4-3c1e-7c55-8f6e-6b3f1c2d4e5f");
  autosell_vehicle_set_id (vehicle, autosell_vehicle_get_id (vehicle));
  autosell_vehicle_set_revision (vehicle, 3);
  autosell_vehicle_set_times (vehicle, 1, 2, 3);
  autosell_vehicle_set_problems (vehicle, problems);
  autosell_vehicle_set_problems (vehicle, problems);
  autosell_vehicle_set_extra (vehicle, "Llaves", "2");
  copy = autosell_vehicle_copy (vehicle);

  g_assert_cmpint (autosell_vehicle_get_key (copy), ==, 42);
  g_assert_cmpstr (autosell_vehicle_get_id (copy), ==, "0190b7a4-3c1e-7c55-8f6e-6b3f1c2d4e5f");
  g_assert_cmpint (autosell_vehicle_get_revision (copy), ==, 3);
  g_assert_cmpint (autosell_vehicle_get_created (copy), ==, 1);
  g_assert_cmpint (autosell_vehicle_get_updated (copy), ==, 2);
  g_assert_cmpint (autosell_vehicle_get_deleted (copy), ==, 3);
  g_assert_true (autosell_vehicle_get_problems (copy) == problems);
  g_assert_cmpstr (autosell_vehicle_get_extra (copy, "Llaves"), ==, "2");

  autosell_vehicle_parse (copy, AUTOSELL_FIELD_PRICE, "1");
  g_assert_cmpint (autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE)->number, ==, 37900000);
}

static void
test_extras (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  const char *name, *text;

  autosell_vehicle_set_extra (vehicle, "Llaves", "2");
  autosell_vehicle_set_extra (vehicle, "Tenencia", " pagada ");
  autosell_vehicle_set_extra (vehicle, "Verificación", "1");
  autosell_vehicle_set_extra (vehicle, "Llaves", "3");
  autosell_vehicle_set_extra (vehicle, "Llaves", autosell_vehicle_get_extra (vehicle, "Llaves"));
  autosell_vehicle_set_extra (vehicle, "Nada", "");
  autosell_vehicle_set_extra (vehicle, "Tenencia", NULL);

  g_assert_cmpuint (autosell_vehicle_get_n_extra (vehicle), ==, 2);
  g_assert_true (autosell_vehicle_get_extra_at (vehicle, 0, &name, &text));
  g_assert_cmpstr (name, ==, "Llaves");
  g_assert_cmpstr (text, ==, "3");
  g_assert_true (autosell_vehicle_get_extra_at (vehicle, 1, &name, NULL));
  g_assert_cmpstr (name, ==, "Verificación");
  g_assert_null (autosell_vehicle_get_extra (vehicle, "Tenencia"));
  g_assert_null (autosell_vehicle_get_extra (vehicle, "llaves"));
}

static void
test_same_content (void)
{
  g_autoptr(AutosellVehicle) a = make_mazda ();
  g_autoptr(AutosellVehicle) b = make_mazda ();

  autosell_vehicle_set_key (b, 9);
  autosell_vehicle_set_id (b, "other");
  autosell_vehicle_set_times (b, 1, 2, 3);
  g_assert_true (autosell_vehicle_same_content (a, b));

  /* Set and cleared again is as never set. */
  autosell_vehicle_parse (b, AUTOSELL_FIELD_COLOUR, "BLANCO");
  g_assert_false (autosell_vehicle_same_content (a, b));
  autosell_vehicle_parse (b, AUTOSELL_FIELD_COLOUR, "");
  g_assert_true (autosell_vehicle_same_content (a, b));

  autosell_vehicle_set_extra (a, "x", "1");
  g_assert_false (autosell_vehicle_same_content (a, b));
  g_assert_false (autosell_vehicle_same_content (b, a));
  autosell_vehicle_set_extra (b, "y", "1");
  g_assert_false (autosell_vehicle_same_content (a, b));
  autosell_vehicle_set_extra (a, "y", "1");
  autosell_vehicle_set_extra (b, "x", "1");
  g_assert_true (autosell_vehicle_same_content (a, b)); /* in another order */
  autosell_vehicle_set_extra (b, "x", "2");
  g_assert_false (autosell_vehicle_same_content (a, b));
}

static void
test_title (void)
{
  static const struct
  {
    const char *brand, *model, *version, *year, *stock_number, *title;
  } cases[] = {
    { "MAZDA", "CX30", NULL, "2021", "0", "MAZDA CX30 2021" },
    { "MAZDA", "MAZDA 3 IGT", NULL, "2019", NULL, "MAZDA 3 IGT 2019" },
    { "Mazda", "MAZDA", NULL, NULL, NULL, "MAZDA" },
    { "RAM", "RAMPAGE", NULL, "2024", NULL, "RAM RAMPAGE 2024" },
    { "--", "X", NULL, NULL, NULL, "-- X" },
    { "HONDA", NULL, "EX", "dos mil", NULL, "HONDA EX" },
    { NULL, NULL, NULL, NULL, "A-7", "A-7" },
    { NULL, NULL, NULL, NULL, NULL, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
      g_autofree char *title = NULL;

      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, cases[i].brand);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, cases[i].model);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_VERSION, cases[i].version);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_YEAR, cases[i].year);
      autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STOCK_NUMBER, cases[i].stock_number);
      title = autosell_vehicle_dup_title (vehicle);
      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

static void
test_days (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  g_autoptr(GDateTime) noon = g_date_time_new_local (2025, 9, 30, 12, 0, 0);

  /* Unread text is no date. */
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_ENTRY_DATE, "ayer");
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, -1);
  /* And the day on which it was typed in says nothing of how long it stands. */
  autosell_vehicle_set_times (vehicle, g_date_time_to_unix (noon) * G_USEC_PER_SEC, 0, 0);
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, -1);

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_ENTRY_DATE, "01/07/2025");
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, 100);
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-07-01"), ==, 0);
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-06-01"), ==, 0);

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_SOLD_ON, "11/07/2025");
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, 100);
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "vendido");
  g_assert_cmpint (autosell_vehicle_get_days (vehicle, "2025-10-09"), ==, 10);
}

static void
check_format (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_format (void)
{
  g_autoptr(GDateTime) local = g_date_time_new_local (2025, 7, 1, 14, 5, 59);

  check_format (autosell_format_money (37900000), "$379,000");
  check_format (autosell_format_money (37900050), "$379,000.50");
  check_format (autosell_format_money (5), "$0.05");
  check_format (autosell_format_money (0), "$0");
  check_format (autosell_format_money (-123456), "-$1,234.56");
  check_format (autosell_format_money (G_MININT64), "-$92,233,720,368,547,758.08");
  check_format (autosell_format_integer (73618), "73,618");
  check_format (autosell_format_integer (999), "999");
  check_format (autosell_format_integer (1000), "1,000");
  check_format (autosell_format_integer (-1000000), "-1,000,000");
  check_format (autosell_format_date ("2025-07-01"), "01/07/2025");
  check_format (autosell_format_date ("ayer"), "ayer");
  check_format (autosell_format_instant (g_date_time_to_unix (local) * G_USEC_PER_SEC + 999999), "01/07/2025 14:05");
  check_format (autosell_format_instant (G_MAXINT64), "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vehicle/empty", test_empty);
  g_test_add_func ("/vehicle/all-fields", test_all_fields);
  g_test_add_func ("/vehicle/set", test_set);
  g_test_add_func ("/vehicle/identity", test_identity);
  g_test_add_func ("/vehicle/extras", test_extras);
  g_test_add_func ("/vehicle/same-content", test_same_content);
  g_test_add_func ("/vehicle/title", test_title);
  g_test_add_func ("/vehicle/days", test_days);
  g_test_add_func ("/format/all", test_format);
  return g_test_run ();
}
