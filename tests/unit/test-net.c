/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-endpoints.h"
#include "autosell-json.h"
#include "autosell-net-error.h"
#include "autosell-oauth.h"
#include "autosell-pace.h"
#include "autosell-redact.h"

/* What needs no network: redaction, back-off, budgets, endpoints, PKCE. */

static void
test_redaction (void)
{
  static const char *const leaks[] = {
    "{\"access_token\":\"s3cret\",\"expires_in\":3599}",
    "{ \"refresh_token\" : \"s3cret\" }",
    "{\\\"client_secret\\\":\\\"s3cret\\\"}",
    "{\"code\": \"a\\\"s3cret\"}",
    "grant_type=refresh_token&refresh_token=s3cret&client_id=1",
    "code=s3cret",
    "http://127.0.0.1:1?state=s3cret&code=s3cret",
    "https://graph.facebook.com/me?fields=id&access_token=s3cret",
    "https://www.googleapis.com/upload?uploadType=resumable&upload_id=s3cret",
    "Authorization: Bearer s3cret",
    "authorization: Basic s3cret==\r\nHost: x",
    "the header Bearer s3cret was refused",
    "Set-Cookie: sid=s3cret; Path=/",
    "page_access_token=s3cret",
    "ya29.a0s3cret-x_y",
    "1//0gs3cret",
    "1%2F%2F0gs3cret",
    "4/0As3cret",
    "4%2F0As3cret",
    "GOCSPX-s3cret",
    "EAAs3cretAbCdEfGhIjKlMnOp",
    "eyJs3cret.eyJs3cret.s3cret",
    /* Facebook's: fragments, “next” of a list, an address within another, the app's own token */
    "https://www.facebook.com/connect/login_success.html#access_token=s3cret&expires_in=5",
    "fb_exchange_token=s3cret&x=1",
    "https://graph.facebook.com/v25.0/me?fields=id&appsecret_proof=s3cret",
    "?input_token=9000%7Cs3cret",
    "{\"next\":\"https:\\/\\/graph.facebook.com\\/v25.0\\/1?limit=5\\u0026access_token=s3cret\"}",
    "{\"next\":\"https://graph.facebook.com/v25.0/1?limit=5&access_token=s3cret&after=A\"}",
    "u=https%3A%2F%2Fwww.facebook.com%2Fx%3Fcode%3Ds3cret",
    "Authorization: Bearer 9000|s3cret",
    "signed_request=s3cret.x",
    "s3cret@ejemplo.mx could not",
    "login_hint=s3cret%40ejemplo.mx",
  };

  for (guint i = 0; i < G_N_ELEMENTS (leaks); i++)
    {
      g_autofree char *redacted = autosell_redact (leaks[i]);

      g_assert_cmpstr (redacted, !=, leaks[i]);
      if (strstr (redacted, "s3cret") != NULL)
        g_error ("“%s” became “%s”", leaks[i], redacted);
    }
}

static void
test_redaction_keeps_the_rest (void)
{
  static const char *const plain[] = {
    "https://sheets.googleapis.com/v4/spreadsheets/1aB_c/values/INVENTARIO%21A1%3AZ?majorDimension=ROWS",
    "sheets: status 429, RATE_LIMIT_EXCEEDED",
    "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\"}}",
    "",
    "ñandú “x”",
  };
  g_autofree char *nothing = autosell_redact (NULL);
  g_autofree char *broken = autosell_redact ("code=\xff\xfe&x");

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autofree char *redacted = autosell_redact (plain[i]);

      g_assert_cmpstr (redacted, ==, plain[i]);
    }
  g_assert_cmpstr (nothing, ==, "");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

static void
test_delays (void)
{
  g_assert_cmpuint (autosell_pace_delay_ms (0, 0), ==, 1000);
  g_assert_cmpuint (autosell_pace_delay_ms (0, 1000), ==, 2000);
  g_assert_cmpuint (autosell_pace_delay_ms (3, 500), ==, 8500);
  for (guint attempt = 6; attempt < 100; attempt++)
    g_assert_cmpuint (autosell_pace_delay_ms (attempt, attempt * 997), ==, 64000);
}

