/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-grid.h"

#include <string.h>

struct _AutosellSheetGrid
{
  gatomicrefcount ref_count;
  GPtrArray *rows; /* owned; (element-type GArray of AutosellSheetCell) (nullable) */
  guint n_columns;
  GStringChunk *strings; /* owned */
};

static const AutosellSheetCell blank = { AUTOSELL_SHEET_CELL_BLANK, 0, NULL, NULL };

gboolean
autosell_sheet_cell_equal (const AutosellSheetCell *a, const AutosellSheetCell *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case AUTOSELL_SHEET_CELL_NUMBER:
    case AUTOSELL_SHEET_CELL_BOOLEAN:
      return a->number == b->number;
    case AUTOSELL_SHEET_CELL_TEXT:
    case AUTOSELL_SHEET_CELL_ERROR:
      return g_strcmp0 (a->text, b->text) == 0;
    case AUTOSELL_SHEET_CELL_BLANK:
    case AUTOSELL_SHEET_CELL_KEEP:
    default:
      return TRUE;
    }
}

gboolean
autosell_sheet_text_is_error (const char *text)
{
  static const char *const errors[] = { "#N/A",   "#REF!",   "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!",
                                        "#NULL!", "#ERROR!", "#SPILL!", "#CALC!",  NULL };

  return text[0] == '#' && g_strv_contains (errors, text);
}

static void
row_free (gpointer row)
{
  if (row != NULL)
    g_array_unref (row);
}

AutosellSheetGrid *
autosell_sheet_grid_new (void)
{
  AutosellSheetGrid *self = g_new0 (AutosellSheetGrid, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->strings = g_string_chunk_new (4096);
  return self;
}

AutosellSheetGrid *
autosell_sheet_grid_ref (AutosellSheetGrid *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_sheet_grid_unref (AutosellSheetGrid *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_ptr_array_unref (self->rows);
  g_string_chunk_free (self->strings);
  g_free (self);
}

guint
autosell_sheet_grid_get_n_rows (const AutosellSheetGrid *self)
{
  return self->rows->len;
}

guint
autosell_sheet_grid_get_n_columns (const AutosellSheetGrid *self)
{
  return self->n_columns;
}

static GArray *
get_row (const AutosellSheetGrid *self, guint row)
{
  return row < self->rows->len ? g_ptr_array_index (self->rows, row) : NULL;
}

guint
autosell_sheet_grid_get_row_length (const AutosellSheetGrid *self, guint row)
{
  GArray *cells = get_row (self, row);

  return cells != NULL ? cells->len : 0;
}

const AutosellSheetCell *
autosell_sheet_grid_get (const AutosellSheetGrid *self, guint row, guint column)
{
  GArray *cells = get_row (self, row);

  return cells != NULL && column < cells->len ? &g_array_index (cells, AutosellSheetCell, column) : &blank;
}

const AutosellSheetCell *
autosell_sheet_grid_get_row (const AutosellSheetGrid *self, guint row)
{
  GArray *cells = get_row (self, row);

  return cells != NULL ? (const AutosellSheetCell *) (gpointer) cells->data : NULL;
}

static AutosellSheetCell *
reach (AutosellSheetGrid *self, guint row, guint column)
{
  GArray *cells;

  if (row >= self->rows->len)
    g_ptr_array_set_size (self->rows, row + 1);
  cells = g_ptr_array_index (self->rows, row);
  if (cells == NULL)
    cells = self->rows->pdata[row] = g_array_new (FALSE, TRUE, sizeof (AutosellSheetCell));
  if (column >= cells->len)
    g_array_set_size (cells, column + 1); /* zeroed, which is BLANK */
  self->n_columns = MAX (self->n_columns, column + 1);
  return &g_array_index (cells, AutosellSheetCell, column);
}

/* The same word stands in a column hundreds of times: it is kept once. A note of a page is not. */
static const char *
keep (AutosellSheetGrid *self, const char *text)
{
  if (text == NULL)
    return NULL;
  return strlen (text) < 64 ? g_string_chunk_insert_const (self->strings, text)
                            : g_string_chunk_insert (self->strings, text);
}

void
autosell_sheet_grid_set (AutosellSheetGrid *self, guint row, guint column, const AutosellSheetCell *cell)
{
  AutosellSheetCell *mine = reach (self, row, column);
  const char *formula = cell->formula != NULL ? keep (self, cell->formula) : mine->formula;

  *mine = (AutosellSheetCell){ cell->kind, cell->number, keep (self, cell->text), formula };
}

void
autosell_sheet_grid_set_formula (AutosellSheetGrid *self, guint row, guint column, const char *formula)
{
  reach (self, row, column)->formula = keep (self, formula);
}

/* ---- Addresses ---- */

char *
autosell_sheet_dup_column_name (guint column)
{
  char name[8];
  guint i = sizeof name;

  name[--i] = '\0';
  for (guint rest = column + 1; rest > 0 && i > 0; rest = (rest - 1) / 26)
    name[--i] = 'A' + (rest - 1) % 26;
  return g_strdup (name + i);
}

char *
autosell_sheet_dup_a1 (const char *tab_title, guint row, guint column, guint last_row, guint last_column)
{
  g_autofree char *first = autosell_sheet_dup_column_name (column);
  g_autofree char *last = autosell_sheet_dup_column_name (last_column);
  g_autoptr(GString) title = g_string_new (tab_title);

  /* Quoting always is accepted, and needs no rules about when. */
  g_string_replace (title, "'", "''", 0);
  if (row == last_row && column == last_column)
    return g_strdup_printf ("'%s'!%s%u", title->str, first, row + 1);
  return g_strdup_printf ("'%s'!%s%u:%s%u", title->str, first, row + 1, last, last_row + 1);
}

gboolean
autosell_sheet_parse_a1_start (const char *a1, guint *row, guint *column)
{
  const char *p = strrchr (a1, '!');
  guint64 letters = 0, number = 0;

  p = p != NULL ? p + 1 : a1;
  for (; g_ascii_isalpha (*p) && letters < G_MAXUINT16; p++)
    letters = letters * 26 + (g_ascii_toupper (*p) - 'A' + 1);
  for (; g_ascii_isdigit (*p) && number < G_MAXUINT32; p++)
    number = number * 10 + (*p - '0');
  if (letters == 0 || number == 0 || number > G_MAXINT32 || letters > 18278 || (*p != '\0' && *p != ':'))
    return FALSE;
  *column = letters - 1;
  *row = number - 1;
  return TRUE;
}
