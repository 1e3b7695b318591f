/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-reader.h"

#include "autosell-photo-probe.h"

#include <gtk/gtk.h>

/* In the order in which they are liked: as little as possible has been done to the first. */
static const char *const mime_types[] = { "image/jpeg", "image/heic", "image/avif", "image/webp", "image/png", "image/tiff", NULL };

typedef struct
{
  GdkDrop *drop;           /* owned, nullable: one of the two */
  GdkClipboard *clipboard; /* owned, nullable */
  GListModel *files;       /* owned, nullable: what is left should there be no bytes */
  char *name;              /* owned, nullable */
  AutosellPhotoReadFunc func;
  gpointer user_data;
} Reading;

static void
finish (Reading *reading, GListModel *files, GBytes *bytes, const GError *error)
{
  reading->func (files, bytes, reading->name, error, reading->user_data);
  /* after its last byte: the other program may go on */
  if (reading->drop != NULL)
    gdk_drop_finish (reading->drop, files != NULL || bytes != NULL ? GDK_ACTION_COPY : 0);
  g_clear_object (&reading->drop);
  g_clear_object (&reading->clipboard);
  g_clear_object (&reading->files);
  g_free (reading->name);
  g_free (reading);
}

static GdkContentFormats *
get_formats (Reading *reading)
{
  return reading->drop != NULL ? gdk_drop_get_formats (reading->drop) : gdk_clipboard_get_formats (reading->clipboard);
}

static void
read_value (Reading *reading, GType type, GAsyncReadyCallback callback)
{
  if (reading->drop != NULL)
    gdk_drop_read_value_async (reading->drop, type, G_PRIORITY_DEFAULT, NULL, callback, reading);
  else
    gdk_clipboard_read_value_async (reading->clipboard, type, G_PRIORITY_DEFAULT, NULL, callback, reading);
}

static const GValue *
read_value_finish (Reading *reading, GAsyncResult *result, GError **error)
{
  return reading->drop != NULL ? gdk_drop_read_value_finish (reading->drop, result, error)
                               : gdk_clipboard_read_value_finish (reading->clipboard, result, error);
}

/* ---- Pixels ---- */

static void
encode_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer texture, GCancellable *cancellable G_GNUC_UNUSED)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (texture), (GDestroyNotify) g_bytes_unref);
}

static void
encoded_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  finish (user_data, NULL, bytes, NULL);
}

static void
texture_read_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (reading, result, &error);
  g_autoptr (GTask) task = NULL;

  if (value == NULL || g_value_get_object (value) == NULL)
    {
      finish (reading, reading->files, NULL, error);
      return;
    }
  task = g_task_new (NULL, NULL, encoded_cb, reading);
  g_task_set_task_data (task, g_value_dup_object (value), g_object_unref);
  g_task_run_in_thread (task, encode_worker);
}

static void
read_texture (Reading *reading)
{
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (get_formats (reading)));

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    read_value (reading, GDK_TYPE_TEXTURE, texture_read_cb);
  else
    finish (reading, reading->files, NULL, NULL);
}

/* ---- Bytes ---- */

static void
spliced_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (object), result, &error) >= 0)
    bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (object));
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    finish (reading, NULL, bytes, NULL);
  else
    read_texture (reading);
}

static void
stream_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) memory = NULL;
  const char *mime_type = NULL;

  if (reading->drop != NULL)
    stream = gdk_drop_read_finish (reading->drop, result, &mime_type, &error);
  else
    stream = gdk_clipboard_read_finish (reading->clipboard, result, &mime_type, &error);
  if (stream == NULL)
    {
      read_texture (reading);
      return;
    }
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, spliced_cb, reading);
}

static void
read_bytes (Reading *reading)
{
  GdkContentFormats *formats = get_formats (reading);
  gboolean has_any = FALSE;

  for (guint i = 0; mime_types[i] != NULL; i++)
    has_any = has_any || gdk_content_formats_contain_mime_type (formats, mime_types[i]);
  if (!has_any)
    read_texture (reading);
  else if (reading->drop != NULL)
    gdk_drop_read_async (reading->drop, (const char **) mime_types, G_PRIORITY_DEFAULT, NULL, stream_cb, reading);
  else
    gdk_clipboard_read_async (reading->clipboard, (const char **) mime_types, G_PRIORITY_DEFAULT, NULL, stream_cb, reading);
}

