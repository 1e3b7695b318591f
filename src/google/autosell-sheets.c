/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheets.h"

#include <string.h>

#include "autosell-sheet-cell-private.h"
#include "autosell-sheet-read-private.h"

#define SERVICE "sheets"
/* A call that takes Google longer than three minutes fails there. */
#define TIMEOUT_MS 120000

struct _AutosellSheets
{
  GObject parent_instance;
  AutosellGoogleAccount *account; /* owned */
};

G_DEFINE_FINAL_TYPE (AutosellSheets, autosell_sheets, G_TYPE_OBJECT)

void
autosell_pinned_row_free (AutosellPinnedRow *self)
{
  autosell_sheet_grid_unref (self->cells);
  g_free (self);
}

/* ---- Calls in general ---- */

/* @tail: what follows the spreadsheet's id, such as "/values:batchGet"; or "" */
static AutosellHttpRequest *
make_request (AutosellSheets *self, AutosellHttpRepeat repeat, const char *method, const char *spreadsheet_id,
              const char *tail, AutosellHttpReader reader, gpointer data, GDestroyNotify destroy)
{
  const char *base =
    autosell_endpoints_get (autosell_google_account_get_endpoints (self->account), AUTOSELL_ENDPOINT_SHEETS);
  g_autofree char *escaped = g_uri_escape_string (spreadsheet_id, NULL, FALSE);
  g_autofree char *url = g_strconcat (base, "spreadsheets/", escaped, tail, NULL);
  AutosellHttpRequest *request = autosell_http_request_new (SERVICE, repeat, method, url);

  autosell_http_request_set_timeout (request, TIMEOUT_MS);
  autosell_http_request_set_reader (request, reader, data, NULL, destroy);
  return request;
}

/* What the reader made is the task's result, which @destroy (its data) frees. */
static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(AutosellHttpAnswer) answer =
    autosell_oauth_session_send_finish (AUTOSELL_OAUTH_SESSION (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, autosell_http_answer_steal (answer), g_task_get_task_data (task));
}

/* @request: (transfer full) */
static void
send (AutosellSheets *self, AutosellHttpRequest *request, GDestroyNotify destroy, gpointer tag,
      GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, destroy, NULL);
  autosell_oauth_session_send_async (autosell_google_account_get_session (self->account), request, cancellable, sent_cb,
                                     task);
  autosell_http_request_unref (request);
}

