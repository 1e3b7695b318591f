/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-plan.h"

G_BEGIN_DECLS

/* Posts that are out with another price than their car has now. Nothing is done with them before a person, or the
 * setting posts.when-price, says what; each is asked about once for each new price. What is not out yet gets the new
 * price by itself, as far as EDIT goes. Threads and errors are those of autosell-store.h. */

typedef enum
{
  /* The price in its words; reactions and comments stay. Words without the old price are made anew by the template that
   * they came from; those that a person wrote are left to a person: they stay among the changes. */
  AUTOSELL_PRICE_EDIT,
  AUTOSELL_PRICE_REPOST,  /* a new post, and the old one is taken off */
  AUTOSELL_PRICE_COMMENT, /* the new price is said below it */
  AUTOSELL_PRICE_NOTHING,
  AUTOSELL_N_PRICE_ANSWERS
} AutosellPriceAnswer;

/* As in the setting. from: FALSE where it is none */
const char *autosell_price_answer_to_nick (AutosellPriceAnswer answer);
gboolean autosell_price_answer_from_nick (const char *nick, AutosellPriceAnswer *answer);

typedef struct
{
  gint64 post;
  gint64 key;
  char *title;     /* owned: of the car, then */
  char *page_name; /* owned */
  gboolean has_old, has_new;
  gint64 old_cents, new_cents;
  char *text; /* owned: its words */
  /* The price is nowhere in them as the program writes it, and they are of no template: a person edits them. */
  gboolean needs_hand;
} AutosellPriceChange;

/* By car. Returns: (transfer full) (element-type AutosellPriceChange) */
GPtrArray *autosell_store_get_price_changes_sync (AutosellStore *self, GError **error);
void autosell_store_get_price_changes_async (AutosellStore *self, GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_get_price_changes_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* @posts: (element-type gint64): those that were asked about; NULL: all. What changed once more meanwhile is asked
 * about again.
 * @now_s: by the service's clock: several new posts of a Page keep their distance from then on */
gboolean autosell_store_answer_price_sync (AutosellStore *self, AutosellPriceAnswer answer, const GArray *posts,
                                           gint64 now_s, GError **error);
void autosell_store_answer_price_async (AutosellStore *self, AutosellPriceAnswer answer, const GArray *posts,
                                        gint64 now_s, GAsyncReadyCallback callback, gpointer user_data);
gboolean autosell_store_answer_price_finish (AutosellStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
