/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "graph-fixture.h"

/* Posts and photos: what is sent, and what is made of each answer. */

#define OFFLINE_TIMEOUT_MS 300
#define PROOF "69ce2040af5507d8694b37a85ec9c2061f6ce5dab4a88876a0a158c588e6797c"

/* ---- Publishing ---- */

static char *
dup_form (GraphFixture *fixture, guint index)
{
  g_autoptr(GBytes) body = canned_server_dup_body (fixture->server, index);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_uri_unescape_string (text, NULL);
}

static void
test_create_post (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const photos[] = { "31", "29", NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL, *form = NULL, *later = NULL, *later_form = NULL, *bearer = NULL, *raw = NULL;
  g_autoptr(GBytes) body = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029_77\",\"post_supports_client_mutation_id\":true}");
  id = graph_fixture_create_post (fixture, "Versa 2020 & más +1", photos, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "1029_77");
  graph_fixture_assert_line (fixture, 0, "POST /v25.0/1029/feed");
  bearer = canned_server_dup_header (fixture->server, 0, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer TOKEN");
  form = dup_form (fixture, 0);
  g_assert_cmpstr (form, ==,
                   "appsecret_proof=" PROOF "&message=Versa 2020 & más +1&attached_media[0]={\"media_fbid\":\"31\"}"
                   "&attached_media[1]={\"media_fbid\":\"29\"}&published=true");
  body = canned_server_dup_body (fixture->server, 0);
  raw = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (raw, "message=Versa%202020%20%26%20m%C3%A1s%20%2B1&"));

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029_78\"}");
  later = graph_fixture_create_post (fixture, "x", NULL, 1795000000, &error);
  g_assert_no_error (error);
  later_form = dup_form (fixture, 1);
  g_assert_cmpstr (later_form, ==,
                   "appsecret_proof=" PROOF "&message=x&published=false&scheduled_publish_time=1795000000"
                   "&unpublished_content_type=SCHEDULED");
}

