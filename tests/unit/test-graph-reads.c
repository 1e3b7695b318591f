/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-graph-sign-in.h"
#include "graph-fixture.h"

/* Figures, Pages and tokens: what is asked, and what is made of each answer. */

#define PROOF "69ce2040af5507d8694b37a85ec9c2061f6ce5dab4a88876a0a158c588e6797c"

/* ---- Figures ---- */

static GPtrArray *
count (GraphFixture *fixture, const char *const *ids, gboolean *is_partial, GError **error)
{
  graph_fixture_next (fixture);
  autosell_graph_read_counters_async (fixture->graph, fixture->access, ids, FALSE, NULL, graph_fixture_take_cb,
                                      fixture);
  return autosell_graph_read_counters_finish (fixture->graph, graph_fixture_wait (fixture), is_partial, error);
}

static void
assert_counters (GPtrArray *counters, guint index, const char *id, gint64 reactions, gint64 comments, gint64 shares,
                 gboolean is_gone)
{
  const AutosellGraphCounters *one = g_ptr_array_index (counters, index);

  g_assert_cmpstr (one->post_id, ==, id);
  g_assert_cmpint (one->reactions, ==, reactions);
  g_assert_cmpint (one->comments, ==, comments);
  g_assert_cmpint (one->shares, ==, shares);
  g_assert_true (one->is_gone == is_gone);
}

#define COUNTS(id, reactions, comments, shares) \
  "\"" id "\":{\"id\":\"" id "\",\"permalink_url\":\"https://www.facebook.com/x\"," shares \
  "\"reactions\":{\"data\":[],\"summary\":{\"total_count\":" reactions "}}," \
  "\"comments\":{\"data\":[],\"summary\":{\"total_count\":" comments ",\"order\":\"ranked\",\"can_comment\":true}}}"

static void
test_counters (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "1029_77", "1029_7", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) counters = NULL;
  gboolean is_partial = TRUE;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{" COUNTS ("1029_7", "0", "1", "") "," COUNTS ("1029_77", "41", "7", "\"shares\":{\"count\":3},") "}");
  counters = count (fixture, ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_false (is_partial);
  assert_counters (counters, 0, "1029_77", 41, 7, 3, FALSE);
  assert_counters (counters, 1, "1029_7", 0, 1, 0, FALSE);
  graph_fixture_assert_line (
    fixture, 0,
    "GET /v25.0/?appsecret_proof=" PROOF "&ids=1029_77,1029_7&fields=id,permalink_url,shares,"
    "reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_count)");
}

static void
test_counters_in_part (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "1029_77", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) counters = NULL;
  gboolean is_partial = FALSE;

  canned_server_answer (
    fixture->server, 403, NULL,
    "{\"error\":{\"message\":\"(#10) requires the 'pages_read_user_content' permission\",\"code\":10}}");
  canned_server_answer (fixture->server, 200, NULL, "{\"1029_77\":{\"id\":\"1029_77\",\"shares\":{\"count\":3}}}");
  counters = count (fixture, ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_true (is_partial);
  assert_counters (counters, 0, "1029_77", -1, -1, 3, FALSE);
  graph_fixture_assert_line (fixture, 1, "GET /v25.0/?appsecret_proof=" PROOF "&ids=1029_77&fields=id,shares");
}

