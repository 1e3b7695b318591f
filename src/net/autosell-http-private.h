/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "autosell-http.h"
#include "autosell-pace.h"

G_BEGIN_DECLS

struct _AutosellHttpRequest
{
  gatomicrefcount ref_count;
  const char *service; /* static */
  AutosellHttpRepeat repeat;
  char *method;
  GString *url;
  char *bearer;        /* secret, nullable */
  GHashTable *headers; /* utf8 → utf8 */
  char *content_type;  /* nullable */
  GBytes *body;        /* nullable; a secret's bytes wipe themselves */
  gboolean is_write;
  gboolean is_raw;
  guint timeout_ms;
  guint max_attempts;
  gsize max_bytes;
  guint accepted_status;
  AutosellHttpJudge judge;   /* nullable */
  AutosellHttpReader reader; /* nullable */
  gpointer reader_data;
  GDestroyNotify destroy_reader_data;
  GDestroyNotify destroy_result;
};

struct _AutosellHttpAnswer
{
  guint status;
  SoupMessageHeaders *headers; /* owned */
  GBytes *bytes;               /* owned */
  gboolean is_worth_another;   /* of what was judged and is an error */
  gpointer result;             /* what the reader made; nullable */
  GDestroyNotify destroy_result;
};

/* ---- autosell-http-error.c ---- */

/* @sent: the request may have reached the server */
void autosell_http_set_transport_error (GError **error, const AutosellHttpRequest *request, const GError *cause,
                                        SoupMessage *message, gboolean was_sent, gboolean is_timed_out);
/* TRUE where @status is an answer; else @error. */
gboolean autosell_http_check_status (const AutosellHttpRequest *request, guint status, SoupMessageHeaders *headers,
                                     GBytes *bytes, GError **error);
/* Parses and reads; of any thread. */
gboolean autosell_http_read_body (const AutosellHttpRequest *request, AutosellHttpAnswer *answer, GError **error);
/* Whether to try again after @error. */
gboolean autosell_http_is_worth_another (const AutosellHttpRequest *request, const GError *error);

/* ---- autosell-http-health.c ---- */

typedef struct _AutosellHealthBook AutosellHealthBook;

AutosellHealthBook *autosell_health_book_new (void);
void autosell_health_book_free (AutosellHealthBook *self);
void autosell_health_book_count (AutosellHealthBook *self, const char *service, gint64 now_us);
/* @change: how many more calls wait for room */
void autosell_health_book_wait (AutosellHealthBook *self, const char *service, int change);
/* @error: (nullable) */
void autosell_health_book_note (AutosellHealthBook *self, const char *service, gint64 now_us, guint latency_ms,
                                gsize bytes, const GError *error);
GPtrArray *autosell_health_book_dup (AutosellHealthBook *self, gint64 now_us);

/* ---- autosell-http-lanes.c ---- */

/* Between two bytes; the whole of an attempt has its own limit. */
#define AUTOSELL_HTTP_SILENCE_S 60

/* Connections that are kept, each in a session of its own, which carries one call at a time.
 *
 * Where the server cuts a kept connection under a call, libsoup takes that call to be asked again and tells the one
 * that waits, from the main loop. Where another call of the same session ends in between, the call has begun anew
 * before the old one's failure is heard, and libsoup takes the one for the other and ends the program: 3.2.3, 3.6.5 and
 * 3.8 alike, in two of three runs of tests/net/test-connection.c, “many”, with all in one session and 12,000 calls.
 * With a session for each there is no such other call. */
typedef struct _AutosellHttpLanes AutosellHttpLanes;

AutosellHttpLanes *autosell_http_lanes_new (void);
void autosell_http_lanes_free (AutosellHttpLanes *self);
/* @database: (nullable): of what is made from now on */
void autosell_http_lanes_set_trusted (AutosellHttpLanes *self, GTlsDatabase *database);
/* @trusted: (nullable): NULL for the system's
 * Returns: (transfer full) */
SoupSession *autosell_http_lanes_make_session (GTlsDatabase *trusted);
/* Returns: (transfer full): whose connection to @url's server may be open still; nobody else has it until it is given
 * back */
SoupSession *autosell_http_lanes_take (AutosellHttpLanes *self, const char *url);
/* @session: (transfer full): after an answer that came to its end; one whose call failed is let go of instead */
void autosell_http_lanes_give_back (AutosellHttpLanes *self, const char *url, SoupSession *session);

G_END_DECLS
