/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-selection.h"

G_BEGIN_DECLS

/* In place of the footer while several cars are selected: how many and what they cost together, and what can be done
 * with them. Its buttons are actions of the page that it is in; where there is little room they are fewer, and the rest
 * is in a menu. */
#define AUTOSELL_TYPE_SELECTION_BAR (autosell_selection_bar_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSelectionBar, autosell_selection_bar, AUTOSELL, SELECTION_BAR, AdwBin)

/* The selected cars, or their prices, may be others now. @tells_sum: unless that stands beside the list already. */
void autosell_selection_bar_update (AutosellSelectionBar *self, AutosellStore *store,
                                    AutosellVehicleSelection *selection, gboolean is_bin, gboolean tells_sum);

G_END_DECLS
