/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Facebook in the fake cloud: the Graph API at BASE/graph/vNN.N/…, its web host (sign-in) at BASE/facebook/, each Page
 * as visitors see it at BASE/pages. As strict as what is known of the real one: what Meta does not have is refused, and
 * besides that kept as a “violation”, which a test asks for at its end (GET /control/facebook/violations is to be
 * empty).
 *
 *   graph      from a request to its answer;  ask: one operation (a request, or an element of a batch) and its errors
 *   body       strict readers of forms, multipart and JSON;  params: what each method takes, checked by a table
 *              (methods)
 *   state      apps, people, Pages, tokens, photos, posts, comments as records of JSON; what the clock does to them
 *   scenario   how tests and demonstrations set all of that (below)
 *   dialog     the sign-in page;  token: codes, tokens, who may do what
 *   photos, feed, comments, lists, fields, nodes, insights, limits, batch, catalog   the methods
 *   wall       the pages for people
 *
 * Three apps, people and Pages, and a business with a catalog, are there from the start (state.c, add_defaults); a
 * scenario's member "facebook", or POST /control/facebook with the same object, adds and changes (each member may be
 * missing):
 *
 *   { "reset": true,                               nothing is left of what was before, not even the defaults
 *     "apps":   [ { "id", "secret", "name", "live": false, "requires_proof": false, "redirect_uris": [ … ] } ],
 *     "people": [ { "id", "name" } ],
 *     "pages":  [ { "id", "name", "category", "likes": 500, "business": false,
 *                   "roles": { PERSON: [ "CREATE_CONTENT", "MODERATE", "ANALYZE", … ] or "all" } } ],
 *     "businesses": [ { "id", "name", "people": [ … ] } ], "catalogs": [ { "id", "name", "business",
 *                       "vertical": "vehicles" } ],
 *     "posts":  [ { "page", "message", "app": null, "created_s", … } ],       as if written on facebook.com
 *     "quirks": { … },                             switches for what is uncertain, see state.c (default_quirks)
 *     "limits": { "page": ID, "percent": 95 } or { "page": ID, "block_minutes": 30 }, "app" or "catalog"
 *     "die":    { "person": ID, "page": ID, "app": ID, "subcode": 460 },      0 heals; what is missing means all
 *     "die":    { "person": ID, "app": ID, "scope": "read_insights" },        a permission not used for 90 days
 *     "act":    { "do": "like", "post": ID } … }                              by hand on facebook.com (wall.h)
 *
 *   POST /control/facebook/token  { "person", "app", "page" (else the person's), "scopes": [ … ] (else all),
 *                                   "long": true,
 *                                   "kind": "USER"|"SYSTEM" } → { "access_token" }: without the sign-in page
 *   GET  /control/facebook        all records;  GET /control/facebook/violations, DELETE forgets them
 *   POST /control/clock           { "add_s": N } or { "set_s": UNIX }
 *   POST /control/faults          as everywhere (faults.h), for example the lost answer of a post that stands:
 *                                 { "method": "POST", "path": "graph/v25.0/102900000000001/feed", "after": true,
 *                                   "cut": "before" }
 *                                 or Meta's own words: { "path": "graph/v25.0/me", "error": { "code": 368,
 *                                   "subcode": 1390008 } } */

#include "../call.h"

G_BEGIN_DECLS

typedef struct _Graph Graph;

Graph *graph_new (Cloud *cloud);
void graph_free (Graph *graph);
/* Nothing is left, not even the defaults. */
void graph_reset (Graph *graph);
/* What is kept in graph.json; photos are files beside it. */
JsonObject *graph_to_json (Graph *graph);
/* @object: (nullable): the defaults */
void graph_load (Graph *graph, JsonObject *object);

/* FALSE: no address of Facebook's. */
gboolean graph_handle (Call *call);
/* For the journal: what was asked by a call that a fault keeps from being handled. */
void graph_describe (Call *call);
/* The pages for people. FALSE: none of these. */
gboolean wall_handle (Call *call);
/* For the first page of all: a list of the Pages. */
void wall_append_links (Graph *graph, GString *page);

/* Below /control/facebook. */
void graph_control (Call *call, JsonObject *given);
gboolean graph_apply_scenario (Graph *graph, JsonObject *given, GError **error);

/* An error on purpose, in Graph's form. @error: (nullable): { "code", "subcode", "message", … }, else what goes with
 * @http */
void graph_answer_error (Call *call, guint http, JsonObject *error);

G_END_DECLS
