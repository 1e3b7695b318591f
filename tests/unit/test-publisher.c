/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "autosell-graph-vault.h"
#include "autosell-poster-store.h"
#include "autosell-publisher.h"
#include "autosell-sync-turn.h"
#include "canned-server.h"
#include "posted-lot.h"

/* What the publisher makes of answers that no service gives on a good day. */

#define HOUR_S 3600
#define UNTIL_ALL_IS_TOLD_MS 2000

typedef struct
{
  Lot lot;
  CannedServer *server;
  AutosellHttp *http;
  AutosellKeyring *keyring;
  AutosellPublisher *publisher;
  gint64 post;
  guint n_changes;
} Desk;

static void
take_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
keep_token (Desk *desk)
{
  g_autoptr(GAsyncResult) result = NULL;
  AutosellGraphConnection *connection = g_new0 (AutosellGraphConnection, 1);
  AutosellGraphPage *page = g_new0 (AutosellGraphPage, 1);

  page->id = g_strdup ("1");
  page->name = g_strdup ("Autos del Norte");
  page->token = g_strdup ("TOKEN");
  connection->app_id = g_strdup ("77");
  connection->person = g_new0 (AutosellGraphIdentity, 1);
  connection->person->id = g_strdup ("p1");
  connection->person->name = g_strdup ("Ana");
  connection->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) autosell_graph_page_free);
  g_ptr_array_add (connection->pages, page);
  connection->missing = g_new0 (char *, 1);
  autosell_graph_vault_keep_async (desk->keyring, connection, NULL, take_cb, &result);
  wait_for (&result);
  g_assert_true (autosell_graph_vault_keep_finish (result, NULL));
  autosell_graph_connection_free (connection);
}

static void
count_change (Desk *desk)
{
  desk->n_changes++;
}

/* @graph: (nullable): where the service is, instead of the canned one */
static void
open_desk (Desk *desk, gconstpointer graph)
{
  g_autofree char *text = NULL;
  g_autoptr(AutosellEndpoints) endpoints = NULL;
  g_autoptr(AutosellGraph) client = NULL;

  lot_begin (&desk->lot, "Autos del Norte", "Autos Linda");
  desk->server = canned_server_new ();
  text = g_strdup_printf ("{\"graph\":\"%s\"}",
                          graph != NULL ? (const char *) graph : canned_server_get_base (desk->server));
  endpoints = autosell_endpoints_parse (text, NULL);
  desk->http = autosell_http_new ();
  desk->keyring = autosell_keyring_new_in_memory ();
  keep_token (desk);
  client = autosell_graph_new (desk->http, endpoints);
  desk->publisher = autosell_publisher_new (desk->lot.base.store, client, desk->keyring);
  g_signal_connect_swapped (desk->publisher, "changed", G_CALLBACK (count_change), desk);
}

static void
close_desk (Desk *desk, gconstpointer data)
{
  autosell_publisher_stop (desk->publisher);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (desk->publisher);
  g_object_unref (desk->keyring);
  g_object_unref (desk->http);
  canned_server_free (desk->server);
  lot_tear_down (&desk->lot, data);
}

/* What stands on the Page is known. */
static void
mark_known (Desk *desk)
{
  g_assert_true (autosell_store_set_poster_sync (desk->lot.base.store, desk->lot.pages[0], NULL, NULL, 0, NULL));
}

/* @in_s: from now; 0: at once. @photo: (nullable): that Facebook has already */
static void
order (Desk *desk, gint64 in_s, const char *photo)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellPost) post = autosell_post_new ();

  post->page = desk->lot.pages[0];
  post->key = lot_add_car (&desk->lot, "0133", "MAZDA");
  post->title = g_strdup ("MAZDA");
  post->reference = g_strdup ("0133");
  post->text = g_strdup ("Como nuevo\nRef. 0133");
  post->at_s = in_s != 0 ? desk->lot.now_s + in_s : 0;
  if (photo != NULL)
    {
      AutosellPostPhoto *there = autosell_post_photo_new ("photo-1");

      there->remote_id = g_strdup (photo);
      there->uploaded_s = desk->lot.now_s;
      g_ptr_array_add (post->photos, there);
    }
  autosell_store_add_post_sync (desk->lot.base.store, post, &error);
  g_assert_no_error (error);
  desk->post = post->pk;
  mark_known (desk);
}

