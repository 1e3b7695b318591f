/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-sheet.h"

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-sync-hours.h"
#include "autosell-sync-manager.h"

/* The command for the lot's own sheet: sheet link, preview, status, put-back, times, pause, resume, unlink. */

static struct
{
  char *account;
  char *tab;
  int header_row;
  char **maps;
  char *winner;
  gboolean empties_rows;
  gboolean is_yes;
  char *hours[AUTOSELL_SYNC_N_DAYS];
  char *every;
} options;

static const GOptionEntry entries[] = {
  { "account", 0, 0, G_OPTION_ARG_FILENAME, &options.account, N_("The Google account, where several are signed in"),
    N_("EMAIL") },
  { "tab", 0, 0, G_OPTION_ARG_FILENAME, &options.tab,
    N_("The tab by its name; else the one of the address, else the first"), N_("TITLE") },
  { "header-row", 0, 0, G_OPTION_ARG_INT, &options.header_row,
    N_("The row that has the headings, from 1; else it is found by their words"), N_("N") },
  { "map", 'm', 0, G_OPTION_ARG_FILENAME_ARRAY, &options.maps,
    N_("What the column with that heading stands for: a field, or “ignore”"), N_("HEADER=FIELD") },
  { "winner", 0, 0, G_OPTION_ARG_FILENAME, &options.winner,
    N_("Whose value stays where both sides changed one field: “sheet”, which is the default, or “here”"), N_("SIDE") },
  { "empty-rows", 0, 0, G_OPTION_ARG_NONE, &options.empties_rows,
    N_("Empty the rows of cars that are moved to the bin here; else they stay"), NULL },
  { "yes", 'y', 0, G_OPTION_ARG_NONE, &options.is_yes, N_("link: do it, after the preview was looked at"), NULL },
  { "weekdays", 0, 0, G_OPTION_ARG_FILENAME, &options.hours[AUTOSELL_SYNC_WEEKDAYS],
    N_("times: from Monday to Friday it runs by itself at these hours, such as 08:00-20:00; “all” or “closed”"),
    N_("HOURS") },
  { "saturday", 0, 0, G_OPTION_ARG_FILENAME, &options.hours[AUTOSELL_SYNC_SATURDAY], N_("times: the same of Saturdays"),
    N_("HOURS") },
  { "sunday", 0, 0, G_OPTION_ARG_FILENAME, &options.hours[AUTOSELL_SYNC_SUNDAY], N_("times: the same of Sundays"),
    N_("HOURS") },
  { "every", 0, 0, G_OPTION_ARG_FILENAME, &options.every,
    N_("times: how many seconds there are between two looks at the sheet, from 5 to 86400; “usual” for 20"),
    N_("SECONDS") },
  G_OPTION_ENTRY_NULL
};

static const char *const actions[] = { "link",  "preview", "status", "put-back", "times",
                                       "pause", "resume",  "unlink", NULL };

/* ---- link, preview ---- */

static gboolean
read_winner (AutosellLedgerWinner *winner, GError **error)
{
  *winner = g_strcmp0 (options.winner, "here") == 0 ? AUTOSELL_LEDGER_YIELDS : AUTOSELL_LEDGER_WINS;
  if (options.winner == NULL || *winner == AUTOSELL_LEDGER_YIELDS || g_str_equal (options.winner, "sheet"))
    return TRUE;
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("--winner is “sheet” or “here”."));
  return FALSE;
}

/* A TITLE need not be in the locale's letters. NULL stays NULL. */
static gboolean
make_utf8 (char **text, GError **error)
{
  char *converted = *text != NULL ? autosell_cli_dup_utf8 (*text, error) : NULL;

  if (*text != NULL && converted == NULL)
    return FALSE;
  g_free (*text);
  *text = converted;
  return TRUE;
}

static gboolean
read_texts (GError **error)
{
  for (guint i = 0; options.maps != NULL && options.maps[i] != NULL; i++)
    if (!make_utf8 (&options.maps[i], error))
      return FALSE;
  return make_utf8 (&options.account, error) && make_utf8 (&options.tab, error);
}

