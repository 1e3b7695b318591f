/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "autosell-photo-crop.h"

G_BEGIN_DECLS

/* A stored photo as a JPEG file with its turn and crop applied, for export, print and publishing. Where neither is
 * asked for it is the stored file itself; a turn alone moves the coefficients and loses nothing where the sizes allow
 * it; else it is decoded and encoded once. Blocks.
 * @data_dir, @hash: see autosell-photo-folder.h; @crop: (nullable)
 * Returns: (transfer full) (nullable): with a G_IO_ERROR or AUTOSELL_PHOTO_ERROR_BROKEN */
GBytes *autosell_photo_render (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                               GCancellable *cancellable, GError **error);
/* The same on a worker. */
void autosell_photo_render_async (const char *data_dir, const char *hash, int turn, const AutosellPhotoCrop *crop,
                                  GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GBytes *autosell_photo_render_finish (GAsyncResult *result, GError **error);

/* The size of what is shown: of @crop (nullable: all) of a stored file of this size, turned. */
void autosell_photo_get_shown_size (int width, int height, int turn, const AutosellPhotoCrop *crop, int *shown_width,
                                    int *shown_height);

G_END_DECLS
