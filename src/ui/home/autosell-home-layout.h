/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As many columns as there is room for.
 *
 * As tiles, children fill rows of equal height; what is left over makes the first row shorter, so that the first child
 * is the widest. Otherwise each column is a pile: a child goes to the shortest one, so that children of different
 * height leave no holes. Either way their order is that of reading. */
#define AUTOSELL_TYPE_HOME_LAYOUT (autosell_home_layout_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHomeLayout, autosell_home_layout, AUTOSELL, HOME_LAYOUT, GtkLayoutManager)

/* @column_width: the least that a column is made for, in pixels; @spacing: between children, both ways */
GtkLayoutManager *autosell_home_layout_new (gboolean is_tiles, int column_width, int spacing);

G_END_DECLS
