/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-problem.h"

G_BEGIN_DECLS

/* What stands below a field: its doubts with a button for each proposal, and both values of a conflict. Takes no room
 * where there is nothing to say. */
#define AUTOSELL_TYPE_FIELD_HINTS (autosell_field_hints_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFieldHints, autosell_field_hints, AUTOSELL, FIELD_HINTS, AdwBin)

AutosellFieldHints *autosell_field_hints_new (void);

/* @problems: (nullable) (element-type AutosellProblem): those of @field are shown */
void autosell_field_hints_set_problems (AutosellFieldHints *self, AutosellField field, GPtrArray *problems,
                                        AutosellVehicle *vehicle);
/* @field: AUTOSELL_N_FIELDS for an extra; @theirs: (nullable) NULL for no conflict */
void autosell_field_hints_set_conflict (AutosellFieldHints *self, AutosellField field, const AutosellValue *mine,
                                        const AutosellValue *theirs);

/* All that is said. Returns: (transfer full) (nullable) */
char *autosell_field_hints_dup_text (AutosellFieldHints *self);

/**
 * AutosellFieldHints::proposal:
 * @value: (type AutosellValue*): lent
 *
 * AutosellFieldHints::resolved:
 * @take_theirs: a gboolean
 */

G_END_DECLS
