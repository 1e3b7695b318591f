/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace.h"

#include "autosell-meta-words.h"
#include "autosell-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The kit: what a person copies into the form. The listing's state is in autosell-marketplace-listing.c. */

static void
item_free (gpointer data)
{
  AutosellMarketplaceItem *item = data;

  g_free (item->value);
  g_free (item->note);
  g_free (item);
}

/* @value: (transfer full) (nullable): trimmed; blank is unknown. Returns: (transfer none) */
static AutosellMarketplaceItem *
add (GPtrArray *items, const char *name, const char *label, char *value)
{
  AutosellMarketplaceItem *item = g_new0 (AutosellMarketplaceItem, 1);
  g_autofree char *taken = value;

  item->name = name;
  item->label = label;
  item->value = autosell_text_trim (taken);
  if (item->value == NULL)
    item->note = g_strdup (_("Not known: left empty."));
  g_ptr_array_add (items, item);
  return item;
}

static void
take_note (AutosellMarketplaceItem *item, char *note)
{
  g_free (item->note);
  item->note = note;
}

static AutosellMarketplaceItem *
add_text (GPtrArray *items, const char *name, const char *label, AutosellVehicle *vehicle, AutosellField field)
{
  return add (items, name, label, g_strdup (autosell_vehicle_get_text (vehicle, field)));
}

static AutosellMarketplaceItem *
add_number (GPtrArray *items, const char *name, const char *label, AutosellVehicle *vehicle, AutosellField field,
            gint64 unit)
{
  gint64 number;

  return add (items, name, label,
              autosell_vehicle_get_number (vehicle, field, &number)
                ? g_strdup_printf ("%" G_GINT64_FORMAT, number / unit)
                : NULL);
}

/* A list of the form. @text: (nullable): what the lot says */
static void
add_choice (GPtrArray *items, const char *name, const char *label, AutosellMetaKind kind, const char *text)
{
  const char *word = autosell_meta_find_word (kind, text);
  AutosellMarketplaceItem *item =
    add (items, name, label, word != NULL ? g_strdup (autosell_meta_word_to_label (kind, word)) : NULL);

  item->is_choice = TRUE;
  if (word == NULL && text != NULL)
    /* Translators: %s is what the lot wrote, as “camioneta” */
    take_note (item, g_strdup_printf (_("“%s” is none of the form’s choices for certain: choose it there."), text));
  else if (word == NULL)
    take_note (item, g_strdup (_("Not known: choose it in the form.")));
}

/* A column that the lot's own spreadsheet may have. @names: as of autosell_text_fold_compact(), parted by '|'.
 * (nullable) */
static const char *
find_extra (AutosellVehicle *vehicle, const char *names)
{
  g_auto(GStrv) wanted = g_strsplit (names, "|", -1);
  const char *name, *text;

  for (guint i = 0; autosell_vehicle_get_extra_at (vehicle, i, &name, &text); i++)
    {
      g_autofree char *compact = autosell_text_fold_compact (name);

      if (g_strv_contains ((const char *const *) wanted, compact))
        return text;
    }
  return NULL;
}

/* ---- The fields ---- */

static void
add_title (GPtrArray *items, const AutosellMarketplaceSource *source)
{
  guint max = source->title_chars != 0 ? source->title_chars : AUTOSELL_MARKETPLACE_TITLE_CHARS;
  g_autofree char *title = autosell_vehicle_dup_title (source->vehicle);
  gboolean is_cut = g_utf8_strlen (title, -1) > (glong) max;
  AutosellMarketplaceItem *item =
    add (items, "title", _("Title"), g_utf8_substring (title, 0, MIN ((glong) max, g_utf8_strlen (title, -1))));

  if (is_cut)
    take_note (item, g_strdup_printf (ngettext ("Cut after %u character: the form takes no more.",
                                                "Cut after %u characters: the form takes no more.", max),
                                      max));
}

