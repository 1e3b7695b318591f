/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-folder.h"

#include "autosell-photo-error.h"
#include "autosell-photo-private.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>

#define HASH_LENGTH (2 * SHA256_DIGEST_SIZE)

gboolean
autosell_photo_hash_is_valid (const char *hash)
{
  gsize length = 0;

  if (hash == NULL)
    return FALSE;
  while (length <= HASH_LENGTH && (g_ascii_isdigit (hash[length]) || (hash[length] >= 'a' && hash[length] <= 'f')))
    length++;

  return length == HASH_LENGTH && hash[length] == '\0';
}

char *
autosell_photo_hash_data (const void *data, gsize size)
{
  static const char digits[] = "0123456789abcdef";
  struct sha256_ctx context;
  guint8 digest[SHA256_DIGEST_SIZE];
  char *hash = g_malloc (HASH_LENGTH + 1);

  /* GChecksum takes as long for a photo as half of its decoding does; nettle uses the processor's own instructions. */
  sha256_init (&context);
  sha256_update (&context, size, data);
  sha256_digest (&context, sizeof digest, digest);
  for (gsize i = 0; i < sizeof digest; i++)
    {
      hash[2 * i] = digits[digest[i] >> 4];
      hash[2 * i + 1] = digits[digest[i] & 15];
    }
  hash[HASH_LENGTH] = '\0';

  return hash;
}

static char *
build_hashed (const char *folder, const char *hash, const char *tail)
{
  g_autofree char *name = NULL;
  char shelf[3];

  g_return_val_if_fail (autosell_photo_hash_is_valid (hash), NULL);

  memcpy (shelf, hash, 2);
  shelf[2] = '\0';
  name = g_strconcat (hash, tail, NULL);

  return g_build_filename (folder, shelf, name, NULL);
}

char *
autosell_photo_folder_get_path (const char *data_dir, const char *hash)
{
  g_autofree char *folder = g_build_filename (data_dir, AUTOSELL_PHOTOS_NAME, NULL);

  return build_hashed (folder, hash, ".jpg");
}

static char *
get_originals_dir (const char *data_dir)
{
  return g_build_filename (data_dir, AUTOSELL_PHOTOS_NAME, AUTOSELL_ORIGINALS_NAME, NULL);
}

char *
autosell_photo_folder_get_original_path (const char *data_dir, const char *source_hash, const char *extension)
{
  g_autofree char *folder = get_originals_dir (data_dir);
  g_autofree char *tail = g_strconcat (".", extension, NULL);

  return build_hashed (folder, source_hash, tail);
}

char *
autosell_photo_folder_find_original (const char *data_dir, const char *source_hash)
{
  for (int format = 0; format < AUTOSELL_N_PHOTO_FORMATS; format++)
    {
      g_autofree char *path =
        autosell_photo_folder_get_original_path (data_dir, source_hash, autosell_photo_format_get_extension (format));

      if (path == NULL)
        return NULL;
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }

  return NULL;
}

char *
autosell_photo_folder_get_thumbnail_key (const char *hash, int turn, const AutosellPhotoCrop *crop)
{
  GString *key;

  g_return_val_if_fail (autosell_photo_hash_is_valid (hash), NULL);
  g_return_val_if_fail (turn == 0 || turn == 90 || turn == 180 || turn == 270, NULL);

  key = g_string_new (hash);
  if (turn != 0)
    g_string_append_printf (key, "-t%d", turn);
  if (crop != NULL)
    {
      g_autofree char *text = autosell_photo_crop_to_string (crop);

      g_string_append_printf (key, "-c%s", text);
    }

  return g_string_free (key, FALSE);
}

/* A hash, and then letters, digits, dots and dashes only. */
static gboolean
is_valid_key (const char *key)
{
  g_autofree char *hash = key != NULL ? g_strndup (key, HASH_LENGTH) : NULL;

  return autosell_photo_hash_is_valid (hash)
         && strspn (key + HASH_LENGTH, "-.0123456789tc") == strlen (key + HASH_LENGTH);
}

static char *
get_thumbnails_dir (const char *data_dir, int edge_px, const char *hash)
{
  g_autofree char *edge = g_strdup_printf ("%d", edge_px);
  char shelf[3] = { hash[0], hash[1], '\0' };

  return g_build_filename (data_dir, AUTOSELL_THUMBNAILS_NAME, edge, shelf, NULL);
}

