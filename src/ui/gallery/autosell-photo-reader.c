/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-reader.h"

#include "autosell-photo-probe.h"

#include <gtk/gtk.h>

/* In the order in which they are liked: as little as possible has been done to the first. The last is how Chromium
 * gives the picture of a page, as a file to be saved (XDS). */
static const char *const mime_types[] = {
  "image/jpeg", "image/heic", "image/avif", "image/webp", "image/png", "image/tiff", "application/octet-stream", NULL
};
/* An address and its title in two lines, in UTF-16: all that Chromium says of where a picture is. */
static const char *const address_types[] = { "text/x-moz-url", NULL };

#define CHUNK_BYTES (256 * 1024)
#define MAX_ADDRESS_BYTES (64 * 1024)

typedef struct
{
  GdkDrop *drop;           /* owned, nullable: one of the two */
  GdkClipboard *clipboard; /* owned, nullable */
  GListModel *files;       /* owned, nullable: what is left should there be no bytes */
  char *name;              /* owned, nullable */
  GInputStream *stream;    /* owned, nullable: what is being read */
  GByteArray *read;        /* owned, nullable: what has been read of it */
  gsize limit;             /* it is not read much further than that */
  void (*read_done) (gpointer reading, GBytes *bytes);
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
  g_clear_object (&reading->stream);
  g_clear_pointer (&reading->read, g_byte_array_unref);
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
  g_autoptr(GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);

  finish (user_data, NULL, bytes, NULL);
}

static void
texture_read_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr(GError) error = NULL;
  const GValue *value = read_value_finish (reading, result, &error);
  g_autoptr(GTask) task = NULL;

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
  g_autoptr(GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (get_formats (reading)));

  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE))
    read_value (reading, GDK_TYPE_TEXTURE, texture_read_cb);
  else
    finish (reading, reading->files, NULL, NULL);
}

/* ---- Bytes ---- */

static void
end_stream (Reading *reading)
{
  g_autoptr(GBytes) bytes = NULL;

  g_clear_object (&reading->stream);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&reading->read));
  reading->read_done (reading, bytes);
}

/* What is larger than its limit need not be read to its end: it is refused anyway. */
static void
chunk_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  g_autoptr(GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  gsize size = 0;
  const guint8 *data = chunk != NULL ? g_bytes_get_data (chunk, &size) : NULL;

  if (chunk == NULL) /* half a picture is none */
    g_byte_array_set_size (reading->read, 0);
  else if (size > 0)
    g_byte_array_append (reading->read, data, (guint) size);
  if (size == 0 || reading->read->len > reading->limit)
    end_stream (reading);
  else
    g_input_stream_read_bytes_async (reading->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, NULL, chunk_cb, reading);
}

static void
stream_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  Reading *reading = user_data;
  const char *mime_type = NULL;

  if (reading->drop != NULL)
    reading->stream = gdk_drop_read_finish (reading->drop, result, &mime_type, NULL);
  else
    reading->stream = gdk_clipboard_read_finish (reading->clipboard, result, &mime_type, NULL);
  reading->read = g_byte_array_new ();
  if (reading->stream == NULL)
    end_stream (reading);
  else
    g_input_stream_read_bytes_async (reading->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, NULL, chunk_cb, reading);
}

/* @done: with no bytes where there are none of these types */
static void
read_stream (Reading *reading, const char *const *types, gsize limit, void (*done) (gpointer reading, GBytes *bytes))
{
  GdkContentFormats *formats = get_formats (reading);
  gboolean has_any = FALSE;

  for (guint i = 0; types[i] != NULL; i++)
    has_any = has_any || gdk_content_formats_contain_mime_type (formats, types[i]);
  reading->limit = limit;
  reading->read_done = done;
  if (!has_any)
    {
      g_autoptr(GBytes) nothing = g_bytes_new_static (NULL, 0);

      done (reading, nothing);
    }
  else if (reading->drop != NULL)
    gdk_drop_read_async (reading->drop, (const char **) types, G_PRIORITY_DEFAULT, NULL, stream_cb, reading);
  else
    gdk_clipboard_read_async (reading->clipboard, (const char **) types, G_PRIORITY_DEFAULT, NULL, stream_cb, reading);
}

