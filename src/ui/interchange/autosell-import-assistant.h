/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Brings a spreadsheet in: the file, what its columns stand for, what would happen, and only then the stock is written to,
 * as one change with one undo. */
#define AUTOSELL_TYPE_IMPORT_ASSISTANT (autosell_import_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AutosellImportAssistant, autosell_import_assistant, AUTOSELL, IMPORT_ASSISTANT, AdwWindow)

/* @file: (nullable): NULL begins with the question for one */
void autosell_import_assistant_present (GtkWindow *parent, AutosellStore *store, GFile *file);

G_END_DECLS
