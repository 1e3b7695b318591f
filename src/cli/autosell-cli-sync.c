/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-sync-turn.h"
#include "autosell-sync-words.h"

/* sync: makes the stock and the lot's sheet agree, once or for as long as it runs. */

/* How often it is looked whether another is done: a lock's end is told to nobody who does not sit in it. */
#define TURN_LOOK_US (100 * G_TIME_SPAN_MILLISECOND)

static struct
{
  gboolean is_dry;
  gboolean allows_vanished;
  gboolean watches;
  gboolean is_once;
  int wait_seconds;
} options = { .wait_seconds = AUTOSELL_CLI_TURN_WAIT_SECONDS };

static const GOptionEntry entries[] = {
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.is_dry, N_("Only tell what would change"), NULL },
  { "allow-vanished", 0, 0, G_OPTION_ARG_NONE, &options.allows_vanished,
    N_("Go on although many rows are gone from the sheet; their cars stay here"), NULL },
  { "once", 0, 0, G_OPTION_ARG_NONE, &options.is_once, N_("Once, and end: what it does by itself"), NULL },
  { "watch", 'w', 0, G_OPTION_ARG_NONE, &options.watches,
    N_("Go on as the window does, and tell how things stand, until Ctrl+C"), NULL },
  { "wait", 0, 0, G_OPTION_ARG_INT, &options.wait_seconds,
    N_("How long to wait for the window or another command that is just synchronising; 60 when this is not given"),
    N_("SECONDS") },
  G_OPTION_ENTRY_NULL
};

/* ---- Which sheet, whose ---- */

AutosellLedgerLink *
autosell_cli_get_link (AutosellCli *cli, GError **error)
{
  AutosellLedgerLink *link = NULL;

  if (!autosell_cli_open (cli, error) || !autosell_store_get_link_sync (cli->store, &link, error))
    return NULL;
  if (link == NULL)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_NOT_LINKED,
                         _("No sheet is linked yet. “autosell-cli sheet link” links one."));
  return link;
}

AutosellGoogleAccount *
autosell_cli_get_link_account (AutosellCli *cli, const AutosellLedgerLink *link, GError **error)
{
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  AutosellGoogleAccount *account = google != NULL ? autosell_google_find_account (google, link->account) : NULL;

  if (google != NULL && account == NULL)
    autosell_net_set_error (error, AUTOSELL_NET_ERROR_SIGNED_OUT, 0, NULL, FALSE,
                            "The sheet's account is not signed in here");
  return account;
}

void
autosell_cli_set_brake_error (GError **error, AutosellLedgerBrake brake, guint n)
{
  g_autofree char *count = autosell_format_integer (n);

  if (brake == AUTOSELL_LEDGER_BRAKE_HEADER)
    g_set_error_literal (
      error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BRAKE,
      _("The sheet has no row with the headings of its columns, such as Brand, Model and Price, or lost most "
        "of them. Nothing was changed."));
  else
    g_set_error (
      error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BRAKE,
      ngettext (
        "%s row is gone from the sheet, which is a lot at once. Nothing was changed. If that is meant, run it "
        "again with --allow-vanished: the car stays here and is marked as not in the sheet.",
        "%s rows are gone from the sheet, which is a lot at once. Nothing was changed. If that is meant, run it "
        "again with --allow-vanished: the cars stay here and are marked as not in the sheet.",
        n),
      count);
}

AutosellSyncTurn *
autosell_cli_take_turn (AutosellCli *cli, int wait_seconds, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + wait_seconds * G_TIME_SPAN_SECOND;
  gboolean is_told = FALSE;

  for (;;)
    {
      GError *local_error = NULL;
      AutosellSyncTurn *turn = autosell_sync_turn_take (cli->store, &local_error);

      if (turn != NULL)
        return turn;
      if (!g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY)
          || g_get_monotonic_time () >= until_us)
        {
          g_propagate_error (error, local_error);
          return NULL;
        }
      g_error_free (local_error);
      if (!is_told)
        autosell_cli_message ("%s", _("Waiting for another synchronisation to end…"));
      is_told = TRUE;
      g_usleep (TURN_LOOK_US);
    }
}

/* ---- What came of it ---- */

static void
print_report (const AutosellSyncReport *report)
{
  guint n_changes = report->n_added + report->n_changed + report->n_appended + report->n_written + report->n_conflicts
                    + report->n_vanished;

  if (options.is_dry)
    autosell_cli_line (_("Nothing was changed. This would be done:"));
  autosell_cli_count (_("New here"), report->n_added);
  autosell_cli_count (_("Changed here"), report->n_changed);
  autosell_cli_count (_("New in the sheet"), report->n_appended);
  autosell_cli_count (_("Changed in the sheet"), report->n_written);
  autosell_cli_count (_("The same"), report->n_same);
  autosell_cli_count (_("Changed on both sides, see “autosell-cli conflicts”"), report->n_conflicts);
  autosell_cli_count (_("Not in the sheet any more, and kept here"), report->n_vanished);
  autosell_cli_count (_("In the bin here, and still in the sheet"), report->n_removals);
  autosell_cli_count (_("Cells that could not be read or written"), report->n_notes);
  if (n_changes == 0)
    autosell_cli_line (options.is_dry ? _("Nothing is to be done.") : _("Nothing was to be done."));
  autosell_cli_print_notes (report->notes);
}

