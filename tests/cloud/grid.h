/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell.h"

G_BEGIN_DECLS

/* A piece of developer metadata. */
typedef struct
{
  gint32 id;
  char *key;
  char *value;        /* (nullable) */
  char *project;      /* of the client that made it */
  gboolean is_shared; /* visibility DOCUMENT */
} Tag;

/* A row or a column. A row owns its cells, so that it keeps them, its tags and its state wherever it is moved. */
typedef struct
{
  GPtrArray *cells; /* rows only: (element-type Cell) (nullable elements); ragged */
  GPtrArray *tags;  /* (element-type Tag) */
  gboolean is_hidden;
  gboolean is_filtered;
  int pixel_size;
} Line;

typedef struct
{
  gint64 start_row, end_row, start_column, end_column; /* half open */
} Area;

typedef struct
{
  gint32 id;
  Area area;
  char *description;   /* (nullable) */
  gboolean is_warning; /* only warns */
  GStrv editors;       /* (nullable): e-mail addresses; others may not write */
} Protection;

typedef struct
{
  gint64 id;
  char *title;
  gboolean is_hidden;
  gint64 frozen_rows, frozen_columns;
  GPtrArray *rows, *columns; /* (element-type Line) */
  GPtrArray *tags;           /* (element-type Tag): of the tab itself */
  GPtrArray *protections;    /* (element-type Protection) */
  GArray *merges;            /* (element-type Area) */
} Tab;

typedef struct
{
  gint64 column;
  gboolean is_descending;
} SortKey;

Tab *tab_new (gint64 id, const char *title, gint64 n_rows, gint64 n_columns);
void tab_free (Tab *tab);
Tab *tab_copy (Tab *tab);
JsonObject *tab_to_json (Tab *tab);
Tab *tab_from_json (JsonObject *object);

Tag *tag_new (gint32 id, const char *key, const char *value, const char *project, gboolean is_shared);
void tag_free (Tag *tag);
/* Returns: (transfer full) (element-type Tag) */
GPtrArray *tags_copy (GPtrArray *tags);
/* How tags are kept on disk. */
JsonArray *tags_to_json (GPtrArray *tags);
void tags_from_json (GPtrArray *tags, JsonObject *holder);

/* (nullable) */
Cell *tab_get_cell (Tab *tab, gint64 row, gint64 column);
/* Made where it is missing; within the grid. */
Cell *tab_edit_cell (Tab *tab, gint64 row, gint64 column);
/* One past the last row, or column of @row, that holds a value; 0 where there is none. */
gint64 tab_count_used_rows (Tab *tab);
gint64 tab_count_used_columns (Tab *tab, gint64 row);

/* @is_rows: rows, else columns; indexes are within the grid. */
void tab_insert (Tab *tab, gboolean is_rows, gint64 index, gint64 n, gboolean inherits_before);
void tab_append (Tab *tab, gboolean is_rows, gint64 n);
void tab_delete (Tab *tab, gboolean is_rows, gint64 index, gint64 n);
/* @destination: in coordinates before the move */
void tab_move (Tab *tab, gboolean is_rows, gint64 index, gint64 n, gint64 destination);
/* Sorts what @area holds; what lies beside it stays, tags too unless @tags_follow. */
void tab_sort (Tab *tab, const Area *area, const SortKey *keys, guint n_keys, gboolean tags_follow);

gboolean area_contains (const Area *area, gint64 row, gint64 column);
gboolean area_overlaps (const Area *a, const Area *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tab, tab_free)

G_END_DECLS
