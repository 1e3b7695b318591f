/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-details-private.h"

#include "autosell-compat.h"
#include "autosell-parse.h"
#include "autosell-vehicle-column.h"

#include <glib/gi18n.h>

/* What is shown of a car, and where. */

/* Left out of the list of facts: what stands at the top, with the sale, or under a heading of its own. */
static const AutosellField facts[] = {
  AUTOSELL_FIELD_STOCK_NUMBER, AUTOSELL_FIELD_GROUP,        AUTOSELL_FIELD_COLOUR,       AUTOSELL_FIELD_TRANSMISSION,
  AUTOSELL_FIELD_FUEL,         AUTOSELL_FIELD_BODY,         AUTOSELL_FIELD_DOORS,        AUTOSELL_FIELD_CYLINDERS,
  AUTOSELL_FIELD_OWNERS,       AUTOSELL_FIELD_PLATES,       AUTOSELL_FIELD_INVOICE_KIND, AUTOSELL_FIELD_ENTRY_DATE,
  AUTOSELL_FIELD_NIV,          AUTOSELL_FIELD_MOTOR_NUMBER,
};
static const AutosellField private_facts[] = {
  AUTOSELL_FIELD_COST,      AUTOSELL_FIELD_MINIMUM_PRICE, AUTOSELL_FIELD_ACQUISITION,
  AUTOSELL_FIELD_CONSIGNOR, AUTOSELL_FIELD_NOTES,
};
static const AutosellField deal_facts[] = {
  AUTOSELL_FIELD_RESERVED_UNTIL, AUTOSELL_FIELD_DEPOSIT,     AUTOSELL_FIELD_SOLD_PRICE,
  AUTOSELL_FIELD_SOLD_ON,        AUTOSELL_FIELD_SALESPERSON, AUTOSELL_FIELD_BUYER,
};

static char *
dup_display (AutosellVehicle *vehicle, AutosellField field)
{
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, field);
  char *display;

  if (value->state == AUTOSELL_VALUE_UNKNOWN)
    return NULL;
  if (field == AUTOSELL_FIELD_KM && value->state == AUTOSELL_VALUE_KNOWN)
    {
      g_autofree char *number = autosell_value_to_display (value, field);

      return g_strconcat (number, " km", NULL);
    }
  display = autosell_value_to_display (value, field);
  return display;
}

static void
add_facts (AutosellVehicleFacts *list, AutosellVehicle *vehicle, const AutosellField *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *display = dup_display (vehicle, fields[i]);

      if (display != NULL)
        autosell_vehicle_facts_add (list, autosell_field_get_label (fields[i]), display,
                                    autosell_vehicle_get_value (vehicle, fields[i])->state == AUTOSELL_VALUE_RAW);
    }
}

/* ---- The top ---- */

static void
show_title (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);

  gtk_label_set_text (self->title, title[0] != '\0' ? title : _("The car"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (self->title), -1);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_price (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  static const AutosellField more[] = { AUTOSELL_FIELD_CREDIT_PRICE, AUTOSELL_FIELD_DOWN_PAYMENT };
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_PRICE);
  g_autofree char *price = dup_display (vehicle, AUTOSELL_FIELD_PRICE);
  g_autoptr(GString) credit = g_string_new (NULL);

  gtk_label_set_text (self->price, price != NULL ? price : _("No price"));
  set_class (GTK_WIDGET (self->price), "dim-label", value->state == AUTOSELL_VALUE_UNKNOWN);
  set_class (GTK_WIDGET (self->price), "warning", value->state == AUTOSELL_VALUE_RAW);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *display = dup_display (vehicle, more[i]);

      if (display != NULL)
        g_string_append_printf (credit, "%s%s %s", credit->len > 0 ? " · " : "", autosell_field_get_label (more[i]),
                                display);
    }
  gtk_label_set_text (self->credit, credit->str);
  gtk_widget_set_visible (GTK_WIDGET (self->credit), credit->len > 0);
}

static void
show_status (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  AutosellStatus status = autosell_vehicle_get_status (vehicle);
  const AutosellValue *value = autosell_vehicle_get_value (vehicle, AUTOSELL_FIELD_STATUS);
  const char *word = value->state == AUTOSELL_VALUE_RAW ? value->text : autosell_status_to_label (status);
  g_autofree char *name = g_strdup_printf (_("%s: %s"), autosell_field_get_label (AUTOSELL_FIELD_STATUS), word);

  for (AutosellStatus i = 0; i < AUTOSELL_N_STATUSES; i++)
    {
      const char *nick = autosell_status_to_nick (i);
      g_autofree char *style = g_strconcat ("status-", nick != NULL ? nick : "unknown", NULL);

      set_class (self->status_dot, style, i == status);
    }
  gtk_label_set_text (self->status, word);
  autosell_compat_set_name (self->status_button, name);
}

