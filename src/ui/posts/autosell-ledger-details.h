/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-post-ledger.h"

G_BEGIN_DECLS

/* One car of the ledger, Page by Page: where it stands with its link, what went wrong, and what people did over
 * time. */
#define AUTOSELL_TYPE_LEDGER_DETAILS (autosell_ledger_details_get_type ())
G_DECLARE_FINAL_TYPE (AutosellLedgerDetails, autosell_ledger_details, AUTOSELL, LEDGER_DETAILS, AdwWindow)

/* @pages: (element-type AutosellPage) */
void autosell_ledger_details_present (GtkWindow *parent, AutosellStore *store, AutosellPostCar *car, GPtrArray *pages);

G_END_DECLS
