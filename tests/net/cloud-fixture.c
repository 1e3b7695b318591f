/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cloud-fixture.h"
#include "../unit/remove-folder.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

/* What the fake cloud knows. */
#define CLIENT_ID "100200300400-lote.apps.googleusercontent.com"
#define CLIENT_SECRET "GOCSPX-of-the-fake-cloud"
#define PERSON "ventas@ejemplo.mx"

void
take_result_cb (GObject *object G_GNUC_UNUSED, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* ---- The process ---- */

static char *
read_line (GSubprocess *process)
{
  g_autoptr(GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr(GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (stream, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

FakeCloud *
fake_cloud_start (const char *scenario)
{
  FakeCloud *cloud = g_new0 (FakeCloud, 1);
  g_autoptr(GError) error = NULL;
  g_autofree char *scenario_path = NULL, *endpoints_path = NULL, *state = NULL;

  cloud->folder = g_dir_make_tmp ("autosell-cloud-XXXXXX", &error);
  g_assert_no_error (error);
  scenario_path = g_build_filename (cloud->folder, "scenario.json", NULL);
  endpoints_path = g_build_filename (cloud->folder, "endpoints.json", NULL);
  state = g_build_filename (cloud->folder, "state", NULL);
  g_file_set_contents (
    scenario_path, scenario != NULL ? scenario : "{\"people\": [{\"email\": \"" PERSON "\", \"name\": \"Ventas\"}]}",
    -1, &error);
  g_assert_no_error (error);
  cloud->process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("AUTOSELL_FAKE_CLOUD"), "--state", state,
                      "--scenario", scenario_path, "--endpoints", endpoints_path, NULL);
  g_assert_no_error (error);
  cloud->base = read_line (cloud->process);
  cloud->endpoints = autosell_endpoints_load (endpoints_path, &error);
  g_assert_no_error (error);
  cloud->http = autosell_http_new ();
  cloud->client = autosell_oauth_client_new (CLIENT_ID, CLIENT_SECRET);
  return cloud;
}

void
fake_cloud_stop (FakeCloud *cloud)
{
  g_subprocess_force_exit (cloud->process);
  g_subprocess_wait (cloud->process, NULL, NULL);
  g_object_unref (cloud->process);
  g_clear_object (&cloud->http);
  autosell_endpoints_unref (cloud->endpoints);
  autosell_oauth_client_free (cloud->client);
  remove_folder (cloud->folder);
  g_free (cloud->folder);
  g_free (cloud->base);
  g_free (cloud);
}

/* ---- Plain requests, beside what is tested ---- */

typedef struct
{
  GMainLoop *loop;
  GBytes *bytes;
} Plain;

static void
plain_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Plain *plain = data;
  g_autoptr(GError) error = NULL;

  plain->bytes = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  g_main_loop_quit (plain->loop);
}

/* Turns the main loop meanwhile, on which the one that is asked may live. @location: (nullable) (out) */
static char *
send_plain (const char *method, const char *url, const char *type, const char *body, char **location)
{
  static SoupSession *session;
  g_autoptr(SoupMessage) message = soup_message_new (method, url);
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Plain plain = { loop, NULL };
  char *text;

  if (session == NULL)
    session = soup_session_new ();
  soup_message_set_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, type, bytes);
    }
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, plain_cb, &plain);
  g_main_loop_run (loop);
  if (plain.bytes == NULL)
    return NULL;
  if (location != NULL)
    *location = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  text = g_strndup (g_bytes_get_data (plain.bytes, NULL), g_bytes_get_size (plain.bytes));
  g_bytes_unref (plain.bytes);
  return text;
}

char *
fake_cloud_control (FakeCloud *cloud, const char *what, const char *json)
{
  g_autofree char *url = g_strdup_printf ("%s/control/%s", cloud->base, what);
  g_autofree char *answer = send_plain ("POST", url, "application/json", json, NULL);
  g_autoptr(JsonNode) root = json_from_string (answer, NULL);

  g_assert_nonnull (root);
  g_assert_false (json_object_has_member (json_node_get_object (root), "error"));
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (root), "id", NULL));
}

JsonNode *
fake_cloud_ask (FakeCloud *cloud, const char *what, const char *json)
{
  g_autofree char *url = g_strdup_printf ("%s/control/%s", cloud->base, what);
  g_autofree char *answer = send_plain (json != NULL ? "POST" : "GET", url, "application/json", json, NULL);
  JsonNode *root = json_from_string (answer, NULL);

  g_assert_nonnull (root);
  return root;
}

void
fake_cloud_forget (FakeCloud *cloud, const char *what)
{
  g_autofree char *url = g_strdup_printf ("%s/control/%s", cloud->base, what);

  g_free (send_plain ("DELETE", url, NULL, NULL, NULL));
}

