/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-post-gate.h"

G_BEGIN_DECLS

/* Returns: (transfer full) */
AutosellPostGate *autosell_post_gate_new (AutosellVehicle *vehicle, AutosellPostNeed need);

G_END_DECLS
