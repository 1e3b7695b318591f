/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "colleague.h"

#include "identity.h"
#include "sheets.h"

static const char *
get_text (JsonObject *act, const char *name)
{
  const char *text = json_object_get_string_member_with_default (act, name, NULL);

  return text != NULL ? text : "";
}

static Book *
find_book (Call *call, JsonObject *act)
{
  GHashTableIter iter;
  gpointer book;

  if (json_object_has_member (act, "sheet"))
    return g_hash_table_lookup (call->cloud->books, get_text (act, "sheet"));
  g_hash_table_iter_init (&iter, call->cloud->books);
  return g_hash_table_iter_next (&iter, NULL, &book) ? book : NULL;
}

static gboolean
edit (Call *call, Book *book, JsonObject *act)
{
  Place place;
  Cell *cell;
  JsonObject *format = NULL;

  if (!book_locate (call, book, get_text (act, "range"), &place))
    return FALSE;
  cell = tab_edit_cell (place.tab, place.area.start_row, place.area.start_column);
  value_from_typed (&cell->value, get_text (act, "value"), book->locale, &format);
  if (format != NULL && cell->format == NULL)
    cell->format = g_steal_pointer (&format);
  g_clear_pointer (&format, json_object_unref);
  return TRUE;
}

static gboolean
batch (Call *call, Book *book, JsonObject *act)
{
  JsonArray *requests = json_object_get_array_member (act, "requests");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      g_autoptr(JsonObject) reply = json_object_new ();

      if (!batch_apply (call, book, json_array_get_object_element (requests, i), i, reply))
        return FALSE;
    }
  return TRUE;
}

static gboolean
sort (Call *call, Book *book, JsonObject *act)
{
  SortKey key = { json_object_get_int_member_with_default (act, "column", 0),
                  json_object_get_boolean_member_with_default (act, "descending", FALSE) };
  Place place;

  if (!book_locate (call, book, get_text (act, "range"), &place))
    return FALSE;
  tab_sort (place.tab, &place.area, &key, 1, call->cloud->quirks.tags_follow_sort);
  return TRUE;
}

static gboolean
duplicate (Call *call, Book *book, JsonObject *act)
{
  Tab *tab = book_find_title (book, get_text (act, "tab"));
  gint64 row = json_object_get_int_member_with_default (act, "row", 0) - 1;

  if (tab == NULL || row < 0 || row >= tab->rows->len)
    return call_refuse (call, "No such row");
  tab_insert (tab, TRUE, row + 1, 1, FALSE);
  for (gint64 column = 0; column < tab->columns->len; column++)
    {
      Cell *copy = cell_copy (tab_get_cell (tab, row, column));

      if (copy != NULL)
        {
          Cell *cell = tab_edit_cell (tab, row + 1, column);

          value_copy (&cell->value, &copy->value);
          cell->format = g_steal_pointer (&copy->format);
          cell->validation = g_steal_pointer (&copy->validation);
        }
      cell_free (copy);
    }
  return TRUE;
}

static gboolean
rename_tab (Call *call, Book *book, JsonObject *act)
{
  Tab *tab = book_find_title (book, get_text (act, "tab"));

  if (tab == NULL)
    return call_refuse (call, "No such tab");
  g_free (tab->title);
  tab->title = g_strdup (get_text (act, "title"));
  return TRUE;
}

static gboolean
trash (Call *call, Book *book, JsonObject *act)
{
  book->file->is_trashed = TRUE;
  return TRUE;
}

static gboolean
stop_sharing (Call *call, Book *book, JsonObject *act)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (book->file->writers, get_text (act, "email"), g_str_equal, &index))
    g_ptr_array_remove_index (book->file->writers, index);
  return TRUE;
}

gboolean
colleague_act (Call *call, JsonObject *act)
{
  static const struct
  {
    const char *name;
    gboolean (*act) (Call *call, Book *book, JsonObject *act);
  } acts[] = {
    { "edit", edit },
    { "batch", batch },
    { "sort", sort },
    { "duplicate", duplicate },
    { "rename", rename_tab },
    { "trash", trash },
    { "unshare", stop_sharing },
  };
  Person *person = call->person;
  Book *book = find_book (call, act);
  gboolean is_done = FALSE;

  if (book == NULL)
    return call_refuse (call, "No such spreadsheet");
  call->person = identity_find_person (call->cloud->identity, book->file->owner);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, get_text (act, "do")))
      {
        is_done = acts[i].act (call, book, act);
        if (is_done)
          book_touch (call->cloud, book, book->file->owner);
        call->person = person;
        return is_done;
      }
  call->person = person;
  return call_refuse (call, "Nobody knows how to do “%s”", get_text (act, "do"));
}
