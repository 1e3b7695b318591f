/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-figures-store-private.h"

#include "autosell-post-store-private.h"
#include "autosell-store-private.h"

#define DONE GINT_TO_POINTER (TRUE)
#define DAY_S ((gint64) 24 * 60 * 60)
/* Each sample is kept for so long, then one a day, then one a week. */
#define ALL_S (2 * DAY_S)
#define DAILY_S (30 * DAY_S)

/* ---- What there is to ask ---- */

void
autosell_figures_post_free (AutosellFiguresPost *self)
{
  g_free (self->remote_id);
  g_free (self);
}

void
autosell_figures_board_free (AutosellFiguresBoard *self)
{
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_clear_pointer (&self->pauses, g_hash_table_unref);
  g_free (self);
}

static char *
dup_pause (gint64 page, const char *what)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s", page, what);
}

gboolean
autosell_figures_board_is_paused (const AutosellFiguresBoard *self, gint64 page, const char *what)
{
  g_autofree char *name = dup_pause (page, what);

  return g_hash_table_contains (self->pauses, name);
}

static gboolean
load_posts (AutosellConnection *connection, GPtrArray *posts, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT pk, page_id, remote_id, out_at, ifnull (counted_at, 0), ifnull (looked_at, 0) FROM post "
    "LEFT JOIN post_figures ON post_pk = pk WHERE state = 'out' AND state NOT IN ('removed', 'gone', 'cancelled') "
    "AND want <> 'removed' AND remote_id IS NOT NULL AND out_at > 0 ORDER BY page_id, out_at DESC, pk DESC",
    error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellFiguresPost *post = g_new0 (AutosellFiguresPost, 1);

      post->pk = sqlite3_column_int64 (stmt, 0);
      post->page = sqlite3_column_int64 (stmt, 1);
      post->remote_id = g_strdup (autosell_column_text (stmt, 2));
      post->out_s = sqlite3_column_int64 (stmt, 3);
      post->counted_s = sqlite3_column_int64 (stmt, 4);
      post->looked_s = sqlite3_column_int64 (stmt, 5);
      g_ptr_array_add (posts, post);
    }
  return autosell_pass_error (local_error, error);
}

static gboolean
load_pauses (AutosellConnection *connection, gint64 now_s, GHashTable *pauses, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT page_id, what FROM figures_pause WHERE until > ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, now_s);
  while (autosell_statement_next (stmt, &local_error))
    g_hash_table_add (pauses, dup_pause (sqlite3_column_int64 (stmt, 0), autosell_column_text (stmt, 1)));
  return autosell_pass_error (local_error, error);
}

static gpointer
get_board_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *now_s = data;
  g_autoptr(AutosellFiguresBoard) board = g_new0 (AutosellFiguresBoard, 1);
  g_autoptr(AutosellPageBoard) pages = autosell_page_sql_get_board (connection, error);

  if (pages == NULL)
    return NULL;
  board->pages = g_steal_pointer (&pages->pages);
  board->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_figures_post_free);
  board->pauses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!load_posts (connection, board->posts, error) || !load_pauses (connection, *now_s, board->pauses, error))
    return NULL;
  return g_steal_pointer (&board);
}

AutosellFiguresBoard *
autosell_store_get_figures_board_sync (AutosellStore *self, gint64 now_s, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_board_job, &now_s, NULL,
                                 error);
}

void
autosell_store_get_figures_board_async (AutosellStore *self, gint64 now_s, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_board_job, g_memdup2 (&now_s, sizeof now_s), g_free,
                      (GDestroyNotify) autosell_figures_board_free, cancellable, callback, user_data);
}

AutosellFiguresBoard *
autosell_store_get_figures_board_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- What was told ---- */

static void
bind_number (sqlite3_stmt *stmt, int column, gint64 number)
{
  if (number < 0)
    sqlite3_bind_null (stmt, column);
  else
    sqlite3_bind_int64 (stmt, column, number);
}

static gint64
read_number (sqlite3_stmt *stmt, int column)
{
  return sqlite3_column_type (stmt, column) == SQLITE_NULL ? -1 : sqlite3_column_int64 (stmt, column);
}

