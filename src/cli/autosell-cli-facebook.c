/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-facebook.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-cli-google.h"
#include "autosell-cli-print.h"
#include "autosell-cli-secret.h"
#include "autosell-post-schedule.h"
#include "autosell-text.h"

/* The command for accounts and Pages of Facebook: facebook app, connect, accounts, page, disconnect. */

static struct
{
  gboolean pastes;
  gboolean takes_token;
  gboolean asks_again;
  gboolean prints_address;
  int timeout_s;
  char *automatic;
  char *schedule;
  char *hands_over;
  gboolean takes_over;
  gint64 now_s;
  char *template;
} options;

static const GOptionEntry entries[] = {
  { "token", 0, 0, G_OPTION_ARG_NONE, &options.takes_token,
    N_("connect: with a token of a system user or a Page, which is read from the standard input"), NULL },
  { "paste", 0, 0, G_OPTION_ARG_NONE, &options.pastes,
    N_("connect: for an app that is live; the address on which the browser ends is read from the standard input"),
    NULL },
  { "again", 0, 0, G_OPTION_ARG_NONE, &options.asks_again, N_("connect: ask for permissions that were declined before"),
    NULL },
  { "no-browser", 0, 0, G_OPTION_ARG_NONE, &options.prints_address,
    N_("connect: only print the address that is to be opened in a browser of this PC"), NULL },
  { "timeout", 0, 0, G_OPTION_ARG_INT, &options.timeout_s,
    N_("connect: wait for the browser this long, 300 where nothing is said"), N_("SECONDS") },
  { "automatic", 0, 0, G_OPTION_ARG_STRING, &options.automatic, N_("page: whether its slots are filled by the rule"),
    N_("yes|no") },
  { "schedule", 0, 0, G_OPTION_ARG_STRING, &options.schedule,
    N_("page: its slots, such as “mon tue wed thu fri sat 09:00 14:00 max=4 gap=10 rest=14”; “usual” for the usual "
       "ones"),
    N_("TEXT") },
  { "ahead", 0, 0, G_OPTION_ARG_STRING, &options.hands_over,
    N_("page: whether posts are given to Facebook’s own scheduler ahead of their time"), N_("yes|no") },
  { "take-over", 0, 0, G_OPTION_ARG_NONE, &options.takes_over,
    N_("page: this PC posts there from now on, instead of another one that shares the sheet"), NULL },
  { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now_s, NULL, NULL },
  { "template", 0, 0, G_OPTION_ARG_STRING, &options.template, N_("page: the template of its posts, by name"),
    N_("NAME") },
  G_OPTION_ENTRY_NULL
};

static const char *const actions[] = { "app", "connect", "accounts", "page", "disconnect", NULL };

/* ---- What all need ---- */

static AutosellFacebook *facebook;

AutosellFacebook *
autosell_cli_get_facebook (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellEndpoints) endpoints = NULL;
  g_autoptr(AutosellHttp) http = NULL;
  g_autoptr(AutosellKeyring) keyring = NULL;

  if (facebook != NULL)
    return facebook;
  if (!autosell_cli_open (cli, error) || (endpoints = autosell_endpoints_load (cli->endpoints_path, error)) == NULL)
    return NULL;
  http = autosell_http_new ();
  keyring = autosell_keyring_new (autosell_store_get_data_dir (cli->store));
  return facebook = autosell_facebook_new (cli->store, http, endpoints, keyring);
}

static gboolean
set_bad_value (GError **error, const char *message, const char *word)
{
  g_autofree char *text = g_strconcat (message, word != NULL ? " " : "", word, NULL);

  g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, text);
  return FALSE;
}

AutosellPage *
autosell_cli_find_page (GPtrArray *pages, const char *word, GError **error)
{
  g_autofree char *key = word != NULL ? autosell_text_fold_words (word) : NULL;
  AutosellPage *found = NULL;
  guint n_found = 0;

  for (guint i = 0; i < pages->len; i++)
    {
      AutosellPage *page = pages->pdata[i];
      g_autofree char *name = autosell_text_fold_words (page->name);

      if (word != NULL && (strcmp (page->remote_id, word) == 0 || strcmp (name, key) == 0))
        return page;
      if (word != NULL && strstr (name, key) == NULL)
        continue;
      found = page;
      n_found++;
    }
  if (n_found == 1)
    return found;
  if (pages->len == 0)
    set_bad_value (error, _("No Page of Facebook is connected yet. “autosell-cli facebook connect” connects them."),
                   NULL);
  else if (word == NULL || n_found > 1)
    set_bad_value (error, _("There are several Pages. Say which one with --page and its name."), NULL);
  else
    set_bad_value (error, _("There is no such Page. “autosell-cli facebook accounts” shows which there are:"), word);
  return NULL;
}

