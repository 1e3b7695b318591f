/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-heading.h"

#include <string.h>

#include "autosell-field.h"
#include "autosell-text.h"

/* Of the cells of a column that counts, so many may be something else. */
#define COUNTING_TOLERANCE 0.1
/* Rows that were sorted by something else still count when their numbers are no larger than this for each of them. */
#define COUNTING_SPREAD 10

gboolean
autosell_heading_is_id (const char *heading)
{
  g_autofree char *folded = autosell_text_fold_compact (heading);

  return g_str_equal (folded, "id") || g_str_equal (folded, "autosellid") || g_str_equal (folded, "idautosell")
         || g_str_equal (folded, "iddeautosell");
}

gboolean
autosell_heading_is_told (const char *heading)
{
  static const char *const known[] = { "photosautosell", "fotosautosell", "readinessautosell", "listoautosell", NULL };
  g_autofree char *folded = autosell_text_fold_compact (heading);

  return g_strv_contains (known, folded);
}

static guint
count_fields (AutosellHeadingFunc dup_heading, gpointer table, guint row, guint n_columns)
{
  guint64 found = 0;
  guint n_ids = 0;

  for (guint column = 0; column < n_columns; column++)
    {
      g_autofree char *heading = dup_heading (table, row, column);
      AutosellField field;

      if (*heading == '\0')
        continue;
      if (autosell_field_find (heading, &field))
        found |= G_GUINT64_CONSTANT (1) << field;
      else if (autosell_heading_is_id (heading))
        n_ids = 1;
    }
  return __builtin_popcountll (found) + n_ids;
}

gboolean
autosell_heading_find_row (AutosellHeadingFunc dup_heading, gpointer table, guint n_rows, guint n_columns, guint *row)
{
  guint best = 1;

  for (guint i = 0; i < MIN (n_rows, AUTOSELL_HEADING_SEARCH_ROWS); i++)
    {
      guint n_fields = count_fields (dup_heading, table, i, n_columns);

      if (n_fields > best)
        {
          best = n_fields;
          *row = i;
        }
    }
  return best >= 2;
}

static gboolean
parse_count (const char *text, gint64 *number)
{
  return strlen (text) <= 9 && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, number, NULL);
}

gboolean
autosell_heading_column_counts (AutosellHeadingTextFunc get_text, gpointer table, guint first_row, guint n_rows,
                                guint column)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  guint n_cells = 0;
  guint n_increasing = 0;
  gint64 last = -1;
  gint64 max = 0;

  for (guint row = first_row; row < n_rows; row++)
    {
      g_autofree char *text = autosell_text_trim (get_text (table, row, column));
      gint64 number;

      if (text == NULL)
        continue;
      n_cells++;
      if (!parse_count (text, &number))
        continue;
      g_hash_table_add (numbers, GINT_TO_POINTER ((int) number));
      n_increasing += number > last;
      last = number;
      max = MAX (max, number);
    }

  if (n_cells == 0 || n_cells - g_hash_table_size (numbers) > n_cells * COUNTING_TOLERANCE)
    return FALSE;
  return n_cells - n_increasing <= n_cells * COUNTING_TOLERANCE || max <= (gint64) n_cells * COUNTING_SPREAD;
}

char *
autosell_heading_dup_letters (guint column)
{
  char letters[8];
  guint i = sizeof letters - 1;

  letters[i] = '\0';
  for (column++; column > 0; column = (column - 1) / 26)
    letters[--i] = 'A' + (column - 1) % 26;
  return g_strdup (letters + i);
}
