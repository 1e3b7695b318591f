/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "autosell-http-private.h"

#include "autosell-endpoints.h"
#include "autosell-redact.h"

#define DEFAULT_BUDGET 30
#define CHUNK_BYTES 65536
/* Reading more than this would be felt on the main loop. */
#define SMALL_BYTES 8192
/* Longer than this nobody waits for a call: it is the caller's to come back. */
#define MAX_WAIT_MS 130000

typedef struct
{
  AutosellBudget reads;
  AutosellBudget writes;
} Budgets;

struct _AutosellHttp
{
  GObject parent_instance;
  SoupSession *session;           /* owned: of the calls that have a connection of their own */
  AutosellHttpLanes *lanes;       /* owned */
  GHashTable *budgets;            /* owned; service → Budgets */
  AutosellHealthBook *health;     /* owned */
  const AutosellHttpClock *clock; /* unowned, nullable */
};

G_DEFINE_FINAL_TYPE (AutosellHttp, autosell_http, G_TYPE_OBJECT)

enum
{
  SIGNAL_HEALTH_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* One call, over all of its attempts: the data of its task. */
typedef struct
{
  AutosellHttpRequest *request;
  guint attempt;
  GSource *cancel_source;   /* owned, nullable: hears the caller's cancellable */
  GSource *wait_source;     /* owned, nullable: for the budget or between attempts */
  gboolean has_place;       /* of the budget, for the next attempt */
  gboolean waits_for_place; /* the wait is for that */
  /* Of this attempt */
  SoupSession *lane;         /* owned, nullable: where a kept connection will do */
  SoupMessage *message;      /* owned, nullable */
  GCancellable *cancellable; /* owned, nullable */
  GSource *deadline_source;  /* owned, nullable */
  GInputStream *stream;      /* owned, nullable */
  GByteArray *body;          /* owned, nullable */
  gint64 started_us;         /* monotonic */
  gboolean was_sent;
  gboolean is_connection_new; /* else it was kept from an earlier call */
  gboolean is_answer_whole;   /* nothing of it is left in the connection */
  gboolean was_stale;         /* an attempt over a kept connection came to nothing: once a call */
  gboolean is_timed_out;
  gboolean is_worth_another; /* the judge says so */
  GTask *task;               /* unowned: of which this is the data */
} Call;

static void begin (GTask *task);

static gint64
now_us (AutosellHttp *self)
{
  return self->clock != NULL ? self->clock->now_us (self->clock->data) : g_get_real_time ();
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
end_attempt (Call *call)
{
  clear_source (&call->deadline_source);
  /* libsoup may hold the message for longer, and tell of it when the task is no more */
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call->task);
  g_clear_object (&call->message);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->stream);
  g_clear_pointer (&call->body, g_byte_array_unref);
  if (call->lane != NULL && call->is_answer_whole)
    {
      AutosellHttp *self = g_task_get_source_object (call->task);

      autosell_http_lanes_give_back (self->lanes, call->request->url->str, g_steal_pointer (&call->lane));
    }
  g_clear_object (&call->lane);
}

static void
call_free (gpointer data)
{
  Call *call = data;

  end_attempt (call);
  clear_source (&call->cancel_source);
  clear_source (&call->wait_source);
  autosell_http_request_unref (call->request);
  g_free (call);
}

static GSource *
attach (GTask *task, GSource *source, GSourceFunc callback)
{
  g_source_set_callback (source, callback, task, NULL);
  g_source_attach (source, g_task_get_context (task));
  return source;
}

/* The end of all attempts. @answer: (transfer full) (nullable); @error: (transfer full) (nullable). Takes the
 * reference. */
static void
finish (GTask *task, AutosellHttpAnswer *answer, GError *error)
{
  Call *call = g_task_get_task_data (task);

  end_attempt (call);
  clear_source (&call->cancel_source);
  clear_source (&call->wait_source);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) autosell_http_answer_free);
  g_object_unref (task);
}

/* ---- Waiting ---- */

