/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "book.h"

G_BEGIN_DECLS

/* Sheets v4. FALSE: no address of it. */
gboolean sheets_handle (Call *call);

/* ---- Its methods, by file ---- */

/* values-read.c, values-write.c */
void values_get (Call *call, Book *book, const char *range);
void values_batch_get (Call *call, Book *book);
void values_batch_get_by_filter (Call *call, Book *book);
void values_update (Call *call, Book *book, const char *range);
void values_batch_update (Call *call, Book *book);
void values_batch_update_by_filter (Call *call, Book *book);
void values_append (Call *call, Book *book, const char *range);
void values_clear (Call *call, Book *book, const char *range);
void values_batch_clear (Call *call, Book *book);

/* structure.c */
void structure_get (Call *call, Book *book);
void structure_create (Call *call);
JsonObject *structure_describe_tab (Tab *tab, gint64 index);

/* batch.c: all or nothing; a bad request applies none. */
void batch_update (Call *call, Book *book);
/* One request of the list, on @book itself. FALSE: refused. */
gboolean batch_apply (Call *call, Book *book, JsonObject *request, guint index, JsonObject *reply);
/* batch-cells.c: requests that change what is in cells. FALSE without an answer: no request of these. */
gboolean batch_apply_cells (Call *call, Book *book, const char *name, JsonObject *body, guint index,
                            gboolean *is_known);

/* metadata.c */
void metadata_get (Call *call, Book *book, const char *id);
void metadata_search (Call *call, Book *book);
gboolean metadata_create (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply);
gboolean metadata_update (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply);
gboolean metadata_delete (Call *call, Book *book, JsonObject *body, guint index, JsonObject *reply);
/* The rows, columns or blocks that a DataFilter means. Returns: (transfer full) (nullable) (element-type Place): NULL
 * where the filter is refused */
GArray *metadata_locate (Call *call, Book *book, JsonObject *filter);

/* ---- Shared ---- */

/* A GridRange of a request, clipped by nothing: out of the grid is refused. @name: of the request, for the message. */
gboolean sheets_read_area (Call *call, Book *book, JsonObject *range, const char *name, guint index, Tab **tab,
                           Area *area);

G_END_DECLS
