/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-content.h"

#include "autosell-photo-render.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/* Another program may open what it was handed much later. */
#define KEPT_SECONDS (24 * 60 * 60)

struct _AutosellPhotoContent
{
  GdkContentProvider parent_instance;
  char *data_dir; /* owned */
  char *title;    /* owned */
  gint64 vehicle_key;
  GPtrArray *photos; /* owned, of owned AutosellPhoto; immutable */
};

G_DEFINE_FINAL_TYPE (AutosellPhotoContent, autosell_photo_content, GDK_TYPE_CONTENT_PROVIDER)

/* ---- Files ---- */

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

static void
remove_old_folders (const char *parent)
{
  g_autoptr(GDir) dir = g_dir_open (parent, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode) && now - info.st_mtime > KEPT_SECONDS)
        remove_folder (path);
    }
}

/* Returns: (transfer full) (nullable) */
static GFile *
create_folder (GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "autosell-manager", "handed-out", NULL);
  g_autofree char *template = g_build_filename (parent, "XXXXXX", NULL);

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdtemp_full (template, 0700) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no folder in %s", parent);
      return NULL;
    }
  remove_old_folders (parent);
  return g_file_new_for_path (template);
}

/* What people call a car may hold what a name of a file must not. */
static char *
dup_stem (const char *title)
{
  char *stem = g_strdup (title[0] != '\0' ? title : _("Photo"));

  return g_strdelimit (stem, "/\\:*?\"<>|\n\t", '-');
}

/* Returns: (transfer full) (nullable): a new file, whatever is there */
static GFile *
write_new (GFile *folder, const char *stem, guint number, GBytes *bytes, GCancellable *cancellable, GError **error)
{
  for (guint attempt = 0; attempt < 1000; attempt++)
    {
      g_autofree char *name = attempt == 0 ? g_strdup_printf ("%s %u.jpg", stem, number)
                                           : g_strdup_printf ("%s %u (%u).jpg", stem, number, attempt + 1);
      g_autoptr(GFile) file = g_file_get_child (folder, name);
      g_autoptr(GFileOutputStream) stream = NULL;
      g_autoptr(GError) local = NULL;

      stream = g_file_create (file, G_FILE_CREATE_NONE, cancellable, &local);
      if (stream == NULL && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
        continue;
      if (stream != NULL
          && g_output_stream_write_all (G_OUTPUT_STREAM (stream), g_bytes_get_data (bytes, NULL),
                                        g_bytes_get_size (bytes), NULL, cancellable, &local)
          && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &local))
        return g_steal_pointer (&file);
      if (stream != NULL)
        g_file_delete (file, NULL, NULL); /* half of a photo is none */
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "too many files of that name");
  return NULL;
}

static GBytes *
render (AutosellPhotoContent *self, guint i, GCancellable *cancellable, GError **error)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (self->photos->pdata[i]);

  return autosell_photo_render (self->data_dir, info->hash, info->turn, info->has_crop ? &info->crop : NULL,
                                cancellable, error);
}

static void
export_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  AutosellPhotoContent *self = source;
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) folder = task_data != NULL ? g_object_ref (task_data) : create_folder (&error);
  g_autofree char *stem = dup_stem (self->title);

  for (guint i = 0; folder != NULL && i < self->photos->len; i++)
    {
      g_autoptr(GBytes) bytes = render (self, i, cancellable, &error);
      GFile *file = NULL;

      if (bytes != NULL)
        file = write_new (folder, stem, autosell_photo_get_info (self->photos->pdata[i])->position + 1, bytes,
                          cancellable, &error);
      if (file == NULL)
        break;
      g_ptr_array_add (files, file);
    }
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref);
}

void
autosell_photo_content_export_async (AutosellPhotoContent *self, GFile *folder, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, autosell_photo_content_export_async);
  if (folder != NULL)
    g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  g_task_run_in_thread (task, export_worker);
}

char *
autosell_photo_content_dup_file_name (AutosellPhotoContent *self)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self) && self->photos->len > 0, NULL);

  stem = dup_stem (self->title);
  return g_strdup_printf ("%s %d.jpg", stem, autosell_photo_get_info (self->photos->pdata[0])->position + 1);
}

static void
save_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = render (source, 0, cancellable, &error);

  if (bytes == NULL
      || !g_file_replace_contents (task_data, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                                   G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_ptr_array_add (files, g_object_ref (task_data));
  g_task_return_pointer (task, g_steal_pointer (&files), (GDestroyNotify) g_ptr_array_unref);
}

void
autosell_photo_content_save_async (AutosellPhotoContent *self, GFile *file, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self) && G_IS_FILE (file));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, autosell_photo_content_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, save_worker);
}

void
autosell_photo_content_write_files_async (AutosellPhotoContent *self, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_photo_content_export_async (self, NULL, cancellable, callback, user_data);
}

