/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace.h"
#include "autosell-meta-words.h"

#include <string.h>

static AutosellVehicle *
make_car (void)
{
  AutosellVehicle *car = autosell_vehicle_new ();

  autosell_vehicle_set_id (car, "0b4f9a52-0000-4000-8000-000000000001");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_STOCK_NUMBER, "0133");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BRAND, "MAZDA");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, "CX-30");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_YEAR, "2021");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PRICE, "$379,000");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_COLOUR, "BLANCA");
  return car;
}

static const AutosellMarketplaceItem *
get (GPtrArray *items, const char *name)
{
  for (guint i = 0; i < items->len; i++)
    if (strcmp (((const AutosellMarketplaceItem *) items->pdata[i])->name, name) == 0)
      return items->pdata[i];
  g_assert_not_reached ();
}

static GPtrArray *
make_kit (AutosellVehicle *car)
{
  const AutosellMarketplaceSource source = {
    .vehicle = car, .city = "Mérida", .region = "Yucatán", .postal_code = "97000"
  };

  return autosell_marketplace_kit_new (&source);
}

static void
test_order (void)
{
  static const char *const names[] = {
    "title",           "price",       "vehicle_type", "year",         "make",
    "model",           "trim",        "mileage",      "body_style",   "exterior_colour",
    "interior_colour", "condition",   "fuel",         "transmission", "owners",
    "location",        "description", "tags"
  };
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(GPtrArray) items = make_kit (car);

  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < items->len; i++)
    g_assert_cmpstr (((const AutosellMarketplaceItem *) items->pdata[i])->name, ==, names[i]);
}

static void
test_values (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(GPtrArray) items = NULL;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_KM, "73,618");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BODY, "Pick up doble cabina");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_TRANSMISSION, "AUTOMÁTICA 6 VEL");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_FUEL, "gasolina");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_OWNERS, "1");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_INVOICE_KIND, "agencia");
  autosell_vehicle_set_extra (car, "Color Interior", "Negro");
  autosell_vehicle_set_extra (car, "Condición", "muy bueno");
  items = make_kit (car);
  g_assert_cmpstr (get (items, "title")->value, ==, "MAZDA CX-30 2021");
  g_assert_cmpstr (get (items, "price")->value, ==, "379000");
  g_assert_cmpstr (get (items, "mileage")->value, ==, "73618");
  g_assert_cmpstr (get (items, "body_style")->value, ==, "Pick-up");
  g_assert_cmpstr (get (items, "vehicle_type")->value, ==, "Car/truck");
  g_assert_cmpstr (get (items, "transmission")->value, ==, "Automatic");
  g_assert_true (get (items, "transmission")->is_choice);
  g_assert_cmpstr (get (items, "fuel")->value, ==, "Gasoline");
  g_assert_cmpstr (get (items, "interior_colour")->value, ==, "Negro");
  g_assert_cmpstr (get (items, "condition")->value, ==, "Very good");
  g_assert_cmpstr (get (items, "owners")->value, ==, "Owners: 1 · Invoice: agencia");
  g_assert_cmpstr (get (items, "location")->value, ==, "Mérida, Yucatán, 97000");
  g_assert_nonnull (strstr (get (items, "description")->value, "Ref. 0133"));
  g_assert_cmpstr (get (items, "tags")->value, ==, "#mazda #cx30 #pickupdoblecabina #merida");
}

static void
test_unknown_stays_empty_and_says_so (void)
{
  g_autoptr(AutosellVehicle) car = autosell_vehicle_new ();
  AutosellMarketplaceSource source = { .vehicle = car };
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *text = NULL;

  autosell_vehicle_set_id (car, "0b4f9a52-0000-4000-8000-000000000001");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BODY, "CAMIONETA");
  items = autosell_marketplace_kit_new (&source);
  for (guint i = 0; i < items->len; i++)
    {
      const AutosellMarketplaceItem *item = items->pdata[i];

      g_assert_true (item->value != NULL || item->note != NULL);
      if (!item->is_long && strcmp (item->name, "tags") != 0)
        g_assert_null (item->value);
    }
  g_assert_nonnull (strstr (get (items, "body_style")->note, "CAMIONETA"));
  text = autosell_marketplace_kit_dup_text (items);
  g_assert_null (strstr (text, "Price"));
}

