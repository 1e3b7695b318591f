/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* What a person has to see to before the sheet goes on, across the top of the page: sign in again, or rows that are
 * gone. It can be put away until the next time. */
#define AUTOSELL_TYPE_SHEET_BANNER (autosell_sheet_banner_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSheetBanner, autosell_sheet_banner, AUTOSELL, SHEET_BANNER, AdwBin)

/* Once. */
void autosell_sheet_banner_set_manager (AutosellSheetBanner *self, AutosellSyncManager *manager);

G_END_DECLS
