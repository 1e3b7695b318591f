/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "call.h"

G_BEGIN_DECLS

/* What goes wrong on purpose. A rule is an object of a scenario file's list "faults", or posted to /control/faults:
 *
 *   method, path   which calls: an exact method, a pattern (*, ?) of the path without its first slash; all where
 *                  missing
 *   skip, times    after how many of these, and how often (1; -1 for ever)
 *   delay_ms       the answer comes later
 *   status         answered with this error instead, in the service's form; reason: the reason it names
 *   html           the error is a page of HTML;  empty: it is nothing at all
 *   error          of Facebook: { "code", "subcode", "message", "title", "text", "transient" }; status 200 is possible
 *   location       a redirect there (302 where no status is said)
 *   truncate       the answer's body ends in the middle, as if that were all;  content_type: it says that it is of this
 *                  kind
 *   huge_bytes     so much of nothing behind the answer;  drip_ms: it comes in eight pieces with this pause between
 *                  them
 *   after          the call takes effect all the same, and then its answer is lost or replaced
 *   cut            "before", "headers", "body": where the connection breaks off; "reading": before the request's body
 *                  is read, so that nothing takes effect, and the journal has no line of it
 *   expire         access tokens end at once;  revoke: so do grants
 *   keep           of an upload's chunk only so many bytes arrive, and then the connection breaks off
 *   act            what a colleague does before the call is looked at (colleague.h) */
typedef struct _Faults Faults;

typedef enum
{
  FAULT_CUT_NONE,
  FAULT_CUT_BEFORE,
  FAULT_CUT_HEADERS,
  FAULT_CUT_BODY,
  FAULT_CUT_READING,
} FaultCut;

typedef struct
{
  char *text;         /* the rule as it was given, for the journal */
  char *method;       /* (nullable) */
  GPatternSpec *path; /* (nullable) */
  gint64 skip, times;
  gint64 keep; /* -1: all */
  guint delay_ms;
  guint status;
  char *reason;       /* (nullable) */
  JsonObject *error;  /* (nullable) */
  char *location;     /* (nullable) */
  char *content_type; /* (nullable) */
  gboolean is_truncated;
  gsize huge_bytes;
  guint drip_ms;
  gboolean is_html, is_empty, is_after, expires, revokes;
  FaultCut cut;
  JsonObject *act; /* (nullable) */
} Fault;

Faults *faults_new (void);
void faults_free (Faults *faults);
/* FALSE with the reason in *@error where a rule cannot be read */
gboolean faults_add (Faults *faults, JsonObject *rule, GError **error);
void faults_clear (Faults *faults);
/* (nullable): the first rule that this call falls under; it counts as used */
const Fault *faults_take (Faults *faults, Call *call);
/* (nullable): as above, of those that have an error of Facebook's only: for an operation within a call */
const Fault *faults_take_error (Faults *faults, const char *method, const char *path);
/* Whether the connection is to break before this request is read. */
gboolean faults_take_reading (Faults *faults, const char *method, const char *path);

/* Replaces the answer as the rule says. */
void fault_answer (const Fault *fault, Call *call);
/* What becomes of the answer's bytes on the way. Returns: (transfer full) */
GBytes *fault_shape_body (const Fault *fault, GBytes *body);

G_END_DECLS
