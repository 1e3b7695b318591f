/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-staging.h"

#include "autosell-photo-folder.h"
#include "autosell-photo-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define MAX_TRIES 10
#define LOCK_NAME "lock"
/* A folder without a lock file is one that is being made or taken away right now, unless it is older. */
#define ABANDONED_SECONDS 60
#define MAX_NAME_CHARS 200

struct _AutosellPhotoStaging
{
  gatomicrefcount ref_count;
  char *data_dir; /* owned */
  char *folder;   /* owned */
  int lock_fd;
  int next_number; /* atomic */
};

struct _AutosellStagedPhoto
{
  gatomicrefcount ref_count;
  int is_committed;              /* atomic: nothing of it is in the staging folder */
  AutosellPhotoStaging *staging; /* owned */
  char *path;                    /* owned */
  char *thumbnail_paths[2];      /* owned: small, large */
  char *original_path;           /* owned, nullable */
  char *hash;                    /* owned */
  char *source_hash;             /* owned */
  char *name;                    /* owned */
  int width;
  int height;
  gint64 size;
  guint64 perceptual_hash;
  gint64 taken_at;
  AutosellPhotoFormat source_format;
};

G_DEFINE_BOXED_TYPE (AutosellPhotoStaging, autosell_photo_staging, autosell_photo_staging_ref,
                     autosell_photo_staging_unref)
G_DEFINE_BOXED_TYPE (AutosellStagedPhoto, autosell_staged_photo, autosell_staged_photo_ref, autosell_staged_photo_unref)

static gboolean
fail (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("The photo could not be stored: %s"),
               g_strerror (code));
  return FALSE;
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static char *
get_incoming_dir (const char *data_dir)
{
  return g_build_filename (data_dir, AUTOSELL_PHOTOS_NAME, AUTOSELL_INCOMING_NAME, NULL);
}

/* Returns: whether nobody else has the lock file of @folder; then it is in @lock_fd (-1: there is none) */
static gboolean
take_lock (const char *folder, int flags, int *lock_fd)
{
  g_autofree char *path = g_build_filename (folder, LOCK_NAME, NULL);

  *lock_fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  if (*lock_fd < 0)
    return errno == ENOENT;
  if (flock (*lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_close (*lock_fd, NULL);
  *lock_fd = -1;
  return FALSE;
}

typedef struct
{
  gpointer data;
  GDestroyNotify free;
} Leftover;

static void
free_worker (gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  g_autofree Leftover *leftover = data;

  leftover->free (leftover->data);
}

/* Files are not removed in a turn of the main loop. What the program's end leaves over goes at the next start. */
static void
free_elsewhere (gpointer data, GDestroyNotify free_func)
{
  static GThreadPool *pool;
  Leftover *leftover;

  if (!g_main_context_is_owner (g_main_context_default ()))
    {
      free_func (data);
      return;
    }

  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (free_worker, NULL, 1, FALSE, NULL));
  leftover = g_new (Leftover, 1);
  *leftover = (Leftover){ data, free_func };
  g_thread_pool_push (pool, leftover, NULL);
}

/* Between making the file of a lock and taking it whoever sweeps may take it, and remove all of the folder. */
static gboolean
is_still_there (int fd)
{
  struct stat status;

  return fstat (fd, &status) == 0 && status.st_nlink > 0;
}

/* A folder of its own with its lock taken; where somebody swept it away meanwhile, another. Returns: (transfer full)
 * (nullable) */
static char *
make_folder (const char *incoming, int *lock_fd)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *folder = g_build_filename (incoming, "XXXXXX", NULL);
      int code;

      if (g_mkdir_with_parents (incoming, 0700) != 0 || g_mkdtemp (folder) == NULL)
        return NULL;
      if (take_lock (folder, O_CREAT | O_EXCL, lock_fd) && *lock_fd >= 0)
        {
          if (is_still_there (*lock_fd))
            return g_steal_pointer (&folder);
          g_close (*lock_fd, NULL);
          errno = ENOENT;
        }
      code = errno;
      remove_folder (folder);
      errno = code;
      if (code != ENOENT && code != EWOULDBLOCK)
        return NULL;
    }
  return NULL;
}

