/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The history of one car beside what is being looked at; that of all is in the place of all activity. */
#define AUTOSELL_TYPE_HISTORY_WINDOW (autosell_history_window_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHistoryWindow, autosell_history_window, AUTOSELL, HISTORY_WINDOW, AdwWindow)

/* @key: of the car */
void autosell_history_window_present (GtkWindow *parent, AutosellStore *store, gint64 key);

G_END_DECLS
