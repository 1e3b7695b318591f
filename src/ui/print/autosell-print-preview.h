/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-print-document.h"
#include "autosell-store.h"

G_BEGIN_DECLS

/* The pages as they will be, with what can be chosen beside them: to be printed, or saved as PDF. */
#define AUTOSELL_TYPE_PRINT_PREVIEW (autosell_print_preview_get_type ())
G_DECLARE_FINAL_TYPE (AutosellPrintPreview, autosell_print_preview, AUTOSELL, PRINT_PREVIEW, AdwWindow)

/* @query, @sort: (nullable): the cars of a list; @key: the car of a sheet or receipt */
void autosell_print_preview_present (GtkWindow *parent, AutosellStore *store, AutosellPrintKind kind,
                                     AutosellQuery *query, const AutosellSort *sort, gint64 key);

G_END_DECLS
