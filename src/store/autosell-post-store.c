/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-store-private.h"

#include <string.h>

#include "autosell-post-template.h"
#include "autosell-store-private.h"

/* A job's result where there is nothing to return but that it went well. */
#define DONE GINT_TO_POINTER (TRUE)

AutosellPostPhoto *
autosell_post_photo_new (const char *photo_id)
{
  AutosellPostPhoto *self = g_new0 (AutosellPostPhoto, 1);

  self->photo_id = g_strdup (photo_id);
  return self;
}

void
autosell_post_photo_free (AutosellPostPhoto *self)
{
  g_free (self->photo_id);
  g_free (self->remote_id);
  g_free (self);
}

AutosellPost *
autosell_post_new (void)
{
  AutosellPost *self = g_new0 (AutosellPost, 1);

  self->state = AUTOSELL_POST_WAITING;
  self->figures = AUTOSELL_POST_FIGURES_UNKNOWN;
  self->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_photo_free);
  return self;
}

AutosellPost *
autosell_post_copy (const AutosellPost *self)
{
  AutosellPost *copy = g_new (AutosellPost, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->page_name = g_strdup (self->page_name);
  copy->page_remote = g_strdup (self->page_remote);
  copy->title = g_strdup (self->title);
  copy->reference = g_strdup (self->reference);
  copy->who = g_strdup (self->who);
  copy->text = g_strdup (self->text);
  copy->followed = g_strdup (self->followed);
  copy->text_hash = g_strdup (self->text_hash);
  copy->remote_id = g_strdup (self->remote_id);
  copy->permalink = g_strdup (self->permalink);
  copy->error = g_strdup (self->error);
  copy->error_text = g_strdup (self->error_text);
  copy->held = g_strdup (self->held);
  copy->comment = g_strdup (self->comment);
  copy->comment_sent = g_strdup (self->comment_sent);
  copy->comment_back = g_strdup (self->comment_back);
  copy->photos = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_post_photo_free);
  for (guint i = 0; i < self->photos->len; i++)
    {
      const AutosellPostPhoto *from = self->photos->pdata[i];
      AutosellPostPhoto *photo = autosell_post_photo_new (from->photo_id);

      photo->remote_id = g_strdup (from->remote_id);
      photo->uploaded_s = from->uploaded_s;
      g_ptr_array_add (copy->photos, photo);
    }
  return copy;
}

void
autosell_post_free (AutosellPost *self)
{
  g_free (self->id);
  g_free (self->page_name);
  g_free (self->page_remote);
  g_free (self->title);
  g_free (self->reference);
  g_free (self->who);
  g_free (self->text);
  g_free (self->followed);
  g_ptr_array_unref (self->photos);
  g_free (self->text_hash);
  g_free (self->remote_id);
  g_free (self->permalink);
  g_free (self->error);
  g_free (self->error_text);
  g_free (self->held);
  g_free (self->comment);
  g_free (self->comment_sent);
  g_free (self->comment_back);
  g_free (self);
}

void
autosell_post_get_facts (const AutosellPost *self, gboolean can_hand, AutosellPostFacts *facts)
{
  g_autofree char *hash = autosell_post_dup_text_hash (self->text);

  memset (facts, 0, sizeof *facts);
  facts->state = self->state;
  facts->want = self->want;
  facts->at_s = self->at_s;
  facts->can_hand = can_hand;
  facts->is_timed = self->is_timed;
  facts->timed_s = self->timed_s;
  facts->sent_s = self->sent_s;
  facts->n_looks = self->n_looks;
  facts->retry_s = self->retry_s;
  facts->n_photos = self->photos->len;
  for (guint i = 0; i < self->photos->len; i++)
    {
      const AutosellPostPhoto *photo = self->photos->pdata[i];

      if (photo->remote_id == NULL)
        continue;
      facts->uploaded_s = facts->n_uploaded == 0 ? photo->uploaded_s : MIN (facts->uploaded_s, photo->uploaded_s);
      facts->n_uploaded++;
    }
  facts->is_text_new = self->text_hash != NULL && strcmp (hash, self->text_hash) != 0;
  facts->has_comment = self->comment != NULL;
  facts->is_hidden = self->is_hidden;
  facts->is_held = self->held != NULL;
  facts->checked_s = self->checked_s;
}

/* ---- Writing ---- */

