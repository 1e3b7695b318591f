/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "autosell-graph-vault.h"
#include "cloud-fixture.h"

/* The Graph client and its sign-in against a fake Facebook, over real sockets. */

#define APP "700100200300400"
#define SECRET "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define LIVE_APP "700100200300500"
#define LIVE_SECRET "1f1e2d3c4b5a69788796a5b4c3d2e1f1"
#define PROOF_APP "700100200300600"
#define PROOF_SECRET "2f1e2d3c4b5a69788796a5b4c3d2e1f2"
#define LAURA "10150000000000001"
#define NORTE "102900000000001"
#define VISTA "102900000000002"

static const char *const all_pages[] = { NORTE, VISTA, NULL };

/* ---- What must not be in a log ---- */

static GString *log_text;

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data G_GNUC_UNUSED)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      g_string_append_printf (log_text, "%s\n", (const char *) fields[i].value);
  if (level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING))
    return g_log_writer_standard_streams (level, fields, n_fields, data);
  return G_LOG_WRITER_HANDLED;
}

/* ---- A Facebook of each test's own ---- */

typedef struct
{
  FakeCloud *cloud;
  AutosellGraph *graph;
  AutosellGraphAccess *access; /* of the Page NORTE */
  GAsyncResult *result;
  guint n_written; /* so that no two texts are alike */
} Fixture;

static gint64
now_us (gpointer data G_GNUC_UNUSED)
{
  return g_get_real_time ();
}

static guint32
no_random (gpointer data G_GNUC_UNUSED)
{
  return 0;
}

static guint
no_wait (gpointer data G_GNUC_UNUSED, guint ms G_GNUC_UNUSED)
{
  return 0;
}

static const AutosellHttpClock clock_without_waits = { now_us, no_random, no_wait, NULL };

static char *
give_token (Fixture *fixture, const char *json)
{
  g_autoptr(JsonNode) answer = fake_cloud_ask (fixture->cloud, "facebook/token", json);

  return g_strdup (json_object_get_string_member (json_node_get_object (answer), "access_token"));
}

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *token = NULL;

  g_string_truncate (log_text, 0);
  fixture->cloud = fake_cloud_start (NULL);
  autosell_http_set_clock (fixture->cloud->http, &clock_without_waits);
  fixture->graph = autosell_graph_new (fixture->cloud->http, fixture->cloud->endpoints);
  autosell_http_set_budget (fixture->cloud->http, AUTOSELL_GRAPH_SERVICE, 600, 600);
  token = give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"page\":\"" NORTE "\",\"long\":true}");
  fixture->access = autosell_graph_access_new (token, APP, SECRET);
  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"list_lag_s\":0,\"burst_posts\":0}}"));
}

static void
assert_not_logged (const char *secret)
{
  if (strstr (log_text->str, secret) != NULL)
    g_error ("A secret is in the log: %s", strstr (log_text->str, secret));
}

/* Tokens, codes and secrets of everybody, as the fake knows them. */
static void
assert_log_is_clean (Fixture *fixture)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook", NULL);
  JsonObject *object = json_node_get_object (root);
  static const char *const kinds[] = { "tokens", "codes" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      JsonObject *records = json_object_get_object_member (object, kinds[i]);
      g_autoptr(GList) texts = json_object_get_members (records);

      /* The app's own token is kept under its id, which is no secret. */
      for (GList *text = texts; text != NULL; text = text->next)
        if (!g_str_equal (text->data, APP) && !g_str_equal (text->data, LIVE_APP)
            && !g_str_equal (text->data, PROOF_APP))
          assert_not_logged (text->data);
    }
  assert_not_logged (SECRET);
  assert_not_logged (LIVE_SECRET);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook/violations", NULL);
  JsonArray *violations = json_object_get_array_member (json_node_get_object (root), "violations");

  if (json_array_get_length (violations) > 0)
    g_error ("Meta has no such thing: %s", json_to_string (root, TRUE));
  assert_log_is_clean (fixture);
  g_clear_object (&fixture->result);
  autosell_graph_access_free (fixture->access);
  g_assert_finalize_object (fixture->graph);
  fake_cloud_stop (fixture->cloud);
}

