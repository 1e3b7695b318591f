/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* The lot's own list of cars, as its sheet holds it, without any I/O: whatever service keeps it.
 *
 *   grid (cells as read) + mapping ─► layout (which column is which field, how it is written)
 *   bases + vehicles + grid + layout + policy ─► merge (autosell-ledger-merge.h)
 *
 * - A *cell* is typed as the sheet types it. What it says is a value of a field; 62000 and “62,000” say the same, and a
 * cell that says what it ought to is never rewritten.
 * - A *base* is what the sheet's row of one car said when both sides last agreed, cell by cell, with its types: the
 * value that both sides are compared with is read from it anew, so there is no second truth that could disagree.
 * - *Identity*: a row carries an id in a cell; a car knows under which id its row goes (base.row_id), which is the same
 * on all PCs though each has its own cars. Ids of rows are made unique and repaired through the sheet alone: a row
 * without one gets it written first and becomes a car when it is read again, so the sheet, which takes one write after
 * the other, decides. All PCs that see the same row write the same, so that it decides nothing that another PC has built
 * on already.
 * - A *field* is merged by itself: base, local, sheet. What loses is a conflict, kept by who lost it.
 * - Nothing here knows how rows are read or written, nor when: all of it can be tried by the million. */

typedef enum
{
  AUTOSELL_LEDGER_BLANK,
  AUTOSELL_LEDGER_TEXT,
  AUTOSELL_LEDGER_NUMBER,
  AUTOSELL_LEDGER_BOOLEAN,
  AUTOSELL_LEDGER_ERROR, /* “#REF!” and its like; says nothing */
} AutosellLedgerKind;

typedef struct
{
  AutosellLedgerKind kind;
  gboolean is_read_only; /* a formula, protected, or covered by a merged cell */
  gboolean is_formula;   /* what it says nobody typed: alone it makes no row */
  double number;         /* NUMBER; BOOLEAN 0 or 1 */
  const char *text;      /* unowned, nullable: TEXT and ERROR */
} AutosellLedgerCell;

/* The same kind and content, letter by letter. */
gboolean autosell_ledger_cell_equal (const AutosellLedgerCell *a, const AutosellLedgerCell *b);

/* What it says in a field; an ERROR says nothing (UNKNOWN). @month_first: how the sheet's locale writes dates. */
void autosell_ledger_cell_to_value (const AutosellLedgerCell *cell, AutosellField field, gboolean month_first,
                                    AutosellValue *value);

/* ---- Grid ---- */

/* All cells of a tab, header included. Rows may be ragged: what was not set is blank. */
typedef struct _AutosellLedgerGrid AutosellLedgerGrid;

AutosellLedgerGrid *autosell_ledger_grid_new (guint n_rows, guint n_columns);
void autosell_ledger_grid_free (AutosellLedgerGrid *self);
guint autosell_ledger_grid_get_n_rows (AutosellLedgerGrid *self);
guint autosell_ledger_grid_get_n_columns (AutosellLedgerGrid *self);
/* The text is copied. Beyond the grid nothing happens. */
void autosell_ledger_grid_set (AutosellLedgerGrid *self, guint row, guint column, const AutosellLedgerCell *cell);
void autosell_ledger_grid_set_read_only (AutosellLedgerGrid *self, guint row, guint column, gboolean is_formula);
/* Never NULL; blank beyond the grid. */
const AutosellLedgerCell *autosell_ledger_grid_get (AutosellLedgerGrid *self, guint row, guint column);

/* ---- Layout ---- */

typedef enum
{
  AUTOSELL_LEDGER_USE_IGNORED,
  AUTOSELL_LEDGER_USE_ID,
  AUTOSELL_LEDGER_USE_FIELD,
} AutosellLedgerUse;

typedef struct
{
  char *heading; /* owned */
  AutosellLedgerUse use;
  AutosellField field;    /* with FIELD */
  gboolean holds_numbers; /* some cell of it is a number: dates are written as serials, digits as numbers */
  char **options;         /* owned, nullable: what its dropdown offers */
  GHashTable *spellings;  /* owned, nullable: nick of a status or the like → how the column writes it */
} AutosellLedgerColumn;

typedef struct _AutosellLedgerAnnex AutosellLedgerAnnex;

typedef struct
{
  GPtrArray *columns; /* owned, of AutosellLedgerColumn */
  guint header_row;
  int id_column;                   /* -1 for none */
  int by_field[AUTOSELL_N_FIELDS]; /* column, or -1 */
  guint64 fields;                  /* 1 << field: those that have a column */
  guint64 missing;                 /* that the mapping has and the sheet has no more: they are left alone */
  gboolean month_first;
  AutosellLedgerAnnex *annex; /* owned, nullable: where the other fields stand */
} AutosellLedgerLayout;

