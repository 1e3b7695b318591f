/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-price.h"

#include <string.h>

#include "autosell-format.h"
#include "autosell-post-job-private.h"
#include "autosell-post-store-private.h"
#include "autosell-store-private.h"

static const char *const nicks[AUTOSELL_N_PRICE_ANSWERS] = { "edit", "repost", "comment", "nothing" };

const char *
autosell_price_answer_to_nick (AutosellPriceAnswer answer)
{
  g_return_val_if_fail (answer < AUTOSELL_N_PRICE_ANSWERS, NULL);

  return nicks[answer];
}

gboolean
autosell_price_answer_from_nick (const char *nick, AutosellPriceAnswer *answer)
{
  for (int i = 0; i < AUTOSELL_N_PRICE_ANSWERS; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *answer = (AutosellPriceAnswer) i;
        return TRUE;
      }
  return FALSE;
}

static void
price_change_free (gpointer data)
{
  AutosellPriceChange *self = data;

  g_free (self->title);
  g_free (self->page_name);
  g_free (self);
}

/* A car that is taken or gone is answered to in another way; one without a price has none to be told. */
#define CHANGED                                                                                                             \
  "FROM post JOIN page ON page.id = page_id JOIN vehicle ON vehicle.pk = vehicle_pk WHERE want = 'out' "                    \
  "AND deleted_at IS NULL AND status IS NOT 'sold' AND post.price IS NOT vehicle.price AND state "
#define OUT "= 'out' "
#define TO_COME "IN ('waiting', 'uploading', 'handed') "

static gpointer
get_changes_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (price_change_free);
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT post.pk, vehicle_pk, title, page.name, post.price, vehicle.price " CHANGED
                                                    OUT "AND ?1 ORDER BY title, vehicle_pk, post.pk",
                                                    error);

  if (stmt == NULL)
    return NULL;
  /* Where it is not asked about, it is done */
  sqlite3_bind_int (stmt, 1, GPOINTER_TO_INT (data));
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellPriceChange *change = g_new0 (AutosellPriceChange, 1);

      change->post = sqlite3_column_int64 (stmt, 0);
      change->key = sqlite3_column_int64 (stmt, 1);
      change->title = g_strdup (autosell_column_text (stmt, 2));
      change->page_name = g_strdup (autosell_column_text (stmt, 3));
      change->has_old = sqlite3_column_type (stmt, 4) != SQLITE_NULL;
      change->old_cents = sqlite3_column_int64 (stmt, 4);
      change->has_new = sqlite3_column_type (stmt, 5) != SQLITE_NULL;
      change->new_cents = sqlite3_column_int64 (stmt, 5);
      g_ptr_array_add (changes, change);
    }
  if (local_error == NULL)
    return g_steal_pointer (&changes);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gpointer
asks (AutosellStore *self)
{
  g_autofree char *setting = autosell_store_get_setting (self, AUTOSELL_SETTING_POSTS_WHEN_PRICE);
  AutosellPriceAnswer answer;

  return GINT_TO_POINTER (!autosell_price_answer_from_nick (setting, &answer));
}

GPtrArray *
autosell_store_get_price_changes_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_changes_job, asks (self), NULL, error);
}

void
autosell_store_get_price_changes_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_changes_job, asks (self), NULL, (GDestroyNotify) g_ptr_array_unref, cancellable,
                      callback, user_data);
}

GPtrArray *
autosell_store_get_price_changes_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

/* ---- Answering ---- */

