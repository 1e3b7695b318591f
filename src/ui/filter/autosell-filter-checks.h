/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-filter.h"

G_BEGIN_DECLS

/* Check buttons for choices that are known beforehand, any of them at once: status, acquisition, kinds of problems.
 *
 * Signals: ::edited (guint mask): 1 << choice */
#define AUTOSELL_TYPE_FILTER_CHECKS (autosell_filter_checks_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterChecks, autosell_filter_checks, AUTOSELL, FILTER_CHECKS, GtkWidget)

GtkWidget *autosell_filter_checks_new (const char *name, guint n_columns);
/* @dot_class: (nullable): the style of a coloured mark in front */
void autosell_filter_checks_add (AutosellFilterChecks *self, guint choice, const char *label, const char *dot_class);
void autosell_filter_checks_set_mask (AutosellFilterChecks *self, guint mask);
/* How many cars it would show. */
void autosell_filter_checks_set_count (AutosellFilterChecks *self, guint choice, gint64 count);

/* A check button with a text that may be long and a dim count at the end, for this and other lists.
 * @count: below zero for none yet */
GtkWidget *autosell_filter_check_new (const char *label, const char *dot_class, gint64 count);
void autosell_filter_check_set_count (GtkWidget *check, gint64 count);

void autosell_filter_checks_set_columns (AutosellFilterChecks *self, guint n_columns);

G_END_DECLS
