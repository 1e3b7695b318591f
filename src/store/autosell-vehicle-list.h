/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"
#include "autosell-vehicle-row.h"

G_BEGIN_DECLS

/* A GListModel of AutosellVehicleRow: the ordered keys of a query, 8 bytes a car; rows are read by page when the view
 * asks, in the background. Follows the store's ::changed with the smallest splices. Properties: "query-text" … are
 * methods; notifies "totals" when counts and sums are new, and "loading". */
#define AUTOSELL_TYPE_VEHICLE_LIST (autosell_vehicle_list_get_type ())
G_DECLARE_FINAL_TYPE (AutosellVehicleList, autosell_vehicle_list, AUTOSELL, VEHICLE_LIST, GObject)

AutosellVehicleList *autosell_vehicle_list_new (AutosellStore *store);

/* What to show; the answer comes later and replaces the rows in one go. A newer call overtakes an older one. */
void autosell_vehicle_list_set_query (AutosellVehicleList *self, AutosellQuery *query);
AutosellQuery *autosell_vehicle_list_get_query (AutosellVehicleList *self);
void autosell_vehicle_list_set_sort (AutosellVehicleList *self, const AutosellSort *sort);
const AutosellSort *autosell_vehicle_list_get_sort (AutosellVehicleList *self);

/**
 * AutosellVehicleList::loaded:
 *
 * The rows are those of the latest query and sort now. Main context.
 */
gboolean autosell_vehicle_list_is_loading (AutosellVehicleList *self);
/* Nothing is on its way: neither an answer nor a row that a change has made old. */
gboolean autosell_vehicle_list_is_current (AutosellVehicleList *self);
const AutosellTotals *autosell_vehicle_list_get_totals (AutosellVehicleList *self);

/* 0 where there is none. */
gint64 autosell_vehicle_list_get_key (AutosellVehicleList *self, guint position);
/* FALSE where the car is not in the list. @position: (out) (optional) */
gboolean autosell_vehicle_list_find (AutosellVehicleList *self, gint64 key, guint *position);

G_END_DECLS
