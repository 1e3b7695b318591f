/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-post-job-private.h"

#include <string.h>

#include "autosell-photo-store.h"
#include "autosell-post-gate-private.h"
#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"
#include "autosell-vehicle-sql.h"

/* A post as it would be, and a person's order of one. */

#define DAYS_AHEAD 3
#define DAYS_AHEAD_MAX 27

/* ---- What a job is told of the lot ---- */

AutosellPostJob *
autosell_post_job_new (AutosellStore *store, const AutosellPostOrder *order)
{
  AutosellPostJob *self = g_new0 (AutosellPostJob, 1);
  g_autofree char *days = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_DAYS_AHEAD);
  guint64 days_ahead;

  self->who = g_strdup (autosell_store_get_author (store));
  self->dealership = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_NAME);
  self->phone = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  self->address = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_ADDRESS);
  self->hours = autosell_store_get_setting (store, AUTOSELL_SETTING_DEALERSHIP_HOURS);
  self->when_sold = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_WHEN_SOLD);
  self->when_reserved = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_WHEN_RESERVED);
  self->when_price = autosell_store_get_setting (store, AUTOSELL_SETTING_POSTS_WHEN_PRICE);
  self->need = autosell_store_get_post_need (store);
  self->n_wanted = autosell_store_get_photos_wanted (store);
  self->days_ahead = DAYS_AHEAD;
  if (days != NULL && g_ascii_string_to_unsigned (days, 10, 1, DAYS_AHEAD_MAX, &days_ahead, NULL))
    self->days_ahead = (gint64) days_ahead;
  if (order != NULL)
    {
      self->order = *order;
      self->order.text = self->text = g_strdup (order->text);
      self->photos = g_strdupv ((char **) order->photos);
      self->order.photos = (const char *const *) self->photos;
    }
  return self;
}

void
autosell_post_job_free (gpointer data)
{
  AutosellPostJob *self = data;

  g_free (self->who);
  g_free (self->dealership);
  g_free (self->phone);
  g_free (self->address);
  g_free (self->hours);
  g_free (self->when_sold);
  g_free (self->when_reserved);
  g_free (self->when_price);
  g_free (self->text);
  g_strfreev (self->photos);
  g_free (self);
}

/* ---- Composing ---- */

const AutosellPage *
autosell_page_board_find (const AutosellPageBoard *board, gint64 id)
{
  for (guint i = 0; i < board->pages->len; i++)
    if (((const AutosellPage *) board->pages->pdata[i])->id == id)
      return board->pages->pdata[i];
  return NULL;
}

/* The one that was named, else the Page's, else the first. */
static const AutosellTemplate *
find_template (const AutosellPageBoard *board, const AutosellPage *page, gint64 id)
{
  const AutosellTemplate *found = board->templates->pdata[0];

  for (guint i = 0; i < board->templates->len; i++)
    {
      const AutosellTemplate *template = board->templates->pdata[i];

      if (template->id == (id != 0 ? id : page->template))
        found = template;
    }
  return found;
}

/* Photos that are whole, in order, as many as a post takes. */
static gboolean
add_photos (AutosellConnection *connection, const AutosellPostJob *job, AutosellPost *post, GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt;

  for (guint i = 0; job->photos != NULL && job->photos[i] != NULL && i < AUTOSELL_POST_MAX_PHOTOS; i++)
    g_ptr_array_add (post->photos, autosell_post_photo_new (job->photos[i]));
  if (job->photos != NULL)
    return TRUE;
  stmt = autosell_connection_prepare (connection,
                                      "SELECT id FROM photo WHERE vehicle_pk = ? AND deleted_at IS NULL AND mark = 0 "
                                      "ORDER BY position LIMIT ?",
                                      error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, post->key);
  sqlite3_bind_int (stmt, 2, AUTOSELL_POST_MAX_PHOTOS);
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (post->photos, autosell_post_photo_new (autosell_column_text (stmt, 0)));
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

/* Two cars may bear one stock number: then the next free reference is taken. */
static gboolean
is_reference_free (AutosellConnection *connection, gint64 page, const char *reference, gboolean *is_free,
                   GError **error)
{
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "SELECT 1 FROM post WHERE page_id = ? AND reference = ? "
                                                    "AND state <> 'cancelled'",
                                                    error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, page);
  autosell_bind_text (stmt, 2, reference);
  *is_free = !autosell_statement_next (stmt, &local_error);
  sqlite3_reset (stmt);
  return autosell_pass_error (g_steal_pointer (&local_error), error);
}

static gboolean
set_reference (AutosellConnection *connection, AutosellPost *post, AutosellVehicle *vehicle, guint *n_before,
               GError **error)
{
  gint64 number;
  gboolean is_free = FALSE;

  if (!autosell_post_sql_count (connection, post->page, post->key, &number, error))
    return FALSE;
  *n_before = (guint) number;
  for (guint n = *n_before; !is_free; n++)
    {
      g_free (post->reference);
      post->reference = autosell_post_dup_reference (vehicle, n);
      if (!is_reference_free (connection, post->page, post->reference, &is_free, error))
        return FALSE;
    }
  return TRUE;
}

