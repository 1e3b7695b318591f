/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>

#include "autosell-google.h"
#include "autosell-reconciler.h"
#include "autosell-sheet-remote.h"

/* sync-sheet SPREADSHEET: links the first tab where nothing is linked yet, makes stock and sheet agree once, and tells
 * what was done as JSON. Data folder, services and keyring are the environment's, as for the command line, with which
 * one signs in. */

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static AutosellLedgerLink *
make_link (AutosellStore *store, AutosellSheets *sheets, const char *spreadsheet, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(AutosellSheetInfo) info = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const AutosellSheetTab *tab;

  if (!autosell_store_get_link_sync (store, &link, error))
    return NULL;
  if (link != NULL)
    return g_steal_pointer (&link);

  autosell_sheets_read_info_async (sheets, spreadsheet, NULL, take_result_cb, &result);
  info = autosell_sheets_read_info_finish (sheets, wait (&result), error);
  if (info == NULL)
    return NULL;
  tab = g_ptr_array_index (info->tabs, 0);
  link = autosell_ledger_link_new ();
  link->account = g_strdup (autosell_google_account_get_id (autosell_sheets_get_account (sheets)));
  link->spreadsheet = g_strdup (spreadsheet);
  link->tab = tab->sheet_id;
  link->title = g_strdup (info->title);
  link->tab_title = g_strdup (tab->title);
  return autosell_store_set_link_sync (store, link, error) ? g_steal_pointer (&link) : NULL;
}

static gboolean
run (AutosellStore *store, AutosellGoogle *google, const char *spreadsheet, GError **error)
{
  g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (google), 0);
  g_autoptr(AutosellSheets) sheets = NULL;
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(AutosellSheetRemote) remote = NULL;
  g_autoptr(AutosellSyncReport) report = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (account == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nobody is signed in");
      return FALSE;
    }
  sheets = autosell_sheets_new (account);
  link = make_link (store, sheets, spreadsheet, error);
  if (link == NULL)
    return FALSE;
  remote = autosell_sheet_remote_new (sheets, link, "asm-test", TRUE);
  autosell_reconcile_async (store, AUTOSELL_REMOTE (remote), link, FALSE, FALSE, NULL, take_result_cb, &result);
  report = autosell_reconcile_finish (store, wait (&result), error);
  if (report == NULL)
    return FALSE;
  printf (
    "{\"brake\": %d, \"rows\": %u, \"same\": %u, \"added\": %u, \"changed\": %u, \"written\": %u, \"appended\": %u, "
    "\"refused\": %u, \"conflicts\": %u, \"vanished\": %u, \"notes\": %u, \"whole\": %s}\n",
    report->brake, report->n_rows, report->n_same, report->n_added, report->n_changed, report->n_written,
    report->n_appended, report->n_refused, report->n_conflicts, report->n_vanished, report->n_notes,
    report->is_whole ? "true" : "false");
  return TRUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autofree char *data_dir = autosell_store_default_data_dir ();
  g_autoptr(AutosellStore) store = autosell_store_open_sync (data_dir, "cli", NULL, &error);
  g_autoptr(AutosellEndpoints) endpoints = error == NULL ? autosell_endpoints_load (NULL, &error) : NULL;
  g_autoptr(AutosellHttp) http = NULL;
  g_autoptr(AutosellKeyring) keyring = NULL;
  g_autoptr(AutosellGoogle) google = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  gboolean done = FALSE;

  if (endpoints != NULL && argc == 2)
    {
      http = autosell_http_new ();
      keyring = autosell_keyring_new (data_dir);
      google = autosell_google_new (store, http, endpoints, keyring);
      autosell_google_load_async (google, NULL, take_result_cb, &result);
      done = autosell_google_load_finish (google, wait (&result), &error) && run (store, google, argv[1], &error);
    }
  if (!done)
    fprintf (stderr, "%s\n", error != NULL ? error->message : "sync-sheet SPREADSHEET");
  if (store != NULL)
    autosell_store_close (store);
  return done ? 0 : 1;
}
