/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mask.h"

#include <string.h>

/* An empty table of members asks for everything. */
struct _Mask
{
  GHashTable *members; /* name → Mask */
};

static Mask *
mask_new (void)
{
  Mask *mask = g_new0 (Mask, 1);

  mask->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) mask_free);
  return mask;
}

void
mask_free (Mask *mask)
{
  g_hash_table_unref (mask->members);
  g_free (mask);
}

static Mask *
add_member (Mask *mask, const char *start, gsize length)
{
  g_autofree char *name = g_strndup (start, length);
  Mask *member = g_hash_table_lookup (mask->members, name);

  if (member == NULL)
    {
      member = mask_new ();
      g_hash_table_insert (mask->members, g_steal_pointer (&name), member);
    }
  return member;
}

static gboolean
parse_list (Mask *mask, const char **text)
{
  while (TRUE)
    {
      Mask *member = mask;
      gboolean is_nested;

      do
        {
          gsize length = strspn (*text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_*");

          if (length == 0)
            return FALSE;
          member = add_member (member, *text, length);
          *text += length;
          is_nested = **text == '/' || **text == '.';
          if (is_nested)
            (*text)++;
        }
      while (is_nested);
      if (**text == '(')
        {
          (*text)++;
          if (!parse_list (member, text) || **text != ')')
            return FALSE;
          (*text)++;
        }
      if (**text != ',')
        return TRUE;
      (*text)++;
    }
}

Mask *
mask_parse (const char *text)
{
  g_autoptr(Mask) mask = mask_new ();
  g_autofree char *plain = g_strdup (text);
  const char *end;
  char *out = plain;

  for (const char *c = text; *c != '\0'; c++)
    if (*c != ' ')
      *out++ = *c;
  *out = '\0';
  end = plain;
  if (!parse_list (mask, &end) || *end != '\0')
    return NULL;
  return g_steal_pointer (&mask);
}

gboolean
mask_is_everything (const Mask *mask)
{
  return mask == NULL || g_hash_table_size (mask->members) == 0 || g_hash_table_contains (mask->members, "*");
}

gboolean
mask_has (const Mask *mask, const char *name, const Mask **inner)
{
  const Mask *member;

  if (inner != NULL)
    *inner = NULL;
  if (mask_is_everything (mask))
    return TRUE;
  member = g_hash_table_lookup (mask->members, name);
  if (inner != NULL)
    *inner = member;
  return member != NULL;
}

gboolean
mask_has_path (const Mask *mask, const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);

  for (char **name = names; *name != NULL && !mask_is_everything (mask); name++)
    if (!mask_has (mask, *name, &mask))
      return FALSE;
  return TRUE;
}

GPtrArray *
mask_get_names (const Mask *mask)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, mask->members);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  return names;
}

static void
apply_to_object (const Mask *mask, JsonObject *object)
{
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *link = names; link != NULL; link = link->next)
    {
      const Mask *inner;

      if (!mask_has (mask, link->data, &inner))
        json_object_remove_member (object, link->data);
      else
        mask_apply (inner, json_object_get_member (object, link->data));
    }
}

void
mask_apply (const Mask *mask, JsonNode *node)
{
  if (mask_is_everything (mask))
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    apply_to_object (mask, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        mask_apply (mask, json_array_get_element (array, i));
    }
}
