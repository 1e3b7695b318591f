/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-post-plan.h"

G_BEGIN_DECLS

/* One post, or one slot, as a row with what can be done with it. */
#define AUTOSELL_TYPE_POST_ROW (autosell_post_row_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPostRow, autosell_post_row, AUTOSELL, POST_ROW, AdwActionRow)

/* Both copy what they are given. */
GtkWidget *autosell_post_row_new (AutosellStore *store, const AutosellPost *post);
GtkWidget *autosell_post_row_new_for_slot (AutosellStore *store, const AutosellPostSlotRow *slot);

G_END_DECLS
