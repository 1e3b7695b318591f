/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-column.h"

#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-problem.h"
#include "autosell-readiness.h"

#include <glib/gi18n.h>

/* clang-format off */
#define BY(f) TRUE, { .field = AUTOSELL_FIELD_##f }
#define UNSORTED FALSE, { .by_id_order = TRUE }
#define COLUMN(id) [AUTOSELL_VEHICLE_COLUMN_##id]
/* Whoever asks for one wants to see it: in a narrow window it goes after those that everybody has. */
#define EXTRA(id, name, width, at_end) \
  [AUTOSELL_VEHICLE_COLUMN_##id] = { name, width, 40, 20, at_end, FALSE, TRUE, { .field = AUTOSELL_FIELD_##id }, \
                                     FALSE, AUTOSELL_FIELD_##id, TRUE }
#define EXTRA_TEXT(id, name, width) \
  COLUMN (id) = { name, width, 40, 20, FALSE, FALSE, UNSORTED, FALSE, AUTOSELL_FIELD_##id, TRUE }

/* Wide enough for “MERCEDES BENZ” and “PLATEADO”; together they fit an office screen of 1366 beside the sidebar. The
 * problems have no heading: the button for the list of columns, with how many are left out, stands there and covers no
 * word. */
static const AutosellVehicleColumnInfo columns[AUTOSELL_N_VEHICLE_COLUMNS] = {
  /* name, width, min, keep, at end, expands, sort, editable, field, extra */
  COLUMN (PHOTO) = { "photo", 46, 40, 8, FALSE, FALSE, UNSORTED, FALSE, AUTOSELL_FIELD_MODEL, FALSE },
  COLUMN (STOCK_NUMBER) = { "stock-number", 50, 40, 5, TRUE, FALSE, BY (STOCK_NUMBER), FALSE,
                            AUTOSELL_FIELD_STOCK_NUMBER, FALSE },
  COLUMN (GROUP) = { "group", 58, 40, 2, FALSE, FALSE, BY (GROUP), FALSE, AUTOSELL_FIELD_GROUP, FALSE },
  COLUMN (BRAND) = { "brand", 138, 60, 9, FALSE, FALSE, BY (BRAND), FALSE, AUTOSELL_FIELD_BRAND, FALSE },
  COLUMN (MODEL) = { "model", 148, 100, 99, FALSE, TRUE, BY (MODEL), FALSE, AUTOSELL_FIELD_MODEL, FALSE },
  EXTRA (VERSION, "version", 130, FALSE),
  COLUMN (YEAR) = { "year", 52, 46, 11, TRUE, FALSE, BY (YEAR), FALSE, AUTOSELL_FIELD_YEAR, FALSE },
  COLUMN (COLOUR) = { "colour", 100, 50, 3, FALSE, FALSE, BY (COLOUR), FALSE, AUTOSELL_FIELD_COLOUR, FALSE },
  EXTRA (NIV, "niv", 186, FALSE),
  EXTRA (PLATES, "plates", 96, FALSE),
  EXTRA (MOTOR_NUMBER, "motor-number", 130, FALSE),
  COLUMN (PRICE) = { "price", 96, 86, 98, TRUE, FALSE, BY (PRICE), TRUE, AUTOSELL_FIELD_PRICE, FALSE },
  EXTRA (CREDIT_PRICE, "credit-price", 112, TRUE),
  EXTRA (DOWN_PAYMENT, "down-payment", 112, TRUE),
  EXTRA (COST, "cost", 98, TRUE),
  EXTRA (MINIMUM_PRICE, "minimum-price", 112, TRUE),
  COLUMN (KM) = { "km", 76, 60, 10, TRUE, FALSE, BY (KM), FALSE, AUTOSELL_FIELD_KM, FALSE },
  EXTRA (TRANSMISSION, "transmission", 112, FALSE),
  EXTRA (FUEL, "fuel", 104, FALSE),
  EXTRA (BODY, "body", 104, FALSE),
  EXTRA (DOORS, "doors", 74, TRUE),
  EXTRA (CYLINDERS, "cylinders", 84, TRUE),
  EXTRA (OWNERS, "owners", 74, TRUE),
  EXTRA (INVOICE_KIND, "invoice-kind", 124, FALSE),
  COLUMN (STATUS) = { "status", 108, 96, 97, FALSE, FALSE, BY (STATUS), TRUE, AUTOSELL_FIELD_STATUS, FALSE },
  EXTRA (RESERVED_UNTIL, "reserved-until", 112, FALSE),
  EXTRA (DEPOSIT, "deposit", 98, TRUE),
  EXTRA (SOLD_ON, "sold-on", 102, FALSE),
  EXTRA (SOLD_PRICE, "sold-price", 112, TRUE),
  EXTRA (SALESPERSON, "salesperson", 124, FALSE),
  EXTRA (BUYER, "buyer", 130, FALSE),
  COLUMN (LOCATION) = { "location", 102, 60, 8, FALSE, FALSE, BY (LOCATION), TRUE, AUTOSELL_FIELD_LOCATION, FALSE },
  EXTRA (ENTRY_DATE, "entry-date", 102, FALSE),
  COLUMN (DAYS) = { "days", 54, 44, 4, TRUE, FALSE, TRUE, { .by_days = TRUE }, FALSE, AUTOSELL_FIELD_ENTRY_DATE,
                    FALSE },
  EXTRA (ACQUISITION, "acquisition", 124, FALSE),
  EXTRA (CONSIGNOR, "consignor", 130, FALSE),
  EXTRA_TEXT (DESCRIPTION, "description", 240),
  EXTRA_TEXT (NOTES, "notes", 200),
  COLUMN (PHOTOS) = { "photos", 66, 44, 20, TRUE, FALSE, TRUE, { .by_photos = TRUE }, FALSE,
                      AUTOSELL_FIELD_MODEL, TRUE },
  COLUMN (READINESS) = { "readiness", 180, 50, 20, FALSE, FALSE, TRUE, { .by_readiness = TRUE }, FALSE,
                         AUTOSELL_FIELD_MODEL, TRUE },
  COLUMN (POSTED) = { "posted", 112, 60, 20, FALSE, FALSE, TRUE, { .by_posted = TRUE }, FALSE,
                      AUTOSELL_FIELD_MODEL, TRUE },
  COLUMN (PROBLEMS) = { "problems", 48, 44, 12, FALSE, FALSE, UNSORTED, FALSE, AUTOSELL_FIELD_MODEL, FALSE },
};
/* clang-format on */

const AutosellVehicleColumnInfo *
autosell_vehicle_column_get_info (AutosellVehicleColumn column)
{
  g_return_val_if_fail (column < AUTOSELL_N_VEHICLE_COLUMNS, &columns[0]);

  return &columns[column];
}

const char *
autosell_vehicle_column_get_title (AutosellVehicleColumn column, gboolean is_bin)
{
  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      return "";
    case AUTOSELL_VEHICLE_COLUMN_STOCK_NUMBER:
      return C_ ("column heading: stock number", "No.");
    case AUTOSELL_VEHICLE_COLUMN_GROUP:
      return C_ ("column heading", "Group");
    case AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE:
      return C_ ("column heading: entry date", "Entry");
    case AUTOSELL_VEHICLE_COLUMN_PHOTOS:
    case AUTOSELL_VEHICLE_COLUMN_READINESS:
    case AUTOSELL_VEHICLE_COLUMN_POSTED:
      return autosell_vehicle_column_get_long_title (column, is_bin);
    case AUTOSELL_VEHICLE_COLUMN_DAYS:
      return is_bin ? C_ ("column heading: days left in the bin", "Left")
                    : C_ ("column heading: days in stock", "Days");
    default:
      return autosell_field_get_label (columns[column].field);
    }
}

const char *
autosell_vehicle_column_get_long_title (AutosellVehicleColumn column, gboolean is_bin)
{
  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
      return _("Photo");
    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      return _("Problems");
    case AUTOSELL_VEHICLE_COLUMN_PHOTOS:
      return _("Photos");
    case AUTOSELL_VEHICLE_COLUMN_READINESS:
      return _("Readiness");
    case AUTOSELL_VEHICLE_COLUMN_POSTED:
      return C_ ("column heading: of a car on Facebook", "Posted");
    case AUTOSELL_VEHICLE_COLUMN_DAYS:
      return is_bin ? _("Days left in the bin") : _("Days in stock");
    default:
      return autosell_field_get_label (columns[column].field);
    }
}

