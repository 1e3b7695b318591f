/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-google.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "autosell-cli-print.h"
#include "autosell-cli-secret.h"
#include "autosell-drive-files.h"
#include "autosell-format.h"

/* The command for Google: google client, sign-in, sign-out, status. */

static struct
{
  gboolean is_wide;
  gboolean prints_address;
  gboolean here_only;
  gboolean checks;
  int timeout_s;
} options;

static const GOptionEntry google_entries[] = {
  { "wide", 0, 0, G_OPTION_ARG_NONE, &options.is_wide,
    N_("sign-in: all spreadsheets of the account instead of those that are chosen, and photos that people put into the "
       "cars’ folders in Drive; for the owners of a Workspace"),
    NULL },
  { "no-browser", 0, 0, G_OPTION_ARG_NONE, &options.prints_address,
    N_("sign-in: only print the address that is to be opened in a browser of this PC"), NULL },
  { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_s,
    N_("sign-in: wait for the browser this long, 300 where nothing is said"), N_("SECONDS") },
  { "here", 0, 0, G_OPTION_ARG_NONE, &options.here_only, N_("sign-out: forget the account on this PC alone"), NULL },
  { "check", 0, 0, G_OPTION_ARG_NONE, &options.checks, N_("status: ask Google whether it still lets each account in"),
    NULL },
  G_OPTION_ENTRY_NULL
};

static const char *const actions[] = { "client", "sign-in", "sign-out", "status", NULL };

/* ---- Waiting ---- */

void
autosell_cli_take_result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

GAsyncResult *
autosell_cli_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

AutosellGoogle *
autosell_cli_get_google (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellEndpoints) endpoints = NULL;
  g_autoptr(AutosellHttp) http = NULL;
  g_autoptr(AutosellKeyring) keyring = NULL;
  g_autoptr(AutosellGoogle) google = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (cli->google != NULL)
    return cli->google;
  if (!autosell_cli_open (cli, error) || (endpoints = autosell_endpoints_load (cli->endpoints_path, error)) == NULL)
    return NULL;
  http = autosell_http_new ();
  keyring = autosell_keyring_new (autosell_store_get_data_dir (cli->store));
  google = autosell_google_new (cli->store, http, endpoints, keyring);
  autosell_google_load_async (google, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_google_load_finish (google, autosell_cli_wait (&result), error))
    return NULL;
  return cli->google = g_steal_pointer (&google);
}

/* ---- The keyring, said plainly ---- */

static const char *
get_keyring_nick (AutosellKeyringState state)
{
  switch (state)
    {
    case AUTOSELL_KEYRING_KEPT:
      return "kept";
    case AUTOSELL_KEYRING_MISSING:
      return "missing";
    case AUTOSELL_KEYRING_LOCKED:
      return "locked";
    case AUTOSELL_KEYRING_UNKNOWN:
    default:
      return "unknown";
    }
}

/* (nullable) */
static const char *
get_keyring_sentence (AutosellKeyringState state)
{
  if (state == AUTOSELL_KEYRING_MISSING)
    return _("This session has no keyring, so nothing of it can be kept: it ends with this command.");
  if (state == AUTOSELL_KEYRING_LOCKED)
    return _("The keyring was not unlocked, so nothing of it can be kept: it ends with this command.");
  return NULL;
}

static AutosellCliStatus
tell_keyring (AutosellCli *cli, AutosellGoogle *google)
{
  AutosellKeyringState state = autosell_keyring_get_state (autosell_google_get_keyring (google));
  const char *sentence = get_keyring_sentence (state);

  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "keyring", get_keyring_nick (state));
  if (sentence == NULL)
    return AUTOSELL_CLI_DONE;
  autosell_cli_message ("%s", sentence);
  return AUTOSELL_CLI_PARTLY;
}

/* ---- client ---- */

/* From the file that Google's page offers for download. */
static gboolean
read_client_file (const char *path, char **id, char **secret, GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr(AutosellSecret) text = NULL;

  if (!g_file_load_contents (file, NULL, &text, NULL, NULL, error))
    return FALSE;
  if (autosell_google_parse_client (text, id, secret))
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
               _("“%s” is not the file that Google offers for a client of the type “Desktop app”."), path);
  return FALSE;
}

static AutosellCliStatus
run_client (AutosellCli *cli, AutosellGoogle *google, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr(AutosellSecret) secret = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  const char *argument = cli->n_arguments > 1 ? cli->arguments[1] : NULL;

  if (argument == NULL)
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_USAGE,
                           _("Give the client ID, or the file that Google offers for download."));
      return AUTOSELL_CLI_USAGE;
    }
  cli->subject = argument;
  if (autosell_google_is_client_id (argument))
    {
      id = g_strdup (argument);
      secret = autosell_cli_read_secret (_("Client secret (it is not shown):"));
    }
  else if (!read_client_file (argument, &id, &secret, error))
    return AUTOSELL_CLI_FAILED;
  if (!autosell_google_is_client_id (id) || !autosell_google_is_client_secret (secret))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                           _("The client ID or the secret does not look like Google’s. Copy both again."));
      return AUTOSELL_CLI_FAILED;
    }
  autosell_google_set_client_async (google, id, secret, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_google_set_client_finish (google, autosell_cli_wait (&result), error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "client_id", id);
  else
    autosell_cli_line (_("The client of the Google Cloud project is set. Next: autosell-cli google sign-in"));
  return tell_keyring (cli, google);
}

