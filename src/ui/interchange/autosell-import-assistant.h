/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Brings a spreadsheet in: the file, what its columns stand for, what would happen, and only then the stock is written
 * to, as one change with one undo. */
#define AUTOSELL_TYPE_IMPORT_ASSISTANT (autosell_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AutosellImportAssistant, autosell_import_assistant, AUTOSELL, IMPORT_ASSISTANT, AdwWindow)

/* @file: (nullable): NULL begins with the question for one */
AutosellImportAssistant *autosell_import_assistant_present (GtkWindow *parent, AutosellStore *store, GFile *file);

/* A file that was imported before goes on to what would change, where its headings are the same as then. */
void autosell_import_assistant_present_again (GtkWindow *parent, AutosellStore *store, GFile *file);

/* It waits for a file to be chosen. */
gboolean autosell_import_assistant_wants_file (AutosellImportAssistant *self);
void autosell_import_assistant_set_file (AutosellImportAssistant *self, GFile *file);

/* How many files come after this one. */
void autosell_import_assistant_set_n_waiting (AutosellImportAssistant *self, guint n_waiting);

/* @toast: (transfer full) */
void autosell_import_assistant_add_toast (AutosellImportAssistant *self, AdwToast *toast);

G_END_DECLS
