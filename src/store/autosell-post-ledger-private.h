/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-database.h"
#include "autosell-post-ledger.h"

G_BEGIN_DECLS

/* One car with its cells, within a job. @is_gone: (out) (optional): sold, or in the bin. NOT_FOUND.
 * Returns: (transfer full) */
AutosellPostCar *autosell_post_ledger_sql_load_car (AutosellConnection *connection, gint64 key, gboolean *is_gone,
                                                    GError **error);

G_END_DECLS