static void
json_report (AutosellCliJson *json, const AutosellSyncReport *report)
{
  const struct
  {
    const char *name;
    guint n;
  } members[] = {
    { "rows", report->n_rows },           { "same", report->n_same },         { "added", report->n_added },
    { "changed", report->n_changed },     { "appended", report->n_appended }, { "written", report->n_written },
    { "conflicts", report->n_conflicts }, { "vanished", report->n_vanished }, { "removals", report->n_removals },
    { "refused", report->n_refused },     { "rounds", report->n_rounds },
  };

  autosell_cli_json_boolean (json, "dry_run", options.is_dry);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    autosell_cli_json_integer (json, members[i].name, members[i].n);
  autosell_cli_json_boolean (json, "whole", report->is_whole);
  autosell_cli_json_notes (json, report->notes);
}

static AutosellCliStatus
tell_report (AutosellCli *cli, const AutosellSyncReport *report, GError **error)
{
  if (report->brake != AUTOSELL_LEDGER_BRAKE_NONE)
    {
      autosell_cli_set_brake_error (error, report->brake, report->n_vanished);
      return AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    json_report (cli->json, report);
  else
    print_report (report);
  if (options.is_dry || report->is_whole)
    return AUTOSELL_CLI_DONE;
  autosell_cli_message (
    "%s", _("Somebody was changing the same rows, so something is left for the next time. Run it again."));
  return AUTOSELL_CLI_PARTLY;
}

/* ---- For as long as it runs ---- */

typedef struct
{
  AutosellSyncManager *manager;
  char *told; /* owned, nullable: the last line */
  gboolean is_over;
} Watch;

static void
tell_state (Watch *watch)
{
  g_autofree char *text = autosell_sync_dup_headline (watch->manager, g_get_real_time ());
  g_autofree char *line =
    g_strdup_printf ("%s: %s", autosell_sync_state_get_nick (autosell_sync_manager_get_state (watch->manager)),
                     text != NULL ? text : _("No sheet is linked."));

  if (g_strcmp0 (line, watch->told) == 0)
    return;
  autosell_cli_line ("%s", line);
  fflush (stdout);
  g_free (watch->told);
  watch->told = g_steal_pointer (&line);
}

static gboolean
end_cb (gpointer data)
{
  ((Watch *) data)->is_over = TRUE;
  return G_SOURCE_CONTINUE;
}

static AutosellCliStatus
run_watch (AutosellCli *cli, GError **error)
{
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  Watch watch = { NULL, NULL, FALSE };
  guint interrupt, end;

  if (google == NULL)
    return AUTOSELL_CLI_FAILED;
  interrupt = g_unix_signal_add (SIGINT, end_cb, &watch);
  end = g_unix_signal_add (SIGTERM, end_cb, &watch);
  watch.manager = autosell_sync_manager_new (cli->store, google);
  g_signal_connect_swapped (watch.manager, "changed", G_CALLBACK (tell_state), &watch);
  autosell_sync_manager_start (watch.manager);
  while (!watch.is_over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (watch.manager, &watch);
  autosell_sync_manager_stop (watch.manager);
  g_object_unref (watch.manager);
  g_source_remove (interrupt);
  g_source_remove (end);
  g_free (watch.told);
  return AUTOSELL_CLI_DONE;
}

/* ---- Once ---- */

/* The link, where it goes on. Returns: (transfer full): NULL with @error */
static AutosellLedgerLink *
get_open_link (AutosellCli *cli, GError **error)
{
  AutosellLedgerLink *link = autosell_cli_get_link (cli, error);

  if (link == NULL || !link->is_paused || options.is_dry)
    return link;
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_PAUSED,
                       _("The sheet is paused. “autosell-cli sheet resume” lets it go on."));
  autosell_ledger_link_free (link);
  return NULL;
}

static AutosellCliStatus
run_sync (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(AutosellSyncTurn) turn = NULL;
  g_autoptr(AutosellSheets) sheets = NULL;
  g_autoptr(AutosellSheetRemote) remote = NULL;
  g_autoptr(AutosellSyncReport) report = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *pin_key = NULL;
  AutosellGoogleAccount *account;

  if (options.wait_seconds < 0)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--wait is a number of seconds."));
      return AUTOSELL_CLI_USAGE;
    }
  if ((link = options.watches ? autosell_cli_get_link (cli, error) : get_open_link (cli, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (options.watches && (options.is_once || options.is_dry || options.allows_vanished || cli->json != NULL))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("--watch goes with none of --once, --dry-run, --allow-vanished and --json."));
      return AUTOSELL_CLI_USAGE;
    }
  if (options.watches)
    return run_watch (cli, error);
  if (autosell_cli_get_link_account (cli, link, error) == NULL
      || (turn = autosell_cli_take_turn (cli, options.wait_seconds, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  /* Whoever had the turn may have changed or ended it. */
  autosell_ledger_link_free (g_steal_pointer (&link));
  if ((link = get_open_link (cli, error)) == NULL
      || (account = autosell_cli_get_link_account (cli, link, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  sheets = autosell_sheets_new (account);
  pin_key = autosell_sync_dup_pin_key (cli->store);
  /* Looking makes no column. */
  remote = autosell_sheet_remote_new (sheets, link, pin_key, !options.is_dry);
  autosell_reconcile_async (cli->store, AUTOSELL_REMOTE (remote), link, options.allows_vanished, options.is_dry, NULL,
                            autosell_cli_take_result_cb, &result);
  report = autosell_reconcile_finish (cli->store, autosell_cli_wait (&result), error);
  return report != NULL ? tell_report (cli, report, error) : AUTOSELL_CLI_FAILED;
}

const AutosellCliCommand autosell_cli_command_sync = {
  .name = "sync",
  .parameters = "",
  .summary = N_("Make the stock and the linked sheet agree"),
  .description =
    N_("Once: what was changed here goes to the sheet, and what was changed there comes here. Where both changed the "
       "same field the loser is kept: see “autosell-cli conflicts”."),
  .options = entries,
  .run = run_sync,
};
