/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-remote-private.h"

#include "autosell-net-error.h"

/* Row tags are kept in a store of 30,000 characters a tab, which all PCs share: so many of ours leave room for others. */
#define ROWS_A_BATCH 250
/* New rows in one request: about a megabyte. */
#define APPENDS_A_BATCH 2500

static AutosellSheetCell
from_ledger (const AutosellLedgerCell *cell)
{
  static const AutosellSheetCellKind kinds[] = {
    [AUTOSELL_LEDGER_BLANK] = AUTOSELL_SHEET_CELL_BLANK,     [AUTOSELL_LEDGER_TEXT] = AUTOSELL_SHEET_CELL_TEXT,
    [AUTOSELL_LEDGER_NUMBER] = AUTOSELL_SHEET_CELL_NUMBER,   [AUTOSELL_LEDGER_BOOLEAN] = AUTOSELL_SHEET_CELL_BOOLEAN,
    [AUTOSELL_LEDGER_ERROR] = AUTOSELL_SHEET_CELL_KEEP,
  };

  return (AutosellSheetCell){ .kind = kinds[cell->kind], .number = cell->number, .text = cell->text };
}

/* ---- Applying ---- */

typedef struct
{
  AutosellRemoteRows *rows;   /* unowned */
  AutosellLedgerWork *work;   /* unowned */
  guint next_write;           /* the first that was not tried */
  guint n_appended;           /* rows that are there now */
  GHashTable *pins;           /* owned: pin → write + 1, of this batch */
  guint first_append;         /* those of this batch: up to here, and not their end */
  guint end_append;
  gboolean has_pins;          /* to be taken away again */
  GError *failure;            /* owned, nullable */
} Apply;

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_hash_table_unref (apply->pins);
  g_clear_error (&apply->failure);
  g_free (apply);
}

static const AutosellLedgerWrite *
get_write (const Apply *apply, guint i)
{
  return g_ptr_array_index (apply->work->merge->writes, i);
}

/* -1 for one that is not ours */
static int
find_pinned (const Apply *apply, int pin_id)
{
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (apply->pins, GINT_TO_POINTER (pin_id))) - 1;
}

/* @becomes: of those from @first on and before @end that still wait */
static void
settle (AutosellSending *sendings, guint first, guint end, AutosellSending becomes)
{
  for (guint i = first; i < end; i++)
    if (sendings[i] == AUTOSELL_SENDING_PENDING)
      sendings[i] = becomes;
}

static void
settle_writes (Apply *apply, AutosellSending becomes)
{
  settle (apply->work->writes, 0, apply->next_write, becomes);
}

static void
settle_appends (Apply *apply, AutosellSending becomes)
{
  settle (apply->work->appends, apply->first_append, apply->end_append, becomes);
}

/* The first failure is the one that is told. @error: (transfer full) */
static void
keep_failure (Apply *apply, GError *error)
{
  if (apply->failure == NULL)
    apply->failure = error;
  else
    g_error_free (error);
}

static void
finish_apply (GTask *task)
{
  Apply *apply = g_task_get_task_data (task);

  settle (apply->work->writes, 0, apply->work->merge->writes->len, AUTOSELL_SENDING_REFUSED);
  settle (apply->work->appends, 0, apply->work->merge->appends->len, AUTOSELL_SENDING_REFUSED);
  if (apply->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&apply->failure));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Cells from column 0 to the last that is written, all others kept. Returns: (transfer full) */