static gpointer
end (AutosellConnection *connection, gboolean done, GError **error)
{
  if (done)
    return autosell_connection_commit (connection, error) ? DONE : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

gboolean
autosell_post_write (AutosellStore *self, AutosellJobFunc func, gpointer data, GError **error)
{
  if (autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, func, data, NULL, error) == NULL)
    return FALSE;
  autosell_store_emit_posts_changed (self);
  return TRUE;
}

static gboolean
set_not_found (GError **error)
{
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such post");
  return FALSE;
}

static gboolean
write_event (AutosellConnection *connection, gint64 pk, const char *who, const char *what, const char *detail,
             GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "INSERT INTO post_event (post_pk, at, who, what, detail) VALUES (?, ?, ?, ?, ?)", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, pk);
  sqlite3_bind_int64 (stmt, 2, g_get_real_time ());
  autosell_bind_text (stmt, 3, who);
  autosell_bind_text (stmt, 4, what);
  autosell_bind_text (stmt, 5, detail);
  return autosell_statement_run (stmt, error);
}

static gboolean
write_photos (AutosellConnection *connection, const AutosellPost *post, GError **error)
{
  for (guint i = 0; i < post->photos->len; i++)
    {
      const AutosellPostPhoto *photo = post->photos->pdata[i];
      sqlite3_stmt *stmt = autosell_connection_prepare (
        connection,
        "INSERT INTO post_photo (post_pk, position, photo_id, remote_id, uploaded_at) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (post_pk, position) DO UPDATE SET remote_id = excluded.remote_id, uploaded_at = "
        "excluded.uploaded_at",
        error);

      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, post->pk);
      sqlite3_bind_int64 (stmt, 2, i);
      autosell_bind_text (stmt, 3, photo->photo_id);
      autosell_bind_text (stmt, 4, photo->remote_id);
      sqlite3_bind_int64 (stmt, 5, photo->uploaded_s);
      if (!autosell_statement_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- A person's hand ---- */

typedef struct
{
  gint64 page, key;
  gint64 number;
} Count;

gboolean
autosell_post_sql_count (AutosellConnection *connection, gint64 page, gint64 key, gint64 *number, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT count(*) FROM post WHERE vehicle_pk = ? AND page_id = ? "
                                                    "AND state <> 'cancelled'",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, key);
  sqlite3_bind_int64 (stmt, 2, page);
  return autosell_statement_get_int (stmt, 0, number, error);
}

static gpointer
count_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  Count *count = data;

  return autosell_post_sql_count (connection, count->page, count->key, &count->number, error) ? DONE : NULL;
}

gboolean
autosell_store_count_posts_sync (AutosellStore *self, gint64 page, gint64 key, guint *n_posts, GError **error)
{
  Count count = { page, key, 0 };

  if (autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, count_job, &count, NULL, error)
      == NULL)
    return FALSE;
  *n_posts = (guint) count.number;
  return TRUE;
}

typedef struct
{
  const char *who;
  AutosellPost *post;
  const AutosellPost *wanted;
  AutosellPostChangeMask mask;
  const char *what, *detail;
  gboolean is_sending;
} PostJob;

/* A post that may stand, or is to, has its reference for itself: by it the publisher knows it again. */
static gboolean
check_reference (AutosellConnection *connection, const AutosellPost *post, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT count(*) FROM post WHERE page_id = ? AND reference = ? "
                                                    "AND state <> 'cancelled'",
                                                    error);
  gint64 n_posts;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post->page);
  autosell_bind_text (stmt, 2, post->reference);
  if (!autosell_statement_get_int (stmt, 0, &n_posts, error))
    return FALSE;
  if (n_posts > 0)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT,
                         "The Page had this reference already");
  return n_posts == 0;
}

static gboolean
insert_post (AutosellConnection *connection, AutosellPost *post, const char *who, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO post (id, page_id, vehicle_pk, title, reference, origin, who, created_at, want, text, at, followed, "
    "state, "
    "price) SELECT ?, page.id, vehicle.pk, ?, ?, ?, ?, ?, 'out', ?, ?, status, ?, price FROM page, vehicle "
    "WHERE page.id = ? AND vehicle.pk = ? RETURNING pk",
    error);

  if (stmt == NULL)
    return FALSE;
  g_free (post->id);
  post->id = g_uuid_string_random ();
  post->created_us = g_get_real_time ();
  autosell_bind_text (stmt, 1, post->id);
  autosell_bind_text (stmt, 2, post->title);
  autosell_bind_text (stmt, 3, post->reference);
  autosell_bind_text (stmt, 4, post->is_scheduled ? "schedule" : "hand");
  autosell_bind_text (stmt, 5, who);
  sqlite3_bind_int64 (stmt, 6, post->created_us);
  autosell_bind_text (stmt, 7, post->text);
  sqlite3_bind_int64 (stmt, 8, post->at_s);
  autosell_bind_text (stmt, 9, autosell_post_state_to_nick (post->state));
  sqlite3_bind_int64 (stmt, 10, post->page);
  sqlite3_bind_int64 (stmt, 11, post->key);
  if (!autosell_statement_get_int (stmt, 0, &post->pk, error))
    return FALSE;
  return post->pk != 0 || set_not_found (error);
}