static void
set_waits_for_place (GTask *task, gboolean waits)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->waits_for_place == waits)
    return;
  call->waits_for_place = waits;
  autosell_health_book_wait (self->health, call->request->service, waits ? 1 : -1);
  g_signal_emit (self, signals[SIGNAL_HEALTH_CHANGED], 0, call->request->service);
}

static gboolean
wait_over_cb (gpointer task)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->wait_source);
  set_waits_for_place (task, FALSE);
  begin (task);
  return G_SOURCE_REMOVE;
}

static void
wait_then_begin (GTask *task, guint ms)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (self->clock != NULL)
    ms = self->clock->wait_ms (self->clock->data, ms);
  call->wait_source = attach (task, g_timeout_source_new (ms), wait_over_cb);
}

static gboolean
cancelled_cb (GCancellable *cancellable G_GNUC_UNUSED, gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);

  set_waits_for_place (task, FALSE);
  if (call->wait_source != NULL)
    finish (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled while waiting"));
  else if (call->cancellable != NULL)
    g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

/* ---- After an attempt ---- */

static void
note (GTask *task, gsize bytes, const GError *error)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint latency_ms = (g_get_monotonic_time () - call->started_us) / 1000;
  g_autofree char *url = autosell_redact (call->request->url->str);

  autosell_health_book_note (self->health, call->request->service, now_us (self), latency_ms, bytes, error);
  g_debug ("%s %s: %s, %u ms, %" G_GSIZE_FORMAT " bytes, attempt %u", call->request->method, url,
           error != NULL ? error->message : "done", latency_ms, bytes, call->attempt + 1);
  g_signal_emit (self, signals[SIGNAL_HEALTH_CHANGED], 0, call->request->service);
}

static gint64
get_retry_after_ms (GTask *task)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  if (call->message == NULL)
    return -1;
  return autosell_pace_parse_retry_after (
    soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Retry-After"),
    now_us (self) / G_USEC_PER_SEC);
}

/* A connection that was kept, and that the server had closed before it answered this call: nothing is wrong with the
 * service. */
static gboolean
is_stale (Call *call, const GError *error)
{
  return call->lane != NULL && !call->is_connection_new && call->stream == NULL && !call->was_stale
         && g_error_matches (error, AUTOSELL_NET_ERROR, AUTOSELL_NET_ERROR_CUT);
}