static AutosellSheetCell *
make_cells (const Apply *apply, GArray *writes, const char *row_id, gboolean writes_id, guint *n_cells)
{
  int id_column = apply->rows->layout->id_column;
  guint n = writes_id && id_column >= 0 ? (guint) id_column + 1 : 0;
  AutosellSheetCell *cells;

  for (guint i = 0; i < writes->len; i++)
    n = MAX (n, g_array_index (writes, AutosellLedgerCellWrite, i).column + 1);
  cells = g_new0 (AutosellSheetCell, n + 1);
  for (guint i = 0; i < n; i++)
    cells[i].kind = AUTOSELL_SHEET_CELL_KEEP;
  for (guint i = 0; i < writes->len; i++)
    {
      const AutosellLedgerCellWrite *write = &g_array_index (writes, AutosellLedgerCellWrite, i);

      cells[write->column] = from_ledger (&write->cell);
    }
  if (writes_id && id_column >= 0)
    cells[id_column] = *row_id != '\0'
                         ? (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_TEXT, .text = row_id }
                         : (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_BLANK };
  *n_cells = n;
  return cells;
}

static AutosellSending
find_lost (const GError *error)
{
  return autosell_net_error_may_have_applied (error) ? AUTOSELL_SENDING_UNKNOWN : AUTOSELL_SENDING_REFUSED;
}

/* -- New rows: inserted and filled in one batch, which no edit of others comes between -- */

static void append_rows (GTask *task);

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      settle_appends (apply, AUTOSELL_SENDING_DONE);
      apply->has_pins = FALSE;
      append_rows (task);
      return;
    }
  settle_appends (apply, find_lost (error));
  keep_failure (apply, error);
  finish_apply (task);
}

/* The next rows that wait, as many as one request takes. Returns: how many */
static guint
add_appends (AutosellSheetRemote *self, Apply *apply, AutosellSheetBatch *batch)
{
  const AutosellSheetTab *tab = ((AutosellSheetKnown *) apply->rows->data)->tab;
  guint header_row = apply->rows->layout->header_row;
  guint first = autosell_ledger_grid_get_n_rows (apply->rows->grid) + apply->n_appended;
  guint n_columns = autosell_ledger_grid_get_n_columns (apply->rows->grid);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) lengths = g_array_new (FALSE, FALSE, sizeof (guint));

  apply->first_append = apply->end_append;
  for (; apply->end_append < apply->work->merge->appends->len && rows->len < APPENDS_A_BATCH; apply->end_append++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (apply->work->merge->appends, apply->end_append);
      guint n_cells;

      if (apply->work->appends[apply->end_append] != AUTOSELL_SENDING_PENDING)
        continue;
      g_ptr_array_add (rows, make_cells (apply, append->cells, append->row_id, TRUE, &n_cells));
      g_array_append_val (lengths, n_cells);
    }
  if (rows->len == 0)
    return 0;
  if (first >= tab->n_rows && apply->n_appended == 0)
    autosell_sheet_batch_append_rows (batch, tab->sheet_id, first - tab->n_rows + 1);
  autosell_sheet_batch_insert_rows (batch, tab->sheet_id, first, rows->len);
  if (first > header_row + 1)
    autosell_sheet_batch_copy_rules (batch, tab->sheet_id, first - 1, first, rows->len, n_columns);
  autosell_sheet_batch_fill_new_rows (batch, tab->sheet_id, first, (const AutosellSheetCell *const *) rows->pdata,
                                      (const guint *) lengths->data, rows->len);
  apply->n_appended += rows->len;
  return rows->len;
}

static void
append_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  if (apply->has_pins)
    autosell_sheet_batch_unpin (batch, self->pin_key);
  if (add_appends (self, apply, batch) > 0)
    autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, appended_cb, task);
  else
    finish_apply (task);
}

/* -- The column of ids: made with its ids, so that nobody's are written over. Wherever one lands that row is named -- */

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      settle_writes (apply, find_lost (error));
      settle_appends (apply, find_lost (error));
      keep_failure (apply, error);
      finish_apply (task);
      return;
    }
  /* Somebody may have sorted meanwhile: the next look says whether each stands in its row. */
  settle_writes (apply, AUTOSELL_SENDING_UNKNOWN);
  settle_appends (apply, AUTOSELL_SENDING_DONE);
  append_rows (task);
}

