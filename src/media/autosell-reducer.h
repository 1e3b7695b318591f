/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "autosell-pixels.h"

G_BEGIN_DECLS

/* Makes a picture smaller while its rows arrive, so that the large one is never in memory as a whole: Lanczos with
 * three lobes, first downwards over the last few rows, then across. */
typedef struct _AutosellReducer AutosellReducer;

/* @width, @height: of what comes in; @to_width, @to_height: not larger; @n_channels: 3 or 4
 * Returns: (transfer full) (nullable): %NULL where there is not enough memory */
AutosellReducer *autosell_reducer_new (int width, int height, int to_width, int to_height, int n_channels);
/* Where the next row is to be written. */
guint8 *autosell_reducer_get_row (AutosellReducer *self);
/* It has been written there. */
void autosell_reducer_push_row (AutosellReducer *self);
/* After the last row. Returns: (transfer full) */
AutosellPixels *autosell_reducer_steal_pixels (AutosellReducer *self);
void autosell_reducer_free (AutosellReducer *self);

/* @pixels as a whole. Returns: (transfer full) (nullable): @pixels itself where it is of that size */
AutosellPixels *autosell_pixels_reduce (AutosellPixels *pixels, int to_width, int to_height);

/* The size of a picture whose longest side is to be at most @edge_px (0: any); never larger than it is. */
void autosell_pixels_fit (int width, int height, int edge_px, int *to_width, int *to_height);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AutosellReducer, autosell_reducer_free)

G_END_DECLS
