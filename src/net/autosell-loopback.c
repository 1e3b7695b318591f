/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-loopback.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "autosell-net-error.h"
#include "autosell-redact.h"

/* A browser sends some 1 or 2 KB; a code and its scopes are about 1 KB of that. */
#define MAX_REQUEST_BYTES 16384
#define VISITOR_TIMEOUT_S 10
/* Browsers open spare connections; more than a few at once is no browser. */
#define MAX_VISITORS 16

struct _AutosellLoopback
{
  GSocketService *service; /* owned */
  char *uri;               /* owned */
  char *host;              /* owned; "127.0.0.1:PORT" or "localhost:PORT" */
  char *state;             /* secret */
  guint16 port;
  guint n_visitors;
  GTask *task;             /* owned, nullable: who waits */
  GSource *timeout_source; /* owned, nullable */
  GSource *cancel_source;  /* owned, nullable */
  GHashTable *answer;      /* owned, nullable: until its page is out */
};

/* One connection. */
typedef struct
{
  AutosellLoopback *self; /* (nullable): NULL once that is gone */
  GSocketConnection *connection;
  GSource *timeout_source;
  GCancellable *cancellable;
  char request[MAX_REQUEST_BYTES + 1];
  gsize length;
  char *page;
  gboolean is_answer;
} Visitor;

static GPtrArray *visitors; /* of all listeners, so that one that ends can let go of its own */

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* ---- The end of the wait ---- */

static void
stop_listening (AutosellLoopback *self)
{
  clear_source (&self->timeout_source);
  clear_source (&self->cancel_source);
  if (self->service != NULL)
    {
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    }
  g_clear_object (&self->service);
}

static void
fail (AutosellLoopback *self, GError *error)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  stop_listening (self);
  if (task != NULL)
    g_task_return_error (task, error);
  else
    g_error_free (error);
}

static void
succeed (AutosellLoopback *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  stop_listening (self);
  if (task != NULL)
    g_task_return_pointer (task, g_steal_pointer (&self->answer), (GDestroyNotify) g_hash_table_unref);
}

static gboolean
timeout_cb (gpointer data)
{
  GError *error = NULL;

  autosell_net_set_error (&error, AUTOSELL_NET_ERROR_NO_ANSWER, 0, NULL, FALSE,
                          "the browser did not come back in time");
  fail (data, error);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  fail (data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "sign-in was cancelled"));
  return G_SOURCE_REMOVE;
}

/* ---- What a visitor is told ---- */

static char *
dup_page (const char *title, const char *text)
{
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_text = g_markup_escape_text (text, -1);
  const char *const *languages = g_get_language_names ();

  /* No scripts, and nothing that is fetched: the address bar holds the code while this is shown. */
  return g_strdup_printf (
    "<!DOCTYPE html><html lang=\"%.2s\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<meta name=\"color-scheme\" content=\"light dark\"><title>%s</title>"
    "<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:18vh auto;padding:0 "
    "1.5rem;text-align:center}"
    "h1{font-size:1.6rem}</style><h1>%s</h1><p>%s</p></html>\n",
    g_str_equal (languages[0], "C") ? "en" : languages[0], escaped_title, escaped_title, escaped_text);
}

static char *
dup_response (guint status, const char *title, const char *text)
{
  g_autofree char *page = dup_page (title, text);

  return g_strdup_printf (
    "HTTP/1.1 %u %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n"
    "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
    "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
    "Connection: close\r\n\r\n%s",
    status, soup_status_get_phrase (status), strlen (page), page);
}

static void
visitor_free (Visitor *visitor)
{
  if (visitor->self != NULL)
    visitor->self->n_visitors--;
  g_ptr_array_remove_fast (visitors, visitor);
  clear_source (&visitor->timeout_source);
  g_clear_object (&visitor->cancellable);
  g_clear_object (&visitor->connection);
  explicit_bzero (visitor->request, sizeof visitor->request);
  g_free (visitor->page);
  g_free (visitor);
}

static void
page_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Visitor *visitor = data;
  AutosellLoopback *self = visitor->self;
  gboolean is_answer = visitor->is_answer;

  /* Whether the browser still wanted to show it does not matter. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (visitor->connection), NULL, NULL);
  visitor_free (visitor);
  if (is_answer && self != NULL)
    succeed (self);
}

/* ---- What a visitor wants ---- */

