/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-page-store.h"

#include "autosell-backup-wipe.h"

#include <string.h>

#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"

/* A job's result where there is nothing to return but that it went well. */
#define DONE GINT_TO_POINTER (TRUE)

void
autosell_account_free (AutosellAccount *self)
{
  g_free (self->app);
  g_free (self->remote_id);
  g_free (self->name);
  g_free (self->state);
  g_free (self->lacks);
  g_free (self);
}

void
autosell_page_free (AutosellPage *self)
{
  g_free (self->remote_id);
  g_free (self->name);
  g_free (self->category);
  g_free (self->schedule);
  g_free (self->block_reason);
  g_free (self->account_state);
  g_free (self->account_app);
  g_free (self->account_remote);
  g_free (self->tasks);
  g_free (self->poster);
  g_free (self->poster_name);
  g_free (self);
}

/* What is written of them. */
static AutosellAccount *
copy_account (const AutosellAccount *from)
{
  AutosellAccount *self = g_memdup2 (from, sizeof *from);

  self->app = g_strdup (from->app);
  self->remote_id = g_strdup (from->remote_id);
  self->name = g_strdup (from->name);
  self->state = g_strdup (from->state);
  self->lacks = g_strdup (from->lacks);
  return self;
}

AutosellPage *
autosell_page_copy (const AutosellPage *self)
{
  AutosellPage *copy = g_memdup2 (self, sizeof *self);

  copy->remote_id = g_strdup (self->remote_id);
  copy->name = g_strdup (self->name);
  copy->category = g_strdup (self->category);
  copy->schedule = g_strdup (self->schedule);
  copy->block_reason = g_strdup (self->block_reason);
  copy->account_state = g_strdup (self->account_state);
  copy->account_app = g_strdup (self->account_app);
  copy->account_remote = g_strdup (self->account_remote);
  copy->tasks = g_strdup (self->tasks);
  copy->poster = g_strdup (self->poster);
  copy->poster_name = g_strdup (self->poster_name);
  return copy;
}

gboolean
autosell_page_can_post (const AutosellPage *self)
{
  return self->account != 0 && g_strcmp0 (self->account_state, "ok") == 0
         && strstr (self->tasks, "CREATE_CONTENT") != NULL;
}

void
autosell_template_free (AutosellTemplate *self)
{
  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

void
autosell_page_board_free (AutosellPageBoard *self)
{
  g_clear_pointer (&self->accounts, g_ptr_array_unref);
  g_clear_pointer (&self->pages, g_ptr_array_unref);
  g_clear_pointer (&self->templates, g_ptr_array_unref);
  g_free (self);
}

/* ---- Writing ---- */

/* Within a transaction. @result: what the job gives where @done */
static gpointer
end (AutosellConnection *connection, gboolean done, gpointer result, GError **error)
{
  if (done)
    return autosell_connection_commit (connection, error) ? result : NULL;
  autosell_connection_rollback (connection);
  return NULL;
}

static gboolean
write_now (AutosellStore *self, AutosellJobFunc func, gpointer data, GError **error)
{
  if (autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_WRITE, func, data, NULL, error) == NULL)
    return FALSE;
  autosell_store_emit_posts_changed (self);
  return TRUE;
}

/* One statement with a number or two. */
static gboolean
run (AutosellConnection *connection, const char *sql, gint64 first, gint64 second, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, first);
  if (sqlite3_bind_parameter_count (stmt) > 1)
    sqlite3_bind_int64 (stmt, 2, second);
  return autosell_statement_run (stmt, error);
}

typedef struct
{
  AutosellAccount *account;
  GPtrArray *pages;
} AccountJob;

static gboolean
write_account (AutosellConnection *connection, AutosellAccount *account, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO account (app, remote_id, name, kind, state, lacks, expires_at, added_at, uses_secret) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (service, app, remote_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, state = "
    "excluded.state, "
    "lacks = excluded.lacks, expires_at = excluded.expires_at, uses_secret = excluded.uses_secret RETURNING id",
    error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, account->app != NULL ? account->app : "");
  autosell_bind_text (stmt, 2, account->remote_id);
  autosell_bind_text (stmt, 3, account->name);
  autosell_bind_text (stmt, 4, account->is_person ? "person" : "token");
  autosell_bind_text (stmt, 5, account->state != NULL ? account->state : "ok");
  autosell_bind_text (stmt, 6, account->lacks);
  if (account->expires_s != 0)
    sqlite3_bind_int64 (stmt, 7, account->expires_s);
  sqlite3_bind_int64 (stmt, 8, g_get_real_time ());
  sqlite3_bind_int (stmt, 9, account->uses_secret);
  return autosell_statement_get_int (stmt, 0, &account->id, error);
}

