/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/socket.h>

#include "autosell-http.h"
#include "autosell-pace.h"
#include "cloud-fixture.h"

/* What lies between this PC and the service: connections that end, HTTP/2, certificates, networks that
 * ask to be paid first, the system's proxy. The servers are the test's own, on this PC. */

#define NAME "sheets.example.com" /* what the proxy alone knows the way to */

static char *
certificate_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "net", "certificates", name, NULL);
}

/* ---- The server ---- */

typedef struct
{
  SoupServer *server;
  char *base;
  GHashTable *connections; /* the ports that calls came from */
  guint n_calls;
  SoupHTTPVersion version; /* of the last call */
  const char *html;        /* (nullable): what a portal answers */
  const char *location;    /* (nullable): where a portal sends everybody */
} Server;

static void
called_cb (SoupServer *soup G_GNUC_UNUSED, SoupServerMessage *message, const char *path G_GNUC_UNUSED,
           GHashTable *query G_GNUC_UNUSED, gpointer data)
{
  Server *server = data;
  GSocketAddress *address = soup_server_message_get_remote_address (message);
  guint port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  const char *text = server->html != NULL ? server->html : "{\"a\": 1}";

  server->n_calls++;
  server->version = soup_server_message_get_http_version (message);
  g_hash_table_add (server->connections, GUINT_TO_POINTER (port));
  if (server->location != NULL)
    soup_server_message_set_redirect (message, 302, server->location);
  else
    soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, server->html != NULL ? "text/html" : "application/json",
                                    SOUP_MEMORY_STATIC, text, strlen (text));
}

/* @certificate: (nullable): a file's name; NULL speaks plainly */
static Server *
server_start (const char *certificate)
{
  Server *self = g_new0 (Server, 1);
  GSList *uris;
  g_autoptr(GError) error = NULL;

  self->connections = g_hash_table_new (NULL, NULL);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, called_cb, self, NULL);
  if (certificate != NULL)
    {
      g_autofree char *path = certificate_path (certificate);
      g_autoptr(GTlsCertificate) pair = g_tls_certificate_new_from_file (path, &error);

      g_assert_no_error (error);
      soup_server_set_tls_certificate (self->server, pair);
    }
  soup_server_listen_local (
    self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->base = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

static guint
server_get_port (Server *self)
{
  g_autoptr(GUri) uri = g_uri_parse (self->base, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

static void
server_stop (Server *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_hash_table_unref (self->connections);
  g_free (self->base);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_stop)

/* ---- The client ---- */

static int n_waits;

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
no_wait (gpointer data G_GNUC_UNUSED, guint ms)
{
  n_waits += ms > 0;
  return 0;
}

static const AutosellHttpClock clock_of_tests = { now_us, no_random, no_wait, NULL };

static AutosellHttp *
make_http (gboolean trusts_test_authority)
{
  AutosellHttp *http = autosell_http_new ();
  g_autofree char *path = certificate_path ("ca.pem");
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = trusts_test_authority ? g_tls_file_database_new (path, &error) : NULL;

  g_assert_no_error (error);
  if (database != NULL)
    autosell_http_set_trusted (http, database);
  n_waits = 0;
  autosell_http_set_clock (http, &clock_of_tests);
  return http;
}

static gpointer
read_anything (JsonNode *root, gpointer data G_GNUC_UNUSED, GError **error G_GNUC_UNUSED)
{
  static int anything;

  return root != NULL ? &anything : NULL;
}

static gboolean
call (AutosellHttp *http, AutosellHttpRepeat repeat, const char *method, const char *url, GError **error)
{
  g_autoptr(AutosellHttpRequest) request = autosell_http_request_new ("sheets", repeat, method, url);
  g_autoptr(AutosellHttpAnswer) answer = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  if (!g_str_equal (method, "GET"))
    autosell_http_request_take_json (request, g_strdup ("{\"values\": [[\"SEAT\"]]}"));
  autosell_http_request_set_reader (request, read_anything, NULL, NULL, NULL);
  autosell_http_send_async (http, request, NULL, take_result_cb, &result);
  answer = autosell_http_send_finish (http, wait_for (&result), error);
  return answer != NULL;
}

static void
assert_call (AutosellHttp *http, AutosellHttpRepeat repeat, const char *method, const char *url)
{
  g_autoptr(GError) error = NULL;

  call (http, repeat, method, url, &error);
  g_assert_no_error (error);
}

/* ---- Connections ---- */

static void
check_kept (const char *certificate)
{
  g_autoptr(Server) server = server_start (certificate);
  g_autoptr(AutosellHttp) http = make_http (TRUE);

  autosell_http_set_budget (http, "sheets", 60, 60);
  for (guint i = 0; i < 10; i++)
    {
      assert_call (http, AUTOSELL_HTTP_SAFE, "GET", server->base);
      assert_call (http, AUTOSELL_HTTP_SAFE, "POST", server->base);
      assert_call (http, AUTOSELL_HTTP_SAME_EFFECT, "POST", server->base);
    }
  g_assert_cmpuint (server->n_calls, ==, 30);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 1);
  /* What must not happen twice trusts no connection that may have ended; nor does what libsoup would repeat without a
   * body. */
  assert_call (http, AUTOSELL_HTTP_ONCE, "POST", server->base);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 2);
  assert_call (http, AUTOSELL_HTTP_SAME_EFFECT, "PUT", server->base);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 3);
  assert_call (http, AUTOSELL_HTTP_SAFE, "GET", server->base);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 3);
}

