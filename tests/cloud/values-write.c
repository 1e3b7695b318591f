/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "values.h"

#include "identity.h"

/* ---- Writing ---- */

typedef struct
{
  gboolean is_typed; /* USER_ENTERED */
  gboolean tells_values;
  ReadOptions tell;
} WriteOptions;

/* One range of a write, checked whole before any cell is changed, so that a batch is all or nothing. */
typedef struct
{
  Place place;       /* what is written */
  Place shown;       /* what updatedData shows */
  JsonArray *values; /* not owned */
  gboolean by_columns;
  JsonObject *filter; /* (nullable) (not owned) */
  gint64 width, height;
} Write;

static gboolean
check_protection (Call *call, Book *book, const Write *write, guint index)
{
  Area area = write->place.area;

  area.end_row = area.start_row + write->height;
  area.end_column = area.start_column + write->width;
  if (write->width == 0 || book_may_write (book, write->place.tab, &area, call->person->email))
    return TRUE;
  return call_refuse (call,
                      "Invalid data[%u]: Estás intentando editar una celda o un objeto protegidos. Comunícate con el "
                      "propietario de la hoja de cálculo para quitar la protección si necesitas editar.",
                      index);
}

static gboolean
is_listed (Book *book, JsonObject *validation, const char *text)
{
  JsonObject *condition = json_object_get_object_member (validation, "condition");
  JsonArray *values =
    json_object_has_member (condition, "values") ? json_object_get_array_member (condition, "values") : NULL;

  if (!g_str_equal (json_object_get_string_member (condition, "type"), "ONE_OF_LIST") || values == NULL)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (values, i), "userEnteredValue"),
                     text))
      return TRUE;
  return FALSE;
}

static gboolean
check_dropdown (Call *call, Book *book, Tab *tab, gint64 row, gint64 column, JsonNode *node, guint index)
{
  const Cell *cell = tab_get_cell (tab, row, column);

  if (!call->cloud->quirks.strict_dropdowns_refuse || cell == NULL || cell->validation == NULL
      || !json_object_get_boolean_member_with_default (cell->validation, "strict", FALSE)
      || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
      || *json_node_get_string (node) == '\0' || is_listed (book, cell->validation, json_node_get_string (node)))
    return TRUE;
  return call_refuse (
    call, "Invalid data[%u]: The data you entered violates the data validation rules set on this cell.", index);
}

/* The size of what is to be written, and whether it fits: a single cell is only the corner it starts at, more bound
 * it. */
static gboolean
check_write (Call *call, Book *book, Write *write, gboolean is_bounded, guint index)
{
  Area *area = &write->place.area;
  Tab *tab = write->place.tab;
  guint n_lines = json_array_get_length (write->values);
  gint64 longest = 0;

  for (guint i = 0; i < n_lines; i++)
    longest = MAX (longest, json_array_get_length (json_array_get_array_element (write->values, i)));
  write->height = write->by_columns ? longest : n_lines;
  write->width = write->by_columns ? n_lines : longest;
  if (is_bounded && area->start_row + write->height > area->end_row)
    return call_refuse (call,
                        "Invalid data[%u]: Requested writing within range ['%s'!A%" G_GINT64_FORMAT
                        "], but tried writing to "
                        "row [%" G_GINT64_FORMAT "]",
                        index, tab->title, area->start_row + 1, area->end_row + 1);
  if (is_bounded && area->start_column + write->width > area->end_column)
    {
      g_autofree char *column = a1_column_name (area->end_column);

      return call_refuse (call,
                          "Invalid data[%u]: Requested writing within range ['%s'!A%" G_GINT64_FORMAT
                          "], but tried writing "
                          "to column [%s]",
                          index, tab->title, area->start_row + 1, column);
    }
  if (area->start_row + write->height > tab->rows->len || area->start_column + write->width > tab->columns->len)
    return call_refuse (call, "Invalid data[%u]: Range (%s) exceeds grid limits. Max rows: %u, max columns: %u", index,
                        tab->title, tab->rows->len, tab->columns->len);
  for (guint i = 0; i < n_lines; i++)
    {
      JsonArray *line = json_array_get_array_element (write->values, i);

      for (guint j = 0; j < json_array_get_length (line); j++)
        if (!check_dropdown (call, book, tab, area->start_row + (write->by_columns ? j : i),
                             area->start_column + (write->by_columns ? i : j), json_array_get_element (line, j), index))
          return FALSE;
    }
  return check_protection (call, book, write, index);
}

