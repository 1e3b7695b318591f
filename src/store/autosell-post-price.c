/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-price.h"

#include <string.h>

#include "autosell-format.h"
#include "autosell-post-check.h"
#include "autosell-post-job-private.h"
#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

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

  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->page_name);
  g_free (self->text);
  g_free (self);
}

/* A car that is taken or gone is answered to in another way; one without a price has none to be told. */
#define CHANGED \
  "FROM post JOIN page ON page.id = page_id JOIN vehicle ON vehicle.pk = vehicle_pk WHERE want = 'out' " \
  "AND deleted_at IS NULL AND status IS NOT 'sold' AND post.price IS NOT vehicle.price AND state "
#define OUT "= 'out' "
#define TO_COME "IN ('waiting', 'uploading', 'handed') "

/* ---- Answering ---- */

/* Wherever the words have the old price. Returns: (transfer full) (nullable): NULL where they do not */
static char *
dup_with_price (const char *text, gint64 old_cents, gint64 new_cents)
{
  g_autofree char *old = autosell_format_money (old_cents);
  g_autofree char *new = autosell_format_money (new_cents);
  const char *at = autosell_post_find_price (text, old);
  GString *words;

  if (at == NULL)
    return NULL;
  words = g_string_new (NULL);
  for (; at != NULL; text = at + strlen (old), at = autosell_post_find_price (text, old))
    {
      g_string_append_len (words, text, at - text);
      g_string_append (words, new);
    }
  g_string_append (words, text);
  return g_string_free (words, FALSE);
}

typedef struct
{
  AutosellConnection *connection;
  const AutosellPostJob *job;
  const AutosellPageBoard *board;
  GHashTable *n_new; /* owned: Page → how many posts it gets now */
} Answering;

static void
set_price (AutosellVehicle *vehicle, gboolean is_known, gint64 cents)
{
  g_autofree char *text =
    is_known ? g_strdup_printf ("%" G_GINT64_FORMAT ".%02d", cents / 100, (int) (cents % 100)) : g_strdup ("");

  autosell_vehicle_parse (vehicle, AUTOSELL_FIELD_PRICE, text);
}

/* Words that a template made of the car as it is but for its price are made again with that of @post. Returns:
 * (transfer full) (nullable): NULL where they are a person's, or the car changed otherwise since; without @error */
static char *
dup_made_anew (Answering *self, const AutosellPost *post, const AutosellPost *before)
{
  const AutosellPostJob *job = self->job;
  AutosellPostSender sender = { job->dealership, job->phone, job->address, job->hours };
  g_autoptr(AutosellVehicle) old = autosell_vehicle_sql_load (self->connection, before->key, NULL);
  g_autoptr(AutosellVehicle) new = autosell_vehicle_sql_load (self->connection, before->key, NULL);
  g_autofree char *plain = autosell_post_dup_marked (before->text, NULL);
  gsize n_mark = strlen (before->text) - strlen (plain);
  gint64 n_posts = 0;

  if (old == NULL || new == NULL
      || !autosell_post_sql_count (self->connection, before->page, before->key, &n_posts, NULL))
    return NULL;
  set_price (old, before->has_price, before->price);
  set_price (new, post->has_price, post->price);
  for (guint i = 0; i < self->board->templates->len; i++)
    {
      const AutosellTemplate *row = self->board->templates->pdata[i];
      g_autoptr(AutosellPostTemplate) template = autosell_post_template_parse (row->text, NULL, NULL);

      for (guint n = 0; template != NULL && n < MAX (n_posts, 1); n++)
        {
          g_autofree char *made = autosell_post_template_fill (template, old, &sender, before->reference, n);
          g_autofree char *again = NULL;

          if (strcmp (made, plain) != 0)
            continue;
          again = autosell_post_template_fill (template, new, &sender, before->reference, n);
          return g_strdup_printf ("%.*s%s", (int) n_mark, before->text, again);
        }
    }
  return NULL;
}