static AutosellPost *
reload (Desk *desk)
{
  g_autoptr(GError) error = NULL;
  const AutosellPostQuery query = { .pk = desk->post };
  g_autoptr(GPtrArray) posts = autosell_store_get_posts_sync (desk->lot.base.store, &query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 1);
  return g_ptr_array_steal_index (posts, 0);
}

/* As it stands after a run, when the clock is ahead by so much. */
static AutosellPost *
run_at (Desk *desk, gint64 ahead_s)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  autosell_publisher_set_clock_offset_s (desk->publisher, ahead_s);
  autosell_publisher_run_async (desk->publisher, NULL, take_cb, &result);
  wait_for (&result);
  g_assert_true (autosell_publisher_run_finish (desk->publisher, result, NULL, &error));
  g_assert_no_error (error);
  return reload (desk);
}

static void
answer_post (Desk *desk, const char *message)
{
  g_autofree char *body = g_strdup_printf ("{\"id\":\"1_5\",\"is_published\":true,\"message\":\"%s\"}", message);

  canned_server_answer (desk->server, 200, NULL, body);
}

/* Words that the service keeps otherwise than it was told are not sent again and again. */
static void
test_words_kept_otherwise (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  order (desk, 0, NULL);
  canned_server_answer (desk->server, 200, NULL, "{\"id\":\"1_5\"}");
  answer_post (desk, "Como ★ nuevo Ref. 0133");
  for (guint i = 0; i < 5; i++)
    {
      canned_server_answer (desk->server, 200, NULL, "{\"success\":true}");
      answer_post (desk, "Como ★ nuevo Ref. 0133");
    }
  for (guint i = 1; i <= 8; i++)
    {
      g_autoptr(AutosellPost) post = run_at (desk, i * HOUR_S);

      g_assert_cmpint (post->state, ==, AUTOSELL_POST_OUT);
    }
  g_assert_cmpuint (canned_server_count (desk->server), ==, 12);
}

/* Not seen in a part of what waits there is not "not there". */
static void
test_part_of_what_waits (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellPost) sent = NULL, looked = NULL;

  order (desk, DAY_S, NULL);
  canned_server_cut (desk->server, NULL);
  sent = run_at (desk, 1);
  g_assert_cmpint (sent->state, ==, AUTOSELL_POST_LOOKING);
  canned_server_answer (desk->server, 200, NULL,
                        "{\"data\":[{\"id\":\"1_4\",\"message\":\"Ref. 0999\"}],"
                        "\"paging\":{\"next\":\"https://x/\"}}");
  canned_server_answer (desk->server, 200, NULL, "{\"data\":[]}");
  looked = run_at (desk, 60);
  g_assert_cmpint (looked->state, ==, AUTOSELL_POST_LOOKING);
  g_assert_cmpuint (looked->n_looks, ==, 0);
  g_assert_cmpuint (canned_server_count (desk->server), ==, 2);
}

/* A PC whose clock is hours ahead finds what it sent before anybody told it the time. */
static void
test_clock_ahead (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellPost) sent = NULL, looked = NULL;
  g_autofree char *body = NULL;

  order (desk, 0, NULL);
  canned_server_cut (desk->server, NULL);
  sent = run_at (desk, 6 * HOUR_S);
  g_assert_cmpint (sent->state, ==, AUTOSELL_POST_LOOKING);
  body = g_strdup_printf ("{\"data\":[{\"id\":\"1_5\",\"is_published\":true,\"message\":\"Como nuevo\\nRef. 0133\","
                          "\"created_time\":%" G_GINT64_FORMAT "}]}",
                          desk->lot.now_s);
  canned_server_answer (desk->server, 200, NULL, body);
  answer_post (desk, "Como nuevo\\nRef. 0133");
  looked = run_at (desk, 6 * HOUR_S + 60);
  g_assert_cmpint (looked->state, ==, AUTOSELL_POST_OUT);
  g_assert_cmpstr (looked->remote_id, ==, "1_5");
}

