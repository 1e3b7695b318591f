/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "autosell-graph-error-private.h"
#include "autosell-graph-types.h"
#include "autosell-graph-usage-private.h"
#include "autosell-json.h"
#include "autosell-net-error.h"

/* What needs no network: what each error means, and what the quotas allow. */

static GError *
make_error (guint status, gboolean is_write, gint64 regain_minutes, const char *json)
{
  const AutosellGraphCallFacts facts = { .status = status, .is_write = is_write, .regain_minutes = regain_minutes };
  g_autoptr(JsonNode) root = json_from_string (json, NULL);
  GError *error = NULL;

  g_assert_nonnull (root);
  autosell_graph_set_error_of_answer (&error, &facts, autosell_json_object (autosell_json_root (root), "error"));
  g_assert_nonnull (error);
  return error;
}

static GError *
make_code (guint status, gboolean is_write, int code, int subcode, const char *message)
{
  g_autofree char *json = g_strdup_printf ("{\"error\":{\"message\":\"%s\",\"type\":\"OAuthException\",\"code\":%d,"
                                           "\"error_subcode\":%d,\"fbtrace_id\":\"A1\"}}",
                                           message, code, subcode);

  return make_error (status, is_write, 0, json);
}

static guint
count_sentences (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += (*text == '.' || *text == ';') && (text[1] == ' ' || text[1] == '\0');
  return n;
}

