/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "facebook-fixture.h"

/* Signing in at a fake Facebook, and tokens that are pasted, over real sockets. */

static const char *const all_pages[] = { NORTE, VISTA, NULL };

/* ---- Signing in ---- */

static void
answer_dialog (FacebookFixture *fixture, AutosellGraphSignIn *sign_in, const char *const *permissions,
               const char *const *pages)
{
  g_autofree char *location = NULL;
  g_autofree char *page = NULL;

  location = fake_cloud_decide (fixture->cloud, autosell_graph_sign_in_get_url (sign_in), LAURA, permissions, pages);
  g_assert_nonnull (location);
  g_assert_true (g_str_has_prefix (location, autosell_graph_sign_in_get_redirect_uri (sign_in)));
  page = fake_cloud_browse (location);
  g_assert_nonnull (strstr (page, "Autosell Manager"));
}

static AutosellGraphConnection *
sign_in (FacebookFixture *fixture, const char *app, const char *secret, const char *const *permissions,
         const char *const *pages, gboolean asks_again, GError **error)
{
  g_autoptr(AutosellGraphSignIn) sign_in = NULL;

  facebook_fixture_next (fixture);
  sign_in =
    autosell_graph_sign_in_new (fixture->graph, app, secret, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, asks_again, error);
  g_assert_no_error (*error);
  autosell_graph_sign_in_wait_async (sign_in, 60, NULL, facebook_fixture_take_cb, fixture);
  answer_dialog (fixture, sign_in, permissions, pages);
  return autosell_graph_sign_in_finish (sign_in, facebook_fixture_wait (fixture), error);
}