/* @error: (transfer full) */
static void
attempt_failed (GTask *task, GError *error)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint32 random = self->clock != NULL ? self->clock->random (self->clock->data) : g_random_int ();
  gint64 retry_after_ms = get_retry_after_ms (task);
  gint64 delay_ms = MAX (retry_after_ms, autosell_pace_delay_ms (call->attempt, random));

  if (g_task_get_cancellable (task) != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    {
      g_error_free (error);
      finish (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
      return;
    }
  if (is_stale (call, error))
    {
      g_error_free (error);
      end_attempt (call);
      call->was_stale = TRUE;
      begin (task);
      return;
    }
  note (task, call->body != NULL ? call->body->len : 0, error);
  if (call->attempt + 1 >= call->request->max_attempts || delay_ms > MAX_WAIT_MS
      || !(call->is_worth_another || autosell_http_is_worth_another (call->request, error)))
    {
      finish (task, NULL, error);
      return;
    }
  g_error_free (error);
  end_attempt (call);
  call->attempt++;
  wait_then_begin (task, delay_ms);
}

static void
transport_failed (GTask *task, const GError *cause)
{
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  autosell_http_set_transport_error (&error, call->request, cause, call->message, call->was_sent, call->is_timed_out);
  attempt_failed (task, error);
}

/* ---- Reading the answer ---- */

typedef struct
{
  AutosellHttpRequest *request;
  AutosellHttpAnswer *answer;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  autosell_http_request_unref (reading->request);
  g_clear_pointer (&reading->answer, autosell_http_answer_free);
  g_free (reading);
}

static void
read_worker (GTask *task, gpointer source G_GNUC_UNUSED, gpointer data, GCancellable *cancellable G_GNUC_UNUSED)
{
  Reading *reading = data;
  GError *error = NULL;

  if (autosell_http_read_body (reading->request, reading->answer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
answer_read (GTask *task, Reading *reading, GError *error)
{
  gsize size = g_bytes_get_size (reading->answer->bytes);

  if (error != NULL)
    {
      Call *call = g_task_get_task_data (task);

      call->is_worth_another = reading->answer->is_worth_another && call->request->repeat != AUTOSELL_HTTP_ONCE;
      attempt_failed (task, error);
      return;
    }
  note (task, size, NULL);
  finish (task, g_steal_pointer (&reading->answer), NULL);
}

static void
read_done_cb (GObject *source G_GNUC_UNUSED, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  answer_read (task, g_task_get_task_data (G_TASK (result)), error);
}

static void
body_complete (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  AutosellHttpAnswer *answer = g_new0 (AutosellHttpAnswer, 1);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr(GTask) worker = NULL;
  GError *error = NULL;

  answer->status = soup_message_get_status (call->message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (call->message));
  answer->bytes = g_byte_array_free_to_bytes (g_steal_pointer (&call->body));
  reading->request = autosell_http_request_ref (call->request);
  reading->answer = answer;
  if (call->request->judge == NULL
      && !autosell_http_check_status (call->request, answer->status, answer->headers, answer->bytes, &error))
    {
      reading_free (reading);
      attempt_failed (task, error);
      return;
    }
  if (g_bytes_get_size (answer->bytes) <= SMALL_BYTES)
    {
      autosell_http_read_body (call->request, answer, &error);
      answer_read (task, reading, error);
      reading_free (reading);
      return;
    }
  clear_source (&call->deadline_source);
  worker = g_task_new (NULL, NULL, read_done_cb, task);
  g_task_set_source_tag (worker, body_complete);
  g_task_set_task_data (worker, reading, reading_free);
  g_task_run_in_thread (worker, read_worker);
}

static void
chunk_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) cause = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &cause);

  if (bytes == NULL)
    {
      transport_failed (task, cause);
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      call->is_answer_whole = TRUE;
      body_complete (task);
      return;
    }
  g_byte_array_append (call->body, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (call->body->len > call->request->max_bytes)
    {
      GError *error = NULL;

      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_TOO_LARGE, soup_message_get_status (call->message), NULL,
                              call->request->repeat != AUTOSELL_HTTP_SAFE, "%s: more than %" G_GSIZE_FORMAT " bytes",
                              call->request->service, call->request->max_bytes);
      attempt_failed (task, error);
      return;
    }
  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, chunk_cb, task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) cause = NULL;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &cause);
  if (call->stream == NULL)
    {
      transport_failed (task, cause);
      return;
    }
  call->body = g_byte_array_new ();
  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, chunk_cb, task);
}

/* ---- An attempt ---- */

/* Returns: for how many milliseconds its place is not there yet */
static guint
take_from_budget (AutosellHttp *self, const AutosellHttpRequest *request)
{
  Budgets *budgets = g_hash_table_lookup (self->budgets, request->service);
  gint64 now = self->clock != NULL ? now_us (self) : g_get_monotonic_time ();

  if (budgets == NULL)
    {
      autosell_http_set_budget (self, request->service, DEFAULT_BUDGET, DEFAULT_BUDGET);
      budgets = g_hash_table_lookup (self->budgets, request->service);
    }
  return (autosell_budget_reserve (request->is_write ? &budgets->writes : &budgets->reads, now) - now + 999) / 1000;
}

/* FALSE where it waits for its place now. */
static gboolean
take_place (GTask *task)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint wait_ms = call->has_place ? 0 : take_from_budget (self, call->request);

  call->has_place = wait_ms > 0;
  if (wait_ms == 0)
    return TRUE;
  set_waits_for_place (task, TRUE);
  wait_then_begin (task, wait_ms);
  return FALSE;
}

