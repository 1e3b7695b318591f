/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include "identity.h"
#include "mask.h"

static JsonObject *
describe_area (Tab *tab, const Area *area)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "sheetId", tab->id);
  json_object_set_int_member (object, "startRowIndex", area->start_row);
  json_object_set_int_member (object, "endRowIndex", area->end_row);
  json_object_set_int_member (object, "startColumnIndex", area->start_column);
  json_object_set_int_member (object, "endColumnIndex", area->end_column);
  return object;
}

JsonObject *
structure_describe_tab (Tab *tab, gint64 index)
{
  JsonObject *object = json_object_new ();
  JsonObject *grid = json_object_new ();

  json_object_set_int_member (object, "sheetId", tab->id);
  json_object_set_string_member (object, "title", tab->title);
  json_object_set_int_member (object, "index", index);
  json_object_set_string_member (object, "sheetType", "GRID");
  json_object_set_int_member (grid, "rowCount", tab->rows->len);
  json_object_set_int_member (grid, "columnCount", tab->columns->len);
  if (tab->frozen_rows > 0)
    json_object_set_int_member (grid, "frozenRowCount", tab->frozen_rows);
  if (tab->frozen_columns > 0)
    json_object_set_int_member (grid, "frozenColumnCount", tab->frozen_columns);
  json_object_set_object_member (object, "gridProperties", grid);
  /* What is false is absent */
  if (tab->is_hidden)
    json_object_set_boolean_member (object, "hidden", TRUE);
  return object;
}

static JsonObject *
describe_value (const Value *value)
{
  JsonObject *object = json_object_new ();

  switch (value->kind)
    {
    case VALUE_NUMBER:
      json_object_set_member (object, "numberValue", value_to_json (value));
      break;
    case VALUE_BOOL:
      json_object_set_member (object, "boolValue", value_to_json (value));
      break;
    case VALUE_FORMULA:
      json_object_set_string_member (object, "formulaValue", value->text);
      break;
    default:
      json_object_set_string_member (object, "stringValue", value->text != NULL ? value->text : "");
      break;
    }
  return object;
}

static JsonObject *
describe_cell (Book *book, Tab *tab, const Cell *cell)
{
  JsonObject *object = json_object_new ();
  g_auto(Value) effective = { 0 };

  if (cell == NULL)
    return object;
  if (cell->value.kind != VALUE_EMPTY)
    {
      g_autofree char *text = NULL;

      book_evaluate (book, tab, cell, &effective);
      text = value_format (&effective, cell->format, book->locale);
      json_object_set_object_member (object, "userEnteredValue", describe_value (&cell->value));
      json_object_set_object_member (object, "effectiveValue", describe_value (&effective));
      json_object_set_string_member (object, "formattedValue", text);
    }
  if (cell->format != NULL)
    json_object_set_object_member (object, "userEnteredFormat", json_object_ref (cell->format));
  if (cell->validation != NULL)
    json_object_set_object_member (object, "dataValidation", json_object_ref (cell->validation));
  if (cell->note != NULL)
    json_object_set_string_member (object, "note", cell->note);
  return object;
}

static JsonArray *
describe_lines (GPtrArray *lines, gint64 start, gint64 end)
{
  JsonArray *array = json_array_new ();

  for (gint64 i = start; i < end; i++)
    {
      const Line *line = g_ptr_array_index (lines, i);
      JsonObject *object = json_object_new ();

      if (line->is_hidden)
        json_object_set_boolean_member (object, "hiddenByUser", TRUE);
      if (line->is_filtered)
        json_object_set_boolean_member (object, "hiddenByFilter", TRUE);
      json_object_set_int_member (object, "pixelSize", line->pixel_size != 0 ? line->pixel_size : 21);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe_data (Book *book, const Place *place)
{
  JsonObject *data = json_object_new ();
  JsonArray *rows = json_array_new ();

  if (place->area.start_row > 0)
    json_object_set_int_member (data, "startRow", place->area.start_row);
  if (place->area.start_column > 0)
    json_object_set_int_member (data, "startColumn", place->area.start_column);
  for (gint64 row = place->area.start_row; row < place->area.end_row; row++)
    {
      JsonObject *object = json_object_new ();
      JsonArray *values = json_array_new ();

      for (gint64 column = place->area.start_column; column < place->area.end_column; column++)
        json_array_add_object_element (values,
                                       describe_cell (book, place->tab, tab_get_cell (place->tab, row, column)));
      json_object_set_array_member (object, "values", values);
      json_array_add_object_element (rows, object);
    }
  json_object_set_array_member (data, "rowData", rows);
  json_object_set_array_member (data, "rowMetadata",
                                describe_lines (place->tab->rows, place->area.start_row, place->area.end_row));
  json_object_set_array_member (data, "columnMetadata",
                                describe_lines (place->tab->columns, place->area.start_column, place->area.end_column));
  return data;
}

static void
add_protections (Tab *tab, JsonObject *sheet, Book *book, const char *email)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tab->protections->len; i++)
    {
      const Protection *protection = g_ptr_array_index (tab->protections, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "protectedRangeId", protection->id);
      json_object_set_object_member (object, "range", describe_area (tab, &protection->area));
      if (protection->description != NULL)
        json_object_set_string_member (object, "description", protection->description);
      if (protection->is_warning)
        json_object_set_boolean_member (object, "warningOnly", TRUE);
      if (protection->is_warning || book_may_write (book, tab, &protection->area, email))
        json_object_set_boolean_member (object, "requestingUserCanEdit", TRUE);
      json_array_add_object_element (array, object);
    }
  if (json_array_get_length (array) > 0)
    json_object_set_array_member (sheet, "protectedRanges", array);
  else
    json_array_unref (array);
}

