/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-week.h"

G_BEGIN_DECLS

/* What a person says of the week, and who posts for a Page. */

/* Done, and told by a toast that takes it back. @view: in whose window; @sentence: (transfer full): what was done */
void autosell_week_say (GtkWidget *view, AutosellStore *store, const AutosellWeekAct *what, char *sentence);

/* The button by which this PC begins to post for @page instead of another one. */
GtkWidget *autosell_week_create_take_over (const AutosellPage *page);

G_END_DECLS