/* @post: with its car's price now. Returns: (transfer full) (nullable): NULL where a person has to edit them */
static char *
dup_edited (Answering *self, const AutosellPost *post, const AutosellPost *before)
{
  char *words = before->has_price && post->has_price ? dup_with_price (before->text, before->price, post->price) : NULL;

  return words != NULL ? words : dup_made_anew (self, post, before);
}

static gboolean
repost (Answering *self, const AutosellPost *post, GError **error)
{
  AutosellPostJob order = *self->job;
  const AutosellPage *page = autosell_page_board_find (self->board, post->page);
  g_autoptr(AutosellPostSchedule) schedule = autosell_post_sql_open_schedule (page);
  guint n_before = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_new, GSIZE_TO_POINTER ((gsize) post->page)));
  g_autoptr(AutosellPost) again = NULL;

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
answer_one (Answering *self, AutosellPost *post, const AutosellPost *before, AutosellPriceAnswer answer,
            gboolean *is_done, GError **error)
{
  AutosellPostChangeMask mask = AUTOSELL_POST_CHANGE_PRICE;
  const char *what = "price";

  *is_done = answer != AUTOSELL_PRICE_EDIT;
  if (answer == AUTOSELL_PRICE_EDIT)
    {
      char *words = dup_edited (self, post, before);

      /* Nothing is made up: it is asked about until a person has changed the words */
      if (words == NULL)
        return TRUE;
      g_free (post->text);
      post->text = words;
      mask |= AUTOSELL_POST_CHANGE_TEXT;
      *is_done = TRUE;
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
      post->comment = g_strdup_printf (
        before->has_price && post->price < before->price ? "Bajó de precio: %s" : "Nuevo precio: %s", price);
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
load_changed (AutosellConnection *connection, const char *sql, GArray *keys, GArray *prices, GArray *knows,
              GError **error)
{
  g_autoptr(GError) local_error = NULL;
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
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
answer_all (Answering *self, const char *sql, const GArray *among, AutosellPriceAnswer answer, guint *n_changed,
            GError **error)
{
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) knows = g_array_new (FALSE, FALSE, sizeof (gboolean));

  if (!load_changed (self->connection, sql, keys, prices, knows, error))
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    {
      AutosellPostQuery query = { .pk = g_array_index (keys, gint64, i) };
      g_autoptr(GPtrArray) found = NULL;
      g_autoptr(AutosellPost) post = NULL;
      gboolean is_done;

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
      if (!answer_one (self, post, found->pdata[0], answer, &is_done, error))
        return FALSE;
      *n_changed += is_done;
    }
  return TRUE;
}

/* ---- Which ---- */

static gboolean
load_changes (AutosellConnection *connection, GPtrArray *changes, GArray *are_out, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection,
                                 "SELECT post.pk, vehicle_pk, title, page.name, post.price, vehicle.price, post.text, "
                                 "post.state " OUT CHANGED "IN ('out', 'waiting', 'uploading', 'handed') "
                                 "ORDER BY title, vehicle_pk, post.pk",
                                 error);

  if (stmt == NULL)
    return FALSE;
  while (autosell_statement_next (stmt, &local_error))
    {
      AutosellPriceChange *change = g_new0 (AutosellPriceChange, 1);
      gboolean is_out;

      change->post = sqlite3_column_int64 (stmt, 0);
      change->key = sqlite3_column_int64 (stmt, 1);
      change->title = g_strdup (autosell_column_text (stmt, 2));
      change->page_name = g_strdup (autosell_column_text (stmt, 3));
      change->has_old = sqlite3_column_type (stmt, 4) != SQLITE_NULL;
      change->old_cents = sqlite3_column_int64 (stmt, 4);
      change->has_new = sqlite3_column_type (stmt, 5) != SQLITE_NULL;
      change->new_cents = sqlite3_column_int64 (stmt, 5);
      change->text = g_strdup (autosell_column_text (stmt, 6));
      is_out = sqlite3_column_int (stmt, 7);
      g_array_append_val (are_out, is_out);
      g_ptr_array_add (changes, change);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* Whether EDIT would leave it to a person. */
static gboolean
look_for_hand (Answering *self, AutosellPriceChange *change, GError **error)
{
  AutosellPostQuery query = { .pk = change->post };
  g_autoptr(GPtrArray) found = autosell_post_sql_get (self->connection, &query, error);
  g_autoptr(AutosellPost) post = NULL;
  g_autofree char *words = NULL;

  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return TRUE;
  post = autosell_post_copy (found->pdata[0]);
  post->has_price = change->has_new;
  post->price = change->new_cents;
  words = dup_edited (self, post, found->pdata[0]);
  change->needs_hand = words == NULL;
  return TRUE;
}

static gpointer
get_changes_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellPostJob *job = data;
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, error);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (price_change_free);
  g_autoptr(GPtrArray) asked = g_ptr_array_new_with_free_func (price_change_free);
  g_autoptr(GArray) are_out = g_array_new (FALSE, FALSE, sizeof (gboolean));
  Answering answering = { connection, job, board, NULL };
  AutosellPriceAnswer answer = AUTOSELL_N_PRICE_ANSWERS;
  gboolean asks = !autosell_price_answer_from_nick (job->when_price, &answer);

  if (board == NULL || !load_changes (connection, all, are_out, error))
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      AutosellPriceChange *change = all->pdata[i];
      gboolean is_out = g_array_index (are_out, gboolean, i);

      if (!look_for_hand (&answering, change, error))
        return NULL;
      /* Where it is not asked about, it is done, but for what a person has to do */
      if ((is_out && asks) || (change->needs_hand && (!is_out || answer == AUTOSELL_PRICE_EDIT)))
        g_ptr_array_add (asked, g_steal_pointer (&all->pdata[i]));
    }
  return g_steal_pointer (&asked);
}