char *
autosell_photo_folder_get_thumbnail_path (const char *data_dir, const char *key, int edge_px)
{
  g_autofree char *folder = NULL, *name = NULL;

  g_return_val_if_fail (is_valid_key (key), NULL);
  g_return_val_if_fail (edge_px == AUTOSELL_THUMBNAIL_SMALL || edge_px == AUTOSELL_THUMBNAIL_LARGE, NULL);

  folder = get_thumbnails_dir (data_dir, edge_px, key);
  name = g_strconcat (key, ".jpg", NULL);

  return g_build_filename (folder, name, NULL);
}

/* Returns: FALSE where @func ends it or an error is set */
static gboolean
visit_shelf (const char *shelf, AutosellPhotoFolderFunc func, gpointer user_data, GCancellable *cancellable,
             GError **error)
{
  g_autoptr(GDir) dir = g_dir_open (shelf, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *hash = g_strndup (name, HASH_LENGTH), *path = NULL;
      struct stat status;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!autosell_photo_hash_is_valid (hash) || name[HASH_LENGTH] != '.')
        continue;
      path = g_build_filename (shelf, name, NULL);
      if (lstat (path, &status) == 0 && S_ISREG (status.st_mode) && !func (hash, path, status.st_size, user_data))
        return FALSE;
    }

  return TRUE;
}

static gboolean
visit_shelves (const char *folder, AutosellPhotoFolderFunc func, gpointer user_data, GCancellable *cancellable,
               GError **error)
{
  g_autoptr(GError) local_error = NULL;
  g_autoptr(GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name;

  if (dir == NULL)
    {
      if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, local_error->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *shelf = g_build_filename (folder, name, NULL);

      if (strlen (name) != 2 || !g_ascii_isxdigit (name[0]) || !g_ascii_isxdigit (name[1]))
        continue;
      if (!visit_shelf (shelf, func, user_data, cancellable, &local_error))
        break;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

gboolean
autosell_photo_folder_foreach (const char *data_dir, AutosellPhotoFolderFunc func, gpointer user_data,
                               GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_build_filename (data_dir, AUTOSELL_PHOTOS_NAME, NULL);

  return visit_shelves (folder, func, user_data, cancellable, error);
}

gboolean
autosell_photo_folder_foreach_original (const char *data_dir, AutosellPhotoFolderFunc func, gpointer user_data,
                                        GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = get_originals_dir (data_dir);

  return visit_shelves (folder, func, user_data, cancellable, error);
}

void
autosell_photo_folder_remove_thumbnails (const char *data_dir, const char *hash)
{
  static const int edges[] = { AUTOSELL_THUMBNAIL_SMALL, AUTOSELL_THUMBNAIL_LARGE };

  g_return_if_fail (autosell_photo_hash_is_valid (hash));

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *folder = get_thumbnails_dir (data_dir, edges[i], hash);
      g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
      const char *name;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        if (g_str_has_prefix (name, hash))
          {
            g_autofree char *path = g_build_filename (folder, name, NULL);

            g_unlink (path);
          }
    }
}

static gboolean
remove_file (const char *path, GError **error)
{
  int code;

  if (path == NULL || g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;

  code = errno;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("A photo's file could not be removed: %s"),
               g_strerror (code));
  return FALSE;
}

gboolean
autosell_photo_folder_remove (const char *data_dir, const char *hash, const char *source_hash, GError **error)
{
  g_autofree char *path = NULL, *original = NULL;

  g_return_val_if_fail (autosell_photo_hash_is_valid (hash), FALSE);

  path = autosell_photo_folder_get_path (data_dir, hash);
  original = source_hash != NULL ? autosell_photo_folder_find_original (data_dir, source_hash) : NULL;
  autosell_photo_folder_remove_thumbnails (data_dir, hash);

  return remove_file (path, error) && remove_file (original, error);
}

gboolean
autosell_photo_folder_verify (const char *data_dir, const char *hash, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = autosell_photo_folder_get_path (data_dir, hash), *found = NULL;
  g_autoptr(GFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  file = g_file_new_for_path (path);
  bytes = autosell_photo_read_file (file, cancellable, error);
  if (bytes == NULL)
    return FALSE;

  found = autosell_photo_hash_data (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (!g_str_equal (found, hash))
    {
      g_set_error_literal (error, AUTOSELL_PHOTO_ERROR, AUTOSELL_PHOTO_ERROR_BROKEN,
                           _("The photo's file is not the one that was stored."));
      return FALSE;
    }

  return TRUE;
}