GPtrArray *
autosell_photo_content_write_files_finish (AutosellPhotoContent *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- For other programs ---- */

typedef struct
{
  GOutputStream *stream; /* owned */
  char *mime_type;       /* owned */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_object_unref (writing->stream);
  g_free (writing->mime_type);
  g_free (writing);
}

static void
files_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) files =
    autosell_photo_content_write_files_finish (AUTOSELL_PHOTO_CONTENT (object), result, &error);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      g_autofree char *uri = g_file_get_uri (files->pdata[i]);

      g_string_append_printf (text, "%s\r\n", uri);
    }
  /* short: a pipe has room for it */
  if (files != NULL && g_output_stream_write_all (writing->stream, text->str, text->len, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
picture_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Writing *writing = task_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = render (source, 0, cancellable, &error);

  if (bytes != NULL && g_str_equal (writing->mime_type, "image/png"))
    {
      g_autoptr(GdkTexture) texture = gdk_texture_new_from_bytes (bytes, &error);

      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = texture != NULL ? gdk_texture_save_to_png_bytes (texture) : NULL;
    }
  if (bytes != NULL
      && g_output_stream_write_all (writing->stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL,
                                    cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
autosell_photo_content_write_mime_type_async (GdkContentProvider *provider, const char *mime_type,
                                              GOutputStream *stream, int io_priority G_GNUC_UNUSED,
                                              GCancellable *cancellable, GAsyncReadyCallback callback,
                                              gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (provider, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->stream = g_object_ref (stream);
  writing->mime_type = g_strdup (mime_type);
  g_task_set_source_tag (task, autosell_photo_content_write_mime_type_async);
  g_task_set_task_data (task, writing, writing_free);
  if (g_str_has_prefix (mime_type, "image/"))
    g_task_run_in_thread (task, picture_worker);
  else
    autosell_photo_content_write_files_async (AUTOSELL_PHOTO_CONTENT (provider), cancellable, files_written_cb,
                                              g_steal_pointer (&task));
}

static gboolean
autosell_photo_content_write_mime_type_finish (GdkContentProvider *provider G_GNUC_UNUSED, GAsyncResult *result,
                                               GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static GdkContentFormats *
autosell_photo_content_ref_formats (GdkContentProvider *provider)
{
  AutosellPhotoContent *self = AUTOSELL_PHOTO_CONTENT (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, AUTOSELL_TYPE_PHOTO_CONTENT);
  gdk_content_formats_builder_add_mime_type (builder, "text/uri-list");
  if (self->photos->len == 1)
    {
      gdk_content_formats_builder_add_mime_type (builder, "image/jpeg");
      gdk_content_formats_builder_add_mime_type (builder, "image/png");
    }
  return gdk_content_formats_builder_free_to_formats (builder);
}

/* Within this program. */
static gboolean
autosell_photo_content_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  if (!G_VALUE_HOLDS (value, AUTOSELL_TYPE_PHOTO_CONTENT))
    return GDK_CONTENT_PROVIDER_CLASS (autosell_photo_content_parent_class)->get_value (provider, value, error);
  g_value_set_object (value, provider);
  return TRUE;
}

/* ---- The object ---- */

static void
autosell_photo_content_finalize (GObject *object)
{
  AutosellPhotoContent *self = AUTOSELL_PHOTO_CONTENT (object);

  g_ptr_array_unref (self->photos);
  g_free (self->data_dir);
  g_free (self->title);
  G_OBJECT_CLASS (autosell_photo_content_parent_class)->finalize (object);
}

static void
autosell_photo_content_class_init (AutosellPhotoContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = autosell_photo_content_finalize;
  provider_class->ref_formats = autosell_photo_content_ref_formats;
  provider_class->get_value = autosell_photo_content_get_value;
  provider_class->write_mime_type_async = autosell_photo_content_write_mime_type_async;
  provider_class->write_mime_type_finish = autosell_photo_content_write_mime_type_finish;
}

static void
autosell_photo_content_init (AutosellPhotoContent *self)
{
  self->photos = g_ptr_array_new_with_free_func (g_object_unref);
}

GdkContentProvider *
autosell_photo_content_new (const char *data_dir, gint64 vehicle_key, GPtrArray *photos, const char *title)
{
  AutosellPhotoContent *self = g_object_new (AUTOSELL_TYPE_PHOTO_CONTENT, NULL);

  self->data_dir = g_strdup (data_dir);
  self->vehicle_key = vehicle_key;
  self->title = g_strdup (title != NULL ? title : "");
  for (guint i = 0; i < photos->len; i++)
    g_ptr_array_add (self->photos, g_object_ref (photos->pdata[i]));
  return GDK_CONTENT_PROVIDER (self);
}

gint64
autosell_photo_content_get_vehicle (AutosellPhotoContent *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self), 0);

  return self->vehicle_key;
}

GPtrArray *
autosell_photo_content_get_photos (AutosellPhotoContent *self)
{
  g_return_val_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self), NULL);

  return self->photos;
}

const char **
autosell_photo_content_dup_ids (AutosellPhotoContent *self)
{
  const char **ids;

  g_return_val_if_fail (AUTOSELL_IS_PHOTO_CONTENT (self), NULL);

  ids = g_new0 (const char *, self->photos->len + 1);
  for (guint i = 0; i < self->photos->len; i++)
    ids[i] = autosell_photo_get_id (self->photos->pdata[i]);
  return ids;
}
