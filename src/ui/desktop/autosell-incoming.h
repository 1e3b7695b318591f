/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Files that come to a window from outside: by “Open with”, on the command line, dropped. Spreadsheets are imported one
 * after another, each when the assistant of the one before has gone, and as soon as there is a stock; pictures, and
 * folders of them, go to the place for photos. One for each main window. */
#define AUTOSELL_TYPE_INCOMING (autosell_incoming_get_type ())
G_DECLARE_FINAL_TYPE (AutosellIncoming, autosell_incoming, AUTOSELL, INCOMING, GObject)

/* @window: an AutosellWindow, unowned, owns this */
AutosellIncoming *autosell_incoming_new (GtkWindow *window);
void autosell_incoming_add (AutosellIncoming *self, GFile *file);
/* What came before there was a stock goes on. */
void autosell_incoming_set_store (AutosellIncoming *self, AutosellStore *store);
/* Takes files that are dropped anywhere on what @overlay contains, and covers that while they are over it. */
void autosell_incoming_take_drops (AutosellIncoming *self, AdwToastOverlay *overlay);

G_END_DECLS
