/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

G_BEGIN_DECLS

/* What visitors did with a post until now: what tests and the pages for people have set, and (quirk “lively”) what
 * comes by itself as time passes. @name: "views", "clicks", "shares" */
gint64 insights_count (Graph *graph, Record *post, const char *name);
/* @kind: (nullable): all */
gint64 insights_count_reactions (Graph *graph, Record *post, const char *kind);

G_END_DECLS