/* What is not repeatable is asked once, and the error says whether to look for it. */
static void
test_create_post_once (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct
  {
    guint status; /* 0: cut */
    const char *body;
    AutosellGraphErrorCode code;
    gboolean may_have_applied;
  } rows[] = {
    { 0, NULL, AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 0, "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":\"10", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 200, "{\"id\":\"1029_", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 200, "", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 200, "<html><body>Welcome</body></html>", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 502, "<html><body>Bad gateway</body></html>", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 302, "", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 500, "{\"error\":{\"message\":\"x\",\"code\":1}}", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 400, "{\"error\":{\"message\":\"x\",\"code\":2,\"is_transient\":true}}", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
    { 200, "{\"error\":{\"message\":\"x\",\"code\":190,\"error_subcode\":463}}", AUTOSELL_GRAPH_ERROR_TOKEN, FALSE },
    { 429, "{\"error\":{\"message\":\"x\",\"code\":4}}", AUTOSELL_GRAPH_ERROR_APP_LIMIT, FALSE },
    { 429, "slow down", AUTOSELL_GRAPH_ERROR_CUSTOM_LIMIT, FALSE },
    { 400, "{\"error\":{\"message\":\"x\",\"code\":506}}", AUTOSELL_GRAPH_ERROR_DUPLICATE, FALSE },
    { 200, "{\"success\":true}", AUTOSELL_GRAPH_ERROR_UNEXPECTED, TRUE },
    { 200, "[]", AUTOSELL_GRAPH_ERROR_TRANSIENT, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      guint count = canned_server_count (fixture->server);
      g_autofree char *id = NULL;

      if (rows[i].status == 0)
        canned_server_cut (fixture->server, rows[i].body);
      else
        canned_server_answer (fixture->server, rows[i].status, "Location: http://127.0.0.1:1/\r\n", rows[i].body);
      id = graph_fixture_create_post (fixture, "x", NULL, 0, &error);
      g_assert_null (id);
      if (!g_error_matches (error, AUTOSELL_GRAPH_ERROR, rows[i].code)
          || autosell_graph_error_may_have_applied (error) != rows[i].may_have_applied)
        g_error ("Row %u: %s, %s", i, autosell_graph_error_get_nick (error), error->message);
      g_assert_cmpuint (canned_server_count (fixture->server), ==, count + 1);
    }
}

static void
test_times_out (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  autosell_graph_set_timeout (fixture->graph, OFFLINE_TIMEOUT_MS);
  canned_server_drip (fixture->server);
  g_assert_null (graph_fixture_create_post (fixture, "x", NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_true (autosell_graph_error_may_have_applied (error));
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 1);
}

static void
test_nobody_listens (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellEndpoints) endpoints = autosell_endpoints_parse ("{\"graph\":\"http://127.0.0.1:1/\"}", NULL);
  g_autoptr(AutosellGraph) graph = autosell_graph_new (fixture->http, endpoints);
  g_autoptr(GError) error = NULL;

  autosell_graph_create_post_async (graph, fixture->access, "1029", "x", NULL, 0, NULL, graph_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_create_post_finish (graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_OFFLINE);
  g_assert_false (autosell_graph_error_may_have_applied (error));
  graph_fixture_next (fixture);
}

static void
test_cancelled (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  canned_server_drip (fixture->server);
  autosell_graph_create_post_async (fixture->graph, fixture->access, "1029", "x", NULL, 0, cancellable,
                                    graph_fixture_take_cb, fixture);
  while (canned_server_count (fixture->server) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_graph_create_post_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (autosell_graph_error_may_have_applied (error));
}

/* ---- Photos ---- */

/* Another's parser: the parts in their order, as name|filename|type|sha256 */
static const char parser[] =
  "import sys, hashlib, email.parser, email.policy\n"
  "head, body = open(sys.argv[1], 'rb').read().split(b'\\n', 1)\n"
  "m = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(b'Content-Type: ' + head + b'\\r\\n\\r\\n' + "
  "body)\n"
  "assert m.is_multipart() and not m.defects, m.defects\n"
  "for p in m.iter_parts():\n"
  "    d = p['content-disposition']\n"
  "    assert d.content_disposition == 'form-data' and not p.defects\n"
  "    b = p.get_payload(decode=True)\n"
  "    print(d.params['name'], d.params.get('filename', ''), p.get_content_type() if 'filename' in d.params else '',\n"
  "          hashlib.sha256(b).hexdigest(), sep='|')\n";

static char *
sha256 (const char *text)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static char *
parse_multipart (GraphFixture *fixture, guint index)
{
  g_autofree char *type = canned_server_dup_header (fixture->server, index, "Content-Type");
  g_autoptr(GBytes) body = canned_server_dup_body (fixture->server, index);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *path = NULL;
  char *output = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("autosell-part-XXXXXX", &path, &error);
  char *arguments[] = { (char *) "python3", (char *) "-c", (char *) parser, path, NULL };
  int status;

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_byte_array_append (bytes, (const guint8 *) type, strlen (type));
  g_byte_array_append (bytes, (const guint8 *) "\n", 1);
  g_byte_array_append (bytes, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_file_set_contents (path, (const char *) bytes->data, bytes->len, &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &complaint, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s", complaint);
  g_unlink (path);
  return output;
}

static void
test_upload_photo (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL, *parts = NULL, *expected = NULL, *photo_sum = NULL, *false_sum = NULL, *true_sum = NULL;
  g_autofree char *alt_sum = NULL, *proof_sum = NULL, *python = g_find_program_in_path ("python3");
  const char *alt_text = "Versa rojo, de frente – “año 2020”";
  guint8 *jpeg = g_malloc (70001);
  g_autoptr(GBytes) bytes = NULL;

  /* All bytes, and what looks like the end of a part. */
  for (guint i = 0; i < 70001; i++)
    jpeg[i] = i * 7 + i / 256;
  memcpy (jpeg + 1000, "\r\n--autosell-\r\n--\r\n\r\n", 21);
  photo_sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, jpeg, 70001);
  bytes = g_bytes_new_take (jpeg, 70001);
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"31\"}");
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, "1029", bytes, TRUE, alt_text, NULL,
                                     graph_fixture_take_cb, fixture);
  id = autosell_graph_upload_photo_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "31");
  graph_fixture_assert_line (fixture, 0, "POST /v25.0/1029/photos");
  if (python == NULL)
    {
      g_test_skip ("no python3 to read the parts back");
      return;
    }
  parts = parse_multipart (fixture, 0);
  proof_sum = sha256 (PROOF);
  false_sum = sha256 ("false");
  true_sum = sha256 ("true");
  alt_sum = sha256 (alt_text);
  expected = g_strdup_printf ("appsecret_proof|||%s\npublished|||%s\ntemporary|||%s\nalt_text_custom|||%s\n"
                              "source|01.jpg|image/jpeg|%s\n",
                              proof_sum, false_sum, true_sum, alt_sum, photo_sum);
  g_assert_cmpstr (parts, ==, expected);
}

static void
test_upload_refused (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);

  canned_server_answer (fixture->server, 400, NULL,
                        "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100,"
                        "\"error_subcode\":1366046,\"error_user_msg\":\"Photos should be less than 4 MB.\"}}");
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, "1029", bytes, FALSE, NULL, NULL,
                                     graph_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_upload_photo_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PHOTO);
  g_assert_cmpstr (autosell_graph_error_get_user_message (error), ==, "Photos should be less than 4 MB.");
}

