/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-check-tab.h"

#include <string.h>

#include "autosell-status.h"

/* Between two writings by itself. */
#define EVERY_S (10 * 60)
/* Columns before those of the Pages. */
#define N_FIXED 4
/* For Pages to come: a tab is not made wider. */
#define SPARE_COLUMNS 16
#define SPARE_ROWS 50

/* ---- What it says ---- */

static void
set_text (AutosellSheetGrid *grid, guint row, guint column, const char *text)
{
  const AutosellSheetCell cell = { .kind = AUTOSELL_SHEET_CELL_TEXT, .text = text };

  if (text != NULL && *text != '\0')
    autosell_sheet_grid_set (grid, row, column, &cell);
}

/* As people there write days, whatever the language of this PC. Returns: (transfer full) */
static char *
dup_day (gint64 at_s)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local (at_s);

  return g_date_time_format (time, "%d/%m/%Y");
}

static char *
dup_with_day (const char *word, gint64 at_s)
{
  g_autofree char *day = at_s > 0 ? dup_day (at_s) : NULL;

  return day != NULL ? g_strdup_printf ("%s %s", word, day) : g_strdup (word);
}

/* Another PC of the lot posts there, and its posts are not known here before this one takes over: what nobody knows is
 * not NO.
 * @cell: (nullable). Returns: (transfer full) */
static char *
dup_cell (const AutosellPage *page, const AutosellPostCell *cell)
{
  const char *none = page->poster != NULL ? "?" : "NO";

  if (cell == NULL)
    return g_strdup (none);
  switch (cell->state)
    {
    case AUTOSELL_POSTED_QUEUED:
      return dup_with_day ("PROGRAMADO", cell->at_s);
    case AUTOSELL_POSTED_OUT:
      return dup_with_day (cell->is_leaving ? "POR RETIRAR" : "PUBLICADO", cell->is_leaving ? 0 : cell->out_s);
    case AUTOSELL_POSTED_FAILED:
      return g_strdup ("FALLÓ");
    case AUTOSELL_POSTED_REMOVED:
      return dup_with_day ("RETIRADO", cell->at_s);
    case AUTOSELL_POSTED_NEVER:
    default:
      return g_strdup (none);
    }
}

/* Returns: (transfer full) */
static char *
dup_heading (const AutosellPage *page)
{
  if (page->poster == NULL)
    return g_strdup (page->name);
  return g_strdup_printf ("%s (PUBLICA %s)", page->name, page->poster_name != NULL ? page->poster_name : "OTRA PC");
}

static const char *
get_status (const char *nick)
{
  switch (nick != NULL ? autosell_status_from_nick (nick) : AUTOSELL_STATUS_UNKNOWN)
    {
    case AUTOSELL_STATUS_AVAILABLE:
      return "DISPONIBLE";
    case AUTOSELL_STATUS_PHOTOS:
      return "EN FOTOS";
    case AUTOSELL_STATUS_AWAY:
      return "FUERA";
    case AUTOSELL_STATUS_RESERVED:
      return "APARTADO";
    case AUTOSELL_STATUS_SOLD:
      return "VENDIDO";
    default:
      return NULL;
    }
}

AutosellSheetGrid *
autosell_check_tab_make (const AutosellPostLedger *ledger)
{
  static const char *const headings[N_FIXED] = { "NO.", "VEHÍCULO", "ESTATUS", "ÚLTIMA PUBLICACIÓN" };
  AutosellSheetGrid *grid = autosell_sheet_grid_new ();

  for (guint i = 0; i < N_FIXED; i++)
    set_text (grid, 0, i, headings[i]);
  for (guint j = 0; j < ledger->pages->len; j++)
    {
      g_autofree char *heading = dup_heading (ledger->pages->pdata[j]);

      set_text (grid, 0, N_FIXED + j, heading);
    }
  for (guint i = 0; i < ledger->first->len; i++)
    {
      const AutosellPostCar *car = ledger->first->pdata[i];
      g_autofree char *last = car->posted.out_s > 0 ? dup_day (car->posted.out_s) : NULL;

      set_text (grid, i + 1, 0, car->stock_number);
      set_text (grid, i + 1, 1, car->title);
      set_text (grid, i + 1, 2, get_status (car->status));
      set_text (grid, i + 1, 3, last);
      for (guint j = 0; j < ledger->pages->len; j++)
        {
          const AutosellPage *page = ledger->pages->pdata[j];
          g_autofree char *text = dup_cell (page, autosell_post_car_find_cell (car, page->id));

          set_text (grid, i + 1, N_FIXED + j, text);
        }
    }
  return grid;
}

/* ---- Writing ---- */

