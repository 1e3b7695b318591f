/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Of two children the first takes what the second leaves of a line; where that is little, the second stands below, at
 * the end. Rows of a list that have buttons use it: the list itself does not know how wide it is. */
#define AUTOSELL_TYPE_BESIDE_LAYOUT (autosell_beside_layout_get_type ())
G_DECLARE_FINAL_TYPE (AutosellBesideLayout, autosell_beside_layout, AUTOSELL, BESIDE_LAYOUT, GtkLayoutManager)

/* @narrow_px: the least width, at the ordinary text size, that has both in one line */
GtkLayoutManager *autosell_beside_layout_new (int narrow_px, int spacing_px);

G_END_DECLS
