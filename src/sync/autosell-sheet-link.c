/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-preview.h"

#include "autosell-status.h"
#include "autosell-sync-turn.h"

/* The link itself: made, changed and ended, always in turn with whoever synchronises. */

typedef struct
{
  AutosellSheetPreview *preview; /* owned */
  AutosellSyncTurn *turn;        /* owned, nullable */
  AutosellSheets *sheets;        /* owned */
} Linking;

static void
linking_free (gpointer data)
{
  Linking *linking = data;

  g_clear_pointer (&linking->turn, autosell_sync_turn_end);
  g_clear_object (&linking->sheets);
  g_clear_pointer (&linking->preview, autosell_sheet_preview_unref);
  g_free (linking);
}

static void
reconciled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Linking *linking = g_task_get_task_data (task);
  GError *error = NULL;
  AutosellSyncReport *report = autosell_reconcile_finish (AUTOSELL_STORE (source), result, &error);

  /* Who is told now may go on at once. */
  g_clear_pointer (&linking->turn, autosell_sync_turn_end);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) autosell_sync_report_free);
  else
    g_task_return_error (task, error);
}

static void
link_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Linking *linking = g_task_get_task_data (task);
  AutosellStore *store = AUTOSELL_STORE (source);
  g_autoptr(AutosellSheetRemote) remote = NULL;
  g_autofree char *pin_key = NULL;
  GError *error = NULL;

  if (!autosell_store_set_link_finish (store, result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  pin_key = autosell_sync_dup_pin_key (store);
  remote = autosell_sheet_remote_new (linking->sheets, linking->preview->link, pin_key, TRUE);
  autosell_reconcile_async (store, AUTOSELL_REMOTE (remote), linking->preview->link, FALSE, FALSE,
                            g_task_get_cancellable (task), reconciled_cb, task);
}

static void
keep_link (GTask *task)
{
  Linking *linking = g_task_get_task_data (task);

  autosell_store_set_link_async (g_task_get_source_object (task), linking->preview->link, link_kept_cb, task);
}

/* ---- Headings of a tab that had none ---- */

static void
dressed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  g_autoptr(GError) error = NULL;

  /* Only looks: the headings are there. */
  if (!autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_message ("The headings were not formatted: %s", error->message);
  keep_link (task);
}

/* The words for a status, as a new list has them. */
static GStrv
dup_statuses (void)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();

  for (int status = AUTOSELL_STATUS_UNKNOWN + 1; status < AUTOSELL_N_STATUSES; status++)
    g_strv_builder_add (words, autosell_status_to_label (status));
  return g_strv_builder_end (words);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/* The places of this lot, as its cars have them. */
static GStrv
dup_locations (const AutosellLedgerState *state)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) places = g_ptr_array_new ();

  for (guint i = 0; state != NULL && i < state->vehicles->len; i++)
    {
      const char *place = autosell_vehicle_get_text (g_ptr_array_index (state->vehicles, i), AUTOSELL_FIELD_LOCATION);

      if (place != NULL && g_hash_table_add (seen, (gpointer) place))
        g_ptr_array_add (places, (gpointer) place);
    }
  g_ptr_array_sort (places, compare_texts);
  g_ptr_array_add (places, NULL);
  return g_strdupv ((char **) places->pdata);
}

/* Formats and drop-downs of a new list; others may write what a drop-down does not have. */
static void
dress_column (AutosellSheetPreview *preview, AutosellSheetBatch *batch, guint column, AutosellField field)
{
  g_auto(GStrv) words = NULL;
  int tab = preview->link->tab;

  if (field == AUTOSELL_FIELD_STATUS)
    words = dup_statuses ();
  else if (field == AUTOSELL_FIELD_LOCATION)
    words = dup_locations (preview->state);
  if (words != NULL && words[0] != NULL)
    autosell_sheet_batch_set_list (batch, tab, 1, column, (const char *const *) words, FALSE);
  switch (autosell_field_get_info (field)->kind)
    {
    case AUTOSELL_KIND_MONEY:
      autosell_sheet_batch_set_format (batch, tab, 1, column, "CURRENCY", "\"$\"#,##0");
      break;
    case AUTOSELL_KIND_DATE:
      autosell_sheet_batch_set_format (batch, tab, 1, column, "DATE", "dd/mm/yyyy");
      break;
    default:
      if (field == AUTOSELL_FIELD_KM)
        autosell_sheet_batch_set_format (batch, tab, 1, column, "NUMBER", "#,##0");
      break;
    }
}

