/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include <string.h>

#include "identity.h"
#include "mask.h"

static void
put_object (JsonObject **place, JsonObject *object)
{
  JsonObject *old = *place;

  *place = object != NULL ? json_object_ref (object) : NULL;
  g_clear_pointer (&old, json_object_unref);
}

static void
put_value (Value *value, JsonObject *given)
{
  value_clear (value);
  if (given == NULL)
    return;
  if (json_object_has_member (given, "numberValue"))
    value_set_number (value, json_object_get_double_member (given, "numberValue"));
  else if (json_object_has_member (given, "boolValue"))
    {
      value->kind = VALUE_BOOL;
      value->number = json_object_get_boolean_member (given, "boolValue");
    }
  else if (json_object_has_member (given, "formulaValue"))
    {
      value->kind = VALUE_FORMULA;
      value->text = g_strdup (json_object_get_string_member (given, "formulaValue"));
    }
  else if (json_object_has_member (given, "stringValue"))
    {
      value->kind = *json_object_get_string_member (given, "stringValue") != '\0' ? VALUE_TEXT : VALUE_EMPTY;
      value->text = value->kind == VALUE_TEXT ? g_strdup (json_object_get_string_member (given, "stringValue")) : NULL;
    }
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  return object != NULL && json_object_has_member (object, name) ? json_object_get_object_member (object, name) : NULL;
}

/* userEnteredFormat, or one part of it: the others stay. */
static void
put_format (Cell *cell, JsonObject *given, const Mask *mask)
{
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(JsonObject) merged = NULL;

  if (mask_is_everything (mask))
    {
      put_object (&cell->format, given);
      return;
    }
  merged = json_object_new ();
  if (cell->format != NULL)
    {
      g_autoptr(GList) names = json_object_get_members (cell->format);

      for (GList *link = names; link != NULL; link = link->next)
        json_object_set_member (merged, link->data, json_node_copy (json_object_get_member (cell->format, link->data)));
    }
  parts = mask_get_names (mask);
  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);

      if (given != NULL && json_object_has_member (given, part))
        json_object_set_member (merged, part, json_node_copy (json_object_get_member (given, part)));
      else if (json_object_has_member (merged, part))
        json_object_remove_member (merged, part);
    }
  put_object (&cell->format, merged);
}

/* What the mask names is set or, where it is not given, cleared; the rest of the cell stays. */
static void
put_cell (Tab *tab, gint64 row, gint64 column, JsonObject *given, const Mask *mask)
{
  Cell *cell = tab_edit_cell (tab, row, column);
  const Mask *inner;

  if (mask_has (mask, "userEnteredValue", NULL))
    put_value (&cell->value, get_object (given, "userEnteredValue"));
  if (mask_has (mask, "userEnteredFormat", &inner))
    put_format (cell, get_object (given, "userEnteredFormat"), inner);
  if (mask_has (mask, "dataValidation", NULL))
    put_object (&cell->validation, get_object (given, "dataValidation"));
  if (mask_has (mask, "note", NULL))
    {
      g_free (cell->note);
      cell->note = given != NULL ? g_strdup (json_object_get_string_member_with_default (given, "note", NULL)) : NULL;
    }
}

static Mask *
read_mask (Call *call, JsonObject *body, const char *name, guint index)
{
  static const char *const known[] = { "userEnteredValue", "userEnteredFormat", "dataValidation", "note", "*", NULL };
  g_autoptr(Mask) mask = mask_parse (json_object_get_string_member (body, "fields"));
  g_autoptr(GPtrArray) names = mask != NULL ? mask_get_names (mask) : NULL;

  for (guint i = 0; names != NULL && i < names->len; i++)
    if (!g_strv_contains (known, g_ptr_array_index (names, i)))
      g_clear_pointer (&names, g_ptr_array_unref);
  if (names == NULL)
    {
      call_refuse (call, "Invalid requests[%u].%s: Invalid field mask", index, name);
      return NULL;
    }
  return g_steal_pointer (&mask);
}

