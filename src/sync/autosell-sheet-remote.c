/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-remote-private.h"

#include <string.h>

#include "autosell-net-error.h"
#include "autosell-sheet-notes-private.h"

#define BLIND_READ_US (40 * G_USEC_PER_SEC)

static void autosell_sheet_remote_iface_init (AutosellRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AutosellSheetRemote, autosell_sheet_remote, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AUTOSELL_TYPE_REMOTE, autosell_sheet_remote_iface_init))

static void
known_free (gpointer data)
{
  AutosellSheetKnown *known = data;

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

/* With the permission for all spreadsheets Drive shows none that was not picked: there is nothing cheap to look at, and
 * reading is one request. It says “read” as often as people's edits are promised to be here within a minute. */
static char *
dup_version_of_time (void)
{
  return g_strdup_printf ("t%" G_GINT64_FORMAT, g_get_monotonic_time () / BLIND_READ_US);
}

static void
look_async (AutosellRemote *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);

  if (autosell_google_account_has_scope (autosell_sheets_get_account (self->sheets), "spreadsheets"))
    {
      g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

      g_task_set_source_tag (task, look_async);
      g_task_return_pointer (task, dup_version_of_time (), g_free);
      return;
    }
  autosell_drive_files_look_async (self->drive, self->spreadsheet, cancellable, looked_cb,
                                   g_task_new (self, cancellable, callback, user_data));
}

static char *
look_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Reading ---- */

AutosellLedgerCell
autosell_sheet_cell_to_ledger (const AutosellSheetCell *cell)
{
  static const AutosellLedgerKind kinds[] = {
    [AUTOSELL_SHEET_CELL_BLANK] = AUTOSELL_LEDGER_BLANK, [AUTOSELL_SHEET_CELL_NUMBER] = AUTOSELL_LEDGER_NUMBER,
    [AUTOSELL_SHEET_CELL_TEXT] = AUTOSELL_LEDGER_TEXT,   [AUTOSELL_SHEET_CELL_BOOLEAN] = AUTOSELL_LEDGER_BOOLEAN,
    [AUTOSELL_SHEET_CELL_ERROR] = AUTOSELL_LEDGER_ERROR, [AUTOSELL_SHEET_CELL_KEEP] = AUTOSELL_LEDGER_BLANK,
  };

  return (AutosellLedgerCell){ .kind = kinds[cell->kind],
                               .is_read_only = cell->formula != NULL,
                               .is_formula = cell->formula != NULL,
                               .number = cell->number,
                               .text = cell->text };
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
        AutosellLedgerCell cell = autosell_sheet_cell_to_ledger (autosell_sheet_grid_get (from, row, column));

        if (is_guarded
            && (!autosell_sheet_tab_can_write (tab, row, column) || autosell_sheet_tab_is_covered (tab, row, column)))
          cell.is_read_only = TRUE;
        if (cell.kind != AUTOSELL_LEDGER_BLANK || cell.is_read_only)
          autosell_ledger_grid_set (grid, row, column, &cell);
      }
  return grid;
}

static AutosellSheetKnown *
get_known (GTask *task)
{
  return ((AutosellRemoteRows *) g_task_get_task_data (task))->data;
}

static void
return_rows (GTask *task)
{
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  AutosellRemoteRows *whole = g_memdup2 (rows, sizeof *rows);

  memset (rows, 0, sizeof *rows);
  g_task_return_pointer (task, whole, (GDestroyNotify) autosell_remote_rows_free);
  g_object_unref (task);
}

void
autosell_sheet_remote_set_columns (AutosellLedgerLayout *layout, GPtrArray *columns)
{
  for (guint i = 0; i < MIN (columns->len, layout->columns->len); i++)
    {
      const AutosellSheetColumn *column = g_ptr_array_index (columns, i);

      if (column->rule == AUTOSELL_SHEET_RULE_LIST && column->values != NULL)
        autosell_ledger_layout_set_options (layout, i, (const char *const *) column->values);
      if (column->format == AUTOSELL_SHEET_FORMAT_DATE)
        autosell_ledger_layout_set_is_date (layout, i);
    }
}

