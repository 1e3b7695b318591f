/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"

#include <string.h>

Tag *
tag_new (gint32 id, const char *key, const char *value, const char *project, gboolean is_shared)
{
  Tag *tag = g_new0 (Tag, 1);

  tag->id = id;
  tag->key = g_strdup (key);
  tag->value = g_strdup (value);
  tag->project = g_strdup (project);
  tag->is_shared = is_shared;
  return tag;
}

void
tag_free (Tag *tag)
{
  g_free (tag->key);
  g_free (tag->value);
  g_free (tag->project);
  g_free (tag);
}

static Line *
line_new (gboolean is_row)
{
  Line *line = g_new0 (Line, 1);

  if (is_row)
    line->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);
  line->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) tag_free);
  return line;
}

static void
line_free (Line *line)
{
  g_clear_pointer (&line->cells, g_ptr_array_unref);
  g_ptr_array_unref (line->tags);
  g_free (line);
}

static void
protection_free (Protection *protection)
{
  g_free (protection->description);
  g_strfreev (protection->editors);
  g_free (protection);
}

static Tab *
tab_new_empty (gint64 id, const char *title)
{
  Tab *tab = g_new0 (Tab, 1);

  tab->id = id;
  tab->title = g_strdup (title);
  tab->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  tab->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  tab->tags = g_ptr_array_new_with_free_func ((GDestroyNotify) tag_free);
  tab->protections = g_ptr_array_new_with_free_func ((GDestroyNotify) protection_free);
  tab->merges = g_array_new (FALSE, FALSE, sizeof (Area));
  return tab;
}

Tab *
tab_new (gint64 id, const char *title, gint64 n_rows, gint64 n_columns)
{
  Tab *tab = tab_new_empty (id, title);

  tab_append (tab, TRUE, n_rows);
  tab_append (tab, FALSE, n_columns);
  return tab;
}

void
tab_free (Tab *tab)
{
  g_free (tab->title);
  g_ptr_array_unref (tab->rows);
  g_ptr_array_unref (tab->columns);
  g_ptr_array_unref (tab->tags);
  g_ptr_array_unref (tab->protections);
  g_array_unref (tab->merges);
  g_free (tab);
}

static gpointer
copy_tag (gconstpointer source, gpointer user_data)
{
  const Tag *tag = source;

  return tag_new (tag->id, tag->key, tag->value, tag->project, tag->is_shared);
}

static gpointer
copy_cell (gconstpointer source, gpointer user_data)
{
  return cell_copy (source);
}

static GPtrArray *
copy_array (GPtrArray *array, GCopyFunc copy_element, GDestroyNotify free_element)
{
  GPtrArray *copy = g_ptr_array_copy (array, copy_element, NULL);

  g_ptr_array_set_free_func (copy, free_element);
  return copy;
}

GPtrArray *
tags_copy (GPtrArray *tags)
{
  return copy_array (tags, copy_tag, (GDestroyNotify) tag_free);
}

static gpointer
copy_line (gconstpointer source, gpointer user_data)
{
  const Line *line = source;
  Line *copy = g_new (Line, 1);

  *copy = *line;
  copy->tags = tags_copy (line->tags);
  if (line->cells != NULL)
    copy->cells = copy_array (line->cells, copy_cell, (GDestroyNotify) cell_free);
  return copy;
}

static gpointer
copy_protection (gconstpointer source, gpointer user_data)
{
  const Protection *protection = source;
  Protection *copy = g_new (Protection, 1);

  *copy = *protection;
  copy->description = g_strdup (protection->description);
  copy->editors = g_strdupv (protection->editors);
  return copy;
}

Tab *
tab_copy (Tab *tab)
{
  Tab *copy = g_new (Tab, 1);

  *copy = *tab;
  copy->title = g_strdup (tab->title);
  copy->rows = copy_array (tab->rows, copy_line, (GDestroyNotify) line_free);
  copy->columns = copy_array (tab->columns, copy_line, (GDestroyNotify) line_free);
  copy->tags = tags_copy (tab->tags);
  copy->protections = copy_array (tab->protections, copy_protection, (GDestroyNotify) protection_free);
  copy->merges = g_array_copy (tab->merges);
  return copy;
}

gboolean
area_contains (const Area *area, gint64 row, gint64 column)
{
  return row >= area->start_row && row < area->end_row && column >= area->start_column && column < area->end_column;
}

gboolean
area_overlaps (const Area *a, const Area *b)
{
  return a->start_row < b->end_row && b->start_row < a->end_row && a->start_column < b->end_column
         && b->start_column < a->end_column;
}

/* ---- Cells ---- */