/* The whole table of what Facebook answers with. */
static void
test_codes (void)
{
  static const struct
  {
    int code, subcode;
    const char *message;
    AutosellGraphErrorCode meaning;
    guint wait_s;
  } rows[] = {
    { 1, 0, "An unknown error occurred", AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
    { 2, 0, "An unexpected error has occurred. Please retry your request later.", AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
    { 1, 2853006, "No permission", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 1, 0, "Error validating client secret.", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
    { 3, 0, "(#3) Application does not have the capability", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 4, 0, "(#4) Application request limit reached", AUTOSELL_GRAPH_ERROR_APP_LIMIT, 900 },
    { 10, 0, "(#10) no", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 17, 0, "(#17) User request limit reached", AUTOSELL_GRAPH_ERROR_USER_LIMIT, 3600 },
    { 32, 0, "(#32) Page request limit reached", AUTOSELL_GRAPH_ERROR_PAGE_LIMIT, 3600 },
    { 80001, 0, "(#80001) There have been too many calls to this Page account.", AUTOSELL_GRAPH_ERROR_PAGE_LIMIT,
      3600 },
    { 341, 0, "Application limit reached", AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, 900 },
    { 613, 1996, "Calls to this api have exceeded the rate limit.", AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, 900 },
    { 283, 0, "no", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 200, 0, "no", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 299, 0, "no", AUTOSELL_GRAPH_ERROR_PERMISSION, 0 },
    { 200, 2069030, "not for new Pages", AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
    { 200, 2069031, "not for new Pages", AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
    { 200, 2069033, "not for new Pages", AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
    { 100, 0, "Invalid parameter", AUTOSELL_GRAPH_ERROR_INVALID, 0 },
    { 100, 33, "Unsupported get request.", AUTOSELL_GRAPH_ERROR_GONE, 0 },
    { 100, 1366046, "Invalid parameter", AUTOSELL_GRAPH_ERROR_PHOTO, 0 },
    { 100, 0, "(#100) The specified scheduled publish time is invalid.", AUTOSELL_GRAPH_ERROR_SCHEDULE, 0 },
    { 100, 0, "(#100) The value must be a valid insights metric", AUTOSELL_GRAPH_ERROR_METRIC, 0 },
    { 100, 0, "Invalid appsecret_proof provided in the API argument", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
    { 100, 36009, "This authorization code has been used.", AUTOSELL_GRAPH_ERROR_CODE, 0 },
    { 100, 0, "This authorization code has expired.", AUTOSELL_GRAPH_ERROR_CODE, 0 },
    { 100, 0, "Error validating verification code. Please make sure your redirect_uri is identical",
      AUTOSELL_GRAPH_ERROR_CODE, 0 },
    { 324, 0, "(#324) Requires upload file", AUTOSELL_GRAPH_ERROR_PHOTO, 0 },
    { 102, 0, "session", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 104, 0, "signature", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 460, "password", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 2069032, "Page token needed", AUTOSELL_GRAPH_ERROR_OUR_BUG, 0 },
    { 191, 0, "redirect", AUTOSELL_GRAPH_ERROR_SETUP, 0 },
    { 368, 1390008, "too fast", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 368, 1404082, "already posted", AUTOSELL_GRAPH_ERROR_DUPLICATE, 0 },
    { 368, 0, "blocked", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 506, 0, "(#506) Duplicate status message", AUTOSELL_GRAPH_ERROR_DUPLICATE, 0 },
    { 1500, 0, "link", AUTOSELL_GRAPH_ERROR_LINK, 0 },
    { 1609005, 0, "link", AUTOSELL_GRAPH_ERROR_LINK, 0 },
    { 2061006, 0, "link", AUTOSELL_GRAPH_ERROR_LINK, 0 },
    { 1363047, 0, "unavailable", AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
    { 1609010, 0, "unavailable", AUTOSELL_GRAPH_ERROR_TRANSIENT, 0 },
    { 803, 0, "(#803) Some of the aliases you requested do not exist: 1_2", AUTOSELL_GRAPH_ERROR_GONE, 0 },
    { 3001, 1504028, "No metric", AUTOSELL_GRAPH_ERROR_METRIC, 0 },
    { 2874008, 0, "small", AUTOSELL_GRAPH_ERROR_TOO_SMALL, 0 },
    { 80009, 0, "catalog", AUTOSELL_GRAPH_ERROR_PAGE_LIMIT, 3600 },
    { 80014, 0, "catalog batch", AUTOSELL_GRAPH_ERROR_PAGE_LIMIT, 3600 },
    { 368, 1404102, "community standards", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 368, 1404078, "publishing authorisation", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 368, 1346003, "abusive", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 368, 4854002, "confirm identity", AUTOSELL_GRAPH_ERROR_BLOCKED, 86400 },
    { 190, 458, "app removed", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 459, "checkpoint", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 463, "expired", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 464, "unconfirmed", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 467, "invalid", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 190, 492, "role", AUTOSELL_GRAPH_ERROR_TOKEN, 0 },
    { 1609008, 0, "link", AUTOSELL_GRAPH_ERROR_LINK, 0 },
    { 123456, 0, "Never heard of", AUTOSELL_GRAPH_ERROR_INVALID, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = make_code (400, TRUE, rows[i].code, rows[i].subcode, rows[i].message);
      g_autofree char *sentence = autosell_graph_error_dup_sentence (error);
      g_autofree char *fact = NULL, *kept = NULL;

      if (error->code != (int) rows[i].meaning)
        g_error ("%d/%d is %d and not %d", rows[i].code, rows[i].subcode, error->code, rows[i].meaning);
      g_assert_cmpuint (autosell_graph_error_get_wait_s (error), ==, rows[i].wait_s);
      g_assert_cmpint (autosell_graph_error_get_code (error), ==, rows[i].code);
      g_assert_cmpint (autosell_graph_error_get_subcode (error), ==, rows[i].subcode);
      g_assert_cmpuint (autosell_graph_error_get_status (error), ==, 400);
      g_assert_cmpstr (autosell_graph_error_get_trace_id (error), ==, "A1");
      /* Only what nobody knows the end of is looked for. */
      g_assert_true (autosell_graph_error_may_have_applied (error)
                     == (rows[i].meaning == AUTOSELL_GRAPH_ERROR_TRANSIENT));
      fact = autosell_graph_error_dup_fact (error);
      kept = autosell_graph_fact_dup_sentence (fact);
      g_assert_cmpstr (kept, ==, sentence);
      /* What happened, and a way out of it; where there is none (a figure that is not told), what happened */
      if (rows[i].meaning != AUTOSELL_GRAPH_ERROR_METRIC && rows[i].meaning != AUTOSELL_GRAPH_ERROR_TOO_SMALL
          && count_sentences (sentence) < 2)
        g_error ("%d/%d: no way out in “%s”", rows[i].code, rows[i].subcode, sentence);
      g_assert_cmpuint (count_sentences (sentence), >=, 1);
    }
}

static void
test_by_status (void)
{
  g_autoptr(GError) server = make_code (503, TRUE, 123456, 0, "?");
  g_autoptr(GError) read = make_code (503, FALSE, 2, 0, "?");
  g_autoptr(GError) told =
    make_error (400, TRUE, 0, "{\"error\":{\"message\":\"x\",\"code\":9999,\"is_transient\":true}}");
  g_autoptr(GError) limit = make_code (429, TRUE, 9999, 0, "?");
  /* A permission that is missing does not come by itself, whatever the status. */
  g_autoptr(GError) permission = make_code (503, TRUE, 200, 0, "?");
  g_autoptr(GError) odd = make_error (200, TRUE, 0, "{\"error\":\"no\"}");
  g_autoptr(GError) poor = make_error (400, FALSE, 0, "{\"error\":{\"code\":\"190\"}}");

  g_assert_error (server, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_true (autosell_graph_error_may_have_applied (server));
  g_assert_error (read, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_false (autosell_graph_error_may_have_applied (read));
  g_assert_error (told, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_error (limit, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT);
  g_assert_false (autosell_graph_error_may_have_applied (limit));
  g_assert_error (permission, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PERMISSION);
  g_assert_error (odd, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_INVALID);
  g_assert_error (poor, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_INVALID);
}

static void
test_token_states (void)
{
  static const struct
  {
    int subcode;
    AutosellGraphTokenState state;
  } rows[] = {
    { 458, AUTOSELL_GRAPH_TOKEN_RECONNECT }, { 459, AUTOSELL_GRAPH_TOKEN_CHECKPOINT },
    { 460, AUTOSELL_GRAPH_TOKEN_RECONNECT }, { 463, AUTOSELL_GRAPH_TOKEN_RECONNECT },
    { 464, AUTOSELL_GRAPH_TOKEN_CONFIRM },   { 467, AUTOSELL_GRAPH_TOKEN_RECONNECT },
    { 492, AUTOSELL_GRAPH_TOKEN_ROLE_LOST }, { 0, AUTOSELL_GRAPH_TOKEN_RECONNECT },
    { 7, AUTOSELL_GRAPH_TOKEN_RECONNECT },
  };
  g_autoptr(GError) other = make_code (400, FALSE, 100, 33, "gone");
  g_autoptr(GError) session = make_code (400, FALSE, 102, 459, "session");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = make_code (401, TRUE, 190, rows[i].subcode, "Error validating access token");

      g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOKEN);
      g_assert_cmpint (autosell_graph_error_get_token_state (error), ==, rows[i].state);
      g_assert_false (autosell_graph_error_is_transient (error));
    }
  g_assert_cmpint (autosell_graph_error_get_token_state (other), ==, AUTOSELL_GRAPH_TOKEN_OK);
  g_assert_cmpint (autosell_graph_error_get_token_state (session), ==, AUTOSELL_GRAPH_TOKEN_RECONNECT);
}

static void
test_permissions (void)
{
  g_autoptr(GError) engagement =
    make_code (403, FALSE, 283, 0, "(#283) Requires pages_read_engagement permission to manage");
  g_autoptr(GError) posts =
    make_code (403, TRUE, 200, 0, "(#200) requires both pages_read_engagement and pages_manage_posts as an admin");
  g_autoptr(GError) none = make_code (403, TRUE, 200, 0, "(#200) Permissions error");
  g_autofree char *sentence = autosell_graph_error_dup_sentence (posts);
  g_autofree char *plain = autosell_graph_error_dup_sentence (none);

  g_assert_cmpstr (autosell_graph_error_get_permission (engagement), ==, "pages_read_engagement");
  g_assert_cmpstr (autosell_graph_error_get_permission (posts), ==, "pages_manage_posts");
  g_assert_null (autosell_graph_error_get_permission (none));
  g_assert_nonnull (strstr (sentence, "publish, change and remove posts"));
  g_assert_nonnull (strstr (plain, "manages the Page"));
  g_assert_nonnull (autosell_graph_permission_get_text ("read_insights"));
  g_assert_null (autosell_graph_permission_get_text ("publish_pages"));
  g_assert_null (autosell_graph_permission_get_text (NULL));
}

static void
test_what_people_read (void)
{
  g_autoptr(GError) photo =
    make_error (400, TRUE, 0,
                "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100,\"error_subcode\":1366046,"
                "\"error_user_title\":\"Can't Read Files\",\"error_user_msg\":\"Your photos couldn't be uploaded.\"}}");
  g_autoptr(GError) leaky = make_error (400, TRUE, 0,
                                        "{\"error\":{\"message\":\"bad access_token=EAAB0123456789012345678901\","
                                        "\"code\":100}}");
  g_autofree char *sentence = autosell_graph_error_dup_sentence (photo);
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  g_assert_cmpstr (autosell_graph_error_get_user_title (photo), ==, "Can't Read Files");
  g_assert_nonnull (strstr (sentence, "Your photos couldn't be uploaded."));
  g_assert_null (strstr (leaky->message, "EAAB"));
  g_assert_cmpstr (autosell_graph_error_get_nick (photo), ==, "photo");
  g_assert_cmpstr (autosell_graph_error_get_nick (cancelled), ==, "cancelled");
  g_assert_true (autosell_graph_error_may_have_applied (cancelled));
  /* Each code has its own nick and sentence. */
  for (int i = 0; i < AUTOSELL_N_GRAPH_ERRORS; i++)
    {
      g_autoptr(GError) one = g_error_new_literal (AUTOSELL_GRAPH_ERROR, i, "x");
      g_autofree char *text = autosell_graph_error_dup_sentence (one);

      g_assert_nonnull (autosell_graph_error_get_nick (one));
      for (int j = 0; j < i; j++)
        {
          g_autoptr(GError) other = g_error_new_literal (AUTOSELL_GRAPH_ERROR, j, "x");
          g_autofree char *other_text = autosell_graph_error_dup_sentence (other);

          g_assert_cmpstr (autosell_graph_error_get_nick (one), !=, autosell_graph_error_get_nick (other));
          g_assert_cmpstr (text, !=, other_text);
        }
    }
}

static void
test_limits_wait_as_told (void)
{
  const char *json = "{\"error\":{\"message\":\"too many calls\",\"code\":80001}}";
  g_autoptr(GError) half_hour = make_error (400, TRUE, 30, json);
  g_autoptr(GError) eternal = make_error (400, TRUE, G_MAXINT64 / 2, json);

  g_assert_cmpuint (autosell_graph_error_get_wait_s (half_hour), ==, 33 * 60);
  g_assert_cmpuint (autosell_graph_error_get_wait_s (eternal), <=, 8 * 24 * 3600);
  g_assert_true (autosell_graph_error_is_transient (half_hour));
}

static void
test_of_net (void)
{
  static const struct
  {
    AutosellNetErrorCode net;
    AutosellGraphErrorCode graph;
  } rows[] = {
    { AUTOSELL_NET_ERROR_OFFLINE, AUTOSELL_GRAPH_ERROR_OFFLINE },
    { AUTOSELL_NET_ERROR_TIMED_OUT, AUTOSELL_GRAPH_ERROR_TRANSIENT },
    { AUTOSELL_NET_ERROR_CUT, AUTOSELL_GRAPH_ERROR_TRANSIENT },
    { AUTOSELL_NET_ERROR_CERTIFICATE, AUTOSELL_GRAPH_ERROR_NETWORK },
    { AUTOSELL_NET_ERROR_REFUSED, AUTOSELL_GRAPH_ERROR_NETWORK },
    { AUTOSELL_NET_ERROR_TOO_LARGE, AUTOSELL_GRAPH_ERROR_UNEXPECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) cause = NULL;
      g_autoptr(GError) error = NULL;

      autosell_net_set_error (&cause, rows[i].net, 0, NULL, i == 2, "x");
      error = autosell_graph_error_of_net (cause);
      g_assert_error (error, AUTOSELL_GRAPH_ERROR, (int) rows[i].graph);
      g_assert_true (autosell_graph_error_may_have_applied (error) == (i == 2));
    }
}

/* ---- Quotas ---- */

#define NOW 1795000000

static void
test_usage_by_percent (void)
{
  g_autoptr(AutosellGraphUsage) usage = autosell_graph_usage_new ();
  gint64 until_s = -1;

  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, &until_s), ==, AUTOSELL_GRAPH_MAY_ALL);
  g_assert_cmpint (until_s, ==, 0);
  autosell_graph_usage_note (usage, "1", "1029", "{\"call_count\":74,\"total_time\":25,\"total_cputime\":25}", NULL,
                             NULL, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  /* The highest of the three counts. */
  autosell_graph_usage_note (usage, "1", "1029", "{\"call_count\":1,\"total_time\":75,\"total_cputime\":25}", NULL,
                             NULL, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
  g_assert_cmpuint (autosell_graph_usage_get_percent (usage, "1", "1029", NOW), ==, 75);
  autosell_graph_usage_note (usage, "1", NULL, "{\"call_count\":1,\"total_time\":1,\"total_cputime\":90}", NULL, NULL,
                             NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, &until_s), ==, AUTOSELL_GRAPH_MAY_WRITE);
  g_assert_cmpint (until_s, ==, NOW + 3600);
  /* Another app, and an hour later. */
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "2", "1029", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW + 3600, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  autosell_graph_usage_note (usage, "1", NULL, "{\"call_count\":100}", NULL, NULL, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, &until_s), ==, AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, ==, NOW + 3600);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW + 3600, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
}

static void
test_usage_of_pages (void)
{
  g_autoptr(AutosellGraphUsage) usage = autosell_graph_usage_new ();
  const char *header = "{\"1029\":[{\"type\":\"pages\",\"call_count\":95,\"total_cputime\":20,\"total_time\":20,"
                       "\"estimated_time_to_regain_access\":0}],"
                       "\"2\":[{\"type\":\"pages\",\"call_count\":10},{\"type\":\"x\",\"call_count\":100,"
                       "\"estimated_time_to_regain_access\":30}]}";
  gint64 until_s;

  autosell_graph_usage_note (usage, NULL, "7", NULL, "{\"call_count\":80.5,\"total_time\":1,\"total_cputime\":1}",
                             header, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, NULL, "1029", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_WRITE);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, NULL, "7", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, NULL, "3", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, NULL, "2", NOW, &until_s), ==, AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, ==, NOW + 33 * 60);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, NULL, "2", NOW + 33 * 60, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  g_assert_cmpint (autosell_graph_usage_read_regain_minutes (header), ==, 30);
  g_assert_cmpint (autosell_graph_usage_read_regain_minutes (NULL), ==, 0);
}

static void
test_usage_of_errors (void)
{
  g_autoptr(AutosellGraphUsage) usage = autosell_graph_usage_new ();
  g_autoptr(GError) page = make_error (400, FALSE, 30, "{\"error\":{\"code\":80001}}");
  g_autoptr(GError) app = make_error (400, FALSE, 0, "{\"error\":{\"code\":4}}");
  g_autoptr(GError) invalid = make_error (400, FALSE, 0, "{\"error\":{\"code\":100}}");
  gint64 until_s;

  autosell_graph_usage_note_error (usage, "1", "1029", invalid, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  autosell_graph_usage_note_error (usage, "1", "1029", page, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW + 1979, &until_s), ==,
                   AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, ==, NOW + 1980);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "2", NOW, NULL), ==, AUTOSELL_GRAPH_MAY_ALL);
  autosell_graph_usage_note_error (usage, "1", "1029", app, NOW);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "2", NOW, &until_s), ==, AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, ==, NOW + 900);
  /* A shorter block does not shorten a longer one. */
  autosell_graph_usage_block (usage, "1", "1029", NOW + 10);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "1", "1029", NOW + 1000, NULL), ==, AUTOSELL_GRAPH_MAY_NOTHING);
}

