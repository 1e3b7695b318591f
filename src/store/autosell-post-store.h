/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-page-store.h"
#include "autosell-post-figures.h"
#include "autosell-post-gate.h"
#include "autosell-post-schedule.h"
#include "autosell-post.h"

G_BEGIN_DECLS

/* Posts, by two hands: a person says what is wanted (add, change), and the publisher records what it did and found
 * (record). Each writes its own columns, so that a car sold in the middle of an upload loses neither. Every step leaves
 * an event, for Activity. Times of the service are seconds, UTC. Threads and errors are those of autosell-store.h. */

typedef struct
{
  char *photo_id;  /* owned */
  char *remote_id; /* owned, nullable: that the service gave it */
  gint64 uploaded_s;
} AutosellPostPhoto;

AutosellPostPhoto *autosell_post_photo_new (const char *photo_id);
void autosell_post_photo_free (AutosellPostPhoto *self);

typedef struct
{
  gint64 pk; /* 0 for a new one */
  char *id;
  gint64 page;
  char *page_name;   /* by the store */
  char *page_remote; /* by the store */
  gint64 key;        /* the car; 0 where it is no more */
  char *title;       /* the car's, then */
  char *reference;
  gboolean is_scheduled; /* by the plan; else by hand */
  char *who;
  gint64 created_us;

  /* What is wanted */
  AutosellPostWant want;
  char *text;
  gint64 at_s;        /* 0: at once */
  char *followed;     /* (nullable): status of the car that has been answered to already */
  GPtrArray *photos;  /* (element-type AutosellPostPhoto): in order */
  gint64 missed_s;    /* slot that went by without it; 0: none */
  gboolean has_price; /* the car's was known when the words were written, or a person saw to the difference: */
  gint64 price;       /* that, in cents */
  char *comment;      /* (nullable): to be said below it */

  /* Of a record: what of the comment is being said, or was not said after all (nullable) */
  char *comment_sent, *comment_back;

  /* What is known */
  AutosellPostState state;
  char *text_hash; /* (nullable): of the words that stand there: autosell_post_dup_text_hash() */
  gboolean is_timed;
  gint64 timed_s; /* that the service's scheduler has, or was sent; 0: none */
  gint64 sent_s;
  guint n_looks;
  guint n_tries; /* in a row that failed */
  gint64 retry_s;
  gint64 checked_s;
  gboolean is_hidden;
  char *remote_id; /* (nullable) */
  char *permalink; /* (nullable) */
  gint64 out_s;    /* seen since; 0: not yet */
  gint64 removed_s;
  char *error;                 /* (nullable): nick of what went wrong last */
  char *error_text;            /* (nullable): sentence */
  char *held;                  /* (nullable): sentence: why the lot posts no such car now; by the store */
  AutosellPostFigures figures; /* as last told; by autosell-figures-store.h */
} AutosellPost;

AutosellPost *autosell_post_new (void);
AutosellPost *autosell_post_copy (const AutosellPost *self);
void autosell_post_free (AutosellPost *self);
/* For autosell_post_get_step(). @can_hand: of its Page */
void autosell_post_get_facts (const AutosellPost *self, gboolean can_hand, AutosellPostFacts *facts);

/* ---- A person's hand ---- */

/* How many posts of the car this Page has had, cancelled ones apart: the next one's reference and wording. */
gboolean autosell_store_count_posts_sync (AutosellStore *self, gint64 page, gint64 key, guint *n_posts, GError **error);
/* Gives @post its pk and id. CONFLICT where the Page had this reference already: count again; NOT_FOUND. */
gboolean autosell_store_add_post_sync (AutosellStore *self, AutosellPost *post, GError **error);