/* Pesos without centavos; nobody's price is raised by it. */
static void
add_price (GPtrArray *items, AutosellVehicle *vehicle)
{
  AutosellMarketplaceItem *item = add_number (items, "price", _("Price (MXN)"), vehicle, AUTOSELL_FIELD_PRICE, 100);
  gint64 cents;

  if (item->value == NULL)
    take_note (item, g_strdup (_("The car has no price.")));
  else if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_PRICE, &cents) && cents % 100 != 0)
    take_note (item, g_strdup (_("Whole pesos: the form takes no centavos.")));
}

/* A car of which nobody has said the shape may be a motorcycle. */
static void
add_type (GPtrArray *items, AutosellVehicle *vehicle)
{
  const char *body = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BODY);
  AutosellMarketplaceItem *item;
  const char *type = NULL;

  if (autosell_meta_is_motorcycle (body))
    type = C_ ("vehicle type", "Motorcycle");
  else if (autosell_meta_find_word (AUTOSELL_META_BODY, body) != NULL)
    type = C_ ("vehicle type", "Car/truck");
  item = add (items, "vehicle_type", _("Vehicle type"), g_strdup (type));
  item->is_choice = TRUE;
  if (type == NULL)
    take_note (item, g_strdup (_("Not known: choose it in the form.")));
}

static void
add_km (GPtrArray *items, AutosellVehicle *vehicle)
{
  AutosellMarketplaceItem *item = add_number (items, "mileage", _("Mileage (km)"), vehicle, AUTOSELL_FIELD_KM, 1);

  if (item->value == NULL)
    take_note (item, g_strdup (_("The car has no km.")));
}

static void
add_condition (GPtrArray *items, AutosellVehicle *vehicle)
{
  add_choice (items, "condition", _("Condition"), AUTOSELL_META_CONDITION,
              find_extra (vehicle, "condicion|condiciones|condition|estadofisico|estadodelauto|estadodelvehiculo"));
}

static void
add_title_notes (GPtrArray *items, AutosellVehicle *vehicle)
{
  const char *invoice = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_INVOICE_KIND);
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 owners;

  if (autosell_vehicle_get_number (vehicle, AUTOSELL_FIELD_OWNERS, &owners))
    g_string_append_printf (text, _("Owners: %d"), (int) owners);
  if (invoice != NULL)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      /* Translators: %s is the kind of invoice, as “agencia” */
      g_string_append_printf (text, _("Invoice: %s"), invoice);
    }
  add (items, "owners", _("Owners and papers"), g_string_free (g_steal_pointer (&text), FALSE));
}

static void
add_location (GPtrArray *items, const AutosellMarketplaceSource *source)
{
  const char *parts[4];
  AutosellMarketplaceItem *item;
  guint n = 0;

  if (source->city != NULL)
    parts[n++] = source->city;
  if (source->region != NULL)
    parts[n++] = source->region;
  if (source->postal_code != NULL)
    parts[n++] = source->postal_code;
  parts[n] = NULL;
  item = add (items, "location", _("Location"), g_strjoinv (", ", (char **) parts));
  if (item->value == NULL)
    take_note (item, g_strdup (_("Preferences have no city of the dealership.")));
}

const char *
autosell_marketplace_get_built_in (void)
{
  /* Spanish whatever the program speaks: buyers read it */
  return "{description}\n"
         "\n"
         "{features}\n"
         "\n"
         "[Kilometraje: {km} km]\n"
         "[Transmisión: {transmission}]\n"
         "[Combustible: {fuel}]\n"
         "[Dueños: {owners}]\n"
         "[Factura: {invoice_kind}]\n"
         "\n"
         "[{dealership}]\n"
         "[Informes: {phone}]\n"
         "[{address}]\n"
         "[{hours}]\n"
         "\n"
         "{ref}";
}

