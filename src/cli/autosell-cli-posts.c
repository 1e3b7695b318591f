/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-cli-facebook.h"

#include <glib/gi18n.h>
#include <string.h>

#include "autosell-cli-google.h"
#include "autosell-cli-ledger.h"
#include "autosell-cli-print.h"
#include "autosell-format.h"
#include "autosell-post-check.h"
#include "autosell-post-gate.h"
#include "autosell-post-price.h"
#include "autosell-post-template.h"
#include "autosell-text.h"

/* The commands for posts: post, posts, unpost. */

static struct
{
  char *page;
  char *at;
  char *template;
  char *text_file;
  gboolean is_dry;
  gboolean stays_here;
  char *filter;
  char *prices;
  gboolean refreshes;
  gboolean is_ledger;
  char *order;
  char *output;
  gboolean to_sheet;
  gint64 now_s;
} options;

static const GOptionEntry post_entries[] = {
  { "page", 'p', 0, G_OPTION_ARG_STRING, &options.page, N_("The Page, by name; not needed where there is one"),
    N_("NAME") },
  { "at", 0, 0, G_OPTION_ARG_STRING, &options.at,
    N_("When it is to be seen, such as “2026-11-24 09:00”; now where nothing is said"), N_("TIME") },
  { "template", 't', 0, G_OPTION_ARG_STRING, &options.template, N_("The template, by name; else the Page’s own"),
    N_("NAME") },
  { "text", 0, 0, G_OPTION_ARG_FILENAME, &options.text_file, N_("Words of your own, from a file"), N_("FILE") },
  { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &options.is_dry, N_("Only show the post"), NULL },
  { "queue", 0, 0, G_OPTION_ARG_NONE, &options.stays_here, N_("Do not publish now: the window or “schedule run” does"),
    NULL },
  { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now_s, NULL, NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry posts_entries[] = {
  { "filter", 'f', 0, G_OPTION_ARG_STRING, &options.filter,
    N_("Words that a post must have in its state (such as “out”, “failed”), car, Page or reference; with --ledger the "
       "cars, as for "
       "“list”"),
    N_("WORDS") },
  { "ledger", 'l', 0, G_OPTION_ARG_NONE, &options.is_ledger,
    N_("Cars and Pages instead: what was never posted, waits, is out since when"), NULL },
  { "page", 'p', 0, G_OPTION_ARG_STRING, &options.page, N_("With --ledger: one Page alone, by name"), N_("NAME") },
  { "sort", 's', 0, G_OPTION_ARG_STRING, &options.order,
    N_("With --ledger: oldest (as usual), latest, reactions or name"), N_("ORDER") },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("With --ledger: into this file, .csv or .xlsx"),
    N_("FILE") },
  { "sheet", 0, 0, G_OPTION_ARG_NONE, &options.to_sheet,
    N_("With --ledger: into its tab of the linked sheet, which is made where there is none"), NULL },
  { "prices", 0, 0, G_OPTION_ARG_STRING, &options.prices,
    N_("Those out with another price than their car has now: “ask” lists them, “edit”, “repost”, “comment” or "
       "“nothing” is done with "
       "them by the next run"),
    N_("WHAT") },
  { "refresh", 'r', 0, G_OPTION_ARG_NONE, &options.refreshes,
    N_("Ask Facebook first for the reactions, comments … of those that are due"), NULL },
  { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now_s, NULL, NULL },
  G_OPTION_ENTRY_NULL
};

static const GOptionEntry unpost_entries[] = { { "queue", 0, 0, G_OPTION_ARG_NONE, &options.stays_here,
                                                 N_("Do not remove it now: the window or “schedule run” does"), NULL },
                                               { "now", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &options.now_s,
                                                 NULL, NULL },
                                               G_OPTION_ENTRY_NULL };

/* ---- Times ---- */

gboolean
autosell_cli_parse_instant (const char *text, gint64 *at_s, GError **error)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *iso = g_strdelimit (g_strdup (text), " ", 'T');
  g_autofree char *with_seconds = NULL;
  g_autoptr(GDateTime) time = NULL;
  guint64 seconds;

  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64 / G_USEC_PER_SEC, &seconds, NULL))
    {
      *at_s = (gint64) seconds;
      return TRUE;
    }
  /* GLib wants seconds, people do not write them */
  if (strlen (iso) == strlen ("2026-11-24T09:00"))
    with_seconds = g_strconcat (iso, ":00", NULL);
  time = g_date_time_new_from_iso8601 (with_seconds != NULL ? with_seconds : iso, here);
  if (time == NULL)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                   _("“%s” is no time such as “2026-11-24 09:00”."), text);
      return FALSE;
    }
  *at_s = g_date_time_to_unix (time);
  return TRUE;
}

