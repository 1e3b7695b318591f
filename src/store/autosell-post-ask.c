/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "autosell-figures-store-private.h"
#include "autosell-post-gate-private.h"
#include "autosell-post-store-private.h"
#include "autosell-photo-store.h"
#include "autosell-store-private.h"

/* What is asked of posts: lists, events, and what a plan is made of. */

#define FIGURES "reactions, comments, shares, reach, clicks"
/* @followed: what is read in its place */
#define POSTS_WITH(followed) \
  "SELECT post.pk, post.id, page_id, page.name, page.remote_id, vehicle_pk, title, reference, origin, who, " \
  "post.created_at, want, text, at, " followed ", state, text_hash, is_timed, sent_at, n_looks, n_tries, retry_at, " \
  "checked_at, is_hidden, post.remote_id, permalink, out_at, removed_at, error, error_text, timed_at, missed_at, " \
  "post.price, comment, " FIGURES \
  " FROM post JOIN page ON page.id = page_id LEFT JOIN post_figures ON post_pk = post.pk "
#define POSTS POSTS_WITH ("followed")

static AutosellPost *
read_post (sqlite3_stmt *stmt)
{
  AutosellPost *post = autosell_post_new ();

  post->pk = sqlite3_column_int64 (stmt, 0);
  post->id = g_strdup (autosell_column_text (stmt, 1));
  post->page = sqlite3_column_int64 (stmt, 2);
  post->page_name = g_strdup (autosell_column_text (stmt, 3));
  post->page_remote = g_strdup (autosell_column_text (stmt, 4));
  post->key = sqlite3_column_int64 (stmt, 5);
  post->title = g_strdup (autosell_column_text (stmt, 6));
  post->reference = g_strdup (autosell_column_text (stmt, 7));
  post->is_scheduled = g_strcmp0 (autosell_column_text (stmt, 8), "schedule") == 0;
  post->who = g_strdup (autosell_column_text (stmt, 9));
  post->created_us = sqlite3_column_int64 (stmt, 10);
  autosell_post_want_from_nick (autosell_column_text (stmt, 11), &post->want);
  post->text = g_strdup (autosell_column_text (stmt, 12));
  post->at_s = sqlite3_column_int64 (stmt, 13);
  post->followed = g_strdup (autosell_column_text (stmt, 14));
  autosell_post_state_from_nick (autosell_column_text (stmt, 15), &post->state);
  post->text_hash = g_strdup (autosell_column_text (stmt, 16));
  post->is_timed = sqlite3_column_int (stmt, 17);
  post->sent_s = sqlite3_column_int64 (stmt, 18);
  post->n_looks = (guint) sqlite3_column_int64 (stmt, 19);
  post->n_tries = (guint) sqlite3_column_int64 (stmt, 20);
  post->retry_s = sqlite3_column_int64 (stmt, 21);
  post->checked_s = sqlite3_column_int64 (stmt, 22);
  post->is_hidden = sqlite3_column_int (stmt, 23);
  post->remote_id = g_strdup (autosell_column_text (stmt, 24));
  post->permalink = g_strdup (autosell_column_text (stmt, 25));
  post->out_s = sqlite3_column_int64 (stmt, 26);
  post->removed_s = sqlite3_column_int64 (stmt, 27);
  post->error = g_strdup (autosell_column_text (stmt, 28));
  post->error_text = g_strdup (autosell_column_text (stmt, 29));
  post->timed_s = sqlite3_column_int64 (stmt, 30);
  post->missed_s = sqlite3_column_int64 (stmt, 31);
  post->has_price = sqlite3_column_type (stmt, 32) != SQLITE_NULL;
  post->price = sqlite3_column_int64 (stmt, 32);
  post->comment = g_strdup (autosell_column_text (stmt, 33));
  autosell_figures_sql_read (stmt, 34, &post->figures);
  return post;
}

static gboolean
load_photos (AutosellConnection *connection, AutosellPost *post, GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT photo_id, remote_id, uploaded_at FROM post_photo WHERE post_pk = ? "
                                 "ORDER BY position",
                                 error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post->pk);
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellPostPhoto *photo = autosell_post_photo_new (autosell_column_text (stmt, 0));

      photo->remote_id = g_strdup (autosell_column_text (stmt, 1));
      photo->uploaded_s = sqlite3_column_int64 (stmt, 2);
      g_ptr_array_add (post->photos, photo);
    }
  return autosell_pass_error (local_error, error);
}

/* Of posts that nobody has seen yet, where the lot posts no car that lacks something. What is sold or in the bin is
 * answered to in another way, by the plan. */
