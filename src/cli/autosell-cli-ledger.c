/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-ledger.h"

#include <glib/gi18n.h>

#include "autosell-check-tab.h"
#include "autosell-cli-facebook.h"
#include "autosell-cli-google.h"
#include "autosell-cli-print.h"
#include "autosell-graph-error.h"
#include "autosell-format.h"
#include "autosell-ledger-store.h"
#include "autosell-post-ledger-export.h"

static gboolean
parse_order (const char *word, AutosellPostLedgerOrder *order, GError **error)
{
  static const char *const names[AUTOSELL_N_POST_LEDGER_ORDERS] = { "oldest", "latest", "reactions", "name" };

  *order = AUTOSELL_POST_LEDGER_LONGEST_AGO;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (word == NULL || g_str_equal (names[i], word))
      {
        *order = (AutosellPostLedgerOrder) i;
        return TRUE;
      }
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
               _("“%s” is no order: it is oldest, latest, reactions or name."), word);
  return FALSE;
}

static void
json_figure (AutosellCliJson *json, const char *name, gint64 number)
{
  if (number >= 0)
    autosell_cli_json_integer (json, name, number);
}

static void
json_cell (AutosellCliJson *json, const AutosellPage *page, const AutosellPostCell *cell)
{
  g_autofree char *wrong = cell != NULL ? autosell_graph_fact_dup_sentence (cell->error_text) : NULL;

  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_string (json, "page", page->name);
  autosell_cli_json_string (json, "state",
                            autosell_posted_to_nick (cell != NULL ? cell->state : AUTOSELL_POSTED_NEVER));
  if (cell != NULL)
    {
      autosell_cli_json_integer (json, "post", cell->post);
      autosell_cli_json_instant (json, "out", cell->out_s * G_USEC_PER_SEC);
      autosell_cli_json_instant (json, "planned",
                                 cell->state == AUTOSELL_POSTED_QUEUED ? cell->at_s * G_USEC_PER_SEC : 0);
      autosell_cli_json_instant (json, "removed",
                                 cell->state == AUTOSELL_POSTED_REMOVED ? cell->at_s * G_USEC_PER_SEC : 0);
      autosell_cli_json_string (json, "link", cell->permalink);
      json_figure (json, "reactions", cell->figures.reactions);
      json_figure (json, "comments", cell->figures.comments);
      json_figure (json, "shares", cell->figures.shares);
      json_figure (json, "reach", cell->figures.reach);
      json_figure (json, "clicks", cell->figures.clicks);
      autosell_cli_json_string (json, "error_text", wrong);
      autosell_cli_json_string (json, "held", cell->held);
    }
  autosell_cli_json_end (json);
}

static gboolean
is_shown (const AutosellPage *page, gint64 only)
{
  return only == 0 || page->id == only;
}

static void
json_ledger (AutosellCliJson *json, const AutosellPostLedger *ledger, gint64 only)
{
  autosell_cli_json_begin_array (json, "cars");
  for (guint i = 0; i < ledger->first->len; i++)
    {
      const AutosellPostCar *car = ledger->first->pdata[i];

      autosell_cli_json_begin_object (json, NULL);
      autosell_cli_json_string (json, "stock_number", car->stock_number);
      autosell_cli_json_string (json, "vehicle", car->title);
      autosell_cli_json_string (json, "status", car->status);
      autosell_cli_json_string (json, "posted", autosell_posted_to_nick (car->posted.state));
      autosell_cli_json_instant (json, "out", car->posted.out_s * G_USEC_PER_SEC);
      autosell_cli_json_begin_array (json, "cells");
      for (guint j = 0; j < ledger->pages->len; j++)
        {
          const AutosellPage *page = ledger->pages->pdata[j];

          if (is_shown (page, only))
            json_cell (json, page, autosell_post_car_find_cell (car, page->id));
        }
      autosell_cli_json_end (json);
      autosell_cli_json_end (json);
    }
  autosell_cli_json_end (json);
}

/* “published 12 days ago · 41 reactions” */
static char *
dup_cell (const AutosellPostCell *cell)
{
  AutosellPosted posted = { 0 };
  g_autofree char *ago = NULL;
  GString *text;

  if (cell == NULL || cell->state != AUTOSELL_POSTED_OUT || cell->is_leaving)
    return g_strdup (autosell_post_cell_to_word (cell));
  posted.state = cell->state;
  posted.out_s = cell->out_s;
  ago = autosell_posted_dup_short (&posted, g_get_real_time () / G_USEC_PER_SEC);
  text = g_string_new (ago);
  if (cell->figures.reactions >= 0)
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d reaction", "%d reactions", (gulong) cell->figures.reactions),
                              (int) cell->figures.reactions);
    }
  return g_string_free (text, FALSE);
}

