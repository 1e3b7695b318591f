/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-home-row.h"

G_BEGIN_DECLS

/* A card of the Home page: heading, rows of one kind, and what has to be said below them. Without a heading and as
 * tiles it is the row of figures at the top. Filled anew with begin(), add() for each row, end(); rows are kept from
 * one time to the next. It is hidden before. */
#define AUTOSELL_TYPE_HOME_PANEL (autosell_home_panel_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHomePanel, autosell_home_panel, AUTOSELL, HOME_PANEL, GtkWidget)

/* @title: (nullable) for tiles */
GtkWidget *autosell_home_panel_new (AutosellHomeRowKind kind, const char *title);

void autosell_home_panel_begin (AutosellHomePanel *self);
void autosell_home_panel_add (AutosellHomePanel *self, const AutosellHomeItem *item);
/* @note: (nullable): shown below the rows. A panel with neither rows nor note is hidden. */
void autosell_home_panel_end (AutosellHomePanel *self, const char *note);

/* A button beside the heading, shown as long as the panel is. */
void autosell_home_panel_set_button (AutosellHomePanel *self, const char *label, const char *action);

G_END_DECLS