static gpointer
take_result (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- Structure ---- */

void
autosell_sheets_read_info_async (AutosellSheets *self, const char *spreadsheet_id, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  GDestroyNotify destroy = (GDestroyNotify) autosell_sheet_info_unref;
  AutosellHttpRequest *request =
    make_request (self, AUTOSELL_HTTP_SAFE, "GET", spreadsheet_id, "", autosell_sheet_read_info, NULL, destroy);

  autosell_http_request_add_query (
    request, "fields",
    "spreadsheetId,properties(title,locale,timeZone),sheets(properties(sheetId,title,index,sheetType,hidden,"
    "gridProperties),"
    "protectedRanges(range,requestingUserCanEdit,warningOnly),merges,basicFilter(range))");
  send (self, request, destroy, autosell_sheets_read_info_async, cancellable, callback, user_data);
}

AutosellSheetInfo *
autosell_sheets_read_info_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

/* ---- Values ---- */

static void
read_ranges (AutosellSheets *self, const char *spreadsheet_id, const char *const *ranges, const char *render,
             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GDestroyNotify destroy = (GDestroyNotify) g_ptr_array_unref;
  guint n = g_strv_length ((char **) ranges);
  AutosellHttpRequest *request = make_request (self, AUTOSELL_HTTP_SAFE, "GET", spreadsheet_id, "/values:batchGet",
                                               autosell_sheet_read_ranges, GUINT_TO_POINTER (n), destroy);

  for (guint i = 0; i < n; i++)
    autosell_http_request_add_query (request, "ranges", ranges[i]);
  autosell_http_request_add_query (request, "valueRenderOption", render);
  autosell_http_request_add_query (request, "dateTimeRenderOption", "SERIAL_NUMBER");
  send (self, request, destroy, read_ranges, cancellable, callback, user_data);
}

void
autosell_sheets_read_ranges_async (AutosellSheets *self, const char *spreadsheet_id, const char *const *ranges,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  read_ranges (self, spreadsheet_id, ranges, "UNFORMATTED_VALUE", cancellable, callback, user_data);
}

GPtrArray *
autosell_sheets_read_ranges_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

/* ---- Whole tabs ---- */

typedef struct
{
  char *spreadsheet_id;
  GStrv ranges;
  GPtrArray *formulas; /* owned, nullable (element-type AutosellSheetGrid): cells as they were typed */
} TabReading;

static void
tab_reading_free (gpointer data)
{
  TabReading *reading = data;

  g_free (reading->spreadsheet_id);
  g_strfreev (reading->ranges);
  g_clear_pointer (&reading->formulas, g_ptr_array_unref);
  g_free (reading);
}

/* Cells of @formulas that are formulas and no text that only looks like one. */
static void
add_formulas (AutosellSheetGrid *values, AutosellSheetGrid *formulas)
{
  for (guint row = 0; row < autosell_sheet_grid_get_n_rows (formulas); row++)
    for (guint column = 0; column < autosell_sheet_grid_get_row_length (formulas, row); column++)
      {
        const AutosellSheetCell *formula = autosell_sheet_grid_get (formulas, row, column);
        const AutosellSheetCell *value;

        if (formula->kind != AUTOSELL_SHEET_CELL_TEXT || formula->text[0] != '=')
          continue;
        value = autosell_sheet_grid_get (values, row, column);
        if (value->kind != AUTOSELL_SHEET_CELL_TEXT || !g_str_equal (value->text, formula->text))
          autosell_sheet_grid_set_formula (values, row, column, formula->text);
      }
}

static gboolean
has_formula (AutosellSheetGrid *formulas)
{
  for (guint row = 0; row < autosell_sheet_grid_get_n_rows (formulas); row++)
    for (guint column = 0; column < autosell_sheet_grid_get_row_length (formulas, row); column++)
      {
        const AutosellSheetCell *cell = autosell_sheet_grid_get (formulas, row, column);

        if (cell->kind == AUTOSELL_SHEET_CELL_TEXT && cell->text[0] == '=')
          return TRUE;
      }
  return FALSE;
}

static gboolean
have_formula (GPtrArray *grids)
{
  for (guint i = 0; i < grids->len; i++)
    if (has_formula (g_ptr_array_index (grids, i)))
      return TRUE;
  return FALSE;
}

static void
values_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  TabReading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *grids = take_result (AUTOSELL_SHEETS (source), result, &error);

  if (grids == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; reading->formulas != NULL && i < grids->len; i++)
    add_formulas (g_ptr_array_index (grids, i), g_ptr_array_index (reading->formulas, i));
  g_task_return_pointer (task, grids, (GDestroyNotify) g_ptr_array_unref);
}

/* Where there is no formula the cells were read with what they say. */
static void
formulas_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellSheets *self = AUTOSELL_SHEETS (source);
  g_autoptr(GTask) task = data;
  TabReading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->formulas = take_result (self, result, &error);
  if (reading->formulas == NULL)
    g_task_return_error (task, error);
  else if (have_formula (reading->formulas))
    read_ranges (self, reading->spreadsheet_id, (const char *const *) reading->ranges, "UNFORMATTED_VALUE",
                 g_task_get_cancellable (task), values_read_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_steal_pointer (&reading->formulas), (GDestroyNotify) g_ptr_array_unref);
}

/* "'Autos de Ana''s'": a whole tab. Returns: (transfer full) */
static char *
quote_title (const char *title)
{
  g_autoptr(GString) quoted = g_string_new (title);

  g_string_replace (quoted, "'", "''", 0);
  return g_strdup_printf ("'%s'", quoted->str);
}

