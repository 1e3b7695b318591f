/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* What a NIV tells, below its field: who built the car, where and when, whether its check digit is right, what of that
 * contradicts the other fields, and whether another car has the same one. It fills in nothing by itself: for brand and
 * year that are blank it has a button. Takes no room where there is nothing to say. */
#define AUTOSELL_TYPE_NIV_NOTE (autosell_niv_note_get_type ())
G_DECLARE_FINAL_TYPE (AutosellNivNote, autosell_niv_note, AUTOSELL, NIV_NOTE, AdwBin)

AutosellNivNote *autosell_niv_note_new (void);

/* Of the NIV, brand and year that @vehicle has now. */
void autosell_niv_note_show (AutosellNivNote *self, AutosellVehicle *vehicle);

/* @twins: (nullable) (element-type AutosellVehicle): other cars with this NIV */
void autosell_niv_note_set_twins (AutosellNivNote *self, GPtrArray *twins);

/* All that is said, for a screen reader. Returns: (transfer none) (nullable) */
const char *autosell_niv_note_get_text (AutosellNivNote *self);

/**
 * AutosellNivNote::use:
 * @field: an AutosellField, BRAND or YEAR
 * @text: what it says
 *
 * AutosellNivNote::open-car:
 * @key: the other car with this NIV
 */

G_END_DECLS
