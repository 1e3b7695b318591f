/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* A message holds no more: WhatsApp ends at 65,536 characters. */
#define AUTOSELL_SHARE_MAX_CARS 700

/* Puts cars on the clipboard as the text that customers get, and says so in the window of @widget.
 * @keys: (element-type gint64), in the order of the list */
void autosell_vehicle_share_copy (GtkWidget *widget, AutosellStore *store, GArray *keys);

/* The text of @vehicles as it is sent today from this lot. Returns: (transfer full) */
char *autosell_vehicle_share_dup_text (AutosellStore *store, GPtrArray *vehicles);

G_END_DECLS
