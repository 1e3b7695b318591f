/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-catalog.h"

#include "autosell-meta-words.h"
#include "autosell-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_ID 100
#define MAX_TITLE 500
#define MAX_DESCRIPTION 5000

static const char *const headings[AUTOSELL_N_CATALOG_COLUMNS] = {
  [AUTOSELL_CATALOG_ID] = "vehicle_id",
  [AUTOSELL_CATALOG_TITLE] = "title",
  [AUTOSELL_CATALOG_DESCRIPTION] = "description",
  [AUTOSELL_CATALOG_URL] = "url",
  [AUTOSELL_CATALOG_MAKE] = "make",
  [AUTOSELL_CATALOG_MODEL] = "model",
  [AUTOSELL_CATALOG_YEAR] = "year",
  [AUTOSELL_CATALOG_MILEAGE] = "mileage.value",
  [AUTOSELL_CATALOG_MILEAGE_UNIT] = "mileage.unit",
  [AUTOSELL_CATALOG_BODY] = "body_style",
  [AUTOSELL_CATALOG_PRICE] = "price",
  [AUTOSELL_CATALOG_COLOUR] = "exterior_color",
  [AUTOSELL_CATALOG_STATE] = "state_of_vehicle",
  [AUTOSELL_CATALOG_STREET] = "address.addr1",
  [AUTOSELL_CATALOG_CITY] = "address.city",
  [AUTOSELL_CATALOG_REGION] = "address.region",
  [AUTOSELL_CATALOG_POSTAL_CODE] = "address.postal_code",
  [AUTOSELL_CATALOG_COUNTRY] = "address.country",
  [AUTOSELL_CATALOG_LATITUDE] = "latitude",
  [AUTOSELL_CATALOG_LONGITUDE] = "longitude",
  [AUTOSELL_CATALOG_IMAGE] = "image[0].url",
  "image[1].url",
  "image[2].url",
  "image[3].url",
  "image[4].url",
  "image[5].url",
  "image[6].url",
  "image[7].url",
  "image[8].url",
  "image[9].url",
  "image[10].url",
  "image[11].url",
  "image[12].url",
  "image[13].url",
  "image[14].url",
  "image[15].url",
  "image[16].url",
  "image[17].url",
  "image[18].url",
  "image[19].url",
  [AUTOSELL_CATALOG_VIN] = "vin",
  [AUTOSELL_CATALOG_TRIM] = "trim",
  [AUTOSELL_CATALOG_TRANSMISSION] = "transmission",
  [AUTOSELL_CATALOG_FUEL] = "fuel_type",
  [AUTOSELL_CATALOG_AVAILABILITY] = "availability",
  [AUTOSELL_CATALOG_FIRST_DAY] = "date_first_on_lot",
  [AUTOSELL_CATALOG_STOCK_NUMBER] = "stock_number",
  [AUTOSELL_CATALOG_DEALER_NAME] = "dealer_name",
  [AUTOSELL_CATALOG_DEALER_PHONE] = "dealer_phone",
  [AUTOSELL_CATALOG_PRIVACY_URL] = "dealer_privacy_policy_url",
};

const char *
autosell_catalog_get_heading (AutosellCatalogColumn column)
{
  g_return_val_if_fail (column < AUTOSELL_N_CATALOG_COLUMNS, NULL);

  return headings[column];
}

void
autosell_catalog_row_free (AutosellCatalogRow *self)
{
  for (guint i = 0; i < AUTOSELL_N_CATALOG_COLUMNS; i++)
    g_free (self->cells[i]);
  g_free (self->lacks);
  g_free (self);
}

/* ---- Addresses ---- */

static char *
dup_field (AutosellVehicle *vehicle, const char *name, guint number)
{
  if (strcmp (name, "stock_number") == 0)
    return g_strdup (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER));
  if (strcmp (name, "id") == 0)
    return g_strdup (autosell_vehicle_get_id (vehicle));
  return strcmp (name, "number") == 0 && number > 0 ? g_strdup_printf ("%u", number) : NULL;
}

static gboolean
is_public_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_ENCODED, NULL);

  return uri != NULL && g_strcmp0 (g_uri_get_scheme (uri), "https") == 0 && g_uri_get_host (uri) != NULL
         && strchr (g_uri_get_host (uri), '.') != NULL && g_uri_get_userinfo (uri) == NULL;
}

char *
autosell_catalog_fill_address (const char *pattern, AutosellVehicle *vehicle, guint number)
{
  g_autoptr(GString) address = g_string_new (NULL);

  if (pattern == NULL)
    return NULL;
  for (const char *at = pattern; *at != '\0'; at++)
    {
      const char *end = *at == '{' ? strchr (at, '}') : NULL;
      g_autofree char *name = end != NULL ? g_strndup (at + 1, (gsize) (end - at - 1)) : NULL;
      g_autofree char *value = name != NULL ? dup_field (vehicle, name, number) : NULL;
      g_autofree char *escaped = value != NULL ? g_uri_escape_string (value, NULL, FALSE) : NULL;

      if (*at == '{' && escaped == NULL)
        return NULL;
      if (*at != '{')
        {
          g_string_append_c (address, *at);
          continue;
        }
      g_string_append (address, escaped);
      at = end;
    }
  return is_public_address (address->str) ? g_string_free (g_steal_pointer (&address), FALSE) : NULL;
}

