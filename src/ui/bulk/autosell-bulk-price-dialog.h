/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The price of several cars: up or down by a percentage or an amount, or set, and rounded; with what would come of
 * it. */
#define AUTOSELL_TYPE_BULK_PRICE_DIALOG (autosell_bulk_price_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellBulkPriceDialog, autosell_bulk_price_dialog, AUTOSELL, BULK_PRICE_DIALOG, AdwWindow)

/* @keys: (element-type gint64) */
void autosell_bulk_price_dialog_present (GtkWindow *parent, AutosellStore *store, GArray *keys);

G_END_DECLS
