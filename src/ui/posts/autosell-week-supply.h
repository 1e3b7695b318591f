/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-week.h"

G_BEGIN_DECLS

/* How many cars can be posted, and how many lack something and what; each a button that shows them in the list. */
#define AUTOSELL_TYPE_WEEK_SUPPLY_BAR (autosell_week_supply_bar_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWeekSupplyBar, autosell_week_supply_bar, AUTOSELL, WEEK_SUPPLY_BAR, AdwBin)

GtkWidget *autosell_week_supply_bar_new (void);
void autosell_week_supply_bar_show (AutosellWeekSupplyBar *self, const AutosellWeekSupply *supply);

G_END_DECLS
