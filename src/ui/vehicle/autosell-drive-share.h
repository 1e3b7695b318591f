/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The link to a car's photos in Drive, for a customer. What is done is told on the nearest AdwToastOverlay around
 * @widget, what went wrong above its window. */

/* Photos are kept in Drive, so there can be such links. */
gboolean autosell_drive_share_is_possible (void);

/* Asks before the photos of a car can be seen by others for the first time, then puts the link on the clipboard. */
void autosell_drive_share_copy (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key);
/* The link shows nothing to anybody from then on. */
void autosell_drive_share_stop (GtkWidget *widget, AutosellStore *store, gint64 vehicle_key);

G_END_DECLS
