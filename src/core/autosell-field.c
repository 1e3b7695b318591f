/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "autosell-text.h"

#define FIELD(field_, name_, kind_, private_, label_, aliases_) \
  [AUTOSELL_FIELD_##field_] = { \
    AUTOSELL_FIELD_##field_, name_, AUTOSELL_KIND_##kind_, private_, label_, aliases_, \
  }

/* Aliases are folded and need not repeat name and label. They hold the headings that Mexican lots use and every label
 * of po/es_MX.po, so that a file reads the same in any locale. A word that could mean two fields ("tipo", "fecha
 * venta" beside "fecha") stands for the one that it means in nearly every sheet, or for none. */
static const AutosellFieldInfo fields[AUTOSELL_N_FIELDS] = {
  FIELD (
    STOCK_NUMBER, "stock_number", TEXT, FALSE, N_("Stock number"),
    "stock|stock no|stock num|no|n|num|numero|number|inventario|no de inventario|num de inventario|"
    "numero de inventario|no inventario|num inventario|numero inventario|no inv|inv|no de inv|num inv|"
    "inventory|inventory number|inventory no|no de stock|numero de stock|no stock|num stock|consecutivo|folio|clave|"
    "no economico|numero economico|num economico|no eco|economico|unidad no|no unidad|no de unidad"),
  FIELD (GROUP, "group", TEXT, FALSE, N_("Group"), "grupo|gpo|grp|no grupo|no de grupo"),
  FIELD (ENTRY_DATE, "entry_date", DATE, FALSE, N_("Entry date"),
         "ingreso|fecha de ingreso|fecha ingreso|f ingreso|entrada|fecha de entrada|fecha entrada|f entrada|entry|"
         "date in|date of entry|arrival|arrival date|received|date received|llegada|fecha de llegada|fecha llegada|"
         "fecha|alta|fecha de alta|fecha alta|fecha de recepcion|fecha recepcion|date"),
  FIELD (BRAND, "brand", TEXT, FALSE, N_("Brand"), "marca|make|manufacturer|fabricante|armadora|marca del auto"),
  FIELD (MODEL, "model", TEXT, FALSE, N_("Model"),
         "modelo|submarca|sub marca|linea|auto|vehiculo|unidad|coche|carro|vehicle|car"),
  FIELD (VERSION, "version", TEXT, FALSE, N_("Version"),
         "trim|trim level|edicion|paquete|equipamiento version|acabado"),
  FIELD (YEAR, "year", INTEGER, FALSE, N_("Year"),
         "ano|anio|model year|year model|ano modelo|modelo ano|ano del modelo|ano de modelo|ano vehiculo|"
         "ano del vehiculo|ano fabricacion|ano de fabricacion|my"),
  FIELD (COLOUR, "colour", TEXT, FALSE, N_("Colour"),
         "color|exterior color|exterior colour|color exterior|color ext|colour ext|color de la unidad|pintura"),
  FIELD (PRICE, "price", MONEY, FALSE, N_("Price"),
         "precio|precio contado|precio de contado|contado|cash price|precio venta|precio de venta|precio publico|"
         "precio al publico|precio lista|precio de lista|list price|sale price|selling price|asking price|"
         "precio actual|precio final|precio unidad|precio mxn|precio pesos|pvp|costo al publico|importe"),
  FIELD (KM, "km", INTEGER, FALSE, N_("km"),
         "kms|kilometraje|kilometros|kilometro|kilometers|kilometres|kilometrage|odometro|odometer|mileage|recorrido|"
         "km recorridos|kms recorridos|kilometros recorridos|km actual|kilometraje actual"),
  FIELD (STATUS, "status", STATUS, FALSE, N_("Status"),
         "estatus|estado|situacion|disponibilidad|availability|estatus venta|estatus de venta|estatus actual|state"),
  FIELD (LOCATION, "location", TEXT, FALSE, N_("Location"),
         "ubicacion|lugar|lote|sucursal|place|branch|lot|ubicacion actual|donde esta|sede|agencia|patio|localizacion|"
         "localidad"),
  FIELD (NIV, "niv", TEXT, FALSE, N_("NIV"),
         "vin|serie|num serie|num de serie|no serie|no de serie|numero de serie|numero serie|n serie|n de serie|serial|"
         "serial number|serial no|chasis|chassis|no de chasis|numero de chasis|numero de identificacion vehicular|"
         "no de niv|numero niv|niv vin|vin niv|vin number|niv serie|serie niv|serie vin|niv no de serie|"
         "vehicle identification number"),
  FIELD (PLATES, "plates", TEXT, FALSE, N_("Plates"),
         "placas|placa|plate|license plate|licence plate|license plates|licence plates|plate number|no de placas|"
         "no placas|no de placa|no placa|numero de placas|numero de placa|matricula|num placas|registration"),
  FIELD (MOTOR_NUMBER, "motor_number", TEXT, FALSE, N_("Motor number"),
         "motor|no motor|no de motor|num motor|num de motor|numero de motor|numero motor|n motor|n de motor|"
         "engine number|engine no|motor no"),
  FIELD (TRANSMISSION, "transmission", TEXT, FALSE, N_("Transmission"),
         "transmision|caja|caja de cambios|caja de velocidades|gearbox|tipo de transmision|tipo transmision|trans|"
         "transm"),
  FIELD (FUEL, "fuel", TEXT, FALSE, N_("Fuel"), "combustible|tipo de combustible|tipo combustible|fuel type|gasolina"),
  FIELD (BODY, "body", TEXT, FALSE, N_("Body"),
         "carroceria|body type|body style|tipo de carroceria|tipo carroceria|segmento|tipo de vehiculo|tipo vehiculo|"
         "tipo de auto|tipo de unidad|clase"),
  FIELD (DOORS, "doors", INTEGER, FALSE, N_("Doors"),
         "puertas|no de puertas|no puertas|num puertas|numero de puertas|num de puertas|ptas|pts"),
  FIELD (CYLINDERS, "cylinders", INTEGER, FALSE, N_("Cylinders"),
         "cilindros|cil|no de cilindros|no cilindros|num cilindros|num de cilindros|numero de cilindros|cyl|cylinder"),
  FIELD (OWNERS, "owners", INTEGER, FALSE, N_("Owners"),
         "duenos|dueno|propietarios|no de duenos|no duenos|num duenos|num de duenos|numero de duenos|"
         "no de propietarios|num de propietarios|numero de propietarios|number of owners|previous owners|"
         "duenos anteriores"),
  FIELD (INVOICE_KIND, "invoice_kind", TEXT, FALSE, N_("Invoice kind"),
         "factura|tipo de factura|tipo factura|invoice|invoice type|kind of invoice|facturacion"),
  FIELD (FEATURES, "features", LIST, FALSE, N_("Features"),
         "caracteristicas|equipamiento|equipo|extras|accesorios|options|equipment|opciones"),
  FIELD (DESCRIPTION, "description", LONG_TEXT, FALSE, N_("Description"),
         "descripcion|desc|detalle|detalles|details|texto"),
  FIELD (NOTES, "notes", LONG_TEXT, TRUE, N_("Notes"),
         "notas|nota|note|comentarios|comentario|comments|comment|observaciones|observacion|obs|remarks"),
  FIELD (COST, "cost", MONEY, TRUE, N_("Cost"),
         "costo|costos|costo total|costo de compra|costo compra|precio de compra|precio compra|purchase price|"
         "purchase cost|coste|valor de compra|inversion"),
  FIELD (MINIMUM_PRICE, "minimum_price", MONEY, TRUE, N_("Minimum price"),
         "precio minimo|minimo|minimum|min price|precio min|lowest price|bottom price|precio tope|ultimo precio"),
  FIELD (ACQUISITION, "acquisition", ACQUISITION, TRUE, N_("Acquisition"),
         "adquisicion|tipo de adquisicion|tipo adquisicion|forma de adquisicion|origen|procedencia|acquired|source|"
         "tipo de compra|tipo de toma|compra o consignacion"),
  FIELD (CONSIGNOR, "consignor", TEXT, TRUE, N_("Consignor"),
         "consignante|consignatario|consigna|consignador|dueno consignacion|dueno de la consignacion"),
  FIELD (SOLD_PRICE, "sold_price", MONEY, FALSE, N_("Sold price"),
         "precio vendido|precio de vendido|vendido en|sold for|precio venta final|precio de cierre|precio cierre|"
         "monto de venta|monto venta|precio de venta final|closing price"),
  FIELD (SOLD_ON, "sold_on", DATE, FALSE, N_("Sold on"),
         "fecha de venta|fecha venta|f venta|sold date|date sold|sale date|vendido el|fecha vendido|fecha de vendido|"
         "fecha salida|fecha de salida|salida"),
  FIELD (SALESPERSON, "salesperson", TEXT, FALSE, N_("Salesperson"),
         "vendedor|vendedora|asesor|asesor de ventas|sales person|seller|vendio|sold by|vendido por|ejecutivo"),
  FIELD (BUYER, "buyer", TEXT, FALSE, N_("Buyer"),
         "comprador|compradora|cliente|customer|client|sold to|vendido a|nombre del cliente|nombre cliente"),
  FIELD (DEPOSIT, "deposit", MONEY, FALSE, N_("Deposit"),
         "apartado con|anticipo|deposito|monto apartado|monto de apartado|sena|reservation deposit"),
  FIELD (RESERVED_UNTIL, "reserved_until", DATE, FALSE, N_("Reserved until"),
         "apartado hasta|reservado hasta|until|hasta|vence apartado|vencimiento apartado|vencimiento de apartado|"
         "fecha limite apartado|vence|held until"),
  FIELD (CREDIT_PRICE, "credit_price", MONEY, FALSE, N_("Credit price"),
         "precio credito|precio de credito|precio a credito|credito|precio financiado|precio financiamiento|"
         "financed price|finance price|precio con credito"),
  FIELD (DOWN_PAYMENT, "down_payment", MONEY, FALSE, N_("Down payment"),
         "enganche|eng|enganche desde|enganche minimo|pago inicial|downpayment"),
};

