/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-store.h"

G_BEGIN_DECLS

/* Answers the search of GNOME Shell's overview with cars: the interface org.gnome.Shell.SearchProvider2. It needs no
 * window, and keeps the application for as long as an answer is due.
 *
 * Signals, when a person chose something there, @timestamp for the window manager:
 * ::show-vehicle: (gint64 key, guint timestamp)
 * ::show-query: (const char *text, guint timestamp) */
#define AUTOSELL_TYPE_SEARCH_PROVIDER (autosell_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (AutosellSearchProvider, autosell_search_provider, AUTOSELL, SEARCH_PROVIDER, GObject)

/* @application: unowned, outlives it */
AutosellSearchProvider *autosell_search_provider_new (GApplication *application);

/* Below the application's own path, as the .search-provider.ini says. */
gboolean autosell_search_provider_export (AutosellSearchProvider *self, GDBusConnection *connection,
                                          const char *application_path, GError **error);
void autosell_search_provider_unexport (AutosellSearchProvider *self);

/* What is asked before this waits. @store: (nullable): NULL where it could not be opened, so that nothing is found. */
void autosell_search_provider_set_store (AutosellSearchProvider *self, AutosellStore *store);

/* What the search means that comes as words: a filter where they are one, else these words and nothing more.
 * Returns: (transfer full) (nullable): NULL where nothing is to be found */
char *autosell_search_provider_dup_query (const char *const *terms);

G_END_DECLS
