/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One step from an old order of keys to a new one, as GListModel::items-changed tells it. */
typedef struct
{
  guint position; /* in the new order; steps are to be taken from the last to the first */
  guint old_position;
  guint n_removed;
  guint n_added;
} AutosellSplice;

/* The least steps that lead from @before to @after (both gint64 without repetition): what stays in place is the longest
 * increasing run of common keys, so that one car that moves is two steps and not a new list. More than @max_steps are
 * joined into one. Thread-safe. Returns: (transfer full) (element-type AutosellSplice) */
GArray *autosell_splices_find (GArray *before, GArray *after, guint max_steps);

G_END_DECLS
