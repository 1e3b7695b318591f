/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One bar of a chart: a share of its width, drawn in its CSS colour. It says nothing to a screen reader; the row that
 * it stands in does. */
#define AUTOSELL_TYPE_HOME_BAR (autosell_home_bar_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHomeBar, autosell_home_bar, AUTOSELL, HOME_BAR, GtkWidget)

GtkWidget *autosell_home_bar_new (void);

/* @share: 0 to 1; above 0 something is always to be seen */
void autosell_home_bar_set_share (AutosellHomeBar *self, double share);
/* An outline instead of a filled bar, for what nobody has said: told apart without colour. */
void autosell_home_bar_set_hollow (AutosellHomeBar *self, gboolean is_hollow);

G_END_DECLS