static void
test_retry_after (void)
{
  const gint64 now_s = 784111770; /* Sun, 06 Nov 1994 08:49:30 GMT */

  g_assert_cmpint (autosell_pace_parse_retry_after (NULL, now_s), ==, -1);
  g_assert_cmpint (autosell_pace_parse_retry_after ("120", now_s), ==, 120000);
  g_assert_cmpint (autosell_pace_parse_retry_after (" 0 ", now_s), ==, 0);
  g_assert_cmpint (autosell_pace_parse_retry_after ("Sun, 06 Nov 1994 08:49:37 GMT", now_s), ==, 7000);
  g_assert_cmpint (autosell_pace_parse_retry_after ("Sun, 06 Nov 1994 08:00:00 GMT", now_s), ==, 0);
  g_assert_cmpint (autosell_pace_parse_retry_after ("99999999", now_s), ==, 3600000);
  g_assert_cmpint (autosell_pace_parse_retry_after ("soon", now_s), ==, -1);
  g_assert_cmpint (autosell_pace_parse_retry_after ("-5", now_s), ==, -1);
  g_assert_cmpint (autosell_pace_parse_retry_after ("99999999999999999999", now_s), ==, -1);
}

/* Whatever the times at which somebody asks: never more than the limit within any 60 seconds, nobody before who asked
 * earlier, and nobody waits while there is room. */
static void
test_budget (void)
{
  AutosellBudget *budget = g_new0 (AutosellBudget, 1);
  gint64 now_us = 1, times_us[2000];

  autosell_budget_init (budget, 30);
  for (guint i = 0; i < G_N_ELEMENTS (times_us); i++)
    {
      times_us[i] = autosell_budget_reserve (budget, now_us);
      g_assert_cmpint (times_us[i], >=, now_us);
      if (i > 0)
        g_assert_cmpint (times_us[i], >=, times_us[i - 1]);
      if (i >= 30)
        g_assert_cmpint (times_us[i] - times_us[i - 30], >=, 60 * G_USEC_PER_SEC);
      g_assert_true (times_us[i] == now_us || (i >= 30 && times_us[i] == times_us[i - 30] + 60 * G_USEC_PER_SEC));
      now_us += g_test_rand_int_range (0, 4 * G_USEC_PER_SEC);
    }
  g_free (budget);
}

