/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "autosell-backup-private.h"
#include "autosell-data-dir.h"
#include "autosell-schema.h"

/* "autosell-20261122T215530Z-c42-e0-import.db": when, after which change, of which epoch, why */
#define NAME_PREFIX "autosell-"
#define NAME_SUFFIX ".db"
#define KEPT_BACKUPS 10
/* What a copy is called until it is whole. One that is this old belongs to a process that was killed. */
#define PARTIAL_MARK ".partial-"
#define PARTIAL_MAX_AGE_S (60 * 60)

void
autosell_backup_free (AutosellBackup *backup)
{
  if (backup == NULL)
    return;
  g_free (backup->path);
  g_free (backup->reason);
  g_free (backup);
}

/* ---- Names ---- */

static AutosellBackup *
backup_from_name (const char *folder, const char *name)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *stem = NULL;
  g_autoptr(GDateTime) time = NULL;
  g_autofree char *path = NULL;
  AutosellBackup *backup;
  GStatBuf info;

  if (!g_str_has_prefix (name, NAME_PREFIX) || !g_str_has_suffix (name, NAME_SUFFIX))
    return NULL;
  stem = g_strndup (name + strlen (NAME_PREFIX), strlen (name) - strlen (NAME_PREFIX) - strlen (NAME_SUFFIX));
  parts = g_strsplit (stem, "-", 4);
  if (g_strv_length (parts) != 4)
    return NULL;
  time = g_date_time_new_from_iso8601 (parts[0], NULL);
  path = g_build_filename (folder, name, NULL);
  if (time == NULL || g_stat (path, &info) != 0)
    return NULL;

  backup = g_new0 (AutosellBackup, 1);
  backup->path = g_steal_pointer (&path);
  backup->reason = g_strdup (parts[3]);
  backup->time_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  backup->size_bytes = info.st_size;
  return backup;
}

/* Of two within a second the one with the later state of the stock is the newer: "…-c10-e0-…" after "…-c9-e0-…". */
static gint64
get_state (const AutosellBackup *backup)
{
  g_autofree char *name = g_path_get_basename (backup->path);
  g_auto(GStrv) parts = g_strsplit (name, "-", 5); /* "autosell", time, "c42", "e0", reason: backup_from_name() */
  gint64 change = g_ascii_strtoll (parts[2] + 1, NULL, 10);
  gint64 epoch = g_ascii_strtoll (parts[3] + 1, NULL, 10);

  return (epoch << 40) + change;
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const AutosellBackup *left = *(const AutosellBackup *const *) a;
  const AutosellBackup *right = *(const AutosellBackup *const *) b;

  if (left->time_us != right->time_us)
    return left->time_us > right->time_us ? -1 : 1;
  if (get_state (left) != get_state (right))
    return get_state (left) > get_state (right) ? -1 : 1;
  return -g_strcmp0 (left->path, right->path);
}

GPtrArray *
autosell_backup_list (const char *data_dir)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_backup_free);
  g_autofree char *folder = g_build_filename (data_dir, AUTOSELL_BACKUPS_NAME, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      AutosellBackup *backup = backup_from_name (folder, name);

      if (backup != NULL)
        g_ptr_array_add (backups, backup);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return backups;
}

/* ---- Copying ---- */

static gboolean
copy_database (sqlite3 *to, sqlite3 *from, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");
  int rc;

  if (backup == NULL)
    {
      autosell_sql_set_error (to, error);
      return FALSE;
    }
  /* In one go: it reads one moment of the file, and with a write-ahead log it holds up no writer. The busy timeout is
   * waited out in here, so that BUSY is an answer and not a reason to ask again for ever. */
  rc = sqlite3_backup_step (backup, -1);
  sqlite3_backup_finish (backup);
  if (rc == SQLITE_DONE)
    return TRUE;
  autosell_sql_set_error (to, error);
  return FALSE;
}

/* A sound store that this program can read? */
gboolean
autosell_backup_verify (AutosellConnection *copy, GError **error)
{
  sqlite3_stmt *stmt;
  gboolean is_ok;
  int version;

  if (!autosell_schema_examine (copy, &version, error))
    return FALSE;
  if (version == 0)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "The file is empty");
      return FALSE;
    }
  stmt = autosell_connection_prepare (copy, "PRAGMA integrity_check(1)", error);
  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return FALSE;
  is_ok = g_strcmp0 (autosell_column_text (stmt, 0), "ok") == 0;
  if (!is_ok)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "The copy is not sound: %s",
                 autosell_column_text (stmt, 0));
  sqlite3_reset (stmt);
  return is_ok;
}

static gboolean
fill_copy (AutosellConnection *source, const char *path, GError **error)
{
  g_autoptr(AutosellConnection) copy =
    autosell_connection_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  /* A single file without a log of its own, so that it can be carried about */
  return copy != NULL && copy_database (copy->db, source->db, error)
         && autosell_connection_exec (copy, "PRAGMA journal_mode = DELETE", error)
         && autosell_backup_verify (copy, error);
}