/* One that is gone spoils the call: it is taken out by its name, or found by halves. */
static void
test_counters_of_gone (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const ids[] = { "1029_77", "1029_7", "1029_8", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) named = NULL, halved = NULL, left_out = NULL;

  canned_server_answer (
    fixture->server, 404, NULL,
    "{\"error\":{\"message\":\"(#803) Some of the aliases you requested do not exist: 1029_7\",\"code\":803}}");
  canned_server_answer (fixture->server, 200, NULL,
                        "{" COUNTS ("1029_77", "1", "1", "") "," COUNTS ("1029_8", "2", "2", "") "}");
  named = count (fixture, ids, NULL, &error);
  g_assert_no_error (error);
  assert_counters (named, 0, "1029_77", 1, 1, 0, FALSE);
  assert_counters (named, 1, "1029_7", -1, -1, -1, TRUE);
  assert_counters (named, 2, "1029_8", 2, 2, 0, FALSE);

  for (guint i = 0; i < 2; i++)
    canned_server_answer (fixture->server, 400, NULL,
                          "{\"error\":{\"message\":\"gone\",\"code\":100,\"error_subcode\":33}}");
  canned_server_answer (fixture->server, 200, NULL,
                        "{" COUNTS ("1029_7", "1", "1", "") "," COUNTS ("1029_8", "2", "2", "") "}");
  halved = count (fixture, ids, NULL, &error);
  g_assert_no_error (error);
  assert_counters (halved, 0, "1029_77", -1, -1, -1, TRUE);
  assert_counters (halved, 1, "1029_7", 1, 1, 0, FALSE);

  /* Left out without a word: asked alone. */
  canned_server_answer (fixture->server, 200, NULL,
                        "{" COUNTS ("1029_77", "1", "1", "") "," COUNTS ("1029_8", "2", "2", "") "}");
  canned_server_answer (fixture->server, 200, NULL, "{}");
  left_out = count (fixture, ids, NULL, &error);
  g_assert_no_error (error);
  assert_counters (left_out, 1, "1029_7", -1, -1, -1, FALSE);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 7);
}

static GPtrArray *
look (GraphFixture *fixture, const char *const *metrics, GError **error)
{
  graph_fixture_next (fixture);
  autosell_graph_read_insights_async (fixture->graph, fixture->access, "1029_77", metrics, "lifetime", NULL,
                                      graph_fixture_take_cb, fixture);
  return autosell_graph_read_insights_finish (fixture->graph, graph_fixture_wait (fixture), error);
}

static void
assert_metric (GPtrArray *metrics, guint index, const char *name, gint64 value, gboolean is_dead)
{
  const AutosellGraphMetric *metric = g_ptr_array_index (metrics, index);

  g_assert_cmpstr (metric->name, ==, name);
  g_assert_cmpint (metric->value, ==, value);
  g_assert_true (metric->is_dead == is_dead);
}

#define METRIC(name, value) \
  "{\"id\":\"1029_77/insights/" name "/lifetime\",\"name\":\"" name \
  "\",\"period\":\"lifetime\",\"values\":[{\"value\":" value "}]}"

static void
test_insights (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = { "post_clicks", "post_reactions_by_type_total", "post_media_view", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) metrics = NULL, empty = NULL;
  const AutosellGraphMetric *by_type;

  canned_server_answer (fixture->server, 200, NULL,
                        "{\"data\":[" METRIC ("post_reactions_by_type_total",
                                              "{\"like\":3,\"love\":1}") "," METRIC ("post_clicks", "12") "]}");
  metrics = look (fixture, names, &error);
  g_assert_no_error (error);
  assert_metric (metrics, 0, "post_clicks", 12, FALSE);
  assert_metric (metrics, 1, "post_reactions_by_type_total", 4, FALSE);
  by_type = g_ptr_array_index (metrics, 1);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (by_type->parts, "like"), ==, 3);
  /* Not told is not zero. */
  assert_metric (metrics, 2, "post_media_view", -1, FALSE);
  graph_fixture_assert_line (fixture, 0,
                             "GET /v25.0/1029_77/insights?appsecret_proof=" PROOF
                             "&metric=post_clicks,post_reactions_by_type_total,post_media_view&period=lifetime");
  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[" METRIC ("post_reactions_by_type_total", "[]") "," METRIC ("post_clicks", "0") "]}");
  empty = look (fixture, names, &error);
  assert_metric (empty, 0, "post_clicks", 0, FALSE);
  assert_metric (empty, 1, "post_reactions_by_type_total", 0, FALSE);
}

