/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-data-dir.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "autosell-store.h"

#define AUTOSELL_FOLDER_NAME "autosell-manager"

char *
autosell_store_default_data_dir (void)
{
  const char *given = g_getenv ("AUTOSELL_DATA_DIR");
  g_autofree char *data_dir = given != NULL && *given != '\0' ? g_strdup (given) : autosell_data_dir_dup_usual ();

  return autosell_data_dir_dup_chosen (data_dir);
}

char *
autosell_data_dir_dup_usual (void)
{
  return g_build_filename (g_get_user_data_dir (), AUTOSELL_FOLDER_NAME, NULL);
}

/* ---- A choice ---- */

/* Whoever put the folder on a share, by a variable of the session or a home on a server, would put it there again at
 * the next start: what is kept is therefore which folder stands in for which. */
#define CHOICE_GROUP "Data folder"
#define CHOICE_REFUSED "Refused"
#define CHOICE_CHOSEN "Chosen"

static char *
dup_choice_path (void)
{
  return g_build_filename (g_get_user_config_dir (), AUTOSELL_FOLDER_NAME, "data-folder.ini", NULL);
}

/* A name may have bytes that are no UTF-8, which a key file does not take; a URI has none. */
static char *
get_folder (GKeyFile *choice, const char *key)
{
  g_autofree char *uri = g_key_file_get_string (choice, CHOICE_GROUP, key, NULL);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

char *
autosell_data_dir_dup_chosen (const char *data_dir)
{
  g_autofree char *path = dup_choice_path ();
  g_autofree char *absolute = g_canonicalize_filename (data_dir, NULL);
  g_autoptr(GKeyFile) choice = g_key_file_new ();
  g_autofree char *refused = NULL;
  g_autofree char *chosen = NULL;

  if (!g_key_file_load_from_file (choice, path, G_KEY_FILE_NONE, NULL))
    return g_strdup (data_dir);
  refused = get_folder (choice, CHOICE_REFUSED);
  chosen = get_folder (choice, CHOICE_CHOSEN);
  if (chosen == NULL || g_strcmp0 (refused, absolute) != 0)
    return g_strdup (data_dir);
  return g_steal_pointer (&chosen);
}

/* Whether the stock may lie in it directly: a stock is there already, or nothing is. */
static gboolean
is_free (const char *folder)
{
  g_autofree char *database = g_build_filename (folder, AUTOSELL_DATABASE_NAME, NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL || g_file_test (database, G_FILE_TEST_EXISTS);
}

char *
autosell_data_dir_choose (const char *data_dir, const char *chosen, GError **error)
{
  g_autofree char *path = dup_choice_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *refused = g_canonicalize_filename (data_dir, NULL);
  g_autofree char *used =
    is_free (chosen) ? g_canonicalize_filename (chosen, NULL) : g_build_filename (chosen, AUTOSELL_FOLDER_NAME, NULL);
  g_autofree char *refused_uri = g_filename_to_uri (refused, NULL, error);
  g_autofree char *used_uri = refused_uri != NULL ? g_filename_to_uri (used, NULL, error) : NULL;
  g_autoptr(GKeyFile) choice = g_key_file_new ();
  g_autofree char *earlier = NULL;

  /* Where an earlier choice is refused in its turn, the new one still stands in for the first folder. */
  if (g_key_file_load_from_file (choice, path, G_KEY_FILE_NONE, NULL))
    earlier = get_folder (choice, CHOICE_CHOSEN);
  if (refused_uri != NULL && g_strcmp0 (earlier, refused) == 0)
    {
      g_free (refused_uri);
      refused_uri = g_key_file_get_string (choice, CHOICE_GROUP, CHOICE_REFUSED, NULL);
    }
  if (used_uri == NULL || !autosell_data_dir_prepare (used, error))
    return NULL;
  g_key_file_set_string (choice, CHOICE_GROUP, CHOICE_REFUSED, refused_uri);
  g_key_file_set_string (choice, CHOICE_GROUP, CHOICE_CHOSEN, used_uri);
  g_mkdir_with_parents (folder, 0700); /* where it fails, so does what follows */
  if (!g_key_file_save_to_file (choice, path, error))
    return NULL;
  return g_steal_pointer (&used);
}

/* ---- File systems ---- */

/* mountinfo writes blank, tab, line end and backslash as \ooo. */
static char *
unescape_mount_point (const char *field)
{
  return g_strcompress (field);
}

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  if (g_str_equal (folder, "/"))
    return TRUE;
  return g_str_has_prefix (path, folder) && (path[length] == '\0' || path[length] == '/');
}

char *
autosell_data_dir_find_fs_type (const char *mountinfo, const char *path)
{
  g_auto(GStrv) lines = g_strsplit (mountinfo, "\n", -1);
  g_autofree char *found = NULL;
  gsize found_length = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], " ", -1);
      g_autofree char *mount_point = NULL;
      guint n_fields = g_strv_length (fields);
      guint dash;

      /* id parent major:minor root mount-point options [optional …] - type source options */
      for (dash = 6; dash < n_fields && !g_str_equal (fields[dash], "-"); dash++)
        ;
      if (dash + 1 >= n_fields)
        continue;
      mount_point = unescape_mount_point (fields[4]);
      /* Of two mounts on one point the later one is seen */
      if (is_below (path, mount_point) && strlen (mount_point) >= found_length)
        {
          found_length = strlen (mount_point);
          g_free (found);
          found = g_strdup (fields[dash + 1]);
        }
    }
  return g_steal_pointer (&found);
}

