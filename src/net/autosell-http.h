/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "autosell-net-error.h"

G_BEGIN_DECLS

/* The network, for all that is above it.
 *
 *   error      AUTOSELL_NET_ERROR: one code for each thing that a caller would do differently, and its sentence for
 *              people
 *   endpoints  where the services are; tests name others
 *   redact     the one door by which text of a call reaches a log
 *   pace       back-off, Retry-After, budgets a minute
 *   http       this: the calls, the connections, and what is repeated and what is not
 *   keyring    secrets at rest: libsecret, or this session's memory where there is none
 *   loopback   the port at which the browser brings a sign-in's answer
 *   oauth      the sign-in of an installed app: PKCE, the browser, the token, revoking
 *   oauth-session  the tokens of one account: one refresh at a time, before they expire and once after a 401
 *
 * AutosellHttp: HTTP/2 where offered, gzip, the system's proxy. Connections are kept for GET and for what may be sent
 * again by POST, one call at a time on each (autosell-http-lanes.c says why); PUT, DELETE and what must happen once
 * have their own. A request says how it may be repeated, and that decides everything: SAFE and SAME_EFFECT are tried
 * again after a cut, a time-out or a 5xx; ONCE never, and its error tells whether it may have been applied. A quota's
 * refusal (429) is no application, so that all of them wait and try again. Before a request goes out it takes from its
 * service's budget a minute, and waits its turn where that is used up. Nothing follows a redirect; nothing is sent but
 * to https or loopback. All calls are asynchronous, on the main context of the thread that made the object, and JSON
 * that is not small is read on a pool thread. */
#define AUTOSELL_TYPE_HTTP (autosell_http_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHttp, autosell_http, AUTOSELL, HTTP, GObject)

typedef enum
{
  AUTOSELL_HTTP_SAFE,        /* reads */
  AUTOSELL_HTTP_SAME_EFFECT, /* writes, and twice is as once */
  AUTOSELL_HTTP_ONCE,        /* twice is one too many */
} AutosellHttpRepeat;

/* ---- What is asked ---- */

typedef struct _AutosellHttpRequest AutosellHttpRequest;
typedef struct _AutosellHttpAnswer AutosellHttpAnswer;

/* Turns the answer's JSON into what the caller wants, on any thread. @root: (nullable): NULL for an empty body.
 * Returns: (transfer full): NULL with @error, AUTOSELL_NET_ERROR_UNEXPECTED as a rule */
typedef gpointer (*AutosellHttpReader) (JsonNode *root, gpointer data, GError **error);

/* @service: static; what the budget and the health are kept for, such as "sheets"
 * Returns: (transfer full) */
AutosellHttpRequest *autosell_http_request_new (const char *service, AutosellHttpRepeat repeat, const char *method,
                                                const char *url);
AutosellHttpRequest *autosell_http_request_ref (AutosellHttpRequest *self);
/* Wipes what is secret in it. */
void autosell_http_request_unref (AutosellHttpRequest *self);
/* @token: copied */
void autosell_http_request_set_bearer (AutosellHttpRequest *self, const char *token);
void autosell_http_request_set_header (AutosellHttpRequest *self, const char *name, const char *value);
/* Appends to the query, escaped. */
void autosell_http_request_add_query (AutosellHttpRequest *self, const char *name, const char *value);
/* @json: (transfer full): compact text */
void autosell_http_request_take_json (AutosellHttpRequest *self, char *json);
/* @pairs: name, value, …, NULL; wiped afterwards */
void autosell_http_request_set_form (AutosellHttpRequest *self, const char *const *pairs);
/* @content_type: (nullable) with an empty @bytes */
void autosell_http_request_set_body (AutosellHttpRequest *self, const char *content_type, GBytes *bytes);
/* Counts against the budget of writes though it is SAFE, or the other way round; by itself what is SAFE is a read. */
void autosell_http_request_set_is_write (AutosellHttpRequest *self, gboolean is_write);
/* Of one attempt, waiting for the budget apart; 60 s by itself. */
void autosell_http_request_set_timeout (AutosellHttpRequest *self, guint timeout_ms);
/* 4 by itself; 1: never again */
void autosell_http_request_set_max_attempts (AutosellHttpRequest *self, guint max_attempts);
/* After it is unpacked; 32 MiB by itself. */
void autosell_http_request_set_max_bytes (AutosellHttpRequest *self, gsize max_bytes);
/* A status beside 2xx that is an answer and no error, such as 308. */
void autosell_http_request_accept_status (AutosellHttpRequest *self, guint status);
/* The body is not JSON: it is kept as bytes, and none is an error. */
void autosell_http_request_set_is_raw (AutosellHttpRequest *self);
/* Says of an answer whether it is an error, for services whose status does not; on any thread, before the reader and
 * with its data. @root: (nullable): NULL for what is no JSON; @is_worth_another: (out): TRUE where the same may go well
 * in a moment, which is tried unless it is ONCE. Returns: FALSE with @error where it is one */
