/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-vehicle-text.h"

static const AutosellTextSender lot = { "Autos del Norte", "55 1234 5678" };

static AutosellVehicle *
make_car (void)
{
  AutosellVehicle *vehicle = autosell_vehicle_new ();

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "CX30");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_YEAR, "2021");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_COLOUR, "BLANCO");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, "379000");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_KM, "73618");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "Disponible");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_LOCATION, "PERIFERICO");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_TRANSMISSION, "AUTOMATICA");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_FEATURES, "Quemacocos\nPiel");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_DESCRIPTION, "Único dueño.\nFactura original.");
  return vehicle;
}

static void
test_one_car (void)
{
  g_autoptr(AutosellVehicle) vehicle = make_car ();
  g_autofree char *text = autosell_vehicle_dup_customer_text (vehicle, &lot);

  g_assert_cmpstr (text, ==,
                   "*MAZDA CX30 2021*\n"
                   "*$379,000*\n"
                   "\n"
                   "Colour: BLANCO\n"
                   "73,618 km\n"
                   "Transmission: AUTOMATICA\n"
                   "Location: PERIFERICO\n"
                   "\n"
                   "• Quemacocos\n"
                   "• Piel\n"
                   "\n"
                   "Único dueño.\nFactura original.\n"
                   "\n"
                   "*Autos del Norte*\n"
                   "Phone: 55 1234 5678");
}

/* Whatever is added to the fields: a private one never gets out, nor what only the lot has to know. */
static void
test_nothing_private (void)
{
  static const AutosellField kept[] = {
    AUTOSELL_FIELD_NIV,   AUTOSELL_FIELD_PLATES,      AUTOSELL_FIELD_MOTOR_NUMBER,  AUTOSELL_FIELD_SOLD_PRICE,
    AUTOSELL_FIELD_BUYER, AUTOSELL_FIELD_SALESPERSON, AUTOSELL_FIELD_DEPOSIT,       AUTOSELL_FIELD_SOLD_ON,
    AUTOSELL_FIELD_GROUP, AUTOSELL_FIELD_ENTRY_DATE,  AUTOSELL_FIELD_RESERVED_UNTIL
  };
  g_autoptr(AutosellVehicle) vehicle = make_car ();
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new ();
  g_autofree char *before = autosell_vehicle_dup_customer_text (vehicle, &lot);
  g_autofree char *after = NULL;
  g_autofree char *list = NULL;

  for (AutosellField field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      AutosellKind kind = autosell_field_get_info (field)->kind;
      gboolean is_kept = autosell_field_get_info (field)->is_private;

      for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
        is_kept |= kept[i] == field;
      if (is_kept)
        autosell_vehicle_parse (vehicle, field,
                                kind == AUTOSELL_KIND_MONEY         ? "123456"
                                : kind == AUTOSELL_KIND_DATE        ? "2024-02-03"
                                : kind == AUTOSELL_KIND_ACQUISITION ? "consigned"
                                                                    : "SECRETO");
    }
  autosell_vehicle_set_extra (vehicle, "Observaciones internas", "SECRETO");
  after = autosell_vehicle_dup_customer_text (vehicle, &lot);
  g_assert_cmpstr (after, ==, before);

  g_ptr_array_add (vehicles, vehicle);
  g_ptr_array_add (vehicles, vehicle);
  list = autosell_vehicles_dup_text (vehicles, &lot, "2025-10-09");
  g_assert_null (strstr (list, "SECRETO"));
  g_assert_null (strstr (list, "123,456"));
}

