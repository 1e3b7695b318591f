/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-catalog.h"
#include "autosell-privacy-notice.h"

#include <string.h>

static const AutosellCatalogDealer dealer = {
  .name = "Autos del Norte",
  .phone = "999 123 4567",
  .street = "Av. Uno 1",
  .city = "Mérida",
  .region = "Yucatán",
  .postal_code = "97000",
  .latitude = "20.97",
  .longitude = "-89.62",
  .page_pattern = "https://dealer.example/autos/{stock_number}",
  .photo_pattern = "https://dealer.example/fotos/{stock_number}-{number}.jpg",
};

static AutosellVehicle *
make_car (void)
{
  AutosellVehicle *car = autosell_vehicle_new ();

  autosell_vehicle_set_id (car, "0b4f9a52-0000-4000-8000-000000000001");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, "A/133");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, "CX-30");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_YEAR, "2021");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PRICE, "$379,000");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, "73,618");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BODY, "Pick-up");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_COLOUR, "BLANCA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_TRANSMISSION, "estándar");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_FUEL, "gasolina");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_DESCRIPTION, "Muy cuidada");
  autosell_vehicle_set_photos (car, 2, NULL, 0, 0);
  return car;
}

static void
test_row (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(AutosellCatalogRow) row = autosell_catalog_row_new (car, &dealer);

  g_assert_cmpstr (row->lacks, ==, NULL);
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_PRICE], ==, "379000 MXN");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_BODY], ==, "TRUCK");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_TRANSMISSION], ==, "MANUAL");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_FUEL], ==, "GASOLINE");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_MILEAGE], ==, "73618");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_DEALER_PHONE], ==, "+52 9991234567");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_URL], ==, "https://dealer.example/autos/A%2F133");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_IMAGE + 1], ==, "https://dealer.example/fotos/A%2F133-2.jpg");
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_IMAGE + 2], ==, NULL);
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_VIN], ==, NULL);
  g_assert_cmpstr (row->cells[AUTOSELL_CATALOG_STATE], ==, "USED");
}

static void
test_what_lacks_is_named (void)
{
  static const AutosellField fields[] = { AUTOSELL_FIELD_BRAND,  AUTOSELL_FIELD_MODEL,      AUTOSELL_FIELD_YEAR,
                                          AUTOSELL_FIELD_PRICE,  AUTOSELL_FIELD_KM,         AUTOSELL_FIELD_BODY,
                                          AUTOSELL_FIELD_COLOUR, AUTOSELL_FIELD_DESCRIPTION };
  static const char *const names[] = { "brand", "model", "year", "price", "km", "body style", "colour", "description" };
  const AutosellCatalogDealer nobody = { NULL };
  g_autoptr(AutosellVehicle) whole = make_car ();
  g_autoptr(AutosellCatalogRow) homeless = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(AutosellVehicle) car = make_car ();
      g_autoptr(AutosellCatalogRow) row = NULL;

      autosell_vehicle_parse (car, fields[i], "");
      row = autosell_catalog_row_new (car, &dealer);
      g_assert_cmpstr (row->lacks, ==, names[i]);
    }
  homeless = autosell_catalog_row_new (whole, &nobody);
  g_assert_nonnull (strstr (homeless->lacks, "city"));
  g_assert_nonnull (strstr (homeless->lacks, "photo"));
  g_assert_nonnull (strstr (homeless->lacks, "latitude"));
}

static void
test_addresses (void)
{
  static const char *const refused[] = { "",
                                         "http://dealer.example/{stock_number}",
                                         "dealer.example/{stock_number}",
                                         "https://localhost/{stock_number}",
                                         "https://dealer.example/{niv}",
                                         "https://dealer.example/{stock_number",
                                         "https://dealer.example/{number}",
                                         "https://a:b@dealer.example/{id}",
                                         "file:///home/{id}" };
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(AutosellVehicle) nameless = autosell_vehicle_new ();
  g_autofree char *plain = autosell_catalog_fill_address ("https://dealer.example/", car, 0);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (autosell_catalog_fill_address (refused[i], car, 0));
  g_assert_null (autosell_catalog_fill_address (dealer.page_pattern, nameless, 0));
  g_assert_cmpstr (plain, ==, "https://dealer.example/");
}

static void
test_notice (void)
{
  const AutosellPrivacyDealer known = { "Autos <Norte> & Cía", "Av. Uno 1", "999 123 4567", "hola@dealer.example",
                                        NULL };
  const AutosellPrivacyDealer unknown = { NULL };

  for (int language = AUTOSELL_NOTICE_SPANISH; language <= AUTOSELL_NOTICE_ENGLISH; language++)
    {
      g_autofree char *text = autosell_privacy_notice_dup_text (&known, language, "2026-11-22");
      g_autofree char *html = autosell_privacy_notice_dup_html (&known, language, "2026-11-22");
      g_autofree char *blank = autosell_privacy_notice_dup_text (&unknown, language, "2026-11-22");

      g_assert_nonnull (strstr (text, "Autos <Norte> & Cía"));
      g_assert_nonnull (strstr (text, "22/11/2026"));
      g_assert_nonnull (strstr (text, "_____")); /* the web site */
      g_assert_null (strstr (text, "{"));
      g_assert_nonnull (strstr (html, "Autos &lt;Norte&gt; &amp; Cía"));
      g_assert_null (strstr (html, "<Norte>"));
      g_assert_null (strstr (html, "http")); /* it loads nothing */
      g_assert_nonnull (strstr (html, "</ul>\n<h2>"));
      g_assert_nonnull (strstr (blank, "_____"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/catalog/row", test_row);
  g_test_add_func ("/catalog/what-lacks-is-named", test_what_lacks_is_named);
  g_test_add_func ("/catalog/addresses", test_addresses);
  g_test_add_func ("/catalog/notice", test_notice);
  return g_test_run ();
}
