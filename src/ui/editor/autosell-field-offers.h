/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-field-row.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* Asks the stock for what the completion of @row offers, and gives it to the row when it comes; does nothing for a row
 * that wants none. @store: (nullable): nothing is asked then
 * @latest: (inout): the question before this one, which is cancelled; owned by the caller */
void autosell_field_offers_ask (AutosellStore *store, AutosellFieldRow *row, GCancellable **latest);

G_END_DECLS
