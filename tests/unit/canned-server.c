/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canned-server.h"

#include <string.h>

typedef struct
{
  char *bytes; /* owned, nullable: nothing */
  gboolean drips;
} Answer;

typedef struct
{
  char *head;   /* owned */
  GBytes *body; /* owned */
} Request;

struct _CannedServer
{
  GSocketListener *listener; /* owned */
  GCancellable *end;         /* owned */
  GThread *thread;
  char *base; /* owned */
  GMutex mutex;
  GQueue answers;      /* of Answer */
  GPtrArray *requests; /* of Request */
};

static void
answer_free (gpointer data)
{
  g_free (((Answer *) data)->bytes);
  g_free (data);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->head);
  g_bytes_unref (request->body);
  g_free (request);
}

/* ---- The thread ---- */

static char *
find_header (const char *head, const char *name)
{
  g_auto(GStrv) lines = g_strsplit (head, "\r\n", -1);

  for (char **line = lines; *line != NULL; line++)
    if (g_ascii_strncasecmp (*line, name, strlen (name)) == 0 && (*line)[strlen (name)] == ':')
      return g_strdup (g_strstrip (*line + strlen (name) + 1));
  return NULL;
}

static Request *
read_request (CannedServer *self, GInputStream *stream)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree char *length_text = NULL, *head = NULL;
  gsize head_length = 0, body_length = 0;
  Request *request;

  while (head == NULL || bytes->len < head_length + body_length)
    {
      guint8 chunk[65536];
      gssize n = g_input_stream_read (stream, chunk, sizeof chunk, self->end, NULL);
      const char *end;

      if (n <= 0)
        return NULL;
      g_byte_array_append (bytes, chunk, n);
      if (head != NULL || (end = g_strstr_len ((const char *) bytes->data, bytes->len, "\r\n\r\n")) == NULL)
        continue;
      head_length = end + 4 - (const char *) bytes->data;
      head = g_strndup ((const char *) bytes->data, head_length);
      length_text = find_header (head, "Content-Length");
      body_length = length_text != NULL ? g_ascii_strtoull (length_text, NULL, 10) : 0;
    }
  request = g_new0 (Request, 1);
  request->head = g_steal_pointer (&head);
  request->body = g_bytes_new (bytes->data + head_length, body_length);
  return request;
}

static void
give (CannedServer *self, GOutputStream *stream, const Answer *answer)
{
  const char *drop = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\nContent-Type: application/json\r\n\r\n{";

  if (answer == NULL)
    return;
  if (answer->bytes != NULL)
    g_output_stream_write_all (stream, answer->bytes, strlen (answer->bytes), NULL, self->end, NULL);
  if (answer->drips)
    while (g_output_stream_write_all (stream, *drop != '\0' ? drop++ : " ", 1, NULL, self->end, NULL))
      g_usleep (5000);
}

static gpointer
serve (gpointer data)
{
  CannedServer *self = data;

  while (TRUE)
    {
      g_autoptr(GSocketConnection) connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL);
      Answer *answer;
      Request *request;

      if (connection == NULL)
        return NULL;
      request = read_request (self, g_io_stream_get_input_stream (G_IO_STREAM (connection)));
      if (request == NULL)
        continue;
      g_mutex_lock (&self->mutex);
      g_ptr_array_add (self->requests, request);
      answer = g_queue_pop_head (&self->answers);
      g_mutex_unlock (&self->mutex);
      give (self, g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer);
      g_clear_pointer (&answer, answer_free);
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }
}

/* ---- The object ---- */

CannedServer *
canned_server_new (void)
{
  CannedServer *self = g_new0 (CannedServer, 1);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_queue_init (&self->answers);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->end = g_cancellable_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &address,
                                 &error);
  g_assert_no_error (error);
  self->base =
    g_strdup_printf ("http://127.0.0.1:%u/", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->thread = g_thread_new ("canned-server", serve, self);
  return self;
}

void
canned_server_free (CannedServer *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->thread);
  g_socket_listener_close (self->listener);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_queue_clear_full (&self->answers, answer_free);
  g_ptr_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self->base);
  g_free (self);
}

const char *
canned_server_get_base (CannedServer *self)
{
  return self->base;
}

static void
add (CannedServer *self, char *bytes, gboolean drips)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->bytes = bytes;
  answer->drips = drips;
  g_mutex_lock (&self->mutex);
  g_queue_push_tail (&self->answers, answer);
  g_mutex_unlock (&self->mutex);
}

void
canned_server_answer (CannedServer *self, guint status, const char *headers, const char *body)
{
  add (
    self,
    g_strdup_printf ("HTTP/1.1 %u X\r\nContent-Type: text/javascript; charset=UTF-8\r\nContent-Length: %" G_GSIZE_FORMAT
                     "\r\n%s\r\n%s",
                     status, strlen (body), headers != NULL ? headers : "", body),
    FALSE);
}

void
canned_server_cut (CannedServer *self, const char *raw)
{
  add (self, g_strdup (raw), FALSE);
}

void
canned_server_drip (CannedServer *self)
{
  add (self, NULL, TRUE);
}

guint
canned_server_count (CannedServer *self)
{
  guint count;

  g_mutex_lock (&self->mutex);
  count = self->requests->len;
  g_mutex_unlock (&self->mutex);
  return count;
}

static Request *
get_request (CannedServer *self, guint index)
{
  Request *request;

  g_mutex_lock (&self->mutex);
  g_assert_cmpuint (index, <, self->requests->len);
  request = g_ptr_array_index (self->requests, index);
  g_mutex_unlock (&self->mutex);
  return request;
}

char *
canned_server_dup_head (CannedServer *self, guint index)
{
  return g_strdup (get_request (self, index)->head);
}

GBytes *
canned_server_dup_body (CannedServer *self, guint index)
{
  return g_bytes_ref (get_request (self, index)->body);
}

char *
canned_server_dup_line (CannedServer *self, guint index)
{
  const char *head = get_request (self, index)->head;
  g_autofree char *line = g_strndup (head, strstr (head, " HTTP/") - head);

  return g_uri_unescape_string (line, NULL);
}

char *
canned_server_dup_header (CannedServer *self, guint index, const char *name)
{
  return find_header (get_request (self, index)->head, name);
}
