/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-store.h"

#include "autosell-backup-private.h"
#include "autosell-data-dir.h"
#include "autosell-photo-shelf.h"
#include "autosell-photo-store.h"
#include "autosell-reader.h"
#include "autosell-safety-copy.h"
#include "autosell-store-private.h"
#include "autosell-trace.h"
#include "autosell-vehicle-sql.h"

/* Another process's commit is an event on the write-ahead log; a burst of them is looked at this often. */
#define NEWS_INTERVAL_MS 200

struct _AutosellStore
{
  GObject parent_instance;
  AutosellDatabase *database;  /* owned; NULL once closed */
  char *data_dir;
  char *origin;
  char *author;
  GFileMonitor *log_monitor;   /* owned, nullable */
  GHashTable *settings;        /* owned: utf8 → utf8 */
  gint64 last_change;          /* the latest that was told of */
  gint64 epoch;
  gboolean is_asking_news;
  gboolean has_more_news;
  int care_day;                /* Julian day of the last daily care */
};

G_DEFINE_FINAL_TYPE (AutosellStore, autosell_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SETTING_CHANGED,
  SIGNAL_DAMAGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
autosell_store_dispose (GObject *object)
{
  autosell_store_close (AUTOSELL_STORE (object));
  G_OBJECT_CLASS (autosell_store_parent_class)->dispose (object);
}

static void
autosell_store_finalize (GObject *object)
{
  AutosellStore *self = AUTOSELL_STORE (object);

  g_free (self->data_dir);
  g_free (self->origin);
  g_free (self->author);
  g_hash_table_unref (self->settings);
  G_OBJECT_CLASS (autosell_store_parent_class)->finalize (object);
}

static void
autosell_store_class_init (AutosellStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_store_dispose;
  object_class->finalize = autosell_store_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[SIGNAL_SETTING_CHANGED] = g_signal_new ("setting-changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
autosell_store_init (AutosellStore *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* ---- News: what was committed, here or elsewhere ---- */

typedef struct
{
  gint64 since;
  gint64 epoch;
} NewsQuestion;

static gpointer
news_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  NewsQuestion *question = data;

  return autosell_reader_get_news (connection, question->since, question->epoch, error);
}

static void
take_settings (AutosellStore *self, GHashTable *settings)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->settings);
  GHashTableIter iter;
  const char *name, *value;

  self->settings = g_hash_table_ref (settings);
  if (g_strcmp0 (g_hash_table_lookup (old, AUTOSELL_SETTING_PHOTOS_WANTED),
                 g_hash_table_lookup (settings, AUTOSELL_SETTING_PHOTOS_WANTED))
      != 0)
    autosell_store_emit_changed (self, NULL);
  g_hash_table_iter_init (&iter, settings);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (g_strcmp0 (g_hash_table_lookup (old, name), value) != 0)
      g_signal_emit (self, signals[SIGNAL_SETTING_CHANGED], 0, name);
  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (!g_hash_table_contains (settings, name))
      g_signal_emit (self, signals[SIGNAL_SETTING_CHANGED], 0, name);
}

static void
take_news (AutosellStore *self, AutosellNews *news)
{
  gboolean is_other = news->epoch != self->epoch;
  gboolean is_new = is_other || news->last_change > self->last_change;

  self->epoch = news->epoch;
  self->last_change = is_other ? news->last_change : MAX (self->last_change, news->last_change);
  take_settings (self, news->settings);
  if (is_new)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, news->keys);
}

/* The next start would not read a large file through, so it is told to. */
static void
report_damage (AutosellStore *self)
{
  g_autofree char *suspect = g_build_filename (self->data_dir, AUTOSELL_SUSPECT_NAME, NULL);

  g_file_set_contents (suspect, "", 0, NULL);
  g_signal_emit (self, signals[SIGNAL_DAMAGED], 0);
}

static void
news_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr (GError) error = NULL;
  AutosellNews *news = autosell_store_run_finish (self, result, &error);

  self->is_asking_news = FALSE;
  if (news != NULL)
    {
      take_news (self, news);
      autosell_news_free (news);
    }
  else if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    report_damage (self);
  else if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    g_warning ("Looking for changes failed: %s", error->message);

  if (self->has_more_news && self->database != NULL)
    {
      self->has_more_news = FALSE;
      autosell_store_look_for_news (self);
    }
}

void
autosell_store_look_for_news (AutosellStore *self)
{
  NewsQuestion *question;

  if (self->is_asking_news)
    {
      self->has_more_news = TRUE;
      return;
    }
  self->is_asking_news = TRUE;
  question = g_new0 (NewsQuestion, 1);
  question->since = self->last_change;
  question->epoch = self->epoch;
  autosell_store_run (self, AUTOSELL_LANE_READ, news_job, question, g_free, (GDestroyNotify) autosell_news_free, NULL,
                      news_cb, NULL);
}

