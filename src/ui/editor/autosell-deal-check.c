/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-deal-private.h"

#include "autosell-format.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
say_unread (AutosellField field, const AutosellValue *value)
{
  if (autosell_field_get_info (field)->kind == AUTOSELL_KIND_DATE)
    return g_strdup_printf (_("“%s” is no day. Write it as 31/12/2026."), value->text);
  return g_strdup_printf (_("“%s” is no amount. Write it as 379,000."), value->text);
}

static char *
check_sold_price (AutosellVehicle *vehicle, gint64 cents, gboolean is_proposed, gboolean *is_doubt)
{
  gint64 minimum;

  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_MINIMUM_PRICE, &minimum) && cents < minimum)
    {
      g_autofree char *text = autosell_format_money (minimum);

      *is_doubt = TRUE;
      return g_strdup_printf (_("Below the minimum price of %s."), text);
    }
  return is_proposed ? g_strdup (_("Proposed: the price of the car. Change it to what was agreed.")) : NULL;
}

static char *
check_sold_on (AutosellVehicle *vehicle, const char *iso, gboolean is_proposed, const char *today_iso,
               gboolean *is_doubt)
{
  const char *entry = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_ENTRY_DATE);

  *is_doubt = TRUE;
  if (strcmp (iso, today_iso) > 0)
    return g_strdup (_("This day is still to come."));
  if (entry != NULL && strcmp (iso, entry) < 0)
    {
      g_autofree char *text = autosell_format_date (entry);

      return g_strdup_printf (_("This is before the car came on %s."), text);
    }
  *is_doubt = FALSE;
  return is_proposed ? g_strdup (_("Proposed: today.")) : NULL;
}

static char *
check_deposit (AutosellVehicle *vehicle, gint64 cents, gboolean *is_doubt)
{
  gint64 price;

  if (!autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &price) || cents <= price)
    return NULL;
  *is_doubt = TRUE;
  return g_strdup (_("This is more than the price of the car."));
}

static char *
check_until (const char *iso, const char *today_iso, gboolean *is_doubt)
{
  if (strcmp (iso, today_iso) >= 0)
    return NULL;
  *is_doubt = TRUE;
  return g_strdup (_("This day has passed."));
}

char *
autosell_deal_check (AutosellVehicle *vehicle, AutosellField field, const AutosellValue *value, gboolean is_proposed,
                     const char *today_iso, gboolean *is_error, gboolean *is_doubt)
{
  *is_doubt = FALSE;
  *is_error = value->state == AUTOSELL_VALUE_RAW;
  if (*is_error)
    return say_unread (field, value);
  if (value->state != AUTOSELL_VALUE_KNOWN)
    return NULL;
  switch ((int) field)
    {
    case AUTOSELL_FIELD_SOLD_PRICE:
      return check_sold_price (vehicle, value->number, is_proposed, is_doubt);
    case AUTOSELL_FIELD_SOLD_ON:
      return check_sold_on (vehicle, value->text, is_proposed, today_iso, is_doubt);
    case AUTOSELL_FIELD_DEPOSIT:
      return check_deposit (vehicle, value->number, is_doubt);
    case AUTOSELL_FIELD_RESERVED_UNTIL:
      return check_until (value->text, today_iso, is_doubt);
    default:
      return NULL;
    }
}
