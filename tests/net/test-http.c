/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-loopback.h"
#include "autosell-oauth-session.h"
#include "cloud-fixture.h"

/* The session against the fake cloud: what is repeated, what is said of what is not, and how long is waited. */

#define SCOPE "https://www.googleapis.com/auth/drive.file"

/* A clock that goes only where somebody waits. */
static struct
{
  gint64 now_us;
  guint waited_ms;
  guint n_waits;
  guint last_wait_ms;
  gboolean stands; /* nobody's wait ends */
} fake_time;

static gint64
fake_now_us (gpointer data G_GNUC_UNUSED)
{
  return fake_time.now_us;
}

static guint32
fake_random (gpointer data G_GNUC_UNUSED)
{
  return 500;
}

static guint
fake_wait_ms (gpointer data G_GNUC_UNUSED, guint ms)
{
  fake_time.last_wait_ms = ms;
  if (fake_time.stands)
    return G_MAXINT;
  fake_time.now_us += (gint64) ms * 1000;
  fake_time.waited_ms += ms;
  fake_time.n_waits++;
  return 0;
}

static const AutosellHttpClock fake_clock = { fake_now_us, fake_random, fake_wait_ms, NULL };

typedef struct
{
  FakeCloud *cloud;
  char *sheet;
  AutosellOAuthTokens *tokens;
  AutosellOAuthSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const scopes[] = { SCOPE, NULL };

  memset (&fake_time, 0, sizeof fake_time);
  fake_time.now_us = G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC;
  fixture->cloud = fake_cloud_start (NULL);
  fixture->sheet = fake_cloud_control (fixture->cloud, "sheet",
                                       "{\"owner\": \"ventas@ejemplo.mx\", \"rows\": [[\"MARCA\"], [\"KIA\"]]}");
  autosell_http_set_clock (fixture->cloud->http, &fake_clock);
  fixture->tokens = fake_cloud_sign_in (fixture->cloud, scopes, fixture->sheet);
  fixture->session =
    autosell_oauth_session_new (fixture->cloud->http, fixture->cloud->endpoints, fixture->cloud->client, NULL);
  autosell_oauth_session_set_tokens (fixture->session, fixture->tokens);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_object_unref (fixture->session);
  autosell_oauth_tokens_free (fixture->tokens);
  fake_cloud_stop (fixture->cloud);
  g_free (fixture->sheet);
}

static gpointer
read_anything (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  static int anything;

  return root != NULL ? &anything : NULL;
}

/* A read, or a write of one cell that is to be made once or as often as one likes. */
static AutosellHttpRequest *
make_request (Fixture *fixture, AutosellHttpRepeat repeat)
{
  const char *base = autosell_endpoints_get (fixture->cloud->endpoints, AUTOSELL_ENDPOINT_SHEETS);
  g_autofree char *url = g_strdup_printf ("%sspreadsheets/%s/values/%s", base, fixture->sheet,
                                          repeat == AUTOSELL_HTTP_SAFE ? "A1:B9" : "A2?valueInputOption=RAW");
  AutosellHttpRequest *request =
    autosell_http_request_new ("sheets", repeat, repeat == AUTOSELL_HTTP_SAFE ? "GET" : "PUT", url);

  if (repeat != AUTOSELL_HTTP_SAFE)
    autosell_http_request_take_json (request, g_strdup ("{\"values\": [[\"SEAT\"]]}"));
  autosell_http_request_set_reader (request, read_anything, NULL, NULL, NULL);
  return request;
}

static gboolean
send_request (Fixture *fixture, AutosellHttpRequest *request, GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(AutosellHttpAnswer) answer = NULL;

  autosell_oauth_session_send_async (fixture->session, request, NULL, take_result_cb, &result);
  answer = autosell_oauth_session_send_finish (fixture->session, wait_for (&result), error);
  return answer != NULL;
}

static gboolean
send_one (Fixture *fixture, AutosellHttpRepeat repeat, GError **error)
{
  g_autoptr(AutosellHttpRequest) request = make_request (fixture, repeat);

  return send_request (fixture, request, error);
}

static void
add_fault (Fixture *fixture, const char *fault)
{
  g_free (fake_cloud_control (fixture->cloud, "faults", fault));
}