static gboolean
check_area (Call *call, Book *book, Tab *tab, const Area *area, const char *name, guint index)
{
  return book_may_write (book, tab, area, call->person->email)
         || call_refuse (
           call,
           "Invalid requests[%u].%s: You are trying to edit a protected cell or object. Please contact the "
           "spreadsheet owner to remove protection if you need to edit.",
           index, name);
}

static gint64
get_width (JsonArray *rows)
{
  gint64 width = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      if (json_object_has_member (row, "values"))
        width = MAX (width, json_array_get_length (json_object_get_array_member (row, "values")));
    }
  return width;
}

static void
put_rows (Tab *tab, const Area *area, JsonArray *rows, const Mask *mask)
{
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *cells = json_object_has_member (row, "values") ? json_object_get_array_member (row, "values") : NULL;

      for (guint j = 0; cells != NULL && j < json_array_get_length (cells); j++)
        put_cell (tab, area->start_row + i, area->start_column + j, json_array_get_object_element (cells, j), mask);
    }
}

static gboolean
update_cells (Call *call, Book *book, JsonObject *body, guint index)
{
  static const char *const name = "updateCells";
  g_autoptr(Mask) mask = read_mask (call, body, name, index);
  JsonArray *rows = json_object_has_member (body, "rows") ? json_object_get_array_member (body, "rows") : NULL;
  JsonObject *start = get_object (body, "start"), *range = get_object (body, "range");
  g_autoptr(JsonArray) none = json_array_new ();
  Area area;
  Tab *tab;

  if (mask == NULL)
    return FALSE;
  if ((start == NULL) == (range == NULL))
    return call_refuse (call, "Invalid requests[%u].%s: exactly one of start and range must be set", index, name);
  if (rows == NULL)
    rows = none;
  if (range != NULL)
    {
      if (!sheets_read_area (call, book, range, name, index, &tab, &area))
        return FALSE;
      if (json_array_get_length (rows) > area.end_row - area.start_row
          || get_width (rows) > area.end_column - area.start_column)
        return call_refuse (call, "Invalid requests[%u].%s: more data than the range holds", index, name);
    }
  else
    {
      tab = book_find_tab (book, json_object_get_int_member_with_default (start, "sheetId", 0));
      if (tab == NULL)
        return call_refuse (call, "Invalid requests[%u].%s: No grid with that id", index, name);
      area.start_row = json_object_get_int_member_with_default (start, "rowIndex", 0);
      area.start_column = json_object_get_int_member_with_default (start, "columnIndex", 0);
      area.end_row = area.start_row + json_array_get_length (rows);
      area.end_column = area.start_column + get_width (rows);
    }
  if (area.start_row < 0 || area.start_column < 0 || area.end_row > tab->rows->len
      || area.end_column > tab->columns->len)
    return call_refuse (
      call, "Invalid requests[%u].%s: Attempting to write outside of the grid. Max rows: %u, max columns: %u", index,
      name, tab->rows->len, tab->columns->len);
  if (!check_area (call, book, tab, &area, name, index))
    return FALSE;
  /* A range clears what no row is given for */
  for (gint64 row = area.start_row; range != NULL && row < area.end_row; row++)
    for (gint64 column = area.start_column; column < area.end_column; column++)
      if (tab_get_cell (tab, row, column) != NULL)
        put_cell (tab, row, column, NULL, mask);
  put_rows (tab, &area, rows, mask);
  return TRUE;
}

static gboolean
append_cells (Call *call, Book *book, JsonObject *body, guint index)
{
  static const char *const name = "appendCells";
  g_autoptr(Mask) mask = read_mask (call, body, name, index);
  JsonArray *rows = json_object_has_member (body, "rows") ? json_object_get_array_member (body, "rows") : NULL;
  Tab *tab = book_find_tab (book, json_object_get_int_member_with_default (body, "sheetId", 0));
  Area area;

  if (mask == NULL)
    return FALSE;
  if (tab == NULL || rows == NULL)
    return call_refuse (call, "Invalid requests[%u].%s: No grid with that id, or no rows", index, name);
  area =
    (Area){ tab_count_used_rows (tab), tab_count_used_rows (tab) + json_array_get_length (rows), 0, get_width (rows) };
  if (area.end_row > tab->rows->len)
    tab_append (tab, TRUE, area.end_row - tab->rows->len);
  if (area.end_column > tab->columns->len)
    tab_append (tab, FALSE, area.end_column - tab->columns->len);
  put_rows (tab, &area, rows, mask);
  return TRUE;
}