Cell *
tab_get_cell (Tab *tab, gint64 row, gint64 column)
{
  Line *line;

  if (row < 0 || column < 0 || row >= tab->rows->len)
    return NULL;
  line = g_ptr_array_index (tab->rows, row);
  return column < line->cells->len ? g_ptr_array_index (line->cells, column) : NULL;
}

Cell *
tab_edit_cell (Tab *tab, gint64 row, gint64 column)
{
  Line *line = g_ptr_array_index (tab->rows, row);

  if (column >= line->cells->len)
    g_ptr_array_set_size (line->cells, column + 1);
  if (g_ptr_array_index (line->cells, column) == NULL)
    g_ptr_array_index (line->cells, column) = cell_new ();
  return g_ptr_array_index (line->cells, column);
}

gint64
tab_count_used_columns (Tab *tab, gint64 row)
{
  Line *line = g_ptr_array_index (tab->rows, row);
  gint64 n = line->cells->len;

  while (n > 0 && cell_is_blank (g_ptr_array_index (line->cells, n - 1)))
    n--;
  return n;
}

gint64
tab_count_used_rows (Tab *tab)
{
  gint64 n = tab->rows->len;

  while (n > 0 && tab_count_used_columns (tab, n - 1) == 0)
    n--;
  return n;
}

/* ---- Rows and columns ---- */

/* Where an edge of a merged or protected block goes when @n lines come (or, negative, go) at @index. */
static gint64
shift_edge (gint64 edge, gint64 index, gint64 n, gboolean is_end)
{
  if (n > 0)
    return edge > index || (edge == index && !is_end) ? edge + n : edge;
  if (edge <= index)
    return edge;
  return MAX (index, edge + n);
}

static void
shift_area (Area *area, gboolean is_rows, gint64 index, gint64 n)
{
  if (is_rows)
    {
      area->start_row = shift_edge (area->start_row, index, n, FALSE);
      area->end_row = shift_edge (area->end_row, index, n, TRUE);
    }
  else
    {
      area->start_column = shift_edge (area->start_column, index, n, FALSE);
      area->end_column = shift_edge (area->end_column, index, n, TRUE);
    }
}

static gboolean
area_is_empty (const Area *area)
{
  return area->end_row <= area->start_row || area->end_column <= area->start_column;
}

static void
shift_areas (Tab *tab, gboolean is_rows, gint64 index, gint64 n)
{
  for (guint i = tab->merges->len; i-- > 0;)
    {
      shift_area (&g_array_index (tab->merges, Area, i), is_rows, index, n);
      if (area_is_empty (&g_array_index (tab->merges, Area, i)))
        g_array_remove_index (tab->merges, i);
    }
  for (guint i = tab->protections->len; i-- > 0;)
    {
      Protection *protection = g_ptr_array_index (tab->protections, i);

      shift_area (&protection->area, is_rows, index, n);
      if (area_is_empty (&protection->area))
        g_ptr_array_remove_index (tab->protections, i);
    }
}

static void
insert_cells (Tab *tab, gint64 index, gint64 n)
{
  for (guint row = 0; row < tab->rows->len; row++)
    {
      Line *line = g_ptr_array_index (tab->rows, row);

      for (gint64 i = 0; i < n && index <= line->cells->len; i++)
        g_ptr_array_insert (line->cells, index, NULL);
    }
}

/* What a new row takes of the one before it: how its cells look, not what they hold. */
static void
inherit_formats (Tab *tab, gint64 from, gint64 to)
{
  Line *source = g_ptr_array_index (tab->rows, from);

  for (guint column = 0; column < source->cells->len; column++)
    {
      Cell *cell = g_ptr_array_index (source->cells, column);

      if (cell != NULL && cell->format != NULL)
        {
          g_autoptr(JsonObject) object = cell_to_json (cell);
          Cell *copy;

          json_object_remove_member (object, "kind");
          json_object_remove_member (object, "text");
          json_object_remove_member (object, "number");
          json_object_remove_member (object, "validation");
          json_object_remove_member (object, "note");
          copy = cell_from_json (object);
          tab_edit_cell (tab, to, column)->format = g_steal_pointer (&copy->format);
          cell_free (copy);
        }
    }
}

void
tab_insert (Tab *tab, gboolean is_rows, gint64 index, gint64 n, gboolean inherits_before)
{
  GPtrArray *lines = is_rows ? tab->rows : tab->columns;

  if (!is_rows)
    insert_cells (tab, index, n);
  for (gint64 i = 0; i < n; i++)
    g_ptr_array_insert (lines, index, line_new (is_rows));
  shift_areas (tab, is_rows, index, n);
  for (gint64 i = 0; is_rows && inherits_before && index > 0 && i < n; i++)
    inherit_formats (tab, index - 1, index + i);
  for (gint64 i = 0; is_rows && !inherits_before && index + n < lines->len && i < n; i++)
    inherit_formats (tab, index + n, index + i);
}