static void
note_held (AutosellConnection *connection, GPtrArray *posts)
{
  if (posts->len == 0 || autosell_post_gate_sql_get_need (connection) != AUTOSELL_POST_NEED_ALWAYS)
    return;
  for (guint i = 0; i < posts->len; i++)
    {
      AutosellPost *post = posts->pdata[i];

      if (post->want == AUTOSELL_POST_WANT_OUT && post->out_s == 0 && post->state != AUTOSELL_POST_FAILED
          && !autosell_post_state_is_final (post->state))
        post->held = autosell_post_gate_sql_dup_held (connection, post->key);
    }
}

/* All rows of a statement that is bound, with their photos. @is_lean: as in a query. Returns: (transfer full): NULL
 * with @error */
static GPtrArray *
load_posts (AutosellConnection *connection, sqlite3_stmt *stmt, gboolean is_lean, GError **error)
{
  g_autoptr(GPtrArray) posts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_free);
  GError *local_error = NULL;

  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (posts, read_post (stmt));
  if (!autosell_pass_error (local_error, error))
    return NULL;
  note_held (connection, posts);
  for (guint i = 0; i < posts->len; i++)
    if (!(is_lean && ((AutosellPost *) posts->pdata[i])->state == AUTOSELL_POST_OUT)
        && !load_photos (connection, posts->pdata[i], error))
      return NULL;
  return g_steal_pointer (&posts);
}

/* "'waiting', 'out'": nicks are our own words. Returns: (transfer full) */
static char *
dup_states (guint states)
{
  GString *list = g_string_new (NULL);

  for (int i = 0; i < AUTOSELL_N_POST_STATES; i++)
    if ((states & (1u << i)) != 0)
      g_string_append_printf (list, "%s'%s'", list->len > 0 ? ", " : "",
                              autosell_post_state_to_nick ((AutosellPostState) i));
  return g_string_free (list, FALSE);
}

GPtrArray *
autosell_post_sql_get (AutosellConnection *connection, const AutosellPostQuery *query, GError **error)
{
  g_autofree char *states = dup_states (query->states);
  g_autofree char *sql =
    g_strdup_printf (POSTS "WHERE (?1 = 0 OR post.pk = ?1) AND (?2 = 0 OR page_id = ?2) "
                           "AND (?3 = 0 OR vehicle_pk = ?3) %s%s%s ORDER BY post.pk DESC LIMIT ?4",
                     query->states != 0 ? "AND state IN (" : "", states, query->states != 0 ? ")" : "");
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, query->pk);
  sqlite3_bind_int64 (stmt, 2, query->page);
  sqlite3_bind_int64 (stmt, 3, query->key);
  sqlite3_bind_int64 (stmt, 4, query->limit > 0 ? (gint64) query->limit : -1);
  return load_posts (connection, stmt, query->is_lean, error);
}

GPtrArray *
autosell_post_sql_get_week (AutosellConnection *connection, gint64 page, gint64 from_s, gint64 until_s, GError **error)
{
  g_autoptr(GPtrArray) posts = NULL;
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    POSTS "WHERE page_id = ?1 AND state <> 'cancelled' AND (at BETWEEN ?2 AND ?3 OR out_at BETWEEN ?2 AND ?3 "
          "OR missed_at BETWEEN ?2 AND ?3 OR (at = 0 AND created_at / 1000000 BETWEEN ?2 AND ?3)) ORDER BY post.pk",
    error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, page);
  sqlite3_bind_int64 (stmt, 2, from_s);
  sqlite3_bind_int64 (stmt, 3, until_s);
  posts = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_free);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (posts, read_post (stmt));
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&posts) : NULL;
}

static gpointer
get_posts_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_post_sql_get (connection, data, error);
}

GPtrArray *
autosell_store_get_posts_sync (AutosellStore *self, const AutosellPostQuery *query, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_posts_job,
                                 (gpointer) query, NULL, error);
}

void
autosell_store_get_posts_async (AutosellStore *self, const AutosellPostQuery *query, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_posts_job, g_memdup2 (query, sizeof *query), g_free,
                      (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_get_posts_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

static gpointer
find_post_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *word = data;
  g_autoptr(GPtrArray) posts = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 POSTS "WHERE post.pk = CAST (?1 AS INTEGER) AND ?1 NOT GLOB '*[^0-9]*' "
                                       "OR reference = ?1 OR (length (?1) >= 4 AND substr (post.id, 1, "
                                       "length (?1)) = ?1) LIMIT 3",
                                 error);

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, word);
  posts = load_posts (connection, stmt, FALSE, error);
  if (posts == NULL)
    return NULL;
  /* "0133" is a reference before it is the number 133 */
  for (guint i = 0; posts->len > 1 && i < posts->len; i++)
    if (strcmp (((AutosellPost *) posts->pdata[i])->reference, word) != 0)
      g_ptr_array_remove_index (posts, i--);
  if (posts->len == 1)
    return g_ptr_array_steal_index (posts, 0);
  g_set_error (
    error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND,
    posts->len == 0 ? "There is no post “%s”" : "“%s” is the reference of several posts: name one by its number", word);
  return NULL;
}

