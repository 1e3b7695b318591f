/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-notes-private.h"

/* Notes: texts in the column of ids of the program's own tab, which are no ids. */

void
autosell_sheet_add_notes (AutosellSheetBatch *batch, gboolean has_tab, guint n_rows, guint column,
                          const char *const *texts, guint n_texts)
{
  const AutosellSheetCell heading = { .kind = AUTOSELL_SHEET_CELL_TEXT, .text = AUTOSELL_SHEET_REMOTE_ID_HEADING };
  guint row = MAX (n_rows, 1);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (g_free);
  g_autofree guint *lengths = g_new (guint, n_texts);

  if (!has_tab)
    {
      autosell_sheet_batch_add_tab (batch, AUTOSELL_SHEET_ANNEX_ID, AUTOSELL_SHEET_REMOTE_TAB_TITLE, 2, 1, TRUE);
      autosell_sheet_batch_freeze_rows (batch, AUTOSELL_SHEET_ANNEX_ID, 1);
    }
  if (!has_tab || n_rows == 0)
    autosell_sheet_batch_fill_row (batch, AUTOSELL_SHEET_ANNEX_ID, 0, &heading, 1);
  for (guint i = 0; i < n_texts; i++)
    {
      AutosellSheetCell *cells = g_new0 (AutosellSheetCell, column + 1);

      for (guint j = 0; j < column; j++)
        cells[j].kind = AUTOSELL_SHEET_CELL_KEEP;
      cells[column] = (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_TEXT, .text = texts[i] };
      lengths[i] = column + 1;
      g_ptr_array_add (rows, cells);
    }
  autosell_sheet_batch_append_rows (batch, AUTOSELL_SHEET_ANNEX_ID, 1);
  autosell_sheet_batch_insert_rows (batch, AUTOSELL_SHEET_ANNEX_ID, row, n_texts, TRUE);
  autosell_sheet_batch_fill_new_rows (batch, AUTOSELL_SHEET_ANNEX_ID, row,
                                      (const AutosellSheetCell *const *) rows->pdata, lengths, n_texts);
}

GPtrArray *
autosell_sheet_get_notes (const AutosellSheetGrid *cells, guint column)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 1; cells != NULL && row < autosell_sheet_grid_get_n_rows (cells); row++)
    {
      const AutosellSheetCell *cell = autosell_sheet_grid_get (cells, row, column);

      if (cell->kind == AUTOSELL_SHEET_CELL_TEXT && !g_uuid_string_is_valid (cell->text))
        g_ptr_array_add (texts, g_strdup (cell->text));
    }
  return texts;
}

static void
told_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
autosell_sheet_remote_tell_async (AutosellRemote *remote, AutosellRemoteRows *rows, GPtrArray *notes,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);
  const AutosellSheetKnown *known = rows->data;
  const AutosellLedgerAnnex *annex = rows->layout->annex;
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  g_autofree const char **texts = g_new0 (const char *, notes->len + 1);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_sheet_remote_tell_async);
  for (guint i = 0; i < notes->len; i++)
    texts[i] = ((const GString *) notes->pdata[i])->str;
  autosell_sheet_add_notes (batch, known->annex_tab != NULL, autosell_ledger_grid_get_n_rows (annex->grid),
                            annex->layout->id_column, texts, notes->len);
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, cancellable, told_cb, task);
}

gboolean
autosell_sheet_remote_tell_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