static void
log_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other_file, GFileMonitorEvent event, gpointer user_data)
{
  autosell_store_look_for_news (user_data);
}

static void
watch_log (AutosellStore *self)
{
  g_autofree char *path = g_strconcat (autosell_database_get_path (self->database), "-wal", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  self->log_monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->log_monitor == NULL)
    {
      g_warning ("Changes of other programs will not be noticed: %s", error->message);
      return;
    }
  g_file_monitor_set_rate_limit (self->log_monitor, NEWS_INTERVAL_MS);
  g_signal_connect_object (self->log_monitor, "changed", G_CALLBACK (log_changed_cb), self, 0);
}

/* ---- Daily care: backup, and the bin emptied of what is old ---- */

/* The bin keeps for 30 days. */
#define BIN_US (30 * G_TIME_SPAN_DAY)

/* A clock that is set far ahead by mistake would empty the bin at once. The stock is changed nearly every day, so that time
 * which passed without any change is believed for a week only. */
#define QUIET_US (7 * G_TIME_SPAN_DAY)

static gint64
get_believable_time (AutosellConnection *connection)
{
  gint64 now_us = g_get_real_time ();
  gint64 newest_us = autosell_connection_get_int (connection, "SELECT max(at) FROM change", now_us);

  return MIN (now_us, newest_us + QUIET_US);
}

static GArray *
find_old_in_bin (AutosellConnection *connection, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "SELECT pk FROM vehicle WHERE deleted_at < ?", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, get_believable_time (connection) - BIN_US);
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 key = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (keys, key);
    }
  if (local_error == NULL)
    return g_steal_pointer (&keys);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Of cars that stay. Their files go with the next sweep, once no backup names them. */
static gboolean
destroy_old_photos (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, "DELETE FROM photo WHERE deleted_at < ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, get_believable_time (connection) - BIN_US);
  return autosell_statement_run (stmt, error);
}

static gpointer
empty_bin_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) keys = NULL;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  keys = find_old_in_bin (connection, error);
  done = keys != NULL;
  for (guint i = 0; done && i < keys->len; i++)
    done = autosell_vehicle_sql_destroy (connection, g_array_index (keys, gint64, i), error);
  done = done && destroy_old_photos (connection, error);
  /* A change of cars that are all gone is nothing that undo could offer */
  if (done && keys->len > 0)
    done = autosell_connection_exec (connection,
                                     "UPDATE change SET state = 'final' WHERE state <> 'final' "
                                     "AND NOT EXISTS (SELECT 1 FROM vehicle_event WHERE change_id = change.id)",
                                     error);
  /* Inside of the transaction: alone it would read first and then ask to write, and for that SQLite does not wait: another
   * program that writes just now would be an error. */
  done = done && autosell_connection_exec (connection, "PRAGMA optimize", error);
  if (!done)
    {
      autosell_connection_rollback (connection);
      return NULL;
    }
  return GINT_TO_POINTER (autosell_connection_commit (connection, error));
}

static gpointer
daily_backup_job (AutosellConnection *connection, gpointer data_dir, GCancellable *cancellable, GError **error)
{
  sqlite3_stmt *stmt;

  if (!autosell_backup_make_daily (connection, data_dir, error))
    return NULL;
  /* Start looked only at files that are read through in no time: autosell-database.c */
  stmt = autosell_connection_prepare (connection, "PRAGMA quick_check(1)", error);
  if (stmt == NULL || !autosell_statement_next (stmt, error))
    return NULL;
  if (g_strcmp0 (autosell_column_text (stmt, 0), "ok") != 0)
    g_set_error (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED, "%s", autosell_column_text (stmt, 0));
  sqlite3_reset (stmt);
  return error != NULL && *error != NULL ? NULL : GINT_TO_POINTER (TRUE);
}

static void
care_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr (GError) error = NULL;

  if (autosell_store_run_finish (self, result, &error) != NULL)
    return;
  g_warning ("Daily care of the stock: %s", error->message);
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    report_damage (self);
}

static void
sweep_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree gpointer sweep = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);

  if (sweep == NULL)
    g_warning ("Daily care of the photos: %s", error->message);
}

static void
care_daily (AutosellStore *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int day = g_date_time_get_year (now) * 1000 + g_date_time_get_day_of_year (now);

  if (self->care_day == day)
    return;
  self->care_day = day;
  autosell_store_run (self, AUTOSELL_LANE_CARE, daily_backup_job, g_strdup (self->data_dir), g_free, NULL, NULL, care_cb,
                      NULL);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, empty_bin_job, NULL, NULL, NULL, NULL, care_cb, NULL);
  autosell_store_run (self, AUTOSELL_LANE_CARE, autosell_photo_shelf_sweep_job, g_strdup (self->data_dir), g_free, g_free,
                      NULL, sweep_cb, NULL);
}