gboolean
autosell_vehicle_column_is_private (AutosellVehicleColumn column)
{
  return autosell_field_get_info (autosell_vehicle_column_get_info (column)->field)->is_private;
}

gboolean
autosell_vehicle_column_find (const char *name, AutosellVehicleColumn *column)
{
  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    if (g_str_equal (columns[i].name, name))
      {
        *column = i;
        return TRUE;
      }
  return FALSE;
}

/* Model and version, led by the brand where it has no column of its own. */
static const char *
get_model_text (AutosellVehicle *vehicle, AutosellTitleParts parts, GString *scratch, AutosellCellLook *look,
                gsize *n_strong)
{
  const char *brand = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND);
  const char *model = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL);
  const char *version = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_VERSION);

  g_string_truncate (scratch, 0);
  if ((parts & AUTOSELL_TITLE_WITH_BRAND) != 0 && brand != NULL)
    g_string_append (scratch, brand);
  if (model != NULL)
    g_string_append_printf (scratch, "%s%s", scratch->len > 0 ? " " : "", model);
  *n_strong = scratch->len;
  if (version != NULL && (parts & AUTOSELL_TITLE_WITHOUT_VERSION) == 0)
    g_string_append_printf (scratch, "%s%s", scratch->len > 0 ? " " : "", version);
  if (scratch->len == 0)
    {
      *look = AUTOSELL_LOOK_BLANK;
      return "—";
    }
  return scratch->str;
}

