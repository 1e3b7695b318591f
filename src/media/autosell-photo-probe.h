/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-photo-error.h"

G_BEGIN_DECLS

/* What a file says of itself, found without decoding a pixel; a file that lies costs nothing. */

#define AUTOSELL_PHOTO_MAX_BYTES (100 * 1000 * 1000)
#define AUTOSELL_PHOTO_MAX_PIXELS (200 * 1000 * 1000)
/* No side is longer, whatever the other one is. */
#define AUTOSELL_PHOTO_MAX_EDGE 65500

typedef enum
{
  AUTOSELL_PHOTO_FORMAT_JPEG,
  AUTOSELL_PHOTO_FORMAT_PNG,
  AUTOSELL_PHOTO_FORMAT_WEBP,
  AUTOSELL_PHOTO_FORMAT_TIFF,
  AUTOSELL_PHOTO_FORMAT_HEIC,
  AUTOSELL_PHOTO_FORMAT_AVIF,
  AUTOSELL_N_PHOTO_FORMATS,
} AutosellPhotoFormat;

/* “jpg”, “png” … and “JPEG”, “PNG” … */
const char *autosell_photo_format_get_extension (AutosellPhotoFormat format);
const char *autosell_photo_format_get_name (AutosellPhotoFormat format);
/* Whether this machine can decode it. The first call looks at the installed loaders: not for the main thread. */
gboolean autosell_photo_format_is_supported (AutosellPhotoFormat format);
/* What names of files of these kinds end in, “jpg”, “jpeg” … %NULL-terminated; for file choosers and folders. */
const char *const *autosell_photo_format_list_extensions (void);

#define AUTOSELL_PHOTO_TIME_UNKNOWN G_MININT64

typedef struct
{
  AutosellPhotoFormat format;
  int width; /* as stored, before orientation */
  int height;
  int orientation;        /* of EXIF, 1 to 8; 1 where the loader applies it itself (HEIC, AVIF) */
  gint64 taken_at;        /* see autosell_staged_photo_get_taken_at() */
  gsize thumbnail_offset; /* a small JPEG within the file's EXIF data, made by the camera; size 0: none */
  gsize thumbnail_size;
  guint64 decoding_bytes; /* about how much memory its decoding takes, beside the file and what comes out */
} AutosellPhotoProbe;

/* @total_size: what the whole file has; more than @data where that is only its beginning.
 * @need: (out) (optional): set to how many bytes from the beginning the answer would take, when @data was too short for
 * it Returns: FALSE with an AUTOSELL_PHOTO_ERROR */
gboolean autosell_photo_probe_data (const void *data, gsize size, guint64 total_size, AutosellPhotoProbe *out,
                                    gsize *need, GError **error);
/* A whole file in memory. */
gboolean autosell_photo_probe_bytes (GBytes *bytes, AutosellPhotoProbe *out, GError **error);
/* Reads as much of @file as it takes. Blocks.
 * @head: (out) (optional) (transfer full): what has been read of it, with the camera's thumbnail if it has one
 * Returns: FALSE with an AUTOSELL_PHOTO_ERROR or a G_IO_ERROR */
gboolean autosell_photo_probe_file (GFile *file, AutosellPhotoProbe *out, GBytes **head, GCancellable *cancellable,
                                    GError **error);

/* It is on the web, as when a browser gives the address of a picture: we fetch nothing, and it is refused by all that
 * follow without being asked for. */
gboolean autosell_photo_file_is_on_web (GFile *file);

/* Reads @file whole, refusing what is no regular file and what is larger than the limit. Blocks.
 * Returns: (transfer full) (nullable) */
GBytes *autosell_photo_read_file (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
