/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "autosell-problem.h"
#include "autosell-store-error.h"

G_BEGIN_DECLS

/* How long a writer waits for another process; an import of 100,000 cars takes less. */
#define AUTOSELL_BUSY_TIMEOUT_MS 15000

/* Private to the store. A connection belongs to one thread at a time (its lane, autosell-database.h); its statements
 * are prepared once and kept. */
typedef struct _AutosellConnection AutosellConnection;

struct _AutosellConnection
{
  sqlite3 *db;            /* owned */
  GHashTable *statements; /* owned: SQL text → sqlite3_stmt */
  char *path;             /* owned */

  /* What was worked out from the whole stock, valid while stock_stamp stays: see autosell_connection_get_stamp(). */
  gint64 stock_stamp;
  AutosellSpelling *brand_spelling;  /* owned, nullable */
  AutosellSpelling *colour_spelling; /* owned, nullable */
  gpointer order;                    /* owned, nullable: the sorted keys of the list lane, autosell-order.h */
  GDestroyNotify order_free;
};

/* Opens @path with the pragmas that every connection has. @flags: SQLITE_OPEN_… */
AutosellConnection *autosell_connection_open (const char *path, int flags, GError **error);
void autosell_connection_close (AutosellConnection *self);

/* Gives the memory of the page cache back where it is more than @keep_bytes. */
void autosell_connection_trim (AutosellConnection *self, int keep_bytes);

/* A kept statement, reset and without bindings; owned by the connection. NULL with @error. */
sqlite3_stmt *autosell_connection_prepare (AutosellConnection *self, const char *sql, GError **error);

/* Runs SQL that gives no rows and takes no values. */
gboolean autosell_connection_exec (AutosellConnection *self, const char *sql, GError **error);

/* One step that is expected to be the last; resets. */
gboolean autosell_statement_run (sqlite3_stmt *stmt, GError **error);

/* One row more? At the end, and on error (then with @error set), the statement is reset and FALSE returned. */
gboolean autosell_statement_next (sqlite3_stmt *stmt, GError **error);

/* What a loop of the above ended with. @local_error: (transfer full) (nullable): passed on to @error. Returns TRUE
 * where there is none. */
gboolean autosell_pass_error (GError *local_error, GError **error);

/* The first column of the first row, and the end; @otherwise where there is no row. FALSE with @error. */
gboolean autosell_statement_get_int (sqlite3_stmt *stmt, gint64 otherwise, gint64 *number, GError **error);

/* The first column of every row that is left, and the end. @stmt: (nullable): where preparing it failed, which has set
 * @error. Returns: (transfer full) (element-type gint64): NULL with @error */
GArray *autosell_statement_get_keys (sqlite3_stmt *stmt, GError **error);

/* The first column of the first row, @otherwise where there is none. */
gint64 autosell_connection_get_int (AutosellConnection *self, const char *sql, gint64 otherwise);

/* @text: (nullable) is NULL; it must outlive the step. */
void autosell_bind_text (sqlite3_stmt *stmt, int index, const char *text);
/* Owned by the statement until the next step. (nullable) */
const char *autosell_column_text (sqlite3_stmt *stmt, int column);

/* BEGIN IMMEDIATE, and the end of it. A failed commit is rolled back. */
gboolean autosell_connection_begin (AutosellConnection *self, GError **error);
gboolean autosell_connection_commit (AutosellConnection *self, GError **error);
void autosell_connection_rollback (AutosellConnection *self);

/* Changes whenever the stock does, whoever changed it: id of the latest change, mixed with the epoch of the last
 * restore. */
gint64 autosell_connection_get_stamp (AutosellConnection *self);

/* The latest error of @db as AUTOSELL_STORE_ERROR. */
void autosell_sql_set_error (sqlite3 *db, GError **error);

/* While it runs, a cancelled @cancellable interrupts the statement of this connection (checked every few thousand
 * steps). */
void autosell_connection_watch (AutosellConnection *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellConnection, autosell_connection_close)

G_END_DECLS
