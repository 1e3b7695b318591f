/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-read-private.h"

#include <string.h>

#include "autosell-sheet-info-private.h"

/* 10,000,000 cells are a spreadsheet's own limit; an answer is limited by its bytes before that. */
#define MAX_COLUMNS 18278

/* ---- Structure ---- */

static AutosellSheetRange
read_range (JsonObject *object)
{
  return (AutosellSheetRange){
    .start_row = autosell_google_json_int (object, "startRowIndex", 0),
    .end_row = autosell_google_json_int (object, "endRowIndex", G_MAXUINT),
    .start_column = autosell_google_json_int (object, "startColumnIndex", 0),
    .end_column = autosell_google_json_int (object, "endColumnIndex", G_MAXUINT),
  };
}

static void
read_tab (AutosellSheetInfo *info, JsonObject *object)
{
  AutosellSheetTab *tab = autosell_sheet_info_add_tab (info);
  JsonObject *properties = autosell_google_json_object (object, "properties");
  JsonObject *grid = autosell_google_json_object (properties, "gridProperties");
  JsonArray *protections = autosell_google_json_array (object, "protectedRanges");
  JsonArray *merges = autosell_google_json_array (object, "merges");
  JsonObject *filter = autosell_google_json_object (object, "basicFilter");
  const char *title = autosell_google_json_string (properties, "title");
  const char *type = autosell_google_json_string (properties, "sheetType");

  tab->sheet_id = autosell_google_json_int (properties, "sheetId", 0);
  tab->title = g_strdup (title != NULL ? title : "");
  tab->index = autosell_google_json_int (properties, "index", 0);
  tab->is_grid = type == NULL || g_str_equal (type, "GRID");
  tab->is_hidden = autosell_google_json_bool (properties, "hidden");
  tab->n_rows = autosell_google_json_int (grid, "rowCount", 0);
  tab->n_columns = autosell_google_json_int (grid, "columnCount", 0);
  tab->n_frozen_rows = autosell_google_json_int (grid, "frozenRowCount", 0);
  for (guint i = 0; i < autosell_google_json_length (protections); i++)
    {
      JsonObject *protection = autosell_google_json_element (protections, i);
      AutosellSheetProtection item = {
        .range = read_range (autosell_google_json_object (protection, "range")),
        .can_edit = autosell_google_json_bool (protection, "requestingUserCanEdit"),
        .is_warning = autosell_google_json_bool (protection, "warningOnly"),
      };

      g_array_append_val (tab->protections, item);
    }
  for (guint i = 0; i < autosell_google_json_length (merges); i++)
    {
      AutosellSheetRange merge = read_range (autosell_google_json_element (merges, i));

      g_array_append_val (tab->merges, merge);
    }
  tab->has_filter = filter != NULL;
  if (filter != NULL)
    tab->filter = read_range (autosell_google_json_object (filter, "range"));
}

gpointer
autosell_sheet_read_info (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonObject *properties = autosell_google_json_object (object, "properties");
  JsonArray *tabs = autosell_google_json_array (object, "sheets");
  AutosellSheetInfo *info;

  if (properties == NULL || autosell_google_json_length (tabs) == 0)
    {
      autosell_google_json_set_unexpected (error, "sheets");
      return NULL;
    }
  info = autosell_sheet_info_new ();
  info->id = g_strdup (autosell_google_json_string (object, "spreadsheetId"));
  info->title = g_strdup (autosell_google_json_string (properties, "title"));
  info->locale = g_strdup (autosell_google_json_string (properties, "locale"));
  info->time_zone = g_strdup (autosell_google_json_string (properties, "timeZone"));
  for (guint i = 0; i < autosell_google_json_length (tabs); i++)
    read_tab (info, autosell_google_json_element (tabs, i));
  return info;
}

/* ---- Values ---- */

static void
read_cell (AutosellSheetGrid *grid, guint row, guint column, JsonNode *node)
{
  AutosellSheetCell cell = { AUTOSELL_SHEET_CELL_BLANK, 0, NULL, NULL };
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_STRING && *json_node_get_string (node) != '\0')
    {
      cell.text = json_node_get_string (node);
      cell.kind = autosell_sheet_text_is_error (cell.text) ? AUTOSELL_SHEET_CELL_ERROR : AUTOSELL_SHEET_CELL_TEXT;
    }
  else if (type == G_TYPE_BOOLEAN)
    cell = (AutosellSheetCell){ AUTOSELL_SHEET_CELL_BOOLEAN, json_node_get_boolean (node) ? 1 : 0, NULL, NULL };
  else if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    cell = (AutosellSheetCell){ AUTOSELL_SHEET_CELL_NUMBER, json_node_get_double (node), NULL, NULL };
  else
    return;
  autosell_sheet_grid_set (grid, row, column, &cell);
}

