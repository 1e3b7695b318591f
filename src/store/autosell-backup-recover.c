/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "autosell-backup-private.h"
#include "autosell-data-dir.h"
#include "autosell-schema.h"

/* The byte of the log's index on which everybody who has the file open holds a shared lock: UNIX_SHM_DMS in SQLite's
 * os_unix.c. */
#define SHM_OPEN_BYTE 128

/* Moving the file from under a program that has it open would have it write on into the folder of the damaged one. */
static gboolean
check_unused (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, AUTOSELL_DATABASE_NAME "-shm", NULL);
  gboolean is_used = FALSE;
#ifdef F_OFD_GETLK
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SHM_OPEN_BYTE, .l_len = 1 };
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);

  if (fd < 0)
    return TRUE;
  is_used = fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  close (fd);
#endif
  if (is_used)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY,
                         "Another program has the damaged file open");
  return !is_used;
}

/* Closed again, so that it is one file. */
static gboolean
mark_restored (const char *path, GError **error)
{
  g_autoptr(AutosellConnection) copy = autosell_connection_open (path, SQLITE_OPEN_READWRITE, error);

  return copy != NULL && autosell_connection_exec (copy, AUTOSELL_BACKUP_SQL_RESTORED, error)
         && autosell_connection_exec (copy, "PRAGMA journal_mode = DELETE", error);
}

/* The newest sound backup copied to @path. *@backup_used stays NULL where there is none. Returns: FALSE where a sound
 * one could not be copied, which is no reason to go on without it */
static gboolean
stage_backup (const char *data_dir, const char *path, char **backup_used, GError **error)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  for (guint i = 0; i < backups->len && *backup_used == NULL; i++)
    {
      const AutosellBackup *listed = g_ptr_array_index (backups, i);
      g_autoptr(GError) local_error = NULL;
      g_autoptr(AutosellConnection) backup =
        autosell_connection_open (listed->path, SQLITE_OPEN_READONLY, &local_error);

      if (backup == NULL || !autosell_backup_verify (backup, &local_error))
        {
          g_message ("The backup %s is no use: %s", listed->path, local_error->message);
          continue;
        }
      if (!autosell_backup_copy_to_path (backup, path, error))
        return FALSE;
      if (!mark_restored (path, error))
        {
          g_unlink (path);
          return FALSE;
        }
      *backup_used = g_strdup (listed->path);
    }
  return TRUE;
}

/* Returns: (transfer full): a folder that was not there */
static char *
make_damaged_folder (const char *data_dir, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *stamp = g_date_time_format (now, "damaged-%Y%m%d-%H%M%S");
  g_autofree char *folder = g_build_filename (data_dir, stamp, NULL);

  for (int i = 2; g_mkdir (folder, 0700) != 0; i++)
    {
      if (errno != EEXIST)
        {
          g_set_error (error, AUTOSELL_STORE_ERROR,
                       errno == ENOSPC ? AUTOSELL_STORE_ERROR_NO_SPACE : AUTOSELL_STORE_ERROR_READ_ONLY,
                       "The folder %s cannot be made: %s", folder, g_strerror (errno));
          return NULL;
        }
      g_free (folder);
      folder = g_strdup_printf ("%s%c%s-%d", data_dir, G_DIR_SEPARATOR, stamp, i);
    }
  return g_steal_pointer (&folder);
}

static gboolean
move_aside (const char *data_dir, const char *folder, GError **error)
{
  static const char *const names[] = { AUTOSELL_DATABASE_NAME, AUTOSELL_DATABASE_NAME "-wal",
                                       AUTOSELL_DATABASE_NAME "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (data_dir, names[i], NULL);
      g_autofree char *to = g_build_filename (folder, names[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_READ_ONLY,
                       "The damaged file cannot be set aside: %s", g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
autosell_store_recover (const char *data_dir, char **backup_used, char **set_aside, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, AUTOSELL_DATABASE_NAME, NULL);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *staged = g_strconcat (path, ".recovered-", unique, NULL);
  g_autofree char *folder = NULL;

  *backup_used = NULL;
  if (set_aside != NULL)
    *set_aside = NULL;
  /* What takes its place first: on a full disk the damaged file stays, and with it the question */
  if (!check_unused (data_dir, error) || !stage_backup (data_dir, staged, backup_used, error))
    return FALSE;
  folder = make_damaged_folder (data_dir, error);
  if (folder == NULL || !move_aside (data_dir, folder, error))
    {
      g_unlink (staged);
      return FALSE;
    }
  if (*backup_used != NULL && g_rename (staged, path) != 0)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_READ_ONLY,
                   "The backup cannot be put in its place: %s", g_strerror (errno));
      return FALSE;
    }
  autosell_backup_sync_path (data_dir);
  if (set_aside != NULL)
    *set_aside = g_steal_pointer (&folder);
  return TRUE;
}
