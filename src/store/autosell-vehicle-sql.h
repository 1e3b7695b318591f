/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sql.h"
#include "autosell-vehicle.h"

G_BEGIN_DECLS

/* Rows of the table vehicle to and from AutosellVehicle. Private to the store. */

/* "pk, id, revision, …": what autosell_vehicle_sql_read() reads, in its order. Static. */
const char *autosell_vehicle_sql_columns (void);
/* The vehicle of the current row of a SELECT of these columns; without extras and problems. Returns: (transfer full) */
AutosellVehicle *autosell_vehicle_sql_read (sqlite3_stmt *stmt);

/* One car with its extras. NOT_FOUND. Returns: (transfer full) */
AutosellVehicle *autosell_vehicle_sql_load (AutosellConnection *connection, gint64 key, GError **error);
/* Adds the problems, looking for twins and spelling variants in the stock. */
gboolean autosell_vehicle_sql_load_problems (AutosellConnection *connection, AutosellVehicle *vehicle,
                                             const char *today_iso, GError **error);
gboolean autosell_vehicle_sql_load_extras (AutosellConnection *connection, AutosellVehicle *vehicle, GError **error);

/* A new row of all that is known; gives the vehicle its key. */
gboolean autosell_vehicle_sql_insert (AutosellConnection *connection, AutosellVehicle *vehicle, gboolean is_sample,
                                      GError **error);
/* Writes the fields of @changed (1 << field) with the keys made from them, the revision, and the time of change. */
gboolean autosell_vehicle_sql_update (AutosellConnection *connection, AutosellVehicle *vehicle, guint64 changed,
                                      GError **error);
/* For good, with its events: only what has been in the bin for long. */
gboolean autosell_vehicle_sql_destroy (AutosellConnection *connection, gint64 key, GError **error);
/* @text: (nullable) removes */
gboolean autosell_vehicle_sql_write_extra (AutosellConnection *connection, gint64 key, const char *name,
                                           const char *text, GError **error);

/* The spellings of the live stock for BRAND or COLOUR, kept until the stock changes. Owned by the connection; NULL on
 * error. */
AutosellSpelling *autosell_connection_get_spelling (AutosellConnection *connection, AutosellField field,
                                                    GError **error);

G_END_DECLS
