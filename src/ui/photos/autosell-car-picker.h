/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* A popover in which a car is looked for by what the search entry of the window understands, and chosen: by a click, or
 * by typing, the arrows and Enter. Without a word it offers the newest cars that want photos.
 *
 * ::picked (gint64 key, const char *title) */
#define AUTOSELL_TYPE_CAR_PICKER (autosell_car_picker_get_type ())
G_DECLARE_FINAL_TYPE (AutosellCarPicker, autosell_car_picker, AUTOSELL, CAR_PICKER, GtkPopover)

GtkWidget *autosell_car_picker_new (AutosellStore *store);
/* As though it had been typed. */
void autosell_car_picker_set_text (AutosellCarPicker *self, const char *text);

G_END_DECLS