static void
columns_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) columns = autosell_sheets_read_columns_finish (AUTOSELL_SHEETS (source), result, &error);

  if (columns == NULL)
    {
      fail (task, error);
      return;
    }
  autosell_sheet_remote_set_columns (rows->layout, columns);
  return_rows (task);
}

/* A broken one is left alone: its fields stay on this PC. */
static void
read_annex (AutosellSheetRemote *self, AutosellRemoteRows *rows, const AutosellSheetGrid *cells)
{
  const AutosellSheetTab *tab = ((AutosellSheetKnown *) rows->data)->annex_tab;
  AutosellLedgerGrid *grid =
    cells != NULL && autosell_sheet_grid_get_n_columns (cells) > 0 ? make_grid (cells, tab) : NULL;

  rows->layout->annex = autosell_ledger_annex_new (grid, rows->layout, self->with_private);
  if (rows->layout->annex == NULL)
    g_message ("The tab “%s” has no column of ids any more", tab->title);
  else
    rows->notes = autosell_sheet_get_notes (cells, rows->layout->annex->layout->id_column);
}

static void
tabs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  AutosellSheetRemote *self = g_task_get_source_object (task);
  AutosellRemoteRows *rows = g_task_get_task_data (task);
  AutosellSheetKnown *known = get_known (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) grids = autosell_sheets_read_tabs_finish (AUTOSELL_SHEETS (source), result, &error);

  if (grids == NULL)
    {
      fail (task, error);
      return;
    }
  rows->grid = make_grid (g_ptr_array_index (grids, 0), known->tab);
  rows->layout = autosell_ledger_layout_new (rows->grid, self->mapping, known->info->locale, self->with_private);
  known->has_ids = rows->layout == NULL || rows->layout->id_column >= 0 || !self->adds_id_column;
  if (rows->layout == NULL)
    {
      return_rows (task);
      return;
    }
  /* At the right of all that is there, so that nobody's columns move. */
  if (!known->has_ids)
    autosell_ledger_layout_add_id_column (rows->layout, AUTOSELL_SHEET_REMOTE_ID_HEADING);
  /* Without ids nothing could be found in it. */
  if (rows->layout->id_column >= 0)
    read_annex (self, rows, grids->len > 1 ? g_ptr_array_index (grids, 1) : NULL);
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
  AutosellSheetKnown *known;
  const char *titles[] = { NULL, NULL, NULL };

  if (info == NULL)
    {
      fail (task, error);
      return;
    }
  known = g_new0 (AutosellSheetKnown, 1);
  known->info = info;
  known->tab = autosell_sheet_info_find_tab (info, self->tab_id);
  known->annex_tab = autosell_sheet_info_find_tab (info, AUTOSELL_SHEET_ANNEX_ID);
  rows->data = known;
  rows->data_free = known_free;
  if (known->tab == NULL)
    {
      error = NULL;
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_NOT_FOUND, 0, NULL, FALSE,
                              "The spreadsheet has no tab %d any more", self->tab_id);
      fail (task, error);
      return;
    }
  titles[0] = known->tab->title;
  titles[1] = known->annex_tab != NULL ? known->annex_tab->title : NULL;
  autosell_sheets_read_tabs_async (self->sheets, self->spreadsheet, titles, TRUE, g_task_get_cancellable (task),
                                   tabs_cb, task);
}

static void
read_async (AutosellRemote *remote, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellSheetRemote *self = AUTOSELL_SHEET_REMOTE (remote);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, g_new0 (AutosellRemoteRows, 1), (GDestroyNotify) autosell_remote_rows_free);
  autosell_sheets_read_info_async (self->sheets, self->spreadsheet, cancellable, info_cb, task);
}

static AutosellRemoteRows *
read_finish (AutosellRemote *remote, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
autosell_sheet_remote_iface_init (AutosellRemoteInterface *iface)
{
  iface->look_async = look_async;
  iface->look_finish = look_finish;
  iface->read_async = read_async;
  iface->read_finish = read_finish;
  iface->apply_async = autosell_sheet_remote_apply_async;
  iface->apply_finish = autosell_sheet_remote_apply_finish;
  iface->tell_async = autosell_sheet_remote_tell_async;
  iface->tell_finish = autosell_sheet_remote_tell_finish;
}