static void
test_insights_that_are_dead (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *dead = "{\"error\":{\"message\":\"(#100) The value must be a valid insights metric\",\"code\":100}}";
  const char *const names[] = { "post_clicks", "post_impressions", "post_media_view", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) metrics = NULL, alone = NULL;

  canned_server_answer (fixture->server, 400, NULL, dead);
  canned_server_answer (fixture->server, 200, NULL, "{\"data\":[" METRIC ("post_clicks", "12") "]}");
  canned_server_answer (fixture->server, 400, NULL, dead);
  canned_server_answer (fixture->server, 200, NULL, "{\"data\":[" METRIC ("post_media_view", "5") "]}");
  metrics = look (fixture, names, &error);
  g_assert_no_error (error);
  assert_metric (metrics, 0, "post_clicks", 12, FALSE);
  assert_metric (metrics, 1, "post_impressions", -1, TRUE);
  assert_metric (metrics, 2, "post_media_view", 5, FALSE);
  canned_server_answer (fixture->server, 400, NULL, dead);
  alone = look (fixture, names + 2, &error);
  g_assert_no_error (error);
  assert_metric (alone, 0, "post_media_view", -1, TRUE);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 5);
}

/* ---- Accounts ---- */

static void
test_list_pages (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  const AutosellGraphPage *page;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[{\"id\":\"1029\",\"name\":\"Autos del Norte\",\"category\":\"Car dealership\","
    "\"tasks\":[\"ANALYZE\",\"CREATE_CONTENT\"],\"access_token\":\"EAAG1\"},{\"id\":1030,\"tasks\":7}],"
    "\"paging\":{\"cursors\":{\"before\":\"MTAy\",\"after\":\"MTAy\"}}}");
  autosell_graph_list_pages_async (fixture->graph, fixture->access, NULL, graph_fixture_take_cb, fixture);
  pages = autosell_graph_list_pages_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  graph_fixture_assert_line (fixture, 0,
                             "GET /v25.0/me/accounts?appsecret_proof=" PROOF
                             "&fields=id,name,category,tasks,access_token&limit=100");
  g_assert_cmpuint (pages->len, ==, 2);
  page = g_ptr_array_index (pages, 0);
  g_assert_cmpstr (page->name, ==, "Autos del Norte");
  g_assert_cmpstr (page->token, ==, "EAAG1");
  g_assert_true (autosell_graph_page_has_task (page, "CREATE_CONTENT"));
  g_assert_false (autosell_graph_page_has_task (page, "MODERATE"));
  page = g_ptr_array_index (pages, 1);
  g_assert_cmpstr (page->id, ==, "1030");
  g_assert_cmpstr (page->name, ==, "1030");
  g_assert_null (page->token);
  g_assert_false (autosell_graph_page_has_task (page, "CREATE_CONTENT"));
}

static void
test_tokens (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphToken) brief = NULL, lasting = NULL;
  g_autofree char *bearer = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  canned_server_answer (fixture->server, 200, NULL,
                        "{\"access_token\":\"EAAshort\",\"token_type\":\"bearer\",\"expires_in\":5183944}");
  autosell_graph_exchange_code_async (fixture->graph, "9000", "s3cret", "http://localhost:5/", "c/o+de", NULL,
                                      graph_fixture_take_cb, fixture);
  brief = autosell_graph_exchange_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (brief->token, ==, "EAAshort");
  g_assert_cmpint (brief->expires_s, >=, now_s + 5183944);
  g_assert_cmpint (brief->expires_s, <, now_s + 5183944 + 100);
  graph_fixture_assert_line (
    fixture, 0,
    "GET /v25.0/oauth/access_token?client_id=9000&redirect_uri=http://localhost:5/&client_secret=s3cret"
    "&code=c/o+de");
  bearer = canned_server_dup_header (fixture->server, 0, "Authorization");
  g_assert_null (bearer);

  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"access_token\":\"EAAlong\",\"token_type\":\"bearer\"}");
  autosell_graph_exchange_long_async (fixture->graph, "9000", "s3cret", "EAAshort", NULL, graph_fixture_take_cb,
                                      fixture);
  lasting = autosell_graph_exchange_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (lasting->expires_s, ==, 0);
  graph_fixture_assert_line (
    fixture, 1,
    "GET /v25.0/oauth/access_token?grant_type=fb_exchange_token&client_id=9000&client_secret=s3cret"
    "&fb_exchange_token=EAAshort");

  /* A code is not asked for twice. */
  graph_fixture_next (fixture);
  canned_server_cut (fixture->server, NULL);
  autosell_graph_exchange_code_async (fixture->graph, "9000", "s3cret", "http://localhost:5/", "c", NULL,
                                      graph_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_exchange_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 3);
}