static void
test_kept (void)
{
  check_kept (NULL);
}

static void
test_kept_tls (void)
{
  check_kept ("good.pem");
}

static void
test_http2 (void)
{
  g_autoptr(Server) server = server_start ("good.pem");
  g_autoptr(AutosellHttp) http = make_http (TRUE);

  if (g_getenv ("SOUP_SERVER_HTTP2") == NULL)
    {
      g_test_skip ("the server offers no HTTP/2");
      return;
    }
  for (guint i = 0; i < 5; i++)
    assert_call (http, AUTOSELL_HTTP_SAFE, "GET", server->base);
  assert_call (http, AUTOSELL_HTTP_SAME_EFFECT, "POST", server->base);
  assert_call (http, AUTOSELL_HTTP_ONCE, "POST", server->base);
  g_assert_cmpint (server->version, ==, SOUP_HTTP_2_0);
  g_assert_cmpuint (server->n_calls, ==, 7);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 2);
}

/* A server that answers once on each connection and then ends it in a way of its own. */
typedef enum
{
  END_CLOSED,
  END_RESET,
  END_AT_NEXT_CALL,
  END_IN_THE_HEADERS,
  END_ANYHOW
} End;

typedef struct
{
  GSocketService *service;
  char *base;
  End end;
  gint n_connections; /* atomic */
  gint n_calls;       /* atomic: that were answered */
} Fickle;