/* Wherever the words have the old price. Returns: (transfer full) (nullable): NULL where they do not */
static char *
dup_with_price (const char *text, gint64 old_cents, gint64 new_cents)
{
  g_autofree char *old = autosell_format_money (old_cents);
  g_autofree char *new = autosell_format_money (new_cents);
  GString *words = g_string_new (NULL);
  gboolean has_any = FALSE;
  const char *at;

  for (; (at = strstr (text, old)) != NULL; text = at + strlen (old))
    {
      /* "$379,000" is not in "$379,000.50", nor in "$379,0001" */
      const char *behind = at + strlen (old);
      gboolean is_it = !g_ascii_isdigit (*behind)
                       && !((*behind == '.' || *behind == ',') && g_ascii_isdigit (behind[1]));

      g_string_append_len (words, text, at - text);
      g_string_append (words, is_it ? new : old);
      has_any |= is_it;
    }
  g_string_append (words, text);
  if (!has_any)
    {
      g_string_free (words, TRUE);
      return NULL;
    }
  return g_string_free (words, FALSE);
}

typedef struct
{
  AutosellConnection *connection;
  const AutosellPostJob *job;
  const AutosellPageBoard *board;
  GHashTable *n_new;   /* owned: Page → how many posts it gets now */
} Answering;

static gboolean
repost (Answering *self, const AutosellPost *post, GError **error)
{
  AutosellPostJob order = *self->job;
  const AutosellPage *page = autosell_page_board_find (self->board, post->page);
  g_autoptr (AutosellPostSchedule) schedule = autosell_post_sql_open_schedule (page);
  guint n_before = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_new, GSIZE_TO_POINTER ((gsize) post->page)));
  g_autoptr (AutosellPost) again = NULL;

  order.order = (AutosellPostOrder){ .page = post->page, .key = post->key };
  order.text = NULL;
  order.photos = NULL;
  /* Not all of them in one burst */
  if (n_before > 0)
    order.order.at_s = self->job->now_s + (gint64) n_before * MAX (schedule->gap_minutes, 10) * 60;
  g_hash_table_insert (self->n_new, GSIZE_TO_POINTER ((gsize) post->page), GUINT_TO_POINTER (n_before + 1));
  again = autosell_post_sql_compose (self->connection, &order, self->board, error);
  return again != NULL && autosell_post_sql_add (self->connection, again, self->job->who, error);
}

/* @post: with its car's price now */
static gboolean
answer_one (Answering *self, AutosellPost *post, const AutosellPost *before, AutosellPriceAnswer answer, GError **error)
{
  AutosellPostChangeMask mask = AUTOSELL_POST_CHANGE_PRICE;
  const char *what = "price";

  if (answer == AUTOSELL_PRICE_EDIT)
    {
      char *words = before->has_price && post->has_price ? dup_with_price (post->text, before->price, post->price) : NULL;

      if (words != NULL)
        {
          g_free (post->text);
          post->text = words;
          mask |= AUTOSELL_POST_CHANGE_TEXT;
        }
    }
  else if (answer == AUTOSELL_PRICE_REPOST)
    {
      if (!repost (self, post, error))
        return FALSE;
      post->want = AUTOSELL_POST_WANT_REMOVED;
      mask |= AUTOSELL_POST_CHANGE_WANT;
    }
  else if (answer == AUTOSELL_PRICE_COMMENT && post->has_price)
    {
      g_autofree char *price = autosell_format_money (post->price);

      g_free (post->comment);
      /* Buyers read it, in Spanish whatever the program speaks */
      post->comment = g_strdup_printf (before->has_price && post->price < before->price ? "Bajó de precio: %s" : "Nuevo precio: %s",
                                       price);
      mask |= AUTOSELL_POST_CHANGE_COMMENT;
    }
  return autosell_post_sql_change (self->connection, post, mask, self->job->who, what, nicks[answer], error);
}

static gboolean
is_among (const GArray *posts, gint64 pk)
{
  for (guint i = 0; posts != NULL && i < posts->len; i++)
    if (g_array_index (posts, gint64, i) == pk)
      return TRUE;
  return posts == NULL;
}