void
autosell_figures_sql_read (sqlite3_stmt *stmt, int column, AutosellPostFigures *figures)
{
  figures->reactions = read_number (stmt, column);
  figures->comments = read_number (stmt, column + 1);
  figures->shares = read_number (stmt, column + 2);
  figures->reach = read_number (stmt, column + 3);
  figures->clicks = read_number (stmt, column + 4);
}

static void
bind_figures (sqlite3_stmt *stmt, int column, const AutosellPostFigures *figures)
{
  bind_number (stmt, column, figures->reactions);
  bind_number (stmt, column + 1, figures->comments);
  bind_number (stmt, column + 2, figures->shares);
  bind_number (stmt, column + 3, figures->reach);
  bind_number (stmt, column + 4, figures->clicks);
}

/* The latest of the post, with what is known anew; a post that is no more has none and needs none. */
static gboolean
write_latest (AutosellConnection *connection, const AutosellFiguresNews *news, gint64 at_s, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO post_figures (post_pk, counted_at, looked_at, reactions, comments, shares, reach, clicks) "
    "SELECT ?1, iif (?2, 0, ?3), iif (?2, ?3, 0), ?4, ?5, ?6, ?7, ?8 WHERE EXISTS (SELECT 1 FROM post WHERE pk = ?1) "
    "ON CONFLICT (post_pk) DO UPDATE SET counted_at = max (counted_at, excluded.counted_at), "
    "looked_at = max (looked_at, excluded.looked_at), reactions = ifnull (excluded.reactions, reactions), "
    "comments = ifnull (excluded.comments, comments), shares = ifnull (excluded.shares, shares), "
    "reach = ifnull (excluded.reach, reach), clicks = ifnull (excluded.clicks, clicks)",
    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, news->pk);
  sqlite3_bind_int (stmt, 2, news->is_look);
  sqlite3_bind_int64 (stmt, 3, at_s);
  bind_figures (stmt, 4, &news->figures);
  return autosell_statement_run (stmt, error);
}

/* The post, and of the two numbers as many as the statement takes. */
static gboolean
run_for (AutosellConnection *connection, const char *sql, gint64 post, gint64 first, gint64 second, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post);
  if (sqlite3_bind_parameter_count (stmt) > 1)
    sqlite3_bind_int64 (stmt, 2, first);
  if (sqlite3_bind_parameter_count (stmt) > 2)
    sqlite3_bind_int64 (stmt, 3, second);
  return autosell_statement_run (stmt, error);
}

/* The latest sample is one more point of the course. Where the two before it say the same the one between is left out:
 * the line stays what it was. */
#define ADD_SAMPLE \
  "INSERT INTO post_metric (post_pk, at, reactions, comments, shares, reach, clicks) " \
  "SELECT post_pk, ?2, reactions, comments, shares, reach, clicks FROM post_figures WHERE post_pk = ?1 " \
  "ON CONFLICT (post_pk, at) DO UPDATE SET reactions = excluded.reactions, comments = excluded.comments, " \
  "shares = excluded.shares, reach = excluded.reach, clicks = excluded.clicks"
#define DROP_BETWEEN \
  "DELETE FROM post_metric WHERE post_pk = ?1 AND at = (SELECT at FROM post_metric WHERE post_pk = ?1 " \
  "ORDER BY at DESC LIMIT 1 OFFSET 1) AND 1 = (SELECT count (DISTINCT ifnull (reactions, -1) || ' ' || " \
  "ifnull (comments, -1) || ' ' || ifnull (shares, -1) || ' ' || ifnull (reach, -1) || ' ' || ifnull (clicks, -1)) " \
  "FROM (SELECT * FROM post_metric WHERE post_pk = ?1 ORDER BY at DESC LIMIT 3)) " \
  "AND 3 <= (SELECT count (*) FROM post_metric WHERE post_pk = ?1)"
/* The last one of each day, of each week. The first of all stays: the course begins there. */
#define THIN \
  "DELETE FROM post_metric WHERE post_pk = ?1 AND at < ?2 AND at NOT IN (SELECT max (at) FROM post_metric " \
  "WHERE post_pk = ?1 GROUP BY at / ?3) AND at > (SELECT min (at) FROM post_metric WHERE post_pk = ?1)"

