/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* The columns of the vehicle table: what they are called, how wide they begin, how they sort, and what stands in a
 * cell. */
/* In the order in which they stand until a person moves them. */
typedef enum
{
  AUTOSELL_VEHICLE_COLUMN_PHOTO,
  AUTOSELL_VEHICLE_COLUMN_STOCK_NUMBER,
  AUTOSELL_VEHICLE_COLUMN_GROUP,
  AUTOSELL_VEHICLE_COLUMN_BRAND,
  AUTOSELL_VEHICLE_COLUMN_MODEL,
  AUTOSELL_VEHICLE_COLUMN_VERSION,
  AUTOSELL_VEHICLE_COLUMN_YEAR,
  AUTOSELL_VEHICLE_COLUMN_COLOUR,
  AUTOSELL_VEHICLE_COLUMN_NIV,
  AUTOSELL_VEHICLE_COLUMN_PLATES,
  AUTOSELL_VEHICLE_COLUMN_MOTOR_NUMBER,
  AUTOSELL_VEHICLE_COLUMN_PRICE,
  AUTOSELL_VEHICLE_COLUMN_CREDIT_PRICE,
  AUTOSELL_VEHICLE_COLUMN_DOWN_PAYMENT,
  AUTOSELL_VEHICLE_COLUMN_COST,
  AUTOSELL_VEHICLE_COLUMN_MINIMUM_PRICE,
  AUTOSELL_VEHICLE_COLUMN_KM,
  AUTOSELL_VEHICLE_COLUMN_TRANSMISSION,
  AUTOSELL_VEHICLE_COLUMN_FUEL,
  AUTOSELL_VEHICLE_COLUMN_BODY,
  AUTOSELL_VEHICLE_COLUMN_DOORS,
  AUTOSELL_VEHICLE_COLUMN_CYLINDERS,
  AUTOSELL_VEHICLE_COLUMN_OWNERS,
  AUTOSELL_VEHICLE_COLUMN_INVOICE_KIND,
  AUTOSELL_VEHICLE_COLUMN_STATUS,
  AUTOSELL_VEHICLE_COLUMN_RESERVED_UNTIL,
  AUTOSELL_VEHICLE_COLUMN_DEPOSIT,
  AUTOSELL_VEHICLE_COLUMN_SOLD_ON,
  AUTOSELL_VEHICLE_COLUMN_SOLD_PRICE,
  AUTOSELL_VEHICLE_COLUMN_SALESPERSON,
  AUTOSELL_VEHICLE_COLUMN_BUYER,
  AUTOSELL_VEHICLE_COLUMN_LOCATION,
  AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE,
  AUTOSELL_VEHICLE_COLUMN_DAYS,
  AUTOSELL_VEHICLE_COLUMN_ACQUISITION,
  AUTOSELL_VEHICLE_COLUMN_CONSIGNOR,
  AUTOSELL_VEHICLE_COLUMN_DESCRIPTION,
  AUTOSELL_VEHICLE_COLUMN_NOTES,
  AUTOSELL_VEHICLE_COLUMN_PHOTOS,
  AUTOSELL_VEHICLE_COLUMN_READINESS,
  AUTOSELL_VEHICLE_COLUMN_POSTED,
  AUTOSELL_VEHICLE_COLUMN_PROBLEMS,
  AUTOSELL_N_VEHICLE_COLUMNS
} AutosellVehicleColumn;

typedef struct
{
  const char *name; /* for settings and style */
  int width;        /* at the ordinary text size, in pixels, with its padding */
  int min_width;
  int keep;           /* in a narrow window the column with the lowest goes first */
  gboolean is_at_end; /* numbers stand at the right */
  gboolean expands;   /* takes what is left over */
  gboolean is_sortable;
  AutosellSort sort;
  gboolean is_editable; /* in place */
  AutosellField field;  /* what an edit sets, and whose heading the column has by default */
  gboolean is_extra;    /* shown only where a person asks for it */
} AutosellVehicleColumnInfo;

const AutosellVehicleColumnInfo *autosell_vehicle_column_get_info (AutosellVehicleColumn column);

/* Short heading over the column, and what a screen reader calls it. The days of the bin are those that are left there.
 * Static, translated. */
const char *autosell_vehicle_column_get_title (AutosellVehicleColumn column, gboolean is_bin);
const char *autosell_vehicle_column_get_long_title (AutosellVehicleColumn column, gboolean is_bin);

/* Tells what stands in it to nobody but the people of the lot: its heading and the list of columns say so. */
gboolean autosell_vehicle_column_is_private (AutosellVehicleColumn column);
/* FALSE where there is no column of that name. */
gboolean autosell_vehicle_column_find (const char *name, AutosellVehicleColumn *column);

/* How a cell is to be drawn. */
typedef enum
{
  AUTOSELL_LOOK_PLAIN,
  AUTOSELL_LOOK_BLANK, /* nobody has said: dim */
  AUTOSELL_LOOK_RAW,   /* text that could not be read */
} AutosellCellLook;

/* Cars stay in the bin for so long. */
#define AUTOSELL_BIN_DAYS 30

/* Days until a car in the bin is removed for good, not below 0. */
int autosell_vehicle_get_bin_days_left (AutosellVehicle *vehicle);

/* What the title column stands for beside the model: the brand where that has no column of its own, as in a narrow
 * window, and the version unless that has one. */
typedef enum
{
  AUTOSELL_TITLE_PLAIN = 0,
  AUTOSELL_TITLE_WITH_BRAND = 1 << 0,
  AUTOSELL_TITLE_WITHOUT_VERSION = 1 << 1,
} AutosellTitleParts;

/* The text of a cell; @scratch may be written and is then what the result points into. @n_strong: (out): bytes at the
 * beginning that stand out. */
const char *autosell_vehicle_column_get_text (AutosellVehicleColumn column, AutosellVehicle *vehicle,
                                              const char *today_iso, AutosellTitleParts parts, GString *scratch,
                                              AutosellCellLook *look, gsize *n_strong);

/* The car in one sentence of its visible values, for a screen reader. @shown: (nullable): by column, which there are.
 * Returns: (transfer full) */
char *autosell_vehicle_column_dup_row_name (AutosellVehicle *vehicle, const char *today_iso, const gboolean *shown);

/* The sentences of a car's problems, one a line. Returns: (transfer full) (nullable) */
char *autosell_vehicle_dup_problem_text (AutosellVehicle *vehicle);

G_END_DECLS