/* ---- What is shown of a post ---- */

/* What nobody knows is left away, as everywhere. */
static void
json_figure (AutosellCliJson *json, const char *name, gint64 number)
{
  if (number >= 0)
    autosell_cli_json_integer (json, name, number);
}

static void
json_post (AutosellCliJson *json, const AutosellPost *post)
{
  g_autofree char *wrong = autosell_graph_fact_dup_sentence (post->error_text);

  autosell_cli_json_begin_object (json, NULL);
  autosell_cli_json_integer (json, "number", post->pk);
  autosell_cli_json_string (json, "id", post->id);
  autosell_cli_json_string (json, "page", post->page_name);
  autosell_cli_json_string (json, "page_id", post->page_remote);
  autosell_cli_json_string (json, "vehicle", post->title);
  autosell_cli_json_string (json, "reference", post->reference);
  autosell_cli_json_string (json, "state", autosell_post_state_to_nick (post->state));
  autosell_cli_json_string (json, "want", autosell_post_want_to_nick (post->want));
  autosell_cli_json_string (json, "origin", post->is_scheduled ? "schedule" : "hand");
  autosell_cli_json_instant (json, "at", post->at_s * G_USEC_PER_SEC);
  autosell_cli_json_instant (json, "missed", post->missed_s * G_USEC_PER_SEC);
  autosell_cli_json_instant (json, "out", post->out_s * G_USEC_PER_SEC);
  autosell_cli_json_instant (json, "removed", post->removed_s * G_USEC_PER_SEC);
  autosell_cli_json_instant (json, "retry", post->retry_s * G_USEC_PER_SEC);
  autosell_cli_json_boolean (json, "hidden", post->is_hidden);
  autosell_cli_json_string (json, "post_id", post->remote_id);
  autosell_cli_json_string (json, "link", post->permalink);
  autosell_cli_json_integer (json, "photos", post->photos->len);
  autosell_cli_json_string (json, "text", post->text);
  json_figure (json, "reactions", post->figures.reactions);
  json_figure (json, "comments", post->figures.comments);
  json_figure (json, "shares", post->figures.shares);
  json_figure (json, "reach", post->figures.reach);
  json_figure (json, "clicks", post->figures.clicks);
  autosell_cli_json_string (json, "error", post->error);
  autosell_cli_json_string (json, "error_text", wrong);
  autosell_cli_json_string (json, "held", post->held);
  autosell_cli_json_end (json);
}

/* Returns: (transfer full) */
static char *
dup_when (const AutosellPost *post)
{
  gint64 at_s = post->out_s != 0 ? post->out_s : post->at_s;

  return at_s != 0 ? autosell_format_instant (at_s * G_USEC_PER_SEC) : g_strdup ("—");
}

