/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph.h"

#include "autosell-graph-error-private.h"
#include "autosell-json.h"

G_BEGIN_DECLS

/* One call on its way: what is asked, and what the answer said beside its body. */
typedef struct _AutosellGraphCall AutosellGraphCall;

/* As AutosellHttpReader; @root is an object without “error”. @call: of which autosell_graph_call_get_data() */
typedef gpointer (*AutosellGraphReader) (JsonObject *root, AutosellGraphCall *call, GError **error);

/* @access: (nullable): for what needs no token; @path: below the version, of escaped parts; @page_id: (nullable): whose
 * quota it counts against */
AutosellGraphCall *autosell_graph_call_new (AutosellGraph *self, const AutosellGraphAccess *access,
                                            AutosellHttpRepeat repeat, const char *method, const char *path,
                                            const char *page_id);
void autosell_graph_call_free (AutosellGraphCall *self);
/* A parameter: of the form of a POST, else of the query. */
void autosell_graph_call_add (AutosellGraphCall *self, const char *name, const char *value);
void autosell_graph_call_add_int (AutosellGraphCall *self, const char *name, gint64 value);
/* Makes it multipart/form-data, this file the last of its parts. */
void autosell_graph_call_set_file (AutosellGraphCall *self, const char *name, const char *filename,
                                   const char *content_type, GBytes *bytes);
/* Of which the reader may want to know. */
void autosell_graph_call_set_data (AutosellGraphCall *self, gconstpointer data);
gconstpointer autosell_graph_call_get_data (AutosellGraphCall *self);
gboolean autosell_graph_call_is_write (AutosellGraphCall *self);

/* @call: (transfer full); @destroy: of what @reader makes */
void autosell_graph_call_send_async (AutosellGraphCall *call, AutosellGraphReader reader, GDestroyNotify destroy,
                                     GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full): what the reader made; NULL with an error of AUTOSELL_GRAPH_ERROR or G_IO_ERROR_CANCELLED */
gpointer autosell_graph_call_send_finish (AutosellGraph *self, GAsyncResult *result, GError **error);

/* Sends @call; what the reader makes becomes the result of a task of @self. */
void autosell_graph_run (AutosellGraph *self, AutosellGraphCall *call, gpointer tag, AutosellGraphReader reader,
                         GDestroyNotify destroy, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data);

/* "1029" of "1029_77" and of "1029". Returns: (transfer full) */
char *autosell_graph_dup_page_id (const char *object_id);
/* @format: of which each %s is an id, escaped. Returns: (transfer full) */
char *autosell_graph_make_path (const char *format, const char *id) G_GNUC_FORMAT (1);

/* ---- Readers ---- */

/* A member that is a time: ISO 8601, or Unix seconds as a number or text; 0 where there is none. */
gint64 autosell_graph_read_time (JsonObject *object, const char *name);
/* An id is text; where a number comes, it becomes text. Returns: (transfer full) (nullable) */
char *autosell_graph_read_id (JsonObject *object, const char *name);
/* Text of each element of a list. Returns: (transfer full) */
GStrv autosell_graph_read_strv (JsonObject *object, const char *name);
/* {"id": …} → char* */
gpointer autosell_graph_read_new_id (JsonObject *root, AutosellGraphCall *call, GError **error);
/* {"success": true} → anything but NULL */
gpointer autosell_graph_read_success (JsonObject *root, AutosellGraphCall *call, GError **error);

/* ---- Lists of several pages ---- */

/* One element → what the list has of it; NULL: not one of them */
typedef gpointer (*AutosellGraphElementReader) (JsonObject *element);
/* For each page anew. Returns: (transfer full): a call to which “after” is added */
typedef AutosellGraphCall *(*AutosellGraphListCall) (AutosellGraph *self, gpointer data);

/* Follows the pages until there are no more, or @max elements are there. */
void autosell_graph_list_async (AutosellGraph *self, AutosellGraphListCall make_call, gpointer data,
                                GDestroyNotify destroy_data, AutosellGraphElementReader reader, GDestroyNotify destroy,
                                guint max, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* @is_complete: (out) (optional) */
GPtrArray *autosell_graph_list_finish (AutosellGraph *self, GAsyncResult *result, gboolean *is_complete,
                                       GError **error);

/* ---- Of the object ---- */

/* What an answer said beside its body. @error: (nullable) */
void autosell_graph_note_answer (AutosellGraph *self, const char *app_id, const char *page_id, const char *app_usage,
                                 const char *page_usage, const char *business_usage, gint64 date_s, const char *version,
                                 const GError *error);
/* 0: the call's own */
guint autosell_graph_get_timeout_ms (AutosellGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellGraphCall, autosell_graph_call_free)

G_END_DECLS