static void
add_description (GPtrArray *items, const AutosellMarketplaceSource *source)
{
  g_autoptr(AutosellPostTemplate) template =
    source->template != NULL ? autosell_post_template_ref (source->template)
                             : autosell_post_template_parse (autosell_marketplace_get_built_in (), NULL, NULL);
  g_autofree char *reference = autosell_post_dup_reference (source->vehicle, 0);
  g_autofree char *text = autosell_post_template_fill (template, source->vehicle, &source->sender, reference, 0);
  gboolean is_cut = g_utf8_strlen (text, -1) > AUTOSELL_MARKETPLACE_DESCRIPTION_CHARS;
  AutosellMarketplaceItem *item =
    add (items, "description", _("Description"),
         g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), AUTOSELL_MARKETPLACE_DESCRIPTION_CHARS)));

  item->is_long = TRUE;
  if (is_cut)
    take_note (item, g_strdup_printf (ngettext ("Cut after %u character: the form takes no more.",
                                                "Cut after %u characters: the form takes no more.",
                                                AUTOSELL_MARKETPLACE_DESCRIPTION_CHARS),
                                      AUTOSELL_MARKETPLACE_DESCRIPTION_CHARS));
  else if (autosell_vehicle_get_text (source->vehicle, AUTOSELL_FIELD_DESCRIPTION) == NULL)
    take_note (item, g_strdup (_("The car has no description of its own yet.")));
}

static void
append_tag (GString *tags, const char *text)
{
  g_autofree char *compact = text != NULL ? autosell_text_fold_compact (text) : NULL;

  if (compact != NULL && *compact != '\0')
    g_string_append_printf (tags, "%s#%s", tags->len > 0 ? " " : "", compact);
}

static void
add_tags (GPtrArray *items, const AutosellMarketplaceSource *source)
{
  const char *brand = autosell_vehicle_get_text (source->vehicle, AUTOSELL_FIELD_BRAND);
  const char *model = autosell_vehicle_get_text (source->vehicle, AUTOSELL_FIELD_MODEL);
  g_autoptr(GString) tags = g_string_new (NULL);

  append_tag (tags, brand);
  append_tag (tags, model);
  append_tag (tags, autosell_vehicle_get_text (source->vehicle, AUTOSELL_FIELD_BODY));
  append_tag (tags, source->city);
  add (items, "tags", _("Tags"), g_string_free (g_steal_pointer (&tags), FALSE));
}

/* ---- All of it ---- */

GPtrArray *
autosell_marketplace_kit_new (const AutosellMarketplaceSource *source)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (item_free);
  AutosellVehicle *vehicle = source->vehicle;

  g_return_val_if_fail (AUTOSELL_IS_VEHICLE (vehicle), items);

  add_title (items, source);
  add_price (items, vehicle);
  add_type (items, vehicle);
  add_number (items, "year", _("Year"), vehicle, AUTOSELL_FIELD_YEAR, 1);
  add_text (items, "make", _("Make"), vehicle, AUTOSELL_FIELD_BRAND);
  add_text (items, "model", _("Model"), vehicle, AUTOSELL_FIELD_MODEL);
  add_text (items, "trim", _("Trim"), vehicle, AUTOSELL_FIELD_VERSION);
  add_km (items, vehicle);
  add_choice (items, "body_style", _("Body style"), AUTOSELL_META_BODY,
              autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_BODY));
  add_text (items, "exterior_colour", _("Exterior colour"), vehicle, AUTOSELL_FIELD_COLOUR);
  add (
    items, "interior_colour", _("Interior colour"),
    g_strdup (find_extra (vehicle, "colorinterior|interior|interiorcolor|colordeinterior|colorinteriores|vestidura")));
  add_condition (items, vehicle);
  add_choice (items, "fuel", _("Fuel"), AUTOSELL_META_FUEL, autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_FUEL));
  add_choice (items, "transmission", _("Transmission"), AUTOSELL_META_TRANSMISSION,
              autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_TRANSMISSION));
  add_title_notes (items, vehicle);
  add_location (items, source);
  add_description (items, source);
  add_tags (items, source);
  return items;
}

char *
autosell_marketplace_kit_dup_text (GPtrArray *items)
{
  GString *text = g_string_new (NULL);
  const char *description = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const AutosellMarketplaceItem *item = items->pdata[i];

      if (item->is_long)
        description = item->value;
      else if (item->value != NULL)
        g_string_append_printf (text, "%s: %s\n", item->label, item->value);
    }
  if (description != NULL)
    g_string_append_printf (text, "\n%s\n", description);
  return g_string_free (text, FALSE);
}