AutosellPost *
autosell_store_find_post_sync (AutosellStore *self, const char *word, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, find_post_job, (gpointer) word,
                                 NULL, error);
}

/* ---- Events ---- */

void
autosell_post_event_free (AutosellPostEvent *self)
{
  g_free (self->who);
  g_free (self->what);
  g_free (self->detail);
  g_free (self);
}

static gpointer
get_events_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *pk = data;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_event_free);
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "SELECT at, who, what, detail FROM post_event WHERE post_pk = ? ORDER BY id", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, *pk);
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellPostEvent *event = g_new0 (AutosellPostEvent, 1);

      event->at_us = sqlite3_column_int64 (stmt, 0);
      event->who = g_strdup (autosell_column_text (stmt, 1));
      event->what = g_strdup (autosell_column_text (stmt, 2));
      event->detail = g_strdup (autosell_column_text (stmt, 3));
      g_ptr_array_add (events, event);
    }
  return autosell_pass_error (local_error, error) ? g_steal_pointer (&events) : NULL;
}

GPtrArray *
autosell_store_get_post_events_sync (AutosellStore *self, gint64 pk, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_events_job, &pk, NULL,
                                 error);
}

/* ---- Planning ---- */

void
autosell_post_planning_free (AutosellPostPlanning *self)
{
  g_clear_pointer (&self->taken, g_array_unref);
  g_clear_pointer (&self->wishes, g_array_unref);
  g_clear_pointer (&self->candidates, g_array_unref);
  g_free (self);
}

typedef struct
{
  gint64 page;
  gint64 from_s;
  AutosellPostNeed need;
  gint64 n_wanted;
} PlanningJob;

/* Its place among the slots: when it was seen, or is to be. One that waits for nothing goes now. */
#define PLACE "iif (out_at > 0, out_at, iif (at > 0, at, created_at / 1000000))"

/* Each takes the page; columns are those of the entry's members, in order. */
#define TAKEN \
  "SELECT " PLACE ", ifnull (vehicle_pk, 0) FROM post WHERE page_id = ?1 AND " PLACE " >= ?2 " \
  "AND state NOT IN ('removed', 'gone', 'cancelled', 'failed', 'draft') AND want <> 'removed' " \
  "UNION SELECT out_at, ifnull (vehicle_pk, 0) FROM post WHERE page_id = ?1 AND out_at >= ?2"
#define WISHES "SELECT at, ifnull (vehicle_pk, 0) FROM slot_wish WHERE page_id = ?1 AND at >= ?2"
/* A car without an entry date came when it was typed in, for want of better. One whose latest post somebody removed by
 * hand goes there again when a person says so, never by itself. */
#define CANDIDATES \
  "SELECT pk, (NOT ?3 OR (unready = 0 AND n_photos >= ?4)) " \
  "AND ifnull ((SELECT state FROM post WHERE vehicle_pk = vehicle.pk AND page_id = ?1 " \
  "AND state NOT IN ('cancelled', 'failed', 'draft') AND (out_at > 0 OR want <> 'removed') " \
  "ORDER BY post.pk DESC LIMIT 1), '') <> 'gone', " \
  "ifnull ((SELECT max (" PLACE ") FROM post WHERE vehicle_pk = vehicle.pk AND page_id = ?1 " \
  "AND state NOT IN ('cancelled', 'failed', 'draft') AND (out_at > 0 OR want <> 'removed')), 0), " \
  "ifnull (unixepoch (entry_date), vehicle.created_at / 1000000), " \
  "?5 AND (unready <> 0 OR n_photos < ?4) FROM vehicle " \
  "WHERE deleted_at IS NULL AND sample = 0 AND status IS 'available' AND ?2 IS NOT NULL"