/* ---- Cells ---- */

static void
set (AutosellCatalogRow *row, AutosellCatalogColumn column, const char *text, glong max)
{
  g_autofree char *trimmed = autosell_text_trim (text);

  if (trimmed != NULL && max > 0 && g_utf8_strlen (trimmed, -1) > max)
    row->cells[column] = g_utf8_substring (trimmed, 0, max);
  else
    row->cells[column] = g_steal_pointer (&trimmed);
}

static void
set_field (AutosellCatalogRow *row, AutosellCatalogColumn column, AutosellVehicle *vehicle, AutosellField field)
{
  set (row, column, autosell_vehicle_get_text (vehicle, field), 0);
}

/* "379000 MXN", centavos where there are some. */
static void
set_price (AutosellCatalogRow *row, AutosellVehicle *vehicle)
{
  gint64 cents;

  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents) || cents <= 0)
    return;
  row->cells[AUTOSELL_CATALOG_PRICE] =
    cents % 100 == 0 ? g_strdup_printf ("%" G_GINT64_FORMAT " MXN", cents / 100)
                     : g_strdup_printf ("%" G_GINT64_FORMAT ".%02d MXN", cents / 100, (int) (cents % 100));
}

static void
set_number (AutosellCatalogRow *row, AutosellCatalogColumn column, AutosellVehicle *vehicle, AutosellField field,
            gint64 min, gint64 max)
{
  gint64 number;

  if (autosell_vehicle_get_number (vehicle, field, &number) && number >= min && number <= max)
    row->cells[column] = g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* @limit: 90 or 180 degrees */
static void
set_degrees (AutosellCatalogRow *row, AutosellCatalogColumn column, const char *text, double limit)
{
  g_autofree char *trimmed = autosell_text_trim (text);
  char *end = NULL;
  double degrees = trimmed != NULL ? g_ascii_strtod (trimmed, &end) : 0;

  if (trimmed != NULL && end != trimmed && *end == '\0' && fabs (degrees) <= limit)
    row->cells[column] = g_steal_pointer (&trimmed);
}

/* Without a country's code it is one of Mexico, where numbers have ten digits. */
static void
set_phone (AutosellCatalogRow *row, const char *phone)
{
  g_autoptr(GString) digits = g_string_new (NULL);

  for (const char *at = phone; at != NULL && *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  if (phone != NULL && strchr (phone, '+') != NULL && digits->len > 7)
    row->cells[AUTOSELL_CATALOG_DEALER_PHONE] = g_strdup_printf ("+%s", digits->str);
  else if (digits->len == 10)
    row->cells[AUTOSELL_CATALOG_DEALER_PHONE] = g_strdup_printf ("+52 %s", digits->str);
}

static void
set_dealer (AutosellCatalogRow *row, const AutosellCatalogDealer *dealer)
{
  set (row, AUTOSELL_CATALOG_STREET, dealer->street, 0);
  set (row, AUTOSELL_CATALOG_CITY, dealer->city, 0);
  set (row, AUTOSELL_CATALOG_REGION, dealer->region, 0);
  set (row, AUTOSELL_CATALOG_POSTAL_CODE, dealer->postal_code, 0);
  set (row, AUTOSELL_CATALOG_COUNTRY, "MX", 0);
  set_degrees (row, AUTOSELL_CATALOG_LATITUDE, dealer->latitude, 90);
  set_degrees (row, AUTOSELL_CATALOG_LONGITUDE, dealer->longitude, 180);
  set (row, AUTOSELL_CATALOG_DEALER_NAME, dealer->name, 0);
  set_phone (row, dealer->phone);
  if (dealer->privacy_url != NULL && is_public_address (dealer->privacy_url))
    set (row, AUTOSELL_CATALOG_PRIVACY_URL, dealer->privacy_url, 0);
}

static void
set_photos (AutosellCatalogRow *row, AutosellVehicle *vehicle, const char *pattern)
{
  guint n = MIN (autosell_vehicle_get_n_photos (vehicle), AUTOSELL_CATALOG_IMAGES);

  /* One address cannot be of several photos */
  if (pattern != NULL && strstr (pattern, "{number}") == NULL)
    n = MIN (n, 1);
  for (guint i = 0; i < n; i++)
    row->cells[AUTOSELL_CATALOG_IMAGE + i] = autosell_catalog_fill_address (pattern, vehicle, i + 1);
}

static void
set_niv (AutosellCatalogRow *row, AutosellVehicle *vehicle)
{
  const char *niv = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_NIV);

  if (niv != NULL && strlen (niv) == 17)
    set (row, AUTOSELL_CATALOG_VIN, niv, 0);
}

/* ---- What is required ---- */

static const struct
{
  AutosellCatalogColumn column;
  const char *name;
} required[] = {
  { AUTOSELL_CATALOG_TITLE, NC_ ("lacks", "title") },
  { AUTOSELL_CATALOG_DESCRIPTION, NC_ ("lacks", "description") },
  { AUTOSELL_CATALOG_MAKE, NC_ ("lacks", "brand") },
  { AUTOSELL_CATALOG_MODEL, NC_ ("lacks", "model") },
  { AUTOSELL_CATALOG_YEAR, NC_ ("lacks", "year") },
  { AUTOSELL_CATALOG_MILEAGE, NC_ ("lacks", "km") },
  { AUTOSELL_CATALOG_BODY, NC_ ("lacks", "body style") },
  { AUTOSELL_CATALOG_PRICE, NC_ ("lacks", "price") },
  { AUTOSELL_CATALOG_COLOUR, NC_ ("lacks", "colour") },
  { AUTOSELL_CATALOG_IMAGE, NC_ ("lacks", "a photo that anybody can open") },
  { AUTOSELL_CATALOG_URL, NC_ ("lacks", "the address of its page") },
  { AUTOSELL_CATALOG_STREET, NC_ ("lacks", "the dealership’s address") },
  { AUTOSELL_CATALOG_CITY, NC_ ("lacks", "the dealership’s city") },
  { AUTOSELL_CATALOG_REGION, NC_ ("lacks", "the dealership’s state") },
  { AUTOSELL_CATALOG_LATITUDE, NC_ ("lacks", "the dealership’s latitude") },
  { AUTOSELL_CATALOG_LONGITUDE, NC_ ("lacks", "the dealership’s longitude") },
};

static char *
dup_lacks (const AutosellCatalogRow *row)
{
  GString *lacks = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    if (row->cells[required[i].column] == NULL)
      g_string_append_printf (lacks, "%s%s", lacks->len > 0 ? ", " : "",
                              g_dpgettext2 (GETTEXT_PACKAGE, "lacks", required[i].name));
  return g_string_free (lacks, lacks->len == 0);
}

AutosellCatalogRow *
autosell_catalog_row_new (AutosellVehicle *vehicle, const AutosellCatalogDealer *dealer)
{
  AutosellCatalogRow *row = g_new0 (AutosellCatalogRow, 1);
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);

  set (row, AUTOSELL_CATALOG_ID, autosell_vehicle_get_id (vehicle), MAX_ID);
  set (row, AUTOSELL_CATALOG_TITLE, title, MAX_TITLE);
  set (row, AUTOSELL_CATALOG_DESCRIPTION, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_DESCRIPTION),
       MAX_DESCRIPTION);
  row->cells[AUTOSELL_CATALOG_URL] = autosell_catalog_fill_address (dealer->page_pattern, vehicle, 0);
  set_field (row, AUTOSELL_CATALOG_MAKE, vehicle, AUTOSELL_FIELD_BRAND);
  set_field (row, AUTOSELL_CATALOG_MODEL, vehicle, AUTOSELL_FIELD_MODEL);
  set_number (row, AUTOSELL_CATALOG_YEAR, vehicle, AUTOSELL_FIELD_YEAR, 1000, 9999);
  set_number (row, AUTOSELL_CATALOG_MILEAGE, vehicle, AUTOSELL_FIELD_KM, 0, G_MAXINT64);
  set (row, AUTOSELL_CATALOG_MILEAGE_UNIT, "KM", 0);
  set (row, AUTOSELL_CATALOG_BODY,
       autosell_meta_find_word (AUTOSELL_META_BODY, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BODY)), 0);
  set_price (row, vehicle);
  set_field (row, AUTOSELL_CATALOG_COLOUR, vehicle, AUTOSELL_FIELD_COLOUR);
  set (row, AUTOSELL_CATALOG_STATE, "USED", 0);
  set_dealer (row, dealer);
  set_photos (row, vehicle, dealer->photo_pattern);
  set_niv (row, vehicle);
  set_field (row, AUTOSELL_CATALOG_TRIM, vehicle, AUTOSELL_FIELD_VERSION);
  set (row, AUTOSELL_CATALOG_TRANSMISSION,
       autosell_meta_find_word (AUTOSELL_META_TRANSMISSION,
                                autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_TRANSMISSION)),
       0);
  set (row, AUTOSELL_CATALOG_FUEL,
       autosell_meta_find_word (AUTOSELL_META_FUEL, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_FUEL)), 0);
  set (row, AUTOSELL_CATALOG_AVAILABILITY, "available", 0);
  set_field (row, AUTOSELL_CATALOG_FIRST_DAY, vehicle, AUTOSELL_FIELD_ENTRY_DATE);
  set_field (row, AUTOSELL_CATALOG_STOCK_NUMBER, vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  row->lacks = dup_lacks (row);
  return row;
}
