/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-apply-private.h"

/* Row tags are kept in a store of 30,000 characters a tab, which all PCs share: so many of ours leave room for
 * others. */
#define ROWS_A_BATCH 250

typedef struct
{
  guint write;
  gboolean is_annex;
} Pin;

/* ---- What a pin is about ---- */

/* (nullable): one that is not ours */
static const Pin *
find_pin (const AutosellSheetApply *apply, int pin_id)
{
  return g_hash_table_lookup (apply->pins, GINT_TO_POINTER (pin_id));
}

static AutosellSending *
get_sending (const AutosellSheetApply *apply, const Pin *pin)
{
  return pin->is_annex ? &apply->annexes[pin->write] : &apply->mains[pin->write];
}

static AutosellLedgerGrid *
get_grid (const AutosellSheetApply *apply, const Pin *pin)
{
  return pin->is_annex ? get_annex (apply)->grid : apply->rows->grid;
}

static guint
get_row (const AutosellSheetApply *apply, const Pin *pin)
{
  return pin->is_annex ? (guint) get_write (apply, pin->write)->annex_row : get_write (apply, pin->write)->row;
}

static int
get_id_column (const AutosellSheetApply *apply, const Pin *pin)
{
  return pin->is_annex ? get_annex (apply)->layout->id_column : apply->rows->layout->id_column;
}

static GArray *
get_cells (const AutosellSheetApply *apply, const Pin *pin)
{
  return pin->is_annex ? get_write (apply, pin->write)->annex_cells : get_write (apply, pin->write)->cells;
}

static gboolean
writes_id (const AutosellSheetApply *apply, const Pin *pin)
{
  return !pin->is_annex && get_write (apply, pin->write)->writes_id && get_id_column (apply, pin) >= 0;
}

/* What it has afterwards where that is written; "" for none. */
static const char *
get_id (const AutosellSheetApply *apply, const Pin *pin)
{
  return get_write (apply, pin->write)->is_emptied ? "" : get_write (apply, pin->write)->row_id;
}

/* -- Single cells: through pins -- */

static void
unpinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  /* A pin that stays harms nobody, and the next run takes it away. */
  apply->work->has_traces = !autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error);
  if (apply->work->has_traces)
    g_info ("Pins stay for now: %s", error->message);
  autosell_sheet_finish_apply (task);
}

/* After a batch of rows: with what comes next, where something does. */
static void
unpin (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  guint n = get_n_writes (apply);
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  if (apply->failure == NULL
      && (autosell_sheet_has_pending (apply->mains, apply->next_write, n)
          || autosell_sheet_has_pending (apply->annexes, apply->next_write, n)))
    {
      autosell_sheet_write_rows (task);
      return;
    }
  if (apply->failure == NULL
      && (autosell_sheet_has_pending (apply->work->appends, 0, apply->work->merge->appends->len)
          || autosell_sheet_has_pending (apply->annexes, 0, n)))
    {
      autosell_sheet_append_rows (task);
      return;
    }
  autosell_sheet_batch_unpin (batch, self->pin_key);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, unpinned_cb, task);
}

/* The row is what the merge saw, its formulas aside: they change by themselves. */
static gboolean
is_as_read (const AutosellSheetApply *apply, const Pin *pin, const AutosellSheetGrid *cells)
{
  AutosellLedgerGrid *grid = get_grid (apply, pin);

  for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
    {
      const AutosellLedgerCell *then = autosell_ledger_grid_get (grid, get_row (apply, pin), column);
      const AutosellLedgerCell now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));

      if (!then->is_formula && !autosell_ledger_cell_equal (then, &now))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_id (const AutosellSheetApply *apply, const Pin *pin, const AutosellSheetGrid *cells)
{
  int column = get_id_column (apply, pin);
  AutosellLedgerCell now;

  if (column < 0)
    return TRUE;
  now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));
  if (writes_id (apply, pin))
    return g_strcmp0 (now.text, *get_id (apply, pin) != '\0' ? get_id (apply, pin) : NULL) == 0;
  return autosell_ledger_cell_equal (&now,
                                     autosell_ledger_grid_get (get_grid (apply, pin), get_row (apply, pin), column));
}

