/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-database.h"

#include <glib/gstdio.h>

#include "autosell-backup-private.h"
#include "autosell-data-dir.h"
#include "autosell-schema.h"

/* Up to here a file is read through at start, since it takes a few milliseconds; larger ones are checked in the
 * background. */
#define QUICK_CHECK_MAX_BYTES (2 * 1024 * 1024)
/* Between two tries to change the form of the journal, microseconds. */
#define WAL_WAIT_US 3000

typedef struct
{
  AutosellJobFunc func; /* NULL ends the lane */
  gpointer data;
  GDestroyNotify data_free;
  GDestroyNotify result_free;
  GTask *task;               /* owned, nullable: asynchronous jobs */
  GCancellable *cancellable; /* unowned, nullable: waiting jobs */
  /* Of a waiting job, under the lane's lock: */
  gboolean *done;
  gpointer result;
  GError *error;
} Job;

typedef struct
{
  AutosellDatabase *database; /* unowned */
  AutosellLane lane;
  GThread *thread;
  GAsyncQueue *jobs;
  AutosellConnection *connection; /* owned by the thread; opened with its first job */
  GMutex lock;
  GCond finished;
} Lane;

struct _AutosellDatabase
{
  char *data_dir;
  char *path;
  Lane lanes[AUTOSELL_N_LANES];
};

static gpointer
run_job (Lane *lane, Job *job, GCancellable *cancellable, GError **error)
{
  gpointer result;

  if (lane->connection == NULL)
    lane->connection = autosell_connection_open (lane->database->path, SQLITE_OPEN_READWRITE, error);
  if (lane->connection == NULL)
    return NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (lane->lane == AUTOSELL_LANE_WRITE)
    return job->func (lane->connection, job->data, NULL, error);

  autosell_connection_watch (lane->connection, cancellable);
  result = job->func (lane->connection, job->data, cancellable, error);
  autosell_connection_watch (lane->connection, NULL);
  return result;
}

typedef struct
{
  GTask *task;     /* owned */
  gpointer result; /* owned until it is handed over */
  GDestroyNotify result_free;
  GError *error; /* owned, nullable */
} Answer;

static gboolean
answer_cb (gpointer data)
{
  Answer *answer = data;

  if (answer->error != NULL)
    g_task_return_error (answer->task, g_steal_pointer (&answer->error));
  else
    g_task_return_pointer (answer->task, g_steal_pointer (&answer->result), answer->result_free);
  return G_SOURCE_REMOVE;
}

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  if (answer->result != NULL && answer->result_free != NULL)
    answer->result_free (answer->result);
  g_clear_error (&answer->error);
  g_object_unref (answer->task);
  g_free (answer);
}

/* The task goes to the caller's context with the thread's reference: its source is the store, and were the last
 * reference to that dropped here, the store would close and wait for this very thread. */
static void
finish_task (Job *job, gpointer result, GError *error)
{
  Answer *answer = g_new0 (Answer, 1);
  g_autoptr(GSource) source = g_idle_source_new ();

  answer->task = job->task;
  answer->result = result;
  answer->result_free = job->result_free;
  answer->error = error;
  if (job->data_free != NULL)
    job->data_free (job->data);
  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, answer_cb, answer, answer_free);
  g_source_attach (source, g_task_get_context (job->task));
  g_free (job);
}

/* An import and the counts of a large stock read through megabytes that nobody asks for again soon. The list is asked
 * with each letter that somebody types; and one edit after the other needs the same pages, of which an import leaves
 * more. */
#define KEPT_CACHE_BYTES (2 * 1024 * 1024)
#define KEPT_WRITE_CACHE_BYTES (12 * 1024 * 1024)

static void
trim_lane (Lane *lane)
{
  if (lane->connection != NULL && lane->lane != AUTOSELL_LANE_LIST)
    autosell_connection_trim (lane->connection,
                              lane->lane == AUTOSELL_LANE_WRITE ? KEPT_WRITE_CACHE_BYTES : KEPT_CACHE_BYTES);
}

static gpointer
lane_thread (gpointer data)
{
  Lane *lane = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (lane->jobs);
      g_autoptr(GError) error = NULL;
      gpointer result;

      if (job->func == NULL)
        {
          g_free (job);
          break;
        }
      if (job->task != NULL)
        {
          /* A commit that may have happened is never reported as cancelled: the task itself does not look */
          result = run_job (lane, job, g_task_get_cancellable (job->task), &error);
          finish_task (job, result, g_steal_pointer (&error));
          trim_lane (lane);
          continue;
        }
      result = run_job (lane, job, job->cancellable, &error);
      g_mutex_lock (&lane->lock);
      job->result = result;
      job->error = g_steal_pointer (&error);
      *job->done = TRUE;
      g_cond_broadcast (&lane->finished);
      g_mutex_unlock (&lane->lock);
      trim_lane (lane);
    }
  g_clear_pointer (&lane->connection, autosell_connection_close);
  return NULL;
}

static void
start_lane (AutosellDatabase *self, AutosellLane which)
{
  static const char *const names[AUTOSELL_N_LANES] = { "store-write", "store-read", "store-list", "store-care" };
  Lane *lane = &self->lanes[which];

  lane->database = self;
  lane->lane = which;
  lane->jobs = g_async_queue_new ();
  g_mutex_init (&lane->lock);
  g_cond_init (&lane->finished);
  lane->thread = g_thread_new (names[which], lane_thread, lane);
}