static void
add_merges (Tab *tab, JsonObject *sheet)
{
  JsonArray *array;

  if (tab->merges->len == 0)
    return;
  array = json_array_new ();
  for (guint i = 0; i < tab->merges->len; i++)
    json_array_add_object_element (array, describe_area (tab, &g_array_index (tab->merges, Area, i)));
  json_object_set_array_member (sheet, "merges", array);
}

/* @places: (element-type Place): of which the cells are wanted too */
static JsonObject *
describe_book (Call *call, Book *book, GArray *places, gboolean with_data)
{
  JsonObject *object = json_object_new ();
  JsonObject *properties = json_object_new ();
  JsonArray *sheets = json_array_new ();
  g_autofree char *url = g_strdup_printf ("https://docs.google.com/spreadsheets/d/%s/edit", book->file->id);

  json_object_set_string_member (object, "spreadsheetId", book->file->id);
  json_object_set_string_member (properties, "title", book->file->name);
  json_object_set_string_member (properties, "locale", book->locale);
  json_object_set_string_member (properties, "autoRecalc", "ON_CHANGE");
  json_object_set_string_member (properties, "timeZone", book->time_zone);
  json_object_set_object_member (object, "properties", properties);
  for (guint i = 0; i < book->tabs->len; i++)
    {
      Tab *tab = g_ptr_array_index (book->tabs, i);
      JsonObject *sheet = json_object_new ();
      JsonArray *data = json_array_new ();

      json_object_set_object_member (sheet, "properties", structure_describe_tab (tab, i));
      add_protections (tab, sheet, book, call->person->email);
      add_merges (tab, sheet);
      for (guint j = 0; with_data && j < places->len; j++)
        if (g_array_index (places, Place, j).tab == tab)
          json_array_add_object_element (data, describe_data (book, &g_array_index (places, Place, j)));
      if (json_array_get_length (data) > 0)
        json_object_set_array_member (sheet, "data", data);
      else
        json_array_unref (data);
      json_array_add_object_element (sheets, sheet);
    }
  json_object_set_array_member (object, "sheets", sheets);
  json_object_set_string_member (object, "spreadsheetUrl", url);
  return object;
}

void
structure_get (Call *call, Book *book)
{
  GPtrArray *ranges = call_get_all (call, "ranges");
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  const char *fields = call_get (call, "fields");
  g_autoptr(Mask) mask = fields != NULL ? mask_parse (fields) : NULL;
  gboolean with_data =
    fields != NULL ? mask != NULL && mask_has_path (mask, "sheets.data") : call_get_bool (call, "includeGridData");

  call_know_query (call, "ranges", "includeGridData", "excludeTablesInBandedRanges", NULL);
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      Place place;

      if (!book_locate (call, book, g_ptr_array_index (ranges, i), &place))
        return;
      g_array_append_val (places, place);
    }
  for (guint i = 0; places->len == 0 && ranges == NULL && with_data && i < book->tabs->len; i++)
    {
      Tab *tab = g_ptr_array_index (book->tabs, i);
      Place place = { tab, { 0, tab->rows->len, 0, tab->columns->len } };

      g_array_append_val (places, place);
    }
  call_answer_object (call, describe_book (call, book, places, with_data));
}

void
structure_create (Call *call)
{
  JsonObject *body, *properties;
  JsonArray *sheets;
  DriveFile *file;
  Book *book;
  g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (Place));

  if (!call_read_body (call, "NewSpreadsheet"))
    return;
  body = call_get_object (call);
  properties = json_object_has_member (body, "properties") ? json_object_get_object_member (body, "properties") : NULL;
  file = drive_add (call->cloud, NULL,
                    properties != NULL
                      ? json_object_get_string_member_with_default (properties, "title", "Untitled spreadsheet")
                      : "Untitled spreadsheet",
                    DRIVE_MIME_SHEET, call->person->email);
  identity_grant_file (call->cloud->identity, call->person, file->id);
  book = book_new (
    file, properties != NULL ? json_object_get_string_member_with_default (properties, "locale", "en_US") : "en_US",
    properties != NULL ? json_object_get_string_member_with_default (properties, "timeZone", "Etc/GMT") : "Etc/GMT");
  sheets = json_object_has_member (body, "sheets") ? json_object_get_array_member (body, "sheets") : NULL;
  for (guint i = 0; sheets != NULL && i < json_array_get_length (sheets); i++)
    {
      JsonObject *given = json_array_get_object_element (sheets, i);
      JsonObject *sheet =
        json_object_has_member (given, "properties") ? json_object_get_object_member (given, "properties") : NULL;

      book_add_tab (book, sheet != NULL ? json_object_get_int_member_with_default (sheet, "sheetId", -1) : -1,
                    sheet != NULL ? json_object_get_string_member_with_default (sheet, "title", "Sheet1") : "Sheet1",
                    1000, 26);
    }
  if (book->tabs->len == 0)
    book_add_tab (book, 0, g_str_has_prefix (book->locale, "es") ? "Hoja 1" : "Sheet1", 1000, 26);
  g_hash_table_insert (call->cloud->books, file->id, book);
  cloud_touch (call->cloud);
  call_answer_object (call, describe_book (call, book, none, FALSE));
}
