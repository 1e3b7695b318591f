/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* What is doubtful in the stock, by kind, with the repairs that can be applied to one car or to all. */
#define AUTOSELL_TYPE_PROBLEMS_WINDOW (autosell_problems_window_get_type ())
G_DECLARE_FINAL_TYPE (AutosellProblemsWindow, autosell_problems_window, AUTOSELL, PROBLEMS_WINDOW, AdwWindow)

void autosell_problems_window_present (GtkWindow *parent, AutosellStore *store);

G_END_DECLS