static void
print_ledger (const AutosellPostLedger *ledger, gint64 only)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, _("No."), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  for (guint j = 0; j < ledger->pages->len; j++)
    if (is_shown (ledger->pages->pdata[j], only))
      autosell_cli_table_add_column (table, ((const AutosellPage *) ledger->pages->pdata[j])->name,
                                     AUTOSELL_CLI_COLUMN_SHRINK);
  for (guint i = 0; i < ledger->first->len; i++)
    {
      const AutosellPostCar *car = ledger->first->pdata[i];

      autosell_cli_table_add (table, car->stock_number);
      autosell_cli_table_add (table, car->title);
      for (guint j = 0; j < ledger->pages->len; j++)
        if (is_shown (ledger->pages->pdata[j], only))
          autosell_cli_table_take (
            table, dup_cell (autosell_post_car_find_cell (car, ((AutosellPage *) ledger->pages->pdata[j])->id)));
    }
  autosell_cli_table_print (table);
}

static AutosellCliStatus export(AutosellCli *cli, const AutosellPostLedgerQuery *query, const char *output,
                                GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (output);

  cli->subject = output;
  return autosell_store_export_post_ledger_sync (cli->store, query, file, error) ? AUTOSELL_CLI_DONE
                                                                                 : AUTOSELL_CLI_FAILED;
}

/* All of it, once; the window does so by itself where that is switched on. */
static AutosellCliStatus
write_tab (AutosellCli *cli, GError **error)
{
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  AutosellGoogleAccount *account;
  AutosellLedgerLink *found = NULL;
  g_autoptr(AutosellSheets) sheets = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  guint n_rows = 0;
  gboolean done;

  if (google == NULL || !autosell_store_get_link_sync (cli->store, &found, error))
    return AUTOSELL_CLI_FAILED;
  account = found != NULL ? autosell_google_find_account (google, found->account) : NULL;
  if (account == NULL)
    {
      g_clear_pointer (&found, autosell_ledger_link_free);
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                           _("No sheet is linked, or nobody is signed in to it: see “autosell-cli sheet”."));
      return AUTOSELL_CLI_FAILED;
    }
  sheets = autosell_sheets_new (account);
  autosell_check_tab_write_async (cli->store, sheets, found->spreadsheet, NULL, autosell_cli_take_result_cb, &result);
  done = autosell_check_tab_write_finish (cli->store, autosell_cli_wait (&result), &n_rows, error);
  autosell_ledger_link_free (found);
  if (!done)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_integer (cli->json, "rows", n_rows);
  else
    autosell_cli_line (
      ngettext ("%u row of the tab “%s” was written.", "%u rows of the tab “%s” were written.", n_rows), n_rows,
      AUTOSELL_CHECK_TAB_TITLE);
  return AUTOSELL_CLI_DONE;
}

AutosellCliStatus
autosell_cli_run_ledger (AutosellCli *cli, const AutosellCliLedgerOptions *options, GError **error)
{
  g_autoptr(AutosellQuery) cars = autosell_query_parse (options->filter, NULL, NULL, error);
  g_autoptr(AutosellPostLedger) ledger = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  AutosellPostLedgerQuery query = { .query = cars };
  const AutosellPage *page = NULL;

  if (cars == NULL || !parse_order (options->order, &query.order, error)
      || (pages = autosell_store_get_pages_sync (cli->store, error)) == NULL
      || (options->page != NULL && (page = autosell_cli_find_page (pages, options->page, error)) == NULL))
    return AUTOSELL_CLI_FAILED;
  query.page = page != NULL ? page->id : 0;
  if (options->to_sheet)
    return write_tab (cli, error);
  if (options->output != NULL)
    return export(cli, &query, options->output, error);
  ledger = autosell_store_get_post_ledger_sync (cli->store, &query, G_MAXUINT, error);
  if (ledger == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    json_ledger (cli->json, ledger, query.page);
  else if (ledger->pages->len == 0)
    autosell_cli_line (_("No Page of Facebook is connected yet."));
  else
    print_ledger (ledger, query.page);
  return AUTOSELL_CLI_DONE;
}
