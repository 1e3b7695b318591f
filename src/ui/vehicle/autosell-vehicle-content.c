/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-vehicle-content.h"

#include "autosell-exporter.h"
#include "autosell-vehicle-share.h"

#include <glib/gstdio.h>

struct _AutosellVehicleContent
{
  GdkContentProvider parent_instance;
  AutosellStore *store; /* owned */
  GArray *keys;         /* owned (element-type gint64) */
};

G_DEFINE_FINAL_TYPE (AutosellVehicleContent, autosell_vehicle_content, GDK_TYPE_CONTENT_PROVIDER)

/* A spreadsheet has room for what a message has not; more than this is what the export is for. */
#define MAX_ROWS 10000

static const char *const mime_types[] = { "text/plain;charset=utf-8", "text/plain", "text/csv" };

static GdkContentFormats *
autosell_vehicle_content_ref_formats (GdkContentProvider *provider)
{
  const char *types[G_N_ELEMENTS (mime_types)];

  for (guint i = 0; i < G_N_ELEMENTS (mime_types); i++)
    types[i] = mime_types[i];
  return gdk_content_formats_new (types, G_N_ELEMENTS (types));
}

/* ---- CSV ---- */

/* The exporter writes files, so it is one for a moment. Returns: (transfer full) */
static GBytes *
make_csv (GPtrArray *vehicles, GCancellable *cancellable, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("autosell-XXXXXX", error);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, "vehicles.csv", NULL) : NULL;
  g_autoptr(GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr(AutosellExporter) exporter = NULL;
  gboolean done;
  char *text = NULL;
  gsize length = 0;

  if (file == NULL)
    return NULL;
  exporter = autosell_exporter_new (file, AUTOSELL_EXPORT_CSV, autosell_export_fields_default (), NULL, error);
  done = exporter != NULL;
  for (guint i = 0; done && i < vehicles->len; i++)
    done = autosell_exporter_add (exporter, vehicles->pdata[i], error);
  done = done && autosell_exporter_finish (exporter, cancellable, error)
         && g_file_get_contents (path, &text, &length, error);
  g_clear_pointer (&exporter, autosell_exporter_free);
  g_unlink (path);
  g_rmdir (folder);
  return done ? g_bytes_new_take (text, length) : NULL;
}

static void
csv_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = make_csv (data, cancellable, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

/* ---- Writing ---- */

typedef struct
{
  char *mime_type;       /* owned */
  GOutputStream *stream; /* owned */
  GBytes *bytes;         /* owned, nullable: being written */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->mime_type);
  g_object_unref (writing->stream);
  g_clear_pointer (&writing->bytes, g_bytes_unref);
  g_free (writing);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (object), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* @task: (transfer full); @bytes: (transfer full) */
static void
write_bytes (GTask *task, GBytes *bytes)
{
  Writing *writing = g_task_get_task_data (task);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  writing->bytes = bytes;
  g_output_stream_write_all_async (writing->stream, data, size, g_task_get_priority (task),
                                   g_task_get_cancellable (task), written_cb, task);
}

static void
csv_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    write_bytes (g_steal_pointer (&task), bytes);
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) vehicles = autosell_store_load_keys_finish (AUTOSELL_STORE (object), result, &error);

  if (vehicles == NULL)
    {
      g_task_return_error (task, error);
    }
  else if (g_str_equal (writing->mime_type, "text/csv"))
    {
      g_autoptr(GTask) csv =
        g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task), csv_made_cb, g_object_ref (task));

      g_task_set_task_data (csv, g_steal_pointer (&vehicles), (GDestroyNotify) g_ptr_array_unref);
      g_task_run_in_thread (csv, csv_worker);
    }
  else
    {
      char *text = autosell_vehicle_share_dup_text (AUTOSELL_STORE (object), vehicles);

      write_bytes (g_steal_pointer (&task), g_bytes_new_take (text, strlen (text)));
    }
}

static void
autosell_vehicle_content_write_mime_type_async (GdkContentProvider *provider, const char *mime_type,
                                                GOutputStream *stream, int io_priority, GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data)
{
  AutosellVehicleContent *self = AUTOSELL_VEHICLE_CONTENT (provider);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  Writing *writing = g_new0 (Writing, 1);

  g_task_set_source_tag (task, autosell_vehicle_content_write_mime_type_async);
  g_task_set_priority (task, io_priority);
  writing->mime_type = g_strdup (mime_type);
  writing->stream = g_object_ref (stream);
  g_task_set_task_data (task, writing, writing_free);
  g_array_append_vals (keys, self->keys->data,
                       MIN (self->keys->len, g_str_equal (mime_type, "text/csv") ? MAX_ROWS : AUTOSELL_SHARE_MAX_CARS));
  autosell_store_load_keys_async (self->store, keys, cancellable, loaded_cb, task);
}

static gboolean
autosell_vehicle_content_write_mime_type_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
autosell_vehicle_content_finalize (GObject *object)
{
  AutosellVehicleContent *self = AUTOSELL_VEHICLE_CONTENT (object);

  g_object_unref (self->store);
  g_array_unref (self->keys);
  G_OBJECT_CLASS (autosell_vehicle_content_parent_class)->finalize (object);
}

static void
autosell_vehicle_content_class_init (AutosellVehicleContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = autosell_vehicle_content_finalize;
  provider_class->ref_formats = autosell_vehicle_content_ref_formats;
  provider_class->write_mime_type_async = autosell_vehicle_content_write_mime_type_async;
  provider_class->write_mime_type_finish = autosell_vehicle_content_write_mime_type_finish;
}

static void
autosell_vehicle_content_init (AutosellVehicleContent *self)
{
}

GdkContentProvider *
autosell_vehicle_content_new (AutosellStore *store, GArray *keys)
{
  AutosellVehicleContent *self = g_object_new (AUTOSELL_TYPE_VEHICLE_CONTENT, NULL);

  self->store = g_object_ref (store);
  self->keys = g_array_sized_new (FALSE, FALSE, sizeof (gint64), keys->len);
  g_array_append_vals (self->keys, keys->data, keys->len);
  return GDK_CONTENT_PROVIDER (self);
}
