/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Who changed what, when and from where, newest first, with a way back for each change. */
#define AUTOSELL_TYPE_HISTORY_WINDOW (autosell_history_window_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHistoryWindow, autosell_history_window, AUTOSELL, HISTORY_WINDOW, AdwWindow)

/* @key: of one car, or 0 for all */
void autosell_history_window_present (GtkWindow *parent, AutosellStore *store, gint64 key);

G_END_DECLS
