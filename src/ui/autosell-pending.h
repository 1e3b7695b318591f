/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* While the foundation is being laid: what other folders are to bring does nothing until it is there. */

#include <gtk/gtk.h>

#include "autosell-vehicle-list.h"

#if __has_include("autosell-editor.h")
#include "autosell-editor.h"
#else
static inline void
autosell_editor_present (GtkWindow *parent, AutosellStore *store, AutosellVehicleList *list, gint64 key, gint64 copy_of)
{
}
#endif

#if __has_include("autosell-import-assistant.h")
#include "autosell-import-assistant.h"
#else
static inline void
autosell_import_assistant_present (GtkWindow *parent, AutosellStore *store, GFile *file)
{
}
#endif

#if __has_include("autosell-export-dialog.h")
#include "autosell-export-dialog.h"
#else
static inline void
autosell_export_dialog_present (GtkWindow *parent, AutosellStore *store, AutosellQuery *query, const AutosellSort *sort)
{
}
#endif

#if __has_include("autosell-problems-window.h")
#include "autosell-history-window.h"
#include "autosell-problems-window.h"
#else
static inline void
autosell_problems_window_present (GtkWindow *parent, AutosellStore *store)
{
}

static inline void
autosell_history_window_present (GtkWindow *parent, AutosellStore *store, gint64 key)
{
}
#endif