/* A ValueRange. @first_row: (out) (optional): where it begins in the tab; its columns begin at A where that is asked
 * for */
static AutosellSheetGrid *
read_values (JsonObject *range, guint *first_row, gboolean from_first_column)
{
  AutosellSheetGrid *grid = autosell_sheet_grid_new ();
  JsonArray *rows = autosell_google_json_array (range, "values");
  const char *a1 = autosell_google_json_string (range, "range");
  guint row = 0, column = 0;

  if (first_row != NULL && (a1 == NULL || !autosell_sheet_parse_a1_start (a1, &row, &column)))
    row = G_MAXUINT; /* nowhere */
  if (first_row != NULL)
    *first_row = row;
  if (!from_first_column)
    column = 0;
  for (guint i = 0; i < autosell_google_json_length (rows); i++)
    {
      JsonArray *cells = autosell_google_json_row (rows, i);
      guint n_cells = MIN (autosell_google_json_length (cells), MAX_COLUMNS);

      for (guint k = 0; k < n_cells; k++)
        read_cell (grid, i, column + k, json_array_get_element (cells, k));
    }
  return grid;
}

gpointer
autosell_sheet_read_ranges (JsonNode *root, gpointer data, GError **error)
{
  JsonArray *ranges = autosell_google_json_array (autosell_google_json_root (root), "valueRanges");
  guint n_asked = GPOINTER_TO_UINT (data);
  GPtrArray *grids;

  if (autosell_google_json_length (ranges) != n_asked)
    {
      autosell_google_json_set_unexpected (error, "sheets values");
      return NULL;
    }
  grids = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_sheet_grid_unref);
  for (guint i = 0; i < n_asked; i++)
    g_ptr_array_add (grids, read_values (autosell_google_json_element (ranges, i), NULL, FALSE));
  return grids;
}

/* ---- Pins ---- */

static void
read_pinned_row (GPtrArray *rows, JsonObject *filter, JsonObject *values)
{
  JsonObject *lookup = autosell_google_json_object (filter, "developerMetadataLookup");
  gint64 pin_id = autosell_google_json_int (lookup, "metadataId", 0);
  AutosellPinnedRow *row;

  if (pin_id <= 0 || pin_id > G_MAXINT32 || values == NULL)
    return;
  row = g_new0 (AutosellPinnedRow, 1);
  row->pin_id = pin_id;
  row->cells = read_values (values, &row->row, TRUE);
  g_ptr_array_add (rows, row);
}

gpointer
autosell_sheet_read_pinned (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonArray *ranges = autosell_google_json_array (object, "valueRanges");
  GPtrArray *rows;

  if (object == NULL)
    {
      autosell_google_json_set_unexpected (error, "sheets pins");
      return NULL;
    }
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_pinned_row_free);
  for (guint i = 0; i < autosell_google_json_length (ranges); i++)
    {
      JsonObject *match = autosell_google_json_element (ranges, i);
      JsonArray *filters = autosell_google_json_array (match, "dataFilters");

      /* A row with two pins answers once, for both. */
      for (guint k = 0; k < autosell_google_json_length (filters); k++)
        read_pinned_row (rows, autosell_google_json_element (filters, k),
                         autosell_google_json_object (match, "valueRange"));
    }
  return rows;
}

gpointer
autosell_sheet_read_updated (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonObject *object = autosell_google_json_root (root);
  JsonArray *responses = autosell_google_json_array (object, "responses");
  GPtrArray *rows;

  if (object == NULL)
    {
      autosell_google_json_set_unexpected (error, "sheets pins");
      return NULL;
    }
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_pinned_row_free);
  for (guint i = 0; i < autosell_google_json_length (responses); i++)
    {
      JsonObject *response = autosell_google_json_element (responses, i);

      read_pinned_row (rows, autosell_google_json_object (response, "dataFilter"),
                       autosell_google_json_object (response, "updatedData"));
    }
  return rows;
}

/* ---- Columns ---- */

static void
column_read_free (gpointer data)
{
  AutosellSheetColumnRead *read = data;

  g_free (read->list_range);
  autosell_sheet_column_free (&read->column); /* its first member */
}