static void
turn_away (Visitor *visitor, guint status)
{
  visitor->page =
    dup_response (status, _("Not here"), _("This is not the answer that Autosell Manager is waiting for."));
}

static gboolean
header_equals (const char *headers, const char *name, const char *value)
{
  g_auto(GStrv) lines = g_strsplit (headers, "\r\n", -1);
  guint n_found = 0;
  gboolean is_equal = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      char *colon = strchr (*line, ':');

      if (colon == NULL || g_ascii_strncasecmp (*line, name, strlen (name)) != 0 || *line + strlen (name) != colon)
        continue;
      n_found++;
      is_equal = g_str_equal (g_strstrip (colon + 1), value);
    }
  return n_found == 1 && is_equal;
}

static void
take_answer (Visitor *visitor, GHashTable *query)
{
  AutosellLoopback *self = visitor->self;
  GHashTableIter iter;
  gpointer name, value;

  self->answer = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) autosell_secret_free);
  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (self->answer, g_strdup (name), g_strdup (value));
  visitor->is_answer = TRUE;
  if (g_hash_table_contains (query, "code"))
    visitor->page = dup_response (200, _("Done"), _("You can close this tab and go back to Autosell Manager."));
  else
    visitor->page =
      dup_response (200, _("Nothing was connected"), _("You can close this tab and go back to Autosell Manager."));
  /* The one answer: nobody gets in any more while its page goes out. */
  g_socket_service_stop (self->service);
}

static void
wipe_query (GHashTable *query)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (value != NULL)
      explicit_bzero (value, strlen (value));
  g_hash_table_unref (query);
}

static void
look_at_query (Visitor *visitor, const char *text)
{
  GHashTable *query = soup_form_decode (text);

  if (!autosell_secret_equal (g_hash_table_lookup (query, "state"), visitor->self->state)
      || (!g_hash_table_contains (query, "code") && !g_hash_table_contains (query, "error")))
    turn_away (visitor, SOUP_STATUS_BAD_REQUEST);
  else
    take_answer (visitor, query);
  wipe_query (query);
}

/* The request is whole, up to the empty line. */
static void
look_at_request (Visitor *visitor)
{
  char *line_end = strstr (visitor->request, "\r\n");
  char *path, *query;

  *line_end = '\0';
  if (visitor->self == NULL || visitor->self->task == NULL || visitor->self->answer != NULL)
    turn_away (visitor, SOUP_STATUS_GONE);
  else if (!header_equals (line_end + 2, "Host", visitor->self->host))
    turn_away (visitor, SOUP_STATUS_BAD_REQUEST); /* a name that was made to lead here is no answer of Google's */
  else if (!g_str_has_prefix (visitor->request, "GET "))
    turn_away (visitor, SOUP_STATUS_METHOD_NOT_ALLOWED);
  else if (!g_str_has_suffix (visitor->request, " HTTP/1.1") && !g_str_has_suffix (visitor->request, " HTTP/1.0"))
    turn_away (visitor, SOUP_STATUS_BAD_REQUEST);
  else
    {
      path = visitor->request + strlen ("GET ");
      *strrchr (path, ' ') = '\0';
      query = strchr (path, '?');
      if (query != NULL)
        *query++ = '\0';
      if (!g_str_equal (path, "/"))
        turn_away (visitor, SOUP_STATUS_NOT_FOUND);
      else
        look_at_query (visitor, query != NULL ? query : "");
    }
}

static void
answer_visitor (Visitor *visitor)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (visitor->connection));

  g_output_stream_write_all_async (output, visitor->page, strlen (visitor->page), G_PRIORITY_DEFAULT,
                                   visitor->cancellable, page_written_cb, visitor);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Visitor *visitor = data;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n_read <= 0)
    {
      visitor_free (visitor);
      return;
    }
  visitor->length += n_read;
  visitor->request[visitor->length] = '\0';
  if (strlen (visitor->request) != visitor->length)
    turn_away (visitor, SOUP_STATUS_BAD_REQUEST);
  else if (strstr (visitor->request, "\r\n\r\n") != NULL)
    look_at_request (visitor);
  else if (visitor->length >= MAX_REQUEST_BYTES)
    turn_away (visitor, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  if (visitor->page != NULL)
    answer_visitor (visitor);
  else
    g_input_stream_read_async (G_INPUT_STREAM (source), visitor->request + visitor->length,
                               MAX_REQUEST_BYTES - visitor->length, G_PRIORITY_DEFAULT, visitor->cancellable, read_cb,
                               visitor);
}

