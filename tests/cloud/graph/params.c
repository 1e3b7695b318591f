/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <string.h>

/* A method's parameters as "name:type name*:type ", with a star behind what must be there, and a blank behind each.
 * Types:
 *   text  id (decimal digits)  bool (true, false)  int  unix (seconds)  time (unix, or ISO 8601)  list, object (of
 *         JSON)
 *   enum(A|B)  file (a part of the body)  media (attached_media in either of its shapes) */

static const char general[] = "access_token:text appsecret_proof:text locale:text pretty:int ";

static gboolean
refuse (Ask *ask, const char *name, const char *wanted, const char *value)
{
  ask_violate (ask, "“%s” is to be %s, not “%s”", name, wanted, value);
  return ask_fail (ask, 100, 0, "(#100) param %s must be %s.", name, wanted);
}

static gboolean
is_whole_number (const char *text)
{
  if (*text == '-')
    text++;
  return *text != '\0' && strlen (text) < 19 && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_json (const char *text, JsonNodeType type)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  return node != NULL && json_node_get_node_type (node) == type;
}

static gboolean
is_time (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  return is_whole_number (text) || time != NULL;
}

static gboolean
is_one_of (const char *list, const char *text)
{
  g_autofree char *inner = g_strndup (list, strcspn (list, ")"));
  g_auto(GStrv) words = g_strsplit (inner, "|", -1);

  return g_strv_contains ((const char *const *) words, text);
}

static gboolean
check_value (Ask *ask, const char *name, const char *type, const char *value)
{
  if (g_str_equal (type, "bool"))
    return is_one_of ("true|false)", value) || refuse (ask, name, "a boolean", value);
  if (g_str_equal (type, "int") || g_str_equal (type, "unix"))
    return is_whole_number (value) || refuse (ask, name, "an integer", value);
  if (g_str_equal (type, "id"))
    return (*value != '-' && is_whole_number (value)) || refuse (ask, name, "a valid ID string (e.g., \"123\")", value);
  if (g_str_equal (type, "time"))
    return is_time (value) || refuse (ask, name, "a time", value);
  if (g_str_equal (type, "list"))
    return is_json (value, JSON_NODE_ARRAY) || refuse (ask, name, "an array", value);
  if (g_str_equal (type, "object"))
    return is_json (value, JSON_NODE_OBJECT) || refuse (ask, name, "an object", value);
  if (g_str_has_prefix (type, "enum("))
    return is_one_of (type + strlen ("enum("), value) || refuse (ask, name, type + strlen ("enum"), value);
  if (g_str_equal (type, "file"))
    return refuse (ask, name, "a file", "(text)");
  return TRUE;
}

/* (nullable) (transfer full): what @name is to be */
static char *
find_type (const char *spec, const char *name)
{
  g_auto(GStrv) entries = g_strsplit (spec, " ", -1);

  for (char **entry = entries; *entry != NULL; entry++)
    {
      gsize length = strcspn (*entry, "*:");

      if (strlen (name) == length && strncmp (*entry, name, length) == 0)
        return g_strdup (strchr (*entry, ':') + 1);
    }
  return NULL;
}

/* attached_media[0], attached_media[0][media_fbid]: their shape is checked where they are read. */
static gboolean
is_media_param (const char *spec, const char *name)
{
  return g_str_has_prefix (name, "attached_media[") && strstr (spec, "attached_media:media") != NULL;
}

static gboolean
check_given (Ask *ask, const char *spec, const char *name, const char *value)
{
  g_autofree char *type = find_type (spec, name);
  g_autofree char *general_type = type == NULL ? find_type (general, name) : NULL;

  if (type != NULL || general_type != NULL)
    return check_value (ask, name, type != NULL ? type : general_type, value);
  if (is_media_param (spec, name))
    return TRUE;
  ask_violate (ask, "There is no parameter “%s”", name);
  return ask_fail (ask, 100, 0, "(#100) Unknown parameter %s", name);
}

static gboolean
check_missing (Ask *ask, const char *spec)
{
  g_auto(GStrv) entries = g_strsplit (spec, " ", -1);

  for (char **entry = entries; *entry != NULL; entry++)
    {
      char *star = strchr (*entry, '*');

      if (star == NULL)
        continue;
      *star = '\0';
      if (ask_get (ask, *entry) == NULL)
        {
          ask_violate (ask, "“%s” is missing", *entry);
          return ask_fail (ask, 100, 0, "(#100) The parameter %s is required", *entry);
        }
    }
  return TRUE;
}

gboolean
params_check (Ask *ask, const char *spec)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, ask->params);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!check_given (ask, spec, name, value))
      return FALSE;
  if (ask->parts->len > 0 && strstr (spec, ":file ") == NULL)
    {
      ask_violate (ask, "This method takes no file");
      return ask_fail (ask, 100, 0, "(#100) Unexpected file");
    }
  return check_missing (ask, spec);
}
