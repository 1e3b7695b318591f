/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "graph.h"

G_BEGIN_DECLS

/* A record is an object of JSON: what tests set, what is kept on disk and what methods read is the same thing. Times
 * are seconds since 1970 and end in _s; 0 is never. What each kind holds:
 *
 *   apps      id secret name live requires_proof redirect_uris[]
 *   people    id name
 *   pages     id name category likes business roles{person: [task]}
 *   grants    "APP PERSON": app person scopes{permission: granted|declined} pages[] granted_s
 *   tokens    TEXT: text kind(USER|PAGE|SYSTEM|APP) app person page long issued_s expires_s death
 *   codes     TEXT: text app person redirect_uri expires_s used
 *   photos    id page app sha256 bytes type temporary published expires_s created_s caption alt post
 *   posts     id page app person message photos[] created_s updated_s scheduled_s published hidden pinned link deleted
 *             listed_s sequence likes… (insights.c)
 *   comments  id post page by name message created_s deleted
 *   businesses, catalogs, feeds, uploads, handles, vehicles: catalog*.c */
typedef JsonObject Record;

typedef enum
{
  KIND_APPS,
  KIND_PEOPLE,
  KIND_PAGES,
  KIND_GRANTS,
  KIND_TOKENS,
  KIND_CODES,
  KIND_PHOTOS,
  KIND_POSTS,
  KIND_COMMENTS,
  KIND_BUSINESSES,
  KIND_CATALOGS,
  KIND_FEEDS,
  KIND_UPLOADS,
  KIND_HANDLES,
  KIND_VEHICLES,
  KIND_ERRORS, /* none are kept: rows of an upload's */
  N_KINDS,
} Kind;

struct _Graph
{
  Cloud *cloud;
  JsonObject *records[N_KINDS]; /* id → Record */
  JsonObject *quirks;
  JsonArray *violations;
  JsonObject *usage; /* "page ID", "app ID" → { window_s, calls, percent, blocked_until_s, calls_in_block } */
  gint64 n_ids;
  gint64 due_s;    /* before that the clock does nothing */
  guint64 version; /* rises with each change, for the pages of people */
};

const char *rec_text (Record *record, const char *name); /* (nullable) */
gint64 rec_int (Record *record, const char *name);
gboolean rec_flag (Record *record, const char *name);
void rec_set_text (Record *record, const char *name, const char *text); /* @text: (nullable) */
void rec_set_int (Record *record, const char *name, gint64 value);
void rec_set_flag (Record *record, const char *name, gboolean value);
/* (nullable) */
JsonArray *rec_list (Record *record, const char *name);
gboolean rec_list_has (Record *record, const char *name, const char *text);

/* (nullable) */
Record *graph_find (Graph *graph, Kind kind, const char *id);
/* @record: (transfer full) */
Record *graph_add (Graph *graph, Kind kind, const char *id, Record *record);
void graph_remove (Graph *graph, Kind kind, const char *id);
/* All of a kind in the order in which they came. (transfer container) (element-type Record) */
GPtrArray *graph_list (Graph *graph, Kind kind);
const char *graph_get_plural (Kind kind);

gint64 graph_now_s (Graph *graph);
/* Something changed. */
void graph_touch (Graph *graph);
/* Decimal digits, as all of Facebook's. Returns: (transfer full) */
char *graph_make_id (Graph *graph);
/* Returns: (transfer full) */
char *graph_make_secret (const char *prefix);
/* What the clock does: waiting posts appear, photos that were not used vanish. Called before every operation. */
void graph_settle (Graph *graph);
/* Something is to happen then; 0: it has to be looked what and when. */
void graph_expect (Graph *graph, gint64 at_s);
/* catalog-batch.c, catalog-feed.c: each does what is due, and expects what is not */
void catalog_settle_batches (Graph *graph);
void catalog_settle_uploads (Graph *graph);

gboolean quirk_flag (Graph *graph, const char *name);
gint64 quirk_int (Graph *graph, const char *name);
const char *quirk_text (Graph *graph, const char *name);

void graph_violate (Graph *graph, const char *method, const char *path, const char *why);

/* "2026-11-22T15:00:00+0000". Returns: (transfer full) */
char *graph_format_time (gint64 time_s);

/* Photos' bytes are files in the state's folder. (nullable) (transfer full) */
GBytes *graph_read_photo (Graph *graph, const char *id);
void graph_write_photo (Graph *graph, const char *id, GBytes *bytes);

/* Posts are gone for everybody once they are deleted. (nullable) */
Record *graph_find_post (Graph *graph, const char *id);
void graph_delete_post (Graph *graph, Record *post);
void graph_forget_photo (Graph *graph, const char *id);
/* A post that people see from now on; @at_s. */
void graph_publish_post (Graph *graph, Record *post, gint64 at_s);

/* token.c: what scenario.c and dialog.c make of them */
Record *token_make (Graph *graph, const char *kind, const char *app, const char *person, const char *page,
                    gint64 expires_s, gboolean is_long);
Record *token_get_grant (Graph *graph, const char *app, const char *person);
/* @scopes, @declined, @pages: NULL-terminated; @pages: (nullable) for all that the person has a role on */
Record *token_grant (Graph *graph, const char *app, const char *person, GStrv scopes, GStrv declined, GStrv pages);
Record *token_make_code (Graph *graph, const char *app, const char *person, const char *redirect_uri);
/* @person, @page, @app: (nullable) for all; @subcode 0 heals */
void token_kill (Graph *graph, const char *app, const char *person, const char *page, gint64 subcode);
extern const char *const token_scopes[];

G_END_DECLS
