/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-bulk.h"

G_BEGIN_DECLS

/* Does it, and says in a toast of @window's main window what was done, with “Undo”; or in a dialog why it was not.
 * @bulk: (transfer full) */
void autosell_bulk_run (GtkWindow *window, AutosellStore *store, AutosellBulk *bulk);

G_END_DECLS