#undef FIELD

const AutosellFieldInfo *
autosell_field_get_info (AutosellField field)
{
  g_assert ((guint) field < AUTOSELL_N_FIELDS);

  return &fields[field];
}

const char *
autosell_field_get_label (AutosellField field)
{
  return g_dgettext (GETTEXT_PACKAGE, autosell_field_get_info (field)->label);
}

gboolean
autosell_field_is_number (AutosellField field)
{
  AutosellKind kind = autosell_field_get_info (field)->kind;

  return kind == AUTOSELL_KIND_INTEGER || kind == AUTOSELL_KIND_MONEY;
}

gboolean
autosell_field_has_raw (AutosellField field)
{
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_TEXT:
    case AUTOSELL_KIND_LONG_TEXT:
    case AUTOSELL_KIND_LIST:
      return FALSE;

    case AUTOSELL_KIND_INTEGER:
    case AUTOSELL_KIND_MONEY:
    case AUTOSELL_KIND_DATE:
    case AUTOSELL_KIND_STATUS:
    case AUTOSELL_KIND_ACQUISITION:
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

/* No heading is longer, and folding a hostile one takes time. */
#define MAX_HEADING_BYTES 256

/* Compact fold of every name, label and alias → field + 1. */
static void
insert_heading (GHashTable *headings, const char *heading, AutosellField field)
{
  char *key = autosell_text_fold_compact (heading);

  /* The first one stays: the order of the table settles what two fields claim; the test names such claims. */
  if (g_hash_table_contains (headings, key))
    g_free (key);
  else
    g_hash_table_insert (headings, key, GINT_TO_POINTER (field + 1));
}

static gpointer
make_headings (gpointer data G_GNUC_UNUSED)
{
  GHashTable *headings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      insert_heading (headings, fields[i].name, i);
      insert_heading (headings, fields[i].label, i);
    }
  for (int i = 0; i < AUTOSELL_N_FIELDS; i++)
    {
      g_auto(GStrv) aliases = g_strsplit (fields[i].aliases, "|", -1);

      for (char **alias = aliases; *alias != NULL; alias++)
        insert_heading (headings, *alias, i);
    }

  return headings;
}

