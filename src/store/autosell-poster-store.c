/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-poster-store.h"

#include <string.h>

#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

void
autosell_foreign_post_free (AutosellForeignPost *self)
{
  g_free (self->remote_id);
  g_free (self->message);
  g_free (self->permalink);
  g_free (self);
}

typedef struct
{
  gint64 page;
  char *poster, *name; /* owned, nullable */
  gint64 since_s;
  char *who;        /* owned */
  GPtrArray *posts; /* owned, nullable, of AutosellForeignPost */
} PosterJob;

static void
poster_job_free (gpointer data)
{
  PosterJob *self = data;

  g_free (self->poster);
  g_free (self->name);
  g_free (self->who);
  g_clear_pointer (&self->posts, g_ptr_array_unref);
  g_free (self);
}

static gboolean
write_poster (AutosellConnection *connection, const PosterJob *job, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "UPDATE page SET poster = ?, poster_name = ?, poster_since = ? WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, job->poster);
  autosell_bind_text (stmt, 2, job->name);
  sqlite3_bind_int64 (stmt, 3, job->since_s);
  sqlite3_bind_int64 (stmt, 4, job->page);
  if (!autosell_statement_run (stmt, error))
    return FALSE;
  if (job->poster == NULL)
    return TRUE;
  stmt = autosell_connection_prepare (
    connection,
    "UPDATE post SET want = 'removed' WHERE page_id = ? AND origin = 'schedule' AND want = 'out' "
    "AND state IN ('waiting', 'uploading')",
    error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->page);
  return autosell_statement_run (stmt, error);
}

/* The reference of a message: behind “Ref. ”, up to the next blank. Returns: (transfer full) (nullable) */
static char *
dup_reference (const char *message)
{
  g_autofree char *label = autosell_post_dup_reference_line ("");
  const char *at = g_strrstr (message, label);
  const char *end;

  if (at == NULL)
    return NULL;
  at += strlen (label);
  for (end = at; *end != '\0' && !g_ascii_isspace (*end); end++)
    ;
  return end > at ? g_strndup (at, (gsize) (end - at)) : NULL;
}

/* Reference of the first post → key of the car; one that is in the bin still has its posts to be taken off, and gives
 * way to a car that is there. Returns: (transfer full): NULL with @error */
static GHashTable *
load_references (AutosellConnection *connection, GError **error)
{
  g_autoptr(GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT pk FROM vehicle ORDER BY deleted_at IS NULL", error);
  g_autoptr(GArray) all = autosell_statement_get_keys (stmt, error);

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      gint64 key = g_array_index (all, gint64, i);
      g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, key, error);

      if (vehicle == NULL)
        return NULL;
      g_hash_table_insert (keys, autosell_post_dup_reference (vehicle, 0), GSIZE_TO_POINTER ((gsize) key));
    }
  return g_steal_pointer (&keys);
}

/* "0133-2" is the second post of "0133", unless there is a car that is called so. */
static gint64
find_car (GHashTable *keys, const char *reference)
{
  gpointer key = g_hash_table_lookup (keys, reference);
  const char *dash = strrchr (reference, '-');
  g_autofree char *first = key == NULL && dash != NULL ? g_strndup (reference, (gsize) (dash - reference)) : NULL;

  return (gint64) GPOINTER_TO_SIZE (first != NULL ? g_hash_table_lookup (keys, first) : key);
}

/* What became of its car since is answered to here, now: the PC that made it may be gone for good. */
static gboolean
adopt_one (AutosellConnection *connection, const PosterJob *job, const AutosellForeignPost *post, const char *reference,
           gint64 key, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *hash = autosell_post_dup_text_hash (post->message);
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, key, error);
  g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;
  sqlite3_stmt *stmt =
    title != NULL ? autosell_connection_prepare (
      connection,
      "INSERT INTO post (id, page_id, vehicle_pk, title, reference, origin, who, created_at, want, "
      "text, at, followed, state, text_hash, is_timed, timed_at, sent_at, remote_id, permalink, "
      "out_at, price) SELECT ?1, ?2, ?3, ?4, ?5, 'schedule', ?6, ?7, 'out', ?8, ?9, 'available', ?10, "
      "?11, ?12, ?13, ?9, ?14, ?15, ?16, price FROM vehicle WHERE pk = ?3 "
      "AND NOT EXISTS (SELECT 1 FROM post WHERE page_id = ?2 AND (remote_id = ?14 OR (reference = ?5 "
      "AND state NOT IN ('cancelled', 'waiting', 'uploading', 'failed'))))",
      error)
                  : NULL;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, job->page);
  sqlite3_bind_int64 (stmt, 3, key);
  autosell_bind_text (stmt, 4, title);
  autosell_bind_text (stmt, 5, reference);
  autosell_bind_text (stmt, 6, job->who);
  sqlite3_bind_int64 (stmt, 7, g_get_real_time ());
  autosell_bind_text (stmt, 8, post->message);
  sqlite3_bind_int64 (stmt, 9, post->at_s);
  autosell_bind_text (stmt, 10, post->is_out ? "out" : "handed");
  autosell_bind_text (stmt, 11, hash);
  sqlite3_bind_int (stmt, 12, !post->is_out);
  sqlite3_bind_int64 (stmt, 13, post->is_out ? 0 : post->at_s);
  autosell_bind_text (stmt, 14, post->remote_id);
  autosell_bind_text (stmt, 15, post->permalink);
  sqlite3_bind_int64 (stmt, 16, post->is_out ? post->at_s : 0);
  return autosell_statement_run (stmt, error);
}

