/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-readiness.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Which cars may be posted: what the lot asks of them, and what each lacks. Threads and errors are those of
 * autosell-store.h. */

typedef enum
{
  AUTOSELL_POST_NEED_NOTHING, /* cars that lack something are posted all the same; a person is warned */
  AUTOSELL_POST_NEED_PLANNED, /* the schedule waits for them; a person is warned */
  AUTOSELL_POST_NEED_ALWAYS,  /* nobody posts them */
} AutosellPostNeed;

/* Setting of the store. */
#define AUTOSELL_SETTING_POSTS_NEED_READY "posts.need-ready" /* "no": nothing; "always"; else planned */

AutosellPostNeed autosell_store_get_post_need (AutosellStore *self);
void autosell_store_set_post_need (AutosellStore *self, AutosellPostNeed need);

typedef struct
{
  gint64 key;
  char *title;
  AutosellStatus status;
  gboolean is_deleted;
  AutosellReadiness readiness;
  gboolean has_price;
  gint64 price_cents;
  gboolean is_whole; /* available, and lacks nothing */
  gboolean is_held;  /* it is not posted, whoever asks */
} AutosellPostGate;

void autosell_post_gate_free (AutosellPostGate *self);

/* By the key's car, in their order; those that are no more are left out. @keys: (element-type gint64).
 * Returns: (transfer full) (element-type AutosellPostGate) */
GPtrArray *autosell_store_check_cars_sync (AutosellStore *self, const GArray *keys, GError **error);
void autosell_store_check_cars_async (AutosellStore *self, const GArray *keys, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *autosell_store_check_cars_finish (AutosellStore *self, GAsyncResult *result, GError **error);

/* Translated: “Sold. Lacks: price, 3 more photos”; "" where it is whole. Returns: (transfer full) */
char *autosell_post_gate_dup_why (const AutosellPostGate *self);
/* Where a person mends the first of what it lacks; FALSE where that is among the photos. */
gboolean autosell_post_gate_get_field (const AutosellPostGate *self, AutosellField *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellPostGate, autosell_post_gate_free)

G_END_DECLS