static gboolean
quick_check (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "PRAGMA quick_check(1)", error);
  const char *verdict;

  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return FALSE;
  verdict = autosell_column_text (stmt, 0);
  if (g_strcmp0 (verdict, "ok") != 0)
    {
      g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "The database is damaged: %s", verdict);
      sqlite3_reset (stmt);
      return FALSE;
    }
  sqlite3_reset (stmt);
  return TRUE;
}

/* A file of a newer program, or one that is damaged, must not even get a write-ahead log: it is looked at read-only
 * first. */
static gboolean
examine (const char *path, int *version, GError **error)
{
  g_autofree char *suspect = g_strconcat (path, "-suspect", NULL);
  g_autoptr(AutosellConnection) connection = NULL;
  GStatBuf info;

  *version = 0;
  if (g_stat (path, &info) != 0 || info.st_size == 0)
    return TRUE;
  connection = autosell_connection_open (path, SQLITE_OPEN_READONLY, error);
  if (connection == NULL || !autosell_schema_examine (connection, version, error))
    return FALSE;
  if (info.st_size > QUICK_CHECK_MAX_BYTES && !g_file_test (suspect, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!quick_check (connection, error))
    return FALSE;
  g_unlink (suspect);
  return TRUE;
}

/* SQLite does not wait for others while it changes the form of the journal: of several programs that make the file at
 * once, all but one would be refused (its own busy handler is not asked). */
static gboolean
use_write_ahead_log (AutosellConnection *connection, GError **error)
{
  const gint64 deadline = g_get_monotonic_time () + AUTOSELL_BUSY_TIMEOUT_MS * (gint64) 1000;

  for (;;)
    {
      g_autoptr(GError) local_error = NULL;

      if (autosell_connection_exec (connection, "PRAGMA journal_mode = WAL", &local_error))
        return TRUE;
      if (!g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY)
          || g_get_monotonic_time () > deadline)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_usleep (WAL_WAIT_US);
    }
}

static AutosellConnection *
open_writer (const char *data_dir, const char *path, GError **error)
{
  g_autoptr(AutosellConnection) connection = NULL;
  int version;

  if (!examine (path, &version, error))
    return NULL;
  connection = autosell_connection_open (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (connection == NULL)
    return NULL;
  g_chmod (path, 0600);
  if (!use_write_ahead_log (connection, error))
    return NULL;
  if (version > 0 && version < AUTOSELL_SCHEMA_VERSION
      && !autosell_backup_make (connection, data_dir, "migration", NULL, error))
    return NULL;
  if (version < AUTOSELL_SCHEMA_VERSION && !autosell_schema_migrate (connection, version, error))
    return NULL;
  return g_steal_pointer (&connection);
}

AutosellDatabase *
autosell_database_open (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, AUTOSELL_DATABASE_NAME, NULL);
  AutosellConnection *writer;
  AutosellDatabase *self;

  if (!autosell_data_dir_prepare (data_dir, error))
    return NULL;
  writer = open_writer (data_dir, path, error);
  if (writer == NULL)
    return NULL;

  self = g_new0 (AutosellDatabase, 1);
  self->data_dir = g_strdup (data_dir);
  self->path = g_steal_pointer (&path);
  self->lanes[AUTOSELL_LANE_WRITE].connection = writer;
  for (AutosellLane lane = 0; lane < AUTOSELL_N_LANES; lane++)
    start_lane (self, lane);
  return self;
}

void
autosell_database_close (AutosellDatabase *self)
{
  if (self == NULL)
    return;
  for (AutosellLane lane = AUTOSELL_LANE_WRITE + 1; lane < AUTOSELL_N_LANES; lane++)
    g_async_queue_push (self->lanes[lane].jobs, g_new0 (Job, 1));
  /* The writer last and alone: whoever closes last folds the log into the file, and of two that close at once neither
   * can */
  for (int lane = AUTOSELL_N_LANES - 1; lane >= 0; lane--)
    {
      if (lane == AUTOSELL_LANE_WRITE)
        g_async_queue_push (self->lanes[lane].jobs, g_new0 (Job, 1));
      g_thread_join (self->lanes[lane].thread);
      g_async_queue_unref (self->lanes[lane].jobs);
      g_mutex_clear (&self->lanes[lane].lock);
      g_cond_clear (&self->lanes[lane].finished);
    }
  g_free (self->data_dir);
  g_free (self->path);
  g_free (self);
}

void
autosell_database_queue (AutosellDatabase *self, AutosellLane lane, AutosellJobFunc func, gpointer data,
                         GDestroyNotify data_free, GDestroyNotify result_free, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  if (lane == AUTOSELL_LANE_WRITE)
    g_task_set_check_cancellable (task, FALSE);
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = task;
  g_async_queue_push (self->lanes[lane].jobs, job);
}

gpointer
autosell_database_call (AutosellDatabase *self, AutosellLane which, AutosellJobFunc func, gpointer data,
                        GCancellable *cancellable, GError **error)
{
  Lane *lane = &self->lanes[which];
  gboolean done = FALSE;
  Job job = { .func = func, .data = data, .cancellable = cancellable, .done = &done };

  g_async_queue_push (lane->jobs, &job);
  g_mutex_lock (&lane->lock);
  while (!done)
    g_cond_wait (&lane->finished, &lane->lock);
  g_mutex_unlock (&lane->lock);

  if (job.error != NULL)
    g_propagate_error (error, job.error);
  return job.result;
}

const char *
autosell_database_get_data_dir (AutosellDatabase *self)
{
  return self->data_dir;
}

const char *
autosell_database_get_path (AutosellDatabase *self)
{
  return self->path;
}
