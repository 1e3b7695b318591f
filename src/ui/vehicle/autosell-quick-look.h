/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-vehicle-list.h"

G_BEGIN_DECLS

/* One car of a list as large as there is room for: arrows go to the next and the previous, Space and Escape close it.
 *
 * Signals: ::moved (gint64 key): another car is shown now */
#define AUTOSELL_TYPE_QUICK_LOOK (autosell_quick_look_get_type ())
G_DECLARE_FINAL_TYPE (AutosellQuickLook, autosell_quick_look, AUTOSELL, QUICK_LOOK, AdwWindow)

/* Returns: (transfer none): the window, which goes when it is closed */
AutosellQuickLook *autosell_quick_look_present (GtkWindow *parent, AutosellStore *store, AutosellVehicleList *list,
                                                gint64 key);

G_END_DECLS