/* Signs to Unicode and words to people: "# serie", "N° de serie", "Nº". */
static char *
spell_out_signs (const char *heading)
{
  GString *spelled = g_string_sized_new (strlen (heading) + 8);

  for (const char *p = heading; *p != '\0'; p++)
    {
      if (*p == '#')
        g_string_append (spelled, " no ");
      else if (g_str_has_prefix (p, "°") || g_str_has_prefix (p, "º"))
        {
          g_string_append_c (spelled, 'o');
          p++; /* two bytes */
        }
      else
        g_string_append_c (spelled, *p);
    }

  return g_string_free (spelled, FALSE);
}

static gboolean
lookup (const char *heading, AutosellField *field)
{
  static GOnce once = G_ONCE_INIT;
  GHashTable *headings = g_once (&once, make_headings, NULL);
  g_autofree char *key = autosell_text_fold_compact (heading);
  gpointer found = g_hash_table_lookup (headings, key);

  if (found == NULL)
    return FALSE;

  *field = GPOINTER_TO_INT (found) - 1;
  return TRUE;
}

gboolean
autosell_field_find (const char *heading, AutosellField *field)
{
  g_autofree char *spelled = NULL;
  char *parenthesis;

  g_return_val_if_fail (heading != NULL && field != NULL, FALSE);

  if (strlen (heading) > MAX_HEADING_BYTES)
    return FALSE;

  spelled = spell_out_signs (heading);
  if (lookup (spelled, field))
    return TRUE;

  /* "Precio (MXN)", "Kilometraje [km]" */
  parenthesis = strpbrk (spelled, "([");
  if (parenthesis == NULL || parenthesis == spelled)
    return FALSE;

  *parenthesis = '\0';
  return lookup (spelled, field);
}
