/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-grid.h"

G_BEGIN_DECLS

/* Changes that the service applies together or not at all, in this order; later ones see the indexes that earlier ones
 * leave. Cells are written without their formats, drop-downs and notes, and never as formulas. There is nothing here
 * that deletes, moves or sorts.
 *
 * The service promises that the batch is applied together, and not that nobody moved a row since it was last read: a
 * fixed index is safe only for what the same batch has inserted. To write a row that is there, pin it
 * (autosell-sheets.h). */
typedef struct _AutosellSheetBatch AutosellSheetBatch;

AutosellSheetBatch *autosell_sheet_batch_new (void);
AutosellSheetBatch *autosell_sheet_batch_ref (AutosellSheetBatch *self);
void autosell_sheet_batch_unref (AutosellSheetBatch *self);
guint autosell_sheet_batch_get_size (const AutosellSheetBatch *self);

/* ---- Rows ---- */

/* Makes @n_rows empty rows before @row and gives them the formats of the row above, or else of the one that stood
 * there.
 * @row: above 0, at most the grid's rows (less than that for the formats of the one that stood there) */
void autosell_sheet_batch_insert_rows (AutosellSheetBatch *self, int sheet_id, guint row, guint n_rows,
                                       gboolean is_like_above);
/* Gives them also the drop-downs of @from_row, in the columns before @n_columns. */
void autosell_sheet_batch_copy_rules (AutosellSheetBatch *self, int sheet_id, guint from_row, guint row, guint n_rows,
                                      guint n_columns);
/* KEEP leaves a cell alone, BLANK empties it. Only for a row that this batch inserted, or a tab that is the program's
 * own. */
void autosell_sheet_batch_fill_row (AutosellSheetBatch *self, int sheet_id, guint row, const AutosellSheetCell *cells,
                                    guint n_cells);
/* The same of many rows below each other, in one piece and shorter: KEEP is a blank there, since the rows are new.
 * @rows: @n_rows of them, each with as many cells as @n_cells says */
void autosell_sheet_batch_fill_new_rows (AutosellSheetBatch *self, int sheet_id, guint row,
                                         const AutosellSheetCell *const *rows, const guint *n_cells, guint n_rows);
/* One column from @row down; BLANK empties. Only one that this batch inserted, or a tab that is the program's own. */
void autosell_sheet_batch_fill_column (AutosellSheetBatch *self, int sheet_id, guint row, guint column,
                                       const AutosellSheetCell *cells, guint n_cells);
/* Room at the end of the grid. */
void autosell_sheet_batch_append_rows (AutosellSheetBatch *self, int sheet_id, guint n_rows);

/* ---- Columns ---- */

/* Makes an empty column before @column and writes its head. @column: above 0, at most the grid's columns */
void autosell_sheet_batch_insert_column (AutosellSheetBatch *self, int sheet_id, guint column, guint header_row,
                                         const char *header);
void autosell_sheet_batch_hide_column (AutosellSheetBatch *self, int sheet_id, guint column, gboolean is_hidden);

/* ---- Tabs ---- */

/* @sheet_id: of ours, so that a second try is refused and makes no twin */
void autosell_sheet_batch_add_tab (AutosellSheetBatch *self, int sheet_id, const char *title, guint n_rows,
                                   guint n_columns, gboolean is_hidden);
void autosell_sheet_batch_freeze_rows (AutosellSheetBatch *self, int sheet_id, guint n_rows);
/* Of the rows from @first_row to the end of the tab. */
void autosell_sheet_batch_set_list (AutosellSheetBatch *self, int sheet_id, guint first_row, guint column,
                                    const char *const *values, gboolean is_strict);
/* @type: "DATE", "NUMBER", "CURRENCY" …; @pattern: "dd/mm/yyyy" */
void autosell_sheet_batch_set_format (AutosellSheetBatch *self, int sheet_id, guint first_row, guint column,
                                      const char *type, const char *pattern);
void autosell_sheet_batch_set_bold (AutosellSheetBatch *self, int sheet_id, guint row);

/* ---- Pins: short-lived tags that stay with a row wherever it goes ---- */

/* @pin_id: of autosell_sheets_make_pin_id(), so that a second try makes no twin; @key: short, of this PC alone */
void autosell_sheet_batch_pin (AutosellSheetBatch *self, int sheet_id, guint row, const char *key, int pin_id);
/* All that have this key, wherever they are; none is no error. */
void autosell_sheet_batch_unpin (AutosellSheetBatch *self, const char *key);

/* The body of the request. Returns: (transfer full) */
char *autosell_sheet_batch_to_json (const AutosellSheetBatch *self);
/* TRUE where a second application changes nothing: unpinning, hiding, formats. */
gboolean autosell_sheet_batch_is_repeatable (const AutosellSheetBatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellSheetBatch, autosell_sheet_batch_unref)

G_END_DECLS