/* The ids of rows that are one below the other, in one piece. @sorted: (element-type AutosellLedgerWrite) */
static void
add_ids (Apply *apply, AutosellSheetBatch *batch, GPtrArray *sorted)
{
  const AutosellSheetTab *tab = ((AutosellSheetKnown *) apply->rows->data)->tab;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (AutosellSheetCell));

  for (guint i = 0; i < sorted->len; i++)
    {
      const AutosellLedgerWrite *write = g_ptr_array_index (sorted, i);
      const AutosellLedgerWrite *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;
      const AutosellSheetCell cell = { .kind = AUTOSELL_SHEET_CELL_TEXT, .text = write->row_id };

      g_array_append_val (cells, cell);
      if (next != NULL && next->row == write->row + 1)
        continue;
      autosell_sheet_batch_fill_column (batch, tab->sheet_id, write->row + 1 - cells->len, apply->rows->layout->id_column,
                                        (const AutosellSheetCell *) cells->data, cells->len);
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

static void
name_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  const AutosellSheetTab *tab = ((AutosellSheetKnown *) apply->rows->data)->tab;
  guint column = apply->rows->layout->id_column;
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();

  autosell_sheet_batch_insert_column (batch, tab->sheet_id, column, apply->rows->layout->header_row,
                                      AUTOSELL_SHEET_REMOTE_ID_HEADING);
  autosell_sheet_batch_hide_column (batch, tab->sheet_id, column, TRUE);
  for (guint i = 0; i < apply->work->merge->writes->len; i++)
    {
      /* What else is to be written waits for the next round, which finds the row by its id. */
      if (apply->work->writes[i] == AUTOSELL_SENDING_PENDING && get_write (apply, i)->writes_id)
        g_ptr_array_add (sorted, (gpointer) get_write (apply, i));
      if (get_write (apply, i)->cells->len > 0 && apply->work->writes[i] == AUTOSELL_SENDING_PENDING)
        apply->work->writes[i] = AUTOSELL_SENDING_REFUSED;
    }
  g_ptr_array_sort (sorted, compare_rows);
  add_ids (apply, batch, sorted);
  apply->next_write = apply->work->merge->writes->len;
  add_appends (self, apply, batch);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, named_cb, task);
}

/* -- Single cells: through pins -- */

static void
unpinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr (GError) error = NULL;

  /* A pin that stays harms nobody, and the next write takes it away. */
  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_info ("Pins stay for now: %s", error->message);
  finish_apply (task);
}

static gboolean
has_pending (const AutosellSending *sendings, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (sendings[i] == AUTOSELL_SENDING_PENDING)
      return TRUE;
  return FALSE;
}

static void write_rows (GTask *task);

/* After a batch of rows: with what comes next, where something does. */
static void
unpin (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  AutosellLedgerWork *work = apply->work;
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  if (apply->failure == NULL && has_pending (work->writes, apply->next_write, work->merge->writes->len))
    {
      write_rows (task);
      return;
    }
  if (apply->failure == NULL && has_pending (work->appends, 0, work->merge->appends->len))
    {
      append_rows (task);
      return;
    }
  autosell_sheet_batch_unpin (batch, self->pin_key);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, unpinned_cb, task);
}

/* The row is what the merge saw, its formulas aside: they change by themselves. */
static gboolean
is_as_read (const Apply *apply, guint row, const AutosellSheetGrid *cells)
{
  AutosellLedgerGrid *grid = apply->rows->grid;

  for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
    {
      const AutosellLedgerCell *then = autosell_ledger_grid_get (grid, row, column);
      const AutosellLedgerCell now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));

      if (!then->is_formula && !autosell_ledger_cell_equal (then, &now))
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_id (const Apply *apply, const AutosellLedgerWrite *write, const AutosellSheetGrid *cells)
{
  int column = apply->rows->layout->id_column;
  AutosellLedgerCell now;

  if (column < 0)
    return TRUE;
  now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));
  if (write->writes_id)
    return g_strcmp0 (now.text, write->is_emptied ? NULL : write->row_id) == 0;
  return autosell_ledger_cell_equal (&now, autosell_ledger_grid_get (apply->rows->grid, write->row, column));
}