/* ---- app ---- */

static AutosellCliStatus
run_app (AutosellCli *cli, GError **error)
{
  const char *id = cli->n_arguments > 1 ? cli->arguments[1] : NULL;
  g_autoptr(AutosellSecret) secret = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (id == NULL)
    {
      set_bad_value (error, _("Give the app’s ID; its secret is asked for."), NULL);
      return AUTOSELL_CLI_USAGE;
    }
  if (!autosell_graph_is_app_id (id))
    {
      set_bad_value (error, _("An app’s ID is a number of about 16 digits."), NULL);
      return AUTOSELL_CLI_FAILED;
    }
  secret = autosell_cli_read_secret (_("App secret (it is not shown):"));
  if (!autosell_graph_is_app_secret (secret))
    {
      set_bad_value (error, _("That does not look like an app secret. Copy it again."), NULL);
      return AUTOSELL_CLI_FAILED;
    }
  autosell_facebook_set_app_async (facebook, id, secret, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_facebook_set_app_finish (facebook, autosell_cli_wait (&result), error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_string (cli->json, "app", id);
  else
    autosell_cli_line (_("The app is kept. “autosell-cli facebook connect” connects Pages with it."));
  return AUTOSELL_CLI_DONE;
}

/* ---- connect ---- */

/* The browser's answer, here or pasted. Returns: (transfer full): NULL with @error */
static AutosellGraphConnection *
sign_in (GError **error)
{
  g_autoptr(GAsyncResult) begun = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellGraphSignIn) how = NULL;
  GError *local_error = NULL;
  const char *url;

  autosell_facebook_begin_async (facebook,
                                 options.pastes ? AUTOSELL_GRAPH_SIGN_IN_PASTE : AUTOSELL_GRAPH_SIGN_IN_LOOPBACK,
                                 options.asks_again, NULL, autosell_cli_take_result_cb, &begun);
  how = autosell_facebook_begin_finish (facebook, autosell_cli_wait (&begun), &local_error);
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_error_free (local_error);
      set_bad_value (
        error, _("Which Meta app? Say it first with “autosell-cli facebook app ID”, or connect with --token."), NULL);
      return NULL;
    }
  if (how == NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  url = autosell_graph_sign_in_get_url (how);
  if (options.prints_address || !g_app_info_launch_default_for_uri (url, NULL, NULL))
    autosell_cli_message (_("Open this address in a browser of this PC: %s"), url);
  if (options.pastes)
    {
      g_autoptr(AutosellSecret) address = autosell_cli_read_secret (_("The address on which the browser ended:"));

      autosell_facebook_paste_async (facebook, how, address, NULL, autosell_cli_take_result_cb, &result);
    }
  else
    autosell_facebook_wait_async (facebook, how, (guint) MAX (options.timeout_s, 0), NULL, autosell_cli_take_result_cb,
                                  &result);
  return autosell_facebook_connect_finish (facebook, autosell_cli_wait (&result), error);
}

static AutosellGraphConnection *
connect_token (GError **error)
{
  g_autoptr(AutosellSecret) token = autosell_cli_read_secret (_("Token (it is not shown):"));
  g_autoptr(GAsyncResult) result = NULL;
  GError *local_error = NULL;
  AutosellGraphConnection *connection;

  autosell_facebook_connect_token_async (facebook, token, NULL, autosell_cli_take_result_cb, &result);
  connection = autosell_facebook_connect_finish (facebook, autosell_cli_wait (&result), &local_error);
  if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return connection;
    }
  set_bad_value (error, local_error->message, NULL);
  g_error_free (local_error);
  return NULL;
}

static AutosellCliStatus run_accounts (AutosellCli *cli, GError **error);

static AutosellCliStatus
run_connect (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellGraphConnection) connection = options.takes_token ? connect_token (error) : sign_in (error);
  g_autofree char *problem = NULL;

  if (connection == NULL)
    return AUTOSELL_CLI_FAILED;
  problem = autosell_graph_connection_dup_problem (connection);
  if (problem != NULL)
    autosell_cli_message ("%s", problem);
  return run_accounts (cli, error) == AUTOSELL_CLI_DONE && problem == NULL ? AUTOSELL_CLI_DONE : AUTOSELL_CLI_PARTLY;
}

/* ---- accounts ---- */

