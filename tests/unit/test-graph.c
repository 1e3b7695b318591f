/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "autosell-graph-sign-in.h"
#include "canned-server.h"

/* What is sent, and what is made of each answer. */

#define OFFLINE_TIMEOUT_MS 300
#define PROOF "69ce2040af5507d8694b37a85ec9c2061f6ce5dab4a88876a0a158c588e6797c"

typedef struct
{
  CannedServer *server;
  AutosellHttp *http;
  AutosellGraph *graph;
  AutosellGraphAccess *access;
  GAsyncResult *result;
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

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellEndpoints) endpoints = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  fixture->server = canned_server_new ();
  text = g_strdup_printf ("{\"graph\":\"%s\",\"facebook_login\":\"%s\"}", canned_server_get_base (fixture->server),
                          canned_server_get_base (fixture->server));
  endpoints = autosell_endpoints_parse (text, &error);
  g_assert_no_error (error);
  fixture->http = autosell_http_new ();
  autosell_http_set_clock (fixture->http, &clock_without_waits);
  fixture->graph = autosell_graph_new (fixture->http, endpoints);
  fixture->access = autosell_graph_access_new ("TOKEN", "9000", "s3cret");
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_clear_object (&fixture->result);
  autosell_graph_access_free (fixture->access);
  g_assert_finalize_object (fixture->graph);
  g_assert_finalize_object (fixture->http);
  canned_server_free (fixture->server);
}

static void
take_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->result = g_object_ref (result);
}

static GAsyncResult *
wait_for (Fixture *fixture)
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

static void
assert_line (Fixture *fixture, guint index, const char *expected)
{
  g_autofree char *line = canned_server_dup_line (fixture->server, index);

  g_assert_cmpstr (line, ==, expected);
}

/* ---- Publishing ---- */

static char *
create (Fixture *fixture, const char *message, const char *const *photos, gint64 scheduled_s, GError **error)
{
  next (fixture);
  autosell_graph_create_post_async (fixture->graph, fixture->access, "1029", message, photos, scheduled_s, NULL,
                                    take_cb, fixture);
  return autosell_graph_create_post_finish (fixture->graph, wait_for (fixture), error);
}

static char *
dup_form (Fixture *fixture, guint index)
{
  g_autoptr(GBytes) body = canned_server_dup_body (fixture->server, index);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  return g_uri_unescape_string (text, NULL);
}

static void
test_create_post (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *const photos[] = { "31", "29", NULL };
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL, *form = NULL, *later = NULL, *later_form = NULL, *bearer = NULL, *raw = NULL;
  g_autoptr(GBytes) body = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029_77\",\"post_supports_client_mutation_id\":true}");
  id = create (fixture, "Versa 2020 & más +1", photos, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "1029_77");
  assert_line (fixture, 0, "POST /v25.0/1029/feed");
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
  later = create (fixture, "x", NULL, 1795000000, &error);
  g_assert_no_error (error);
  later_form = dup_form (fixture, 1);
  g_assert_cmpstr (later_form, ==,
                   "appsecret_proof=" PROOF "&message=x&published=false&scheduled_publish_time=1795000000"
                   "&unpublished_content_type=SCHEDULED");
}

/* What is not repeatable is asked once, and the error says whether to look for it. */
static void
test_create_post_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
      id = create (fixture, "x", NULL, 0, &error);
      g_assert_null (id);
      if (!g_error_matches (error, AUTOSELL_GRAPH_ERROR, rows[i].code)
          || autosell_graph_error_may_have_applied (error) != rows[i].may_have_applied)
        g_error ("Row %u: %s, %s", i, autosell_graph_error_get_nick (error), error->message);
      g_assert_cmpuint (canned_server_count (fixture->server), ==, count + 1);
    }
}

