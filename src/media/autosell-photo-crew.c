/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-photo-import-private.h"

#include "autosell-jpeg.h"
#include "autosell-photo-folder.h"
#include "autosell-photo-order.h"
#include "autosell-photo-pipeline.h"
#include "autosell-photo-private.h"
#include "autosell-reducer.h"

#include <sys/resource.h>
#include <unistd.h>

/* Below what the window has itself. */
#define NICENESS 5
/* The workers of all importers share this much memory for what they decode; what takes more goes alone. */
#define BUDGET_BYTES (200 * 1000 * 1000)
/* The published pixels, before and after they are turned, rows, and what comes out. */
#define BASE_BYTES (30 * 1000 * 1000)
#define PREVIEW_PX AUTOSELL_THUMBNAIL_SMALL

typedef enum
{
  TASK_LIST,
  TASK_PROBE,
  TASK_IMPORT,
} TaskKind;

typedef struct
{
  AutosellPhotoCrew *crew; /* owned */
  TaskKind kind;
  guint64 serial;
  GPtrArray *files;          /* owned, for TASK_LIST */
  AutosellPhotoImport *item; /* unowned: only its address, to be told */
  GFile *file;               /* owned, nullable */
  GBytes *bytes;             /* owned, nullable */
  char *name;                /* owned, nullable */
  AutosellPhotoProbe probe;  /* for TASK_IMPORT */
} Task;

struct _AutosellPhotoCrew
{
  gatomicrefcount ref_count;
  char *data_dir; /* owned */
  gboolean keep_originals;
  GMainContext *context;     /* owned */
  GCancellable *cancellable; /* owned */

  GMutex staging_mutex;          /* held while the disk is waited for, so the main context never takes it */
  AutosellPhotoStaging *staging; /* owned, nullable until the first photo */

  GMutex mutex;                      /* of all that follows */
  GQueue news;                       /* owned AutosellPhotoNews */
  GHashTable *fractions;             /* owned: item address → double, of those that are being imported */
  GSource *waking;                   /* owned, nullable */
  void (*wake) (gpointer user_data); /* NULL once it is dismissed */
  gpointer user_data;
};

static struct
{
  GMutex mutex;
  GCond freed;
  guint64 used_bytes;
} budget;

static AutosellPhotoCrew *
crew_ref (AutosellPhotoCrew *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
autosell_photo_news_free (AutosellPhotoNews *self)
{
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->preview, autosell_pixels_unref);
  g_clear_pointer (&self->staged, autosell_staged_photo_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static void
crew_unref (AutosellPhotoCrew *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_queue_clear_full (&self->news, (GDestroyNotify) autosell_photo_news_free);
  g_hash_table_unref (self->fractions);
  g_clear_pointer (&self->staging, autosell_photo_staging_unref);
  g_main_context_unref (self->context);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->staging_mutex);
  g_mutex_clear (&self->mutex);
  g_free (self->data_dir);
  g_free (self);
}

AutosellPhotoCrew *
autosell_photo_crew_new (const char *data_dir, gboolean keep_originals, GMainContext *context,
                         void (*wake) (gpointer user_data), gpointer user_data)
{
  AutosellPhotoCrew *self = g_new0 (AutosellPhotoCrew, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->data_dir = g_strdup (data_dir);
  self->keep_originals = keep_originals;
  self->context = g_main_context_ref (context);
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->staging_mutex);
  g_mutex_init (&self->mutex);
  g_queue_init (&self->news);
  self->fractions = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->wake = wake;
  self->user_data = user_data;

  return self;
}

void
autosell_photo_crew_dismiss (AutosellPhotoCrew *self)
{
  g_mutex_lock (&self->mutex);
  self->wake = NULL;
  if (self->waking != NULL)
    g_source_destroy (self->waking);
  g_clear_pointer (&self->waking, g_source_unref);
  g_mutex_unlock (&self->mutex);

  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&budget.mutex);
  g_cond_broadcast (&budget.freed);
  g_mutex_unlock (&budget.mutex);
  crew_unref (self);
}

static gboolean
wake_cb (gpointer user_data)
{
  AutosellPhotoCrew *self = user_data;
  void (*wake) (gpointer) = NULL;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->waking, g_source_unref);
  wake = self->wake;
  g_mutex_unlock (&self->mutex);
  /* Dismissed on this very context only, so not in between. */
  if (wake != NULL)
    wake (self->user_data);

  return G_SOURCE_REMOVE;
}

/* @news: (transfer full) */
static void
tell (AutosellPhotoCrew *self, AutosellPhotoNews *news)
{
  g_mutex_lock (&self->mutex);
  if (self->wake == NULL)
    {
      g_mutex_unlock (&self->mutex);
      autosell_photo_news_free (news);
      return;
    }

  g_queue_push_tail (&self->news, news);
  if (self->waking == NULL)
    {
      self->waking = g_idle_source_new ();
      /* Not above what is drawn: a drop of hundreds must not hold it up. */
      g_source_set_callback (self->waking, wake_cb, crew_ref (self), (GDestroyNotify) crew_unref);
      g_source_attach (self->waking, self->context);
    }
  g_mutex_unlock (&self->mutex);
}