/* ---- Opening and closing ---- */

static AutosellStore *
store_new (AutosellDatabase *database, const char *data_dir, const char *origin, const char *author, GError **error)
{
  g_autoptr (AutosellStore) self = g_object_new (AUTOSELL_TYPE_STORE, NULL);
  NewsQuestion question = { G_MAXINT64, -1 };
  AutosellNews *news;

  self->database = database;
  self->data_dir = g_strdup (data_dir);
  self->origin = g_strdup (origin);
  autosell_store_set_author (self, author);
  news = autosell_database_call (database, AUTOSELL_LANE_READ, news_job, &question, NULL, error);
  if (news == NULL)
    return NULL;
  self->last_change = news->last_change;
  self->epoch = news->epoch;
  g_hash_table_unref (self->settings);
  self->settings = g_hash_table_ref (news->settings);
  autosell_news_free (news);
  watch_log (self);
  if (g_str_equal (origin, "window"))
    care_daily (self);
  return g_steal_pointer (&self);
}

AutosellStore *
autosell_store_open_sync (const char *data_dir, const char *origin, const char *author, GError **error)
{
  AutosellDatabase *database;

  g_return_val_if_fail (data_dir != NULL && origin != NULL, NULL);

  database = autosell_database_open (data_dir, error);
  return database != NULL ? store_new (database, data_dir, origin, author, error) : NULL;
}

typedef struct
{
  char *data_dir;
  char *origin;
  char *author;
} OpenJob;

static void
open_job_free (gpointer data)
{
  OpenJob *job = data;

  g_free (job->data_dir);
  g_free (job->origin);
  g_free (job->author);
  g_free (job);
}

static void
open_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  OpenJob *job = task_data;
  GError *error = NULL;
  AutosellDatabase *database = autosell_database_open (job->data_dir, &error);

  if (database != NULL)
    g_task_return_pointer (task, database, (GDestroyNotify) autosell_database_close);
  else
    g_task_return_error (task, error);
}

void
autosell_store_open_async (const char *data_dir, const char *origin, const char *author, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  OpenJob *job = g_new0 (OpenJob, 1);

  g_return_if_fail (data_dir != NULL && origin != NULL);

  job->data_dir = g_strdup (data_dir);
  job->origin = g_strdup (origin);
  job->author = g_strdup (author);
  g_task_set_source_tag (task, autosell_store_open_async);
  g_task_set_task_data (task, job, open_job_free);
  g_task_run_in_thread (task, open_worker);
}

AutosellStore *
autosell_store_open_finish (GAsyncResult *result, GError **error)
{
  AutosellDatabase *database = g_task_propagate_pointer (G_TASK (result), error);
  OpenJob *job = g_task_get_task_data (G_TASK (result));

  return database != NULL ? store_new (database, job->data_dir, job->origin, job->author, error) : NULL;
}

void
autosell_store_close (AutosellStore *self)
{
  g_return_if_fail (AUTOSELL_IS_STORE (self));

  if (self->log_monitor != NULL)
    g_file_monitor_cancel (self->log_monitor);
  g_clear_object (&self->log_monitor);
  g_clear_pointer (&self->database, autosell_database_close);
}

const char *
autosell_store_get_data_dir (AutosellStore *self)
{
  return self->data_dir;
}

AutosellDatabase *
autosell_store_get_database (AutosellStore *self)
{
  return self->database;
}

void
autosell_store_set_author (AutosellStore *self, const char *author)
{
  const char *real_name = g_get_real_name ();

  g_free (self->author);
  if (author != NULL && *author != '\0')
    self->author = g_strdup (author);
  else
    self->author = g_strdup (g_str_equal (real_name, "Unknown") ? g_get_user_name () : real_name);
}

const char *
autosell_store_get_author (AutosellStore *self)
{
  return self->author;
}

/* ---- Running jobs ---- */

void
autosell_store_run (AutosellStore *self, AutosellLane lane, AutosellJobFunc func, gpointer data, GDestroyNotify data_free,
                    GDestroyNotify result_free, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  if (self->database != NULL)
    {
      autosell_database_queue (self->database, lane, func, data, data_free, result_free, task);
      return;
    }
  g_task_return_new_error (task, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED, "The stock is closed");
  g_object_unref (task);
  if (data_free != NULL)
    data_free (data);
}

gpointer
autosell_store_run_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