/* FALSE where the client is gone. */
static gboolean
take_call (GInputStream *input)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (input);
  gsize length = 0;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_data_input_stream_set_newline_type (lines, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        return FALSE;
      if (g_ascii_strncasecmp (line, "Content-Length: ", 16) == 0)
        length = g_ascii_strtoull (line + 16, NULL, 10);
      if (*line == '\0')
        break;
    }
  while (length-- > 0)
    if (g_data_input_stream_read_byte (lines, NULL, NULL) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
fickle_cb (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
           gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  Fickle *self = data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GSocket *socket = g_socket_connection_get_socket (connection);
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  struct linger at_once = { 1, 0 };
  End end = self->end != END_ANYHOW ? self->end : (End) g_random_int_range (END_CLOSED, END_ANYHOW);
  guint n = self->end != END_ANYHOW ? 1 : g_random_int_range (1, 4);

  g_atomic_int_inc (&self->n_connections);
  while (n-- > 0)
    {
      if (!take_call (input))
        return TRUE;
      g_atomic_int_inc (&self->n_calls);
      g_output_stream_write_all (output, answer, sizeof answer - 1, NULL, NULL, NULL);
    }
  if (end == END_AT_NEXT_CALL || end == END_IN_THE_HEADERS)
    take_call (input);
  if (end == END_IN_THE_HEADERS)
    g_output_stream_write_all (output, answer, 20, NULL, NULL, NULL);
  if (end != END_CLOSED)
    setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

static void
check_stale (End end)
{
  Fickle server = { .service = g_threaded_socket_service_new (4), .end = end };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (server.service), NULL, NULL);
  g_autoptr(AutosellHttp) http = make_http (FALSE);
  const guint n = g_test_slow () ? AUTOSELL_BUDGET_MAX / 2 - 1 : 60; /* one that libsoup asks again counts twice */

  server.base = g_strdup_printf ("http://127.0.0.1:%u/", port);
  g_signal_connect (server.service, "run", G_CALLBACK (fickle_cb), &server);
  autosell_http_set_budget (http, "sheets", AUTOSELL_BUDGET_MAX, AUTOSELL_BUDGET_MAX);
  for (guint i = 0; i < n; i++)
    assert_call (http, AUTOSELL_HTTP_SAFE, i % 2 == 0 ? "GET" : "POST", server.base);
  /* Each was answered once, and nobody had to wait for it. */
  g_assert_cmpint (g_atomic_int_get (&server.n_calls), ==, n);
  g_assert_cmpint (n_waits, ==, 0);
  g_socket_service_stop (server.service);
  g_socket_listener_close (G_SOCKET_LISTENER (server.service));
  g_object_unref (server.service);
  g_free (server.base);
}

static void
test_stale (void)
{
  check_stale (END_CLOSED);
  check_stale (END_RESET);
  check_stale (END_AT_NEXT_CALL);
}

/* ---- Many at a time ---- */

typedef struct
{
  AutosellHttp *http;
  const char *url;
  guint n_left; /* that have not begun */
  guint n_open;
  guint n_well;
} Many;

static void begin_one (Many *many);

static void
one_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Many *many = data;
  g_autoptr(AutosellHttpAnswer) answer = autosell_http_send_finish (AUTOSELL_HTTP (source), result, NULL);

  many->n_well += answer != NULL;
  many->n_open--;
  if (many->n_left > 0)
    begin_one (many);
}

static void
begin_one (Many *many)
{
  g_autoptr(AutosellHttpRequest) request = autosell_http_request_new ("sheets", AUTOSELL_HTTP_SAFE, "GET", many->url);

  many->n_left--;
  many->n_open++;
  autosell_http_send_async (many->http, request, NULL, one_done_cb, many);
}

/* Connections that end anyhow under several calls at a time: that ends the program where they share a session of
 * libsoup's, though not each time; “slow” makes as many calls as it takes to see that. */
static void
test_many (void)
{
  Fickle server = { .service = g_threaded_socket_service_new (32), .end = END_ANYHOW };
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (server.service), NULL, NULL);
  g_autoptr(AutosellHttp) http = make_http (FALSE);
  const guint n = g_test_slow () ? 12000 : 600;
  Many many = { .http = http, .n_left = n };
  guint n_rounds = 0;

  server.base = g_strdup_printf ("http://127.0.0.1:%u/", port);
  many.url = server.base;
  g_signal_connect (server.service, "run", G_CALLBACK (fickle_cb), &server);
  for (; many.n_left > 0; n_rounds++)
    {
      /* A minute's room for each part of them. */
      guint n_later = many.n_left > AUTOSELL_BUDGET_MAX / 8 ? many.n_left - AUTOSELL_BUDGET_MAX / 8 : 0;

      autosell_http_set_budget (http, "sheets", AUTOSELL_BUDGET_MAX, AUTOSELL_BUDGET_MAX);
      many.n_left -= n_later;
      for (guint i = 0; i < 6 && many.n_left > 0; i++)
        begin_one (&many);
      while (many.n_open > 0)
        g_main_context_iteration (NULL, TRUE);
      many.n_left += n_later;
    }
  g_test_message ("%u of %u well, %d connections", many.n_well, n, g_atomic_int_get (&server.n_connections));
  /* Each is tried four times, and no more than a third of the tries ends badly. */
  g_assert_cmpuint (many.n_well, >, n * 9 / 10);
  g_assert_cmpint (g_atomic_int_get (&server.n_connections), <, n * 8 / 10);
  g_socket_service_stop (server.service);
  g_socket_listener_close (G_SOCKET_LISTENER (server.service));
  g_object_unref (server.service);
  g_free (server.base);
}

/* ---- Certificates ---- */

