/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-store.h"

G_BEGIN_DECLS

/* Making posts: by a person's order, by the schedule of a Page, and what becomes of them when the car's status changes.
 * Each is one transaction, so that two programs that plan at once make one plan. Threads and errors are those of
 * autosell-store.h. */

/* Settings of the store. */
#define AUTOSELL_SETTING_POSTS_WHEN_SOLD "posts.when-sold" /* "remove", "mark", "hide", "nothing"; else remove */
#define AUTOSELL_SETTING_POSTS_WHEN_RESERVED "posts.when-reserved" /* the same; else mark */
#define AUTOSELL_SETTING_POSTS_WHEN_PRICE \
  "posts.when-price" /* "edit", "repost", "comment", "nothing"; else it is asked */
#define AUTOSELL_SETTING_POSTS_DAYS_AHEAD "posts.days-ahead" /* 1 to 27; else 3 */

#define AUTOSELL_POST_MAX_PHOTOS 10

typedef struct
{
  gint64 page;
  gint64 key;
  gint64 at_s;      /* 0: at once */
  gint64 template;  /* 0: the Page's own, else the first one */
  const char *text; /* (nullable): a person's own words instead; the reference is put under them where it is missing */
  const char *const *photos; /* (nullable): ids in order; else the car's first ones */
  gboolean is_scheduled;
} AutosellPostOrder;

/* The post as it would be; nothing is written. NOT_FOUND. Returns: (transfer full) */
AutosellPost *autosell_store_compose_post_sync (AutosellStore *self, const AutosellPostOrder *order, GError **error);
void autosell_store_compose_post_async (AutosellStore *self, const AutosellPostOrder *order, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
AutosellPost *autosell_store_compose_post_finish (AutosellStore *self, GAsyncResult *result, GError **error);
/* The same, and it waits for its turn from then on. NOT_READY where the lot posts no car that lacks something: see
 * autosell-post-gate.h */
AutosellPost *autosell_store_order_post_sync (AutosellStore *self, const AutosellPostOrder *order, GError **error);
void autosell_store_order_post_async (AutosellStore *self, const AutosellPostOrder *order, GAsyncReadyCallback callback,
                                      gpointer user_data);
AutosellPost *autosell_store_order_post_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Everything that a publisher needs, after the plan is made and cars are answered to. */
typedef struct
{
  GPtrArray *pages; /* owned, of AutosellPage */
  GPtrArray *posts; /* owned, of AutosellPost: those of which something may be left to do, oldest first */
  guint n_planned;  /* new by the schedule */
  guint n_followed; /* changed because of their cars */
} AutosellPublishing;

void autosell_publishing_free (AutosellPublishing *self);
/* @now_s: by the service's clock */
AutosellPublishing *autosell_store_prepare_publishing_sync (AutosellStore *self, gint64 now_s, GError **error);
void autosell_store_prepare_publishing_async (AutosellStore *self, gint64 now_s, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
AutosellPublishing *autosell_store_prepare_publishing_finish (AutosellStore *self, GAsyncResult *result,
                                                              GError **error);

/* The next slots of a Page, with what stands, what was said, and what would go by the rule. Returns: (transfer full)
 * (element-type AutosellPostSlot) */
GArray *autosell_store_get_slots_sync (AutosellStore *self, gint64 page, gint64 from_s, gint64 until_s, GError **error);
/* For windows: what failed, what goes when, and what is out. */
typedef struct
{
  gint64 page;
  char *page_name; /* owned */
  AutosellPostSlot slot;
  char *title; /* owned, nullable: of its car */
} AutosellPostSlotRow;

typedef struct
{
  GPtrArray *pages;     /* owned, of AutosellPage */
  GPtrArray *templates; /* owned, of AutosellTemplate */
  GPtrArray *posts;     /* owned, of AutosellPost: newest first, cancelled ones left out */
  GPtrArray *slots;     /* owned, of AutosellPostSlotRow: of automatic Pages, in the order of time */
} AutosellPostsBoard;

void autosell_posts_board_free (AutosellPostsBoard *self);
/* @limit: of the posts */
void autosell_store_get_posts_board_async (AutosellStore *self, gint64 from_s, gint64 until_s, guint limit,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) */
AutosellPostsBoard *autosell_store_get_posts_board_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* For windows: what a person wants of a post, and of a slot. finish: of both */
void autosell_store_change_post_async (AutosellStore *self, const AutosellPost *post, AutosellPostChangeMask mask,
                                       const char *what, GAsyncReadyCallback callback, gpointer user_data);
void autosell_store_set_wish_async (AutosellStore *self, gint64 page, gint64 at_s, gint64 key,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_write_post_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Words that stand over a post whose car is taken. NULL for other statuses. Spanish, as posts are. */
const char *autosell_post_get_mark (const char *status);
/* The text with the mark of @status and no other. Returns: (transfer full) */
char *autosell_post_dup_marked (const char *text, const char *status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostsBoard, autosell_posts_board_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPublishing, autosell_publishing_free)

G_END_DECLS
