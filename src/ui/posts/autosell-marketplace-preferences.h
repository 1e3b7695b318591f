/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Preferences → Listings: the dealership's place in parts, when listings on Marketplace are to be renewed, the privacy
 * notice and the vehicle catalog, each with the button that writes its file. What is typed is saved when it is
 * confirmed or left. */
#define AUTOSELL_TYPE_MARKETPLACE_PREFERENCES (autosell_marketplace_preferences_get_type ())
G_DECLARE_FINAL_TYPE (AutosellMarketplacePreferences, autosell_marketplace_preferences, AUTOSELL,
                      MARKETPLACE_PREFERENCES, AdwPreferencesPage)

GtkWidget *autosell_marketplace_preferences_new (AutosellStore *store);

G_END_DECLS
