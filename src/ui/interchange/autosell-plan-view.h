/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-import-plan.h"

G_BEGIN_DECLS

/* The preview of an import: counts that filter, and every row with what it would do. */
#define AUTOSELL_TYPE_PLAN_VIEW (autosell_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPlanView, autosell_plan_view, AUTOSELL, PLAN_VIEW, GtkWidget)

/* @plan: (nullable). Rows that a person left out of an earlier plan of the same file stay out. */
void autosell_plan_view_set_plan (AutosellPlanView *self, AutosellImportPlan *plan);

/* Cars that would be written now. */
guint autosell_plan_view_get_n_included (AutosellPlanView *self);

/* Forgets what was left out. */
void autosell_plan_view_reset (AutosellPlanView *self);

/**
 * AutosellPlanView::included-changed:
 */

G_END_DECLS
