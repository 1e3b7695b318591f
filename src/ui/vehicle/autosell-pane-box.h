/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A pane of fixed width at the end of what has the rest. GtkBox of GTK 4.8 measures such a pair for every width that it
 * could have, and says critically that labels which wrap are a pixel higher for some. */
#define AUTOSELL_TYPE_PANE_BOX (autosell_pane_box_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPaneBox, autosell_pane_box, AUTOSELL, PANE_BOX, GtkWidget)

/* @content, @pane: both become its children; @pane is left out while it is hidden */
GtkWidget *autosell_pane_box_new (GtkWidget *content, GtkWidget *pane);

G_END_DECLS
