/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-remote.h"

#include <string.h>

#include "autosell-net-error.h"
#include "autosell-drive-files.h"

struct _AutosellSheetRemote
{
  GObject parent_instance;
  AutosellSheets *sheets;      /* owned */
  AutosellDriveFiles *drive;   /* owned */
  char *spreadsheet;           /* owned */
  int tab_id;
  char *mapping;               /* owned, nullable */
  gboolean with_private;
  char *pin_key;               /* owned */
  gboolean adds_id_column;
};

static void autosell_sheet_remote_iface_init (AutosellRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellSheetRemote, autosell_sheet_remote, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AUTOSELL_TYPE_REMOTE, autosell_sheet_remote_iface_init))

/* What a read keeps for the writes that follow from it. */
typedef struct
{
  AutosellSheetInfo *info;     /* owned */
  const AutosellSheetTab *tab; /* of the info */
} Known;

static void
known_free (gpointer data)
{
  Known *known = data;

  autosell_sheet_info_unref (known->info);
  g_free (known);
}

static void
autosell_sheet_remote_finalize (GObject *object)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (object);

  g_clear_object (&self->sheets);
  g_clear_object (&self->drive);
  g_free (self->spreadsheet);
  g_free (self->mapping);
  g_free (self->pin_key);
  G_OBJECT_CLASS (autosell_sheet_remote_parent_class)->finalize (object);
}

static void
autosell_sheet_remote_class_init (AutosellSheetRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_sheet_remote_finalize;
}

static void
autosell_sheet_remote_init (AutosellSheetRemote *self G_GNUC_UNUSED)
{
}

AutosellSheetRemote *
autosell_sheet_remote_new (AutosellSheets *sheets, const AutosellLedgerLink *link, const char *pin_key,
                           gboolean adds_id_column)
{
  AutosellSheetRemote *self = g_object_new (AUTOSELL_TYPE_SHEET_REMOTE, NULL);

  self->sheets = g_object_ref (sheets);
  self->drive = autosell_drive_files_new (autosell_sheets_get_account (sheets));
  self->spreadsheet = g_strdup (link->spreadsheet);
  self->tab_id = link->tab;
  self->mapping = link->mapping != NULL && *link->mapping != '\0' ? g_strdup (link->mapping) : NULL;
  self->with_private = link->with_private;
  self->pin_key = g_strdup (pin_key);
  self->adds_id_column = adds_id_column;
  return self;
}

/* @task: (transfer full); @error: (transfer full) */
static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* ---- The cheap look ---- */

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  AutosellDriveFile *file = autosell_drive_files_look_finish (AUTOSELL_DRIVE_FILES (source), result, &error);

  if (file == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (task, g_strdup_printf ("%" G_GINT64_FORMAT, file->version), g_free);
  autosell_drive_file_free (file);
  g_object_unref (task);
}

static void
look_async (AutosellRemote *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);

  autosell_drive_files_look_async (self->drive, self->spreadsheet, cancellable, looked_cb,
                                   g_task_new (self, cancellable, callback, user_data));
}

static char *
look_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading ---- */

static AutosellLedgerCell
to_ledger (const AutosellSheetCell *cell)
{
  static const AutosellLedgerKind kinds[] = {
    [AUTOSELL_SHEET_CELL_BLANK] = AUTOSELL_LEDGER_BLANK,     [AUTOSELL_SHEET_CELL_NUMBER] = AUTOSELL_LEDGER_NUMBER,
    [AUTOSELL_SHEET_CELL_TEXT] = AUTOSELL_LEDGER_TEXT,       [AUTOSELL_SHEET_CELL_BOOLEAN] = AUTOSELL_LEDGER_BOOLEAN,
    [AUTOSELL_SHEET_CELL_ERROR] = AUTOSELL_LEDGER_ERROR,     [AUTOSELL_SHEET_CELL_KEEP] = AUTOSELL_LEDGER_BLANK,
  };

  return (AutosellLedgerCell){ .kind = kinds[cell->kind],
                               .is_read_only = cell->formula != NULL,
                               .is_formula = cell->formula != NULL,
                               .number = cell->number,
                               .text = cell->text };
}

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

