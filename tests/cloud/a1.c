/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "a1.h"

#include <string.h>

void
a1_clear (A1Range *range)
{
  g_clear_pointer (&range->title, g_free);
}

/* One corner: letters, digits or both. -1 for what it does not say. */
static gboolean
parse_corner (const char *text, gint64 *row, gint64 *column)
{
  const char *c = text;

  *row = *column = -1;
  if (*c == '$')
    c++;
  for (; g_ascii_isalpha (*c); c++)
    {
      *column = (*column + 1) * 26 + g_ascii_toupper (*c) - 'A';
      if (*column > 18277)
        return FALSE;
    }
  if (*c == '$')
    c++;
  if (g_ascii_isdigit (*c))
    {
      *row = 0;
      for (; g_ascii_isdigit (*c); c++)
        {
          *row = *row * 10 + *c - '0';
          if (*row > 100000000)
            return FALSE;
        }
      if (*row == 0)
        return FALSE;
      (*row)--;
    }
  return *c == '\0' && c > text;
}

static gboolean
parse_cells (const char *text, A1Range *range)
{
  g_auto(GStrv) corners = g_strsplit (text, ":", -1);
  guint n = g_strv_length (corners);
  gint64 row, column, last_row, last_column;

  if (n < 1 || n > 2 || !parse_corner (corners[0], &row, &column))
    return FALSE;
  if (n == 1)
    {
      if (row < 0 || column < 0)
        return FALSE;
      last_row = row;
      last_column = column;
    }
  else if (!parse_corner (corners[1], &last_row, &last_column))
    return FALSE;
  if (n == 2 && ((row < 0 && column < 0) || (last_row < 0 && last_column < 0)))
    return FALSE;
  range->start_row = MAX (0, row);
  range->start_column = MAX (0, column);
  range->end_row = last_row < 0 ? G_MAXINT : last_row + 1;
  range->end_column = last_column < 0 ? G_MAXINT : last_column + 1;
  return range->end_row > range->start_row && range->end_column > range->start_column;
}

/* The title before the exclamation mark; *@rest is what follows, NULL where there is none. */
static char *
parse_title (const char *text, const char **rest)
{
  GString *title;
  const char *c, *mark;

  *rest = NULL;
  if (*text != '\'')
    {
      mark = strrchr (text, '!');
      if (mark == NULL)
        return NULL;
      *rest = mark + 1;
      return g_strndup (text, mark - text);
    }
  title = g_string_new (NULL);
  for (c = text + 1; *c != '\0'; c++)
    {
      if (*c == '\'' && c[1] != '\'')
        break;
      if (*c == '\'')
        c++;
      g_string_append_c (title, *c);
    }
  if (*c == '\'' && c[1] == '!')
    *rest = c + 2;
  else if (*c != '\'' || c[1] != '\0')
    {
      g_string_free (title, TRUE);
      return NULL;
    }
  return g_string_free (title, FALSE);
}

gboolean
a1_parse (const char *text, A1Range *range)
{
  const char *rest;

  *range = (A1Range){ NULL, 0, G_MAXINT, 0, G_MAXINT, FALSE };
  if (*text == '\0')
    return FALSE;
  range->title = parse_title (text, &rest);
  if (range->title == NULL && *text != '\'' && parse_cells (text, range))
    return TRUE;
  if (rest != NULL)
    return parse_cells (rest, range);
  if (range->title == NULL && *text == '\'')
    return FALSE;
  range->start_row = range->start_column = 0;
  range->end_row = range->end_column = G_MAXINT;
  range->is_bare = TRUE;
  if (range->title == NULL)
    range->title = g_strdup (text);
  return TRUE;
}

char *
a1_column_name (gint64 column)
{
  GString *name = g_string_new (NULL);

  for (gint64 rest = column + 1; rest > 0; rest = (rest - 1) / 26)
    g_string_prepend_c (name, 'A' + (rest - 1) % 26);
  return g_string_free (name, FALSE);
}

static gboolean
needs_quotes (const char *title)
{
  A1Range range;
  gboolean is_cell;

  if (g_ascii_isdigit (*title))
    return TRUE;
  for (const char *c = title; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isalnum (g_utf8_get_char (c)) && *c != '_')
      return TRUE;
  range = (A1Range){ 0 };
  is_cell = parse_cells (title, &range);
  return is_cell;
}

char *
a1_format (const char *title, gint64 start_row, gint64 end_row, gint64 start_column, gint64 end_column)
{
  g_autofree char *first = a1_column_name (start_column);
  g_autofree char *last = a1_column_name (end_column - 1);
  GString *text = g_string_new (NULL);

  if (needs_quotes (title))
    {
      g_auto(GStrv) parts = g_strsplit (title, "'", -1);
      g_autofree char *doubled = g_strjoinv ("''", parts);

      g_string_append_printf (text, "'%s'!", doubled);
    }
  else
    g_string_append_printf (text, "%s!", title);
  g_string_append_printf (text, "%s%" G_GINT64_FORMAT, first, start_row + 1);
  if (end_row - start_row > 1 || end_column - start_column > 1)
    g_string_append_printf (text, ":%s%" G_GINT64_FORMAT, last, end_row);
  return g_string_free (text, FALSE);
}
