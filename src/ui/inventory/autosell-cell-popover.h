/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Changes the price, status or location of one car or of several right where it stands in the list. Made when it is
 * asked for; the caller gives it a parent and a place, and lets go of it when it is closed.
 *
 * Signals: ::apply (AutosellValue *value, const char *reason): both lent; @reason nullable */
#define AUTOSELL_TYPE_CELL_POPOVER (autosell_cell_popover_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCellPopover, autosell_cell_popover, AUTOSELL, CELL_POPOVER, GtkPopover)

/* @vehicle: its value is what is there now; @n_vehicles: for how many it is, told where there are several */
AutosellCellPopover *autosell_cell_popover_new (AutosellStore *store, AutosellField field, AutosellVehicle *vehicle,
                                                guint n_vehicles);

G_END_DECLS
