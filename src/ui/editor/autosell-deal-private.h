/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-deal-dialog.h"

G_BEGIN_DECLS

/* In autosell-deal-check.c: what there is to say of one value of a deal. @is_proposed: nobody has touched it yet.
 * @is_error: (out): it cannot be kept as it is; @is_doubt: (out): it is unlikely. Returns: (transfer full)
 * (nullable) */
char *autosell_deal_check (AutosellVehicle *vehicle, AutosellField field, const AutosellValue *value,
                           gboolean is_proposed, const char *today_iso, gboolean *is_error, gboolean *is_doubt);

/* In autosell-deal-release.c: the toast for a deal that was done, in the window it was asked for from; with “Undo”, or
 * with “Print Receipt…” for a reservation. @sentence: (transfer full); @opener: (nullable) */
void autosell_deal_tell (GtkWindow *opener, AutosellStore *store, gint64 key, gint64 change, gboolean has_receipt,
                         char *sentence);

G_END_DECLS