static gboolean
write_page (AutosellConnection *connection, const AutosellPage *page, gint64 account, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO page (remote_id, name, category, poster_since) VALUES (?, ?, ?, -1) "
    "ON CONFLICT (remote_id) DO UPDATE SET name = excluded.name, category = excluded.category RETURNING id",
    error);
  gint64 id;

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, page->remote_id);
  autosell_bind_text (stmt, 2, page->name);
  autosell_bind_text (stmt, 3, page->category);
  if (!autosell_statement_get_int (stmt, 0, &id, error))
    return FALSE;
  stmt = autosell_connection_prepare (
    connection,
    "INSERT INTO page_account (page_id, account_id, tasks) VALUES (?, ?, ?) "
    "ON CONFLICT (page_id, account_id) DO UPDATE SET tasks = excluded.tasks, state = 'ok', "
    "is_listed = 1",
    error);
  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, id);
  sqlite3_bind_int64 (stmt, 2, account);
  autosell_bind_text (stmt, 3, page->tasks != NULL ? page->tasks : "");
  return autosell_statement_run (stmt, error);
}

static gpointer
set_account_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  AccountJob *job = data;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  done = write_account (connection, job->account, error)
         && run (connection, "UPDATE page_account SET is_listed = 0 WHERE account_id = ?", job->account->id, 0, error);
  for (guint i = 0; done && i < job->pages->len; i++)
    done = write_page (connection, job->pages->pdata[i], job->account->id, error);
  return end (connection, done, DONE, error);
}

gboolean
autosell_store_set_account_sync (AutosellStore *self, AutosellAccount *account, GPtrArray *pages, GError **error)
{
  AccountJob job = { account, pages };

  g_return_val_if_fail (account->remote_id != NULL && account->name != NULL, FALSE);

  return write_now (self, set_account_job, &job, error);
}

static void
account_job_free (gpointer data)
{
  AccountJob *job = data;

  autosell_account_free (job->account);
  g_ptr_array_unref (job->pages);
  g_free (job);
}

void
autosell_store_set_account_async (AutosellStore *self, const AutosellAccount *account, GPtrArray *pages,
                                  GAsyncReadyCallback callback, gpointer user_data)
{
  AccountJob *job = g_new (AccountJob, 1);

  g_return_if_fail (account->remote_id != NULL && account->name != NULL);

  *job = (AccountJob){ copy_account (account), g_ptr_array_ref (pages) };
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_account_job, job, account_job_free, NULL, NULL, callback,
                      user_data);
}

typedef struct
{
  gint64 id, other, number;
  const char *text;
} Numbers;

static gpointer
set_account_state_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Numbers *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    job->other == 0 ? "UPDATE account SET state = ? WHERE id = ?"
                    : "UPDATE page_account SET state = ? WHERE account_id = ? AND page_id = ?",
    error);

  if (stmt == NULL)
    return NULL;
  autosell_bind_text (stmt, 1, job->text);
  sqlite3_bind_int64 (stmt, 2, job->id);
  if (job->other != 0)
    sqlite3_bind_int64 (stmt, 3, job->other);
  return autosell_statement_run (stmt, error) ? DONE : NULL;
}

gboolean
autosell_store_set_account_state_sync (AutosellStore *self, gint64 account, gint64 page, const char *state,
                                       GError **error)
{
  Numbers job = { account, page, 0, state };

  return write_now (self, set_account_state_job, &job, error);
}

/* Numbers that outlive the call. */
static void
numbers_free (gpointer data)
{
  Numbers *self = data;

  g_free ((char *) self->text);
  g_free (self);
}

static void
write_later (AutosellStore *self, AutosellJobFunc func, Numbers job, GAsyncReadyCallback callback, gpointer user_data)
{
  Numbers *copy = g_memdup2 (&job, sizeof job);

  copy->text = g_strdup (job.text);
  autosell_store_run (self, AUTOSELL_LANE_WRITE, func, copy, numbers_free, NULL, NULL, callback, user_data);
}

void
autosell_store_set_account_state_async (AutosellStore *self, gint64 account, gint64 page, const char *state,
                                        GAsyncReadyCallback callback, gpointer user_data)
{
  write_later (self, set_account_state_job, (Numbers){ account, page, 0, state }, callback, user_data);
}

