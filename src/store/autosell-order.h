/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-query.h"
#include "autosell-sql.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The ordered keys of a query, with its totals. Why not ORDER BY: a search changes with every key that is pressed,
 * while the order stays, so the list lane keeps all keys of the stock in the wanted order, 16 bytes a car, and only
 * asks SQLite which of them match. Private to the store; list lane only. */
typedef struct
{
  GArray *keys; /* owned (element-type gint64) */
  AutosellTotals totals;
  gint64 stamp; /* of the stock that they belong to: autosell_connection_get_stamp() */
} AutosellOrderedKeys;

AutosellOrderedKeys *autosell_order_query (AutosellConnection *connection, AutosellQuery *query,
                                           const AutosellSort *sort, GError **error);
void autosell_ordered_keys_free (AutosellOrderedKeys *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellOrderedKeys, autosell_ordered_keys_free)

G_END_DECLS
