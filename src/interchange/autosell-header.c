/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-header.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-text.h"

/* Of the cells of a column that counts, so many may be something else. */
#define COUNTING_TOLERANCE 0.1
/* Rows that were sorted by something else still count when their numbers are no larger than this for each of them. */
#define COUNTING_SPREAD 10

gboolean
autosell_header_needs_apostrophe (const char *text)
{
  const char *first = text + strspn (text, "'");

  return *first != '\0' && strchr ("=+-@\t\r", *first) != NULL;
}

const char *
autosell_header_skip_apostrophe (const char *text)
{
  return *text == '\'' && autosell_header_needs_apostrophe (text) ? text + 1 : text;
}

char *
autosell_header_dup_heading (AutosellTable *table, guint row, guint column)
{
  const char *text = autosell_table_get_cell (table, row, column)->text;
  char *heading;

  if (autosell_table_is_csv (table))
    text = autosell_header_skip_apostrophe (text);
  /* A marked name is kept to the last blank. */
  if (g_str_has_prefix (text, AUTOSELL_EXTRA_HEADING_PREFIX))
    return g_strdup (text);
  heading = autosell_text_trim (text);
  return heading != NULL ? heading : g_strdup ("");
}

static guint
count_fields (AutosellTable *table, guint row)
{
  guint64 found = 0;
  guint n_ids = 0;

  for (guint column = 0; column < autosell_table_get_n_columns (table); column++)
    {
      g_autofree char *heading = autosell_header_dup_heading (table, row, column);
      AutosellField field;

      if (*heading == '\0')
        continue;
      if (autosell_field_find (heading, &field))
        found |= G_GUINT64_CONSTANT (1) << field;
      else if (autosell_header_is_id (heading))
        n_ids = 1;
    }
  return __builtin_popcountll (found) + n_ids;
}

gboolean
autosell_header_find_row (AutosellTable *table, guint *row)
{
  guint n_rows = MIN (autosell_table_get_n_rows (table), AUTOSELL_HEADER_SEARCH_ROWS);
  guint best = 1;

  for (guint i = 0; i < n_rows; i++)
    {
      guint n_fields = count_fields (table, i);

      if (n_fields > best)
        {
          best = n_fields;
          *row = i;
        }
    }
  return best >= 2;
}

gboolean
autosell_header_is_id (const char *heading)
{
  g_autofree char *folded = autosell_text_fold_compact (heading);

  return g_str_equal (folded, "id") || g_str_equal (folded, "autosellid") || g_str_equal (folded, "idautosell")
         || g_str_equal (folded, "iddeautosell");
}

static gboolean
cell_is_id (const AutosellCell *cell)
{
  g_autofree char *trimmed = cell->type == AUTOSELL_CELL_TEXT ? autosell_text_trim (cell->text) : NULL;

  return trimmed != NULL && g_uuid_string_is_valid (trimmed);
}

gboolean
autosell_header_column_has_ids (AutosellTable *table, guint header_row, guint column)
{
  for (guint row = header_row + 1; row < autosell_table_get_n_rows (table); row++)
    if (cell_is_id (autosell_table_get_cell (table, row, column)))
      return TRUE;

  return FALSE;
}

gboolean
autosell_header_column_is_empty (AutosellTable *table, guint header_row, guint column)
{
  for (guint row = header_row; row < autosell_table_get_n_rows (table); row++)
    {
      g_autofree char *text = autosell_text_trim (autosell_table_get_cell (table, row, column)->text);

      if (text != NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
parse_count (const char *text, gint64 *number)
{
  return strlen (text) <= 9 && g_ascii_string_to_signed (text, 10, 0, G_MAXINT32, number, NULL);
}

gboolean
autosell_header_column_counts (AutosellTable *table, guint header_row, guint column)
{
  g_autoptr(GHashTable) numbers = g_hash_table_new (NULL, NULL);
  guint n_cells = 0;
  guint n_increasing = 0;
  gint64 last = -1;
  gint64 max = 0;

  for (guint row = header_row + 1; row < autosell_table_get_n_rows (table); row++)
    {
      g_autofree char *text = autosell_text_trim (autosell_table_get_cell (table, row, column)->text);
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
autosell_header_dup_letters (guint column)
{
  char letters[8];
  guint i = sizeof letters - 1;

  letters[i] = '\0';
  for (column++; column > 0; column = (column - 1) / 26)
    letters[--i] = 'A' + (column - 1) % 26;
  return g_strdup (letters + i);
}

const char *
autosell_import_get_id_label (void)
{
  return _("Autosell ID");
}

gboolean
autosell_import_is_plain_extra_name (const char *name)
{
  g_autofree char *trimmed = autosell_text_trim (name);
  AutosellField field;

  return trimmed != NULL && g_str_equal (trimmed, name) && !g_str_has_prefix (name, AUTOSELL_EXTRA_HEADING_PREFIX)
         && !autosell_field_find (name, &field) && !autosell_header_is_id (name);
}
