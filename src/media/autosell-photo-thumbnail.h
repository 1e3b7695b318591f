/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-pixels.h"

G_BEGIN_DECLS

/* A stored photo's pixels as they are shown: cropped, turned, small. Decoded from the cached thumbnail, which is made
 * where it is missing or broken.
 * @edge_px: what is needed; the smallest that will do is taken of 320, 640 and the photo itself (anything larger)
 * @turn: 0, 90, 180, 270; @crop: (nullable): of the stored file
 * Runs on a small pool, the latest request first, because what is asked for last is what is in sight; @callback runs in
 * the caller's main context. A cancelled request that has not begun costs nothing. */
void autosell_photo_thumbnail_load_async (const char *data_dir, const char *hash, int turn,
                                          const AutosellPhotoCrop *crop, int edge_px, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/* Returns: (transfer full) (nullable): with G_IO_ERROR_NOT_FOUND (the photo is missing), AUTOSELL_PHOTO_ERROR_BROKEN or
 * another G_IO_ERROR */
AutosellPixels *autosell_photo_thumbnail_load_finish (GAsyncResult *result, GError **error);
/* The same on the calling thread, which is not the main one. */
AutosellPixels *autosell_photo_thumbnail_load (const char *data_dir, const char *hash, int turn,
                                               const AutosellPhotoCrop *crop, int edge_px, GCancellable *cancellable,
                                               GError **error);

G_END_DECLS
