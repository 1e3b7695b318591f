/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-column.h"

#include "autosell-format.h"
#include "autosell-parse.h"
#include "autosell-problem.h"

#include <glib/gi18n.h>

/* clang-format off */
#define BY(f) TRUE, { .field = AUTOSELL_FIELD_##f }
#define UNSORTED FALSE, { .by_id_order = TRUE }

static const AutosellVehicleColumnInfo columns[AUTOSELL_N_VEHICLE_COLUMNS] = {
  /* name, width, min, keep, at end, expands, sort, editable, field */
  [AUTOSELL_VEHICLE_COLUMN_PHOTO] = { "photo", 36, 36, 1, FALSE, FALSE, UNSORTED, FALSE, AUTOSELL_FIELD_MODEL },
  [AUTOSELL_VEHICLE_COLUMN_STOCK_NUMBER] = { "stock-number", 50, 40, 5, TRUE, FALSE, BY (STOCK_NUMBER), FALSE,
                                             AUTOSELL_FIELD_STOCK_NUMBER },
  [AUTOSELL_VEHICLE_COLUMN_GROUP] = { "group", 56, 40, 2, FALSE, FALSE, BY (GROUP), FALSE, AUTOSELL_FIELD_GROUP },
  [AUTOSELL_VEHICLE_COLUMN_BRAND] = { "brand", 116, 60, 9, FALSE, FALSE, BY (BRAND), FALSE, AUTOSELL_FIELD_BRAND },
  [AUTOSELL_VEHICLE_COLUMN_MODEL] = { "model", 148, 100, 99, FALSE, TRUE, BY (MODEL), FALSE, AUTOSELL_FIELD_MODEL },
  [AUTOSELL_VEHICLE_COLUMN_YEAR] = { "year", 54, 46, 11, TRUE, FALSE, BY (YEAR), FALSE, AUTOSELL_FIELD_YEAR },
  [AUTOSELL_VEHICLE_COLUMN_COLOUR] = { "colour", 86, 50, 7, FALSE, FALSE, BY (COLOUR), FALSE, AUTOSELL_FIELD_COLOUR },
  [AUTOSELL_VEHICLE_COLUMN_PRICE] = { "price", 98, 86, 98, TRUE, FALSE, BY (PRICE), TRUE, AUTOSELL_FIELD_PRICE },
  [AUTOSELL_VEHICLE_COLUMN_KM] = { "km", 80, 60, 10, TRUE, FALSE, BY (KM), FALSE, AUTOSELL_FIELD_KM },
  [AUTOSELL_VEHICLE_COLUMN_STATUS] = { "status", 114, 96, 97, FALSE, FALSE, BY (STATUS), TRUE, AUTOSELL_FIELD_STATUS },
  [AUTOSELL_VEHICLE_COLUMN_LOCATION] = { "location", 108, 60, 8, FALSE, FALSE, BY (LOCATION), TRUE,
                                         AUTOSELL_FIELD_LOCATION },
  [AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE] = { "entry-date", 102, 60, 3, FALSE, FALSE, BY (ENTRY_DATE), FALSE,
                                           AUTOSELL_FIELD_ENTRY_DATE },
  [AUTOSELL_VEHICLE_COLUMN_DAYS] = { "days", 52, 44, 4, TRUE, FALSE, TRUE, { .by_days = TRUE }, FALSE,
                                     AUTOSELL_FIELD_ENTRY_DATE },
  [AUTOSELL_VEHICLE_COLUMN_PROBLEMS] = { "problems", 46, 40, 6, FALSE, FALSE, UNSORTED, FALSE, AUTOSELL_FIELD_MODEL },
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
      return C_("column heading: stock number", "No.");
    case AUTOSELL_VEHICLE_COLUMN_GROUP:
      return C_("column heading", "Group");
    case AUTOSELL_VEHICLE_COLUMN_ENTRY_DATE:
      return C_("column heading: entry date", "Entry");
    case AUTOSELL_VEHICLE_COLUMN_DAYS:
      return is_bin ? C_("column heading: days left in the bin", "Left")
                    : C_("column heading: days in stock", "Days");
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
    case AUTOSELL_VEHICLE_COLUMN_DAYS:
      return is_bin ? _("Days left in the bin") : _("Days in stock");
    default:
      return autosell_field_get_label (columns[column].field);
    }
}

/* Model and version, led by the brand where it has no column of its own. */
static const char *
get_model_text (AutosellVehicle *vehicle, gboolean with_brand, GString *scratch, AutosellCellLook *look,
                gsize *n_strong)
{
  const char *brand = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BRAND);
  const char *model = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_MODEL);
  const char *version = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_VERSION);

  g_string_truncate (scratch, 0);
  if (with_brand && brand != NULL)
    g_string_append (scratch, brand);
  if (model != NULL)
    g_string_append_printf (scratch, "%s%s", scratch->len > 0 ? " " : "", model);
  *n_strong = scratch->len;
  if (version != NULL)
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

const char *
autosell_vehicle_column_get_text (AutosellVehicleColumn column, AutosellVehicle *vehicle, const char *today_iso,
                                  gboolean with_brand, GString *scratch, AutosellCellLook *look, gsize *n_strong)
{
  *look = AUTOSELL_LOOK_PLAIN;
  *n_strong = 0;

  switch (column)
    {
    case AUTOSELL_VEHICLE_COLUMN_PHOTO:
      return "";

    case AUTOSELL_VEHICLE_COLUMN_MODEL:
      return get_model_text (vehicle, with_brand, scratch, look, n_strong);

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

char *
autosell_vehicle_column_dup_row_name (AutosellVehicle *vehicle, const char *today_iso)
{
  static const AutosellVehicleColumn spoken[] = { AUTOSELL_VEHICLE_COLUMN_PRICE, AUTOSELL_VEHICLE_COLUMN_STATUS,
                                                  AUTOSELL_VEHICLE_COLUMN_LOCATION, AUTOSELL_VEHICLE_COLUMN_COLOUR,
                                                  AUTOSELL_VEHICLE_COLUMN_KM };
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  g_autoptr (GString) scratch = g_string_new (NULL);
  GString *name = g_string_new (title);
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  GPtrArray *problems = autosell_vehicle_get_problems (vehicle);

  for (guint i = 0; i < G_N_ELEMENTS (spoken); i++)
    {
      AutosellCellLook look;
      gsize n_strong;
      const char *text =
          autosell_vehicle_column_get_text (spoken[i], vehicle, today_iso, FALSE, scratch, &look, &n_strong);

      if (look == AUTOSELL_LOOK_BLANK && spoken[i] != AUTOSELL_VEHICLE_COLUMN_PRICE &&
          spoken[i] != AUTOSELL_VEHICLE_COLUMN_STATUS)
        continue;
      g_string_append_printf (name, "%s%s%s", name->len > 0 ? ", " : "", text,
                              spoken[i] == AUTOSELL_VEHICLE_COLUMN_KM && look == AUTOSELL_LOOK_PLAIN ? " km" : "");
    }
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