static void
test_certificates (void)
{
  static const struct
  {
    const char *certificate, *reason, *sentence;
  } cases[] = {
    { "self-signed.pem", "unknown-ca", "certificate of the server is not valid" },
    { "other-name.pem", "bad-identity", "certificate of the server is not valid" },
    { "expired.pem", "expired", "has expired. Check this PC’s date" },
    { "early.pem", "not-activated", "is not valid yet. Check this PC’s date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(Server) server = server_start (cases[i].certificate);
      g_autoptr(AutosellHttp) http = make_http (TRUE);
      g_autoptr(GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_false (call (http, AUTOSELL_HTTP_ONCE, "POST", server->base, &error));
      g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CERTIFICATE);
      g_assert_cmpstr (autosell_net_error_get_reason (error), ==, cases[i].reason);
      g_assert_false (autosell_net_error_may_have_applied (error));
      g_assert_false (autosell_net_error_is_transient (error));
      sentence = autosell_net_error_dup_sentence (error);
      g_assert_nonnull (strstr (sentence, cases[i].sentence));
      g_assert_cmpuint (server->n_calls, ==, 0);
    }
}

/* The authority of the tests means nothing to those who have not been told. */
static void
test_unknown_authority (void)
{
  g_autoptr(Server) server = server_start ("good.pem");
  g_autoptr(AutosellHttp) http = make_http (FALSE);
  g_autoptr(GError) error = NULL;

  g_assert_false (call (http, AUTOSELL_HTTP_SAFE, "GET", server->base, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CERTIFICATE);
  g_assert_cmpstr (autosell_net_error_get_reason (error), ==, "unknown-ca");
  g_assert_cmpuint (server->n_calls, ==, 0);
}

/* ---- Portals ---- */

/* A hotel's page in the place of every answer, or the way to it: said as what it is, and nothing is believed of it. */
static void
test_portal (void)
{
  g_autoptr(Server) server = server_start (NULL);
  g_autoptr(AutosellHttp) http = make_http (FALSE);
  g_autoptr(GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint n_before;

  server->html = "<html><title>Hotel Las Palmas</title><form>Habitación</form></html>";
  g_assert_false (call (http, AUTOSELL_HTTP_SAFE, "GET", server->base, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_NOT_JSON);
  sentence = autosell_net_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "between this PC and Google answered in its place"));
  g_clear_error (&error);

  server->location = "http://127.0.0.1:9/portal";
  n_before = server->n_calls;
  g_assert_false (call (http, AUTOSELL_HTTP_ONCE, "POST", server->base, &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CAPTIVE_PORTAL);
  g_assert_true (autosell_net_error_is_transient (error));
  /* Nobody follows it, and nobody asks again before a person has signed in. */
  g_assert_cmpuint (server->n_calls, ==, n_before + 1);
  g_free (sentence);
  sentence = autosell_net_error_dup_sentence (error);
  g_assert_nonnull (strstr (sentence, "asks you to sign in first"));
}

/* ---- The proxy ---- */

/* It knows the way to every name, and that is this PC. */
typedef struct
{
  GSocketService *service;
  guint16 port;
  gint n_tunnels; /* atomic */
} Proxy;

static void
splice_cb (GObject *source, GAsyncResult *result, gpointer loop)
{
  g_io_stream_splice_finish (result, NULL);
  g_main_loop_quit (loop);
  (void) source;
}

static gboolean
proxy_cb (GThreadedSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
          gpointer data)
{
  static const char established[] = "HTTP/1.1 200 Connection established\r\n\r\n";
  Proxy *self = data;
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) other = NULL;
  g_autoptr(GString) head = g_string_new (NULL);
  char byte;

  while (!g_str_has_suffix (head->str, "\r\n\r\n")
         && g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), &byte, 1, NULL, NULL) == 1)
    g_string_append_c (head, byte);
  if (!g_str_has_prefix (head->str, "CONNECT " NAME ":"))
    return TRUE;
  g_atomic_int_inc (&self->n_tunnels);
  g_socket_client_set_enable_proxy (client, FALSE);
  other = g_socket_client_connect_to_host (
    client, "127.0.0.1", g_ascii_strtoull (head->str + strlen ("CONNECT " NAME ":"), NULL, 10), NULL, NULL);
  if (other == NULL)
    return TRUE;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), established,
                             strlen (established), NULL, NULL, NULL);
  g_main_context_push_thread_default (context);
  g_io_stream_splice_async (G_IO_STREAM (connection), G_IO_STREAM (other),
                            G_IO_STREAM_SPLICE_CLOSE_STREAM1 | G_IO_STREAM_SPLICE_CLOSE_STREAM2, G_PRIORITY_DEFAULT,
                            NULL, splice_cb, loop);
  g_main_loop_run (loop);
  g_main_context_pop_thread_default (context);
  return TRUE;
}

