/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* A list under the search of what could be meant: names of the filter language, values that the stock has, saved
 * filters. It only offers, a moment after the cars have been shown: the keyboard stays in the entry, Down goes into the
 * list and out at its end, Enter or Tab takes what is marked there, Escape closes the list alone. */
#define AUTOSELL_TYPE_SEARCH_COMPLETION (autosell_search_completion_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSearchCompletion, autosell_search_completion, AUTOSELL, SEARCH_COMPLETION, GtkPopover)

/* Becomes a child of @parent, which unparents it in its dispose. @entry: where people search, inside @parent */
AutosellSearchCompletion *autosell_search_completion_new (GtkWidget *parent, GtkEditable *entry);
void autosell_search_completion_set_store (AutosellSearchCompletion *self, AutosellStore *store);
/* A person has typed: offers come when they pause. */
void autosell_search_completion_typed (AutosellSearchCompletion *self);
void autosell_search_completion_close (AutosellSearchCompletion *self);
/* Whether the key, pressed in the entry, was for the list. */
gboolean autosell_search_completion_handle_key (AutosellSearchCompletion *self, guint keyval, GdkModifierType state);

G_END_DECLS
