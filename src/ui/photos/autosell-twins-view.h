/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-photo-store.h"

G_BEGIN_DECLS

/* The same picture on two cars, or twice on one, side by side: it is removed where it does not belong, and what only
 * looks alike is said to be different, and is not asked about again.
 *
 * ::count-changed: get_n() is another; ::back */
#define AUTOSELL_TYPE_TWINS_VIEW (autosell_twins_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellTwinsView, autosell_twins_view, AUTOSELL, TWINS_VIEW, GtkBox)

GtkWidget *autosell_twins_view_new (AutosellStore *store);
/* Groups that were found the last time; 0 before the first. */
guint autosell_twins_view_get_n (AutosellTwinsView *self);
/* Looks again, now or when it is shown next. */
void autosell_twins_view_refresh (AutosellTwinsView *self);

G_END_DECLS