static void
take_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_here (Fixture *fixture)
{
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return fixture->result;
}

static void
next (Fixture *fixture)
{
  g_clear_object (&fixture->result);
}

/* ---- Signing in ---- */

static void
answer_dialog (Fixture *fixture, AutosellGraphSignIn *sign_in, const char *const *permissions, const char *const *pages)
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
sign_in (Fixture *fixture, const char *app, const char *secret, const char *const *permissions,
         const char *const *pages, gboolean asks_again, GError **error)
{
  g_autoptr(AutosellGraphSignIn) sign_in = NULL;

  next (fixture);
  sign_in =
    autosell_graph_sign_in_new (fixture->graph, app, secret, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, asks_again, error);
  g_assert_no_error (*error);
  autosell_graph_sign_in_wait_async (sign_in, 60, NULL, take_cb, fixture);
  answer_dialog (fixture, sign_in, permissions, pages);
  return autosell_graph_sign_in_finish (sign_in, wait_here (fixture), error);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  next (fixture);
  autosell_graph_vault_set_app_async (keyring, APP, SECRET, NULL, take_cb, fixture);
  g_assert_true (autosell_graph_vault_set_app_finish (wait_here (fixture), &error));
  next (fixture);
  autosell_graph_vault_keep_async (keyring, connection, NULL, take_cb, fixture);
  g_assert_true (autosell_graph_vault_keep_finish (wait_here (fixture), &error));
  next (fixture);
  autosell_graph_vault_get_access_async (keyring, APP, LAURA, VISTA, TRUE, NULL, take_cb, fixture);
  access = autosell_graph_vault_get_access_finish (wait_here (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (access->app_secret, ==, SECRET);
  next (fixture);
  autosell_graph_me_async (fixture->graph, access, NULL, take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, wait_here (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->name, ==, "Seminuevos Linda Vista");
  next (fixture);
  autosell_graph_vault_forget_async (keyring, APP, LAURA, VISTA, NULL, take_cb, fixture);
  g_assert_true (autosell_graph_vault_forget_finish (wait_here (fixture), &error));
  next (fixture);
  autosell_graph_vault_get_access_async (keyring, APP, LAURA, VISTA, TRUE, NULL, take_cb, fixture);
  none = autosell_graph_vault_get_access_finish (wait_here (fixture), &error);
  g_assert_no_error (error);
  g_assert_null (none);
}

static void
test_what_was_declined (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_debug_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_sign_in_fails (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  next (fixture);
  waiting = autosell_graph_sign_in_new (fixture->graph, APP, SECRET, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, FALSE, &error);
  autosell_graph_sign_in_wait_async (waiting, 60, cancellable, take_cb, fixture);
  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_graph_sign_in_finish (waiting, wait_here (fixture), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  next (fixture);
  g_clear_object (&waiting);
  waiting = autosell_graph_sign_in_new (fixture->graph, APP, SECRET, AUTOSELL_GRAPH_SIGN_IN_LOOPBACK, FALSE, &error);
  autosell_graph_sign_in_wait_async (waiting, 1, NULL, take_cb, fixture);
  g_assert_null (autosell_graph_sign_in_finish (waiting, wait_here (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_NO_ANSWER);
}

static AutosellGraphConnection *
paste (Fixture *fixture, AutosellGraphSignIn *sign_in, const char *address, GError **error)
{
  next (fixture);
  autosell_graph_sign_in_paste_async (sign_in, address, NULL, take_cb, fixture);
  return autosell_graph_sign_in_finish (sign_in, wait_here (fixture), error);
}

static void
test_paste (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
connect_token (Fixture *fixture, const char *token, const char *app, const char *secret, GError **error)
{
  next (fixture);
  autosell_graph_connect_token_async (fixture->graph, token, app, secret, NULL, take_cb, fixture);
  return autosell_graph_connect_token_finish (fixture->graph, wait_here (fixture), error);
}

static void
test_pasted_tokens (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) page = NULL, system = NULL, foreign = NULL, bare = NULL;
  g_autofree char *system_token =
    give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"kind\":\"SYSTEM\",\"long\":true}");
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
  next (fixture);
  g_clear_pointer (&bare->app_id, g_free);
  autosell_graph_vault_keep_async (keyring, bare, NULL, take_cb, fixture);
  g_assert_true (autosell_graph_vault_keep_finish (wait_here (fixture), &error));
  next (fixture);
  autosell_graph_vault_get_access_async (keyring, "", NORTE, NORTE, FALSE, NULL, take_cb, fixture);
  access = autosell_graph_vault_get_access_finish (wait_here (fixture), &error);
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
test_proof (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *token =
    give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" PROOF_APP "\",\"page\":\"" NORTE "\",\"long\":true}");
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

      next (fixture);
      autosell_graph_create_post_async (fixture->graph, access, NORTE, text, NULL, 0, NULL, take_cb, fixture);
      id = autosell_graph_create_post_finish (fixture->graph, wait_here (fixture), &error);
      if (rows[i].code < 0)
        g_assert_no_error (error);
      else
        g_assert_error (error, AUTOSELL_GRAPH_ERROR, rows[i].code);
    }
}

/* ---- The life of a post ---- */

static GBytes *
make_jpeg (guint n)
{
  static const guint8 head[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 };
  guint8 *bytes = g_malloc (5000);

  memcpy (bytes, head, sizeof head);
  for (guint i = sizeof head; i < 4998; i++)
    bytes[i] = i * n;
  bytes[4998] = 0xff;
  bytes[4999] = 0xd9;
  return g_bytes_new_take (bytes, 5000);
}

static char *
upload (Fixture *fixture, guint n, gboolean is_temporary, GError **error)
{
  g_autoptr(GBytes) jpeg = make_jpeg (n);

  next (fixture);
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, NORTE, jpeg, is_temporary, "Frente, año 2020",
                                     NULL, take_cb, fixture);
  return autosell_graph_upload_photo_finish (fixture->graph, wait_here (fixture), error);
}

static char *
create (Fixture *fixture, const char *const *photos, gint64 scheduled_s, GError **error)
{
  g_autofree char *text = g_strdup_printf ("Nissan Versa %u\nRef. A-%04u", fixture->n_written, fixture->n_written);

  fixture->n_written++;
  next (fixture);
  autosell_graph_create_post_async (fixture->graph, fixture->access, NORTE, text, photos, scheduled_s, NULL, take_cb,
                                    fixture);
  return autosell_graph_create_post_finish (fixture->graph, wait_here (fixture), error);
}

static AutosellGraphPost *
read_post (Fixture *fixture, const char *id, GError **error)
{
  next (fixture);
  autosell_graph_read_post_async (fixture->graph, fixture->access, id, NULL, take_cb, fixture);
  return autosell_graph_read_post_finish (fixture->graph, wait_here (fixture), error);
}

static GPtrArray *
list_posts (Fixture *fixture, AutosellGraphList which, GError **error)
{
  next (fixture);
  autosell_graph_list_posts_async (fixture->graph, fixture->access, NORTE, which, 0, 500, NULL, take_cb, fixture);
  return autosell_graph_list_posts_finish (fixture->graph, wait_here (fixture), NULL, error);
}

static gboolean
edit (Fixture *fixture, const char *id, AutosellGraphEdit edit, GError **error)
{
  next (fixture);
  autosell_graph_edit_post_async (fixture->graph, fixture->access, id, &edit, NULL, take_cb, fixture);
  return autosell_graph_edit_post_finish (fixture->graph, wait_here (fixture), error);
}

static gboolean delete (Fixture *fixture, const char *id, gboolean *was_gone, GError **error)
{
  next (fixture);
  autosell_graph_delete_object_async (fixture->graph, fixture->access, id, NULL, take_cb, fixture);
  return autosell_graph_delete_object_finish (fixture->graph, wait_here (fixture), was_gone, error);
}

static char *
comment (Fixture *fixture, const char *id, GError **error)
{
  next (fixture);
  autosell_graph_comment_async (fixture->graph, fixture->access, id, "¡Vendido!", NULL, take_cb, fixture);
  return autosell_graph_comment_finish (fixture->graph, wait_here (fixture), error);
}

static void
test_life_of_a_post (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) published = NULL;
  g_autoptr(AutosellGraphPost) post = NULL, edited = NULL;
  g_autofree char *id = NULL, *comment_id = NULL;
  gboolean was_gone = TRUE;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < 3; i++)
    {
      g_ptr_array_add (photos, upload (fixture, i + 1, FALSE, &error));
      g_assert_no_error (error);
    }
  g_ptr_array_add (photos, NULL);
  id = create (fixture, (const char *const *) photos->pdata, 0, &error);
  g_assert_no_error (error);
  post = read_post (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (post->message, ==, "Nissan Versa 0\nRef. A-0000");
  g_assert_cmpint (post->n_photos, ==, 3);
  g_assert_true (post->is_published);
  g_assert_cmpint (ABS (post->created_s - now_s), <, 100);
  published = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (published->len, ==, 1);
  g_assert_cmpstr (((AutosellGraphPost *) published->pdata[0])->id, ==, id);

  g_assert_true (
    edit (fixture, id,
          (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_MESSAGE | AUTOSELL_GRAPH_EDIT_HIDDEN, "VENDIDO", TRUE, 0 }, &error));
  g_assert_no_error (error);
  edited = read_post (fixture, id, &error);
  g_assert_cmpstr (edited->message, ==, "VENDIDO");
  g_assert_true (edited->is_hidden);
  comment_id = comment (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_true (delete (fixture, comment_id, NULL, &error));
  g_assert_true (delete (fixture, id, &was_gone, &error));
  g_assert_no_error (error);
  g_assert_false (was_gone);
  g_assert_true (delete (fixture, id, &was_gone, &error));
  g_assert_true (was_gone);
  g_assert_null (read_post (fixture, id, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_GONE);
}

/* A post of ten photos is eleven calls, all but the last over connections that are kept; how long that takes through a
 * link of 50 ms is told, as it depends on the machine. */
static void
test_ten_photos (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AutosellGraphPost) post = NULL;
  g_autofree char *id = NULL;
  guint n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  gint64 began_us;

  g_free (fake_cloud_control (fixture->cloud, "faults", "{\"path\":\"graph/*\",\"times\":-1,\"delay_ms\":50}"));
  began_us = g_get_monotonic_time ();
  for (guint i = 0; i < AUTOSELL_GRAPH_MAX_PHOTOS; i++)
    {
      g_ptr_array_add (photos, upload (fixture, i + 1, FALSE, &error));
      g_assert_no_error (error);
    }
  g_ptr_array_add (photos, NULL);
  id = create (fixture, (const char *const *) photos->pdata, 0, &error);
  g_assert_no_error (error);
  g_test_message ("%.2f s with 50 ms a call", (g_get_monotonic_time () - began_us) / 1e6);
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), ==, n_before + AUTOSELL_GRAPH_MAX_PHOTOS + 1);
  post = read_post (fixture, id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (post->n_photos, ==, AUTOSELL_GRAPH_MAX_PHOTOS);
}

static void
test_scheduled (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *photo = upload (fixture, 1, TRUE, &error);
  const char *const photos[] = { photo, NULL };
  g_autofree char *id = create (fixture, photos, now_s + 3600, &error);
  g_autoptr(GPtrArray) waiting = NULL, none = NULL;
  g_autoptr(AutosellGraphPost) moved = NULL, out = NULL;

  g_assert_no_error (error);
  waiting = list_posts (fixture, AUTOSELL_GRAPH_SCHEDULED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpint (((AutosellGraphPost *) waiting->pdata[0])->scheduled_s, ==, now_s + 3600);
  g_assert_false (((AutosellGraphPost *) waiting->pdata[0])->is_published);
  g_assert_true (
    edit (fixture, id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_SCHEDULED, NULL, FALSE, now_s + 7200 }, &error));
  g_assert_no_error (error);
  moved = read_post (fixture, id, &error);
  g_assert_cmpint (moved->scheduled_s, ==, now_s + 7200);
  g_assert_true (edit (fixture, id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_PUBLISH_NOW, NULL, FALSE, 0 }, &error));
  g_assert_no_error (error);
  out = read_post (fixture, id, &error);
  g_assert_true (out->is_published);
  g_assert_cmpint (out->n_photos, ==, 1);
  none = list_posts (fixture, AUTOSELL_GRAPH_SCHEDULED, &error);
  g_assert_cmpuint (none->len, ==, 0);
  /* A time that Facebook does not take. */
  g_assert_null (create (fixture, NULL, now_s + 60, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_SCHEDULE);
}

static void
test_refusals (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = create (fixture, NULL, 0, &error);
  g_autoptr(GBytes) nonsense = g_bytes_new_static ("GIF89 it is not", 15);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  /* The same text again. */
  fixture->n_written--;
  g_assert_null (create (fixture, NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_DUPLICATE);
  g_clear_error (&error);
  next (fixture);
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, NORTE, nonsense, FALSE, NULL, NULL, take_cb,
                                     fixture);
  g_assert_null (autosell_graph_upload_photo_finish (fixture->graph, wait_here (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PHOTO);
  g_clear_error (&error);
  /* A limit, with its minutes; and what the headers said of it is known. */
  g_free (
    fake_cloud_control (fixture->cloud, "facebook", "{\"limits\":{\"page\":\"" NORTE "\",\"block_minutes\":30}}"));
  g_assert_null (read_post (fixture, id, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (autosell_graph_error_get_wait_s (error), >=, 30 * 66);
  g_assert_cmpint (autosell_graph_usage_get_may (autosell_graph_get_usage (fixture->graph), APP, NORTE, now_s, NULL),
                   ==, AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (autosell_graph_usage_get_may (autosell_graph_get_usage (fixture->graph), APP, VISTA, now_s, NULL),
                   ==, AUTOSELL_GRAPH_MAY_ALL);
}

static GPtrArray *
count (Fixture *fixture, const char *const *ids, gboolean *is_partial, GError **error)
{
  next (fixture);
  autosell_graph_read_counters_async (fixture->graph, fixture->access, ids, FALSE, NULL, take_cb, fixture);
  return autosell_graph_read_counters_finish (fixture->graph, wait_here (fixture), is_partial, error);
}

/* Fifty posts in one call; a few that are gone cost a few more. */
static void
test_counters (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = NULL;
  g_autoptr(GPtrArray) counters = NULL, with_gone = NULL, poor = NULL;
  g_autofree char *act = NULL, *scopes = NULL;
  const AutosellGraphCounters *one;
  gboolean is_partial = TRUE;
  guint n_before;

  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *id = create (fixture, NULL, 0, &error);

      g_assert_no_error (error);
      g_strv_builder_add (builder, id);
    }
  ids = g_strv_builder_end (builder);
  act = g_strdup_printf ("{\"act\":{\"do\":\"like\",\"post\":\"%s\"}}", ids[7]);
  g_free (fake_cloud_control (fixture->cloud, "facebook", act));
  n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  counters = count (fixture, (const char *const *) ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_false (is_partial);
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), ==, n_before + 1);
  one = counters->pdata[7];
  g_assert_cmpint (one->reactions, >=, 1);
  g_assert_cmpint (one->comments, ==, 0);
  g_assert_cmpint (one->shares, ==, 0);
  one = counters->pdata[8];
  g_assert_cmpint (one->reactions, ==, 0);

  g_assert_true (delete (fixture, ids[3], NULL, &error));
  g_assert_true (delete (fixture, ids[44], NULL, &error));
  n_before = fake_cloud_count (fixture->cloud, "graph/v25.0");
  with_gone = count (fixture, (const char *const *) ids, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 50; i++)
    g_assert_true (((AutosellGraphCounters *) with_gone->pdata[i])->is_gone == (i == 3 || i == 44));
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "graph/v25.0"), <=, n_before + 3);

  scopes = give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"page\":\"" NORTE "\",\"long\":true,"
                                "\"scopes\":[\"pages_read_engagement\",\"pages_manage_posts\",\"pages_show_list\"]}");
  poor = count (fixture, (const char *const *) ids, &is_partial, &error);
  g_assert_no_error (error);
  g_assert_true (is_partial);
  one = poor->pdata[7];
  g_assert_cmpint (one->reactions, ==, -1);
  g_assert_cmpint (one->shares, ==, 0);
}

static void
test_insights (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const names[] = { "post_media_view", "post_total_media_view_unique", "post_clicks", NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = create (fixture, NULL, 0, &error);
  g_autoptr(GPtrArray) metrics = NULL;

  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"dead_metrics\":\"post_media_view\"}}"));
  next (fixture);
  autosell_graph_read_insights_async (fixture->graph, fixture->access, id, names, "lifetime", NULL, take_cb, fixture);
  metrics = autosell_graph_read_insights_finish (fixture->graph, wait_here (fixture), &error);
  g_assert_no_error (error);
  g_assert_true (((AutosellGraphMetric *) metrics->pdata[0])->is_dead);
  g_assert_cmpint (((AutosellGraphMetric *) metrics->pdata[0])->value, ==, -1);
  g_assert_false (((AutosellGraphMetric *) metrics->pdata[1])->is_dead);
  g_assert_cmpint (((AutosellGraphMetric *) metrics->pdata[2])->value, >=, 0);
}

static void
test_pages_of_lists (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) posts = NULL;

  for (guint i = 0; i < 7; i++)
    g_free (create (fixture, NULL, 0, &error));
  g_free (fake_cloud_control (fixture->cloud, "facebook", "{\"quirks\":{\"page_size\":2,\"empty_pages\":2}}"));
  posts = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 7);
}

