/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* Tells on the desktop what happens while nobody looks at the program: no window of it is active. What happens before
 * somebody's eyes is told in the window and nowhere else, and what was told here is taken back when a window is looked
 * at.
 *
 * By itself it tells, once a day, which reservations end and which listings on Marketplace are to be renewed, that
 * somebody else sold a reserved car, and that the listing of a car that was sold is still to be taken down. */
#define AUTOSELL_TYPE_NOTIFIER (autosell_notifier_get_type ())
G_DECLARE_FINAL_TYPE (AutosellNotifier, autosell_notifier, AUTOSELL, NOTIFIER, GObject)

/* @application: unowned, outlives it */
AutosellNotifier *autosell_notifier_new (GtkApplication *application);
/* @store: (nullable) */
void autosell_notifier_set_store (AutosellNotifier *self, AutosellStore *store);

/* For what took time: FALSE where somebody is looking, who is to be told in the window. @id: one event, one
 * notification; @body: (nullable); @action: (nullable): detailed, what a click does beside bringing up the window */
gboolean autosell_notify (const char *id, const char *title, const char *body, const char *action);

/* The sentence about reservations that end until @today_iso. @body: (out): which cars. Returns: (transfer full) */
char *autosell_notifier_dup_reservations (GPtrArray *vehicles, const char *today_iso, char **body);

G_END_DECLS
