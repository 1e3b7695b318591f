/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-price-rule.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* One decision about many cars: which cars, and what happens to them. Unlike an AutosellChangeSet, which knows each
 * car, it is resolved where it is written, in the same transaction: what a filter finds is what it finds then.
 *
 * Filled by one owner, then lent to a store command, which may run it on another thread: it is not to be touched until
 * the callback. */
typedef struct _AutosellBulk AutosellBulk;

/* @keys: (element-type gint64): copied; cars that are gone meanwhile are skipped. */
AutosellBulk *autosell_bulk_new_for_keys (GArray *keys);
/* All that the query finds when it is done. */
AutosellBulk *autosell_bulk_new_for_query (AutosellQuery *query);
AutosellBulk *autosell_bulk_ref (AutosellBulk *self);
void autosell_bulk_unref (AutosellBulk *self);

/* A value for each of the cars; UNKNOWN takes it away. Cars in the bin are skipped. */
void autosell_bulk_set_value (AutosellBulk *self, AutosellField field, const AutosellValue *value);
/* @text: (nullable) removes it */
void autosell_bulk_set_extra (AutosellBulk *self, const char *name, const char *text);
void autosell_bulk_set_price_rule (AutosellBulk *self, const AutosellPriceRule *rule);
/* Into the bin, or out of it; nothing else can be set beside. */
void autosell_bulk_set_deleted (AutosellBulk *self, gboolean is_deleted);
/* @reason: (nullable): in the person's words, for the history */
void autosell_bulk_set_reason (AutosellBulk *self, const char *reason);
/* Works everything out and leaves it as it was; the result says what would have changed. */
void autosell_bulk_set_dry_run (AutosellBulk *self, gboolean is_dry_run);

/* EDIT unless one thing alone is set: what history says. */
AutosellAction autosell_bulk_get_action (AutosellBulk *self);

/* ---- After it was done ---- */

/* Cars that it was for. */
gint64 autosell_bulk_get_n_targets (AutosellBulk *self);
/* What the price rule did; all 0 without one. */
const AutosellPricePreview *autosell_bulk_get_price_preview (AutosellBulk *self);

/* One transaction with one undo; a backup comes before where it is for ten cars or more. n_skipped: cars that are gone,
 * or in the bin. */
void autosell_store_bulk_async (AutosellStore *store, AutosellBulk *bulk, GAsyncReadyCallback callback,
                                gpointer user_data);
AutosellCommitResult *autosell_store_bulk_finish (AutosellStore *store, GAsyncResult *result, GError **error);
AutosellCommitResult *autosell_store_bulk_sync (AutosellStore *store, AutosellBulk *bulk, GError **error);

/* The prices of cars, for a preview or a sum; those that are gone are left out. In the order of @keys.
 * finish: Returns: (transfer full) (element-type AutosellPricedCar) */
void autosell_store_get_prices_async (AutosellStore *store, GArray *keys, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
GArray *autosell_store_get_prices_finish (AutosellStore *store, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellBulk, autosell_bulk_unref)

G_END_DECLS