/* ---- Every fault at every call ---- */

typedef enum
{
  UPLOAD,
  CREATE,
  SCHEDULE,
  READ,
  LIST,
  EDIT,
  DELETE,
  COMMENT,
  COUNT,
  INSIGHTS,
  ME,
  PAGES,
  PERMISSIONS,
  DEBUG_TOKEN,
  LONG_TOKEN,
  N_CALLS,
} Which;

static const struct
{
  const char *method;
  const char *path; /* as faults know it */
  gboolean is_once; /* twice is one too many */
} calls[N_CALLS] = {
  [UPLOAD] = { "POST", "graph/v25.0/*/photos", FALSE },
  [CREATE] = { "POST", "graph/v25.0/*/feed", TRUE },
  [SCHEDULE] = { "POST", "graph/v25.0/*/feed", TRUE },
  [READ] = { "GET", "graph/v25.0/*", FALSE },
  [LIST] = { "GET", "graph/v25.0/*/published_posts", FALSE },
  [EDIT] = { "POST", "graph/v25.0/*", TRUE },
  [DELETE] = { "DELETE", "graph/v25.0/*", FALSE },
  [COMMENT] = { "POST", "graph/v25.0/*/comments", TRUE },
  [COUNT] = { "GET", "graph/v25.0*", FALSE },
  [INSIGHTS] = { "GET", "graph/v25.0/*/insights", FALSE },
  [ME] = { "GET", "graph/v25.0/me", FALSE },
  [PAGES] = { "GET", "graph/v25.0/me/accounts", FALSE },
  [PERMISSIONS] = { "GET", "graph/v25.0/me/permissions", FALSE },
  [DEBUG_TOKEN] = { "GET", "graph/v25.0/debug_token", FALSE },
  [LONG_TOKEN] = { "GET", "graph/v25.0/oauth/access_token", FALSE },
};

