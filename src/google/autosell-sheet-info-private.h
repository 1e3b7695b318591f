/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-sheet-info.h"

G_BEGIN_DECLS

/* For those who read one, and for tests. Returns: (transfer full) */
AutosellSheetInfo *autosell_sheet_info_new (void);
/* Returns: (transfer none): empty, with its arrays */
AutosellSheetTab *autosell_sheet_info_add_tab (AutosellSheetInfo *self);

G_END_DECLS
