/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-dashboard.h"
#include "autosell-home-panel.h"

G_BEGIN_DECLS

/* The panels of the Home page, in reading order. */
typedef enum
{
  AUTOSELL_HOME_FIGURES, /* tiles */
  AUTOSELL_HOME_STATUSES,
  AUTOSELL_HOME_BRANDS,
  AUTOSELL_HOME_LOCATIONS,
  AUTOSELL_HOME_RESERVATIONS,
  AUTOSELL_HOME_MARKETPLACE,
  AUTOSELL_HOME_AGES,
  AUTOSELL_HOME_LONGEST,
  AUTOSELL_HOME_PROBLEMS,
  AUTOSELL_HOME_NEWEST,
  AUTOSELL_HOME_TODAY,
  AUTOSELL_N_HOME_PANELS
} AutosellHomeKind;

/* Without rows. Returns: (transfer floating) */
GtkWidget *autosell_home_create_panel (AutosellHomeKind kind);
/* Puts the figures of @day into a panel of that kind; AUTOSELL_HOME_PROBLEMS stays as it is. */
void autosell_home_fill_panel (AutosellHomePanel *panel, AutosellHomeKind kind, const AutosellDashboard *day);
/* @problems: how many cars have each kind, as in AutosellStats */
void autosell_home_fill_problems (AutosellHomePanel *panel, const gint64 *problems);

G_END_DECLS