char *
fake_cloud_read_journal (FakeCloud *cloud)
{
  g_autofree char *path = g_build_filename (cloud->folder, "state", "journal.jsonl", NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? text : g_strdup ("");
}

guint
fake_cloud_count (FakeCloud *cloud, const char *path)
{
  g_autofree char *journal = fake_cloud_read_journal (cloud);
  g_auto(GStrv) lines = g_strsplit (journal, "\n", -1);
  guint n = 0;

  for (char **line = lines; *line != NULL; line++)
    if (strstr (*line, path) != NULL)
      n++;
  return n;
}

/* ---- The browser ---- */

void
browser_follow (Browser *browser)
{
  g_autofree char *url = g_strdup (browser->redirect);

  if (browser->is_tampered)
    {
      char *state = strstr (url, "state=");

      state[strlen ("state=")] ^= 1;
    }
  g_free (browser->page);
  browser->page = send_plain ("GET", url, NULL, NULL, NULL);
}

static gboolean
follow_cb (gpointer browser)
{
  browser_follow (browser);
  return G_SOURCE_REMOVE;
}

/* What the page of the fake cloud posts when the person presses the button. */
gboolean
browser_open (const char *url, gpointer data, GError **error G_GNUC_UNUSED)
{
  Browser *browser = data;
  g_autoptr(GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *query = g_uri_get_query (uri);
  g_autoptr(GHashTable) values = soup_form_decode (query);
  g_autofree char *escaped = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *decision = g_strdup_printf ("%s/o/oauth2/v2/auth/decision", browser->cloud->base);
  g_auto(GStrv) scopes = g_strsplit (g_hash_table_lookup (values, "scope"), " ", -1);
  g_autoptr(GString) form = g_string_new ("email=ventas%40ejemplo.mx&request=");
  g_autofree char *page = NULL;

  browser->url = g_strdup (url);
  page = send_plain ("GET", url, NULL, NULL, NULL);
  if (browser->answer == NULL)
    return TRUE;
  g_string_append_printf (form, "%s&answer=%s", escaped, browser->answer);
  for (char **scope = scopes; *scope != NULL; scope++)
    if (browser->only_scope == NULL || g_str_equal (browser->only_scope, *scope))
      {
        g_autofree char *value = g_uri_escape_string (*scope, NULL, FALSE);

        g_string_append_printf (form, "&scope=%s", value);
      }
  if (browser->picked != NULL)
    g_string_append_printf (form, "&picked=%s", browser->picked);
  g_free (send_plain ("POST", decision, "application/x-www-form-urlencoded", form->str, &browser->redirect));
  g_assert_nonnull (browser->redirect);
  if (!browser->comes_late)
    g_idle_add (follow_cb, browser);
  return TRUE;
}

void
browser_clear (Browser *browser)
{
  /* The page is still on its way when the answer is known. */
  g_clear_pointer (&browser->url, g_free);
  g_clear_pointer (&browser->redirect, g_free);
  g_clear_pointer (&browser->page, g_free);
}

AutosellOAuthTokens *
fake_cloud_sign_in (FakeCloud *cloud, const char *const *scopes, const char *picked)
{
  Browser browser = { .cloud = cloud, .answer = "allow", .picked = picked };
  const AutosellOAuthRequest request = { .scopes = scopes, .uses_picker = picked != NULL, .timeout_s = 60 };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  AutosellOAuthTokens *tokens;

  autosell_oauth_sign_in_async (cloud->http, cloud->endpoints, cloud->client, &request, browser_open, &browser, NULL,
                                take_result_cb, &result);
  tokens = autosell_oauth_sign_in_finish (wait_for (&result), &error);
  g_assert_no_error (error);
  while (browser.page == NULL)
    g_main_context_iteration (NULL, TRUE);
  browser_clear (&browser);
  return tokens;
}

/* ---- Facebook's dialog ---- */

static void
append_values (GString *form, const char *name, const char *const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    g_string_append_printf (form, "&%s=%s", name, values[i]);
}

char *
fake_cloud_decide (FakeCloud *cloud, const char *dialog_url, const char *person, const char *const *permissions,
                   const char *const *pages)
{
  g_autoptr(GUri) uri = g_uri_parse (dialog_url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *request = g_uri_escape_string (g_uri_get_query (uri), NULL, FALSE);
  g_autofree char *decision = g_strdup_printf ("%s/facebook/dialog/decision", cloud->base);
  g_autoptr(GString) form = g_string_new (NULL);
  g_autofree char *page = fake_cloud_browse (dialog_url);
  char *location = NULL;

  g_string_append_printf (form, "request=%s&person=%s&answer=%s", request, person,
                          permissions != NULL ? "allow" : "deny");
  append_values (form, "permission", permissions);
  append_values (form, "page", pages);
  g_free (send_plain ("POST", decision, "application/x-www-form-urlencoded", form->str, &location));
  return location;
}

char *
fake_cloud_browse (const char *url)
{
  return send_plain ("GET", url, NULL, NULL, NULL);
}

/* ---- Raw sockets ---- */

typedef struct
{
  guint16 port;
  const char *bytes;
  gsize length;
} Talk;

static void
talk_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Talk *what = data;
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", what->port, NULL, NULL);
  g_autoptr(GString) answer = g_string_new (NULL);
  char buffer[4096];
  gssize n;

  if (connection != NULL)
    {
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), what->bytes, what->length,
                                 NULL, NULL, NULL);
      while ((n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer, sizeof buffer,
                                       NULL, NULL))
             > 0)
        g_string_append_len (answer, buffer, n);
    }
  g_task_return_pointer (task, g_strdup (connection != NULL ? answer->str : "refused"), g_free);
}

char *
talk (guint16 port, const char *bytes, gsize length)
{
  Talk what = { port, bytes, length };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GTask) task = g_task_new (NULL, NULL, take_result_cb, &result);

  g_task_set_task_data (task, &what, NULL);
  g_task_run_in_thread (task, talk_worker);
  return g_task_propagate_pointer (G_TASK (wait_for (&result)), NULL);
}
