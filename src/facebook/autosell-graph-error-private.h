/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "autosell-graph-error.h"

G_BEGIN_DECLS

/* What is known of a call whose answer is judged. */
typedef struct
{
  guint status;
  gboolean is_write;     /* it changes something, and twice is not as once */
  gint64 regain_minutes; /* X-Business-Use-Case-Usage's estimated_time_to_regain_access, the longest; 0: not told */
} AutosellGraphCallFacts;

/* @object: (nullable): the value of “error”; NULL where that was no object */
void autosell_graph_set_error_of_answer (GError **error, const AutosellGraphCallFacts *facts, JsonObject *object);
/* An answer that is no JSON object. */
void autosell_graph_set_error_of_garbage (GError **error, const AutosellGraphCallFacts *facts);
/* An answer of the right form that lacks what was asked for. */
void autosell_graph_set_unexpected (GError **error, gboolean is_write, const char *what);
/* @cause: of AUTOSELL_NET_ERROR, or any other, which is copied. Returns: (transfer full) */
GError *autosell_graph_error_of_net (const GError *cause);
void autosell_graph_set_error (GError **error, AutosellGraphErrorCode code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

G_END_DECLS