/* What never leaves the lot is not in the words either. */
static void
test_private_stays_private (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  g_autoptr(GPtrArray) items = NULL;
  g_autofree char *text = NULL;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_COST, "111222");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_MINIMUM_PRICE, "333444");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_NOTES, "golpe secreto");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_PLATES, "YWX-123-A");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_NIV, "3N1CN8AE0LL000000");
  autosell_vehicle_parse (car, AUTOSELL_FIELD_BUYER, "Juana Pérez");
  items = make_kit (car);
  text = autosell_marketplace_kit_dup_text (items);
  g_assert_null (strstr (text, "111222"));
  g_assert_null (strstr (text, "333444"));
  g_assert_null (strstr (text, "secreto"));
  g_assert_null (strstr (text, "YWX"));
  g_assert_null (strstr (text, "3N1CN8"));
  g_assert_null (strstr (text, "Juana"));
}

static void
test_title_is_cut (void)
{
  g_autoptr(AutosellVehicle) car = make_car ();
  AutosellMarketplaceSource source = { .vehicle = car, .title_chars = 12 };
  g_autoptr(GPtrArray) items = NULL;

  autosell_vehicle_parse (car, AUTOSELL_FIELD_MODEL, "ÑÑÑÑÑÑÑÑÑÑ");
  items = autosell_marketplace_kit_new (&source);
  g_assert_cmpstr (get (items, "title")->value, ==, "MAZDA ÑÑÑÑÑÑ");
  g_assert_nonnull (get (items, "title")->note);
}