gboolean
autosell_store_write_page_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  gboolean done = autosell_store_run_finish (self, result, error) != NULL;

  if (done)
    autosell_store_emit_posts_changed (self);
  return done;
}

/* Pages that no account brings any more. */
#define DELETE_POSTS "DELETE FROM post WHERE page_id NOT IN (SELECT page_id FROM page_account)"
#define DELETE_PAGES "DELETE FROM page WHERE id NOT IN (SELECT page_id FROM page_account)"

/* In the file itself it is overwritten (secure_delete), but the log has the pages as they were until it begins anew.
 * Where somebody is just reading from it, that is a little later. */
static void
wipe_log (AutosellConnection *connection)
{
  g_autoptr(GError) error = NULL;

  if (!autosell_connection_exec (connection, "PRAGMA wal_checkpoint(TRUNCATE)", &error))
    g_message ("What was wiped is still in the log of the file: %s", error->message);
}

/* Of backups, too: who restores one has the account to connect again, and nobody finds it there. Before the rows are
 * gone here: where it stops half way, the account is still there to be disconnected. */
static gboolean
wipe_backups (AutosellConnection *connection, gint64 account, GError **error)
{
  static const char has[] = "SELECT 1 FROM account WHERE app = ? AND remote_id = ?";
  static const char *const wipe[] = { "DELETE FROM account WHERE app = ? AND remote_id = ?", DELETE_POSTS, DELETE_PAGES,
                                      NULL };
  g_autofree char *data_dir = g_path_get_dirname (connection->path);
  g_autofree char *app = NULL, *remote_id = NULL;
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt =
    autosell_connection_prepare (connection, "SELECT app, remote_id FROM account WHERE id = ?", error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, account);
  if (autosell_statement_next (stmt, &local_error))
    {
      app = g_strdup (autosell_column_text (stmt, 0));
      remote_id = g_strdup (autosell_column_text (stmt, 1));
      sqlite3_reset (stmt);
    }
  return autosell_pass_error (g_steal_pointer (&local_error), error)
         && (remote_id == NULL || autosell_backup_wipe (data_dir, has, wipe, app, remote_id, error));
}

static gpointer
remove_account_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *account = data;
  gboolean done;

  if (!wipe_backups (connection, *account, error) || !autosell_connection_begin (connection, error))
    return NULL;
  done = run (connection, "DELETE FROM account WHERE id = ?", *account, 0, error);
  if (done && sqlite3_changes (connection->db) == 0)
    {
      g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such account");
      done = FALSE;
    }
  done = done && autosell_connection_exec (connection, DELETE_POSTS ";" DELETE_PAGES, error);
  if (end (connection, done, DONE, error) == NULL)
    return NULL;
  wipe_log (connection);
  return DONE;
}

gboolean
autosell_store_remove_account_sync (AutosellStore *self, gint64 account, GError **error)
{
  return write_now (self, remove_account_job, &account, error);
}

void
autosell_store_remove_account_async (AutosellStore *self, gint64 account, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, remove_account_job, g_memdup2 (&account, sizeof account), g_free, NULL,
                      NULL, callback, user_data);
}

static gpointer
set_page_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellPage *page = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection,
                                                    "UPDATE page SET is_automatic = ?, hands_over = ?, schedule = ?, "
                                                    "template_id = nullif (?, 0) WHERE id = ?",
                                                    error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int (stmt, 1, page->is_automatic);
  sqlite3_bind_int (stmt, 2, page->hands_over);
  autosell_bind_text (stmt, 3, page->schedule);
  sqlite3_bind_int64 (stmt, 4, page->template);
  sqlite3_bind_int64 (stmt, 5, page->id);
  return autosell_statement_run (stmt, error) ? DONE : NULL;
}

gboolean
autosell_store_set_page_sync (AutosellStore *self, const AutosellPage *page, GError **error)
{
  return write_now (self, set_page_job, (gpointer) page, error);
}

void
autosell_store_set_page_async (AutosellStore *self, const AutosellPage *page, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_page_job, autosell_page_copy (page),
                      (GDestroyNotify) autosell_page_free, NULL, NULL, callback, user_data);
}

static gpointer
block_page_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const Numbers *job = data;
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection, "UPDATE page SET blocked_until = nullif (?, 0), block_reason = ? WHERE id = ?", error);

  if (stmt == NULL)
    return NULL;
  sqlite3_bind_int64 (stmt, 1, job->number);
  autosell_bind_text (stmt, 2, job->text);
  sqlite3_bind_int64 (stmt, 3, job->id);
  return autosell_statement_run (stmt, error) ? DONE : NULL;
}