static gboolean
is_written (const AutosellSheetApply *apply, const Pin *pin, guint column)
{
  GArray *cells = get_cells (apply, pin);

  if (writes_id (apply, pin) && (int) column == get_id_column (apply, pin))
    return TRUE;
  for (guint i = 0; i < cells->len; i++)
    if (g_array_index (cells, AutosellLedgerCellWrite, i).column == column)
      return TRUE;
  return FALSE;
}

/* All that was not written is what this row had. */
static gboolean
is_row (const AutosellSheetApply *apply, const Pin *pin, guint row, const AutosellSheetGrid *cells)
{
  AutosellLedgerGrid *grid = get_grid (apply, pin);

  for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
    {
      const AutosellLedgerCell *then = autosell_ledger_grid_get (grid, row, column);
      const AutosellLedgerCell now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));

      if (!then->is_formula && !is_written (apply, pin, column) && !autosell_ledger_cell_equal (then, &now))
        return FALSE;
    }
  return TRUE;
}

/* The row that was hit instead; -1 where nobody can tell */
static int
find_hit_row (const AutosellSheetApply *apply, const Pin *pin, const AutosellSheetGrid *cells)
{
  guint first = pin->is_annex ? 1 : apply->rows->layout->header_row + 1;

  for (guint row = first; row < autosell_ledger_grid_get_n_rows (get_grid (apply, pin)); row++)
    if (is_row (apply, pin, row, cells))
      return (int) row;
  return -1;
}

/* What stood there before. Returns: (transfer full) */
static AutosellSheetCell *
make_restored (const AutosellSheetApply *apply, const Pin *pin, guint row, guint *n_cells)
{
  AutosellLedgerGrid *grid = get_grid (apply, pin);
  guint n = autosell_ledger_grid_get_n_columns (grid);
  AutosellSheetCell *cells = g_new0 (AutosellSheetCell, n + 1);

  for (guint column = 0; column < n; column++)
    cells[column] = is_written (apply, pin, column)
                      ? autosell_sheet_cell_from_ledger (autosell_ledger_grid_get (grid, row, column))
                      : (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_KEEP };
  *n_cells = n;
  return cells;
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr(GPtrArray) answers = autosell_sheets_write_pinned_finish (AUTOSELL_SHEETS (source), result, &error);

  if (answers == NULL)
    autosell_sheet_keep_failure (g_task_get_task_data (task), error);
  unpin (task);
}

/* A sort came between reading through the tags and writing: what was hit instead gets back what it had. */
static void
restore (GTask *task, GPtrArray *answers)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(GArray) writes = g_array_new (FALSE, FALSE, sizeof (AutosellPinnedWrite));
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < answers->len; i++)
    {
      const AutosellPinnedRow *answer = g_ptr_array_index (answers, i);
      AutosellPinnedWrite pinned = { .pin_id = answer->pin_id };
      const Pin *pin = find_pin (apply, answer->pin_id);
      int row;

      if (pin == NULL || *get_sending (apply, pin) != AUTOSELL_SENDING_UNKNOWN)
        continue;
      row = find_hit_row (apply, pin, answer->cells);
      if (row < 0)
        continue;
      pinned.cells = make_restored (apply, pin, row, &pinned.n_cells);
      g_ptr_array_add (kept, (gpointer) pinned.cells);
      g_array_append_val (writes, pinned);
      *get_sending (apply, pin) = AUTOSELL_SENDING_REFUSED;
    }
  if (writes->len == 0)
    unpin (task);
  else
    autosell_sheets_write_pinned_async (self->sheets, self->spreadsheet, (const AutosellPinnedWrite *) writes->data,
                                        writes->len, NULL, restored_cb, task);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) answers = autosell_sheets_write_pinned_finish (AUTOSELL_SHEETS (source), result, &error);

  if (answers == NULL)
    {
      autosell_sheet_settle_writes (apply, autosell_sheet_find_lost (error));
      autosell_sheet_keep_failure (apply, error);
      unpin (task);
      return;
    }
  for (guint i = 0; i < answers->len; i++)
    {
      const AutosellPinnedRow *answer = g_ptr_array_index (answers, i);
      const Pin *pin = find_pin (apply, answer->pin_id);

      if (pin == NULL || *get_sending (apply, pin) != AUTOSELL_SENDING_PENDING)
        continue;
      *get_sending (apply, pin) =
        has_id (apply, pin, answer->cells) && is_row (apply, pin, get_row (apply, pin), answer->cells)
          ? AUTOSELL_SENDING_DONE
          : AUTOSELL_SENDING_UNKNOWN;
    }
  restore (task, answers);
}

