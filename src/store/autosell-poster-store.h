/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-store.h"

G_BEGIN_DECLS

/* What is known of which PC posts for a Page, and of posts that another PC made. Threads and errors are those of
 * autosell-store.h. */

/* @poster: (nullable): another PC: what was planned here and waits here goes no more; NULL: this one. @name:
 * (nullable): for people
 * @since_s: this PC's claim, of which the Page's posts are known here; 0: none */
void autosell_store_set_poster_async (AutosellStore *self, gint64 page, const char *poster, const char *name,
                                      gint64 since_s, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_set_poster_sync (AutosellStore *self, gint64 page, const char *poster, const char *name,
                                         gint64 since_s, GError **error);

/* A post as it stands at the service. */
typedef struct
{
  char *remote_id; /* owned */
  char *message;   /* owned */
  char *permalink; /* owned, nullable */
  gint64 at_s;
  gboolean is_out; /* else it waits for its time there */
} AutosellForeignPost;

void autosell_foreign_post_free (AutosellForeignPost *self);

/* Those that tell the reference of a car of this stock and are not known here become posts of it, as if they had been
 * made here. Then it is this PC that posts, as in set_poster. @posts: (transfer full) (element-type
 * AutosellForeignPost) */
void autosell_store_adopt_posts_async (AutosellStore *self, gint64 page, GPtrArray *posts, gint64 since_s,
                                       GAsyncReadyCallback callback, gpointer user_data);
/* Of both. */
gboolean autosell_store_poster_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
