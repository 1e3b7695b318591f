/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Which cars and columns go into which file. Private fields stay here unless they are asked for. */
#define AUTOSELL_TYPE_EXPORT_DIALOG (autosell_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AutosellExportDialog, autosell_export_dialog, AUTOSELL, EXPORT_DIALOG, AdwWindow)

/* @query, @sort: (nullable): what the list shows now, offered beside “all” */
void autosell_export_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellQuery *query,
                                     const AutosellSort *sort);

/* The same with a selection of the list, which is what is offered first. @keys: (element-type gint64) */
void autosell_export_dialog_present_selection (GtkWindow *parent, AutosellStore *store, AutosellQuery *query,
                                               const AutosellSort *sort, GArray *keys);

G_END_DECLS