/* @text: (nullable): a person's own. Returns: (transfer full): NULL with @error */
static char *
make_text (const AutosellPostJob *job, const char *template_text, AutosellVehicle *vehicle, const char *reference,
           guint n_before, GError **error)
{
  AutosellPostSender sender = { job->dealership, job->phone, job->address, job->hours };
  g_autoptr(AutosellPostTemplate) template = NULL;

  if (job->text != NULL && autosell_post_has_reference (job->text, reference))
    return g_strdup (job->text);
  if (job->text != NULL)
    {
      g_autofree char *line = autosell_post_dup_reference_line (reference);

      return g_strconcat (job->text, "\n\n", line, NULL);
    }
  template = autosell_post_template_parse (template_text, NULL, error);
  return template != NULL ? autosell_post_template_fill (template, vehicle, &sender, reference, n_before) : NULL;
}

static gboolean
set_missing (GError **error, const char *message)
{
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, message);
  return FALSE;
}

AutosellPost *
autosell_post_sql_compose (AutosellConnection *connection, const AutosellPostJob *job, const AutosellPageBoard *board,
                           GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, job->order.key, error);
  const AutosellPage *page = autosell_page_board_find (board, job->order.page);
  g_autoptr(AutosellPost) post = autosell_post_new ();
  guint n_before;

  if (vehicle == NULL)
    return NULL;
  if (autosell_vehicle_get_deleted (vehicle) != 0)
    {
      set_missing (error, "The car is in the bin");
      return NULL;
    }
  if (page == NULL)
    {
      set_missing (error, "There is no such Page");
      return NULL;
    }
  post->page = page->id;
  post->page_name = g_strdup (page->name);
  post->page_remote = g_strdup (page->remote_id);
  post->key = job->order.key;
  post->at_s = job->order.at_s;
  post->is_scheduled = job->order.is_scheduled;
  post->title = autosell_vehicle_dup_title (vehicle);
  if (!set_reference (connection, post, vehicle, &n_before, error) || !add_photos (connection, job, post, error))
    return NULL;
  post->text =
    make_text (job, find_template (board, page, job->order.template)->text, vehicle, post->reference, n_before, error);
  return post->text != NULL ? g_steal_pointer (&post) : NULL;
}

static gpointer
compose_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_page_sql_get_board (connection, error);

  return board != NULL ? autosell_post_sql_compose (connection, data, board, error) : NULL;
}

/* A car that may not be posted is not, whoever asks: the sentence tells why. */
static gboolean
check_gate (AutosellConnection *connection, const AutosellPostJob *job, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_vehicle_sql_load (connection, job->order.key, error);
  g_autoptr(AutosellPostGate) gate = vehicle != NULL ? autosell_post_gate_new (vehicle, job->need) : NULL;
  g_autofree char *why = NULL;

  if (gate == NULL || !gate->is_held)
    return gate != NULL;
  why = autosell_post_gate_dup_why (gate);
  g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_READY, why);
  return FALSE;
}

static gpointer
order_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellPostJob *job = data;
  g_autoptr(AutosellPost) post = NULL;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  post = check_gate (connection, job, error) ? compose_job (connection, data, cancellable, error) : NULL;
  if (post != NULL && autosell_post_sql_add (connection, post, job->who, error))
    return autosell_connection_commit (connection, error) ? g_steal_pointer (&post) : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

AutosellPost *
autosell_store_compose_post_sync (AutosellStore *self, const AutosellPostOrder *order, GError **error)
{
  AutosellPostJob *job = autosell_post_job_new (self, order);
  AutosellPost *post =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, compose_job, job, NULL, error);

  autosell_post_job_free (job);
  return post;
}

void
autosell_store_compose_post_async (AutosellStore *self, const AutosellPostOrder *order, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, compose_job, autosell_post_job_new (self, order),
                      autosell_post_job_free, (GDestroyNotify) autosell_post_free, cancellable, callback, user_data);
}

AutosellPost *
autosell_store_compose_post_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

AutosellPost *
autosell_store_order_post_sync (AutosellStore *self, const AutosellPostOrder *order, GError **error)
{
  AutosellPostJob *job = autosell_post_job_new (self, order);
  AutosellPost *post =
    autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, order_job, job, NULL, error);

  autosell_post_job_free (job);
  if (post != NULL)
    autosell_store_emit_posts_changed (self);
  return post;
}

void
autosell_store_order_post_async (AutosellStore *self, const AutosellPostOrder *order, GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, order_job, autosell_post_job_new (self, order), autosell_post_job_free,
                      (GDestroyNotify) autosell_post_free, NULL, callback, user_data);
}

AutosellPost *
autosell_store_order_post_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  AutosellPost *post = autosell_store_run_finish (self, result, error);

  if (post != NULL)
    autosell_store_emit_posts_changed (self);
  return post;
}
