/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-shelf.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "autosell-backup.h"
#include "autosell-data-dir.h"
#include "autosell-photo-folder.h"
#include "autosell-photo.h"

/* ---- Putting in place ---- */

char *
autosell_photo_shelf_get_second_path (const char *data_dir, const char *hash)
{
  g_autofree char *name = g_strconcat (hash, ".jpg", NULL);
  char shelf[3] = { hash[0], hash[1], '\0' };

  return g_build_filename (data_dir, AUTOSELL_BACKUPS_NAME, AUTOSELL_PHOTOS_NAME, shelf, name, NULL);
}

void
autosell_photo_shelf_link (const char *data_dir, const char *hash)
{
  g_autofree char *path = autosell_photo_folder_get_path (data_dir, hash);
  g_autofree char *second = autosell_photo_shelf_get_second_path (data_dir, hash);
  g_autofree char *folder = g_path_get_dirname (second);
  g_autofree char *unique = g_uuid_string_random ();
  g_autofree char *temporary = g_strconcat (second, ".", unique, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0 || link (path, temporary) != 0)
    return;
  if (g_rename (temporary, second) != 0)
    g_debug ("No second name for a photo: %s", g_strerror (errno));
  /* Two names of one file: then rename() does nothing and leaves both */
  g_unlink (temporary);
}

static void
tell_as_store_error (GError *from, GError **error)
{
  AutosellStoreErrorCode code = AUTOSELL_STORE_ERROR_FAILED;

  if (g_error_matches (from, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = AUTOSELL_STORE_ERROR_NO_SPACE;
  else if (g_error_matches (from, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
           || g_error_matches (from, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = AUTOSELL_STORE_ERROR_READ_ONLY;
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, code, from->message);
}

gboolean
autosell_photo_shelf_place (const char *data_dir, AutosellStagedPhoto *staged, GError **error)
{
  g_autoptr(GError) local_error = NULL;

  if (!autosell_staged_photo_commit (staged, &local_error))
    {
      tell_as_store_error (local_error, error);
      return FALSE;
    }
  autosell_photo_shelf_link (data_dir, autosell_staged_photo_get_hash (staged));
  return TRUE;
}

/* ---- Taking away ---- */

typedef struct
{
  AutosellConnection *connection;
  GHashTable *strays; /* owned: hash or source_hash → itself */
  gboolean of_originals;
  GError *error; /* owned, nullable */
} Search;

static gboolean
has_row (AutosellConnection *connection, const char *sql, const char *hash, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);
  gboolean found;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, hash);
  found = autosell_statement_next (stmt, error);
  sqlite3_reset (stmt);
  sqlite3_clear_bindings (stmt);
  return found;
}

/* The hash is in the list of photos or, for originals, of sources. */
static gboolean
is_named (AutosellConnection *connection, const char *hash, gboolean is_original, GError **error)
{
  return has_row (connection,
                  is_original ? "SELECT 1 FROM photo WHERE source_hash = ? LIMIT 1"
                              : "SELECT 1 FROM photo WHERE hash = ? LIMIT 1",
                  hash, error);
}

static gboolean
stray_cb (const char *hash, const char *path, gint64 size, gpointer user_data)
{
  Search *search = user_data;

  if (!is_named (search->connection, hash, search->of_originals, &search->error) && search->error == NULL)
    g_hash_table_add (search->strays, g_strdup (hash));
  return search->error == NULL;
}

/* Files that no record of this stock names: an idea only, until it is looked at within the write transaction.
 * Returns: (transfer full): NULL with @error */
static GHashTable *
find_strays (AutosellConnection *connection, const char *data_dir, gboolean of_originals, GCancellable *cancellable,
             GError **error)
{
  Search search = { connection, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), of_originals, NULL };
  gboolean done = of_originals
                    ? autosell_photo_folder_foreach_original (data_dir, stray_cb, &search, cancellable, error)
                    : autosell_photo_folder_foreach (data_dir, stray_cb, &search, cancellable, error);

  if (done && search.error == NULL)
    return search.strays;
  if (search.error != NULL && (error == NULL || *error == NULL))
    g_propagate_error (error, search.error);
  else
    g_clear_error (&search.error);
  g_hash_table_unref (search.strays);
  return NULL;
}

static gboolean
has_photo_table (AutosellConnection *backup)
{
  return autosell_connection_get_int (backup,
                                      "SELECT count(*) FROM sqlite_schema WHERE name = 'photo' AND type = 'table'", 0)
         == 1;
}

/* Leaves what a backup names, since restoring it must find its photos. One that cannot be read keeps everything: what
 * it names nobody knows. Returns: FALSE where nothing is to be removed */
static gboolean
spare_what_backups_name (const char *data_dir, GHashTable *strays, gboolean of_originals)
{
  g_autoptr(GPtrArray) backups = autosell_backup_list (data_dir);

  for (guint i = 0; i < backups->len && g_hash_table_size (strays) > 0; i++)
    {
      const AutosellBackup *backup = g_ptr_array_index (backups, i);
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellConnection) connection = autosell_connection_open (backup->path, SQLITE_OPEN_READONLY, &error);
      GHashTableIter iter;
      const char *hash;

      if (connection == NULL)
        return FALSE;
      if (!has_photo_table (connection))
        continue;
      g_hash_table_iter_init (&iter, strays);
      while (g_hash_table_iter_next (&iter, (gpointer *) &hash, NULL))
        {
          if (is_named (connection, hash, of_originals, &error))
            g_hash_table_iter_remove (&iter);
          if (error != NULL)
            return FALSE;
        }
    }
  return TRUE;
}