static gboolean
is_written (const Apply *apply, const AutosellLedgerWrite *write, guint column)
{
  if (write->writes_id && (int) column == apply->rows->layout->id_column)
    return TRUE;
  for (guint i = 0; i < write->cells->len; i++)
    if (g_array_index (write->cells, AutosellLedgerCellWrite, i).column == column)
      return TRUE;
  return FALSE;
}

/* All that was not written is what this row had. */
static gboolean
is_row (const Apply *apply, const AutosellLedgerWrite *write, guint row, const AutosellSheetGrid *cells)
{
  AutosellLedgerGrid *grid = apply->rows->grid;

  for (guint column = 0; column < autosell_ledger_grid_get_n_columns (grid); column++)
    {
      const AutosellLedgerCell *then = autosell_ledger_grid_get (grid, row, column);
      const AutosellLedgerCell now = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (cells, 0, column));

      if (!then->is_formula && !is_written (apply, write, column) && !autosell_ledger_cell_equal (then, &now))
        return FALSE;
    }
  return TRUE;
}

/* The row that was hit instead; -1 where nobody can tell */
static int
find_hit_row (const Apply *apply, const AutosellLedgerWrite *write, const AutosellSheetGrid *cells)
{
  for (guint row = apply->rows->layout->header_row + 1; row < autosell_ledger_grid_get_n_rows (apply->rows->grid); row++)
    if (is_row (apply, write, row, cells))
      return (int) row;
  return -1;
}

/* What stood there before. Returns: (transfer full) */
static AutosellSheetCell *
make_restored (const Apply *apply, const AutosellLedgerWrite *write, guint row, guint *n_cells)
{
  guint n = autosell_ledger_grid_get_n_columns (apply->rows->grid);
  AutosellSheetCell *cells = g_new0 (AutosellSheetCell, n + 1);

  for (guint column = 0; column < n; column++)
    cells[column] = is_written (apply, write, column) ? from_ledger (autosell_ledger_grid_get (apply->rows->grid, row, column))
                                                      : (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_KEEP };
  *n_cells = n;
  return cells;
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = autosell_sheets_write_pinned_finish (AUTOSELL_SHEETS (source), result, &error);

  if (answers == NULL)
    keep_failure (g_task_get_task_data (task), error);
  unpin (task);
}

/* A sort came between reading through the tags and writing: what was hit instead gets back what it had. */
static void
restore (GTask *task, GPtrArray *answers)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (AutosellPinnedWrite));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < answers->len; i++)
    {
      const AutosellPinnedRow *answer = g_ptr_array_index (answers, i);
      AutosellPinnedWrite pinned = { .pin_id = answer->pin_id };
      int write = find_pinned (apply, answer->pin_id);
      int row;

      if (write < 0 || apply->work->writes[write] != AUTOSELL_SENDING_UNKNOWN)
        continue;
      row = find_hit_row (apply, get_write (apply, write), answer->cells);
      if (row < 0)
        continue;
      pinned.cells = make_restored (apply, get_write (apply, write), row, &pinned.n_cells);
      g_ptr_array_add (kept, (gpointer) pinned.cells);
      g_array_append_val (writes, pinned);
      apply->work->writes[write] = AUTOSELL_SENDING_REFUSED;
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
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = autosell_sheets_write_pinned_finish (AUTOSELL_SHEETS (source), result, &error);

  if (answers == NULL)
    {
      settle_writes (apply, find_lost (error));
      keep_failure (apply, error);
      unpin (task);
      return;
    }
  for (guint i = 0; i < answers->len; i++)
    {
      const AutosellPinnedRow *answer = g_ptr_array_index (answers, i);
      int write = find_pinned (apply, answer->pin_id);

      if (write < 0 || apply->work->writes[write] != AUTOSELL_SENDING_PENDING)
        continue;
      apply->work->writes[write] =
        has_id (apply, get_write (apply, write), answer->cells)
            && is_row (apply, get_write (apply, write), get_write (apply, write)->row, answer->cells)
          ? AUTOSELL_SENDING_DONE
          : AUTOSELL_SENDING_UNKNOWN;
    }
  restore (task, answers);
}

