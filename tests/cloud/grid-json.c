/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grid.h"

/* How a tab is kept on disk: nobody else's format. */

JsonArray *
tags_to_json (GPtrArray *tags)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < tags->len; i++)
    {
      const Tag *tag = g_ptr_array_index (tags, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "id", tag->id);
      json_object_set_string_member (object, "key", tag->key);
      if (tag->value != NULL)
        json_object_set_string_member (object, "value", tag->value);
      json_object_set_string_member (object, "project", tag->project);
      json_object_set_boolean_member (object, "shared", tag->is_shared);
      json_array_add_object_element (array, object);
    }
  return array;
}

void
tags_from_json (GPtrArray *tags, JsonObject *holder)
{
  JsonArray *array = json_object_has_member (holder, "tags") ? json_object_get_array_member (holder, "tags") : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      g_ptr_array_add (tags, tag_new (json_object_get_int_member (object, "id"),
                                      json_object_get_string_member (object, "key"),
                                      json_object_get_string_member_with_default (object, "value", NULL),
                                      json_object_get_string_member (object, "project"),
                                      json_object_get_boolean_member (object, "shared")));
    }
}

static JsonObject *
line_to_json (Line *line)
{
  JsonObject *object = json_object_new ();

  if (line->is_hidden)
    json_object_set_boolean_member (object, "hidden", TRUE);
  if (line->is_filtered)
    json_object_set_boolean_member (object, "filtered", TRUE);
  if (line->pixel_size != 0)
    json_object_set_int_member (object, "size", line->pixel_size);
  if (line->tags->len > 0)
    json_object_set_array_member (object, "tags", tags_to_json (line->tags));
  if (line->cells != NULL && line->cells->len > 0)
    {
      JsonArray *cells = json_array_new ();

      for (guint i = 0; i < line->cells->len; i++)
        if (g_ptr_array_index (line->cells, i) != NULL)
          json_array_add_object_element (cells, cell_to_json (g_ptr_array_index (line->cells, i)));
        else
          json_array_add_null_element (cells);
      json_object_set_array_member (object, "cells", cells);
    }
  return object;
}

static void
line_from_json (Line *line, JsonObject *object)
{
  JsonArray *cells = line->cells != NULL && json_object_has_member (object, "cells")
                       ? json_object_get_array_member (object, "cells")
                       : NULL;

  line->is_hidden = json_object_get_boolean_member_with_default (object, "hidden", FALSE);
  line->is_filtered = json_object_get_boolean_member_with_default (object, "filtered", FALSE);
  line->pixel_size = json_object_get_int_member_with_default (object, "size", 0);
  tags_from_json (line->tags, object);
  for (guint i = 0; cells != NULL && i < json_array_get_length (cells); i++)
    g_ptr_array_add (line->cells, json_array_get_null_element (cells, i)
                                    ? NULL
                                    : cell_from_json (json_array_get_object_element (cells, i)));
}

static JsonArray *
lines_to_json (GPtrArray *lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    json_array_add_object_element (array, line_to_json (g_ptr_array_index (lines, i)));
  return array;
}

static JsonArray *
area_to_json (const Area *area)
{
  JsonArray *array = json_array_new ();

  json_array_add_int_element (array, area->start_row);
  json_array_add_int_element (array, area->end_row);
  json_array_add_int_element (array, area->start_column);
  json_array_add_int_element (array, area->end_column);
  return array;
}

static Area
area_from_json (JsonArray *array)
{
  return (Area){ json_array_get_int_element (array, 0), json_array_get_int_element (array, 1),
                 json_array_get_int_element (array, 2), json_array_get_int_element (array, 3) };
}

static JsonArray *
protections_to_json (GPtrArray *protections)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < protections->len; i++)
    {
      const Protection *protection = g_ptr_array_index (protections, i);
      JsonObject *object = json_object_new ();
      JsonArray *editors = json_array_new ();

      json_object_set_int_member (object, "id", protection->id);
      json_object_set_array_member (object, "area", area_to_json (&protection->area));
      if (protection->description != NULL)
        json_object_set_string_member (object, "description", protection->description);
      json_object_set_boolean_member (object, "warning", protection->is_warning);
      for (guint j = 0; protection->editors != NULL && protection->editors[j] != NULL; j++)
        json_array_add_string_element (editors, protection->editors[j]);
      json_object_set_array_member (object, "editors", editors);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
protections_from_json (GPtrArray *protections, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      JsonArray *editors = json_object_get_array_member (object, "editors");
      Protection *protection = g_new0 (Protection, 1);
      g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

      protection->id = json_object_get_int_member (object, "id");
      protection->area = area_from_json (json_object_get_array_member (object, "area"));
      protection->description = g_strdup (json_object_get_string_member_with_default (object, "description", NULL));
      protection->is_warning = json_object_get_boolean_member (object, "warning");
      for (guint j = 0; j < json_array_get_length (editors); j++)
        g_strv_builder_add (builder, json_array_get_string_element (editors, j));
      protection->editors = g_strv_builder_end (builder);
      g_ptr_array_add (protections, protection);
    }
}

JsonObject *
tab_to_json (Tab *tab)
{
  JsonObject *object = json_object_new ();
  JsonArray *merges = json_array_new ();

  json_object_set_int_member (object, "id", tab->id);
  json_object_set_string_member (object, "title", tab->title);
  json_object_set_boolean_member (object, "hidden", tab->is_hidden);
  json_object_set_int_member (object, "frozenRows", tab->frozen_rows);
  json_object_set_int_member (object, "frozenColumns", tab->frozen_columns);
  json_object_set_array_member (object, "tags", tags_to_json (tab->tags));
  json_object_set_array_member (object, "columns", lines_to_json (tab->columns));
  json_object_set_array_member (object, "rows", lines_to_json (tab->rows));
  json_object_set_array_member (object, "protections", protections_to_json (tab->protections));
  for (guint i = 0; i < tab->merges->len; i++)
    json_array_add_array_element (merges, area_to_json (&g_array_index (tab->merges, Area, i)));
  json_object_set_array_member (object, "merges", merges);
  return object;
}

Tab *
tab_from_json (JsonObject *object)
{
  JsonArray *rows = json_object_get_array_member (object, "rows");
  JsonArray *columns = json_object_get_array_member (object, "columns");
  JsonArray *merges = json_object_get_array_member (object, "merges");
  Tab *tab = tab_new (json_object_get_int_member (object, "id"), json_object_get_string_member (object, "title"),
                      json_array_get_length (rows), json_array_get_length (columns));

  tab->is_hidden = json_object_get_boolean_member (object, "hidden");
  tab->frozen_rows = json_object_get_int_member (object, "frozenRows");
  tab->frozen_columns = json_object_get_int_member (object, "frozenColumns");
  tags_from_json (tab->tags, object);
  for (guint i = 0; i < tab->rows->len; i++)
    line_from_json (g_ptr_array_index (tab->rows, i), json_array_get_object_element (rows, i));
  for (guint i = 0; i < tab->columns->len; i++)
    line_from_json (g_ptr_array_index (tab->columns, i), json_array_get_object_element (columns, i));
  protections_from_json (tab->protections, json_object_get_array_member (object, "protections"));
  for (guint i = 0; i < json_array_get_length (merges); i++)
    {
      Area area = area_from_json (json_array_get_array_element (merges, i));

      g_array_append_val (tab->merges, area);
    }
  return tab;
}