/* ---- Files ---- */

gboolean
autosell_photo_reader_is_web (GFile *file)
{
  static const char *const schemes[] = { "http", "https", "blob", "ftp" };

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_file_has_uri_scheme (file, schemes[i]))
      return TRUE;
  return FALSE;
}

/* “data:image/jpeg;base64,…”: the picture is in its address. Returns: (transfer full) (nullable) */
static GBytes *
read_data_uri (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  const char *data;
  guchar *decoded;
  gsize size;

  if (!g_str_has_prefix (uri, "data:image/") || strlen (uri) > AUTOSELL_PHOTO_MAX_BYTES)
    return NULL;
  data = strstr (uri, ";base64,");
  if (data == NULL)
    return NULL;
  decoded = g_base64_decode (data + strlen (";base64,"), &size);
  return g_bytes_new_take (decoded, size);
}

/* Returns: (transfer full) */
static GListModel *
create_list (const GValue *value)
{
  GListStore *files = g_list_store_new (G_TYPE_FILE);
  GSList *list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = list; link != NULL; link = link->next)
    g_list_store_append (files, link->data);
  g_slist_free (list);
  return G_LIST_MODEL (files);
}

static void
name_by (Reading *reading, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  if (name != NULL && g_utf8_validate (name, -1, NULL) && strlen (name) < 100 && name[0] != '/')
    reading->name = g_steal_pointer (&name);
}

static void
files_read_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (reading, result, &error);
  g_autoptr (GListModel) files = NULL;
  g_autoptr (GFile) first = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (value != NULL && g_value_get_boxed (value) != NULL)
    files = create_list (value);
  first = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  if (first == NULL)
    {
      read_bytes (reading);
      return;
    }
  bytes = read_data_uri (first);
  if (bytes != NULL)
    finish (reading, NULL, bytes, NULL);
  else if (g_list_model_get_n_items (files) > 1 || !autosell_photo_reader_is_web (first))
    finish (reading, files, NULL, NULL);
  else
    {
      name_by (reading, first);
      reading->files = g_steal_pointer (&files);
      read_bytes (reading);
    }
}

static void
read_all (Reading *reading)
{
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (get_formats (reading)));

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    read_value (reading, GDK_TYPE_FILE_LIST, files_read_cb);
  else
    read_bytes (reading);
}

GdkContentFormats *
autosell_photo_reader_get_formats (void)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  for (guint i = 0; mime_types[i] != NULL; i++)
    gdk_content_formats_builder_add_mime_type (builder, mime_types[i]);
  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_TEXTURE);
  return gdk_content_formats_union_deserialize_mime_types (gdk_content_formats_builder_free_to_formats (builder));
}

gboolean
autosell_photo_reader_accepts (GdkContentFormats *formats)
{
  g_autoptr (GdkContentFormats) ours = autosell_photo_reader_get_formats ();

  g_return_val_if_fail (formats != NULL, FALSE);

  return gdk_content_formats_match (formats, ours);
}

void
autosell_photo_reader_read_drop (GdkDrop *drop, AutosellPhotoReadFunc func, gpointer user_data)
{
  Reading *reading;

  g_return_if_fail (GDK_IS_DROP (drop) && func != NULL);

  reading = g_new0 (Reading, 1);
  reading->drop = g_object_ref (drop);
  reading->func = func;
  reading->user_data = user_data;
  read_all (reading);
}

void
autosell_photo_reader_read_clipboard (GdkClipboard *clipboard, AutosellPhotoReadFunc func, gpointer user_data)
{
  Reading *reading;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard) && func != NULL);

  reading = g_new0 (Reading, 1);
  reading->clipboard = g_object_ref (clipboard);
  reading->func = func;
  reading->user_data = user_data;
  read_all (reading);
}