/* fsync of a file or folder by name; what cannot be synced (some file systems) is no reason to fail. */
void
autosell_backup_sync_path (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

char *
autosell_backup_partial_name (const char *path)
{
  g_autofree char *unique = g_uuid_string_random ();

  return g_strconcat (path, PARTIAL_MARK, unique, NULL);
}

/* Gives a whole and sound copy its name. */
static gboolean
name_copy (const char *partial, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_chmod (partial, 0600);
  autosell_backup_sync_path (partial);
  if (g_rename (partial, path) != 0)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_READ_ONLY, "%s cannot be written: %s", path,
                   g_strerror (errno));
      return FALSE;
    }
  autosell_backup_sync_path (folder);
  return TRUE;
}

gboolean
autosell_backup_copy_to_path (AutosellConnection *source, const char *path, GError **error)
{
  g_autofree char *partial = autosell_backup_partial_name (path);

  if (fill_copy (source, partial, error) && name_copy (partial, path, error))
    return TRUE;
  g_unlink (partial);
  return FALSE;
}

gboolean
autosell_backup_copy (AutosellConnection *from, const char *partial, GError **error)
{
  g_autoptr(AutosellConnection) copy =
    autosell_connection_open (partial, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);

  /* It is synced when it is settled; one that is not whole by then is no backup */
  return copy != NULL && autosell_connection_exec (copy, "PRAGMA synchronous = OFF", error)
         && copy_database (copy->db, from->db, error);
}

static gboolean
verify_partial (const char *partial, GError **error)
{
  g_autoptr(AutosellConnection) copy = autosell_connection_open (partial, SQLITE_OPEN_READWRITE, error);

  return copy != NULL && autosell_connection_exec (copy, "PRAGMA journal_mode = DELETE", error)
         && autosell_backup_verify (copy, error);
}

static void
remove_partials (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, NAME_PREFIX) && strstr (name, PARTIAL_MARK) != NULL && g_stat (path, &info) == 0
          && g_get_real_time () / G_USEC_PER_SEC - info.st_mtime > PARTIAL_MAX_AGE_S)
        g_unlink (path);
    }
}

static void
remove_old (const char *data_dir)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  for (guint i = KEPT_BACKUPS; i < backups->len; i++)
    {
      AutosellBackup *backup = g_ptr_array_index (backups, i);

      g_unlink (backup->path);
    }
}

/* "c42-e0" */
static char *
dup_state (AutosellConnection *connection)
{
  gint64 change = autosell_connection_get_int (connection, "SELECT max(id) FROM change", 0);
  gint64 epoch = autosell_connection_get_int (
    connection, "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'store.epoch'", 0);

  return g_strdup_printf ("c%" G_GINT64_FORMAT "-e%" G_GINT64_FORMAT, change, epoch);
}

static gboolean
is_backed_up (const char *data_dir, const char *state)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);
  g_autofree char *mark = g_strdup_printf ("-%s-", state);
  AutosellBackup *newest = backups->len > 0 ? g_ptr_array_index (backups, 0) : NULL;

  return newest != NULL && strstr (newest->path, mark) != NULL;
}

/* Now, but later than every other backup: were the clock set back, the new one would count as the oldest and be the
 * first to be removed. */
static char *
dup_stamp (const char *data_dir)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(GDateTime) time = NULL;

  if (backups->len > 0)
    {
      const AutosellBackup *newest = g_ptr_array_index (backups, 0);

      now_s = MAX (now_s, newest->time_us / G_USEC_PER_SEC + 1);
    }
  time = g_date_time_new_from_unix_utc (now_s);
  return g_date_time_format (time, "%Y%m%dT%H%M%SZ");
}

gboolean
autosell_backup_settle (const char *data_dir, const char *partial, const char *path, GError **error)
{
  if (!verify_partial (partial, error) || !name_copy (partial, path, error))
    {
      g_prefix_error (error, "Backing up: ");
      return FALSE;
    }
  remove_old (data_dir);
  return TRUE;
}

char *
autosell_backup_due (AutosellConnection *connection, const char *data_dir, const char *reason, GError **error)
{
  g_autofree char *state = dup_state (connection);
  g_autofree char *folder = g_build_filename (data_dir, AUTOSELL_BACKUPS_NAME, NULL);
  g_autofree char *stamp = dup_stamp (data_dir);
  g_autofree char *name = g_strconcat (NAME_PREFIX, stamp, "-", state, "-", reason, NAME_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  /* First, since they may be what fills the disk, and whether or not a backup is due. */
  remove_partials (folder);
  if (g_str_has_prefix (state, "c0-") || is_backed_up (data_dir, state))
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR,
                   errno == ENOSPC ? AUTOSELL_STORE_ERROR_NO_SPACE : AUTOSELL_STORE_ERROR_READ_ONLY,
                   "The folder %s cannot be made: %s", folder, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&path);
}