gboolean
autosell_post_sql_add (AutosellConnection *connection, AutosellPost *post, const char *who, GError **error)
{
  return check_reference (connection, post, error) && insert_post (connection, post, who, error)
         && write_photos (connection, post, error)
         && write_event (connection, post->pk, who, "added", post->is_scheduled ? "schedule" : NULL, error);
}

static gpointer
add_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  PostJob *job = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  return end (connection, autosell_post_sql_add (connection, job->post, job->who, error), error);
}

gboolean
autosell_store_add_post_sync (AutosellStore *self, AutosellPost *post, GError **error)
{
  PostJob job = { .who = autosell_store_get_author (self), .post = post };

  g_return_val_if_fail (post->text != NULL && post->reference != NULL && post->title != NULL, FALSE);

  return autosell_post_write (self, add_job, &job, error);
}

static gboolean
change_post (AutosellConnection *connection, const PostJob *job, GError **error)
{
  const AutosellPost *post = job->wanted;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "UPDATE post SET want = iif (?1 & 1, ?2, want), text = iif (?1 & 2, ?3, text), at = iif (?1 & 4, ?4, at), "
    "followed = iif (?1 & 8, ?5, followed), retry_at = iif (?1 & 16, 0, retry_at), n_tries = iif (?1 & 16, 0, "
    "n_tries), "
    "state = iif (?1 & 16 AND state = 'failed', 'waiting', state), error = iif (?1 & 16, NULL, error), "
    "error_text = iif (?1 & 16, NULL, error_text), missed_at = iif (?1 & 32, ?7, missed_at), "
    "price = iif (?1 & 64, ?8, price), comment = iif (?1 & 128, ?9, comment) WHERE pk = ?6 RETURNING pk",
    error);
  gint64 pk;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->mask);
  autosell_bind_text (stmt, 2, autosell_post_want_to_nick (post->want));
  autosell_bind_text (stmt, 3, post->text);
  sqlite3_bind_int64 (stmt, 4, post->at_s);
  autosell_bind_text (stmt, 5, post->followed);
  sqlite3_bind_int64 (stmt, 6, post->pk);
  sqlite3_bind_int64 (stmt, 7, post->missed_s);
  if (post->has_price)
    sqlite3_bind_int64 (stmt, 8, post->price);
  autosell_bind_text (stmt, 9, post->comment);
  if (!autosell_statement_get_int (stmt, 0, &pk, error))
    return FALSE;
  return pk != 0 || set_not_found (error);
}

gboolean
autosell_post_sql_change (AutosellConnection *connection, const AutosellPost *post, AutosellPostChangeMask mask,
                          const char *who, const char *what, const char *detail, GError **error)
{
  PostJob job = { who, NULL, post, mask, what, detail, FALSE };

  return change_post (connection, &job, error)
         && (what == NULL || write_event (connection, post->pk, who, what, detail, error));
}

static gpointer
change_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  PostJob *job = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  return end (connection,
              autosell_post_sql_change (connection, job->wanted, job->mask, job->who, job->what, job->detail, error),
              error);
}

gboolean
autosell_store_change_post_sync (AutosellStore *self, const AutosellPost *post, AutosellPostChangeMask mask,
                                 const char *what, const char *detail, GError **error)
{
  PostJob job = { autosell_store_get_author (self), NULL, post, mask, what, detail, FALSE };

  return autosell_post_write (self, change_job, &job, error);
}

/* ---- The publisher's ---- */