/* A car of which nobody has said a thing, and values that could not be read, are no news. */
static void
test_nothing_invented (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  g_autoptr(AutosellVehicle) doubtful = autosell_vehicle_new ();
  g_autofree char *empty = autosell_vehicle_dup_customer_text (vehicle, NULL);
  g_autofree char *only_lot = autosell_vehicle_dup_customer_text (vehicle, &lot);
  g_autofree char *text = NULL;

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (only_lot, ==, "*Autos del Norte*\nPhone: 55 1234 5678");

  autosell_vehicle_parse (doubtful, AUTOSELL_FIELD_MODEL, "AVEO");
  autosell_vehicle_parse (doubtful, AUTOSELL_FIELD_PRICE, "como 190");
  autosell_vehicle_parse (doubtful, AUTOSELL_FIELD_KM, "62 mil?");
  autosell_vehicle_parse (doubtful, AUTOSELL_FIELD_STATUS, "quién sabe");
  text = autosell_vehicle_dup_customer_text (doubtful, &(AutosellTextSender){ NULL, NULL });
  g_assert_cmpstr (text, ==, "*AVEO*");
}

static void
test_taken_is_told (void)
{
  g_autoptr(AutosellVehicle) vehicle = make_car ();
  g_autofree char *reserved = NULL;
  g_autofree char *away = NULL;

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "reserved");
  reserved = autosell_vehicle_dup_customer_text (vehicle, NULL);
  g_assert_true (g_str_has_prefix (reserved, "*MAZDA CX30 2021*\n*$379,000*\nReserved\n"));

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_STATUS, "away");
  away = autosell_vehicle_dup_customer_text (vehicle, NULL);
  g_assert_null (strstr (away, "Away"));
}

/* WhatsApp's bold ends at an asterisk and at the end of the line. */
static void
test_bold_holds (void)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_new ();
  g_autofree char *text = NULL;

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_BRAND, "** MAZDA*");
  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_MODEL, "3\n*SPORT* ");
  text = autosell_vehicle_dup_customer_text (vehicle, &(AutosellTextSender){ "*", "55\n66" });
  g_assert_cmpstr (text, ==, "*MAZDA 3 SPORT*\n\nPhone: 55 66");
}

static void
test_day_list (void)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  AutosellVehicle *aveo = autosell_vehicle_new ();
  AutosellVehicle *reserved = make_car ();
  g_autofree char *text = NULL;

  autosell_vehicle_parse (aveo, AUTOSELL_FIELD_BRAND, "CHEVROLET");
  autosell_vehicle_parse (aveo, AUTOSELL_FIELD_MODEL, "AVEO");
  autosell_vehicle_parse (reserved, AUTOSELL_FIELD_STATUS, "reserved");
  g_ptr_array_add (vehicles, make_car ());
  g_ptr_array_add (vehicles, aveo);
  g_ptr_array_add (vehicles, reserved);
  text = autosell_vehicles_dup_text (vehicles, &lot, "2025-10-09");
  g_assert_cmpstr (text, ==,
                   "*Autos del Norte*\n"
                   "*List of 09/10/2025*\n"
                   "\n"
                   "• MAZDA CX30 2021 · BLANCO · 73,618 km · *$379,000*\n"
                   "• CHEVROLET AVEO\n"
                   "• MAZDA CX30 2021 · BLANCO · 73,618 km · *$379,000* · Reserved\n"
                   "\n"
                   "3 cars\n"
                   "\n"
                   "Phone: 55 1234 5678");
}

static void
test_count_decides (void)
{
  g_autoptr(GPtrArray) vehicles = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *none = autosell_vehicles_dup_text (vehicles, &lot, "2025-10-09");
  g_autofree char *one = NULL;

  g_assert_cmpstr (none, ==, "");
  g_ptr_array_add (vehicles, make_car ());
  one = autosell_vehicles_dup_text (vehicles, NULL, "2025-10-09");
  g_assert_true (g_str_has_prefix (one, "*MAZDA CX30 2021*\n"));
  g_assert_true (g_str_has_suffix (one, "Factura original."));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/vehicle-text/one-car", test_one_car);
  g_test_add_func ("/vehicle-text/nothing-private", test_nothing_private);
  g_test_add_func ("/vehicle-text/nothing-invented", test_nothing_invented);
  g_test_add_func ("/vehicle-text/taken-is-told", test_taken_is_told);
  g_test_add_func ("/vehicle-text/bold-holds", test_bold_holds);
  g_test_add_func ("/vehicle-text/day-list", test_day_list);
  g_test_add_func ("/vehicle-text/count-decides", test_count_decides);
  return g_test_run ();
}