static AutosellSheetPreview *
make_preview (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = autosell_ledger_link_new ();
  const char *argument = cli->n_arguments > 1 ? cli->arguments[1] : NULL;
  gboolean has_tab = FALSE;
  AutosellGoogle *google;
  AutosellGoogleAccount *account;

  if (argument != NULL)
    link->spreadsheet = autosell_sheet_preview_dup_spreadsheet (argument, &link->tab, &has_tab);
  if (link->spreadsheet == NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Give the address of the spreadsheet, as the browser shows it, or its id."));
      return NULL;
    }
  if (!read_winner (&link->winner, error) || !read_texts (error)
      || (google = autosell_cli_get_google (cli, error)) == NULL
      || (account = autosell_cli_find_account (google, options.account, error)) == NULL)
    return NULL;
  link->empties_rows = options.empties_rows;
  link->account = g_strdup (autosell_google_account_get_id (account));
  return autosell_cli_preview_make (cli, account, g_steal_pointer (&link), options.tab, has_tab, options.header_row,
                                    (const char *const *) options.maps, error);
}

static gboolean
check_unlinked (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = NULL;

  if (!autosell_cli_open (cli, error) || !autosell_store_get_link_sync (cli->store, &link, error))
    return FALSE;
  if (link == NULL)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_LINKED,
               _("“%s” is linked already. “autosell-cli sheet unlink” ends that and leaves the sheet as it is."),
               link->title);
  return FALSE;
}

/* An empty tab gets its headings with the link, and the cars with them. */
static gboolean
keep_link (AutosellCli *cli, AutosellSheetPreview *preview, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellSyncReport) report = NULL;

  if (!preview->is_new)
    return autosell_store_set_link_sync (cli->store, preview->link, error);
  autosell_sheet_preview_link_async (preview, cli->store, NULL, autosell_cli_take_result_cb, &result);
  report = autosell_sheet_preview_link_finish (cli->store, autosell_cli_wait (&result), error);
  return report != NULL;
}

