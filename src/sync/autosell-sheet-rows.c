/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-apply-private.h"

/* New rows in one request: about a megabyte. */
#define APPENDS_A_BATCH 2500

static void
settle_appends (AutosellSheetApply *apply, AutosellSending becomes)
{
  autosell_sheet_settle (apply->work->appends, apply->first_append, apply->end_append, becomes);
}

/* The rows that this batch gave the annex. */
static void
settle_annexed (AutosellSheetApply *apply, AutosellSending becomes)
{
  for (guint i = apply->first_annex; i < apply->end_annex; i++)
    if (get_write (apply, i)->annex_row < 0)
      autosell_sheet_settle (apply->annexes, i, i + 1, becomes);
}

/* -- New rows: inserted and filled in one batch, which no edit of others comes between -- */

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      settle_appends (apply, AUTOSELL_SENDING_DONE);
      /* Another PC may have given it one at the same moment: the next look says which counts. */
      settle_annexed (apply, AUTOSELL_SENDING_UNKNOWN);
      apply->has_pins = FALSE;
      autosell_sheet_append_rows (task);
      return;
    }
  settle_appends (apply, autosell_sheet_find_lost (error));
  settle_annexed (apply, autosell_sheet_find_lost (error));
  autosell_sheet_keep_failure (apply, error);
  autosell_sheet_finish_apply (task);
}

/* The next rows that wait, as many as one request takes. */
static void
add_appends (AutosellSheetApply *apply, AutosellSheetBatch *batch)
{
  const AutosellSheetTab *tab = get_known (apply)->tab;
  guint header_row = apply->rows->layout->header_row;
  guint first = autosell_ledger_grid_get_n_rows (apply->rows->grid) + apply->n_appended;
  guint n_columns = autosell_ledger_grid_get_n_columns (apply->rows->grid);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean is_like_above;

  apply->first_append = apply->end_append;
  for (; apply->end_append < apply->work->merge->appends->len && rows->len < APPENDS_A_BATCH; apply->end_append++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (apply->work->merge->appends, apply->end_append);
      guint n_cells;

      if (apply->work->appends[apply->end_append] != AUTOSELL_SENDING_PENDING)
        continue;
      g_ptr_array_add (
        rows, autosell_sheet_make_cells (append->cells, append->row_id, apply->rows->layout->id_column, &n_cells));
      g_array_append_val (lengths, n_cells);
    }
  if (rows->len == 0)
    return;
  if (first >= tab->n_rows && apply->n_appended == 0)
    autosell_sheet_batch_append_rows (batch, tab->sheet_id, first - tab->n_rows + 1);
  /* The first cars do not look like headings, but like the empty rows there. */
  is_like_above = first > header_row + 1 || first >= tab->n_rows;
  autosell_sheet_batch_insert_rows (batch, tab->sheet_id, first, rows->len, is_like_above);
  if (first > header_row + 1)
    autosell_sheet_batch_copy_rules (batch, tab->sheet_id, first - 1, first, rows->len, n_columns);
  else if (!is_like_above)
    autosell_sheet_batch_copy_rules (batch, tab->sheet_id, first + rows->len, first, rows->len, n_columns);
  autosell_sheet_batch_fill_new_rows (batch, tab->sheet_id, first, (const AutosellSheetCell *const *) rows->pdata,
                                      (const guint *) lengths->data, rows->len);
  apply->n_appended += rows->len;
}

static gboolean
needs_annex_row (const AutosellSheetApply *apply, guint i)
{
  const AutosellLedgerWrite *write = get_write (apply, i);

  return apply->annexes[i] == AUTOSELL_SENDING_PENDING && write->annex_row < 0
         && (!write->writes_id || apply->mains[i] == AUTOSELL_SENDING_DONE);
}

/* Rows of the annex, likewise; it is nobody else's, and has no order. */
static void
add_annexed (AutosellSheetApply *apply, AutosellSheetBatch *batch)
{
  AutosellLedgerAnnex *annex = get_annex (apply);
  guint first = annex != NULL ? MAX (autosell_ledger_grid_get_n_rows (annex->grid), 1) + apply->n_annexed : 0;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));

  apply->first_annex = apply->end_annex;
  for (; apply->end_annex < get_n_writes (apply) && rows->len < APPENDS_A_BATCH; apply->end_annex++)
    {
      const AutosellLedgerWrite *write = get_write (apply, apply->end_annex);
      guint n_cells;

      if (!needs_annex_row (apply, apply->end_annex))
        continue;
      g_ptr_array_add (
        rows, autosell_sheet_make_cells (write->annex_cells, write->row_id, annex->layout->id_column, &n_cells));
      g_array_append_val (lengths, n_cells);
    }
  if (rows->len == 0)
    return;
  if (apply->n_annexed == 0)
    autosell_sheet_batch_append_rows (batch, AUTOSELL_SHEET_ANNEX_ID, 1);
  autosell_sheet_batch_insert_rows (batch, AUTOSELL_SHEET_ANNEX_ID, first, rows->len, TRUE);
  autosell_sheet_batch_fill_new_rows (batch, AUTOSELL_SHEET_ANNEX_ID, first,
                                      (const AutosellSheetCell *const *) rows->pdata, (const guint *) lengths->data,
                                      rows->len);
  apply->n_annexed += rows->len;
}

