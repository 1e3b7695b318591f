/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sheet-batch.h"

#include <math.h>

#include "autosell-google-json.h"
#include "autosell-sheet-cell-private.h"

struct _AutosellSheetBatch
{
  gatomicrefcount ref_count;
  JsonArray *requests; /* owned */
  gboolean is_repeatable;
};

AutosellSheetBatch *
autosell_sheet_batch_new (void)
{
  AutosellSheetBatch *self = g_new0 (AutosellSheetBatch, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->requests = json_array_new ();
  self->is_repeatable = TRUE;
  return self;
}

AutosellSheetBatch *
autosell_sheet_batch_ref (AutosellSheetBatch *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_sheet_batch_unref (AutosellSheetBatch *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  json_array_unref (self->requests);
  g_free (self);
}

guint
autosell_sheet_batch_get_size (const AutosellSheetBatch *self)
{
  return json_array_get_length (self->requests);
}

gboolean
autosell_sheet_batch_is_repeatable (const AutosellSheetBatch *self)
{
  return self->is_repeatable;
}

char *
autosell_sheet_batch_to_json (const AutosellSheetBatch *self)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_array_member (object, "requests", json_array_ref (self->requests));
  json_node_take_object (root, object);
  return json_to_string (root, FALSE);
}

/* ---- One request ---- */

static JsonBuilder *
begin (const char *name)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
  return builder;
}

