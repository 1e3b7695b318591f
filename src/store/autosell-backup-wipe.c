/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup-wipe.h"

#include <glib/gstdio.h>

/* As many parameters as it has. Returns: (transfer none) (nullable) */
static sqlite3_stmt *
prepare (AutosellConnection *connection, const char *sql, const char *one, const char *two, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  const char *const texts[] = { one, two };

  for (int i = 0; stmt != NULL && i < sqlite3_bind_parameter_count (stmt); i++)
    autosell_bind_text (stmt, i + 1, texts[i]);
  return stmt;
}

static gboolean
has_any (AutosellConnection *backup, const char *has, const char *one, const char *two)
{
  sqlite3_stmt *stmt = prepare (backup, has, one, two, NULL);
  gboolean found = stmt != NULL && autosell_statement_next (stmt, NULL);

  if (stmt != NULL)
    sqlite3_reset (stmt);
  return found;
}

/* What is deleted is overwritten in the copy (secure_delete), and the backup is made anew of that. */
static gboolean
wipe_one (AutosellConnection *backup, const char *path, const char *partial, const char *const *wipe, const char *one,
          const char *two, GError **error)
{
  g_autoptr(AutosellConnection) copy = NULL;

  if (!autosell_backup_copy (backup, partial, error))
    return FALSE;
  copy = autosell_connection_open (partial, SQLITE_OPEN_READWRITE, error);
  if (copy == NULL || !autosell_connection_exec (copy, "PRAGMA journal_mode = DELETE", error))
    return FALSE;
  for (guint i = 0; wipe[i] != NULL; i++)
    {
      sqlite3_stmt *stmt = prepare (copy, wipe[i], one, two, error);

      if (stmt == NULL || !autosell_statement_run (stmt, error))
        return FALSE;
    }
  return autosell_backup_copy_to_path (copy, path, error);
}

gboolean
autosell_backup_wipe (const char *data_dir, const char *has, const char *const *wipe, const char *one, const char *two,
                      GError **error)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  for (guint i = 0; i < backups->len; i++)
    {
      const AutosellBackup *row = backups->pdata[i];
      /* One that cannot be read is no backup any more; nothing can be taken out of it either */
      g_autoptr(AutosellConnection) backup = autosell_connection_open (row->path, SQLITE_OPEN_READONLY, NULL);
      g_autofree char *partial = autosell_backup_partial_name (row->path);
      gboolean done;

      if (backup == NULL || !has_any (backup, has, one, two))
        continue;
      done = wipe_one (backup, row->path, partial, wipe, one, two, error);
      g_unlink (partial);
      if (!done)
        return FALSE;
    }
  return TRUE;
}
