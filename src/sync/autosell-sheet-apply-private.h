/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-remote-private.h"

G_BEGIN_DECLS

/* One apply of the sheet's remote, in three parts that hand its task on:
 *
 *   autosell-sheet-apply.c  begins (with the annex, where it is not there or not whole) and ends
 *   autosell-sheet-rows.c   new rows of the list and of the annex, and the column of ids
 *   autosell-sheet-pins.c   single cells of rows that are there */

typedef struct
{
  AutosellRemoteRows *rows; /* unowned */
  AutosellLedgerWork *work; /* unowned */
  AutosellSending *mains;   /* owned: of each write what is of the list; SKIPPED where nothing is */
  AutosellSending *annexes; /* owned: and what is of the annex */
  guint next_write;         /* the first that was not tried */
  guint n_appended;         /* rows that are there now */
  GHashTable *pins;         /* owned: pin → Pin, of this batch */
  guint first_append;       /* those of this batch: up to here, and not their end */
  guint end_append;
  guint first_annex; /* and the writes that give the annex a row */
  guint end_annex;
  guint n_annexed;   /* rows that the annex got */
  gboolean has_pins; /* there are, or there may be: to be taken away */
  GError *failure;   /* owned, nullable */
} AutosellSheetApply;

static inline const AutosellLedgerWrite *
get_write (const AutosellSheetApply *apply, guint i)
{
  return g_ptr_array_index (apply->work->merge->writes, i);
}

static inline guint
get_n_writes (const AutosellSheetApply *apply)
{
  return apply->work->merge->writes->len;
}

static inline AutosellSheetKnown *
get_known (const AutosellSheetApply *apply)
{
  return apply->rows->data;
}

/* Only where something of a write is for it. */
static inline AutosellLedgerAnnex *
get_annex (const AutosellSheetApply *apply)
{
  return apply->rows->layout->annex;
}

AutosellSheetCell autosell_sheet_cell_from_ledger (const AutosellLedgerCell *cell);
/* Cells from column 0 to the last that is written, all others kept. @row_id: (nullable) where the id is none of them.
 * Returns: (transfer full) */
AutosellSheetCell *autosell_sheet_make_cells (GArray *writes, const char *row_id, int id_column, guint *n_cells);

/* @becomes: of those from @first on and before @end that still wait */
void autosell_sheet_settle (AutosellSending *sendings, guint first, guint end, AutosellSending becomes);
gboolean autosell_sheet_has_pending (const AutosellSending *sendings, guint first, guint end);
/* Of those writes that were tried, but for new rows of the annex. */
void autosell_sheet_settle_writes (AutosellSheetApply *apply, AutosellSending becomes);
/* What a call that failed leaves: REFUSED or UNKNOWN. */
AutosellSending autosell_sheet_find_lost (const GError *error);
/* The first failure is the one that is told. @error: (transfer full) */
void autosell_sheet_keep_failure (AutosellSheetApply *apply, GError *error);

/* Each hands the task on, or ends it. */
void autosell_sheet_name_rows (GTask *task);
void autosell_sheet_write_rows (GTask *task);
void autosell_sheet_append_rows (GTask *task);
void autosell_sheet_finish_apply (GTask *task);

G_END_DECLS