/* ---- Posts that are there ---- */

static void
test_read_post (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPost) post = NULL, waiting = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"id\":\"1029_77\",\"message\":\"Versa\",\"created_time\":\"2026-11-22T15:00:00+0000\",\"is_published\":true,"
    "\"is_hidden\":false,\"permalink_url\":\"https://www.facebook.com/"
    "p\",\"attachments\":{\"data\":[{\"media_type\":\"album\","
    "\"subattachments\":{\"data\":[{},{},{}]}}]},\"new_member\":[1]}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, graph_fixture_take_cb, fixture);
  post = autosell_graph_read_post_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  graph_fixture_assert_line (
    fixture, 0,
    "GET /v25.0/1029_77?appsecret_proof=" PROOF "&fields=id,message,created_time,updated_time,"
    "permalink_url,is_published,is_hidden,scheduled_publish_time,attachments{media_type,subattachments}");
  g_assert_cmpstr (post->id, ==, "1029_77");
  g_assert_cmpstr (post->message, ==, "Versa");
  g_assert_cmpint (post->created_s, ==, 1795359600);
  g_assert_true (post->is_published);
  g_assert_cmpint (post->n_photos, ==, 3);
  g_assert_cmpstr (post->permalink, ==, "https://www.facebook.com/p");

  graph_fixture_next (fixture);
  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"id\":\"1029_78\",\"is_published\":false,\"permalink_url\":\"file:///etc/passwd\",\"created_time\":"
    "\"9223372036854775807\",\"updated_time\":8999999999999999,\"scheduled_publish_time\":1795359600.0,"
    "\"attachments\":{\"data\":[{\"media_type\":\"photo\"}]}}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_78", NULL, graph_fixture_take_cb, fixture);
  waiting = autosell_graph_read_post_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_null (waiting->message);
  g_assert_cmpint (waiting->scheduled_s, ==, 1795359600);
  g_assert_cmpint (waiting->created_s, ==, 0);
  g_assert_cmpint (waiting->updated_s, ==, 0);
  g_assert_cmpint (waiting->n_photos, ==, 1);
  g_assert_cmpstr (waiting->permalink, ==, "https://www.facebook.com/1029_78");
}

/* Reads are tried once more, and then the caller is told. */
static void
test_reads_are_repeated (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPost) post = NULL;

  canned_server_answer (fixture->server, 500, NULL, "{\"error\":{\"message\":\"x\",\"code\":2}}");
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029_77\"}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, graph_fixture_take_cb, fixture);
  post = autosell_graph_read_post_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  graph_fixture_next (fixture);
  canned_server_cut (fixture->server, NULL);
  canned_server_answer (fixture->server, 502, NULL, "<html>");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, graph_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_read_post_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_false (autosell_graph_error_may_have_applied (error));
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 4);
  /* What is refused for good, and a limit, is not asked again. */
  g_clear_error (&error);
  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 400, NULL, "{\"error\":{\"message\":\"x\",\"code\":32}}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, graph_fixture_take_cb, fixture);
  g_assert_null (autosell_graph_read_post_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 5);
}