/* ---- sign-in ---- */

static gboolean
open_browser (const char *url, gpointer user_data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  g_autoptr(GError) local_error = NULL;

  if (!options.prints_address && g_app_info_launch_default_for_uri (url, NULL, &local_error))
    autosell_cli_message ("%s", _("Go on in the browser. If none opened, open this address in one on this PC:"));
  else
    autosell_cli_message ("%s", _("Open this address in a browser on this PC:"));
  /* Whole and on a line of its own, so that it can be copied or read by a script. */
  fprintf (stderr, "%s\n", url);
  fflush (stderr);
  return TRUE;
}

static void
show_account (AutosellCli *cli, AutosellGoogleAccount *account)
{
  const char *const *scopes = autosell_google_account_get_scopes (account);
  gboolean is_in = autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN;

  if (cli->json == NULL)
    {
      autosell_cli_line ("%s · %s", autosell_google_account_get_email (account),
                         is_in ? _("signed in") : _("signed out, sign in again"));
      if (!is_in && autosell_google_account_looks_like_testing (account))
        autosell_cli_message (
          "%s", _("Google ends a sign-in after seven days while the Google Cloud project is in testing. Publish "
                  "the app there, under “Audience”, and it lasts."));
      return;
    }
  autosell_cli_json_string (cli->json, "id", autosell_google_account_get_id (account));
  autosell_cli_json_string (cli->json, "email", autosell_google_account_get_email (account));
  autosell_cli_json_string (cli->json, "state", is_in ? "signed_in" : "signed_out");
  autosell_cli_json_instant (cli->json, "signed_in", autosell_google_account_get_signed_in_us (account));
  autosell_cli_json_boolean (cli->json, "seven_day_rule",
                             !is_in && autosell_google_account_looks_like_testing (account));
  autosell_cli_json_begin_array (cli->json, "scopes");
  for (; *scopes != NULL; scopes++)
    autosell_cli_json_string (cli->json, NULL, *scopes);
  autosell_cli_json_end (cli->json);
}

static AutosellCliStatus
run_sign_in (AutosellCli *cli, AutosellGoogle *google, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellGoogleAccount) account = NULL;
  g_auto(GStrv) picked = NULL;

  autosell_google_sign_in_async (google, options.is_wide ? AUTOSELL_GOOGLE_SIGN_IN_WIDE : AUTOSELL_GOOGLE_SIGN_IN_PICK,
                                 cli->n_arguments > 1 ? cli->arguments[1] : NULL, MAX (options.timeout_s, 0),
                                 open_browser, NULL, NULL, autosell_cli_take_result_cb, &result);
  account = autosell_google_sign_in_finish (google, autosell_cli_wait (&result), &picked, error);
  if (account == NULL)
    return AUTOSELL_CLI_FAILED;
  show_account (cli, account);
  if (cli->json != NULL)
    {
      autosell_cli_json_begin_array (cli->json, "picked");
      for (guint i = 0; picked != NULL && picked[i] != NULL; i++)
        autosell_cli_json_string (cli->json, NULL, picked[i]);
      autosell_cli_json_end (cli->json);
    }
  else if (picked != NULL && picked[0] != NULL)
    autosell_cli_line (_("Spreadsheet: %s"), picked[0]);
  return tell_keyring (cli, google);
}

/* ---- sign-out ---- */

AutosellGoogleAccount *
autosell_cli_find_account (AutosellGoogle *google, const char *who, GError **error)
{
  GListModel *accounts = G_LIST_MODEL (google);
  AutosellGoogleAccount *account = NULL;

  if (who != NULL)
    account = autosell_google_find_account (google, who);
  else if (g_list_model_get_n_items (accounts) == 1)
    {
      account = g_list_model_get_item (accounts, 0);
      g_object_unref (account);
    }
  if (account == NULL)
    g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                         g_list_model_get_n_items (accounts) == 0 ? _("No Google account is signed in here.")
                         : who != NULL
                           ? _("That account is not signed in here. “autosell-cli google status” shows which are.")
                           : _("Several accounts are signed in. Say which one by its e-mail address."));
  return account;
}