AutosellPhotoNews *
autosell_photo_crew_take_news (AutosellPhotoCrew *self)
{
  AutosellPhotoNews *news;

  g_mutex_lock (&self->mutex);
  news = g_queue_pop_head (&self->news);
  g_mutex_unlock (&self->mutex);

  return news;
}

double
autosell_photo_crew_get_fraction (AutosellPhotoCrew *self, AutosellPhotoImport *item)
{
  double *found, fraction;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_lookup (self->fractions, item);
  fraction = found != NULL ? *found : 0;
  g_mutex_unlock (&self->mutex);

  return fraction;
}

static void
progress_cb (double fraction, gpointer user_data)
{
  Task *task = user_data;
  double *kept;

  g_mutex_lock (&task->crew->mutex);
  kept = g_hash_table_lookup (task->crew->fractions, task->item);
  if (kept != NULL)
    *kept = fraction;
  g_mutex_unlock (&task->crew->mutex);
}

static void
task_free (Task *self)
{
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->name);
  crew_unref (self->crew);
  g_free (self);
}

/* Returns: FALSE where it was cancelled before there was room */
static gboolean
take_budget (guint64 bytes, GCancellable *cancellable)
{
  gboolean taken;

  g_mutex_lock (&budget.mutex);
  while (budget.used_bytes > 0 && budget.used_bytes + bytes > BUDGET_BYTES && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&budget.freed, &budget.mutex);
  taken = !g_cancellable_is_cancelled (cancellable);
  if (taken)
    budget.used_bytes += bytes;
  g_mutex_unlock (&budget.mutex);

  return taken;
}

static void
give_budget (guint64 bytes)
{
  g_mutex_lock (&budget.mutex);
  budget.used_bytes -= bytes;
  g_cond_broadcast (&budget.freed);
  g_mutex_unlock (&budget.mutex);
}

static AutosellPhotoStaging *
ensure_staging (AutosellPhotoCrew *self, GError **error)
{
  AutosellPhotoStaging *staging;

  g_mutex_lock (&self->staging_mutex);
  if (self->staging == NULL)
    self->staging = autosell_photo_staging_new (self->data_dir, error);
  staging = self->staging != NULL ? autosell_photo_staging_ref (self->staging) : NULL;
  g_mutex_unlock (&self->staging_mutex);

  return staging;
}

/* What the camera put into the file, which has bars where its shape is another one than the photo's. */
static AutosellPixels *
make_preview (const AutosellPhotoProbe *probe, GBytes *head)
{
  g_auto(AutosellJpegPicture) picture = { 0 };
  g_autoptr(AutosellPixels) part = NULL;
  AutosellPhotoCrop crop = { 0 };
  gsize size;
  const guint8 *data = g_bytes_get_data (head, &size);
  int width, height;

  if (probe->thumbnail_size == 0 || probe->thumbnail_offset > size
      || probe->thumbnail_size > size - probe->thumbnail_offset
      || !autosell_jpeg_decode (data + probe->thumbnail_offset, probe->thumbnail_size, PREVIEW_PX, NULL, &picture, NULL)
      || picture.pixels->n_channels != 3)
    return NULL;

  width = picture.pixels->width;
  height = picture.pixels->height;
  crop.width = MIN (width, MAX ((int) ((gint64) height * probe->width / probe->height), 1));
  crop.height = MIN (height, MAX ((int) ((gint64) width * probe->height / probe->width), 1));
  crop.x = (width - crop.width) / 2;
  crop.y = (height - crop.height) / 2;
  part = autosell_pixels_crop (picture.pixels, &crop);

  return part != NULL ? autosell_pixels_orient (part, probe->orientation) : NULL;
}

static void push (Task *task);

static void
probe_item (Task *task)
{
  AutosellPhotoNews *news = g_new0 (AutosellPhotoNews, 1);
  g_autoptr(GBytes) head = NULL;
  gboolean known;

  news->item = task->item;
  if (task->bytes != NULL)
    {
      head = g_bytes_ref (task->bytes);
      known = autosell_photo_probe_bytes (task->bytes, &task->probe, &news->error);
    }
  else
    known = autosell_photo_probe_file (task->file, &task->probe, &head, task->crew->cancellable, &news->error);

  if (known)
    {
      Task *next = g_memdup2 (task, sizeof *task);

      news->is_probed = TRUE;
      news->taken_at = task->probe.taken_at;
      news->preview = make_preview (&task->probe, head);
      next->crew = crew_ref (task->crew);
      next->kind = TASK_IMPORT;
      task->file = NULL;
      task->bytes = NULL;
      task->name = NULL;
      tell (task->crew, news);
      push (next);
    }
  else
    tell (task->crew, news);
}