/* What happens, and what a write may be said to have done. */
static const struct
{
  const char *rule;
  gboolean is_applied; /* it took effect all the same */
  int code;            /* -1: it goes well */
} faults[] = {
  { "\"cut\":\"reading\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"before\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"before\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"headers\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"cut\":\"body\",\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":500", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":503,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":502,\"html\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"html\":true", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"empty\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"truncate\":true,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"location\":\"BASE/graph/v25.0/elsewhere\"", FALSE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"error\":{\"code\":2},\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"status\":200,\"error\":{\"code\":190,\"subcode\":463}", FALSE, AUTOSELL_GRAPH_ERROR_TOKEN },
  { "\"error\":{\"code\":368,\"subcode\":1390008}", FALSE, AUTOSELL_GRAPH_ERROR_BLOCKED },
  { "\"error\":{\"code\":4}", FALSE, AUTOSELL_GRAPH_ERROR_APP_LIMIT },
  { "\"error\":{\"code\":200}", FALSE, AUTOSELL_GRAPH_ERROR_PERMISSION },
  { "\"content_type\":\"text/plain\",\"after\":true", TRUE, -1 },
  { "\"drip_ms\":20,\"after\":true", TRUE, -1 },
  { "\"drip_ms\":2000,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_TRANSIENT },
  { "\"huge_bytes\":9000000,\"after\":true", TRUE, AUTOSELL_GRAPH_ERROR_UNEXPECTED },
};

static guint
count_records (Fixture *fixture, Which which)
{
  g_autoptr(JsonNode) root = fake_cloud_ask (fixture->cloud, "facebook", NULL);
  const char *kind = which == UPLOAD ? "photos" : which == COMMENT ? "comments" : "posts";

  return json_object_get_size (json_object_get_object_member (json_node_get_object (root), kind));
}

/* The call, with whatever it needs already there. Returns: whether it went well */
static gboolean
call (Fixture *fixture, Which which, const char *post_id, const AutosellGraphAccess *person, GError **error)
{
  const char *const ids[] = { post_id, NULL };
  const char *const names[] = { "post_clicks", NULL };
  g_autoptr(GPtrArray) list = NULL;
  g_autofree char *id = NULL;

  next (fixture);
  switch (which)
    {
    case UPLOAD:
      return (id = upload (fixture, 3, FALSE, error)) != NULL;
    case CREATE:
      return (id = create (fixture, NULL, 0, error)) != NULL;
    case SCHEDULE:
      return (id = create (fixture, NULL, g_get_real_time () / G_USEC_PER_SEC + 86400, error)) != NULL;
    case READ:
      {
        g_autoptr(AutosellGraphPost) post = read_post (fixture, post_id, error);

        return post != NULL;
      }
    case LIST:
      return (list = list_posts (fixture, AUTOSELL_GRAPH_PUBLISHED, error)) != NULL;
    case EDIT:
      return edit (fixture, post_id, (AutosellGraphEdit){ AUTOSELL_GRAPH_EDIT_MESSAGE, "VENDIDO", FALSE, 0 }, error);
    case DELETE:
      return delete (fixture, post_id, NULL, error);
    case COMMENT:
      return (id = comment (fixture, post_id, error)) != NULL;
    case COUNT:
      return (list = count (fixture, ids, NULL, error)) != NULL;
    case INSIGHTS:
      autosell_graph_read_insights_async (fixture->graph, fixture->access, post_id, names, "lifetime", NULL, take_cb,
                                          fixture);
      return (list = autosell_graph_read_insights_finish (fixture->graph, wait_here (fixture), error)) != NULL;
    case ME:
      {
        g_autoptr(AutosellGraphIdentity) me = NULL;

        autosell_graph_me_async (fixture->graph, person, NULL, take_cb, fixture);
        return (me = autosell_graph_me_finish (fixture->graph, wait_here (fixture), error)) != NULL;
      }
    case PAGES:
      autosell_graph_list_pages_async (fixture->graph, person, NULL, take_cb, fixture);
      return (list = autosell_graph_list_pages_finish (fixture->graph, wait_here (fixture), error)) != NULL;
    case PERMISSIONS:
      {
        g_autoptr(AutosellGraphPermissions) permissions = NULL;

        autosell_graph_permissions_async (fixture->graph, person, NULL, take_cb, fixture);
        return (permissions = autosell_graph_permissions_finish (fixture->graph, wait_here (fixture), error)) != NULL;
      }
    case DEBUG_TOKEN:
      {
        g_autoptr(AutosellGraphTokenInfo) info = NULL;

        autosell_graph_debug_token_async (fixture->graph, person, NULL, take_cb, fixture);
        return (info = autosell_graph_debug_token_finish (fixture->graph, wait_here (fixture), error)) != NULL;
      }
    case LONG_TOKEN:
      {
        g_autoptr(AutosellGraphToken) token = NULL;

        autosell_graph_exchange_long_async (fixture->graph, APP, SECRET, person->token, NULL, take_cb, fixture);
        return (token = autosell_graph_exchange_finish (fixture->graph, wait_here (fixture), error)) != NULL;
      }
    default:
      g_assert_not_reached ();
    }
}

/* Once: what is not repeatable is seen once at most by Facebook, whatever happens, and where it stands without an
 * answer the error says that it may. It happens as often as it is tried, so that what is repeatable fails, too. */
static void
check_fault (Fixture *fixture, Which which, guint f, const AutosellGraphAccess *person)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *post_id = create (fixture, NULL, 0, &error);
  g_autoptr(GString) rule = g_string_new (NULL);
  gboolean is_fine;
  guint n_records, n_new;

  g_assert_no_error (error);
  g_string_append_printf (rule, "{\"method\":\"%s\",\"path\":\"%s\",\"times\":-1,%s}", calls[which].method,
                          calls[which].path, faults[f].rule);
  g_string_replace (rule, "BASE", fixture->cloud->base, 0);
  n_records = count_records (fixture, which);
  g_free (fake_cloud_control (fixture->cloud, "faults", rule->str));
  is_fine = call (fixture, which, post_id, person, &error);
  fake_cloud_forget (fixture->cloud, "faults");
  n_new = count_records (fixture, which) - n_records;
  g_test_message ("%s at call %d: %s", faults[f].rule, which, is_fine ? "fine" : autosell_graph_error_get_nick (error));
  if (faults[f].code < 0)
    {
      g_assert_no_error (error);
      g_assert_true (is_fine);
      return;
    }
  /* What was deleted in spite of all is gone the second time: that is success. */
  if (which == DELETE && faults[f].is_applied && is_fine)
    return;
  g_assert_false (is_fine);
  if (!g_error_matches (error, AUTOSELL_GRAPH_ERROR, faults[f].code))
    g_error ("%s at call %d: %s, %s", faults[f].rule, which, autosell_graph_error_get_nick (error), error->message);
  if (calls[which].is_once && faults[f].is_applied)
    g_assert_true (autosell_graph_error_may_have_applied (error));
  if (which == CREATE || which == SCHEDULE || which == COMMENT)
    g_assert_cmpuint (n_new, ==, faults[f].is_applied ? 1 : 0);
  if (calls[which].is_once && !autosell_graph_error_may_have_applied (error))
    g_assert_false (faults[f].is_applied);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  Which which = GPOINTER_TO_UINT (data);
  g_autofree char *token = give_token (fixture, "{\"person\":\"" LAURA "\",\"app\":\"" APP "\",\"long\":false}");
  g_autoptr(AutosellGraphAccess) person = autosell_graph_access_new (token, APP, SECRET);

  autosell_graph_set_timeout (fixture->graph, 1500);
  for (guint f = 0; f < G_N_ELEMENTS (faults); f++)
    /* To time out takes its time: one of each kind. */
    if (strstr (faults[f].rule, "2000") == NULL || which == UPLOAD || which == CREATE || which == COUNT)
      check_fault (fixture, which, f, person);
  /* A token follows nobody elsewhere. */
  g_assert_cmpuint (fake_cloud_count (fixture->cloud, "\"path\":\"graph/v25.0/elsewhere"), ==, 0);
}