/* What may be repeated is; what may not be is not, and its error says whether it may have been applied. */
static void
test_faults (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *fault;
    int code;
    gboolean may_have_applied;
  } faults[] = {
    { "{\"path\": \"v4/*\", \"status\": 503}", AUTOSELL_NET_ERROR_SERVER, TRUE },
    { "{\"path\": \"v4/*\", \"status\": 500, \"after\": true}", AUTOSELL_NET_ERROR_SERVER, TRUE },
    { "{\"path\": \"v4/*\", \"status\": 502, \"html\": true}", AUTOSELL_NET_ERROR_SERVER, TRUE },
    { "{\"path\": \"v4/*\", \"status\": 200, \"html\": true}", AUTOSELL_NET_ERROR_NOT_JSON, TRUE },
    { "{\"path\": \"v4/*\", \"status\": 200, \"empty\": true}", AUTOSELL_NET_ERROR_NOT_JSON, TRUE },
    { "{\"path\": \"v4/*\", \"cut\": \"before\"}", AUTOSELL_NET_ERROR_CUT, TRUE },
    { "{\"path\": \"v4/*\", \"cut\": \"body\", \"after\": true}", AUTOSELL_NET_ERROR_CUT, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;
      guint n_before;

      add_fault (fixture, faults[i].fault);
      send_one (fixture, AUTOSELL_HTTP_SAFE, &error);
      g_assert_no_error (error);
      add_fault (fixture, faults[i].fault);
      send_one (fixture, AUTOSELL_HTTP_SAME_EFFECT, &error);
      g_assert_no_error (error);
      add_fault (fixture, faults[i].fault);
      n_before = fake_cloud_count (fixture->cloud, "\"PUT\"");
      g_assert_false (send_one (fixture, AUTOSELL_HTTP_ONCE, &error));
      g_assert_error (error, AUTOSELL_NET_ERROR, faults[i].code);
      g_assert_cmpint (autosell_net_error_may_have_applied (error), ==, faults[i].may_have_applied);
      g_assert_cmpuint (fake_cloud_count (fixture->cloud, "\"PUT\""), ==, n_before + 1);
    }
}

static void
test_gives_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  add_fault (fixture, "{\"path\": \"v4/*\", \"status\": 503, \"times\": -1}");
  g_assert_false (send_one (fixture, AUTOSELL_HTTP_SAFE, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_SERVER);
  g_assert_false (autosell_net_error_may_have_applied (error));
  /* 1.5 + 2.5 + 4.5 s between four attempts */
  g_assert_cmpuint (fake_time.n_waits, ==, 3);
  g_assert_cmpuint (fake_time.waited_ms, ==, 8500);
}

static void
test_what_is_not_repeated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *fault;
    int code;
  } faults[] = {
    { "{\"path\": \"v4/*\", \"status\": 403, \"reason\": \"SERVICE_DISABLED\"}", AUTOSELL_NET_ERROR_FORBIDDEN },
    { "{\"path\": \"v4/*\", \"status\": 404}", AUTOSELL_NET_ERROR_NOT_FOUND },
    { "{\"path\": \"v4/*\", \"status\": 400}", AUTOSELL_NET_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(GError) error = NULL;

      add_fault (fixture, faults[i].fault);
      g_assert_false (send_one (fixture, AUTOSELL_HTTP_SAME_EFFECT, &error));
      g_assert_error (error, AUTOSELL_NET_ERROR, faults[i].code);
      g_assert_false (autosell_net_error_may_have_applied (error));
      if (i == 0)
        g_assert_cmpstr (autosell_net_error_get_reason (error), ==, "SERVICE_DISABLED");
    }
  g_assert_cmpuint (fake_time.n_waits, ==, 0);
}