void
autosell_sheets_read_tabs_async (AutosellSheets *self, const char *spreadsheet_id, const char *const *tab_titles,
                                 gboolean with_formulas, GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  TabReading *reading = g_new0 (TabReading, 1);
  g_autoptr(GStrvBuilder) ranges = g_strv_builder_new ();

  g_task_set_source_tag (task, autosell_sheets_read_tabs_async);
  for (; *tab_titles != NULL; tab_titles++)
    {
      g_autofree char *range = quote_title (*tab_titles);

      g_strv_builder_add (ranges, range);
    }
  reading->spreadsheet_id = g_strdup (spreadsheet_id);
  reading->ranges = g_strv_builder_end (ranges);
  g_task_set_task_data (task, reading, tab_reading_free);
  if (with_formulas)
    read_ranges (self, spreadsheet_id, (const char *const *) reading->ranges, "FORMULA", cancellable, formulas_read_cb,
                 task);
  else
    read_ranges (self, spreadsheet_id, (const char *const *) reading->ranges, "UNFORMATTED_VALUE", cancellable,
                 values_read_cb, task);
}

GPtrArray *
autosell_sheets_read_tabs_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

void
autosell_sheets_read_tab_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title,
                                gboolean with_formulas, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const char *const titles[] = { tab_title, NULL };

  autosell_sheets_read_tabs_async (self, spreadsheet_id, titles, with_formulas, cancellable, callback, user_data);
}

AutosellSheetGrid *
autosell_sheets_read_tab_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  g_autoptr(GPtrArray) grids = autosell_sheets_read_tabs_finish (self, result, error);

  return grids != NULL ? autosell_sheet_grid_ref (g_ptr_array_index (grids, 0)) : NULL;
}

/* ---- Columns ---- */

typedef struct
{
  char *spreadsheet_id;
  GPtrArray *reads;  /* owned, nullable (element-type AutosellSheetColumnRead) */
  GPtrArray *ranges; /* owned (element-type utf8), and NULL at its end */
} ColumnsReading;

static void
columns_reading_free (gpointer data)
{
  ColumnsReading *reading = data;

  g_free (reading->spreadsheet_id);
  g_clear_pointer (&reading->reads, g_ptr_array_unref);
  g_ptr_array_unref (reading->ranges);
  g_free (reading);
}

static GStrv
dup_list (AutosellSheetGrid *grid)
{
  g_autoptr(GStrvBuilder) list = g_strv_builder_new ();

  for (guint row = 0; row < autosell_sheet_grid_get_n_rows (grid); row++)
    for (guint column = 0; column < autosell_sheet_grid_get_row_length (grid, row); column++)
      {
        const AutosellSheetCell *cell = autosell_sheet_grid_get (grid, row, column);
        char number[G_ASCII_DTOSTR_BUF_SIZE];

        if (cell->kind == AUTOSELL_SHEET_CELL_TEXT)
          g_strv_builder_add (list, cell->text);
        else if (cell->kind == AUTOSELL_SHEET_CELL_NUMBER)
          g_strv_builder_add (list, g_ascii_formatd (number, sizeof number, "%.15g", cell->number));
      }
  return g_strv_builder_end (list);
}

/* @lists: (nullable): of the ranges, in their order */
static void
return_columns (GTask *task, GPtrArray *lists)
{
  ColumnsReading *reading = g_task_get_task_data (task);
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_sheet_column_free);
  guint next = 0;

  for (guint i = 0; i < reading->reads->len; i++)
    {
      AutosellSheetColumnRead *read = g_ptr_array_index (reading->reads, i);
      AutosellSheetColumn *column = g_new (AutosellSheetColumn, 1);

      if (read->list_range != NULL && lists != NULL)
        read->column.values = dup_list (g_ptr_array_index (lists, next++));
      *column = read->column;
      read->column.values = NULL;
      g_ptr_array_add (columns, column);
    }
  g_task_return_pointer (task, columns, (GDestroyNotify) g_ptr_array_unref);
}

static void
lists_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr(GTask) task = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lists = take_result (AUTOSELL_SHEETS (source), result, &error);

  /* A list whose range is gone is a rule without values; the columns are known all the same. */
  if (lists == NULL && !g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_INVALID))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    return_columns (task, lists);
}