static void
headings_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Linking *linking = g_task_get_task_data (task);
  AutosellLedgerLink *link = linking->preview->link;
  AutosellLedgerLayout *layout = linking->preview->rows->layout;
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  GError *error = NULL;

  if (!autosell_sheets_write_finish (AUTOSELL_SHEETS (source), result, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  autosell_sheet_batch_freeze_rows (batch, link->tab, 1);
  autosell_sheet_batch_set_bold (batch, link->tab, 0);
  for (int field = 0; field < AUTOSELL_N_FIELDS; field++)
    if (layout->by_field[field] >= 0)
      dress_column (linking->preview, batch, layout->by_field[field], field);
  autosell_sheets_apply_async (linking->sheets, link->spreadsheet, batch, g_task_get_cancellable (task), dressed_cb,
                               task);
}

static void
write_headings (GTask *task)
{
  Linking *linking = g_task_get_task_data (task);
  AutosellSheetPreview *preview = linking->preview;
  guint n = autosell_ledger_grid_get_n_columns (preview->rows->grid);
  g_autofree AutosellSheetCell *cells = g_new0 (AutosellSheetCell, n);
  const AutosellSheetWrite write = { .n_cells = n, .cells = cells };

  for (guint i = 0; i < n; i++)
    cells[i] = (AutosellSheetCell){ .kind = AUTOSELL_SHEET_CELL_TEXT,
                                    .text = autosell_ledger_grid_get (preview->rows->grid, 0, i)->text };
  autosell_sheets_write_async (linking->sheets, preview->link->spreadsheet, preview->link->tab_title, &write, 1,
                               g_task_get_cancellable (task), headings_cb, task);
}

/* By the address nothing is written over: the tab must be as empty as it was when it was looked at. */
static void
still_empty_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr(AutosellSheetGrid) grid = autosell_sheets_read_tab_finish (AUTOSELL_SHEETS (source), result, &error);

  if (grid != NULL && autosell_sheet_grid_get_n_rows (grid) > 0)
    error = g_error_new_literal (AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_NOT_EMPTY,
                                 "The tab is not empty any more");
  if (error == NULL)
    {
      write_headings (task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* ---- Linking ---- */

static void
link_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Linking *linking = g_task_get_task_data (task);
  AutosellSheetPreview *preview = linking->preview;
  g_autoptr(AutosellLedgerLink) link = NULL;
  GError *error = NULL;

  if (autosell_store_get_link_finish (AUTOSELL_STORE (source), result, &link, &error) && link != NULL)
    error = g_error_new_literal (AUTOSELL_SHEET_PREVIEW_ERROR, AUTOSELL_SHEET_PREVIEW_ERROR_LINKED, link->title);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
    }
  else if (preview->is_new)
    autosell_sheets_read_tab_async (linking->sheets, preview->link->spreadsheet, preview->link->tab_title, FALSE,
                                    g_task_get_cancellable (task), still_empty_cb, task);
  else
    keep_link (task);
}

void
autosell_sheet_preview_link_async (AutosellSheetPreview *self, AutosellStore *store, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Linking *linking = g_new0 (Linking, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, autosell_sheet_preview_link_async);
  /* What is committed must not be told as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  linking->preview = autosell_sheet_preview_ref (self);
  linking->sheets = autosell_sheets_new (self->account);
  linking->turn = autosell_sync_turn_take (store, &error);
  g_task_set_task_data (task, linking, linking_free);
  if (linking->turn != NULL)
    {
      autosell_store_get_link_async (store, link_found_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

AutosellSyncReport *
autosell_sheet_preview_link_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Changing and ending it ---- */

static void
unlinked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gboolean is_done = autosell_store_unlink_finish (AUTOSELL_STORE (source), result, &error);

  g_task_set_task_data (task, NULL, NULL);
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A task whose data is the turn. Returns: (transfer full) (nullable): NULL where the turn is another's, which is told
 * then */
static GTask *
start_in_turn (AutosellStore *store, gpointer tag, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (store, NULL, callback, user_data);
  GError *error = NULL;
  AutosellSyncTurn *turn = autosell_sync_turn_take (store, &error);

  g_task_set_source_tag (task, tag);
  if (turn == NULL)
    {
      g_task_return_error (task, error);
      return NULL;
    }
  g_task_set_task_data (task, turn, (GDestroyNotify) autosell_sync_turn_end);
  return g_steal_pointer (&task);
}

void
autosell_sheet_unlink_async (AutosellStore *store, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = start_in_turn (store, autosell_sheet_unlink_async, callback, user_data);

  if (task != NULL)
    autosell_store_unlink_async (store, unlinked_cb, task);
}

gboolean
autosell_sheet_unlink_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
winner_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  gboolean is_done = autosell_store_set_winner_finish (AUTOSELL_STORE (source), result, &error);

  g_task_set_task_data (task, NULL, NULL);
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
autosell_sheet_set_winner_async (AutosellStore *store, AutosellLedgerWinner winner, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = start_in_turn (store, autosell_sheet_set_winner_async, callback, user_data);

  if (task != NULL)
    autosell_store_set_winner_async (store, winner, winner_set_cb, task);
}

gboolean
autosell_sheet_set_winner_finish (AutosellStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
