/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* A vehicle catalog as Meta's (paid) inventory ads read it: one row a car, columns and words as their feed has them.
 * For a dealership with a web site: each row needs an address of the car and of its photos that anybody can open, and a
 * catalog cannot take a file of this PC. A car that lacks something that is required is left out and named; nothing is
 * made up. */
typedef enum
{
  AUTOSELL_CATALOG_ID,
  AUTOSELL_CATALOG_TITLE,
  AUTOSELL_CATALOG_DESCRIPTION,
  AUTOSELL_CATALOG_URL,
  AUTOSELL_CATALOG_MAKE,
  AUTOSELL_CATALOG_MODEL,
  AUTOSELL_CATALOG_YEAR,
  AUTOSELL_CATALOG_MILEAGE,
  AUTOSELL_CATALOG_MILEAGE_UNIT,
  AUTOSELL_CATALOG_BODY,
  AUTOSELL_CATALOG_PRICE,
  AUTOSELL_CATALOG_COLOUR,
  AUTOSELL_CATALOG_STATE,
  AUTOSELL_CATALOG_STREET,
  AUTOSELL_CATALOG_CITY,
  AUTOSELL_CATALOG_REGION,
  AUTOSELL_CATALOG_POSTAL_CODE,
  AUTOSELL_CATALOG_COUNTRY,
  AUTOSELL_CATALOG_LATITUDE,
  AUTOSELL_CATALOG_LONGITUDE,
  AUTOSELL_CATALOG_IMAGE, /* the first of AUTOSELL_CATALOG_IMAGES */
  AUTOSELL_CATALOG_LAST_IMAGE = AUTOSELL_CATALOG_IMAGE + 19,
  AUTOSELL_CATALOG_VIN,
  AUTOSELL_CATALOG_TRIM,
  AUTOSELL_CATALOG_TRANSMISSION,
  AUTOSELL_CATALOG_FUEL,
  AUTOSELL_CATALOG_AVAILABILITY,
  AUTOSELL_CATALOG_FIRST_DAY,
  AUTOSELL_CATALOG_STOCK_NUMBER,
  AUTOSELL_CATALOG_DEALER_NAME,
  AUTOSELL_CATALOG_DEALER_PHONE,
  AUTOSELL_CATALOG_PRIVACY_URL,
  AUTOSELL_N_CATALOG_COLUMNS
} AutosellCatalogColumn;

#define AUTOSELL_CATALOG_IMAGES 20

/* Of the dealership; lent, all (nullable). */
typedef struct
{
  const char *name;
  const char *phone; /* with +, else it is taken for one of Mexico */
  const char *street;
  const char *city;
  const char *region;
  const char *postal_code;
  const char *latitude;
  const char *longitude;
  const char *page_pattern;  /* of a car's page: "https://…/{stock_number}"; {id} is its id */
  const char *photo_pattern; /* of a photo: the same with {number}, from 1 */
  const char *privacy_url;
} AutosellCatalogDealer;

/* "address.city", as the feed calls it. Static. */
const char *autosell_catalog_get_heading (AutosellCatalogColumn column);

typedef struct
{
  char *cells[AUTOSELL_N_CATALOG_COLUMNS]; /* owned, nullable */
  char *lacks;                             /* owned, nullable: translated, with commas: why the car is left out */
} AutosellCatalogRow;

/* @vehicle: one that is available; others are not asked for */
AutosellCatalogRow *autosell_catalog_row_new (AutosellVehicle *vehicle, const AutosellCatalogDealer *dealer);
void autosell_catalog_row_free (AutosellCatalogRow *self);

/* An https address with its fields filled in, each escaped; NULL where @pattern is none, or asks for what is not known.
 * @number: of a photo, 0 for a page. Returns: (transfer full) (nullable) */
char *autosell_catalog_fill_address (const char *pattern, AutosellVehicle *vehicle, guint number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellCatalogRow, autosell_catalog_row_free)

G_END_DECLS
