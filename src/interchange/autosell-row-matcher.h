/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import-plan.h"
#include "autosell-stock-index.h"

G_BEGIN_DECLS

/* One row of the file while its car is looked for. */
typedef struct
{
  AutosellSignature signature;
  AutosellMatch match;     /* NONE as long as it is not found */
  guint position;          /* of its car in the index */
  gboolean is_twin;        /* not found, and another row stands for the same car */
  gboolean has_foreign_id; /* not found, and its id is another car's */
} AutosellMatcherRow;

/* Finds the car of each row: certain evidence first for all rows, then weaker, so that no row takes a car that a later
 * row has a better claim to. What cannot be told apart is left alone. @rows: of AutosellMatcherRow; signatures are
 * filled. FALSE when cancelled. */
gboolean autosell_row_matcher_run (AutosellStockIndex *index, GArray *rows, GCancellable *cancellable, GError **error);

G_END_DECLS
