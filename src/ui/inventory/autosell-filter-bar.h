/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The filters of a search text as chips, in as many lines as they take; hidden where there are none. Free words have no
 * chip: they stand in the entry. The text is the one truth: a chip that is removed is cut out of it by the action
 * win.set-search, and a click on one opens its controls by win.edit-filter.
 *
 * While somebody types within a filter, chips stay as they are until the typing rests or goes on behind it: nothing
 * flickers with each letter, and the list is painted without them.
 *
 * Signals: ::filters-changed: the chips are others; ::emptied: the last one was removed by keyboard or click, and the
 * keyboard needs another place */
#define AUTOSELL_TYPE_FILTER_BAR (autosell_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterBar, autosell_filter_bar, AUTOSELL, FILTER_BAR, GtkWidget)

void autosell_filter_bar_set_text (AutosellFilterBar *self, const char *text);
/* Filters that are shown. */
guint autosell_filter_bar_get_n_filters (AutosellFilterBar *self);

G_END_DECLS