static void
write_verified (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(GArray) writes = g_array_new (FALSE, FALSE, sizeof (AutosellPinnedWrite));
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer pin_id, value;

  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, &pin_id, &value))
    {
      const Pin *pin = value;
      AutosellPinnedWrite pinned = { .pin_id = GPOINTER_TO_INT (pin_id) };

      if (*get_sending (apply, pin) != AUTOSELL_SENDING_PENDING)
        continue;
      pinned.cells =
        autosell_sheet_make_cells (get_cells (apply, pin), writes_id (apply, pin) ? get_id (apply, pin) : NULL,
                                   get_id_column (apply, pin), &pinned.n_cells);
      g_ptr_array_add (cells, (gpointer) pinned.cells);
      g_array_append_val (writes, pinned);
    }
  if (writes->len == 0)
    unpin (task);
  else
    autosell_sheets_write_pinned_async (self->sheets, self->spreadsheet, (const AutosellPinnedWrite *) writes->data,
                                        writes->len, NULL, written_cb, task);
}

static void
verified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) found = autosell_sheets_read_pinned_finish (AUTOSELL_SHEETS (source), result, &error);
  g_autoptr(GHashTable) verified = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer pin;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AutosellPinnedRow *row = g_ptr_array_index (found, i);

      if ((pin = (gpointer) find_pin (apply, row->pin_id)) != NULL && is_as_read (apply, pin, row->cells))
        g_hash_table_add (verified, pin);
    }
  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, NULL, &pin))
    if (!g_hash_table_contains (verified, pin))
      *get_sending (apply, pin) = AUTOSELL_SENDING_REFUSED;
  if (found == NULL)
    autosell_sheet_keep_failure (apply, error);
  write_verified (task);
}

static void
pinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (int));
  GError *error = NULL;
  GHashTableIter iter;
  gpointer key;

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      autosell_sheet_keep_failure (apply, error);
      autosell_sheet_settle_writes (apply, AUTOSELL_SENDING_REFUSED);
      autosell_sheet_finish_apply (task);
      return;
    }
  apply->has_pins = TRUE;
  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      int pin_id = GPOINTER_TO_INT (key);

      g_array_append_val (ids, pin_id);
    }
  autosell_sheets_read_pinned_async (self->sheets, self->spreadsheet, (const int *) ids->data, ids->len, NULL,
                                     verified_cb, task);
}

static void
add_pin (AutosellSheetRemote *self, AutosellSheetApply *apply, AutosellSheetBatch *batch, guint write,
         gboolean is_annex)
{
  Pin *pin = g_new (Pin, 1);
  int pin_id;

  *pin = (Pin){ write, is_annex };
  do
    pin_id = autosell_sheets_make_pin_id ();
  while (find_pin (apply, pin_id) != NULL);
  g_hash_table_insert (apply->pins, GINT_TO_POINTER (pin_id), pin);
  autosell_sheet_batch_pin (batch, is_annex ? AUTOSELL_SHEET_ANNEX_ID : self->tab_id, get_row (apply, pin),
                            self->pin_key, pin_id);
}

/* The next rows that wait, as many as may have a tag at a time. */
void
autosell_sheet_write_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  g_hash_table_remove_all (apply->pins);
  autosell_sheet_batch_unpin (batch, self->pin_key);
  for (; apply->next_write < get_n_writes (apply) && g_hash_table_size (apply->pins) < ROWS_A_BATCH;
       apply->next_write++)
    {
      if (apply->mains[apply->next_write] == AUTOSELL_SENDING_PENDING)
        add_pin (self, apply, batch, apply->next_write, FALSE);
      if (apply->annexes[apply->next_write] == AUTOSELL_SENDING_PENDING
          && get_write (apply, apply->next_write)->annex_row >= 0)
        add_pin (self, apply, batch, apply->next_write, TRUE);
    }
  if (g_hash_table_size (apply->pins) == 0)
    autosell_sheet_append_rows (task);
  else
    autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, pinned_cb, task);
}