void
tab_append (Tab *tab, gboolean is_rows, gint64 n)
{
  GPtrArray *lines = is_rows ? tab->rows : tab->columns;

  for (gint64 i = 0; i < n; i++)
    g_ptr_array_add (lines, line_new (is_rows));
}

void
tab_delete (Tab *tab, gboolean is_rows, gint64 index, gint64 n)
{
  GPtrArray *lines = is_rows ? tab->rows : tab->columns;

  for (guint row = 0; !is_rows && row < tab->rows->len; row++)
    {
      Line *line = g_ptr_array_index (tab->rows, row);

      if (index < line->cells->len)
        g_ptr_array_remove_range (line->cells, index, MIN (n, line->cells->len - index));
    }
  g_ptr_array_remove_range (lines, index, n);
  shift_areas (tab, is_rows, index, -n);
}

/* Moves @n elements of an array; @destination as before the move. */
static void
move_elements (GPtrArray *array, gint64 index, gint64 n, gint64 destination)
{
  g_autofree gpointer *taken = g_new (gpointer, n);
  gint64 to = destination > index ? destination - n : destination;

  for (gint64 i = 0; i < n; i++)
    taken[i] = g_ptr_array_steal_index (array, index);
  for (gint64 i = 0; i < n; i++)
    g_ptr_array_insert (array, to + i, taken[i]);
}

void
tab_move (Tab *tab, gboolean is_rows, gint64 index, gint64 n, gint64 destination)
{
  if (destination >= index && destination <= index + n)
    return;
  move_elements (is_rows ? tab->rows : tab->columns, index, n, destination);
  for (guint row = 0; !is_rows && row < tab->rows->len; row++)
    {
      Line *line = g_ptr_array_index (tab->rows, row);

      if (line->cells->len < tab->columns->len)
        g_ptr_array_set_size (line->cells, tab->columns->len);
      move_elements (line->cells, index, n, destination);
    }
}

/* ---- Sorting ---- */

typedef struct
{
  Tab *tab;
  const Area *area;
  const SortKey *keys;
  guint n_keys;
} SortContext;

/* Numbers, then text, then what is empty, in either direction, as the real sheet does. */
static int
compare_values (const Cell *a, const Cell *b, gboolean is_descending)
{
  gboolean a_is_blank = cell_is_blank (a), b_is_blank = cell_is_blank (b);
  int order;

  if (a_is_blank || b_is_blank)
    return a_is_blank - b_is_blank;
  if ((a->value.text == NULL) != (b->value.text == NULL))
    order = a->value.text == NULL ? -1 : 1;
  else if (a->value.text == NULL)
    order = a->value.number < b->value.number ? -1 : a->value.number > b->value.number;
  else
    order = g_utf8_collate (a->value.text, b->value.text);
  return is_descending ? -order : order;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SortContext *context = user_data;
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  for (guint i = 0; i < context->n_keys; i++)
    {
      int order =
        compare_values (tab_get_cell (context->tab, first, context->keys[i].column),
                        tab_get_cell (context->tab, second, context->keys[i].column), context->keys[i].is_descending);

      if (order != 0)
        return order;
    }
  return first < second ? -1 : first > second;
}

void
tab_sort (Tab *tab, const Area *area, const SortKey *keys, guint n_keys, gboolean tags_follow)
{
  gint64 n = area->end_row - area->start_row;
  gint64 width = area->end_column - area->start_column;
  SortContext context = { tab, area, keys, n_keys };
  g_autofree gint64 *order = g_new (gint64, n);
  g_autofree Cell **cells = g_new0 (Cell *, n * width);
  g_autofree GPtrArray **tags = g_new0 (GPtrArray *, n);

  for (gint64 i = 0; i < n; i++)
    order[i] = area->start_row + i;
  g_qsort_with_data (order, n, sizeof *order, compare_rows, &context);
  for (gint64 i = 0; i < n; i++)
    {
      Line *line = g_ptr_array_index (tab->rows, order[i]);

      tags[i] = line->tags;
      for (gint64 j = 0; j < width && area->start_column + j < line->cells->len; j++)
        cells[i * width + j] = g_steal_pointer (&line->cells->pdata[area->start_column + j]);
    }
  for (gint64 i = 0; i < n; i++)
    {
      Line *line = g_ptr_array_index (tab->rows, area->start_row + i);

      if (tags_follow)
        line->tags = tags[i];
      if (line->cells->len < area->end_column)
        g_ptr_array_set_size (line->cells, area->end_column);
      for (gint64 j = 0; j < width; j++)
        line->cells->pdata[area->start_column + j] = cells[i * width + j];
    }
}