static void
test_debug_token (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphTokenInfo) info = NULL;
  g_autofree char *bearer = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":{\"app_id\":9000,\"type\":\"PAGE\",\"application\":\"Lote\",\"user_id\":\"5\","
    "\"profile_id\":\"1029\",\"is_valid\":false,\"issued_at\":1790000000,\"expires_at\":0,"
    "\"scopes\":[\"pages_manage_posts\"],\"error\":{\"code\":190,\"subcode\":460,\"message\":\"x\"}}}");
  autosell_graph_debug_token_async (fixture->graph, fixture->access, NULL, graph_fixture_take_cb, fixture);
  info = autosell_graph_debug_token_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  bearer = canned_server_dup_header (fixture->server, 0, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer 9000|s3cret");
  graph_fixture_assert_line (fixture, 0, "GET /v25.0/debug_token?input_token=TOKEN");
  g_assert_cmpstr (info->app_id, ==, "9000");
  g_assert_cmpstr (info->profile_id, ==, "1029");
  g_assert_false (info->is_valid);
  g_assert_cmpint (info->issued_s, ==, 1790000000);
  g_assert_cmpint (info->expires_s, ==, 0);
  g_assert_cmpint (info->error_subcode, ==, 460);
  g_assert_true (autosell_graph_token_info_has_scope (info, "pages_manage_posts"));
  g_assert_false (autosell_graph_token_info_has_scope (info, "read_insights"));
}

static void
test_permissions (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPermissions) permissions = NULL;
  g_autoptr(AutosellGraphIdentity) me = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[{\"permission\":\"pages_show_list\",\"status\":\"granted\"},"
    "{\"permission\":\"read_insights\",\"status\":\"declined\"},{\"permission\":\"x\",\"status\":\"expired\"}]}");
  autosell_graph_permissions_async (fixture->graph, fixture->access, NULL, graph_fixture_take_cb, fixture);
  permissions = autosell_graph_permissions_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (permissions->granted), ==, 1);
  g_assert_cmpuint (g_strv_length (permissions->declined), ==, 2);
  graph_fixture_assert_line (fixture, 0, "GET /v25.0/me/permissions?appsecret_proof=" PROOF);
  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"5\",\"name\":\"Ana\"}");
  autosell_graph_me_async (fixture->graph, fixture->access, NULL, graph_fixture_take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->name, ==, "Ana");
  graph_fixture_assert_line (fixture, 1, "GET /v25.0/me?appsecret_proof=" PROOF "&fields=id,name");
}

