/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-marketplace-store.h"

G_BEGIN_DECLS

/* What a person needs to list one car on Marketplace, which no program may do: each field of the form with a button
 * that copies it, the photos as files, the form in the browser, and what was done there, noted by hand. */
#define AUTOSELL_TYPE_MARKETPLACE_DIALOG (autosell_marketplace_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellMarketplaceDialog, autosell_marketplace_dialog, AUTOSELL, MARKETPLACE_DIALOG, AdwWindow)

void autosell_marketplace_dialog_present (GtkWindow *parent, AutosellStore *store, gint64 key);

/* “Listed on 12/11/2026 · renewed on 20/11/2026”, or "" for never. Returns: (transfer full) */
char *autosell_marketplace_dup_days (const char *posted_on, const char *renewed_on, const char *removed_on);

/* Writes it down as one change with one undo. @callback: ends with autosell_store_commit_finish() */
void autosell_marketplace_commit (AutosellStore *store, gint64 key, const AutosellListing *listing,
                                  GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
