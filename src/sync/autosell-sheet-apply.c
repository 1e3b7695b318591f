/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-apply-private.h"

#include "autosell-net-error.h"

/* Applying: the list’s rows and the annex’s, step by step, and what became of each. */

AutosellSheetCell
autosell_sheet_cell_from_ledger (const AutosellLedgerCell *cell)
{
  static const AutosellSheetCellKind kinds[] = {
    [AUTOSELL_LEDGER_BLANK] = AUTOSELL_SHEET_CELL_BLANK,   [AUTOSELL_LEDGER_TEXT] = AUTOSELL_SHEET_CELL_TEXT,
    [AUTOSELL_LEDGER_NUMBER] = AUTOSELL_SHEET_CELL_NUMBER, [AUTOSELL_LEDGER_BOOLEAN] = AUTOSELL_SHEET_CELL_BOOLEAN,
    [AUTOSELL_LEDGER_ERROR] = AUTOSELL_SHEET_CELL_KEEP,
  };

  return (AutosellSheetCell){ .kind = kinds[cell->kind], .number = cell->number, .text = cell->text };
}

static void
apply_free (gpointer data)
{
  AutosellSheetApply *apply = data;

  g_free (apply->mains);
  g_free (apply->annexes);
  g_hash_table_unref (apply->pins);
  g_clear_error (&apply->failure);
  g_free (apply);
}

/* ---- What became of it ---- */

/* @becomes: of those from @first on and before @end that still wait */
void
autosell_sheet_settle (AutosellSending *sendings, guint first, guint end, AutosellSending becomes)
{
  for (guint i = first; i < end; i++)
    if (sendings[i] == AUTOSELL_SENDING_PENDING)
      sendings[i] = becomes;
}

/* Of those that were tried. */
void
autosell_sheet_settle_writes (AutosellSheetApply *apply, AutosellSending becomes)
{
  autosell_sheet_settle (apply->mains, 0, apply->next_write, becomes);
  for (guint i = 0; i < apply->next_write; i++)
    if (get_write (apply, i)->annex_row >= 0)
      autosell_sheet_settle (apply->annexes, i, i + 1, becomes);
}

static AutosellSending
join (AutosellSending main, AutosellSending annex)
{
  if (main == AUTOSELL_SENDING_SKIPPED || annex == AUTOSELL_SENDING_SKIPPED)
    return MAX (main, annex);
  return main == annex ? main : AUTOSELL_SENDING_UNKNOWN;
}

/* The first failure is the one that is told. @error: (transfer full) */
void
autosell_sheet_keep_failure (AutosellSheetApply *apply, GError *error)
{
  if (apply->failure == NULL)
    apply->failure = error;
  else
    g_error_free (error);
}

void
autosell_sheet_finish_apply (GTask *task)
{
  AutosellSheetApply *apply = g_task_get_task_data (task);

  autosell_sheet_settle (apply->mains, 0, get_n_writes (apply), AUTOSELL_SENDING_REFUSED);
  autosell_sheet_settle (apply->annexes, 0, get_n_writes (apply), AUTOSELL_SENDING_REFUSED);
  for (guint i = 0; i < get_n_writes (apply); i++)
    if (apply->work->writes[i] == AUTOSELL_SENDING_PENDING)
      apply->work->writes[i] = join (apply->mains[i], apply->annexes[i]);
  autosell_sheet_settle (apply->work->appends, 0, apply->work->merge->appends->len, AUTOSELL_SENDING_REFUSED);
  if (apply->failure != NULL)
    g_task_return_error (task, g_steal_pointer (&apply->failure));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Cells from column 0 to the last that is written, all others kept. @row_id: (nullable) where the id is none of them.
 * Returns: (transfer full) */
AutosellSheetCell *
autosell_sheet_make_cells (GArray *writes, const char *row_id, int id_column, guint *n_cells)
{
  guint n = row_id != NULL && id_column >= 0 ? (guint) id_column + 1 : 0;
  AutosellSheetCell *cells;

  for (guint i = 0; i < writes->len; i++)
    n = MAX (n, g_array_index (writes, AutosellLedgerCellWrite, i).column + 1);
  cells = g_new0 (AutosellSheetCell, n + 1);
  for (guint i = 0; i < n; i++)
    cells[i].kind = AUTOSELL_SHEET_CELL_KEEP;
  for (guint i = 0; i < writes->len; i++)
    {
      const AutosellLedgerCellWrite *write = &g_array_index (writes, AutosellLedgerCellWrite, i);

      cells[write->column] = autosell_sheet_cell_from_ledger (&write->cell);
    }
  if (row_id != NULL && id_column >= 0)
    cells[id_column] = *row_id != '\0' ? (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_TEXT, .text = row_id }
                                       : (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_BLANK };
  *n_cells = n;
  return cells;
}

gboolean
autosell_sheet_has_pending (const AutosellSending *sendings, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (sendings[i] == AUTOSELL_SENDING_PENDING)
      return TRUE;
  return FALSE;
}

AutosellSending
autosell_sheet_find_lost (const GError *error)
{
  return autosell_net_error_may_have_applied (error) ? AUTOSELL_SENDING_UNKNOWN : AUTOSELL_SENDING_REFUSED;
}

/* -- The annex itself: made, and made whole, before anything is put there -- */

static void
annex_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetApply *apply = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean is_made = autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error);

  /* Columns have to be read before they are written to. And another PC may have been quicker. */
  if (!is_made || get_annex (apply)->n_columns > 0)
    autosell_sheet_settle (apply->annexes, 0, get_n_writes (apply), AUTOSELL_SENDING_REFUSED);
  if (is_made || g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID))
    {
      autosell_sheet_write_rows (task);
      return;
    }
  autosell_sheet_keep_failure (apply, g_steal_pointer (&error));
  autosell_sheet_finish_apply (task);
}

