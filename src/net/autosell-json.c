/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-json.h"

#include <string.h>

/* json-glib's parser calls itself for each bracket: what comes from outside must not choose how deep the stack is. */
#define MAX_DEPTH 100

static gboolean
is_shallow (const char *text, gsize size)
{
  guint depth = 0;
  gboolean is_quoted = FALSE;

  for (gsize i = 0; i < size; i++)
    if (is_quoted)
      {
        if (text[i] == '\\')
          i++;
        else if (text[i] == '"')
          is_quoted = FALSE;
      }
    else if (text[i] == '"')
      is_quoted = TRUE;
    else if (text[i] == '[' || text[i] == '{')
      {
        if (++depth > MAX_DEPTH)
          return FALSE;
      }
    else if ((text[i] == ']' || text[i] == '}') && depth > 0)
      depth--;
  return TRUE;
}

JsonNode *
autosell_json_parse (const char *text, gssize size)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  gsize length = size >= 0 ? (gsize) size : strlen (text);

  if (length == 0 || !g_utf8_validate (text, (gssize) length, NULL) || !is_shallow (text, length)
      || !json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

JsonObject *
autosell_json_root (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonNode *
get (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_member (object, name) : NULL;
}

JsonObject *
autosell_json_object (JsonObject *object, const char *name)
{
  return autosell_json_root (get (object, name));
}

JsonArray *
autosell_json_array (JsonObject *object, const char *name)
{
  JsonNode *node = get (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
autosell_json_element (JsonArray *array, guint index)
{
  return index < autosell_json_length (array) ? autosell_json_root (json_array_get_element (array, index)) : NULL;
}

JsonArray *
autosell_json_row (JsonArray *array, guint index)
{
  JsonNode *node = index < autosell_json_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

guint
autosell_json_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

const char *
autosell_json_string (JsonObject *object, const char *name)
{
  JsonNode *node = get (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

gint64
autosell_json_int (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = get (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node) : otherwise;
}

gint64
autosell_json_int_text (JsonObject *object, const char *name)
{
  const char *text = autosell_json_string (object, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : autosell_json_int (object, name, 0);
}

gint64
autosell_json_number (JsonObject *object, const char *name, gint64 otherwise)
{
  JsonNode *node = get (object, name);
  double number;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return autosell_json_int (object, name, otherwise);
  number = json_node_get_double (node);
  /* Beyond what is exact it is no number of anything. */
  return number > -9e15 && number < 9e15 ? (gint64) number : otherwise;
}

gboolean
autosell_json_bool (JsonObject *object, const char *name)
{
  JsonNode *node = get (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

char *
autosell_json_text (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
