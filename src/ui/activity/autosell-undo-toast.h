/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Tells in @overlay that something was done, with a button that takes change @change back; 0 for no button. Trouble
 * with that is told above @window. */
void autosell_undo_toast_add (AdwToastOverlay *overlay, GtkWindow *window, AutosellStore *store, const char *sentence,
                              gint64 change);

G_END_DECLS