static const char *
take_text (GString *scratch, char *text)
{
  g_string_assign (scratch, text);
  g_free (text);
  return scratch->str;
}

/* More than this is not to be seen in a cell, and shaping it would take a while. */
#define MAX_CELL_CHARS 200

/* The beginning of a text of several lines as one. */
static const char *
get_long_text (const char *text, GString *scratch)
{
  const char *end = text;

  g_string_truncate (scratch, 0);
  for (guint i = 0; *end != '\0' && i < MAX_CELL_CHARS; i++)
    end = g_utf8_next_char (end);
  g_string_append_len (scratch, text, end - text);
  for (gsize i = 0; i < scratch->len; i++)
    if (g_ascii_isspace (scratch->str[i]))
      scratch->str[i] = ' ';
  return scratch->str;
}

static const char *
get_field_text (AutosellField field, AutosellVehicle *vehicle, GString *scratch, AutosellCellLook *look)
{
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);

  switch (value->state)
    {
    case AUTOSELL_VALUE_RAW:
      *look = AUTOSELL_LOOK_RAW;
      return value->text;

    case AUTOSELL_VALUE_UNKNOWN:
      *look = AUTOSELL_LOOK_BLANK;
      if (field == AUTOSELL_FIELD_PRICE)
        return _("no price");
      if (field == AUTOSELL_FIELD_STATUS)
        return autosell_status_to_label (AUTOSELL_STATUS_UNKNOWN);
      return "—";

    case AUTOSELL_VALUE_KNOWN:
    default:
      if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_TEXT)
        return value->text;
      if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_LONG_TEXT)
        return get_long_text (value->text, scratch);
      if (field == AUTOSELL_FIELD_YEAR)
        {
          g_string_printf (scratch, "%" G_GINT64_FORMAT, value->number);
          return scratch->str;
        }
      return take_text (scratch, autosell_value_to_display (value, field));
    }
}

int
autosell_vehicle_get_bin_days_left (AutosellVehicle *vehicle)
{
  gint64 gone_us = g_get_real_time () - autosell_vehicle_get_deleted (vehicle);

  return MAX (AUTOSELL_BIN_DAYS - (int) (gone_us / G_TIME_SPAN_DAY), 0);
}

/* Of a car in the bin it is what is left of its time there. */
static int
get_days (AutosellVehicle *vehicle, const char *today_iso)
{
  if (autosell_vehicle_get_deleted (vehicle) != 0)
    return autosell_vehicle_get_bin_days_left (vehicle);
  return autosell_vehicle_get_days (vehicle, today_iso);
}

/* “80 %: 3 more photos” */
static const char *
get_readiness_text (AutosellVehicle *vehicle, GString *scratch, AutosellCellLook *look)
{
  AutosellReadiness readiness;
  g_autofree char *badge = NULL;

  autosell_readiness_get (vehicle, &readiness);
  if (!readiness.is_asked)
    {
      *look = AUTOSELL_LOOK_BLANK;
      return "—";
    }
  badge = autosell_readiness_dup_badge (&readiness);
  g_string_assign (scratch, badge);
  return scratch->str;
}

static const char *
get_posted_text (AutosellVehicle *vehicle, GString *scratch, AutosellCellLook *look)
{
  char *text = autosell_posted_dup_short (autosell_vehicle_get_posted (vehicle), g_get_real_time () / G_USEC_PER_SEC);

  if (text != NULL)
    return take_text (scratch, text);
  *look = AUTOSELL_LOOK_BLANK;
  return "—";
}