static void
test_words (void)
{
  static const struct
  {
    AutosellMetaKind kind;
    const char *text;
    const char *word;
  } cases[] = {
    { AUTOSELL_META_BODY, "Sedán", "SEDAN" },
    { AUTOSELL_META_BODY, "PICK-UP", "TRUCK" },
    { AUTOSELL_META_BODY, "pick up", "TRUCK" },
    { AUTOSELL_META_BODY, "Hatch-back", "HATCHBACK" },
    { AUTOSELL_META_BODY, "Coupé", "COUPE" },
    { AUTOSELL_META_BODY, "camioneta", NULL },
    { AUTOSELL_META_BODY, "sedan o hatchback", NULL },
    { AUTOSELL_META_BODY, "", NULL },
    { AUTOSELL_META_BODY, NULL, NULL },
    { AUTOSELL_META_FUEL, "Híbrido", "HYBRID" },
    { AUTOSELL_META_FUEL, "DIÉSEL", "DIESEL" },
    { AUTOSELL_META_FUEL, "gas", NULL },
    { AUTOSELL_META_TRANSMISSION, "STD", "MANUAL" },
    { AUTOSELL_META_TRANSMISSION, "Estándar 5 vel", "MANUAL" },
    { AUTOSELL_META_TRANSMISSION, "CVT", "AUTOMATIC" },
    { AUTOSELL_META_TRANSMISSION, "6", NULL },
    { AUTOSELL_META_DRIVETRAIN, "4 x 4", "4X4" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpstr (autosell_meta_find_word (cases[i].kind, cases[i].text), ==, cases[i].word);
      if (cases[i].word != NULL)
        g_assert_nonnull (autosell_meta_word_to_label (cases[i].kind, cases[i].word));
    }
  g_assert_true (autosell_meta_is_motorcycle ("Motocicleta"));
  g_assert_false (autosell_meta_is_motorcycle ("Sedán"));
}

static void
test_stages (void)
{
  AutosellListing listing = AUTOSELL_LISTING_INIT;

  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-11-22", 7), ==, AUTOSELL_LISTING_NONE);
  g_assert_cmpint (autosell_listing_get_stage (&listing, TRUE, "2026-11-22", 7), ==, AUTOSELL_LISTING_NONE);
  autosell_listing_post (&listing, "2026-11-15");
  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-11-21", 7), ==, AUTOSELL_LISTING_UP);
  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-11-22", 7), ==, AUTOSELL_LISTING_RENEW);
  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-11-22", 0), ==, AUTOSELL_LISTING_UP);
  g_assert_cmpint (autosell_listing_get_stage (&listing, TRUE, "2026-11-16", 7), ==, AUTOSELL_LISTING_TAKE_DOWN);
  autosell_listing_renew (&listing, "2026-11-22");
  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-11-28", 7), ==, AUTOSELL_LISTING_UP);
  autosell_listing_remove (&listing, "2026-11-29");
  g_assert_cmpint (autosell_listing_get_stage (&listing, TRUE, "2026-12-22", 7), ==, AUTOSELL_LISTING_REMOVED);
  /* Sold is sold; back on the lot and listed anew, it is up */
  autosell_listing_renew (&listing, "2026-12-01");
  g_assert_cmpint (autosell_listing_get_stage (&listing, FALSE, "2026-12-02", 7), ==, AUTOSELL_LISTING_UP);
  g_assert_cmpstr (listing.posted_on, ==, "2026-12-01");
  autosell_listing_clear (&listing);
}

static void
test_text (void)
{
  AutosellListing listing = AUTOSELL_LISTING_INIT, again = AUTOSELL_LISTING_INIT;
  g_autofree char *text = NULL, *change = NULL, *removal = NULL, *back = NULL;

  autosell_listing_post (&listing, "2026-11-15");
  autosell_listing_renew (&listing, "2026-11-22");
  listing.link = g_strdup ("https://www.facebook.com/marketplace/item/123/");
  text = autosell_listing_to_text (&listing);
  autosell_listing_from_text (&again, text);
  g_assert_true (autosell_listing_equal (&listing, &again));
  change = autosell_listing_dup_change (NULL, "posted 2026-11-15");
  g_assert_cmpstr (change, ==, "listed on Marketplace on 15/11/2026");
  removal = autosell_listing_dup_change ("posted 2026-11-15", "posted 2026-11-15\nremoved 2026-11-20");
  g_assert_cmpstr (removal, ==, "taken down from Marketplace on 20/11/2026");
  back = autosell_listing_dup_change ("posted 2026-11-15", NULL);
  g_assert_cmpstr (back, ==, "not listed on Marketplace");
  autosell_listing_from_text (&again, "posted 2026-02-31\nlink http://evil.example/\nnonsense\n\n posted");
  g_assert_cmpstr (again.posted_on, ==, "");
  g_assert_null (again.link);
  autosell_listing_clear (&listing);
  autosell_listing_clear (&again);
}

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *link; /* NULL: refused */
  } cases[] = {
    { "https://www.facebook.com/marketplace/item/123456/", "https://www.facebook.com/marketplace/item/123456/" },
    { "  https://www.facebook.com/marketplace/item/123456/?ref=share&mibextid=abc#x ",
      "https://www.facebook.com/marketplace/item/123456/" },
    { "www.facebook.com/marketplace/item/123456/", "https://www.facebook.com/marketplace/item/123456/" },
    { "https://m.facebook.com/marketplace/item/9", "https://m.facebook.com/marketplace/item/9" },
    { "https://www.facebook.com/share/1AbC/", "https://www.facebook.com/share/1AbC/" },
    { "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
      "https://www.facebook.com/permalink.php?story_fbid=1&id=2" },
    { "http://www.facebook.com/marketplace/item/1/", NULL },
    { "https://www.facebook.com/", NULL },
    { "https://www.facebook.com", NULL },
    { "https://facebook.com.evil.example/marketplace/item/1", NULL },
    { "https://evilfacebook.com/marketplace/item/1", NULL },
    { "https://www.facebook.com@evil.example/marketplace/item/1", NULL },
    { "https://user:pass@www.facebook.com/marketplace/item/1", NULL },
    { "https://www.facebook.com:8443/marketplace/item/1", NULL },
    { "javascript://www.facebook.com/%0aalert(1)", NULL },
    { "file:///etc/passwd", NULL },
    { "https://www.facebook.com/market\nplace", NULL },
    { "https://www.facebook.com/<b>", NULL },
    { "", NULL },
    { "hola", NULL },
  };
  g_autofree char *path = g_strnfill (2000, 'a');
  g_autofree char *long_one = g_strconcat ("https://www.facebook.com/", path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *link = autosell_listing_check_link (cases[i].text, &error);

      g_assert_cmpstr (link, ==, cases[i].link);
      g_assert_true ((link == NULL) == (error != NULL));
    }
  g_assert_null (autosell_listing_check_link (long_one, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/marketplace/order", test_order);
  g_test_add_func ("/marketplace/values", test_values);
  g_test_add_func ("/marketplace/unknown-stays-empty-and-says-so", test_unknown_stays_empty_and_says_so);
  g_test_add_func ("/marketplace/private-stays-private", test_private_stays_private);
  g_test_add_func ("/marketplace/title-is-cut", test_title_is_cut);
  g_test_add_func ("/marketplace/words", test_words);
  g_test_add_func ("/marketplace/stages", test_stages);
  g_test_add_func ("/marketplace/text", test_text);
  g_test_add_func ("/marketplace/links", test_links);
  return g_test_run ();
}