static gboolean
record_post (AutosellConnection *connection, const AutosellPost *post, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "UPDATE post SET state = ?, text_hash = ?, is_timed = ?, timed_at = ?, sent_at = ?, n_looks = ?, n_tries = ?, "
    "retry_at = ?, "
    "checked_at = ?, is_hidden = ?, remote_id = ?, permalink = ?, out_at = ?, removed_at = ?, error = ?, error_text = "
    "?, "
    "comment = CASE WHEN comment = ? THEN NULL ELSE ifnull (comment, ?) END WHERE pk = ? RETURNING pk",
    error);
  gint64 pk;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, autosell_post_state_to_nick (post->state));
  autosell_bind_text (stmt, 2, post->text_hash);
  sqlite3_bind_int (stmt, 3, post->is_timed);
  sqlite3_bind_int64 (stmt, 4, post->timed_s);
  sqlite3_bind_int64 (stmt, 5, post->sent_s);
  sqlite3_bind_int64 (stmt, 6, post->n_looks);
  sqlite3_bind_int64 (stmt, 7, post->n_tries);
  sqlite3_bind_int64 (stmt, 8, post->retry_s);
  sqlite3_bind_int64 (stmt, 9, post->checked_s);
  sqlite3_bind_int (stmt, 10, post->is_hidden);
  autosell_bind_text (stmt, 11, post->remote_id);
  autosell_bind_text (stmt, 12, post->permalink);
  sqlite3_bind_int64 (stmt, 13, post->out_s);
  sqlite3_bind_int64 (stmt, 14, post->removed_s);
  autosell_bind_text (stmt, 15, post->error);
  autosell_bind_text (stmt, 16, post->error_text);
  autosell_bind_text (stmt, 17, post->comment_sent);
  autosell_bind_text (stmt, 18, post->comment_back);
  sqlite3_bind_int64 (stmt, 19, post->pk);
  if (!autosell_statement_get_int (stmt, 0, &pk, error))
    return FALSE;
  return pk != 0 || set_not_found (error);
}

/* Whether it is still wanted as the publisher has it in hand, and its car is what it was then. */
static gboolean
check_wanted (AutosellConnection *connection, const AutosellPost *post, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT 1 FROM post LEFT JOIN vehicle ON vehicle.pk = vehicle_pk "
                                                    "WHERE post.pk = ? AND want = ? AND text = ? AND at = ? "
                                                    "AND ifnull (followed, '') = " AUTOSELL_POST_SQL_CAR_STATE,
                                                    error);
  gint64 is_wanted;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post->pk);
  autosell_bind_text (stmt, 2, autosell_post_want_to_nick (post->want));
  autosell_bind_text (stmt, 3, post->text);
  sqlite3_bind_int64 (stmt, 4, post->at_s);
  if (!autosell_statement_get_int (stmt, 0, &is_wanted, error))
    return FALSE;
  if (is_wanted == 0)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_CONFLICT,
                         "It is not wanted like this any more");
  return is_wanted != 0;
}

static gpointer
record_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  PostJob *job = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  return end (
    connection,
    (!job->is_sending || check_wanted (connection, job->wanted, error)) && record_post (connection, job->wanted, error)
      && write_photos (connection, job->wanted, error)
      && (job->what == NULL || write_event (connection, job->wanted->pk, "facebook", job->what, job->detail, error)),
    error);
}

gboolean
autosell_store_record_post_sync (AutosellStore *self, const AutosellPost *post, const char *what, const char *detail,
                                 GError **error)
{
  PostJob job = { NULL, NULL, post, 0, what, detail, FALSE };

  return autosell_post_write (self, record_job, &job, error);
}

typedef struct
{
  AutosellPost *post;  /* owned */
  char *what, *detail; /* owned, nullable */
  gboolean is_sending;
} Recording;

static void
recording_free (gpointer data)
{
  Recording *self = data;

  autosell_post_free (self->post);
  g_free (self->what);
  g_free (self->detail);
  g_free (self);
}

static gpointer
record_later_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Recording *recording = data;
  PostJob job = { NULL, NULL, recording->post, 0, recording->what, recording->detail, recording->is_sending };

  return record_job (connection, &job, cancellable, error);
}

static void
record (AutosellStore *self, const AutosellPost *post, const char *what, const char *detail, gboolean is_sending,
        GAsyncReadyCallback callback, gpointer user_data)
{
  Recording *recording = g_new (Recording, 1);

  recording->post = autosell_post_copy (post);
  recording->what = g_strdup (what);
  recording->detail = g_strdup (detail);
  recording->is_sending = is_sending;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, record_later_job, recording, recording_free, NULL, NULL, callback,
                      user_data);
}

void
autosell_store_record_post_async (AutosellStore *self, const AutosellPost *post, const char *what, const char *detail,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  record (self, post, what, detail, FALSE, callback, user_data);
}

void
autosell_store_record_sending_async (AutosellStore *self, const AutosellPost *post, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  record (self, post, "sent", NULL, TRUE, callback, user_data);
}

gboolean
autosell_store_record_post_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