const char *
autosell_vehicle_column_get_text (AutosellVehicleColumn column, AutosellVehicle *vehicle, const char *today_iso,
                                  AutosellTitleParts parts, GString *scratch, AutosellCellLook *look, gsize *n_strong)
{
  *look = AUTOSELL_LOOK_PLAIN;
  *n_strong = 0;

  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
      return "";

    case AUTOSELL_VEHICLE_COLUMN_MODEL:
      return get_model_text (vehicle, parts, scratch, look, n_strong);

    case AUTOSELL_VEHICLE_COLUMN_DAYS:
      {
        int days = get_days (vehicle, today_iso);

        if (days < 0)
          {
            *look = AUTOSELL_LOOK_BLANK;
            return "—";
          }
        g_string_printf (scratch, "%d", days);
        return scratch->str;
      }

    case AUTOSELL_VEHICLE_COLUMN_PHOTOS:
      g_string_printf (scratch, "%u", autosell_vehicle_get_n_photos (vehicle));
      return scratch->str;

    case AUTOSELL_VEHICLE_COLUMN_READINESS:
      return get_readiness_text (vehicle, scratch, look);

    case AUTOSELL_VEHICLE_COLUMN_POSTED:
      return get_posted_text (vehicle, scratch, look);

    case AUTOSELL_VEHICLE_COLUMN_PROBLEMS:
      {
        GPtrArray *problems = autosell_vehicle_get_problems (vehicle);

        if (problems == NULL || problems->len == 0)
          return "";
        g_string_printf (scratch, "%u", problems->len);
        return scratch->str;
      }

    default:
      return get_field_text (columns[column].field, vehicle, scratch, look);
    }
}

/* What a person asked to see is told with its heading: nobody knows by heart which columns there are. */
static void
append_extras (GString *name, AutosellVehicle *vehicle, const char *today_iso, const gboolean *shown)
{
  g_autoptr(GString) scratch = g_string_new (NULL);

  for (guint i = 0; i < AUTOSELL_N_VEHICLE_COLUMNS; i++)
    {
      AutosellCellLook look;
      gsize n_strong;
      const char *text;

      /* The version is part of the title, and of the photo there is nothing to tell. */
      if (!shown[i] || !columns[i].is_extra || i == AUTOSELL_VEHICLE_COLUMN_PHOTO
          || i == AUTOSELL_VEHICLE_COLUMN_VERSION)
        continue;
      text = autosell_vehicle_column_get_text (i, vehicle, today_iso, AUTOSELL_TITLE_PLAIN, scratch, &look, &n_strong);
      if (look != AUTOSELL_LOOK_BLANK)
        /* Translators: said by a screen reader: the heading of a column and what stands in it */
        g_string_append_printf (name, _(", %s: %s"), autosell_vehicle_column_get_long_title (i, FALSE), text);
    }
}

char *
autosell_vehicle_column_dup_row_name (AutosellVehicle *vehicle, const char *today_iso, const gboolean *shown)
{
  static const AutosellVehicleColumn spoken[] = { AUTOSELL_VEHICLE_COLUMN_PRICE, AUTOSELL_VEHICLE_COLUMN_STATUS,
                                                  AUTOSELL_VEHICLE_COLUMN_LOCATION, AUTOSELL_VEHICLE_COLUMN_COLOUR,
                                                  AUTOSELL_VEHICLE_COLUMN_KM };
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  g_autoptr(GString) scratch = g_string_new (NULL);
  GString *name = g_string_new (title);
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);

  for (guint i = 0; i < G_N_ELEMENTS (spoken); i++)
    {
      AutosellCellLook look;
      gsize n_strong;
      const char *text = autosell_vehicle_column_get_text (spoken[i], vehicle, today_iso, AUTOSELL_TITLE_PLAIN, scratch,
                                                           &look, &n_strong);

      if (look == AUTOSELL_LOOK_BLANK && spoken[i] != AUTOSELL_VEHICLE_COLUMN_PRICE
          && spoken[i] != AUTOSELL_VEHICLE_COLUMN_STATUS)
        continue;
      g_string_append_printf (name, "%s%s%s", name->len > 0 ? ", " : "", text,
                              spoken[i] == AUTOSELL_VEHICLE_COLUMN_KM && look == AUTOSELL_LOOK_PLAIN ? " km" : "");
    }
  if (shown != NULL)
    append_extras (name, vehicle, today_iso, shown);
  if (stock_number != NULL)
    {
      g_string_append (name, ", ");
      /* Translators: said by a screen reader, as in “number 45” */
      g_string_append_printf (name, _("number %s"), stock_number);
    }
  if (problems != NULL && problems->len > 0)
    {
      g_string_append (name, ", ");
      g_string_append_printf (name, ngettext ("%u problem", "%u problems", problems->len), problems->len);
    }
  return g_string_free (name, FALSE);
}

char *
autosell_vehicle_dup_problem_text (AutosellVehicle *vehicle)
{
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);
  GString *text;

  if (problems == NULL || problems->len == 0)
    return NULL;

  text = g_string_new (NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *sentence = autosell_problem_dup_sentence (problems->pdata[i], vehicle);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", sentence);
    }
  return g_string_free (text, FALSE);
}
