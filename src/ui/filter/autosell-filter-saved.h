/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-saved-filters.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The filters that were saved under a name, to be applied, renamed and deleted; hidden where there are none. They
 * belong to the stock and follow it, whoever changes them.
 *
 * Signals: ::apply (const char *text); ::rename (const char *name, const char *text);
 * ::removed (const char *name, const char *text, guint index): it is gone already, and can be put back there */
#define AUTOSELL_TYPE_FILTER_SAVED (autosell_filter_saved_get_type ())
G_DECLARE_FINAL_TYPE (AutosellFilterSaved, autosell_filter_saved, AUTOSELL, FILTER_SAVED, GtkWidget)

GtkWidget *autosell_filter_saved_new (AutosellStore *store);
/* The search text now: the filter that is the same is marked. */
void autosell_filter_saved_set_text (AutosellFilterSaved *self, const char *text);

/* What the store has. Returns: (transfer full) (element-type AutosellSavedFilter) */
GPtrArray *autosell_filter_saved_load (AutosellStore *store);
/* See autosell_saved_filters_put() and autosell_saved_filters_rename(). */
gboolean autosell_filter_saved_put (AutosellStore *store, guint index, const char *name, const char *text);
/* Returns: (transfer full) (nullable): its text, NULL where there is none of that name. @index: (out): where it was */
char *autosell_filter_saved_remove (AutosellStore *store, const char *name, guint *index);
gboolean autosell_filter_saved_rename (AutosellStore *store, const char *name, const char *new_name);

G_END_DECLS