static void
test_times_out (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  autosell_graph_set_timeout (fixture->graph, OFFLINE_TIMEOUT_MS);
  canned_server_drip (fixture->server);
  g_assert_null (create (fixture, "x", NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_true (autosell_graph_error_may_have_applied (error));
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 1);
}

static void
test_nobody_listens (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellEndpoints) endpoints = autosell_endpoints_parse ("{\"graph\":\"http://127.0.0.1:1/\"}", NULL);
  g_autoptr(AutosellGraph) graph = autosell_graph_new (fixture->http, endpoints);
  g_autoptr(GError) error = NULL;

  autosell_graph_create_post_async (graph, fixture->access, "1029", "x", NULL, 0, NULL, take_cb, fixture);
  g_assert_null (autosell_graph_create_post_finish (graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_OFFLINE);
  g_assert_false (autosell_graph_error_may_have_applied (error));
  next (fixture);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  canned_server_drip (fixture->server);
  autosell_graph_create_post_async (fixture->graph, fixture->access, "1029", "x", NULL, 0, cancellable, take_cb,
                                    fixture);
  while (canned_server_count (fixture->server) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  g_assert_null (autosell_graph_create_post_finish (fixture->graph, wait_for (fixture), &error));
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
parse_multipart (Fixture *fixture, guint index)
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
test_upload_photo (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, "1029", bytes, TRUE, alt_text, NULL, take_cb,
                                     fixture);
  id = autosell_graph_upload_photo_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "31");
  assert_line (fixture, 0, "POST /v25.0/1029/photos");
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
test_upload_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);

  canned_server_answer (fixture->server, 400, NULL,
                        "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100,"
                        "\"error_subcode\":1366046,\"error_user_msg\":\"Photos should be less than 4 MB.\"}}");
  autosell_graph_upload_photo_async (fixture->graph, fixture->access, "1029", bytes, FALSE, NULL, NULL, take_cb,
                                     fixture);
  g_assert_null (autosell_graph_upload_photo_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PHOTO);
  g_assert_cmpstr (autosell_graph_error_get_user_message (error), ==, "Photos should be less than 4 MB.");
}

/* ---- Posts that are there ---- */

static void
test_read_post (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPost) post = NULL, waiting = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"id\":\"1029_77\",\"message\":\"Versa\",\"created_time\":\"2026-11-22T15:00:00+0000\",\"is_published\":true,"
    "\"is_hidden\":false,\"permalink_url\":\"https://www.facebook.com/"
    "p\",\"attachments\":{\"data\":[{\"media_type\":\"album\","
    "\"subattachments\":{\"data\":[{},{},{}]}}]},\"new_member\":[1]}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, take_cb, fixture);
  post = autosell_graph_read_post_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  assert_line (fixture, 0,
               "GET /v25.0/1029_77?appsecret_proof=" PROOF "&fields=id,message,created_time,updated_time,"
               "permalink_url,is_published,is_hidden,scheduled_publish_time,attachments{media_type,subattachments}");
  g_assert_cmpstr (post->id, ==, "1029_77");
  g_assert_cmpstr (post->message, ==, "Versa");
  g_assert_cmpint (post->created_s, ==, 1795359600);
  g_assert_true (post->is_published);
  g_assert_cmpint (post->n_photos, ==, 3);
  g_assert_cmpstr (post->permalink, ==, "https://www.facebook.com/p");

  next (fixture);
  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"id\":\"1029_78\",\"is_published\":false,\"permalink_url\":\"file:///etc/passwd\",\"created_time\":"
    "\"9223372036854775807\",\"updated_time\":8999999999999999,\"scheduled_publish_time\":1795359600.0,"
    "\"attachments\":{\"data\":[{\"media_type\":\"photo\"}]}}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_78", NULL, take_cb, fixture);
  waiting = autosell_graph_read_post_finish (fixture->graph, wait_for (fixture), &error);
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
test_reads_are_repeated (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPost) post = NULL;

  canned_server_answer (fixture->server, 500, NULL, "{\"error\":{\"message\":\"x\",\"code\":2}}");
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029_77\"}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, take_cb, fixture);
  post = autosell_graph_read_post_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  next (fixture);
  canned_server_cut (fixture->server, NULL);
  canned_server_answer (fixture->server, 502, NULL, "<html>");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, take_cb, fixture);
  g_assert_null (autosell_graph_read_post_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_false (autosell_graph_error_may_have_applied (error));
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 4);
  /* What is refused for good, and a limit, is not asked again. */
  g_clear_error (&error);
  next (fixture);
  canned_server_answer (fixture->server, 400, NULL, "{\"error\":{\"message\":\"x\",\"code\":32}}");
  autosell_graph_read_post_async (fixture->graph, fixture->access, "1029_77", NULL, take_cb, fixture);
  g_assert_null (autosell_graph_read_post_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 5);
}

static void
list (Fixture *fixture, AutosellGraphList which, gint64 since_s, guint max)
{
  next (fixture);
  autosell_graph_list_posts_async (fixture->graph, fixture->access, "1029", which, since_s, max, NULL, take_cb,
                                   fixture);
  wait_for (fixture);
}

