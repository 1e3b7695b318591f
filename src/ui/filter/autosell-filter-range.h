/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-filter.h"

G_BEGIN_DECLS

/* From … to …: two entries that take numbers, amounts and dates as the editor does. Either may stay blank.
 *
 * Signals: ::edited (const char *term): what stands in them is another term now; NULL for none */
#define AUTOSELL_TYPE_FILTER_RANGE (autosell_filter_range_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterRange, autosell_filter_range, AUTOSELL, FILTER_RANGE, GtkWidget)

/* @field: of a number or date; AUTOSELL_N_FIELDS for the days in stock */
GtkWidget *autosell_filter_range_new (AutosellField field);
/* The same for what is counted like @field and called otherwise. */
GtkWidget *autosell_filter_range_new_named (AutosellField field, const char *name);
/* @filter: (nullable): what the text says. An entry that is being typed into stays as it is. */
void autosell_filter_range_set_filter (AutosellFilterRange *self, const AutosellFilter *filter);

void autosell_filter_range_set_narrow (AutosellFilterRange *self, gboolean is_narrow);

G_END_DECLS