/* @builder: (transfer full) */
static void
end (AutosellSheetBatch *self, JsonBuilder *builder, gboolean is_repeatable)
{
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_array_add_element (self->requests, json_builder_get_root (builder));
  self->is_repeatable = self->is_repeatable && is_repeatable;
  g_object_unref (builder);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
begin_object (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_object (builder);
}

static void
add_dimension_range (JsonBuilder *builder, const char *name, int sheet_id, const char *dimension, guint start,
                     guint end_index)
{
  begin_object (builder, name);
  add_int (builder, "sheetId", sheet_id);
  add_string (builder, "dimension", dimension);
  add_int (builder, "startIndex", start);
  add_int (builder, "endIndex", end_index);
  json_builder_end_object (builder);
}

/* @end_row: 0 for the end of the tab */
static void
add_grid_range (JsonBuilder *builder, const char *name, int sheet_id, guint row, guint end_row, guint column,
                guint end_column)
{
  begin_object (builder, name);
  add_int (builder, "sheetId", sheet_id);
  add_int (builder, "startRowIndex", row);
  if (end_row > 0)
    add_int (builder, "endRowIndex", end_row);
  if (end_column > 0)
    {
      add_int (builder, "startColumnIndex", column);
      add_int (builder, "endColumnIndex", end_column);
    }
  json_builder_end_object (builder);
}

static void
insert (AutosellSheetBatch *self, int sheet_id, const char *dimension, guint at, guint n, gboolean is_like_before)
{
  JsonBuilder *builder = begin ("insertDimension");

  add_dimension_range (builder, "range", sheet_id, dimension, at, at + n);
  add_boolean (builder, "inheritFromBefore", is_like_before);
  end (self, builder, FALSE);
}

/* ---- Rows ---- */

void
autosell_sheet_batch_insert_rows (AutosellSheetBatch *self, int sheet_id, guint row, guint n_rows,
                                  gboolean is_like_above)
{
  g_return_if_fail (row > 0 && n_rows > 0);

  insert (self, sheet_id, "ROWS", row, n_rows, is_like_above);
}

void
autosell_sheet_batch_copy_rules (AutosellSheetBatch *self, int sheet_id, guint from_row, guint row, guint n_rows,
                                 guint n_columns)
{
  JsonBuilder *builder = begin ("copyPaste");

  add_grid_range (builder, "source", sheet_id, from_row, from_row + 1, 0, n_columns);
  add_grid_range (builder, "destination", sheet_id, row, row + n_rows, 0, n_columns);
  add_string (builder, "pasteType", "PASTE_DATA_VALIDATION");
  end (self, builder, FALSE);
}

static gboolean
is_kept (const AutosellSheetCell *cell)
{
  return cell->kind == AUTOSELL_SHEET_CELL_KEEP || cell->kind == AUTOSELL_SHEET_CELL_ERROR;
}

static void
add_cell (JsonBuilder *builder, const AutosellSheetCell *cell)
{
  json_builder_begin_object (builder);
  if (cell->kind != AUTOSELL_SHEET_CELL_BLANK && !is_kept (cell))
    {
      begin_object (builder, "userEnteredValue");
      json_builder_set_member_name (builder, cell->kind == AUTOSELL_SHEET_CELL_NUMBER    ? "numberValue"
                                             : cell->kind == AUTOSELL_SHEET_CELL_BOOLEAN ? "boolValue"
                                                                                         : "stringValue");
      autosell_sheet_cell_add_value (builder, cell);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
}

static JsonBuilder *
begin_cells (int sheet_id, guint row, guint column)
{
  JsonBuilder *builder = begin ("updateCells");

  begin_object (builder, "start");
  add_int (builder, "sheetId", sheet_id);
  add_int (builder, "rowIndex", row);
  add_int (builder, "columnIndex", column);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "rows");
  json_builder_begin_array (builder);
  return builder;
}

static void
add_row (JsonBuilder *builder, const AutosellSheetCell *cells, guint n_cells)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_cells; i++)
    add_cell (builder, &cells[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* @builder: (transfer full) */
static void
end_cells (AutosellSheetBatch *self, JsonBuilder *builder)
{
  json_builder_end_array (builder);
  add_string (builder, "fields", "userEnteredValue");
  end (self, builder, TRUE);
}

/* A cell without a value is emptied, so that what is to be kept must not stand in the request at all: one request a
 * run. */
static void
fill_run (AutosellSheetBatch *self, int sheet_id, guint row, guint column, const AutosellSheetCell *cells,
          guint n_cells)
{
  JsonBuilder *builder = begin_cells (sheet_id, row, column);

  add_row (builder, cells, n_cells);
  end_cells (self, builder);
}

void
autosell_sheet_batch_fill_new_rows (AutosellSheetBatch *self, int sheet_id, guint row,
                                    const AutosellSheetCell *const *rows, const guint *n_cells, guint n_rows)
{
  JsonBuilder *builder = begin_cells (sheet_id, row, 0);

  for (guint i = 0; i < n_rows; i++)
    add_row (builder, rows[i], n_cells[i]);
  end_cells (self, builder);
}

void
autosell_sheet_batch_fill_column (AutosellSheetBatch *self, int sheet_id, guint row, guint column,
                                  const AutosellSheetCell *cells, guint n_cells)
{
  JsonBuilder *builder = begin_cells (sheet_id, row, column);

  for (guint i = 0; i < n_cells; i++)
    add_row (builder, &cells[i], 1);
  end_cells (self, builder);
}

void
autosell_sheet_batch_fill_row (AutosellSheetBatch *self, int sheet_id, guint row, const AutosellSheetCell *cells,
                               guint n_cells)
{
  for (guint i = 0; i < n_cells;)
    {
      guint first = i;

      while (i < n_cells && !is_kept (&cells[i]))
        i++;
      if (i > first)
        fill_run (self, sheet_id, row, first, cells + first, i - first);
      while (i < n_cells && is_kept (&cells[i]))
        i++;
    }
}

void
autosell_sheet_batch_append_rows (AutosellSheetBatch *self, int sheet_id, guint n_rows)
{
  JsonBuilder *builder = begin ("appendDimension");

  add_int (builder, "sheetId", sheet_id);
  add_string (builder, "dimension", "ROWS");
  add_int (builder, "length", n_rows);
  end (self, builder, FALSE);
}

/* ---- Columns ---- */

void
autosell_sheet_batch_insert_column (AutosellSheetBatch *self, int sheet_id, guint column, guint header_row,
                                    const char *header)
{
  const AutosellSheetCell cell = { AUTOSELL_SHEET_CELL_TEXT, 0, header, NULL };

  g_return_if_fail (column > 0);

  insert (self, sheet_id, "COLUMNS", column, 1, TRUE);
  fill_run (self, sheet_id, header_row, column, &cell, 1);
}

void
autosell_sheet_batch_hide_column (AutosellSheetBatch *self, int sheet_id, guint column, gboolean is_hidden)
{
  JsonBuilder *builder = begin ("updateDimensionProperties");

  add_dimension_range (builder, "range", sheet_id, "COLUMNS", column, column + 1);
  begin_object (builder, "properties");
  add_boolean (builder, "hiddenByUser", is_hidden);
  json_builder_end_object (builder);
  add_string (builder, "fields", "hiddenByUser");
  end (self, builder, TRUE);
}

/* ---- Tabs ---- */

void
autosell_sheet_batch_add_tab (AutosellSheetBatch *self, int sheet_id, const char *title, guint n_rows, guint n_columns,
                              gboolean is_hidden)
{
  JsonBuilder *builder = begin ("addSheet");

  begin_object (builder, "properties");
  add_int (builder, "sheetId", sheet_id);
  add_string (builder, "title", title);
  add_boolean (builder, "hidden", is_hidden);
  begin_object (builder, "gridProperties");
  add_int (builder, "rowCount", n_rows);
  add_int (builder, "columnCount", n_columns);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  end (self, builder, FALSE);
}

void
autosell_sheet_batch_freeze_rows (AutosellSheetBatch *self, int sheet_id, guint n_rows)
{
  JsonBuilder *builder = begin ("updateSheetProperties");

  begin_object (builder, "properties");
  add_int (builder, "sheetId", sheet_id);
  begin_object (builder, "gridProperties");
  add_int (builder, "frozenRowCount", n_rows);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  add_string (builder, "fields", "gridProperties.frozenRowCount");
  end (self, builder, TRUE);
}

void
autosell_sheet_batch_set_list (AutosellSheetBatch *self, int sheet_id, guint first_row, guint column,
                               const char *const *values, gboolean is_strict)
{
  JsonBuilder *builder = begin ("setDataValidation");

  add_grid_range (builder, "range", sheet_id, first_row, 0, column, column + 1);
  begin_object (builder, "rule");
  begin_object (builder, "condition");
  add_string (builder, "type", "ONE_OF_LIST");
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (; *values != NULL; values++)
    {
      json_builder_begin_object (builder);
      add_string (builder, "userEnteredValue", *values);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  add_boolean (builder, "strict", is_strict);
  add_boolean (builder, "showCustomUi", TRUE);
  json_builder_end_object (builder);
  end (self, builder, TRUE);
}

void
autosell_sheet_batch_set_format (AutosellSheetBatch *self, int sheet_id, guint first_row, guint column,
                                 const char *type, const char *pattern)
{
  JsonBuilder *builder = begin ("repeatCell");

  add_grid_range (builder, "range", sheet_id, first_row, 0, column, column + 1);
  begin_object (builder, "cell");
  begin_object (builder, "userEnteredFormat");
  begin_object (builder, "numberFormat");
  add_string (builder, "type", type);
  add_string (builder, "pattern", pattern);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  add_string (builder, "fields", "userEnteredFormat.numberFormat");
  end (self, builder, TRUE);
}

void
autosell_sheet_batch_set_bold (AutosellSheetBatch *self, int sheet_id, guint row)
{
  JsonBuilder *builder = begin ("repeatCell");

  add_grid_range (builder, "range", sheet_id, row, row + 1, 0, 0);
  begin_object (builder, "cell");
  begin_object (builder, "userEnteredFormat");
  begin_object (builder, "textFormat");
  add_boolean (builder, "bold", TRUE);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  add_string (builder, "fields", "userEnteredFormat.textFormat.bold");
  end (self, builder, TRUE);
}

/* ---- Pins ---- */

void
autosell_sheet_batch_pin (AutosellSheetBatch *self, int sheet_id, guint row, const char *key, int pin_id)
{
  JsonBuilder *builder = begin ("createDeveloperMetadata");

  begin_object (builder, "developerMetadata");
  add_int (builder, "metadataId", pin_id);
  add_string (builder, "metadataKey", key);
  add_string (builder, "visibility", "PROJECT");
  begin_object (builder, "location");
  add_dimension_range (builder, "dimensionRange", sheet_id, "ROWS", row, row + 1);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  end (self, builder, FALSE);
}

void
autosell_sheet_batch_unpin (AutosellSheetBatch *self, const char *key)
{
  JsonBuilder *builder = begin ("deleteDeveloperMetadata");

  begin_object (builder, "dataFilter");
  begin_object (builder, "developerMetadataLookup");
  add_string (builder, "metadataKey", key);
  add_string (builder, "visibility", "PROJECT");
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  end (self, builder, TRUE);
}

/* ---- Values ---- */

void
autosell_sheet_cell_add_value (JsonBuilder *builder, const AutosellSheetCell *cell)
{
  switch (cell->kind)
    {
    case AUTOSELL_SHEET_CELL_NUMBER:
      if (cell->number == floor (cell->number) && fabs (cell->number) < 1e15)
        json_builder_add_int_value (builder, (gint64) cell->number);
      else
        json_builder_add_double_value (builder, cell->number);
      break;
    case AUTOSELL_SHEET_CELL_BOOLEAN:
      json_builder_add_boolean_value (builder, cell->number != 0);
      break;
    case AUTOSELL_SHEET_CELL_TEXT:
      json_builder_add_string_value (builder, cell->text);
      break;
    case AUTOSELL_SHEET_CELL_BLANK:
      json_builder_add_string_value (builder, "");
      break;
    case AUTOSELL_SHEET_CELL_ERROR:
    case AUTOSELL_SHEET_CELL_KEEP:
    default:
      json_builder_add_null_value (builder);
      break;
    }
}
