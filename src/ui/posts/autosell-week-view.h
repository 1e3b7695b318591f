/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Seven days × the slots of each Page: what goes when and why, what is out, what was missed. A car is dragged to
 * another slot, or picked up with Space, carried by the arrows and put down with Space or Enter. Where there is no room
 * for seven days it shows one at a time. */
#define AUTOSELL_TYPE_WEEK_VIEW (autosell_week_view_get_type ())
G_DECLARE_FINAL_TYPE (AutosellWeekView, autosell_week_view, AUTOSELL, WEEK_VIEW, GtkWidget)

GtkWidget *autosell_week_view_new (void);
/* Once. */
void autosell_week_view_set_store (AutosellWeekView *self, AutosellStore *store);

G_END_DECLS