static void
list (GraphFixture *fixture, AutosellGraphList which, gint64 since_s, guint max)
{
  graph_fixture_next (fixture);
  autosell_graph_list_posts_async (fixture->graph, fixture->access, "1029", which, since_s, max, NULL,
                                   graph_fixture_take_cb, fixture);
  graph_fixture_wait (fixture);
}

static void
test_list_posts (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) posts = NULL, none = NULL;
  gboolean is_complete = FALSE;

  /* An empty page that has a next one; and “next” leads elsewhere with a token, where nobody follows it. */
  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[{\"id\":\"1029_1\"},{\"id\":\"1029_2\"}],\"paging\":{\"cursors\":{\"after\":\"A=/+\"},"
    "\"next\":\"http://127.0.0.1:1/?access_token=TOKEN\"}}");
  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[],\"paging\":{\"cursors\":{\"before\":\"A\",\"after\":\"B\"},\"next\":\"https://x/\"}}");
  canned_server_answer (fixture->server, 200, NULL,
                        "{\"data\":[{\"id\":\"1029_3\"},7,{}],\"paging\":{\"cursors\":{\"after\":\"C\"}}}");
  list (fixture, AUTOSELL_GRAPH_PUBLISHED, 1795000000, 25);
  posts = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_true (is_complete);
  g_assert_cmpuint (posts->len, ==, 3);
  g_assert_cmpstr (((AutosellGraphPost *) posts->pdata[2])->id, ==, "1029_3");
  g_assert_cmpint (((AutosellGraphPost *) posts->pdata[2])->n_photos, ==, -1);
  graph_fixture_assert_line (
    fixture, 1,
    "GET /v25.0/1029/published_posts?appsecret_proof=" PROOF "&fields=id,message,created_time,updated_time,"
    "permalink_url,is_published,is_hidden,scheduled_publish_time&since=1795000000&limit=25&after=A=/+");
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 3);

  canned_server_answer (fixture->server, 200, NULL, "{\"data\":[]}");
  list (fixture, AUTOSELL_GRAPH_SCHEDULED, 1795000000, 500);
  none = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (is_complete);
  graph_fixture_assert_line (fixture, 3,
                             "GET /v25.0/1029/scheduled_posts?appsecret_proof=" PROOF
                             "&fields=id,message,created_time,updated_time,"
                             "permalink_url,is_published,is_hidden,scheduled_publish_time&limit=100");
}

static void
test_lists_end (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *more = "{\"data\":[{\"id\":\"1029_1\"},{\"id\":\"1029_2\"}],\"paging\":{\"cursors\":{\"after\":\"A\"},"
                     "\"next\":\"https://x/\"}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) posts = NULL, circle = NULL, lost = NULL;
  gboolean is_complete = TRUE;

  canned_server_answer (fixture->server, 200, NULL, more);
  list (fixture, AUTOSELL_GRAPH_PUBLISHED, 0, 1);
  posts = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posts->len, ==, 1);
  g_assert_false (is_complete);
  /* There is more, and no way to it. */
  canned_server_answer (fixture->server, 200, NULL,
                        "{\"data\":[{\"id\":\"1029_1\"}],\"paging\":{\"next\":\"https://x/\"}}");
  list (fixture, AUTOSELL_GRAPH_PUBLISHED, 0, 100);
  lost = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  /* A page that leads to itself. */
  canned_server_answer (fixture->server, 200, NULL, more);
  canned_server_answer (fixture->server, 200, NULL, more);
  list (fixture, AUTOSELL_GRAPH_PUBLISHED, 0, 100);
  circle = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_false (is_complete);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 4);
  /* The second page fails, so that nothing is known of what is there. */
  canned_server_answer (fixture->server, 200, NULL, more);
  canned_server_answer (fixture->server, 400, NULL, "{\"error\":{\"code\":190}}");
  list (fixture, AUTOSELL_GRAPH_PUBLISHED, 0, 100);
  g_assert_null (autosell_graph_list_posts_finish (fixture->graph, fixture->result, NULL, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TOKEN);
}

