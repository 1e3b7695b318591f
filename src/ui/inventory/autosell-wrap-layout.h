/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children side by side, each as wide as it wants to be, in as many lines as that takes. GtkFlowBox makes columns,
 * which is not how words stand. */
#define AUTOSELL_TYPE_WRAP_LAYOUT (autosell_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWrapLayout, autosell_wrap_layout, AUTOSELL, WRAP_LAYOUT, GtkLayoutManager)

/* @spacing_px: between children and between lines */
GtkLayoutManager *autosell_wrap_layout_new (int spacing_px);

G_END_DECLS