static AutosellCliStatus
run_link (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellSheetPreview) preview = NULL;

  if (!check_unlinked (cli, error))
    return AUTOSELL_CLI_FAILED;
  if ((preview = make_preview (cli, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (options.is_yes && !keep_link (cli, preview, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_boolean (cli->json, "linked", options.is_yes);
  autosell_cli_preview_show (cli, preview);
  if (cli->json == NULL)
    autosell_cli_line (options.is_yes ? _("The sheet is linked. Next: autosell-cli sync")
                                      : _("Nothing was changed yet. With --yes it is linked."));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_preview (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellSheetPreview) preview = make_preview (cli, error);

  if (preview == NULL)
    return AUTOSELL_CLI_FAILED;
  autosell_cli_preview_show (cli, preview);
  return AUTOSELL_CLI_DONE;
}

/* ---- status ---- */

static void
json_link (AutosellCliJson *json, const AutosellLedgerLink *link, AutosellGoogleAccount *account)
{
  gboolean is_in = account != NULL && autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN;

  autosell_cli_json_string (json, "spreadsheet", link->spreadsheet);
  autosell_cli_json_string (json, "title", link->title);
  autosell_cli_json_string (json, "tab", link->tab_title);
  autosell_cli_json_string (json, "account", account != NULL ? autosell_google_account_get_email (account) : NULL);
  autosell_cli_json_boolean (json, "signed_in", is_in);
  autosell_cli_json_string (json, "winner", link->winner == AUTOSELL_LEDGER_YIELDS ? "here" : "sheet");
  autosell_cli_json_boolean (json, "empty_rows", link->empties_rows);
  autosell_cli_json_boolean (json, "paused", link->is_paused);
  autosell_cli_json_boolean (json, "merged", link->is_merged);
  autosell_cli_json_instant (json, "linked_at", link->linked_us);
  autosell_cli_json_instant (json, "synced_at", link->synced_us);
}

/* Which cars the sheet has lost, and nobody has put back. */
static void
show_vanished (AutosellCli *cli, GArray *keys)
{
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "vanished");
  else if (keys->len > 0)
    autosell_cli_line (_("Not in the sheet any more, and kept here: %u"), keys->len);
  for (guint i = 0; i < keys->len; i++)
    {
      g_autoptr(AutosellVehicle) vehicle =
        autosell_store_get_vehicle_sync (cli->store, g_array_index (keys, gint64, i), NULL);
      g_autofree char *title = vehicle != NULL ? autosell_vehicle_dup_title (vehicle) : NULL;

      if (vehicle == NULL)
        continue;
      if (cli->json != NULL)
        {
          autosell_cli_json_begin_object (cli->json, NULL);
          autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
          autosell_cli_json_string (cli->json, "title", title);
          autosell_cli_json_end (cli->json);
        }
      else
        autosell_cli_line ("  %s  %s", autosell_vehicle_get_id (vehicle), title);
    }
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (keys->len > 0)
    autosell_cli_line (_("“autosell-cli sheet put-back ID” writes one into the sheet again."));
}

static void
print_link (const AutosellLedgerLink *link, AutosellGoogleAccount *account)
{
  g_autofree char *when = link->synced_us != 0 ? autosell_format_instant (link->synced_us) : g_strdup (_("never"));

  autosell_cli_line (_("Sheet: %s, tab %s"), link->title, link->tab_title);
  if (account == NULL || autosell_google_account_get_state (account) != AUTOSELL_GOOGLE_SIGNED_IN)
    autosell_cli_line (_("Account: %s, signed out: “autosell-cli google sign-in” goes on"),
                       account != NULL ? autosell_google_account_get_email (account) : link->account);
  else
    autosell_cli_line (_("Account: %s"), autosell_google_account_get_email (account));
  autosell_cli_line (_("Last in agreement: %s"), when);
  if (link->is_paused)
    autosell_cli_line ("%s", _("The sheet is paused. “autosell-cli sheet resume” lets it go on."));
}

static AutosellCliStatus
run_status (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GArray) vanished = NULL;
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  AutosellGoogleAccount *account;

  if (google == NULL || !autosell_store_get_link_sync (cli->store, &link, error)
      || (conflicts = autosell_store_get_conflicts_sync (cli->store, error)) == NULL
      || (vanished = autosell_store_get_vanished_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  account = link != NULL ? autosell_google_find_account (google, link->account) : NULL;
  if (cli->json != NULL)
    {
      autosell_cli_json_boolean (cli->json, "linked", link != NULL);
      if (link != NULL)
        json_link (cli->json, link, account);
      autosell_cli_json_integer (cli->json, "conflicts", conflicts->len);
      show_vanished (cli, vanished);
      return AUTOSELL_CLI_DONE;
    }
  if (link != NULL)
    print_link (link, account);
  else
    autosell_cli_line (_("No sheet is linked yet. “autosell-cli sheet link” links one."));
  if (conflicts->len > 0)
    autosell_cli_line (_("Changed on both sides, see “autosell-cli conflicts”: %u"), conflicts->len);
  show_vanished (cli, vanished);
  return AUTOSELL_CLI_DONE;
}

/* ---- put-back ---- */

static gboolean
put_back (AutosellCli *cli, const char *argument, GError **error)
{
  g_autoptr(AutosellVehicle) vehicle = autosell_cli_find_vehicle (cli, argument, FALSE, error);
  g_autoptr(GError) local_error = NULL;
  g_autofree char *title = NULL;

  if (vehicle == NULL)
    return FALSE;
  title = autosell_vehicle_dup_title (vehicle);
  if (autosell_store_put_back_sync (cli->store, autosell_vehicle_get_key (vehicle), &local_error))
    {
      if (cli->json != NULL)
        autosell_cli_json_string (cli->json, "id", autosell_vehicle_get_id (vehicle));
      else
        autosell_cli_line (_("%s goes into the sheet again with the next sync."), title);
      return TRUE;
    }
  if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_NOT_FOUND))
    g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                 _("“%s” was not lost by the sheet. “autosell-cli sheet status” shows which were."), title);
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static AutosellCliStatus
run_put_back (AutosellCli *cli, GError **error)
{
  if (cli->n_arguments < 2)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE, _("Say which vehicle, by its ID."));
      return AUTOSELL_CLI_USAGE;
    }
  return autosell_cli_open (cli, error) && put_back (cli, cli->arguments[1], error) ? AUTOSELL_CLI_DONE
                                                                                    : AUTOSELL_CLI_FAILED;
}

