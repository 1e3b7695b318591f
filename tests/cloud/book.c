/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include "formula.h"
#include "identity.h"

Book *
book_new (DriveFile *file, const char *locale, const char *time_zone)
{
  Book *book = g_new0 (Book, 1);

  book->file = file;
  book->locale = g_strdup (locale);
  book->time_zone = g_strdup (time_zone);
  book->tabs = g_ptr_array_new_with_free_func ((GDestroyNotify) tab_free);
  book->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) tag_free);
  return book;
}

void
book_free (Book *book)
{
  g_free (book->locale);
  g_free (book->time_zone);
  g_ptr_array_unref (book->tabs);
  g_ptr_array_unref (book->tags);
  g_free (book);
}

JsonNode *
book_to_json (Book *book)
{
  JsonObject *object = json_object_new ();
  JsonArray *tabs = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (object, "locale", book->locale);
  json_object_set_string_member (object, "timeZone", book->time_zone);
  for (guint i = 0; i < book->tabs->len; i++)
    json_array_add_object_element (tabs, tab_to_json (g_ptr_array_index (book->tabs, i)));
  json_object_set_array_member (object, "tabs", tabs);
  json_object_set_array_member (object, "tags", tags_to_json (book->tags));
  json_node_take_object (node, object);
  return node;
}

Book *
book_from_json (DriveFile *file, JsonNode *node)
{
  JsonObject *object = json_node_get_object (node);
  JsonArray *tabs = json_object_get_array_member (object, "tabs");
  Book *book = book_new (file, json_object_get_string_member (object, "locale"),
                         json_object_get_string_member (object, "timeZone"));

  for (guint i = 0; i < json_array_get_length (tabs); i++)
    g_ptr_array_add (book->tabs, tab_from_json (json_array_get_object_element (tabs, i)));
  tags_from_json (book->tags, object);
  return book;
}

Book *
book_copy (Book *book)
{
  Book *copy = book_new (book->file, book->locale, book->time_zone);

  for (guint i = 0; i < book->tabs->len; i++)
    g_ptr_array_add (copy->tabs, tab_copy (g_ptr_array_index (book->tabs, i)));
  g_ptr_array_unref (copy->tags);
  copy->tags = tags_copy (book->tags);
  return copy;
}

Tab *
book_find_tab (Book *book, gint64 id)
{
  for (guint i = 0; i < book->tabs->len; i++)
    if (((Tab *) g_ptr_array_index (book->tabs, i))->id == id)
      return g_ptr_array_index (book->tabs, i);
  return NULL;
}

Tab *
book_find_title (Book *book, const char *title)
{
  g_autofree char *wanted = g_utf8_casefold (title, -1);

  for (guint i = 0; i < book->tabs->len; i++)
    {
      Tab *tab = g_ptr_array_index (book->tabs, i);
      g_autofree char *folded = g_utf8_casefold (tab->title, -1);

      if (g_str_equal (folded, wanted))
        return tab;
    }
  return NULL;
}

Tab *
book_add_tab (Book *book, gint64 id, const char *title, gint64 n_rows, gint64 n_columns)
{
  Tab *tab;

  /* The first tab of a file has the id 0, others a large number */
  if (id < 0)
    for (id = book->tabs->len == 0 ? 0 : 1000000 + book->tabs->len; book_find_tab (book, id) != NULL;)
      id++;
  tab = tab_new (id, title, n_rows, n_columns);
  g_ptr_array_add (book->tabs, tab);
  return tab;
}

/* ---- Ranges ---- */

gboolean
book_locate (Call *call, Book *book, const char *a1, Place *place)
{
  g_auto(A1Range) range = { 0 };
  Tab *tab;

  if (!a1_parse (a1, &range))
    return call_refuse (call, "Unable to parse range: %s", a1);
  tab = range.title != NULL ? book_find_title (book, range.title) : g_ptr_array_index (book->tabs, 0);
  if (tab == NULL)
    return call_refuse (call, "Unable to parse range: %s", a1);
  if (range.start_row >= tab->rows->len || range.start_column >= tab->columns->len)
    return call_refuse (call, "Range (%s) exceeds grid limits. Max rows: %u, max columns: %u", a1, tab->rows->len,
                        tab->columns->len);
  place->tab = tab;
  place->area = (Area){ range.start_row, MIN (range.end_row, tab->rows->len), range.start_column,
                        MIN (range.end_column, tab->columns->len) };
  return TRUE;
}

char *
place_format (const Place *place)
{
  return a1_format (place->tab->title, place->area.start_row, place->area.end_row, place->area.start_column,
                    place->area.end_column);
}

/* ---- Values ---- */

void
book_evaluate (Book *book, Tab *tab, const Cell *cell, Value *result)
{
  if (cell == NULL)
    value_clear (result);
  else if (cell->value.kind == VALUE_FORMULA)
    formula_evaluate (book, tab, cell->value.text, result);
  else
    value_copy (result, &cell->value);
}

JsonNode *
book_render (Book *book, Tab *tab, const Cell *cell, Render render, gboolean formats_days)
{
  g_auto(Value) value = { 0 };
  JsonNode *node;

  if (render == RENDER_FORMULA && cell != NULL && cell->value.kind == VALUE_FORMULA)
    return value_to_json (&cell->value);
  book_evaluate (book, tab, cell, &value);
  if (render == RENDER_FORMATTED || (formats_days && cell != NULL && format_is_date (cell->format)))
    {
      g_autofree char *text = value_format (&value, cell != NULL ? cell->format : NULL, book->locale);

      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_string (node, text);
      return node;
    }
  return value_to_json (&value);
}

/* ---- Who may ---- */

Book *
book_for_call (Call *call, const char *id, gboolean writes)
{
  DriveFile *file = drive_find (call->cloud->drive, id);
  Book *book = g_hash_table_lookup (call->cloud->books, id);

  if (file == NULL || !drive_is_visible (call, file))
    {
      call_not_found (call, id);
      return NULL;
    }
  if (book == NULL)
    {
      call_fail (call, 400, "FAILED_PRECONDITION", NULL, "This operation is not supported for this document");
      return NULL;
    }
  if (writes ? !drive_file_can_write (call->cloud->drive, file, call->person->email)
             : !drive_file_can_read (call->cloud->drive, file, call->person->email))
    {
      call_fail (call, 403, "PERMISSION_DENIED", NULL, "The caller does not have permission");
      return NULL;
    }
  return book;
}

gboolean
book_may_write (Book *book, Tab *tab, const Area *area, const char *email)
{
  for (guint i = 0; i < tab->protections->len; i++)
    {
      const Protection *protection = g_ptr_array_index (tab->protections, i);

      if (!protection->is_warning && area_overlaps (&protection->area, area) && !g_str_equal (book->file->owner, email)
          && (protection->editors == NULL || !g_strv_contains ((const char *const *) protection->editors, email)))
        return FALSE;
    }
  return TRUE;
}

void
book_touch (Cloud *cloud, Book *book, const char *email)
{
  drive_touch (cloud, book->file, email, TRUE);
  cloud_touch (cloud);
}