AutosellPhotoStaging *
autosell_photo_staging_new (const char *data_dir, GError **error)
{
  g_autofree char *incoming = get_incoming_dir (data_dir);
  AutosellPhotoStaging *self;
  int lock_fd;
  char *folder = make_folder (incoming, &lock_fd);

  if (folder == NULL)
    {
      fail (errno, error);
      return NULL;
    }

  self = g_new0 (AutosellPhotoStaging, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->data_dir = g_strdup (data_dir);
  self->folder = folder;
  self->lock_fd = lock_fd;

  return self;
}

AutosellPhotoStaging *
autosell_photo_staging_ref (AutosellPhotoStaging *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
staging_free (AutosellPhotoStaging *self)
{
  /* While the lock is held, so that no sweep comes in between. */
  remove_folder (self->folder);
  g_close (self->lock_fd, NULL);
  g_free (self->folder);
  g_free (self->data_dir);
  g_free (self);
}

void
autosell_photo_staging_unref (AutosellPhotoStaging *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    free_elsewhere (self, (GDestroyNotify) staging_free);
}

const char *
autosell_photo_staging_get_data_dir (AutosellPhotoStaging *self)
{
  return self->data_dir;
}

guint
autosell_photo_staging_sweep (const char *data_dir)
{
  g_autofree char *incoming = get_incoming_dir (data_dir);
  g_autoptr(GDir) dir = g_dir_open (incoming, 0, NULL);
  const char *name;
  guint n_removed = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (incoming, name, NULL);
      struct stat status;
      int lock_fd;

      if (lstat (folder, &status) != 0 || !S_ISDIR (status.st_mode) || !take_lock (folder, 0, &lock_fd))
        continue;
      if (lock_fd < 0 && status.st_mtime > time (NULL) - ABANDONED_SECONDS)
        continue;

      remove_folder (folder);
      n_removed++;
      if (lock_fd >= 0)
        g_close (lock_fd, NULL);
    }

  return n_removed;
}

char *
autosell_photo_clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  GString *clean = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *at = valid; *at != '\0' && n_chars < MAX_NAME_CHARS; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      GUnicodeType type = g_unichar_type (c);

      /* Marks of direction would let a name read as another one. */
      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR
          || type == G_UNICODE_PARAGRAPH_SEPARATOR)
        c = ' ';
      g_string_append_unichar (clean, c);
      n_chars++;
    }
  g_strstrip (clean->str);
  clean->len = strlen (clean->str);
  if (clean->len == 0)
    g_string_assign (clean, _("Photo"));

  return g_string_free (clean, FALSE);
}

static gboolean
write_new_file (const char *path, GBytes *bytes, gboolean sync, GError **error)
{
  gsize size, done = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600), code = 0;

  if (fd < 0)
    return fail (errno, error);

  while (done < size && code == 0)
    {
      gssize n = write (fd, data + done, size - done);

      if (n >= 0)
        done += (gsize) n;
      else if (errno != EINTR)
        code = errno;
    }
  if (code == 0 && sync && fdatasync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0 && errno != EINTR)
    code = errno;
  if (code == 0)
    return TRUE;

  g_unlink (path);
  return fail (code, error);
}

static gboolean
make_parent (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_mkdir_with_parents (folder, 0700) == 0 || fail (errno, error);
}

gboolean
autosell_photo_write_file (const char *path, GBytes *bytes, gboolean sync, GError **error)
{
  g_autofree char *temporary = g_strdup_printf ("%s.%08x.tmp", path, g_random_int ());

  if (!make_parent (path, error) || !write_new_file (temporary, bytes, sync, error))
    return FALSE;
  if (g_rename (temporary, path) == 0)
    return TRUE;

  fail (errno, error);
  g_unlink (temporary);
  return FALSE;
}

AutosellStagedPhoto *
autosell_photo_staging_add (AutosellPhotoStaging *self, const AutosellStagedParts *parts, GError **error)
{
  g_autoptr(AutosellStagedPhoto) photo = g_new0 (AutosellStagedPhoto, 1);
  int number = g_atomic_int_add (&self->next_number, 1);

  g_atomic_ref_count_init (&photo->ref_count);
  photo->staging = autosell_photo_staging_ref (self);
  photo->hash = autosell_photo_hash_data (g_bytes_get_data (parts->photo, NULL), g_bytes_get_size (parts->photo));
  photo->source_hash = g_strdup (parts->source_hash);
  photo->name = autosell_photo_clean_name (parts->name);
  photo->width = parts->width;
  photo->height = parts->height;
  photo->size = (gint64) g_bytes_get_size (parts->photo);
  photo->perceptual_hash = parts->perceptual_hash;
  photo->taken_at = parts->taken_at;
  photo->source_format = parts->source_format;

  /* A thumbnail that a crash cuts off is seen to be broken and made again, so that they need not wait for the disk. */
  for (gsize i = 0; i < G_N_ELEMENTS (photo->thumbnail_paths); i++)
    {
      g_autofree char *name = g_strdup_printf ("%d-thumbnail-%d.jpg", number, (int) i);

      photo->thumbnail_paths[i] = g_build_filename (self->folder, name, NULL);
      if (!write_new_file (photo->thumbnail_paths[i], parts->thumbnails[i], FALSE, error))
        return NULL;
    }
  if (parts->original != NULL)
    {
      g_autofree char *name = g_strdup_printf ("%d-original", number);

      photo->original_path = g_build_filename (self->folder, name, NULL);
      if (!write_new_file (photo->original_path, parts->original, TRUE, error))
        return NULL;
    }
  {
    g_autofree char *name = g_strdup_printf ("%d.jpg", number);

    photo->path = g_build_filename (self->folder, name, NULL);
    if (!write_new_file (photo->path, parts->photo, TRUE, error))
      return NULL;
  }

  return g_steal_pointer (&photo);
}