static void
write_cell (Book *book, Tab *tab, gint64 row, gint64 column, JsonNode *node, gboolean is_typed)
{
  Cell *cell;
  JsonObject *format = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return;
  cell = tab_edit_cell (tab, row, column);
  if (is_typed && json_node_get_value_type (node) == G_TYPE_STRING)
    value_from_typed (&cell->value, json_node_get_string (node), book->locale, &format);
  else
    value_from_json (&cell->value, node);
  if (format != NULL && cell->format == NULL)
    cell->format = format;
  else
    g_clear_pointer (&format, json_object_unref);
}

static void
do_write (Book *book, const Write *write, gboolean is_typed)
{
  for (guint i = 0; i < json_array_get_length (write->values); i++)
    {
      JsonArray *line = json_array_get_array_element (write->values, i);

      for (guint j = 0; j < json_array_get_length (line); j++)
        write_cell (book, write->place.tab, write->place.area.start_row + (write->by_columns ? j : i),
                    write->place.area.start_column + (write->by_columns ? i : j), json_array_get_element (line, j),
                    is_typed);
    }
}

static JsonObject *
describe_write (Book *book, const Write *write, const WriteOptions *options)
{
  JsonObject *object = json_object_new ();
  Place written = write->place;
  g_autofree char *range = NULL;

  written.area.end_row = written.area.start_row + MAX (1, write->height);
  written.area.end_column = written.area.start_column + MAX (1, write->width);
  range = place_format (write->filter != NULL ? &write->shown : &written);
  json_object_set_string_member (object, "spreadsheetId", book->file->id);
  json_object_set_string_member (object, "updatedRange", range);
  json_object_set_int_member (object, "updatedRows", write->height);
  json_object_set_int_member (object, "updatedColumns", write->width);
  json_object_set_int_member (object, "updatedCells", write->height * write->width);
  if (write->filter != NULL)
    {
      json_object_remove_member (object, "spreadsheetId");
      json_object_set_object_member (object, "dataFilter", json_object_ref (write->filter));
    }
  if (options->tells_values)
    json_object_set_object_member (
      object, "updatedData",
      values_make_range (book, write->filter != NULL ? &write->shown : &written, &options->tell));
  return object;
}

static gboolean
read_write_options (Call *call, const char *input, gboolean tells, const char *render, const char *days,
                    WriteOptions *options)
{
  if (g_strcmp0 (input, "RAW") != 0 && g_strcmp0 (input, "USER_ENTERED") != 0)
    return call_refuse (call, "'valueInputOption' is required but not specified");
  options->is_typed = g_str_equal (input, "USER_ENTERED");
  options->tells_values = tells;
  return values_read_options (call, NULL, render, days, &options->tell);
}

static gboolean
begin_write (Call *call, Book *book, JsonObject *data, const char *range, guint index, Write *write)
{
  *write = (Write){ .by_columns = g_strcmp0 (call_get_text (data, "majorDimension"), "COLUMNS") == 0 };
  if (!book_locate (call, book, range, &write->place))
    return FALSE;
  write->values = json_object_has_member (data, "values") ? json_object_get_array_member (data, "values") : NULL;
  if (write->values == NULL)
    return call_refuse (call, "Invalid data[%u]: values are missing", index);
  return check_write (call, book, write,
                      write->place.area.end_row - write->place.area.start_row > 1
                        || write->place.area.end_column - write->place.area.start_column > 1,
                      index);
}

void
values_update (Call *call, Book *book, const char *range)
{
  WriteOptions options;
  Write write;
  const char *named;

  call_know_query (call, "valueInputOption", "includeValuesInResponse", "responseValueRenderOption",
                   "responseDateTimeRenderOption", NULL);
  if (!call_read_body (call, "ValueRange")
      || !read_write_options (
        call, call_get (call, "valueInputOption"), call_get_bool (call, "includeValuesInResponse"),
        call_get (call, "responseValueRenderOption"), call_get (call, "responseDateTimeRenderOption"), &options))
    return;
  named = call_get_text (call_get_object (call), "range");
  if (named != NULL && !g_str_equal (named, range))
    {
      call_refuse (call, "Requested writing within range [%s], but the body names %s", range, named);
      return;
    }
  if (!begin_write (call, book, call_get_object (call), range, 0, &write))
    return;
  do_write (book, &write, options.is_typed);
  book_touch (call->cloud, book, call->person->email);
  call_answer_object (call, describe_write (book, &write, &options));
}