/* Photos of a post that failed are taken back: when it is tried again they are uploaded anew. */
static void
test_tried_again (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellPost) failed = NULL;
  g_autofree char *deleted = NULL;

  order (desk, 0, "F1");
  canned_server_answer (desk->server, 400, NULL, "{\"error\":{\"code\":100,\"message\":\"Invalid parameter\"}}");
  canned_server_answer (desk->server, 200, NULL, "{\"success\":true}");
  failed = run_at (desk, 0);
  g_assert_cmpint (failed->state, ==, AUTOSELL_POST_FAILED);
  g_assert_cmpuint (canned_server_count (desk->server), ==, 2);
  deleted = canned_server_dup_line (desk->server, 1);
  g_assert_true (g_str_has_prefix (deleted, "DELETE /v25.0/F1"));
  g_assert_null (((AutosellPostPhoto *) failed->photos->pdata[0])->remote_id);
}

static char *
dup_listed (gint64 created_s)
{
  return g_strdup_printf ("{\"data\":[{\"id\":\"1_5\",\"is_published\":true,\"message\":\"Como nuevo\\nRef. 0133\","
                          "\"created_time\":%" G_GINT64_FORMAT "}]}",
                          created_s);
}

/* A Page that was connected anew has posts of this stock's cars, which were forgotten with it: they are known again
 * before anything is made there, and what a person orders is told apart from them. */
static void
test_connected_anew (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellPostQuery all = { 0 };
  g_autofree char *listed = dup_listed (desk->lot.now_s - 5 * DAY_S);
  g_autoptr(AutosellPost) out = NULL;
  g_autoptr(GPtrArray) posts = NULL;
  AutosellAccount account = { .app = (char *) "77", .remote_id = (char *) "p1", .name = (char *) "Ana" };
  AutosellPage page = { .remote_id = (char *) "1",
                        .name = (char *) "Autos del Norte",
                        .tasks = (char *) "CREATE_CONTENT" };
  g_autoptr(GPtrArray) pages = g_ptr_array_new (), kept = NULL;
  g_autoptr(GPtrArray) accounts = autosell_store_get_accounts_sync (desk->lot.base.store, NULL);

  g_assert_true (
    autosell_store_remove_account_sync (desk->lot.base.store, ((AutosellAccount *) accounts->pdata[0])->id, NULL));
  g_ptr_array_add (pages, &page);
  g_assert_true (autosell_store_set_account_sync (desk->lot.base.store, &account, pages, NULL));
  kept = autosell_store_get_pages_sync (desk->lot.base.store, NULL);
  g_assert_cmpuint (kept->len, ==, 1);
  {
    const gint64 id = ((AutosellPage *) kept->pdata[0])->id;
    g_autoptr(AutosellPost) post = autosell_post_new ();

    post->page = id;
    post->key = lot_add_car (&desk->lot, "0133", "MAZDA");
    post->title = g_strdup ("MAZDA");
    post->reference = g_strdup ("0133");
    post->text = g_strdup ("Como nuevo\nRef. 0133");
    g_assert_true (autosell_store_add_post_sync (desk->lot.base.store, post, NULL));
    desk->post = post->pk;
  }
  canned_server_answer (desk->server, 200, NULL, listed);
  canned_server_answer (desk->server, 200, NULL, "{\"data\":[]}");
  canned_server_answer (desk->server, 200, NULL, "{\"id\":\"1_6\"}");
  answer_post (desk, "Como nuevo\\nRef. 0133-2");
  answer_post (desk, "Como nuevo\\nRef. 0133");
  out = run_at (desk, 0);
  g_assert_cmpint (out->state, ==, AUTOSELL_POST_OUT);
  g_assert_cmpstr (out->reference, ==, "0133-2");
  g_assert_cmpstr (out->text, ==, "Como nuevo\nRef. 0133-2");
  posts = autosell_store_get_posts_sync (desk->lot.base.store, &all, NULL);
  g_assert_cmpuint (posts->len, ==, 2);
  g_assert_cmpstr (((AutosellPost *) posts->pdata[0])->remote_id, ==, "1_5");
  g_assert_cmpuint (canned_server_count (desk->server), ==, 5);
}

/* A stock of yesterday was restored, which knows nothing of what went out since: it is looked for, and not posted
 * again. */