static gboolean
visitor_timeout_cb (gpointer data)
{
  Visitor *visitor = data;

  clear_source (&visitor->timeout_source);
  g_cancellable_cancel (visitor->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
incoming_cb (GSocketService *service G_GNUC_UNUSED, GSocketConnection *connection, GObject *source G_GNUC_UNUSED,
             AutosellLoopback *self)
{
  Visitor *visitor;

  if (self->n_visitors >= MAX_VISITORS)
    return TRUE; /* closed */
  visitor = g_new0 (Visitor, 1);
  visitor->self = self;
  self->n_visitors++;
  g_ptr_array_add (visitors, visitor);
  visitor->connection = g_object_ref (connection);
  visitor->cancellable = g_cancellable_new ();
  visitor->timeout_source = g_timeout_source_new_seconds (VISITOR_TIMEOUT_S);
  g_source_set_callback (visitor->timeout_source, visitor_timeout_cb, visitor, NULL);
  g_source_attach (visitor->timeout_source, g_main_context_get_thread_default ());
  g_input_stream_read_async (g_io_stream_get_input_stream (G_IO_STREAM (connection)), visitor->request,
                             MAX_REQUEST_BYTES, G_PRIORITY_DEFAULT, visitor->cancellable, read_cb, visitor);
  return TRUE;
}

/* ---- The port ---- */

static AutosellLoopback *
listen (const char *name, const char *uri_end, const char *state, GError **error)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  AutosellLoopback *self;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (service), any_port, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &address, error))
    return NULL;
  if (visitors == NULL)
    visitors = g_ptr_array_new ();
  self = g_new0 (AutosellLoopback, 1);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  self->host = g_strdup_printf ("%s:%u", name, self->port);
  self->uri = g_strdup_printf ("http://%s%s", self->host, uri_end);
  self->state = g_strdup (state);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), self);
  self->service = g_steal_pointer (&service);
  return self;
}

AutosellLoopback *
autosell_loopback_new (const char *state, GError **error)
{
  return listen ("127.0.0.1", "", state, error);
}

AutosellLoopback *
autosell_loopback_new_localhost (const char *state, GError **error)
{
  AutosellLoopback *self = listen ("localhost", "/", state, error);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr(GSocketAddress) address = NULL;

  if (self == NULL)
    return NULL;
  /* Browsers may try ::1 first: then it must not be another's. Without IPv6 nobody tries it. */
  address = g_inet_socket_address_new (loopback, self->port);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL);
  return self;
}

void
autosell_loopback_free (AutosellLoopback *self)
{
  fail (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the listener was closed"));
  for (guint i = 0; visitors != NULL && i < visitors->len; i++)
    {
      Visitor *visitor = g_ptr_array_index (visitors, i);

      if (visitor->self != self)
        continue;
      visitor->self = NULL;
      g_cancellable_cancel (visitor->cancellable); /* it frees itself in its callback */
    }
  g_clear_pointer (&self->answer, g_hash_table_unref);
  autosell_secret_free (self->state);
  g_free (self->host);
  g_free (self->uri);
  g_free (self);
}

guint16
autosell_loopback_get_port (AutosellLoopback *self)
{
  return self->port;
}

const char *
autosell_loopback_get_uri (AutosellLoopback *self)
{
  return self->uri;
}

void
autosell_loopback_wait_async (AutosellLoopback *self, guint timeout_s, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, autosell_loopback_wait_async);
  g_task_set_check_cancellable (self->task, FALSE);
  self->timeout_source = g_timeout_source_new_seconds (timeout_s);
  g_source_set_callback (self->timeout_source, timeout_cb, self, NULL);
  g_source_attach (self->timeout_source, g_task_get_context (self->task));
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, (GSourceFunc) (void *) cancelled_cb, self, NULL);
      g_source_attach (self->cancel_source, g_task_get_context (self->task));
    }
  g_socket_service_start (self->service);
}

GHashTable *
autosell_loopback_wait_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