static void
test_revoke (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
  autosell_graph_revoke_async (fixture->graph, fixture->access, "5", NULL, graph_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_revoke_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_no_error (error);
  graph_fixture_assert_line (fixture, 0, "DELETE /v25.0/5/permissions?appsecret_proof=" PROOF);
  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 400, NULL, "{\"error\":{\"code\":190,\"error_subcode\":458}}");
  autosell_graph_revoke_async (fixture->graph, fixture->access, "me", NULL, graph_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_revoke_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_no_error (error);
}

/* ---- Beside the body ---- */

static void
test_headers (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  AutosellGraphUsage *usage = autosell_graph_get_usage (fixture->graph);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC, until_s;

  g_test_expect_message ("autosell-facebook", G_LOG_LEVEL_MESSAGE, "*v26.0*");
  canned_server_answer (
    fixture->server, 200,
    "x-app-usage: {\"call_count\":80,\"total_time\":1,\"total_cputime\":1}\r\nfacebook-api-version: v26.0\r\n"
    "Date: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
    "{\"id\":\"1029_77\"}");
  id = graph_fixture_create_post (fixture, "x", NULL, 0, &error);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1029", now_s, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
  g_assert_cmpint (autosell_graph_get_clock_skew_s (fixture->graph), >, 365 * 86400);

  canned_server_answer (fixture->server, 400,
                        "X-Business-Use-Case-Usage: {\"1029\":[{\"type\":\"pages\",\"call_count\":100,"
                        "\"estimated_time_to_regain_access\":30}]}\r\n",
                        "{\"error\":{\"message\":\"x\",\"code\":80001}}");
  g_assert_null (graph_fixture_create_post (fixture, "x", NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (autosell_graph_error_get_wait_s (error), ==, 33 * 60);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1029", now_s, &until_s), ==,
                   AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, >=, now_s + 33 * 60);
  g_assert_cmpint (until_s, <, now_s + 34 * 60);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1030", now_s, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
}

static void
test_without_secret (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellGraphAccess) pasted = autosell_graph_access_new ("TOKEN", NULL, NULL);
  g_autoptr(AutosellGraphIdentity) me = NULL;
  g_autoptr(AutosellGraphTokenInfo) info = NULL;
  g_autofree char *bearer = NULL;
  g_autoptr(GError) error = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  autosell_graph_me_async (fixture->graph, pasted, NULL, graph_fixture_take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  graph_fixture_assert_line (fixture, 0, "GET /v25.0/me?fields=id,name");
  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"data\":{\"is_valid\":true}}");
  autosell_graph_debug_token_async (fixture->graph, pasted, NULL, graph_fixture_take_cb, fixture);
  info = autosell_graph_debug_token_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  bearer = canned_server_dup_header (fixture->server, 1, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer TOKEN");
}

/* The app's secret is not that of the token's app: the calls do without it. And where nobody says what the token is, a
 * Page's answers do. */
static void
test_foreign_token (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *no_such =
    "{\"error\":{\"message\":\"(#100) Tried accessing nonexisting field (accounts) on node type (Page)\","
    "\"code\":100}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) foreign = NULL, page = NULL;

  canned_server_answer (fixture->server, 200, NULL,
                        "{\"data\":{\"app_id\":\"77\",\"type\":\"PAGE\",\"is_valid\":true,\"scopes\":[]}}");
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  autosell_graph_connect_token_async (fixture->graph, "EAAG0123456789012345678901", "9000", "s3cret", NULL,
                                      graph_fixture_take_cb, fixture);
  foreign = autosell_graph_connect_token_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_false (foreign->uses_secret);
  g_assert_cmpstr (foreign->app_id, ==, "77");
  graph_fixture_assert_line (fixture, 1, "GET /v25.0/me?fields=id,name");

  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 400, NULL, no_such);
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  canned_server_answer (fixture->server, 400, NULL, no_such);
  canned_server_answer (fixture->server, 400, NULL, no_such);
  autosell_graph_connect_token_async (fixture->graph, "EAAG0123456789012345678901", NULL, NULL, NULL,
                                      graph_fixture_take_cb, fixture);
  page = autosell_graph_connect_token_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_null (page->app_id);
  g_assert_null (page->person);
  g_assert_cmpuint (page->pages->len, ==, 1);
  g_assert_cmpstr (((AutosellGraphPage *) page->pages->pdata[0])->token, ==, "EAAG0123456789012345678901");
}

#define TEST(path, function) \
  g_test_add ("/graph-reads/" path, GraphFixture, NULL, graph_fixture_set_up, function, graph_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("counters", test_counters);
  TEST ("counters-in-part", test_counters_in_part);
  TEST ("counters-of-gone", test_counters_of_gone);
  TEST ("insights", test_insights);
  TEST ("insights-that-are-dead", test_insights_that_are_dead);
  TEST ("list-pages", test_list_pages);
  TEST ("tokens", test_tokens);
  TEST ("debug-token", test_debug_token);
  TEST ("permissions", test_permissions);
  TEST ("revoke", test_revoke);
  TEST ("headers", test_headers);
  TEST ("without-secret", test_without_secret);
  TEST ("foreign-token", test_foreign_token);
  return g_test_run ();
}