static AutosellLedgerGrid *
make_grid (const AutosellSheetGrid *from, const AutosellSheetTab *tab)
{
  guint n_rows = autosell_sheet_grid_get_n_rows (from);
  guint n_columns = autosell_sheet_grid_get_n_columns (from);
  AutosellLedgerGrid *grid = autosell_ledger_grid_new (n_rows, n_columns);
  gboolean is_guarded = tab->protections->len > 0 || tab->merges->len > 0;

  for (guint row = 0; row < n_rows; row++)
    for (guint column = 0; column < n_columns; column++)
      {
        AutosellLedgerCell cell = to_ledger (autosell_sheet_grid_get (from, row, column));

        if (is_guarded && (!autosell_sheet_tab_can_write (tab, row, column) || autosell_sheet_tab_is_covered (tab, row, column)))
          cell.is_read_only = TRUE;
        if (cell.kind != AUTOSELL_LEDGER_BLANK || cell.is_read_only)
          autosell_ledger_grid_set (grid, row, column, &cell);
      }
  return grid;
}

static Known *
get_known (GTask *task)
{
  return ((AutosellRemoteRows *) g_task_get_task_data (task))->data;
}

static void start_read (GTask *task);

static void
return_rows (GTask *task)
{
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  AutosellRemoteRows *whole = g_memdup2 (rows, sizeof *rows);

  memset (rows, 0, sizeof *rows);
  g_task_return_pointer (task, whole, (GDestroyNotify) autosell_remote_rows_free);
  g_object_unref (task);
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) columns = autosell_sheets_read_columns_finish (AUTOSELL_SHEETS (source), result, &error);

  if (columns == NULL)
    {
      fail (task, error);
      return;
    }
  for (guint i = 0; i < MIN (columns->len, rows->layout->columns->len); i++)
    {
      const AutosellSheetColumn *column = g_ptr_array_index (columns, i);

      if (column->rule == AUTOSELL_SHEET_RULE_LIST && column->values != NULL)
        autosell_ledger_layout_set_options (rows->layout, i, (const char *const *) column->values);
    }
  return_rows (task);
}

static void
id_column_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    fail (task, error);
  else
    start_read (task);
}

/* At the right of all that is there, so that nobody's columns move. */
static void
add_id_column (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  const AutosellSheetTab *tab = get_known (task)->tab;
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  guint column = autosell_ledger_grid_get_n_columns (rows->grid);

  autosell_sheet_batch_insert_column (batch, tab->sheet_id, column, rows->layout->header_row,
                                      AUTOSELL_SHEET_REMOTE_ID_HEADING);
  autosell_sheet_batch_hide_column (batch, tab->sheet_id, column, TRUE);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, g_task_get_cancellable (task), id_column_cb, task);
}

static void
tab_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  Known *known = get_known (task);
  GError *error = NULL;
  g_autoptr (AutosellSheetGrid) grid = autosell_sheets_read_tab_finish (AUTOSELL_SHEETS (source), result, &error);

  if (grid == NULL)
    {
      fail (task, error);
      return;
    }
  rows->grid = make_grid (grid, known->tab);
  rows->layout = autosell_ledger_layout_new (rows->grid, self->mapping, known->info->locale, self->with_private);
  if (rows->layout == NULL)
    return_rows (task);
  else if (rows->layout->id_column < 0 && self->adds_id_column)
    add_id_column (task);
  else
    autosell_sheets_read_columns_async (self->sheets, self->spreadsheet, known->tab->title, rows->layout->header_row + 1,
                                        g_task_get_cancellable (task), columns_cb, task);
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellSheetInfo *info = autosell_sheets_read_info_finish (AUTOSELL_SHEETS (source), result, &error);
  Known *known;

  if (info == NULL)
    {
      fail (task, error);
      return;
    }
  known = g_new0 (Known, 1);
  known->info = info;
  known->tab = autosell_sheet_info_find_tab (info, self->tab_id);
  rows->data = known;
  rows->data_free = known_free;
  if (known->tab == NULL)
    {
      error = NULL;
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_NOT_FOUND, 0, NULL, FALSE, "The spreadsheet has no tab %d any more",
                              self->tab_id);
      fail (task, error);
      return;
    }
  autosell_sheets_read_tab_async (self->sheets, self->spreadsheet, known->tab->title, TRUE, g_task_get_cancellable (task),
                                  tab_cb, task);
}