static void
print_posts (GPtrArray *posts)
{
  g_autoptr(AutosellCliTable) table = autosell_cli_table_new ();

  autosell_cli_table_add_column (table, _("No."), AUTOSELL_CLI_COLUMN_RIGHT);
  autosell_cli_table_add_column (table, _("Reference"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("Vehicle"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("Page"), AUTOSELL_CLI_COLUMN_SHRINK);
  autosell_cli_table_add_column (table, _("State"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("When"), AUTOSELL_CLI_COLUMN_PLAIN);
  autosell_cli_table_add_column (table, _("What is wrong"), AUTOSELL_CLI_COLUMN_SHRINK | AUTOSELL_CLI_COLUMN_MINOR);
  for (guint i = 0; i < posts->len; i++)
    {
      const AutosellPost *post = posts->pdata[i];

      autosell_cli_table_take (table, g_strdup_printf ("%" G_GINT64_FORMAT, post->pk));
      autosell_cli_table_add (table, post->reference);
      autosell_cli_table_add (table, post->title);
      autosell_cli_table_add (table, post->page_name);
      autosell_cli_table_add (table, autosell_post_state_to_label (post->state));
      autosell_cli_table_take (table, dup_when (post));
      autosell_cli_table_take (table, post->held != NULL ? g_strdup (post->held)
                                                         : autosell_graph_fact_dup_sentence (post->error_text));
    }
  autosell_cli_table_print (table);
}

static void
show_posts (AutosellCli *cli, GPtrArray *posts)
{
  if (cli->json == NULL)
    {
      if (posts->len > 0)
        print_posts (posts);
      else
        autosell_cli_line (_("There are no posts."));
      return;
    }
  autosell_cli_json_begin_array (cli->json, "posts");
  for (guint i = 0; i < posts->len; i++)
    json_post (cli->json, posts->pdata[i]);
  autosell_cli_json_end (cli->json);
}

/* ---- Publishing ---- */

gboolean
autosell_cli_publish (AutosellCli *cli, gint64 now_s, AutosellPublisherReport *report, GError **error)
{
  AutosellFacebook *facebook = autosell_cli_get_facebook (cli, error);
  AutosellPublisher *publisher;
  AutosellGoogle *google;
  g_autoptr(GAsyncResult) result = NULL;
  GError *local_error = NULL;

  memset (report, 0, sizeof *report);
  if (facebook == NULL)
    return FALSE;
  publisher = autosell_facebook_get_publisher (facebook);
  google = autosell_cli_get_google (cli, error);
  if (google == NULL)
    return FALSE;
  autosell_publisher_set_google (publisher, google);
  if (now_s != 0)
    autosell_publisher_set_clock_offset_s (publisher, now_s - g_get_real_time () / G_USEC_PER_SEC);
  autosell_publisher_run_async (publisher, NULL, autosell_cli_take_result_cb, &result);
  if (autosell_publisher_run_finish (publisher, autosell_cli_wait (&result), report, &local_error))
    return TRUE;
  if (g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    {
      autosell_cli_message ("%s", _("Another program of this stock is publishing now; it does this, too."));
      g_error_free (local_error);
      return TRUE;
    }
  g_propagate_error (error, local_error);
  return FALSE;
}

/* One post as it is after a run. @pk: of it */
static AutosellCliStatus
publish_and_show (AutosellCli *cli, gint64 pk, GError **error)
{
  AutosellPostQuery query = { .pk = pk };
  AutosellPublisherReport report;
  g_autoptr(GPtrArray) posts = NULL;
  g_autofree char *wrong = NULL;
  const AutosellPost *post;

  if (!options.stays_here && !autosell_cli_publish (cli, options.now_s, &report, error))
    return AUTOSELL_CLI_FAILED;
  posts = autosell_store_get_posts_sync (cli->store, &query, error);
  if (posts == NULL)
    return AUTOSELL_CLI_FAILED;
  show_posts (cli, posts);
  post = posts->len > 0 ? posts->pdata[0] : NULL;
  if (post == NULL || post->error_text == NULL)
    return AUTOSELL_CLI_DONE;
  wrong = autosell_graph_fact_dup_sentence (post->error_text);
  autosell_cli_message ("%s", wrong);
  return post->state == AUTOSELL_POST_FAILED ? AUTOSELL_CLI_FAILED : AUTOSELL_CLI_PARTLY;
}

/* ---- post ---- */

static gboolean
find_template (AutosellCli *cli, const AutosellPageBoard *board, gint64 *id, GError **error)
{
  g_autofree char *key = options.template != NULL ? autosell_text_fold_words (options.template) : NULL;

  *id = 0;
  for (guint i = 0; key != NULL && i < board->templates->len; i++)
    {
      const AutosellTemplate *template = board->templates->pdata[i];
      g_autofree char *name = autosell_text_fold_words (template->name);

      if (strcmp (name, key) == 0)
        *id = template->id;
    }
  if (key == NULL || *id != 0)
    return TRUE;
  g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE, _("There is no template “%s”."),
               options.template);
  return FALSE;
}

static gboolean
read_text (AutosellCli *cli, char **text, GError **error)
{
  g_autofree char *raw = NULL;

  *text = NULL;
  if (options.text_file == NULL)
    return TRUE;
  cli->subject = options.text_file;
  if (!g_file_get_contents (options.text_file, &raw, NULL, error))
    return FALSE;
  *text = autosell_cli_dup_utf8 (raw, error);
  return *text != NULL;
}

/* What speaks against it is said; where the lot posts no car that lacks something, it is not posted. */
static gboolean
pass_gate (AutosellCli *cli, const AutosellPost *post, const AutosellPostGate *gate, GError **error)
{
  g_autofree char *why = autosell_post_gate_dup_why (gate);
  g_autofree char *phone = autosell_store_get_setting (cli->store, AUTOSELL_SETTING_DEALERSHIP_PHONE);
  AutosellPostDraft draft = {
    post->text, post->reference, gate->has_price, gate->price_cents, phone, post->photos->len
  };
  guint doubts = autosell_post_check (&draft);

  if (doubts & (1u << AUTOSELL_POST_DOUBT_TOO_LONG))
    {
      g_set_error_literal (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                           autosell_post_doubt_to_sentence (AUTOSELL_POST_DOUBT_TOO_LONG));
      return FALSE;
    }
  if (gate->is_held)
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                   /* Translators: %s is a sentence: what it lacks */
                   _("%s The lot posts only cars that are whole; Preferences → Facebook changes that."), why);
      return FALSE;
    }
  if (*why != '\0')
    autosell_cli_message ("%s", why);
  for (AutosellPostDoubt doubt = 0; doubt < AUTOSELL_N_POST_DOUBTS; doubt++)
    if (doubts & (1u << doubt))
      autosell_cli_message ("%s", autosell_post_doubt_to_sentence (doubt));
  return TRUE;
}

static AutosellCliStatus
run_post (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellPageBoard) board = NULL;
  g_autoptr(AutosellVehicle) vehicle = NULL;
  g_autoptr(AutosellPost) post = NULL;
  g_autoptr(GArray) keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GPtrArray) gates = NULL;
  g_autofree char *text = NULL;
  AutosellPostOrder order = { 0 };
  const AutosellPage *page;

  if (!autosell_cli_open (cli, error) || (board = autosell_store_get_page_board_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  page = autosell_cli_find_page (board->pages, options.page, error);
  vehicle = page != NULL ? autosell_cli_find_vehicle (cli, cli->arguments[0], FALSE, error) : NULL;
  if (vehicle == NULL || !find_template (cli, board, &order.template, error) || !read_text (cli, &text, error)
      || (options.at != NULL && !autosell_cli_parse_instant (options.at, &order.at_s, error)))
    return AUTOSELL_CLI_FAILED;
  order.page = page->id;
  order.key = autosell_vehicle_get_key (vehicle);
  order.text = text;
  g_array_append_val (keys, order.key);
  gates = autosell_store_check_cars_sync (cli->store, keys, error);
  post = gates != NULL ? autosell_store_compose_post_sync (cli->store, &order, error) : NULL;
  if (post == NULL || !pass_gate (cli, post, gates->pdata[0], error))
    return AUTOSELL_CLI_FAILED;
  if (!options.is_dry)
    {
      g_autoptr(AutosellPost) ordered = autosell_store_order_post_sync (cli->store, &order, error);

      return ordered != NULL ? publish_and_show (cli, ordered->pk, error) : AUTOSELL_CLI_FAILED;
    }
  if (cli->json != NULL)
    {
      autosell_cli_json_begin_array (cli->json, "posts");
      json_post (cli->json, post);
      autosell_cli_json_end (cli->json);
    }
  else
    autosell_cli_text (post->text);
  return AUTOSELL_CLI_DONE;
}

/* ---- posts ---- */

/* What people did with them, as far as it is due to be asked for. */
static gboolean
refresh_figures (AutosellCli *cli, GError **error)
{
  AutosellFacebook *facebook = autosell_cli_get_facebook (cli, error);
  AutosellFiguresPoller *figures = facebook != NULL ? autosell_facebook_get_figures (facebook) : NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) local_error = NULL;
  AutosellFiguresReport report = { 0 };

  if (figures == NULL)
    return FALSE;
  if (options.now_s != 0)
    autosell_figures_poller_set_clock_offset_s (figures, options.now_s - g_get_real_time () / G_USEC_PER_SEC);
  autosell_figures_poller_run_async (figures, NULL, autosell_cli_take_result_cb, &result);
  if (!autosell_figures_poller_run_finish (figures, autosell_cli_wait (&result), &report, &local_error)
      && !g_error_matches (local_error, AUTOSELL_STORE_ERROR, AUTOSELL_STORE_ERROR_BUSY))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (report.n_later > 0)
    autosell_cli_message (
      "%s", _("Facebook was not asked for all of them: some Pages are to be left in peace for now, or do not "
              "answer."));
  return TRUE;
}

