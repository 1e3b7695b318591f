/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ask.h"

G_BEGIN_DECLS

/* fields=a,b{c,d},edge.limit(0).summary(total_count).as(name) */
typedef struct
{
  char *name;
  GHashTable *arguments; /* modifier → text within its brackets */
  GPtrArray *children;   /* (nullable) (element-type Field) */
} Field;

/* Returns: (transfer full) (nullable) (element-type Field): NULL where it cannot be read */
GPtrArray *fields_parse (const char *text);
/* (nullable) */
const char *field_get (const Field *field, const char *modifier);
gint64 field_get_int (const Field *field, const char *modifier, gint64 otherwise);
/* The name that the answer has it under. */
const char *field_get_alias (const Field *field);
/* FALSE: refused: @field has a modifier other than these, separated by spaces. */
gboolean field_check_modifiers (Ask *ask, const Field *field, const char *known);

/* nodes.c: an object with the fields that are asked for (@fields nullable: the defaults). NULL: refused. Returns:
 * (transfer full) */
JsonObject *node_make (Ask *ask, Kind kind, Record *record, GPtrArray *fields);
/* The call's own fields=. FALSE: refused. *@fields: (nullable) (transfer full) */
gboolean node_read_fields (Ask *ask, GPtrArray **fields);
/* Answers a call that reads one node. */
void node_get (Ask *ask);
/* Which kind has this id. (nullable): the record */
Record *node_find (Ask *ask, const char *id, Kind *kind);
const char *node_get_type (Kind kind);

/* edges.c: counts of a post as one of its fields: reactions, comments, attachments. NULL without answer: nothing to
 * tell; NULL with ask->status: refused */
JsonNode *edge_make_attachments (Ask *ask, Record *post, const Field *field);
JsonNode *edge_make_reactions (Ask *ask, Record *post, const Field *field);
JsonNode *edge_make_comments (Ask *ask, Record *post, const Field *field);
JsonNode *edge_make_shares (Ask *ask, Record *post);

G_END_DECLS