/* One that no tab has. Returns: (transfer full) */
static char *
dup_free_title (const AutosellSheetInfo *info)
{
  char *title = g_strdup (AUTOSELL_SHEET_REMOTE_TAB_TITLE);

  for (guint i = 2; autosell_sheet_info_find_title (info, title) != NULL; i++)
    {
      g_free (title);
      title = g_strdup_printf ("%s %u", AUTOSELL_SHEET_REMOTE_TAB_TITLE, i);
    }
  return title;
}

static void
make_annex (GTask *task)
{
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellSheetApply *apply = g_task_get_task_data (task);
  const AutosellLedgerAnnex *annex = get_annex (apply);
  const GPtrArray *columns = annex->layout->columns;
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autofree char *title = dup_free_title (get_known (apply)->info);
  g_autofree AutosellSheetCell *headings = g_new0 (AutosellSheetCell, columns->len);

  for (guint i = 0; i < columns->len; i++)
    headings[i] = (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_TEXT,
                                       .text = ((AutosellLedgerColumn *) g_ptr_array_index (columns, i))->heading };
  if (get_known (apply)->annex_tab == NULL)
    {
      autosell_sheet_batch_add_tab (batch, AUTOSELL_SHEET_ANNEX_ID, title, 2, columns->len, TRUE);
      autosell_sheet_batch_freeze_rows (batch, AUTOSELL_SHEET_ANNEX_ID, 1);
      autosell_sheet_batch_fill_row (batch, AUTOSELL_SHEET_ANNEX_ID, 0, headings, columns->len);
    }
  else
    for (guint i = MAX (annex->n_columns, 1); i < columns->len; i++)
      autosell_sheet_batch_insert_column (batch, AUTOSELL_SHEET_ANNEX_ID, i, 0, headings[i].text);
  /* Somebody emptied it */
  if (get_known (apply)->annex_tab != NULL && annex->n_columns == 0)
    autosell_sheet_batch_fill_row (batch, AUTOSELL_SHEET_ANNEX_ID, 0, headings, 1);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, NULL, annex_made_cb, task);
}

static gboolean
is_annex_whole (const AutosellSheetApply *apply)
{
  return get_annex (apply)->n_columns >= get_annex (apply)->layout->columns->len;
}

void
autosell_sheet_remote_apply_async (AutosellRemote *remote, AutosellRemoteRows *rows, AutosellLedgerWork *work,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AutosellSheetApply *apply = g_new0 (AutosellSheetApply, 1);
  gboolean has_appends = autosell_sheet_has_pending (work->appends, 0, work->merge->appends->len);
  guint n = work->merge->writes->len;

  apply->rows = rows;
  apply->work = work;
  apply->pins = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  apply->mains = g_new0 (AutosellSending, n + 1);
  apply->annexes = g_new0 (AutosellSending, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const AutosellLedgerWrite *write = get_write (apply, i);

      if (work->writes[i] != AUTOSELL_SENDING_PENDING)
        continue;
      if (write->cells->len > 0 || write->writes_id)
        apply->mains[i] = AUTOSELL_SENDING_PENDING;
      if (write->annex_cells->len > 0)
        apply->annexes[i] = AUTOSELL_SENDING_PENDING;
    }
  g_task_set_task_data (task, apply, apply_free);
  g_task_set_check_cancellable (task, FALSE);
  /* Of a process that died in the middle */
  apply->has_pins = work->state->n_sent > 0;
  if (get_known (apply)->has_ids)
    {
      /* Costs nothing there. */
      apply->has_pins = apply->has_pins || has_appends;
      if (autosell_sheet_has_pending (apply->annexes, 0, n) && !is_annex_whole (apply))
        make_annex (task);
      else
        autosell_sheet_write_rows (task);
    }
  else if (autosell_sheet_has_pending (apply->mains, 0, n) || has_appends)
    autosell_sheet_name_rows (task);
  else
    autosell_sheet_append_rows (task);
}

gboolean
autosell_sheet_remote_apply_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