/* Anew where a column was added meanwhile. */
static void
start_read (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);

  g_task_set_task_data (task, g_new0 (AutosellRemoteRows, 1), (GDestroyNotify) autosell_remote_rows_free);
  autosell_sheets_read_info_async (self->sheets, self->spreadsheet, g_task_get_cancellable (task), info_cb, task);
}

static void
read_async (AutosellRemote *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  start_read (g_task_new (remote, cancellable, callback, user_data));
}

static AutosellRemoteRows *
read_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Applying ---- */

typedef struct
{
  AutosellRemoteRows *rows;   /* unowned */
  AutosellLedgerWork *work;   /* unowned */
  GArray *pins;               /* owned, of int: one a write, 0 for none */
  GError *failure;            /* owned, nullable */
} Apply;

static void
apply_free (gpointer data)
{
  Apply *apply = data;

  g_array_unref (apply->pins);
  g_clear_error (&apply->failure);
  g_free (apply);
}

static const AutosellLedgerWrite *
get_write (const Apply *apply, guint i)
{
  return g_ptr_array_index (apply->work->merge->writes, i);
}

static int
get_pin (const Apply *apply, guint i)
{
  return g_array_index (apply->pins, int, i);
}

static int
find_pinned (const Apply *apply, int pin_id)
{
  for (guint i = 0; i < apply->pins->len; i++)
    if (pin_id != 0 && get_pin (apply, i) == pin_id)
      return (int) i;
  return -1;
}

/* @becomes: of those that still wait */
static void
settle_writes (Apply *apply, AutosellSending becomes)
{
  for (guint i = 0; i < apply->work->merge->writes->len; i++)
    if (apply->work->writes[i] == AUTOSELL_SENDING_PENDING)
      apply->work->writes[i] = becomes;
}

static void
settle_appends (Apply *apply, AutosellSending becomes)
{
  for (guint i = 0; i < apply->work->merge->appends->len; i++)
    if (apply->work->appends[i] == AUTOSELL_SENDING_PENDING)
      apply->work->appends[i] = becomes;
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

  settle_writes (apply, AUTOSELL_SENDING_REFUSED);
  settle_appends (apply, AUTOSELL_SENDING_REFUSED);
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

/* -- New rows: inserted and filled in one batch, which no edit of others comes between -- */

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  GError *error = NULL;

  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    settle_appends (apply, AUTOSELL_SENDING_DONE);
  else
    {
      settle_appends (apply, autosell_net_error_may_have_applied (error) ? AUTOSELL_SENDING_UNKNOWN : AUTOSELL_SENDING_REFUSED);
      keep_failure (apply, error);
    }
  finish_apply (task);
}

static void
append_rows (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  Apply *apply = g_task_get_task_data (task);
  const AutosellSheetTab *tab = ((Known *) apply->rows->data)->tab;
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  guint first = autosell_ledger_grid_get_n_rows (apply->rows->grid);
  guint n_columns = autosell_ledger_grid_get_n_columns (apply->rows->grid);
  guint n = 0;

  for (guint i = 0; i < apply->work->merge->appends->len; i++)
    n += apply->work->appends[i] == AUTOSELL_SENDING_PENDING;
  if (n == 0)
    {
      finish_apply (task);
      return;
    }
  if (first >= tab->n_rows)
    autosell_sheet_batch_append_rows (batch, tab->sheet_id, first - tab->n_rows + 1);
  autosell_sheet_batch_insert_rows (batch, tab->sheet_id, first, n);
  if (first > apply->rows->layout->header_row + 1)
    autosell_sheet_batch_copy_rules (batch, tab->sheet_id, first - 1, first, n, n_columns);
  n = 0;
  for (guint i = 0; i < apply->work->merge->appends->len; i++)
    {
      const AutosellLedgerAppend *append = g_ptr_array_index (apply->work->merge->appends, i);
      g_autofree AutosellSheetCell *cells = NULL;
      guint n_cells;

      if (apply->work->appends[i] != AUTOSELL_SENDING_PENDING)
        continue;
      cells = make_cells (apply, append->cells, append->row_id, TRUE, &n_cells);
      autosell_sheet_batch_fill_row (batch, tab->sheet_id, first + n++, cells, n_cells);
    }
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, appended_cb, task);
}

