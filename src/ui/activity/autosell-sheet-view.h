/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The lot's sheet: what is to be decided, side by side, the cars that it lost, and what was read and written. */
#define AUTOSELL_TYPE_SHEET_VIEW (autosell_sheet_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetView, autosell_sheet_view, AUTOSELL, SHEET_VIEW, AdwBin)

/* Once. */
void autosell_sheet_view_set_store (AutosellSheetView *self, AutosellStore *store);

G_END_DECLS