static void
test_list_posts (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  assert_line (fixture, 1,
               "GET /v25.0/1029/published_posts?appsecret_proof=" PROOF "&fields=id,message,created_time,updated_time,"
               "permalink_url,is_published,is_hidden,scheduled_publish_time&since=1795000000&limit=25&after=A=/+");
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 3);

  canned_server_answer (fixture->server, 200, NULL, "{\"data\":[]}");
  list (fixture, AUTOSELL_GRAPH_SCHEDULED, 1795000000, 500);
  none = autosell_graph_list_posts_finish (fixture->graph, fixture->result, &is_complete, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_true (is_complete);
  assert_line (fixture, 3,
               "GET /v25.0/1029/scheduled_posts?appsecret_proof=" PROOF "&fields=id,message,created_time,updated_time,"
               "permalink_url,is_published,is_hidden,scheduled_publish_time&limit=100");
}

static void
test_lists_end (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_edit_post (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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

      next (fixture);
      canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
      autosell_graph_edit_post_async (fixture->graph, fixture->access, "1029_77", edits[i], NULL, take_cb, fixture);
      g_assert_true (autosell_graph_edit_post_finish (fixture->graph, wait_for (fixture), &error));
      g_assert_no_error (error);
      assert_line (fixture, i, "POST /v25.0/1029_77");
      form = dup_form (fixture, i);
      g_assert_cmpstr (form, ==, expected);
    }
  next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"success\":false}");
  autosell_graph_edit_post_async (fixture->graph, fixture->access, "1029_77", &edit, NULL, take_cb, fixture);
  g_assert_false (autosell_graph_edit_post_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_UNEXPECTED);
}

static gboolean delete (Fixture *fixture, gboolean *was_gone, GError **error)
{
  next (fixture);
  autosell_graph_delete_object_async (fixture->graph, fixture->access, "1029_77", NULL, take_cb, fixture);
  return autosell_graph_delete_object_finish (fixture->graph, wait_for (fixture), was_gone, error);
}

static void
test_delete (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *gone = "{\"error\":{\"message\":\"Unsupported delete request.\",\"code\":100,\"error_subcode\":33}}";
  g_autoptr(GError) error = NULL;
  gboolean was_gone = TRUE;

  canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
  g_assert_true (delete (fixture, &was_gone, &error));
  g_assert_false (was_gone);
  assert_line (fixture, 0, "DELETE /v25.0/1029_77?appsecret_proof=" PROOF);
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
test_comment (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"77_5\"}");
  autosell_graph_comment_async (fixture->graph, fixture->access, "1029_77", "Vendido", NULL, take_cb, fixture);
  id = autosell_graph_comment_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "77_5");
  assert_line (fixture, 0, "POST /v25.0/1029_77/comments");
}

/* ---- Figures ---- */