typedef gboolean (*AutosellHttpJudge) (AutosellHttpAnswer *answer, JsonNode *root, gpointer data,
                                       gboolean *is_worth_another, GError **error);
void autosell_http_request_set_judge (AutosellHttpRequest *self, AutosellHttpJudge judge);
/* @destroy: frees what @reader made where nobody takes it */
void autosell_http_request_set_reader (AutosellHttpRequest *self, AutosellHttpReader reader, gpointer data,
                                       GDestroyNotify destroy_data, GDestroyNotify destroy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellHttpRequest, autosell_http_request_unref)

/* ---- What is answered ---- */

void autosell_http_answer_free (AutosellHttpAnswer *self);
guint autosell_http_answer_get_status (AutosellHttpAnswer *self);
/* Returns: (nullable) */
const char *autosell_http_answer_get_header (AutosellHttpAnswer *self, const char *name);
/* Of the header Date: the server's clock, Unix time; 0 where it tells none. */
gint64 autosell_http_answer_get_date_s (AutosellHttpAnswer *self);
GBytes *autosell_http_answer_get_bytes (AutosellHttpAnswer *self);
/* What the request's reader made; once. Returns: (transfer full) (nullable) */
gpointer autosell_http_answer_steal (AutosellHttpAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellHttpAnswer, autosell_http_answer_free)

/* ---- Sending ---- */

AutosellHttp *autosell_http_new (void);

void autosell_http_send_async (AutosellHttp *self, AutosellHttpRequest *request, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
/* Fails with AUTOSELL_NET_ERROR or G_IO_ERROR_CANCELLED. */
AutosellHttpAnswer *autosell_http_send_finish (AutosellHttp *self, GAsyncResult *result, GError **error);

/* Calls a minute, of each kind; 30 and 30 by themselves. */
void autosell_http_set_budget (AutosellHttp *self, const char *service, guint reads, guint writes);

/* ---- Health ---- */

/* Of one service, since the program started. */
typedef struct
{
  char *service;
  gint64 last_success_us;    /* UTC; 0: never */
  gint64 last_error_us;      /* UTC; 0: never */
  char *last_error;          /* (nullable): technical, redacted */
  char *last_error_nick;     /* (nullable) */
  char *last_error_sentence; /* (nullable): for a person, translated */
  gboolean is_well;          /* the last call */
  guint latency_ms;          /* of the last answer, from sending to its end */
  guint calls_last_hour;
  guint n_waiting; /* calls, until there is room for them in the minute */
  guint64 bytes_received;
} AutosellServiceHealth;

void autosell_service_health_free (AutosellServiceHealth *self);
/* In the order in which they were first called. ::health-changed (service) tells of each answer.
 * Returns: (transfer full) (element-type AutosellServiceHealth) */
GPtrArray *autosell_http_dup_health (AutosellHttp *self);

/* ---- For tests ---- */

typedef struct
{
  gint64 (*now_us) (gpointer data); /* UTC */
  guint32 (*random) (gpointer data);
  guint (*wait_ms) (gpointer data, guint ms); /* how long to really wait where @ms are due */
  gpointer data;
} AutosellHttpClock;

/* @clock: unowned, outlives the object */
void autosell_http_set_clock (AutosellHttp *self, const AutosellHttpClock *clock);
/* Whose certificates are believed instead of the system's. */
void autosell_http_set_trusted (AutosellHttp *self, GTlsDatabase *database);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellServiceHealth, autosell_service_health_free)

G_END_DECLS