static gboolean
write_sample (AutosellConnection *connection, gint64 post, gint64 at_s, GError **error)
{
  return run_for (connection, ADD_SAMPLE, post, at_s, 0, error) && run_for (connection, DROP_BETWEEN, post, 0, 0, error)
         && run_for (connection, THIN, post, at_s - ALL_S, DAY_S, error)
         && run_for (connection, THIN, post, at_s - DAILY_S, 7 * DAY_S, error);
}

static gboolean
write_news (AutosellConnection *connection, const AutosellFiguresNews *news, gint64 at_s, GError **error)
{
  /* It is read back by the publisher, which knows what follows from that */
  if (news->is_gone)
    return run_for (connection, "UPDATE post SET checked_at = 0 WHERE pk = ?1 AND state = 'out'", news->pk, 0, 0,
                    error);
  return write_latest (connection, news, at_s, error) && write_sample (connection, news->pk, at_s, error);
}

typedef struct
{
  GArray *news; /* owned, nullable */
  gint64 at_s;  /* or until when */
  gint64 page;
  char *what; /* owned, nullable */
} RecordJob;

static void
record_job_free (gpointer data)
{
  RecordJob *self = data;

  g_clear_pointer (&self->news, g_array_unref);
  g_free (self->what);
  g_free (self);
}

static gpointer
record_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const RecordJob *job = data;
  gboolean done = autosell_connection_begin (connection, error);

  if (!done)
    return NULL;
  for (guint i = 0; done && i < job->news->len; i++)
    done = write_news (connection, &g_array_index (job->news, AutosellFiguresNews, i), job->at_s, error);
  if (done)
    return autosell_connection_commit (connection, error) ? DONE : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

gboolean
autosell_store_record_figures_sync (AutosellStore *self, GArray *news, gint64 at_s, GError **error)
{
  RecordJob job = { news, at_s, 0, NULL };

  return autosell_post_write (self, record_job, &job, error);
}

void
autosell_store_record_figures_async (AutosellStore *self, GArray *news, gint64 at_s, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  RecordJob *job = g_new0 (RecordJob, 1);

  job->news = g_array_ref (news);
  job->at_s = at_s;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, record_job, job, record_job_free, NULL, NULL, callback, user_data);
}

static gpointer
pause_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const RecordJob *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "INSERT INTO figures_pause (page_id, what, until) VALUES (?, ?, ?) "
                                                    "ON CONFLICT (page_id, what) DO UPDATE SET until = excluded.until",
                                                    error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, job->page);
  autosell_bind_text (stmt, 2, job->what);
  sqlite3_bind_int64 (stmt, 3, job->at_s);
  return autosell_statement_run (stmt, error) ? DONE : NULL;
}

void
autosell_store_pause_figures_async (AutosellStore *self, gint64 page, const char *what, gint64 until_s,
                                    GAsyncReadyCallback callback, gpointer user_data)
{
  RecordJob *job = g_new0 (RecordJob, 1);

  job->page = page;
  job->what = g_strdup (what);
  job->at_s = until_s;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, pause_job, job, record_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_write_figures_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}

/* ---- Their course ---- */

GArray *
autosell_figures_sql_get (AutosellConnection *connection, gint64 post, GError **error)
{
  g_autoptr(GArray) samples = g_array_new (FALSE, FALSE, sizeof (AutosellFiguresSample));
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT at, reactions, comments, shares, reach, clicks FROM post_metric "
                                 "WHERE post_pk = ? ORDER BY at",
                                 error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, post);
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellFiguresSample sample = { .at_s = sqlite3_column_int64 (stmt, 0) };

      autosell_figures_sql_read (stmt, 1, &sample.figures);
      g_array_append_val (samples, sample);
    }
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&samples) : NULL;
}

static gpointer
get_figures_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *post = data;

  return autosell_figures_sql_get (connection, *post, error);
}

GArray *
autosell_store_get_figures_sync (AutosellStore *self, gint64 post, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_figures_job, &post, NULL,
                                 error);
}