static AutosellSheetFormat
read_format (JsonObject *cell)
{
  JsonObject *format =
    autosell_google_json_object (autosell_google_json_object (cell, "userEnteredFormat"), "numberFormat");
  const char *type = autosell_google_json_string (format, "type");

  if (type == NULL)
    return AUTOSELL_SHEET_FORMAT_GENERAL;
  if (g_str_has_prefix (type, "DATE"))
    return AUTOSELL_SHEET_FORMAT_DATE;
  if (g_str_equal (type, "TEXT"))
    return AUTOSELL_SHEET_FORMAT_TEXT;
  return AUTOSELL_SHEET_FORMAT_NUMBER;
}

/* "=Listas!$A$2:$A$20" → "Listas!A2:A20" */
static char *
dup_list_range (const char *value)
{
  GString *range;

  if (value == NULL || *value != '=')
    return NULL;
  range = g_string_new (value + 1);
  g_string_replace (range, "$", "", 0);
  return g_string_free (range, FALSE);
}

static void
read_rule (AutosellSheetColumnRead *read, JsonObject *rule)
{
  JsonObject *condition = autosell_google_json_object (rule, "condition");
  JsonArray *values = autosell_google_json_array (condition, "values");
  const char *type = autosell_google_json_string (condition, "type");
  g_autoptr(GStrvBuilder) list = NULL;

  if (type == NULL)
    return;
  read->column.is_strict = autosell_google_json_bool (rule, "strict");
  read->column.rule = AUTOSELL_SHEET_RULE_OTHER;
  if (g_str_equal (type, "BOOLEAN"))
    read->column.rule = AUTOSELL_SHEET_RULE_BOOLEAN;
  else if (g_str_equal (type, "ONE_OF_RANGE"))
    {
      read->list_range =
        dup_list_range (autosell_google_json_string (autosell_google_json_element (values, 0), "userEnteredValue"));
      if (read->list_range != NULL)
        read->column.rule = AUTOSELL_SHEET_RULE_LIST;
    }
  else if (g_str_equal (type, "ONE_OF_LIST"))
    {
      read->column.rule = AUTOSELL_SHEET_RULE_LIST;
      list = g_strv_builder_new ();
      for (guint i = 0; i < autosell_google_json_length (values); i++)
        {
          const char *value =
            autosell_google_json_string (autosell_google_json_element (values, i), "userEnteredValue");

          if (value != NULL)
            g_strv_builder_add (list, value);
        }
      read->column.values = g_strv_builder_end (list);
    }
}

gpointer
autosell_sheet_read_columns (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  JsonArray *sheets = autosell_google_json_array (autosell_google_json_root (root), "sheets");
  JsonObject *sheet = autosell_google_json_element (sheets, 0);
  JsonObject *grid = autosell_google_json_element (autosell_google_json_array (sheet, "data"), 0);
  JsonArray *metadata = autosell_google_json_array (grid, "columnMetadata");
  JsonObject *row = autosell_google_json_element (autosell_google_json_array (grid, "rowData"), 0);
  JsonArray *cells = autosell_google_json_array (row, "values");
  JsonObject *properties =
    autosell_google_json_object (autosell_google_json_object (sheet, "properties"), "gridProperties");
  guint first = autosell_google_json_int (grid, "startColumn", 0);
  guint n = CLAMP (autosell_google_json_int (properties, "columnCount", 0), 0, MAX_COLUMNS);
  GPtrArray *columns;

  if (sheet == NULL)
    {
      autosell_google_json_set_unexpected (error, "sheets columns");
      return NULL;
    }
  columns = g_ptr_array_new_with_free_func (column_read_free);
  for (guint i = 0; i < n; i++)
    {
      AutosellSheetColumnRead *read = g_new0 (AutosellSheetColumnRead, 1);
      JsonObject *cell = i >= first ? autosell_google_json_element (cells, i - first) : NULL;

      read->column.format = read_format (cell);
      read->column.is_hidden =
        i >= first && autosell_google_json_bool (autosell_google_json_element (metadata, i - first), "hiddenByUser");
      read_rule (read, autosell_google_json_object (cell, "dataValidation"));
      g_ptr_array_add (columns, read);
    }
  return columns;
}

gpointer
autosell_sheet_read_nothing (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error)
{
  static int nothing;

  if (autosell_google_json_root (root) != NULL)
    return &nothing;
  autosell_google_json_set_unexpected (error, "sheets");
  return NULL;
}