static gboolean
deadline_cb (gpointer task)
{
  Call *call = g_task_get_task_data (task);

  call->is_timed_out = TRUE;
  g_cancellable_cancel (call->cancellable);
  clear_source (&call->deadline_source);
  return G_SOURCE_REMOVE;
}

static void
starting_cb (SoupMessage *message G_GNUC_UNUSED, gpointer task)
{
  ((Call *) g_task_get_task_data (task))->was_sent = TRUE;
}

/* libsoup asks again, over another connection: a call like any other to the one that counts them. */
static void
restarted_cb (SoupMessage *message G_GNUC_UNUSED, gpointer task)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);

  take_from_budget (self, call->request);
  autosell_health_book_count (self->health, call->request->service, now_us (self));
}

static void
network_event_cb (SoupMessage *message G_GNUC_UNUSED, GSocketClientEvent event G_GNUC_UNUSED,
                  GIOStream *stream G_GNUC_UNUSED, gpointer task)
{
  ((Call *) g_task_get_task_data (task))->is_connection_new = TRUE;
}

/* Where the server has closed a kept connection meanwhile, libsoup asks again by itself for the methods that HTTP calls
 * idempotent, though without the body, which it has read already, and for them alone. So reads by GET may use a kept
 * one, for they have no body; so may what is sent by POST and may be repeated, for whether to ask again is ours to
 * know. PUT and DELETE have a connection of their own, and so has what must happen once: there, a doubt is dearer than
 * a handshake. After a failure nothing that was kept is trusted. */
static gboolean
may_be_kept (const Call *call)
{
  const AutosellHttpRequest *request = call->request;

  if (call->attempt > 0 || call->was_stale || request->repeat == AUTOSELL_HTTP_ONCE)
    return FALSE;
  return g_str_equal (request->method, "GET") ? request->body == NULL : g_str_equal (request->method, "POST");
}

