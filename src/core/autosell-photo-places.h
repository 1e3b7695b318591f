/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The order of photos where each of them carries its own place and nothing holds the list: numbers with room between
 * them, so that one photo that is moved is one number that is changed, and two PCs that move different ones do not
 * meet. */

#define AUTOSELL_PHOTO_PLACE_STEP 100

/* @places: (inout): of @n photos in the order that is wanted, 0 for one that has none. As many as can stay stay; the
 * others get numbers between, and where there is no room left all get new ones. Afterwards they rise strictly from
 * above 0. */
void autosell_photo_places_assign (gint64 *places, guint n);

G_END_DECLS