static void
answer_writes (Call *call, Book *book, GArray *writes, const WriteOptions *options)
{
  JsonObject *answer = json_object_new ();
  JsonArray *responses = json_array_new ();
  gint64 n_rows = 0, n_columns = 0, n_cells = 0;

  for (guint i = 0; i < writes->len; i++)
    do_write (book, &g_array_index (writes, Write, i), options->is_typed);
  book_touch (call->cloud, book, call->person->email);
  for (guint i = 0; i < writes->len; i++)
    {
      const Write *write = &g_array_index (writes, Write, i);

      n_rows += write->height;
      n_columns += write->width;
      n_cells += write->height * write->width;
      json_array_add_object_element (responses, describe_write (book, write, options));
    }
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  json_object_set_int_member (answer, "totalUpdatedRows", n_rows);
  json_object_set_int_member (answer, "totalUpdatedColumns", n_columns);
  json_object_set_int_member (answer, "totalUpdatedCells", n_cells);
  json_object_set_int_member (answer, "totalUpdatedSheets", writes->len > 0 ? 1 : 0);
  json_object_set_array_member (answer, "responses", responses);
  call_answer_object (call, answer);
}

static gboolean
read_batch_options (Call *call, JsonObject *body, WriteOptions *options)
{
  return read_write_options (call, call_get_text (body, "valueInputOption"),
                             json_object_get_boolean_member_with_default (body, "includeValuesInResponse", FALSE),
                             call_get_text (body, "responseValueRenderOption"),
                             call_get_text (body, "responseDateTimeRenderOption"), options);
}

void
values_batch_update (Call *call, Book *book)
{
  g_autoptr(GArray) writes = g_array_new (FALSE, FALSE, sizeof (Write));
  WriteOptions options;
  JsonArray *data;

  if (!call_read_body (call, "BatchUpdateValues") || !read_batch_options (call, call_get_object (call), &options))
    return;
  data = json_object_has_member (call_get_object (call), "data")
           ? json_object_get_array_member (call_get_object (call), "data")
           : NULL;
  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonObject *entry = json_array_get_object_element (data, i);
      Write write;

      if (call_get_text (entry, "range") == NULL)
        {
          call_refuse (call, "Invalid data[%u]: range is missing", i);
          return;
        }
      if (!begin_write (call, book, entry, call_get_text (entry, "range"), i, &write))
        return;
      g_array_append_val (writes, write);
    }
  answer_writes (call, book, writes, &options);
}

void
values_batch_update_by_filter (Call *call, Book *book)
{
  g_autoptr(GArray) writes = g_array_new (FALSE, FALSE, sizeof (Write));
  WriteOptions options;
  JsonArray *data;

  if (!call_read_body (call, "BatchUpdateByDataFilter") || !read_batch_options (call, call_get_object (call), &options))
    return;
  data = json_object_has_member (call_get_object (call), "data")
           ? json_object_get_array_member (call_get_object (call), "data")
           : NULL;
  for (guint i = 0; data != NULL && i < json_array_get_length (data); i++)
    {
      JsonObject *entry = json_array_get_object_element (data, i);
      JsonObject *filter = json_object_get_object_member (entry, "dataFilter");
      g_autoptr(GArray) places = metadata_locate (call, book, filter);

      if (places == NULL)
        return;
      for (guint j = 0; j < places->len; j++)
        {
          Write write = { .by_columns = g_strcmp0 (call_get_text (entry, "majorDimension"), "COLUMNS") == 0,
                          .filter = filter };

          write.place = write.shown = g_array_index (places, Place, j);
          write.values =
            json_object_has_member (entry, "values") ? json_object_get_array_member (entry, "values") : NULL;
          if (write.values == NULL)
            {
              call_refuse (call, "Invalid data[%u]: values are missing", i);
              return;
            }
          if (!check_write (call, book, &write, TRUE, i))
            return;
          g_array_append_val (writes, write);
        }
    }
  answer_writes (call, book, writes, &options);
}

/* ---- Clearing ---- */

static void
clear_place (const Place *place)
{
  for (gint64 row = place->area.start_row; row < place->area.end_row; row++)
    for (gint64 column = place->area.start_column; column < place->area.end_column; column++)
      {
        Cell *cell = tab_get_cell (place->tab, row, column);

        if (cell != NULL)
          value_clear (&cell->value);
      }
}

static gboolean
may_clear (Call *call, Book *book, const Place *place)
{
  return book_may_write (book, place->tab, &place->area, call->person->email)
         || call_refuse (call, "Invalid range: a protected cell");
}

void
values_clear (Call *call, Book *book, const char *range)
{
  JsonObject *answer;
  Place place;
  g_autofree char *cleared = NULL;

  if (!call_read_body (call, "ClearValues") || !book_locate (call, book, range, &place)
      || !may_clear (call, book, &place))
    return;
  clear_place (&place);
  book_touch (call->cloud, book, call->person->email);
  cleared = place_format (&place);
  answer = json_object_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  json_object_set_string_member (answer, "clearedRange", cleared);
  call_answer_object (call, answer);
}