static void
columns_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  AutosellSheets *self = AUTOSELL_SHEETS (source);
  g_autoptr(GTask) task = data;
  ColumnsReading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->reads = take_result (self, result, &error);
  if (reading->reads == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < reading->reads->len; i++)
    {
      AutosellSheetColumnRead *read = g_ptr_array_index (reading->reads, i);

      if (read->list_range != NULL)
        g_ptr_array_add (reading->ranges, g_strdup (read->list_range));
    }
  if (reading->ranges->len == 0)
    {
      return_columns (task, NULL);
      return;
    }
  g_ptr_array_add (reading->ranges, NULL);
  read_ranges (self, reading->spreadsheet_id, (const char *const *) reading->ranges->pdata, "UNFORMATTED_VALUE",
               g_task_get_cancellable (task), lists_read_cb, g_object_ref (task));
}

void
autosell_sheets_read_columns_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title, guint row,
                                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  ColumnsReading *reading = g_new0 (ColumnsReading, 1);
  GDestroyNotify destroy = (GDestroyNotify) g_ptr_array_unref;
  g_autofree char *quoted = quote_title (tab_title);
  g_autofree char *range = g_strdup_printf ("%s!%u:%u", quoted, row + 1, row + 1);
  AutosellHttpRequest *request =
    make_request (self, AUTOSELL_HTTP_SAFE, "GET", spreadsheet_id, "", autosell_sheet_read_columns, NULL, destroy);

  g_task_set_source_tag (task, autosell_sheets_read_columns_async);
  reading->spreadsheet_id = g_strdup (spreadsheet_id);
  reading->ranges = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, reading, columns_reading_free);
  autosell_http_request_add_query (request, "ranges", range);
  autosell_http_request_add_query (
    request, "fields",
    "sheets(properties(gridProperties(columnCount)),data(startColumn,columnMetadata(hiddenByUser),"
    "rowData(values(dataValidation,userEnteredFormat(numberFormat)))))");
  send (self, request, destroy, autosell_sheets_read_columns_async, cancellable, columns_read_cb, task);
}

GPtrArray *
autosell_sheets_read_columns_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

/* ---- Batches ---- */

void
autosell_sheets_apply_async (AutosellSheets *self, const char *spreadsheet_id, AutosellSheetBatch *batch,
                             GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellHttpRepeat repeat =
    autosell_sheet_batch_is_repeatable (batch) ? AUTOSELL_HTTP_SAME_EFFECT : AUTOSELL_HTTP_ONCE;
  AutosellHttpRequest *request =
    make_request (self, repeat, "POST", spreadsheet_id, ":batchUpdate", autosell_sheet_read_nothing, NULL, NULL);

  g_return_if_fail (autosell_sheet_batch_get_size (batch) > 0);

  autosell_http_request_take_json (request, autosell_sheet_batch_to_json (batch));
  send (self, request, NULL, autosell_sheets_apply_async, cancellable, callback, user_data);
}

gboolean
autosell_sheets_apply_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error) != NULL;
}

/* ---- Pins ---- */

int
autosell_sheets_make_pin_id (void)
{
  return g_random_int_range (1, G_MAXINT32);
}

static void
add_filter (JsonBuilder *builder, int pin_id)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "developerMetadataLookup");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "metadataId");
  json_builder_add_int_value (builder, pin_id);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

void
autosell_sheets_read_pinned_async (AutosellSheets *self, const char *spreadsheet_id, const int *pin_ids, guint n_pins,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GDestroyNotify destroy = (GDestroyNotify) g_ptr_array_unref;
  AutosellHttpRequest *request =
    make_request (self, AUTOSELL_HTTP_SAFE, "POST", spreadsheet_id, "/values:batchGetByDataFilter",
                  autosell_sheet_read_pinned, NULL, destroy);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dataFilters");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_pins; i++)
    add_filter (builder, pin_ids[i]);
  json_builder_end_array (builder);
  add_string (builder, "majorDimension", "ROWS");
  add_string (builder, "valueRenderOption", "UNFORMATTED_VALUE");
  add_string (builder, "dateTimeRenderOption", "SERIAL_NUMBER");
  json_builder_end_object (builder);
  autosell_http_request_take_json (request, autosell_google_json_text (builder));
  send (self, request, destroy, autosell_sheets_read_pinned_async, cancellable, callback, user_data);
}