typedef enum
{
  AUTOSELL_POST_CHANGE_WANT = 1 << 0,
  AUTOSELL_POST_CHANGE_TEXT = 1 << 1,
  AUTOSELL_POST_CHANGE_AT = 1 << 2,
  AUTOSELL_POST_CHANGE_FOLLOWED = 1 << 3,
  AUTOSELL_POST_CHANGE_RETRY = 1 << 4, /* what failed is tried again, now */
  AUTOSELL_POST_CHANGE_MISSED = 1 << 5,
  AUTOSELL_POST_CHANGE_PRICE = 1 << 6,
  AUTOSELL_POST_CHANGE_COMMENT = 1 << 7,
} AutosellPostChangeMask;

/* What of @post (want, text, at_s, followed, missed_s, price, comment) is wanted now. @what: for the event.
 * NOT_FOUND */
gboolean autosell_store_change_post_sync (AutosellStore *self, const AutosellPost *post, AutosellPostChangeMask mask,
                                          const char *what, const char *detail, GError **error);

/* ---- The publisher's ---- */

/* Writes what is known, with the photos' remote ids. @what, @detail: (nullable): of the event; none without. */
gboolean autosell_store_record_post_sync (AutosellStore *self, const AutosellPost *post, const char *what,
                                          const char *detail, GError **error);

/* @post is copied. */
void autosell_store_record_post_async (AutosellStore *self, const AutosellPost *post, const char *what,
                                       const char *detail, GAsyncReadyCallback callback, gpointer user_data);
/* The same of what is about to be sent: CONFLICT, and nothing written, where it is not wanted any more as @post says,
 * or its car's status has changed and was not answered to. */
void autosell_store_record_sending_async (AutosellStore *self, const AutosellPost *post, GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean autosell_store_record_post_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* ---- Asking ---- */

typedef struct
{
  gint64 pk; /* 0: any, here as below */
  gint64 page;
  gint64 key;
  guint states;     /* 1 << AutosellPostState; 0: any */
  guint limit;      /* 0: all */
  gboolean is_lean; /* the photos of those that are out are left away: nothing is done with them any more */
} AutosellPostQuery;

/* Newest first. Returns: (transfer full) (element-type AutosellPost) */
GPtrArray *autosell_store_get_posts_sync (AutosellStore *self, const AutosellPostQuery *query, GError **error);
void autosell_store_get_posts_async (AutosellStore *self, const AutosellPostQuery *query, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_get_posts_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* By pk, id, the beginning of an id, or reference where one post alone has it. NOT_FOUND. Returns: (transfer full) */
AutosellPost *autosell_store_find_post_sync (AutosellStore *self, const char *word, GError **error);

typedef struct
{
  gint64 at_us;
  char *who;    /* owned */
  char *what;   /* owned */
  char *detail; /* owned, nullable */
} AutosellPostEvent;

void autosell_post_event_free (AutosellPostEvent *self);
/* Oldest first. Returns: (transfer full) (element-type AutosellPostEvent) */
GPtrArray *autosell_store_get_post_events_sync (AutosellStore *self, gint64 pk, GError **error);

/* ---- Planning ---- */

/* All that a plan for one Page is made of. */
typedef struct
{
  GArray *taken;      /* (element-type AutosellPostTaken) */
  GArray *wishes;     /* (element-type AutosellPostWish) */
  GArray *candidates; /* (element-type AutosellPostCandidate) */
} AutosellPostPlanning;

void autosell_post_planning_free (AutosellPostPlanning *self);
/* @from_s: what was before counts only as far as cars rest; @need: what is asked of cars */
AutosellPostPlanning *autosell_store_get_planning_sync (AutosellStore *self, gint64 page, gint64 from_s,
                                                        AutosellPostNeed need, GError **error);
/* @key: 0 skips the slot, -1 takes back what was said. */
gboolean autosell_store_set_wish_sync (AutosellStore *self, gint64 page, gint64 at_s, gint64 key, GError **error);

/* Posts whose car was sold, reserved, freed or binned, and that nobody has seen to. Returns: (transfer full)
 * (element-type AutosellPost): `followed` is the status to answer to ("sold", "reserved", "deleted", "available") */
GPtrArray *autosell_store_get_unfollowed_posts_sync (AutosellStore *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPost, autosell_post_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostPlanning, autosell_post_planning_free)

G_END_DECLS
