/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-import-plan.h"

G_BEGIN_DECLS

/* The rows of an import's preview in words. Knows nothing of GTK. */

/* “New”, “Changed” … Static. */
const char *autosell_plan_kind_to_label (AutosellPlanKind kind);

/* How the row's car was found in the stock: “by its NIV”; "" for none. Static. */
const char *autosell_match_to_label (AutosellMatch match);

/* What the row does: for a changed car each field before → after, one a line; for a new one what it is. Returns:
 * (transfer full) */
char *autosell_plan_row_dup_text (AutosellPlanRow *row);

/* What could not be read, one cell a line. Returns: (transfer full) (nullable): NULL for nothing */
char *autosell_plan_row_dup_unreadable (AutosellPlanRow *row);

/* TRUE where importing it would write something. */
gboolean autosell_plan_kind_writes (AutosellPlanKind kind);

G_END_DECLS
