/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog.h"

#include <string.h>

#define MAX_IMAGES 20

typedef enum
{
  RULE_TEXT, /* values: the most characters */
  RULE_WHOLE,
  RULE_DECIMAL,
  RULE_YEAR,
  RULE_ADDRESS, /* of the web */
  RULE_PRICE,
  RULE_ENUM,
  RULE_DAY,
  RULE_VIN,
  RULE_PHONE,
} Rule;

typedef enum
{
  MAY,
  SHOULD, /* a warning where it is missing */
  MUST,
} Need;

static const struct
{
  const char *name;
  Need need;
  Rule rule;
  const char *values;
} rules[] = {
  { "vehicle_id", MUST, RULE_TEXT, "100" },
  { "title", MUST, RULE_TEXT, "500" },
  { "description", SHOULD, RULE_TEXT, "5000" },
  { "url", SHOULD, RULE_ADDRESS, NULL },
  { "make", MUST, RULE_TEXT, "200" },
  { "model", MUST, RULE_TEXT, "200" },
  { "year", MUST, RULE_YEAR, NULL },
  { "mileage.value", MUST, RULE_WHOLE, NULL },
  { "mileage.unit", MUST, RULE_ENUM, "KM|MI" },
  { "image[0].url", MUST, RULE_ADDRESS, NULL },
  { "body_style", MUST, RULE_ENUM,
    "CONVERTIBLE|COUPE|CROSSOVER|HATCHBACK|MINIVAN|TRUCK|SEDAN|SMALL_CAR|SUV|VAN|WAGON|OTHER" },
  { "price", MUST, RULE_PRICE, NULL },
  { "exterior_color", SHOULD, RULE_TEXT, "200" },
  { "state_of_vehicle", MUST, RULE_ENUM, "NEW|USED|CPO" },
  { "latitude", SHOULD, RULE_DECIMAL, NULL },
  { "longitude", SHOULD, RULE_DECIMAL, NULL },
  { "address", MAY, RULE_TEXT, "1000" },
  { "address.addr1", MAY, RULE_TEXT, "200" },
  { "address.addr2", MAY, RULE_TEXT, "200" },
  { "address.addr3", MAY, RULE_TEXT, "200" },
  { "address.city", MAY, RULE_TEXT, "200" },
  { "address.region", MAY, RULE_TEXT, "200" },
  { "address.postal_code", MAY, RULE_TEXT, "20" },
  { "address.country", MAY, RULE_TEXT, "100" },
  { "vin", MAY, RULE_VIN, NULL },
  { "transmission", MAY, RULE_ENUM, "AUTOMATIC|MANUAL" },
  { "fuel_type", MAY, RULE_ENUM, "DIESEL|ELECTRIC|GASOLINE|FLEX|HYBRID|OTHER" },
  { "drivetrain", MAY, RULE_ENUM, "4X2|4X4|AWD|FWD|RWD|OTHER" },
  { "condition", MAY, RULE_ENUM, "EXCELLENT|VERY_GOOD|GOOD|FAIR|POOR|OTHER" },
  { "availability", MAY, RULE_ENUM, "AVAILABLE|NOT_AVAILABLE" },
  { "sale_price", MAY, RULE_PRICE, NULL },
  { "date_first_on_lot", MAY, RULE_DAY, NULL },
  { "days_on_lot", MAY, RULE_WHOLE, NULL },
  { "stock_number", MAY, RULE_TEXT, "100" },
  { "trim", MAY, RULE_TEXT, "200" },
  { "interior_color", MAY, RULE_TEXT, "200" },
  { "vehicle_type", MAY, RULE_ENUM, "BOAT|CAR_TRUCK|COMMERCIAL|MOTORCYCLE|OTHER|POWERSPORT|RV_CAMPER|TRAILER" },
  { "vehicle_registration_plate", MAY, RULE_TEXT, "50" },
  { "dealer_id", MAY, RULE_TEXT, "100" },
  { "dealer_name", MAY, RULE_TEXT, "200" },
  { "dealer_phone", MAY, RULE_PHONE, NULL },
  { "dealer_communication_channel", MAY, RULE_ENUM, "CHAT|LEAD_FORM" },
  { "dealer_privacy_policy_url", MAY, RULE_ADDRESS, NULL },
  { "fb_page_id", MAY, RULE_WHOLE, NULL },
};

/* ---- Items ---- */

Item *
item_new (void)
{
  Item *item = g_new0 (Item, 1);

  item->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  item->errors = g_ptr_array_new_with_free_func (g_free);
  item->warnings = g_ptr_array_new_with_free_func (g_free);
  return item;
}

void
item_free (Item *item)
{
  g_hash_table_unref (item->columns);
  g_ptr_array_unref (item->errors);
  g_ptr_array_unref (item->warnings);
  g_free (item);
}

static void
flatten (Item *item, const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *member;
      JsonNode *inner;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, &member, &inner))
        {
          g_autofree char *path = *name != '\0' ? g_strconcat (name, ".", member, NULL) : g_strdup (member);

          flatten (item, path, inner);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        g_autofree char *path = g_strdup_printf ("%s[%u]", name, i);

        flatten (item, path, json_array_get_element (json_node_get_array (node), i));
      }
  else if (!JSON_NODE_HOLDS_NULL (node))
    g_hash_table_replace (item->columns, g_strdup (name),
                          json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                                           : json_to_string (node, FALSE));
}