static gboolean
load_entries (AutosellConnection *connection, const char *sql, const PlanningJob *job, GArray *entries, guint n_columns,
              GError **error)
{
  GError *local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->page);
  sqlite3_bind_int64 (stmt, 2, job->from_s);
  if (sqlite3_bind_parameter_count (stmt) > 2)
    {
      sqlite3_bind_int (stmt, 3, job->need != AUTOSELL_POST_NEED_NOTHING);
      sqlite3_bind_int64 (stmt, 4, job->n_wanted);
      sqlite3_bind_int (stmt, 5, job->need == AUTOSELL_POST_NEED_ALWAYS);
    }
  while (autosell_statement_next (stmt, &local_error))
    {
      if (n_columns == 2)
        {
          /* Both kinds of entries are a time and a car */
          gint64 pair[2] = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1) };

          g_array_append_vals (entries, pair, 1);
        }
      else
        {
          AutosellPostCandidate candidate = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int (stmt, 1),
                                              sqlite3_column_int64 (stmt, 2), sqlite3_column_int64 (stmt, 3),
                                              sqlite3_column_int (stmt, 4) };

          g_array_append_val (entries, candidate);
        }
    }
  return autosell_pass_error (local_error, error);
}

G_STATIC_ASSERT (sizeof (AutosellPostTaken) == 2 * sizeof (gint64));
G_STATIC_ASSERT (sizeof (AutosellPostWish) == 2 * sizeof (gint64));

AutosellPostPlanning *
autosell_post_sql_get_planning (AutosellConnection *connection, gint64 page, gint64 from_s, AutosellPostNeed need,
                                int n_wanted, GError **error)
{
  const PlanningJob question = { page, from_s, need, n_wanted };
  const PlanningJob *job = &question;
  g_autoptr(AutosellPostPlanning) planning = g_new0 (AutosellPostPlanning, 1);

  planning->taken = g_array_new (FALSE, FALSE, sizeof (AutosellPostTaken));
  planning->wishes = g_array_new (FALSE, FALSE, sizeof (AutosellPostWish));
  planning->candidates = g_array_new (FALSE, FALSE, sizeof (AutosellPostCandidate));
  if (!load_entries (connection, TAKEN, job, planning->taken, 2, error)
      || !load_entries (connection, WISHES, job, planning->wishes, 2, error)
      || !load_entries (connection, CANDIDATES, job, planning->candidates, 4, error))
    return NULL;
  return g_steal_pointer (&planning);
}

static gpointer
get_planning_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const PlanningJob *job = data;

  return autosell_post_sql_get_planning (connection, job->page, job->from_s, job->need, (int) job->n_wanted, error);
}

AutosellPostPlanning *
autosell_store_get_planning_sync (AutosellStore *self, gint64 page, gint64 from_s, AutosellPostNeed need,
                                  GError **error)
{
  PlanningJob job = { page, from_s, need, autosell_store_get_photos_wanted (self) };

  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_planning_job, &job, NULL,
                                 error);
}

typedef struct
{
  gint64 page, at_s, key;
  const char *who;
} WishJob;

gboolean
autosell_post_sql_set_wish (AutosellConnection *connection, gint64 page, gint64 at_s, gint64 key, const char *who,
                            GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    key < 0 ? "DELETE FROM slot_wish WHERE page_id = ? AND at = ?"
            : "INSERT INTO slot_wish (page_id, at, vehicle_pk, who) VALUES (?, ?, nullif (?, 0), ?) "
              "ON CONFLICT (page_id, at) DO UPDATE SET vehicle_pk = excluded.vehicle_pk, who = excluded.who",
    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, page);
  sqlite3_bind_int64 (stmt, 2, at_s);
  if (key >= 0)
    {
      sqlite3_bind_int64 (stmt, 3, key);
      autosell_bind_text (stmt, 4, who);
    }
  return autosell_statement_run (stmt, error);
}

static gpointer
set_wish_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const WishJob *job = data;

  return autosell_post_sql_set_wish (connection, job->page, job->at_s, job->key, job->who, error)
           ? GINT_TO_POINTER (TRUE)
           : NULL;
}

gboolean
autosell_store_set_wish_sync (AutosellStore *self, gint64 page, gint64 at_s, gint64 key, GError **error)
{
  WishJob job = { page, at_s, key, autosell_store_get_author (self) };

  return autosell_post_write (self, set_wish_job, &job, error);
}

/* ---- What happened to the car ---- */

GPtrArray *
autosell_post_sql_get_unfollowed (AutosellConnection *connection, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    POSTS_WITH (AUTOSELL_POST_SQL_CAR_STATE) "LEFT JOIN vehicle ON vehicle.pk = vehicle_pk WHERE state NOT IN "
                                             "('removed', 'gone', 'cancelled') "
                                             "AND ifnull (followed, '') <> " AUTOSELL_POST_SQL_CAR_STATE
                                             " ORDER BY post.pk",
    error);

  return stmt != NULL ? load_posts (connection, stmt, TRUE, error) : NULL;
}

static gpointer
get_unfollowed_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_post_sql_get_unfollowed (connection, error);
}

GPtrArray *
autosell_store_get_unfollowed_posts_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_unfollowed_job, NULL, NULL,
                                 error);
}