/* What was planned here before that was known is planned anew, around what is there. And what went out, with its very
 * reference, after it was ordered is what was ordered, by whomever: as after a backup was restored. */
static gboolean
forget_known (AutosellConnection *connection, const PosterJob *job, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "UPDATE post SET want = 'removed' WHERE page_id = ? AND want = 'out' AND state IN ('waiting', 'uploading') "
    "AND EXISTS (SELECT 1 FROM post AS other WHERE other.page_id = post.page_id AND other.vehicle_pk = post.vehicle_pk "
    "AND (post.origin = 'schedule' OR (other.reference = post.reference "
    "AND (other.out_at = 0 OR other.out_at + 120 >= post.created_at / 1000000))) "
    "AND other.pk > post.pk AND other.state IN ('out', 'handed'))",
    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->page);
  return autosell_statement_run (stmt, error);
}

static gboolean
rename_one (AutosellConnection *connection, gint64 pk, GError **error)
{
  const AutosellPostQuery query = { .pk = pk };
  g_autoptr(GPtrArray) posts = autosell_post_sql_get (connection, &query, error);
  const AutosellPost *post = posts != NULL && posts->len > 0 ? posts->pdata[0] : NULL;
  sqlite3_stmt *stmt;

  if (post == NULL)
    return posts != NULL;
  for (guint n = 2;; n++)
    {
      g_autofree char *reference = g_strdup_printf ("%s-%u", post->reference, n);
      g_autofree char *before = autosell_post_dup_reference_line (post->reference);
      g_autofree char *after = autosell_post_dup_reference_line (reference);
      gint64 n_taken;

      stmt = autosell_connection_prepare (connection, "SELECT count(*) FROM post WHERE page_id = ? AND reference = ?",
                                          error);
      if (stmt == NULL)
        return FALSE;
      sqlite3_bind_int64 (stmt, 1, post->page);
      autosell_bind_text (stmt, 2, reference);
      if (!autosell_statement_get_int (stmt, 0, &n_taken, error))
        return FALSE;
      if (n_taken > 0)
        continue;
      stmt = autosell_connection_prepare (
        connection, "UPDATE post SET reference = ?, text = replace (text, ?, ?) WHERE pk = ?", error);
      if (stmt == NULL)
        return FALSE;
      autosell_bind_text (stmt, 1, reference);
      autosell_bind_text (stmt, 2, before);
      autosell_bind_text (stmt, 3, after);
      sqlite3_bind_int64 (stmt, 4, pk);
      return autosell_statement_run (stmt, error);
    }
}

/* A person's order whose reference stands there already is another post than that, and gets a reference of its own. */
static gboolean
rename_others (AutosellConnection *connection, const PosterJob *job, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "SELECT pk FROM post WHERE page_id = ? AND want = 'out' AND state IN ('waiting', 'uploading') "
    "AND EXISTS (SELECT 1 FROM post AS other WHERE other.page_id = post.page_id AND other.reference = post.reference "
    "AND other.pk > post.pk AND other.state IN ('out', 'handed'))",
    error);
  g_autoptr(GArray) keys = NULL;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, job->page);
  keys = autosell_statement_get_keys (stmt, error);
  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < keys->len; i++)
    if (!rename_one (connection, g_array_index (keys, gint64, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
adopt (AutosellConnection *connection, const PosterJob *job, GError **error)
{
  g_autoptr(GHashTable) keys = load_references (connection, error);

  if (keys == NULL)
    return FALSE;
  for (guint i = 0; i < job->posts->len; i++)
    {
      const AutosellForeignPost *post = job->posts->pdata[i];
      g_autofree char *reference = dup_reference (post->message);
      gint64 key = reference != NULL ? find_car (keys, reference) : 0;

      if (key != 0 && !adopt_one (connection, job, post, reference, key, error))
        return FALSE;
    }
  return forget_known (connection, job, error) && rename_others (connection, job, error);
}

static gpointer
poster_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const PosterJob *job = data;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  if ((job->posts == NULL || adopt (connection, job, error)) && write_poster (connection, job, error))
    return autosell_connection_commit (connection, error) ? GINT_TO_POINTER (TRUE) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

static PosterJob *
poster_job_new (AutosellStore *store, gint64 page, const char *poster, const char *name, gint64 since_s)
{
  PosterJob *job = g_new0 (PosterJob, 1);

  job->page = page;
  job->poster = g_strdup (poster);
  job->name = g_strdup (name);
  job->since_s = since_s;
  job->who = g_strdup (autosell_store_get_author (store));
  return job;
}

void
autosell_store_set_poster_async (AutosellStore *self, gint64 page, const char *poster, const char *name, gint64 since_s,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, poster_job, poster_job_new (self, page, poster, name, since_s),
                      poster_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_set_poster_sync (AutosellStore *self, gint64 page, const char *poster, const char *name, gint64 since_s,
                                GError **error)
{
  PosterJob *job = poster_job_new (self, page, poster, name, since_s);
  gboolean done = autosell_post_write (self, poster_job, job, error);

  poster_job_free (job);
  return done;
}

void
autosell_store_adopt_posts_async (AutosellStore *self, gint64 page, GPtrArray *posts, gint64 since_s,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  PosterJob *job = poster_job_new (self, page, NULL, NULL, since_s);

  job->posts = posts;
  autosell_store_run (self, AUTOSELL_LANE_WRITE, poster_job, job, poster_job_free, NULL, NULL, callback, user_data);
}

gboolean
autosell_store_poster_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}