static void
test_usage_of_nonsense (void)
{
  static const char *const headers[] = {
    "",
    "x",
    "[]",
    "{",
    "null",
    "{\"call_count\":\"99\"}",
    "{\"call_count\":-5}",
    "{\"1029\":{}}",
    "{\"1029\":[]}",
    "{\"1029\":[7]}",
    "{\"1029\":[{\"call_count\":null}]}",
    "{\"1029\":[{\"estimated_time_to_regain_access\":-7}]}",
    "{\"call_count\":1e300}",
    "\xff",
    "{\"call_count\":{}}",
  };
  g_autoptr(AutosellGraphUsage) usage = autosell_graph_usage_new ();

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      autosell_graph_usage_note (usage, "1", "1029", headers[i], headers[i], headers[i], NOW);
      if (autosell_graph_usage_get_may (usage, "1", "1029", NOW, NULL) != AUTOSELL_GRAPH_MAY_ALL)
        g_error ("“%s” stops calls", headers[i]);
    }
}

static void
test_delays (void)
{
  g_assert_cmpuint (autosell_graph_delay_ms (0, 0), ==, 2000);
  g_assert_cmpuint (autosell_graph_delay_ms (1, 0), ==, 8000);
  g_assert_cmpuint (autosell_graph_delay_ms (2, 0), ==, 30000);
  for (guint attempt = 3; attempt < 20; attempt++)
    {
      g_assert_cmpuint (autosell_graph_delay_ms (attempt, attempt * 99991), >=, 120000);
      g_assert_cmpuint (autosell_graph_delay_ms (attempt, attempt * 99991), <=, 150000);
    }
}

