/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

G_BEGIN_DECLS

/* A part of a multipart body that has a file name. */
typedef struct
{
  char *name;
  char *file_name;
  char *content_type; /* (nullable) */
  GBytes *bytes;
} Part;

/* One operation and its answer. */
typedef struct _Ask
{
  Graph *graph;
  Call *call; /* the request that it came with */
  const char *method;
  char *version;      /* (nullable): as asked for */
  GStrv path;         /* decoded, behind the version */
  GHashTable *params; /* name → text */
  GPtrArray *parts;   /* (element-type Part) */
  char *token_text;   /* (nullable) */
  Record *token;      /* (nullable), as all below; not owned */
  Record *app;
  Record *person;
  Record *page; /* whose token it is */
  Record *node; /* what the path names */
  gboolean is_batched;

  guint status; /* 0 until it is answered */
  JsonNode *answer;
  char *trace_id;
} Ask;

Ask *ask_new (Call *call, const char *method);
void ask_free (Ask *ask);

/* (nullable) */
const char *ask_get (Ask *ask, const char *name);
gboolean ask_get_bool (Ask *ask, const char *name, gboolean otherwise);
gint64 ask_get_int (Ask *ask, const char *name, gint64 otherwise);
/* (nullable) (transfer full): of what the check of parameters has found to be JSON */
JsonNode *ask_get_json (Ask *ask, const char *name);

/* @answer: (transfer full) */
void ask_answer (Ask *ask, JsonObject *answer);
/* {"success":true} */
void ask_succeed (Ask *ask);
/* {"id":…} */
void ask_answer_id (Ask *ask, const char *id);

/* Graph's error object; HTTP's status and the type go with the code. Always FALSE. */
gboolean ask_fail (Ask *ask, int code, int subcode, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* For the person: error_user_title and error_user_msg of an error that was set before. */
void ask_explain (Ask *ask, const char *title, const char *text);
/* 100/33 */
gboolean ask_not_found (Ask *ask, const char *id);
/* Besides the answer: something that Meta's interface does not have or take. Always FALSE. */
gboolean ask_violate (Ask *ask, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* ---- The steps of an operation ---- */

/* body.c: the parameters of the query and of the body. FALSE: refused */
gboolean body_read (Ask *ask);
gboolean body_add_query (Ask *ask, const char *query, const char *where);
/* For the journal: names, values without secrets, parts with sizes and hashes. Returns: (transfer full) */
JsonNode *body_describe (Ask *ask);

/* methods.c: finds the method, checks each parameter, the token and what it may do, and runs it. */
void methods_run (Ask *ask);
/* params.c: @spec as in methods.c. FALSE: refused */
gboolean params_check (Ask *ask, const char *spec);

/* limits.c: FALSE: the app or the Page has used up what it may. */
gboolean limits_take (Ask *ask);
void limits_add_headers (Ask *ask, SoupMessageHeaders *headers);

/* batch.c */
void batch_run (Ask *ask);
void batch_read_ids (Ask *ask);

/* token.c: who asks. FALSE: refused */
gboolean ask_read_token (Ask *ask);
/* @scope: (nullable) (a space between several); @task: (nullable), of the Page's role. FALSE: refused */
gboolean ask_may (Ask *ask, const char *scope, const char *task);
gboolean ask_has_scope (Ask *ask, const char *scope);
/* The token is @page_id's own. FALSE: refused */
gboolean ask_is_of_page (Ask *ask, const char *page_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

G_END_DECLS
