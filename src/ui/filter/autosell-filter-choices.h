/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-filter.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The values that a field of text has in the stock, with counts, any of them at once, and an entry that narrows them or
 * asks for a part of a value. A field in which every car has another text (NIV, notes …) has the entry alone.
 *
 * Signals: ::edited (const char *term): NULL for none */
#define AUTOSELL_TYPE_FILTER_CHOICES (autosell_filter_choices_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterChoices, autosell_filter_choices, AUTOSELL, FILTER_CHOICES, GtkWidget)

GtkWidget *autosell_filter_choices_new (AutosellField field);
/* @filter: (nullable): what the text says */
void autosell_filter_choices_set_filter (AutosellFilterChoices *self, const AutosellFilter *filter);
/* Counts anew, in the background. @query: what else is asked for, without this field */
void autosell_filter_choices_load (AutosellFilterChoices *self, AutosellStore *store, AutosellQuery *query);

G_END_DECLS
