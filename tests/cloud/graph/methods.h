/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ask.h"

G_BEGIN_DECLS

/* What the table of methods.c names; each answers the call. By file. */

/* login.c */
void login_give_token (Ask *ask);
void login_debug_token (Ask *ask);
void login_list_permissions (Ask *ask);
void login_revoke (Ask *ask);
/* The token for @page that the person of the call has; made where there is none. */
const char *login_get_page_token (Ask *ask, Record *page);

/* photos.c */
void photos_upload (Ask *ask);
void photos_delete (Ask *ask);
/* FALSE: refused. @photos: ids, to be taken by @post */
gboolean photos_check (Ask *ask, const char *page_id, GStrv photos);
void photos_attach (Ask *ask, Record *post, GStrv photos);

/* feed.c */
void feed_post (Ask *ask);
void feed_update (Ask *ask);
void feed_delete (Ask *ask);
/* What both ways of making a post end with. Returns: (nullable) (not owned): NULL refused */
Record *feed_add (Ask *ask, const char *message, GStrv photos);

/* comments.c */
void comments_add (Ask *ask);
void comments_list (Ask *ask);
void comments_delete (Ask *ask);

/* lists.c */
void lists_accounts (Ask *ask);
void lists_published (Ask *ask);
void lists_feed (Ask *ask);
void lists_scheduled (Ask *ask);
/* Answers with a page of @records (in their order), each with the fields that are asked for. */
void lists_answer (Ask *ask, Kind kind, GPtrArray *records);

/* insights.c */
void insights_get (Ask *ask);

/* nodes.c */
void node_get (Ask *ask);

/* catalog.c, catalog-batch.c, catalog-feed.c */
void catalog_list (Ask *ask);
void catalog_create (Ask *ask);
void catalog_batch (Ask *ask);
void catalog_check_batch (Ask *ask);
void catalog_list_vehicles (Ask *ask);
void catalog_add_vehicle (Ask *ask);
void catalog_update_vehicle (Ask *ask);
void catalog_list_feeds (Ask *ask);
void catalog_add_feed (Ask *ask);
void catalog_upload_feed (Ask *ask);
void catalog_list_errors (Ask *ask);
/* (nullable) (transfer full) */
JsonNode *catalog_make_upload_field (Record *upload, const char *name);

G_END_DECLS
