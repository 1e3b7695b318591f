/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* A row of a list: the car's key at once, the car itself when its page has been read. The same car keeps the same row
 * object as long as anybody holds it, so a view keeps selection and focus while data change under it.
 * Properties: "vehicle" (AutosellVehicle, nullable, notifies when it is loaded or changed). */
#define AUTOSELL_TYPE_VEHICLE_ROW (autosell_vehicle_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleRow, autosell_vehicle_row, AUTOSELL, VEHICLE_ROW, GObject)

AutosellVehicleRow *autosell_vehicle_row_new (gint64 key);
gint64 autosell_vehicle_row_get_key (AutosellVehicleRow *self);
/* Returns: (transfer none) (nullable): NULL until its page is read */
AutosellVehicle *autosell_vehicle_row_get_vehicle (AutosellVehicleRow *self);
/* For the list that owns it. */
void autosell_vehicle_row_set_vehicle (AutosellVehicleRow *self, AutosellVehicle *vehicle);

G_END_DECLS
