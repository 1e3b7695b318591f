/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include <string.h>

#include "identity.h"
#include "mask.h"

#define MAX_CELLS 10000000

gboolean
sheets_read_area (Call *call, Book *book, JsonObject *range, const char *name, guint index, Tab **tab, Area *area)
{
  gint64 id = json_object_get_int_member_with_default (range, "sheetId", 0);

  *tab = book_find_tab (book, id);
  if (*tab == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: No grid with id: %" G_GINT64_FORMAT, index, name, id);
  area->start_row = json_object_get_int_member_with_default (range, "startRowIndex", 0);
  area->end_row = json_object_get_int_member_with_default (range, "endRowIndex", (*tab)->rows->len);
  area->start_column = json_object_get_int_member_with_default (range, "startColumnIndex", 0);
  area->end_column = json_object_get_int_member_with_default (range, "endColumnIndex", (*tab)->columns->len);
  if (area->start_row < 0 || area->start_column < 0 || area->end_row <= area->start_row
      || area->end_column <= area->start_column || area->end_row > (*tab)->rows->len
      || area->end_column > (*tab)->columns->len)
    return call_refuse (call, "Invalid requests[%u].%s: range exceeds grid limits. Max rows: %u, max columns: %u",
                        index, name, (*tab)->rows->len, (*tab)->columns->len);
  return TRUE;
}

/* ---- Rows and columns ---- */

typedef struct
{
  Tab *tab;
  gboolean is_rows;
  gint64 start, n;
} Lines;

static gboolean
read_lines (Call *call, Book *book, JsonObject *range, const char *name, guint index, gboolean is_new, Lines *lines)
{
  gint64 id = json_object_get_int_member_with_default (range, "sheetId", 0);
  const char *dimension = json_object_get_string_member_with_default (range, "dimension", NULL);
  gint64 limit, end;

  lines->tab = book_find_tab (book, id);
  if (lines->tab == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: No grid with id: %" G_GINT64_FORMAT, index, name, id);
  if (dimension == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: dimension is required", index, name);
  lines->is_rows = g_str_equal (dimension, "ROWS");
  limit = lines->is_rows ? lines->tab->rows->len : lines->tab->columns->len;
  lines->start = json_object_get_int_member_with_default (range, "startIndex", 0);
  end = json_object_get_int_member_with_default (range, "endIndex", is_new ? -1 : limit);
  lines->n = end - lines->start;
  if (lines->start < 0 || lines->n <= 0)
    return call_refuse (call, "Invalid requests[%u].%s: startIndex and endIndex must bound something", index, name);
  if (is_new ? lines->start > limit : end > limit)
    return call_refuse (call, "Invalid requests[%u].%s: range exceeds grid limits. Max rows: %u, max columns: %u",
                        index, name, lines->tab->rows->len, lines->tab->columns->len);
  return TRUE;
}

static gboolean
check_size (Call *call, Book *book, Tab *grown, gint64 more_rows, gint64 more_columns, guint index)
{
  gint64 n = 0;

  for (guint i = 0; i < book->tabs->len; i++)
    {
      Tab *tab = g_ptr_array_index (book->tabs, i);

      n += ((gint64) tab->rows->len + (tab == grown ? more_rows : 0))
           * ((gint64) tab->columns->len + (tab == grown ? more_columns : 0));
    }
  return n <= MAX_CELLS
         || call_refuse (
           call,
           "Invalid requests[%u]: This action would increase the number of cells in the workbook above the limit of "
           "10000000 cells.",
           index);
}

static gboolean
insert_dimension (Call *call, Book *book, JsonObject *body, guint index)
{
  gboolean inherits = json_object_get_boolean_member_with_default (body, "inheritFromBefore", FALSE);
  Lines lines;

  if (!read_lines (call, book, json_object_get_object_member (body, "range"), "insertDimension", index, TRUE, &lines)
      || !check_size (call, book, lines.tab, lines.is_rows ? lines.n : 0, lines.is_rows ? 0 : lines.n, index))
    return FALSE;
  if (inherits && lines.start == 0)
    return call_refuse (
      call,
      "Invalid requests[%u].insertDimension: inheritFromBefore cannot be true when inserting at the first row "
      "or column",
      index);
  tab_insert (lines.tab, lines.is_rows, lines.start, lines.n, inherits);
  return TRUE;
}

static gboolean
append_dimension (Call *call, Book *book, JsonObject *body, guint index)
{
  gint64 id = json_object_get_int_member_with_default (body, "sheetId", 0);
  gint64 n = json_object_get_int_member (body, "length");
  gboolean is_rows = g_str_equal (json_object_get_string_member (body, "dimension"), "ROWS");
  Tab *tab = book_find_tab (book, id);

  if (tab == NULL)
    return call_refuse (call, "Invalid requests[%u].appendDimension: No grid with id: %" G_GINT64_FORMAT, index, id);
  if (n <= 0)
    return call_refuse (call, "Invalid requests[%u].appendDimension: length must be positive", index);
  if (!check_size (call, book, tab, is_rows ? n : 0, is_rows ? 0 : n, index))
    return FALSE;
  tab_append (tab, is_rows, n);
  return TRUE;
}

static gboolean
delete_dimension (Call *call, Book *book, JsonObject *body, guint index)
{
  Lines lines;

  if (!read_lines (call, book, json_object_get_object_member (body, "range"), "deleteDimension", index, FALSE, &lines))
    return FALSE;
  if (lines.n == (lines.is_rows ? lines.tab->rows->len : lines.tab->columns->len))
    return call_refuse (call, "Invalid requests[%u].deleteDimension: You can't delete all the rows on the sheet.",
                        index);
  tab_delete (lines.tab, lines.is_rows, lines.start, lines.n);
  return TRUE;
}

static gboolean
move_dimension (Call *call, Book *book, JsonObject *body, guint index)
{
  gint64 destination = json_object_get_int_member_with_default (body, "destinationIndex", 0);
  Lines lines;

  if (!read_lines (call, book, json_object_get_object_member (body, "source"), "moveDimension", index, FALSE, &lines))
    return FALSE;
  if (destination < 0 || destination > (lines.is_rows ? lines.tab->rows->len : lines.tab->columns->len))
    return call_refuse (call, "Invalid requests[%u].moveDimension: destinationIndex exceeds grid limits", index);
  tab_move (lines.tab, lines.is_rows, lines.start, lines.n, destination);
  return TRUE;
}

static gboolean
update_dimension (Call *call, Book *book, JsonObject *body, guint index)
{
  JsonObject *properties = json_object_get_object_member (body, "properties");
  g_autoptr(Mask) mask = mask_parse (json_object_get_string_member (body, "fields"));
  Lines lines;

  if (mask == NULL)
    return call_refuse (call, "Invalid requests[%u].updateDimensionProperties: Invalid field mask", index);
  if (!read_lines (call, book, json_object_get_object_member (body, "range"), "updateDimensionProperties", index, FALSE,
                   &lines))
    return FALSE;
  for (gint64 i = lines.start; i < lines.start + lines.n; i++)
    {
      Line *line = g_ptr_array_index (lines.is_rows ? lines.tab->rows : lines.tab->columns, i);

      if (mask_has (mask, "hiddenByUser", NULL))
        line->is_hidden = json_object_get_boolean_member_with_default (properties, "hiddenByUser", FALSE);
      if (mask_has (mask, "pixelSize", NULL))
        line->pixel_size = json_object_get_int_member_with_default (properties, "pixelSize", 0);
    }
  return TRUE;
}

static gboolean
sort_range (Call *call, Book *book, JsonObject *body, guint index)
{
  JsonArray *specs = json_object_get_array_member (body, "sortSpecs");
  g_autofree SortKey *keys = g_new0 (SortKey, json_array_get_length (specs));
  Tab *tab;
  Area area;

  if (!sheets_read_area (call, book, json_object_get_object_member (body, "range"), "sortRange", index, &tab, &area))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (specs); i++)
    {
      JsonObject *spec = json_array_get_object_element (specs, i);

      keys[i].column = json_object_get_int_member_with_default (spec, "dimensionIndex", 0);
      keys[i].is_descending =
        g_strcmp0 (json_object_get_string_member_with_default (spec, "sortOrder", NULL), "DESCENDING") == 0;
    }
  tab_sort (tab, &area, keys, json_array_get_length (specs), call->cloud->quirks.tags_follow_sort);
  return TRUE;
}

/* ---- Tabs ---- */

static gboolean
add_sheet (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply)
{
  JsonObject *given =
    json_object_has_member (body, "properties") ? json_object_get_object_member (body, "properties") : NULL;
  JsonObject *grid = given != NULL && json_object_has_member (given, "gridProperties")
                       ? json_object_get_object_member (given, "gridProperties")
                       : NULL;
  gint64 id = given != NULL ? json_object_get_int_member_with_default (given, "sheetId", -1) : -1;
  const char *title = given != NULL ? json_object_get_string_member_with_default (given, "title", NULL) : NULL;
  g_autofree char *default_title = g_strdup_printf ("Hoja %u", book->tabs->len + 1);
  JsonObject *added = json_object_new ();
  Tab *tab;

  if (title == NULL)
    title = default_title;
  if (book_find_title (book, title) != NULL || (id >= 0 && book_find_tab (book, id) != NULL))
    {
      json_object_unref (added);
      return call_refuse (
        call, "Invalid requests[%u].addSheet: A sheet with the name \"%s\" already exists. Please enter another name.",
        index, title);
    }
  tab = book_add_tab (book, id, title,
                      grid != NULL ? json_object_get_int_member_with_default (grid, "rowCount", 1000) : 1000,
                      grid != NULL ? json_object_get_int_member_with_default (grid, "columnCount", 26) : 26);
  tab->is_hidden = given != NULL && json_object_get_boolean_member_with_default (given, "hidden", FALSE);
  tab->frozen_rows = grid != NULL ? json_object_get_int_member_with_default (grid, "frozenRowCount", 0) : 0;
  json_object_set_object_member (added, "properties", structure_describe_tab (tab, book->tabs->len - 1));
  json_object_set_object_member (reply, "addSheet", added);
  return TRUE;
}

static gboolean
delete_sheet (Call *call, Book *book, JsonObject *body, guint index)
{
  Tab *tab = book_find_tab (book, json_object_get_int_member_with_default (body, "sheetId", 0));

  if (tab == NULL || book->tabs->len == 1)
    return call_refuse (call, "Invalid requests[%u].deleteSheet: You can't remove all the sheets in a document.",
                        index);
  g_ptr_array_remove (book->tabs, tab);
  return TRUE;
}

static gboolean
update_sheet (Call *call, Book *book, JsonObject *body, guint index)
{
  JsonObject *given = json_object_get_object_member (body, "properties");
  JsonObject *grid =
    json_object_has_member (given, "gridProperties") ? json_object_get_object_member (given, "gridProperties") : NULL;
  Tab *tab = book_find_tab (book, json_object_get_int_member_with_default (given, "sheetId", 0));
  g_autoptr(Mask) mask = mask_parse (json_object_get_string_member (body, "fields"));
  const char *title = json_object_get_string_member_with_default (given, "title", NULL);

  if (tab == NULL || mask == NULL)
    return call_refuse (call, "Invalid requests[%u].updateSheetProperties: %s", index,
                        tab == NULL ? "No such sheet" : "Invalid field mask");
  if (mask_has (mask, "title", NULL) && title != NULL)
    {
      Tab *other = book_find_title (book, title);

      if (other != NULL && other != tab)
        return call_refuse (call, "Invalid requests[%u].updateSheetProperties: A sheet with that name exists", index);
      g_free (tab->title);
      tab->title = g_strdup (title);
    }
  if (mask_has (mask, "hidden", NULL))
    tab->is_hidden = json_object_get_boolean_member_with_default (given, "hidden", FALSE);
  if (mask_has_path (mask, "gridProperties.frozenRowCount"))
    tab->frozen_rows = grid != NULL ? json_object_get_int_member_with_default (grid, "frozenRowCount", 0) : 0;
  return TRUE;
}

static gboolean
update_spreadsheet (Call *call, Book *book, JsonObject *body, guint index)
{
  JsonObject *given = json_object_get_object_member (body, "properties");
  g_autoptr(Mask) mask = mask_parse (json_object_get_string_member (body, "fields"));

  if (mask == NULL)
    return call_refuse (call, "Invalid requests[%u].updateSpreadsheetProperties: Invalid field mask", index);
  if (mask_has (mask, "title", NULL) && json_object_has_member (given, "title"))
    {
      g_free (book->file->name);
      book->file->name = g_strdup (json_object_get_string_member (given, "title"));
    }
  if (mask_has (mask, "locale", NULL) && json_object_has_member (given, "locale"))
    {
      g_free (book->locale);
      book->locale = g_strdup (json_object_get_string_member (given, "locale"));
    }
  return TRUE;
}

static gboolean
add_protection (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply)
{
  JsonObject *given = json_object_get_object_member (body, "protectedRange");
  JsonObject *editors =
    json_object_has_member (given, "editors") ? json_object_get_object_member (given, "editors") : NULL;
  JsonArray *users = editors != NULL && json_object_has_member (editors, "users")
                       ? json_object_get_array_member (editors, "users")
                       : NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  JsonObject *answer, *protected;
  Protection *protection;
  Tab *tab;
  Area area;

  if (!json_object_has_member (given, "range")
      || !sheets_read_area (call, book, json_object_get_object_member (given, "range"), "addProtectedRange", index,
                            &tab, &area))
    return call->status != 0 ? FALSE
                             : call_refuse (call, "Invalid requests[%u].addProtectedRange: a range is required", index);
  protection = g_new0 (Protection, 1);
  protection->id = g_random_int_range (1, G_MAXINT32);
  protection->area = area;
  protection->description = g_strdup (json_object_get_string_member_with_default (given, "description", NULL));
  protection->is_warning = json_object_get_boolean_member_with_default (given, "warningOnly", FALSE);
  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++)
    g_strv_builder_add (names, json_array_get_string_element (users, i));
  protection->editors = g_strv_builder_end (names);
  g_ptr_array_add (tab->protections, protection);
  answer = json_object_new ();
  protected = json_object_new ();
  json_object_set_int_member (protected, "protectedRangeId", protection->id);
  json_object_set_object_member (answer, "protectedRange", protected);
  json_object_set_object_member (reply, "addProtectedRange", answer);
  return TRUE;
}

static gboolean
merge_cells (Call *call, Book *book, JsonObject *body, guint index)
{
  Tab *tab;
  Area area;

  if (!sheets_read_area (call, book, json_object_get_object_member (body, "range"), "mergeCells", index, &tab, &area))
    return FALSE;
  /* Of a merged block only the first cell keeps its value */
  for (gint64 row = area.start_row; row < area.end_row; row++)
    for (gint64 column = area.start_column; column < area.end_column; column++)
      {
        Cell *cell = tab_get_cell (tab, row, column);

        if (cell != NULL && (row != area.start_row || column != area.start_column))
          value_clear (&cell->value);
      }
  g_array_append_val (tab->merges, area);
  return TRUE;
}

/* ---- The batch ---- */

gboolean
batch_apply (Call *call, Book *book, JsonObject *request, guint index, JsonObject *reply)
{
  g_autoptr(GList) names = json_object_get_members (request);
  const char *name = names != NULL ? names->data : "";
  JsonObject *body;
  gboolean is_known, is_done;

  if (names == NULL || names->next != NULL)
    return call_refuse (call, "Invalid requests[%u]: exactly one kind of request must be set", index);
  body = json_object_get_object_member (request, name);
  is_done = batch_apply_cells (call, book, name, body, index, &is_known);
  if (is_known)
    return is_done;
  if (g_str_equal (name, "insertDimension"))
    return insert_dimension (call, book, body, index);
  if (g_str_equal (name, "appendDimension"))
    return append_dimension (call, book, body, index);
  if (g_str_equal (name, "deleteDimension"))
    return delete_dimension (call, book, body, index);
  if (g_str_equal (name, "moveDimension"))
    return move_dimension (call, book, body, index);
  if (g_str_equal (name, "updateDimensionProperties"))
    return update_dimension (call, book, body, index);
  if (g_str_equal (name, "sortRange"))
    return sort_range (call, book, body, index);
  if (g_str_equal (name, "addSheet"))
    return add_sheet (call, book, body, index, reply);
  if (g_str_equal (name, "deleteSheet"))
    return delete_sheet (call, book, body, index);
  if (g_str_equal (name, "updateSheetProperties"))
    return update_sheet (call, book, body, index);
  if (g_str_equal (name, "updateSpreadsheetProperties"))
    return update_spreadsheet (call, book, body, index);
  if (g_str_equal (name, "addProtectedRange"))
    return add_protection (call, book, body, index, reply);
  if (g_str_equal (name, "mergeCells"))
    return merge_cells (call, book, body, index);
  if (g_str_equal (name, "createDeveloperMetadata"))
    return metadata_create (call, book, body, index, reply);
  if (g_str_equal (name, "updateDeveloperMetadata"))
    return metadata_update (call, book, body, index, reply);
  return metadata_delete (call, book, body, index, reply);
}

static void
take_over (Book *book, Book *changed)
{
  GPtrArray *tabs = g_steal_pointer (&book->tabs), *tags = g_steal_pointer (&book->tags);
  char *locale = g_steal_pointer (&book->locale);

  book->tabs = changed->tabs;
  book->tags = changed->tags;
  book->locale = changed->locale;
  changed->tabs = tabs;
  changed->tags = tags;
  changed->locale = locale;
  book_free (changed);
}

void
batch_update (Call *call, Book *book)
{
  JsonArray *requests, *replies;
  JsonObject *answer;
  Book *changed;

  if (!call_read_body (call, "BatchUpdate"))
    return;
  requests = json_object_get_array_member (call_get_object (call), "requests");
  if (json_array_get_length (requests) == 0)
    {
      call_refuse (call, "Must specify at least one request.");
      return;
    }
  /* Tried on a copy: what goes wrong in the middle leaves the file as it was */
  changed = book_copy (book);
  replies = json_array_new ();
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *reply = json_object_new ();

      json_array_add_object_element (replies, reply);
      if (!batch_apply (call, changed, json_array_get_object_element (requests, i), i, reply))
        {
          json_array_unref (replies);
          book_free (changed);
          return;
        }
    }
  take_over (book, changed);
  book_touch (call->cloud, book, call->person->email);
  answer = json_object_new ();
  json_object_set_string_member (answer, "spreadsheetId", book->file->id);
  json_object_set_array_member (answer, "replies", replies);
  call_answer_object (call, answer);
}
