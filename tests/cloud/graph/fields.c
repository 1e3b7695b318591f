/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fields.h"

#include <string.h>

static void
field_free (Field *field)
{
  g_free (field->name);
  g_hash_table_unref (field->arguments);
  g_clear_pointer (&field->children, g_ptr_array_unref);
  g_free (field);
}

static GPtrArray *parse_list (const char **at, char end);

static char *
read_name (const char **at)
{
  gsize length = strspn (*at, "abcdefghijklmnopqrstuvwxyz0123456789_");
  char *name = g_strndup (*at, length);

  *at += length;
  return name;
}

/* .limit(0).summary(total_count) */
static gboolean
read_modifiers (const char **at, Field *field)
{
  while (**at == '.')
    {
      g_autofree char *name = NULL;
      const char *end;

      (*at)++;
      name = read_name (at);
      end = **at == '(' ? strchr (*at, ')') : NULL;
      if (*name == '\0' || end == NULL)
        return FALSE;
      g_hash_table_replace (field->arguments, g_steal_pointer (&name), g_strndup (*at + 1, end - *at - 1));
      *at = end + 1;
    }
  return TRUE;
}

static Field *
parse_field (const char **at)
{
  Field *field = g_new0 (Field, 1);
  gboolean is_good;

  field->name = read_name (at);
  field->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  is_good = *field->name != '\0' && read_modifiers (at, field);
  if (is_good && **at == '{')
    {
      (*at)++;
      field->children = parse_list (at, '}');
      is_good = field->children != NULL;
    }
  if (is_good)
    return field;
  field_free (field);
  return NULL;
}

static GPtrArray *
parse_list (const char **at, char end)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);

  for (;;)
    {
      Field *field = parse_field (at);

      if (field == NULL)
        return NULL;
      g_ptr_array_add (fields, field);
      if (**at == end)
        {
          *at += end != '\0';
          return g_steal_pointer (&fields);
        }
      if (**at != ',')
        return NULL;
      (*at)++;
    }
}

GPtrArray *
fields_parse (const char *text)
{
  return parse_list (&text, '\0');
}

const char *
field_get (const Field *field, const char *modifier)
{
  return g_hash_table_lookup (field->arguments, modifier);
}

gint64
field_get_int (const Field *field, const char *modifier, gint64 otherwise)
{
  const char *text = field_get (field, modifier);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : otherwise;
}

const char *
field_get_alias (const Field *field)
{
  const char *alias = field_get (field, "as");

  return alias != NULL ? alias : field->name;
}

gboolean
field_check_modifiers (Ask *ask, const Field *field, const char *known)
{
  g_auto(GStrv) names = g_strsplit (known, " ", -1);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, field->arguments);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!g_strv_contains ((const char *const *) names, name))
      {
        ask_violate (ask, "Field “%s” has no modifier “%s”", field->name, (char *) name);
        return ask_fail (ask, 100, 0, "(#100) Unknown modifier %s of field %s", (char *) name, field->name);
      }
  return TRUE;
}
