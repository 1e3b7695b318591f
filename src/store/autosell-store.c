/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-store.h"

#include "autosell-data-dir.h"
#include "autosell-photo-store.h"
#include "autosell-reader.h"
#include "autosell-safety-copy.h"
#include "autosell-store-private.h"
#include "autosell-trace.h"

/* Another process's commit is an event on the write-ahead log; a burst of them is looked at this often. */
#define NEWS_INTERVAL_MS 200

struct _AutosellStore
{
  GObject parent_instance;
  AutosellDatabase *database; /* owned; NULL once closed */
  char *data_dir;
  char *origin;
  char *author;
  GFileMonitor *log_monitor; /* owned, nullable */
  GHashTable *settings;      /* owned: utf8 → utf8 */
  guint n_settings_set;      /* ever, by this program */
  guint n_settings_written;  /* or failed to be */
  gboolean has_missed_settings;
  gint64 last_change; /* the latest that was told of */
  gint64 epoch;
  char *sheet_stamp; /* owned, nullable: of the latest news */
  char *posts_stamp; /* owned, nullable: of the latest news */
  gboolean is_asking_news;
  gboolean has_more_news;
  int care_day; /* when the daily care was done last: see autosell_store_care_daily() */
};

G_DEFINE_FINAL_TYPE (AutosellStore, autosell_store, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SHEET_CHANGED,
  SIGNAL_POSTS_CHANGED,
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
  g_free (self->sheet_stamp);
  g_free (self->posts_stamp);
  g_hash_table_unref (self->settings);
  G_OBJECT_CLASS (autosell_store_parent_class)->finalize (object);
}

