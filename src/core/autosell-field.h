/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every field of a vehicle but its id. Store columns, JSON members, filter names, editor rows and spreadsheet
 * columns are all made from the one table behind autosell_field_get_info(), so a field is added in one place. */
typedef enum
{
  AUTOSELL_FIELD_STOCK_NUMBER,
  AUTOSELL_FIELD_GROUP,
  AUTOSELL_FIELD_ENTRY_DATE,
  AUTOSELL_FIELD_BRAND,
  AUTOSELL_FIELD_MODEL,
  AUTOSELL_FIELD_VERSION,
  AUTOSELL_FIELD_YEAR,
  AUTOSELL_FIELD_COLOUR,
  AUTOSELL_FIELD_PRICE,
  AUTOSELL_FIELD_KM,
  AUTOSELL_FIELD_STATUS,
  AUTOSELL_FIELD_LOCATION,
  AUTOSELL_FIELD_NIV,
  AUTOSELL_FIELD_PLATES,
  AUTOSELL_FIELD_MOTOR_NUMBER,
  AUTOSELL_FIELD_TRANSMISSION,
  AUTOSELL_FIELD_FUEL,
  AUTOSELL_FIELD_BODY,
  AUTOSELL_FIELD_DOORS,
  AUTOSELL_FIELD_CYLINDERS,
  AUTOSELL_FIELD_OWNERS,
  AUTOSELL_FIELD_INVOICE_KIND,
  AUTOSELL_FIELD_FEATURES,
  AUTOSELL_FIELD_DESCRIPTION,
  AUTOSELL_FIELD_NOTES,
  AUTOSELL_FIELD_COST,
  AUTOSELL_FIELD_MINIMUM_PRICE,
  AUTOSELL_FIELD_ACQUISITION,
  AUTOSELL_FIELD_CONSIGNOR,
  AUTOSELL_FIELD_SOLD_PRICE,
  AUTOSELL_FIELD_SOLD_ON,
  AUTOSELL_FIELD_SALESPERSON,
  AUTOSELL_FIELD_BUYER,
  AUTOSELL_FIELD_DEPOSIT,
  AUTOSELL_FIELD_RESERVED_UNTIL,
  AUTOSELL_FIELD_CREDIT_PRICE,
  AUTOSELL_FIELD_DOWN_PAYMENT,
  AUTOSELL_N_FIELDS
} AutosellField;

typedef enum
{
  AUTOSELL_KIND_TEXT,      /* one line */
  AUTOSELL_KIND_LONG_TEXT, /* may hold line ends */
  AUTOSELL_KIND_LIST,      /* items, one a line */
  AUTOSELL_KIND_INTEGER,
  AUTOSELL_KIND_MONEY,       /* centavos */
  AUTOSELL_KIND_DATE,        /* calendar date, "YYYY-MM-DD" */
  AUTOSELL_KIND_STATUS,      /* a nick of AutosellStatus */
  AUTOSELL_KIND_ACQUISITION, /* a nick of AutosellAcquisition */
} AutosellKind;

typedef struct
{
  AutosellField field;
  const char *name; /* snake case: store column, JSON member, filter name, CLI name */
  AutosellKind kind;
  gboolean is_private; /* never leaves this PC unless the owner says so */
  const char *label;   /* English heading, untranslated: see autosell_field_get_label() */
  const char *aliases; /* other folded headings and filter names, separated by '|' */
} AutosellFieldInfo;

/* Never NULL. */
const AutosellFieldInfo *autosell_field_get_info (AutosellField field);

/* The heading in the user's language. Static. */
const char *autosell_field_get_label (AutosellField field);

/* TRUE where the value is AutosellValue.number: INTEGER and MONEY. */
gboolean autosell_field_is_number (AutosellField field);

/* TRUE where text can fail to be read, so that it is kept raw: all kinds but TEXT, LONG_TEXT and LIST. */
gboolean autosell_field_has_raw (AutosellField field);

/* Finds a field by name, English or Spanish label, or alias; case, accents, '_', '-', '.' and runs of blanks aside.
 * Used for spreadsheet headings, the filter language and FIELD=VALUE alike. FALSE leaves *field untouched. */
gboolean autosell_field_find (const char *heading, AutosellField *field);

G_END_DECLS