static GPtrArray *
count (Fixture *fixture, const char *const *ids, gboolean *is_partial, GError **error)
{
  next (fixture);
  autosell_graph_read_counters_async (fixture->graph, fixture->access, ids, FALSE, NULL, take_cb, fixture);
  return autosell_graph_read_counters_finish (fixture->graph, wait_for (fixture), is_partial, error);
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
test_counters (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  assert_line (fixture, 0,
               "GET /v25.0/?appsecret_proof=" PROOF "&ids=1029_77,1029_7&fields=id,permalink_url,shares,"
               "reactions.limit(0).summary(total_count),comments.limit(0).filter(stream).summary(total_count)");
}

static void
test_counters_in_part (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  assert_line (fixture, 1, "GET /v25.0/?appsecret_proof=" PROOF "&ids=1029_77&fields=id,shares");
}

/* One that is gone spoils the call: it is taken out by its name, or found by halves. */
static void
test_counters_of_gone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
look (Fixture *fixture, const char *const *metrics, GError **error)
{
  next (fixture);
  autosell_graph_read_insights_async (fixture->graph, fixture->access, "1029_77", metrics, "lifetime", NULL, take_cb,
                                      fixture);
  return autosell_graph_read_insights_finish (fixture->graph, wait_for (fixture), error);
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
test_insights (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  assert_line (fixture, 0,
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
test_insights_that_are_dead (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
test_list_pages (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pages = NULL;
  const AutosellGraphPage *page;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[{\"id\":\"1029\",\"name\":\"Autos del Norte\",\"category\":\"Car dealership\","
    "\"tasks\":[\"ANALYZE\",\"CREATE_CONTENT\"],\"access_token\":\"EAAG1\"},{\"id\":1030,\"tasks\":7}],"
    "\"paging\":{\"cursors\":{\"before\":\"MTAy\",\"after\":\"MTAy\"}}}");
  autosell_graph_list_pages_async (fixture->graph, fixture->access, NULL, take_cb, fixture);
  pages = autosell_graph_list_pages_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  assert_line (fixture, 0,
               "GET /v25.0/me/accounts?appsecret_proof=" PROOF "&fields=id,name,category,tasks,access_token&limit=100");
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
test_tokens (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphToken) brief = NULL, lasting = NULL;
  g_autofree char *bearer = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  canned_server_answer (fixture->server, 200, NULL,
                        "{\"access_token\":\"EAAshort\",\"token_type\":\"bearer\",\"expires_in\":5183944}");
  autosell_graph_exchange_code_async (fixture->graph, "9000", "s3cret", "http://localhost:5/", "c/o+de", NULL, take_cb,
                                      fixture);
  brief = autosell_graph_exchange_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (brief->token, ==, "EAAshort");
  g_assert_cmpint (brief->expires_s, >=, now_s + 5183944);
  g_assert_cmpint (brief->expires_s, <, now_s + 5183944 + 100);
  assert_line (fixture, 0,
               "GET /v25.0/oauth/access_token?client_id=9000&redirect_uri=http://localhost:5/&client_secret=s3cret"
               "&code=c/o+de");
  bearer = canned_server_dup_header (fixture->server, 0, "Authorization");
  g_assert_null (bearer);

  next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"access_token\":\"EAAlong\",\"token_type\":\"bearer\"}");
  autosell_graph_exchange_long_async (fixture->graph, "9000", "s3cret", "EAAshort", NULL, take_cb, fixture);
  lasting = autosell_graph_exchange_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (lasting->expires_s, ==, 0);
  assert_line (fixture, 1,
               "GET /v25.0/oauth/access_token?grant_type=fb_exchange_token&client_id=9000&client_secret=s3cret"
               "&fb_exchange_token=EAAshort");

  /* A code is not asked for twice. */
  next (fixture);
  canned_server_cut (fixture->server, NULL);
  autosell_graph_exchange_code_async (fixture->graph, "9000", "s3cret", "http://localhost:5/", "c", NULL, take_cb,
                                      fixture);
  g_assert_null (autosell_graph_exchange_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_TRANSIENT);
  g_assert_cmpuint (canned_server_count (fixture->server), ==, 3);
}

static void
test_debug_token (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphTokenInfo) info = NULL;
  g_autofree char *bearer = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":{\"app_id\":9000,\"type\":\"PAGE\",\"application\":\"Lote\",\"user_id\":\"5\","
    "\"profile_id\":\"1029\",\"is_valid\":false,\"issued_at\":1790000000,\"expires_at\":0,"
    "\"scopes\":[\"pages_manage_posts\"],\"error\":{\"code\":190,\"subcode\":460,\"message\":\"x\"}}}");
  autosell_graph_debug_token_async (fixture->graph, fixture->access, NULL, take_cb, fixture);
  info = autosell_graph_debug_token_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  bearer = canned_server_dup_header (fixture->server, 0, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer 9000|s3cret");
  assert_line (fixture, 0, "GET /v25.0/debug_token?input_token=TOKEN");
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
test_permissions (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphPermissions) permissions = NULL;
  g_autoptr(AutosellGraphIdentity) me = NULL;

  canned_server_answer (
    fixture->server, 200, NULL,
    "{\"data\":[{\"permission\":\"pages_show_list\",\"status\":\"granted\"},"
    "{\"permission\":\"read_insights\",\"status\":\"declined\"},{\"permission\":\"x\",\"status\":\"expired\"}]}");
  autosell_graph_permissions_async (fixture->graph, fixture->access, NULL, take_cb, fixture);
  permissions = autosell_graph_permissions_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (permissions->granted), ==, 1);
  g_assert_cmpuint (g_strv_length (permissions->declined), ==, 2);
  assert_line (fixture, 0, "GET /v25.0/me/permissions?appsecret_proof=" PROOF);
  next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"5\",\"name\":\"Ana\"}");
  autosell_graph_me_async (fixture->graph, fixture->access, NULL, take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (me->name, ==, "Ana");
  assert_line (fixture, 1, "GET /v25.0/me?appsecret_proof=" PROOF "&fields=id,name");
}

static void
test_revoke (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(GError) error = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"success\":true}");
  autosell_graph_revoke_async (fixture->graph, fixture->access, "5", NULL, take_cb, fixture);
  g_assert_true (autosell_graph_revoke_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_no_error (error);
  assert_line (fixture, 0, "DELETE /v25.0/5/permissions?appsecret_proof=" PROOF);
  next (fixture);
  canned_server_answer (fixture->server, 400, NULL, "{\"error\":{\"code\":190,\"error_subcode\":458}}");
  autosell_graph_revoke_async (fixture->graph, fixture->access, "me", NULL, take_cb, fixture);
  g_assert_true (autosell_graph_revoke_finish (fixture->graph, wait_for (fixture), &error));
  g_assert_no_error (error);
}

/* ---- Beside the body ---- */

static void
test_headers (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
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
  id = create (fixture, "x", NULL, 0, &error);
  g_assert_no_error (error);
  g_test_assert_expected_messages ();
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1029", now_s, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
  g_assert_cmpint (autosell_graph_get_clock_skew_s (fixture->graph), >, 365 * 86400);

  canned_server_answer (fixture->server, 400,
                        "X-Business-Use-Case-Usage: {\"1029\":[{\"type\":\"pages\",\"call_count\":100,"
                        "\"estimated_time_to_regain_access\":30}]}\r\n",
                        "{\"error\":{\"message\":\"x\",\"code\":80001}}");
  g_assert_null (create (fixture, "x", NULL, 0, &error));
  g_assert_error (error, AUTOSELL_GRAPH_ERROR, AUTOSELL_GRAPH_ERROR_PAGE_LIMIT);
  g_assert_cmpuint (autosell_graph_error_get_wait_s (error), ==, 33 * 60);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1029", now_s, &until_s), ==,
                   AUTOSELL_GRAPH_MAY_NOTHING);
  g_assert_cmpint (until_s, >=, now_s + 33 * 60);
  g_assert_cmpint (until_s, <, now_s + 34 * 60);
  g_assert_cmpint (autosell_graph_usage_get_may (usage, "9000", "1030", now_s, NULL), ==, AUTOSELL_GRAPH_MAY_HALF);
}

static void
test_without_secret (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr(AutosellGraphAccess) pasted = autosell_graph_access_new ("TOKEN", NULL, NULL);
  g_autoptr(AutosellGraphIdentity) me = NULL;
  g_autoptr(AutosellGraphTokenInfo) info = NULL;
  g_autofree char *bearer = NULL;
  g_autoptr(GError) error = NULL;

  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  autosell_graph_me_async (fixture->graph, pasted, NULL, take_cb, fixture);
  me = autosell_graph_me_finish (fixture->graph, wait_for (fixture), &error);
  assert_line (fixture, 0, "GET /v25.0/me?fields=id,name");
  next (fixture);
  canned_server_answer (fixture->server, 200, NULL, "{\"data\":{\"is_valid\":true}}");
  autosell_graph_debug_token_async (fixture->graph, pasted, NULL, take_cb, fixture);
  info = autosell_graph_debug_token_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  bearer = canned_server_dup_header (fixture->server, 1, "Authorization");
  g_assert_cmpstr (bearer, ==, "Bearer TOKEN");
}

/* The app's secret is not that of the token's app: the calls do without it. And where nobody says what the token is, a
 * Page's answers do. */
static void
test_foreign_token (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *no_such =
    "{\"error\":{\"message\":\"(#100) Tried accessing nonexisting field (accounts) on node type (Page)\","
    "\"code\":100}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(AutosellGraphConnection) foreign = NULL, page = NULL;

  canned_server_answer (fixture->server, 200, NULL,
                        "{\"data\":{\"app_id\":\"77\",\"type\":\"PAGE\",\"is_valid\":true,\"scopes\":[]}}");
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  autosell_graph_connect_token_async (fixture->graph, "EAAG0123456789012345678901", "9000", "s3cret", NULL, take_cb,
                                      fixture);
  foreign = autosell_graph_connect_token_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_false (foreign->uses_secret);
  g_assert_cmpstr (foreign->app_id, ==, "77");
  assert_line (fixture, 1, "GET /v25.0/me?fields=id,name");

  next (fixture);
  canned_server_answer (fixture->server, 400, NULL, no_such);
  canned_server_answer (fixture->server, 200, NULL, "{\"id\":\"1029\",\"name\":\"Autos\"}");
  canned_server_answer (fixture->server, 400, NULL, no_such);
  canned_server_answer (fixture->server, 400, NULL, no_such);
  autosell_graph_connect_token_async (fixture->graph, "EAAG0123456789012345678901", NULL, NULL, NULL, take_cb, fixture);
  page = autosell_graph_connect_token_finish (fixture->graph, wait_for (fixture), &error);
  g_assert_no_error (error);
  g_assert_null (page->app_id);
  g_assert_null (page->person);
  g_assert_cmpuint (page->pages->len, ==, 1);
  g_assert_cmpstr (((AutosellGraphPage *) page->pages->pdata[0])->token, ==, "EAAG0123456789012345678901");
}

#define TEST(path, function) g_test_add ("/graph/" path, Fixture, NULL, set_up, function, tear_down)

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