static void
test_challenge (void)
{
  g_autofree char *challenge = autosell_oauth_make_challenge ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
  g_autofree char *one = autosell_oauth_make_random (), *other = autosell_oauth_make_random ();

  g_assert_cmpstr (challenge, ==, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  g_assert_cmpuint (strlen (one), ==, 43);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpuint (strspn (one, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), ==, 43);
}

static void
test_safe_addresses (void)
{
  static const char *const safe[] = { "https://sheets.googleapis.com/v4/", "http://127.0.0.1:80/", "http://127.9.8.7/",
                                      "http://[::1]:8/", "http://localhost:1/x" };
  static const char *const unsafe[] = { "http://example.com/",
                                        "http://127.0.0.1.example.com/",
                                        "http://127.0.0.1@example.com/",
                                        "http://localhost.example.com/",
                                        "http://10.0.0.1/",
                                        "ftp://127.0.0.1/",
                                        "file:///etc/passwd",
                                        "https://a:b@example.com/",
                                        "//127.0.0.1/",
                                        "https:///x",
                                        "",
                                        "http://0.0.0.0/",
                                        "http://2130706433/" };

  for (guint i = 0; i < G_N_ELEMENTS (safe); i++)
    g_assert_true (autosell_endpoints_is_safe (safe[i]));
  for (guint i = 0; i < G_N_ELEMENTS (unsafe); i++)
    if (autosell_endpoints_is_safe (unsafe[i]))
      g_error ("“%s” is taken for safe", unsafe[i]);
}

static void
assert_refused (const char *text, int code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (autosell_endpoints_parse (text, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, code);
}

static void
test_endpoints (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellEndpoints) some = autosell_endpoints_parse ("{\"sheets\": \"http://127.0.0.1:9/v4/\"}", &error);
  g_autoptr(AutosellEndpoints) real = autosell_endpoints_new_real ();

  g_assert_no_error (error);
  g_assert_true (autosell_endpoints_are_fake (some));
  g_assert_cmpstr (autosell_endpoints_get (some, AUTOSELL_ENDPOINT_SHEETS), ==, "http://127.0.0.1:9/v4/");
  g_assert_cmpstr (autosell_endpoints_get (some, AUTOSELL_ENDPOINT_TOKEN), ==, "https://oauth2.googleapis.com/token");
  g_assert_false (autosell_endpoints_are_fake (real));
  g_assert_cmpstr (autosell_endpoints_get (real, AUTOSELL_ENDPOINT_GRAPH), ==, "https://graph.facebook.com/");
  g_assert_cmpstr (autosell_endpoints_get (real, AUTOSELL_ENDPOINT_FACEBOOK_LOGIN), ==, "https://www.facebook.com/");
  assert_refused ("{\"token\": \"http://example.com/token\"}", AUTOSELL_NET_ERROR_REFUSED);
  assert_refused ("{\"token\": 1}", AUTOSELL_NET_ERROR_INVALID);
  assert_refused ("{\"drives\": \"https://example.com/\"}", AUTOSELL_NET_ERROR_INVALID);
  assert_refused ("{\"drive\": \"https://example.com/drive\"}", AUTOSELL_NET_ERROR_INVALID);
  assert_refused ("{\"graph\": \"https://example.com/graph\"}", AUTOSELL_NET_ERROR_INVALID);
  assert_refused ("[]", AUTOSELL_NET_ERROR_INVALID);
  assert_refused ("", AUTOSELL_NET_ERROR_INVALID);
}

/* What an error carries survives copies and prefixes, and each has its sentence and word. */
static void
test_errors (void)
{
  g_autoptr(GHashTable) nicks = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL, copy = NULL, other = NULL;

  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_SERVER, 503, "UNAVAILABLE", TRUE, "sheets: %d", 503);
  g_prefix_error (&error, "reading: ");
  copy = g_error_copy (error);
  g_assert_cmpuint (autosell_net_error_get_status (copy), ==, 503);
  g_assert_cmpstr (autosell_net_error_get_reason (copy), ==, "UNAVAILABLE");
  g_assert_true (autosell_net_error_may_have_applied (copy));
  g_assert_true (autosell_net_error_is_transient (copy));
  g_set_error_literal (&other, G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_assert_false (autosell_net_error_may_have_applied (other));
  g_assert_null (autosell_net_error_get_reason (other));
  for (int code = 0; code <= AUTOSELL_NET_ERROR_FAILED; code++)
    {
      g_autoptr(GError) each = g_error_new_literal (AUTOSELL_NET_ERROR, code, "x");
      g_autofree char *sentence = autosell_net_error_dup_sentence (each);

      g_assert_cmpuint (strlen (sentence), >, 10);
      g_assert_true (g_hash_table_add (nicks, (char *) autosell_net_error_get_nick (each)));
    }
}

/* The parser calls itself for each bracket. */
static void
test_deep_json (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autoptr(JsonNode) flat = autosell_json_parse ("{\"a\":[1,{\"b\":\"[[[\"}]}", -1);

  g_assert_null (autosell_json_parse (deep, -1));
  g_assert_null (autosell_json_parse ("", -1));
  g_assert_null (autosell_json_parse ("\"\xff\"", -1));
  g_assert_nonnull (autosell_json_root (flat));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/net/redaction", test_redaction);
  g_test_add_func ("/net/redaction-keeps-the-rest", test_redaction_keeps_the_rest);
  g_test_add_func ("/net/delays", test_delays);
  g_test_add_func ("/net/retry-after", test_retry_after);
  g_test_add_func ("/net/budget", test_budget);
  g_test_add_func ("/net/challenge", test_challenge);
  g_test_add_func ("/net/safe-addresses", test_safe_addresses);
  g_test_add_func ("/net/endpoints", test_endpoints);
  g_test_add_func ("/net/errors", test_errors);
  g_test_add_func ("/net/deep-json", test_deep_json);
  return g_test_run ();
}