static void
preview_cb (AutosellPixels *preview, gpointer user_data)
{
  Task *task = user_data;
  AutosellPhotoNews *news = g_new0 (AutosellPhotoNews, 1);

  news->item = task->item;
  news->is_previewed = TRUE;
  news->preview = autosell_pixels_ref (preview);
  tell (task->crew, news);
}

static void
run_pipeline (Task *task, AutosellPhotoNews *news)
{
  g_autoptr(AutosellPhotoStaging) staging = ensure_staging (task->crew, &news->error);
  g_autoptr(GBytes) bytes = NULL;

  if (staging == NULL)
    return;
  bytes = task->bytes != NULL ? g_bytes_ref (task->bytes)
                              : autosell_photo_read_file (task->file, task->crew->cancellable, &news->error);
  if (bytes != NULL)
    news->staged = autosell_photo_pipeline_run (staging, bytes, task->name, task->crew->keep_originals, progress_cb,
                                                preview_cb, task, task->crew->cancellable, &news->error);
}

static void
import_item (Task *task)
{
  AutosellPhotoNews *news;
  guint64 bytes = BASE_BYTES + task->probe.decoding_bytes;

  if (!take_budget (bytes, task->crew->cancellable))
    return;

  news = g_new0 (AutosellPhotoNews, 1);
  news->item = task->item;
  news->has_begun = TRUE;
  g_mutex_lock (&task->crew->mutex);
  g_hash_table_insert (task->crew->fractions, task->item, g_new0 (double, 1));
  g_mutex_unlock (&task->crew->mutex);
  tell (task->crew, news);

  news = g_new0 (AutosellPhotoNews, 1);
  news->item = task->item;
  run_pipeline (task, news);
  give_budget (bytes);
  g_mutex_lock (&task->crew->mutex);
  g_hash_table_remove (task->crew->fractions, task->item);
  g_mutex_unlock (&task->crew->mutex);
  tell (task->crew, news);
}

/* Threads have a niceness of their own on Linux: what is drawn and typed comes before what is decoded. */
static void
step_back (void)
{
  static _Thread_local gboolean has_stepped_back;

  if (!has_stepped_back
      && setpriority (PRIO_PROCESS, (id_t) gettid (), getpriority (PRIO_PROCESS, (id_t) getpid ()) + NICENESS) != 0)
    g_debug ("Workers have the window's priority");
  has_stepped_back = TRUE;
}

static void
task_worker (gpointer data, gpointer user_data G_GNUC_UNUSED)
{
  Task *task = data;

  step_back ();
  if (!g_cancellable_is_cancelled (task->crew->cancellable))
    switch (task->kind)
      {
      case TASK_LIST:
        {
          AutosellPhotoNews *news = g_new0 (AutosellPhotoNews, 1);

          news->entries = autosell_photo_list_files (task->files, task->crew->cancellable);
          tell (task->crew, news);
        }
        break;

      case TASK_PROBE:
        probe_item (task);
        break;

      case TASK_IMPORT:
      default:
        import_item (task);
        break;
      }
  task_free (task);
}

/* Lists before looks before work, else first come, first served. */
static int
compare_tasks (gconstpointer a, gconstpointer b, gpointer user_data G_GNUC_UNUSED)
{
  const Task *x = a, *y = b;

  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;

  return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
push (Task *task)
{
  static GThreadPool *pool;

  if (g_once_init_enter (&pool))
    {
      /* Exclusive: nobody else shall get these threads. */
      GThreadPool *made = g_thread_pool_new (task_worker, NULL, (int) g_get_num_processors (), TRUE, NULL);

      g_thread_pool_set_sort_function (made, compare_tasks, NULL);
      g_once_init_leave (&pool, made);
    }

  g_thread_pool_push (pool, task, NULL);
}

static Task *
task_new (AutosellPhotoCrew *crew, TaskKind kind)
{
  static guint64 serial;
  Task *task = g_new0 (Task, 1);

  task->crew = crew_ref (crew);
  task->kind = kind;
  task->serial = __atomic_add_fetch (&serial, 1, __ATOMIC_RELAXED);

  return task;
}

void
autosell_photo_crew_list (AutosellPhotoCrew *self, GPtrArray *files)
{
  Task *task = task_new (self, TASK_LIST);

  task->files = files;
  push (task);
}

void
autosell_photo_crew_import (AutosellPhotoCrew *self, AutosellPhotoImport *item, GFile *file, GBytes *bytes,
                            const char *name)
{
  Task *task = task_new (self, TASK_PROBE);

  task->item = item;
  task->file = file != NULL ? g_object_ref (file) : NULL;
  task->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  task->name = g_strdup (name);
  push (task);
}
