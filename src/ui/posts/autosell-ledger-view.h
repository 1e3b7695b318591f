/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The ledger in the place for posts: cars × Pages, searched with the language of the inventory, by state and Page,
 * sorted by what went out longest ago; a row opens its car Page by Page. It is read when it is first seen, and follows
 * while it is. */
#define AUTOSELL_TYPE_LEDGER_VIEW (autosell_ledger_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellLedgerView, autosell_ledger_view, AUTOSELL, LEDGER_VIEW, AdwBin)

GtkWidget *autosell_ledger_view_new (void);
void autosell_ledger_view_set_store (AutosellLedgerView *self, AutosellStore *store);

G_END_DECLS
