/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-gate.h"
#include "autosell-sql.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
AutosellPostGate *autosell_post_gate_new (AutosellVehicle *vehicle, AutosellPostNeed need);
/* Within a job. */
AutosellPostNeed autosell_post_gate_sql_get_need (AutosellConnection *connection);
/* Why a car is not posted now, whoever asks; NULL where it is, or is no more. @key: 0 for none.
 * Returns: (transfer full) (nullable) */
char *autosell_post_gate_sql_dup_held (AutosellConnection *connection, gint64 key);

G_END_DECLS