static void
test_sign_in (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) connection =
    sign_in (fixture, APP, SECRET, autosell_graph_permissions_asked, all_pages, FALSE, &error);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr(AutosellKeyring) keyring = autosell_keyring_new_in_memory ();
  g_autoptr(AutosellGraphAccess) access = NULL, none = NULL;
  g_autoptr(AutosellGraphIdentity) me = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (connection->app_id, ==, APP);
  g_assert_true (connection->uses_secret);
  g_assert_cmpstr (connection->person->id, ==, LAURA);
  g_assert_cmpstr (connection->person->name, ==, "Laura Treviño");
  g_assert_cmpint (connection->token->expires_s, >, now_s + 50 * 86400);
  g_assert_cmpint (connection->data_access_expires_s, >, now_s + 80 * 86400);
  g_assert_cmpuint (connection->pages->len, ==, 2);
  g_assert_cmpuint (g_strv_length (connection->missing), ==, 0);
  g_assert_null (autosell_graph_connection_dup_problem (connection));
  g_assert_true (autosell_graph_connection_may_publish (connection, g_ptr_array_index (connection->pages, 0)));

  /* Into the keyring, and out again to call as the Page. */
  facebook_fixture_next (fixture);
  autosell_graph_vault_set_app_async (keyring, APP, SECRET, NULL, facebook_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_vault_set_app_finish (facebook_fixture_wait (fixture), &error));
  facebook_fixture_next (fixture);
  autosell_graph_vault_keep_async (keyring, connection, NULL, facebook_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_vault_keep_finish (facebook_fixture_wait (fixture), &error));
  facebook_fixture_next (fixture);
  autosell_graph_vault_get_access_async (keyring, APP, LAURA, VISTA, TRUE, NULL, facebook_fixture_take_cb, fixture);
  access = autosell_graph_vault_get_access_finish (facebook_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (access->app_secret, ==, SECRET);
  facebook_fixture_next (fixture);
  autosell_graph_me_async (fixture->graph, access, NULL, facebook_fixture_take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, facebook_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->name, ==, "Seminuevos Linda Vista");
  facebook_fixture_next (fixture);
  autosell_graph_vault_forget_async (keyring, APP, LAURA, VISTA, NULL, facebook_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_vault_forget_finish (facebook_fixture_wait (fixture), &error));
  facebook_fixture_next (fixture);
  autosell_graph_vault_get_access_async (keyring, APP, LAURA, VISTA, TRUE, NULL, facebook_fixture_take_cb, fixture);
  none = autosell_graph_vault_get_access_finish (facebook_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_null (none);
}

static void
test_what_was_declined (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const without_posts[] = { "pages_show_list", "pages_read_engagement", "read_insights", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) poor = sign_in (fixture, APP, SECRET, without_posts, all_pages, FALSE, &error);
  g_autoptr(AutosellGraphConnection) again = NULL, pageless = NULL;
  g_autofree char *problem = NULL, *no_page = NULL;

  g_assert_no_error (error);
  problem = autosell_graph_connection_dup_problem (poor);
  g_assert_cmpuint (g_strv_length (poor->missing), ==, 3);
  g_assert_cmpstr (poor->missing[0], ==, "pages_manage_posts");
  g_assert_nonnull (strstr (problem, "publish, change and remove posts"));
  g_assert_nonnull (strstr (problem, "comment as the Page"));
  g_assert_false (autosell_graph_connection_may_publish (poor, g_ptr_array_index (poor->pages, 0)));

  /* What was declined is asked for again only where that is said. */
  again = sign_in (fixture, APP, SECRET, autosell_graph_permissions_asked, all_pages, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (again->missing), ==, 0);

  pageless = sign_in (fixture, APP, SECRET, autosell_graph_permissions_asked, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pageless->pages->len, ==, 0);
  no_page = autosell_graph_connection_dup_problem (pageless);
  g_assert_nonnull (strstr (no_page, "No Page"));
}

/* An app that is said to be a native one may not ask what a token is. */
static void
test_debug_refused (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const without_insights[] = { "pages_show_list",         "pages_read_engagement",   "pages_manage_posts",
                                           "pages_read_user_content", "pages_manage_engagement", NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) connection = NULL;

  g_free (fake_cloud_control (fixture->cloud, "faults",
                              "{\"path\":\"graph/v25.0/debug_token\",\"times\":-1,\"error\":{\"code\":100}}"));
  connection = sign_in (fixture, APP, SECRET, without_insights, all_pages, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (connection->missing), ==, 1);
  g_assert_cmpstr (connection->missing[0], ==, "read_insights");
  g_assert_true (autosell_graph_connection_may_publish (connection, g_ptr_array_index (connection->pages, 0)));
  g_assert_cmpint (connection->token->expires_s, >, 0);
}

static void
test_sign_in_fails (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(AutosellGraphSignIn) waiting = NULL;

  g_assert_null (sign_in (fixture, APP, SECRET, NULL, NULL, FALSE, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_DENIED);
  g_clear_error (&error);
  g_assert_null (sign_in (fixture, APP, LIVE_SECRET, autosell_graph_permissions_asked, all_pages, FALSE, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_SETUP);
  g_clear_error (&error);
  /* The code is lost on the way: nobody asks with it twice. */
  g_free (fake_cloud_control (fixture->cloud, "faults",
                              "{\"path\":\"graph/v25.0/oauth/access_token\",\"after\":true,\"cut\":\"before\"}"));
  g_assert_null (sign_in (fixture, APP, SECRET, autosell_graph_permissions_asked, all_pages, FALSE, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_clear_error (&error);
  facebook_fixture_next (fixture);
  waiting = autosell_graph_sign_in_new (fixture->graph, APP, SECRET, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, FALSE, &error);
  autosell_graph_sign_in_wait_async (waiting, 60, cancellable, facebook_fixture_take_cb, fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_graph_sign_in_finish (waiting, facebook_fixture_wait (fixture), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  facebook_fixture_next (fixture);
  g_clear_object (&waiting);
  waiting = autosell_graph_sign_in_new (fixture->graph, APP, SECRET, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, FALSE, &error);
  autosell_graph_sign_in_wait_async (waiting, 1, NULL, facebook_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_sign_in_finish (waiting, facebook_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_NO_ANSWER);
}

static AutosellGraphConnection *
paste (FacebookFixture *fixture, AutosellGraphSignIn *sign_in, const char *address, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_sign_in_paste_async (sign_in, address, NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_sign_in_finish (sign_in, facebook_fixture_wait (fixture), error);
}

static void
test_paste (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphSignIn) sign_in =
    autosell_graph_sign_in_new (fixture->graph, LIVE_APP, LIVE_SECRET, AUTOSELL_GRAPH_SIGN_IN_PASTE, FALSE, &error);
  g_autoptr(AutosellGraphSignIn) other =
    autosell_graph_sign_in_new (fixture->graph, LIVE_APP, LIVE_SECRET, AUTOSELL_GRAPH_SIGN_IN_PASTE, FALSE, &error);
  g_autofree char *address = fake_cloud_decide (fixture->cloud, autosell_graph_sign_in_get_url (sign_in), LAURA,
                                                autosell_graph_permissions_asked, all_pages);
  g_autofree char *fragment = NULL, *spaced = NULL, *bare = NULL, *denied = NULL;
  g_autoptr(AutosellGraphConnection) connection = NULL;
  const char *const nonsense[] = { "",
                                   "hola",
                                   "https://www.facebook.com/",
                                   "https://evil.example/connect/login_success.html?code=1",
                                   "EAAG1234",
                                   "http://",
                                   "\xff" };

  g_assert_nonnull (address);
  g_assert_nonnull (strstr (address, "#_=_"));
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++)
    {
      g_assert_null (paste (fixture, sign_in, nonsense[i], &error));
      g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PASTED);
      g_clear_error (&error);
    }
  bare =
    g_strconcat (autosell_graph_sign_in_get_redirect_uri (sign_in), "?state=", strstr (address, "state=") + 6, NULL);
  g_assert_null (paste (fixture, sign_in, bare, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PASTED);
  g_clear_error (&error);
  /* Of another sign-in, as when somebody else made the person open it. */
  g_assert_null (paste (fixture, other, address, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_CODE);
  g_clear_error (&error);
  denied = fake_cloud_decide (fixture->cloud, autosell_graph_sign_in_get_url (other), LAURA, NULL, NULL);
  g_assert_null (paste (fixture, other, denied, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_DENIED);
  g_clear_error (&error);

  /* After all that was wrong the right one still goes; in a fragment, too, and with what was copied around it. */
  fragment = g_strdup (address);
  *strchr (fragment, '?') = '#';
  *strstr (fragment, "#_=_") = '\0';
  spaced = g_strconcat ("  ", fragment, "\n", NULL);
  connection = paste (fixture, sign_in, spaced, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (connection->pages->len, ==, 2);
  /* And once only. */
  g_assert_null (paste (fixture, sign_in, address, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_CODE);
}

static AutosellGraphConnection *
connect_token (FacebookFixture *fixture, const char *token, const char *app, const char *secret, GError **error)
{
  facebook_fixture_next (fixture);
  autosell_graph_connect_token_async (fixture->graph, token, app, secret, NULL, facebook_fixture_take_cb, fixture);
  return autosell_graph_connect_token_finish (fixture->graph, facebook_fixture_wait (fixture), error);
}

static void
test_pasted_tokens (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) page = NULL, system = NULL, foreign = NULL, bare = NULL;
  g_autofree char *system_token = facebook_fixture_give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP
                                                                        "\",\"kind\":\"SYSTEM\",\"long\":true}");
  g_autofree char *spaced = g_strconcat (" ", fixture->access->token, "\n", NULL);
  g_autoptr(AutosellKeyring) keyring = autosell_keyring_new_in_memory ();
  g_autoptr(AutosellGraphAccess) access = NULL;

  page = connect_token (fixture, spaced, APP, SECRET, &error);
  g_assert_no_error (error);
  g_assert_null (page->person);
  g_assert_null (page->token);
  g_assert_true (page->uses_secret);
  g_assert_cmpuint (page->pages->len, ==, 1);
  g_assert_cmpstr (((AutosellGraphPage *) page->pages->pdata[0])->id, ==, NORTE);
  g_assert_true (autosell_graph_connection_may_publish (page, page->pages->pdata[0]));
  g_assert_null (autosell_graph_connection_dup_problem (page));

  system = connect_token (fixture, system_token, APP, SECRET, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (system->pages->len, ==, 2);
  g_assert_cmpstr (system->person->id, ==, LAURA);

  /* The secret of another app is left out of it. */
  foreign = connect_token (fixture, system_token, LIVE_APP, LIVE_SECRET, &error);
  g_assert_no_error (error);
  g_assert_false (foreign->uses_secret);
  g_assert_cmpstr (foreign->app_id, ==, APP);
  bare = connect_token (fixture, fixture->access->token, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bare->pages->len, ==, 1);

  /* It is found again as the account that the store has: without an app's name, the Page as its own account. */
  facebook_fixture_next (fixture);
  g_clear_pointer (&bare->app_id, g_free);
  autosell_graph_vault_keep_async (keyring, bare, NULL, facebook_fixture_take_cb, fixture);
  g_assert_true (autosell_graph_vault_keep_finish (facebook_fixture_wait (fixture), &error));
  facebook_fixture_next (fixture);
  autosell_graph_vault_get_access_async (keyring, "", NORTE, NORTE, FALSE, NULL, facebook_fixture_take_cb, fixture);
  access = autosell_graph_vault_get_access_finish (facebook_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (access->token, ==, fixture->access->token);
  g_assert_null (access->app_id);

  g_assert_null (connect_token (fixture, "hola", NULL, NULL, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PASTED);
  g_clear_error (&error);
  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"die\":{\"person\":\"" LAURA "\",\"subcode\":460}}"));
  g_assert_null (connect_token (fixture, fixture->access->token, APP, SECRET, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOKEN);
  g_assert_cmpint (autosell_graph_error_get_subcode (error), ==, 460);
}

/* An app that takes no call without its secret. */
static void
test_proof (FacebookFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *token = facebook_fixture_give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" PROOF_APP
                                                                 "\",\"page\":\"" NORTE "\",\"long\":true}");
  const struct
  {
    const char *secret;
    int code;
  } rows[] = {
    { PROOF_SECRET, -1 },
    { NULL, AUTOSELL_GRAPH_ERROR_SETUP },
    { SECRET, AUTOSELL_GRAPH_ERROR_SETUP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(AutosellGraphAccess) access = autosell_graph_access_new (token, PROOF_APP, rows[i].secret);
      g_autoptr(GError) error = NULL;
      g_autofree char *text = g_strdup_printf ("Aveo %u", i);
      g_autofree char *id = NULL;

      facebook_fixture_next (fixture);
      autosell_graph_create_post_async (fixture->graph, access, NORTE, text, NULL, 0, NULL, facebook_fixture_take_cb,
                                        fixture);
      id = autosell_graph_create_post_finish (fixture->graph, facebook_fixture_wait (fixture), &error);
      if (rows[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, AUTOSELL_GRAPH_ERROR, rows[i].code);
    }
}

#define TEST(path, function) \
  g_test_add ("/facebook-sign-in/" path, FacebookFixture, NULL, facebook_fixture_set_up, function, \
              facebook_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  facebook_fixture_begin ();
  TEST ("sign-in", test_sign_in);
  TEST ("what-was-declined", test_what_was_declined);
  TEST ("debug-refused", test_debug_refused);
  TEST ("sign-in-fails", test_sign_in_fails);
  TEST ("paste", test_paste);
  TEST ("pasted-tokens", test_pasted_tokens);
  TEST ("proof", test_proof);
  return g_test_run ();
}
