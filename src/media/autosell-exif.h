/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The few things that we want to know of EXIF data. A reader of four tags of our own, as the usual libraries read all
 * that is there, makers' notes of every brand included, and what they do not need is what hostile files are made of. */
typedef struct
{
  int orientation;        /* 1 to 8; 1 where it is not said */
  gint64 taken_at;        /* see autosell_staged_photo_get_taken_at() */
  gsize thumbnail_offset; /* of a JPEG within the data; size 0: none */
  gsize thumbnail_size;
} AutosellExif;

void autosell_exif_clear (AutosellExif *exif);
/* @tiff: what begins with “II” or “MM”; what makes no sense is left as it was in @out */
void autosell_exif_read (const guint8 *tiff, gsize size, AutosellExif *out);

/* Numbers of a TIFF, by its first two bytes; 0 outside of it. For the probe. */
gboolean autosell_tiff_is_big_endian (const guint8 *tiff);
guint16 autosell_tiff_get_16 (const guint8 *tiff, gsize size, gsize at);
guint32 autosell_tiff_get_32 (const guint8 *tiff, gsize size, gsize at);
/* A tag's first number (SHORT or LONG) in the directory at @ifd. Returns: FALSE where it has none */
gboolean autosell_tiff_find_number (const guint8 *tiff, gsize size, gsize ifd, guint16 tag, guint32 *number);

G_END_DECLS