/* Which posts have another price than their car, and that. @knows: whether the car has any */
static gboolean
load_changed (AutosellConnection *connection, const char *sql, GArray *keys, GArray *prices, GArray *knows, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      gint64 pk = sqlite3_column_int64 (stmt, 0), price = sqlite3_column_int64 (stmt, 1);
      gboolean is_known = sqlite3_column_type (stmt, 1) != SQLITE_NULL;

      g_array_append_val (keys, pk);
      g_array_append_val (prices, price);
      g_array_append_val (knows, is_known);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
answer_all (Answering *self, const char *sql, const GArray *among, AutosellPriceAnswer answer, guint *n_changed, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) knows = g_array_new (FALSE, FALSE, sizeof (gboolean));

  if (!load_changed (self->connection, sql, keys, prices, knows, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      AutosellPostQuery query = { .pk = g_array_index (keys, gint64, i) };
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (AutosellPost) post = NULL;

      if (!is_among (among, query.pk))
        continue;
      found = autosell_post_sql_get (self->connection, &query, error);
      if (found == NULL)
        return FALSE;
      if (found->len == 0)
        continue;
      post = autosell_post_copy (found->pdata[0]);
      post->has_price = g_array_index (knows, gboolean, i);
      post->price = g_array_index (prices, gint64, i);
      if (!answer_one (self, post, found->pdata[0], answer, error))
        return FALSE;
      (*n_changed)++;
    }
  return TRUE;
}

gboolean
autosell_post_sql_follow_prices (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPageBoard *board,
                                 guint *n_changed, GError **error)
{
  g_autoptr (GHashTable) n_new = g_hash_table_new (NULL, NULL);
  Answering answering = { connection, job, board, n_new };
  AutosellPriceAnswer answer;

  if (!answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED TO_COME "ORDER BY post.pk", NULL, AUTOSELL_PRICE_EDIT,
                   n_changed, error))
    return FALSE;
  return !autosell_price_answer_from_nick (job->when_price, &answer)
         || answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED OUT "ORDER BY post.pk", NULL, answer, n_changed, error);
}

typedef struct
{
  AutosellPostJob *job;   /* owned */
  AutosellPriceAnswer answer;
  GArray *posts;          /* owned, nullable */
} AnswerJob;

static void
answer_job_free (gpointer data)
{
  AnswerJob *self = data;

  autosell_post_job_free (self->job);
  g_clear_pointer (&self->posts, g_array_unref);
  g_free (self);
}

static gpointer
answer_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AnswerJob *job = data;
  g_autoptr (AutosellPageBoard) board = NULL;
  g_autoptr (GHashTable) n_new = g_hash_table_new (NULL, NULL);
  guint n_changed = 0;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  board = autosell_page_sql_get_board (connection, error);
  if (board != NULL)
    {
      Answering answering = { connection, job->job, board, n_new };

      if (answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED OUT "ORDER BY post.pk", job->posts, job->answer, &n_changed,
                      error))
        return autosell_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
    }
  autosell_connection_rollback (connection);
  return NULL;
}

static AnswerJob *
answer_job_new (AutosellStore *store, AutosellPriceAnswer answer, const GArray *posts, gint64 now_s)
{
  AnswerJob *job = g_new0 (AnswerJob, 1);

  job->job = autosell_post_job_new (store, NULL);
  job->job->now_s = now_s;
  job->answer = answer;
  job->posts = posts != NULL ? g_array_copy ((GArray *) posts) : NULL;
  return job;
}

gboolean
autosell_store_answer_price_sync (AutosellStore *self, AutosellPriceAnswer answer, const GArray *posts, gint64 now_s, GError **error)
{
  AnswerJob *job = answer_job_new (self, answer, posts, now_s);
  gboolean done = autosell_post_write (self, answer_job, job, error);

  answer_job_free (job);
  return done;
}

void
autosell_store_answer_price_async (AutosellStore *self, AutosellPriceAnswer answer, const GArray *posts, gint64 now_s,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, answer_job, answer_job_new (self, answer, posts, now_s), answer_job_free, NULL, NULL,
                      callback, user_data);
}

gboolean
autosell_store_answer_price_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