/* A refusal for the quota's sake is no application: even what is to be made once is tried again. */
static void
test_quota (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  add_fault (fixture, "{\"path\": \"v4/*\", \"status\": 429, \"times\": 2}");
  g_assert_true (send_one (fixture, AUTOSELL_HTTP_ONCE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_time.n_waits, ==, 2);
}

static void
test_budget (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  autosell_http_set_budget (fixture->cloud->http, "sheets", 3, 2);
  for (guint i = 0; i < 3; i++)
    g_assert_true (send_one (fixture, AUTOSELL_HTTP_SAFE, &error));
  g_assert_cmpuint (fake_time.n_waits, ==, 0);
  g_assert_true (send_one (fixture, AUTOSELL_HTTP_ONCE, &error));
  g_assert_cmpuint (fake_time.n_waits, ==, 0);
  g_assert_true (send_one (fixture, AUTOSELL_HTTP_SAFE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (fake_time.n_waits, ==, 1);
  g_assert_cmpuint (fake_time.waited_ms, ==, 60000);
}

static guint
count_waiting (Fixture *fixture)
{
  g_autoptr(GPtrArray) health = autosell_http_dup_health (fixture->cloud->http);

  for (guint i = 0; i < health->len; i++)
    if (g_str_equal (((AutosellServiceHealth *) g_ptr_array_index (health, i))->service, "sheets"))
      return ((AutosellServiceHealth *) g_ptr_array_index (health, i))->n_waiting;
  return 0;
}

/* Who waits for room in the minute does so behind those that waited already, and that is told. */
static void
test_queue (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[3] = { NULL };

  autosell_http_set_budget (fixture->cloud->http, "sheets", 1, 1);
  g_assert_true (send_one (fixture, AUTOSELL_HTTP_SAFE, NULL));
  fake_time.stands = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(AutosellHttpRequest) request = make_request (fixture, AUTOSELL_HTTP_SAFE);

      autosell_http_send_async (fixture->cloud->http, request, cancellable, take_result_cb, &results[i]);
      g_assert_cmpuint (fake_time.last_wait_ms, ==, (i + 1) * 60000);
      g_assert_cmpuint (count_waiting (fixture), ==, i + 1);
    }
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (autosell_http_send_finish (fixture->cloud->http, wait_for (&results[i]), &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (count_waiting (fixture), ==, 0);
}

static void
test_time_out_and_size (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellHttpRequest) slow = make_request (fixture, AUTOSELL_HTTP_ONCE);
  g_autoptr(AutosellHttpRequest) large = make_request (fixture, AUTOSELL_HTTP_SAFE);
  g_autoptr(GError) error = NULL;

  autosell_http_request_set_timeout (slow, 200);
  add_fault (fixture, "{\"path\": \"v4/*\", \"delay_ms\": 5000}");
  g_assert_false (send_request (fixture, slow, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_TIMED_OUT);
  g_assert_true (autosell_net_error_may_have_applied (error));
  g_clear_error (&error);
  autosell_http_request_set_max_bytes (large, 20);
  g_assert_false (send_request (fixture, large, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_TOO_LARGE);
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelling (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellHttpRequest) request = make_request (fixture, AUTOSELL_HTTP_SAFE);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL, at_once = NULL;
  g_autoptr(GError) error = NULL;

  add_fault (fixture, "{\"path\": \"v4/*\", \"delay_ms\": 20000}");
  autosell_oauth_session_send_async (fixture->session, request, cancellable, take_result_cb, &result);
  g_timeout_add (50, cancel_cb, cancellable);
  g_assert_null (autosell_oauth_session_send_finish (fixture->session, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  autosell_oauth_session_send_async (fixture->session, request, cancellable, take_result_cb, &at_once);
  g_assert_null (autosell_oauth_session_send_finish (fixture->session, wait_for (&at_once), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Ten calls meet a token that ended: one refresh serves them all. */
static void
test_one_refresh (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  GAsyncResult *results[10] = { NULL };
  guint n_before = fake_cloud_count (fixture->cloud, "\"token\"");

  g_free (fake_cloud_control (fixture->cloud, "identity", "{\"expire\": true}"));
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(AutosellHttpRequest) request = make_request (fixture, AUTOSELL_HTTP_SAFE);

      autosell_oauth_session_send_async (fixture->session, request, NULL, take_result_cb, &results[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AutosellHttpAnswer) answer =
        autosell_oauth_session_send_finish (fixture->session, wait_for (&results[i]), &error);

      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "\"token\""), ==, n_before + 1);
}

static void
test_offline (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellHttpRequest) request =
    autosell_http_request_new ("x", AUTOSELL_HTTP_ONCE, "POST", "http://127.0.0.1:1/");
  g_autoptr(AutosellHttpRequest) unsafe =
    autosell_http_request_new ("x", AUTOSELL_HTTP_SAFE, "GET", "http://example.com/");
  g_autoptr(GAsyncResult) result = NULL, unsafe_result = NULL;
  g_autoptr(GError) error = NULL;

  autosell_http_send_async (fixture->cloud->http, request, NULL, take_result_cb, &result);
  g_assert_null (autosell_http_send_finish (fixture->cloud->http, wait_for (&result), &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_OFFLINE);
  g_assert_false (autosell_net_error_may_have_applied (error));
  g_clear_error (&error);
  autosell_http_send_async (fixture->cloud->http, unsafe, NULL, take_result_cb, &unsafe_result);
  g_assert_null (autosell_http_send_finish (fixture->cloud->http, wait_for (&unsafe_result), &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_REFUSED);
}

static void
test_health (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GPtrArray) health = NULL;
  AutosellServiceHealth *sheets;

  send_one (fixture, AUTOSELL_HTTP_SAFE, NULL);
  add_fault (fixture, "{\"path\": \"v4/*\", \"status\": 404}");
  send_one (fixture, AUTOSELL_HTTP_SAFE, NULL);
  health = autosell_http_dup_health (fixture->cloud->http);
  g_assert_cmpuint (health->len, ==, 2);
  sheets = g_ptr_array_index (health, 1);
  g_assert_cmpstr (sheets->service, ==, "sheets");
  g_assert_cmpuint (sheets->calls_last_hour, ==, 2);
  g_assert_cmpstr (sheets->last_error_nick, ==, "not_found");
  g_assert_cmpint (sheets->last_success_us, ==, fake_time.now_us);
  g_assert_nonnull (strstr (sheets->last_error_sentence, "never chosen for this program"));
  g_assert_false (sheets->is_well);
  fake_time.now_us += G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  g_ptr_array_unref (health);
  health = autosell_http_dup_health (fixture->cloud->http);
  g_assert_cmpuint (((AutosellServiceHealth *) g_ptr_array_index (health, 1))->calls_last_hour, ==, 0);
}

/* ---- The loopback port ---- */

/* Whatever comes to the port, only the answer with our state ends the wait. */
static void
test_hostile_visitors (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLoopback) loopback = autosell_loopback_new ("right", &error);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GHashTable) answer = NULL;
  guint16 port = autosell_loopback_get_port (loopback);
  g_autofree char *huge = g_strnfill (200000, 'x');
  g_autofree char *second = NULL, *good = NULL, *page = NULL;
  const struct
  {
    const char *format;
    const char *status;
  } hostile[] = {
    { "GET /?state=wrong&code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 400 " },
    { "GET /?code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 400 " },
    { "GET /?state=right HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 400 " },
    { "GET /favicon.ico HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 404 " },
    { "GET /x?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 404 " },
    { "POST /?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", " 405 " },
    { "GET /?state=right&code=c HTTP/1.1\r\nHost: evil.example.com:%u\r\n\r\n", " 400 " },
    { "GET /?state=right&code=c HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nHost: x\r\n\r\n", " 400 " },
    { "GET /?state=right&code=c HTTP/1.1\r\nX: %u\r\n\r\n", " 400 " },
    { "GET /?state=right&code=c HTTP/3\r\nHost: 127.0.0.1:%u\r\n\r\n", " 400 " },
    { "GET\r\nHost: 127.0.0.1:%u\r\n\r\n", " 405 " },
    { "%u\r\n\r\n", " 400 " },
  };

  g_assert_no_error (error);
  autosell_loopback_wait_async (loopback, 60, NULL, take_result_cb, &result);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      char text[300];
      g_autofree char *said = NULL;

      /* Each has exactly one number. */
      G_GNUC_BEGIN_IGNORE_DEPRECATIONS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      g_snprintf (text, sizeof text, hostile[i].format, port);
#pragma GCC diagnostic pop
      G_GNUC_END_IGNORE_DEPRECATIONS
      said = talk (port, text, strlen (text));
      if (strstr (said, hostile[i].status) == NULL)
        g_error ("“%s” was answered “%.60s”", text, said);
      g_assert_null (result);
    }
  g_free (talk (port, huge, strlen (huge)));
  g_free (talk (port, "GET / HTTP/1.1\0\r\n\r\n", 20));
  g_assert_null (result);
  good = g_strdup_printf ("GET /?state=right&code=4%%2F0Ab HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", port);
  page = talk (port, good, strlen (good));
  g_assert_nonnull (strstr (page, " 200 "));
  g_assert_null (strstr (page, "<script"));
  g_assert_nonnull (strstr (page, "default-src 'none'"));
  answer = autosell_loopback_wait_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (answer, "code"), ==, "4/0Ab");
  second = talk (port, good, strlen (good));
  g_assert_cmpstr (second, ==, "refused");
}

static void
test_loopback_ends (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellLoopback) late = autosell_loopback_new ("x", NULL), stopped = autosell_loopback_new ("x", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) late_result = NULL, stopped_result = NULL;
  g_autofree char *after = NULL;

  autosell_loopback_wait_async (late, 1, NULL, take_result_cb, &late_result);
  g_assert_null (autosell_loopback_wait_finish (wait_for (&late_result), &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NO_ANSWER);
  g_clear_error (&error);
  autosell_loopback_wait_async (stopped, 60, cancellable, take_result_cb, &stopped_result);
  g_idle_add (cancel_cb, cancellable);
  g_assert_null (autosell_loopback_wait_finish (wait_for (&stopped_result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = talk (autosell_loopback_get_port (stopped), "GET / HTTP/1.1\r\n\r\n", 18);
  g_assert_cmpstr (after, ==, "refused");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/http/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("faults", test_faults);
  ADD ("gives-up", test_gives_up);
  ADD ("what-is-not-repeated", test_what_is_not_repeated);
  ADD ("quota", test_quota);
  ADD ("budget", test_budget);
  ADD ("queue", test_queue);
  ADD ("time-out-and-size", test_time_out_and_size);
  ADD ("cancelling", test_cancelling);
  ADD ("one-refresh", test_one_refresh);
  ADD ("offline", test_offline);
  ADD ("health", test_health);
  g_test_add_func ("/loopback/hostile-visitors", test_hostile_visitors);
  g_test_add_func ("/loopback/ends", test_loopback_ends);
  return g_test_run ();
}