/* What comes next for such a car; F6 to F8 do all of it in any case. */
static void
show_deal_actions (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  AutosellStatus status = autosell_vehicle_get_status (vehicle);
  gboolean is_sold = status == AUTOSELL_STATUS_SOLD;
  gboolean is_reserved = status == AUTOSELL_STATUS_RESERVED;

  gtk_widget_set_visible (self->sell_button, !is_sold);
  gtk_widget_set_visible (self->reserve_button, !is_sold && !is_reserved);
  gtk_widget_set_visible (self->release_button, is_sold || is_reserved);
  gtk_widget_set_visible (self->deal_actions, autosell_vehicle_get_deleted (vehicle) == 0);
}

static void
show_location (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  const char *location = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_LOCATION);
  const char *word = location != NULL ? location : _("No location");
  g_autofree char *name = g_strdup_printf (_("%s: %s"), autosell_field_get_label (AUTOSELL_FIELD_LOCATION), word);

  gtk_label_set_text (self->location, word);
  set_class (GTK_WIDGET (self->location), "dim-label", location == NULL);
  autosell_compat_set_name (self->location_button, name);
}

/* “43 days in stock · 73,618 km” */
static void
show_stay (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  g_autofree char *km = dup_display (vehicle, AUTOSELL_FIELD_KM);
  g_autoptr(GString) text = g_string_new (NULL);
  char today[AUTOSELL_DATE_SIZE];
  int days;

  autosell_date_today (today);
  days = autosell_vehicle_get_days (vehicle, today);
  if (autosell_vehicle_get_deleted (vehicle) != 0)
    {
      days = autosell_vehicle_get_bin_days_left (vehicle);
      g_string_append_printf (text, ngettext ("In the bin, %d day left", "In the bin, %d days left", days), days);
    }
  else if (days >= 0)
    {
      g_string_append_printf (text, ngettext ("%d day in stock", "%d days in stock", days), days);
    }
  if (km != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", km);
  gtk_label_set_text (self->stay, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->stay), text->len > 0);
}

void
autosell_vehicle_details_show_head (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  autosell_cover_strip_set_vehicle (self->photos, self->store, vehicle);
  show_title (self, vehicle);
  show_price (self, vehicle);
  show_status (self, vehicle);
  show_deal_actions (self, vehicle);
  show_location (self, vehicle);
  show_stay (self, vehicle);
}

/* ---- The rest ---- */

static void
show_deal (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  autosell_vehicle_facts_begin (self->deal_facts);
  add_facts (self->deal_facts, vehicle, deal_facts, G_N_ELEMENTS (deal_facts));
  autosell_vehicle_facts_end (self->deal_facts);
  gtk_label_set_text (self->deal_title, autosell_vehicle_get_status (vehicle) == AUTOSELL_STATUS_RESERVED
                                          ? C_ ("of a car", "Reservation")
                                          : C_ ("of a car", "Sale"));
  gtk_widget_set_visible (self->deal, autosell_vehicle_facts_get_n (self->deal_facts) > 0);
}

static void
show_features (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  const char *features = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_FEATURES);
  g_auto(GStrv) items = features != NULL ? g_strsplit (features, "\n", -1) : NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    if (*g_strstrip (items[i]) != '\0')
      g_string_append_printf (text, "%s• %s", text->len > 0 ? "\n" : "", items[i]);
  gtk_label_set_text (self->features, text->str);
  gtk_widget_set_visible (self->features_box, text->len > 0);
}

static void
show_description (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  const char *description = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_DESCRIPTION);

  gtk_label_set_text (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (self->description_box, description != NULL);
}

/* The sheet's own columns are with the private ones: nobody can tell what is in them. */
static void
show_private (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  const char *name, *text;

  autosell_vehicle_facts_begin (self->private_facts);
  add_facts (self->private_facts, vehicle, private_facts, G_N_ELEMENTS (private_facts));
  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, &text); i++)
    autosell_vehicle_facts_add (self->private_facts, name, text, FALSE);
  autosell_vehicle_facts_end (self->private_facts);
  gtk_widget_set_visible (self->private, autosell_vehicle_facts_get_n (self->private_facts) > 0);
}

void
autosell_vehicle_details_show_body (AutosellVehicleDetails *self, AutosellVehicle *vehicle)
{
  show_deal (self, vehicle);
  autosell_vehicle_doubts_set_vehicle (self->doubts, self->store, vehicle);
  autosell_vehicle_facts_begin (self->facts);
  add_facts (self->facts, vehicle, facts, G_N_ELEMENTS (facts));
  autosell_vehicle_facts_end (self->facts);
  show_features (self, vehicle);
  show_description (self, vehicle);
  show_private (self, vehicle);
}