/* Name and content are of one moment: a copy takes its time to begin and to end, and what others commit meanwhile is
 * neither in it nor, by its name, older than it. */
static gboolean
make_in_snapshot (AutosellConnection *connection, const char *data_dir, const char *reason, gboolean *made,
                  GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autofree char *path = autosell_backup_due (connection, data_dir, reason, &local_error);

  if (made != NULL)
    *made = FALSE;
  if (path == NULL)
    {
      if (local_error == NULL)
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (!autosell_backup_copy_to_path (connection, path, error))
    {
      g_prefix_error (error, "Backing up: ");
      return FALSE;
    }
  remove_old (data_dir);
  if (made != NULL)
    *made = TRUE;
  return TRUE;
}

gboolean
autosell_backup_make (AutosellConnection *connection, const char *data_dir, const char *reason, gboolean *made,
                      GError **error)
{
  gboolean is_own = sqlite3_get_autocommit (connection->db);
  gboolean is_made;

  /* The first read, which is that of the state's number, is what takes hold */
  if (is_own && !autosell_connection_exec (connection, "BEGIN", error))
    return FALSE;
  is_made = make_in_snapshot (connection, data_dir, reason, made, error);
  if (is_own)
    autosell_connection_exec (connection, "ROLLBACK", NULL); /* nothing was written */
  return is_made;
}

gboolean
autosell_backup_make_daily (AutosellConnection *connection, const char *data_dir, GError **error)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  if (backups->len > 0)
    {
      AutosellBackup *newest = g_ptr_array_index (backups, 0);
      g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (newest->time_us / G_USEC_PER_SEC);
      g_autoptr(GDateTime) now = g_date_time_new_now_local ();

      if (g_date_time_get_year (then) == g_date_time_get_year (now)
          && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
        return TRUE;
    }
  return autosell_backup_make (connection, data_dir, "daily", NULL, error);
}

/* A copy takes the place of what is at @path, so that this must be nothing but an older file. */
static gboolean
check_target (const char *data_dir, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf info;
  int code = 0;

  if (autosell_data_dir_is_own_file (data_dir, path, error))
    return FALSE;
  if (g_access (folder, W_OK | X_OK) != 0)
    code = errno;
  else if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode))
    code = EISDIR;
  else if (g_lstat (path, &info) == 0 && !S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                           _("This is no ordinary file; choose another name."));
      return FALSE;
    }
  if (code != 0)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s cannot be written: %s", path, g_strerror (code));
  return code == 0;
}

gpointer
autosell_backup_copy_job (AutosellConnection *connection, gpointer path, GCancellable *cancellable, GError **error)
{
  g_autofree char *data_dir = g_path_get_dirname (connection->path);

  if (!check_target (data_dir, path, error))
    return NULL;
  return GINT_TO_POINTER (autosell_backup_copy_to_path (connection, path, error));
}

/* ---- Restoring ---- */

/* The copy must come to other processes and to the list as something new, though its changes may count lower. */
static gboolean
set_epoch (AutosellConnection *connection, gint64 epoch, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO setting (name, value) VALUES ('store.epoch', '%" G_GINT64_FORMAT "') "
                     "ON CONFLICT DO UPDATE SET value = excluded.value",
                     epoch);

  return autosell_connection_exec (connection, sql, error);
}

static gboolean
prepare_restored (AutosellConnection *staged, gint64 epoch, GError **error)
{
  int version;

  return autosell_backup_verify (staged, error) && autosell_schema_examine (staged, &version, error)
         && autosell_schema_migrate (staged, version, error) && set_epoch (staged, epoch, error)
         && autosell_connection_exec (staged, AUTOSELL_BACKUP_SQL_RESTORED, error);
}

gpointer
autosell_backup_restore_job (AutosellConnection *connection, gpointer path, GCancellable *cancellable, GError **error)
{
  g_autofree char *data_dir = g_path_get_dirname (connection->path);
  gint64 epoch = autosell_connection_get_int (
    connection, "SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'store.epoch'", 0);
  g_autoptr(AutosellConnection) backup = autosell_connection_open (path, SQLITE_OPEN_READONLY, error);
  g_autoptr(AutosellConnection) staged = NULL;

  /* Worked on in memory: the person's file stays as it is, and the store gets it whole or not at all */
  staged =
    backup != NULL ? autosell_connection_open (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error) : NULL;
  if (staged == NULL || !copy_database (staged->db, backup->db, error) || !prepare_restored (staged, epoch + 1, error)
      || !autosell_backup_make (connection, data_dir, "restore", NULL, error)
      || !copy_database (connection->db, staged->db, error))
    return NULL;
  /* Statements and what was worked out belong to the old content */
  connection->stock_stamp = -1;
  return GINT_TO_POINTER (TRUE);
}
