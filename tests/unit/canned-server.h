/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server on a port of 127.0.0.1 that answers each request with the next of the texts that it was given, byte for
 * byte, and keeps what was asked. It runs on a thread of its own. */
typedef struct _CannedServer CannedServer;

CannedServer *canned_server_new (void);
void canned_server_free (CannedServer *self);
/* "http://127.0.0.1:PORT/" */
const char *canned_server_get_base (CannedServer *self);

/* As an answer with this status and body; @headers: (nullable): lines that end with CRLF */
void canned_server_answer (CannedServer *self, guint status, const char *headers, const char *body);
/* Closes once the request was read; @raw: (nullable): after these bytes */
void canned_server_cut (CannedServer *self, const char *raw);
/* Answers a byte at a time, for longer than anybody waits; ends when the other side does. */
void canned_server_drip (CannedServer *self);

guint canned_server_count (CannedServer *self);
/* Method, target and headers of a request, as they came; and the body. Returns: (transfer full) */
char *canned_server_dup_head (CannedServer *self, guint index);
GBytes *canned_server_dup_body (CannedServer *self, guint index);
/* The target alone, unescaped: "GET /v25.0/me?fields=id,name". Returns: (transfer full) */
char *canned_server_dup_line (CannedServer *self, guint index);
/* A header's value. Returns: (transfer full) (nullable) */
char *canned_server_dup_header (CannedServer *self, guint index, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CannedServer, canned_server_free)

G_END_DECLS