void
item_add_json (Item *item, JsonObject *data)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), data);

  flatten (item, "", node);
}

const char *
item_get_id (Item *item)
{
  const char *id = g_hash_table_lookup (item->columns, "vehicle_id");

  return id != NULL && *id != '\0' ? id : NULL;
}

/* ---- Rules ---- */

static gboolean
is_whole (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_decimal (const char *text)
{
  char *end;

  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* "379000 MXN" or "379000.00 MXN" */
static gboolean
is_price (const char *text)
{
  const char *blank = strchr (text, ' ');
  g_autofree char *number = blank != NULL ? g_strndup (text, blank - text) : NULL;

  return number != NULL && g_ascii_isdigit (*number) && is_decimal (number) && strlen (blank + 1) == 3
         && strspn (blank + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static gboolean
is_web_address (const char *text)
{
  g_autoptr(GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0'
         && (g_str_equal (g_uri_get_scheme (uri), "https") || g_str_equal (g_uri_get_scheme (uri), "http"));
}

static gboolean
is_day (const char *text)
{
  g_autofree char *whole = g_strconcat (text, "T00:00:00Z", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (whole, NULL);

  return strlen (text) == 10 && time != NULL;
}

static gboolean
is_one_of (const char *list, const char *text)
{
  g_auto(GStrv) words = g_strsplit (list, "|", -1);
  g_autofree char *upper = g_ascii_strup (text, -1);

  return g_strv_contains ((const char *const *) words, upper);
}

static gboolean
obeys (Rule rule, const char *values, const char *text)
{
  switch (rule)
    {
    case RULE_TEXT:
      return g_utf8_strlen (text, -1) <= (glong) g_ascii_strtoull (values, NULL, 10);
    case RULE_WHOLE:
      return is_whole (text);
    case RULE_DECIMAL:
      return is_decimal (text);
    case RULE_YEAR:
      return strlen (text) == 4 && is_whole (text);
    case RULE_ADDRESS:
      return is_web_address (text);
    case RULE_PRICE:
      return is_price (text);
    case RULE_ENUM:
      return is_one_of (values, text);
    case RULE_DAY:
      return is_day (text);
    case RULE_VIN:
      return strlen (text) == 17;
    default:
      return *text == '+' && g_ascii_isdigit (text[1]);
    }
}

/* image[3].url, image[3].tag[0], custom_label_2: those with a number. */
static gboolean
is_numbered (const char *name)
{
  guint64 n;
  char *end;

  if (g_str_has_prefix (name, "custom_label_") || g_str_has_prefix (name, "custom_number_"))
    return strspn (strrchr (name, '_') + 1, "01234") == 1 && strlen (strrchr (name, '_') + 1) == 1;
  if (!g_str_has_prefix (name, "image["))
    return FALSE;
  n = g_ascii_strtoull (name + strlen ("image["), &end, 10);
  return n < MAX_IMAGES
         && (g_str_equal (end, "].url") || (g_str_has_prefix (end, "].tag[") && g_str_has_suffix (end, "]")));
}

gboolean
item_knows_column (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].name, name))
      return TRUE;
  return is_numbered (name);
}

const char *
item_find_missing_column (GStrv header)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (rules[i].need == MUST && !g_strv_contains ((const char *const *) header, rules[i].name))
      return rules[i].name;
  return NULL;
}

static void
check_rules (Item *item, gboolean is_new)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const char *text = g_hash_table_lookup (item->columns, rules[i].name);

      if (text != NULL && *text != '\0')
        {
          if (!obeys (rules[i].rule, rules[i].values, text))
            g_ptr_array_add (item->errors, g_strdup_printf ("Invalid value for %s: %s", rules[i].name, text));
        }
      else if (rules[i].need == MUST && (is_new || i == 0))
        g_ptr_array_add (item->errors, g_strdup_printf ("A required field is missing: %s", rules[i].name));
      else if (rules[i].need == SHOULD && is_new)
        g_ptr_array_add (item->warnings, g_strdup_printf ("A required field is missing: %s", rules[i].name));
    }
}

static void
check_address (Item *item, gboolean is_new)
{
  const char *whole = g_hash_table_lookup (item->columns, "address");
  gboolean has_parts =
    g_hash_table_contains (item->columns, "address.addr1") || g_hash_table_contains (item->columns, "address.city");

  if (whole != NULL && has_parts)
    g_ptr_array_add (item->errors, g_strdup ("The address is given both as one field and in parts"));
  else if (whole == NULL && !has_parts && is_new)
    g_ptr_array_add (item->warnings, g_strdup ("A required field is missing: address"));
}

void
item_check (Item *item, gboolean is_new)
{
  GHashTableIter iter;
  gpointer name, value;

  check_rules (item, is_new);
  check_address (item, is_new);
  g_hash_table_iter_init (&iter, item->columns);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!item_knows_column (name))
      g_ptr_array_add (item->warnings, g_strdup_printf ("Unknown field: %s", (char *) name));
    else if (is_numbered (name) && g_str_has_suffix (name, ".url") && !is_web_address (value))
      g_ptr_array_add (item->errors, g_strdup_printf ("Invalid value for %s: %s", (char *) name, (char *) value));
}