gboolean
autosell_store_block_page_sync (AutosellStore *self, gint64 page, gint64 until_s, const char *reason, GError **error)
{
  Numbers job = { page, 0, until_s, until_s != 0 ? reason : NULL };

  return write_now (self, block_page_job, &job, error);
}

void
autosell_store_block_page_async (AutosellStore *self, gint64 page, gint64 until_s, const char *reason,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  write_later (self, block_page_job, (Numbers){ page, 0, until_s, until_s != 0 ? reason : NULL }, callback, user_data);
}

/* ---- Templates ---- */

/* The program's own are written when the first one is changed, so that they can be changed, too. */
static gboolean
write_built_in (AutosellConnection *connection, GError **error)
{
  const char *name, *text;

  if (autosell_connection_get_int (connection, "SELECT count(*) FROM template", 0) > 0)
    return TRUE;
  for (guint i = 0; (text = autosell_post_template_get_built_in (i, &name)) != NULL; i++)
    {
      sqlite3_stmt *stmt =
        autosell_connection_prepare (connection, "INSERT INTO template (name, text, position) VALUES (?, ?, ?)", error);

      if (stmt == NULL)
        return FALSE;
      autosell_bind_text (stmt, 1, name);
      autosell_bind_text (stmt, 2, text);
      sqlite3_bind_int64 (stmt, 3, i);
      if (!autosell_statement_run (stmt, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_template (AutosellConnection *connection, AutosellTemplate *template, GError **error)
{
  sqlite3_stmt *stmt = autosell_connection_prepare (
    connection,
    template->id == 0
      ? "INSERT INTO template (name, text, position) SELECT ?, ?, 1 + max (position) FROM template RETURNING id"
      : "UPDATE template SET name = ?, text = ?, deleted_at = NULL WHERE id = ? RETURNING id",
    error);

  if (stmt == NULL)
    return FALSE;
  autosell_bind_text (stmt, 1, template->name);
  autosell_bind_text (stmt, 2, template->text);
  if (template->id != 0)
    sqlite3_bind_int64 (stmt, 3, template->id);
  if (!autosell_statement_get_int (stmt, 0, &template->id, error))
    return FALSE;
  if (template->id == 0)
    g_set_error_literal (error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND, "There is no such template");
  return template->id != 0;
}

static gpointer
set_template_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  if (!autosell_connection_begin (connection, error))
    return NULL;
  return end (connection, write_built_in (connection, error) && write_template (connection, data, error), DONE, error);
}

gboolean
autosell_store_set_template_sync (AutosellStore *self, AutosellTemplate *template, GError **error)
{
  g_autoptr(AutosellPostTemplate) read = autosell_post_template_parse (template->text, NULL, error);

  return read != NULL && write_now (self, set_template_job, template, error);
}

static gpointer
set_template_later_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const AutosellTemplate *template = data;
  g_autoptr(AutosellPostTemplate) read = autosell_post_template_parse (template->text, NULL, error);

  return read != NULL ? set_template_job (connection, data, cancellable, error) : NULL;
}

void
autosell_store_set_template_async (AutosellStore *self, const AutosellTemplate *template, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  AutosellTemplate *copy = g_new (AutosellTemplate, 1);

  *copy = (AutosellTemplate){ template->id, g_strdup (template->name), g_strdup (template->text) };
  autosell_store_run (self, AUTOSELL_LANE_WRITE, set_template_later_job, copy, (GDestroyNotify) autosell_template_free,
                      NULL, NULL, callback, user_data);
}

static gpointer
delete_template_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  const gint64 *id = data;
  gboolean done;

  if (!autosell_connection_begin (connection, error))
    return NULL;
  done = write_built_in (connection, error)
         && run (connection, "UPDATE page SET template_id = NULL WHERE template_id = ?", *id, 0, error)
         && run (connection, "UPDATE template SET deleted_at = ?2 WHERE id = ?1", *id, g_get_real_time (), error);
  return end (connection, done, DONE, error);
}

gboolean
autosell_store_delete_template_sync (AutosellStore *self, gint64 template, GError **error)
{
  return write_now (self, delete_template_job, &template, error);
}

void
autosell_store_delete_template_async (AutosellStore *self, gint64 template, GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_WRITE, delete_template_job, g_memdup2 (&template, sizeof template), g_free,
                      NULL, NULL, callback, user_data);
}