static void
proxy_start (Proxy *self)
{
  self->service = g_threaded_socket_service_new (4);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_signal_connect (self->service, "run", G_CALLBACK (proxy_cb), self);
}

static void
proxy_stop (Proxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
}

/* A name that no name server has: whoever gets there was led by the proxy. */
static void
call_by_name (void)
{
  g_autoptr(Server) server = server_start ("good.pem");
  g_autoptr(AutosellHttp) http = make_http (TRUE);
  g_autofree char *url = g_strdup_printf ("https://" NAME ":%u/", server_get_port (server));

  assert_call (http, AUTOSELL_HTTP_SAFE, "GET", url);
  assert_call (http, AUTOSELL_HTTP_SAFE, "GET", url);
  g_assert_cmpuint (server->n_calls, ==, 2);
  g_assert_cmpuint (g_hash_table_size (server->connections), ==, 1);
}

static gboolean
has_resolver (const char *type)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (g_proxy_resolver_get_default ()), type);
}

/* What the desktop's settings say. */
static void
test_proxy_of_desktop (void)
{
  g_autoptr(GSettings) settings = NULL, https = NULL;
  g_autoptr(AutosellHttp) http = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *unused = NULL;
  Proxy proxy = { 0 };

  if (!has_resolver ("GProxyResolverGnome"))
    {
      g_test_skip ("no desktop that has such settings");
      return;
    }
  proxy_start (&proxy);
  settings = g_settings_new ("org.gnome.system.proxy");
  https = g_settings_new ("org.gnome.system.proxy.https");
  g_settings_set_string (https, "host", "127.0.0.1");
  g_settings_set_int (https, "port", proxy.port);
  g_settings_set_string (settings, "mode", "manual");
  call_by_name ();
  g_assert_cmpint (g_atomic_int_get (&proxy.n_tunnels), ==, 1);
  proxy_stop (&proxy);

  /* A proxy that is gone is a connection that is not there, and is said so. */
  http = make_http (TRUE);
  g_assert_false (call (http, AUTOSELL_HTTP_ONCE, "POST", "https://" NAME ":1/", &error));
  g_assert_error (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_OFFLINE);
  g_assert_false (autosell_net_error_may_have_applied (error));
  g_settings_set_string (settings, "mode", "none");
}

/* What the environment says, where the desktop is another. */
static void
test_proxy_of_environment (void)
{
  Proxy proxy = { 0 };
  g_autofree char *address = NULL;

  if (!g_test_subprocess ())
    {
      /* Which of them it is, a process asks once. */
      g_setenv ("GIO_USE_PROXY_RESOLVER", "libproxy", TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_setenv ("GIO_USE_PROXY_RESOLVER", "gnome", TRUE);
      g_test_trap_assert_passed ();
      return;
    }
  if (!has_resolver ("GLibproxyResolver"))
    return;
  proxy_start (&proxy);
  address = g_strdup_printf ("http://127.0.0.1:%u", proxy.port);
  g_setenv ("https_proxy", address, TRUE);
  call_by_name ();
  g_assert_cmpint (g_atomic_int_get (&proxy.n_tunnels), ==, 1);
  proxy_stop (&proxy);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection/kept", test_kept);
  g_test_add_func ("/connection/kept-tls", test_kept_tls);
  g_test_add_func ("/connection/many", test_many);
  g_test_add_func ("/connection/stale", test_stale);
  g_test_add_func ("/connection/http2", test_http2);
  g_test_add_func ("/connection/certificates", test_certificates);
  g_test_add_func ("/connection/unknown-authority", test_unknown_authority);
  g_test_add_func ("/connection/portal", test_portal);
  g_test_add_func ("/connection/proxy-of-desktop", test_proxy_of_desktop);
  g_test_add_func ("/connection/proxy-of-environment", test_proxy_of_environment);
  return g_test_run ();
}
