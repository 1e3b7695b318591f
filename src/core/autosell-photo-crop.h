/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The part of a photo that is shown: a rectangle of the stored, upright and unturned file, in its pixels. A turn is
 * applied to what it cuts out. */
typedef struct
{
  int x;
  int y;
  int width;  /* above 0 */
  int height; /* above 0 */
} AutosellPhotoCrop;

/* “X.Y.W.H”, as in the names of thumbnails and in records. Returns: (transfer full) */
char *autosell_photo_crop_to_string (const AutosellPhotoCrop *crop);
/* Returns: whether @text was one, which is then in @out */
gboolean autosell_photo_crop_parse (const char *text, AutosellPhotoCrop *out);
/* Whether it lies within a picture of this size and is not all of it. */
gboolean autosell_photo_crop_is_valid (const AutosellPhotoCrop *crop, int width, int height);
/* Either may be %NULL: none. */
gboolean autosell_photo_crop_equal (const AutosellPhotoCrop *a, const AutosellPhotoCrop *b);

G_END_DECLS
