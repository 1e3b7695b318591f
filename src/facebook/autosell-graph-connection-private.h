/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-graph-sign-in.h"

#include "autosell-redact.h"

G_BEGIN_DECLS

/* What @token reaches becomes the result of @task: an AutosellGraphConnection. @task: (transfer full), without data
 * yet;
 * @app_id, @app_secret: (nullable); @is_pasted: nobody knows whose it is */
void autosell_graph_connect (AutosellGraph *graph, const AutosellGraphToken *token, const char *app_id,
                             const char *app_secret, gboolean is_pasted, GTask *task);

G_END_DECLS