#define TEST(path, function) g_test_add ("/facebook/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  static const char *const names[N_CALLS] = { "upload", "create", "schedule",    "read",        "list",
                                              "edit",   "delete", "comment",     "count",       "insights",
                                              "me",     "pages",  "permissions", "debug-token", "long-token" };

  g_test_init (&argc, &argv, NULL);
  log_text = g_string_new (NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  TEST ("sign-in", test_sign_in);
  TEST ("what-was-declined", test_what_was_declined);
  TEST ("debug-refused", test_debug_refused);
  TEST ("sign-in-fails", test_sign_in_fails);
  TEST ("paste", test_paste);
  TEST ("pasted-tokens", test_pasted_tokens);
  TEST ("proof", test_proof);
  TEST ("life-of-a-post", test_life_of_a_post);
  TEST ("ten-photos", test_ten_photos);
  TEST ("scheduled", test_scheduled);
  TEST ("refusals", test_refusals);
  TEST ("counters", test_counters);
  TEST ("insights", test_insights);
  TEST ("pages-of-lists", test_pages_of_lists);
  for (guint i = 0; i < N_CALLS; i++)
    {
      g_autofree char *path = g_strconcat ("/facebook/faults/", names[i], NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_faults, tear_down);
    }
  return g_test_run ();
}