/* The vector of the contract, made by another implementation. */
static void
test_proof (void)
{
  g_autofree char *proof = autosell_graph_make_proof ("TOKEN", "s3cret");

  g_assert_cmpstr (proof, ==, "69ce2040af5507d8694b37a85ec9c2061f6ce5dab4a88876a0a158c588e6797c");
}

/* What is kept has no words of the program's, and says the same as the error itself, in the language of whoever
 * reads. */
static void
test_facts (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "disk full");
  g_autofree char *fact = autosell_graph_error_dup_fact (error);
  g_autofree char *kept = autosell_graph_fact_dup_sentence (fact);
  g_autofree char *sentence = autosell_graph_error_dup_sentence (error);
  g_autofree char *other = autosell_graph_fact_new (AUTOSELL_GRAPH_FACT_OTHER_PC, "mostrador (Laura)");
  g_autofree char *told = autosell_graph_fact_dup_sentence (other);
  g_autofree char *old = autosell_graph_fact_dup_sentence ("Facebook está caído.");
  g_autofree char *exact = autosell_graph_fact_dup_sentence ("facebook:blocked 368 1390008 - ");
  g_autofree char *plain = autosell_graph_fact_dup_sentence ("facebook:blocked 368 0 - Por favor espera");

  g_assert_cmpstr (kept, ==, sentence);
  g_assert_nonnull (strstr (told, "mostrador (Laura)"));
  g_assert_cmpstr (old, ==, "Facebook está caído.");
  g_assert_null (autosell_graph_fact_dup_sentence (NULL));
  g_assert_nonnull (strstr (exact, "too fast"));
  g_assert_nonnull (strstr (plain, "Por favor espera"));
  for (int code = 0; code < AUTOSELL_N_GRAPH_ERRORS; code++)
    {
      g_autoptr(GError) one = g_error_new_literal (AUTOSELL_GRAPH_ERROR, code, "x");
      g_autofree char *one_fact = autosell_graph_error_dup_fact (one);
      g_autofree char *one_kept = autosell_graph_fact_dup_sentence (one_fact);
      g_autofree char *one_said = autosell_graph_error_dup_sentence (one);

      g_assert_cmpstr (one_kept, ==, one_said);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph-error/codes", test_codes);
  g_test_add_func ("/graph-error/by-status", test_by_status);
  g_test_add_func ("/graph-error/token-states", test_token_states);
  g_test_add_func ("/graph-error/permissions", test_permissions);
  g_test_add_func ("/graph-error/what-people-read", test_what_people_read);
  g_test_add_func ("/graph-error/limits-wait-as-told", test_limits_wait_as_told);
  g_test_add_func ("/graph-error/of-net", test_of_net);
  g_test_add_func ("/graph-usage/by-percent", test_usage_by_percent);
  g_test_add_func ("/graph-usage/of-pages", test_usage_of_pages);
  g_test_add_func ("/graph-usage/of-errors", test_usage_of_errors);
  g_test_add_func ("/graph-usage/of-nonsense", test_usage_of_nonsense);
  g_test_add_func ("/graph-usage/delays", test_delays);
  g_test_add_func ("/graph-types/proof", test_proof);
  g_test_add_func ("/graph-error/facts", test_facts);
  return g_test_run ();
}