gboolean
autosell_data_dir_is_network_fs (const char *fs_type)
{
  static const char *const network_types[] = {
    "nfs",  "nfs3",   "nfs4",   "cifs", "smb3",  "smbfs",     "smb2", "ncpfs",    "afs",   "coda", "9p",
    "ceph", "lustre", "beegfs", "gfs2", "ocfs2", "glusterfs", "gpfs", "orangefs", "davfs", NULL,
  };
  static const char *const network_fuse_types[] = {
    "fuse.sshfs",
    "fuse.gvfsd-fuse",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.ceph",
    "fuse.ceph-fuse",
    "fuse.curlftpfs",
    "fuse.google-drive-ocamlfuse",
    "fuse.onedriver",
    "fuse.smbnetfs",
    NULL,
  };

  return fs_type != NULL && (g_strv_contains (network_types, fs_type) || g_strv_contains (network_fuse_types, fs_type));
}

static gboolean
refuse_network (const char *data_dir, GError **error)
{
  g_autofree char *real_path = realpath (data_dir, NULL);
  g_autofree char *mountinfo = NULL;
  g_autofree char *fs_type = NULL;
  /* So that a test can show what a share looks like */
  const char *table = g_getenv ("AUTOSELL_MOUNTINFO");

  if (real_path == NULL
      || !g_file_get_contents (table != NULL ? table : "/proc/self/mountinfo", &mountinfo, NULL, NULL))
    return TRUE;
  fs_type = autosell_data_dir_find_fs_type (mountinfo, real_path);
  if (!autosell_data_dir_is_network_fs (fs_type))
    return TRUE;

  g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NETWORK_FOLDER,
               "%s is on a network file system (%s), whose file locks can lose data", data_dir, fs_type);
  return FALSE;
}

gboolean
autosell_data_dir_prepare (const char *data_dir, GError **error)
{
  if (g_mkdir_with_parents (data_dir, 0700) != 0)
    {
      int saved = errno;

      g_set_error (error, AUTOSELL_STORE_ERROR,
                   saved == ENOSPC ? AUTOSELL_STORE_ERROR_NO_SPACE : AUTOSELL_STORE_ERROR_READ_ONLY,
                   "The folder %s cannot be made: %s", data_dir, g_strerror (saved));
      return FALSE;
    }
  if (!refuse_network (data_dir, error))
    return FALSE;
  if (g_access (data_dir, W_OK | X_OK) != 0)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_READ_ONLY, "The folder %s cannot be written: %s",
                   data_dir, g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}

gboolean
autosell_data_dir_is_own_file (const char *data_dir, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *real_file = realpath (path, NULL);
  g_autofree char *real_folder = realpath (folder, NULL);
  g_autofree char *own_folder = realpath (data_dir, NULL);
  g_autofree char *own_start = own_folder != NULL ? g_build_filename (own_folder, AUTOSELL_DATABASE_NAME, NULL) : NULL;

  /* The log may not be there yet, and a link may lead to any of them */
  if (own_start == NULL
      || !((real_file != NULL && g_str_has_prefix (real_file, own_start))
           || (g_strcmp0 (real_folder, own_folder) == 0 && g_str_has_prefix (name, AUTOSELL_DATABASE_NAME))))
    return FALSE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                       _("The stock itself is kept under this name; choose another one."));
  return TRUE;
}
