/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many characters must be put in, left out, replaced or swapped with their neighbour to make @b of @a (no place
 * twice: "optimal string alignment"); @limit + 1 where it is more than @limit. Texts past 64 characters are never near.
 * For valid UTF-8 that was folded. Thread-safe. */
guint autosell_text_distance (const char *a, const char *b, guint limit);

G_END_DECLS