GPtrArray *
autosell_sheets_read_pinned_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

static void
add_row (JsonBuilder *builder, const AutosellSheetCell *cells, guint n_cells)
{
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_cells; i++)
    autosell_sheet_cell_add_value (builder, &cells[i]);
  json_builder_end_array (builder);
  json_builder_end_array (builder);
}

void
autosell_sheets_write_pinned_async (AutosellSheets *self, const char *spreadsheet_id, const AutosellPinnedWrite *writes,
                                    guint n_writes, GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GDestroyNotify destroy = (GDestroyNotify) g_ptr_array_unref;
  AutosellHttpRequest *request =
    make_request (self, AUTOSELL_HTTP_SAME_EFFECT, "POST", spreadsheet_id, "/values:batchUpdateByDataFilter",
                  autosell_sheet_read_updated, NULL, destroy);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "valueInputOption", "RAW");
  json_builder_set_member_name (builder, "includeValuesInResponse");
  json_builder_add_boolean_value (builder, TRUE);
  add_string (builder, "responseValueRenderOption", "UNFORMATTED_VALUE");
  add_string (builder, "responseDateTimeRenderOption", "SERIAL_NUMBER");
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_writes; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "dataFilter");
      add_filter (builder, writes[i].pin_id);
      add_string (builder, "majorDimension", "ROWS");
      add_row (builder, writes[i].cells, writes[i].n_cells);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  autosell_http_request_take_json (request, autosell_google_json_text (builder));
  send (self, request, destroy, autosell_sheets_write_pinned_async, cancellable, callback, user_data);
}

GPtrArray *
autosell_sheets_write_pinned_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error);
}

/* ---- By address ---- */

void
autosell_sheets_write_async (AutosellSheets *self, const char *spreadsheet_id, const char *tab_title,
                             const AutosellSheetWrite *writes, guint n_writes, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellHttpRequest *request = make_request (self, AUTOSELL_HTTP_SAME_EFFECT, "POST", spreadsheet_id,
                                               "/values:batchUpdate", autosell_sheet_read_nothing, NULL, NULL);
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "valueInputOption", "RAW");
  json_builder_set_member_name (builder, "data");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_writes; i++)
    {
      const AutosellSheetWrite *write = &writes[i];
      g_autofree char *range = autosell_sheet_dup_a1 (tab_title, write->row, write->column, write->row,
                                                      write->column + MAX (write->n_cells, 1) - 1);

      json_builder_begin_object (builder);
      add_string (builder, "range", range);
      add_row (builder, write->cells, write->n_cells);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  autosell_http_request_take_json (request, autosell_google_json_text (builder));
  send (self, request, NULL, autosell_sheets_write_async, cancellable, callback, user_data);
}

gboolean
autosell_sheets_write_finish (AutosellSheets *self, GAsyncResult *result, GError **error)
{
  return take_result (self, result, error) != NULL;
}

/* ---- The object ---- */

AutosellGoogleAccount *
autosell_sheets_get_account (AutosellSheets *self)
{
  return self->account;
}

static void
autosell_sheets_finalize (GObject *object)
{
  g_object_unref (AUTOSELL_SHEETS (object)->account);
  G_OBJECT_CLASS (autosell_sheets_parent_class)->finalize (object);
}

static void
autosell_sheets_class_init (AutosellSheetsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = autosell_sheets_finalize;
}

static void
autosell_sheets_init (AutosellSheets *self G_GNUC_UNUSED)
{
}

AutosellSheets *
autosell_sheets_new (AutosellGoogleAccount *account)
{
  AutosellSheets *self = g_object_new (AUTOSELL_TYPE_SHEETS, NULL);

  self->account = g_object_ref (account);
  return self;
}
