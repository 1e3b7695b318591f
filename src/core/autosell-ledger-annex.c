/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-ledger.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static const AutosellLedgerCell nothing = { .kind = AUTOSELL_LEDGER_BLANK };

void
autosell_ledger_annex_free (AutosellLedgerAnnex *self)
{
  autosell_ledger_grid_free (self->grid);
  autosell_ledger_layout_free (self->layout);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->twins);
  g_free (self);
}

/* A column of the list that lost its heading is asked about, and goes nowhere else meanwhile. Each PC counts for
 * itself. */
static guint64
find_fields (const AutosellLedgerLayout *main, gboolean with_private)
{
  guint64 fields = 0;

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (field != AUTOSELL_FIELD_STOCK_NUMBER && (with_private || !autosell_field_get_info (field)->is_private))
      fields |= BIT (field);
  return fields & ~main->fields & ~main->missing;
}

static void
index_rows (AutosellLedgerAnnex *self)
{
  guint column = self->layout->id_column;

  /* From below, so that the first is found first. */
  for (guint row = autosell_ledger_grid_get_n_rows (self->grid); row-- > 1;)
    {
      const AutosellLedgerCell *cell = autosell_ledger_grid_get (self->grid, row, column);
      gpointer other;
      char *id;

      if (cell->kind != AUTOSELL_LEDGER_TEXT || !g_uuid_string_is_valid (cell->text))
        continue;
      id = g_ascii_strdown (cell->text, -1);
      other = g_hash_table_lookup (self->rows, id);
      if (other != NULL)
        g_hash_table_insert (self->twins, GUINT_TO_POINTER (row + 1), other);
      g_hash_table_insert (self->rows, id, GUINT_TO_POINTER (row + 1));
    }
}

AutosellLedgerAnnex *
autosell_ledger_annex_new (AutosellLedgerGrid *grid, const AutosellLedgerLayout *main, gboolean with_private)
{
  AutosellLedgerLayout *layout = autosell_ledger_layout_new_annex (grid, find_fields (main, with_private));
  AutosellLedgerAnnex *self;

  if (layout == NULL)
    {
      g_clear_pointer (&grid, autosell_ledger_grid_free);
      return NULL;
    }
  self = g_new0 (AutosellLedgerAnnex, 1);
  self->layout = layout;
  self->n_columns = grid != NULL ? autosell_ledger_grid_get_n_columns (grid) : 0;
  self->grid = grid != NULL ? grid : autosell_ledger_grid_new (0, 0);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->twins = g_hash_table_new (NULL, NULL);
  index_rows (self);
  return self;
}

static guint
find_first (AutosellLedgerAnnex *self, const char *row_id)
{
  return row_id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->rows, row_id)) : 0;
}

/* @row: + 1; 0 for none. Returns: + 1: the first from there on that says something in the field, else 0 */
static guint
find_said (AutosellLedgerAnnex *self, guint row, AutosellField field)
{
  while (row != 0
         && autosell_ledger_grid_get (self->grid, row - 1, self->layout->by_field[field])->kind
              == AUTOSELL_LEDGER_BLANK)
    row = GPOINTER_TO_UINT (g_hash_table_lookup (self->twins, GUINT_TO_POINTER (row)));
  return row;
}

int
autosell_ledger_annex_get_cells (AutosellLedgerAnnex *self, const char *row_id, const AutosellLedgerCell **cells)
{
  guint first = find_first (self, row_id);
  gboolean has_twins = first != 0 && g_hash_table_contains (self->twins, GUINT_TO_POINTER (first));

  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    {
      guint row = first;

      if (self->layout->by_field[field] < 0)
        continue;
      if (has_twins && (row = find_said (self, first, field)) == 0)
        row = first;
      cells[field] =
        row != 0 ? autosell_ledger_grid_get (self->grid, row - 1, self->layout->by_field[field]) : &nothing;
    }
  return (int) first - 1;
}
