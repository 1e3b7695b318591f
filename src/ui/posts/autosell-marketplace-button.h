/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The way to autosell-marketplace-list.h, which says how many listings are to be renewed or taken down.
 *
 * ::count-changed: get_n_due() is another */
#define AUTOSELL_TYPE_MARKETPLACE_BUTTON (autosell_marketplace_button_get_type ())
G_DECLARE_FINAL_TYPE (AutosellMarketplaceButton, autosell_marketplace_button, AUTOSELL, MARKETPLACE_BUTTON, AdwBin)

GtkWidget *autosell_marketplace_button_new (void);
void autosell_marketplace_button_set_store (AutosellMarketplaceButton *self, AutosellStore *store);
guint autosell_marketplace_button_get_n_due (AutosellMarketplaceButton *self);

G_END_DECLS