/* -- Single cells: through pins -- */

static void
unpinned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Apply *apply = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  /* A pin that stays harms nobody, and the next write takes it away. */
  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_info ("Pins stay for now: %s", error->message);
  if (apply->failure != NULL)
    finish_apply (task);
  else
    append_rows (task);
}

static void
unpin (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();

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
      const AutosellLedgerCell now = to_ledger (autosell_sheet_grid_get (cells, 0, column));

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
  now = to_ledger (autosell_sheet_grid_get (cells, 0, column));
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
      const AutosellLedgerCell now = to_ledger (autosell_sheet_grid_get (cells, 0, column));

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
      settle_writes (apply, autosell_net_error_may_have_applied (error) ? AUTOSELL_SENDING_UNKNOWN : AUTOSELL_SENDING_REFUSED);
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

  for (guint i = 0; i < apply->pins->len; i++)
    {
      const AutosellLedgerWrite *write = get_write (apply, i);
      AutosellPinnedWrite pinned = { .pin_id = get_pin (apply, i) };

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
  g_autofree gboolean *is_verified = g_new0 (gboolean, apply->pins->len + 1);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const AutosellPinnedRow *row = g_ptr_array_index (found, i);
      int write = find_pinned (apply, row->pin_id);

      if (write >= 0)
        is_verified[write] = is_as_read (apply, get_write (apply, write)->row, row->cells);
    }
  for (guint i = 0; i < apply->pins->len; i++)
    if (!is_verified[i] && apply->work->writes[i] == AUTOSELL_SENDING_PENDING)
      apply->work->writes[i] = AUTOSELL_SENDING_REFUSED;
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

  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      keep_failure (apply, error);
      settle_writes (apply, AUTOSELL_SENDING_REFUSED);
      finish_apply (task);
      return;
    }
  for (guint i = 0; i < apply->pins->len; i++)
    {
      int pin_id = get_pin (apply, i);

      if (pin_id != 0)
        g_array_append_val (ids, pin_id);
    }
  autosell_sheets_read_pinned_async (self->sheets, self->spreadsheet, (const int *) ids->data, ids->len, NULL, verified_cb,
                                     task);
}

static void
apply_async (AutosellRemote *remote, AutosellRemoteRows *rows, AutosellLedgerWork *work, GCancellable *cancellable,
             GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  Apply *apply = g_new0 (Apply, 1);
  guint n = 0;

  apply->rows = rows;
  apply->work = work;
  apply->pins = g_array_new (FALSE, TRUE, sizeof (int));
  g_task_set_task_data (task, apply, apply_free);
  g_task_set_check_cancellable (task, FALSE);

  autosell_sheet_batch_unpin (batch, self->pin_key);
  for (guint i = 0; i < work->merge->writes->len; i++)
    {
      int pin_id = work->writes[i] == AUTOSELL_SENDING_PENDING ? autosell_sheets_make_pin_id () : 0;

      g_array_append_val (apply->pins, pin_id);
      if (pin_id == 0)
        continue;
      autosell_sheet_batch_pin (batch, self->tab_id, get_write (apply, i)->row, self->pin_key, pin_id);
      n++;
    }
  if (n == 0)
    append_rows (task);
  else
    autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, pinned_cb, task);
}

static gboolean
apply_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
autosell_sheet_remote_iface_init (AutosellRemoteInterface *iface)
{
  iface->look_async = look_async;
  iface->look_finish = look_finish;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->apply_async = apply_async;
  iface->apply_finish = apply_finish;
}
