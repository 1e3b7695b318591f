/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-text.h"

#include <glib/gi18n-lib.h>

#include "autosell-format.h"
#include "autosell-text.h"

/* A value that has to stay on its line, whatever it was imported with. Returns: (transfer full) (nullable) */
static char *
dup_one_line (const char *text)
{
  GString *line;
  gboolean is_blank = FALSE;

  if (text == NULL)
    return NULL;
  line = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          is_blank = line->len > 0;
          continue;
        }
      if (is_blank)
        g_string_append_c (line, ' ');
      is_blank = FALSE;
      g_string_append_unichar (line, c);
    }
  return g_string_free (line, line->len == 0);
}

/* An asterisk within would end it, and a blank beside one makes it an asterisk. Returns: (transfer full) (nullable) */
static char *
dup_bold (const char *value)
{
  g_autofree char *line = dup_one_line (value);
  g_auto(GStrv) parts = line != NULL ? g_strsplit (line, "*", -1) : NULL;
  g_autofree char *joined = parts != NULL ? g_strstrip (g_strjoinv ("", parts)) : NULL;

  return joined != NULL && *joined != '\0' ? g_strconcat ("*", joined, "*", NULL) : NULL;
}

/* The display of a known value on one line. Returns: (transfer full) (nullable) */
static char *
dup_known (AutosellVehicle *vehicle, AutosellField field)
{
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);
  g_autofree char *display = NULL;

  if (value->state != AUTOSELL_VALUE_KNOWN)
    return NULL;
  display = autosell_value_to_display (value, field);
  return dup_one_line (display);
}

static char *
dup_km (AutosellVehicle *vehicle)
{
  g_autofree char *km = dup_known (vehicle, AUTOSELL_FIELD_KM);

  return km != NULL ? g_strconcat (km, " km", NULL) : NULL;
}

/* A customer has to know that it is taken; where it stands meanwhile is the lot's own affair. (nullable) */
static const char *
get_taken (AutosellVehicle *vehicle)
{
  AutosellStatus status = autosell_vehicle_get_status (vehicle);

  if (status == AUTOSELL_STATUS_RESERVED || status == AUTOSELL_STATUS_SOLD)
    return autosell_status_to_label (status);
  return NULL;
}

static void
append_facts (GString *text, AutosellVehicle *vehicle)
{
  static const AutosellField told[] = {
    AUTOSELL_FIELD_COLOUR,       AUTOSELL_FIELD_KM,           AUTOSELL_FIELD_TRANSMISSION, AUTOSELL_FIELD_FUEL,
    AUTOSELL_FIELD_BODY,         AUTOSELL_FIELD_DOORS,        AUTOSELL_FIELD_CYLINDERS,    AUTOSELL_FIELD_OWNERS,
    AUTOSELL_FIELD_INVOICE_KIND, AUTOSELL_FIELD_CREDIT_PRICE, AUTOSELL_FIELD_DOWN_PAYMENT, AUTOSELL_FIELD_LOCATION,
    AUTOSELL_FIELD_STOCK_NUMBER
  };
  gboolean is_first = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      gboolean is_km = told[i] == AUTOSELL_FIELD_KM;
      g_autofree char *value = is_km ? dup_km (vehicle) : dup_known (vehicle, told[i]);

      if (value == NULL)
        continue;
      g_string_append (text, is_first ? "\n\n" : "\n");
      is_first = FALSE;
      if (is_km)
        g_string_append (text, value);
      else
        /* Translators: a field and its value, as in “Price: $379,000” */
        g_string_append_printf (text, _("%s: %s"), autosell_field_get_label (told[i]), value);
    }
}

static void
append_features (GString *text, AutosellVehicle *vehicle)
{
  const char *features = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_FEATURES);
  g_auto(GStrv) items = features != NULL ? g_strsplit (features, "\n", -1) : NULL;
  gboolean is_first = TRUE;

  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    {
      g_autofree char *item = dup_one_line (items[i]);

      if (item == NULL)
        continue;
      g_string_append_printf (text, "%s• %s", is_first ? "\n\n" : "\n", item);
      is_first = FALSE;
    }
}

