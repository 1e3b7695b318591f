/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-header.h"

#include <string.h>
#include <glib/gi18n-lib.h>

#include "autosell-text.h"

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

static char *
dup_heading_cb (gpointer table, guint row, guint column)
{
  return autosell_header_dup_heading (table, row, column);
}

gboolean
autosell_header_find_row (AutosellTable *table, guint *row)
{
  return autosell_heading_find_row (dup_heading_cb, table, autosell_table_get_n_rows (table),
                                    autosell_table_get_n_columns (table), row);
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

static const char *
get_cell_text_cb (gpointer table, guint row, guint column)
{
  return autosell_table_get_cell (table, row, column)->text;
}

gboolean
autosell_header_column_counts (AutosellTable *table, guint header_row, guint column)
{
  return autosell_heading_column_counts (get_cell_text_cb, table, header_row + 1, autosell_table_get_n_rows (table),
                                         column);
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
         && !autosell_field_find (name, &field) && !autosell_heading_is_id (name);
}
