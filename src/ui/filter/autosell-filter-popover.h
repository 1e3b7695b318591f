/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Controls for everything that the filter language can ask for. They show what a search text says and change it at
 * once; the text stays the one truth. First the page of what is asked for daily, then a page for each other field, made
 * when it is opened; counts come in the background.
 *
 * Signals: ::edited (const char *text): the search text is another now
 * ::removed (const char *name, const char *text, guint index): a saved filter is gone and can be put back there */
#define AUTOSELL_TYPE_FILTER_POPOVER (autosell_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterPopover, autosell_filter_popover, AUTOSELL, FILTER_POPOVER, GtkPopover)

GtkWidget *autosell_filter_popover_new (AutosellStore *store);
/* What is asked for now. @is_bin: of the bin, without the text saying so */
void autosell_filter_popover_set_text (AutosellFilterPopover *self, const char *text, gboolean is_bin);
/* Back to the first page, for the next time that it is opened; @max_height: of what scrolls, in pixels. */
void autosell_filter_popover_prepare (AutosellFilterPopover *self, int width, int max_height);
/* Shows the controls of the first filter of @term, as of a chip, and moves the keyboard there. */
void autosell_filter_popover_show_filter (AutosellFilterPopover *self, const char *term);
/* The page that saves @text under a name, or renames the filter that has it. @renaming: (nullable): its name now */
void autosell_filter_popover_ask_name (AutosellFilterPopover *self, const char *renaming, const char *text);
/* How many cars the text finds. */
void autosell_filter_popover_set_count (AutosellFilterPopover *self, gint64 n_vehicles);

G_END_DECLS
