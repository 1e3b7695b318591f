/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-sql.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "autosell-sql-functions.h"

/* Most that a connection keeps of the file, in KiB (negative, as SQLite wants it): an import of 10,000 cars without
 * spilling. */
#define CACHE_SIZE "-16384"
/* Virtual machine steps between two looks at the cancellable: about a tenth of a millisecond. */
#define WATCH_STEPS 4000

static AutosellStoreErrorCode
code_from_sqlite (int rc)
{
  switch (rc & 0xff)
    {
    case SQLITE_FULL:
      return AUTOSELL_STORE_ERROR_NO_SPACE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return AUTOSELL_STORE_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return AUTOSELL_STORE_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return AUTOSELL_STORE_ERROR_READ_ONLY;
    default:
      return AUTOSELL_STORE_ERROR_FAILED;
    }
}

void
autosell_sql_set_error (sqlite3 *db, GError **error)
{
  int rc = sqlite3_extended_errcode (db);

  if ((rc & 0xff) == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled");
  /* A write that the disk refused for lack of room can come as an I/O error: shared memory and temporary files */
  else if (rc == SQLITE_IOERR_WRITE || rc == SQLITE_IOERR_SHMSIZE || rc == SQLITE_IOERR_TRUNCATE)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NO_SPACE, "Writing the database failed: %s (%d)",
                 sqlite3_errmsg (db), rc);
  else
    g_set_error (error, AUTOSELL_STORE_ERROR, code_from_sqlite (rc), "%s (%d)", sqlite3_errmsg (db), rc);
}

static void
finalize_statement (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

/* Once in the life of the process, before anything else is asked of SQLite: counting its memory costs a lock for each
 * allocation, a tenth of an import. */
static void
configure_sqlite (void)
{
  static gsize is_done = 0;

  if (g_once_init_enter (&is_done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&is_done, 1);
    }
}

AutosellConnection *
autosell_connection_open (const char *path, int flags, GError **error)
{
  g_autoptr(AutosellConnection) self = g_new0 (AutosellConnection, 1);

  configure_sqlite ();
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if (sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL) != SQLITE_OK)
    {
      autosell_sql_set_error (self->db, error);
      return NULL;
    }

  sqlite3_busy_timeout (self->db, AUTOSELL_BUSY_TIMEOUT_MS);
  /* A file from outside (a backup to restore) must not run code of its own through views, triggers or functions */
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  autosell_sql_functions_register (self->db);

  if (!autosell_connection_exec (self, "PRAGMA foreign_keys = ON", error)
      || !autosell_connection_exec (self, "PRAGMA synchronous = FULL", error)
      /* As Debian builds it, and for every build: what a person has wiped is in no corner of the file any more */
      || !autosell_connection_exec (self, "PRAGMA secure_delete = ON", error)
      || !autosell_connection_exec (self, "PRAGMA temp_store = MEMORY", error)
      || !autosell_connection_exec (self, "PRAGMA cache_size = " CACHE_SIZE, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
autosell_connection_close (AutosellConnection *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->order, self->order_free);
  g_clear_pointer (&self->brand_spelling, autosell_spelling_unref);
  g_clear_pointer (&self->colour_spelling, autosell_spelling_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

void
autosell_connection_trim (AutosellConnection *self, int keep_bytes)
{
  int used = 0, highest;

  if (sqlite3_db_status (self->db, SQLITE_DBSTATUS_CACHE_USED, &used, &highest, FALSE) != SQLITE_OK
      || used <= keep_bytes)
    return;
  sqlite3_db_release_memory (self->db);
#ifdef __GLIBC__
  malloc_trim (0); /* or the pages stay with the thread's heap, below what is still in use */
#endif
}

sqlite3_stmt *
autosell_connection_prepare (AutosellConnection *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt != NULL)
    {
      sqlite3_reset (stmt);
      sqlite3_clear_bindings (stmt);
      return stmt;
    }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    {
      autosell_sql_set_error (self->db, error);
      g_prefix_error (error, "Preparing “%s”: ", sql);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), stmt);
  return stmt;
}

gboolean
autosell_connection_exec (AutosellConnection *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  autosell_sql_set_error (self->db, error);
  return FALSE;
}

gboolean
autosell_statement_run (sqlite3_stmt *stmt, GError **error)
{
  int rc = sqlite3_step (stmt);

  if (rc == SQLITE_DONE || rc == SQLITE_ROW)
    {
      sqlite3_reset (stmt);
      return TRUE;
    }
  autosell_sql_set_error (sqlite3_db_handle (stmt), error);
  sqlite3_reset (stmt);
  return FALSE;
}

gboolean
autosell_statement_next (sqlite3_stmt *stmt, GError **error)
{
  int rc = sqlite3_step (stmt);

  if (rc == SQLITE_ROW)
    return TRUE;
  if (rc != SQLITE_DONE)
    autosell_sql_set_error (sqlite3_db_handle (stmt), error);
  sqlite3_reset (stmt);
  return FALSE;
}

gboolean
autosell_pass_error (GError *local_error, GError **error)
{
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

gboolean
autosell_statement_get_int (sqlite3_stmt *stmt, gint64 otherwise, gint64 *number, GError **error)
{
  GError *local_error = NULL;

  *number = otherwise;
  if (autosell_statement_next (stmt, &local_error))
    {
      *number = sqlite3_column_int64 (stmt, 0);
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (local_error, error);
}

GArray *
autosell_statement_get_keys (sqlite3_stmt *stmt, GError **error)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *local_error = NULL;

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (keys, key);
    }
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&keys) : NULL;
}

gint64
autosell_connection_get_int (AutosellConnection *self, const char *sql, gint64 otherwise)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (self, sql, NULL);
  gint64 number = otherwise;

  if (stmt != NULL && autosell_statement_next (stmt, NULL))
    {
      if (sqlite3_column_type (stmt, 0) != SQLITE_NULL)
        number = sqlite3_column_int64 (stmt, 0);
      sqlite3_reset (stmt);
    }
  return number;
}

void
autosell_bind_text (sqlite3_stmt *stmt, int index, const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (stmt, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (stmt, index);
}

const char *
autosell_column_text (sqlite3_stmt *stmt, int column)
{
  return (const char *) sqlite3_column_text (stmt, column);
}

gboolean
autosell_connection_begin (AutosellConnection *self, GError **error)
{
  return autosell_connection_exec (self, "BEGIN IMMEDIATE", error);
}

gboolean
autosell_connection_commit (AutosellConnection *self, GError **error)
{
  if (autosell_connection_exec (self, "COMMIT", error))
    return TRUE;
  autosell_connection_rollback (self);
  return FALSE;
}

void
autosell_connection_rollback (AutosellConnection *self)
{
  /* After a full disk SQLite may have rolled back by itself */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

gint64
autosell_connection_get_stamp (AutosellConnection *self)
{
  return autosell_connection_get_int (self,
                                      "SELECT (SELECT ifnull(max(id), 0) FROM change) * 1024 "
                                      "+ (SELECT ifnull(max(CAST(value AS INTEGER)), 0) % 1024 FROM setting "
                                      "   WHERE name = 'store.epoch')",
                                      -1);
}

static int
watch_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

void
autosell_connection_watch (AutosellConnection *self, GCancellable *cancellable)
{
  sqlite3_progress_handler (self->db, cancellable != NULL ? WATCH_STEPS : 0, cancellable != NULL ? watch_cb : NULL,
                            cancellable);
}