static void
append_sender (GString *text, const AutosellTextSender *sender, gboolean with_name)
{
  g_autofree char *name = sender != NULL && with_name ? dup_bold (sender->name) : NULL;
  g_autofree char *phone = sender != NULL ? dup_one_line (sender->phone) : NULL;

  if (name != NULL)
    g_string_append_printf (text, "\n\n%s", name);
  if (phone != NULL)
    {
      g_string_append (text, name != NULL ? "\n" : "\n\n");
      /* Translators: the dealership's telephone number */
      g_string_append_printf (text, _("Phone: %s"), phone);
    }
}

char *
autosell_vehicle_dup_customer_text (AutosellVehicle *vehicle, const AutosellTextSender *sender)
{
  GString *text;
  g_autofree char *long_title = NULL;
  g_autofree char *title = NULL;
  g_autofree char *known_price = NULL;
  g_autofree char *price = NULL;
  g_autofree char *description = NULL;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (vehicle), NULL);

  text = g_string_new (NULL);
  long_title = autosell_vehicle_dup_title (vehicle);
  title = dup_bold (long_title);
  known_price = dup_known (vehicle, AUTOSELL_FIELD_PRICE);
  price = dup_bold (known_price);
  description = autosell_text_trim (autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_DESCRIPTION));
  if (title != NULL)
    g_string_append (text, title);
  if (price != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", price);
  if (get_taken (vehicle) != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", get_taken (vehicle));
  append_facts (text, vehicle);
  append_features (text, vehicle);
  if (description != NULL)
    g_string_append_printf (text, "\n\n%s", description);
  append_sender (text, sender, TRUE);

  /* Of a car of which little is known the first group may be empty. */
  while (text->str[0] == '\n')
    g_string_erase (text, 0, 1);
  return g_string_free (text, FALSE);
}

static void
append_day_line (GString *text, AutosellVehicle *vehicle)
{
  g_autofree char *long_title = autosell_vehicle_dup_title (vehicle);
  g_autofree char *title = dup_one_line (long_title);
  g_autofree char *colour = dup_known (vehicle, AUTOSELL_FIELD_COLOUR);
  g_autofree char *km = dup_km (vehicle);
  g_autofree char *known_price = dup_known (vehicle, AUTOSELL_FIELD_PRICE);
  g_autofree char *price = dup_bold (known_price);
  const char *parts[] = { title, colour, km, price, get_taken (vehicle) };
  const char *separator = "\n• ";

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL)
        continue;
      g_string_append_printf (text, "%s%s", separator, parts[i]);
      separator = " · ";
    }
}

char *
autosell_vehicles_dup_day_list (GPtrArray *vehicles, const AutosellTextSender *sender, const char *today_iso)
{
  GString *text;
  g_autofree char *date = NULL;
  g_autofree char *heading = NULL;
  g_autofree char *count = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (vehicles != NULL && today_iso != NULL, NULL);

  text = g_string_new (NULL);
  date = autosell_format_date (today_iso);
  /* Translators: over a list of cars that is sent to customers; %s is a date */
  heading = g_strdup_printf (_("List of %s"), date);
  count = autosell_format_integer (vehicles->len);
  name = sender != NULL ? dup_bold (sender->name) : NULL;
  if (name != NULL)
    g_string_append_printf (text, "%s\n", name);
  g_string_append_printf (text, "*%s*\n", heading);
  for (guint i = 0; i < vehicles->len; i++)
    append_day_line (text, vehicles->pdata[i]);
  g_string_append (text, "\n\n");
  g_string_append_printf (text, ngettext ("%s car", "%s cars", vehicles->len), count);
  append_sender (text, sender, FALSE);
  return g_string_free (text, FALSE);
}

char *
autosell_vehicles_dup_text (GPtrArray *vehicles, const AutosellTextSender *sender, const char *today_iso)
{
  g_return_val_if_fail (vehicles != NULL && today_iso != NULL, NULL);

  if (vehicles->len == 0)
    return g_strdup ("");
  if (vehicles->len == 1)
    return autosell_vehicle_dup_customer_text (vehicles->pdata[0], sender);
  return autosell_vehicles_dup_day_list (vehicles, sender, today_iso);
}
