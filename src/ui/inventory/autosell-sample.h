/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* Brings the sample inventory, which is a spreadsheet like any other, into the stock as one change. Result: number of
 * cars, -1 on error. */
void autosell_sample_load_async (AutosellStore *store, GAsyncReadyCallback callback, gpointer user_data);
gint64 autosell_sample_load_finish (AutosellStore *store, GAsyncResult *result, GError **error);

G_END_DECLS
