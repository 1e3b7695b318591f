/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* A car with what is doubtful about it in one respect: a sentence for each doubt, and a button for the repair, which
 * acts through “problems.repair” with the car's key. */
#define AUTOSELL_TYPE_PROBLEM_ROW (autosell_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellProblemRow, autosell_problem_row, AUTOSELL, PROBLEM_ROW, GtkBox)

/* @n_lines: room for the sentences */
GtkWidget *autosell_problem_row_new (guint n_lines);

/* @row: (nullable): NULL lets go of it; it is followed while it is shown */
void autosell_problem_row_set_row (AutosellProblemRow *self, AutosellVehicleRow *row, AutosellProblemKind kind);

G_END_DECLS