static void
write_verified (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GArray) writes = g_array_new (FALSE, FALSE, sizeof (AutosellPinnedWrite));
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer pin, index;

  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, &pin, &index))
    {
      guint i = GPOINTER_TO_UINT (index) - 1;
      const AutosellLedgerWrite *write = get_write (apply, i);
      AutosellPinnedWrite pinned = { .pin_id = GPOINTER_TO_INT (pin) };

      if (apply->work->writes[i] != AUTOSELL_SENDING_PENDING)
        continue;
      pinned.cells = make_cells (apply, write->cells, write->is_emptied ? "" : write->row_id, write->writes_id, &pinned.n_cells);
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
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) found = autosell_sheets_read_pinned_finish (AUTOSELL_SHEETS (source), result, &error);
  g_autoptr (GHashTable) verified = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer index;

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AutosellPinnedRow *row = g_ptr_array_index (found, i);
      int write = find_pinned (apply, row->pin_id);

      if (write >= 0 && is_as_read (apply, get_write (apply, write)->row, row->cells))
        g_hash_table_add (verified, GUINT_TO_POINTER (write + 1));
    }
  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, NULL, &index))
    if (!g_hash_table_contains (verified, index))
      apply->work->writes[GPOINTER_TO_UINT (index) - 1] = AUTOSELL_SENDING_REFUSED;
  if (found == NULL)
    keep_failure (apply, error);
  write_verified (task);
}

static void
pinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (int));
  GError *error = NULL;
  GHashTableIter iter;
  gpointer pin;

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      keep_failure (apply, error);
      settle_writes (apply, AUTOSELL_SENDING_REFUSED);
      finish_apply (task);
      return;
    }
  apply->has_pins = TRUE;
  g_hash_table_iter_init (&iter, apply->pins);
  while (g_hash_table_iter_next (&iter, &pin, NULL))
    {
      int pin_id = GPOINTER_TO_INT (pin);

      g_array_append_val (ids, pin_id);
    }
  autosell_sheets_read_pinned_async (self->sheets, self->spreadsheet, (const int *) ids->data, ids->len, NULL, verified_cb,
                                     task);
}

/* The next rows that wait, as many as may have a tag at a time. */
static void
write_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  AutosellLedgerWork *work = apply->work;
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();

  g_hash_table_remove_all (apply->pins);
  autosell_sheet_batch_unpin (batch, self->pin_key);
  for (; apply->next_write < work->merge->writes->len && g_hash_table_size (apply->pins) < ROWS_A_BATCH; apply->next_write++)
    {
      int pin_id;

      if (work->writes[apply->next_write] != AUTOSELL_SENDING_PENDING)
        continue;
      do
        pin_id = autosell_sheets_make_pin_id ();
      while (find_pinned (apply, pin_id) >= 0);
      g_hash_table_insert (apply->pins, GINT_TO_POINTER (pin_id), GUINT_TO_POINTER (apply->next_write + 1));
      autosell_sheet_batch_pin (batch, self->tab_id, get_write (apply, apply->next_write)->row, self->pin_key, pin_id);
    }
  if (g_hash_table_size (apply->pins) == 0)
    append_rows (task);
  else
    autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, pinned_cb, task);
}

void
autosell_sheet_remote_apply_async (AutosellRemote *remote, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Apply *apply = g_new0 (Apply, 1);

  apply->rows = rows;
  apply->work = work;
  apply->pins = g_hash_table_new (NULL, NULL);
  g_task_set_task_data (task, apply, apply_free);
  g_task_set_check_cancellable (task, FALSE);
  if (((AutosellSheetKnown *) rows->data)->has_ids)
    write_rows (task);
  else
    name_rows (task);
}

gboolean
autosell_sheet_remote_apply_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
