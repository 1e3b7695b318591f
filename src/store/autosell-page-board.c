/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-page-store.h"

#include "autosell-post-store-private.h"
#include "autosell-post-template.h"
#include "autosell-store-private.h"

/* What is asked of accounts, Pages and templates. */

static AutosellAccount *
read_account (sqlite3_stmt *stmt)
{
  AutosellAccount *account = g_new0 (AutosellAccount, 1);

  account->id = sqlite3_column_int64 (stmt, 0);
  account->app = g_strdup (autosell_column_text (stmt, 1));
  account->remote_id = g_strdup (autosell_column_text (stmt, 2));
  account->name = g_strdup (autosell_column_text (stmt, 3));
  account->is_person = g_strcmp0 (autosell_column_text (stmt, 4), "person") == 0;
  account->state = g_strdup (autosell_column_text (stmt, 5));
  account->lacks = g_strdup (autosell_column_text (stmt, 6));
  account->expires_s = sqlite3_column_int64 (stmt, 7);
  account->added_us = sqlite3_column_int64 (stmt, 8);
  account->uses_secret = sqlite3_column_int (stmt, 9);
  return account;
}

static AutosellPage *
read_page (sqlite3_stmt *stmt)
{
  AutosellPage *page = g_new0 (AutosellPage, 1);

  page->id = sqlite3_column_int64 (stmt, 0);
  page->remote_id = g_strdup (autosell_column_text (stmt, 1));
  page->name = g_strdup (autosell_column_text (stmt, 2));
  page->category = g_strdup (autosell_column_text (stmt, 3));
  page->is_automatic = sqlite3_column_int (stmt, 4);
  page->hands_over = sqlite3_column_int (stmt, 5);
  page->schedule = g_strdup (autosell_column_text (stmt, 6));
  page->template = sqlite3_column_int64 (stmt, 7);
  page->blocked_s = sqlite3_column_int64 (stmt, 8);
  page->block_reason = g_strdup (autosell_column_text (stmt, 9));
  page->account = sqlite3_column_int64 (stmt, 10);
  page->account_state = g_strdup (autosell_column_text (stmt, 11));
  page->account_app = g_strdup (autosell_column_text (stmt, 12));
  page->account_remote = g_strdup (autosell_column_text (stmt, 13));
  page->tasks = g_strdup (autosell_column_text (stmt, 14));
  page->uses_secret = sqlite3_column_int (stmt, 15);
  page->poster = g_strdup (autosell_column_text (stmt, 16));
  page->poster_name = g_strdup (autosell_column_text (stmt, 17));
  page->poster_since_s = sqlite3_column_int64 (stmt, 18);
  return page;
}

static AutosellTemplate *
read_template (sqlite3_stmt *stmt)
{
  AutosellTemplate *template = g_new0 (AutosellTemplate, 1);

  template->id = sqlite3_column_int64 (stmt, 0);
  template->name = g_strdup (autosell_column_text (stmt, 1));
  template->text = g_strdup (autosell_column_text (stmt, 2));
  return template;
}

/* Returns: (transfer full): what @read makes of each row; NULL with @error */
static GPtrArray *
read_all (AutosellConnection *connection, const char *sql, gpointer (*read) (sqlite3_stmt *), GDestroyNotify free_row,
          GError **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (free_row);
  g_autoptr(GError) local_error = NULL;
  sqlite3_stmt *stmt = autosell_connection_prepare (connection, sql, error);

  if (stmt == NULL)
    return NULL;
  while (autosell_statement_next (stmt, &local_error))
    g_ptr_array_add (rows, read (stmt));
  return autosell_pass_error (g_steal_pointer (&local_error), error) ? g_steal_pointer (&rows) : NULL;
}

/* A NULL row of a window function's first account: the one that works before one that does not. */
#define PAGES \
  "SELECT page.id, page.remote_id, page.name, category, is_automatic, hands_over, schedule, template_id, " \
  "blocked_until, " \
  "block_reason, best.account_id, best.state, best.app, best.account_remote, best.tasks, best.uses_secret, " \
  "poster, poster_name, poster_since " \
  "FROM page LEFT JOIN (" \
  "SELECT page_id, account_id, tasks, account.app AS app, account.remote_id AS account_remote, uses_secret, " \
  "iif (account.state = 'ok', page_account.state, account.state) AS state, " \
  "row_number () OVER (PARTITION BY page_id ORDER BY is_listed DESC, " \
  "account.state = 'ok' AND page_account.state = 'ok' DESC, account_id) AS rank " \
  "FROM page_account JOIN account ON account.id = account_id WHERE is_listed) AS best " \
  "ON best.page_id = page.id AND best.rank = 1 ORDER BY page.name, page.id"

AutosellPageBoard *
autosell_page_sql_get_board (AutosellConnection *connection, GError **error)
{
  g_autoptr(AutosellPageBoard) board = g_new0 (AutosellPageBoard, 1);
  const char *name, *text;

  board->accounts =
    read_all (connection,
              "SELECT id, app, remote_id, name, kind, state, lacks, expires_at, added_at, "
              "uses_secret FROM account ORDER BY name, id",
              (gpointer (*) (sqlite3_stmt *)) read_account, (GDestroyNotify) autosell_account_free, error);
  if (board->accounts == NULL)
    return NULL;
  board->pages =
    read_all (connection, PAGES, (gpointer (*) (sqlite3_stmt *)) read_page, (GDestroyNotify) autosell_page_free, error);
  if (board->pages == NULL)
    return NULL;
  board->templates =
    read_all (connection, "SELECT id, name, text FROM template WHERE deleted_at IS NULL ORDER BY position, id",
              (gpointer (*) (sqlite3_stmt *)) read_template, (GDestroyNotify) autosell_template_free, error);
  if (board->templates == NULL)
    return NULL;
  for (guint i = 0; board->templates->len == i && (text = autosell_post_template_get_built_in (i, &name)) != NULL; i++)
    {
      AutosellTemplate *template = g_new0 (AutosellTemplate, 1);

      template->name = g_strdup (name);
      template->text = g_strdup (text);
      /* As write_built_in() will number them */
      template->id = (gint64) i + 1;
      g_ptr_array_add (board->templates, template);
    }
  return g_steal_pointer (&board);
}

static gpointer
get_page_board_job (AutosellConnection *connection, gpointer data, GCancellable *cancellable, GError **error)
{
  return autosell_page_sql_get_board (connection, error);
}

AutosellPageBoard *
autosell_store_get_page_board_sync (AutosellStore *self, GError **error)
{
  return autosell_database_call (autosell_store_get_database (self), AUTOSELL_LANE_READ, get_page_board_job, NULL, NULL,
                                 error);
}

void
autosell_store_get_page_board_async (AutosellStore *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  autosell_store_run (self, AUTOSELL_LANE_READ, get_page_board_job, NULL, NULL,
                      (GDestroyNotify) autosell_page_board_free, cancellable, callback, user_data);
}

AutosellPageBoard *
autosell_store_get_page_board_finish (AutosellStore *self, GAsyncResult *result, GError **error)
{
  return autosell_store_run_finish (self, result, error);
}

GPtrArray *
autosell_store_get_accounts_sync (AutosellStore *self, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (self, error);

  return board != NULL ? g_steal_pointer (&board->accounts) : NULL;
}

GPtrArray *
autosell_store_get_pages_sync (AutosellStore *self, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (self, error);

  return board != NULL ? g_steal_pointer (&board->pages) : NULL;
}

GPtrArray *
autosell_store_get_templates_sync (AutosellStore *self, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (self, error);

  return board != NULL ? g_steal_pointer (&board->templates) : NULL;
}