/* @is_kept: whether a kept connection will do */
static SoupMessage *
make_message (const AutosellHttpRequest *request, gboolean is_kept)
{
  SoupMessage *message = soup_message_new (request->method, request->url->str);
  SoupMessageHeaders *headers;
  GHashTableIter iter;
  gpointer name, value;

  if (message == NULL)
    return NULL;
  headers = soup_message_get_request_headers (message);
  g_hash_table_iter_init (&iter, request->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (request->bearer != NULL)
    {
      AutosellSecret *authorization = g_strconcat ("Bearer ", request->bearer, NULL);

      soup_message_headers_replace (headers, "Authorization", authorization);
      autosell_secret_free (authorization);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  /* Of a POST, “idempotent” says to libsoup no more than that a kept connection will do: it goes by the method to ask
   * again. */
  soup_message_set_flags (message,
                          SOUP_MESSAGE_NO_REDIRECT | (is_kept ? SOUP_MESSAGE_IDEMPOTENT : SOUP_MESSAGE_NEW_CONNECTION));
  return message;
}

/* Nothing is sent where there is no network at all; what is on this PC needs none. */
static gboolean
is_offline (const AutosellHttpRequest *request)
{
  return !autosell_endpoints_is_loopback (request->url->str)
         && !g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

static void
begin (GTask *task)
{
  AutosellHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  call->was_sent = call->is_timed_out = call->is_worth_another = call->is_connection_new = call->is_answer_whole =
    FALSE;
  call->started_us = g_get_monotonic_time ();
  if (is_offline (call->request))
    {
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_OFFLINE, 0, NULL, FALSE, "%s: no network",
                              call->request->service);
      attempt_failed (task, error);
      return;
    }
  if (!take_place (task))
    return;
  call->message = make_message (call->request, may_be_kept (call));
  if (call->message == NULL)
    {
      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_REFUSED, 0, NULL, FALSE, "%s: no address",
                              call->request->service);
      attempt_failed (task, error);
      return;
    }
  autosell_health_book_count (self->health, call->request->service, now_us (self));
  g_signal_connect (call->message, "starting", G_CALLBACK (starting_cb), task);
  g_signal_connect (call->message, "network-event", G_CALLBACK (network_event_cb), task);
  g_signal_connect (call->message, "restarted", G_CALLBACK (restarted_cb), task);
  call->cancellable = g_cancellable_new ();
  call->deadline_source = attach (task, g_timeout_source_new (call->request->timeout_ms), deadline_cb);
  if (may_be_kept (call))
    call->lane = autosell_http_lanes_take (self->lanes, call->request->url->str);
  soup_session_send_async (call->lane != NULL ? call->lane : self->session, call->message, G_PRIORITY_DEFAULT,
                           call->cancellable, sent_cb, task);
}

void
autosell_http_send_async (AutosellHttp *self, AutosellHttpRequest *request, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Call *call;

  g_return_if_fail (AUTOSELL_IS_HTTP (self) && request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, autosell_http_send_async);
  g_task_set_check_cancellable (task, FALSE); /* what was answered is not to be lost */
  call = g_new0 (Call, 1);
  call->request = autosell_http_request_ref (request);
  call->task = task;
  g_task_set_task_data (task, call, call_free);
  if (g_cancellable_is_cancelled (cancellable))
    {
      finish (task, NULL, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled before it began"));
      return;
    }
  if (!autosell_endpoints_is_safe (request->url->str))
    {
      GError *error = NULL;

      autosell_net_set_error (&error, AUTOSELL_NET_ERROR_REFUSED, 0, NULL, FALSE, "%s: neither https nor loopback",
                              request->service);
      finish (task, NULL, error);
      return;
    }
  if (cancellable != NULL)
    call->cancel_source = attach (task, g_cancellable_source_new (cancellable), (GSourceFunc) (void *) cancelled_cb);
  begin (task);
}

AutosellHttpAnswer *
autosell_http_send_finish (AutosellHttp *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- The object ---- */

void
autosell_http_set_budget (AutosellHttp *self, const char *service, guint reads, guint writes)
{
  Budgets *budgets = g_new (Budgets, 1);

  autosell_budget_init (&budgets->reads, reads);
  autosell_budget_init (&budgets->writes, writes);
  g_hash_table_replace (self->budgets, g_strdup (service), budgets);
}

GPtrArray *
autosell_http_dup_health (AutosellHttp *self)
{
  return autosell_health_book_dup (self->health, now_us (self));
}

void
autosell_http_set_clock (AutosellHttp *self, const AutosellHttpClock *clock)
{
  self->clock = clock;
}

void
autosell_http_set_trusted (AutosellHttp *self, GTlsDatabase *database)
{
  soup_session_set_tls_database (self->session, database);
  autosell_http_lanes_set_trusted (self->lanes, database);
}

static void
autosell_http_dispose (GObject *object)
{
  AutosellHttp *self = AUTOSELL_HTTP (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (autosell_http_parent_class)->dispose (object);
}

static void
autosell_http_finalize (GObject *object)
{
  AutosellHttp *self = AUTOSELL_HTTP (object);

  autosell_http_lanes_free (self->lanes);
  g_hash_table_unref (self->budgets);
  autosell_health_book_free (self->health);
  G_OBJECT_CLASS (autosell_http_parent_class)->finalize (object);
}

static void
autosell_http_class_init (AutosellHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = autosell_http_dispose;
  G_OBJECT_CLASS (klass)->finalize = autosell_http_finalize;

  /**
   * AutosellHttp::health-changed:
   * @service: whose
   *
   * An attempt ended, well or not, or waits for room in the minute, or no more.
   */
  signals[SIGNAL_HEALTH_CHANGED] = g_signal_new ("health-changed", AUTOSELL_TYPE_HTTP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
autosell_http_init (AutosellHttp *self)
{
  self->session = autosell_http_lanes_make_session (NULL);
  self->lanes = autosell_http_lanes_new ();
  self->budgets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->health = autosell_health_book_new ();
}

AutosellHttp *
autosell_http_new (void)
{
  return g_object_new (AUTOSELL_TYPE_HTTP, NULL);
}
