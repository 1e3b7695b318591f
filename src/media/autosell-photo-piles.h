/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Photos of a whole card are of one car after the other: a pause between two shots that is long against the ones around
 * it begins the next car. */

/* @times: when each photo was taken, in microseconds, AUTOSELL_PHOTO_TIME_UNKNOWN where that is not known; in the order
 * in which they are shown Returns: (transfer full) (element-type GArray): piles in the order of their time, each a
 * GArray of guint, the indices of its photos in order of time; those without a time are in one pile at the end */
GPtrArray *autosell_photo_piles_group (const gint64 *times, guint n_times);

G_END_DECLS
