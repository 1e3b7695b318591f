/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page.h"

#include "book.h"
#include "drive.h"
#include "graph/graph.h"
#include "page-html.h"

static void
list_books (Call *call)
{
  GPtrArray *files = drive_get_files (call->cloud->drive);
  g_autoptr(GString) page = g_string_new ("<!doctype html><meta charset=utf-8><title>Fake cloud</title>"
                                          "<style>body{font:16px sans-serif;max-width:40em;margin:3em auto}</style>"
                                          "<h1>Fake cloud</h1><ul>");

  for (guint i = 0; i < files->len; i++)
    {
      const DriveFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_markup_escape_text (file->name, -1);

      if (g_str_equal (file->mime_type, DRIVE_MIME_SHEET))
        g_string_append_printf (page, "<li><a href=\"/sheet/%s\">%s</a>%s", file->id, name,
                                file->is_trashed ? " (trash)" : "");
    }
  g_string_append (page, "</ul>");
  wall_append_links (call->cloud->graph, page);
  call_answer_text (call, 200, "text/html; charset=utf-8", page->str);
}

static JsonObject *
describe_tab (Book *book, Tab *tab)
{
  JsonObject *object = json_object_new ();
  JsonArray *rows = json_array_new ();
  JsonArray *hidden = json_array_new ();
  gint64 n_rows = MIN (tab->rows->len, tab_count_used_rows (tab) + 10);

  for (gint64 row = 0; row < n_rows; row++)
    {
      JsonArray *cells = json_array_new ();

      for (gint64 column = 0; column < tab_count_used_columns (tab, row); column++)
        {
          JsonArray *cell = json_array_new ();
          const Cell *held = tab_get_cell (tab, row, column);

          json_array_add_element (cell, book_render (book, tab, held, RENDER_FORMATTED, FALSE));
          json_array_add_element (cell, book_render (book, tab, held, RENDER_FORMULA, TRUE));
          json_array_add_array_element (cells, cell);
        }
      json_array_add_array_element (rows, cells);
    }
  for (guint column = 0; column < tab->columns->len; column++)
    if (((Line *) g_ptr_array_index (tab->columns, column))->is_hidden)
      json_array_add_int_element (hidden, column);
  json_object_set_int_member (object, "id", tab->id);
  json_object_set_string_member (object, "title", tab->title);
  json_object_set_boolean_member (object, "hidden", tab->is_hidden);
  json_object_set_int_member (object, "columns", tab->columns->len);
  json_object_set_array_member (object, "hiddenColumns", hidden);
  json_object_set_array_member (object, "rows", rows);
  return object;
}

static void
tell_cells (Call *call, Book *book)
{
  JsonObject *answer = json_object_new ();
  JsonArray *tabs = json_array_new ();
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, book->file->version);

  json_object_set_string_member (answer, "version", version);
  json_object_set_string_member (answer, "title", book->file->name);
  if (g_strcmp0 (call_get (call, "version"), version) != 0)
    {
      for (guint i = 0; i < book->tabs->len; i++)
        json_array_add_object_element (tabs, describe_tab (book, g_ptr_array_index (book->tabs, i)));
      json_object_set_array_member (answer, "tabs", g_steal_pointer (&tabs));
    }
  g_clear_pointer (&tabs, json_array_unref);
  call_answer_object (call, answer);
}

gboolean
page_handle (Call *call)
{
  guint n = g_strv_length (call->path);
  Book *book = n > 1 ? g_hash_table_lookup (call->cloud->books, call->path[1]) : NULL;

  if (n == 0)
    list_books (call);
  else if (n == 2 && book != NULL && g_str_equal (call->path[0], "sheet"))
    call_answer_text (call, 200, "text/html; charset=utf-8", page_html);
  else if (n == 3 && book != NULL && g_str_equal (call->path[0], "sheet") && g_str_equal (call->path[2], "cells"))
    tell_cells (call, book);
  else
    return FALSE;
  return TRUE;
}
