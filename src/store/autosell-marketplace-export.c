/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-marketplace-store.h"

#include "autosell-photo-render.h"
#include "autosell-photo-store.h"
#include "autosell-text.h"

/* The photos of a car as numbered files, with the words beside them. Nothing that is there is written over. */

#define WORDS_NAME "anuncio.txt"
#define MAX_FOLDERS 100

typedef struct
{
  char *data_dir;    /* owned */
  GFile *parent;     /* owned */
  char *name;        /* owned, nullable: of the folder that is made in it */
  char *text;        /* owned, nullable */
  GPtrArray *photos; /* owned (element-type AutosellPhoto) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->data_dir);
  g_object_unref (job->parent);
  g_free (job->name);
  g_free (job->text);
  g_ptr_array_unref (job->photos);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

void
autosell_marketplace_folder_free (AutosellMarketplaceFolder *self)
{
  g_clear_object (&self->folder);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/* "MAZDA CX30 2021 (0133)": no sign that a folder's name cannot have anywhere, and none that hides it. */
char *
autosell_marketplace_dup_folder_name (AutosellVehicle *vehicle)
{
  const char *stock_number = autosell_vehicle_get_text (vehicle, AUTOSELL_FIELD_STOCK_NUMBER);
  g_autofree char *title = autosell_vehicle_dup_title (vehicle);
  g_autofree char *joined = stock_number != NULL && strcmp (stock_number, title) != 0
                              ? g_strdup_printf ("%s (%s)", title, stock_number)
                              : g_strdup (title);
  g_autoptr(GString) name = g_string_new (NULL);

  for (const char *at = joined; *at != '\0' && name->len < 120; at = g_utf8_next_char (at))
    {
      gunichar sign = g_utf8_get_char (at);

      if (strchr ("/\\:*?\"<>|", *at) != NULL || g_unichar_iscntrl (sign))
        g_string_append_c (name, '-');
      else
        g_string_append_unichar (name, sign);
    }
  g_strstrip (name->str);
  return g_strdup (*name->str == '\0' || *name->str == '.' ? "auto" : name->str);
}

/* Returns: (transfer full): NULL with @error */
static GFile *
make_folder (const Job *job, GCancellable *cancellable, GError **error)
{
  if (job->name == NULL)
    {
      g_autoptr(GError) local_error = NULL;

      if (g_file_make_directory_with_parents (job->parent, cancellable, &local_error)
          || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        return g_object_ref (job->parent);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  for (guint n = 1; n <= MAX_FOLDERS; n++)
    {
      g_autofree char *name = n > 1 ? g_strdup_printf ("%s %u", job->name, n) : g_strdup (job->name);
      g_autoptr(GFile) folder = g_file_get_child (job->parent, name);
      g_autoptr(GError) local_error = NULL;

      if (g_file_make_directory (folder, cancellable, &local_error))
        return g_steal_pointer (&folder);
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS) || n == MAX_FOLDERS)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
  g_return_val_if_reached (NULL);
}

static gboolean
write_new (GFile *folder, const char *name, const void *data, gsize length, GCancellable *cancellable, GError **error)
{
  g_autoptr(GFile) file = g_file_get_child (folder, name);
  g_autoptr(GFileOutputStream) stream = g_file_create (file, G_FILE_CREATE_NONE, cancellable, error);

  if (stream == NULL)
    return FALSE;
  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, length, NULL, cancellable, error)
      && g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;
  g_file_delete (file, NULL, NULL);
  return FALSE;
}

static gboolean
write_photo (const Job *job, GFile *folder, guint index, GPtrArray *names, GCancellable *cancellable, GError **error)
{
  const AutosellPhotoInfo *info = autosell_photo_get_info (job->photos->pdata[index]);
  g_autofree char *name = g_strdup_printf ("%02u.jpg", index + 1);
  g_autoptr(GBytes) bytes = autosell_photo_render (job->data_dir, info->hash, info->turn,
                                                   info->has_crop ? &info->crop : NULL, cancellable, error);

  if (bytes == NULL
      || !write_new (folder, name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cancellable, error))
    return FALSE;
  g_ptr_array_add (names, g_steal_pointer (&name));
  return TRUE;
}

static AutosellMarketplaceFolder *export(const Job *job, GCancellable *cancellable, GError **error)
{
  AutosellMarketplaceFolder *result;
  GFile *folder = make_folder (job, cancellable, error);
  gboolean done = folder != NULL;

  if (!done)
    return NULL;
  result = g_new0 (AutosellMarketplaceFolder, 1);
  result->folder = folder;
  result->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; done && i < job->photos->len; i++)
    done = write_photo (job, folder, i, result->names, cancellable, error);
  if (done && job->text != NULL)
    done = write_new (folder, WORDS_NAME, job->text, strlen (job->text), cancellable, error);
  if (done)
    return result;
  autosell_marketplace_folder_free (result);
  return NULL;
}

static Job *
job_new (AutosellStore *store, GFile *parent, const char *name, const char *text)
{
  Job *job = g_new0 (Job, 1);

  job->data_dir = g_strdup (autosell_store_get_data_dir (store));
  job->parent = g_object_ref (parent);
  job->name = g_strdup (name);
  job->text = g_strdup (text);
  return job;
}

/* Those that the form takes. */
static void
take_photos (Job *job, GPtrArray *photos, guint max)
{
  if (photos->len > max)
    g_ptr_array_set_size (photos, (int) max);
  job->photos = photos;
}

AutosellMarketplaceFolder *
autosell_store_export_marketplace_sync (AutosellStore *self, gint64 key, GFile *parent, const char *name,
                                        const char *text, GError **error)
{
  GPtrArray *photos = autosell_store_list_photos_sync (self, key, FALSE, error);
  g_autoptr(Job) job = NULL;

  if (photos == NULL)
    return NULL;
  job = job_new (self, parent, name, text);
  take_photos (job, photos, autosell_store_get_marketplace_photos (self));
  return export(job, NULL, error);
}

static void
export_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  AutosellMarketplaceFolder *result = export(data, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) autosell_marketplace_folder_free);
  else
    g_task_return_error (task, error);
}

static void
photos_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  AutosellStore *self = AUTOSELL_STORE (object);
  GError *error = NULL;
  GPtrArray *photos = autosell_store_list_photos_finish (self, result, &error);

  if (photos == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_photos (g_task_get_task_data (task), photos, autosell_store_get_marketplace_photos (self));
  g_task_run_in_thread (task, export_worker);
}

static void
half_job_free (gpointer data)
{
  Job *job = data;

  if (job->photos == NULL)
    job->photos = g_ptr_array_new ();
  job_free (job);
}

void
autosell_store_export_marketplace_async (AutosellStore *self, gint64 key, GFile *parent, const char *name,
                                         const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, autosell_store_export_marketplace_async);
  g_task_set_task_data (task, job_new (self, parent, name, text), half_job_free);
  autosell_store_list_photos_async (self, key, FALSE, cancellable, photos_cb, task);
}

AutosellMarketplaceFolder *
autosell_store_export_marketplace_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
