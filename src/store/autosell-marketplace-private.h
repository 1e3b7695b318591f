/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-marketplace.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* The row of a car's listing, within a job. A car without one was never listed. */
gboolean autosell_listing_sql_load (AutosellConnection *connection, gint64 key, AutosellListing *listing,
                                    GError **error);
/* An empty listing leaves no row. */
gboolean autosell_listing_sql_save (AutosellConnection *connection, gint64 key, const AutosellListing *listing,
                                    const char *who, gint64 at_us, GError **error);

G_END_DECLS
