/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Cars with posts out whose price changed: what is done with the posts is asked once, for one car or for many as one
 * question, in the window in which somebody works. Left open, it is asked again from the place for posts. */

/* Until @window is gone. */
void autosell_price_question_watch (GtkWindow *window, AutosellStore *store);
/* @changes: (element-type AutosellPriceChange): not none */
void autosell_price_question_present (GtkWindow *window, AutosellStore *store, GPtrArray *changes);

G_END_DECLS
