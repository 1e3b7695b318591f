/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The items of @model, a screenful at once and the others little by little while the program has nothing else to do.
 *
 * For GtkListView, which makes some 200 rows for what it is given, in sight or not, before it paints: that stops the
 * window for 60 to 400 ms. Here each step makes a few, with paints and keys in between.
 * Returns: (transfer full) */
GListModel *autosell_gradual_list_new (GListModel *model);

G_END_DECLS
