/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalog.h"

/* RFC 4180, with CRLF or LF at a line's end. */

/* A field; *@at is behind it, on the delimiter or the line's end. (nullable) */
static char *
read_field (const char **at, char delimiter, const char **fault)
{
  g_autoptr(GString) field = g_string_new (NULL);
  const char *c = *at;

  if (*c != '"')
    {
      for (; *c != '\0' && *c != delimiter && *c != '\n' && *c != '\r'; c++)
        {
          if (*c == '"')
            {
              *fault = "a quote within a field that is not quoted";
              return NULL;
            }
          g_string_append_c (field, *c);
        }
      *at = c;
      return g_string_free (g_steal_pointer (&field), FALSE);
    }
  for (c++;; c++)
    {
      if (*c == '\0')
        {
          *fault = "a quoted field has no end";
          return NULL;
        }
      if (*c == '"' && c[1] != '"')
        break;
      c += *c == '"';
      g_string_append_c (field, *c);
    }
  c++;
  if (*c != '\0' && *c != delimiter && *c != '\n' && *c != '\r')
    {
      *fault = "there is more behind a quoted field";
      return NULL;
    }
  *at = c;
  return g_string_free (g_steal_pointer (&field), FALSE);
}

static GStrv
read_line (const char **at, char delimiter, const char **fault)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);

  for (;;)
    {
      char *field = read_field (at, delimiter, fault);

      if (field == NULL)
        return NULL;
      g_ptr_array_add (fields, field);
      if (**at != delimiter)
        break;
      (*at)++;
    }
  if (**at == '\r')
    (*at)++;
  if (**at == '\n')
    (*at)++;
  g_ptr_array_add (fields, NULL);
  return (GStrv) g_ptr_array_steal (fields, NULL);
}

GPtrArray *
csv_parse (const char *text, char delimiter, const char **fault)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *at = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;

  while (*at != '\0')
    {
      GStrv row = read_line (&at, delimiter, fault);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (rows, row);
    }
  return g_steal_pointer (&rows);
}
