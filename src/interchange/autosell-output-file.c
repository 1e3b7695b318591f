/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-output-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define BUFFER_BYTES (64 * 1024)
#define MAX_TRIES 100

struct _AutosellOutputFile
{
  char *path;                /* owned, nullable: what is to be replaced */
  char *temporary;           /* owned, nullable while writing to a device or through stream */
  int fd;                    /* -1 when closed */
  GFileOutputStream *stream; /* owned, nullable: of a file without path */
  GByteArray *buffer;        /* owned */
};

static gboolean
fail (const char *path, GError **error)
{
  int code = errno;
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _("“%s” could not be written: %s"), name,
               g_strerror (code));
  return FALSE;
}

/* Opens a new file beside the destination, with the rights of the old one if there is any. */
static gboolean
open_temporary (AutosellOutputFile *self, const struct stat *old, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  for (int i = 0; i < MAX_TRIES && self->fd < 0; i++)
    {
      g_autofree char *name = g_strdup_printf (".autosell-%08x%08x.tmp", g_random_int (), g_random_int ());

      g_free (self->temporary);
      self->temporary = g_build_filename (folder, name, NULL);
      self->fd = g_open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (self->fd < 0 && errno != EEXIST)
        break;
    }
  if (self->fd < 0)
    {
      g_clear_pointer (&self->temporary, g_free);
      return fail (self->path, error);
    }

  /* Not everywhere possible, and no reason to fail. */
  if (old != NULL && fchmod (self->fd, old->st_mode & 0777) != 0)
    g_debug ("Keeping the rights of a file: %s", g_strerror (errno));
  return TRUE;
}

static gboolean
open_path (AutosellOutputFile *self, GError **error)
{
  char *resolved = realpath (self->path, NULL);
  struct stat old;

  if (resolved != NULL)
    {
      g_free (self->path);
      self->path = g_strdup (resolved);
      free (resolved);
    }
  if (stat (self->path, &old) != 0)
    return open_temporary (self, NULL, error);
  if (S_ISREG (old.st_mode))
    {
      /* A rename needs no right to the file itself, but who took it away meant something by it. */
      if (access (self->path, W_OK) != 0)
        return fail (self->path, error);
      return open_temporary (self, &old, error);
    }

  self->fd = g_open (self->path, O_WRONLY | O_CLOEXEC, 0);
  return self->fd >= 0 || fail (self->path, error);
}

AutosellOutputFile *
autosell_output_file_new (GFile *destination, GError **error)
{
  g_autoptr(AutosellOutputFile) self = g_new0 (AutosellOutputFile, 1);

  self->fd = -1;
  self->buffer = g_byte_array_sized_new (BUFFER_BYTES);
  self->path = g_file_get_path (destination);
  if (self->path != NULL)
    return open_path (self, error) ? g_steal_pointer (&self) : NULL;

  self->stream = g_file_replace (destination, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  return self->stream != NULL ? g_steal_pointer (&self) : NULL;
}

static gboolean
flush (AutosellOutputFile *self, GError **error)
{
  const guint8 *data = self->buffer->data;
  gsize left = self->buffer->len;

  if (self->stream != NULL
      && !g_output_stream_write_all (G_OUTPUT_STREAM (self->stream), data, left, NULL, NULL, error))
    return FALSE;
  while (self->stream == NULL && left > 0)
    {
      gssize n = write (self->fd, data, left);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return fail (self->path, error);
      data += n;
      left -= n;
    }
  g_byte_array_set_size (self->buffer, 0);
  return TRUE;
}

gboolean
autosell_output_file_write (AutosellOutputFile *self, const void *data, gsize length, GError **error)
{
  g_byte_array_append (self->buffer, data, length);
  return self->buffer->len < BUFFER_BYTES || flush (self, error);
}

static gboolean
commit_path (AutosellOutputFile *self, GError **error)
{
  int fd = self->fd;
  gboolean is_synced;

  /* Devices and some file systems cannot. A full disk may be told only now. */
  is_synced = fsync (fd) == 0 || errno == EINVAL || errno == ENOTSUP || errno == EROFS;
  self->fd = -1;
  if (!is_synced)
    {
      fail (self->path, error);
      close (fd);
      return FALSE;
    }
  if (close (fd) != 0 && errno != EINTR)
    return fail (self->path, error);
  if (self->temporary != NULL && g_rename (self->temporary, self->path) != 0)
    return fail (self->path, error);

  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

gboolean
autosell_output_file_commit (AutosellOutputFile *self, GError **error)
{
  if (!flush (self, error))
    return FALSE;
  if (self->stream == NULL)
    return commit_path (self, error);
  if (!g_output_stream_close (G_OUTPUT_STREAM (self->stream), NULL, error))
    return FALSE;
  g_clear_object (&self->stream);
  return TRUE;
}

void
autosell_output_file_free (AutosellOutputFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->stream != NULL)
    {
      g_autoptr(GCancellable) cancelled = g_cancellable_new ();

      /* That is how GIO is told to keep the old file. */
      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancelled, NULL);
      g_object_unref (self->stream);
    }
  g_free (self->path);
  g_free (self->temporary);
  g_byte_array_unref (self->buffer);
  g_free (self);
}