AutosellWriteJob *
autosell_write_job_new (AutosellStore *self)
{
  AutosellWriteJob *job = g_new0 (AutosellWriteJob, 1);

  job->who = g_strdup (self->author);
  job->origin = g_strdup (self->origin);
  job->data_dir = g_strdup (self->data_dir);
  return job;
}

void
autosell_write_job_free (gpointer data)
{
  AutosellWriteJob *job = data;

  g_free (job->who);
  g_free (job->origin);
  g_free (job->data_dir);
  g_clear_pointer (&job->changes, autosell_change_set_free);
  g_clear_object (&job->plan);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->bulk, autosell_bulk_unref);
  g_clear_pointer (&job->photos, autosell_photo_edit_free);
  g_free (job);
}

void
autosell_store_emit_changed (AutosellStore *self, GArray *keys)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, keys);
}

static void
committed (AutosellStore *self, const AutosellCommitResult *result)
{
  autosell_trace (AUTOSELL_TRACE_COMMITTED, result->n_vehicles);
  if (result->change == 0)
    return;
  /* Where another process committed in between, the log's event will bring both */
  if (result->change == self->last_change + 1)
    self->last_change = result->change;
  care_daily (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, result->keys);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr (GError) error = NULL;

  if (autosell_store_run_finish (self, result, &error) != NULL
      || g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    return;
  g_warning ("The backup before a change: %s", error->message);
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    report_damage (self);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AutosellCommitResult *commit = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (commit->copy != NULL)
    autosell_store_run (AUTOSELL_STORE (object), AUTOSELL_LANE_CARE, autosell_safety_copy_settle_job,
                        g_steal_pointer (&commit->copy), (GDestroyNotify) autosell_safety_copy_free, NULL, NULL, settled_cb,
                        NULL);
  committed (AUTOSELL_STORE (object), commit);
  g_task_return_pointer (task, commit, (GDestroyNotify) autosell_commit_result_free);
}

void
autosell_store_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GDestroyNotify data_free,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  autosell_store_run (self, AUTOSELL_LANE_WRITE, func, data, data_free, (GDestroyNotify) autosell_commit_result_free, NULL,
                      written_cb, task);
}

AutosellCommitResult *
autosell_store_write_sync (AutosellStore *self, AutosellJobFunc func, gpointer data, GError **error)
{
  AutosellCommitResult *result;

  if (self->database == NULL)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED, "The stock is closed");
      return NULL;
    }
  result = autosell_database_call (self->database, AUTOSELL_LANE_WRITE, func, data, NULL, error);
  if (result == NULL)
    return NULL;
  g_clear_pointer ((AutosellSafetyCopy **) &result->copy, autosell_safety_copy_free);
  committed (self, result);
  return result;
}

/* ---- Settings ---- */

char *
autosell_store_get_setting (AutosellStore *self, const char *name)
{
  return g_strdup (g_hash_table_lookup (self->settings, name));
}

typedef struct
{
  char *name;
  char *value;
} SettingJob;

static void
setting_job_free (gpointer data)
{
  SettingJob *job = data;

  g_free (job->name);
  g_free (job->value);
  g_free (job);
}

static gpointer
setting_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  SettingJob *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    job->value != NULL
                                                      ? "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                                                        "ON CONFLICT DO UPDATE SET value = excluded.value"
                                                      : "DELETE FROM setting WHERE name = ?1",
                                                    error);
  gboolean done;

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, job->name);
  if (job->value != NULL)
    autosell_bind_text (stmt, 2, job->value);
  done = autosell_statement_run (stmt, error);
  sqlite3_clear_bindings (stmt);
  return GINT_TO_POINTER (done);
}

/* @is_counted: lists count by it, and can only do so now that it is written. */
static void
setting_cb (GObject *object, GAsyncResult *result, gpointer is_counted)
{
  g_autoptr (GError) error = NULL;

  if (autosell_store_run_finish (AUTOSELL_STORE (object), result, &error) == NULL)
    g_warning ("A setting was not saved: %s", error->message);
  else if (is_counted != NULL)
    autosell_store_emit_changed (AUTOSELL_STORE (object), NULL);
}

void
autosell_store_set_setting (AutosellStore *self, const char *name, const char *value)
{
  SettingJob *job;

  g_return_if_fail (AUTOSELL_IS_STORE (self) && name != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->settings, name), value) == 0)
    return;
  job = g_new0 (SettingJob, 1);
  job->name = g_strdup (name);
  job->value = g_strdup (value);
  if (value != NULL)
    g_hash_table_insert (self->settings, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->settings, name);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, setting_job, job, setting_job_free, NULL, NULL, setting_cb,
                      GINT_TO_POINTER (g_str_equal (name, AUTOSELL_SETTING_PHOTOS_WANTED)));
  g_signal_emit (self, signals[SIGNAL_SETTING_CHANGED], 0, name);
}
