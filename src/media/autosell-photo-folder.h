/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-photo-crop.h"

G_BEGIN_DECLS

/* Where photos are in the data folder. No name from outside ever becomes part of a path: only hashes that are checked
 * do.
 *
 *   photos/HH/HASH.jpg                 the photo, named by the SHA-256 of its content; HH are its first two digits
 *   photos/originals/HH/SOURCE.EXT     what came in, where it is kept; SOURCE is the SHA-256 of that
 *   photos/incoming/RANDOM/            what one process is importing (autosell-photo-staging.h)
 *   thumbnails/EDGE/HH/KEY.jpg         a cache: EDGE is 320 or 640, KEY is HASH[-tTURN][-cX.Y.W.H] */

#define AUTOSELL_PHOTOS_NAME "photos"
#define AUTOSELL_ORIGINALS_NAME "originals"
#define AUTOSELL_INCOMING_NAME "incoming"
#define AUTOSELL_THUMBNAILS_NAME "thumbnails"

/* The longest sides of thumbnails, in pixels. */
#define AUTOSELL_THUMBNAIL_SMALL 320
#define AUTOSELL_THUMBNAIL_LARGE 640

/* 64 hexadecimal digits in lower case. @hash: (nullable) */
gboolean autosell_photo_hash_is_valid (const char *hash);

/* The following return %NULL, and warn, when a hash is not valid. (transfer full) */
char *autosell_photo_folder_get_path (const char *data_dir, const char *hash);
/* @extension: “jpg”, “png” …, of autosell_photo_format_get_extension() */
char *autosell_photo_folder_get_original_path (const char *data_dir, const char *source_hash, const char *extension);
/* The kept original whatever its kind. Blocks on the disk. Returns: (transfer full) (nullable): %NULL where there is
 * none */
char *autosell_photo_folder_find_original (const char *data_dir, const char *source_hash);

/* KEY above. @turn: 0, 90, 180, 270; @crop: (nullable) */
char *autosell_photo_folder_get_thumbnail_key (const char *hash, int turn, const AutosellPhotoCrop *crop);
/* @edge_px: AUTOSELL_THUMBNAIL_SMALL or _LARGE */
char *autosell_photo_folder_get_thumbnail_path (const char *data_dir, const char *key, int edge_px);

/* For care and sweeping: called with each photo that is on the disk, on the calling thread. @size: in bytes; only
 * regular files with valid names are told. Returns: FALSE to end */
typedef gboolean (*AutosellPhotoFolderFunc) (const char *hash, const char *path, gint64 size, gpointer user_data);
/* Returns: FALSE with a G_IO_ERROR; a folder that is not there has no photos */
gboolean autosell_photo_folder_foreach (const char *data_dir, AutosellPhotoFolderFunc func, gpointer user_data,
                                        GCancellable *cancellable, GError **error);
/* The same for kept originals; @func gets their source_hash. */
gboolean autosell_photo_folder_foreach_original (const char *data_dir, AutosellPhotoFolderFunc func, gpointer user_data,
                                                 GCancellable *cancellable, GError **error);

/* Takes the photo, its kept original (@source_hash: (nullable): none) and all its thumbnails from the disk; what is not
 * there is no error. Only for the one who knows that no record names it. */
gboolean autosell_photo_folder_remove (const char *data_dir, const char *hash, const char *source_hash, GError **error);
/* Thumbnails can be remade. Takes those of @hash, turned and cropped ones too. */
void autosell_photo_folder_remove_thumbnails (const char *data_dir, const char *hash);

/* Whether the file is there and is what its name says: reads all of it. Blocks.
 * Returns: FALSE with G_IO_ERROR_NOT_FOUND, another G_IO_ERROR, or AUTOSELL_PHOTO_ERROR_BROKEN (altered) */
gboolean autosell_photo_folder_verify (const char *data_dir, const char *hash, GCancellable *cancellable,
                                       GError **error);

/* The SHA-256 of @size bytes. Returns: (transfer full): 64 digits */
char *autosell_photo_hash_data (const void *data, gsize size);

G_END_DECLS
