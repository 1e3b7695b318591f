/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What is doubtful in the stock, by kind, with the repairs that can be applied to one car or to all. */
#define AUTOSELL_TYPE_PROBLEMS_VIEW (autosell_problems_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellProblemsView, autosell_problems_view, AUTOSELL, PROBLEMS_VIEW, AdwBin)

/* Once. */
void autosell_problems_view_set_store (AutosellProblemsView *self, AutosellStore *store);

G_END_DECLS
