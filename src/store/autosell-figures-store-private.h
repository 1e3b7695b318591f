/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-database.h"
#include "autosell-figures-store.h"

G_BEGIN_DECLS

/* reactions, comments, shares, reach, clicks, from @column on. */
void autosell_figures_sql_read (sqlite3_stmt *stmt, int column, AutosellPostFigures *figures);
/* As autosell_store_get_figures_sync(), within a job. */
GArray *autosell_figures_sql_get (AutosellConnection *connection, gint64 post, GError **error);

G_END_DECLS
