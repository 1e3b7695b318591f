/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-card-style.h"
#include "autosell-vehicle-cards.h"
#include "autosell-vehicle-view-private.h"

G_BEGIN_DECLS

#define AUTOSELL_TYPE_VEHICLE_CARD (autosell_vehicle_card_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleCard, autosell_vehicle_card, AUTOSELL, VEHICLE_CARD, AutosellVehicleItem)

AutosellCardStyle *autosell_vehicle_cards_get_style (AutosellVehicleCards *self);

/* What one of its texts says, "" for nothing; @scratch may be written and is then what the result points into. */
const char *autosell_vehicle_card_get_text (AutosellCardText kind, AutosellVehicle *vehicle, const char *today_iso,
                                            GString *scratch, AutosellCellLook *look);
/* FALSE where a column of the table has no place in a card. */
gboolean autosell_vehicle_card_find_text (AutosellVehicleColumn column, AutosellCardText *kind);

G_END_DECLS