static gboolean
has_words (const AutosellPost *post, char **words)
{
  g_autofree char *all =
    g_strjoin (" ", autosell_post_state_to_nick (post->state), autosell_post_state_to_label (post->state), post->title,
               post->page_name, post->reference, NULL);
  g_autofree char *folded = autosell_text_fold (all);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* “MAZDA CX30 2021 · Autos del Norte: $379,000 → $359,000” */
static void
show_price_change (AutosellCli *cli, const AutosellPriceChange *change)
{
  g_autofree char *old = change->has_old ? autosell_format_money (change->old_cents) : g_strdup ("—");
  g_autofree char *new = change->has_new ? autosell_format_money (change->new_cents) : g_strdup ("—");

  if (cli->json == NULL)
    {
      autosell_cli_line ("%s · %s: %s → %s", change->title, change->page_name, old, new);
      return;
    }
  autosell_cli_json_begin_object (cli->json, NULL);
  autosell_cli_json_integer (cli->json, "number", change->post);
  autosell_cli_json_string (cli->json, "vehicle", change->title);
  autosell_cli_json_string (cli->json, "page", change->page_name);
  autosell_cli_json_string (cli->json, "old", change->has_old ? old : NULL);
  autosell_cli_json_string (cli->json, "new", change->has_new ? new : NULL);
  autosell_cli_json_end (cli->json);
}

static AutosellCliStatus
run_prices (AutosellCli *cli, GError **error)
{
  g_autoptr(GPtrArray) changes = NULL;
  AutosellPriceAnswer answer;

  if (!g_str_equal (options.prices, "ask") && !autosell_price_answer_from_nick (options.prices, &answer))
    {
      g_set_error (error, AUTOSELL_CLI_ERROR, AUTOSELL_CLI_ERROR_BAD_VALUE,
                   _("“%s” is none of ask, edit, repost, comment, nothing."), options.prices);
      return AUTOSELL_CLI_FAILED;
    }
  if (!autosell_cli_open (cli, error) || (changes = autosell_store_get_price_changes_sync (cli->store, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  if (cli->json != NULL)
    autosell_cli_json_begin_array (cli->json, "prices");
  for (guint i = 0; i < changes->len; i++)
    show_price_change (cli, changes->pdata[i]);
  if (cli->json != NULL)
    autosell_cli_json_end (cli->json);
  else if (changes->len == 0)
    autosell_cli_line (_("All posts have the prices of their cars."));
  if (g_str_equal (options.prices, "ask"))
    return AUTOSELL_CLI_DONE;
  return autosell_store_answer_price_sync (
           cli->store, answer, NULL, options.now_s != 0 ? options.now_s : g_get_real_time () / G_USEC_PER_SEC, error)
           ? AUTOSELL_CLI_DONE
           : AUTOSELL_CLI_FAILED;
}

static AutosellCliStatus
run_list (AutosellCli *cli, GError **error)
{
  AutosellPostQuery query = { 0 };
  g_autoptr(GPtrArray) posts = NULL;
  g_autofree char *folded = options.filter != NULL ? autosell_text_fold (options.filter) : g_strdup ("");
  g_auto(GStrv) words = g_strsplit (folded, " ", -1);

  if (options.prices != NULL)
    return run_prices (cli, error);
  if (!autosell_cli_open (cli, error) || (options.refreshes && !refresh_figures (cli, error))
      || (posts = autosell_store_get_posts_sync (cli->store, &query, error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  for (guint i = 0; i < posts->len; i++)
    if (!has_words (posts->pdata[i], words))
      g_ptr_array_remove_index (posts, i--);
  show_posts (cli, posts);
  return AUTOSELL_CLI_DONE;
}

static AutosellCliStatus
run_posts (AutosellCli *cli, GError **error)
{
  const AutosellCliLedgerOptions ledger = { options.filter, options.page, options.order, options.output,
                                            options.to_sheet };

  if (!options.is_ledger)
    return run_list (cli, error);
  if (!autosell_cli_open (cli, error) || (options.refreshes && !refresh_figures (cli, error)))
    return AUTOSELL_CLI_FAILED;
  return autosell_cli_run_ledger (cli, &ledger, error);
}

/* ---- unpost ---- */

static AutosellCliStatus
run_unpost (AutosellCli *cli, GError **error)
{
  g_autoptr(AutosellPost) post = NULL;

  if (!autosell_cli_open (cli, error)
      || (post = autosell_store_find_post_sync (cli->store, cli->arguments[0], error)) == NULL)
    return AUTOSELL_CLI_FAILED;
  /* Nobody means the plan to put it there again */
  if (post->is_scheduled && !autosell_post_state_stands (post->state)
      && !autosell_store_set_wish_sync (cli->store, post->page, post->at_s, 0, error))
    return AUTOSELL_CLI_FAILED;
  post->want = AUTOSELL_POST_WANT_REMOVED;
  if (!autosell_store_change_post_sync (cli->store, post, AUTOSELL_POST_CHANGE_WANT, "remove", NULL, error))
    return AUTOSELL_CLI_FAILED;
  return publish_and_show (cli, post->pk, error);
}

const AutosellCliCommand autosell_cli_command_post = {
  .name = "post",
  .parameters = N_("ID"),
  .summary = N_("Publish a car on a Page of Facebook, now or at a time"),
  .options = post_entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_post,
};

const AutosellCliCommand autosell_cli_command_posts = {
  .name = "posts",
  .parameters = "",
  .summary = N_("What was posted, waits or failed"),
  .options = posts_entries,
  .run = run_posts,
};

const AutosellCliCommand autosell_cli_command_unpost = {
  .name = "unpost",
  .parameters = N_("POST"),
  .summary = N_("Take a post off its Page, and check that it is gone"),
  .description =
    N_("POST is its number or reference as “autosell-cli posts” shows it. What was not sent yet is cancelled."),
  .options = unpost_entries,
  .min_arguments = 1,
  .max_arguments = 1,
  .run = run_unpost,
};