static void
test_restored (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  const AutosellPostQuery all = { 0 };
  g_autoptr(AutosellPost) cancelled = NULL;
  g_autoptr(GPtrArray) posts = NULL;
  g_autofree char *listed = NULL;

  order (desk, 0, NULL);
  autosell_store_set_setting (desk->lot.base.store, "posts.restored", "yes");
  listed = dup_listed (desk->lot.now_s + 60);
  canned_server_answer (desk->server, 200, NULL, listed);
  canned_server_answer (desk->server, 200, NULL, "{\"data\":[]}");
  answer_post (desk, "Como nuevo\\nRef. 0133");
  cancelled = run_at (desk, 0);
  g_assert_cmpint (cancelled->state, ==, AUTOSELL_POST_CANCELLED);
  posts = autosell_store_get_posts_sync (desk->lot.base.store, &all, NULL);
  g_assert_cmpuint (posts->len, ==, 2);
  g_assert_cmpstr (((AutosellPost *) posts->pdata[0])->remote_id, ==, "1_5");
  g_assert_cmpuint (canned_server_count (desk->server), ==, 3);
}

/* A folder that was copied to another PC is another PC's. */
static void
test_copied_folder (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  AutosellStore *store = desk->lot.base.store;
  g_autofree char *older = autosell_sync_dup_pin_key_on (store, "");
  g_autofree char *first = autosell_sync_dup_pin_key_on (store, "here");
  g_autofree char *again = autosell_sync_dup_pin_key_on (store, "here");
  g_autofree char *copied = autosell_sync_dup_pin_key_on (store, "there");
  g_autofree char *stays = autosell_sync_dup_pin_key_on (store, "there");

  g_assert_cmpstr (older, ==, first);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (copied, !=, first);
  g_assert_cmpstr (stays, ==, copied);
}

/* Where the permission to see posts is gone, that of the post itself is not proven. */
static void
test_not_seen_is_not_gone (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  static const char unseen[] =
    "{\"error\":{\"code\":100,\"error_subcode\":33,\"message\":\"Unsupported get request\"}}";
  g_autoptr(AutosellPost) out = NULL, unproven = NULL, proven = NULL;

  order (desk, 0, NULL);
  canned_server_answer (desk->server, 200, NULL, "{\"id\":\"1_5\"}");
  answer_post (desk, "Como nuevo\\nRef. 0133");
  out = run_at (desk, 0);
  g_assert_cmpint (out->state, ==, AUTOSELL_POST_OUT);
  out->want = AUTOSELL_POST_WANT_REMOVED;
  g_assert_true (
    autosell_store_change_post_sync (desk->lot.base.store, out, AUTOSELL_POST_CHANGE_WANT, NULL, NULL, NULL));

  canned_server_answer (desk->server, 400, NULL, unseen);
  canned_server_answer (desk->server, 400, NULL, unseen);
  canned_server_answer (desk->server, 403, NULL,
                        "{\"error\":{\"code\":10,\"message\":\"(#10) pages_read_engagement\"}}");
  unproven = run_at (desk, 0);
  g_assert_cmpint (unproven->state, ==, AUTOSELL_POST_REMOVING);

  canned_server_answer (desk->server, 400, NULL, unseen);
  canned_server_answer (desk->server, 200, NULL, "{\"data\":[]}");
  proven = run_at (desk, HOUR_S);
  g_assert_cmpint (proven->state, ==, AUTOSELL_POST_REMOVED);
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* One try, one record, and then it waits to be told of a network: what it wrote itself is no news. */
static void
test_offline (Desk *desk, gconstpointer data G_GNUC_UNUSED)
{
  gboolean is_over = FALSE;
  g_autoptr(AutosellPost) post = NULL;

  order (desk, 0, NULL);
  autosell_publisher_start (desk->publisher);
  while (desk->n_changes == 0)
    g_main_context_iteration (NULL, TRUE);
  post = reload (desk);
  g_assert_cmpstr (post->error, ==, "offline");
  g_timeout_add (UNTIL_ALL_IS_TOLD_MS, set_flag, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (desk->n_changes, ==, 1);
}

#define ADD(name, func, graph) g_test_add ("/publisher/" name, Desk, graph, open_desk, func, close_desk)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("words-kept-otherwise", test_words_kept_otherwise, NULL);
  ADD ("part-of-what-waits", test_part_of_what_waits, NULL);
  ADD ("clock-ahead", test_clock_ahead, NULL);
  ADD ("tried-again", test_tried_again, NULL);
  ADD ("not-seen-is-not-gone", test_not_seen_is_not_gone, NULL);
  ADD ("connected-anew", test_connected_anew, NULL);
  ADD ("restored", test_restored, NULL);
  ADD ("copied-folder", test_copied_folder, NULL);
  ADD ("offline", test_offline, "http://127.0.0.1:1/");
  return g_test_run ();
}