static const char *
get_state_label (const char *state)
{
  if (g_strcmp0 (state, "ok") == 0)
    return _("connected");
  if (g_strcmp0 (state, "checkpoint") == 0)
    return _("has to sign in at facebook.com first, then connect again");
  if (g_strcmp0 (state, "confirm") == 0)
    return _("has to confirm the account at facebook.com, then connect again");
  if (g_strcmp0 (state, "role_lost") == 0)
    return _("has no role on this Page any more");
  return state == NULL ? _("nobody is connected to it") : _("has to connect again");
}

static void
show_page (AutosellCli *cli, const AutosellPage *page)
{
  g_autofree char *reason = autosell_graph_fact_dup_sentence (page->block_reason);

  if (cli->json == NULL)
    {
      autosell_cli_line ("  %s · %s · %s", page->name, page->is_automatic ? _("automatic") : _("by hand"),
                         get_state_label (page->account_state));
      return;
    }
  autosell_cli_json_begin_object (cli->json, NULL);
  autosell_cli_json_string (cli->json, "id", page->remote_id);
  autosell_cli_json_string (cli->json, "name", page->name);
  autosell_cli_json_boolean (cli->json, "automatic", page->is_automatic);
  autosell_cli_json_boolean (cli->json, "ahead", page->hands_over);
  autosell_cli_json_string (cli->json, "schedule", page->schedule);
  autosell_cli_json_string (cli->json, "poster", page->poster_name);
  autosell_cli_json_string (cli->json, "state", page->account_state);
  autosell_cli_json_instant (cli->json, "blocked_until", page->blocked_s * G_USEC_PER_SEC);
  autosell_cli_json_string (cli->json, "block_reason", reason);
  autosell_cli_json_end (cli->json);
}

static void
show_account (AutosellCli *cli, const AutosellAccount *account)
{
  if (cli->json == NULL)
    {
      autosell_cli_line ("%s · %s", account->name, get_state_label (account->state));
      return;
    }
  autosell_cli_json_begin_object (cli->json, NULL);
  autosell_cli_json_string (cli->json, "id", account->remote_id);
  autosell_cli_json_string (cli->json, "name", account->name);
  autosell_cli_json_string (cli->json, "app", account->app);
  autosell_cli_json_string (cli->json, "state", account->state);
  autosell_cli_json_string (cli->json, "missing", account->lacks);
  autosell_cli_json_instant (cli->json, "expires", account->expires_s * G_USEC_PER_SEC);
  autosell_cli_json_end (cli->json);
}

static AutosellCliStatus
run_accounts (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (cli->store, error);

  if (board == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "accounts");
  else if (board->accounts->len == 0)
    autosell_cli_line (_("No account of Facebook is connected."));
  for (guint i = 0; i < board->accounts->len; i++)
    show_account (cli, board->accounts->pdata[i]);
  if (cli->json != NULL)
    {
      autosell_cli_json_end (cli->json);
      autosell_cli_json_begin_array (cli->json, "pages");
    }
  for (guint i = 0; i < board->pages->len; i++)
    show_page (cli, board->pages->pdata[i]);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  return AUTOSELL_CLI_DONE;
}

/* ---- page ---- */

static gboolean
read_yes (const char *text, gboolean *yes, GError **error)
{
  if (text == NULL)
    return TRUE;
  if (strcmp (text, "yes") != 0 && strcmp (text, "no") != 0)
    return set_bad_value (error, _("Say “yes” or “no”, not:"), text);
  *yes = strcmp (text, "yes") == 0;
  return TRUE;
}

static gboolean
read_schedule (AutosellPage *page, GError **error)
{
  g_autoptr(AutosellPostSchedule) schedule = NULL;

  if (options.schedule == NULL)
    return TRUE;
  g_clear_pointer (&page->schedule, g_free);
  if (strcmp (options.schedule, "usual") == 0)
    return TRUE;
  schedule = autosell_post_schedule_parse (options.schedule, error);
  if (schedule == NULL)
    return FALSE;
  page->schedule = autosell_post_schedule_to_text (schedule);
  return TRUE;
}

static gboolean
read_template (const AutosellPageBoard *board, AutosellPage *page, GError **error)
{
  g_autofree char *key = options.template != NULL ? autosell_text_fold_words (options.template) : NULL;

  if (key == NULL)
    return TRUE;
  for (guint i = 0; i < board->templates->len; i++)
    {
      const AutosellTemplate *template = board->templates->pdata[i];
      g_autofree char *name = autosell_text_fold_words (template->name);

      if (strcmp (name, key) == 0)
        {
          page->template = template->id;
          return TRUE;
        }
    }
  return set_bad_value (error, _("There is no template of this name:"), options.template);
}

