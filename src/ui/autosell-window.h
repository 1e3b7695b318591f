/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-drive-manager.h"
#include "autosell-store.h"
#include "autosell-sync-manager.h"

G_BEGIN_DECLS

/* The main window: a sidebar of places and the page of the chosen one. There may be several on one store.
 *
 * Its actions, all `win.`: see autosell-window-actions.c. */
#define AUTOSELL_TYPE_WINDOW (autosell_window_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWindow, autosell_window, AUTOSELL, WINDOW, AdwApplicationWindow)

AutosellWindow *autosell_window_new (GtkApplication *application);

/* The window has no store before it is opened, and shows that it waits.
 * Returns: (transfer none) (nullable) */
AutosellStore *autosell_window_get_store (AutosellWindow *self);

/* @store: set once; @error: why it could not be opened, shown as a page with a way out; @data_dir: where
 * the stock was looked for. */
void autosell_window_set_store (AutosellWindow *self, AutosellStore *store);
void autosell_window_set_open_error (AutosellWindow *self, const GError *error, const char *data_dir);

/* Once: how things stand with the lot's sheet is shown from now on. Later calls do nothing. */
void autosell_window_set_sync (AutosellWindow *self, AutosellSyncManager *sync, AutosellDriveManager *drive);

/* For what has passed. @toast: (transfer full) */
void autosell_window_add_toast (AutosellWindow *self, AdwToast *toast);

/* A sentence that something was done, with “Undo” for change @change; 0 for no button. */
void autosell_window_add_undo_toast (AutosellWindow *self, const char *sentence, gint64 change);

/* Goes to a place of the sidebar: "home", "stock" or "bin". Another name does nothing. */
void autosell_window_show_place (AutosellWindow *self, const char *name);
/* Takes a file that came from outside, after those before it and as soon as there is a stock: a spreadsheet is
 * imported, pictures are put in piles. */
void autosell_window_import_file (AutosellWindow *self, GFile *file);

/* Pictures that were let go somewhere in the window: for the selected car, after a question, or for the table of the
 * place for photos. @files: (nullable) (element-type GFile); @bytes: (nullable), then with @name (nullable) */
void autosell_window_take_photos (AutosellWindow *self, GListModel *files, GBytes *bytes, const char *name);
/* The same, for that table without a question. */
void autosell_window_put_on_table (AutosellWindow *self, GListModel *files, GBytes *bytes, const char *name);

/* Shows what a filter finds, as though it had been typed into the search entry. */
void autosell_window_show_query (AutosellWindow *self, const char *text);

/* Selects a car in the list of the whole stock and brings it into view. */
void autosell_window_show_vehicle (AutosellWindow *self, gint64 key);

/* The AutosellWindow that @widget is in, or that its dialog belongs to (transient for). Returns: (transfer none)
 * (nullable) */
AutosellWindow *autosell_window_find (GtkWidget *widget);

G_END_DECLS