void
autosell_sheet_append_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  if (apply->has_pins)
    autosell_sheet_batch_unpin (batch, self->pin_key);
  add_appends (apply, batch);
  add_annexed (apply, batch);
  if (autosell_sheet_batch_get_size (batch) > 0)
    autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, appended_cb, task);
  else
    autosell_sheet_finish_apply (task);
}

/* -- The column of ids: made with its ids, so that nobody's are written over. Where one lands, that row is named -- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      autosell_sheet_settle_writes (apply, autosell_sheet_find_lost (error));
      settle_appends (apply, autosell_sheet_find_lost (error));
      autosell_sheet_keep_failure (apply, error);
      autosell_sheet_finish_apply (task);
      return;
    }
  /* Somebody may have sorted meanwhile: the next look says whether each stands in its row. Of a new row it is all the
   * same. */
  for (guint i = 0; i < apply->next_write; i++)
    if (get_write (apply, i)->key == 0)
      autosell_sheet_settle (apply->mains, i, i + 1, AUTOSELL_SENDING_DONE);
  autosell_sheet_settle_writes (apply, AUTOSELL_SENDING_UNKNOWN);
  settle_appends (apply, AUTOSELL_SENDING_DONE);
  autosell_sheet_append_rows (task);
}

/* The ids of rows that are one below the other, in one piece. @sorted: (element-type AutosellLedgerWrite) */
static void
add_ids (AutosellSheetApply *apply, AutosellSheetBatch *batch, GPtrArray *sorted)
{
  const AutosellSheetTab *tab = get_known (apply)->tab;
  g_autoptr(GArray) cells = g_array_new (FALSE, FALSE, sizeof (AutosellSheetCell));

  for (guint i = 0; i < sorted->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (sorted, i);
      const AutosellLedgerWrite *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;
      const AutosellSheetCell cell = { .kind = AUTOSELL_SHEET_CELL_TEXT, .text = write->row_id };

      g_array_append_val (cells, cell);
      if (next != NULL && next->row == write->row + 1)
        continue;
      autosell_sheet_batch_fill_column (batch, tab->sheet_id, write->row + 1 - cells->len,
                                        apply->rows->layout->id_column, (const AutosellSheetCell *) cells->data,
                                        cells->len);
      g_array_set_size (cells, 0);
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const AutosellLedgerWrite *first = *(const AutosellLedgerWrite *const *) a;
  const AutosellLedgerWrite *second = *(const AutosellLedgerWrite *const *) b;

  return (first->row > second->row) - (first->row < second->row);
}

void
autosell_sheet_name_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  const AutosellSheetTab *tab = get_known (apply)->tab;
  guint column = apply->rows->layout->id_column;
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  autosell_sheet_batch_insert_column (batch, tab->sheet_id, column, apply->rows->layout->header_row,
                                      AUTOSELL_SHEET_REMOTE_ID_HEADING);
  autosell_sheet_batch_hide_column (batch, tab->sheet_id, column, TRUE);
  for (guint i = 0; i < get_n_writes (apply); i++)
    {
      /* What else is to be written waits for the next round, which finds the row by its id. */
      if (apply->mains[i] == AUTOSELL_SENDING_PENDING && get_write (apply, i)->writes_id)
        g_ptr_array_add (sorted, (gpointer) get_write (apply, i));
      if (get_write (apply, i)->cells->len > 0)
        autosell_sheet_settle (apply->mains, i, i + 1, AUTOSELL_SENDING_REFUSED);
      autosell_sheet_settle (apply->annexes, i, i + 1, AUTOSELL_SENDING_REFUSED);
    }
  g_ptr_array_sort (sorted, compare_rows);
  add_ids (apply, batch, sorted);
  apply->next_write = get_n_writes (apply);
  add_appends (apply, batch);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, named_cb, task);
}
