/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud.h"

G_BEGIN_DECLS

/* The two forms of errors: Sheets has code, message, status, details; Drive has errors[] with a reason besides. */
typedef enum
{
  CALL_SERVICE_OTHER,
  CALL_SERVICE_SHEETS,
  CALL_SERVICE_DRIVE,
  CALL_SERVICE_GRAPH,
} CallService;

/* One request, and the answer that its handler makes. */
struct _Call
{
  Cloud *cloud;
  SoupServerMessage *message;
  CallService service;
  const char *method;     /* the message's own */
  char **path;            /* segments of the path, still percent-encoded */
  GHashTable *query;      /* name → GPtrArray of values */
  GPtrArray *unknown;     /* parameters that no method has */
  JsonNode *body;         /* (nullable) */
  struct _Person *person; /* (nullable): whose token came along */
  struct _Token *token;   /* (nullable) */

  gint64 keep;        /* of an upload's chunk: so many bytes arrive; -1: all */
  guint status;       /* 0 until it is answered */
  JsonNode *answer;   /* (nullable) */
  GBytes *bytes;      /* (nullable): an answer that is no JSON */
  char *content_type; /* of @bytes */
};

Call *call_new (Cloud *cloud, SoupServerMessage *message);
void call_free (Call *call);

/* (nullable): the last value given, "" for one without value */
const char *call_get (Call *call, const char *name);
gboolean call_get_bool (Call *call, const char *name);
/* (nullable) (element-type utf8) */
GPtrArray *call_get_all (Call *call, const char *name);
/* (nullable): of the body's top level */
JsonObject *call_get_object (Call *call);

/* (nullable) */
const char *call_get_text (JsonObject *object, const char *name);

/* @answer: (transfer full) */
void call_answer (Call *call, JsonNode *answer);
void call_answer_object (Call *call, JsonObject *answer);
void call_answer_text (Call *call, guint status, const char *content_type, const char *text);
/* In the form of the service that was called. @reason: (nullable). Always FALSE, so that a handler can return it. */
gboolean call_fail (Call *call, guint http, const char *status, const char *reason, const char *format, ...)
  G_GNUC_PRINTF (5, 6);
/* 400 INVALID_ARGUMENT */
gboolean call_refuse (Call *call, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean call_not_found (Call *call, const char *id);

/* Reads the body as JSON and checks it against @schema (schema.h). FALSE: the call has been refused. */
gboolean call_read_body (Call *call, const char *schema);
/* Parameters other than these, and those that all methods know, are ignored as the real services ignore them, but the
 * journal names them, and tests of the program want none. NULL ends the names. */
void call_know_query (Call *call, const char *name, ...) G_GNUC_NULL_TERMINATED;
/* The bearer token must be good and have one of @scopes (short names as in drive.file). NULL ends them. */
gboolean call_check_scope (Call *call, const char *scope, ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

G_END_DECLS