/* ---- times ---- */

/* What was asked for, put into what is known. @seconds: 0 for the usual */
static gboolean
read_times (AutosellSyncHours *hours, guint64 *seconds, GError **error)
{
  static const char *const names[AUTOSELL_SYNC_N_DAYS] = { "--weekdays", "--saturday", "--sunday" };

  for (int i = 0; i < AUTOSELL_SYNC_N_DAYS; i++)
    if (options.hours[i] != NULL && !autosell_sync_range_parse (options.hours[i], &hours->days[i]))
      {
        g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                     _("%s is a range of hours, such as 08:00-20:00, or “all” or “closed”."), names[i]);
        return FALSE;
      }
  if (options.every == NULL)
    return TRUE;
  *seconds = 0;
  if (g_str_equal (options.every, "usual") || autosell_sync_parse_interval (options.every, seconds))
    return TRUE;
  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                       _("--every is a number of seconds from 5 to 86400, or “usual”."));
  return FALSE;
}

static char *
dup_range_words (const AutosellSyncRange *range)
{
  g_autofree char *text = autosell_sync_range_to_text (range);

  if (g_str_equal (text, "all"))
    return g_strdup (_("all day"));
  return g_str_equal (text, "closed") ? g_strdup (_("closed")) : g_steal_pointer (&text);
}

static void
show_times (AutosellCli *cli, const AutosellSyncHours *hours, guint64 seconds)
{
  static const char *const members[AUTOSELL_SYNC_N_DAYS] = { "weekdays", "saturday", "sunday" };
  static const char *const labels[AUTOSELL_SYNC_N_DAYS] = { N_("Monday to Friday"), N_("Saturday"), N_("Sunday") };

  for (int i = 0; i < AUTOSELL_SYNC_N_DAYS; i++)
    {
      g_autofree char *text = autosell_sync_range_to_text (&hours->days[i]);
      g_autofree char *words = dup_range_words (&hours->days[i]);

      if (cli->json != NULL)
        autosell_cli_json_string (cli->json, members[i], text);
      else
        autosell_cli_line ("%s: %s", _(labels[i]), words);
    }
  if (seconds == 0)
    seconds = autosell_sync_times_default.look / 1000;
  if (cli->json != NULL)
    autosell_cli_json_integer (cli->json, "every_seconds", seconds);
  else
    autosell_cli_line (_("Seconds between two looks at the sheet: %u"), (guint) seconds);
}

static AutosellCliStatus
run_times (AutosellCli *cli, GError **error)
{
  AutosellSyncHours hours;
  guint64 seconds = 0;
  g_autofree char *stored = NULL;
  g_autofree char *interval = NULL;
  g_autofree char *text = NULL;
  g_autofree char *every = NULL;

  if (!autosell_cli_open (cli, error))
    return AUTOSELL_CLI_FAILED;
  stored = autosell_store_get_setting (cli->store, AUTOSELL_SETTING_SYNC_HOURS);
  interval = autosell_store_get_setting (cli->store, AUTOSELL_SETTING_SYNC_INTERVAL);
  autosell_sync_hours_parse (stored, &hours);
  if (interval == NULL || !autosell_sync_parse_interval (interval, &seconds))
    seconds = 0;
  if (!read_times (&hours, &seconds, error))
    return AUTOSELL_CLI_USAGE;
  text = autosell_sync_hours_to_text (&hours);
  every = seconds > 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, seconds) : NULL;
  if (g_strcmp0 (text, stored) != 0)
    autosell_store_set_setting (cli->store, AUTOSELL_SETTING_SYNC_HOURS, text);
  if (g_strcmp0 (every, interval) != 0)
    autosell_store_set_setting (cli->store, AUTOSELL_SETTING_SYNC_INTERVAL, every);
  show_times (cli, &hours, seconds);
  return AUTOSELL_CLI_DONE;
}