void
values_batch_clear (Call *call, Book *book)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  JsonArray *ranges, *cleared;
  JsonObject *answer;

  if (!call_read_body (call, "BatchClearValues"))
    return;
  ranges = json_object_has_member (call_get_object (call), "ranges")
             ? json_object_get_array_member (call_get_object (call), "ranges")
             : NULL;
  for (guint i = 0; ranges != NULL && i < json_array_get_length (ranges); i++)
    {
      Place place;

      if (!book_locate (call, book, json_array_get_string_element (ranges, i), &place)
          || !may_clear (call, book, &place))
        return;
      g_array_append_val (places, place);
    }
  cleared = json_array_new ();
  for (guint i = 0; i < places->len; i++)
    {
      g_autofree char *range = place_format (&g_array_index (places, Place, i));

      clear_place (&g_array_index (places, Place, i));
      json_array_add_string_element (cleared, range);
    }
  book_touch (call->cloud, book, call->person->email);
  answer = json_object_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  json_object_set_array_member (answer, "clearedRanges", cleared);
  call_answer_object (call, answer);
}

/* ---- Appending ---- */

static gboolean
is_filled (Tab *tab, gint64 row, gint64 column)
{
  return row >= 0 && column >= 0 && !cell_is_blank (tab_get_cell (tab, row, column));
}

/* Grows @area over adjoining filled cells, diagonally too, until its border is empty. */
static void
grow_table (Tab *tab, Area *area)
{
  gboolean has_grown = TRUE;

  while (has_grown)
    {
      has_grown = FALSE;
      for (gint64 row = area->start_row - 1; row <= area->end_row; row++)
        for (gint64 column = area->start_column - 1; column <= area->end_column; column++)
          if (!area_contains (area, row, column) && is_filled (tab, row, column))
            {
              area->start_row = MIN (area->start_row, row);
              area->end_row = MAX (area->end_row, row + 1);
              area->start_column = MIN (area->start_column, column);
              area->end_column = MAX (area->end_column, column + 1);
              has_grown = TRUE;
            }
    }
}

/* The last table that the range reaches: Google's example has A1:C2 and B4:D6, and B2:D4 means the second. */
static gboolean
find_table (Tab *tab, const Area *range, Area *table)
{
  for (gint64 row = MIN (range->end_row, tab->rows->len) - 1; row >= range->start_row; row--)
    for (gint64 column = range->start_column; column < MIN (range->end_column, tab->columns->len); column++)
      if (is_filled (tab, row, column))
        {
          *table = (Area){ row, row + 1, column, column + 1 };
          grow_table (tab, table);
          return TRUE;
        }
  return FALSE;
}

void
values_append (Call *call, Book *book, const char *range)
{
  WriteOptions options;
  Write write;
  Area table;
  gboolean has_table, inserts;
  JsonObject *answer;

  call_know_query (call, "valueInputOption", "insertDataOption", "includeValuesInResponse", "responseValueRenderOption",
                   "responseDateTimeRenderOption", NULL);
  if (!call_read_body (call, "ValueRange")
      || !read_write_options (
        call, call_get (call, "valueInputOption"), call_get_bool (call, "includeValuesInResponse"),
        call_get (call, "responseValueRenderOption"), call_get (call, "responseDateTimeRenderOption"), &options))
    return;
  write = (Write){ 0 };
  if (!book_locate (call, book, range, &write.place))
    return;
  write.values = json_object_has_member (call_get_object (call), "values")
                   ? json_object_get_array_member (call_get_object (call), "values")
                   : NULL;
  if (write.values == NULL)
    {
      call_refuse (call, "Invalid data: values are missing");
      return;
    }
  inserts = g_strcmp0 (call_get (call, "insertDataOption"), "INSERT_ROWS") == 0;
  has_table = find_table (write.place.tab, &write.place.area, &table);
  if (has_table)
    {
      write.place.area.start_row = table.end_row;
      write.place.area.start_column = table.start_column;
    }
  write.height = json_array_get_length (write.values);
  if (inserts && write.place.area.start_row < write.place.tab->rows->len)
    tab_insert (write.place.tab, TRUE, write.place.area.start_row, write.height, TRUE);
  else if (write.place.area.start_row + write.height > write.place.tab->rows->len)
    tab_append (write.place.tab, TRUE, write.place.area.start_row + write.height - write.place.tab->rows->len);
  if (!check_write (call, book, &write, FALSE, 0))
    return;
  do_write (book, &write, options.is_typed);
  book_touch (call->cloud, book, call->person->email);
  answer = json_object_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  if (has_table)
    {
      Place found = { write.place.tab, table };
      g_autofree char *text = place_format (&found);

      json_object_set_string_member (answer, "tableRange", text);
    }
  json_object_set_object_member (answer, "updates", describe_write (book, &write, &options));
  call_answer_object (call, answer);
}