static gboolean
take_over (AutosellCli *cli, const AutosellPage *page, GError **error)
{
  AutosellPublisher *publisher = autosell_facebook_get_publisher (facebook);
  AutosellGoogle *google = autosell_cli_get_google (cli, error);
  g_autoptr(GAsyncResult) result = NULL;

  if (google == NULL)
    return FALSE;
  autosell_publisher_set_google (publisher, google);
  autosell_publisher_take_over_async (publisher, page,
                                      options.now_s != 0 ? options.now_s : g_get_real_time () / G_USEC_PER_SEC, NULL,
                                      autosell_cli_take_result_cb, &result);
  return autosell_publisher_take_over_finish (publisher, autosell_cli_wait (&result), error);
}

static AutosellCliStatus
run_page (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (cli->store, error);
  AutosellPage *page = board != NULL
                         ? autosell_cli_find_page (board->pages, cli->n_arguments > 1 ? cli->arguments[1] : NULL, error)
                         : NULL;

  if (page == NULL || !read_yes (options.automatic, &page->is_automatic, error)
      || !read_yes (options.hands_over, &page->hands_over, error) || !read_schedule (page, error)
      || !read_template (board, page, error) || !autosell_store_set_page_sync (cli->store, page, error)
      || (options.takes_over && !take_over (cli, page, error)))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "pages");
  show_page (cli, page);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else
    {
      g_autoptr(AutosellPostSchedule) usual = autosell_post_schedule_new ();
      g_autofree char *text = autosell_post_schedule_to_text (usual);

      autosell_cli_line ("  %s", page->schedule != NULL ? page->schedule : text);
    }
  return AUTOSELL_CLI_DONE;
}

/* ---- disconnect ---- */

static const AutosellAccount *
find_account (GPtrArray *accounts, const char *word, GError **error)
{
  g_autofree char *key = word != NULL ? autosell_text_fold_words (word) : NULL;

  for (guint i = 0; i < accounts->len; i++)
    {
      const AutosellAccount *account = accounts->pdata[i];
      g_autofree char *name = autosell_text_fold_words (account->name);

      if (word == NULL ? accounts->len == 1 : strcmp (account->remote_id, word) == 0 || strcmp (name, key) == 0)
        return account;
    }
  set_bad_value (error, _("Say which account, as “autosell-cli facebook accounts” shows it."), NULL);
  return NULL;
}

static AutosellCliStatus
run_disconnect (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellPageBoard) board = autosell_store_get_page_board_sync (cli->store, error);
  const AutosellAccount *account =
    board != NULL ? find_account (board->accounts, cli->n_arguments > 1 ? cli->arguments[1] : NULL, error) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  gboolean was_revoked;

  if (account == NULL)
    return AUTOSELL_CLI_FAILED;
  autosell_facebook_disconnect_async (facebook, account, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_facebook_disconnect_finish (facebook, autosell_cli_wait (&result), &was_revoked, error))
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_boolean (cli->json, "revoked", was_revoked);
  else
    autosell_cli_line (_("%s is disconnected, and all that was kept of it is gone."), account->name);
  if (was_revoked)
    return AUTOSELL_CLI_DONE;
  autosell_cli_message (
    "%s", _("Facebook could not be told. To end the permission there too, open the settings of the Facebook "
            "account, under “Business integrations”."));
  return AUTOSELL_CLI_PARTLY;
}

static AutosellCliStatus
run_facebook (AutosellCli *cli, GError **error)
{
  static AutosellCliStatus (*const runs[]) (AutosellCli *, GError **) = { run_app, run_connect, run_accounts, run_page,
                                                                          run_disconnect };
  int action = autosell_cli_find_action (cli, error);

  if (action < 0)
    return AUTOSELL_CLI_USAGE;
  return autosell_cli_get_facebook (cli, error) != NULL ? runs[action](cli, error) : AUTOSELL_CLI_FAILED;
}

const AutosellCliCommand autosell_cli_command_facebook = {
  .name = "facebook",
  .actions = actions,
  .parameters = N_("app ID | connect | accounts | page [NAME] | disconnect [NAME]"),
  .summary = N_("Accounts and Pages of Facebook"),
  .description =
    N_("“app” keeps the dealership’s own Meta app, “connect” signs a person in or takes a token, “accounts” shows who "
       "and what is connected, “page” says how a Page gets its posts, and “disconnect” wipes an account. Tokens "
       "and the app’s secret are kept in the keyring and nowhere else."),
  .options = entries,
  .min_arguments = 1,
  .max_arguments = 2,
  .run = run_facebook,
};