typedef struct
{
  AutosellSheets *sheets;    /* owned */
  char *spreadsheet;         /* owned */
  AutosellSheetGrid *wanted; /* owned, nullable */
  AutosellSheetInfo *info;   /* owned, nullable */
  guint n_columns;           /* that are ours */
  guint n_rows;              /* written */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *self = data;

  g_object_unref (self->sheets);
  g_free (self->spreadsheet);
  g_clear_pointer (&self->wanted, autosell_sheet_grid_unref);
  g_clear_pointer (&self->info, autosell_sheet_info_unref);
  g_free (self);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (autosell_sheets_apply_finish (AUTOSELL_SHEETS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* The cells of a row, blanks included. Returns: (transfer container) */
static AutosellSheetCell *
dup_row (const AutosellSheetGrid *grid, guint row, guint n_columns)
{
  AutosellSheetCell *cells = g_new0 (AutosellSheetCell, n_columns);

  for (guint i = 0; i < n_columns; i++)
    cells[i] = *autosell_sheet_grid_get (grid, row, i);
  return cells;
}

static gboolean
is_same_row (const AutosellSheetGrid *a, const AutosellSheetGrid *b, guint row, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    if (!autosell_sheet_cell_equal (autosell_sheet_grid_get (a, row, i), autosell_sheet_grid_get (b, row, i)))
      return FALSE;
  return TRUE;
}

/* The rows that differ from @there (nullable: a tab that is being made), and those below that are too many. */
static void
fill (Writing *self, AutosellSheetBatch *batch, const AutosellSheetGrid *there)
{
  guint n_rows = autosell_sheet_grid_get_n_rows (self->wanted);

  if (there != NULL)
    n_rows = MAX (n_rows, autosell_sheet_grid_get_n_rows (there));
  for (guint row = 0; row < n_rows; row++)
    {
      g_autofree AutosellSheetCell *cells = NULL;

      if (there != NULL && is_same_row (self->wanted, there, row, self->n_columns))
        continue;
      cells = dup_row (self->wanted, row, self->n_columns);
      autosell_sheet_batch_fill_row (batch, AUTOSELL_CHECK_TAB_ID, row, cells, self->n_columns);
      self->n_rows++;
    }
}

/* Takes @task. */
static void
send (GTask *task, AutosellSheetBatch *batch)
{
  Writing *self = g_task_get_task_data (task);

  if (self->n_rows == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  autosell_sheets_apply_async (self->sheets, self->spreadsheet, batch, g_task_get_cancellable (task), applied_cb, task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Writing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellSheetGrid) there = autosell_sheets_read_tab_finish (AUTOSELL_SHEETS (source), result, &error);
  g_autoptr(AutosellSheetBatch) batch = autosell_sheet_batch_new ();
  const AutosellSheetTab *tab = autosell_sheet_info_find_tab (self->info, AUTOSELL_CHECK_TAB_ID);
  guint n_rows;

  if (there == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n_rows = autosell_sheet_grid_get_n_rows (self->wanted);
  /* What is ours of Pages that are no more goes, too; what somebody wrote beside it stays */
  for (guint i = tab->n_columns; i < self->n_columns; i++)
    autosell_sheet_batch_insert_column (batch, AUTOSELL_CHECK_TAB_ID, i, 0,
                                        autosell_sheet_grid_get (self->wanted, 0, i)->text);
  if (n_rows > tab->n_rows)
    autosell_sheet_batch_append_rows (batch, AUTOSELL_CHECK_TAB_ID, n_rows - tab->n_rows + SPARE_ROWS);
  fill (self, batch, there);
  send (g_steal_pointer (&task), batch);
}

/* A name that no tab has. Returns: (transfer full) */
static char *
dup_title (const AutosellSheetInfo *info)
{
  char *title = g_strdup (AUTOSELL_CHECK_TAB_TITLE);

  for (guint i = 1; autosell_sheet_info_find_title (info, title) != NULL; i++)
    {
      g_free (title);
      title = i == 1 ? g_strdup (AUTOSELL_CHECK_TAB_TITLE " (Autosell)")
                     : g_strdup_printf (AUTOSELL_CHECK_TAB_TITLE " (Autosell %u)", i);
    }
  return title;
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Writing *self = g_task_get_task_data (task);
  GError *error = NULL;
  const AutosellSheetTab *tab;
  g_autoptr(AutosellSheetBatch) batch = NULL;
  g_autofree char *title = NULL;

  self->info = autosell_sheets_read_info_finish (AUTOSELL_SHEETS (source), result, &error);
  if (self->info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  tab = autosell_sheet_info_find_tab (self->info, AUTOSELL_CHECK_TAB_ID);
  if (tab != NULL)
    {
      autosell_sheets_read_tab_async (self->sheets, self->spreadsheet, tab->title, FALSE, g_task_get_cancellable (task),
                                      read_cb, g_object_ref (task));
      return;
    }
  batch = autosell_sheet_batch_new ();
  title = dup_title (self->info);
  autosell_sheet_batch_add_tab (batch, AUTOSELL_CHECK_TAB_ID, title,
                                autosell_sheet_grid_get_n_rows (self->wanted) + SPARE_ROWS,
                                self->n_columns + SPARE_COLUMNS, FALSE);
  autosell_sheet_batch_freeze_rows (batch, AUTOSELL_CHECK_TAB_ID, 1);
  autosell_sheet_batch_set_bold (batch, AUTOSELL_CHECK_TAB_ID, 0);
  fill (self, batch, NULL);
  send (g_steal_pointer (&task), batch);
}

static void
ledger_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  Writing *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(AutosellPostLedger) ledger =
    autosell_store_get_post_ledger_finish (AUTOSELL_STORE (source), result, &error);

  if (ledger == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->wanted = autosell_check_tab_make (ledger);
  self->n_columns = N_FIXED + ledger->pages->len;
  autosell_sheets_read_info_async (self->sheets, self->spreadsheet, g_task_get_cancellable (task), info_cb,
                                   g_object_ref (task));
}

void
autosell_check_tab_write_async (AutosellStore *store, AutosellSheets *sheets, const char *spreadsheet,
                                GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);
  const AutosellPostLedgerQuery query = { .order = AUTOSELL_POST_LEDGER_BY_NAME };

  g_task_set_source_tag (task, autosell_check_tab_write_async);
  writing->sheets = g_object_ref (sheets);
  writing->spreadsheet = g_strdup (spreadsheet);
  g_task_set_task_data (task, writing, writing_free);
  autosell_store_get_post_ledger_async (store, &query, G_MAXUINT, cancellable, ledger_cb, task);
}

gboolean
autosell_check_tab_write_finish (AutosellStore *store, GAsyncResult *result, guint *n_rows, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  if (n_rows != NULL)
    *n_rows = ((Writing *) g_task_get_task_data (G_TASK (result)))->n_rows;
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- By itself ---- */

struct _AutosellCheckTabKeeper
{
  GObject parent_instance;
  AutosellStore *store;      /* owned */
  AutosellSyncManager *sync; /* owned */
  GCancellable *cancellable; /* owned */
  gint64 written_us;         /* monotonic; 0: not yet */
  gboolean is_other;         /* something changed since */
  gboolean is_running;
};

G_DEFINE_FINAL_TYPE (AutosellCheckTabKeeper, autosell_check_tab_keeper, G_TYPE_OBJECT)

static void
autosell_check_tab_keeper_dispose (GObject *object)
{
  AutosellCheckTabKeeper *self = AUTOSELL_CHECK_TAB_KEEPER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->store);
  g_clear_object (&self->sync);
  G_OBJECT_CLASS (autosell_check_tab_keeper_parent_class)->dispose (object);
}

static void
autosell_check_tab_keeper_finalize (GObject *object)
{
  g_object_unref (AUTOSELL_CHECK_TAB_KEEPER (object)->cancellable);
  G_OBJECT_CLASS (autosell_check_tab_keeper_parent_class)->finalize (object);
}

static void
autosell_check_tab_keeper_class_init (AutosellCheckTabKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_check_tab_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_check_tab_keeper_finalize;
}

static void
autosell_check_tab_keeper_init (AutosellCheckTabKeeper *self)
{
  self->cancellable = g_cancellable_new ();
  self->is_other = TRUE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(AutosellCheckTabKeeper) self = data;
  g_autoptr(GError) error = NULL;

  self->is_running = FALSE;
  if (autosell_check_tab_write_finish (AUTOSELL_STORE (source), result, NULL, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The sheet's own sync tells people of a connection that is not there */
  g_message ("The tab of posts was not written: %s", error->message);
  self->is_other = TRUE;
}

static void
sync_changed_cb (AutosellCheckTabKeeper *self)
{
  g_autofree char *setting = autosell_store_get_setting (self->store, AUTOSELL_SETTING_POSTS_TAB);
  AutosellGoogleAccount *account = autosell_sync_manager_get_account (self->sync);
  const char *spreadsheet = autosell_sync_manager_get_spreadsheet (self->sync);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr(AutosellSheets) sheets = NULL;

  if (g_strcmp0 (setting, "yes") != 0 || !self->is_other || self->is_running || account == NULL || spreadsheet == NULL
      || autosell_sync_manager_get_state (self->sync) != AUTOSELL_SYNC_DONE
      || (self->written_us != 0 && now_us - self->written_us < EVERY_S * G_USEC_PER_SEC))
    return;
  self->is_running = TRUE;
  self->is_other = FALSE;
  self->written_us = now_us;
  sheets = autosell_sheets_new (account);
  autosell_check_tab_write_async (self->store, sheets, spreadsheet, self->cancellable, written_cb, g_object_ref (self));
}

static void
changed_cb (AutosellCheckTabKeeper *self)
{
  self->is_other = TRUE;
}

/* Somebody has just switched it on, and looks. */
static void
setting_changed_cb (AutosellCheckTabKeeper *self, const char *name)
{
  if (!g_str_equal (name, AUTOSELL_SETTING_POSTS_TAB))
    return;
  self->is_other = TRUE;
  self->written_us = 0;
  sync_changed_cb (self);
}

AutosellCheckTabKeeper *
autosell_check_tab_keeper_new (AutosellStore *store, AutosellSyncManager *sync)
{
  AutosellCheckTabKeeper *self = g_object_new (AUTOSELL_TYPE_CHECK_TAB_KEEPER, NULL);

  self->store = g_object_ref (store);
  self->sync = g_object_ref (sync);
  g_signal_connect_object (sync, "changed", G_CALLBACK (sync_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "posts-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "setting-changed", G_CALLBACK (setting_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
