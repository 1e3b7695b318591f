/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Cells as a sheet holds them: number, text, boolean, error and blank are kept apart, and nothing is guessed from text.
 * A date is a number here (days since 1899-12-30, wall-clock time of the spreadsheet's zone); whether a column holds
 * dates is AutosellSheetColumn's to say. */
typedef enum
{
  AUTOSELL_SHEET_CELL_BLANK, /* nothing, or a formula that shows nothing; written, it empties the cell */
  AUTOSELL_SHEET_CELL_NUMBER,
  AUTOSELL_SHEET_CELL_TEXT,
  AUTOSELL_SHEET_CELL_BOOLEAN,
  AUTOSELL_SHEET_CELL_ERROR, /* "#N/A" and the like: what a formula that failed shows; never written */
  AUTOSELL_SHEET_CELL_KEEP,  /* only written: leave the cell alone */
} AutosellSheetCellKind;

typedef struct
{
  AutosellSheetCellKind kind;
  double number;    /* of NUMBER; 0 or 1 of BOOLEAN */
  const char *text; /* of TEXT and ERROR, else NULL; unowned */
  const char
    *formula; /* (nullable): "=E2+1", where formulas were read and the cell is one; such a cell is not written */
} AutosellSheetCell;

/* Same kind and value; formulas are not looked at. */
gboolean autosell_sheet_cell_equal (const AutosellSheetCell *a, const AutosellSheetCell *b);
/* TRUE where @text is one of "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!",
 * "#CALC!". */
gboolean autosell_sheet_text_is_error (const char *text);

/* A rectangle of cells. Sparse and ragged: what is not there reads as BLANK. Not to be changed once it is shared, and
 * then of any thread. */
typedef struct _AutosellSheetGrid AutosellSheetGrid;

AutosellSheetGrid *autosell_sheet_grid_new (void);
AutosellSheetGrid *autosell_sheet_grid_ref (AutosellSheetGrid *self);
void autosell_sheet_grid_unref (AutosellSheetGrid *self);

/* One past the last row and column that hold something; rows and columns are counted from 0, from the top left corner
 * of what was read. */
guint autosell_sheet_grid_get_n_rows (const AutosellSheetGrid *self);
guint autosell_sheet_grid_get_n_columns (const AutosellSheetGrid *self);
/* How many cells this row really has: what follows is blank. */
guint autosell_sheet_grid_get_row_length (const AutosellSheetGrid *self, guint row);
/* Never NULL. */
const AutosellSheetCell *autosell_sheet_grid_get (const AutosellSheetGrid *self, guint row, guint column);
/* (nullable): the cells of a row, get_row_length() of them */
const AutosellSheetCell *autosell_sheet_grid_get_row (const AutosellSheetGrid *self, guint row);

/* To make one. Text is copied. */
void autosell_sheet_grid_set (AutosellSheetGrid *self, guint row, guint column, const AutosellSheetCell *cell);
void autosell_sheet_grid_set_formula (AutosellSheetGrid *self, guint row, guint column, const char *formula);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetGrid, autosell_sheet_grid_unref)

/* "A", "Z", "AA" …: @column from 0. Returns: (transfer full) */
char *autosell_sheet_dup_column_name (guint column);
/* "'Autos de Ana''s'!B3:D7": a tab's title quoted, 0-based, ends included. Returns: (transfer full) */
char *autosell_sheet_dup_a1 (const char *tab_title, guint row, guint column, guint last_row, guint last_column);
/* Row and column, from 0, of where "'Tab'!C7:Z7" begins. FALSE where that cannot be read. */
gboolean autosell_sheet_parse_a1_start (const char *a1, guint *row, guint *column);

G_END_DECLS
