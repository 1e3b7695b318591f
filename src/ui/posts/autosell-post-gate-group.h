/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The cars of a post that lack something or are not available: what each lacks, whether it is left out for it, and a
 * button that leads to where it is mended. Nothing is shown where all are whole. */
#define AUTOSELL_TYPE_POST_GATE_GROUP (autosell_post_gate_group_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostGateGroup, autosell_post_gate_group, AUTOSELL, POST_GATE_GROUP, AdwBin)

/* @gates: (element-type AutosellPostGate): of all cars of the post */
void autosell_post_gate_group_show (AutosellPostGateGroup *self, AutosellStore *store, GPtrArray *gates);

G_END_DECLS
