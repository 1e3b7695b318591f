/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "a1.h"
#include "call.h"
#include "drive.h"
#include "grid.h"

G_BEGIN_DECLS

/* What is in a spreadsheet. Its name, version and owner are those of its DriveFile. */
typedef struct
{
  DriveFile *file; /* not owned */
  char *locale;    /* "es_MX" */
  char *time_zone;
  GPtrArray *tabs; /* (element-type Tab), in order */
  GPtrArray *tags; /* (element-type Tag): of the spreadsheet */
} Book;

Book *book_new (DriveFile *file, const char *locale, const char *time_zone);
void book_free (Book *book);
Book *book_copy (Book *book);
JsonNode *book_to_json (Book *book);
Book *book_from_json (DriveFile *file, JsonNode *node);

/* (nullable) */
Tab *book_find_tab (Book *book, gint64 id);
Tab *book_find_title (Book *book, const char *title);
/* @id: -1 for a free one */
Tab *book_add_tab (Book *book, gint64 id, const char *title, gint64 n_rows, gint64 n_columns);

/* A range of an answer or a request: where it lies. */
typedef struct
{
  Tab *tab;
  Area area;
} Place;

/* A1 text to a place that is clipped to the grid. FALSE: the call has been refused with the service's own words. */
gboolean book_locate (Call *call, Book *book, const char *a1, Place *place);
/* Returns: (transfer full) */
char *place_format (const Place *place);

/* What a cell shows now: of a formula, its result. @result: cleared by the caller */
void book_evaluate (Book *book, Tab *tab, const Cell *cell, Value *result);
/* Returns: (transfer full) */
JsonNode *book_render (Book *book, Tab *tab, const Cell *cell, Render render, gboolean formats_days);

/* The book of a call that may be read (or @writes); NULL: the call has been answered with the reason. */
Book *book_for_call (Call *call, const char *id, gboolean writes);
/* Whether @email may write all of @area. */
gboolean book_may_write (Book *book, Tab *tab, const Area *area, const char *email);
/* After any change of cells or structure. */
void book_touch (Cloud *cloud, Book *book, const char *email);

G_END_DECLS
