/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "autosell-store.h"

G_BEGIN_DECLS

/* The photos of a car one at a time, as large as there is room for. Arrows turn the pages, Home and End go to the ends;
 * the wheel, a pinch, + and − zoom, 0 shows all of it and 1 its own pixels; F11 takes the whole screen; Esc closes.
 * Neighbours are loaded ahead, and no more than those are kept. */

/* @vehicle_key: 0 where it is not to follow the stock
 * @title: (nullable); @photos: (element-type AutosellPhoto): in order; @id: the one to begin with */
void autosell_photo_viewer_present (GtkWindow *parent, AutosellStore *store, gint64 vehicle_key, const char *title,
                                    GPtrArray *photos, const char *id);

G_END_DECLS