/* Finds the columns by heading: as @mapping says (nullable: as their names suggest; “HEADING<TAB>FIELD” lines, as
 * autosell_ledger_layout_dup_mapping() has them). Private fields have no column unless @with_private. @locale:
 * (nullable) of the spreadsheet, as “es_MX”. The row of the headings is the one that has most of those of @mapping;
 * without one, the one that names most fields. Returns: (transfer full) (nullable): NULL where no row has as many as
 * two */
AutosellLedgerLayout *autosell_ledger_layout_new (AutosellLedgerGrid *grid, const char *mapping, const char *locale,
                                                  gboolean with_private);
/* The same for a person who says which row has the headings: there may be no field that they name. Returns: (transfer
 * full) */
AutosellLedgerLayout *autosell_ledger_layout_new_at (AutosellLedgerGrid *grid, guint header_row, const char *mapping,
                                                     const char *locale, gboolean with_private);
/* The table of the program's own: the ids, and @fields by their names; see “The annex”. @grid: (nullable). Returns:
 * (transfer full) (nullable): NULL where it has no column of ids */
AutosellLedgerLayout *autosell_ledger_layout_new_annex (AutosellLedgerGrid *grid, guint64 fields);
void autosell_ledger_layout_free (AutosellLedgerLayout *self);
char *autosell_ledger_layout_dup_mapping (AutosellLedgerLayout *self);
/* One more column at the right, for ids, where there is none: it is not there yet. */
void autosell_ledger_layout_add_id_column (AutosellLedgerLayout *self, const char *heading);
/* What the dropdown of a column offers. @options: NULL-terminated */
void autosell_ledger_layout_set_options (AutosellLedgerLayout *self, guint column, const char *const *options);
/* Its cells show numbers as dates: dates are written as serials, also while there is none. */
void autosell_ledger_layout_set_is_date (AutosellLedgerLayout *self, guint column);

typedef enum
{
  AUTOSELL_LEDGER_WRITABLE,
  AUTOSELL_LEDGER_NOT_OFFERED, /* the column's dropdown has nothing of that meaning */
  AUTOSELL_LEDGER_UNFIT,       /* no cell of that column could be read back as it */
} AutosellLedgerFit;

/* The cell that says @value in a column, with the column's own spelling: numbers as numbers, dates as serials where the
 * column has numbers, texts as they are. Its text lives in @chunk. */
AutosellLedgerFit autosell_ledger_layout_make_cell (AutosellLedgerLayout *self, guint column,
                                                    const AutosellValue *value, GStringChunk *chunk,
                                                    AutosellLedgerCell *cell);

/* ---- The annex ----
 *
 * What the list has no column for (NIV, description, equipment …) stands in a table of the program's own: a row of
 * headings, one column of ids, and one for each field that is neither in the list nor private. Its rows are found by
 * the ids of the rows of the list, never by what they say, and are in no order; so the list is matched without it, and
 * its fields are merged like any other, against a base of their own.
 *
 * People may do to it what they like. A cell that was changed or emptied is an edit. A row, a column or the table that
 * is gone says nothing: what is known here is written again. Of two rows with one id, cell by cell, the first that says
 * something counts. Headings are the names of fields, which are no words of any language; a column without one is
 * nobody's. */

struct _AutosellLedgerAnnex
{
  AutosellLedgerGrid *grid;     /* owned */
  AutosellLedgerLayout *layout; /* owned: with a column for each of its fields, those at the right not there yet */
  guint n_columns;              /* that are there; 0 where the table is not */
  GHashTable *rows;             /* owned: id → row + 1 */
  GHashTable *twins;            /* owned: row + 1 → next row + 1 of the same id */
};

/* @grid: (transfer full) (nullable): NULL where there is no table yet. @main: whose fields it does without.
 * Returns: (transfer full) (nullable): NULL where nobody can tell which column has the ids */
AutosellLedgerAnnex *autosell_ledger_annex_new (AutosellLedgerGrid *grid, const AutosellLedgerLayout *main,
                                                gboolean with_private);
void autosell_ledger_annex_free (AutosellLedgerAnnex *self);
/* The cells that go with a row of the list; never NULL, blank where there is none. @cells: set for the annex's fields
 * alone. Returns: its row, -1 where it has none */
int autosell_ledger_annex_get_cells (AutosellLedgerAnnex *self, const char *row_id, const AutosellLedgerCell **cells);

/* ---- The cells of a row as one text ---- */

/* Field by field and in their order, so that two rows are equal when the texts are, wherever their columns stand.
 * @cells: one a field, those outside of @fields are not looked at. */
void autosell_ledger_content_append (GString *content, guint64 fields, const AutosellLedgerCell *const *cells);
/* @cells: filled; texts live in @chunk. FALSE where @content is none. */
gboolean autosell_ledger_content_read (const char *content, guint64 *fields, AutosellLedgerCell *cells,
                                       GStringChunk *chunk);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerGrid, autosell_ledger_grid_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerLayout, autosell_ledger_layout_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellLedgerAnnex, autosell_ledger_annex_free)

G_END_DECLS
