/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* A car with what is doubtful about it in one respect: a sentence for each doubt, a button for the repair, and one to
 * open the car. Its buttons act through “problems.repair” and “problems.open”, with the car's key. */
#define AUTOSELL_TYPE_PROBLEM_ROW (autosell_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellProblemRow, autosell_problem_row, AUTOSELL, PROBLEM_ROW, GtkBox)

GtkWidget *autosell_problem_row_new (void);

/* @row: (nullable): NULL lets go of it; it is followed while it is shown */
void autosell_problem_row_set_row (AutosellProblemRow *self, AutosellVehicleRow *row, AutosellProblemKind kind);

G_END_DECLS
