/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* All that people listed on Marketplace: what to take down, what to renew, what is up and what is over; with one button
 * for what was done there, and the way to a car's kit. */
#define AUTOSELL_TYPE_MARKETPLACE_LIST (autosell_marketplace_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellMarketplaceList, autosell_marketplace_list, AUTOSELL, MARKETPLACE_LIST, AdwWindow)

void autosell_marketplace_list_present (GtkWindow *parent, AutosellStore *store);

G_END_DECLS