AutosellStagedPhoto *
autosell_staged_photo_ref (AutosellStagedPhoto *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
staged_photo_free (AutosellStagedPhoto *self)
{
  char *paths[] = { self->path, self->thumbnail_paths[0], self->thumbnail_paths[1], self->original_path };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      if (paths[i] != NULL && !g_atomic_int_get (&self->is_committed))
        g_unlink (paths[i]);
      g_free (paths[i]);
    }
  autosell_photo_staging_unref (self->staging);
  g_free (self->hash);
  g_free (self->source_hash);
  g_free (self->name);
  g_free (self);
}

void
autosell_staged_photo_unref (AutosellStagedPhoto *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (g_atomic_int_get (&self->is_committed))
    staged_photo_free (self);
  else
    free_elsewhere (self, (GDestroyNotify) staged_photo_free);
}

/* Each entry of @path's folder that was made lasts from here on. */
static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && (fsync (fd) == 0 || errno == EINVAL);

  if (!done)
    fail (errno, error);
  if (fd >= 0)
    g_close (fd, NULL);

  return done;
}

/* @from: where it is no longer when it has been committed before, which is no error as long as it is at @to. */
static gboolean
move (const char *from, const char *to, gboolean sync, GError **error)
{
  g_autofree char *shelf = g_path_get_dirname (to);
  gboolean is_new_shelf = !g_file_test (shelf, G_FILE_TEST_IS_DIR);

  if (!make_parent (to, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    {
      int code = errno;

      return (code == ENOENT && g_file_test (to, G_FILE_TEST_IS_REGULAR)) || fail (code, error);
    }

  return !sync || (sync_folder_of (to, error) && (!is_new_shelf || sync_folder_of (shelf, error)));
}

gboolean
autosell_staged_photo_commit (AutosellStagedPhoto *self, GError **error)
{
  static const int edges[] = { AUTOSELL_THUMBNAIL_SMALL, AUTOSELL_THUMBNAIL_LARGE };
  const char *data_dir = self->staging->data_dir;
  g_autofree char *path = autosell_photo_folder_get_path (data_dir, self->hash);

  for (gsize i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_autofree char *thumbnail = autosell_photo_folder_get_thumbnail_path (data_dir, self->hash, edges[i]);

      /* They are remade where they are missing. */
      move (self->thumbnail_paths[i], thumbnail, FALSE, NULL);
    }
  if (self->original_path != NULL)
    {
      const char *extension = autosell_photo_format_get_extension (self->source_format);
      g_autofree char *original = autosell_photo_folder_get_original_path (data_dir, self->source_hash, extension);

      if (!move (self->original_path, original, TRUE, error))
        return FALSE;
    }

  if (!move (self->path, path, TRUE, error))
    return FALSE;

  g_atomic_int_set (&self->is_committed, TRUE);
  return TRUE;
}

const char *
autosell_staged_photo_get_hash (AutosellStagedPhoto *self)
{
  return self->hash;
}

const char *
autosell_staged_photo_get_source_hash (AutosellStagedPhoto *self)
{
  return self->source_hash;
}

const char *
autosell_staged_photo_get_name (AutosellStagedPhoto *self)
{
  return self->name;
}

int
autosell_staged_photo_get_width (AutosellStagedPhoto *self)
{
  return self->width;
}

int
autosell_staged_photo_get_height (AutosellStagedPhoto *self)
{
  return self->height;
}

gint64
autosell_staged_photo_get_size (AutosellStagedPhoto *self)
{
  return self->size;
}

guint64
autosell_staged_photo_get_perceptual_hash (AutosellStagedPhoto *self)
{
  return self->perceptual_hash;
}

gint64
autosell_staged_photo_get_taken_at (AutosellStagedPhoto *self)
{
  return self->taken_at;
}

AutosellPhotoFormat
autosell_staged_photo_get_source_format (AutosellStagedPhoto *self)
{
  return self->source_format;
}

const char *
autosell_staged_photo_get_path (AutosellStagedPhoto *self)
{
  return self->path;
}

const char *
autosell_staged_photo_get_original_path (AutosellStagedPhoto *self)
{
  return self->original_path;
}