/* ---- pause, resume, unlink ---- */

/* The link, in whose middle nobody is as long as there is @turn. Returns: (transfer full): NULL with @error */
static AutosellLedgerLink *
get_link_in_turn (AutosellCli *cli, AutosellSyncTurn **turn, GError **error)
{
  g_autoptr(AutosellLedgerLink) link = autosell_cli_get_link (cli, error);

  /* Read once more after the wait: what is kept would else be as it was before another's synchronisation. */
  if (link == NULL || (*turn = autosell_cli_take_turn (cli, AUTOSELL_CLI_TURN_WAIT_SECONDS, error)) == NULL)
    return NULL;
  return autosell_cli_get_link (cli, error);
}

static AutosellCliStatus
set_paused (AutosellCli *cli, gboolean is_paused, GError **error)
{
  g_autoptr(AutosellSyncTurn) turn = NULL;
  g_autoptr(AutosellLedgerLink) link = get_link_in_turn (cli, &turn, error);

  if (link == NULL)
    return AUTOSELL_CLI_FAILED;
  link->is_paused = is_paused;
  if (!autosell_store_set_link_sync (cli->store, link, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_boolean (cli->json, "paused", is_paused);
  else
    autosell_cli_line (is_paused ? _("The sheet is paused.") : _("The sheet goes on. Next: autosell-cli sync"));
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_pause (AutosellCli *cli, GError **error)
{
  return set_paused (cli, TRUE, error);
}

static AutosellCliStatus
run_resume (AutosellCli *cli, GError **error)
{
  return set_paused (cli, FALSE, error);
}

static AutosellCliStatus
run_unlink (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellSyncTurn) turn = NULL;
  g_autoptr(AutosellLedgerLink) link = get_link_in_turn (cli, &turn, error);

  if (link == NULL || !autosell_store_unlink_sync (cli->store, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      autosell_cli_json_boolean (cli->json, "linked", FALSE);
      autosell_cli_json_string (cli->json, "spreadsheet", link->spreadsheet);
    }
  else
    autosell_cli_line (_("“%s” is not linked any more. Sheet and stock stay as they are."), link->title);
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_sheet (AutosellCli *cli, GError **error)
{
  static AutosellCliStatus (*const runs[]) (AutosellCli *, GError **) = { run_link,     run_preview, run_status,
                                                                          run_put_back, run_times,   run_pause,
                                                                          run_resume,   run_unlink };
  int action = autosell_cli_find_action (cli, error);

  return action >= 0 ? runs[action](cli, error) : AUTOSELL_CLI_USAGE;
}

const AutosellCliCommand autosell_cli_command_sheet = {
  .name = "sheet",
  .actions = actions,
  .parameters = N_("ACTION [SPREADSHEET|ID]"),
  .summary = N_("Link the lot's own Google sheet"),
  .description =
    N_("Actions:\n"
       "link SPREADSHEET: show what would be done and, with --yes, link it; SPREADSHEET is its address or id\n"
       "preview SPREADSHEET: only show it\n"
       "status: which sheet is linked, and how it stands\n"
       "put-back ID: write a car into the sheet again whose row is gone from it\n"
       "times: at which hours of which days it runs by itself, and how often; with options, set them\n"
       "pause, resume: let it be for a while\n"
       "unlink: end the link; the sheet stays as it is"),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 2,
  .run = run_sheet,
};
