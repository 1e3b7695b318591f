/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph-usage.h"

G_BEGIN_DECLS

/* The longest estimated_time_to_regain_access of X-Business-Use-Case-Usage; 0 where none is told. @business_usage:
 * (nullable) */
gint64 autosell_graph_usage_read_regain_minutes (const char *business_usage);

G_END_DECLS
