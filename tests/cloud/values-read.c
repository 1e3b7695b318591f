/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "values.h"

/* ---- Reading ---- */

static gboolean
read_choice (Call *call, const char *name, const char *text, const char *const *choices, guint *choice)
{
  if (text == NULL)
    return TRUE;
  for (guint i = 0; choices[i] != NULL; i++)
    if (g_str_equal (text, choices[i]))
      {
        *choice = i;
        return TRUE;
      }
  return call_refuse (call, "Invalid value at '%s' (TYPE_ENUM), \"%s\"", name, text);
}

gboolean
values_read_options (Call *call, const char *dimension, const char *render, const char *days, ReadOptions *options)
{
  static const char *const dimensions[] = { "ROWS", "COLUMNS", NULL };
  static const char *const renders[] = { "FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA", NULL };
  static const char *const day_forms[] = { "SERIAL_NUMBER", "FORMATTED_STRING", NULL };
  guint chosen_dimension = 0, chosen_render = 0, chosen_days = 0;

  if (!read_choice (call, "major_dimension", dimension, dimensions, &chosen_dimension)
      || !read_choice (call, "value_render_option", render, renders, &chosen_render)
      || !read_choice (call, "date_time_render_option", days, day_forms, &chosen_days))
    return FALSE;
  *options = (ReadOptions){ chosen_dimension == 1, chosen_render, chosen_days == 1 };
  return TRUE;
}

/* Ragged: what is empty at the end of a line, and lines at the end, are left out. */
static JsonArray *
read_area (Book *book, const Place *place, const ReadOptions *options)
{
  gint64 n_lines = options->by_columns ? place->area.end_column - place->area.start_column
                                       : place->area.end_row - place->area.start_row;
  gint64 n_cells = options->by_columns ? place->area.end_row - place->area.start_row
                                       : place->area.end_column - place->area.start_column;
  JsonArray *lines = json_array_sized_new (n_lines);
  gint64 n_waiting = 0;

  for (gint64 i = 0; i < n_lines; i++)
    {
      JsonArray *line = NULL;
      gint64 n_blank = 0;

      for (gint64 j = 0; j < n_cells; j++)
        {
          const Cell *cell = tab_get_cell (place->tab, place->area.start_row + (options->by_columns ? j : i),
                                           place->area.start_column + (options->by_columns ? i : j));

          if (cell_is_blank (cell))
            {
              n_blank++;
              continue;
            }
          if (line == NULL)
            line = json_array_new ();
          for (; n_blank > 0; n_blank--)
            json_array_add_string_element (line, "");
          json_array_add_element (line, book_render (book, place->tab, cell, options->render, options->formats_days));
        }
      if (line == NULL)
        {
          n_waiting++;
          continue;
        }
      for (; n_waiting > 0; n_waiting--)
        json_array_add_array_element (lines, json_array_new ());
      json_array_add_array_element (lines, line);
    }
  return lines;
}

JsonObject *
values_make_range (Book *book, const Place *place, const ReadOptions *options)
{
  JsonObject *object = json_object_new ();
  JsonArray *values = read_area (book, place, options);
  g_autofree char *range = place_format (place);

  json_object_set_string_member (object, "range", range);
  json_object_set_string_member (object, "majorDimension", options->by_columns ? "COLUMNS" : "ROWS");
  if (json_array_get_length (values) > 0)
    json_object_set_array_member (object, "values", values);
  else
    json_array_unref (values);
  return object;
}

void
values_get (Call *call, Book *book, const char *range)
{
  ReadOptions options;
  Place place;

  call_know_query (call, "majorDimension", "valueRenderOption", "dateTimeRenderOption", NULL);
  if (values_read_options (call, call_get (call, "majorDimension"), call_get (call, "valueRenderOption"),
                           call_get (call, "dateTimeRenderOption"), &options)
      && book_locate (call, book, range, &place))
    call_answer_object (call, values_make_range (book, &place, &options));
}

void
values_batch_get (Call *call, Book *book)
{
  GPtrArray *ranges = call_get_all (call, "ranges");
  JsonObject *answer;
  JsonArray *found;
  ReadOptions options;

  call_know_query (call, "ranges", "majorDimension", "valueRenderOption", "dateTimeRenderOption", NULL);
  if (!values_read_options (call, call_get (call, "majorDimension"), call_get (call, "valueRenderOption"),
                            call_get (call, "dateTimeRenderOption"), &options))
    return;
  answer = json_object_new ();
  found = json_array_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  json_object_set_array_member (answer, "valueRanges", found);
  for (guint i = 0; ranges != NULL && i < ranges->len; i++)
    {
      Place place;

      if (!book_locate (call, book, g_ptr_array_index (ranges, i), &place))
        {
          json_object_unref (answer);
          return;
        }
      json_array_add_object_element (found, values_make_range (book, &place, &options));
    }
  call_answer_object (call, answer);
}

void
values_batch_get_by_filter (Call *call, Book *book)
{
  JsonObject *body, *answer;
  JsonArray *filters, *found;
  ReadOptions options;

  if (!call_read_body (call, "BatchGetByDataFilter"))
    return;
  body = call_get_object (call);
  if (!values_read_options (call, call_get_text (body, "majorDimension"), call_get_text (body, "valueRenderOption"),
                            call_get_text (body, "dateTimeRenderOption"), &options))
    return;
  filters = json_object_has_member (body, "dataFilters") ? json_object_get_array_member (body, "dataFilters") : NULL;
  answer = json_object_new ();
  found = json_array_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  for (guint i = 0; filters != NULL && i < json_array_get_length (filters); i++)
    {
      JsonObject *filter = json_array_get_object_element (filters, i);
      g_autoptr(GArray) places = metadata_locate (call, book, filter);

      if (places == NULL)
        {
          json_array_unref (found);
          json_object_unref (answer);
          return;
        }
      for (guint j = 0; j < places->len; j++)
        {
          JsonObject *entry = json_object_new ();
          JsonArray *given = json_array_new ();

          json_object_set_object_member (entry, "valueRange",
                                         values_make_range (book, &g_array_index (places, Place, j), &options));
          json_array_add_object_element (given, json_object_ref (filter));
          json_object_set_array_member (entry, "dataFilters", given);
          json_array_add_object_element (found, entry);
        }
    }
  json_object_set_array_member (answer, "valueRanges", found);
  call_answer_object (call, answer);
}