GPtrArray *
autosell_store_get_price_changes_sync (AutosellStore *self, GError **error)
{
  AutosellPostJob *job = autosell_post_job_new (self, NULL);
  GPtrArray *changes =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_changes_job, job, NULL, error);

  autosell_post_job_free (job);
  return changes;
}

void
autosell_store_get_price_changes_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_changes_job, autosell_post_job_new (self, NULL),
                      autosell_post_job_free, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
autosell_store_get_price_changes_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

gboolean
autosell_post_sql_follow_prices (AutosellConnection *connection, const AutosellPostJob *job,
                                 const AutosellPageBoard *board, guint *n_changed, GError **error)
{
  g_autoptr(GHashTable) n_new = g_hash_table_new (NULL, NULL);
  Answering answering = { connection, job, board, n_new };
  AutosellPriceAnswer answer;

  if (!answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED TO_COME "ORDER BY post.pk", NULL,
                   AUTOSELL_PRICE_EDIT, n_changed, error))
    return FALSE;
  return !autosell_price_answer_from_nick (job->when_price, &answer)
         || answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED OUT "ORDER BY post.pk", NULL, answer,
                        n_changed, error);
}

typedef struct
{
  AutosellPostJob *job; /* owned */
  AutosellPriceAnswer answer;
  GArray *posts; /* owned, nullable */
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
  g_autoptr(AutosellPageBoard) board = NULL;
  g_autoptr(GHashTable) n_new = g_hash_table_new (NULL, NULL);
  guint n_changed = 0;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  board = autosell_page_sql_get_board (connection, error);
  if (board != NULL)
    {
      Answering answering = { connection, job->job, board, n_new };

      if (answer_all (&answering, "SELECT post.pk, vehicle.price " CHANGED OUT "ORDER BY post.pk", job->posts,
                      job->answer, &n_changed, error))
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
autosell_store_answer_price_sync (AutosellStore *self, AutosellPriceAnswer answer, const GArray *posts, gint64 now_s,
                                  GError **error)
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
  autosell_store_run (self, AUTOSELL_LANE_WRITE, answer_job, answer_job_new (self, answer, posts, now_s),
                      answer_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_answer_price_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