static void
autosell_store_class_init (AutosellStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = autosell_store_dispose;
  object_class->finalize = autosell_store_finalize;
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[SIGNAL_SHEET_CHANGED] =
    g_signal_new ("sheet-changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_POSTS_CHANGED] =
    g_signal_new ("posts-changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SETTING_CHANGED] = g_signal_new ("setting-changed", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DAMAGED] =
    g_signal_new ("damaged", AUTOSELL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
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
  g_autoptr(GHashTable) old = g_steal_pointer (&self->settings);
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
take_news (AutosellStore *self, AutosellNews *news, gboolean has_settings)
{
  gboolean is_other = news->epoch != self->epoch;
  gboolean is_new = is_other || news->last_change > self->last_change;

  self->epoch = news->epoch;
  self->last_change = is_other ? news->last_change : MAX (self->last_change, news->last_change);
  if (has_settings)
    take_settings (self, news->settings);
  if (is_new)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0, news->keys);
  if (g_strcmp0 (self->sheet_stamp, news->sheet_stamp) != 0)
    {
      g_free (self->sheet_stamp);
      self->sheet_stamp = g_steal_pointer (&news->sheet_stamp);
      autosell_store_emit_sheet_changed (self);
    }
  if (g_strcmp0 (self->posts_stamp, news->posts_stamp) != 0)
    {
      g_free (self->posts_stamp);
      self->posts_stamp = g_steal_pointer (&news->posts_stamp);
      autosell_store_emit_posts_changed (self);
    }
}

/* The next start would not read a large file through, so it is told to. */
void
autosell_store_report_damage (AutosellStore *self)
{
  g_autofree char *suspect = g_build_filename (self->data_dir, AUTOSELL_SUSPECT_NAME, NULL);

  g_file_set_contents (suspect, "", 0, NULL);
  g_signal_emit (self, signals[SIGNAL_DAMAGED], 0);
}

/* Others' settings have not been looked at since those that were set here are all written. */
static gboolean
misses_settings (AutosellStore *self)
{
  return self->has_missed_settings && self->n_settings_written == self->n_settings_set;
}

/* News that are older than what was set here would take it back, and what is then set to the value that they bring
 * would not be written at all. @n_settings_set: those that the news can have, or G_MAXUINT */
static void
news_cb (GObject *object, GAsyncResult *result, gpointer n_settings_set)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr(GError) error = NULL;
  AutosellNews *news = autosell_store_run_finish (self, result, &error);
  gboolean has_settings = self->n_settings_written == GPOINTER_TO_UINT (n_settings_set)
                          && self->n_settings_set == GPOINTER_TO_UINT (n_settings_set);

  self->is_asking_news = FALSE;
  self->has_missed_settings = news != NULL && !has_settings;
  if (news != NULL)
    {
      take_news (self, news, has_settings);
      autosell_news_free (news);
    }
  else if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    autosell_store_report_damage (self);
  else if (!g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    g_warning ("Looking for changes failed: %s", error->message);

  if ((self->has_more_news || misses_settings (self)) && self->database != NULL)
    {
      self->has_more_news = FALSE;
      autosell_store_look_for_news (self);
    }
}

void
autosell_store_look_for_news (AutosellStore *self)
{
  guint n_settings_set = self->n_settings_written == self->n_settings_set ? self->n_settings_set : G_MAXUINT;
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
                      news_cb, GUINT_TO_POINTER (n_settings_set));
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
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  self->log_monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, &error);
  if (self->log_monitor == NULL)
    {
      g_warning ("Changes of other programs will not be noticed: %s", error->message);
      return;
    }
  g_file_monitor_set_rate_limit (self->log_monitor, NEWS_INTERVAL_MS);
  g_signal_connect_object (self->log_monitor, "changed", G_CALLBACK (log_changed_cb), self, 0);
}

/* ---- Opening and closing ---- */

static AutosellStore *
store_new (AutosellDatabase *database, const char *data_dir, const char *origin, const char *author, GError **error)
{
  g_autoptr(AutosellStore) self = g_object_new (AUTOSELL_TYPE_STORE, NULL);
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
  self->sheet_stamp = g_steal_pointer (&news->sheet_stamp);
  self->posts_stamp = g_steal_pointer (&news->posts_stamp);
  autosell_news_free (news);
  watch_log (self);
  if (g_str_equal (origin, "window"))
    autosell_store_care_daily (self, &self->care_day);
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
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
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
autosell_store_run (AutosellStore *self, AutosellLane lane, AutosellJobFunc func, gpointer data,
                    GDestroyNotify data_free, GDestroyNotify result_free, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
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

void
autosell_store_emit_sheet_changed (AutosellStore *self)
{
  g_signal_emit (self, signals[SIGNAL_SHEET_CHANGED], 0);
}

void
autosell_store_emit_posts_changed (AutosellStore *self)
{
  g_signal_emit (self, signals[SIGNAL_POSTS_CHANGED], 0);
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
  autosell_store_care_daily (self, &self->care_day);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, result->keys);
}

static void
settled_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr(GError) error = NULL;

  if (autosell_store_run_finish (self, result, &error) != NULL
      || g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CLOSED))
    return;
  g_warning ("The backup before a change: %s", error->message);
  if (g_error_matches (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_DAMAGED))
    autosell_store_report_damage (self);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  AutosellCommitResult *commit = autosell_store_run_finish (AUTOSELL_STORE (object), result, &error);

  if (commit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (commit->copy != NULL)
    autosell_store_run (AUTOSELL_STORE (object), AUTOSELL_LANE_CARE, autosell_safety_copy_settle_job,
                        g_steal_pointer (&commit->copy), (GDestroyNotify) autosell_safety_copy_free, NULL, NULL,
                        settled_cb, NULL);
  committed (AUTOSELL_STORE (object), commit);
  g_task_return_pointer (task, commit, (GDestroyNotify) autosell_commit_result_free);
}

void
autosell_store_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GDestroyNotify data_free,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  autosell_store_run (self, AUTOSELL_LANE_WRITE, func, data, data_free, (GDestroyNotify) autosell_commit_result_free,
                      NULL, written_cb, task);
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
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 job->value != NULL ? "INSERT INTO setting (name, value) VALUES (?1, ?2) "
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
  AutosellStore *self = AUTOSELL_STORE (object);
  g_autoptr(GError) error = NULL;

  self->n_settings_written++;
  if (autosell_store_run_finish (self, result, &error) == NULL)
    g_warning ("A setting was not saved: %s", error->message);
  else if (is_counted != NULL)
    autosell_store_emit_changed (self, NULL);
  if (misses_settings (self) && self->database != NULL)
    autosell_store_look_for_news (self);
}

void
autosell_store_set_setting (AutosellStore *self, const char *name, const char *value)
{
  SettingJob *job;

  g_return_if_fail (AUTOSELL_IS_STORE (self) && name != NULL);

  if (g_strcmp0 (g_hash_table_lookup (self->settings, name), value) == 0)
    return;
  self->n_settings_set++;
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