static gboolean
repeat_cell (Call *call, Book *book, JsonObject *body, guint index)
{
  static const char *const name = "repeatCell";
  g_autoptr(Mask) mask = read_mask (call, body, name, index);
  Area area;
  Tab *tab;

  if (mask == NULL
      || !sheets_read_area (call, book, json_object_get_object_member (body, "range"), name, index, &tab, &area)
      || !check_area (call, book, tab, &area, name, index))
    return FALSE;
  for (gint64 row = area.start_row; row < area.end_row; row++)
    for (gint64 column = area.start_column; column < area.end_column; column++)
      put_cell (tab, row, column, get_object (body, "cell"), mask);
  return TRUE;
}

static gboolean
set_validation (Call *call, Book *book, JsonObject *body, guint index)
{
  static const char *const name = "setDataValidation";
  Area area;
  Tab *tab;

  if (!sheets_read_area (call, book, json_object_get_object_member (body, "range"), name, index, &tab, &area)
      || !check_area (call, book, tab, &area, name, index))
    return FALSE;
  for (gint64 row = area.start_row; row < area.end_row; row++)
    for (gint64 column = area.start_column; column < area.end_column; column++)
      put_object (&tab_edit_cell (tab, row, column)->validation, get_object (body, "rule"));
  return TRUE;
}

static void
paste_cell (const Cell *from, Cell *to, const char *type)
{
  gboolean is_all = g_str_equal (type, "PASTE_NORMAL");

  if (is_all || g_str_equal (type, "PASTE_VALUES"))
    {
      if (from != NULL)
        value_copy (&to->value, &from->value);
      else
        value_clear (&to->value);
    }
  if (is_all || g_str_equal (type, "PASTE_FORMAT"))
    put_object (&to->format, from != NULL ? from->format : NULL);
  if (is_all || g_str_equal (type, "PASTE_DATA_VALIDATION"))
    put_object (&to->validation, from != NULL ? from->validation : NULL);
}

static gboolean
copy_paste (Call *call, Book *book, JsonObject *body, guint index)
{
  static const char *const name = "copyPaste";
  const char *type = json_object_get_string_member_with_default (body, "pasteType", "PASTE_NORMAL");
  Area from, to;
  Tab *source, *target;
  gint64 height, width;

  if (!sheets_read_area (call, book, json_object_get_object_member (body, "source"), name, index, &source, &from)
      || !sheets_read_area (call, book, json_object_get_object_member (body, "destination"), name, index, &target, &to)
      || !check_area (call, book, target, &to, name, index))
    return FALSE;
  height = from.end_row - from.start_row;
  width = from.end_column - from.start_column;
  for (gint64 row = to.start_row; row < to.end_row; row++)
    for (gint64 column = to.start_column; column < to.end_column; column++)
      {
        Cell *copy = cell_copy (tab_get_cell (source, from.start_row + (row - to.start_row) % height,
                                              from.start_column + (column - to.start_column) % width));

        paste_cell (copy, tab_edit_cell (target, row, column), type);
        cell_free (copy);
      }
  return TRUE;
}

gboolean
batch_apply_cells (Call *call, Book *book, const char *name, JsonObject *body, guint index, gboolean *is_known)
{
  static const struct
  {
    const char *name;
    gboolean (*apply) (Call *call, Book *book, JsonObject *body, guint index);
  } requests[] = {
    { "updateCells", update_cells },         { "appendCells", append_cells }, { "repeatCell", repeat_cell },
    { "setDataValidation", set_validation }, { "copyPaste", copy_paste },
  };

  *is_known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    if (g_str_equal (requests[i].name, name))
      {
        *is_known = TRUE;
        return requests[i].apply (call, book, body, index);
      }
  return FALSE;
}