static AutosellCliStatus
run_sign_out (AutosellCli *cli, AutosellGoogle *google, GError **error)
{
  AutosellGoogleAccount *account =
    autosell_cli_find_account (google, cli->n_arguments > 1 ? cli->arguments[1] : NULL, error);
  g_autoptr(GAsyncResult) result = NULL;
  g_autofree char *email = NULL;
  gboolean was_revoked = FALSE, had_token;

  if (account == NULL)
    return AUTOSELL_CLI_FAILED;
  email = g_strdup (autosell_google_account_get_email (account));
  had_token = autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN;
  autosell_google_sign_out_async (google, account, !options.here_only, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_google_sign_out_finish (google, autosell_cli_wait (&result), &was_revoked, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    {
      autosell_cli_json_string (cli->json, "email", email);
      autosell_cli_json_boolean (cli->json, "revoked", was_revoked);
    }
  else
    autosell_cli_line (_("%s is signed out."), email);
  if (options.here_only || was_revoked || !had_token)
    return AUTOSELL_CLI_DONE;
  autosell_cli_message (
    "%s", _("Google could not be told. To end the permission there too, open myaccount.google.com/connections."));
  return AUTOSELL_CLI_PARTLY;
}

/* ---- status ---- */

/* FALSE where Google did not let the account in, told as a line. */
static gboolean
check_account (AutosellCli *cli, AutosellGoogleAccount *account)
{
  g_autoptr(AutosellDriveFiles) drive = autosell_drive_files_new (account);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellDriveAbout) about = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;

  autosell_drive_files_about_async (drive, NULL, autosell_cli_take_result_cb, &result);
  about = autosell_drive_files_about_finish (drive, autosell_cli_wait (&result), &error);
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "check", about != NULL ? "ok" : autosell_net_error_get_nick (error));
  if (about != NULL)
    return TRUE;
  sentence = autosell_net_error_dup_sentence (error);
  autosell_cli_message ("%s: %s", autosell_google_account_get_email (account), sentence);
  return FALSE;
}

static void
show_client (AutosellCli *cli, AutosellGoogle *google)
{
  if (cli->json == NULL)
    {
      if (!autosell_google_has_client (google))
        autosell_cli_message ("%s",
                              _("There is no client of a Google Cloud project yet: autosell-cli google client --help"));
      return;
    }
  autosell_cli_json_begin_object (cli->json, "client");
  autosell_cli_json_string (cli->json, "id", autosell_google_get_client_id (google));
  autosell_cli_json_boolean (cli->json, "complete", autosell_google_has_client (google));
  autosell_cli_json_boolean (cli->json, "built_in", autosell_google_has_built_in_client (google));
  autosell_cli_json_end (cli->json);
}

static AutosellCliStatus
run_status (AutosellCli *cli, AutosellGoogle *google, GError **error G_GNUC_UNUSED)
{
  AutosellKeyringState state;
  AutosellCliStatus status = AUTOSELL_CLI_DONE;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (google));

  show_client (cli, google);
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "accounts");
  else if (n == 0)
    autosell_cli_line (_("No Google account is signed in here."));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(AutosellGoogleAccount) account = g_list_model_get_item (G_LIST_MODEL (google), i);
      gboolean is_let_in = TRUE;

      if (cli->json != NULL)
        autosell_cli_json_begin_object (cli->json, NULL);
      if (options.checks && autosell_google_account_get_state (account) == AUTOSELL_GOOGLE_SIGNED_IN)
        is_let_in = check_account (cli, account);
      show_account (cli, account);
      if (!is_let_in)
        status = AUTOSELL_CLI_PARTLY;
      if (cli->json != NULL)
        autosell_cli_json_end (cli->json);
    }
  state = autosell_keyring_get_state (autosell_google_get_keyring (google));
  if (cli->json != NULL)
    {
      autosell_cli_json_end (cli->json);
      autosell_cli_json_string (cli->json, "keyring", get_keyring_nick (state));
      autosell_cli_json_boolean (cli->json, "fake",
                                 autosell_endpoints_are_fake (autosell_google_get_endpoints (google)));
    }
  else if (n > 0 && get_keyring_sentence (state) != NULL)
    autosell_cli_message ("%s", get_keyring_sentence (state));
  return status;
}

/* ---- The command ---- */

static AutosellCliStatus
run_google (AutosellCli *cli, GError **error)
{
  static AutosellCliStatus (*const runs[]) (AutosellCli *, AutosellGoogle *, GError **) = { run_client, run_sign_in,
                                                                                            run_sign_out, run_status };
  int action = autosell_cli_find_action (cli, error);
  AutosellGoogle *google = action >= 0 ? autosell_cli_get_google (cli, error) : NULL;

  if (google == NULL)
    return action >= 0 ? AUTOSELL_CLI_FAILED : AUTOSELL_CLI_USAGE;
  return runs[action](cli, google, error);
}

const AutosellCliCommand autosell_cli_command_google = {
  .name = "google",
  .actions = actions,
  .parameters = N_("ACTION [ARGUMENT]"),
  .summary = N_("Sign in to Google, and out again"),
  .description =
    N_("Actions:\n"
       "client FILE: use the client of your own Google Cloud project, from the file that Google offers for download\n"
       "client ID: the same, with the secret typed or piped in\n"
       "sign-in [EMAIL]: agree in the browser, and choose the spreadsheet there\n"
       "sign-out [EMAIL]: end the permission, on every PC, and forget the account here\n"
       "status: which accounts are signed in"),
  .options = google_entries,
  .min_arguments = 1,
  .max_arguments = 2,
  .takes_files = TRUE,
  .run = run_google,
};