static void
picture_read_cb (gpointer data, GBytes *bytes)
{
  Reading *reading = data;

  if (g_bytes_get_size (bytes) > 0)
    finish (reading, NULL, bytes, NULL);
  else
    read_texture (reading);
}

static void
read_bytes (Reading *reading)
{
  read_stream (reading, mime_types, AUTOSELL_PHOTO_MAX_BYTES, picture_read_cb);
}

/* ---- Files ---- */

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
  g_autoptr(GError) error = NULL;
  const GValue *value = read_value_finish (reading, result, &error);
  g_autoptr(GListModel) files = NULL;
  g_autoptr(GFile) first = NULL;
  g_autoptr(GBytes) bytes = NULL;

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
  else if (g_list_model_get_n_items (files) > 1 || !autosell_photo_file_is_on_web (first))
    finish (reading, files, NULL, NULL);
  else
    {
      name_by (reading, first);
      reading->files = g_steal_pointer (&files);
      read_bytes (reading);
    }
}

/* Returns: (transfer full) (nullable): the first line */
static char *
dup_address (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;
  char *end;

  if (size >= 2 && (data[1] == '\0' || (guint8) data[0] >= 0xfe)) /* of ASCII, as addresses are, or with its mark */
    text = g_convert (data, (gssize) (size & ~(gsize) 1), "UTF-8",
                      (guint8) data[0] >= 0xfe          ? "UTF-16"
                      : G_BYTE_ORDER == G_LITTLE_ENDIAN ? "UTF-16LE"
                                                        : "UTF-16BE",
                      NULL, NULL, NULL);
  else
    text = g_strndup (data, size);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;
  end = strpbrk (text, "\r\n");
  if (end != NULL)
    *end = '\0';
  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Its name, and what is left to be named should there be nothing else. */
static void
address_read_cb (gpointer data, GBytes *bytes)
{
  Reading *reading = data;
  g_autofree char *address = dup_address (bytes);
  g_autoptr(GFile) file = address != NULL ? g_file_new_for_uri (address) : NULL;
  g_autoptr(GBytes) picture = file != NULL ? read_data_uri (file) : NULL;

  if (picture != NULL)
    {
      finish (reading, NULL, picture, NULL);
      return;
    }
  if (file != NULL && autosell_photo_file_is_on_web (file))
    {
      GListStore *files = g_list_store_new (G_TYPE_FILE);

      g_list_store_append (files, file);
      reading->files = G_LIST_MODEL (files);
      name_by (reading, file);
    }
  read_bytes (reading);
}

static void
read_all (Reading *reading)
{
  g_autoptr(GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (get_formats (reading)));
  g_autofree char *offered = gdk_content_formats_to_string (get_formats (reading));

  g_debug ("offered: %s", offered);
  if (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST))
    read_value (reading, GDK_TYPE_FILE_LIST, files_read_cb);
  else
    read_stream (reading, address_types, MAX_ADDRESS_BYTES, address_read_cb);
}

GdkContentFormats *
autosell_photo_reader_get_formats (void)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  for (guint i = 0; mime_types[i] != NULL; i++)
    gdk_content_formats_builder_add_mime_type (builder, mime_types[i]);
  gdk_content_formats_builder_add_mime_type (builder, address_types[0]);
  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_TEXTURE);
  return gdk_content_formats_union_deserialize_mime_types (gdk_content_formats_builder_free_to_formats (builder));
}

gboolean
autosell_photo_reader_accepts (GdkContentFormats *formats)
{
  g_autoptr(GdkContentFormats) ours = autosell_photo_reader_get_formats ();

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
