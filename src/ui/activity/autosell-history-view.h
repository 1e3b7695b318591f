/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Who changed what, when and from where, newest first, with a way back for each change. It stands in a window of one
 * car, and in the place of all activity, where it is filtered by car and person. What it did it tells in the toast
 * overlay around it.
 *
 * Properties: "car-title" (string, nullable, notifies): of the one car, once that is known */
#define AUTOSELL_TYPE_HISTORY_VIEW (autosell_history_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellHistoryView, autosell_history_view, AUTOSELL, HISTORY_VIEW, AdwBin)

/* Once. @key: of one car, or 0 for all */
void autosell_history_view_set_source (AutosellHistoryView *self, AutosellStore *store, gint64 key);

G_END_DECLS