/* A crash leaves as many files as one import brings. Should there be far more, and nobody has destroyed their records,
 * then it is the database that was lost or set aside as damaged: not one of them is touched. */
#define CRASH_STRAYS 500

static gboolean
has_damaged_folder (const char *data_dir)
{
  g_autoptr(GDir) dir = g_dir_open (data_dir, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "damaged-"))
      return TRUE;
  return FALSE;
}

static gboolean
spare_the_unexplained (AutosellConnection *connection, const char *data_dir, GHashTable *strays, GError **error)
{
  g_autoptr(GHashTable) unexplained = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) local_error = NULL;
  GHashTableIter iter;
  const char *hash;
  gint64 n_photos = autosell_connection_get_int (connection, "SELECT count(*) FROM photo", 0);

  g_hash_table_iter_init (&iter, strays);
  while (g_hash_table_iter_next (&iter, (gpointer *) &hash, NULL))
    {
      if (!has_row (connection, "SELECT 1 FROM photo_gone WHERE hash = ?", hash, &local_error))
        g_hash_table_add (unexplained, (gpointer) hash);
      if (!autosell_pass_error (g_steal_pointer (&local_error), error))
        return FALSE;
    }
  if (g_hash_table_size (unexplained) <= CRASH_STRAYS + n_photos / 2 && !has_damaged_folder (data_dir))
    return TRUE;
  if (g_hash_table_size (unexplained) > 0)
    g_message ("%u files of photos have no record; they are left alone", g_hash_table_size (unexplained));
  g_hash_table_iter_init (&iter, strays);
  while (g_hash_table_iter_next (&iter, (gpointer *) &hash, NULL))
    if (g_hash_table_contains (unexplained, hash))
      {
        g_hash_table_remove (unexplained, hash);
        g_hash_table_iter_remove (&iter);
      }
  return TRUE;
}

static gboolean
forget_gone (AutosellConnection *connection, const char *hash, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "DELETE FROM photo_gone WHERE hash = ?", error);
  gboolean done;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, hash);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return done;
}

static gboolean
remove_one (const char *data_dir, const char *hash, gboolean is_original, GError **error)
{
  g_autofree char *path = is_original ? autosell_photo_folder_find_original (data_dir, hash)
                                      : autosell_photo_shelf_get_second_path (data_dir, hash);

  if (path != NULL)
    g_unlink (path);
  return is_original || autosell_photo_folder_remove (data_dir, hash, NULL, error);
}

/* Under the write lock nobody is between placing a file and recording it. */
static gboolean
remove_strays (AutosellConnection *connection, const char *data_dir, GHashTable *strays, gboolean of_originals,
               gint64 *n_removed, GError **error)
{
  GHashTableIter iter;
  const char *hash;
  g_autoptr(GError) local_error = NULL;

  if (g_hash_table_size (strays) == 0)
    return TRUE;
  if (!autosell_connection_begin (connection, error))
    return FALSE;
  g_hash_table_iter_init (&iter, strays);
  while (local_error == NULL && g_hash_table_iter_next (&iter, (gpointer *) &hash, NULL))
    if (!is_named (connection, hash, of_originals, &local_error) && local_error == NULL
        && remove_one (data_dir, hash, of_originals, &local_error) && forget_gone (connection, hash, &local_error))
      (*n_removed)++;
  if (local_error == NULL)
    return autosell_connection_commit (connection, error);
  autosell_connection_rollback (connection);
  if (local_error->domain == AUTOSELL_STORE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  tell_as_store_error (local_error, error);
  return FALSE;
}

static gboolean
sweep (AutosellConnection *connection, const char *data_dir, gboolean of_originals, gint64 *n_removed,
       GCancellable *cancellable, GError **error)
{
  g_autoptr(GHashTable) strays = find_strays (connection, data_dir, of_originals, cancellable, error);

  if (strays == NULL || !spare_the_unexplained (connection, data_dir, strays, error))
    return FALSE;
  if (!spare_what_backups_name (data_dir, strays, of_originals))
    return TRUE;
  return remove_strays (connection, data_dir, strays, of_originals, n_removed, error);
}

gpointer
autosell_photo_shelf_sweep_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable,
                                GError **error)
{
  AutosellSweep result = { 0 };

  autosell_photo_staging_sweep (data_dir);
  if (!sweep (connection, data_dir, FALSE, &result.n_removed, cancellable, error)
      || !sweep (connection, data_dir, TRUE, &result.n_removed, cancellable, error))
    return NULL;
  return g_memdup2 (&result, sizeof result);
}

gint64
autosell_photo_shelf_count_strays (AutosellConnection *connection, const char *data_dir, GError **error)
{
  g_autoptr(GHashTable) photos = find_strays (connection, data_dir, FALSE, NULL, error);
  g_autoptr(GHashTable) originals = photos != NULL ? find_strays (connection, data_dir, TRUE, NULL, error) : NULL;

  if (originals == NULL)
    return -1;
  if (!spare_what_backups_name (data_dir, photos, FALSE) || !spare_what_backups_name (data_dir, originals, TRUE))
    return 0;
  return (gint64) g_hash_table_size (photos) + g_hash_table_size (originals);
}