static void
test_edit_post (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  AutosellGraphEdit edit = { AUTOSELL_GRAPH_EDIT_MESSAGE | AUTOSELL_GRAPH_EDIT_HIDDEN, "VENDIDO", TRUE, 0 };
  AutosellGraphEdit move = { AUTOSELL_GRAPH_EDIT_SCHEDULED, NULL, FALSE, 1795000000 };
  AutosellGraphEdit publish = { AUTOSELL_GRAPH_EDIT_PUBLISH_NOW, NULL, FALSE, 0 };
  const AutosellGraphEdit *edits[] = { &edit, &move, &publish };
  const char *forms[] = { "message=VENDIDO&is_hidden=true", "scheduled_publish_time=1795000000", "is_published=true" };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *form = NULL;
      g_autofree char *expected = g_strconcat ("appsecret_proof=" PROOF "&", forms[i], NULL);

      graph_fixture_next (fixture);
      canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
      autosell_graph_edit_post_async (fixture->graph, fixture->access, "1029_77", edits[i], NULL, graph_fixture_take_cb,
                                      fixture);
      g_assert_true (autosell_graph_edit_post_finish (fixture->graph, graph_fixture_wait (fixture), &error));
      g_assert_no_error (error);
      graph_fixture_assert_line (fixture, i, "POST /v25.0/1029_77");
      form = dup_form (fixture, i);
      g_assert_cmpstr (form, ==, expected);
    }
  graph_fixture_next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"success\":false}");
  autosell_graph_edit_post_async (fixture->graph, fixture->access, "1029_77", &edit, NULL, graph_fixture_take_cb,
                                  fixture);
  g_assert_false (autosell_graph_edit_post_finish (fixture->graph, graph_fixture_wait (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_UNEXPECTED);
}

static gboolean delete (GraphFixture *fixture, gboolean *was_gone, GError **error)
{
  graph_fixture_next (fixture);
  autosell_graph_delete_object_async (fixture->graph, fixture->access, "1029_77", NULL, graph_fixture_take_cb, fixture);
  return autosell_graph_delete_object_finish (fixture->graph, graph_fixture_wait (fixture), was_gone, error);
}

static void
test_delete (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *gone = "{\"error\":{\"message\":\"Unsupported delete request.\",\"code\":100,\"error_subcode\":33}}";
  g_autoptr(GError) error = NULL;
  gboolean was_gone = TRUE;

  canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
  g_assert_true (delete (fixture, &was_gone, &error));
  g_assert_false (was_gone);
  graph_fixture_assert_line (fixture, 0, "DELETE /v25.0/1029_77?appsecret_proof=" PROOF);
  canned_server_answer (fixture->server, 400, NULL, gone);
  g_assert_true (delete (fixture, &was_gone, &error));
  g_assert_no_error (error);
  g_assert_true (was_gone);
  /* Twice is as once. */
  canned_server_cut (fixture->server, NULL);
  canned_server_answer (fixture->server, 400, NULL, gone);
  g_assert_true (delete (fixture, &was_gone, &error));
  g_assert_no_error (error);
  canned_server_answer (fixture->server, 403, NULL, "{\"error\":{\"message\":\"x\",\"code\":200}}");
  g_assert_false (delete (fixture, &was_gone, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PERMISSION);
}

static void
test_comment (GraphFixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"77_5\"}");
  autosell_graph_comment_async (fixture->graph, fixture->access, "1029_77", "Vendido", NULL, graph_fixture_take_cb,
                                fixture);
  id = autosell_graph_comment_finish (fixture->graph, graph_fixture_wait (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "77_5");
  graph_fixture_assert_line (fixture, 0, "POST /v25.0/1029_77/comments");
}

#define TEST(path, function) \
  g_test_add ("/graph/" path, GraphFixture, NULL, graph_fixture_set_up, function, graph_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("create-post", test_create_post);
  TEST ("create-post-once", test_create_post_once);
  TEST ("times-out", test_times_out);
  TEST ("nobody-listens", test_nobody_listens);
  TEST ("cancelled", test_cancelled);
  TEST ("upload-photo", test_upload_photo);
  TEST ("upload-refused", test_upload_refused);
  TEST ("read-post", test_read_post);
  TEST ("reads-are-repeated", test_reads_are_repeated);
  TEST ("list-posts", test_list_posts);
  TEST ("lists-end", test_lists_end);
  TEST ("edit-post", test_edit_post);
  TEST ("delete", test_delete);
  TEST ("comment", test_comment);
  return g_test_run ();
}
